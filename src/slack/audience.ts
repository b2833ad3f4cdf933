import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { type RosterFacts, rosterFacts } from '../ledger/channel-roster.js';
import {
  changeRoster,
  channelsToCorrect,
  forgetRoster,
  keepRoster,
  knownMembers,
} from '../ledger/channel-roster-changes.js';
import type { Readers } from '../ledger/facts/amounts.js';
import type { Ledger } from '../ledger/ledger.js';
import { AskedOnce } from './asked-once.js';
import { MembersPace } from './pace.js';
import { RateLimits } from './rate-limits.js';
import { asking, pauseOf, type SlackFault, slackFault } from './slack-fault.js';

/** Or Slack could not be asked: not now, or as that fault says. */
export type ReadersOrLater =
  | { readonly readers: Readers }
  | { readonly heldUntil: Date }
  | { readonly fault: Exclude<SlackFault, { kind: 'final' }> };

const MINUTE = 60_000;
/** For so long it counts who was there; events say earlier who joined or left. */
const ROSTER_LASTS = 60 * MINUTE;
/** Where Slack does not answer, what it said last and its events since will do for a long weekend. */
const OLD_ROSTER_SERVES = 4 * 24 * 60 * MINUTE;
/** Members on one page, and people on one: Slack takes fewer than a thousand. */
const PAGE = 999;
/** So many people are asked about one by one within a minute; where there are more, Slack gives a list of all. */
const ONE_BY_ONE = 20;
/** As many people are kept in memory at most; of a channel with more the books say who they were when it was looked at. */
const MOST_PEOPLE = 50_000;
/** Pages of that list that are read in any case, for the channels after this one. */
const PAGES_OF_ALL = 10;

const MEMBERS = { method: 'conversations.members', slackChannelId: null } as const;
/** Slack's word for a channel whose members it could not fetch: not the last one. */
const NOT_FETCHED = 'fetch_members_failed';

/** What Slack's user is here. */
export interface Profile {
  readonly guest: boolean;
  readonly deactivated: boolean;
}

/** Reads a profile, of users.info or of a list of users. */
type ReadProfile = (workspaceId: number, slackUserId: string, user: object) => Promise<Profile>;

/**
 * Who is in a channel: one look an hour at most, kept in the books and by events. Guests and people of other
 * organisations see no amounts, so whatever posts there asks this first; who cannot be looked up counts as one of them.
 */
export class Audience {
  readonly #limits: RateLimits;
  readonly #pace = new MembersPace();
  readonly #looking = new AskedOnce<Readers>();
  /** Whether people are guests, as Slack said within the hour: many channels have the same members. */
  readonly #people = new Map<string, { readonly guest: boolean; readonly at: number }>();
  readonly #listing = new AskedOnce<void>();
  /** When it was asked about somebody alone, within the last minute. */
  #askedAlone: number[] = [];

  constructor(
    private readonly ledger: Ledger,
    private readonly slack: WebClient,
    private readonly log: Logger,
    private readonly profileOf: ReadProfile,
  ) {
    this.#limits = new RateLimits(ledger);
  }

  /**
   * Who reads in a channel. Slack is asked if that was not done within the hour; where it does not answer, what was known
   * serves for a few days. Slack refusing for good (a scope is missing) gives `unknown`.
   * @param joined Collect is in it itself
   */
  async readersOf(workspaceId: number, slackChannelId: string, joined: boolean): Promise<ReadersOrLater> {
    const now = this.ledger.clock.now();
    const kept = await rosterFacts(this.ledger, workspaceId, slackChannelId);
    if (kept !== null && isWithin(ROSTER_LASTS, kept, now)) return { readers: readersIn(kept) };
    const serves = kept !== null && isWithin(OLD_ROSTER_SERVES, kept, now) ? readersIn(kept) : null;
    const heldUntil = await this.#limits.until(workspaceId, MEMBERS);
    // A morning has many channels: who can do with what is known leaves the place to who cannot.
    if (serves !== null && (heldUntil !== null || !this.#pace.has(now.getTime()))) return { readers: serves };
    if (heldUntil !== null) return { heldUntil };
    this.#pace.take(now.getTime());
    try {
      const look = () => this.#look(workspaceId, slackChannelId, joined);
      return { readers: await this.#looking.ask(slackChannelId, look) };
    } catch (error) {
      const fault = slackFault(error);
      this.log.warn({ code: fault.code, slackChannelId }, 'it could not be learnt who is in a channel');
      if (fault.kind === 'later') await this.#limits.learn(workspaceId, MEMBERS, fault, pauseOf(fault));
      if (fault.kind === 'final' && fault.code !== NOT_FETCHED) return { readers: 'unknown' };
      if (serves !== null) return { readers: serves };
      return { fault: fault.kind === 'final' ? { kind: 'later', seconds: null, code: fault.code } : fault };
    }
  }

  /** Somebody joined, says an event. */
  async joined(workspaceId: number, slackChannelId: string, slackUserId: string): Promise<void> {
    if ((await rosterFacts(this.ledger, workspaceId, slackChannelId)) === null) return;
    try {
      const guest = await this.#isGuest(workspaceId, slackUserId);
      await changeRoster(this.ledger, workspaceId, slackChannelId, slackUserId, guest ? 'guest' : 'member');
    } catch (error) {
      this.log.warn({ code: slackFault(error).code }, 'it could not be learnt who joined a channel');
      await changeRoster(this.ledger, workspaceId, slackChannelId, slackUserId, 'guest');
    }
  }

  /** Somebody left, says an event. */
  async left(workspaceId: number, slackChannelId: string, slackUserId: string): Promise<void> {
    await changeRoster(this.ledger, workspaceId, slackChannelId, slackUserId, 'gone');
  }

  /** Collect itself came or went: who is there is to be learnt anew, or can no longer be. */
  async forget(workspaceId: number, slackChannelId: string): Promise<void> {
    await forgetRoster(this.ledger, workspaceId, slackChannelId);
  }

  /** Somebody's profile changed: they became a guest, or no longer are one, or left. */
  async profileChanged(workspaceId: number, slackUserId: string, user: object): Promise<void> {
    const { guest, deactivated } = await this.profileOf(workspaceId, slackUserId, user);
    this.#learn(slackUserId, guest);
    const are = deactivated ? 'gone' : guest ? 'guest' : 'member';
    for (const slackChannelId of await channelsToCorrect(this.ledger, workspaceId, slackUserId, are)) {
      await changeRoster(this.ledger, workspaceId, slackChannelId, slackUserId, are);
    }
  }

  async #look(workspaceId: number, slackChannelId: string, joined: boolean): Promise<Readers> {
    for (let tries = 0; tries < 3; tries += 1) {
      const askedAt = this.ledger.clock.now();
      const members = await this.#membersOf(slackChannelId);
      const guests = await this.#guestsAmong(workspaceId, slackChannelId, members);
      // Else somebody joined or left while Slack answered: that answer may be of before.
      if (await keepRoster(this.ledger, workspaceId, slackChannelId, { members, guests, joined, askedAt })) {
        return guests.length > 0 ? 'guests' : 'members';
      }
    }
    const kept = await rosterFacts(this.ledger, workspaceId, slackChannelId);
    return kept === null ? 'unknown' : readersIn(kept);
  }

  async #membersOf(slackChannelId: string): Promise<readonly string[]> {
    const found: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await asking(
        this.slack.conversations.members({
          channel: slackChannelId,
          limit: PAGE,
          ...(cursor === undefined ? {} : { cursor }),
        }),
      );
      found.push(...(page.members ?? []));
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined);
    return found;
  }

  async #guestsAmong(
    workspaceId: number,
    slackChannelId: string,
    members: readonly string[],
  ): Promise<readonly string[]> {
    const known = await knownMembers(this.ledger, workspaceId, slackChannelId, members);
    const now = this.ledger.clock.now().getTime();
    const learnt = (id: string): boolean | undefined => {
      const person = this.#people.get(id);
      return person !== undefined && now - person.at < ROSTER_LASTS ? person.guest : undefined;
    };
    const guestOf = (id: string): boolean | undefined => known.get(id) ?? learnt(id);
    const strange = (): string[] => members.filter((id) => guestOf(id) === undefined);
    this.#askedAlone = this.#askedAlone.filter((at) => Math.abs(now - at) < MINUTE);
    if (strange().length > 0 && strange().length + this.#askedAlone.length > ONE_BY_ONE) {
      await this.#listing.ask('all', () => this.#listPeople(workspaceId, new Set(strange())));
    }
    for (const [at, id] of strange().entries()) {
      // Of whom a list of everybody says nothing is not of this workspace.
      if (at < ONE_BY_ONE) await this.#isGuest(workspaceId, id);
      else this.#learn(id, true);
    }
    return members.filter((id) => guestOf(id) !== false);
  }

  /** Learns who is a guest from the list of all people, until all of these were met. */
  async #listPeople(workspaceId: number, wanted: Set<string>): Promise<void> {
    let cursor: string | undefined;
    let pages = 0;
    do {
      const page = await asking(this.slack.users.list({ limit: PAGE, ...(cursor === undefined ? {} : { cursor }) }));
      for (const user of page.members ?? []) {
        if (user.id === undefined) continue;
        this.#learn(user.id, (await this.profileOf(workspaceId, user.id, user)).guest);
        wanted.delete(user.id);
      }
      pages += 1;
      cursor = page.response_metadata?.next_cursor || undefined;
    } while (cursor !== undefined && (wanted.size > 0 || pages < PAGES_OF_ALL));
  }

  #learn(slackUserId: string, guest: boolean): void {
    this.#people.delete(slackUserId);
    this.#people.set(slackUserId, { guest, at: this.ledger.clock.now().getTime() });
    const [oldest] = this.#people.keys();
    if (this.#people.size > MOST_PEOPLE && oldest !== undefined) this.#people.delete(oldest);
  }

  async #isGuest(workspaceId: number, slackUserId: string): Promise<boolean> {
    this.#askedAlone.push(this.ledger.clock.now().getTime());
    const guest = await this.#askPerson(workspaceId, slackUserId);
    this.#learn(slackUserId, guest);
    return guest;
  }

  async #askPerson(workspaceId: number, slackUserId: string): Promise<boolean> {
    try {
      const { user } = await asking(this.slack.users.info({ user: slackUserId }));
      return user === undefined || (await this.profileOf(workspaceId, slackUserId, user)).guest;
    } catch (error) {
      // Slack knows nobody of that name here: at best somebody else's.
      if (slackFault(error).kind === 'final') return true;
      throw error;
    }
  }
}

const readersIn = ({ guests }: RosterFacts): Readers => (guests > 0 ? 'guests' : 'members');

/** Seen within that time; a time that is yet to come was seen by a clock that has been set back since. */
function isWithin(ms: number, { seenAt }: RosterFacts, now: Date): boolean {
  const age = now.getTime() - seenAt.getTime();
  return age >= 0 && age < ms;
}
