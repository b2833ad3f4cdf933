import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import type { Actor } from './actor.js';
import { personFact } from './facts/common.js';
import type { StandIn } from './facts/receipt.js';
import type { Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { dateColumn, selectRows } from './rows.js';

/** The backup of client c (project p), as messages are routed: an owner of its own may have the project's backup. */
const BACKUP = Prisma.sql`CASE WHEN c.owner_id IS NOT NULL THEN coalesce(c.backup_id, p.backup_id) ELSE p.backup_id END`;
const OWNER = Prisma.sql`coalesce(c.owner_id, p.owner_id)`;

/** A condition on a person n: nobody who is away that day, has left, or is not in Slack looks after anything. */
const absent = (today: LocalDate): Prisma.Sql =>
  Prisma.sql`(n.deactivated OR n.guest OR n.bot OR n.slack_user_id IS NULL
    OR coalesce(${today}::date BETWEEN n.away_from AND n.away_until, false))`;

/**
 * A condition on client c and project p: the person owns the client, or stands in for its owner, who is not there on
 * that day, or for nobody. What somebody backs up while its owner is there is the owner's (B12).
 */
export function lookedAfterBy({ workspaceId, personId, today }: Actor): Prisma.Sql {
  const id = personId ?? -1;
  return Prisma.sql`(${OWNER} = ${id} OR (${BACKUP} = ${id} AND (${OWNER} IS NULL OR ${OWNER} = ANY(array(
    SELECT n.id FROM person n WHERE n.workspace_id = ${workspaceId} AND ${absent(today)})))))`;
}

/** A condition on client c and project p: it is this person's, be it as owner or as backup. */
export function ownedOrBackedUpBy(personId: number): Prisma.Sql {
  return Prisma.sql`(${OWNER} = ${personId} OR ${BACKUP} = ${personId})`;
}

const standInRow = z.object({
  clientId: z.int(),
  person: personFact,
  deactivated: z.boolean(),
  until: dateColumn.nullable(),
});

/** For which of these clients the person stands in, for whom, and why that one is not there. */
export async function standInsOf(db: Transaction, actor: Actor, clientIds: readonly number[]): Promise<StandIn[]> {
  const { workspaceId, personId, today } = actor;
  if (personId === null || clientIds.length === 0) return [];
  const rows = await selectRows(
    db,
    standInRow,
    Prisma.sql`
      SELECT DISTINCT ON (c.id) c.id AS "clientId", n.deactivated,
        json_build_object('id', n.id, 'name', n.name, 'slackUserId', n.slack_user_id) AS person,
        CASE WHEN ${today}::date BETWEEN n.away_from AND n.away_until THEN n.away_until::text END AS until
      FROM client c
      LEFT JOIN project p ON p.workspace_id = c.workspace_id AND (p.id = c.project_id OR EXISTS (
        SELECT 1 FROM invoice i WHERE i.workspace_id = c.workspace_id AND i.client_id = c.id AND i.project_id = p.id))
      JOIN person n ON n.workspace_id = c.workspace_id AND n.id = ${OWNER}
      WHERE c.workspace_id = ${workspaceId} AND c.id = ANY(${[...new Set(clientIds)]}::int[])
        AND ${BACKUP} = ${personId} AND n.id <> ${personId} AND ${absent(today)}
      ORDER BY c.id, coalesce(p.id = c.project_id, false) DESC, p.id`,
  );
  return rows.map(({ clientId, person, deactivated, until }) => ({
    clientId,
    instead: { person, reason: deactivated ? 'deactivated' : until === null ? 'unreachable' : 'away', until },
  }));
}
