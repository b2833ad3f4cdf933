import { z } from 'zod';
import { roles } from '../domain/role.js';
import type { Ledger } from './ledger.js';
import type { KnownPerson } from './people.js';
import { Prisma } from './prisma/client.js';
import { selectPrepared } from './rows.js';
import { type WorkspaceInfo, workspaceColumns, workspaceOf, workspaceRow } from './workspaces.js';

const personRow = z.object({
  personId: z.int().nullable(),
  personName: z.string().nullable(),
  personTimezone: z.string().nullable(),
  personLocale: z.string().nullable(),
  role: z.enum(roles).nullable(),
  slackAdmin: z.boolean().nullable(),
  guest: z.boolean().nullable(),
  bot: z.boolean().nullable(),
  deactivated: z.boolean().nullable(),
  refreshedAt: z.date().nullable(),
});

const row = workspaceRow.extend(personRow.shape).extend({ place: z.int(), sharedChannels: z.array(z.string()) });

/** What the books know of somebody who asks for something; `person` null: nothing. */
export interface Admission {
  readonly workspace: WorkspaceInfo;
  readonly person: KnownPerson | null;
  /** Slack's ids of the channels that another organisation is in. */
  readonly sharedChannels: readonly string[];
}

/**
 * The workspace and the person of each of several requests, as the books have them now. Every request asks for both, so
 * it is one statement, for all that come at the same time; a role that another replica took away a moment ago counts.
 */
export async function admissionsOf(
  ledger: Ledger,
  workspaceId: number,
  slackUserIds: readonly string[],
): Promise<Admission[]> {
  const found = await selectPrepared(
    ledger.prisma,
    row,
    Prisma.sql`
      select asked.place::int as place, ${workspaceColumns}, p.id as "personId", p.name as "personName", p.timezone as "personTimezone",
        p.locale as "personLocale", p.role, p.slack_admin as "slackAdmin", p.guest, p.bot, p.deactivated,
        p.refreshed_at as "refreshedAt",
        array(select ch.slack_channel_id from channel ch
          where ch.workspace_id = ${workspaceId} and ch.is_shared) as "sharedChannels"
      from workspace w
      cross join unnest(${[...slackUserIds]}::text[]) with ordinality as asked(id, place)
      left join person p on p.workspace_id = w.id and p.slack_user_id = asked.id
      where w.id = ${workspaceId}
      order by asked.place`,
  );
  if (found.length === 0) throw new Error(`there is no workspace ${workspaceId}`);
  return found.map((each) => admissionIn(each, slackUserIds[each.place - 1] ?? ''));
}

function admissionIn(found: z.infer<typeof row>, slackUserId: string): Admission {
  const { personId, personName, role, slackAdmin, guest, bot, deactivated, refreshedAt } = found;
  const person =
    personId === null
      ? null
      : {
          id: personId,
          name: personName ?? slackUserId,
          slackUserId,
          timezone: found.personTimezone,
          locale: found.personLocale,
          role,
          slackAdmin: slackAdmin === true,
          guest: guest === true,
          bot: bot === true,
          deactivated: deactivated === true,
          refreshedAt,
        };
  return { workspace: workspaceOf(found), person, sharedChannels: found.sharedChannels };
}
