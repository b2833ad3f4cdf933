import { z } from 'zod';
import type { Actor } from './actor.js';
import type { Ledger } from './ledger.js';
import { lookedAfterBy } from './looked-after.js';
import { overduePage } from './overdue.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';
import { refuseGuests, seesAll } from './visibility.js';

/** What somebody is most likely to ask about; null: there is none that they see. */
export interface OwnNames {
  readonly client: string | null;
  readonly project: string | null;
}

const nameRow = z.object({ name: z.string() });

/**
 * The client with the most to collect among those that this person looks after (of all that finance and managers see,
 * where they look after none), and a project of theirs: one that they own before one whose channel they are in. Throws
 * UserError guest.
 */
export async function ownNames(ledger: Ledger, actor: Actor): Promise<OwnNames> {
  refuseGuests(actor);
  const largest = async (condition: Prisma.Sql): Promise<string | null> => {
    const { rows } = await overduePage(ledger.prisma, actor, condition, { size: 1, page: 1 });
    return rows[0]?.clientName ?? null;
  };
  const own = await largest(lookedAfterBy(actor));
  const client = own ?? (seesAll(actor) ? await largest(Prisma.sql`true`) : null);
  const person = actor.personId ?? -1;
  const [project] = await selectRows(
    ledger.prisma,
    nameRow,
    Prisma.sql`
      SELECT p.name FROM project p
      LEFT JOIN channel ch ON ch.workspace_id = p.workspace_id AND ch.id = p.channel_id
      WHERE p.workspace_id = ${actor.workspaceId}
        AND (${seesAll(actor)} OR p.owner_id = ${person} OR p.backup_id = ${person}
          OR ch.slack_channel_id = ANY(${[...actor.slackChannelIds]}::text[]))
      ORDER BY p.owner_id IS DISTINCT FROM ${person}, p.backup_id IS DISTINCT FROM ${person},
        (ch.slack_channel_id = ANY(${[...actor.slackChannelIds]}::text[])) IS NOT TRUE, p.name, p.id
      LIMIT 1`,
  );
  return { client, project: project?.name ?? null };
}
