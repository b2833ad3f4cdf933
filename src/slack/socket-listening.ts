import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SocketModeReceiver } from '@slack/bolt';
import type { Logger } from 'pino';
import { slackLogger } from './bolt-logger.js';
import { handTo, socketModeReceiver } from './bolt-parts.js';
import { healthRoutes, type Readiness } from './health-routes.js';
import type { Address, Keeper, Listening, Taker } from './listening.js';
import { SaidRarely } from './said-rarely.js';
import { slackFault } from './slack-fault.js';
import { systemTimer, type Timer } from './timer.js';
import { interactiveOptions, type ToldOfCall } from './web-clients.js';

/** A connection that lived so long, in ms, was a good one: the next is made without a pause. */
const STEADY = 10_000;
const LONGEST_PAUSE = 60_000;
/** How long a stop waits for acknowledgements that are under way, and then for Slack to say good-bye, in ms. */
const LAST_WORDS = 1_000;

/** A socket to Slack; the health routes listen on HOST:PORT beside it. */
export function listenBySocket(
  settings: Address,
  socket: { readonly appToken: string; readonly apiUrl: string },
  { readiness, take, told }: Keeper,
  timer: Timer,
  log: Logger,
): Listening {
  const health = healthServer(readiness);
  const line = new SocketLine({ ...socket, told }, take, timer, log);
  return {
    start: async () => {
      await new Promise<void>((resolve, reject) => {
        health.once('error', reject);
        health.listen({ host: settings.host, port: settings.port }, resolve);
      });
      line.keep().catch((error: unknown) => log.error({ err: error }, 'Socket Mode failed'));
      return (health.address() as AddressInfo).port;
    },
    stop: async () => {
      await line.end();
      await new Promise<void>((resolve) => {
        health.close(() => resolve());
        health.closeAllConnections();
      });
    },
  };
}

function healthServer(readiness: Readiness): Server {
  const routes = healthRoutes(readiness);
  return createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const route = routes.find((one) => one.path === path && one.method.includes(request.method ?? ''));
    if (route !== undefined) return route.handler(request, response);
    response.writeHead(404).end();
  });
}

/**
 * The line to Slack. It is made again whenever it is lost, by us: the SDK waits five seconds for that, and where Slack
 * cannot be asked for a new address (a 503, a lost network) it gives up for good with an unhandled rejection.
 */
class SocketLine {
  #receiver: SocketModeReceiver | null = null;
  #keeping: Promise<void> = Promise.resolve();
  #ended = false;
  #lost = false;
  #wake: () => void = () => {};
  readonly #refused = new SaidRarely();
  readonly #unacknowledged = new Set<Promise<void>>();

  constructor(
    private readonly socket: { readonly appToken: string; readonly apiUrl: string; readonly told: ToldOfCall },
    private readonly take: Taker,
    private readonly timer: Timer,
    private readonly log: Logger,
  ) {}

  async keep(): Promise<void> {
    this.#keeping = this.#keep();
    await this.#keeping;
  }

  /** Takes nothing more, acknowledges what was taken, and hangs up. */
  async end(): Promise<void> {
    this.#ended = true;
    await this.#atMost(Promise.all(this.#unacknowledged));
    this.#wake();
    await this.#atMost(Promise.all([this.#receiver?.client.disconnect(), this.#keeping]));
  }

  async #keep(): Promise<void> {
    const Receiver = socketModeReceiver();
    const receiver = new Receiver({
      appToken: this.socket.appToken,
      autoReconnectEnabled: false,
      logger: slackLogger(this.log.child({ part: 'slack-socket' })),
      installerOptions: { clientOptions: interactiveOptions(this.socket.apiUrl, this.log, this.socket.told) },
    });
    handTo(receiver, (event) => this.#take(event));
    this.#receiver = receiver;
    receiver.client.on('disconnected', () => {
      this.#lost = true;
      this.#wake();
    });
    for (let tries = 0; !this.#ended; tries += 1) {
      if (tries > 0) {
        const pause = Math.min(LONGEST_PAUSE, 1_000 * 2 ** (tries - 1));
        await this.timer.sleep(pause);
        this.#refused.passed(pause);
      }
      this.#lost = false;
      if (this.#ended || !(await this.#connected(receiver))) continue;
      const unsteady = this.timer.after(STEADY, () => {
        tries = -1;
      });
      if (!this.#lost && !this.#ended) {
        await new Promise<void>((woken) => {
          this.#wake = woken;
        });
      }
      unsteady();
      if (!this.#ended) this.log.warn('the connection to Slack by Socket Mode was lost; connecting again');
    }
    // The end may have come while Slack was being asked for an address.
    if (!this.#lost) await receiver.client.disconnect();
  }

  async #connected(receiver: SocketModeReceiver): Promise<boolean> {
    try {
      await receiver.start();
      this.#refused.over();
      this.log.info('connected to Slack by Socket Mode');
      return true;
    } catch (error) {
      // The SDK says nothing where a connection was lost before Slack said hello.
      const code = error === undefined ? 'disconnected' : slackFault(error).code;
      const words = 'Socket Mode did not connect (check SLACK_APP_TOKEN and its scope connections:write); trying again';
      if (!this.#ended && this.#refused.toSay(code)) this.log.error({ code }, words);
      return false;
    }
  }

  async #take(event: Parameters<Taker>[0]): Promise<void> {
    // Not acknowledged: Slack sends it again, to whoever is there.
    if (this.#ended) throw new Error('Collect is ending');
    let answered: () => void = () => {};
    const answer = new Promise<void>((settle) => {
      answered = settle;
    });
    this.#unacknowledged.add(answer);
    answer.then(() => this.#unacknowledged.delete(answer));
    const ack: typeof event.ack = async (response) => {
      try {
        await event.ack(response);
      } catch (error) {
        // The line was cut meanwhile. What was taken is done all the same; Slack may send it once more.
        this.log.warn({ err: error }, 'Slack could not be told that a request was taken');
      }
      answered();
    };
    try {
      await this.take({ ...event, ack });
    } finally {
      answered();
    }
  }

  async #atMost(work: Promise<unknown>): Promise<void> {
    await Promise.race([work.catch(() => {}), systemTimer.sleep(LAST_WORDS)]);
  }
}
