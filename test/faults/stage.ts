import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js';
import { seededChannel, seededPerson } from '../../src/sandbox/workspace/seeded.js';
import { type Asked, SlackProxy, type Weather } from '../support/slack-proxy.js';
import { Bot } from './bot.js';
import { CHANNELS, channelId, fillDebtors, PEOPLE, personId } from './debtors.js';
import { type Door, RequestUrl } from './door.js';
import { People } from './people.js';
import type { Place } from './place.js';
import { ShiftedTime } from './shifted-time.js';
import { SocketDoor } from './socket-door.js';

const TEAM = 'T0FAULTS001';
/** Looks, of 20 ms each, until a bot that answers is connected by its socket. */
const CONNECTED = 1_000;
const manifest: unknown = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../manifest.json', import.meta.url)), 'utf8'),
);

/** A message that the workspace took from the bot. */
export interface Posted {
  readonly channel: string;
  readonly ts: string;
  readonly outboxId: number;
}

/** A workspace with a bot before it and books behind: everything but what goes wrong. */
export class Stage {
  readonly bots: Bot[] = [];
  /** Every message that the workspace took, in order, however often. */
  readonly posted: Posted[] = [];
  readonly people: People;
  #broken: unknown = null;

  private constructor(
    readonly place: Place,
    readonly time: ShiftedTime,
    readonly sandbox: Sandbox,
    readonly proxy: SlackProxy,
    /** Where the bots are connected by Socket Mode. */
    readonly socket: SocketDoor | null,
  ) {
    const { signingSecret } = sandbox.workspace.secrets;
    const door: Door = socket ?? new RequestUrl(signingSecret, time, () => this.bots.map(({ port }) => port));
    this.people = new People(sandbox, time, door);
  }

  /** Of migrated, empty books, which are filled. Their bots are not started yet. */
  static async set(
    place: Place,
    options: {
      readonly replicas?: number;
      readonly refusedScopes?: readonly string[];
      /** The bots connect by Socket Mode; without, Slack calls them. */
      readonly bySocket?: boolean;
    } = {},
  ): Promise<Stage> {
    const time = new ShiftedTime();
    let hear = (_asked: Asked): void => undefined;
    const proxy = await SlackProxy.open((asked) => hear(asked));
    const people = Array.from({ length: PEOPLE }, (_, n) => personId(n + 1));
    const sandbox = await startSandbox({
      port: 0,
      publicUrl: proxy.url,
      directory: null,
      manifest,
      seed: {
        team: { id: TEAM, name: 'Faults', domain: 'faults', timezone: 'UTC' },
        people: people.map((id, n) =>
          seededPerson({ id, name: `person-${n + 1}`, realName: `Person ${n + 1}`, timezone: 'UTC', isAdmin: n === 0 }),
        ),
        channels: Array.from({ length: CHANNELS }, (_, n) =>
          seededChannel({
            id: channelId(n + 1),
            name: `proj-${n + 1}`,
            members: [...people, 'BOT'],
            creator: personId(1),
          }),
        ),
      },
      timer: time.timer,
      rateLimits: false,
      refusedScopes: options.refusedScopes ?? [],
    });
    proxy.target = sandbox.url;
    const socket = options.bySocket === true ? await SocketDoor.open() : null;
    const stage = new Stage(place, time, sandbox, proxy, socket);
    if (socket !== null) stage.weather(() => null);
    hear = (asked) => stage.#hear(asked);
    await place.books((sql) => fillDebtors(sql, TEAM, time.now()));
    const settings = {
      ...place.settings,
      ...time.environment,
      SLACK_API_URL: sandbox.apiUrl,
      SLACK_BOT_TOKEN: sandbox.workspace.secrets.botToken,
      ...(socket === null
        ? { SLACK_SIGNING_SECRET: sandbox.workspace.secrets.signingSecret }
        : { SLACK_APP_TOKEN: 'xapp-1-A0FAULTS-1-x' }),
      COLLECT_TIMEZONE: 'UTC',
    };
    for (let n = 0; n < (options.replicas ?? 1); n += 1) stage.bots.push(await Bot.on(settings));
    return stage;
  }

  /** What befalls the bots' requests; where they are connected by a socket, Slack names its address. */
  weather(weather: Weather): void {
    const { socket } = this;
    this.proxy.weather((path, body) => {
      const befalls = weather(path, body);
      if (befalls !== null || socket === null || path !== '/api/apps.connections.open') return befalls;
      return { status: 200, headers: { 'content-type': 'application/json' }, body: socket.address };
    });
  }

  /** The first bot, where there is only one. */
  get bot(): Bot {
    const [bot] = this.bots;
    if (bot === undefined) throw new Error('no bot');
    return bot;
  }

  /** Resolves when every bot answers. */
  async ready(): Promise<void> {
    await Promise.all(this.bots.map((bot) => bot.ready()));
    // Whoever does not connect is found out by what is never answered.
    for (let looks = 0; this.socket?.connected === false && looks < CONNECTED; looks += 1) {
      await new Promise((again) => setTimeout(again, 20));
    }
  }

  /** Every bot is told to end and started again. */
  async restart(): Promise<void> {
    for (const bot of this.bots) {
      await bot.stop();
      bot.launch();
    }
    await this.ready();
  }

  /** The campaign itself has a fault: `strike` throws it. */
  broken(error: unknown): void {
    this.#broken ??= error;
  }

  async strike(): Promise<void> {
    for (const bot of this.bots) if (bot.runs) await bot.kill();
    this.socket?.close();
    await this.proxy.close();
    await this.sandbox.close();
    this.time.close();
    await this.place.remove();
    if (this.#broken !== null) throw this.#broken;
  }

  #hear(asked: Asked): void {
    this.people.asked(asked);
    if (asked.path !== '/api/chat.postMessage' || asked.answer === null) return;
    const answer = JSON.parse(asked.answer.body) as { ok: boolean; channel?: string; ts?: string };
    const metadata = new URLSearchParams(asked.body).get('metadata');
    if (!answer.ok || metadata === null) return;
    const { event_payload } = JSON.parse(metadata) as { event_payload: { outbox_id: number } };
    this.posted.push({ channel: answer.channel ?? '', ts: answer.ts ?? '', outboxId: event_payload.outbox_id });
  }
}
