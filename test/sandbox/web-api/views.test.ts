import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aManifest } from '../a-workspace.js';
import { errorOf, type OpenWebApi, openWebApi, refusal } from './open-web-api.js';

const plain = (text: string) => ({ type: 'plain_text', text }) as const;
const modal = (more: object = {}) => ({
  type: 'modal' as const,
  title: plain('A form'),
  blocks: [{ type: 'section' as const, text: plain('Read this') }],
  ...more,
});
const home = (more: object = {}) => ({
  type: 'home' as const,
  blocks: [{ type: 'section' as const, text: plain('Welcome') }],
  ...more,
});

let api: OpenWebApi;
beforeEach(async () => {
  api = await openWebApi();
});
afterEach(async () => {
  await api.close();
});
const trigger = (viewId: string | null = null) => api.triggers.issue('U0DANA', viewId === null ? null : { viewId });
const open = (view: object = modal(), trigger_id = trigger()) => api.slack.views.open({ trigger_id, view } as never);
const push = (viewId: string | null, view: object = modal()) =>
  api.slack.views.push({ trigger_id: trigger(viewId), view } as never);
const forms = () => api.workspace.forms('U0DANA');
const opened = async (view?: object) => String((await open(view)).view?.id);

describe('views.open', () => {
  it('puts a form on the screen of whoever acted, and answers it', async () => {
    const { view } = await open(modal({ callback_id: 'log', private_metadata: '{"a":1}', close: plain('Back') }));
    expect(view).toMatchObject({
      id: expect.stringMatching(/^V/),
      team_id: 'T0STUDIO',
      type: 'modal',
      title: { type: 'plain_text', text: 'A form', emoji: true },
      close: { type: 'plain_text', text: 'Back', emoji: true },
      submit: null,
      callback_id: 'log',
      private_metadata: '{"a":1}',
      external_id: '',
      clear_on_close: false,
      notify_on_close: false,
      hash: expect.stringMatching(/^\d{10}\.[0-9a-f]{8}$/),
      state: { values: {} },
      root_view_id: view?.id,
      previous_view_id: null,
      app_id: api.workspace.app.appId,
      bot_id: api.workspace.app.botId,
    });
    expect(forms()).toMatchObject([{ id: view?.id, user: 'U0DANA', type: 'modal', rootViewId: view?.id }]);
    expect(view?.blocks?.[0]?.block_id).toMatch(/.+/);
  });

  it('takes a trigger once, for three seconds', async () => {
    const once = trigger();
    await open(modal(), once);
    expect(await errorOf(open(modal(), once))).toBe('exchanged_trigger_id');
    const late = trigger();
    api.timer.pass(3_001);
    expect(await errorOf(open(modal(), late))).toBe('expired_trigger_id');
    expect(await errorOf(open(modal(), '12345.98765.abcd2358fdea'))).toBe('invalid_trigger_id');
  });

  it('keeps the trigger when the form is refused', async () => {
    const id = trigger();
    expect(await errorOf(open(modal({ title: plain('x'.repeat(25)) }), id))).toBe('invalid_arguments');
    expect((await open(modal(), id)).ok).toBe(true);
  });

  it('says what is wrong with a form, and where', async () => {
    const faulty = await refusal(open(modal({ title: plain('x'.repeat(25)) })));
    expect(faulty.response_metadata?.messages).toContain(
      '[ERROR] must be less than 25 characters [json-pointer:/view/title/text]',
    );
    expect(await errorOf(open(modal({ title: undefined })))).toBe('invalid_arguments');
    expect(await errorOf(open(home()))).toBe('invalid_arguments');
    expect(await errorOf(open('[]' as never))).toBe('invalid_arguments');
    expect(await errorOf(open('{broken' as never))).toBe('invalid_arguments');
    const missing = await refusal(api.slack.apiCall('views.open', { view: modal() }));
    expect(missing.response_metadata?.messages).toEqual(['[ERROR] missing required field: trigger_id']);
    expect(forms()).toEqual([]);
  });

  it('refuses a form of more than 250 KB', async () => {
    const options = Array.from({ length: 100 }, (_, at) => ({ text: plain('x'.repeat(75)), value: `${at}` }));
    const element = { type: 'static_select', action_id: 'a', options };
    const blocks = Array.from({ length: 20 }, () => ({ type: 'input', label: plain('Which?'), element }));
    expect(await errorOf(open(modal({ submit: plain('Go'), blocks })))).toBe('view_too_large');
  });

  it('takes a name of the app’s own once', async () => {
    await open(modal({ external_id: 'mine' }));
    expect(await errorOf(open(modal({ external_id: 'mine' })))).toBe('duplicate_external_id');
    api.workspace.setForms('U0DANA', []);
    expect((await open(modal({ external_id: 'mine' }))).view?.external_id).toBe('mine');
  });
});

describe('views.push', () => {
  it('lays a form on the form it came from, up to three', async () => {
    const root = await opened();
    const { view: second } = await push(root);
    expect(second).toMatchObject({ root_view_id: root, previous_view_id: root });
    const { view: third } = await push(String(second?.id));
    expect(third).toMatchObject({ root_view_id: root, previous_view_id: second?.id });
    expect(await errorOf(push(String(third?.id)))).toBe('push_limit_reached');
    expect(forms().map(({ id }) => id)).toEqual([root, second?.id, third?.id]);
  });

  it('needs a trigger of a form that is still there', async () => {
    const root = await opened();
    const faulty = await refusal(push(null));
    expect(faulty.error).toBe('invalid_arguments');
    expect(faulty.response_metadata?.messages).toEqual(['[ERROR] invalid `trigger_id` [json-pointer:/trigger_id]']);
    api.workspace.setForms('U0DANA', []);
    expect(await errorOf(push(root))).toBe('not_found');
  });
});

describe('views.update', () => {
  const update = (args: object) => api.slack.views.update({ view: modal({ title: plain('New') }), ...args } as never);

  it('replaces a form in its place', async () => {
    const root = await opened();
    const { view: top } = await push(root);
    const { view } = await update({ view_id: root });
    expect(view).toMatchObject({ id: root, title: { text: 'New' } });
    expect(forms().map(({ id }) => id)).toEqual([root, top?.id]);
    expect(forms()[0]?.payload.title).toMatchObject({ text: 'New' });
  });

  it('finds it by the app’s own name too', async () => {
    const id = await opened(modal({ external_id: 'mine' }));
    expect((await update({ external_id: 'mine' })).view?.id).toBe(id);
    // The new view does not carry the name any more.
    expect(await errorOf(update({ external_id: 'mine' }))).toBe('not_found');
  });

  it('refuses what has changed meanwhile', async () => {
    const { view } = await open();
    const args = { view_id: view?.id, hash: view?.hash };
    const { view: newer } = await update(args);
    expect(newer?.hash).not.toBe(view?.hash);
    expect(await errorOf(update(args))).toBe('hash_conflict');
    expect((await update({ ...args, hash: newer?.hash })).ok).toBe(true);
  });

  it('refuses a form that is closed, and an unclear one', async () => {
    const id = await opened();
    api.workspace.setForms('U0DANA', []);
    expect(await errorOf(update({ view_id: id }))).toBe('not_found');
    expect(await errorOf(update({ external_id: 'never' }))).toBe('not_found');
    const both = await refusal(update({ view_id: id, external_id: 'mine' }));
    expect(both.response_metadata?.messages).toEqual(['[ERROR] Cannot provide both `view_id` and `external_id`']);
    expect(await errorOf(update({}))).toBe('invalid_arguments');
    const other = await opened();
    expect(await errorOf(update({ view_id: other, view: home() }))).toBe('invalid_arguments');
  });
});

describe('views.publish', () => {
  const publish = (args: object = {}) => api.slack.views.publish({ user_id: 'U0DANA', view: home(), ...args } as never);

  it('shows a person their Home, which keeps its id', async () => {
    const { view: first } = await publish();
    expect(api.workspace.home('U0DANA')).toMatchObject({ id: first?.id, type: 'home', rootViewId: first?.id });
    const { view: second } = await publish({ view: home({ callback_id: 'home' }) });
    expect(second).toMatchObject({ id: first?.id, root_view_id: first?.id, callback_id: 'home' });
    expect(second?.hash).not.toBe(first?.hash);
    expect(api.workspace.home('U0SAM')).toBeNull();
  });

  it('refuses what has changed meanwhile', async () => {
    const { view } = await publish();
    await publish({ hash: view?.hash });
    expect(await errorOf(publish({ hash: view?.hash }))).toBe('hash_conflict');
  });

  it('refuses forms, nobody, and apps without a Home tab', async () => {
    expect(await errorOf(publish({ view: modal() }))).toBe('invalid_arguments');
    expect(await errorOf(publish({ user_id: 'U0NOBODY' }))).toBe('invalid_arguments');
    const features = { ...aManifest.features, app_home: { home_tab_enabled: false, messages_tab_enabled: true } };
    const without = await openWebApi({ manifest: { ...aManifest, features } });
    try {
      const call = without.slack.views.publish({ user_id: 'U0DANA', view: home() });
      expect(await errorOf(call)).toBe('not_enabled');
    } finally {
      await without.close();
    }
  });

  it('is changed by views.update as well', async () => {
    const { view } = await publish();
    await api.slack.views.update({ view_id: String(view?.id), view: home({ callback_id: 'later' }) });
    expect(api.workspace.home('U0DANA')?.payload.callback_id).toBe('later');
  });
});
