import type { Ledger, Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';

/**
 * The database ended this transaction because two waited for each other; nothing of it was kept. Prisma says P2034, or
 * P2010 with PostgreSQL's own code where the statement was raw SQL.
 */
const isDeadlock = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError &&
  (error.code === 'P2034' ||
    (error.code === 'P2010' && /40P01|40001/.test(`${error.message} ${JSON.stringify(error.meta)}`)));

const TRIES = 3;

/**
 * Runs a use case in one transaction. If the database ends it because it and another waited for each other, it is
 * run again from the start: `work` must do nothing outside of the transaction.
 */
export async function inTransaction<T>(ledger: Ledger, work: (tx: Transaction) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ledger.prisma.$transaction(work);
    } catch (error) {
      if (attempt >= TRIES || !isDeadlock(error)) throw error;
    }
  }
}

/**
 * One change of a client's money and promises at a time: whoever changes them takes this first, before reading what
 * the change rests on.
 */
export async function lockClient(tx: Transaction, workspaceId: number, clientId: number): Promise<void> {
  await tx.$executeRaw`select 1 from client where workspace_id = ${workspaceId} and id = ${clientId} for update`;
}
