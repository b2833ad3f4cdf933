import { z } from 'zod';
import type { Ledger, Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { integerColumn, selectRows } from './rows.js';

/** Tables whose rows are counted off by their ids. */
export type CountedTable =
  | 'allocation'
  | 'invoice'
  | 'payment'
  | 'payment_reversal'
  | 'promise_event'
  | 'promise_to_pay';

/** Milliseconds that other writers may have to queue behind one try, and how often it is tried. */
const PATIENCE = 5_000;
const TRIES = 12;

const highestRow = z.object({ id: integerColumn });

/** The highest id that can be seen in a table; 0: none. A lower one may still be on its way to being committed. */
export async function highestSeen(db: Transaction, workspaceId: number, table: CountedTable): Promise<number> {
  const [row] = await selectRows(
    db,
    highestRow,
    Prisma.sql`
      SELECT coalesce(max(id), 0) AS id FROM ${Prisma.raw(table)} WHERE workspace_id = ${workspaceId}`,
  );
  return row?.id ?? 0;
}

/**
 * How far each table is written for good: the highest id below which no row can appear any more. Ids are drawn before
 * their transaction commits, so the highest one seen is not enough: a lower one may become visible after it. Here
 * the writers of a table have committed before it is looked at, and new ones wait until it was.
 *
 * One table at a time, each in a transaction of its own that does nothing else, so that it can block nobody for good.
 * Throws what the database says if writers do not end for a minute; whoever asked tries again later.
 */
export async function writtenUpTo<Table extends CountedTable>(
  ledger: Ledger,
  workspaceId: number,
  tables: readonly Table[],
): Promise<Record<Table, number>> {
  const found: [Table, number][] = [];
  for (const table of tables) found.push([table, await settled(ledger, workspaceId, table)]);
  return Object.fromEntries(found) as Record<Table, number>;
}

async function settled(ledger: Ledger, workspaceId: number, table: CountedTable): Promise<number> {
  for (let tried = 1; ; tried++) {
    try {
      return await ledger.prisma.$transaction(
        async (tx) => {
          await tx.$executeRaw`SELECT set_config('lock_timeout', ${`${PATIENCE}ms`}, true)`;
          await tx.$executeRaw`LOCK TABLE ${Prisma.raw(table)} IN SHARE MODE`;
          return await highestSeen(tx, workspaceId, table);
        },
        { maxWait: 30_000, timeout: 4 * PATIENCE },
      );
    } catch (error) {
      // Those who queued behind this try go on before the next one.
      if (tried === TRIES || !isLockTimeout(error)) throw error;
    }
  }
}

const raised = z.object({
  meta: z.object({ driverAdapterError: z.object({ cause: z.object({ originalCode: z.string() }) }) }),
});

/** PostgreSQL 55P03: the lock was not to be had in time. */
const isLockTimeout = (error: unknown): boolean =>
  raised.safeParse(error).data?.meta.driverAdapterError.cause.originalCode === '55P03';
