import { z } from 'zod';
import { type PersonFact, personFact } from '../facts/common.js';
import type { Transaction } from '../ledger.js';
import { peopleWhoCan } from '../people.js';
import { Prisma } from '../prisma/client.js';
import type { WhyReached } from '../routing.js';
import { selectRows } from '../rows.js';

/** Who is told about a client, and where its project lives. */
export interface ClientRoute {
  readonly owner: PersonFact | null;
  /** Name of the channel of the client's project; null without one. */
  readonly channelName: string | null;
  /**
   * B12: the owner, if they cannot be reached in Slack the backup, else every manager; one after the other, since a
   * message to those who come first may fail for good.
   */
  readonly inTurn: readonly (readonly { readonly person: PersonFact; readonly why: WhyReached }[])[];
}

const NOBODY: ClientRoute = { owner: null, channelName: null, inTurn: [] };

const routeRow = z.object({
  clientId: z.int(),
  owner: personFact.nullable(),
  ownerReachable: z.boolean(),
  backup: personFact.nullable(),
  backupReachable: z.boolean(),
  channelName: z.string().nullable(),
});

/** The routes of several clients at once, by the rules of clientRouting and reachableFor. */
export async function routesOf(
  db: Transaction,
  workspaceId: number,
  clientIds: readonly number[],
): Promise<(clientId: number) => ClientRoute> {
  const personJson = (alias: Prisma.Sql): Prisma.Sql =>
    Prisma.sql`CASE WHEN ${alias}.id IS NOT NULL THEN json_build_object('id', ${alias}.id, 'name', ${alias}.name,
      'slackUserId', ${alias}.slack_user_id) END`;
  const reachable = (alias: Prisma.Sql): Prisma.Sql =>
    Prisma.sql`coalesce(NOT ${alias}.deactivated AND NOT ${alias}.guest AND NOT ${alias}.bot
      AND ${alias}.slack_user_id IS NOT NULL, false)`;
  const owner = Prisma.sql`owner`;
  const backup = Prisma.sql`backup`;
  const rows = await selectRows(
    db,
    routeRow,
    Prisma.sql`
      SELECT c.id AS "clientId", ${personJson(owner)} AS owner, ${reachable(owner)} AS "ownerReachable",
        ${personJson(backup)} AS backup, ${reachable(backup)} AS "backupReachable", ch.name AS "channelName"
      FROM client c
      LEFT JOIN LATERAL (
        SELECT coalesce(i.project_id, c.project_id) AS project_id FROM invoice i
        WHERE i.workspace_id = c.workspace_id AND i.client_id = c.id AND i.open > 0
        ORDER BY i.due_date, i.id LIMIT 1
      ) first ON true
      LEFT JOIN project p ON p.workspace_id = c.workspace_id AND p.id = coalesce(first.project_id, c.project_id)
      LEFT JOIN channel ch ON ch.workspace_id = p.workspace_id AND ch.id = p.channel_id
      LEFT JOIN person owner ON owner.workspace_id = c.workspace_id AND owner.id = coalesce(c.owner_id, p.owner_id)
      LEFT JOIN person backup ON backup.workspace_id = c.workspace_id
        AND backup.id = CASE WHEN c.owner_id IS NOT NULL THEN coalesce(c.backup_id, p.backup_id) ELSE p.backup_id END
      WHERE c.workspace_id = ${workspaceId} AND c.id = ANY(${[...new Set(clientIds)]}::int[])`,
  );
  const managers = (await peopleWhoCan(db, workspaceId, ['manager'])).map((person) => ({
    person,
    why: 'manager' as const,
  }));
  const routes = new Map(
    rows.map((row) => {
      const inTurn: ClientRoute['inTurn'] = [
        row.owner !== null && row.ownerReachable ? [{ person: row.owner, why: 'owner' as const }] : [],
        row.backup !== null && row.backupReachable ? [{ person: row.backup, why: 'backup' as const }] : [],
        managers,
      ].filter((people) => people.length > 0);
      return [row.clientId, { owner: row.owner, channelName: row.channelName, inTurn }];
    }),
  );
  return (clientId) => routes.get(clientId) ?? NOBODY;
}
