import type { LocalDate } from '../domain/local-date.js';
import type { AgingFact } from './facts/common.js';
import type { Ledger, Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { agingColumns, agingRow, byWeight, receivables } from './receivable.js';
import { connection, selectRows } from './rows.js';

export interface AgingScope {
  /** The day the figures are of. */
  readonly today: LocalDate;
  /** Only these clients; absent: all. */
  readonly clientIds?: readonly number[];
  /** Only the receivables whose project belongs to this channel; absent: all. */
  readonly slackChannelId?: string;
}

/**
 * Outstanding, overdue, aging buckets, promised, disputed and to-collect, one entry a currency (R1-R4), largest to
 * collect first. Minor units. Empty if nothing is open.
 */
export async function agingByCurrency(
  books: Ledger | Transaction,
  workspaceId: number,
  { today, clientIds, slackChannelId }: AgingScope,
): Promise<AgingFact[]> {
  const clients = clientIds === undefined ? Prisma.empty : Prisma.sql`AND i.client_id = ANY(${[...clientIds]}::int[])`;
  const channel =
    slackChannelId === undefined
      ? Prisma.empty
      : Prisma.sql`AND p.channel_id = (SELECT ch.id FROM channel ch
          WHERE ch.workspace_id = ${workspaceId} AND ch.slack_channel_id = ${slackChannelId})`;
  const rows = await selectRows(
    connection(books),
    agingRow,
    Prisma.sql`
      WITH ${receivables(workspaceId, today, Prisma.sql`${clients} ${channel}`, clientIds === undefined ? 'the books' : 'some clients')}
      SELECT ${agingColumns(today)} FROM receivable r GROUP BY r.currency`,
  );
  return rows.sort(byWeight);
}

/**
 * The whole workspace's figures as they stood at the end of a day: only invoices issued by then, only payments and
 * credits that count by then (R3). What was promised is known only as of now, so of a past day the promises that
 * are still open and were given by then count.
 */
export function agingAsOf(books: Ledger | Transaction, workspaceId: number, asOf: LocalDate): Promise<AgingFact[]> {
  return agingByCurrency(books, workspaceId, { today: asOf });
}
