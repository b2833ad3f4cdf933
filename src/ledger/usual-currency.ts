import { z } from 'zod';
import type { Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';

/**
 * Of client c (workspace w), the currency of an amount that names none where nothing is open: what was invoiced last,
 * settled by now, tells it; the workspace's is for a client who was never invoiced.
 */
export const USUAL_CURRENCY = Prisma.sql`coalesce((select i.currency from invoice i
  where i.workspace_id = c.workspace_id and i.client_id = c.id order by i.due_date desc, i.id desc limit 1), w.currency)`;

const usualRow = z.object({ currency: z.string() });

/** The same of one client, which must exist. */
export async function usualCurrency(tx: Transaction, workspaceId: number, clientId: number): Promise<string> {
  const [row] = await selectRows(
    tx,
    usualRow,
    Prisma.sql`
      select ${USUAL_CURRENCY} as currency from client c join workspace w on w.id = c.workspace_id
      where c.workspace_id = ${workspaceId} and c.id = ${clientId}`,
  );
  if (row === undefined) throw new Error(`client ${clientId} is not in the books`);
  return row.currency;
}
