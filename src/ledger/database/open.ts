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

/**
 * Opens the books' database and brings it to this version.
 *
 * @throws DatabaseFault (see there for each kind)
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  // Prisma is loaded while the database opens; the embedded one only where it is used.
  const loading = import('./prisma-on.js');
  loading.catch(() => {});
  if (options.url !== null) {
    const connection: Connection = { kind: 'url', url: options.url };
    const migrated = await migrate(connection);
    const prisma = (await loading).prismaOn(connection);
    return {
      prisma,
      place: { kind: 'server', address: addressOf(connection), sharedWith: null },
      migrated,
      lost: new Promise(() => {}),
      close: () => prisma.$disconnect(),
    };
  }
  const { openEmbedded } = await import('./embedded.js');
  const embedded = await openEmbedded(options);
  try {
    const migrated = await migrate(embedded.connection);
    const prisma = (await loading).prismaOn(embedded.connection);
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
