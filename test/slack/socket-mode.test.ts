import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importFor } from '../../src/imports/import-for.js';
import { createSlackApp, type SlackApp } from '../../src/slack/app.js';
import { systemTimer, type Timer } from '../../src/slack/timer.js';
import { testLedger } from '../support/database.js';
import { SlackWorkspace } from '../support/slack-workspace.js';
import { type SocketConnection, SocketServer } from '../support/socket-server.js';

let slack: SlackWorkspace;
let app: SlackApp;
let base: string;
let unhandled: unknown[];

/** Whoever waits, waits for good: the test looks at what happened before. */
const forever: Timer = { sleep: () => new Promise(() => undefined), after: () => () => undefined };
/** Nobody waits, and no connection counts as steady. */
const atOnce: Timer = { sleep: () => new Promise((soon) => setImmediate(soon)), after: () => () => undefined };

async function start(timer: Timer): Promise<void> {
  const { ledger } = await testLedger();
  app = createSlackApp({
    config: {
      slack: { botToken: slack.botToken, apiUrl: slack.apiUrl, mode: { kind: 'socket', appToken: 'xapp-test' } },
      host: '127.0.0.1',
      port: 0,
      defaults: { timezone: 'UTC', currency: 'USD', locale: 'en' },
    },
    ledger,
    importer: importFor,
    log: pino({ level: process.env.TEST_LOG ?? 'silent' }),
    timer,
  });
  base = `http://127.0.0.1:${(await app.start()).port}`;
}

const noteUnhandled = (reason: unknown): void => {
  unhandled.push(reason);
};

beforeEach(async () => {
  slack = await SlackWorkspace.open();
  slack.user({ id: 'UDANA', name: 'dana' });
  slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: ['UDANA'] });
  unhandled = [];
  process.on('unhandledRejection', noteUnhandled);
});
afterEach(async () => {
  await app.stop();
  await slack.close();
  // What nobody handled is told when the loop comes round.
  await new Promise((soon) => setImmediate(soon));
  process.off('unhandledRejection', noteUnhandled);
  expect(unhandled).toEqual([]);
});

it('answers for its health while Slack refuses the socket', async () => {
  slack.script('apps.connections.open', { error: 'invalid_auth' });
  await start(forever);
  await slack.called('apps.connections.open');
  expect((await fetch(`${base}/healthz`)).status).toBe(200);
  const metrics = await (await fetch(`${base}/metrics`)).text();
  expect(metrics).toContain('collect_slack_calls_total{method="apps.connections.open",error="invalid_auth"} 1');
  expect((await fetch(`${base}/slack/events`, { method: 'POST' })).status).toBe(404);
  await app.session.identity();
  expect((await fetch(`${base}/readyz`)).status).toBe(200);
});

describe('a connection by Socket Mode', () => {
  let server: SocketServer;

  beforeEach(async () => {
    server = await SocketServer.open();
  });
  afterEach(() => server.close());

  /** Slack names the socket's address when it is asked next. */
  const address = () =>
    slack.script('apps.connections.open', { status: 200, body: JSON.stringify({ ok: true, url: server.url }) });

  async function connected(n: number): Promise<SocketConnection> {
    const connection = await server.connection(n);
    connection.hello();
    return connection;
  }

  const help = (id: string) => ({
    type: 'slash_commands',
    envelope_id: id,
    accepts_response_payload: true,
    payload: {
      command: '/collect',
      text: 'help',
      user_id: 'UDANA',
      team_id: 'T0001',
      channel_id: 'CAPOLLO',
      channel_name: 'proj-apollo',
      trigger_id: slack.triggerId('UDANA'),
      response_url: slack.responseUrl('UDANA', 'CAPOLLO'),
      api_app_id: 'A1',
    },
  });

  /** The app takes a command here, acknowledges and answers it. */
  async function serves(connection: SocketConnection, id: string): Promise<void> {
    const before = slack.answers.length;
    connection.send(help(id));
    await server.until(() => connection.acknowledged(id));
    await slack.answered(before + 1);
  }

  it('serves, is made again when Slack asks for it, and when it is cut', async () => {
    for (let count = 0; count < 3; count += 1) address();
    await start(atOnce);
    const first = await connected(1);
    await serves(first, 'E1');
    first.send({ type: 'disconnect', reason: 'refresh_requested' });
    await server.until(() => first.closed);
    const second = await connected(2);
    await serves(second, 'E2');
    second.cut();
    await serves(await connected(3), 'E3');
    expect(slack.callsOf('apps.connections.open')).toHaveLength(3);
  });

  it.each([
    ['is unavailable', { status: 503, body: '' }],
    ['cuts the connection', { cut: 'before' }],
    ['refuses the token', { error: 'invalid_auth' }],
    ['does not answer in its language', { status: 200, body: '<html>' }],
    ['names no address', { status: 200, body: '{"ok":true}' }],
    ['names an address where nobody is', { status: 200, body: '{"ok":true,"url":"ws://127.0.0.1:1/"}' }],
  ] as const)('is made again although Slack %s meanwhile', async (_, reply) => {
    slack.mayRefuse(/apps\.connections\.open/);
    address();
    slack.script('apps.connections.open', reply);
    slack.script('apps.connections.open', reply);
    address();
    await start(atOnce);
    (await connected(1)).cut();
    await serves(await connected(2), 'E1');
  });

  it('is made again when it is lost before Slack said hello, and outlives frames that are none', async () => {
    for (let count = 0; count < 2; count += 1) address();
    await start(atOnce);
    (await server.connection(1)).cut();
    const second = await connected(2);
    second.sendText('{"type":');
    second.send({ type: 'nothing_known', envelope_id: 'E1' });
    await serves(second, 'E2');
  });

  it('does what it took although it was cut before the acknowledgement, and takes it again elsewhere', async () => {
    for (let count = 0; count < 2; count += 1) address();
    await start(atOnce);
    const first = await connected(1);
    const envelope = help('E1');
    first.send(envelope);
    first.cut();
    const second = await connected(2);
    second.send({ ...envelope, retry_attempt: 1, retry_reason: 'timeout' });
    await server.until(() => second.acknowledged('E1'));
    await slack.answered(1);
  });

  it('ends while a new one is being made', async () => {
    address();
    await start(systemTimer);
    const first = await connected(1);
    await serves(first, 'E1');
    address();
    first.send({ type: 'disconnect', reason: 'refresh_requested' });
    await server.until(() => first.closed);
    await app.stop();
    // Whatever was made after all is given back.
    const late = await Promise.race([server.connection(2), systemTimer.sleep(300)]);
    if (late !== undefined) await server.until(() => late.closed);
  });

  it('takes nothing more once the stop has begun', async () => {
    address();
    await start(atOnce);
    const first = await connected(1);
    await serves(first, 'E1');
    const stopping = app.stop();
    first.send(help('E2'));
    await stopping;
    await server.until(() => first.closed);
    expect(first.acknowledged('E2')).toBe(false);
  });
});
