import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, expect, test } from 'vitest';
import { pgConfig } from '../../../src/ledger/database/connection.js';
import { openEmbedded } from '../../../src/ledger/database/embedded.js';
import { dataDirectory } from '../../support/cluster.js';
import { TestProcess } from '../../support/process.js';

const directories: string[] = [];
const processes: TestProcess[] = [];
afterEach(async () => {
  for (const process of processes.splice(0)) {
    process.kill('SIGKILL');
    await process.exit();
  }
  for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true });
});

async function aDirectory(): Promise<string> {
  const directory = await dataDirectory();
  directories.push(directory);
  return directory;
}

function opener(directory: string, purpose: 'serve' | 'task', what: number | 'hold'): TestProcess {
  const process = new TestProcess('test/support/opener.mjs', [directory, purpose, String(what)]);
  processes.push(process);
  return process;
}

const has = (process: TestProcess, key: string) => process.events.some((event) => key in event);
const said = (process: TestProcess, key: string) => process.events.find((event) => key in event)?.[key];
const committed = (process: TestProcess) => process.events.filter((event) => 'committed' in event).length;

async function tally(directory: string): Promise<Record<number, number>> {
  const database = await openEmbedded({ directory, purpose: 'serve' });
  const db = new pg.Client(pgConfig(database.connection));
  await db.connect();
  const { rows } = await db.query('select process, count(*)::int as n, max(n) as last from tally group by process');
  await db.end();
  await database.close();
  for (const row of rows) expect(row.n).toBe(row.last);
  return Object.fromEntries(rows.map((row) => [row.process, row.n]));
}

test('processes that start at the same moment share one opener, and every acknowledged row is there', async () => {
  const directory = await aDirectory();
  const tasks = [40, 60, 80].map((rows) => ({ rows, process: opener(directory, 'task', rows) }));
  for (const { process } of tasks) expect(await process.exit(), process.out + process.err).toBe(0);
  // The others either share with the one that opened it, or open it when that one is gone: never beside it.
  const opened = tasks.map(({ process }) => said(process, 'open'));
  expect(opened).toContain('own');
  const counts = await tally(directory);
  for (const { rows, process } of tasks) expect(counts[process.child.pid ?? 0]).toBe(rows);
}, 120_000);

test('a killed opener leaves a directory that the next one takes over, with all that was acknowledged', async () => {
  const directory = await aDirectory();
  const first = opener(directory, 'serve', 100_000);
  await first.until('committed 50 rows', () => committed(first) >= 50);
  const sharer = opener(directory, 'task', 'hold');
  await sharer.until('opened', () => has(sharer, 'open'));
  expect(said(sharer, 'open')).toBe(first.child.pid);

  first.kill('SIGKILL');
  expect(await first.exit()).toBe(137);
  const acknowledged = committed(first);
  const next = opener(directory, 'task', 10);
  expect(await next.exit(), next.out + next.err).toBe(0);
  expect(said(next, 'open')).toBe('own');
  const counts = await tally(directory);
  expect(counts[first.child.pid ?? 0]).toBeGreaterThanOrEqual(acknowledged);
  expect(counts[next.child.pid ?? 0]).toBe(10);
}, 120_000);

test('a task waits for those that share its database before it closes it', async () => {
  const directory = await aDirectory();
  const owner = opener(directory, 'task', 'hold');
  await owner.until('opened', () => has(owner, 'migrated'));
  const sharer = opener(directory, 'task', 'hold');
  await sharer.until('opened', () => has(sharer, 'migrated'));
  expect(said(sharer, 'open')).toBe(owner.child.pid);
  owner.child.stdin.end();
  await owner.until('waits', () => said(owner, 'waits') === 'shared');
  expect(has(owner, 'closed')).toBe(false);
  sharer.child.stdin.end();
  expect(await sharer.exit()).toBe(0);
  expect(await owner.exit()).toBe(0);
}, 120_000);

test('the app waits for a task to end, and is refused while another app runs', async () => {
  const directory = await aDirectory();
  const task = opener(directory, 'task', 'hold');
  await task.until('opened', () => has(task, 'migrated'));
  const app = opener(directory, 'serve', 'hold');
  await app.until('waits', () => said(app, 'waits') === 'task');
  task.child.stdin.end();
  await app.until('opened', () => has(app, 'migrated'));
  expect(said(app, 'open')).toBe('own');

  const second = opener(directory, 'serve', 'hold');
  expect(await second.exit()).toBe(1);
  expect(said(second, 'fault')).toMatchObject({ kind: 'in_use', pid: app.child.pid });
}, 120_000);

test('a lock that another boot or a half-written file left does not keep anybody out', async () => {
  const directory = await aDirectory();
  const old = { token: 'x', pid: 1, purpose: 'serve', since: '2026-01-01T00:00:00Z', host: hostname(), boot: 'other' };
  const alive = join(directory, 'run/x/alive');
  writeFileSync(join(directory, 'open.7'), JSON.stringify({ ...old, alive, serves: null, state: 'serving' }));
  const database = await openEmbedded({ directory, purpose: 'serve' });
  expect(readdirSync(directory).filter((name) => name.startsWith('open.'))).toEqual(['open.8']);
  await database.close();
  expect(JSON.parse(readFileSync(join(directory, 'open.8'), 'utf8'))).toMatchObject({ state: 'released' });
});

test('a directory that cannot be made or written is said so', async () => {
  const home = mkdtempSync(join(tmpdir(), 'collect-data-'));
  directories.push(home);
  writeFileSync(join(home, 'file'), '');
  await expect(openEmbedded({ directory: join(home, 'file', 'data'), purpose: 'task' })).rejects.toMatchObject({
    fault: { kind: 'no_access' },
  });
  if (process.getuid?.() === 0) return; // root may write anywhere
  mkdirSync(join(home, 'closed'));
  chmodSync(join(home, 'closed'), 0o500);
  await expect(openEmbedded({ directory: join(home, 'closed'), purpose: 'task' })).rejects.toMatchObject({
    fault: { kind: 'no_access' },
  });
});

test('the data of another PostgreSQL line is left alone and said so', async () => {
  const directory = await aDirectory();
  writeFileSync(join(directory, 'database', 'PG_VERSION'), '17\n');
  await expect(openEmbedded({ directory, purpose: 'serve' })).rejects.toMatchObject({
    fault: { kind: 'other_version', found: '17', wanted: '18' },
  });
  expect(readFileSync(join(directory, 'database', 'PG_VERSION'), 'utf8')).toBe('17\n');
});

test('a damaged database says what is wrong and gives the lock back', async () => {
  const directory = await aDirectory();
  writeFileSync(join(directory, 'database', 'global', 'pg_control'), 'damaged');
  for (let time = 0; time < 2; time += 1) {
    await expect(openEmbedded({ directory, purpose: 'serve' })).rejects.toMatchObject({
      fault: { kind: 'unreadable' },
    });
  }
});

test('a path that is too long for a socket works all the same', async () => {
  const home = await aDirectory();
  const directory = join(home, 'a'.repeat(60), 'b'.repeat(60));
  mkdirSync(directory, { recursive: true });
  renameSync(join(home, 'database'), join(directory, 'database'));
  const owner = await openEmbedded({ directory, purpose: 'serve' });
  const sharer = await openEmbedded({ directory, purpose: 'task' });
  expect(sharer.sharedWith).toBe(process.pid);
  await sharer.close();
  await owner.close();
});
