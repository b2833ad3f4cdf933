import { z } from 'zod';
import { type PersonFact, personFact } from './facts/common.js';
import type { Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';

/** People as messages name them, by id. */
export async function peopleById(
  db: Transaction,
  workspaceId: number,
  ids: readonly number[],
): Promise<Map<number, PersonFact>> {
  const people = await selectRows(
    db,
    personFact,
    Prisma.sql`
      SELECT id, name, slack_user_id AS "slackUserId" FROM person
      WHERE workspace_id = ${workspaceId} AND id = ANY(${[...new Set(ids)]}::int[])`,
  );
  return new Map(people.map((person) => [person.id, person]));
}

const channelRow = z.object({ slackChannelId: z.string(), name: z.string() });

/** Names of channels, by Slack's id. */
export async function recipientChannels(
  db: Transaction,
  workspaceId: number,
  slackChannelIds: readonly string[],
): Promise<Map<string, string>> {
  const channels = await selectRows(
    db,
    channelRow,
    Prisma.sql`
      SELECT slack_channel_id AS "slackChannelId", name FROM channel
      WHERE workspace_id = ${workspaceId} AND slack_channel_id = ANY(${[...new Set(slackChannelIds)]}::text[])`,
  );
  return new Map(channels.map((channel) => [channel.slackChannelId, channel.name]));
}
