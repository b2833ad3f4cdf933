import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { UserError } from '../domain/user-error.js';
import type { Actor } from '../ledger/actor.js';
import { type Admission, admissionsOf } from '../ledger/admission.js';
import { digestSettings, rememberChannel } from '../ledger/channels.js';
import type { Ledger } from '../ledger/ledger.js';
import { actorAs, findPerson, type KnownPerson, rememberPerson, type SlackProfile } from '../ledger/people.js';
import type { WorkspaceInfo } from '../ledger/workspaces.js';
import { AskedOnce } from './asked-once.js';
import { Audience } from './audience.js';
import { Batch } from './batch.js';
import { RateLimits } from './rate-limits.js';
import { asking, pauseOf, slackFault } from './slack-fault.js';

type Person = Awaited<ReturnType<typeof findPerson>>;

/** What Slack says of a channel. */
export interface ChannelFacts {
  readonly slackChannelId: string;
  readonly name: string;
  readonly isPrivate: boolean;
  /** Another organisation is in it, or is invited: the client may be reading (slack.md 2.7). */
  readonly isShared: boolean;
  readonly archived: boolean;
  /** A direct message, or one of several people. */
  readonly isDirect: boolean;
  /** Collect itself is in it and may post. */
  readonly isMember: boolean;
}

const MINUTE = 60_000;
const PERSON_LASTS = 24 * 60 * MINUTE;
const MEMBERSHIP_LASTS = 5 * MINUTE;
const CHANNEL_LASTS = 5 * MINUTE;
/** From so many unknown channels on, Slack is asked for a list instead of for each: it takes fifty such questions a minute. */
const MANY_CHANNELS = 5;
const LISTING = { method: 'users.conversations', slackChannelId: null };
/** Channels on one page of that list. */
const PAGE = 200;
/** How many people's memberships and channels are kept in memory at most. */
const KEPT = 5_000;

interface Kept<Value> {
  readonly at: number;
  readonly value: Value;
}

/** Somebody whose request is dealt with. */
interface Admitted {
  readonly workspace: WorkspaceInfo;
  readonly actor: Actor;
  readonly person: KnownPerson;
  /** As the books have them, by Slack's ids: another replica may have heard of it a moment ago. */
  readonly sharedChannels: readonly string[];
}

/** Who is asking, and from where: people, their channels and the channels' facts, from Slack, kept for a while. */
export class Roster {
  readonly #admissions = new Map<number, Batch<string, Admission>>();
  readonly #memberships = new Map<string, Kept<readonly string[]>>();
  readonly #channels = new Map<string, Kept<ChannelFacts>>();
  // Many commands may come at once, of one person or in one channel: Slack takes fifty such questions a minute.
  readonly #peopleAsked = new AskedOnce<Person>();
  readonly #membershipsAsked = new AskedOnce<readonly string[]>();
  readonly #channelsAsked = new AskedOnce<ChannelFacts | null>();
  #listedAt = Number.NEGATIVE_INFINITY;
  /** How many events said that a channel or somebody's channels changed, and which was the last one about each. */
  #changes = 0;
  readonly #changed = new Map<string, Kept<number>>();
  readonly #teams = new Map<number, string>();
  /** Who is in a channel. */
  readonly audience: Audience;

  constructor(
    private readonly ledger: Ledger,
    private readonly slack: WebClient,
    private readonly log: Logger,
    /** The delivery's client: long lists of people take longer than somebody waits for an answer. */
    background: WebClient = slack,
  ) {
    this.audience = new Audience(ledger, background, log, async (workspaceId, slackUserId, user) =>
      profileOf(slackUserId, user, await this.#teamOf(workspaceId)),
    );
  }

  async #teamOf(workspaceId: number): Promise<string | null> {
    const known = this.#teams.get(workspaceId);
    if (known !== undefined) return known;
    const { slackTeamId } = await this.ledger.prisma.workspace.findUniqueOrThrow({
      where: { id: workspaceId },
      select: { slackTeamId: true },
    });
    if (slackTeamId !== null) this.#teams.set(workspaceId, slackTeamId);
    return slackTeamId;
  }

  /**
   * The person behind a Slack user. Slack is asked when the person is new or last seen more than 24 h ago; where Slack
   * does not answer, what is known serves. Throws UserError unknown_person for somebody whom Slack does not know.
   */
  async person(workspaceId: number, slackUserId: string): Promise<KnownPerson> {
    return await this.#upToDate(workspaceId, slackUserId, await this.#knownPerson(workspaceId, slackUserId));
  }

  async #upToDate(workspaceId: number, slackUserId: string, known: KnownPerson | null): Promise<KnownPerson> {
    const now = this.ledger.clock.now().getTime();
    const seen = known?.refreshedAt?.getTime() ?? null;
    if (known !== null && seen !== null && now - seen < PERSON_LASTS) return known;
    try {
      return await this.#peopleAsked.ask(slackUserId, () => this.refreshPerson(workspaceId, slackUserId));
    } catch (error) {
      const fault = slackFault(error);
      if (known !== null) {
        this.log.warn({ code: fault.code }, 'users.info failed; going on with what is known of the person');
        return known;
      }
      if (fault.code === 'user_not_found') throw new UserError('unknown_person', { person: slackUserId });
      throw error;
    }
  }

  /** Asks Slack for the person now and keeps the answer. */
  async refreshPerson(workspaceId: number, slackUserId: string): Promise<Person> {
    const { user } = await asking(this.slack.users.info({ user: slackUserId, include_locale: true }));
    if (user === undefined) throw new UserError('unknown_person', { person: slackUserId });
    return await rememberPerson(
      this.ledger,
      workspaceId,
      profileOf(slackUserId, user, await this.#teamOf(workspaceId)),
    );
  }

  /**
   * Workspace, person and actor of a request. `slackChannelId`: where it was made; if the kept list of the person's
   * channels does not have it, Slack is asked again, so that somebody who just joined is not refused. `askedAt`: when
   * the request came in, if that may be long ago; "tomorrow" is the day after that. `expected`: what `expect` gave since.
   */
  async admit(
    workspaceId: number,
    slackUserId: string,
    slackChannelId: string | null,
    askedAt: Date | null = null,
    expected: Promise<Admission> | null = null,
  ): Promise<Admitted> {
    const { workspace, person: known, sharedChannels } = await (expected ?? this.expect(workspaceId, slackUserId));
    const person = await this.#upToDate(workspaceId, slackUserId, known);
    const channels = await this.#channelsOf(slackUserId, slackChannelId);
    const actor = actorAs(askedAt ?? this.ledger.clock.now(), workspace, person, channels);
    return { workspace, person, actor, sharedChannels };
  }

  /** What the books know of somebody, for `admit`: asked together with what others are asked about at the same time. */
  async expect(workspaceId: number, slackUserId: string): Promise<Admission> {
    let batch = this.#admissions.get(workspaceId);
    if (batch === undefined) {
      batch = new Batch((people) => admissionsOf(this.ledger, workspaceId, people));
      this.#admissions.set(workspaceId, batch);
    }
    return await batch.add(slackUserId);
  }

  /**
   * What Slack says of a channel, at most five minutes old; null if Collect cannot see it.
   * @param sharedInBooks the books have it as shared with another organisation. Where what is kept says otherwise,
   *   another replica heard of it: Slack is asked anew, and should it not answer, the books are right.
   */
  async channel(workspaceId: number, slackChannelId: string, sharedInBooks = false): Promise<ChannelFacts | null> {
    const now = this.ledger.clock.now().getTime();
    const kept = this.#channels.get(slackChannelId);
    const doubted = sharedInBooks && kept?.value.isShared === false;
    if (kept !== undefined && now - kept.at < CHANNEL_LASTS && !doubted) return kept.value;
    if (doubted) this.forgetChannel(slackChannelId);
    try {
      return await this.#channelsAsked.ask(slackChannelId, () => this.#askChannel(workspaceId, slackChannelId));
    } catch (error) {
      const fault = slackFault(error);
      if (fault.kind === 'final') return null;
      if (kept !== undefined) return { ...kept.value, isShared: kept.value.isShared || sharedInBooks };
      throw error;
    }
  }

  async #askChannel(workspaceId: number, slackChannelId: string): Promise<ChannelFacts | null> {
    const at = this.ledger.clock.now().getTime();
    const since = this.#changes;
    const { channel } = await asking(this.slack.conversations.info({ channel: slackChannelId }));
    // It changed while Slack answered: that answer may be of before.
    if (this.#changedSince(slackChannelId, since)) {
      return await this.#channelsAsked.ask(slackChannelId, () => this.#askChannel(workspaceId, slackChannelId));
    }
    if (channel === undefined) return null;
    const facts = channelFactsOf(slackChannelId, channel);
    keep(this.#channels, slackChannelId, { at, value: facts });
    const { isDirect, isMember: _, ...seen } = facts;
    if (isDirect) return facts;
    const { isShared } = await rememberChannel(this.ledger, workspaceId, seen, new Date(at));
    if (isShared === facts.isShared) return facts;
    // Another replica asked later, and was told something else.
    this.#channels.delete(slackChannelId);
    return { ...facts, isShared };
  }

  /** Whether `channel` would answer without asking Slack. */
  knowsChannel(slackChannelId: string): boolean {
    const kept = this.#channels.get(slackChannelId);
    return kept !== undefined && this.ledger.clock.now().getTime() - kept.at < CHANNEL_LASTS;
  }

  /**
   * Many channels will be asked for now: learns them, and all others that Collect is in, page by page. Where Slack does
   * not answer, or does not list one of them, `channel` asks for it by itself.
   */
  async foresee(workspaceId: number, slackChannelIds: readonly string[]): Promise<void> {
    const now = this.ledger.clock.now().getTime();
    const wanted = new Set(slackChannelIds.filter((id) => !this.knowsChannel(id)));
    if (wanted.size < MANY_CHANNELS || now - this.#listedAt < CHANNEL_LASTS) return;
    const limits = new RateLimits(this.ledger);
    // Slack does not want to be asked for the list now: `channel` asks for each, which is a limit of its own.
    if ((await limits.until(workspaceId, LISTING)) !== null) return;
    this.#listedAt = now;
    const since = this.#changes;
    try {
      for await (const { id, ...channel } of this.#conversations({ limit: PAGE })) {
        if (this.#changedSince(id, since)) continue;
        const facts = { ...channelFactsOf(id, channel), isMember: true };
        keep(this.#channels, id, { at: now, value: facts });
        const { isDirect: _, isMember: __, ...seen } = facts;
        if (wanted.has(id)) await rememberChannel(this.ledger, workspaceId, seen, new Date(now));
      }
    } catch (error) {
      const fault = slackFault(error);
      this.log.warn({ code: fault.code }, 'users.conversations failed; asking for each channel');
      if (fault.kind === 'later') await limits.learn(workspaceId, LISTING, fault, pauseOf(fault));
    }
  }

  /** Forgets what is kept of a channel, or of a person's channels: an event said that it changed. */
  forgetChannel(slackChannelId: string): void {
    this.#noteChange(slackChannelId);
    this.#channels.delete(slackChannelId);
    this.#channelsAsked.forget();
  }

  /** What Slack was asked before is not kept when it answers. */
  #noteChange(id: string): void {
    this.#changes += 1;
    keep(this.#changed, id, { at: this.ledger.clock.now().getTime(), value: this.#changes });
  }

  #changedSince(id: string, since: number): boolean {
    return (this.#changed.get(id)?.value ?? 0) > since;
  }

  forgetMembership(slackUserId: string): void {
    this.#noteChange(slackUserId);
    this.#memberships.delete(slackUserId);
    this.#membershipsAsked.forget();
  }

  /** After an event about a channel: what the books keep of it becomes what Slack says now, if a project lives there. */
  async refreshKnownChannel(workspaceId: number, slackChannelId: string): Promise<void> {
    if ((await digestSettings(this.ledger, workspaceId, slackChannelId)) === null) return;
    await this.channel(workspaceId, slackChannelId);
  }

  /** After an event about a person, if the books know them. */
  async refreshKnownPerson(workspaceId: number, slackUserId: string): Promise<void> {
    if ((await this.#knownPerson(workspaceId, slackUserId)) === null) return;
    await this.refreshPerson(workspaceId, slackUserId);
  }

  async #knownPerson(workspaceId: number, slackUserId: string): Promise<Person | null> {
    try {
      return await findPerson(this.ledger, workspaceId, { slackUserId });
    } catch (error) {
      if (error instanceof UserError && error.key === 'unknown_person') return null;
      throw error;
    }
  }

  async #channelsOf(slackUserId: string, here: string | null): Promise<readonly string[]> {
    const now = this.ledger.clock.now().getTime();
    const kept = this.#memberships.get(slackUserId);
    const fresh = kept !== undefined && now - kept.at < MEMBERSHIP_LASTS;
    if (fresh && (here === null || kept.value.includes(here))) return kept.value;
    try {
      for (;;) {
        const since = this.#changes;
        // By where it is asked too: whoever writes in a channel is in it, which an earlier question may not have heard of.
        const channels = await this.#membershipsAsked.ask(`${slackUserId} ${here}`, () =>
          this.#askChannels(slackUserId),
        );
        // They joined or left while Slack answered: that answer may be of before.
        if (this.#changedSince(slackUserId, since)) continue;
        keep(this.#memberships, slackUserId, { at: now, value: channels });
        return channels;
      }
    } catch (error) {
      // Slack did not answer: what was known, else the channel that Slack itself says the request came from.
      this.log.warn({ code: slackFault(error).code }, 'users.conversations failed; going on with what is known');
      return kept?.value ?? (here === null ? [] : [here]);
    }
  }

  async #askChannels(slackUserId: string): Promise<readonly string[]> {
    const ids: string[] = [];
    for await (const { id } of this.#conversations({ user: slackUserId, exclude_archived: true, limit: 200 })) {
      ids.push(id);
    }
    return ids;
  }

  /** The channels of a person, or of Collect itself, page by page. */
  async *#conversations(of: {
    readonly user?: string;
    readonly exclude_archived?: true;
    readonly limit: number;
  }): AsyncGenerator<SlackChannel & { readonly id: string }> {
    let cursor: string | undefined;
    do {
      const page = await this.slack.users.conversations({
        ...of,
        types: 'public_channel,private_channel',
        ...(cursor === undefined ? {} : { cursor }),
      });
      for (const { id, ...channel } of page.channels ?? []) if (id !== undefined) yield { ...channel, id };
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined);
  }
}

function keep<Value>(map: Map<string, Kept<Value>>, key: string, value: Kept<Value>): void {
  map.delete(key);
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > KEPT && oldest !== undefined) map.delete(oldest);
}

/** The part of users.info (and of the event user_change) that Collect keeps. */
interface SlackUser {
  readonly name?: string;
  readonly real_name?: string;
  readonly deleted?: boolean;
  readonly tz?: string;
  readonly locale?: string;
  readonly is_admin?: boolean;
  readonly is_owner?: boolean;
  readonly is_restricted?: boolean;
  readonly is_ultra_restricted?: boolean;
  readonly is_stranger?: boolean;
  readonly is_bot?: boolean;
  /** Whose they are; in an enterprise they belong to several. */
  readonly team_id?: string;
  readonly enterprise_user?: { readonly teams?: readonly string[] };
  readonly profile?: { readonly display_name?: string; readonly real_name?: string; readonly email?: string };
}

/** Somebody of another organisation, whom a shared channel brought in, is a guest here, whatever they are at home. */
function isOutsider({ team_id: team, enterprise_user: enterprise }: SlackUser, slackTeamId: string | null): boolean {
  if (team === undefined || slackTeamId === null || team === slackTeamId) return false;
  return enterprise?.teams?.includes(slackTeamId) !== true;
}

/** @param slackTeamId whose books these are; null: not known yet */
export function profileOf(slackUserId: string, user: SlackUser, slackTeamId: string | null): SlackProfile {
  const outsider = isOutsider(user, slackTeamId);
  return {
    slackUserId,
    name: user.profile?.display_name || user.profile?.real_name || user.real_name || user.name || slackUserId,
    email: user.profile?.email ?? null,
    timezone: user.tz ?? null,
    locale: user.locale ?? null,
    admin: !outsider && (user.is_admin === true || user.is_owner === true),
    guest: outsider || user.is_restricted === true || user.is_ultra_restricted === true || user.is_stranger === true,
    bot: user.is_bot === true,
    deactivated: user.deleted === true,
  };
}

interface SlackChannel {
  readonly name?: string;
  readonly is_private?: boolean;
  readonly is_im?: boolean;
  readonly is_mpim?: boolean;
  readonly is_ext_shared?: boolean;
  readonly is_pending_ext_shared?: boolean;
  readonly is_archived?: boolean;
  readonly is_member?: boolean;
}

function channelFactsOf(slackChannelId: string, channel: SlackChannel): ChannelFacts {
  return {
    slackChannelId,
    name: channel.name ?? slackChannelId,
    isPrivate: channel.is_private === true,
    isShared: channel.is_ext_shared === true || channel.is_pending_ext_shared === true,
    archived: channel.is_archived === true,
    isDirect: channel.is_im === true || channel.is_mpim === true,
    isMember: channel.is_member === true,
  };
}
