import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppSender, outcomeError } from '../../../src/sandbox/to-app/send.js';
import { Traffic } from '../../../src/sandbox/traffic.js';
import { aWorkspace } from '../a-workspace.js';
import { isSigned, RecordingApp } from './recording-app.js';

let app: RecordingApp;
beforeEach(async () => {
  app = await RecordingApp.start();
});
afterEach(async () => {
  await app.stop();
});

function some() {
  const { workspace, timer } = aWorkspace();
  const traffic = new Traffic();
  return { workspace, timer, traffic, sender: new AppSender({ workspace, traffic, timer }) };
}

const aForm = { kind: 'form', fields: { text: 'a & b = 1 %', empty: '' } } as const;

describe('a request to the app', () => {
  it('is signed over exactly what is sent, with the real time', async () => {
    const { workspace, sender } = some();
    await sender.send({ url: app.url, title: 't', body: aForm });
    await sender.send({ url: app.url, title: 't', body: { kind: 'json', value: { a: '王芳' } } });
    const [form, json] = app.requests;
    if (form === undefined || json === undefined) throw new Error('two requests');
    expect(form.body).toBe('text=a+%26+b+%3D+1+%25&empty=');
    expect(form.headers['content-type']).toBe('application/x-www-form-urlencoded');
    expect(json.body).toBe('{"a":"王芳"}');
    expect(json.headers['content-type']).toBe('application/json');
    for (const received of app.requests) {
      expect(isSigned(received, workspace.secrets.signingSecret)).toBe(true);
      expect(isSigned(received, 'another')).toBe(false);
      const age = Date.now() / 1_000 - Number(received.headers['x-slack-request-timestamp']);
      expect(Math.abs(age)).toBeLessThan(60);
      expect(received.headers['user-agent']).toContain('Slackbot 1.0');
    }
  });

  it.each([200, 201, 204])('HTTP %s is an acknowledgement', async (status) => {
    const { sender } = some();
    app.reply = () => ({ status });
    const outcome = await sender.send({ url: app.url, title: 't', body: aForm });
    expect(outcome).toMatchObject({ kind: 'acknowledged', status });
    expect(outcomeError(outcome)).toBeNull();
  });

  it.each([
    [404, 'http_client_error'],
    [401, 'http_client_error'],
    [500, 'http_service_error'],
    [503, 'http_service_error'],
    [302, 'http_redirect'],
  ])('HTTP %s is %s', async (status, error) => {
    const { sender } = some();
    app.reply = () => ({ status, body: 'no', headers: { 'x-slack-no-retry': '1' } });
    const outcome = await sender.send({ url: app.url, title: 't', body: aForm });
    expect(outcome).toMatchObject({ kind: 'http_error', status, body: 'no', headers: { 'x-slack-no-retry': '1' } });
    expect(outcomeError(outcome)).toBe(error);
  });

  it('an app has three seconds', async () => {
    const { sender, timer, traffic } = some();
    app.reply = () => {
      timer.pass(2_999);
      return {};
    };
    expect(await sender.send({ url: app.url, title: 't', body: aForm })).toMatchObject({ kind: 'acknowledged' });
    app.reply = () => {
      timer.pass(3_000);
      return 'silence';
    };
    const outcome = await sender.send({ url: app.url, title: 't', body: aForm });
    expect(outcome).toEqual({ kind: 'timeout' });
    expect(traffic.entries().map(({ error, ms }) => ({ error, ms }))).toEqual([
      { error: null, ms: 2_999 },
      { error: 'operation_timeout', ms: 3_000 },
    ]);
    expect(timer.pending).toBe(0);
  });

  it('an answer that has begun but does not end within three seconds is none', async () => {
    const { sender, timer } = some();
    app.reply = () => {
      timer.pass(5_000);
      return { body: 'too late' };
    };
    expect(await sender.send({ url: app.url, title: 't', body: aForm })).toEqual({ kind: 'timeout' });
  });

  it('nobody there, a cut connection, an address that is none, no address: unreachable', async () => {
    const { sender, timer, traffic } = some();
    const gone = await RecordingApp.start();
    await gone.stop();
    app.reply = () => 'cut';
    for (const url of [gone.url, app.url, 'nonsense', null]) {
      const outcome = await sender.send({ url, title: 't', body: aForm });
      expect(outcome).toMatchObject({ kind: 'unreachable' });
      expect(outcomeError(outcome)).toBe('dispatch_failed');
    }
    expect(traffic.entries().map(({ error }) => error)).toEqual(Array(4).fill('dispatch_failed'));
    expect(timer.pending).toBe(0);
  });

  it('the panel shows request and answer', async () => {
    const { sender, traffic } = some();
    app.reply = () => ({ body: '{"text":"hi"}', headers: { 'content-type': 'application/json' } });
    await sender.send({
      url: app.url,
      title: '/help-me now',
      body: aForm,
      headers: { 'x-slack-retry-num': '1' },
      attempt: 2,
    });
    expect(traffic.entries()).toMatchObject([
      {
        direction: 'to_app',
        title: '/help-me now',
        url: app.url,
        attempt: 2,
        request: { body: 'text=a+%26+b+%3D+1+%25&empty=', headers: { 'x-slack-retry-num': '1' } },
        answer: { status: 200, body: '{"text":"hi"}', headers: { 'content-type': 'application/json' } },
        error: null,
      },
    ]);
  });
});
