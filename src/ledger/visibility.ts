import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { Prisma } from './prisma/client.js';

/** Finance, managers and the operator see every client of the workspace. */
export const seesAll = (actor: Actor): boolean => actor.role !== 'member';

/** Guests of the Slack workspace see nothing of the books. Throws UserError guest. */
export function refuseGuests(actor: Actor): void {
  if (actor.guest) throw new UserError('guest');
}

/**
 * A condition on a row `c` of client in the actor's workspace: true where the actor may see it. A member sees the
 * clients that they own or back up, and those of projects that they own or back up or whose channel they are in, be it
 * the client's home project or a project one of its invoices names. Those projects are looked up once, not for each row.
 */
export function visibleTo(actor: Actor): Prisma.Sql {
  if (actor.guest) return Prisma.sql`false`;
  if (seesAll(actor)) return Prisma.sql`c.removed_at is null`;
  const person = actor.personId ?? -1;
  const theirProjects = Prisma.sql`array(
    select p.id from project p
    left join channel ch on ch.workspace_id = p.workspace_id and ch.id = p.channel_id
    where p.workspace_id = ${actor.workspaceId}
      and (p.owner_id = ${person} or p.backup_id = ${person}
        or ch.slack_channel_id = any(${[...actor.slackChannelIds]}::text[])))`;
  return Prisma.sql`c.removed_at is null and (
    c.owner_id = ${person} or c.backup_id = ${person} or c.project_id = any(${theirProjects})
    or c.id in (
      select i.client_id from invoice i
      where i.workspace_id = ${actor.workspaceId} and i.project_id = any(${theirProjects})))`;
}
