import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { calendarOf } from '../domain/calendar.js';
import { manages } from '../domain/role.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from '../ledger/actor.js';
import type { Ledger } from '../ledger/ledger.js';
import { offerSetup } from '../ledger/setup.js';
import type { WorkspaceInfo } from '../ledger/workspaces.js';
import { type Lang, languageOf } from '../text/language.js';
import type { ReadingContext } from '../understanding/reading.js';
import { NotWrittenDown } from './books-unreachable.js';
import type { Importer } from './importer.js';
import { isRefused, requestAtWork } from './inbox-request.js';
import type { ChannelFacts, Roster } from './roster.js';
import type { Session } from './session.js';
import { slackFault } from './slack-fault.js';
import type { Timer } from './timer.js';

/** Where a request comes from, as Slack names it. */
export interface Origin {
  readonly slackUserId: string;
  /** The team the person belongs to; another team's people are guests here. Null: not said. */
  readonly teamId: string | null;
  /** Null: a form or the Home tab, which belong to no channel. */
  readonly slackChannelId: string | null;
}

/** Somebody at the desk: who asks, from where, in which language, and what reading their words depends on. */
export interface Visit {
  readonly workspace: WorkspaceInfo;
  readonly actor: Actor;
  readonly lang: Lang;
  readonly slackUserId: string;
  /** The channel the request was made in; null in direct messages, forms and the Home tab. */
  readonly slackChannelId: string | null;
  /** What Slack says of that channel; null also where Collect cannot see it. */
  readonly channel: ChannelFacts | null;
  readonly reading: ReadingContext;
}

/** What every listener works with. */
export interface DeskParts {
  readonly ledger: Ledger;
  readonly log: Logger;
  readonly slack: WebClient;
  readonly session: Session;
  readonly roster: Roster;
  readonly timer: Timer;
  /** Brings files into the books. */
  readonly importer: Importer;
  /** Language of answers where not even the workspace is known. */
  readonly defaultLocale: string;
  /** Tells the delivery that the outbox has something new. */
  readonly wake: () => void;
}

/** The desk: admits people and keeps count of what is being worked on, so that a stop can wait for it. */
export class Desk {
  readonly #busy = new Set<Promise<unknown>>();
  readonly #locales = new Map<string, string | null>();
  #workspaceLocale: string | null = null;
  #setupOffered = false;

  constructor(readonly parts: DeskParts) {}

  /** The books; of a recorded request, so that each of its use cases is done once, however often it is tried. */
  get ledger(): Ledger {
    const request = requestAtWork();
    return request === null ? this.parts.ledger : { ...this.parts.ledger, request: request.steps };
  }

  get log(): Logger {
    return this.parts.log;
  }

  get slack(): WebClient {
    return this.parts.slack;
  }

  get roster(): Roster {
    return this.parts.roster;
  }

  wake(): void {
    this.parts.wake();
  }

  /**
   * Admits whoever asks. Throws UserError guest, another_organisation (whose people ask), shared_channel (another
   * organisation reads along; `anywhere` lets that pass for what shows no figures). Throws NotWrittenDown where the
   * request could not be recorded.
   */
  async visit(origin: Origin, { anywhere = false } = {}): Promise<Visit> {
    if (isRefused()) throw new NotWrittenDown();
    const { session, roster } = this.parts;
    const identity = await session.identity();
    if (origin.teamId !== null && origin.teamId !== identity.teamId) {
      throw new UserError('another_organisation');
    }
    const inChannel = origin.slackChannelId !== null && !origin.slackChannelId.startsWith('D');
    const slackChannelId = inChannel ? origin.slackChannelId : null;
    const { workspaceId } = identity;
    const request = requestAtWork();
    const [{ workspace, actor, person, sharedChannels }, kept] = await Promise.all([
      roster.admit(
        workspaceId,
        origin.slackUserId,
        slackChannelId,
        request?.row.receivedAt ?? null,
        request?.takeAdmission(origin.slackUserId) ?? null,
      ),
      slackChannelId === null ? null : roster.channel(workspaceId, slackChannelId),
    ]);
    const doubted = kept?.isShared === false && sharedChannels.includes(kept.slackChannelId);
    const channel = doubted ? await roster.channel(workspaceId, kept.slackChannelId, true) : kept;
    this.#locales.set(origin.slackUserId, person.locale);
    this.#workspaceLocale = workspace.locale;
    // Whom Slack calls a guest where another organisation reads along may be of that one.
    if (actor.guest) throw new UserError(channel?.isShared === true ? 'another_organisation' : 'guest');
    if (channel?.isShared === true && !anywhere) throw new UserError('shared_channel', { channel: channel.name });
    if (!workspace.setupBegun) this.#offerSetup(actor);
    const calendar = calendarOf(workspace.country);
    return {
      workspace,
      actor,
      lang: languageOf(person.locale ?? workspace.locale),
      slackUserId: origin.slackUserId,
      slackChannelId: channel?.isDirect === true ? null : slackChannelId,
      channel,
      reading: {
        today: actor.today,
        locale: person.locale ?? workspace.locale,
        isWorkingDay: (date) => calendar.isWorkingDay(date),
      },
    };
  }

  /** Slack tells nobody who installed an app with a token: it is offered to the first who comes and may do it. */
  #offerSetup({ workspaceId, personId, role }: Actor): void {
    if (this.#setupOffered || personId === null || !manages(role)) return;
    this.#setupOffered = true;
    const offering = offerSetup(this.parts.ledger, { workspaceId, personId, role }).then((told) => told && this.wake());
    const failed = (error: unknown): void => {
      this.#setupOffered = false;
      this.log.warn({ err: error }, 'setting up could not be offered');
    };
    this.track(offering.catch(failed));
  }

  /** The language to refuse somebody in, as far as it is known. */
  async language(slackUserId: string): Promise<Lang> {
    const kept = this.#locales.get(slackUserId);
    if (kept != null) return languageOf(kept);
    // The books were asked for two seconds already.
    if (isRefused()) return languageOf(this.#workspaceLocale ?? this.parts.defaultLocale);
    try {
      return languageOf((await this.parts.session.workspace()).locale);
    } catch {
      return languageOf(this.parts.defaultLocale);
    }
  }

  /** Does a part of a request's work; of a recorded one, until the books have taken it (RequestAtWork.through). */
  async through<T>(work: () => Promise<T>): Promise<T> {
    const request = requestAtWork();
    return request === null ? await work() : await request.through(this.parts.timer, () => this.#watched(work));
  }

  /** A token that Slack refuses here is refused everywhere: what needs it waits until the session has another answer. */
  async #watched<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const fault = slackFault(error);
      if (fault.kind === 'installation') this.parts.session.lost(fault.code);
      throw error;
    }
  }

  /** The same without asking the books: their last visit's, else the workspace's if it is known, else the default. */
  languageHeard(slackUserId: string): Lang {
    return languageOf(this.#locales.get(slackUserId) ?? this.#workspaceLocale ?? this.parts.defaultLocale);
  }

  /** Runs work that goes on after Slack was answered; `settled` waits for it. */
  track<Result>(work: Promise<Result>): Promise<Result> {
    this.#busy.add(work);
    const done = (): void => {
      this.#busy.delete(work);
    };
    work.then(done, done);
    return work;
  }

  /** Resolves when nothing is being worked on any more. */
  async settled(): Promise<void> {
    while (this.#busy.size > 0) await Promise.allSettled(this.#busy);
  }
}
