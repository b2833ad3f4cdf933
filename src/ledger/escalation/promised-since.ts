import { z } from 'zod';
import { personFact } from '../facts/common.js';
import { type PromisedSinceFact, promisedSince } from '../facts/escalation.js';
import { inOwnTransaction } from '../in-transaction.js';
import type { Ledger, SqlTransaction } from '../ledger.js';
import { revise } from '../outbox-revision.js';
import { Prisma } from '../prisma/client.js';
import { dateColumn, integerColumn, selectRows } from '../rows.js';

/** A message older than this, in ms, is not rewritten: nobody decides from it any more. */
const RECENT = 14 * 24 * 60 * 60_000;

const requestRow = z.object({
  messageId: z.int(),
  pending: z.boolean(),
  rewritings: integerColumn,
  shown: z.unknown(),
  since: z
    .object({
      by: personFact.nullable(),
      at: z.coerce.date(),
      minor: integerColumn,
      currency: z.string(),
      date: dateColumn,
      level: z.int(),
    })
    .nullable(),
});
type RequestRow = z.output<typeof requestRow>;

/**
 * The messages that ask managers to decide, where nobody has and the question was not taken back, with what the client
 * promised last since each was written. `which`: a condition on m (message).
 */
const requests = (workspaceId: number, which: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT m.id AS "messageId", m.state = 'pending' AS pending, u.rewritings,
    coalesce(u.facts, m.facts) -> 'promisedSince' AS shown, newest.since
  FROM outbox_message m
  CROSS JOIN LATERAL (
    SELECT count(*) AS rewritings, (array_agg(r.facts ORDER BY r.id DESC))[1] AS facts FROM outbox_message r
    WHERE r.workspace_id = m.workspace_id AND r.updates_id = m.id
  ) u
  LEFT JOIN LATERAL (
    SELECT json_build_object('at', v.logged_at, 'minor', q.amount, 'currency', q.currency,
      'date', q.promised_date::text, 'level', q.level, 'by', (
        SELECT json_build_object('id', p.id, 'name', p.name, 'slackUserId', p.slack_user_id) FROM person p
        WHERE p.workspace_id = v.workspace_id AND p.id = v.logged_by_id)) AS since
    FROM promise_to_pay q
    JOIN conversation v ON v.workspace_id = q.workspace_id AND v.id = q.conversation_id
    WHERE q.workspace_id = m.workspace_id AND q.client_id = (m.facts ->> 'clientId')::int
      AND q.state NOT IN ('withdrawn', 'superseded') AND v.logged_at > m.created_at
    ORDER BY v.id DESC, q.promised_date, q.id LIMIT 1
  ) newest ON true
  WHERE m.workspace_id = ${workspaceId} AND m.kind = 'escalation_requested' AND m.updates_id IS NULL
    AND m.person_id IS NOT NULL AND m.state NOT IN ('failed', 'cancelled', 'withheld')
    AND coalesce(u.facts, m.facts) ->> 'decision' IS NULL AND coalesce(u.facts, m.facts) ->> 'takenBack' IS NULL
    AND ${which}
  ORDER BY m.id`;

/** What a message is to show instead of what it does; undefined: it stands as it is. */
function changeOf({ shown, since }: RequestRow): PromisedSinceFact | null | undefined {
  const read = promisedSince.nullable().safeParse(shown ?? null);
  if (!read.success) return undefined;
  if (since === null) return read.data === null ? undefined : null;
  const { by, at, minor, currency, date, level } = since;
  const said = { by, at: at.toISOString(), amount: { minor, currency }, date, level };
  const before = read.data;
  const same = before !== null && before.at === said.at && before.date === date && before.amount.minor === minor;
  return same ? undefined : said;
}

/**
 * Whoever decides about a client is to know that it has named a new date meanwhile: the question stands, and says so;
 * where that date was taken back it no longer does. Of these clients, or of all (null). Returns how many were rewritten.
 */
export async function showPromisedSince(
  ledger: Ledger,
  workspaceId: number,
  clients: readonly number[] | null,
  now: Date,
): Promise<number> {
  const recent = Prisma.sql`m.created_at > ${new Date(now.getTime() - RECENT)}`;
  const which =
    clients === null ? recent : Prisma.sql`${recent} AND (m.facts ->> 'clientId')::int = ANY(${[...clients]}::int[])`;
  const found = await selectRows(ledger.prisma, requestRow, requests(workspaceId, which));
  const ids = found.filter((row) => changeOf(row) !== undefined).map(({ messageId }) => messageId);
  if (ids.length === 0) return 0;
  return await inOwnTransaction(ledger, async (tx) => await rewrite(tx, workspaceId, ids, now));
}

async function rewrite(tx: SqlTransaction, workspaceId: number, ids: readonly number[], now: Date): Promise<number> {
  // One rewriting of a message at a time: what it shows is read with the lock.
  await tx.$executeRaw`
    select 1 from outbox_message where workspace_id = ${workspaceId} and id = any(${[...ids]}::int[])
    order by id for no key update`;
  const which = Prisma.sql`m.id = ANY(${[...ids]}::int[])`;
  let changed = 0;
  for (const row of await selectRows(tx, requestRow, requests(workspaceId, which))) {
    const since = changeOf(row);
    if (since === undefined) continue;
    changed += 1;
    const facts = { promisedSince: since };
    if (row.pending) {
      await tx.$executeRaw`
        update outbox_message set facts = facts || ${JSON.stringify(facts)}::jsonb
        where workspace_id = ${workspaceId} and id = ${row.messageId}`;
    } else {
      const name = `promised-${row.rewritings + 1}`;
      await revise(tx, workspaceId, now, { messageId: row.messageId, facts, name, notBefore: now });
    }
  }
  return changed;
}
