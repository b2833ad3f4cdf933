import type { Logger } from 'pino';
import type { Readiness } from './health-routes.js';
import { type Address, type Listening, listenByHttp, type Taker } from './listening.js';
import { actionIdOf } from './messages/action-ids.js';
import type { SlackConnection } from './settings.js';
import { listenBySocket } from './socket-listening.js';
import { systemTimer, type Timer } from './timer.js';
import type { ToldOfCall } from './web-clients.js';

/** Who takes what came in, and what readiness depends on. */
export interface Inside extends Omit<Readiness, 'stopping'> {
  readonly take: Taker;
  /** Hears of the calls that the listening itself makes. */
  readonly told: ToldOfCall;
}

export interface DoorstepParts {
  readonly connection: SlackConnection;
  readonly address: Address;
  readonly log: Logger;
  readonly timer?: Timer;
}

/**
 * The door that Slack knocks at. It is open before anything else is: health answers from the first moment, and what
 * Slack sends waits on the doorstep until somebody is inside. Loads little, so that it opens soon.
 */
export class Doorstep {
  readonly #listening: Listening;
  #port: Promise<number> | null = null;
  #inside: Inside | null = null;
  #opened: (inside: Inside) => void = () => {};
  #refuse: (reason: Error) => void = () => {};
  readonly #someone: Promise<Inside>;
  #closing: Promise<void> | null = null;
  #waiting = 0;

  constructor({ connection, address, log, timer = systemTimer }: DoorstepParts) {
    this.#someone = new Promise((opened, refuse) => {
      this.#opened = opened;
      this.#refuse = refuse;
    });
    this.#someone.catch(() => {});
    const readiness: Readiness = {
      books: async () => await (this.#inside?.books() ?? Promise.reject(new Error('not open yet'))),
      slackKnown: () => this.#inside?.slackKnown() === true,
      slackRefusal: () => this.#inside?.slackRefusal() ?? null,
      stopping: () => this.#closing !== null,
      metrics: async () => await (this.#inside?.metrics() ?? Promise.reject(new Error('not open yet'))),
    };
    const take: Taker = (event) => this.#take(event);
    const told: ToldOfCall = (call) => this.#inside?.told(call);
    const keeper = { readiness, take, told };
    const { mode, apiUrl } = connection;
    this.#listening =
      mode.kind === 'http'
        ? listenByHttp(address, mode.signingSecret, keeper, log)
        : listenBySocket(address, { appToken: mode.appToken, apiUrl }, keeper, timer, log);
  }

  /** Resolves with the port. Rejects if it is taken; then it can be tried again. */
  async open(): Promise<number> {
    this.#port ??= this.#listening.start().catch((error: unknown) => {
      this.#port = null;
      throw error;
    });
    return await this.#port;
  }

  /** How many requests wait on the doorstep. */
  get waiting(): number {
    return this.#inside === null ? this.#waiting : 0;
  }

  /** From now on this one takes what comes, and what has come. */
  letIn(inside: Inside): void {
    this.#inside = inside;
    this.#opened(inside);
  }

  /** Takes nothing more. Whoever waits for somebody inside in vain is not acknowledged, so that Slack says so. */
  async close(): Promise<void> {
    this.#refuse(new Error('Collect is ending'));
    this.#closing ??= this.#port === null ? Promise.resolve() : this.#listening.stop();
    await this.#closing;
  }

  async #arrival(): Promise<Inside> {
    this.#waiting += 1;
    return await this.#someone;
  }

  async #take(event: Parameters<Taker>[0]): Promise<void> {
    if (this.#inside !== null) return await this.#inside.take(event);
    if (!needsNobody(event.body)) return await (await this.#arrival()).take(event);
    await event.ack();
    await (await this.#arrival()).take({ ...event, ack: async () => {} });
  }
}

/**
 * What can be acknowledged before anybody is inside: shortcuts open a form, and a button that this version does not have
 * does nothing, so nothing can be lost with them. What is recorded (inbox-asked.ts) is known only with the commands, which
 * are loaded later.
 */
function needsNobody({ type, actions }: Parameters<Taker>[0]['body']): boolean {
  if (type === 'shortcut' || type === 'message_action') return true;
  return type === 'block_actions' && actionIdOf(String(actions?.[0]?.action_id)) === null;
}
