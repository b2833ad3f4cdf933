import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest';
import { migrationList, noFilters, schemaEngine, schemaFiles } from '../../../prisma/schema-engine.js';
import { type Connection, pgConfig } from '../../../src/ledger/database/connection.js';
import { openEmbedded } from '../../../src/ledger/database/embedded.js';
import { migrate, migrationsDirectory, pendingMigrations } from '../../../src/ledger/database/migrate.js';
import { dataDirectory } from '../../support/cluster.js';

// A database of this file's own: on the server a second one, embedded a second directory.
let connection: Connection;
let url: string;
let db: pg.Client;
let remove: () => Promise<void>;

beforeAll(async () => {
  const given = inject('databases')[0];
  if (given?.kind === 'url') {
    const admin = new pg.Client(pgConfig(given));
    await admin.connect();
    await admin.query('create database migrating');
    url = given.url.replace(/\/[^/]*$/, '/migrating');
    connection = { kind: 'url', url };
    remove = async () => {
      await admin.query('drop database migrating with (force)');
      await admin.end();
    };
  } else {
    const directory = await dataDirectory();
    const embedded = await openEmbedded({ directory, purpose: 'serve' });
    connection = embedded.connection;
    url = `postgresql://postgres@/postgres?host=${encodeURIComponent(pgConfig(connection).host ?? '')}`;
    remove = async () => {
      await embedded.close();
      rmSync(directory, { recursive: true });
    };
  }
  db = new pg.Client(pgConfig(connection));
  await db.connect();
});
afterAll(async () => {
  await db.end();
  await remove();
});
beforeEach(async () => {
  await db.query('drop schema public cascade; create schema public');
});

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A migrations folder of these scripts. */
function aFolder(scripts: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'collect-migrations-'));
  folders.push(folder);
  for (const [name, sql] of Object.entries(scripts)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  }
  return folder;
}

const names = readdirSync(migrationsDirectory).sort();
const records = async () => (await db.query('select * from _prisma_migrations order by migration_name')).rows;
const tables = async () =>
  (await db.query(`select tablename from pg_tables where schemaname = 'public' order by 1`)).rows.map(
    (row) => row.tablename,
  );

test('an empty database gets every migration once, recorded as Prisma records', async () => {
  expect(await pendingMigrations(connection)).toEqual(names);
  expect(await migrate(connection)).toEqual(names);
  expect(await migrate(connection)).toEqual([]);
  expect(await pendingMigrations(connection)).toEqual([]);
  const rows = await records();
  expect(rows.map((row) => row.migration_name)).toEqual(names);
  for (const row of rows) {
    const sql = readFileSync(join(migrationsDirectory, row.migration_name, 'migration.sql'));
    expect(row).toMatchObject({
      id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      checksum: createHash('sha256').update(sql).digest('hex'),
      logs: null,
      rolled_back_at: null,
      applied_steps_count: 1,
    });
    expect(row.finished_at.getTime()).toBeGreaterThanOrEqual(row.started_at.getTime());
  }
});

test("Prisma's own engine finds nothing to apply, nothing changed and no drift", async () => {
  await migrate(connection);
  const engine = await schemaEngine(url);
  const migrationsList = migrationList();
  const history = { migrationsList, optInToShadowDatabase: false, filters: noFilters };
  expect(await engine.diagnoseMigrationHistory(history)).toMatchObject({
    hasMigrationsTable: true,
    history: null,
    editedMigrationNames: [],
    failedMigrationNames: [],
  });
  // Pushing schema.prisma onto what the migrations made would change nothing …
  const push = { schema: { files: schemaFiles() }, force: false, filters: noFilters };
  expect(await engine.schemaPush(push)).toMatchObject({ executedSteps: 0, warnings: [], unexecutable: [] });
  // … and the engine does see a difference where there is one.
  await db.query('alter table client drop column external_id');
  expect((await engine.schemaPush(push)).executedSteps).toBeGreaterThan(0);
});

test('several that start at once apply each migration once', async () => {
  const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(connection)));
  expect(applied.flat().sort()).toEqual(names);
  expect((await records()).map((row) => row.migration_name)).toEqual(names);
});

test('a database that is newer than this version is refused', async () => {
  const older = aFolder({ '1_first': 'create table first (n int);' });
  const newer = aFolder({ '1_first': 'create table first (n int);', '2_second': 'create table second (n int);' });
  await migrate(connection, newer);
  await expect(migrate(connection, older)).rejects.toMatchObject({
    fault: { kind: 'newer', migrations: ['2_second'] },
  });
  expect(await migrate(connection, newer)).toEqual([]);
});

test('a migration that was changed after it was applied is refused; other line ends are no change', async () => {
  const sql = 'create table first (n int);\n-- a remark\n';
  await migrate(connection, aFolder({ '1_first': sql }));
  expect(await migrate(connection, aFolder({ '1_first': sql.replaceAll('\n', '\r\n') }))).toEqual([]);
  await expect(migrate(connection, aFolder({ '1_first': `${sql}-- another\n` }))).rejects.toMatchObject({
    fault: { kind: 'changed', migration: '1_first' },
  });
});

test('a migration that fails leaves nothing behind, and the next start tries it again', async () => {
  const folder = aFolder({
    '1_first': 'create table first (n int);',
    '2_second': 'create table second (n int); insert into nowhere values (1);',
  });
  await expect(migrate(connection, folder)).rejects.toMatchObject({
    fault: { kind: 'migration_failed', migration: '2_second', reason: expect.stringContaining('nowhere') },
  });
  expect(await tables()).toEqual(['_prisma_migrations', 'first']);
  expect((await records()).map((row) => row.migration_name)).toEqual(['1_first']);
  writeFileSync(join(folder, '2_second', 'migration.sql'), 'create table second (n int);');
  expect(await migrate(connection, folder)).toEqual(['2_second']);
});

test('a migration that another tool left half-way is refused until it is resolved', async () => {
  const folder = aFolder({ '1_first': 'create table first (n int);', '2_second': 'create table second (n int);' });
  await migrate(connection, folder);
  await db.query(`update _prisma_migrations set finished_at = null where migration_name = '2_second'`);
  await expect(migrate(connection, folder)).rejects.toMatchObject({
    fault: { kind: 'half_applied', migration: '2_second' },
  });
  await db.query(`update _prisma_migrations set rolled_back_at = now() where finished_at is null; drop table second`);
  expect(await migrate(connection, folder)).toEqual(['2_second']);
});

test('the migrations of this version can be copied and read elsewhere', async () => {
  const folder = aFolder({});
  cpSync(migrationsDirectory, folder, { recursive: true });
  await migrate(connection, folder);
  expect(await migrate(connection)).toEqual([]);
});

test('a server that does not answer is named without its password', async () => {
  const wrong: Connection = { kind: 'url', url: 'postgresql://me:hunter2@127.0.0.1:1/books' };
  const failure = await migrate(wrong).catch((error) => error);
  expect(failure.fault).toMatchObject({ kind: 'unreachable', address: '127.0.0.1:1/books' });
  expect(String(failure.message)).not.toContain('hunter2');
});
