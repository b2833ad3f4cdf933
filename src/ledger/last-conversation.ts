import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import type { LastConversationFact } from './facts/common.js';
import type { Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { dated } from './receivable.js';
import { dateColumn, selectRows } from './rows.js';

/**
 * The newest contact with client `c.id` by `asOf`, as a subquery for LATERAL: (id, happened_on, outcome). A remark
 * and a skipped call are no contact; what was retracted never was.
 */
export function lastContact(asOf: LocalDate): Prisma.Sql {
  return Prisma.sql`(
    SELECT v.id, v.happened_on, v.outcome
    FROM conversation v
    WHERE v.workspace_id = c.workspace_id AND v.client_id = c.id AND v.happened_on <= ${asOf}::date
      AND v.outcome NOT IN ('note', 'skipped')
      AND NOT EXISTS (
        SELECT 1 FROM conversation_retraction x WHERE x.workspace_id = v.workspace_id AND x.conversation_id = v.id)
      AND NOT EXISTS (
        SELECT 1 FROM conversation later WHERE later.workspace_id = v.workspace_id AND later.corrects_id = v.id)
    ORDER BY v.happened_on DESC, v.id DESC
    LIMIT 1)`;
}

/**
 * CTE `contact`: (client_id, dated_id), the newest contact with each of the clients by `asOf` as `dated` makes it of day
 * and id; by the same rule as `lastContact`, for many clients at once.
 * @param clients a condition on v.client_id, starting with AND
 */
export function contacts(workspaceId: number, asOf: LocalDate, clients: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    contact AS (
      SELECT v.client_id, max(${dated(Prisma.sql`v.happened_on`, Prisma.sql`v.id`)}) AS dated_id
      FROM conversation v
      WHERE v.workspace_id = ${workspaceId} AND v.happened_on <= ${asOf}::date AND v.outcome NOT IN ('note', 'skipped')
        AND v.id NOT IN (SELECT x.conversation_id FROM conversation_retraction x WHERE x.workspace_id = ${workspaceId})
        AND v.id NOT IN (
          SELECT later.corrects_id FROM conversation later
          WHERE later.workspace_id = ${workspaceId} AND later.corrects_id IS NOT NULL)
        ${clients}
      GROUP BY v.client_id
    )`;
}

const conversationRow = z.object({
  client_id: z.int(),
  happenedOn: dateColumn,
  outcome: z.string(),
  medium: z.string(),
  note: z.string().nullable(),
  contactName: z.string().nullable(),
  byName: z.string().nullable(),
  permalink: z.string().nullable(),
});

/** What was last said with each of the clients, remarks included, by `asOf`. */
export async function lastConversations(
  db: Transaction,
  workspaceId: number,
  clientIds: readonly number[],
  asOf: LocalDate,
): Promise<(clientId: number) => LastConversationFact | null> {
  const ids = [...new Set(clientIds)];
  if (ids.length === 0) return () => null;
  const rows = await selectRows(
    db,
    conversationRow,
    Prisma.sql`
      SELECT c.id AS client_id, v.happened_on::text AS "happenedOn", v.outcome, v.medium, v.note,
        k.name AS "contactName", b.name AS "byName", v.permalink
      FROM client c
      CROSS JOIN LATERAL (
        SELECT v.* FROM conversation v
        WHERE v.workspace_id = c.workspace_id AND v.client_id = c.id AND v.happened_on <= ${asOf}::date
          AND NOT EXISTS (
            SELECT 1 FROM conversation_retraction x WHERE x.workspace_id = v.workspace_id AND x.conversation_id = v.id)
          AND NOT EXISTS (
            SELECT 1 FROM conversation later WHERE later.workspace_id = v.workspace_id AND later.corrects_id = v.id)
        ORDER BY v.happened_on DESC, v.id DESC
        LIMIT 1
      ) v
      LEFT JOIN contact k ON k.workspace_id = v.workspace_id AND k.id = v.contact_id
      LEFT JOIN person b ON b.workspace_id = v.workspace_id AND b.id = v.logged_by_id
      WHERE c.workspace_id = ${workspaceId} AND c.id = ANY(${ids}::int[])`,
  );
  const byClient = new Map(rows.map(({ client_id, ...fact }) => [client_id, fact]));
  return (clientId) => byClient.get(clientId) ?? null;
}
