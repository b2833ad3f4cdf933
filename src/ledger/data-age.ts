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
  /** Older than the policy's staleDataDays working days: nobody is asked to chase on them, nobody is accused. */
  readonly stale: boolean;
}

const importRow = z.object({ finishedAt: z.date(), fileName: z.string(), by: personFact.nullable() });

/**
 * The age of the figures as of `today`. Lists of clients or projects bring no figures and do not count; books that
 * were only ever typed are as fresh as whoever types, so never stale.
 */
export async function dataAge(db: Transaction, workspace: WorkspaceInfo, today: LocalDate): Promise<DataAge> {
  const [newest] = await selectRows(
    db,
    importRow,
    Prisma.sql`
      SELECT r.finished_at AS "finishedAt", r.file_name AS "fileName",
        CASE WHEN b.id IS NOT NULL
          THEN json_build_object('id', b.id, 'name', b.name, 'slackUserId', b.slack_user_id) END AS by
      FROM import_run r
      LEFT JOIN person b ON b.workspace_id = r.workspace_id AND b.id = r.by_id
      WHERE r.workspace_id = ${workspace.id} AND r.finished_at IS NOT NULL AND r.kind IN ('invoices', 'payments')
      ORDER BY r.finished_at DESC, r.id DESC
      LIMIT 1`,
  );
  if (newest === undefined) return { at: null, fileName: null, importedBy: null, stale: false };
  const day = dateIn(newest.finishedAt, workspace.timezone);
  const lastFreshDay = addWorkingDays(day, workspace.policy.staleDataDays, calendarOf(workspace.country));
  return { at: newest.finishedAt, fileName: newest.fileName, importedBy: newest.by, stale: lastFreshDay < today };
}
