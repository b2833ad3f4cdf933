import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import type { Ledger } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { integerColumn, selectPrepared } from './rows.js';

/** Who is in a channel, in figures. */
export interface RosterFacts {
  /** Guests of the Slack workspace and people of other organisations among the members. */
  readonly guests: number;
  /** When Slack was asked last. */
  readonly seenAt: Date;
}

const rosterRow = z.object({ guests: integerColumn, seenAt: z.coerce.date() });

/** What is known of who is in a channel; null: Slack was not asked yet. */
export async function rosterFacts(
  { prisma }: Pick<Ledger, 'prisma'>,
  workspaceId: number,
  slackChannelId: string,
): Promise<RosterFacts | null> {
  const [found] = await selectPrepared(
    prisma,
    rosterRow,
    Prisma.sql`
      select cardinality(roster.guests) as guests, roster.seen_at as "seenAt"
      from channel ch
      join channel_roster roster on roster.workspace_id = ch.workspace_id and roster.channel_id = ch.id
      where ch.workspace_id = ${workspaceId} and ch.slack_channel_id = ${slackChannelId}`,
  );
  return found ?? null;
}

/** SQL: how many guests and people of other organisations are in channel `ch`, as far as the books know; 0: none, or nobody looked. */
export const guestsInChannel: Prisma.Sql = Prisma.sql`coalesce((
  select cardinality(roster.guests) from channel_roster roster
  where roster.workspace_id = ch.workspace_id and roster.channel_id = ch.id), 0)`;

/** SQL: what is posted in channel `ch` names amounts: it is set so, and as far as the books know no guest reads there. */
export const channelShowsAmounts: Prisma.Sql = Prisma.sql`(ch.amounts_shown and ${guestsInChannel} = 0)`;

/** A roster that events kept since Slack was asked says who is there for so long. */
const KEPT_BY_EVENTS = '7 days';

/**
 * SQL: on that day this person is known not to be in channel `ch`. False where Collect is not in the channel, or has not looked who
 * is; and where the channel is closed, or there is none.
 */
export const knownToBeElsewhere = (slackUserId: Prisma.Sql, day: LocalDate): Prisma.Sql => Prisma.sql`coalesce((
  select not ${slackUserId} = any(roster.members) from channel_roster roster
  where roster.workspace_id = ch.workspace_id and roster.channel_id = ch.id and roster.joined and not ch.archived
    and roster.seen_at > ${day}::date - ${KEPT_BY_EVENTS}::interval), false)`;
