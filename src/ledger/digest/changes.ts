import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import { moneyFact } from '../facts/common.js';
import type { DigestChange } from '../facts/digest.js';
import { groupRows } from '../group-rows.js';
import type { Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { dateColumn, selectRows } from '../rows.js';
import type { Marks } from './channels.js';
import type { ChannelFigures } from './figures.js';
import { type DigestScope, promiseChannels, scopeRows } from './scope.js';

/** A morning after a large import names the largest changes of each kind; the totals above them tell the rest. */
const MOST_CHANGES_OF_A_KIND = 10;

const changeRow = z.object({
  channelId: z.int(),
  kind: z.enum(['paid', 'promise_kept', 'promise_broken', 'promised']),
  clientId: z.int(),
  clientName: z.string(),
  amount: moneyFact,
  promisedDate: dateColumn.nullable(),
});
type ChangeRow = z.infer<typeof changeRow>;

/**
 * What happened in each channel since its last digest (B3): money that came in and was not taken back, promises that
 * were kept, broken or newly given. "Since" is how far the books had been written then, not a
 * time, so nothing is missed or told twice however a payment is dated; one that was dated ahead (where it was recorded,
 * tomorrow had begun) is told by the first digest of its day. Empty for a channel's first digest.
 */
async function changeRows(db: Transaction, scope: DigestScope): Promise<ChangeRow[]> {
  const { workspaceId, today, now } = scope;
  // Where the earliest digest of all stopped, handed in: the database then knows how little is newer.
  const from = earliest(scope);
  return await selectRows(
    db,
    changeRow,
    Prisma.sql`
      WITH ${scopeRows(scope)},
      since AS (SELECT * FROM scope WHERE NOT first),
      ${promiseChannels(
        scope,
        Prisma.sql`q.id IN (
          SELECT e.promise_id FROM promise_event e
          WHERE e.workspace_id = ${workspaceId} AND e.id > ${from.promiseEvent})`,
      )},
      -- Of all channels together; each channel's own marks are asked below.
      new_payment AS (
        SELECT pay.* FROM payment pay
        WHERE pay.workspace_id = ${workspaceId} AND pay.id > ${from.payment}
          AND pay.id <= ${now.payment} AND pay.value_date <= ${today}::date
        UNION
        SELECT pay.* FROM payment pay
        WHERE pay.workspace_id = ${workspaceId} AND pay.amount > 0 AND pay.id <= ${now.payment}
          AND pay.value_date > ${from.day}::date AND pay.value_date <= ${today}::date
      ),
      paid_part AS (
        SELECT pay.id, pay.value_date, pay.client_id, pay.currency, p.channel_id, sum(a.amount) AS amount
        FROM new_payment pay
        JOIN allocation a ON a.workspace_id = pay.workspace_id AND a.payment_id = pay.id
        JOIN invoice i ON i.workspace_id = a.workspace_id AND i.id = a.invoice_id
        JOIN client c ON c.workspace_id = pay.workspace_id AND c.id = pay.client_id
        JOIN project p ON p.workspace_id = i.workspace_id AND p.id = coalesce(i.project_id, c.project_id)
        GROUP BY pay.id, pay.value_date, pay.client_id, pay.currency, p.channel_id
        UNION ALL
        SELECT pay.id, pay.value_date, pay.client_id, pay.currency, p.channel_id,
          pay.amount - coalesce((SELECT sum(a.amount) FROM allocation a
            WHERE a.workspace_id = pay.workspace_id AND a.payment_id = pay.id), 0)
        FROM new_payment pay
        JOIN client c ON c.workspace_id = pay.workspace_id AND c.id = pay.client_id
        JOIN project p ON p.workspace_id = c.workspace_id AND p.id = c.project_id
      ),
      change AS (
        SELECT x.channel_id, 'paid' AS kind, x.client_id, x.currency, sum(x.amount)::bigint AS amount,
          NULL::date AS promised_date
        FROM paid_part x
        JOIN since s ON s.channel_id = x.channel_id AND (x.id > s.payment_mark OR x.value_date > s.since)
        WHERE x.amount > 0 AND NOT EXISTS (
          SELECT 1 FROM payment_reversal v WHERE v.workspace_id = ${workspaceId} AND v.payment_id = x.id)
        GROUP BY x.channel_id, x.client_id, x.currency
        UNION ALL
        SELECT pc.channel_id, CASE q.state WHEN 'kept' THEN 'promise_kept' ELSE 'promise_broken' END, q.client_id,
          q.currency, q.amount, q.promised_date
        FROM promise_channel pc
        JOIN since s ON s.channel_id = pc.channel_id
        JOIN promise_to_pay q ON q.workspace_id = ${workspaceId} AND q.id = pc.promise_id
        WHERE q.state IN ('kept', 'broken', 'partially_kept') AND EXISTS (
          SELECT 1 FROM promise_event e
          WHERE e.workspace_id = q.workspace_id AND e.promise_id = q.id AND e.kind = q.state::text
            AND e.id > s.event_mark AND e.id <= ${now.promiseEvent})
        UNION ALL
        SELECT pc.channel_id, 'promised', q.client_id, q.currency, q.amount, q.promised_date
        FROM promise_channel pc
        JOIN since s ON s.channel_id = pc.channel_id
        JOIN promise_to_pay q ON q.workspace_id = ${workspaceId} AND q.id = pc.promise_id
        WHERE q.state = 'open' AND q.id > s.promise_mark AND q.id <= ${now.promise} AND q.given_on <= ${today}::date
          AND q.deadline >= ${today}::date
      ),
      ranked AS (
        SELECT x.*, row_number() OVER (PARTITION BY x.channel_id, x.kind ORDER BY x.amount DESC, x.client_id) AS place
        FROM change x
      )
      SELECT x.channel_id AS "channelId", x.kind, x.client_id AS "clientId", c.name AS "clientName",
        json_build_object('minor', x.amount, 'currency', x.currency) AS amount, x.promised_date::text AS "promisedDate"
      FROM ranked x
      JOIN client c ON c.workspace_id = ${workspaceId} AND c.id = x.client_id
      WHERE x.place <= ${MOST_CHANGES_OF_A_KIND}
      ORDER BY x.channel_id, x.place`,
  );
}

/** How far the books were written at the earliest of the last digests of those channels that had one, and its day. */
function earliest({
  channels,
  now,
}: DigestScope): Pick<Marks, 'payment' | 'promiseEvent'> & { readonly day: LocalDate } {
  const lasts = channels.flatMap(({ last }) => last ?? []);
  const least = (mark: keyof Marks) =>
    lasts.reduce((low, { summary }) => Math.min(low, summary?.marks[mark] ?? low), now[mark]);
  const days = lasts.map(({ day }) => day).sort();
  return { payment: least('payment'), promiseEvent: least('promiseEvent'), day: days[0] as LocalDate };
}

const order = ['paid', 'promise_kept', 'promise_broken', 'newly_overdue', 'promised'] as const;

/** Money and kept promises of one client are one sentence: "Hooli paid $6,000.00, promise kept". */
function changesOf(rows: readonly ChangeRow[], fellDue: ChannelFigures['newlyOverdue']): DigestChange[] {
  const paidBy = new Set(rows.filter((row) => row.kind === 'paid').map((row) => row.clientId));
  const keptBy = new Set(rows.filter((row) => row.kind === 'promise_kept').map((row) => row.clientId));
  return order.flatMap((kind): DigestChange[] => {
    if (kind === 'newly_overdue') return fellDue.map(({ clientName, amount }) => ({ kind, clientName, amount }));
    return rows
      .filter((row) => row.kind === kind)
      .flatMap(({ clientId, clientName, amount, promisedDate }): DigestChange[] => {
        switch (kind) {
          case 'paid':
            return [{ kind, clientName, amount, promiseKept: keptBy.has(clientId) }];
          case 'promise_kept':
            return paidBy.has(clientId) ? [] : [{ kind, clientName, amount }];
          default:
            return promisedDate === null ? [] : [{ kind, clientName, amount, promisedDate }];
        }
      });
  });
}

/** The changes of each channel, by channel id: these, and what fell overdue by the channels' figures. */
export async function digestChanges(
  db: Transaction,
  scope: DigestScope,
  figures: ReadonlyMap<number, ChannelFigures>,
): Promise<Map<number, DigestChange[]>> {
  if (scope.channels.every((channel) => channel.last === null)) return new Map();
  const byChannel = groupRows(await changeRows(db, scope), (row) => row.channelId);
  return new Map(
    scope.channels.map(({ id }) => [id, changesOf(byChannel.get(id) ?? [], figures.get(id)?.newlyOverdue ?? [])]),
  );
}
