import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FormValues } from '../../../src/sandbox/page-protocol.js';
import type { JsonObject, View } from '../../../src/sandbox/workspace/model.js';
import { aManifest } from '../a-workspace.js';
import { payloadOf, RecordingApp, type Reply } from '../to-app/recording-app.js';
import { acted, actions, button, input, plain, select } from './a-person.js';

let app: RecordingApp;
beforeEach(async () => {
  app = await RecordingApp.start();
});
afterEach(async () => {
  await app.stop();
});

const text: JsonObject = { type: 'plain_text_input' };
const note = input('note', text);
const optional = input('more', text, { optional: true });
const filled: FormValues = { note: { note: { value: 'paid half' } } };
const answering = (value: unknown): Reply => ({
  body: typeof value === 'string' ? value : JSON.stringify(value),
  headers: { 'content-type': 'application/json' },
});
const aView = (facts: JsonObject = {}): JsonObject => ({
  type: 'modal',
  title: plain('Next'),
  blocks: [{ type: 'section', text: plain('Well done') }],
  ...facts,
});

/** A form on Dana's screen, handed in to an app that answers so. */
async function submitted(
  reply: unknown,
  {
    values = filled,
    blocks = [note, optional],
    below = 0,
  }: { values?: FormValues; blocks?: JsonObject[]; below?: number } = {},
) {
  const one = acted(app.url);
  for (let n = 0; n < below; n += 1) one.opens({ blocks: [note] });
  const view = one.opens({ callback_id: 'log', private_metadata: '{"a":1}', blocks });
  const told: (object | null)[] = [];
  one.workspace.on((change) => {
    if (change.kind === 'forms') told.push(change.errors);
  });
  app.reply = () => {
    if (reply === 'silence') one.timer.pass(3_000);
    return reply === 'silence' || reply === 'cut' ? reply : answering(reply);
  };
  const done = await one.acting.submit({ as: 'U0DANA', viewId: view.id, values });
  const forms = (): readonly View[] => one.workspace.forms('U0DANA');
  return { ...one, view, done, forms, told };
}

const TROUBLE = 'We had some trouble connecting. Try again?';

describe('handing in a form', () => {
  it('sends it with what stands in its inputs; an empty answer closes it', async () => {
    const one = await submitted('');
    expect(payloadOf(await app.received(1))).toEqual({
      type: 'view_submission',
      team: { id: 'T0STUDIO', domain: 'studio' },
      enterprise: null,
      is_enterprise_install: false,
      user: { id: 'U0DANA', username: 'dana', name: 'dana', team_id: 'T0STUDIO' },
      api_app_id: one.workspace.app.appId,
      token: one.workspace.secrets.verificationToken,
      trigger_id: expect.any(String),
      response_urls: [],
      view: expect.objectContaining({
        id: one.view.id,
        team_id: 'T0STUDIO',
        app_id: one.workspace.app.appId,
        bot_id: one.workspace.app.botId,
        callback_id: 'log',
        private_metadata: '{"a":1}',
        hash: '1.abc',
        previous_view_id: null,
        root_view_id: one.view.id,
        state: {
          values: {
            note: { note: { type: 'plain_text_input', value: 'paid half' } },
            more: { more: { type: 'plain_text_input', value: null } },
          },
        },
      }),
    });
    expect(one.done).toEqual({ ok: true, errors: null, closed: true });
    expect(one.forms()).toEqual([]);
    expect(one.traffic.entries()[0]?.title).toBe('view_submission log');
  });

  it('an empty object closes it too, and what lies below is shown', async () => {
    const one = await submitted({}, { below: 1 });
    expect(one.done).toMatchObject({ closed: true });
    expect(one.forms()).toHaveLength(1);
  });

  it('its trigger opens a form on top of it', async () => {
    const one = await submitted('silence');
    const trigger = String(payloadOf(await app.received(1)).trigger_id);
    expect(one.triggers.redeem(trigger)).toEqual({ user: 'U0DANA', viewId: one.view.id });
  });

  it('clear closes the whole pile', async () => {
    const one = await submitted({ response_action: 'clear' }, { below: 2 });
    expect(one.done).toMatchObject({ closed: true });
    expect(one.forms()).toEqual([]);
  });

  it('errors are shown at their inputs, and the form stays', async () => {
    const errors = { note: 'Say when.', nothing: 'Nobody sees this.' };
    const one = await submitted({ response_action: 'errors', errors });
    expect(one.done).toEqual({ ok: true, errors: { note: 'Say when.' }, closed: false });
    expect(one.forms()).toEqual([one.view]);
    expect(one.told).toEqual([{ note: 'Say when.' }]);
  });

  it('errors at blocks that are no inputs are no errors', async () => {
    const row = actions(button('go', '1'));
    const one = await submitted({ response_action: 'errors', errors: { row: 'No' } }, { blocks: [note, row] });
    expect(one.done).toMatchObject({ ok: false, error: expect.stringContaining(TROUBLE) });
    expect(one.forms()).toHaveLength(1);
  });

  it('update takes its place under the same id', async () => {
    const one = await submitted({ response_action: 'update', view: aView({ callback_id: 'next' }) }, { below: 1 });
    expect(one.done).toEqual({ ok: true, errors: null, closed: false });
    const top = one.forms()[1];
    expect(top).toMatchObject({
      id: one.view.id,
      payload: { callback_id: 'next' },
      previousViewId: one.forms()[0]?.id,
    });
    expect(top?.hash).not.toBe(one.view.hash);
    expect(top?.payload.blocks).toMatchObject([{ type: 'section', block_id: expect.any(String) }]);
  });

  it('push lays one on top, three at most', async () => {
    const one = await submitted({ response_action: 'push', view: aView() }, { below: 1 });
    expect(one.done).toMatchObject({ ok: true, closed: false });
    const [root, second, third] = one.forms();
    expect(second?.id).toBe(one.view.id);
    expect(third).toMatchObject({ type: 'modal', rootViewId: root?.id, previousViewId: second?.id, user: 'U0DANA' });
    const full = await submitted({ response_action: 'push', view: aView() }, { below: 2 });
    expect(full.done).toMatchObject({ ok: false, error: expect.stringContaining('push_limit_reached') });
    expect(full.forms()).toHaveLength(3);
  });

  it.each([
    ['no answer', 'silence'],
    ['a cut connection', 'cut'],
    ['a text', 'ok'],
    ['a list', []],
    ['no action', { text: 'hi' }],
    ['another action', { response_action: 'close' }],
    ['errors without any', { response_action: 'errors', errors: {} }],
    ['errors that are none', { response_action: 'errors', errors: 'no' }],
    ['errors without words', { response_action: 'errors', errors: { note: '' } }],
    ['update without a view', { response_action: 'update' }],
    ['a view that is no form', { response_action: 'update', view: aView({ type: 'home' }) }],
    ['a view with a long title', { response_action: 'update', view: aView({ title: plain('x'.repeat(25)) }) }],
    ['inputs without submit', { response_action: 'push', view: aView({ blocks: [note] }) }],
  ])('%s keeps it open', async (_, reply) => {
    const one = await submitted(reply);
    expect(one.done).toMatchObject({ ok: false, error: expect.stringContaining(TROUBLE) });
    expect(one.forms()).toEqual([one.view]);
  });

  it('an HTTP error keeps it open', async () => {
    const one = acted(app.url);
    const view = one.opens({ blocks: [note] });
    app.reply = () => ({ status: 500 });
    expect(await one.acting.submit({ as: 'U0DANA', viewId: view.id, values: filled })).toEqual({
      ok: false,
      error: TROUBLE,
    });
    expect(one.workspace.forms('U0DANA')).toEqual([view]);
  });

  it('what has to be filled in is asked for before anything is sent', async () => {
    const one = await submitted('', { values: {} });
    expect(one.done).toMatchObject({ ok: true, closed: false, errors: { note: expect.any(String) } });
    expect(Object.keys((one.done.ok && one.done.errors) || {})).toEqual(['note']);
    expect(one.told).toHaveLength(1);
    expect(app.requests).toEqual([]);
  });

  it('what an element does not offer is not handed in', async () => {
    const blocks = [input('which', { ...select('a'), action_id: 'which' })];
    const one = await submitted('', { blocks, values: { which: { which: { option: 'b' } } } });
    expect(one.done).toMatchObject({ ok: false });
    expect(app.requests).toEqual([]);
  });

  it('only the form on top of one’s own screen', async () => {
    const one = acted(app.url);
    const below = one.opens({ blocks: [note] });
    const top = one.opens({ blocks: [note] });
    for (const [as, viewId] of [
      ['U0DANA', below.id],
      ['U0SAM', top.id],
      ['U0DANA', 'V0NONE'],
    ] as const)
      expect(await one.acting.submit({ as, viewId, values: filled })).toMatchObject({ ok: false });
    expect(app.requests).toEqual([]);
  });

  it('a form that the app changed while it answered keeps that change', async () => {
    const one = acted(app.url);
    const view = one.opens({ blocks: [note] });
    const changed = { ...view, payload: aView({ submit: plain('Go'), blocks: [input('other', text)] }), hash: '2.def' };
    app.reply = () => {
      one.workspace.setForms('U0DANA', [changed]);
      return answering({ response_action: 'errors', errors: { other: 'This one.' } });
    };
    expect(await one.acting.submit({ as: 'U0DANA', viewId: view.id, values: filled })).toEqual({
      ok: true,
      errors: { other: 'This one.' },
      closed: false,
    });
    expect(one.workspace.forms('U0DANA')).toEqual([changed]);
  });

  it('an external_id is one form’s in the whole workspace', async () => {
    const one = acted(app.url);
    one.opens({ external_id: 'mine', blocks: [] }, 'U0SAM');
    const view = one.opens({ blocks: [note] });
    app.reply = () => answering({ response_action: 'update', view: aView({ external_id: 'mine' }) });
    const submit = () => one.acting.submit({ as: 'U0DANA', viewId: view.id, values: filled });
    expect(await submit()).toMatchObject({ ok: false, error: expect.stringContaining('duplicate_external_id') });
    app.reply = () => answering({ response_action: 'update', view: aView({ external_id: 'other' }) });
    expect(await submit()).toMatchObject({ ok: true });
  });

  it('a chosen conversation comes with a way to answer there', async () => {
    const chosen = { type: 'conversations_select', response_url_enabled: true };
    const blocks = [input('where', chosen), input('where2', { type: 'conversations_select' })];
    const values = {
      where: { where: { conversation: 'C0APOLLO' } },
      where2: { where2: { conversation: 'C0GENERAL' } },
    };
    await submitted('', { blocks, values });
    expect(payloadOf(await app.received(1)).response_urls).toEqual([
      {
        block_id: 'where',
        action_id: 'where',
        channel_id: 'C0APOLLO',
        response_url: expect.stringContaining('/response/'),
      },
    ]);
  });

  it('an app without interactivity is not reached', async () => {
    const { settings } = aManifest;
    const manifest = { ...aManifest, settings: { ...settings, interactivity: { is_enabled: false } } };
    const one = acted(app.url, { manifest });
    const view = one.opens({ blocks: [note] });
    expect(await one.acting.submit({ as: 'U0DANA', viewId: view.id, values: filled })).toMatchObject({ ok: false });
    expect(app.requests).toEqual([]);
  });
});

describe('closing a form', () => {
  it('shows what lies below, and is told where the app asked for it', async () => {
    const one = acted(app.url);
    const below = one.opens({ blocks: [], notify_on_close: true });
    const top = one.opens({ callback_id: 'top', blocks: [note], notify_on_close: true });
    expect(await one.acting.close({ as: 'U0DANA', viewId: top.id, all: false })).toEqual({ ok: true });
    expect(one.workspace.forms('U0DANA')).toEqual([below]);
    expect(app.requests).toHaveLength(1);
    expect(payloadOf(await app.received(1))).toMatchObject({
      type: 'view_closed',
      user: { id: 'U0DANA' },
      view: { id: top.id, callback_id: 'top', state: { values: {} } },
      is_cleared: false,
    });
  });

  it('the whole pile at once', async () => {
    const one = acted(app.url);
    one.opens({ blocks: [] });
    one.opens({ blocks: [], notify_on_close: true });
    const top = one.opens({ blocks: [], notify_on_close: true });
    await one.acting.close({ as: 'U0DANA', viewId: top.id, all: true });
    expect(one.workspace.forms('U0DANA')).toEqual([]);
    expect(app.requests.map((received) => payloadOf(received).is_cleared)).toEqual([true, true]);
  });

  it('clear_on_close takes the pile along', async () => {
    const one = acted(app.url);
    one.opens({ blocks: [] });
    const top = one.opens({ blocks: [], clear_on_close: true });
    await one.acting.close({ as: 'U0DANA', viewId: top.id, all: false });
    expect(one.workspace.forms('U0DANA')).toEqual([]);
    expect(app.requests).toEqual([]);
  });

  it('a form that is closed already is closed', async () => {
    const one = acted(app.url);
    const view = one.opens({ blocks: [] });
    expect(await one.acting.close({ as: 'U0SAM', viewId: view.id, all: true })).toEqual({ ok: true });
    expect(one.workspace.forms('U0DANA')).toEqual([view]);
  });

  it('an app that does not hear it holds nobody up', async () => {
    const one = acted(app.url);
    const view = one.opens({ blocks: [], notify_on_close: true });
    app.reply = () => 'cut';
    expect(await one.acting.close({ as: 'U0DANA', viewId: view.id, all: false })).toEqual({ ok: true });
    expect(one.notices).toEqual([]);
  });
});

describe('a form whose answer is not there yet', () => {
  const late = async () => {
    const one = acted(app.url);
    const view = one.opens({ blocks: [note] });
    let answer: (reply: Reply) => void = () => undefined;
    const asked = new Promise<void>((heard) => {
      app.reply = () => {
        heard();
        return new Promise((resolve) => {
          answer = resolve;
        });
      };
    });
    const first = one.acting.submit({ as: 'U0DANA', viewId: view.id, values: filled });
    await asked;
    return { ...one, view, first, answer: (value: unknown) => answer(answering(value)) };
  };

  it('is not handed in a second time', async () => {
    const { acting, view, first, answer } = await late();
    const again = await acting.submit({ as: 'U0DANA', viewId: view.id, values: filled });
    expect(again).toEqual({ ok: false, error: 'This form is being handed in already.' });
    answer('');
    expect(await first).toEqual({ ok: true, errors: null, closed: true });
    expect(app.requests).toHaveLength(1);
  });

  it.each([
    ['push', { response_action: 'push', view: aView() }],
    ['errors', { response_action: 'errors', errors: { note: 'No' } }],
  ])('that was closed meanwhile stays closed, whatever the answer is (%s)', async (_, reply) => {
    const { acting, workspace, view, first, answer } = await late();
    await acting.close({ as: 'U0DANA', viewId: view.id, all: false });
    answer(reply);
    expect(await first).toEqual({ ok: true, errors: null, closed: true });
    expect(workspace.forms('U0DANA')).toEqual([]);
  });
});
