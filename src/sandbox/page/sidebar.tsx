import type { ComponentChildren, VNode } from 'preact';
import { useId, useState } from 'preact/hooks';
import type { PageChannel, PageState } from '../page-protocol.js';
import type { Person } from '../workspace/model.js';
import { Avatar } from './avatar.js';
import { direct } from './deeds.js';
import { Icon } from './icons.js';
import { sidebarOpen } from './panels.js';
import { channelName, nameOf, standingOf } from './people.js';
import { go, route } from './route.js';
import { appDirect, directWith, personOf } from './store.js';
import { Switcher } from './switcher.js';
import { words } from './words.js';

/** So many people are listed at once; a larger workspace shows those one talks with, and the others on demand. */
const fewPeople = 15;

/** The workspace: its channels, its people, the app, and who acts. */
export function Sidebar({ state }: { state: PageState }): VNode {
  const { channels, app } = state;
  const named = channels
    .filter((channel) => channel.kind === 'public' || channel.kind === 'private')
    .toSorted((a, b) => a.name.localeCompare(b.name));
  const mine = named.filter((channel) => channel.isMember);
  const others = named.filter((channel) => !channel.isMember && !channel.isArchived);
  const groups = channels.filter((channel) => channel.kind === 'mpim');
  const bot = personOf(app.botUserId);
  const onApp = route.value.kind === 'app' || (route.value.kind === 'channel' && isShown(appDirect.value));
  const appUnread = appDirect.value?.mentions ?? 0;
  return (
    <nav class={sidebarOpen.value ? 'sidebar sidebar-open' : 'sidebar'} id="sidebar" aria-label={words.sidebar.label}>
      <div class="team">
        <strong>{state.team.name}</strong>
      </div>
      <div class="sidebar-lists">
        <List title={words.sidebar.channels}>
          {mine.map((channel) => (
            <ChannelItem key={channel.id} channel={channel} self={state.me.id} />
          ))}
          {others.length > 0 && <Others channels={others} self={state.me.id} />}
        </List>
        <List title={words.sidebar.directs}>
          <Directs state={state} every={state.people.length <= fewPeople} />
          {groups.map((channel) => (
            <ChannelItem key={channel.id} channel={channel} self={state.me.id} />
          ))}
        </List>
        <List title={words.sidebar.apps}>
          <li>
            <a
              class={itemClass(onApp, appUnread)}
              href={appUnread > 0 && appDirect.value !== null ? `#/${appDirect.value.id}` : '#/home'}
              aria-current={onApp ? 'page' : undefined}
              onClick={closeSidebar}
            >
              <Avatar person={bot} name={app.name} size="small" />
              <span class="item-name">{app.name}</span>
              <Unread count={appUnread} />
            </a>
          </li>
        </List>
      </div>
      <Switcher state={state} />
    </nav>
  );
}

function closeSidebar(): void {
  sidebarOpen.value = false;
}

function isShown(channel: PageChannel | null): boolean {
  return channel !== null && route.value.kind === 'channel' && route.value.channel === channel.id;
}

function itemClass(shown: boolean, unread: number): string {
  return ['item', shown && 'item-shown', unread > 0 && 'item-unread'].filter(Boolean).join(' ');
}

function List({ title, children }: { title: string; children: ComponentChildren }): VNode {
  const id = useId();
  return (
    <section>
      <h2 id={id}>{title}</h2>
      <ul aria-labelledby={id}>{children}</ul>
    </section>
  );
}

function ChannelItem({ channel, self }: { channel: PageChannel; self: string }): VNode {
  const shown = isShown(channel);
  const name = channelName(channel, self, personOf).replace(/^#/, '');
  return (
    <li>
      <a
        class={`${itemClass(shown, channel.unread)}${channel.isMember ? '' : ' item-other'}`}
        href={`#/${channel.id}`}
        aria-current={shown ? 'page' : undefined}
        onClick={closeSidebar}
      >
        <span class="item-sign" aria-hidden="true">
          {channel.kind === 'private' ? <Icon name="lock" /> : channel.kind === 'mpim' ? <Icon name="people" /> : '#'}
        </span>
        <span class="item-name">{name}</span>
        {channel.kind === 'private' && <span class="sr-only">, {words.sidebar.private}</span>}
        {channel.isArchived && <span class="item-note">{words.sidebar.archived}</span>}
        {channel.isExtShared && (
          <span class="item-note" title={words.sidebar.shared}>
            <Icon name="shared" />
            <span class="sr-only">{words.sidebar.shared}</span>
          </span>
        )}
        <Unread count={channel.kind === 'mpim' ? channel.unread : channel.mentions} />
        {channel.unread > 0 && <span class="sr-only">, {words.sidebar.unread(channel.unread)}</span>}
      </a>
    </li>
  );
}

function Unread({ count }: { count: number }): VNode | null {
  if (count === 0) return null;
  return (
    <span class="count">
      <span aria-hidden="true">{count}</span>
      <span class="sr-only">, {words.sidebar.unread(count)}</span>
    </span>
  );
}

function Others({ channels, self }: { channels: readonly PageChannel[]; self: string }): VNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <li>
        <button type="button" class="item item-more" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span class="item-sign" aria-hidden="true">
            <Icon name={open ? 'down' : 'forward'} />
          </span>
          <span class="item-name">{words.sidebar.browse(channels.length)}</span>
        </button>
      </li>
      {open && channels.map((channel) => <ChannelItem key={channel.id} channel={channel} self={self} />)}
    </>
  );
}

function Directs({ state, every }: { state: PageState; every: boolean }): VNode {
  const [all, setAll] = useState(false);
  const people = state.people
    .filter((person) => person.id !== state.app.botUserId && !person.deleted)
    .toSorted((a, b) => Number(b.id === state.me.id) - Number(a.id === state.me.id) || order(a, b));
  const shown = every || all ? people : people.filter((person) => directWith(person.id) !== null);
  return (
    <>
      {shown.map((person) => (
        <DirectItem key={person.id} person={person} self={state.me.id} />
      ))}
      {shown.length < people.length && (
        <li>
          <button type="button" class="item item-more" onClick={() => setAll(true)}>
            <span class="item-sign" aria-hidden="true">
              <Icon name="forward" />
            </span>
            <span class="item-name">{words.sidebar.more}</span>
          </button>
        </li>
      )}
    </>
  );
}

function order(a: Person, b: Person): number {
  return nameOf(a).localeCompare(nameOf(b));
}

function DirectItem({ person, self }: { person: Person; self: string }): VNode {
  const channel = directWith(person.id);
  const shown = isShown(channel);
  const name = person.id === self ? words.sidebar.you(nameOf(person)) : nameOf(person);
  const standing = person.isStranger || person.isRestricted || person.isUltraRestricted ? standingOf(person) : null;
  return (
    <li>
      <a
        class={itemClass(shown, channel?.unread ?? 0)}
        href={channel === null ? `#/with/${person.id}` : `#/${channel.id}`}
        aria-current={shown ? 'page' : undefined}
        onClick={(event) => {
          closeSidebar();
          if (channel !== null) return;
          event.preventDefault();
          void direct(person.id).then((made) => {
            if (made !== null) go(`#/${made.id}`);
          });
        }}
      >
        <Avatar person={person} size="small" />
        <span class="item-name">{name}</span>
        {standing !== null && <span class="item-note">{standing}</span>}
        <Unread count={channel?.unread ?? 0} />
      </a>
    </li>
  );
}
