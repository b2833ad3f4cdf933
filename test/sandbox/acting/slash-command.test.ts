import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fieldsOf, isSigned, RecordingApp } from '../to-app/recording-app.js';
import { acted } from './a-person.js';

let app: RecordingApp;
beforeEach(async () => {
  app = await RecordingApp.start();
});
afterEach(async () => {
  await app.stop();
});

const type = ({ acting }: ReturnType<typeof acted>, text: string, { as = 'U0DANA', channel = 'C0APOLLO' } = {}) =>
  acting.send({ as, channel, text, threadTs: null });
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };

describe('a slash command', () => {
  it("carries exactly Slack's fields", async () => {
    const one = acted(app.url);
    expect(await type(one, '/help-me   me & @sam in #general <now>  ')).toEqual({ ok: true, message: null });
    const [received] = app.requests;
    if (received === undefined) throw new Error('nothing came');
    const { workspace } = one;
    expect(isSigned(received, workspace.secrets.signingSecret)).toBe(true);
    expect(fieldsOf(received)).toEqual({
      token: workspace.secrets.verificationToken,
      team_id: 'T0STUDIO',
      team_domain: 'studio',
      channel_id: 'C0APOLLO',
      channel_name: 'proj-apollo',
      user_id: 'U0DANA',
      user_name: 'dana',
      command: '/help-me',
      text: 'me &amp; <@U0SAM|sam> in <#C0GENERAL|general> &lt;now&gt;',
      api_app_id: workspace.app.appId,
      is_enterprise_install: 'false',
      response_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:3300\/response\//),
      trigger_id: expect.any(String),
    });
    expect(one.triggers.redeem(fieldsOf(received).trigger_id ?? '')).toEqual({ user: 'U0DANA', viewId: null });
    // What was typed is nobody's message.
    expect(workspace.messages('C0APOLLO')).toEqual([]);
    expect(one.traffic.entries()[0]?.title).toBe('/help-me me & @sam in #general <now>');
  });

  it('without should_escape names stay as they were typed', async () => {
    const one = acted(app.url);
    await type(one, '/PLAIN @sam & #general');
    expect(fieldsOf(await app.received(1))).toMatchObject({ command: '/plain', text: '@sam &amp; #general' });
  });

  it('names conversations as Slack does, and works where the app is not in', async () => {
    const one = acted(app.url);
    const { workspace } = one;
    const rooms = [
      workspace.direct('U0SAM', 'U0DANA').id,
      workspace.group(['U0SAM', 'U0DANA', 'U0GUS']).id,
      'C0SECRET',
    ];
    for (const channel of rooms) await type(one, '/help-me', { as: 'U0SAM', channel });
    expect(app.requests.map((received) => fieldsOf(received).channel_name)).toEqual([
      'directmessage',
      'mpdm-sam--dana--gus-1',
      'privategroup',
    ]);
    expect(fieldsOf(await app.received(1)).text).toBe('');
  });

  it.each([
    ['a bare text', { body: 'Only you' }],
    ['JSON', { body: '{"text":"Only you"}', headers: JSON_TYPE }],
    ['JSON that says so', { body: '{"response_type":"ephemeral","text":"Only you"}', headers: JSON_TYPE }],
    ['a JSON string', { body: '"Only you"', headers: JSON_TYPE }],
  ])('%s in the acknowledgement is shown to the person alone', async (_, reply) => {
    const one = acted(app.url);
    app.reply = () => reply;
    expect(await type(one, '/help-me')).toMatchObject({ ok: true });
    expect(one.workspace.messages('C0APOLLO')).toMatchObject([
      { text: 'Only you', ephemeralFor: 'U0DANA', botId: one.workspace.app.botId },
    ]);
  });

  it('in_channel shows everybody what was typed and the answer', async () => {
    const one = acted(app.url);
    app.reply = () => ({ body: '{"response_type":"in_channel","text":"For all"}', headers: JSON_TYPE });
    await type(one, '/help-me now <please>');
    expect(one.workspace.messages('C0APOLLO')).toMatchObject([
      { text: '/help-me now &lt;please&gt;', user: 'U0DANA', ephemeralFor: null },
      { text: 'For all', user: one.workspace.app.botUserId, ephemeralFor: null },
    ]);
  });

  it('in_channel alone shows what was typed', async () => {
    const one = acted(app.url);
    app.reply = () => ({ body: '{"response_type":"in_channel"}', headers: JSON_TYPE });
    expect(await type(one, '/help-me')).toEqual({ ok: true, message: null });
    expect(one.workspace.messages('C0APOLLO')).toMatchObject([{ text: '/help-me', user: 'U0DANA' }]);
  });

  it('an empty object says nothing', async () => {
    const one = acted(app.url);
    app.reply = () => ({ body: '{}', headers: JSON_TYPE });
    expect(await type(one, '/help-me')).toEqual({ ok: true, message: null });
    expect(one.workspace.messages('C0APOLLO')).toEqual([]);
  });

  it.each([
    ['operation_timeout', 'silence' as const],
    ['dispatch_failed', 'cut' as const],
    ['http_client_error', { status: 404 }],
    ['http_service_error', { status: 500 }],
    ['invalid_blocks', { body: '{"blocks":[{"type":"nonsense"}]}', headers: JSON_TYPE }],
  ])('%s is told by Slackbot, to the person alone', async (error, reply) => {
    const one = acted(app.url);
    app.reply = () => {
      if (reply === 'silence') one.timer.pass(3_000);
      return reply;
    };
    const sentence = `/help-me failed with the error "${error}"`;
    expect(await type(one, '/help-me with this')).toEqual({ ok: false, error: sentence });
    expect(one.workspace.messages('C0APOLLO')).toMatchObject([
      { text: sentence, user: 'USLACKBOT', botId: null, ephemeralFor: 'U0DANA' },
    ]);
  });

  it('a late acknowledgement changes nothing, but what the app did stays', async () => {
    const one = acted(app.url);
    const { botUserId, botId } = one.workspace.app;
    app.reply = () => {
      one.workspace.post({ channel: 'C0APOLLO', user: botUserId, botId, text: 'done all the same' });
      one.timer.pass(3_001);
      return { body: 'late' };
    };
    expect(await type(one, '/help-me')).toMatchObject({ ok: false });
    expect(one.workspace.messages('C0APOLLO').map(({ text }) => text)).toEqual([
      'done all the same',
      '/help-me failed with the error "operation_timeout"',
    ]);
  });
});
