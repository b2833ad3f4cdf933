import { z } from 'zod';
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
  role: z.enum(['member', 'finance', 'manager']).nullable(),
  slackAdmin: z.boolean().nullable(),
  guest: z.boolean().nullable(),
  refreshedAt: z.date().nullable(),
});

const row = workspaceRow.extend(personRow.shape);

/**
 * The workspace and the person of a request, as the books have them now. Every request asks for both, so it is one
 * statement; a role that another replica took away a moment ago counts. Null: the books do not know the person.
 */
export async function admissionOf(
  ledger: Ledger,
  workspaceId: number,
  slackUserId: string,
): Promise<{ readonly workspace: WorkspaceInfo; readonly person: KnownPerson | null }> {
  const [found] = await selectPrepared(
    ledger.prisma,
    row,
    Prisma.sql`
      select ${workspaceColumns}, p.id as "personId", p.name as "personName", p.timezone as "personTimezone",
        p.locale as "personLocale", p.role, p.slack_admin as "slackAdmin", p.guest, p.refreshed_at as "refreshedAt"
      from workspace w
      left join person p on p.workspace_id = w.id and p.slack_user_id = ${slackUserId}
      where w.id = ${workspaceId}`,
  );
  if (found === undefined) throw new Error(`there is no workspace ${workspaceId}`);
  const { personId, personName, role, slackAdmin, guest, refreshedAt } = found;
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
          refreshedAt,
        };
  return { workspace: workspaceOf(found), person };
}
