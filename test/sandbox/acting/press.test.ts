import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ActionBody, ElementInput } from '../../../src/sandbox/page-protocol.js';
import { responseUrlRoutes } from '../../../src/sandbox/to-app/response-urls.js';
import type { JsonObject, Message } from '../../../src/sandbox/workspace/model.js';
import { aManifest } from '../a-workspace.js';
import { payloadOf, RecordingApp } from '../to-app/recording-app.js';
import { acted, actions, button, input, plain, select } from './a-person.js';

let app: RecordingApp;
beforeEach(async () => {
  app = await RecordingApp.start();
});
afterEach(async () => {
  await app.stop();
});

const at = (message: Message) => ({ kind: 'message', channel: message.channel, ts: message.ts }) as const;
const pressing = (container: ActionBody['container'], facts: Partial<ActionBody> = {}): ActionBody => ({
  as: 'U0DANA',
  container,
  blockId: 'row',
  actionId: 'go',
  input: null,
  values: {},
  ...facts,
});

describe('a button in a message', () => {
  it('is sent with the message, its place, and ways to answer', async () => {
    const one = acted(app.url);
    const { workspace } = one;
    const metadata = { event_type: 'digest', event_payload: { id: 'x' } };
    const message = one.posts([actions(button('go', '42'))], { metadata });
    expect(await one.acting.action(pressing(at(message)))).toEqual({ ok: true });
    const payload = payloadOf(await app.received(1));
    const { botUserId, botId, appId } = workspace.app;
    expect(payload).toEqual({
      type: 'block_actions',
      team: { id: 'T0STUDIO', domain: 'studio' },
      enterprise: null,
      is_enterprise_install: false,
      user: { id: 'U0DANA', username: 'dana', name: 'dana', team_id: 'T0STUDIO' },
      api_app_id: appId,
      token: workspace.secrets.verificationToken,
      container: { type: 'message', message_ts: message.ts, channel_id: 'C0APOLLO', is_ephemeral: false },
      trigger_id: expect.any(String),
      channel: { id: 'C0APOLLO', name: 'proj-apollo' },
      message: expect.objectContaining({
        type: 'message',
        ts: message.ts,
        user: botUserId,
        bot_id: botId,
        app_id: appId,
        text: 'See',
        blocks: message.blocks,
        metadata,
      }),
      state: { values: {} },
      response_url: expect.stringContaining('/response/'),
      actions: [
        {
          type: 'button',
          action_id: 'go',
          block_id: 'row',
          text: plain('Press go'),
          value: '42',
          action_ts: expect.stringMatching(/^\d+\.\d{6}$/),
        },
      ],
    });
    expect(one.triggers.redeem(String(payload.trigger_id))).toEqual({ user: 'U0DANA', viewId: null });
    expect(one.traffic.entries()[0]?.title).toBe('block_actions go');
  });

  it('its response_url replaces this very message', async () => {
    const one = acted(app.url);
    const message = one.posts([actions(button('go', '42'))]);
    await one.acting.action(pressing(at(message)));
    const url = String(payloadOf(await app.received(1)).response_url);
    const body = JSON.stringify({ replace_original: true, text: 'Done' });
    await responseUrlRoutes(one.responseUrls).request(url, { method: 'POST', body });
    expect(one.workspace.message(message.channel, message.ts)).toMatchObject({ text: 'Done', blocks: null });
  });

  it('of a private message comes without the message, which Slack keeps nowhere', async () => {
    const one = acted(app.url);
    const { ts: thread } = one.workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'x' });
    const message = one.posts([actions(button('go', '42'))], { ephemeralFor: 'U0DANA', threadTs: thread });
    expect(await one.acting.action(pressing(at(message)))).toEqual({ ok: true });
    const payload = payloadOf(await app.received(1));
    expect(payload.container).toMatchObject({ is_ephemeral: true, message_ts: message.ts, thread_ts: thread });
    expect(payload).not.toHaveProperty('message');
    expect(payload).toHaveProperty('response_url');
  });

  it('can be pressed by whoever sees it, and by nobody else', async () => {
    const one = acted(app.url);
    const open = one.posts([actions(button('go', '42'))]);
    const mine = one.posts([actions(button('go', '42'))], { ephemeralFor: 'U0DANA' });
    const secret = one.posts([actions(button('go', '42'))], { channel: 'C0SECRET' });
    one.workspace.join('C0APOLLO', 'U0GUS');
    expect(await one.acting.action(pressing(at(open), { as: 'U0GUS' }))).toEqual({ ok: true });
    for (const [message, as] of [
      [open, 'U0SAM'],
      [mine, 'U0GUS'],
      [secret, 'U0DANA'],
    ] as const)
      expect(await one.acting.action(pressing(at(message), { as }))).toMatchObject({ ok: false });
    expect(app.requests).toHaveLength(1);
  });

  it('that the app has taken away in the meantime is not sent', async () => {
    const one = acted(app.url);
    const message = one.posts([actions(button('go', '42'))]);
    one.workspace.change(message.channel, message.ts, { blocks: null });
    expect(await one.acting.action(pressing(at(message)))).toMatchObject({ ok: false });
    one.workspace.remove(message.channel, message.ts);
    expect(await one.acting.action(pressing(at(message)))).toMatchObject({ ok: false });
    expect(app.requests).toEqual([]);
  });

  it('with a link is sent as well', async () => {
    const one = acted(app.url);
    const message = one.posts([actions({ ...button('go', '42'), url: 'https://example.com' })]);
    await one.acting.action(pressing(at(message)));
    expect(payloadOf(await app.received(1)).actions).toMatchObject([{ url: 'https://example.com', value: '42' }]);
  });

  it.each([
    ['silence' as const, 'Operation timed out. Apps need to respond within three seconds.'],
    ['cut' as const, 'This app is not responding'],
    [{ status: 500 }, 'This app responded with Status Code 500.'],
  ])('%s: the person is warned', async (reply, sentence) => {
    const one = acted(app.url);
    const message = one.posts([actions(button('go', '42'))]);
    app.reply = () => {
      if (reply === 'silence') one.timer.pass(3_000);
      return reply;
    };
    expect(await one.acting.action(pressing(at(message)))).toMatchObject({
      ok: false,
      error: expect.stringContaining(sentence),
    });
    expect(one.notices).toEqual([expect.stringContaining(`U0DANA: ${sentence}`)]);
  });

  it('of an app without interactivity goes nowhere', async () => {
    const { settings } = aManifest;
    const one = acted(app.url, {
      manifest: { ...aManifest, settings: { ...settings, interactivity: { is_enabled: false } } },
    });
    one.events.stop();
    const message = one.posts([actions(button('go', '42'))]);
    expect(await one.acting.action(pressing(at(message)))).toMatchObject({ ok: false });
    expect(one.notices).toHaveLength(1);
  });
});

describe('choosing in a message', () => {
  const date: JsonObject = { type: 'datepicker', action_id: 'when', initial_date: '2026-11-20' };
  const choices: [string, JsonObject, ElementInput, JsonObject][] = [
    ['a select', select('a', 'b'), { option: 'b' }, { selected_option: { text: plain('B'), value: 'b' } }],
    ['a date', date, { date: '2026-11-27' }, { selected_date: '2026-11-27', initial_date: '2026-11-20' }],
    [
      'an overflow menu',
      { ...select('a', 'b'), type: 'overflow' },
      { option: 'a' },
      { selected_option: { text: plain('A'), value: 'a' } },
    ],
    [
      'radio buttons',
      { ...select('a', 'b'), type: 'radio_buttons' },
      { option: 'a' },
      { selected_option: { text: plain('A'), value: 'a' } },
    ],
    [
      'checkboxes',
      { ...select('a', 'b'), type: 'checkboxes' },
      { options: ['a', 'b'] },
      {
        selected_options: [
          { text: plain('A'), value: 'a' },
          { text: plain('B'), value: 'b' },
        ],
      },
    ],
    ['a person', { type: 'users_select', action_id: 'who' }, { user: 'U0SAM' }, { selected_user: 'U0SAM' }],
  ];
  it.each(choices)('%s acts at once, and stands in the state', async (_, element, chosen, told) => {
    const one = acted(app.url);
    const message = one.posts([actions(element, date.action_id === element.action_id ? button('x', 'x') : date)]);
    const actionId = String(element.action_id);
    expect(await one.acting.action(pressing(at(message), { actionId, input: chosen }))).toEqual({ ok: true });
    const payload = payloadOf(await app.received(1));
    expect(payload.actions).toMatchObject([{ type: element.type, action_id: actionId, block_id: 'row', ...told }]);
    const { row = {} } = (payload.state as { values: Record<string, JsonObject> }).values;
    // A menu of deeds keeps nothing.
    if (element.type === 'overflow') expect(row).not.toHaveProperty(actionId);
    else {
      const { initial_date: _initial, ...kept } = told;
      expect(row[actionId]).toEqual({ type: element.type, ...kept });
    }
    // What nobody touched is in the state as it was at first.
    if (element.type !== 'datepicker') expect(row).toMatchObject({ when: { selected_date: '2026-11-20' } });
  });

  it('what is not among the options is refused', async () => {
    const one = acted(app.url);
    const message = one.posts([actions(select('a', 'b'))]);
    expect(await one.acting.action(pressing(at(message), { actionId: 'pick', input: { option: 'c' } }))).toMatchObject({
      ok: false,
    });
    expect(app.requests).toEqual([]);
  });

  it('in an input it acts only where the block says so', async () => {
    const one = acted(app.url);
    const typed = { type: 'plain_text_input' };
    const message = one.posts([input('quiet', typed), input('loud', typed, { dispatch_action: true })]);
    const values = { quiet: { quiet: { value: 'a' } } };
    const say = (id: string) =>
      one.acting.action(pressing(at(message), { blockId: id, actionId: id, input: { value: 'b' }, values }));
    expect(await say('quiet')).toEqual({ ok: true });
    expect(app.requests).toEqual([]);
    expect(await say('loud')).toEqual({ ok: true });
    const payload = payloadOf(await app.received(1));
    expect(payload.actions).toMatchObject([{ type: 'plain_text_input', value: 'b', action_id: 'loud' }]);
    expect(payload.state).toEqual({
      values: {
        quiet: { quiet: { type: 'plain_text_input', value: 'a' } },
        loud: { loud: { type: 'plain_text_input', value: 'b' } },
      },
    });
  });
});

describe('pressing in a form or in Home', () => {
  it('comes with the view and what stands in it, and opens on top of it', async () => {
    const one = acted(app.url);
    const view = one.opens({
      callback_id: 'form',
      private_metadata: 'p',
      blocks: [actions(button('go', '42')), input('note', { type: 'plain_text_input' })],
    });
    const container = { kind: 'view', viewId: view.id } as const;
    const values = { note: { note: { value: 'half a sen' } } };
    expect(await one.acting.action(pressing(container, { values }))).toEqual({ ok: true });
    const payload = payloadOf(await app.received(1));
    expect(payload).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: view.id },
      view: {
        id: view.id,
        type: 'modal',
        callback_id: 'form',
        private_metadata: 'p',
        hash: '1.abc',
        root_view_id: view.id,
        previous_view_id: null,
        state: { values: { note: { note: { type: 'plain_text_input', value: 'half a sen' } } } },
      },
      actions: [{ action_id: 'go', value: '42' }],
    });
    for (const absent of ['message', 'response_url', 'channel', 'state']) expect(payload).not.toHaveProperty(absent);
    expect(one.triggers.redeem(String(payload.trigger_id))).toEqual({ user: 'U0DANA', viewId: view.id });
  });

  it('works on the form on top of one’s own screen only', async () => {
    const one = acted(app.url);
    const below = one.opens({ blocks: [actions(button('go', '42'))] });
    const top = one.opens({ blocks: [actions(button('go', '42'))] });
    const press = (viewId: string, as = 'U0DANA') => one.acting.action(pressing({ kind: 'view', viewId }, { as }));
    expect(await press(below.id)).toMatchObject({ ok: false });
    expect(await press(top.id, 'U0SAM')).toMatchObject({ ok: false });
    expect(await press('V0NONE')).toMatchObject({ ok: false });
    expect(await press(top.id)).toEqual({ ok: true });
  });

  it('in Home the trigger is not of a form', async () => {
    const one = acted(app.url);
    const home = one.opens({ blocks: [actions(button('go', '42'))] });
    one.workspace.setForms('U0DANA', []);
    one.workspace.putHome({ ...home, type: 'home' });
    expect(await one.acting.action(pressing({ kind: 'view', viewId: home.id }))).toEqual({ ok: true });
    const payload = payloadOf(await app.received(1));
    expect(payload.view).toMatchObject({ type: 'home' });
    expect(one.triggers.redeem(String(payload.trigger_id))).toEqual({ user: 'U0DANA', viewId: null });
  });
});

describe('external selects', () => {
  const external = (facts: JsonObject = {}) => ({ type: 'external_select', action_id: 'go', ...facts });
  const options = (...values: string[]) => values.map((value) => ({ text: plain(value.toUpperCase()), value }));

  async function listed(reply: unknown, { query = 'acm', facts = {} as JsonObject } = {}) {
    const one = acted(app.url);
    const message = one.posts([actions(external(facts))]);
    app.reply = () => ({ body: typeof reply === 'string' ? reply : JSON.stringify(reply) });
    const asked = { as: 'U0DANA', container: at(message), blockId: 'row', actionId: 'go', query };
    return { one, message, list: await one.acting.options(asked) };
  }

  it('ask the app, and the whole option is told when it is chosen', async () => {
    const { one, message, list } = await listed({ options: options('acme', 'acrux') });
    expect(list).toEqual({ ok: true, options: options('acme', 'acrux'), groups: null });
    expect(payloadOf(await app.received(1))).toMatchObject({
      type: 'block_suggestion',
      action_id: 'go',
      block_id: 'row',
      value: 'acm',
      user: { id: 'U0DANA' },
      container: { type: 'message', message_ts: message.ts },
      channel: { id: 'C0APOLLO' },
      message: { ts: message.ts },
    });
    app.reply = () => ({});
    const choose = (value: string, as = 'U0DANA') =>
      one.acting.action(pressing(at(message), { as, input: { option: value } }));
    expect(await choose('acme')).toEqual({ ok: true });
    expect(payloadOf(await app.received(2)).actions).toMatchObject([
      { type: 'external_select', selected_option: options('acme')[0] },
    ]);
    expect(await choose('other')).toMatchObject({ ok: false });
    // What somebody else was offered is no choice of one's own.
    one.workspace.join('C0APOLLO', 'U0SAM');
    expect(await choose('acme', 'U0SAM')).toMatchObject({ ok: false });
  });

  it('of a form come with the view', async () => {
    const one = acted(app.url);
    const view = one.opens({ callback_id: 'f', blocks: [input('client', { type: 'external_select' })] });
    app.reply = () => ({ body: JSON.stringify({ options: options('acme') }) });
    const container = { kind: 'view', viewId: view.id } as const;
    const asked = { as: 'U0DANA', container, blockId: 'client', actionId: 'client', query: 'acme' };
    expect(await one.acting.options(asked)).toMatchObject({ ok: true });
    expect(payloadOf(await app.received(1))).toMatchObject({ view: { id: view.id, callback_id: 'f' }, value: 'acme' });
    app.reply = () => ({});
    const values = { client: { client: { option: 'acme' } } };
    expect(await one.acting.submit({ as: 'U0DANA', viewId: view.id, values })).toMatchObject({ closed: true });
    expect(payloadOf(await app.received(2))).toMatchObject({
      view: { state: { values: { client: { client: { selected_option: options('acme')[0] } } } } },
    });
  });

  it('in groups', async () => {
    const groups = [{ label: plain('A'), options: options('acme') }];
    const { one, message, list } = await listed({ option_groups: groups });
    expect(list).toEqual({ ok: true, options: [], groups });
    app.reply = () => ({});
    expect(await one.acting.action(pressing(at(message), { input: { option: 'acme' } }))).toEqual({ ok: true });
  });

  it('are asked from the third sign on, or as the app says', async () => {
    const nothing = { ok: true, options: [], groups: null };
    expect((await listed({ options: options('a') }, { query: 'ac' })).list).toEqual(nothing);
    expect((await listed({ options: options('a') }, { query: '王', facts: { min_query_length: 2 } })).list).toEqual(
      nothing,
    );
    expect(app.requests).toEqual([]);
    const { list } = await listed({ options: options('a') }, { query: '', facts: { min_query_length: 0 } });
    expect(list).toMatchObject({ ok: true, options: options('a') });
  });

  it('take a hundred options', async () => {
    const many = (count: number) => options(...Array.from({ length: count }, (_, n) => `o${n}`));
    expect((await listed({ options: many(100) })).list).toMatchObject({ ok: true });
    expect((await listed({ options: many(101) })).list).toMatchObject({ ok: false });
  });

  it.each([
    ['no JSON', 'hello'],
    ['nothing', ''],
    ['a list', []],
    ['no options', {}],
    ['an option without a value', { options: [{ text: plain('A') }] }],
    ['an option with a long text', { options: [{ text: plain('x'.repeat(76)), value: 'a' }] }],
    ['an option with a long value', { options: [{ text: plain('A'), value: 'x'.repeat(151) }] }],
    ['a group without a label', { option_groups: [{ options: [] }] }],
  ])('are not loaded from %s', async (_, reply) => {
    const { list } = await listed(reply);
    expect(list).toMatchObject({ ok: false, error: expect.stringContaining('could not be loaded') });
  });

  it('are not loaded from an app that does not answer in time', async () => {
    const one = acted(app.url);
    const message = one.posts([actions(external())]);
    app.reply = () => {
      one.timer.pass(3_000);
      return 'silence';
    };
    const asked = { as: 'U0DANA', container: at(message), blockId: 'row', actionId: 'go', query: 'acme' };
    expect(await one.acting.options(asked)).toMatchObject({ ok: false });
    expect(await one.acting.options({ ...asked, actionId: 'none' })).toMatchObject({ ok: false });
  });
});

describe('shortcuts', () => {
  it('from the menu', async () => {
    const one = acted(app.url);
    expect(await one.acting.shortcut({ as: 'U0DANA', callbackId: 'new_thing', message: null })).toEqual({ ok: true });
    const payload = payloadOf(await app.received(1));
    expect(payload).toEqual({
      type: 'shortcut',
      token: one.workspace.secrets.verificationToken,
      action_ts: expect.any(String),
      team: { id: 'T0STUDIO', domain: 'studio' },
      user: { id: 'U0DANA', username: 'dana', name: 'dana', team_id: 'T0STUDIO' },
      is_enterprise_install: false,
      enterprise: null,
      api_app_id: one.workspace.app.appId,
      callback_id: 'new_thing',
      trigger_id: expect.any(String),
    });
  });

  it('at a message, also of a person, also where the app is not in', async () => {
    const one = acted(app.url);
    const message = one.workspace.post({ channel: 'C0SECRET', user: 'U0SAM', text: 'ACME pays on Friday' });
    const about = { as: 'U0SAM', callbackId: 'from_this', message: { channel: 'C0SECRET', ts: message.ts } };
    expect(await one.acting.shortcut(about)).toEqual({ ok: true });
    const payload = payloadOf(await app.received(1));
    expect(payload).toMatchObject({
      type: 'message_action',
      callback_id: 'from_this',
      channel: { id: 'C0SECRET', name: 'privategroup' },
      message_ts: message.ts,
      message: { type: 'message', user: 'U0SAM', text: 'ACME pays on Friday', ts: message.ts },
      response_url: expect.any(String),
    });
    // A person's own message cannot be replaced by the app: it answers beside it.
    const body = JSON.stringify({ replace_original: true, text: 'Logged' });
    await responseUrlRoutes(one.responseUrls).request(String(payload.response_url), { method: 'POST', body });
    expect(one.workspace.messages('C0SECRET')).toMatchObject([
      { text: 'ACME pays on Friday' },
      { text: 'Logged', ephemeralFor: 'U0SAM' },
    ]);
  });

  it('only those that there are, at messages that one sees', async () => {
    const one = acted(app.url);
    const secret = one.workspace.post({ channel: 'C0SECRET', user: 'U0SAM', text: 'x' });
    const mine = one.posts([], { ephemeralFor: 'U0DANA' });
    const at = (message: Message) => ({ channel: message.channel, ts: message.ts });
    for (const [callbackId, message] of [
      ['from_this', null],
      ['new_thing', at(mine)],
      ['none', null],
      ['from_this', at(secret)],
      ['from_this', at(mine)],
    ] as const)
      expect(await one.acting.shortcut({ as: 'U0DANA', callbackId, message })).toMatchObject({ ok: false });
    expect(app.requests).toEqual([]);
  });

  it('an app that does not answer is told of in passing', async () => {
    const one = acted(app.url);
    app.reply = () => ({ status: 404 });
    const done = await one.acting.shortcut({ as: 'U0DANA', callbackId: 'new_thing', message: null });
    expect(done).toEqual({ ok: false, error: 'This app responded with Status Code 404.' });
    expect(one.notices).toEqual(['U0DANA: This app responded with Status Code 404.']);
  });
});
