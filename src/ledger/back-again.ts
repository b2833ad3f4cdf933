import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import type { Actor } from './actor.js';
import { knownToBeElsewhere } from './channel-roster.js';
import type { Ledger } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { integerColumn, selectRows } from './rows.js';
import { answerKinds } from './urgency.js';

const meanwhileRow = z.object({
  /** Messages that wait for them now. */
  waiting: integerColumn,
  /** Messages that went to whoever stood in. */
  toStandIns: integerColumn,
  /** What others logged with clients that they own, and with how many of them. */
  conversations: integerColumn,
  clients: integerColumn,
  /** Channels of their projects that they are not in, by name: what comes about the clients there does not come to them. */
  elsewhere: z.array(z.string()),
});
/** What somebody should know who was away. */
export type Meanwhile = z.infer<typeof meanwhileRow>;

/** What happened to what is somebody's since a day, and where somebody stands in for them still. */
export async function meanwhileOf(
  { prisma }: Pick<Ledger, 'prisma'>,
  { workspaceId, personId, today }: Actor,
  since: LocalDate,
): Promise<Meanwhile> {
  const [row] = await selectRows(
    prisma,
    meanwhileRow,
    Prisma.sql`
      WITH mine AS (
        SELECT c.id, c.project_id FROM client c
        LEFT JOIN project p ON p.workspace_id = c.workspace_id AND p.id = c.project_id
        WHERE c.workspace_id = ${workspaceId} AND c.removed_at IS NULL
          AND coalesce(c.owner_id, p.owner_id) = ${personId}
      ), logged AS (
        SELECT v.client_id FROM conversation v
        WHERE v.workspace_id = ${workspaceId} AND v.client_id IN (SELECT id FROM mine)
          AND v.logged_by_id IS DISTINCT FROM ${personId} AND v.logged_at >= ${since}::date
          AND NOT EXISTS (
            SELECT 1 FROM conversation_retraction x
            WHERE x.workspace_id = v.workspace_id AND x.conversation_id = v.id)
      )
      SELECT
        (SELECT count(*) FROM outbox_message m
          WHERE m.workspace_id = ${workspaceId} AND m.person_id = ${personId} AND m.state = 'pending'
            AND m.updates_id IS NULL AND m.batch_id IS NULL AND m.kind <> ALL(${[...answerKinds]}::text[])) AS waiting,
        (SELECT count(*) FROM outbox_message m
          WHERE m.workspace_id = ${workspaceId} AND m.person_id <> ${personId} AND m.state = 'sent'
            AND m.updates_id IS NULL AND m.created_at >= ${since}::date
            AND (m.facts -> 'instead' -> 'person' ->> 'id')::int = ${personId}) AS "toStandIns",
        (SELECT count(*) FROM logged) AS conversations, (SELECT count(DISTINCT client_id) FROM logged) AS clients,
        (SELECT coalesce(json_agg(DISTINCT ch.name), '[]') FROM mine
          JOIN project p ON p.workspace_id = ${workspaceId} AND p.id = mine.project_id
          JOIN channel ch ON ch.workspace_id = p.workspace_id AND ch.id = p.channel_id
          JOIN person me ON me.workspace_id = p.workspace_id AND me.id = ${personId}
          WHERE ${knownToBeElsewhere(Prisma.sql`me.slack_user_id`, today)}) AS elsewhere`,
  );
  if (row === undefined) throw new Error('no answer to what happened meanwhile');
  return row;
}
