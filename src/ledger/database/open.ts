import type { PrismaClient } from '../prisma/client.js';
import { addressOf, type Connection } from './connection.js';
import type { DatabaseFault } from './database-fault.js';
import type { EmbeddedOptions } from './embedded.js';
import { migrate } from './migrate.js';

/** An open database, its migrations applied. */
export interface Database {
  readonly prisma: PrismaClient;
  /** Where it is, for people and logs. Never with a password. */
  readonly place: {
    readonly kind: 'server' | 'embedded';
    readonly address: string;
    /** The process that has the embedded database open; null: this one, or a server. */
    readonly sharedWith: number | null;
  };
  /** The migrations that were applied now. */
  readonly migrated: readonly string[];
  /** Settles when the embedded database is lost while it is open; a server may come back, so this never settles. */
  readonly lost: Promise<DatabaseFault>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

export interface DatabaseOptions extends Pick<EmbeddedOptions, 'purpose' | 'onWait'> {
  /** A PostgreSQL server; null: the embedded database in `directory`. */
  readonly url: string | null;
  readonly directory: string;
}

/** A database that is being opened. */
export interface Opening {
  /** Can be asked from now on: what is asked before the database is open waits for it, and fails if it cannot be opened. */
  readonly prisma: PrismaClient;
  /** Rejects with a DatabaseFault (see there for each kind). */
  readonly opened: Promise<Database>;
}

/** Begins to open the books' database and to bring it to this version. */
export async function beginOpening(options: DatabaseOptions): Promise<Opening> {
  const serving = options.url !== null ? onServer(options.url) : onEmbedded(options);
  const connection = serving.then((served) => served.connection);
  // Whoever asks it gets to know; nobody may have.
  connection.catch(() => {});
  // Loaded while the database opens.
  const { prismaOn } = await import('./prisma-on.js');
  const prisma = prismaOn(connection);
  const opened = serving.then(({ connection: _, close, ...served }) => ({
    ...served,
    prisma,
    async close() {
      await prisma.$disconnect();
      await close();
    },
  }));
  opened.catch(() => {});
  return { prisma, opened };
}

/**
 * Opens the books' database and brings it to this version.
 *
 * @throws DatabaseFault (see there for each kind)
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  return await (await beginOpening(options)).opened;
}

/** A database that is there and has all migrations, before anything speaks Prisma to it. */
interface Served extends Pick<Database, 'place' | 'migrated' | 'lost' | 'close'> {
  readonly connection: Connection;
}

async function onServer(url: string): Promise<Served> {
  const connection: Connection = { kind: 'url', url };
  return {
    connection,
    place: { kind: 'server', address: addressOf(connection), sharedWith: null },
    migrated: await migrate(connection),
    lost: new Promise(() => {}),
    close: async () => {},
  };
}

async function onEmbedded(options: DatabaseOptions): Promise<Served> {
  // Loaded only where it is used.
  const { openEmbedded } = await import('./embedded.js');
  const embedded = await openEmbedded(options);
  try {
    return {
      connection: embedded.connection,
      place: { kind: 'embedded', address: options.directory, sharedWith: embedded.sharedWith },
      migrated: await migrate(embedded.connection),
      lost: embedded.lost,
      close: () => embedded.close(),
    };
  } catch (error) {
    await embedded.close();
    throw error;
  }
}
