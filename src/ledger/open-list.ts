import { z } from 'zod';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { digestSettingsFor } from './channels.js';
import type { Ledger } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { receivables } from './receivable.js';
import { dateColumn, integerColumn, selectRows } from './rows.js';
import { visibleTo } from './visibility.js';

const openRow = z.object({
  projectName: z.string(),
  clientName: z.string(),
  number: z.string(),
  dueDate: dateColumn,
  daysOverdue: z.int(),
  currency: z.string(),
  /** Minor units. */
  open: integerColumn,
  toCollect: integerColumn,
  promised: integerColumn,
  disputed: integerColumn,
  /** Of the open promise that is due last; null: none. */
  promisedDate: dateColumn.nullable(),
  ownerName: z.string().nullable(),
});
export type OpenRow = z.output<typeof openRow>;

/** What is open in the projects of a channel. */
export interface OpenList {
  readonly channelName: string;
  readonly rows: readonly OpenRow[];
}

/**
 * Every open invoice of a channel's projects that this person may see, the largest age first. Throws UserError
 * channel_needed, in the same words for a channel without a project and for one that they may not know of.
 */
export async function openListOfChannel(ledger: Ledger, actor: Actor, slackChannelId: string): Promise<OpenList> {
  const { workspaceId, today } = actor;
  const channel = await digestSettingsFor(ledger, actor, slackChannelId);
  if (channel === null) throw new UserError('channel_needed');
  const rows = await selectRows(
    ledger.prisma,
    openRow,
    Prisma.sql`
      WITH ${receivables(
        workspaceId,
        today,
        Prisma.sql`AND p.channel_id = ${channel.channelId} AND i.client_id IN (
          SELECT c.id FROM client c WHERE c.workspace_id = ${workspaceId} AND ${visibleTo(actor)})`,
      )}
      SELECT p.name AS "projectName", c.name AS "clientName", i.number, r.due_date::text AS "dueDate",
        greatest(0, ${today}::date - r.due_date) AS "daysOverdue", r.currency, r.open::bigint AS open,
        r.to_collect::bigint AS "toCollect", r.promised::bigint AS promised, r.disputed::bigint AS disputed,
        (SELECT max(q.promised_date)::text FROM promise_line l
          JOIN promise_to_pay q ON q.workspace_id = l.workspace_id AND q.id = l.promise_id AND q.state = 'open'
          WHERE l.workspace_id = ${workspaceId} AND l.invoice_id = r.id AND l.superseded_by_id IS NULL) AS "promisedDate",
        o.name AS "ownerName"
      FROM receivable r
      JOIN invoice i ON i.workspace_id = ${workspaceId} AND i.id = r.id
      JOIN client c ON c.workspace_id = ${workspaceId} AND c.id = r.client_id
      JOIN project p ON p.workspace_id = ${workspaceId} AND p.id = r.project_id
      LEFT JOIN person o ON o.workspace_id = ${workspaceId} AND o.id = coalesce(c.owner_id, p.owner_id)
      ORDER BY r.due_date, c.name, i.number, r.id`,
  );
  return { channelName: channel.channelName, rows };
}
