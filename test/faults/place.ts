import { rmSync } from 'node:fs';
import pg from 'pg';
import { type Connection, pgConfig } from '../../src/ledger/database/connection.js';
import { openEmbedded } from '../../src/ledger/database/embedded.js';
import { migrate } from '../../src/ledger/database/migrate.js';
import { dataDirectory } from '../support/cluster.js';
import type { PostgresServer } from '../support/postgres-server.js';

/** Where a product's books are kept. */
export interface Place {
  readonly engine: 'postgres' | 'embedded';
  /** What the product is told to find them by. */
  readonly settings: Readonly<Record<string, string>>;
  /** Reads or writes them by hand, beside the product or without it. */
  books<Found>(work: (sql: pg.ClientBase) => Promise<Found>): Promise<Found>;
  remove(): Promise<void>;
}

async function connected<Found>(connection: Connection, work: (sql: pg.ClientBase) => Promise<Found>): Promise<Found> {
  const sql = new pg.Client(pgConfig(connection));
  sql.on('error', () => undefined);
  await sql.connect();
  try {
    return await work(sql);
  } finally {
    await sql.end();
  }
}

let databases = 0;

/** A migrated database of its own on a server. */
export async function onServer(server: PostgresServer): Promise<Place> {
  databases += 1;
  const name = `faults_${databases}`;
  const admin = server.connectionTo('postgres');
  await connected(admin, (sql) => sql.query(`create database ${name}`));
  const connection = server.connectionTo(name);
  await migrate(connection);
  return {
    engine: 'postgres',
    settings: { DATABASE_URL: connection.kind === 'url' ? connection.url : '' },
    books: (work) => connected(connection, work),
    remove: async () => {
      await connected(admin, (sql) => sql.query(`drop database ${name} with (force)`));
    },
  };
}

/** An embedded database in this data directory, which may not exist yet. */
export function inDirectory(directory: string): Place {
  return {
    engine: 'embedded',
    settings: { COLLECT_DATA: directory },
    async books(work) {
      const embedded = await openEmbedded({ directory, purpose: 'task' });
      try {
        return await connected(embedded.connection, work);
      } finally {
        await embedded.close();
      }
    },
    remove: async () => rmSync(directory, { recursive: true, force: true }),
  };
}

/** A migrated embedded database on the disk. */
export const onDisk = async (): Promise<Place> => inDirectory(await dataDirectory({ inMemory: false }));
