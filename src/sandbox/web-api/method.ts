import type { Timer } from '../timer.js';
import type { Triggers } from '../to-app/triggers.js';
import type { AppFacts } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';
import type { Arguments } from './arguments.js';
import { Refusal } from './refusal.js';
import type { Uploads } from './uploads.js';

/** Slack's budgets per minute (slack.md 1.3). `message`: about one a second in each channel, with short bursts. */
export type Tier = 1 | 2 | 3 | 4 | 'message' | 'unlimited';

export type Answer = Readonly<Record<string, unknown>>;

/** One method of the Web API. */
export interface Method {
  /** One of them is needed; none: any token will do. Slack names them in x-accepted-oauth-scopes. */
  readonly scopes: readonly string[];
  readonly tier: Tier;
  /** False: it is called without a token. */
  readonly token?: false;
  /** What stands beside `ok: true`. Throws a Refusal. */
  handle(call: Call): Answer;
}

/** One call of a method: who is asked, for what, and what it needs to answer. */
export class Call {
  readonly warnings = new Map<string, string | null>();

  constructor(
    readonly workspace: Workspace,
    readonly args: Arguments,
    readonly triggers: Triggers,
    readonly uploads: Uploads,
    readonly timer: Timer,
    /** The sandbox's address, without a slash at its end. */
    readonly url: string,
  ) {}

  get app(): AppFacts {
    return this.workspace.app;
  }

  /** The bot's own user: who calls. */
  get self(): string {
    return this.app.botUserId;
  }

  may(scope: string): boolean {
    return this.app.scopes.includes(scope);
  }

  /** Throws missing_scope unless one of these was granted. */
  requireScope(...scopes: readonly string[]): void {
    if (scopes.length === 0 || scopes.some((scope) => this.may(scope))) return;
    throw new Refusal('missing_scope', { needed: scopes.join(','), provided: this.app.scopes.join(',') });
  }

  /** What Slack says beside a call that it took nevertheless: its code and, for some, a sentence. */
  warn(warning: string, sentence: string | null = null): void {
    this.warnings.set(warning, sentence);
  }

  /** Seconds since 1970, of the sandbox's clock. */
  now(): number {
    return Math.floor(this.workspace.clock.now().getTime() / 1000);
  }
}
