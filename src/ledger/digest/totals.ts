import { z } from 'zod';
import { type AgingFact, moneyFact } from '../facts/common.js';
import type { DigestNotice } from '../facts/digest.js';
import { groupRows } from '../group-rows.js';
import type { Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { agingColumns, agingRow, byWeight, receivables } from '../receivable.js';
import { dateColumn, integerColumn, selectRows } from '../rows.js';
import { type DigestScope, inChannels, promiseChannels } from './scope.js';

const channelAgingRow = agingRow.extend({ channelId: z.int() });

/** R2-R4 by channel and currency. */
export async function channelAging(db: Transaction, scope: DigestScope): Promise<Map<number, AgingFact[]>> {
  const { workspaceId, today } = scope;
  const rows = await selectRows(
    db,
    channelAgingRow,
    Prisma.sql`
      WITH ${receivables(workspaceId, today, inChannels(scope))}
      SELECT r.channel_id AS "channelId", ${agingColumns(today)}
      FROM receivable r
      GROUP BY r.channel_id, r.currency`,
  );
  return new Map(
    [...groupRows(rows, (row) => row.channelId)].map(([channelId, found]) => [
      channelId,
      found.map(({ channelId: _, ...aging }): AgingFact => aging).sort(byWeight),
    ]),
  );
}

const quietRow = z.object({ channelId: z.int(), clients: integerColumn });

/** How many clients of each channel owe something of which nothing is to collect: promised, disputed or not due. */
export async function clientsWithNothingToCollect(db: Transaction, scope: DigestScope): Promise<Map<number, number>> {
  const rows = await selectRows(
    db,
    quietRow,
    Prisma.sql`
      WITH ${receivables(scope.workspaceId, scope.today, inChannels(scope))},
      owing AS (
        SELECT channel_id, client_id FROM receivable GROUP BY channel_id, client_id HAVING max(to_collect) = 0
      )
      SELECT channel_id AS "channelId", count(*) AS clients FROM owing GROUP BY channel_id`,
  );
  return new Map(rows.map((row) => [row.channelId, row.clients]));
}

const nextPromiseRow = z.object({
  channelId: z.int(),
  clientName: z.string(),
  amount: moneyFact,
  promisedDate: dateColumn,
});

/** The next open promise after today in each channel. */
export async function nextPromises(
  db: Transaction,
  scope: DigestScope,
): Promise<Map<number, NonNullable<DigestNotice['nextPromise']>>> {
  const { workspaceId, today } = scope;
  const rows = await selectRows(
    db,
    nextPromiseRow,
    Prisma.sql`
      WITH ${promiseChannels(
        scope,
        Prisma.sql`q.state = 'open' AND q.promised_date > ${today}::date AND q.given_on <= ${today}::date`,
      )}
      SELECT DISTINCT ON (pc.channel_id) pc.channel_id AS "channelId", c.name AS "clientName",
        json_build_object('minor', q.amount, 'currency', q.currency) AS amount, q.promised_date::text AS "promisedDate"
      FROM promise_channel pc
      JOIN promise_to_pay q ON q.workspace_id = ${workspaceId} AND q.id = pc.promise_id
      JOIN client c ON c.workspace_id = q.workspace_id AND c.id = q.client_id
      ORDER BY pc.channel_id, q.promised_date, q.amount DESC, q.id`,
  );
  return new Map(rows.map(({ channelId, ...promise }) => [channelId, promise]));
}
