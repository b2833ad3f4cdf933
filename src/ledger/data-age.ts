import { z } from 'zod';
import { addWorkingDays, calendarOf } from '../domain/calendar.js';
import { dateIn, type LocalDate } from '../domain/local-date.js';
import { type PersonFact, personFact } from './facts/common.js';
import type { Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';
import type { WorkspaceInfo } from './workspaces.js';

/** How old the figures are. */
export interface DataAge {
  /**
   * When the newest file of invoices was in, which is what the figures rest on (of payments, where no file brought any
   * invoices); null: nothing was ever imported, all was typed.
   */
  readonly at: Date | null;
  readonly fileName: string | null;
  /** Who brought the newest file of either kind. */
  readonly importedBy: PersonFact | null;
  /** That file was a small one: the file before it that most of the figures are from. */
  readonly most: { readonly at: Date; readonly fileName: string } | null;
  /** Payments are known up to a later day than the invoices, and by which file. */
  readonly payments: { readonly at: Date; readonly fileName: string } | null;
  /**
   * Nothing came in for more than the policy's staleDataDays working days: nobody is asked to chase on them, nobody is
   * accused. A file of payments counts as much as one of invoices: it says who has paid.
   */
  readonly stale: boolean;
}

const importRow = z.object({
  kind: z.string(),
  finishedAt: z.date(),
  fileName: z.string(),
  rows: z.number(),
  by: personFact.nullable(),
});

/** Files looked back at; and so many times more rows than the newest has one of them that most figures are from. */
const FILES = 10;
const LARGER = 2;

/**
 * The age of the figures as of `today`. Lists of clients or projects bring no figures and do not count, nor does a file
 * of which no row was taken; books that were only ever typed are as fresh as whoever types, so never stale.
 */
export async function dataAge(db: Transaction, workspace: WorkspaceInfo, today: LocalDate): Promise<DataAge> {
  const lastOf = (kind: string) => Prisma.sql`
    (SELECT r.kind, r.finished_at AS "finishedAt", r.file_name AS "fileName", r.id,
      coalesce((r.counts ->> 'read')::float8, 0) AS rows,
      CASE WHEN b.id IS NOT NULL
        THEN json_build_object('id', b.id, 'name', b.name, 'slackUserId', b.slack_user_id) END AS by
    FROM import_run r
    LEFT JOIN person b ON b.workspace_id = r.workspace_id AND b.id = r.by_id
    WHERE r.workspace_id = ${workspace.id} AND r.finished_at IS NOT NULL AND r.kind = ${kind}
      AND coalesce((r.counts ->> 'read')::float8 - coalesce((r.counts ->> 'refused')::float8, 0), 1) > 0
    ORDER BY r.finished_at DESC, r.id DESC
    LIMIT ${FILES})`;
  const files = await selectRows(
    db,
    importRow,
    Prisma.sql`
      SELECT * FROM (${lastOf('invoices')} UNION ALL ${lastOf('payments')}) AS files
      ORDER BY "finishedAt" DESC, id DESC`,
  );
  const [newest] = files;
  if (newest === undefined) {
    return { at: null, fileName: null, importedBy: null, most: null, payments: null, stale: false };
  }
  const dayOf = (file: { finishedAt: Date }): LocalDate => dateIn(file.finishedAt, workspace.timezone);
  const invoices = files.filter(({ kind }) => kind === 'invoices');
  const [basis = newest, ...before] = invoices.length > 0 ? invoices : files;
  const lastFreshDay = addWorkingDays(dayOf(newest), workspace.policy.staleDataDays, calendarOf(workspace.country));
  return {
    at: basis.finishedAt,
    fileName: basis.fileName,
    importedBy: newest.by,
    most: mostAreFrom(basis, before, workspace.timezone),
    payments: dayOf(newest) > dayOf(basis) ? { at: newest.finishedAt, fileName: newest.fileName } : null,
    stale: lastFreshDay < today,
  };
}

/** Several files of one day are one import in parts. */
function mostAreFrom(
  newest: z.output<typeof importRow>,
  before: readonly z.output<typeof importRow>[],
  timezone: string,
): DataAge['most'] {
  const day = dateIn(newest.finishedAt, timezone);
  const larger = before.find(({ rows }) => rows > LARGER * newest.rows);
  if (larger === undefined || dateIn(larger.finishedAt, timezone) === day) return null;
  return { at: larger.finishedAt, fileName: larger.fileName };
}
