import { z } from 'zod';
import { addDays, type LocalDate } from '../domain/local-date.js';
import type { Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { integerColumn, selectRows } from './rows.js';

/** How far back the kept rate looks (R12). */
const KEPT_RATE_DAYS = 365;

/** How a client kept its promises. */
export interface PromiseHistory {
  /** R12 by count, over promises whose deadline lies within the last year: kept of n that ended. */
  readonly kept: number;
  readonly n: number;
  /** How many of the newest that ended were not kept, one after the other (R10, R31). */
  readonly notKeptInRow: number;
}

/**
 * CTEs that end in `promise_record`: (client_id, kept, n, not_kept_in_row), one row for each of the clients that has
 * a promise that ended by `asOf`. A promise that was broken and then replaced stays one that was not kept; one that
 * was replaced before its deadline counts neither way (R12).
 * @param clients a condition on p.client_id, starting with AND
 */
export function promiseRecords(workspaceId: number, asOf: LocalDate, clients: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    ended_promise AS (
      SELECT p.client_id, p.id, p.deadline,
        CASE WHEN p.state = 'superseded' THEN (
          SELECT e.kind FROM promise_event e
          WHERE e.workspace_id = p.workspace_id AND e.promise_id = p.id
            AND e.kind IN ('kept', 'partially_kept', 'broken', 'reopened')
          ORDER BY e.id DESC LIMIT 1
        ) ELSE p.state::text END AS ending
      FROM promise_to_pay p
      WHERE p.workspace_id = ${workspaceId} ${clients} AND p.given_on <= ${asOf}::date
        AND p.state IN ('kept', 'partially_kept', 'broken', 'superseded')
    ),
    numbered_promise AS (
      SELECT client_id, deadline, ending = 'kept' AS kept,
        count(*) FILTER (WHERE ending = 'kept') OVER (PARTITION BY client_id ORDER BY deadline DESC, id DESC) AS kept_since
      FROM ended_promise
      WHERE ending IN ('kept', 'partially_kept', 'broken')
    ),
    promise_record AS (
      SELECT client_id,
        count(*) FILTER (WHERE kept AND deadline > ${addDays(asOf, -KEPT_RATE_DAYS)}::date) AS kept,
        count(*) FILTER (WHERE deadline > ${addDays(asOf, -KEPT_RATE_DAYS)}::date) AS n,
        count(*) FILTER (WHERE kept_since = 0) AS not_kept_in_row
      FROM numbered_promise
      GROUP BY client_id
    )`;
}

const historyRow = z.object({
  client_id: z.int(),
  kept: integerColumn,
  n: integerColumn,
  not_kept_in_row: integerColumn,
});

const NONE: PromiseHistory = { kept: 0, n: 0, notKeptInRow: 0 };

/** The history of each of the clients; whoever never had a promise end has none. */
export async function promiseHistories(
  db: Transaction,
  workspaceId: number,
  clientIds: readonly number[],
  asOf: LocalDate,
): Promise<(clientId: number) => PromiseHistory> {
  const ids = [...new Set(clientIds)];
  if (ids.length === 0) return () => NONE;
  const rows = await selectRows(
    db,
    historyRow,
    Prisma.sql`
      WITH ${promiseRecords(workspaceId, asOf, Prisma.sql`AND p.client_id = ANY(${ids}::int[])`)}
      SELECT client_id, kept, n, not_kept_in_row FROM promise_record`,
  );
  const byClient = new Map(
    rows.map((row) => [row.client_id, { kept: row.kept, n: row.n, notKeptInRow: row.not_kept_in_row }]),
  );
  return (clientId) => byClient.get(clientId) ?? NONE;
}
