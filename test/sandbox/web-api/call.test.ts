import { WebAPIRateLimitedError } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aChannel } from '../a-workspace.js';
import { errorOf, type OpenWebApi, openWebApi, refusal } from './open-web-api.js';

let api: OpenWebApi;
beforeEach(async () => {
  api = await openWebApi();
});
afterEach(async () => {
  await api.close();
});

const said = async (answer: Promise<Response>) => (await (await answer).json()) as Record<string, unknown>;

describe('who calls', () => {
  it('tells the bot who it is', async () => {
    const { workspace, url } = api;
    expect(await api.slack.auth.test()).toMatchObject({
      ok: true,
      url: `${url}/`,
      team: 'Studio',
      team_id: 'T0STUDIO',
      user: 'helper_bot',
      user_id: workspace.app.botUserId,
      bot_id: workspace.app.botId,
      is_enterprise_install: false,
    });
  });

  it('names the scopes that were granted, and those that the method takes', async () => {
    const answer = await api.slack.users.info({ user: 'U0DANA' });
    expect(answer.response_metadata?.scopes).toEqual(api.workspace.app.scopes);
    expect(answer.response_metadata?.acceptedScopes).toEqual(['users:read']);
  });

  it('refuses a call without a token, or with another', async () => {
    expect(await said(api.raw('auth.test'))).toEqual({ ok: false, error: 'not_authed' });
    expect(await errorOf(api.client('xoxb-not-it').auth.test())).toBe('invalid_auth');
    expect(await said(api.raw('auth.test', { headers: { authorization: 'Bearer' } }))).toMatchObject({
      error: 'not_authed',
    });
  });

  it('takes a token in a form, but not in the address or in JSON', async () => {
    const token = api.workspace.secrets.botToken;
    const form = new URLSearchParams({ token });
    expect(await said(api.raw('auth.test', { body: form }))).toMatchObject({ ok: true });
    expect(await said(api.raw(`auth.test?token=${token}`, { method: 'GET' }))).toMatchObject({ error: 'not_authed' });
    const headers = { 'content-type': 'application/json; charset=utf-8' };
    const inJson = api.raw('auth.test', { headers, body: JSON.stringify({ token }) });
    expect(await said(inJson)).toMatchObject({ error: 'not_authed' });
  });

  it('says which scope is needed and which there are', async () => {
    const poor = await openWebApi({ scopes: ['commands', 'im:write'] });
    try {
      expect(await refusal(poor.slack.chat.postMessage({ channel: 'C0APOLLO', text: 'Hi' }))).toMatchObject({
        ok: false,
        error: 'missing_scope',
        needed: 'chat:write',
        provided: 'commands,im:write',
      });
    } finally {
      await poor.close();
    }
  });

  it('does not offer Socket Mode', async () => {
    expect(await errorOf(api.client('xapp-1-A0-1-abc').apps.connections.open({}))).toBe('not_allowed_token_type');
    expect(await errorOf(api.slack.apps.connections.open({}))).toBe('not_allowed_token_type');
    expect(await errorOf(api.client('xapp-1-A0-1-abc').auth.test())).toBe('invalid_auth');
  });

  it('answers api.test to anybody', async () => {
    expect(await said(api.raw('api.test?foo=bar', { method: 'GET' }))).toEqual({ ok: true, args: { foo: 'bar' } });
    expect(await said(api.raw('api.test?error=my_error', { method: 'GET' }))).toMatchObject({
      ok: false,
      error: 'my_error',
    });
  });

  it('knows the team', async () => {
    expect((await api.slack.team.info()).team).toMatchObject({ id: 'T0STUDIO', name: 'Studio', domain: 'studio' });
    expect(await errorOf(api.slack.team.info({ team: 'T0OTHER' }))).toBe('team_not_found');
  });
});

describe('what is called', () => {
  it('knows no method by another name', async () => {
    expect(await refusal(api.slack.apiCall('chat.shout'))).toMatchObject({
      error: 'unknown_method',
      req_method: 'chat.shout',
    });
    // What every object has by itself is no method.
    expect(await errorOf(api.slack.apiCall('constructor'))).toBe('unknown_method');
  });

  it.each([
    ['nothing', undefined, 'invalid_arguments'],
    ['application/json', '{"channel":', 'invalid_json'],
    ['application/json', '["C0APOLLO"]', 'json_not_object'],
    ['application/json', 'null', 'json_not_object'],
    ['application/json; charset=klingon', '{}', 'invalid_charset'],
    ['application/xml', '<a/>', 'invalid_post_type'],
    ['multipart/form-data; boundary=x', 'not a form', 'invalid_form_data'],
  ])('refuses %s: %s', async (type, body, error) => {
    const headers = { ...api.bearer, ...(body !== undefined && { 'content-type': type }) };
    const answer = api.raw('conversations.info', { headers, ...(body !== undefined && { body }) });
    expect(await said(answer)).toMatchObject({ ok: false, error });
  });

  it('refuses a body of no type', async () => {
    const body = new Blob(['channel=C0APOLLO']);
    expect(await said(api.raw('conversations.info', { headers: api.bearer, body }))).toMatchObject({
      error: 'missing_post_type',
    });
  });

  it('warns of JSON that does not say its charset', async () => {
    const headers = { ...api.bearer, 'content-type': 'application/json' };
    const good = api.raw('users.info', { headers, body: '{"user":"U0DANA"}' });
    expect(await said(good)).toMatchObject({
      ok: true,
      warning: 'missing_charset',
      response_metadata: { warnings: ['missing_charset'] },
    });
    const bad = api.raw('users.info', { headers, body: '{}' });
    expect(await said(bad)).toEqual({
      ok: false,
      error: 'invalid_arguments',
      warning: 'missing_charset',
      response_metadata: { messages: ['[ERROR] missing required field: user'], warnings: ['missing_charset'] },
    });
  });

  it('tells an argument that is missing from one that names nothing', async () => {
    const missing = await refusal(api.slack.apiCall('conversations.info'));
    expect(missing).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: channel'] },
    });
    expect(await errorOf(api.slack.conversations.info({ channel: '' }))).toBe('channel_not_found');
    expect(await errorOf(api.slack.conversations.info({ channel: 'not-an-id' }))).toBe('channel_not_found');
  });

  it('takes arguments from the address, a form, several parts and JSON', async () => {
    const expected = { ok: true, user: { id: 'U0DANA' } };
    const headers = api.bearer;
    expect(await said(api.raw('users.info?user=U0DANA', { method: 'GET', headers }))).toMatchObject(expected);
    const form = new FormData();
    form.set('user', 'U0DANA');
    expect(await said(api.raw('users.info', { headers, body: form }))).toMatchObject(expected);
    const body = new URLSearchParams({ user: 'U0DANA' });
    expect(await said(api.raw('users.info', { headers, body }))).toMatchObject(expected);
    expect(await api.json('users.info', { user: 'U0DANA' })).toMatchObject(expected);
  });
});

describe('too many calls', () => {
  beforeEach(() => {
    api.workspace.rateLimits = true;
  });

  const retryAfter = async (call: Promise<unknown>): Promise<number | null> => {
    try {
      await call;
      return null;
    } catch (error) {
      if (error instanceof WebAPIRateLimitedError) return error.retryAfter;
      throw error;
    }
  };

  it('are put off until the minute of the oldest is over, for that method alone', async () => {
    for (let call = 0; call < 20; call += 1) {
      expect(await retryAfter(api.slack.users.list({ limit: 10 }))).toBeNull();
      api.timer.pass(1_000);
    }
    expect(await retryAfter(api.slack.users.list({ limit: 10 }))).toBe(40);
    expect(await retryAfter(api.slack.users.info({ user: 'U0DANA' }))).toBeNull();
    api.timer.pass(39_000);
    expect(await retryAfter(api.slack.users.list({ limit: 10 }))).toBe(1);
    api.timer.pass(1_000);
    expect(await retryAfter(api.slack.users.list({ limit: 10 }))).toBeNull();
  });

  it('are answered with HTTP 429, Retry-After and Slack’s body', async () => {
    const headers = api.bearer;
    for (let call = 0; call < 20; call += 1) await api.raw('conversations.list', { headers });
    const answer = await api.raw('conversations.list', { headers });
    expect(answer.status).toBe(429);
    expect(answer.headers.get('retry-after')).toBe('60');
    expect(await answer.json()).toEqual({ ok: false, error: 'ratelimited' });
  });

  it('are, for messages, those beyond a short burst and then one a second in each channel', async () => {
    const post = (channel: string) => retryAfter(api.slack.chat.postMessage({ channel, text: 'Hi' }));
    for (let call = 0; call < 5; call += 1) expect(await post('C0APOLLO')).toBeNull();
    expect(await post('C0APOLLO')).toBe(1);
    expect(await post('C0GENERAL')).toBeNull();
    api.timer.pass(1_000);
    expect(await post('C0APOLLO')).toBeNull();
    expect(await post('C0APOLLO')).toBe(1);
    expect(api.workspace.messages('C0APOLLO')).toHaveLength(6);
  });

  it('are, for messages, those beyond a longer burst and then 300 a minute in all channels together', async () => {
    const { botUserId } = api.workspace.app;
    const channels = Array.from({ length: 22 }, (_, n) => `C0MANY${n}`);
    for (const id of channels) api.workspace.putChannel({ ...aChannel(id, id.toLowerCase(), [botUserId]), created: 1 });
    const post = (n: number) => retryAfter(api.slack.chat.postMessage({ channel: channels[n] ?? '', text: 'Hi' }));
    for (let n = 0; n < 20; n += 1) expect(await post(n)).toBeNull();
    expect(await post(20)).toBe(1);
    api.timer.pass(200);
    expect(await post(20)).toBeNull();
    expect(await post(21)).toBe(1);
  });

  it('are taken when the switch is off', async () => {
    api.workspace.rateLimits = false;
    for (let call = 0; call < 25; call += 1) {
      expect(await retryAfter(api.slack.users.list({ limit: 10 }))).toBeNull();
    }
  });
});

describe('the developer’s panel', () => {
  it('shows each call and its answer, without the token', async () => {
    await api.slack.users.info({ user: 'U0DANA' });
    await errorOf(api.slack.users.info({ user: 'U0NOBODY' }));
    const [good, bad] = api.traffic.entries();
    expect(good).toMatchObject({
      direction: 'from_app',
      title: 'users.info',
      error: null,
      answer: { status: 200 },
      attempt: 1,
    });
    expect(good?.request.body).toContain('user=U0DANA');
    expect(JSON.parse(good?.answer?.body ?? '')).toMatchObject({ ok: true, user: { id: 'U0DANA' } });
    expect(bad).toMatchObject({ title: 'users.info', error: 'user_not_found' });
    expect(JSON.stringify(api.traffic.entries())).not.toContain(api.workspace.secrets.botToken);
  });

  it('shows a fault of the sandbox’s own, which the app hears as Slack’s', async () => {
    api.workspace.people = () => {
      throw new Error('out of paper');
    };
    expect(await errorOf(api.slack.users.list({}))).toBe('internal_error');
    expect(api.traffic.entries().at(-1)?.error).toBe('internal_error: Error: out of paper');
  });
});
