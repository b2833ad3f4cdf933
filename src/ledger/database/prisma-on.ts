import { PrismaPg } from '@prisma/adapter-pg';
import { PrismaClient } from '../prisma/client.js';
import { type Connection, pgConfig } from './connection.js';

/** Prisma on a database that is served already. */
export function prismaOn(connection: Connection): PrismaClient {
  return new PrismaClient({
    // What a connection suffers, the query on it reports.
    adapter: new PrismaPg({ ...pgConfig(connection), max: 10 }, { onPoolError: () => {}, onConnectionError: () => {} }),
    // Transactions on the embedded database run one after another: a wait is no fault.
    transactionOptions: { maxWait: 15_000, timeout: 60_000 },
  });
}
