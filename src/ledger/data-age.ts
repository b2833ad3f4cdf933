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
  /** When the newest file of invoices or payments was in; null: nothing was ever imported, all was typed. */
  readonly at: Date | null;
  readonly fileName: string | null;
  readonly importedBy: PersonFact | null;
  /** The newest file was a small one: the file before it that most of the figures are from. */
  readonly most: { readonly at: Date; readonly fileName: string } | null;
  /** Older than the policy's staleDataDays working days: nobody is asked to chase on them, nobody is accused. */
  readonly stale: boolean;
}

const importRow = z.object({
  finishedAt: z.date(),
  fileName: z.string(),
  rows: z.number(),
  by: personFact.nullable(),
});

/** Files looked back at; and so many times more rows than the newest has one of them that most figures are from. */
const FILES = 10;
const LARGER = 2;

/**
 * The age of the figures as of `today`. Lists of clients or projects bring no figures and do not count; books that
 * were only ever typed are as fresh as whoever types, so never stale.
 */
export async function dataAge(db: Transaction, workspace: WorkspaceInfo, today: LocalDate): Promise<DataAge> {
  const [newest, ...before] = await selectRows(
    db,
    importRow,
    Prisma.sql`
      SELECT r.finished_at AS "finishedAt", r.file_name AS "fileName",
        coalesce((r.counts ->> 'read')::float8, 0) AS rows,
        CASE WHEN b.id IS NOT NULL
          THEN json_build_object('id', b.id, 'name', b.name, 'slackUserId', b.slack_user_id) END AS by
      FROM import_run r
      LEFT JOIN person b ON b.workspace_id = r.workspace_id AND b.id = r.by_id
      WHERE r.workspace_id = ${workspace.id} AND r.finished_at IS NOT NULL AND r.kind IN ('invoices', 'payments')
      ORDER BY r.finished_at DESC, r.id DESC
      LIMIT ${FILES}`,
  );
  if (newest === undefined) return { at: null, fileName: null, importedBy: null, most: null, stale: false };
  const day = dateIn(newest.finishedAt, workspace.timezone);
  const lastFreshDay = addWorkingDays(day, workspace.policy.staleDataDays, calendarOf(workspace.country));
  return {
    at: newest.finishedAt,
    fileName: newest.fileName,
    importedBy: newest.by,
    most: mostAreFrom(newest, before, workspace.timezone),
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
