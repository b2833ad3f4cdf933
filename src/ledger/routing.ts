import { z } from 'zod';
import { channelShowsAmounts } from './channel-roster.js';
import type { PersonFact } from './facts/common.js';
import type { SqlTransaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';

/** Why somebody gets a message: they own the client, stand in for the owner, or manage. */
export type WhyReached = 'owner' | 'backup' | 'manager';

/** Who owns a client's receivables and where its project lives. */
export interface ClientRouting {
  readonly owner: PersonFact | null;
  readonly backup: PersonFact | null;
  /** The channel of the client's project; null without a project or a channel. */
  readonly channel: {
    readonly id: number;
    readonly slackChannelId: string;
    readonly name: string;
    readonly isShared: boolean;
    readonly archived: boolean;
    /** False: no amounts in what is said there. */
    readonly amountsShown: boolean;
  } | null;
}

export const personFact = z.object({ id: z.int(), name: z.string(), slackUserId: z.string().nullable() });

const routingRow = z.object({
  owner: personFact.nullable(),
  backup: personFact.nullable(),
  channel: z
    .object({
      id: z.int(),
      slackChannelId: z.string(),
      name: z.string(),
      isShared: z.boolean(),
      archived: z.boolean(),
      amountsShown: z.boolean(),
    })
    .nullable(),
});

const factOf = (alias: 'o' | 'b'): Prisma.Sql => {
  const column = (name: string): Prisma.Sql => Prisma.raw(`${alias}.${name}`);
  return Prisma.sql`case when ${column('id')} is not null then json_build_object(
    'id', ${column('id')}, 'name', ${column('name')}, 'slackUserId', ${column('slack_user_id')}) end`;
};

/**
 * One owner and one backup a client (S49): the client's own, else those of its project. The project is that
 * of the earliest due open invoice, else the client's home.
 */
export async function clientRouting(tx: SqlTransaction, workspaceId: number, clientId: number): Promise<ClientRouting> {
  const { row, query } = routingQuestion(workspaceId, clientId);
  return routingOf(await selectRows(tx, row, query));
}

/** The same as a question, for whoever asks for more; its rows are what `routingOf` reads. */
export const routingQuestion = (workspaceId: number, clientId: number) => ({
  row: routingRow,
  query: Prisma.sql`
      select ${factOf('o')} as owner, ${factOf('b')} as backup,
        case when ch.id is not null then json_build_object('id', ch.id, 'slackChannelId', ch.slack_channel_id,
          'name', ch.name, 'isShared', ch.is_shared, 'archived', ch.archived, 'amountsShown', ${channelShowsAmounts}) end as channel
      from client c
      left join lateral (
        select p.* from project p
        where p.workspace_id = c.workspace_id and p.id = coalesce(
          (select coalesce(i.project_id, c.project_id) from invoice i
           where i.workspace_id = c.workspace_id and i.client_id = c.id and i.open > 0
           order by i.due_date, i.id limit 1), c.project_id)
      ) p on true
      left join person o on o.workspace_id = c.workspace_id and o.id = coalesce(c.owner_id, p.owner_id)
      left join person b on b.workspace_id = c.workspace_id
        and b.id = case when c.owner_id is not null then coalesce(c.backup_id, p.backup_id) else p.backup_id end
      left join channel ch on ch.workspace_id = c.workspace_id and ch.id = p.channel_id
      where c.workspace_id = ${workspaceId} and c.id = ${clientId}`,
});

export const routingOf = ([row]: readonly ClientRouting[]): ClientRouting =>
  row ?? { owner: null, backup: null, channel: null };

/** The channel that may be told about a client: its project's, unless outsiders read there or it is closed. */
export const tellableChannel = (routing: ClientRouting): NonNullable<ClientRouting['channel']> | null =>
  routing.channel !== null && !routing.channel.isShared && !routing.channel.archived ? routing.channel : null;
