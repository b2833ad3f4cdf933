import type { Ledger, Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';

/** After so many days a table is tried again: what Slack takes where changes. */
const TRIED_AGAIN = 30;

/** Condition on a workspace w: whether its Slack is known not to take tables. */
export const refusesTables = (now: Date): Prisma.Sql =>
  Prisma.sql`coalesce(w.tables_refused_at > ${new Date(now.getTime() - TRIED_AGAIN * 86_400_000)}::timestamptz, false)`;

/** Whether lists for this workspace go as tables. */
export async function takesTables(db: Transaction, workspaceId: number, now: Date): Promise<boolean> {
  const rows = await db.$queryRaw<{ refuses: boolean }[]>(
    Prisma.sql`select ${refusesTables(now)} as refuses from workspace w where w.id = ${workspaceId}`,
  );
  return rows[0]?.refuses !== true;
}

/** Slack refused a table there. */
export async function rememberRefusedTables(ledger: Ledger, workspaceId: number): Promise<void> {
  await ledger.prisma.workspace.update({
    where: { id: workspaceId },
    data: { tablesRefusedAt: ledger.clock.now() },
  });
}
