import type { WebClient } from '@slack/web-api';
import type { Logger } from 'pino';
import type { Ledger } from '../ledger/ledger.js';
import { openWorkspace, type WorkspaceDefaults, type WorkspaceInfo, workspaceInfo } from '../ledger/workspaces.js';
import { slackFault } from './slack-fault.js';
import type { Timer } from './timer.js';

/** What the token turned out to be. */
export interface SlackIdentity {
  readonly teamId: string;
  readonly botUserId: string;
  readonly botId: string | null;
  readonly workspaceId: number;
}

/** The longest pause between two attempts to get to know Slack, in ms. */
const LONGEST_PAUSE = 60_000;

/**
 * Who this bot is, learnt once by auth.test. It happens beside the listening, so that Slack being slow never keeps the
 * health routes from answering; work that needs it waits for `identity()`.
 */
export class Session {
  readonly #met: Promise<SlackIdentity>;
  #known: SlackIdentity | null = null;
  #stopped = false;
  #refusal: string | null = null;
  #settle: (identity: SlackIdentity) => void = () => undefined;

  constructor(
    private readonly parts: {
      readonly ledger: Ledger;
      readonly slack: WebClient;
      readonly defaults: WorkspaceDefaults;
      readonly timer: Timer;
      readonly log: Logger;
    },
  ) {
    this.#met = new Promise((resolve) => {
      this.#settle = resolve;
    });
  }

  /** Asks Slack until it answers. A token that Slack refuses is logged with what to do and asked again each minute. */
  async open(): Promise<void> {
    for (let attempt = 0; !this.#stopped && this.#known === null; attempt += 1) {
      try {
        this.#known = await this.#meet();
        this.#refusal = null;
        this.#settle(this.#known);
        this.parts.log.info({ team: this.#known.teamId }, 'Slack knows the bot token');
      } catch (error) {
        const fault = slackFault(error);
        this.#refusal = fault.code;
        this.parts.log.error(
          { code: fault.code },
          fault.kind === 'installation'
            ? 'Slack refuses SLACK_BOT_TOKEN: install the app again and put the new token into .env'
            : 'Slack could not be asked who the bot is; trying again',
        );
        await this.parts.timer.sleep(Math.min(LONGEST_PAUSE, 1_000 * 2 ** attempt));
      }
    }
  }

  stop(): void {
    this.#stopped = true;
  }

  /** Null until Slack has answered. */
  get known(): SlackIdentity | null {
    return this.#known;
  }

  /** Why Slack has not answered yet, as Slack's own code; null if it has or nobody asked. */
  get refusal(): string | null {
    return this.#refusal;
  }

  /** Throws after `limit` ms without an answer from Slack. */
  async identity(limit = 10_000): Promise<SlackIdentity> {
    if (this.#known !== null) return this.#known;
    let giveUp: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      giveUp = setTimeout(() => reject(new Error('Slack has not confirmed the bot token yet')), limit);
      giveUp.unref();
    });
    try {
      return await Promise.race([this.#met, late]);
    } finally {
      clearTimeout(giveUp);
    }
  }

  /** The workspace as it is now: its settings may have changed since the start. */
  async workspace(): Promise<WorkspaceInfo> {
    return await workspaceInfo(this.parts.ledger, (await this.identity()).workspaceId);
  }

  async #meet(): Promise<SlackIdentity> {
    const answer = await this.parts.slack.auth.test();
    const { team_id: teamId, user_id: botUserId } = answer;
    if (teamId === undefined || botUserId === undefined) throw new Error('auth.test named no team or no user');
    const workspace = await openWorkspace(this.parts.ledger, {
      slackTeamId: teamId,
      name: answer.team ?? teamId,
      defaults: this.parts.defaults,
    });
    return { teamId, botUserId, botId: answer.bot_id ?? null, workspaceId: workspace.id };
  }
}
