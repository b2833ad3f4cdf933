import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pgConfig } from '../../../src/ledger/database/connection.js';
import { type EmbeddedDatabase, openEmbedded } from '../../../src/ledger/database/embedded.js';
import { POSTGRES_MAJOR } from '../../../src/ledger/database/postgres-major.js';
import { dataDirectory } from '../../support/cluster.js';

let directory: string;
let database: EmbeddedDatabase;
let db: pg.Client;
beforeAll(async () => {
  directory = await dataDirectory({ inMemory: false });
  database = await openEmbedded({ directory, purpose: 'serve' });
  db = new pg.Client(pgConfig(database.connection));
  await db.connect();
  await db.query('create table paper (n int)');
});
afterAll(async () => {
  await db.end();
  await database.close();
  rmSync(directory, { recursive: true, force: true });
});

const synced = async () => (await database.server?.count())?.synced ?? Number.NaN;

test('each commit is forced to the disk before it is acknowledged', async () => {
  const before = await synced();
  for (let n = 0; n < 20; n += 1) {
    await db.query('insert into paper values ($1)', [n]);
    expect(await synced()).toBeGreaterThan(before + n);
  }
});

test('a checkpoint forces the tables themselves, and reading forces nothing', async () => {
  await db.query('insert into paper select generate_series(1, 5000)');
  const before = await synced();
  await db.query('checkpoint');
  expect(await synced()).toBeGreaterThan(before + 1);
  const rest = await synced();
  await db.query('select count(*) from paper');
  expect(await synced()).toBe(rest);
});

test('PostgreSQL knows that it must be durable, and takes little memory and disk', async () => {
  const show = async (name: string) => (await db.query(`show ${name}`)).rows[0][name];
  expect(await show('fsync')).toBe('on');
  expect(await show('synchronous_commit')).toBe('on');
  expect(await show('full_page_writes')).toBe('on');
  expect(await show('wal_sync_method')).toBe('fsync');
  expect(await show('shared_buffers')).toBe('8MB');
  expect(await show('max_wal_size')).toBe('64MB');
  expect((await show('server_version')).split('.')[0]).toBe(POSTGRES_MAJOR);
});

test('a new database is made whole, private and openable', async () => {
  const home = mkdtempSync(join(tmpdir(), 'collect-new-'));
  const made = await openEmbedded({ directory: join(home, 'data'), purpose: 'serve' });
  expect(readdirSync(join(home, 'data')).filter((name) => name.startsWith('database'))).toEqual(['database']);
  expect(statSync(join(home, 'data')).mode & 0o077).toBe(0);
  expect(statSync(join(home, 'data', 'database')).mode & 0o077).toBe(0);
  await made.close();
  rmSync(home, { recursive: true });
}, 120_000);

test('a query that takes long does not hold up the event loop', async () => {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const begun = performance.now();
  await db.query('select count(*) from generate_series(1, 3000000)');
  const took = performance.now() - begun;
  delay.disable();
  expect(delay.max / 1e6).toBeLessThan(took / 2);
});

test('many connections at once each get their own answers, and transactions do not mix', async () => {
  await db.query('create table counter (n int)');
  await db.query('insert into counter values (0)');
  const pool = new pg.Pool({ ...pgConfig(database.connection), max: 8 });
  const add = async () => {
    const client = await pool.connect();
    await client.query('begin');
    const { rows } = await client.query('select n from counter');
    await client.query('update counter set n = $1', [rows[0].n + 1]);
    await client.query('commit');
    client.release();
  };
  const ask = async (k: number) => {
    const { rows } = await pool.query(`select $1::int as k, repeat('x', ${k}) as x`, [k]);
    expect(rows[0]).toEqual({ k, x: 'x'.repeat(k) });
  };
  await Promise.all(Array.from({ length: 100 }, (_, k) => (k % 2 === 0 ? add() : ask(k))));
  expect((await pool.query('select n from counter')).rows[0].n).toBe(50);
  await pool.end();
});

test('a query that fails leaves its connection usable, in the middle of others', async () => {
  const pool = new pg.Pool({ ...pgConfig(database.connection), max: 4 });
  const outcomes = await Promise.allSettled(
    Array.from({ length: 40 }, (_, k) => pool.query('select 10 / $1::int as q', [k % 4])),
  );
  expect(outcomes.filter((outcome) => outcome.status === 'rejected')).toHaveLength(10);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

test('a large query and a large answer pass unharmed', async () => {
  const text = 'ü'.repeat(700_000);
  const { rows } = await db.query('select $1::text as text, g from generate_series(1, 5) g', [text]);
  expect(rows.map((row) => row.text === text)).toEqual([true, true, true, true, true]);
});

test('a transaction whose connection breaks is rolled back and holds nobody up', async () => {
  const client = new pg.Client(pgConfig(database.connection));
  client.on('error', () => {});
  await client.connect();
  await client.query('begin');
  await client.query('insert into paper values (-1)');
  (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  const { rows } = await db.query('select count(*)::int as n from paper where n = -1');
  expect(rows[0].n).toBe(0);
});
