import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import type { AgingFact } from './facts/common.js';
import { Prisma } from './prisma/client.js';
import { integerColumn } from './rows.js';

/**
 * The open invoices of a workspace as of a day, as CTEs that end in `receivable`: (id, client_id, project_id,
 * channel_id, number, currency, issue_date, due_date, amount, open, promised, disputed, to_collect).
 *
 * - `open` is the stored balance plus what was applied after that day, so the same query serves today (nothing is
 *   later: the covering index answers) and any day before (R3: as-of figures).
 * - `disputed` is the open disputes' part, at most `open` (R19); `promised` is what is still to come under open
 *   promises whose deadline has not passed, at most the rest (R4). What already came in for a promise fills its
 *   lines in their order and is promised no more.
 * - `to_collect` is R4: nothing before the due date, and never negative.
 * - `project_id` is the invoice's project, else the client's; `channel_id` that project's channel.
 *
 * `scope` narrows what is read: a condition on i (invoice), c (client) and p (project), starting with AND.
 */
export function receivables(workspaceId: number, asOf: LocalDate, scope: Prisma.Sql = Prisma.empty): Prisma.Sql {
  return Prisma.sql`
    applied_later AS MATERIALIZED (
      SELECT invoice_id, sum(amount)::bigint AS amount
      FROM allocation
      WHERE workspace_id = ${workspaceId} AND effective_on > ${asOf}::date
      GROUP BY invoice_id
    ),
    standing AS (
      SELECT i.id, i.client_id, i.project_id, i.number, i.currency, i.issue_date, i.due_date, i.amount, i.link,
        i.open + coalesce(l.amount, 0) AS open
      FROM invoice i
      LEFT JOIN applied_later l ON l.invoice_id = i.id
      WHERE i.workspace_id = ${workspaceId} AND i.open > 0
      UNION ALL
      SELECT i.id, i.client_id, i.project_id, i.number, i.currency, i.issue_date, i.due_date, i.amount, i.link,
        i.open + l.amount
      FROM applied_later l
      JOIN invoice i ON i.workspace_id = ${workspaceId} AND i.id = l.invoice_id
      WHERE i.open <= 0
    ),
    promised_part AS (
      SELECT l.invoice_id,
        greatest(0, least(l.amount,
          sum(l.amount) OVER (PARTITION BY l.promise_id ORDER BY l.id) - q.received))::bigint AS amount
      FROM promise_to_pay q
      JOIN promise_line l ON l.workspace_id = q.workspace_id AND l.promise_id = q.id AND l.superseded_by_id IS NULL
      WHERE q.workspace_id = ${workspaceId} AND q.state = 'open'
        AND q.deadline >= ${asOf}::date AND q.given_on <= ${asOf}::date
    ),
    promised_of AS (SELECT invoice_id, sum(amount)::bigint AS amount FROM promised_part GROUP BY invoice_id),
    disputed_of AS (
      SELECT invoice_id, sum(amount)::bigint AS amount
      FROM dispute
      WHERE workspace_id = ${workspaceId} AND opened_on <= ${asOf}::date
        AND (resolved_on IS NULL OR resolved_on > ${asOf}::date)
      GROUP BY invoice_id
    ),
    receivable AS (
      SELECT i.id, i.client_id, coalesce(i.project_id, c.project_id) AS project_id, p.channel_id,
        i.number, i.currency, i.issue_date, i.due_date, i.amount, i.link, i.open, dp.disputed, pp.promised,
        CASE WHEN i.due_date <= ${asOf}::date THEN i.open - dp.disputed - pp.promised ELSE 0 END AS to_collect
      FROM standing i
      JOIN client c ON c.workspace_id = ${workspaceId} AND c.id = i.client_id
      LEFT JOIN project p ON p.workspace_id = ${workspaceId} AND p.id = coalesce(i.project_id, c.project_id)
      LEFT JOIN disputed_of d ON d.invoice_id = i.id
      LEFT JOIN promised_of q ON q.invoice_id = i.id
      CROSS JOIN LATERAL (SELECT least(i.open, coalesce(d.amount, 0)) AS disputed) dp
      CROSS JOIN LATERAL (SELECT least(i.open - dp.disputed, coalesce(q.amount, 0)) AS promised) pp
      WHERE i.open > 0 AND i.issue_date <= ${asOf}::date ${scope}
    )`;
}

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

/** Largest to collect first, then largest outstanding: the currency that matters stands first. */
export function byWeight(a: AgingFact, b: AgingFact): number {
  return b.toCollect - a.toCollect || b.outstanding - a.outstanding || (a.currency < b.currency ? -1 : 1);
}
