import { z } from 'zod';
import { dateIn, type LocalDate } from '../../domain/local-date.js';
import { lastRun } from '../job-run.js';
import type { Ledger, Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { type PromiseChange, revaluePromises } from '../promise-valuation.js';
import { integerColumn, selectRows } from '../rows.js';
import type { UnitOfWork } from '../unit-of-work.js';
import type { WorkspaceInfo } from '../workspaces.js';
import { highestSeen, writtenUpTo } from '../written-up-to.js';

const CLIENTS_AT_ONCE = 100;

/** How far the books' money had been written at a check: later rows are what the next one looks at (R30). */
export const moneyMarks = z.object({ allocation: z.int(), payment: z.int(), reversal: z.int(), importRun: z.int() });
export type MoneyMarks = z.infer<typeof moneyMarks>;

const importRow = z.object({ id: integerColumn });

/** The newest file of figures that is in; 0: none. */
export async function newestImport(db: Transaction, workspaceId: number): Promise<number> {
  const [row] = await selectRows(
    db,
    importRow,
    Prisma.sql`
      SELECT coalesce(max(id), 0) AS id FROM import_run
      WHERE workspace_id = ${workspaceId} AND finished_at IS NOT NULL AND kind IN ('invoices', 'payments')`,
  );
  return row?.id ?? 0;
}

/** How far the money is written for good, for a check that the next one goes on from. Not inside a transaction. */
export async function settledMoneyMarks(ledger: Ledger, workspaceId: number): Promise<MoneyMarks> {
  // The file first: whatever it brought is written by now.
  const importRun = await newestImport(ledger.prisma, workspaceId);
  const marks = await writtenUpTo(ledger, workspaceId, ['allocation', 'payment', 'payment_reversal']);
  return { allocation: marks.allocation, payment: marks.payment, reversal: marks.payment_reversal, importRun };
}

/** What can be seen now, for a rehearsal: waits for nobody. */
export async function currentMoneyMarks(db: Transaction, workspaceId: number): Promise<MoneyMarks> {
  return {
    allocation: await highestSeen(db, workspaceId, 'allocation'),
    payment: await highestSeen(db, workspaceId, 'payment'),
    reversal: await highestSeen(db, workspaceId, 'payment_reversal'),
    importRun: await newestImport(db, workspaceId),
  };
}

/**
 * The day as of which promises may be valued when somebody asks for `day`: never before the day that the last check
 * valued them as of, nor before today. What a deadline has decided is not undecided by looking at an older day.
 */
export async function valuationDay(
  db: Transaction,
  workspace: WorkspaceInfo,
  { day, now }: { readonly day: LocalDate; readonly now: Date },
): Promise<LocalDate> {
  const last = await lastRun(db, workspace.id, 'promises');
  const days = [day, dateIn(now, workspace.timezone), ...(last === null ? [] : [last.asOf])];
  return days.reduce((latest, one) => (one > latest ? one : latest));
}

const clientRow = z.object({ client_id: z.int() });

/**
 * Clients whose promises may have changed: an open one's deadline has passed, or money moved since the last check.
 * Found through indexes alone, so a quiet day costs next to nothing however large the books are.
 */
async function clientsToValue(
  db: Transaction,
  workspaceId: number,
  today: LocalDate,
  since: MoneyMarks,
): Promise<number[]> {
  const rows = await selectRows(
    db,
    clientRow,
    Prisma.sql`
      SELECT q.client_id FROM promise_to_pay q
      WHERE q.workspace_id = ${workspaceId} AND q.state = 'open' AND q.deadline < ${today}::date
      UNION
      SELECT x.client_id FROM (
        SELECT i.client_id FROM allocation a
        JOIN invoice i ON i.workspace_id = a.workspace_id AND i.id = a.invoice_id
        WHERE a.workspace_id = ${workspaceId} AND a.id > ${since.allocation}
        UNION
        SELECT pay.client_id FROM payment pay
        WHERE pay.workspace_id = ${workspaceId} AND pay.id > ${since.payment}
        UNION
        SELECT pay.client_id FROM payment_reversal v
        JOIN payment pay ON pay.workspace_id = v.workspace_id AND pay.id = v.payment_id
        WHERE v.workspace_id = ${workspaceId} AND v.id > ${since.reversal}
      ) x
      WHERE EXISTS (
        SELECT 1 FROM promise_to_pay q
        WHERE q.workspace_id = ${workspaceId} AND q.client_id = x.client_id
          AND q.state NOT IN ('superseded', 'withdrawn'))
      ORDER BY client_id`,
  );
  return rows.map((row) => row.client_id);
}

const summary = z.object({ marks: moneyMarks });

/** How far a check had looked at the money; undefined: there was none, or another version wrote it. */
export function valuedUpTo(run: { readonly summary?: unknown } | null): MoneyMarks | undefined {
  return summary.safeParse(run?.summary).data?.marks;
}

/**
 * Brings the state of every promise up to `today` (R6-R8, R30): what its deadline has decided, and what money that
 * came or went since the last check has changed. Missed days make no difference: a break is dated by its deadline.
 * A hundred clients a transaction; running it again, or twice at once, changes nothing more.
 */
export async function evaluatePromises(
  unit: UnitOfWork,
  workspaceId: number,
  { today, now }: { readonly today: LocalDate; readonly now: Date },
): Promise<PromiseChange[]> {
  const clients = await unit(async (tx) => {
    const since = valuedUpTo(await lastRun(tx, workspaceId, 'promises'));
    const none = { allocation: 0, payment: 0, reversal: 0, importRun: 0 };
    return await clientsToValue(tx, workspaceId, today, since ?? none);
  });
  const changes: PromiseChange[] = [];
  for (let from = 0; from < clients.length; from += CLIENTS_AT_ONCE) {
    const some = clients.slice(from, from + CLIENTS_AT_ONCE);
    changes.push(
      ...(await unit(async (tx) => {
        // As payments and conversations do: whoever changes a client's promises holds the client.
        await tx.$executeRaw`
          SELECT 1 FROM client WHERE workspace_id = ${workspaceId} AND id = ANY(${some}::int[]) ORDER BY id FOR UPDATE`;
        return await revaluePromises(tx, workspaceId, some, { today, by: null, at: now });
      })),
    );
  }
  return changes;
}
