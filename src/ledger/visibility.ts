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
 * A condition on a row `c` of client: true where the actor may see it. A member sees the clients that they own or
 * back up, and those of projects that they own or back up or whose channel they are in, be it the client's home
 * project or a project one of its invoices names.
 */
export function visibleTo(actor: Actor): Prisma.Sql {
  if (actor.guest) return Prisma.sql`false`;
  if (seesAll(actor)) return Prisma.sql`c.removed_at is null`;
  const person = actor.personId ?? -1;
  const channels = [...actor.slackChannelIds];
  return Prisma.sql`c.removed_at is null and (
    c.owner_id = ${person} or c.backup_id = ${person} or exists (
      select 1 from project p
      left join channel ch on ch.workspace_id = p.workspace_id and ch.id = p.channel_id
      where p.workspace_id = c.workspace_id
        and (p.owner_id = ${person} or p.backup_id = ${person} or ch.slack_channel_id = any(${channels}::text[]))
        and (p.id = c.project_id or exists (
          select 1 from invoice i
          where i.workspace_id = c.workspace_id and i.client_id = c.id and i.project_id = p.id))))`;
}
