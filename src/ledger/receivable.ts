import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import type { AgingFact } from './facts/common.js';
import { Prisma } from './prisma/client.js';
import { integerColumn } from './rows.js';

/**
 * How much of the books a query of receivables is about: disputes and promises are read whole, or looked up for what its
 * scope leaves. Where it is about clients that are known beforehand, the condition on a column of client ids (starting
 * with AND) that all of its parts share: then each is read by itself, and the planner knows how much that is.
 */
export type Reach = 'some clients' | 'the books' | ((clientId: Prisma.Sql) => Prisma.Sql);

/**
 * The open invoices of a workspace as of a day, as CTEs that end in `receivable`: (id, client_id, project_id,
 * channel_id, currency, due_date, open, promised, disputed, to_collect), and `standing`, the same without what reduces
 * them. Narrow on purpose: all of it stands in the index of open invoices, and what a query keeps for later stays small.
 *
 * - `open` is the stored balance plus what was applied after that day, so the same query serves today (nothing is
 *   later) and any day before (R3: as-of figures).
 * - `disputed` is the open disputes' part, at most `open` (R19); `promised` is what is still to come under open
 *   promises whose deadline has not passed, at most the rest (R4).
 * - `to_collect` is R4: nothing before the due date, and never negative.
 * - `project_id` is the invoice's project, else the client's; `channel_id` that project's channel.
 *
 * `scope` narrows what is read: a condition on i (invoice), c (client) and p (project), starting with AND. It is asked
 * once; for some clients disputes and promises are looked up for what it leaves, so that a client's figures cost what
 * that client has, however large the books.
 */
export function receivables(
  workspaceId: number,
  asOf: LocalDate,
  scope: Prisma.Sql = Prisma.empty,
  reach: Reach = 'some clients',
): Prisma.Sql {
  const whose = (clientId: Prisma.Sql): Prisma.Sql => (typeof reach === 'function' ? reach(clientId) : Prisma.empty);
  const few = reach === 'some clients';
  const promisedTo = few
    ? Prisma.sql`AND q.client_id IN (SELECT client_id FROM standing)`
    : whose(Prisma.sql`q.client_id`);
  const disputedIn = few ? Prisma.sql`AND d.invoice_id IN (SELECT id FROM standing)` : whose(Prisma.sql`d.client_id`);
  return Prisma.sql`
    applied_later AS MATERIALIZED (
      SELECT invoice_id, sum(amount)::bigint AS amount
      FROM allocation
      WHERE workspace_id = ${workspaceId} AND effective_on > ${asOf}::date
      GROUP BY invoice_id
    ),
    standing AS (
      SELECT i.id, i.client_id, coalesce(i.project_id, c.project_id) AS project_id, p.channel_id, i.currency, i.due_date,
        i.open
      FROM (
        SELECT o.id, o.client_id, o.project_id, o.currency, o.issue_date, o.due_date,
          o.open + coalesce(l.amount, 0) AS open
        FROM invoice o
        LEFT JOIN applied_later l ON l.invoice_id = o.id
        WHERE o.workspace_id = ${workspaceId} AND o.open > 0
        UNION ALL
        SELECT o.id, o.client_id, o.project_id, o.currency, o.issue_date, o.due_date, o.open + l.amount
        FROM applied_later l
        JOIN invoice o ON o.workspace_id = ${workspaceId} AND o.id = l.invoice_id
        WHERE o.open <= 0
      ) i
      JOIN client c ON c.workspace_id = ${workspaceId} AND c.id = i.client_id
      LEFT JOIN project p ON p.workspace_id = ${workspaceId} AND p.id = coalesce(i.project_id, c.project_id)
      -- As IS NOT NULL: of an inequality between sums the planner believes that it leaves a third.
      WHERE i.issue_date <= ${asOf}::date AND CASE WHEN i.open > 0 THEN i.open END IS NOT NULL
        ${whose(Prisma.sql`i.client_id`)} ${scope}
    ),
    ${promisedParts(workspaceId, asOf, promisedTo)},
    -- DISTINCT ON here and in promised_of, not GROUP BY: from that the planner knows that an invoice has one row.
    disputed_of AS (
      SELECT DISTINCT ON (d.invoice_id) d.invoice_id, (sum(d.amount) OVER (PARTITION BY d.invoice_id))::bigint AS amount
      FROM dispute d
      WHERE d.workspace_id = ${workspaceId} ${disputedIn}
        AND d.opened_on <= ${asOf}::date AND (d.resolved_on IS NULL OR d.resolved_on > ${asOf}::date)
    ),
    receivable AS (
      SELECT i.*, dp.disputed, pp.promised,
        CASE WHEN i.due_date <= ${asOf}::date THEN i.open - dp.disputed - pp.promised ELSE 0 END AS to_collect
      FROM standing i
      LEFT JOIN disputed_of d ON d.invoice_id = i.id
      LEFT JOIN promised_of q ON q.invoice_id = i.id
      CROSS JOIN LATERAL (SELECT least(i.open, coalesce(d.amount, 0)) AS disputed) dp
      CROSS JOIN LATERAL (SELECT least(i.open - dp.disputed, coalesce(q.amount, 0)) AS promised) pp
    )`;
}

/**
 * CTEs that end in `promised_of`: (invoice_id, amount), what is still to come for each invoice under open promises.
 * Money counts where it went: of a line remains what later payments that count for the promise (R8) and were applied to
 * that very invoice have left of it; promises on one invoice share its money, each payment once. Only what no invoice
 * took fills a promise's lines, in their order: so much as the valuation gave it, and never more than the client has
 * unallocated.
 * @param whose a condition on the promise q, starting with AND. It must leave a client's promises all or none: what one
 *   invoice leaves, another of the same promise may get
 */
function promisedParts(workspaceId: number, asOf: LocalDate, whose: Prisma.Sql): Prisma.Sql {
  // Those given later can use less of the money, so they are served first; of one day's the earliest date is.
  const onInvoice = Prisma.sql`(
        PARTITION BY invoice_id ORDER BY given_on DESC, coalesce(payment_mark, 0) DESC, promised_date, promise_id)`;
  return Prisma.sql`
    promised_line AS (
      SELECT l.id, l.invoice_id, l.amount, q.id AS promise_id, q.client_id, q.currency, q.given_on, q.promised_date,
        q.received_spare, q.payment_mark,
        coalesce((
          SELECT sum(a.amount) FROM allocation a
          JOIN payment pay ON pay.workspace_id = a.workspace_id AND pay.id = a.payment_id
          WHERE a.workspace_id = l.workspace_id AND a.invoice_id = l.invoice_id AND a.effective_on <= ${asOf}::date
            AND pay.currency = q.currency AND pay.value_date >= q.given_on
            AND pay.id > coalesce(q.payment_mark, 0)), 0) AS came
      FROM promise_to_pay q
      JOIN promise_line l ON l.workspace_id = q.workspace_id AND l.promise_id = q.id AND l.superseded_by_id IS NULL
      WHERE q.workspace_id = ${workspaceId} AND q.state = 'open'
        AND q.deadline >= ${asOf}::date AND q.given_on <= ${asOf}::date
        ${whose}
    ),
    beyond_line AS (SELECT l.*, sum(l.amount) OVER ${onInvoice} - l.came AS beyond FROM promised_line l),
    unpaid_so_far AS (SELECT l.*, greatest(0, max(l.beyond) OVER ${onInvoice}) AS so_far FROM beyond_line l),
    unpaid_line AS (
      SELECT l.id, l.promise_id, l.invoice_id, l.so_far - lag(l.so_far, 1, 0) OVER ${onInvoice} AS amount
      FROM unpaid_so_far l
    ),
    spare_money AS (
      SELECT q.promise_id, least(u.amount, q.received_spare) AS amount
      FROM (
        SELECT DISTINCT promise_id, client_id, currency, given_on, payment_mark, received_spare
        FROM promised_line
        WHERE received_spare > 0
      ) q
      CROSS JOIN LATERAL (
        SELECT coalesce(sum(pay.amount - coalesce(a.used, 0)), 0) AS amount
        FROM payment pay
        LEFT JOIN LATERAL (
          SELECT sum(a.amount) AS used FROM allocation a
          WHERE a.workspace_id = pay.workspace_id AND a.payment_id = pay.id
        ) a ON true
        WHERE pay.workspace_id = ${workspaceId} AND pay.client_id = q.client_id AND pay.currency = q.currency
          AND pay.value_date BETWEEN q.given_on AND ${asOf}::date AND pay.id > coalesce(q.payment_mark, 0)
          AND NOT EXISTS (
            SELECT 1 FROM payment_reversal v
            WHERE v.workspace_id = pay.workspace_id AND v.payment_id = pay.id AND v.reversed_on <= ${asOf}::date)
      ) u
    ),
    promised_part AS (
      SELECT l.invoice_id, greatest(0, least(l.amount,
        sum(l.amount) OVER (PARTITION BY l.promise_id ORDER BY l.id) - coalesce(s.amount, 0))) AS amount
      FROM unpaid_line l
      LEFT JOIN spare_money s ON s.promise_id = l.promise_id
    ),
    promised_of AS (
      SELECT DISTINCT ON (invoice_id) invoice_id, (sum(amount) OVER (PARTITION BY invoice_id))::bigint AS amount
      FROM promised_part
    )`;
}

/** A date and an id as one number: the aggregate that finds the earliest date then finds the row it stands in. */
export const dated = (date: Prisma.Sql, id: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`(((${date} - DATE '0001-01-01')::bigint << 32) | ${id})`;

/** The id in such a number. */
export const idOf = (datedId: Prisma.Sql): Prisma.Sql => Prisma.sql`(${datedId} & ${0xffff_ffff})::int`;

/** The date in such a number. */
export const dayOf = (datedId: Prisma.Sql): Prisma.Sql => Prisma.sql`(DATE '0001-01-01' + (${datedId} >> 32)::int)`;

/** The sums of AgingFact over rows of `receivable` (alias r), for a query that groups by r.currency and more. */
export function agingColumns(asOf: LocalDate): Prisma.Sql {
  const age = Prisma.sql`(${asOf}::date - r.due_date)`;
  return Prisma.sql`
    r.currency,
    sum(r.open)::bigint AS outstanding,
    coalesce(sum(r.open) FILTER (WHERE ${age} <= 0), 0)::bigint AS "notDue",
    coalesce(sum(r.open) FILTER (WHERE ${age} BETWEEN 1 AND 30), 0)::bigint AS "days1to30",
    coalesce(sum(r.open) FILTER (WHERE ${age} BETWEEN 31 AND 60), 0)::bigint AS "days31to60",
    coalesce(sum(r.open) FILTER (WHERE ${age} BETWEEN 61 AND 90), 0)::bigint AS "days61to90",
    coalesce(sum(r.open) FILTER (WHERE ${age} > 90), 0)::bigint AS "days91plus",
    coalesce(sum(r.open) FILTER (WHERE ${age} > 0), 0)::bigint AS overdue,
    coalesce(sum(r.promised) FILTER (WHERE ${age} >= 0), 0)::bigint AS promised,
    coalesce(sum(r.disputed) FILTER (WHERE ${age} >= 0), 0)::bigint AS disputed,
    sum(r.to_collect)::bigint AS "toCollect",
    count(*) AS "openInvoices",
    count(*) FILTER (WHERE ${age} > 0) AS "overdueInvoices"`;
}

/** A row of agingColumns; extend it with the columns that the query groups by. */
export const agingRow = z.object({
  currency: z.string(),
  outstanding: integerColumn,
  notDue: integerColumn,
  days1to30: integerColumn,
  days31to60: integerColumn,
  days61to90: integerColumn,
  days91plus: integerColumn,
  overdue: integerColumn,
  promised: integerColumn,
  disputed: integerColumn,
  toCollect: integerColumn,
  openInvoices: integerColumn,
  overdueInvoices: integerColumn,
}) satisfies z.ZodType<AgingFact>;

/** Columns of agingColumns that can be added up. */
export const SUMMED = agingRow.keyof().exclude(['currency']).options;

/**
 * As a CTE: the place of each currency in a list of clients, the one in which the most of them have something to collect
 * first. Amounts of different currencies are not compared (R1). `sums` has a row a client and currency.
 */
export const currencyPlaces = (sums: Prisma.Sql): Prisma.Sql => Prisma.sql`
  currency_place AS MATERIALIZED (
    SELECT currency,
      row_number() OVER (ORDER BY count(*) FILTER (WHERE "toCollect" > 0) DESC, count(*) DESC, currency) AS place
    FROM ${sums} GROUP BY currency
  )`;

/**
 * By what a client takes its place in such a list, as an array whose least over its currencies is taken: those with
 * something to collect first, by currency, in it the largest of the first of these columns, then of the next. Of a row s
 * of the sums and k of currency_place.
 */
export const leading = (columns: readonly (typeof SUMMED)[number][]): Prisma.Sql => Prisma.sql`ARRAY[
  CASE WHEN s."toCollect" > 0 THEN 0 ELSE 1 END, k.place, ${Prisma.join(columns.map((name) => Prisma.raw(`-s."${name}"`)))}
]::bigint[]`;

/** Largest to collect first, then largest outstanding: the currency that matters stands first. */
export function byWeight(a: AgingFact, b: AgingFact): number {
  return b.toCollect - a.toCollect || b.outstanding - a.outstanding || (a.currency < b.currency ? -1 : 1);
}
