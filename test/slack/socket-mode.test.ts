import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createSlackApp, type SlackApp } from '../../src/slack/app.js';
import type { Timer } from '../../src/slack/timer.js';
import { testLedger } from '../support/database.js';
import { SlackWorkspace } from '../support/slack-workspace.js';

let slack: SlackWorkspace;
let app: SlackApp;
let base: string;

/** Whoever waits, waits for good: the test looks at what happened before. */
const forever: Timer = { sleep: () => new Promise(() => undefined), after: () => () => undefined };

beforeEach(async () => {
  const { ledger } = await testLedger();
  slack = await SlackWorkspace.open();
  slack.script('apps.connections.open', { error: 'invalid_auth' });
  app = createSlackApp({
    config: {
      slack: { botToken: slack.botToken, apiUrl: slack.apiUrl, mode: { kind: 'socket', appToken: 'xapp-test' } },
      host: '127.0.0.1',
      port: 0,
      defaults: { timezone: 'UTC', currency: 'USD', locale: 'en' },
    },
    ledger,
    log: pino({ level: 'silent' }),
    timer: forever,
  });
  base = `http://127.0.0.1:${(await app.start()).port}`;
});
afterEach(async () => {
  await app.stop();
  await slack.close();
});

it('answers for its health while Slack refuses the socket', async () => {
  await slack.called('apps.connections.open');
  expect((await fetch(`${base}/healthz`)).status).toBe(200);
  const metrics = await (await fetch(`${base}/metrics`)).text();
  expect(metrics).toContain('collect_slack_calls_total{method="apps.connections.open",error="invalid_auth"} 1');
  expect((await fetch(`${base}/slack/events`, { method: 'POST' })).status).toBe(404);
  await app.session.identity();
  expect((await fetch(`${base}/readyz`)).status).toBe(200);
});
