import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { channels, people } from '../../src/sample/team.js';
import type { PageMessages, PageState } from '../../src/sandbox/page-protocol.js';
import { dataDirectory } from '../support/cluster.js';
import { TestProcess } from '../support/process.js';
import { quickFolder } from '../support/quick-folder.js';

// A start without tokens as a newcomer has it: a process, its page, what is left when it ends in the middle of things.

let home: string;
const running: TestProcess[] = [];
beforeAll(async () => {
  home = mkdtempSync(join(quickFolder(), 'collect-start-'));
  mkdirSync(join(home, 'data/sandbox'), { recursive: true });
  renameSync(await dataDirectory(), join(home, 'data/sandbox/books'));
});
afterAll(() => {
  for (const process of running) process.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
});

function start(env: Record<string, string> = {}): TestProcess {
  const process = new TestProcess('dist/cli.js', ['start'], {
    cwd: home,
    env: { COLLECT_TIMEZONE: 'UTC', SANDBOX_PORT: '0', LOG_LEVEL: 'info', ...env },
  });
  running.push(process);
  return process;
}

const ready = (process: TestProcess) => process.until('can be opened', () => process.err.includes('Open http://'));
const url = (process: TestProcess): string => /Open (http:\/\/127\.0\.0\.1:\d+)/.exec(process.err)?.[1] ?? '';

async function ask<Answer>(process: TestProcess, path: string, body?: object): Promise<Answer> {
  const response = await fetch(
    `${url(process)}/page/${path}`,
    body === undefined
      ? {}
      : {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin: url(process) },
          body: JSON.stringify(body),
        },
  );
  return (await response.json()) as Answer;
}

test('the story is begun anew where it was cut short, kept when it was played, and no port is fought for', async () => {
  const cut = start();
  await cut.until('plays', () => cut.events.filter(({ msg }) => msg === 'Slack knows the bot token').length > 0);
  cut.kill('SIGKILL');
  await cut.exit();
  expect(existsSync(join(home, 'data/sandbox/story.json'))).toBe(false);

  // Somebody's own database is theirs.
  const first = start({ DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/books' });
  await ready(first);
  expect(first.err).toContain('DATABASE_URL is set and left alone');
  const state = await ask<PageState>(first, 'state');
  expect(state.me.id).toBe(people.dana);
  expect(state).toMatchObject({ canStartOver: true, rateLimits: true, clock: { movesApp: true } });
  expect(state.channels.filter(({ unread }) => unread > 0).length).toBeGreaterThan(2);
  const sent = { as: people.dana, channel: channels.general, threadTs: null, text: 'still here tomorrow' };
  expect(await ask(first, 'send', sent)).toMatchObject({ ok: true });

  const second = start();
  expect(await second.exit()).toBe(1);
  expect(second.err).toContain('running already');
  const other = createServer();
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done));
  const { port } = other.address() as AddressInfo;
  first.kill('SIGTERM');
  expect(await first.exit()).toBe(0);
  const third = start({ SANDBOX_PORT: String(port) });
  expect(await third.exit()).toBe(1);
  expect(third.err).toContain(`127.0.0.1:${port} is taken`);
  expect(third.err).toContain('SANDBOX_PORT');
  other.close();

  const again = start();
  await ready(again);
  expect(again.err).not.toContain('sample data');
  const query = `messages?as=${people.dana}&channel=${channels.general}`;
  expect((await ask<PageMessages>(again, query)).messages.at(-1)?.text).toBe('still here tomorrow');
  again.kill('SIGTERM');
  expect(await again.exit()).toBe(0);
}, 180_000);

test('the sandbox alone is for any app: it says what to set, and needs a manifest', async () => {
  const sandbox = new TestProcess(
    'dist/cli.js',
    ['sandbox', '--port', '0', '--manifest', join(process.cwd(), 'manifest.json')],
    {
      cwd: home,
      env: {},
    },
  );
  running.push(sandbox);
  await ready(sandbox);
  const settings = Object.fromEntries(
    sandbox.out
      .trim()
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
  );
  expect(Object.keys(settings)).toEqual(['SLACK_API_URL', 'SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET']);
  const headers = { authorization: `Bearer ${settings.SLACK_BOT_TOKEN}` };
  const answer = await fetch(`${settings.SLACK_API_URL}auth.test`, { method: 'POST', headers });
  expect(await answer.json()).toMatchObject({ ok: true });
  sandbox.kill('SIGTERM');
  expect(await sandbox.exit()).toBe(0);

  const lost = new TestProcess('dist/cli.js', ['sandbox'], { cwd: home, env: {} });
  expect(await lost.exit()).toBe(2);
  expect(lost.err).toContain('--manifest FILE');
});
