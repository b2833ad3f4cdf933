import { isCountry } from '../domain/calendar.js';
import { isTimeZone } from '../domain/local-date.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { inOwnTransaction, inTransaction } from './in-transaction.js';
import type { Ledger, SqlTransaction, Transaction } from './ledger.js';
import { requireRole } from './people.js';
import type { Channel } from './prisma/client.js';
import { takeDownPosts } from './take-down.js';
import { sayTodayAnew } from './today-anew.js';
import { seesAll } from './visibility.js';

/** What Slack says of a channel (conversations.info). */
export interface SlackChannelFacts {
  readonly slackChannelId: string;
  readonly name: string;
  readonly isPrivate: boolean;
  /** Shared with another organisation, or about to be: the client may be reading along. */
  readonly isShared: boolean;
  readonly archived: boolean;
}

/** Settings of a channel's digest. Times are local to `timezone` (null: the workspace's). */
export interface DigestSettings {
  readonly digestTime: string;
  /** ISO weekdays, 1 Monday … 7 Sunday. */
  readonly digestWeekdays: readonly number[];
  readonly digestEnabled: boolean;
  /** Nothing to do: one quiet line (true) or nothing. */
  readonly digestQuietLine: boolean;
  /** ISO 3166 country of the holidays; null: the workspace's. */
  readonly country: string | null;
  readonly timezone: string | null;
  /** Language of what Collect says there: en or zh-CN; null: the workspace's. */
  readonly locale: string | null;
  /** False: no amounts in the channel. */
  readonly amountsShown: boolean;
  /** Clients with less than this to collect get no row of their own; minor units of the workspace's currency. */
  readonly minimumAmount: number;
}

/** The languages that a channel can be set to. */
export const channelLocales = ['en', 'zh-CN'] as const;

/** An answer that Slack took longer for than this, in ms, is none: whatever looks newer by more is a clock that was set back. */
const LONGEST_ANSWER = 600_000;

/**
 * Keeps what Slack says of a channel; settings stay. What was asked for later stands: another replica may have heard
 * since, by an event, that the channel was shared, and an answer of before must not take that back.
 *
 * @param askedAt when Slack was asked, not when it answered; absent: now
 */
export async function rememberChannel(
  ledger: Ledger,
  workspaceId: number,
  facts: SlackChannelFacts,
  askedAt: Date = ledger.clock.now(),
): Promise<Channel> {
  const { prisma } = ledger;
  const { slackChannelId, name, isPrivate, isShared, archived } = facts;
  const newest = new Date(askedAt.getTime() + LONGEST_ANSWER);
  const keep = async (db: SqlTransaction): Promise<number> =>
    await db.$executeRaw`
    insert into channel as kept (workspace_id, slack_channel_id, name, is_private, is_shared, archived, asked_at)
    values (${workspaceId}, ${slackChannelId}, ${name}, ${isPrivate}, ${isShared}, ${archived}, ${askedAt})
    on conflict (workspace_id, slack_channel_id) do update
    set name = excluded.name, is_private = excluded.is_private, is_shared = excluded.is_shared,
      archived = excluded.archived, asked_at = excluded.asked_at
    where kept.asked_at is null or kept.asked_at <= ${askedAt} or kept.asked_at > ${newest}`;
  const where = { workspaceId_slackChannelId: { workspaceId, slackChannelId } };
  if (!isShared) await keep(prisma);
  else {
    await inOwnTransaction(ledger, async (tx) => {
      const own = await tx.$executeRaw`
        select 1 from channel
        where workspace_id = ${workspaceId} and slack_channel_id = ${slackChannelId} and not is_shared
        for no key update`;
      const kept = await keep(tx);
      // It was the workspace's own until now.
      if (own > 0 && kept > 0) await takeDownPosts(tx, workspaceId, slackChannelId, ledger.clock.now());
    });
  }
  return await prisma.channel.findUniqueOrThrow({ where });
}

const settingsOf = (channel: Channel): DigestSettings => ({
  digestTime: channel.digestTime,
  digestWeekdays: channel.digestWeekdays,
  digestEnabled: channel.digestEnabled,
  digestQuietLine: channel.digestQuietLine,
  country: channel.country,
  timezone: channel.timezone,
  locale: channel.locale,
  amountsShown: channel.amountsShown,
  minimumAmount: Number(channel.minimumAmount),
});

/** A channel with the settings of its digest. */
export interface SetDigest {
  readonly channelId: number;
  readonly channelName: string;
  readonly projectNames: string[];
  readonly settings: DigestSettings;
  /** Guests and people of other organisations in it, as far as is known: while there are any, it names no amounts. */
  readonly guests: number;
}

/** The settings of a channel's digest with the names of its projects; null for a channel without a project. */
export async function digestSettings(
  ledger: Ledger,
  workspaceId: number,
  slackChannelId: string,
): Promise<SetDigest | null> {
  const channel = await ledger.prisma.channel.findUnique({
    where: { workspaceId_slackChannelId: { workspaceId, slackChannelId } },
    include: {
      projects: { select: { name: true }, orderBy: { name: 'asc' } },
      roster: { select: { guests: true } },
    },
  });
  if (channel === null || channel.projects.length === 0) return null;
  const projectNames = channel.projects.map((project) => project.name);
  const guests = channel.roster?.guests.length ?? 0;
  return { channelId: channel.id, channelName: channel.name, projectNames, settings: settingsOf(channel), guests };
}

/**
 * The same for somebody who asks: to whoever may not see what the digest says (who is not in the channel, owns none of
 * its projects and is neither of finance nor a manager) the channel is as one without a project. `maySet`: they may change them.
 */
export async function digestSettingsFor(
  ledger: Ledger,
  actor: Actor,
  slackChannelId: string,
): Promise<(SetDigest & { readonly maySet: boolean }) | null> {
  const { workspaceId } = actor;
  const channel = await ledger.prisma.channel.findUnique({
    where: { workspaceId_slackChannelId: { workspaceId, slackChannelId } },
    include: { projects: { select: { ownerId: true, backupId: true } } },
  });
  if (channel === null || !maySee(actor, { slackChannelId, projects: channel.projects })) return null;
  const found = await digestSettings(ledger, workspaceId, slackChannelId);
  return found === null ? null : { ...found, maySet: seesAll(actor) || ownsOne(actor, channel.projects) };
}

/**
 * The same for whoever may change them, with what of them they may not. Throws UserError channel_needed (no project
 * there, or none that the person may know of), role_required.
 */
export async function digestSettingsToChange(
  ledger: Ledger,
  actor: Actor,
  slackChannelId: string,
): Promise<SetDigest & { readonly mayShowAmounts: boolean }> {
  const { workspaceId } = actor;
  await channelToSet(ledger.prisma, actor, slackChannelId);
  const found = await digestSettings(ledger, workspaceId, slackChannelId);
  if (found === null) throw new UserError('channel_needed');
  return { ...found, mayShowAmounts: seesAll(actor) };
}

/** A channel whose digest the actor may change. Throws UserError channel_needed, role_required, guest. */
async function channelToSet(db: Transaction, actor: Actor, slackChannelId: string): Promise<Channel> {
  const { workspaceId } = actor;
  const channel = await db.channel.findUnique({
    where: { workspaceId_slackChannelId: { workspaceId, slackChannelId } },
    include: { projects: { select: { ownerId: true, backupId: true } } },
  });
  if (channel === null || channel.projects.length === 0) throw new UserError('channel_needed');
  if (!actor.guest && !maySee(actor, channel)) throw new UserError('channel_needed');
  if (!ownsOne(actor, channel.projects)) await requireRole(db, actor, ['finance', 'manager'], 'digest');
  return channel;
}

interface Held {
  readonly ownerId: number | null;
  readonly backupId: number | null;
}

const ownsOne = ({ personId, guest }: Actor, projects: readonly Held[]): boolean =>
  personId !== null && !guest && projects.some(({ ownerId, backupId }) => [ownerId, backupId].includes(personId));

function maySee(
  actor: Actor,
  channel: { readonly slackChannelId: string; readonly projects: readonly Held[] },
): boolean {
  if (actor.guest) return false;
  return seesAll(actor) || actor.slackChannelIds.includes(channel.slackChannelId) || ownsOne(actor, channel.projects);
}

/** Whether a code, in capitals, is a country whose public holidays a digest can leave out. */
export const hasHolidays = (code: string): boolean => /^[A-Z]{2}$/.test(code) && isCountry(code);

/** What stands there since this morning shows other amounts, or speaks another language: not for the rest of the day. */
export const isReadOtherwise = (before: Partial<DigestSettings>, after: Partial<DigestSettings>): boolean =>
  before.amountsShown !== after.amountsShown || before.locale !== after.locale;

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;

function checkSettings(change: Partial<DigestSettings>): void {
  const { digestTime, digestWeekdays, timezone, country, locale, minimumAmount } = change;
  if (digestTime !== undefined && !TIME.test(digestTime)) {
    throw new UserError('bad_setting', { setting: 'time', value: digestTime, allowed: '08:30' });
  }
  if (digestWeekdays !== undefined) {
    const known = digestWeekdays.every((day) => Number.isInteger(day) && day >= 1 && day <= 7);
    if (!known || digestWeekdays.length === 0) {
      throw new UserError('bad_setting', { setting: 'weekdays', value: digestWeekdays.join(','), allowed: 'mon-fri' });
    }
  }
  if (timezone != null && !isTimeZone(timezone)) {
    throw new UserError('bad_setting', { setting: 'timezone', value: timezone, allowed: 'Europe/Berlin' });
  }
  if (country != null && !hasHolidays(country)) {
    throw new UserError('bad_setting', { setting: 'country', value: country, allowed: 'DE' });
  }
  if (locale != null && !channelLocales.some((known) => known === locale)) {
    throw new UserError('bad_setting', { setting: 'language', value: locale, allowed: channelLocales.join(', ') });
  }
  if (minimumAmount !== undefined && !(Number.isSafeInteger(minimumAmount) && minimumAmount >= 0)) {
    throw new UserError('bad_setting', { setting: 'minimum', value: String(minimumAmount), allowed: '500' });
  }
}

/**
 * Changes the digest of a channel that has a project. Finance and managers, and the owner or backup of a project of
 * the channel, may; showing amounts again where they are hidden is for finance and managers. Throws UserError bad_setting, channel_needed (no project here, or none that the person may know of),
 * role_required.
 */
export async function setDigest(
  ledger: Ledger,
  actor: Actor,
  slackChannelId: string,
  change: Partial<DigestSettings>,
): Promise<{ auditId: number; settings: DigestSettings; channelName: string }> {
  checkSettings(change);
  const { workspaceId } = actor;
  return await inTransaction(ledger, 'setDigest', async (tx) => {
    const { personId } = actor;
    const channel = await channelToSet(tx, actor, slackChannelId);
    const before = settingsOf(channel);
    // Hiding is anybody's who looks after the project; who reads amounts is not.
    if (change.amountsShown === true && !before.amountsShown) {
      await requireRole(tx, actor, ['finance', 'manager'], 'amounts');
    }
    const { digestWeekdays, ...rest } = change;
    const updated = await tx.channel.update({
      where: { workspaceId_id: { workspaceId, id: channel.id } },
      data: {
        ...rest,
        ...(digestWeekdays === undefined ? {} : { digestWeekdays: [...digestWeekdays] }),
        // Whoever changes a setting later did not set it up.
        setUpById: channel.setUpById ?? personId,
      },
    });
    const after = settingsOf(updated);
    const at = ledger.clock.now();
    const auditId = await audit(tx, {
      workspaceId,
      actorId: personId,
      kind: 'digest.set',
      subjectType: 'channel',
      subjectId: channel.id,
      clientId: null,
      inputs: {
        before: { ...before, digestWeekdays: [...before.digestWeekdays] },
        after: { ...after, digestWeekdays: [...after.digestWeekdays] },
      },
      at,
    });
    if (isReadOtherwise(before, after)) {
      await sayTodayAnew(tx, workspaceId, { channelId: channel.id, name: `set-${auditId}`, at });
    }
    return { auditId, settings: after, channelName: channel.name };
  });
}
