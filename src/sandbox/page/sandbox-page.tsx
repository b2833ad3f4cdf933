import type { VNode } from 'preact';
import { useEffect } from 'preact/hooks';
import type { PageChannel, PageState } from '../page-protocol.js';
import { AppView } from './app-view.js';
import { ChannelView } from './channel-view.js';
import { ClockPanel } from './clock-panel.js';
import { DeveloperPanel } from './developer-panel.js';
import { Forms } from './forms.js';
import { Notices } from './notices-view.js';
import { panel, sidebarOpen } from './panels.js';
import { replaceRoute, route } from './route.js';
import { Sidebar } from './sidebar.js';
import { appDirect, channelOf, loadFailed, state } from './store.js';
import { ThreadPane } from './thread-pane.js';
import { TopBar } from './top-bar.js';
import { words } from './words.js';

/** The whole page: a strip on top, the workspace on the left, messages in the middle, what belongs beside them on the right. */
export function SandboxPage(): VNode {
  const known = state.value;
  if (known === null) {
    return (
      <p class="empty" role="status">
        {loadFailed.value ? words.loadFailed : words.loading}
      </p>
    );
  }
  return (
    <>
      <button type="button" class="skip" onClick={() => document.getElementById('main')?.focus()}>
        {words.skip}
      </button>
      <TopBar />
      <div class="body">
        <Sidebar state={known} />
        {sidebarOpen.value && (
          // biome-ignore lint/a11y/noStaticElementInteractions: Escape and the button on top close the sidebar as well
          // biome-ignore lint/a11y/useKeyWithClickEvents: Escape and the button on top close the sidebar as well
          <div
            class="shade"
            onClick={() => {
              sidebarOpen.value = false;
            }}
          />
        )}
        <main id="main" tabIndex={-1}>
          <Middle state={known} />
        </main>
        <Beside state={known} />
      </div>
      <Forms state={known} />
      <Notices />
    </>
  );
}

function Middle({ state }: { state: PageState }): VNode {
  const shown = route.value;
  useEffect(() => {
    document.title = `${titleOf(state)} · ${words.product}`;
  });
  const start = startOf(state)?.id ?? null;
  useEffect(() => {
    if (shown.kind === 'start' && start !== null) replaceRoute(`#/${start}`);
  }, [shown.kind, start]);
  if (shown.kind === 'app') return <AppView state={state} tab={shown.tab} wanted={null} />;
  const channel = shown.kind === 'channel' ? channelOf(shown.channel) : null;
  if (channel === null) {
    return <p class="empty">{shown.kind === 'channel' ? words.channel.unknown : words.channel.nothing}</p>;
  }
  const wanted = shown.kind === 'channel' ? shown.message : null;
  if (channel.id === appDirect.value?.id) return <AppView state={state} tab="messages" wanted={wanted} />;
  return <ChannelView state={state} channel={channel} wanted={wanted} />;
}

function Beside({ state }: { state: PageState }): VNode | null {
  if (panel.value === 'clock') return <ClockPanel state={state} />;
  if (panel.value === 'developer') return <DeveloperPanel state={state} />;
  const shown = route.value;
  if (shown.kind !== 'channel' || shown.thread === null) return null;
  const channel = channelOf(shown.channel);
  if (channel === null) return null;
  const readOnly = channel.id === appDirect.value?.id && state.app.messagesTabReadOnly;
  return <ThreadPane state={state} channel={channel} thread={shown.thread} readOnly={readOnly} />;
}

/** Where one begins: where there is something to read, best where the app is and no outsiders are. */
function startOf(state: PageState): PageChannel | null {
  const mine = state.channels.filter((channel) => channel.isMember && channel.kind !== 'im' && !channel.isArchived);
  const worth = (channel: PageChannel) =>
    (channel.isExtShared ? 0 : 4) +
    (channel.members.includes(state.app.botUserId) ? 2 : 0) +
    (channel.unread > 0 ? 1 : 0);
  return mine.toSorted((a, b) => worth(b) - worth(a) || a.name.localeCompare(b.name))[0] ?? null;
}

function titleOf(state: PageState): string {
  const unread = state.channels.reduce((sum, channel) => sum + channel.mentions, 0);
  return unread > 0 ? `(${unread}) ${state.team.name}` : state.team.name;
}
