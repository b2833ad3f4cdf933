import { z } from 'zod';
import { personFact } from './facts/common.js';
import { type PromiseDecisionFact, promiseDecision } from './facts/promise.js';
import { inOwnTransaction } from './in-transaction.js';
import type { Ledger, SqlTransaction } from './ledger.js';
import { revise } from './outbox-revision.js';
import { Prisma } from './prisma/client.js';
import { dateColumn, integerColumn, selectRows } from './rows.js';

/** A message older than this, in ms, is not rewritten: nobody acts from it any more. */
const RECENT = 14 * 24 * 60 * 60_000;
/** An entry with a lower number may be committed after one with a higher one, by so long, in ms. */
const COMMITTED = 10_000;

const stampRow = z.object({ at: z.coerce.date(), by: personFact.nullable() });

const standingRow = z.object({
  messageId: z.int(),
  pending: z.boolean(),
  rewritings: integerColumn,
  shown: z.unknown(),
  paid: z.boolean(),
  payment: stampRow
    .extend({ minor: integerColumn, currency: z.string(), on: dateColumn, auditId: z.int().nullable() })
    .nullable(),
  talk: stampRow
    .extend({
      outcome: z.string(),
      medium: z.string(),
      auditId: z.int().nullable(),
      made: z.object({ minor: integerColumn, currency: z.string(), on: dateColumn, level: z.int() }).nullable(),
    })
    .nullable(),
  escalation: stampRow.extend({ auditId: z.int().nullable() }).nullable(),
});
type Standing = z.output<typeof standingRow>;

/**
 * The messages about promises that a condition on m (message) and q (promise) leaves, with what the books know since
 * each was written: all that the promise covers is paid; or somebody spoke with the client after it was broken, or a
 * manager escalated it; or, before it is due, something newer took its place. What a manager leaves with the owner stays
 * for the owner to act on.
 */
const standings = (workspaceId: number, now: Date, which: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT m.id AS "messageId", m.state = 'pending' AS pending, u.rewritings,
    coalesce(u.facts, m.facts) -> 'decision' AS shown,
    q.state = 'kept' OR EXISTS (
      SELECT 1 FROM promise_line l WHERE l.workspace_id = q.workspace_id AND l.promise_id = q.id
    ) AND NOT EXISTS (
      SELECT 1 FROM promise_line l
      JOIN invoice i ON i.workspace_id = l.workspace_id AND i.id = l.invoice_id AND i.open > 0
      WHERE l.workspace_id = q.workspace_id AND l.promise_id = q.id AND l.superseded_by_id IS NULL
    ) AND q.state <> 'superseded' AS paid,
    (SELECT json_build_object('at', y.recorded_at, 'minor', y.amount, 'currency', y.currency,
        'on', y.value_date::text, 'auditId', (
          SELECT a.id FROM audit_entry a
          WHERE a.workspace_id = y.workspace_id AND a.actor_id = y.recorded_by_id AND a.at = y.recorded_at
            AND a.kind = 'payment.recorded' AND a.subject_id = y.id LIMIT 1),
        'by', ${personJson(Prisma.sql`y.recorded_by_id`)})
      FROM payment y
      WHERE y.workspace_id = q.workspace_id AND y.client_id = q.client_id AND y.currency = q.currency
        AND y.recorded_at >= m.created_at AND NOT EXISTS (
          SELECT 1 FROM payment_reversal x WHERE x.workspace_id = y.workspace_id AND x.payment_id = y.id)
      ORDER BY y.id DESC LIMIT 1) AS payment,
    (SELECT json_build_object('at', v.logged_at, 'outcome', v.outcome, 'medium', v.medium, 'auditId', (
          SELECT a.id FROM audit_entry a
          WHERE a.workspace_id = v.workspace_id AND a.actor_id = v.logged_by_id AND a.at = v.logged_at
            AND a.kind = 'conversation.logged' AND a.subject_id = v.id LIMIT 1),
        'by', ${personJson(Prisma.sql`v.logged_by_id`)},
        'made', (SELECT json_build_object('minor', n.amount, 'currency', n.currency, 'on', n.promised_date::text,
            'level', n.level)
          FROM promise_to_pay n
          WHERE n.workspace_id = v.workspace_id AND n.conversation_id = v.id AND n.state <> 'withdrawn'
          ORDER BY n.promised_date, n.id LIMIT 1))
      FROM conversation v
      WHERE v.workspace_id = q.workspace_id AND v.client_id = q.client_id AND v.logged_at >= m.created_at
        AND v.outcome NOT IN ('note', 'skipped')
        AND CASE m.kind WHEN 'promise_broken' THEN v.happened_on > q.deadline
          ELSE q.state = 'superseded' AND v.outcome = 'promised' END
        AND NOT EXISTS (
          SELECT 1 FROM conversation_retraction x WHERE x.workspace_id = v.workspace_id AND x.conversation_id = v.id)
        AND NOT EXISTS (
          SELECT 1 FROM conversation later WHERE later.workspace_id = v.workspace_id AND later.corrects_id = v.id)
      ORDER BY v.id DESC LIMIT 1) AS talk,
    (SELECT json_build_object('at', d.at, 'auditId', (
          SELECT a.id FROM audit_entry a
          WHERE a.workspace_id = d.workspace_id AND a.actor_id = d.by_id AND a.at = d.at
            AND a.kind = 'escalation.escalated' AND a.subject_id = d.id LIMIT 1),
        'by', ${personJson(Prisma.sql`d.by_id`)})
      FROM escalation_decision d
      WHERE d.workspace_id = q.workspace_id AND d.client_id = q.client_id AND d.kind = 'escalate'
        AND d.at >= m.created_at AND d.retracted_at IS NULL AND m.kind = 'promise_broken'
      ORDER BY d.id DESC LIMIT 1) AS escalation
  FROM outbox_message m
  JOIN promise_to_pay q ON q.workspace_id = m.workspace_id AND q.id = CASE
    WHEN m.kind IN ('promise_broken', 'promise_due') THEN split_part(m.dedupe_key, ':', 2)::int END
  CROSS JOIN LATERAL (
    SELECT count(*) AS rewritings, (array_agg(r.facts ORDER BY r.id DESC))[1] AS facts FROM outbox_message r
    WHERE r.workspace_id = m.workspace_id AND r.updates_id = m.id
  ) u
  WHERE m.workspace_id = ${workspaceId} AND m.kind IN ('promise_broken', 'promise_due') AND m.updates_id IS NULL
    AND m.person_id IS NOT NULL AND m.state NOT IN ('failed', 'cancelled', 'withheld')
    AND m.created_at > ${new Date(now.getTime() - RECENT)} AND ${which}
  ORDER BY m.id`;

const personJson = (id: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT json_build_object('id', p.id, 'name', p.name, 'slackUserId', p.slack_user_id) FROM person p
  WHERE p.workspace_id = q.workspace_id AND p.id = ${id})`;

/** What settles the matter by what the books know; null: nothing does. */
function settledBy({ paid, payment, talk, escalation }: Standing, now: Date): PromiseDecisionFact | null {
  const none = { amount: null, date: null, level: null, outcome: null };
  if (paid) {
    const summary =
      payment === null
        ? none
        : { ...none, amount: { minor: payment.minor, currency: payment.currency }, date: payment.on };
    const at = (payment?.at ?? now).toISOString();
    return { kind: 'paid', by: payment?.by ?? null, at, auditId: payment?.auditId ?? 0, summary, elsewhere: true };
  }
  if (escalation !== null && (talk === null || talk.at < escalation.at)) {
    const { by, at, auditId } = escalation;
    return { kind: 'taken_over', by, at: at.toISOString(), auditId: auditId ?? 0, summary: none, elsewhere: true };
  }
  if (talk === null) return null;
  const { made, outcome, medium } = talk;
  const said = { by: talk.by, at: talk.at.toISOString(), auditId: talk.auditId ?? 0, elsewhere: true };
  if (made !== null) {
    const amount = { minor: made.minor, currency: made.currency };
    return { ...said, kind: 'new_date', summary: { amount, date: made.on, level: made.level, outcome: null } };
  }
  const kind = outcome === 'payment_sent' ? 'paid' : medium === 'call' ? 'called' : 'logged';
  return { ...said, kind, summary: { ...none, outcome } };
}

/** What a message is to show instead of what it does; undefined: it stands as it is. */
function changeOf(standing: Standing, now: Date): PromiseDecisionFact | null | undefined {
  const read = promiseDecision.nullable().safeParse(standing.shown ?? null);
  // What was decided from its own buttons stands there with its Undo. What cannot be read is left alone.
  if (!read.success || (read.data !== null && read.data.elsewhere !== true)) return undefined;
  const settled = settledBy(standing, now);
  if (settled === null) return read.data === null ? undefined : null;
  const same = read.data?.kind === settled.kind && read.data.auditId === settled.auditId;
  return same ? undefined : settled;
}

/** How far the books were looked at for what settles a message. */
export interface SettledUpTo {
  /** The newest entry of the audit. */
  readonly entry: number;
}

const newsRow = z.object({ entry: integerColumn, clients: z.array(z.int()), all: z.boolean() });

/**
 * Direct messages about a promise whose matter was decided anywhere since (a command, a form, a message's shortcut, an
 * import) say so in place, by one update each, without the buttons; where that was taken back they come back. It goes
 * by what stands in the books, so nobody who records something waits for it, and again it changes nothing.
 * @param last what the last look returned; null: this is the first
 */
export async function settleMessages(
  ledger: Ledger,
  workspaceId: number,
  last: SettledUpTo | null,
): Promise<{ readonly upTo: SettledUpTo; readonly changed: number }> {
  const now = ledger.clock.now();
  const [news] = await selectRows(
    ledger.prisma,
    newsRow,
    Prisma.sql`
      SELECT coalesce(max(a.id), 0) AS entry, coalesce(bool_or(a.kind = 'import.finished'), false) AS all,
        coalesce(array_agg(DISTINCT a.client_id) FILTER (WHERE a.client_id IS NOT NULL), '{}') AS clients
      FROM audit_entry a
      WHERE a.workspace_id = ${workspaceId} AND a.id > ${(last?.entry ?? 0) - 1_000}
        AND (a.id > ${last?.entry ?? 0} OR a.at > ${new Date(now.getTime() - COMMITTED)})`,
  );
  const upTo = { entry: Math.max(last?.entry ?? 0, news?.entry ?? 0) };
  if (news === undefined || news.entry === 0) return { upTo, changed: 0 };
  const everywhere = last === null || news.all;
  const which = everywhere ? Prisma.sql`true` : Prisma.sql`q.client_id = ANY(${news.clients}::int[])`;
  const found = await selectRows(ledger.prisma, standingRow, standings(workspaceId, now, which));
  const ids = found.filter((standing) => changeOf(standing, now) !== undefined).map(({ messageId }) => messageId);
  if (ids.length === 0) return { upTo, changed: 0 };
  const changed = await inOwnTransaction(ledger, async (tx) => await rewrite(tx, workspaceId, ids, now));
  return { upTo, changed };
}

async function rewrite(tx: SqlTransaction, workspaceId: number, ids: readonly number[], now: Date): Promise<number> {
  // One rewriting of a message at a time: what it shows is read with the lock.
  await tx.$executeRaw`
    select 1 from outbox_message where workspace_id = ${workspaceId} and id = any(${[...ids]}::int[])
    order by id for no key update`;
  const which = Prisma.sql`m.id = ANY(${[...ids]}::int[])`;
  const locked = await selectRows(tx, standingRow, standings(workspaceId, now, which));
  let changed = 0;
  for (const standing of locked) {
    const decision = changeOf(standing, now);
    if (decision === undefined) continue;
    changed += 1;
    const { messageId, pending, rewritings } = standing;
    if (pending) {
      // Nobody has read it yet: it is said as it is by now.
      await tx.$executeRaw`
        update outbox_message set facts = facts || ${JSON.stringify({ decision })}::jsonb
        where workspace_id = ${workspaceId} and id = ${messageId}`;
    } else {
      const name = `settled-${rewritings + 1}`;
      await revise(tx, workspaceId, now, { messageId, facts: { decision }, name, notBefore: now });
    }
  }
  return changed;
}

/** What settled a promise since somebody was told of it: for a press that comes late. Null: nothing did. */
export async function settledSince(
  ledger: Ledger,
  workspaceId: number,
  promiseId: number,
): Promise<PromiseDecisionFact | null> {
  const now = ledger.clock.now();
  // As in the index outbox_message_about_promise.
  const which = Prisma.sql`split_part(m.dedupe_key, ':', 2) = ${String(promiseId)}`;
  const found = await selectRows(ledger.prisma, standingRow, standings(workspaceId, now, which));
  return found.map((standing) => settledBy(standing, now)).find((decision) => decision !== null) ?? null;
}
