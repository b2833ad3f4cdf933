import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import { UserError } from '../domain/user-error.js';
import {
  homeForgotten,
  homePutOff,
  homeShown,
  type LookedUpTo,
  markChangedHomes,
  type TakenHome,
  takeChangedHomes,
} from '../ledger/home-visits.js';
import type { Ledger } from '../ledger/ledger.js';
import { type SettledUpTo, settleMessages } from '../ledger/settled-messages.js';
import type { Desk } from './desk.js';
import { atHome, homeAfter, homeOf, publishHome } from './home.js';
import { RateLimits } from './rate-limits.js';
import type { Session } from './session.js';
import { slackFault } from './slack-fault.js';
import type { Timer } from './timer.js';

/** How often it is looked for what has changed, in ms; sooner after something was recorded here. */
const LOOK = 5_000;
const SOON = 1_000;
/** Tabs taken at a time: Slack takes a hundred a minute (slack.md 1.3). */
const BATCH = 10;
/** Between two of them, in ms. */
const PACE = 700;
/** A tab that could not be shown is tried again after this, in ms. */
const AGAIN = 60_000;

const PUBLISH = { method: 'views.publish', slackChannelId: null } as const;

export interface HomeKeeperParts {
  readonly ledger: Ledger;
  readonly desk: Desk;
  /** The delivery's client: nobody waits for it. */
  readonly slack: WebClient;
  readonly session: Session;
  readonly timer: Timer;
  readonly log: Logger;
}

/**
 * Keeps up to date what stays before people's eyes: the Home tabs that were opened lately, and the direct messages about
 * a promise. What anybody records about a person's clients is shown there.
 * It goes by what stands in the books, so it hears of what other processes record too, and nobody who records something
 * waits for it. Each replica may run one.
 */
export class HomeKeeper {
  readonly #limits: RateLimits;
  #lookedUpTo: LookedUpTo | null = null;
  #settledUpTo: SettledUpTo | null = null;
  #stopped = true;
  /** The stop has begun: what was taken and is not shown goes back. */
  #stopping = false;
  #running: Promise<unknown> = Promise.resolve();
  #cancel: () => void = () => undefined;
  #isSoon = false;

  constructor(private readonly parts: HomeKeeperParts) {
    this.#limits = new RateLimits(parts.ledger);
  }

  /** Looks from now on, until `stop`. */
  start(): void {
    if (!this.#stopped) return;
    this.#stopped = false;
    this.#stopping = false;
    this.#plan(LOOK);
  }

  /** Something was recorded here: it is shown soon. */
  wake(): void {
    if (this.#stopped || this.#isSoon) return;
    this.#isSoon = true;
    this.#plan(SOON);
  }

  /** Finishes the tab that is under way, and leaves the others to whoever looks next. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#stopping = true;
    this.#cancel();
    await this.#running;
  }

  /** Looks once. Returns how many tabs were shown anew. */
  async look(): Promise<number> {
    const { ledger, session } = this.parts;
    const { known } = session;
    if (known === null) return 0;
    const { workspaceId } = known;
    await this.#settle(workspaceId);
    this.#lookedUpTo = await markChangedHomes(ledger, workspaceId, this.#lookedUpTo);
    if ((await this.#limits.until(workspaceId, PUBLISH)) !== null) return 0;
    let shown = 0;
    for (const [at, home] of (await takeChangedHomes(ledger, workspaceId, BATCH)).entries()) {
      if (at > 0 && !this.#stopping) await this.parts.timer.sleep(PACE);
      if (this.#stopping) {
        await homePutOff(ledger, workspaceId, home.personId, ledger.clock.now());
        continue;
      }
      if (await this.#show(workspaceId, home)) shown += 1;
    }
    return shown;
  }

  /** A fault here keeps no tab from being shown. */
  async #settle(workspaceId: number): Promise<void> {
    const { ledger, desk, log } = this.parts;
    try {
      const { upTo, changed } = await settleMessages(ledger, workspaceId, this.#settledUpTo);
      this.#settledUpTo = upTo;
      if (changed > 0) desk.wake();
    } catch (error) {
      log.error({ err: error }, 'the messages about promises could not be looked at');
    }
  }

  async #show(workspaceId: number, { personId, slackUserId, page }: TakenHome): Promise<boolean> {
    const { ledger, desk, slack } = this.parts;
    const origin = atHome(slackUserId, null);
    const readAt = ledger.clock.now();
    try {
      const visit = await desk.visit(origin);
      await publishHome(slack, slackUserId, await homeOf(desk, visit, page));
      await homeShown(ledger, workspaceId, personId, readAt);
      return true;
    } catch (error) {
      if (error instanceof UserError) {
        // They may no longer see anything: what they saw goes away.
        try {
          await publishHome(slack, slackUserId, await homeAfter(desk, origin, error));
          await homeForgotten(ledger, workspaceId, personId);
          return false;
        } catch (refused) {
          return await this.#notShown(workspaceId, personId, refused);
        }
      }
      return await this.#notShown(workspaceId, personId, error);
    }
  }

  /** Slack did not take a tab: it is shown later, unless that can never be. */
  async #notShown(workspaceId: number, personId: number, error: unknown): Promise<false> {
    const { ledger, log } = this.parts;
    const later = (ms: number): Date => new Date(ledger.clock.now().getTime() + ms);
    const fault = slackFault(error);
    log.warn({ err: error, code: fault.code }, 'a Home tab could not be shown anew');
    if (fault.kind === 'final') {
      await homeForgotten(ledger, workspaceId, personId);
      return false;
    }
    const wait = fault.kind === 'later' && fault.seconds !== null ? fault.seconds * 1_000 : AGAIN;
    if (fault.kind === 'later') await this.#limits.learn(workspaceId, PUBLISH, fault, wait);
    await homePutOff(ledger, workspaceId, personId, later(wait));
    return false;
  }

  #plan(ms: number): void {
    this.#cancel();
    this.#cancel = this.parts.timer.after(ms, () => {
      this.#isSoon = false;
      this.#running = this.#running
        .then(() => this.look())
        .catch((error: unknown) => this.parts.log.error({ err: error }, 'the Home tabs could not be looked at'))
        .finally(() => {
          if (!this.#stopped && !this.#isSoon) this.#plan(LOOK);
        });
    });
  }
}
