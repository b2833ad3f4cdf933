import { PrismaPg } from '@prisma/adapter-pg';
import pg, { type ClientBase } from 'pg';
import { PrismaClient } from '../prisma/client.js';
import { type Connection, pgConfig } from './connection.js';
import { driveBy } from './prepared.js';

/** Prisma on a database that is served, or soon will be: what is asked before waits for it, and fails if it fails. */
export function prismaOn(connection: Connection | Promise<Connection>): PrismaClient {
  const prisma = new PrismaClient({
    adapter: {
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      async connect() {
        const served = await connection;
        const pool = poolOn(served);
        driveBy(prisma, pool);
        const silent = { onPoolError: () => {}, onConnectionError: () => {} };
        return await new PrismaPg(pool, { ...silent, disposeExternalPool: true }).connect();
      },
    },
    // Transactions on the embedded database run one after another: a wait is no fault.
    transactionOptions: { maxWait: 15_000, timeout: 60_000 },
  });
  return prisma;
}

function poolOn(connection: Connection): pg.Pool {
  const served = connection.kind === 'url';
  const pool = new pg.Pool({ ...pgConfig(connection), max: 10, ...(served ? { onConnect: withoutJit } : {}) });
  // What a connection suffers, the query on it reports.
  pool.on('error', () => {});
  return pool;
}

/**
 * Of a new connection, before anything is asked on it. PostgreSQL compiles a query to machine code when it expects it
 * to be dear, and for ours of many small steps that takes ten times as long as the query itself (11 s against 0.7 s for
 * the overdue of 100,000 invoices). Asked for in a query, not when connecting: PgBouncer refuses a connection with start
 * options. Whoever says `options=-c jit=on` in their DATABASE_URL keeps it, and a server without the setting is left alone.
 */
async function withoutJit(client: ClientBase): Promise<void> {
  await client.query(
    `select set_config(name, 'off', false) from pg_settings where name = 'jit' and source <> 'client'`,
  );
}
