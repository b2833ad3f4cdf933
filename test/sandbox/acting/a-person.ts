import { Acting } from '../../../src/sandbox/acting/acting.js';
import { AppEvents } from '../../../src/sandbox/to-app/events.js';
import { ResponseUrls } from '../../../src/sandbox/to-app/response-urls.js';
import { AppSender } from '../../../src/sandbox/to-app/send.js';
import { Triggers } from '../../../src/sandbox/to-app/triggers.js';
import { Traffic } from '../../../src/sandbox/traffic.js';
import type { JsonObject, Message, View } from '../../../src/sandbox/workspace/model.js';
import { aManifest, aWorkspace } from '../a-workspace.js';

/** A workspace in which people act, and an app at `url` that takes what comes of it. No events are sent to it. */
export function acted(url: string, facts: Parameters<typeof aWorkspace>[0] = {}) {
  const { settings } = aManifest;
  const quiet = { ...aManifest, settings: { ...settings, event_subscriptions: { bot_events: ['app_home_opened'] } } };
  const { workspace, timer } = aWorkspace({ manifest: quiet, ...facts });
  const traffic = new Traffic();
  const triggers = new Triggers(timer);
  const sender = new AppSender({ workspace, traffic, timer });
  const responseUrls = new ResponseUrls({ workspace, traffic, timer, url: () => 'http://127.0.0.1:3300' });
  const events = new AppEvents({ workspace, sender, timer });
  const acting = new Acting({ workspace, timer, triggers, responseUrls, sender, events });
  workspace.connectTo(url);

  const notices: string[] = [];
  workspace.on((change) => {
    if (change.kind === 'notice') notices.push(`${change.user}: ${change.text}`);
  });
  const { botUserId, botId } = workspace.app;
  return {
    workspace,
    timer,
    traffic,
    triggers,
    responseUrls,
    events,
    acting,
    notices,
    /** A message of the app. */
    posts: (blocks: readonly JsonObject[], draft: Partial<Message> = {}): Message =>
      workspace.post({ channel: 'C0APOLLO', user: botUserId, botId, text: 'See', ...draft, blocks }),
    /** A form on Dana's screen, on top of those that are there. */
    opens: (payload: JsonObject, user = 'U0DANA'): View => {
      const forms = workspace.forms(user);
      const id = workspace.newId('V');
      const view: View = {
        id,
        type: 'modal',
        payload: { type: 'modal', title: plain('A form'), ...payload },
        hash: '1.abc',
        rootViewId: forms[0]?.id ?? id,
        previousViewId: forms.at(-1)?.id ?? null,
        user,
      };
      workspace.setForms(user, [...forms, view]);
      return view;
    },
  };
}

export const plain = (text: string): JsonObject => ({ type: 'plain_text', text });

export const button = (id: string, value: string): JsonObject => ({
  type: 'button',
  action_id: id,
  text: plain(`Press ${id}`),
  value,
});

export const actions = (...elements: JsonObject[]): JsonObject => ({ type: 'actions', block_id: 'row', elements });

export const input = (id: string, element: JsonObject, facts: JsonObject = {}): JsonObject => ({
  type: 'input',
  block_id: id,
  label: plain(id),
  element: { action_id: id, ...element },
  ...facts,
});

export const select = (...values: string[]): JsonObject => ({
  type: 'static_select',
  action_id: 'pick',
  options: values.map((value) => ({ text: plain(value.toUpperCase()), value })),
});
