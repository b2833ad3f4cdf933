import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import pg from 'pg';
import { type Connection, pgConfig } from '../src/ledger/database/connection.js';
import { openEmbedded } from '../src/ledger/database/embedded.js';
import { migrate } from '../src/ledger/database/migrate.js';
import { dataDirectory } from '../test/support/cluster.js';
import { startPostgres } from '../test/support/postgres-server.js';

/** Where books can be kept. */
export interface Engine {
  readonly name: 'PostgreSQL' | 'embedded';
  /** Migrated, empty books. */
  open(): Promise<Place>;
  stop(): Promise<void>;
}

/** One database of an engine. */
export interface Place {
  readonly connection: Connection;
  /** What the product is told to find it by. */
  readonly settings: Readonly<Record<string, string>>;
  /** Lets go of it, so that the product can open it in a process of its own; the books stay until `close`. */
  release(): Promise<void>;
  close(): Promise<void>;
}

/** A PostgreSQL server of its own. Durable, unlike that of the tests: a commit costs what it costs. */
export async function serverEngine(): Promise<Engine> {
  const server = await startPostgres(tmpdir(), ['shared_buffers=256MB', 'max_wal_size=4GB']);
  let count = 0;
  return {
    name: 'PostgreSQL',
    async open() {
      count += 1;
      const name = `bench_${count}`;
      const admin = await connected(server.connectionTo('postgres'));
      await admin.query(`create database ${name}`);
      await admin.end();
      const connection = server.connectionTo(name);
      await migrate(connection);
      return {
        connection,
        settings: { DATABASE_URL: connection.kind === 'url' ? connection.url : '' },
        release: async () => {},
        async close() {
          const last = await connected(server.connectionTo('postgres'));
          await last.query(`drop database ${name} with (force)`);
          await last.end();
        },
      };
    },
    stop: () => server.stop(),
  };
}

/** The embedded database, each in a data directory of its own on the disk. */
export function embeddedEngine(): Engine {
  return {
    name: 'embedded',
    async open() {
      const directory = await dataDirectory({ inMemory: false });
      const embedded = await openEmbedded({ directory, purpose: 'serve' });
      let open = true;
      const release = async () => {
        if (open) await embedded.close();
        open = false;
      };
      return {
        connection: embedded.connection,
        settings: { COLLECT_DATA: directory },
        release,
        async close() {
          await release();
          rmSync(directory, { recursive: true, force: true });
        },
      };
    },
    stop: async () => {},
  };
}

/** A plain connection for hand-written SQL, with the server's compiler off as the product has it. */
export async function connected(connection: Connection): Promise<pg.Client> {
  const client = new pg.Client(pgConfig(connection));
  client.on('error', () => {});
  await client.connect();
  await client.query('set jit = off');
  return client;
}
