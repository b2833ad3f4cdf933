import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../prisma/client.js';
import { addressOf, type Connection, pgConfig } from './connection.js';
import type { DatabaseFault } from './database-fault.js';
import { type EmbeddedOptions, openEmbedded } from './embedded.js';
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

/** Prisma on a connection that is served already. */
export function prismaOn(connection: Connection): PrismaClient {
  return new PrismaClient({
    adapter: new PrismaPg({ ...pgConfig(connection), max: 10 }, { onPoolError: () => {}, onConnectionError: () => {} }),
    // Transactions on the embedded database run one after another: a wait is no fault.
    transactionOptions: { maxWait: 15_000, timeout: 60_000 },
  });
}

/**
 * Opens the books' database and brings it to this version.
 *
 * @throws DatabaseFault (see there for each kind)
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  if (options.url !== null) {
    const connection: Connection = { kind: 'url', url: options.url };
    const migrated = await migrate(connection);
    const prisma = prismaOn(connection);
    return {
      prisma,
      place: { kind: 'server', address: addressOf(connection), sharedWith: null },
      migrated,
      lost: new Promise(() => {}),
      close: () => prisma.$disconnect(),
    };
  }
  const embedded = await openEmbedded(options);
  try {
    const migrated = await migrate(embedded.connection);
    const prisma = prismaOn(embedded.connection);
    return {
      prisma,
      place: { kind: 'embedded', address: options.directory, sharedWith: embedded.sharedWith },
      migrated,
      lost: embedded.lost,
      async close() {
        await prisma.$disconnect();
        await embedded.close();
      },
    };
  } catch (error) {
    await embedded.close();
    throw error;
  }
}
