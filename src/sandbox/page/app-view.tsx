import type { ComponentChildren, VNode } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { PageState } from '../page-protocol.js';
import type { JsonObject, View } from '../workspace/model.js';
import { AboutApp } from './about-app.js';
import type { AppTab } from './address.js';
import { Avatar } from './avatar.js';
import { Blocks } from './blocks/blocks.js';
import { Conversation } from './channel-view.js';
import { direct, openHome } from './deeds.js';
import { hostOf } from './hosts.js';
import { go } from './route.js';
import { appDirect, personOf } from './store.js';
import { words } from './words.js';

/** The app's own place: Home, its direct messages, and what it is. */
export function AppView(props: { state: PageState; tab: AppTab; wanted: string | null }): VNode {
  const { state, tab, wanted } = props;
  const { app } = state;
  const tabs: readonly { tab: AppTab; title: string; href: string }[] = [
    ...(app.homeTab ? [{ tab: 'home' as const, title: words.app.home, href: '#/home' }] : []),
    ...(app.messagesTab ? [{ tab: 'messages' as const, title: words.app.messages, href: '#/messages' }] : []),
    { tab: 'about' as const, title: words.app.about, href: '#/about' },
  ];
  const shown = tabs.some((each) => each.tab === tab) ? tab : (tabs[0]?.tab ?? 'about');

  return (
    <>
      <div class="head">
        <Avatar person={personOf(app.botUserId)} name={app.name} size="small" />
        <h1>{app.name}</h1>
        <span class="badge">{words.message.app}</span>
        <nav class="tabs" aria-label={words.app.tabs}>
          {tabs.map((each) => (
            <a key={each.tab} class="tab" href={each.href} aria-current={each.tab === shown ? 'page' : undefined}>
              {each.title}
              {each.tab === 'messages' && shown !== 'messages' && (appDirect.value?.unread ?? 0) > 0 && (
                <span class="count">{appDirect.value?.unread}</span>
              )}
            </a>
          ))}
        </nav>
      </div>
      {shown === 'home' && <Home state={state} />}
      {shown === 'messages' && <AppMessages state={state} wanted={wanted} />}
      {shown === 'about' && <AboutApp state={state} />}
    </>
  );
}

function Home({ state }: { state: PageState }): VNode {
  const [waiting, setWaiting] = useState(true);
  const { app, home, me } = state;

  useEffect(() => {
    setWaiting(true);
    void openHome('home').then(() => setWaiting(false));
  }, [me.id]);

  if (home !== null) {
    return (
      <Page>
        <HomeBlocks home={home} />
      </Page>
    );
  }
  return (
    <Page>
      <p class="empty">{waiting ? words.app.homeWaiting(app.name) : words.app.homeEmpty(app.name)}</p>
    </Page>
  );
}

function HomeBlocks({ home }: { home: View }): VNode {
  const blocks = (home.payload.blocks ?? []) as readonly JsonObject[];
  return <Blocks blocks={blocks} surface="home" host={hostOf({ kind: 'view', viewId: home.id }, blocks)} />;
}

function AppMessages({ state, wanted }: { state: PageState; wanted: string | null }): VNode {
  const { app, me } = state;
  const channel = appDirect.value;

  useEffect(() => {
    void openHome('messages');
    if (appDirect.peek() === null) {
      void direct(app.botUserId).then((made) => {
        if (made !== null) go(`#/${made.id}`);
      });
    }
  }, [me.id, app.botUserId]);

  if (channel === null) return <p class="empty">{words.loading}</p>;
  return (
    <Conversation
      state={state}
      channel={channel}
      name={app.name}
      wanted={wanted}
      {...(app.messagesTabReadOnly ? { readOnly: words.composer.readOnly(app.name) } : {})}
    />
  );
}

export function Page({ children }: { children: ComponentChildren }): VNode {
  return (
    <div class="page-scroll">
      <div class="page-content">{children}</div>
    </div>
  );
}
