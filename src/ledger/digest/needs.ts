import { z } from 'zod';
import { addWorkingDays, type WorkingCalendar } from '../../domain/calendar.js';
import type { LocalDate } from '../../domain/local-date.js';
import { nextActionOf, type Outcome, outcomes } from '../../domain/outcome.js';
import { type DigestReasonKind, digestPriority, mostUrgent } from '../../domain/priority.js';
import { moneyFact, personFact } from '../facts/common.js';
import type { DigestReason, DigestRow } from '../facts/digest.js';
import { groupRows } from '../group-rows.js';
import { lastContact } from '../last-conversation.js';
import type { Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { promiseRecords } from '../promise-history.js';
import { receivables } from '../receivable.js';
import { dateColumn, integerColumn, selectRows } from '../rows.js';
import { type DigestScope, inChannels, promiseChannels, scopeRows } from './scope.js';

/** More rows than this no channel reads; the rest is found by /collect overdue. */
const MOST_ROWS = 1_000;

const needRow = z.object({
  channelId: z.int(),
  clientId: z.int(),
  clientName: z.string(),
  /** By currency, largest first; only what is to collect. */
  toCollect: z.array(moneyFact),
  owes: z.boolean(),
  /** Age of the oldest overdue invoice of which something is to collect; null: none. */
  daysOverdue: z.int().nullable(),
  newlyOverdue: z.boolean(),
  owner: personFact.nullable(),
  contactOn: dateColumn.nullable(),
  contactOutcome: z.string().nullable(),
  silentDays: z.int().nullable(),
  silentLimit: z.int(),
  openPromiseId: z.int().nullable(),
  broken: z.object({ id: z.int(), promisedDate: dateColumn, deadline: dateColumn, partial: z.boolean() }).nullable(),
  notKeptInRow: integerColumn,
  due: z.object({ id: z.int(), promisedDate: dateColumn, amount: moneyFact }).nullable(),
  revisit: z.object({ revisitOn: dateColumn, amount: moneyFact }).nullable(),
});
type Need = z.infer<typeof needRow>;

/**
 * The clients of each channel of whom one of B3's reasons holds: a promise broken and its invoices still open, a
 * promise for today (or since the last digest), a dispute to be looked at again, silence, newly overdue, no owner.
 */
async function clientsInNeed(db: Transaction, scope: DigestScope): Promise<Need[]> {
  const { workspaceId, today } = scope;
  return await selectRows(
    db,
    needRow,
    Prisma.sql`
      WITH ${receivables(workspaceId, today, inChannels(scope))},
      ${scopeRows(scope)},
      by_currency AS (
        SELECT r.channel_id, r.client_id, r.currency, sum(r.to_collect)::bigint AS to_collect,
          max(${today}::date - r.due_date) FILTER (WHERE r.due_date < ${today}::date AND r.to_collect > 0) AS days_overdue,
          coalesce(bool_or(r.due_date < ${today}::date AND r.to_collect > 0
            AND r.id <= ${scope.now.invoice} AND (r.due_date >= s.since OR r.id > s.invoice_mark)), false) AS newly_overdue,
          (array_agg(r.project_id ORDER BY r.to_collect > 0 DESC, r.due_date, r.id))[1] AS project_id
        FROM receivable r JOIN scope s ON s.channel_id = r.channel_id
        GROUP BY r.channel_id, r.client_id, r.currency
      ),
      owing AS (
        SELECT channel_id, client_id, max(days_overdue) AS days_overdue, bool_or(newly_overdue) AS newly_overdue,
          (array_agg(project_id ORDER BY to_collect DESC, currency))[1] AS project_id,
          coalesce(jsonb_agg(jsonb_build_object('minor', to_collect, 'currency', currency)
            ORDER BY to_collect DESC, currency) FILTER (WHERE to_collect > 0), '[]') AS to_collect
        FROM by_currency
        GROUP BY channel_id, client_id
      ),
      broken AS (
        SELECT DISTINCT ON (r.channel_id, r.client_id) r.channel_id, r.client_id, q.id, q.promised_date, q.deadline,
          q.state = 'partially_kept' AS partial
        FROM promise_to_pay q
        JOIN promise_line l ON l.workspace_id = q.workspace_id AND l.promise_id = q.id AND l.superseded_by_id IS NULL
        JOIN receivable r ON r.id = l.invoice_id AND r.open > r.disputed + r.promised
        WHERE q.workspace_id = ${workspaceId} AND q.state IN ('broken', 'partially_kept') AND q.deadline < ${today}::date
        ORDER BY r.channel_id, r.client_id, q.deadline DESC, q.id DESC
      ),
      ${promiseChannels(scope, Prisma.sql`q.state = 'open' AND q.deadline >= ${today}::date AND q.given_on <= ${today}::date`)},
      waiting AS (
        SELECT DISTINCT ON (pc.channel_id, q.client_id) pc.channel_id, q.client_id, q.id, q.promised_date, q.currency,
          greatest(0, q.amount - q.received) AS rest,
          q.promised_date <= ${today}::date AND (s.first OR q.promised_date > s.since) AS due
        FROM promise_channel pc
        JOIN promise_to_pay q ON q.workspace_id = ${workspaceId} AND q.id = pc.promise_id
        JOIN scope s ON s.channel_id = pc.channel_id
        ORDER BY pc.channel_id, q.client_id,
          (q.promised_date <= ${today}::date AND (s.first OR q.promised_date > s.since)) DESC, q.promised_date, q.id
      ),
      revisit AS (
        SELECT DISTINCT ON (r.channel_id, r.client_id) r.channel_id, r.client_id, d.revisit_on, r.currency,
          least(d.amount, r.open) AS amount
        FROM dispute d
        JOIN receivable r ON r.id = d.invoice_id
        WHERE d.workspace_id = ${workspaceId} AND d.revisit_on <= ${today}::date AND d.opened_on <= ${today}::date
          AND (d.resolved_on IS NULL OR d.resolved_on > ${today}::date)
        ORDER BY r.channel_id, r.client_id, d.revisit_on, d.amount DESC, d.id
      ),
      listed AS (
        SELECT channel_id, client_id FROM owing WHERE days_overdue IS NOT NULL
        UNION SELECT channel_id, client_id FROM broken
        UNION SELECT channel_id, client_id FROM waiting WHERE due
        UNION SELECT channel_id, client_id FROM revisit
      ),
      broken_client AS (SELECT DISTINCT client_id FROM broken),
      ${promiseRecords(workspaceId, Prisma.sql`p.client_id IN (SELECT client_id FROM broken_client)`, today)},
      looked_at AS (
        SELECT x.channel_id, c.id AS client_id, c.name, o.to_collect, o.client_id IS NOT NULL AS owes, o.days_overdue,
          coalesce(o.newly_overdue, false) AS newly_overdue,
          person.id AS owner_id, person.name AS owner_name, person.slack_user_id,
          v.happened_on, v.outcome, ${today}::date - v.happened_on AS silent_days,
          CASE WHEN jsonb_typeof(c.policy -> 'silentDays') = 'number'
            THEN greatest(1, (c.policy ->> 'silentDays')::numeric::int) ELSE ${scope.silentDays}::int END AS silent_limit,
          w.id AS waiting_id, w.due, w.promised_date AS due_on, w.rest, w.currency AS due_currency,
          b.id AS broken_id, b.promised_date AS broken_on, b.deadline, b.partial,
          d.revisit_on, d.amount AS revisit_amount, d.currency AS revisit_currency
        FROM listed x
        JOIN client c ON c.workspace_id = ${workspaceId} AND c.id = x.client_id
        LEFT JOIN owing o ON o.channel_id = x.channel_id AND o.client_id = x.client_id
        LEFT JOIN broken b ON b.channel_id = x.channel_id AND b.client_id = x.client_id
        LEFT JOIN waiting w ON w.channel_id = x.channel_id AND w.client_id = x.client_id
        LEFT JOIN revisit d ON d.channel_id = x.channel_id AND d.client_id = x.client_id
        LEFT JOIN project p ON p.workspace_id = c.workspace_id AND p.id = coalesce(o.project_id, c.project_id)
        LEFT JOIN LATERAL (
          SELECT n.id, n.name, n.slack_user_id
          FROM unnest(ARRAY[c.owner_id, p.owner_id, c.backup_id, p.backup_id]) WITH ORDINALITY AS u(id, place)
          JOIN person n ON n.workspace_id = c.workspace_id AND n.id = u.id AND NOT n.deactivated
          ORDER BY u.place LIMIT 1
        ) person ON true
        LEFT JOIN LATERAL ${lastContact(today)} v ON true
      )
      SELECT k.channel_id AS "channelId", k.client_id AS "clientId", k.name AS "clientName",
        coalesce(k.to_collect, '[]') AS "toCollect", k.owes, k.days_overdue AS "daysOverdue",
        k.newly_overdue AS "newlyOverdue",
        CASE WHEN k.owner_id IS NOT NULL THEN json_build_object('id', k.owner_id, 'name', k.owner_name,
          'slackUserId', k.slack_user_id) END AS owner,
        k.happened_on::text AS "contactOn", k.outcome AS "contactOutcome", k.silent_days AS "silentDays",
        k.silent_limit AS "silentLimit", k.waiting_id AS "openPromiseId",
        CASE WHEN k.broken_id IS NOT NULL THEN json_build_object('id', k.broken_id, 'promisedDate', k.broken_on,
          'deadline', k.deadline, 'partial', k.partial) END AS broken,
        coalesce(h.not_kept_in_row, 0) AS "notKeptInRow",
        CASE WHEN k.due THEN json_build_object('id', k.waiting_id, 'promisedDate', k.due_on,
          'amount', json_build_object('minor', k.rest, 'currency', k.due_currency)) END AS due,
        CASE WHEN k.revisit_on IS NOT NULL THEN json_build_object('revisitOn', k.revisit_on,
          'amount', json_build_object('minor', k.revisit_amount, 'currency', k.revisit_currency)) END AS revisit
      FROM looked_at k
      LEFT JOIN promise_record h ON h.client_id = k.client_id
      WHERE k.broken_id IS NOT NULL OR k.due OR k.revisit_on IS NOT NULL OR k.newly_overdue OR k.owner_id IS NULL
        OR (k.days_overdue >= k.silent_limit AND (k.silent_days IS NULL OR k.silent_days >= k.silent_limit))
      ORDER BY k.channel_id, k.client_id`,
  );
}

/**
 * True while a break needs nobody today: somebody has spoken with the client since the deadline, and what came of it
 * asks for nothing more yet (R14).
 */
function isBeingHandled(need: Need, deadline: LocalDate, today: LocalDate, calendar: WorkingCalendar): boolean {
  const { contactOn, contactOutcome } = need;
  if (contactOn === null || contactOn <= deadline) return false;
  const outcome = outcomes.find((known) => known === contactOutcome) satisfies Outcome | undefined;
  const next = outcome === undefined ? null : nextActionOf(outcome);
  return next === null || today < addWorkingDays(contactOn, next.workingDays, calendar);
}

/** Every reason that holds, by kind. */
function reasonsOf(need: Need, today: LocalDate, calendar: WorkingCalendar): Map<DigestReasonKind, DigestReason> {
  const reasons = new Map<DigestReasonKind, DigestReason>();
  const { broken, due, revisit, daysOverdue } = need;
  if (broken !== null && !isBeingHandled(need, broken.deadline, today, calendar)) {
    const { promisedDate, partial } = broken;
    const inRow = Math.max(1, need.notKeptInRow);
    reasons.set('promise_broken', { kind: 'promise_broken', promisedDate, partial, inRow });
  }
  if (due !== null) {
    reasons.set('promise_due', { kind: 'promise_due', promisedDate: due.promisedDate, amount: due.amount });
  }
  if (revisit !== null) reasons.set('dispute_revisit', { kind: 'dispute_revisit', ...revisit });
  if (daysOverdue === null) return reasons;
  const { silentDays, silentLimit } = need;
  if (daysOverdue >= silentLimit && (silentDays === null || silentDays >= silentLimit)) {
    reasons.set('silent', { kind: 'silent', daysOverdue, silentDays });
  }
  if (need.newlyOverdue) reasons.set('newly_overdue', { kind: 'newly_overdue', daysOverdue });
  if (need.owner === null) reasons.set('no_owner', { kind: 'no_owner', daysOverdue });
  return reasons;
}

function rowOf(need: Need, today: LocalDate, calendar: WorkingCalendar): DigestRow | null {
  const reasons = reasonsOf(need, today, calendar);
  const kind = mostUrgent(reasons.keys());
  const reason = kind === undefined ? undefined : reasons.get(kind);
  if (kind === undefined || reason === undefined) return null;
  const { clientId, clientName, toCollect, owner, broken, due } = need;
  const promiseId =
    (kind === 'promise_broken' ? broken?.id : kind === 'promise_due' ? due?.id : undefined) ?? need.openPromiseId;
  const priority = digestPriority({
    reasonKind: kind,
    toCollectMinor: toCollect[0]?.minor ?? 0,
    daysOverdue: need.daysOverdue ?? 0,
    inRow: need.notKeptInRow,
  });
  return { clientId, clientName, toCollect, reason, owner, promiseId, priority };
}

/** The rows of one channel's digest and how many of its clients with nothing to collect are among them. */
export interface ChannelRows {
  readonly rows: DigestRow[];
  readonly listedWithoutToCollect: number;
}

/** One row a client, the most urgent reason on it, most urgent first (B3, R22), by channel id. */
export async function digestRows(
  db: Transaction,
  scope: DigestScope,
  calendarFor: (channelId: number) => WorkingCalendar,
): Promise<Map<number, ChannelRows>> {
  const found = (await clientsInNeed(db, scope)).flatMap((need) => {
    const row = rowOf(need, scope.today, calendarFor(need.channelId));
    return row === null ? [] : [{ need, row }];
  });
  return new Map(
    [...groupRows(found, ({ need }) => need.channelId)].map(([channelId, listed]) => [
      channelId,
      {
        rows: listed
          .map(({ row }) => row)
          .sort((a, b) => b.priority - a.priority || (a.clientName < b.clientName ? -1 : 1))
          .slice(0, MOST_ROWS),
        listedWithoutToCollect: listed.filter(({ need }) => need.owes && need.toCollect.length === 0).length,
      },
    ]),
  );
}
