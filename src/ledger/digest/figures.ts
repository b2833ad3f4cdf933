import { z } from 'zod';
import { clientPast } from '../client-past.js';
import { type AgingFact, agingFact, moneyFact, personFact } from '../facts/common.js';
import { contacts } from '../last-conversation.js';
import type { Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { promiseRecords } from '../promise-history.js';
import { agingColumns, byWeight, dated, idOf, receivables, SUMMED } from '../receivable.js';
import { dateColumn, jsonColumn, selectManyRows } from '../rows.js';
import { snoozeOf } from '../snooze.js';
import { amongDebtors, type Debtors, type DigestScope, inChannels, promiseChannels, scopeRows } from './scope.js';

/** A morning after a large import names so many clients that fell overdue; the totals tell the rest. */
const MOST_NEWLY_OVERDUE = 10;

const need = z.object({
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
  broken: z.object({ promisedDate: dateColumn, deadline: dateColumn, id: z.int(), partial: z.boolean() }).nullable(),
  notKeptInRow: z.int(),
  due: z.object({ promisedDate: dateColumn, amount: moneyFact }).nullable(),
  revisit: z.object({ revisitOn: dateColumn, amount: moneyFact }).nullable(),
  /** The client rests since this day: only what was not kept from then on needs somebody. */
  restsSince: dateColumn.nullable(),
});
/** A client of a channel and all that may be a reason why it needs somebody today. */
export type Need = z.output<typeof need>;

const newlyOverdue = z.object({ clientId: z.int(), clientName: z.string(), amount: moneyFact });

const figuresRow = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('aging'), channelId: z.int(), facts: jsonColumn(z.array(agingFact)) }),
  z.object({ kind: z.literal('quiet'), channelId: z.int(), facts: jsonColumn(z.int()) }),
  z.object({ kind: z.literal('collecting'), channelId: z.int(), facts: jsonColumn(z.int()) }),
  z.object({ kind: z.literal('need'), channelId: z.int(), facts: jsonColumn(z.array(need)) }),
  z.object({ kind: z.literal('newly_overdue'), channelId: z.int(), facts: jsonColumn(z.array(newlyOverdue)) }),
]);

/** What the receivables of a channel come to. */
export interface ChannelFigures {
  /** R2-R4, one entry a currency, largest to collect first. */
  aging: AgingFact[];
  /** How many clients owe something of which nothing is to collect: promised, disputed or not due. */
  withNothingToCollect: number;
  /** The others: something of what they owe is to be collected. */
  withToCollect: number;
  /**
   * The clients of whom one of B3's reasons may hold: a promise broken and its invoices still open, a promise for
   * today (or since the last digest), a dispute to be looked at again, silence, newly overdue, no owner.
   */
  needs: Need[];
  /** What fell overdue since the last digest, largest first; empty for a channel's first digest. */
  newlyOverdue: z.output<typeof newlyOverdue>[];
}

const NO_FIGURES: ChannelFigures = {
  aging: [],
  withNothingToCollect: 0,
  withToCollect: 0,
  needs: [],
  newlyOverdue: [],
};

/**
 * The figures of several channels, by channel id; a channel without receivables or needs has none. One statement that
 * goes through the receivables once: they are summed by channel, client and currency, and all else is about those sums.
 */
export async function channelFigures(
  db: Transaction,
  scope: DigestScope,
  debtors: Debtors,
): Promise<Map<number, ChannelFigures>> {
  const { workspaceId, today } = scope;
  const late = Prisma.sql`r.due_date < ${today}::date AND r.to_collect > 0`;
  const among = amongDebtors(debtors);
  const rows = await selectManyRows(
    db,
    figuresRow,
    Prisma.sql`
      WITH ${receivables(workspaceId, today, inChannels(scope), among)},
      ${scopeRows(scope)},
      -- The newest promise on an invoice that was not kept.
      not_kept AS (
        SELECT DISTINCT ON (l.invoice_id) l.invoice_id,
          max(${dated(Prisma.sql`q.deadline`, Prisma.sql`q.id`)}) OVER (PARTITION BY l.invoice_id) AS dated_id
        FROM promise_to_pay q
        JOIN promise_line l ON l.workspace_id = q.workspace_id AND l.promise_id = q.id AND l.superseded_by_id IS NULL
        WHERE q.workspace_id = ${workspaceId} AND q.state IN ('broken', 'partially_kept') AND q.deadline < ${today}::date
          ${among(Prisma.sql`q.client_id`)}
      ),
      by_currency AS MATERIALIZED (
        SELECT r.channel_id, r.client_id, ${agingColumns(today)},
          max(${today}::date - r.due_date) FILTER (WHERE ${late}) AS days_overdue,
          (sum(r.to_collect) FILTER (WHERE ${late}
            AND r.id <= ${scope.now.invoice} AND (r.due_date >= s.since OR r.id > s.invoice_mark)))::bigint AS newly_overdue,
          -- Of what is to collect the invoice due first, else of all.
          coalesce(min(${dated(Prisma.sql`r.due_date`, Prisma.sql`r.id`)}) FILTER (WHERE r.to_collect > 0),
            min(${dated(Prisma.sql`r.due_date`, Prisma.sql`r.id`)})) AS dated_invoice,
          max(n.dated_id) FILTER (WHERE r.open > r.disputed + r.promised) AS dated_promise
        FROM receivable r
        JOIN scope s ON s.channel_id = r.channel_id
        LEFT JOIN not_kept n ON n.invoice_id = r.id
        GROUP BY r.channel_id, r.client_id, r.currency
      ),
      ${promiseChannels(scope, Prisma.sql`q.state = 'open' AND q.deadline >= ${today}::date AND q.given_on <= ${today}::date`)},
      waiting AS (
        SELECT DISTINCT ON (pc.channel_id, q.client_id) pc.channel_id, q.client_id, q.id,
          CASE WHEN q.promised_date <= ${today}::date AND (s.first OR q.promised_date > s.since)
            THEN jsonb_build_object('promisedDate', q.promised_date,
              'amount', jsonb_build_object('minor', greatest(0, q.amount - q.received), 'currency', q.currency)) END AS due
        FROM promise_channel pc
        JOIN promise_to_pay q ON q.workspace_id = ${workspaceId} AND q.id = pc.promise_id
        JOIN scope s ON s.channel_id = pc.channel_id
        ORDER BY pc.channel_id, q.client_id,
          (q.promised_date <= ${today}::date AND (s.first OR q.promised_date > s.since)) DESC, q.promised_date, q.id
      ),
      revisit AS (
        SELECT DISTINCT ON (r.channel_id, r.client_id) r.channel_id, r.client_id,
          jsonb_build_object('revisitOn', d.revisit_on,
            'amount', jsonb_build_object('minor', least(d.amount, r.open), 'currency', r.currency)) AS revisit
        FROM dispute d
        JOIN standing r ON r.id = d.invoice_id
        WHERE d.workspace_id = ${workspaceId} AND d.revisit_on <= ${today}::date AND d.opened_on <= ${today}::date
          AND (d.resolved_on IS NULL OR d.resolved_on > ${today}::date)
        ORDER BY r.channel_id, r.client_id, d.revisit_on, d.amount DESC, d.id
      ),
      -- What is known of a client in a channel, brought together by one grouping: joins of these would be joins of sets
      -- whose size no planner can foresee.
      known AS MATERIALIZED (
        SELECT channel_id, client_id, bool_or(owes) AS owes, max(days_overdue) AS days_overdue,
          coalesce(sum(newly_overdue), 0) > 0 AS newly_overdue, max(dated_promise) AS dated_promise,
          (array_agg(dated_invoice ORDER BY to_collect DESC, currency) FILTER (WHERE owes))[1] AS dated_invoice,
          coalesce(jsonb_agg(jsonb_build_object('minor', to_collect, 'currency', currency)
            ORDER BY to_collect DESC, currency) FILTER (WHERE to_collect > 0), '[]') AS to_collect,
          max(waiting_id) AS waiting_id, (array_agg(due) FILTER (WHERE due IS NOT NULL))[1] AS due,
          (array_agg(revisit) FILTER (WHERE revisit IS NOT NULL))[1] AS revisit
        FROM (
          SELECT channel_id, client_id, true AS owes, days_overdue, newly_overdue, dated_promise, dated_invoice,
            "toCollect" AS to_collect, currency, NULL::int AS waiting_id, NULL::jsonb AS due, NULL::jsonb AS revisit
          FROM by_currency
          UNION ALL
          SELECT channel_id, client_id, false, NULL, NULL, NULL, NULL, NULL, NULL, id, due, NULL FROM waiting
          UNION ALL
          SELECT channel_id, client_id, false, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, revisit FROM revisit
        ) x
        GROUP BY channel_id, client_id
      ),
      ${contacts(workspaceId, today, among(Prisma.sql`v.client_id`))},
      ${promiseRecords(workspaceId, today, among(Prisma.sql`p.client_id`))},
      ${clientPast},
      present AS MATERIALIZED (
        SELECT id, json_build_object('id', id, 'name', name, 'slackUserId', slack_user_id) AS fact
        FROM person WHERE workspace_id = ${workspaceId} AND NOT deactivated
      ),
      looked_at AS (
        SELECT k.*, c.name, coalesce(n1.fact, n2.fact, n3.fact, n4.fact) AS owner, v.happened_on, v.outcome, ${today}::date - v.happened_on AS silent_days,
          CASE WHEN jsonb_typeof(c.policy -> 'silentDays') = 'number'
            THEN greatest(1, (c.policy ->> 'silentDays')::numeric::int) ELSE ${scope.silentDays}::int END AS silent_limit,
          b.id AS broken_id, b.promised_date AS broken_on, b.deadline, b.state = 'partially_kept' AS partial,
          past.not_kept_in_row,
          (SELECT z.since FROM (${snoozeOf(Prisma.sql`${workspaceId}`, Prisma.sql`k.client_id`, today)}) z) AS rests_since
        FROM known k
        JOIN client c ON c.workspace_id = ${workspaceId} AND c.id = k.client_id
        LEFT JOIN invoice i ON i.workspace_id = ${workspaceId} AND i.id = ${idOf(Prisma.sql`k.dated_invoice`)}
        LEFT JOIN project p ON p.workspace_id = ${workspaceId} AND p.id = coalesce(i.project_id, c.project_id)
        LEFT JOIN promise_to_pay b ON b.workspace_id = ${workspaceId} AND b.id = ${idOf(Prisma.sql`k.dated_promise`)}
        LEFT JOIN present n1 ON n1.id = c.owner_id
        LEFT JOIN present n2 ON n2.id = p.owner_id
        LEFT JOIN present n3 ON n3.id = c.backup_id
        LEFT JOIN present n4 ON n4.id = p.backup_id
        LEFT JOIN past ON past.client_id = k.client_id
        LEFT JOIN conversation v ON v.workspace_id = ${workspaceId} AND v.id = ${idOf(Prisma.sql`past.dated_contact`)}
        WHERE k.days_overdue IS NOT NULL OR k.dated_promise IS NOT NULL OR k.due IS NOT NULL OR k.revisit IS NOT NULL
      ),
      channel_sum AS (
        SELECT channel_id, currency,
          ${Prisma.join(SUMMED.map((name) => Prisma.raw(`sum("${name}")::bigint AS "${name}"`)))}
        FROM by_currency
        GROUP BY channel_id, currency
      ),
      fell_due AS (
        SELECT x.channel_id, x.client_id, x.currency, x.newly_overdue AS amount,
          row_number() OVER (PARTITION BY x.channel_id ORDER BY x.newly_overdue DESC, x.client_id) AS place
        FROM by_currency x
        JOIN scope s ON s.channel_id = x.channel_id AND NOT s.first
        WHERE x.newly_overdue > 0
      )
      SELECT 'aging' AS kind, channel_id AS "channelId", json_agg(a)::text AS facts FROM channel_sum a GROUP BY channel_id
      UNION ALL
      SELECT CASE WHEN to_collect = '[]' THEN 'quiet' ELSE 'collecting' END, channel_id, count(*)::text
      FROM known WHERE owes GROUP BY channel_id, to_collect = '[]'
      UNION ALL
      SELECT 'newly_overdue', f.channel_id, json_agg(json_build_object('clientId', f.client_id, 'clientName', c.name,
        'amount', json_build_object('minor', f.amount, 'currency', f.currency)) ORDER BY f.place)::text
      FROM fell_due f
      JOIN client c ON c.workspace_id = ${workspaceId} AND c.id = f.client_id
      WHERE f.place <= ${MOST_NEWLY_OVERDUE}
      GROUP BY f.channel_id
      UNION ALL
      SELECT 'need', k.channel_id, json_agg(json_build_object('clientId', k.client_id, 'clientName', k.name,
        'toCollect', k.to_collect, 'owes', k.owes, 'daysOverdue', k.days_overdue, 'newlyOverdue', k.newly_overdue,
        'owner', k.owner, 'contactOn', k.happened_on, 'contactOutcome', k.outcome, 'silentDays', k.silent_days,
        'silentLimit', k.silent_limit, 'openPromiseId', k.waiting_id,
        'broken', CASE WHEN k.broken_id IS NOT NULL THEN json_build_object('id', k.broken_id, 'promisedDate', k.broken_on,
          'deadline', k.deadline, 'partial', k.partial) END,
        'notKeptInRow', coalesce(k.not_kept_in_row, 0), 'due', k.due, 'revisit', k.revisit,
        'restsSince', k.rests_since))::text
      FROM looked_at k
      WHERE k.broken_id IS NOT NULL OR k.due IS NOT NULL OR k.revisit IS NOT NULL OR k.newly_overdue OR k.owner IS NULL
        OR (k.days_overdue >= k.silent_limit AND (k.silent_days IS NULL OR k.silent_days >= k.silent_limit))
      GROUP BY k.channel_id`,
  );
  const figures = new Map<number, ChannelFigures>();
  const figuresOf = (channelId: number): ChannelFigures => {
    const known = figures.get(channelId) ?? { ...NO_FIGURES };
    figures.set(channelId, known);
    return known;
  };
  for (const row of rows) {
    const found = figuresOf(row.channelId);
    if (row.kind === 'aging') found.aging = row.facts.sort(byWeight);
    else if (row.kind === 'quiet') found.withNothingToCollect = row.facts;
    else if (row.kind === 'collecting') found.withToCollect = row.facts;
    else if (row.kind === 'need') found.needs = row.facts;
    else found.newlyOverdue = row.facts;
  }
  return figures;
}
