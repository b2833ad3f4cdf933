import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import { awayOn } from '../absence.js';
import { knownToBeElsewhere } from '../channel-roster.js';
import { type InsteadFact, type PersonFact, personFact } from '../facts/common.js';
import type { Transaction } from '../ledger.js';
import { peopleWhoCan } from '../people.js';
import { Prisma } from '../prisma/client.js';
import { onlyEscalations } from '../quiet-hours.js';
import type { WhyReached } from '../routing.js';
import { selectRows } from '../rows.js';
import type { Urgency } from '../urgency.js';

/** Somebody who is told, and why they are. */
export interface Reached {
  readonly person: PersonFact;
  readonly why: WhyReached;
  /** In whose place, and why not that one; null for the owner, and where there is none. */
  readonly instead: InsteadFact | null;
}

/** Who is told about a client, and where its project lives. */
export interface ClientRoute {
  readonly owner: PersonFact | null;
  /** Name of the channel of the client's project; null without one. */
  readonly channelName: string | null;
  /**
   * B12: the owner, if they cannot be reached in Slack, are away or not in the project's channel the backup, else every manager; one after the other,
   * since a message to those who come first may fail for good. After all who are there come those who are not, in the
   * same order: better late than nobody; and last those who stand in and want no such messages: it would wait in their
   * Home tab only. An owner who wants none is not passed over for that.
   */
  readonly inTurn: readonly (readonly Reached[])[];
}

/** The route of a client that the books do not have. */
export const NOBODY: ClientRoute = { owner: null, channelName: null, inTurn: [] };

const routeRow = z.object({
  clientId: z.int(),
  owner: personFact.nullable(),
  ownerReachable: z.boolean(),
  ownerDeactivated: z.boolean(),
  ownerElsewhere: z.boolean(),
  backup: personFact.nullable(),
  backupReachable: z.boolean(),
  backupElsewhere: z.boolean(),
  channelName: z.string().nullable(),
});

/** The routes of several clients at once, on a day, for a message of that urgency. */
export async function routesOf(
  db: Transaction,
  workspaceId: number,
  clientIds: readonly number[],
  day: LocalDate,
  urgency: Urgency = 'news',
): Promise<(clientId: number) => ClientRoute> {
  if (clientIds.length === 0) return () => NOBODY;
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
        coalesce(owner.deactivated, false) AS "ownerDeactivated",
        ${knownToBeElsewhere(Prisma.sql`owner.slack_user_id`, day)} AS "ownerElsewhere",
        ${knownToBeElsewhere(Prisma.sql`backup.slack_user_id`, day)} AS "backupElsewhere",
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
  const managers = await peopleWhoCan(db, workspaceId, ['manager']);
  const everybody = [...managers, ...rows.flatMap((row) => [row.owner ?? [], row.backup ?? []].flat())];
  const ids = everybody.map(({ id }) => id);
  const away = await awayOn(db, workspaceId, ids, day);
  const deaf = urgency === 'news' ? await onlyEscalations(db, workspaceId, ids) : new Set<number>();
  const routes = new Map(
    rows.map((row): [number, ClientRoute] => {
      const instead = row.owner === null ? null : insteadOf(row.owner, row, away);
      const turns: readonly (readonly Reached[])[] = [
        row.owner !== null && row.ownerReachable ? [{ person: row.owner, why: 'owner', instead: null }] : [],
        row.backup !== null && row.backupReachable ? [{ person: row.backup, why: 'backup', instead }] : [],
        managers.map((person) => ({ person, why: 'manager', instead })),
      ];
      const isAbsent = ({ person, why }: Reached): boolean =>
        away.has(person.id) || (why === 'owner' && row.ownerElsewhere) || (why === 'backup' && row.backupElsewhere);
      const rankOf = (reached: Reached): number => {
        const absent = isAbsent(reached);
        if (deaf.has(reached.person.id) && (reached.why !== 'owner' || absent)) return 2;
        return absent ? 1 : 0;
      };
      const ranked = [0, 1, 2].flatMap((rank) => turns.map((turn) => turn.filter((one) => rankOf(one) === rank)));
      const inTurn = ranked.filter((people) => people.length > 0);
      return [row.clientId, { owner: row.owner, channelName: row.channelName, inTurn }];
    }),
  );
  return (clientId) => routes.get(clientId) ?? NOBODY;
}

/** Why somebody else gets what is the owner's. Nothing else known: a message to the owner did not arrive. */
function insteadOf(
  owner: PersonFact,
  { ownerDeactivated, ownerElsewhere, channelName }: z.infer<typeof routeRow>,
  away: ReadonlyMap<number, LocalDate>,
): InsteadFact {
  if (ownerDeactivated) return { person: owner, reason: 'deactivated', until: null };
  const until = away.get(owner.id) ?? null;
  if (until !== null) return { person: owner, reason: 'away', until };
  if (ownerElsewhere && channelName !== null) return { person: owner, reason: 'not_in_channel', until, channelName };
  return { person: owner, reason: 'unreachable', until };
}
