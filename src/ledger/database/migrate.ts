import { createHash, randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { z } from 'zod';
import { addressOf, type Connection, pgConfig } from './connection.js';
import { DatabaseFault, reasonOf } from './database-fault.js';

// Applies prisma/migrations as Prisma's own tools would and records it in the same table, so that these tools agree.

/** The plain SQL folders of this version. */
export const migrationsDirectory = fileURLToPath(new URL('../../../prisma/migrations/', import.meta.url));

interface Migration {
  readonly name: string;
  readonly sql: string;
  readonly checksum: string;
}

const recordSchema = z.object({
  migration_name: z.string(),
  checksum: z.string(),
  finished: z.boolean(),
  rolled_back: z.boolean(),
});
type Record = z.infer<typeof recordSchema>;

/** Prisma's own definition, to the letter. */
const RECORDS = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           TIMESTAMPTZ,
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        TIMESTAMPTZ,
    "started_at"            TIMESTAMPTZ NOT NULL DEFAULT now(),
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
)`;

/** The lock that Prisma's tools take while they migrate. */
const ADVISORY_LOCK = 72707369;

const checksumOf = (sql: string) => createHash('sha256').update(sql).digest('hex');

function readMigrations(directory: string): Migration[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && readdirSync(join(directory, entry.name)).length > 0)
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: checksumOf(sql) };
    });
}

/** As recorded, or with the other line ends: a checkout on Windows changes them and nothing else. */
function agrees(migration: Migration, checksum: string): boolean {
  const unix = migration.sql.replaceAll('\r\n', '\n');
  return [migration.checksum, checksumOf(unix), checksumOf(unix.replaceAll('\n', '\r\n'))].includes(checksum);
}

async function recordsIn(db: pg.Client): Promise<Record[]> {
  const { rows } = await db.query(`
    select migration_name, checksum, finished_at is not null as finished, rolled_back_at is not null as rolled_back
    from _prisma_migrations order by started_at`);
  return z.array(recordSchema).parse(rows);
}

/** What is missing. Throws for a database that this version must not touch. */
function pending(migrations: readonly Migration[], records: readonly Record[]): Migration[] {
  const standing = records.filter((record) => !record.rolled_back);
  const unfinished = standing.find((record) => !record.finished);
  if (unfinished !== undefined) throw new DatabaseFault({ kind: 'half_applied', migration: unfinished.migration_name });
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  const unknown = standing.filter((record) => !known.has(record.migration_name));
  if (unknown.length > 0) {
    throw new DatabaseFault({ kind: 'newer', migrations: unknown.map((record) => record.migration_name) });
  }
  for (const record of standing) {
    const migration = known.get(record.migration_name);
    if (migration !== undefined && !agrees(migration, record.checksum)) {
      throw new DatabaseFault({ kind: 'changed', migration: migration.name });
    }
  }
  const applied = new Set(standing.map((record) => record.migration_name));
  return migrations.filter((migration) => !applied.has(migration.name));
}

/** One migration in one transaction: as a whole or not at all. Null: nothing was left to do. */
async function applyNext(db: pg.Client, migrations: readonly Migration[]): Promise<string | null> {
  await db.query('begin');
  try {
    // Of several replicas that start at once one applies; the others find it done.
    await db.query(`select pg_advisory_xact_lock(${ADVISORY_LOCK})`);
    await db.query(RECORDS);
    const [next] = pending(migrations, await recordsIn(db));
    if (next === undefined) {
      await db.query('rollback');
      return null;
    }
    const started = new Date();
    await db.query(next.sql).catch((error) => {
      throw new DatabaseFault(
        { kind: 'migration_failed', migration: next.name, reason: reasonOf(error) },
        { cause: error },
      );
    });
    await db.query(
      `insert into _prisma_migrations
         (id, checksum, finished_at, migration_name, logs, rolled_back_at, started_at, applied_steps_count)
       values ($1, $2, clock_timestamp(), $3, null, null, $4, 1)`,
      [randomUUID(), next.checksum, next.name, started],
    );
    await db.query('commit');
    return next.name;
  } catch (error) {
    await db.query('rollback').catch(() => {});
    throw error;
  }
}

/** True if the table of records is there. */
async function wasMigrated(db: pg.Client): Promise<boolean> {
  const { rows } = await db.query(`select to_regclass('_prisma_migrations') is not null as there`);
  return rows[0]?.there === true;
}

async function connected<T>(connection: Connection, work: (db: pg.Client) => Promise<T>): Promise<T> {
  const db = new pg.Client(pgConfig(connection));
  // A connection that breaks fails the query under way; without a listener it would end the process.
  db.on('error', () => {});
  try {
    await db.connect();
  } catch (error) {
    throw new DatabaseFault(
      { kind: 'unreachable', address: addressOf(connection), reason: reasonOf(error) },
      { cause: error },
    );
  }
  try {
    return await work(db);
  } finally {
    await db.end().catch(() => {});
  }
}

/**
 * Brings the database to this version. Several processes may do so at once: each migration is applied once.
 *
 * @returns the names of the migrations that this call applied
 * @throws DatabaseFault unreachable, newer, changed, half_applied, migration_failed
 */
export async function migrate(connection: Connection, directory = migrationsDirectory): Promise<string[]> {
  return await connected(connection, async (db) => {
    const migrations = readMigrations(directory);
    if ((await wasMigrated(db)) && pending(migrations, await recordsIn(db)).length === 0) return [];
    const applied: string[] = [];
    for (;;) {
      const name = await applyNext(db, migrations);
      if (name === null) return applied;
      applied.push(name);
    }
  });
}

/** The names of the migrations that are not applied yet; changes nothing. Throws as `migrate` does. */
export async function pendingMigrations(connection: Connection, directory = migrationsDirectory): Promise<string[]> {
  return await connected(connection, async (db) => {
    const migrations = readMigrations(directory);
    if (!(await wasMigrated(db))) return migrations.map((migration) => migration.name);
    return pending(migrations, await recordsIn(db)).map((migration) => migration.name);
  });
}
