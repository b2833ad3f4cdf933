import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import { openWorkspace, type WorkspaceDefaults, type WorkspaceInfo, workspaceInfo } from '../ledger/workspaces.js';
import { SaidRarely } from './said-rarely.js';
import { slackFault } from './slack-fault.js';
import type { Timer } from './timer.js';

/** What the token turned out to be. */
export interface SlackIdentity {
  readonly teamId: string;
  readonly botUserId: string;
  readonly botId: string | null;
  readonly workspaceId: number;
  /** What the workspace has granted; empty if Slack did not say. */
  readonly scopes: readonly string[];
}

/** Slack has not said who the bot is, or no longer takes its token. */
export class SlackNotKnown extends Error {
  constructor() {
    super('Slack has not confirmed the bot token yet');
  }
}

/** The longest pause between two attempts to get to know Slack, in ms. */
const LONGEST_PAUSE = 60_000;

/** Slack is asked again what it has granted at most this often, in ms. */
const SCOPES_LAST = 60_000;

/**
 * Who this bot is, learnt once by auth.test. It happens beside the listening, so that Slack being slow never keeps the
 * health routes from answering; work that needs it waits for `identity()`.
 */
export class Session {
  #known: SlackIdentity | null = null;
  #last: SlackIdentity | null = null;
  #stopped = false;
  #opening: Promise<void> | null = null;
  #refusal: string | null = null;
  readonly #refused = new SaidRarely();
  #scopesAskedAt = Number.NEGATIVE_INFINITY;
  readonly #waiting = new Set<(identity: SlackIdentity) => void>();

  constructor(
    private readonly parts: {
      readonly ledger: Ledger;
      readonly slack: WebClient;
      readonly defaults: WorkspaceDefaults;
      readonly timer: Timer;
      readonly log: Logger;
      /** Resolves when the books are open. */
      readonly booksOpen?: Promise<unknown>;
    },
  ) {}

  /** Asks Slack until it answers, in the end each minute. A token that Slack refuses is logged with what to do, once and
   * then ever more rarely. */
  async open(): Promise<void> {
    this.#opening ??= this.#open().finally(() => {
      this.#opening = null;
    });
    await this.#opening;
  }

  /** Asks Slack once. Throws what the call threw. */
  async meet(): Promise<SlackIdentity> {
    const answer = await this.parts.slack.auth.test();
    const { team_id: teamId, user_id: botUserId } = answer;
    if (teamId === undefined || botUserId === undefined) throw new Error('auth.test named no team or no user');
    const workspace = await openWorkspace(this.parts.ledger, {
      slackTeamId: teamId,
      name: answer.team ?? teamId,
      defaults: this.parts.defaults,
    });
    const scopes = answer.response_metadata?.scopes ?? [];
    const identity = { teamId, botUserId, botId: answer.bot_id ?? null, workspaceId: workspace.id, scopes };
    this.#known = identity;
    this.#last = identity;
    this.#refusal = null;
    this.#refused.over();
    for (const settle of this.#waiting) settle(identity);
    this.#waiting.clear();
    return identity;
  }

  /**
   * Whether the workspace has granted this scope, also since the start: where it had not, Slack is asked again, at most
   * each minute.
   */
  async hasScope(scope: string): Promise<boolean> {
    const { slack, ledger } = this.parts;
    // What was granted last counts where the token is refused for a while.
    if (this.lastKnown?.scopes.includes(scope) === true) return true;
    const known = this.#known;
    if (known === null) return false;
    const now = ledger.clock.now().getTime();
    if (Math.abs(now - this.#scopesAskedAt) < SCOPES_LAST) return false;
    this.#scopesAskedAt = now;
    const { response_metadata } = await slack.auth.test();
    const scopes = response_metadata?.scopes ?? [];
    // A new token may have come in between.
    if (this.#known === known) this.#known = this.#last = { ...known, scopes };
    return scopes.includes(scope);
  }

  /** Slack refuses the token that it took before (revoked, uninstalled): asks again until it takes it. */
  lost(code: string): void {
    if (this.#known === null || this.#stopped) return;
    this.#known = null;
    this.#refusal = code;
    this.#refused.toSay(code);
    this.parts.log.error(
      { code },
      'Slack no longer takes SLACK_BOT_TOKEN: install the app again and put the new token into .env',
    );
    this.open().catch((error: unknown) => this.parts.log.error({ err: error }, 'Slack could not be asked'));
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Null until Slack has answered. */
  get known(): SlackIdentity | null {
    return this.#known;
  }

  /**
   * Who the bot was when Slack answered last. A token that is refused for a while does not make it another, and does not
   * take back what was granted: whoever has begun to look into a channel goes by this.
   */
  get lastKnown(): SlackIdentity | null {
    return this.#last;
  }

  /** Why Slack does not know the bot, as Slack's own code; null if it does or nobody asked. */
  get refusal(): string | null {
    return this.#refusal;
  }

  /** Waits for the books to be open, then throws SlackNotKnown after `limit` ms without an answer from Slack. */
  async identity(limit = 10_000): Promise<SlackIdentity> {
    if (this.#known !== null) return this.#known;
    await this.parts.booksOpen;
    if (this.#known !== null) return this.#known;
    return await new Promise((resolve, reject) => {
      const settle = (identity: SlackIdentity): void => {
        clearTimeout(giveUp);
        resolve(identity);
      };
      const giveUp = setTimeout(() => {
        this.#waiting.delete(settle);
        reject(new SlackNotKnown());
      }, limit);
      giveUp.unref();
      this.#waiting.add(settle);
    });
  }

  /** The workspace as it is now: its settings may have changed since the start. Also while the token is refused. */
  async workspace(): Promise<WorkspaceInfo> {
    return await workspaceInfo(this.parts.ledger, (this.#last ?? (await this.identity())).workspaceId);
  }

  async #open(): Promise<void> {
    const { log, timer } = this.parts;
    for (let attempt = 0; !this.#stopped && this.#known === null; attempt += 1) {
      try {
        const { teamId } = await this.meet();
        log.info({ team: teamId }, 'Slack knows the bot token');
      } catch (error) {
        if (this.#stopped) return;
        const fault = slackFault(error);
        this.#refusal = fault.code;
        if (this.#refused.toSay(fault.code)) {
          log.error(
            { code: fault.code },
            fault.kind === 'installation'
              ? 'Slack refuses SLACK_BOT_TOKEN: install the app again and put the new token into .env'
              : 'Slack could not be asked who the bot is; trying again',
          );
        }
        const pause = Math.min(LONGEST_PAUSE, 1_000 * 2 ** attempt);
        await timer.sleep(pause);
        this.#refused.passed(pause);
      }
    }
  }
}
