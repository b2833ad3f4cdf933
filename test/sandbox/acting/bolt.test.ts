import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Acting } from '../../../src/sandbox/acting/acting.js';
import { AppEvents } from '../../../src/sandbox/to-app/events.js';
import { ResponseUrls, responseUrlRoutes } from '../../../src/sandbox/to-app/response-urls.js';
import { AppSender } from '../../../src/sandbox/to-app/send.js';
import { Triggers } from '../../../src/sandbox/to-app/triggers.js';
import { Traffic } from '../../../src/sandbox/traffic.js';
import type { Workspace } from '../../../src/sandbox/workspace/workspace.js';
import { aManifest, aWorkspace } from '../a-workspace.js';
import { actions, button, input, plain } from './a-person.js';

// What the sandbox sends is what Slack sends as far as Bolt itself takes it, with the signature checked.

let workspace: Workspace;
let acting: Acting;
let events: AppEvents;
let app: App;
let receiver: HTTPReceiver;
let server: Server;
let heard: unknown[];

beforeEach(async () => {
  heard = [];
  const made = aWorkspace({ manifest: aManifest });
  workspace = made.workspace;
  // It stands still: however slow the machine is, nothing comes too late.
  const { timer } = made;
  const traffic = new Traffic();
  let url = '';
  const responseUrls = new ResponseUrls({ workspace, traffic, timer, url: () => url });
  server = createServer(getRequestListener(responseUrlRoutes(responseUrls).fetch));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const sender = new AppSender({ workspace, traffic, timer });
  events = new AppEvents({ workspace, sender, timer });
  acting = new Acting({ workspace, timer, triggers: new Triggers(timer), responseUrls, sender, events });

  receiver = new HTTPReceiver({ signingSecret: workspace.secrets.signingSecret, logLevel: LogLevel.ERROR });
  app = new App({
    receiver,
    logLevel: LogLevel.ERROR,
    authorize: async () => ({ botToken: workspace.secrets.botToken, ...workspace.app }),
  });
  const bolt = await receiver.start({ port: 0, host: '127.0.0.1' });
  workspace.connectTo(`http://127.0.0.1:${(bolt.address() as AddressInfo).port}/slack/events`);
});

afterEach(async () => {
  events.stop();
  await receiver.stop();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
});

const last = () => workspace.messages('C0APOLLO').at(-1) ?? null;
const said = (text: string) => workspace.until(() => (last()?.text === text ? last() : null), text);

describe('a Bolt app', () => {
  it('takes a command, acknowledges with words, and responds later', async () => {
    app.command('/help-me', async ({ command, ack, respond }) => {
      heard.push(command.text, command.user_name, command.channel_name);
      await ack('One moment');
      await respond({ response_type: 'in_channel', text: 'Here it is' });
    });
    const body = { as: 'U0DANA', channel: 'C0APOLLO', text: '/help-me with @sam', threadTs: null };
    expect(await acting.send(body)).toEqual({ ok: true, message: null });
    await workspace.until(() => (workspace.messages('C0APOLLO').length === 2 ? true : null), 'two answers');
    const answers = workspace.messages('C0APOLLO').map(({ text, ephemeralFor }) => [text, ephemeralFor]);
    expect(answers).toContainEqual(['One moment', 'U0DANA']);
    expect(answers).toContainEqual(['Here it is', null]);
    expect(heard).toEqual(['with <@U0SAM|sam>', 'dana', 'proj-apollo']);
  });

  it('takes a button, and puts its answer in the place of the message', async () => {
    app.action('go', async ({ action, body, ack, respond }) => {
      await ack();
      heard.push((action as { value?: string }).value, body.user.id);
      await respond({ replace_original: true, text: 'Gone' });
    });
    const { botUserId, botId } = workspace.app;
    const blocks = [actions(button('go', '42'))];
    const { ts } = workspace.post({ channel: 'C0APOLLO', user: botUserId, botId, text: 'See', blocks });
    const container = { kind: 'message', channel: 'C0APOLLO', ts } as const;
    const press = { as: 'U0DANA', container, blockId: 'row', actionId: 'go', input: null, values: {} };
    expect(await acting.action(press)).toEqual({ ok: true });
    expect(await said('Gone')).toMatchObject({ ts, blocks: null });
    expect(heard).toEqual(['42', 'U0DANA']);
  });

  it('takes a form, its errors and its lists', async () => {
    app.options('client', async ({ options, ack }) => {
      await ack({ options: [{ text: { type: 'plain_text', text: 'ACME' }, value: `acme-${options.value}` }] });
    });
    app.view('log', async ({ view, ack }) => {
      const { client, note } = view.state.values;
      const said = note?.note?.value;
      if (said !== 'right') return await ack({ response_action: 'errors', errors: { note: `Not ${said}` } });
      heard.push(client?.client?.selected_option?.value, view.private_metadata);
      await ack();
    });
    const payload = {
      type: 'modal',
      callback_id: 'log',
      private_metadata: 'p',
      title: plain('Log'),
      submit: plain('Log'),
      blocks: [input('client', { type: 'external_select' }), input('note', { type: 'plain_text_input' })],
    };
    const view = { id: 'V1', payload, hash: '1.1', rootViewId: 'V1', previousViewId: null, user: 'U0DANA' };
    workspace.setForms('U0DANA', [{ ...view, type: 'modal' }]);
    const asked = { blockId: 'client', actionId: 'client', query: 'acm' };
    expect(await acting.options({ as: 'U0DANA', container: { kind: 'view', viewId: 'V1' }, ...asked })).toMatchObject({
      options: [{ value: 'acme-acm' }],
    });
    const hand = (value: string) =>
      acting.submit({
        as: 'U0DANA',
        viewId: 'V1',
        values: { client: { client: { option: 'acme-acm' } }, note: { note: { value } } },
      });
    expect(await hand('wrong')).toEqual({ ok: true, errors: { note: 'Not wrong' }, closed: false });
    expect(await hand('right')).toEqual({ ok: true, errors: null, closed: true });
    expect(heard).toEqual(['acme-acm', 'p']);
    expect(workspace.forms('U0DANA')).toEqual([]);
  });

  it('takes shortcuts and events', async () => {
    app.shortcut({ type: 'shortcut', callback_id: 'new_thing' }, async ({ ack, shortcut }) => {
      heard.push(shortcut.callback_id);
      await ack();
    });
    app.shortcut({ type: 'message_action', callback_id: 'from_this' }, async ({ ack, shortcut }) => {
      heard.push(shortcut.message.text);
      await ack();
    });
    const news: unknown[] = [];
    app.event('app_home_opened', async ({ event }) => {
      news.push(event.tab);
    });
    app.event('member_joined_channel', async ({ event }) => {
      news.push(event.user);
    });
    app.message(async ({ message }) => {
      news.push((message as { text?: string }).text);
    });
    const message = workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'ACME pays' });
    const about = { channel: 'C0APOLLO', ts: message.ts };
    expect(await acting.shortcut({ as: 'U0DANA', callbackId: 'new_thing', message: null })).toEqual({ ok: true });
    expect(await acting.shortcut({ as: 'U0DANA', callbackId: 'from_this', message: about })).toEqual({ ok: true });
    expect(heard).toEqual(['new_thing', 'ACME pays']);
    await acting.openHome({ as: 'U0DANA', tab: 'home' });
    workspace.join('C0APOLLO', 'U0SAM');
    await events.settled();
    expect(news.sort()).toEqual(['ACME pays', 'U0SAM', 'home']);
  });
});
