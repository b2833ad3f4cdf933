import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type Connection, pgConfig } from './connection.js';
import { type DataLock, type Holder, type Purpose, takeDataLock } from './data-lock.js';
import { DatabaseFault, reasonOf } from './database-fault.js';
import { type EmbeddedServer, startEmbeddedServer } from './embedded-server.js';
import { makeFolder } from './make-folder.js';
import { POSTGRES_MAJOR } from './postgres-major.js';

/** The embedded database, opened here or shared with the process that has it open. */
export interface EmbeddedDatabase {
  readonly connection: Connection;
  /** The process that has it open; null: this one. */
  readonly sharedWith: number | null;
  readonly server: EmbeddedServer | null;
  /** Settles when the database is lost (it broke, or the process that has it open ended). */
  readonly lost: Promise<DatabaseFault>;
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly directory: string;
  /**
   * `task`, a command that ends by itself: shares the database of a running process. `serve`, the app: waits for a
   * task to end, and is refused if another app runs.
   */
  readonly purpose: Purpose;
  /** Called once for each process that has to be waited for. */
  readonly onWait?: (why: { kind: 'task' | 'ending' | 'shared'; pid: number }) => void;
  /** For tests: the line of PostgreSQL that is embedded. */
  readonly postgres?: string;
}

const POLL_MS = 40;
/** An app that was told to end takes at most 10 s. */
const ENDING_MS = 12_000;
/** Creating a cluster takes 3 to 6 s on a fast machine. */
const OPENING_MS = 90_000;

/**
 * Opens the embedded database: never two openers (data-lock.ts).
 *
 * @throws DatabaseFault no_access, in_use, not_serving, elsewhere, other_version, unreadable
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const directory = resolve(options.directory);
  const begun = Date.now();
  const told = new Set<number>();
  const tell = (kind: 'task' | 'ending', pid: number) => {
    if (told.has(pid)) return;
    told.add(pid);
    options.onWait?.({ kind, pid });
  };
  for (;;) {
    const outcome = await take(directory, options.purpose);
    if (outcome === 'unwritten') {
      await pause(POLL_MS);
      continue;
    }
    if ('lock' in outcome) return serve(directory, outcome.lock, options);
    const { heldBy, elsewhere } = outcome;
    if (elsewhere) {
      // Perhaps it died within the last seconds: then its heartbeat stops.
      if (Date.now() - begun > 25_000) throw new DatabaseFault({ kind: 'elsewhere', directory, host: heldBy.host });
      tell('ending', heldBy.pid);
    } else if (options.purpose === 'task') {
      const shared = heldBy.state === 'serving' ? await share(heldBy) : null;
      if (shared !== null) return shared;
      if (Date.now() - begun > OPENING_MS) {
        throw new DatabaseFault({ kind: 'not_serving', directory, pid: heldBy.pid });
      }
    } else if (heldBy.purpose === 'task') {
      tell('task', heldBy.pid);
    } else {
      if (Date.now() - begun > ENDING_MS) {
        throw new DatabaseFault({ kind: 'in_use', directory, pid: heldBy.pid, since: heldBy.since });
      }
      tell('ending', heldBy.pid);
    }
    await pause(POLL_MS);
  }
}

async function take(directory: string, purpose: Purpose) {
  try {
    makeFolder(directory);
    return await takeDataLock(directory, purpose);
  } catch (error) {
    throw new DatabaseFault({ kind: 'no_access', directory, reason: reasonOf(error) }, { cause: error });
  }
}

async function serve(directory: string, lock: DataLock, options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  let server: EmbeddedServer;
  try {
    server = await startEmbeddedServer(join(directory, 'database'), lock.folder, options.postgres ?? POSTGRES_MAJOR);
  } catch (error) {
    await lock.release();
    throw error;
  }
  const { host, port } = server.connection;
  lock.tell({ state: 'serving', serves: { host, port } });
  return {
    connection: server.connection,
    sharedWith: null,
    server,
    lost: server.lost,
    async close() {
      lock.tell({ state: 'closing', serves: null });
      const begun = Date.now();
      let told = false;
      // A task waits for the tasks that share with it; an app is told to end and ends.
      while (!(await server.close({ whenIdle: options.purpose === 'task' }))) {
        // Our own connections need a moment to go.
        const others = Date.now() - begun > 1_000;
        if (others && !told) options.onWait?.({ kind: 'shared', pid: process.pid });
        told ||= others;
        await pause(POLL_MS);
      }
      await lock.release();
    },
  };
}

/** Null: it has just closed. One connection stays open from first to last, so that the other process waits for it. */
async function share(holder: Holder): Promise<EmbeddedDatabase | null> {
  if (holder.serves === null) return null;
  const connection: Connection = { kind: 'socket', ...holder.serves };
  const anchor = new pg.Client(pgConfig(connection));
  let lose: (fault: DatabaseFault) => void = () => {};
  const lost = new Promise<DatabaseFault>((settle) => {
    lose = settle;
  });
  anchor.on('error', (error) =>
    lose(new DatabaseFault({ kind: 'unreachable', address: `process ${holder.pid}`, reason: error.message })),
  );
  try {
    await anchor.connect();
    await anchor.query('select 1');
  } catch {
    await anchor.end().catch(() => {});
    return null;
  }
  return {
    connection,
    sharedWith: holder.pid,
    server: null,
    lost,
    close: () => anchor.end(),
  };
}
