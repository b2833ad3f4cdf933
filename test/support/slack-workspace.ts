import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Clock } from '../../src/domain/clock.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/server.js';
import type { Timer } from '../../src/sandbox/timer.js';
import type { Channel, Message, Person } from '../../src/sandbox/workspace/model.js';
import { TestClock } from './clock.js';
import { type Asked, type ScriptedReply, SlackProxy } from './slack-proxy.js';

export type { ScriptedReply } from './slack-proxy.js';

/** One call to Slack's Web API, with its arguments as the app meant them (JSON fields parsed). */
export interface SlackCall {
  readonly method: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** One message sent to a response_url. */
export interface SlackAnswer {
  readonly url: string;
  readonly body: { readonly text?: string; readonly blocks?: unknown[]; readonly replace_original?: boolean };
}

interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly locale?: string;
  readonly tz?: string;
  readonly is_admin?: boolean;
  readonly is_restricted?: boolean;
  readonly deleted?: boolean;
  readonly is_bot?: boolean;
  readonly email?: string;
}

interface SlackChannel {
  readonly id: string;
  readonly name: string;
  readonly members: readonly string[];
  readonly is_private?: boolean;
  readonly is_ext_shared?: boolean;
  readonly is_archived?: boolean;
  /** The bot is in it. Default true. */
  readonly bot?: boolean;
}

interface OpenOptions {
  /** What time it is in the workspace. */
  readonly clock?: Clock;
  readonly refusedScopes?: readonly string[];
}

const manifest: unknown = JSON.parse(
  readFileSync(fileURLToPath(new URL('../../manifest.json', import.meta.url)), 'utf8'),
);

/**
 * The sandbox as Slack, and what the bot asks of it: calls and answers are recorded, and can be scripted. The time is
 * the test's; nothing runs out by itself. What the workspace refuses fails the test at its end, unless it said so
 * (`mayRefuse`): a bot that falls back to something plainer looks well otherwise.
 */
export class SlackWorkspace {
  readonly calls: SlackCall[] = [];
  readonly answers: SlackAnswer[] = [];
  readonly #refusals: string[] = [];
  readonly #expected: RegExp[] = [];
  readonly #waiting = new Set<() => void>();
  #closed = false;

  private constructor(
    readonly sandbox: Sandbox,
    readonly proxy: SlackProxy,
  ) {}

  static async open({ clock = new TestClock('2026-11-23T08:00:00Z'), refusedScopes = [] }: OpenOptions = {}) {
    let hear = (_asked: Asked): void => undefined;
    const proxy = await SlackProxy.open((asked) => hear(asked));
    const timer: Timer = { now: () => clock.now().getTime(), after: () => () => undefined };
    const sandbox = await startSandbox({
      port: 0,
      publicUrl: proxy.url,
      directory: null,
      manifest,
      seed: { team: { id: 'T0001', name: 'Test', domain: 'test', timezone: 'UTC' }, people: [], channels: [] },
      timer,
      // The bot's own pace is tested by what it waits for: nobody waits here.
      rateLimits: false,
      refusedScopes,
    });
    proxy.target = sandbox.url;
    const workspace = new SlackWorkspace(sandbox, proxy);
    hear = (asked) => workspace.#record(asked);
    return workspace;
  }

  /** Of the Web API, with its closing slash. */
  get apiUrl(): string {
    return this.sandbox.apiUrl;
  }

  get botToken(): string {
    return this.sandbox.workspace.secrets.botToken;
  }

  get signingSecret(): string {
    return this.sandbox.workspace.secrets.signingSecret;
  }

  /** Ends it. Throws if something was refused that no test said would be. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.proxy.close();
    await this.sandbox.close();
    const unexpected = this.#refusals.filter((refusal) => !this.#expected.some((pattern) => pattern.test(refusal)));
    if (unexpected.length > 0) throw new Error(`Slack refused:\n${unexpected.join('\n')}`);
  }

  /** The workspace may refuse what looks so: "chat.postMessage {"ok":false,"error":"not_in_channel" …". */
  mayRefuse(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  /** Everything said and asked so far is forgotten; people, channels and scripts stay. */
  forget(): void {
    this.calls.length = 0;
    this.answers.length = 0;
  }

  /** The workspace grants the app a scope that it had refused. */
  grant(scope: string): void {
    const app: { scopes: readonly string[] } = this.sandbox.workspace.app;
    app.scopes = [...app.scopes, scope];
  }

  /** Adds or changes a person. Their direct conversation with the bot is "D" and their id. */
  user(user: SlackUser): void {
    const { workspace } = this.sandbox;
    const person: Person = {
      id: user.id,
      name: user.name,
      realName: user.name,
      title: '',
      email: user.email ?? '',
      timezone: user.tz ?? 'UTC',
      locale: user.locale ?? 'en-US',
      isAdmin: user.is_admin ?? false,
      isOwner: false,
      isRestricted: user.is_restricted ?? false,
      isUltraRestricted: false,
      isStranger: false,
      deleted: user.deleted ?? false,
      isBot: user.is_bot ?? false,
    };
    workspace.putPerson(person);
    const members = [user.id, workspace.app.botUserId];
    if (workspace.channel(`D${user.id}`) === null) this.#put(`D${user.id}`, 'im', '', members);
  }

  /** Adds or changes a channel; the app hears of a change as Slack tells it. */
  channel(channel: SlackChannel): void {
    const { id, name, members, bot = true } = channel;
    const all = bot ? [...members, this.sandbox.workspace.app.botUserId] : members;
    this.#put(id, channel.is_private === true ? 'private' : 'public', name, all, {
      isArchived: channel.is_archived ?? false,
      isExtShared: channel.is_ext_shared ?? false,
    });
  }

  join(channel: string, user: string): void {
    this.sandbox.workspace.join(channel, user);
  }

  /** What stands in a channel, oldest first, also what only this person sees. */
  messages(channel: string, user: string | null = null): Message[] {
    return this.sandbox.workspace
      .messages(channel)
      .filter(({ ephemeralFor }) => ephemeralFor === null || ephemeralFor === user);
  }

  /** The next call of that method (whose arguments match) is answered so. */
  script(method: string, reply: ScriptedReply, when: (args: SlackCall['args']) => boolean = () => true): void {
    this.proxy.script((path, body) => path === `/api/${method}` && when(argumentsOf(body)), reply);
  }

  /** An address as a request to the app carries it, for a request that a test makes up. */
  responseUrl(user: string, channel: string): string {
    return this.sandbox.responseUrls.issue({ kind: 'action', user, channel, source: null });
  }

  triggerId(user: string): string {
    return this.sandbox.triggers.issue(user, null);
  }

  callsOf(method: string): SlackCall['args'][] {
    return this.calls.filter((call) => call.method === method).map((call) => call.args);
  }

  /** Resolves as soon as so many calls of the method were made. */
  async called(method: string, count = 1): Promise<SlackCall['args'][]> {
    return await this.#until(() => {
      const calls = this.callsOf(method);
      return calls.length >= count ? calls : null;
    }, `${count} × ${method}`);
  }

  /** Resolves with the n-th message (from 1) sent to a response_url. */
  async answered(count = 1): Promise<SlackAnswer> {
    return await this.#until(() => this.answers[count - 1] ?? null, `${count} answers`);
  }

  #put(
    id: string,
    kind: Channel['kind'],
    name: string,
    members: readonly string[],
    facts: Partial<Channel> = {},
  ): void {
    const created = this.sandbox.workspace.channel(id)?.created ?? 1_700_000_000;
    const creator = members[0] ?? this.sandbox.workspace.app.botUserId;
    this.sandbox.workspace.putChannel({
      id,
      kind,
      name,
      topic: '',
      members,
      creator,
      created,
      isArchived: false,
      isExtShared: false,
      ...facts,
    });
  }

  #record({ path, body, answer }: Asked): void {
    const name = path.replace(/^\/(api\/)?/, '');
    const refused = answer !== null && (answer.status >= 400 || answer.body.startsWith('{"ok":false'));
    if (refused) this.#refusals.push(`${name} ${answer.body} for ${decodeURIComponent(body).slice(0, 2_000)}`);
    if (path.startsWith('/response/')) {
      this.answers.push({ url: path, body: JSON.parse(body) as SlackAnswer['body'] });
    } else this.calls.push({ method: name, args: argumentsOf(body) });
    for (const wake of [...this.#waiting]) wake();
  }

  async #until<Found>(look: () => Found | null, what: string): Promise<Found> {
    const limit = Date.now() + 10_000;
    for (;;) {
      const found = look();
      if (found !== null) return found;
      const left = limit - Date.now();
      if (left <= 0) {
        const asked = [...this.calls.map((call) => call.method), ...this.#refusals];
        throw new Error(`Slack waited for ${what}; it was asked ${asked.join(', ')}`);
      }
      await new Promise<void>((resolve) => {
        const timeout = setTimeout(() => {
          this.#waiting.delete(wake);
          resolve();
        }, left);
        const wake = (): void => {
          clearTimeout(timeout);
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }
}

/** The SDK sends a form whose objects are JSON text. */
function argumentsOf(text: string): Record<string, unknown> {
  const args: Record<string, unknown> = {};
  for (const [name, value] of new URLSearchParams(text)) {
    args[name] = /^[[{]/.test(value) ? (JSON.parse(value) as unknown) : value;
  }
  return args;
}
