import type { ComponentChildren, VNode } from 'preact';
import type { PageState } from '../page-protocol.js';
import { words } from './words.js';

/** What the app's manifest says of it, and where its requests go. */
export function AboutApp({ state }: { state: PageState }): VNode {
  const { app } = state;
  const { requestUrls: urls } = app;
  const addresses: [string, string | null][] = [
    [words.app.address.events, urls.events],
    [words.app.address.interactivity, urls.interactivity],
    [words.app.address.options, urls.options],
    ...Object.entries(urls.commands).map(([command, url]): [string, string] => [
      words.app.address.command(command),
      url,
    ]),
  ];
  const known = addresses.filter(([, url]) => url !== null);
  return (
    <div class="page-scroll">
      <div class="page-content about">
        <p class="lead">{app.description}</p>
        <Part title={words.app.commands}>
          {app.commands.map((each) => (
            <li key={each.command}>
              <code>{each.command}</code> <span class="muted">{each.usageHint}</span>
              <div>{each.description}</div>
            </li>
          ))}
        </Part>
        <Part title={words.app.shortcuts}>
          {app.shortcuts.map((each) => (
            <li key={each.callbackId}>
              <strong>{each.name}</strong>{' '}
              <span class="muted">{each.type === 'global' ? words.app.global : words.app.onMessages}</span>
              <div>{each.description}</div>
            </li>
          ))}
        </Part>
        <Part title={words.app.scopes}>
          {app.scopes.map((scope) => (
            <li key={scope} class="chip">
              {scope}
            </li>
          ))}
        </Part>
        <Part title={words.app.events}>
          {app.events.map((event) => (
            <li key={event} class="chip">
              {event}
            </li>
          ))}
        </Part>
        <Part title={words.app.addresses}>
          {known.length === 0 && <li>{words.app.notConnected}</li>}
          {known.map(([what, url]) => (
            <li key={what}>
              {what} <code>{url}</code>
            </li>
          ))}
        </Part>
        <Part title={words.app.ids}>
          {[app.appId, app.botId, app.botUserId].map((id) => (
            <li key={id} class="chip">
              {id}
            </li>
          ))}
        </Part>
      </div>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }): VNode {
  const empty = Array.isArray(children) && children.length === 0;
  return (
    <section>
      <h2>{title}</h2>
      {empty ? <p class="muted">{words.app.none}</p> : <ul>{children}</ul>}
    </section>
  );
}
