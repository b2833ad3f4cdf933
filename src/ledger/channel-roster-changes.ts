import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { inOwnTransaction } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';
import { sayTodayAnew } from './today-anew.js';

/** Who is in a channel, by Slack's ids. */
export interface SeenRoster {
  readonly members: readonly string[];
  /** Of them guests, and people of other organisations. */
  readonly guests: readonly string[];
  /** Collect is in it itself. */
  readonly joined: boolean;
}

const keptRow = z.object({ channelId: z.int(), guests: z.int().nullable(), changedAt: z.date().nullable() });

/** The channel with its roster, locked: one change of it at a time, and today's digest follows each. */
async function lockRoster(tx: Transaction, workspaceId: number, slackChannelId: string) {
  const [kept] = await selectRows(
    tx,
    keptRow,
    Prisma.sql`
      select ch.id as "channelId", cardinality(roster.guests) as guests, roster.changed_at as "changedAt"
      from channel ch
      left join channel_roster roster on roster.workspace_id = ch.workspace_id and roster.channel_id = ch.id
      where ch.workspace_id = ${workspaceId} and ch.slack_channel_id = ${slackChannelId}
      for no key update of ch`,
  );
  return kept ?? null;
}

/** The first guest came: what stands there since this morning no longer names amounts. When the last one goes, it stays. */
async function afterChange(
  tx: Transaction,
  workspaceId: number,
  { channelId, before, after, at }: { channelId: number; before: number; after: number; at: Date },
): Promise<void> {
  if (before > 0 || after === 0) return;
  await sayTodayAnew(tx, workspaceId, { channelId, name: `guests-${randomUUID()}`, at });
}

/**
 * Keeps who is in a channel, as Slack says. False: an event has changed it since Slack was asked (`askedAt`), so that
 * this may be of before. A channel that the books do not have is left alone.
 */
export async function keepRoster(
  ledger: Ledger,
  workspaceId: number,
  slackChannelId: string,
  { members, guests, joined, askedAt }: SeenRoster & { readonly askedAt: Date },
): Promise<boolean> {
  return await inOwnTransaction(ledger, async (tx) => {
    const kept = await lockRoster(tx, workspaceId, slackChannelId);
    if (kept === null) return true;
    if (kept.changedAt !== null && kept.changedAt > askedAt) return false;
    const { channelId } = kept;
    const seen = { members: [...members], guests: [...guests], joined, seenAt: askedAt };
    await tx.channelRoster.upsert({
      where: { workspaceId_channelId: { workspaceId, channelId } },
      create: { workspaceId, channelId, ...seen },
      update: seen,
    });
    const at = ledger.clock.now();
    await afterChange(tx, workspaceId, { channelId, before: kept.guests ?? 0, after: guests.length, at });
    return true;
  });
}

/** Somebody joined a channel or left it, or is a guest from now on, or no longer. Of channels nobody looked at nothing is kept. */
export async function changeRoster(
  ledger: Ledger,
  workspaceId: number,
  slackChannelId: string,
  slackUserId: string,
  now: 'member' | 'guest' | 'gone',
): Promise<void> {
  await inOwnTransaction(ledger, async (tx) => {
    const kept = await lockRoster(tx, workspaceId, slackChannelId);
    if (kept === null || kept.guests === null) return;
    const { channelId } = kept;
    const at = ledger.clock.now();
    const without = (column: Prisma.Sql): Prisma.Sql => Prisma.sql`array_remove(${column}, ${slackUserId})`;
    const members = without(Prisma.sql`members`);
    const guests = without(Prisma.sql`guests`);
    const [after] = await selectRows(
      tx,
      z.object({ guests: z.int() }),
      Prisma.sql`
        update channel_roster
        set members = ${now === 'gone' ? members : Prisma.sql`${members} || ${slackUserId}::text`},
          guests = ${now === 'guest' ? Prisma.sql`${guests} || ${slackUserId}::text` : guests}, changed_at = ${at}
        where workspace_id = ${workspaceId} and channel_id = ${channelId}
        returning cardinality(guests) as guests`,
    );
    await afterChange(tx, workspaceId, { channelId, before: kept.guests, after: after?.guests ?? 0, at });
  });
}

/** Nothing is known any more of who is in a channel: Collect left it, or came, or could not learn who did. */
export async function forgetRoster(ledger: Ledger, workspaceId: number, slackChannelId: string): Promise<void> {
  await ledger.prisma.channelRoster.deleteMany({ where: { workspaceId, channel: { slackChannelId } } });
}

const channelRow = z.object({ slackChannelId: z.string() });

/** The channels in which somebody is kept as something else than they are. */
export async function channelsToCorrect(
  { prisma }: Ledger,
  workspaceId: number,
  slackUserId: string,
  now: 'member' | 'guest' | 'gone',
): Promise<readonly string[]> {
  const wrong =
    now === 'gone'
      ? Prisma.sql`true`
      : now === 'guest'
        ? Prisma.sql`not ${slackUserId} = any(roster.guests)`
        : Prisma.sql`${slackUserId} = any(roster.guests)`;
  const found = await selectRows(
    prisma,
    channelRow,
    Prisma.sql`
      select ch.slack_channel_id as "slackChannelId" from channel_roster roster
      join channel ch on ch.workspace_id = roster.workspace_id and ch.id = roster.channel_id
      where roster.workspace_id = ${workspaceId} and ${slackUserId} = any(roster.members) and ${wrong}
      order by ch.id`,
  );
  return found.map(({ slackChannelId }) => slackChannelId);
}

const knownRow = z.object({ slackUserId: z.string(), guest: z.boolean() });

/** Of these members of a channel, whether they are guests, where the books know: from their profile, or as the channel was seen last. */
export async function knownMembers(
  { prisma }: Ledger,
  workspaceId: number,
  slackChannelId: string,
  members: readonly string[],
): Promise<Map<string, boolean>> {
  const found = await selectRows(
    prisma,
    knownRow,
    Prisma.sql`
      with asked as (select unnest(${[...members]}::text[]) as id),
      kept as (
        select roster.members, roster.guests from channel_roster roster
        join channel ch on ch.workspace_id = roster.workspace_id and ch.id = roster.channel_id
        where ch.workspace_id = ${workspaceId} and ch.slack_channel_id = ${slackChannelId}),
      before as (select unnest(kept.members) as id from kept),
      outside as (select unnest(kept.guests) as id from kept)
      select asked.id as "slackUserId", coalesce(p.guest, outside.id is not null) as guest
      from asked
      left join person p on p.workspace_id = ${workspaceId} and p.slack_user_id = asked.id and p.refreshed_at is not null
      left join before on before.id = asked.id
      left join outside on outside.id = asked.id
      where p.id is not null or before.id is not null`,
  );
  return new Map(found.map(({ slackUserId, guest }) => [slackUserId, guest]));
}
