import { z } from 'zod';
import { showPromisedSince } from './escalation/promised-since.js';
import { settleCandidates } from './escalation/settled-rows.js';
import { personFact } from './facts/common.js';
import { type PromiseDecisionFact, promiseDecision } from './facts/promise.js';
import { inOwnTransaction } from './in-transaction.js';
import type { Ledger, SqlTransaction } from './ledger.js';
import { revise } from './outbox-revision.js';
import { Prisma } from './prisma/client.js';
import { dateColumn, integerColumn, selectRows } from './rows.js';

/** A message older than this, in ms, is not looked at by itself; whoever presses in an older one has it rewritten. */
const RECENT = 45 * 24 * 60 * 60_000;
/** An entry with a lower number may be committed after one with a higher one, by so long, in ms. */
const COMMITTED = 10_000;

const stampRow = z.object({ at: z.coerce.date(), by: personFact.nullable() });

const paymentRow = stampRow.extend({
  minor: integerColumn,
  currency: z.string(),
  on: dateColumn,
  auditId: z.int().nullable(),
  /** Some of it went to what the promise covers. */
  covers: z.boolean(),
});
const talkRow = stampRow.extend({
  outcome: z.string(),
  medium: z.string(),
  auditId: z.int().nullable(),
  made: z.object({ minor: integerColumn, currency: z.string(), on: dateColumn, level: z.int() }).nullable(),
});

/** Lists begin with what came first. */
const standingRow = z.object({
  messageId: z.int(),
  pending: z.boolean(),
  rewritings: integerColumn,
  shown: z.unknown(),
  paid: z.boolean(),
  payments: z.array(paymentRow),
  talks: z.array(talkRow),
  escalations: z.array(stampRow.extend({ auditId: z.int().nullable() })),
  /** How the promise ended where its message has nothing more to ask. */
  ended: stampRow.extend({ state: z.string() }).nullable(),
});
type Standing = z.output<typeof standingRow>;

/**
 * The messages about promises that a condition on m (message) and q (promise) leaves, with what the books know since
 * each was written: all that the promise covers is paid; or somebody spoke with the client after it was broken, or a
 * manager escalated it; or, of a reminder, something newer took the promise's place or its day has passed; or the promise
 * was taken back. What a manager leaves with the owner stays for the owner to act on.
 */
const standings = (workspaceId: number, which: Prisma.Sql): Prisma.Sql => Prisma.sql`
  SELECT m.id AS "messageId", m.state = 'pending' AS pending, u.rewritings,
    coalesce(u.facts, m.facts) -> 'decision' AS shown,
    q.state = 'kept' OR EXISTS (
      SELECT 1 FROM promise_line l WHERE l.workspace_id = q.workspace_id AND l.promise_id = q.id
    ) AND NOT EXISTS (
      SELECT 1 FROM promise_line l
      JOIN invoice i ON i.workspace_id = l.workspace_id AND i.id = l.invoice_id AND i.open > 0
      WHERE l.workspace_id = q.workspace_id AND l.promise_id = q.id AND l.superseded_by_id IS NULL
    ) AND q.state <> 'superseded' AS paid,
    (SELECT coalesce(json_agg(json_build_object('at', y.recorded_at, 'minor', y.amount, 'currency', y.currency,
        'on', y.value_date::text, 'covers', EXISTS (
          SELECT 1 FROM allocation x
          JOIN promise_line l ON l.workspace_id = x.workspace_id AND l.invoice_id = x.invoice_id
          WHERE x.workspace_id = y.workspace_id AND x.payment_id = y.id AND l.promise_id = q.id), 'auditId', (
          SELECT a.id FROM audit_entry a
          WHERE a.workspace_id = y.workspace_id AND a.actor_id = y.recorded_by_id AND a.at = y.recorded_at
            AND a.kind = 'payment.recorded' AND a.subject_id = y.id LIMIT 1),
        'by', ${personJson(Prisma.sql`y.recorded_by_id`)}) ORDER BY y.id), '[]')
      FROM payment y
      WHERE y.workspace_id = q.workspace_id AND y.client_id = q.client_id AND y.currency = q.currency
        AND y.recorded_at >= m.created_at AND NOT EXISTS (
          SELECT 1 FROM payment_reversal x WHERE x.workspace_id = y.workspace_id AND x.payment_id = y.id)) AS payments,
    (SELECT coalesce(json_agg(json_build_object('at', v.logged_at, 'outcome', v.outcome, 'medium', v.medium, 'auditId', (
          SELECT a.id FROM audit_entry a
          WHERE a.workspace_id = v.workspace_id AND a.actor_id = v.logged_by_id AND a.at = v.logged_at
            AND a.kind = 'conversation.logged' AND a.subject_id = v.id LIMIT 1),
        'by', ${personJson(Prisma.sql`v.logged_by_id`)},
        'made', (SELECT json_build_object('minor', n.amount, 'currency', n.currency, 'on', n.promised_date::text,
            'level', n.level)
          FROM promise_to_pay n
          WHERE n.workspace_id = v.workspace_id AND n.conversation_id = v.id AND n.state <> 'withdrawn'
          ORDER BY n.promised_date, n.id LIMIT 1)) ORDER BY coalesce(v.corrects_id, v.id), v.id), '[]')
      FROM conversation v
      WHERE v.workspace_id = q.workspace_id AND v.client_id = q.client_id AND v.logged_at >= m.created_at
        AND v.outcome NOT IN ('note', 'skipped')
        AND CASE m.kind WHEN 'promise_broken' THEN v.happened_on > q.deadline
          ELSE q.state = 'superseded' AND v.outcome = 'promised' AND ${tookItsPlace} END
        AND NOT EXISTS (
          SELECT 1 FROM conversation_retraction x WHERE x.workspace_id = v.workspace_id AND x.conversation_id = v.id)
        AND NOT EXISTS (
          SELECT 1 FROM conversation later WHERE later.workspace_id = v.workspace_id AND later.corrects_id = v.id)) AS talks,
    (SELECT coalesce(json_agg(json_build_object('at', d.at, 'auditId', (
          SELECT a.id FROM audit_entry a
          WHERE a.workspace_id = d.workspace_id AND a.actor_id = d.by_id AND a.at = d.at
            AND a.kind = 'escalation.escalated' AND a.subject_id = d.id LIMIT 1),
        'by', ${personJson(Prisma.sql`d.by_id`)}) ORDER BY d.id), '[]')
      FROM escalation_decision d
      WHERE d.workspace_id = q.workspace_id AND d.client_id = q.client_id AND d.kind = 'escalate'
        AND d.at >= m.created_at AND d.retracted_at IS NULL AND m.kind = 'promise_broken') AS escalations,
    CASE WHEN q.state = 'withdrawn' OR m.kind = 'promise_due' AND q.state IN ('broken', 'partially_kept', 'superseded')
      THEN coalesce((
        SELECT json_build_object('state', q.state, 'at', e.at, 'by', ${personJson(Prisma.sql`e.by_id`)})
        FROM promise_event e
        WHERE e.workspace_id = q.workspace_id AND e.promise_id = q.id AND e.kind = q.state::text ORDER BY e.id DESC LIMIT 1
      ), json_build_object('state', q.state, 'at', m.created_at, 'by', NULL)) END AS ended
  FROM outbox_message m
  JOIN promise_to_pay q ON q.workspace_id = m.workspace_id AND q.id = CASE
    WHEN m.kind IN ('promise_broken', 'promise_due') THEN split_part(m.dedupe_key, ':', 2)::int END
  CROSS JOIN LATERAL (
    SELECT count(*) AS rewritings, (array_agg(r.facts ORDER BY r.id DESC))[1] AS facts FROM outbox_message r
    WHERE r.workspace_id = m.workspace_id AND r.updates_id = m.id
  ) u
  WHERE m.workspace_id = ${workspaceId} AND m.kind IN ('promise_broken', 'promise_due') AND m.updates_id IS NULL
    AND m.person_id IS NOT NULL AND m.state NOT IN ('failed', 'cancelled', 'withheld')
    AND ${which}
  ORDER BY m.id`;

/** Condition on v (conversation) and q: it gave what took the promise's invoices over, if it had any. */
const tookItsPlace = Prisma.sql`(NOT EXISTS (
  SELECT 1 FROM promise_line l
  WHERE l.workspace_id = q.workspace_id AND l.promise_id = q.id AND l.superseded_by_id IS NOT NULL
) OR EXISTS (
  SELECT 1 FROM promise_line l
  JOIN promise_to_pay n ON n.workspace_id = l.workspace_id AND n.id = l.superseded_by_id
  WHERE l.workspace_id = q.workspace_id AND l.promise_id = q.id AND n.conversation_id = v.id))`;

const personJson = (id: Prisma.Sql): Prisma.Sql => Prisma.sql`(
  SELECT json_build_object('id', p.id, 'name', p.name, 'slackUserId', p.slack_user_id) FROM person p
  WHERE p.workspace_id = q.workspace_id AND p.id = ${id})`;

const NOTHING = { amount: null, date: null, level: null, outcome: null };

/** Everything that settles the matter by what the books know, what did so first at the beginning. */
function settlings(standing: Standing, now: Date): PromiseDecisionFact[] {
  const { paid, payments, talks, escalations, ended } = standing;
  const found = [
    // Money for something else may have come since.
    ...(paid ? [paidBy(payments.findLast(({ covers }) => covers) ?? payments.at(-1), now)] : []),
    ...talks.map(saidBy),
    ...escalations.map(
      ({ by, at, auditId }): PromiseDecisionFact => ({
        ...{ kind: 'taken_over', by, at: at.toISOString(), auditId: auditId ?? 0, summary: NOTHING, elsewhere: true },
      }),
    ),
  ].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  if (ended === null || (ended.state === 'superseded' && found.length > 0)) return found;
  const { state, at } = ended;
  // That a day has passed nobody did.
  const by = state === 'withdrawn' ? ended.by : null;
  const summary = { ...NOTHING, outcome: state };
  return [{ kind: 'ended', by, at: at.toISOString(), auditId: 0, summary, elsewhere: true }, ...found];
}

function paidBy(payment: Standing['payments'][number] | undefined, now: Date): PromiseDecisionFact {
  const summary =
    payment === undefined
      ? NOTHING
      : { ...NOTHING, amount: { minor: payment.minor, currency: payment.currency }, date: payment.on };
  const at = (payment?.at ?? now).toISOString();
  return { kind: 'paid', by: payment?.by ?? null, at, auditId: payment?.auditId ?? 0, summary, elsewhere: true };
}

function saidBy({ made, outcome, medium, by, at, auditId }: Standing['talks'][number]): PromiseDecisionFact {
  const said = { by, at: at.toISOString(), auditId: auditId ?? 0, elsewhere: true };
  if (made !== null) {
    const amount = { minor: made.minor, currency: made.currency };
    return { ...said, kind: 'new_date', summary: { amount, date: made.on, level: made.level, outcome: null } };
  }
  const kind = outcome === 'payment_sent' ? 'paid' : medium === 'call' ? 'called' : 'logged';
  return { ...said, kind, summary: { ...NOTHING, outcome } };
}

/** Does what a message shows still settle its matter? Then it stays, whatever has happened since. */
function stillSettles(shown: PromiseDecisionFact, { paid, payments }: Standing, settled: PromiseDecisionFact[]) {
  if (shown.kind === 'paid' && shown.summary.outcome === null) {
    return paid && (shown.auditId === 0 || payments.some(({ auditId }) => auditId === shown.auditId));
  }
  return settled.some(
    ({ kind, auditId, summary }) =>
      kind === shown.kind &&
      auditId === shown.auditId &&
      (kind !== 'ended' || summary.outcome === shown.summary.outcome),
  );
}

const isMoney = ({ kind, summary }: PromiseDecisionFact): boolean => kind === 'paid' && summary.outcome === null;

/** What a message is to show instead of what it does; undefined: it stands as it is. */
function changeOf(standing: Standing, now: Date): PromiseDecisionFact | null | undefined {
  const read = promiseDecision.nullable().safeParse(standing.shown ?? null);
  // That the money is on its way, whoever said so and however, ends when it is there.
  const onItsWay = read.data?.kind === 'paid' && read.data.summary.outcome !== null;
  if (onItsWay && standing.paid) return settlings(standing, now).find(isMoney);
  // What was decided from its own buttons stands there with its Undo. What cannot be read is left alone.
  if (!read.success || (read.data !== null && read.data.elsewhere !== true)) return undefined;
  const settled = settlings(standing, now);
  if (read.data === null) return settled[0];
  return stillSettles(read.data, standing, settled) ? undefined : (settled[0] ?? null);
}

/** How far the books were looked at for what settles a message. */
export interface SettledUpTo {
  /** The newest entry of the audit. */
  readonly entry: number;
  /** The newest event of a promise: that a day has passed stands nowhere else. */
  readonly event: number;
}

const newsRow = z.object({ entry: integerColumn, event: integerColumn, clients: z.array(z.int()), all: z.boolean() });

/**
 * Direct messages about a promise whose matter was decided anywhere since (a command, a form, a message's shortcut, an
 * import) say so in place, by one update each, without the buttons; where that was taken back they come back. What asks
 * managers to decide keeps its buttons, and says what the client has promised since. It goes
 * by what stands in the books, so nobody who records something waits for it, and again it changes nothing.
 * @param last what the last look returned; null: this is the first
 */
export async function settleMessages(
  ledger: Ledger,
  workspaceId: number,
  last: SettledUpTo | null,
): Promise<{ readonly upTo: SettledUpTo; readonly changed: number }> {
  const now = ledger.clock.now();
  const since = new Date(now.getTime() - COMMITTED);
  const [news] = await selectRows(
    ledger.prisma,
    newsRow,
    Prisma.sql`
      SELECT a.entry, e.event, a.all, a.clients || e.clients AS clients
      FROM (
        SELECT coalesce(max(a.id), 0) AS entry, coalesce(bool_or(a.kind = 'import.finished'), false) AS all,
          coalesce(array_agg(DISTINCT a.client_id) FILTER (WHERE a.client_id IS NOT NULL), '{}') AS clients
        FROM audit_entry a
        WHERE a.workspace_id = ${workspaceId} AND a.id > ${(last?.entry ?? 0) - 1_000}
          AND (a.id > ${last?.entry ?? 0} OR a.at > ${since})
      ) a, (
        SELECT coalesce(max(e.id), 0) AS event, coalesce(array_agg(DISTINCT q.client_id), '{}') AS clients
        FROM promise_event e
        JOIN promise_to_pay q ON q.workspace_id = e.workspace_id AND q.id = e.promise_id
        WHERE e.workspace_id = ${workspaceId} AND e.id > ${(last?.event ?? 0) - 1_000}
          AND (e.id > ${last?.event ?? 0} OR e.at > ${since})
      ) e`,
  );
  const upTo = {
    entry: Math.max(last?.entry ?? 0, news?.entry ?? 0),
    event: Math.max(last?.event ?? 0, news?.event ?? 0),
  };
  if (news === undefined || (news.entry === 0 && news.event === 0)) return { upTo, changed: 0 };
  const everywhere = last === null || news.all;
  const recent = Prisma.sql`m.created_at > ${new Date(now.getTime() - RECENT)}`;
  const which = everywhere ? recent : Prisma.sql`${recent} AND q.client_id = ANY(${news.clients}::int[])`;
  const found = await selectRows(ledger.prisma, standingRow, standings(workspaceId, which));
  const ids = found.filter((standing) => changeOf(standing, now) !== undefined).map(({ messageId }) => messageId);
  const settled =
    ids.length === 0 ? 0 : await inOwnTransaction(ledger, async (tx) => await rewrite(tx, workspaceId, ids, now));
  const about = everywhere ? null : news.clients;
  const promised = await showPromisedSince(ledger, workspaceId, about, now);
  const candidates = await settleCandidates(ledger, workspaceId, about, now);
  return { upTo, changed: settled + promised + candidates };
}

async function rewrite(tx: SqlTransaction, workspaceId: number, ids: readonly number[], now: Date): Promise<number> {
  // One rewriting of a message at a time: what it shows is read with the lock.
  await tx.$executeRaw`
    select 1 from outbox_message where workspace_id = ${workspaceId} and id = any(${[...ids]}::int[])
    order by id for no key update`;
  const which = Prisma.sql`m.id = ANY(${[...ids]}::int[])`;
  const locked = await selectRows(tx, standingRow, standings(workspaceId, which));
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

/**
 * What settled a promise since somebody was told of it: for a press that comes late. Null: nothing did. Messages about it
 * that do not say yet what became of it, however old, are rewritten.
 */
export async function settledSince(
  ledger: Ledger,
  workspaceId: number,
  promiseId: number,
): Promise<{ readonly decision: PromiseDecisionFact | null; readonly changed: number }> {
  const now = ledger.clock.now();
  // As in the index outbox_message_about_promise.
  const which = Prisma.sql`split_part(m.dedupe_key, ':', 2) = ${String(promiseId)}`;
  const found = await selectRows(ledger.prisma, standingRow, standings(workspaceId, which));
  const stale = found.filter((standing) => changeOf(standing, now) !== undefined).map(({ messageId }) => messageId);
  const changed =
    stale.length === 0 ? 0 : await inOwnTransaction(ledger, async (tx) => await rewrite(tx, workspaceId, stale, now));
  const decision = found.flatMap((standing) => settlings(standing, now)).find((one) => !asksAnew(one));
  return { decision: decision ?? null, changed };
}

/** That it was not kept ends the reminder; what comes of it is still to be said. */
const asksAnew = ({ kind, summary: { outcome } }: PromiseDecisionFact): boolean =>
  kind === 'ended' && (outcome === 'broken' || outcome === 'partially_kept');
