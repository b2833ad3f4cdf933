import { z } from 'zod';
import type { Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { integerColumn, selectRows } from '../rows.js';
import type { Marks } from './channels.js';

const marksRow = z.object({
  payment: integerColumn,
  promise: integerColumn,
  promiseEvent: integerColumn,
  invoice: integerColumn,
});

const newest = (table: Prisma.Sql, workspaceId: number): Prisma.Sql =>
  Prisma.sql`coalesce((SELECT max(id) FROM ${table} WHERE workspace_id = ${workspaceId}), 0)`;

/** How far the books are written now: whatever has a higher id belongs to the next digest. */
export async function currentMarks(db: Transaction, workspaceId: number): Promise<Marks> {
  const [marks] = await selectRows(
    db,
    marksRow,
    Prisma.sql`
      SELECT ${newest(Prisma.sql`payment`, workspaceId)} AS payment,
        ${newest(Prisma.sql`promise_to_pay`, workspaceId)} AS promise,
        ${newest(Prisma.sql`promise_event`, workspaceId)} AS "promiseEvent",
        ${newest(Prisma.sql`invoice`, workspaceId)} AS invoice`,
  );
  if (marks === undefined) throw new Error('a SELECT without FROM gave no row');
  return marks;
}
