import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Session } from '../../src/slack/session.js';
import { deliveryClient } from '../../src/slack/web-clients.js';
import { testLedger } from '../support/database.js';
import { SlackWorkspace } from '../support/slack-workspace.js';

let slack: SlackWorkspace;
beforeEach(async () => {
  slack = await SlackWorkspace.open();
  slack.mayRefuse(/auth\.test/);
});
afterEach(async () => await slack.close());

const HOUR = 3_600_000;

/** A session whose waits take no time, and after how many ms of waiting it logged what. */
async function aSession() {
  const { ledger } = await testLedger();
  const logged: { readonly after: number; readonly words: string }[] = [];
  let waited = 0;
  const log = pino(
    { level: 'error', base: null },
    { write: (line: string) => void logged.push({ after: waited, words: String(JSON.parse(line).msg) }) },
  );
  const session = new Session({
    ledger,
    slack: deliveryClient(slack.botToken, slack.apiUrl, pino({ level: 'silent' })),
    defaults: { timezone: 'UTC', currency: 'USD', locale: 'en' },
    timer: {
      sleep: async (ms) => {
        waited += ms;
        if (waited > HOUR) slack.proxy.weather(() => null);
      },
      after: () => () => undefined,
    },
    log,
  });
  return { session, logged };
}

it('a token that Slack refuses is told once, and then ever more rarely, while Slack is asked each minute', async () => {
  slack.proxy.weather((path) => (path === '/api/auth.test' ? { error: 'invalid_auth' } : null));
  const { session, logged } = await aSession();
  await session.open();
  expect(session.known).not.toBeNull();
  expect(slack.callsOf('auth.test').length).toBeGreaterThan(60);
  expect(logged.map(({ words }) => words)).toEqual(logged.map(() => expect.stringContaining('install the app again')));
  const pauses = logged.slice(1).map(({ after }, n) => after - (logged[n]?.after ?? 0));
  expect(logged[0]?.after).toBe(0);
  expect(pauses).toHaveLength(5);
  for (const [n, pause] of pauses.entries()) expect(pause).toBeGreaterThan(2 * (pauses[n - 1] ?? 0) - 60_000);
  expect(pauses[0]).toBeGreaterThanOrEqual(60_000);
});

it('what is new is told at once', async () => {
  slack.script('auth.test', { error: 'invalid_auth' });
  slack.script('auth.test', { error: 'invalid_auth' });
  slack.script('auth.test', { error: 'internal_error' });
  const { session, logged } = await aSession();
  await session.open();
  expect(logged.map(({ words }) => words)).toEqual([
    expect.stringContaining('install the app again'),
    expect.stringContaining('could not be asked'),
  ]);
});
