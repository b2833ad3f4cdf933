import { z } from 'zod';
import { moneyFact } from '../facts/common.js';
import type { DigestNotice } from '../facts/digest.js';
import type { Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { dateColumn, selectRows } from '../rows.js';
import { type DigestScope, promiseChannels } from './scope.js';

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
