import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

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

/** What a scripted call answers instead of "ok". */
export type ScriptedReply =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  | { readonly error: string }
  /** The connection is cut before an answer; `done`: after Slack had done it. */
  | { readonly cut: true };

interface SlackUser {
  readonly id: string;
  readonly name: string;
  readonly locale?: string;
  readonly tz?: string;
  readonly is_admin?: boolean;
  readonly is_restricted?: boolean;
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

/** Slack itself, as far as Collect needs it: an HTTP server that records what it is asked and lets tests wait for it. */
export class SlackWorkspace {
  readonly calls: SlackCall[] = [];
  readonly answers: SlackAnswer[] = [];
  readonly users = new Map<string, SlackUser>();
  readonly channels = new Map<string, SlackChannel>();
  scopes = 'commands,chat:write,im:write,users:read,channels:read,groups:read';
  readonly #scripted: { method: string; when: (args: SlackCall['args']) => boolean; reply: ScriptedReply }[] = [];
  readonly #waiting = new Set<() => void>();
  #views = 0;
  #messages = 0;

  private constructor(
    private readonly server: Server,
    /** Of the Web API, with its closing slash. */
    readonly apiUrl: string,
    private readonly base: string,
  ) {}

  static async open(): Promise<SlackWorkspace> {
    let workspace: SlackWorkspace | null = null;
    const server = createServer((request, response) => {
      workspace?.receive(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    workspace = new SlackWorkspace(server, `${base}/api/`, base);
    return workspace;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  /** Everything said and asked so far is forgotten; people, channels and scripts stay. */
  forget(): void {
    this.calls.length = 0;
    this.answers.length = 0;
  }

  user(user: SlackUser): void {
    this.users.set(user.id, user);
  }

  channel(channel: SlackChannel): void {
    this.channels.set(channel.id, channel);
  }

  /** The next call of that method (whose arguments match) answers so. */
  script(method: string, reply: ScriptedReply, when: (args: SlackCall['args']) => boolean = () => true): void {
    this.#scripted.push({ method, when, reply });
  }

  responseUrl(name: string): string {
    return `${this.base}/response/${name}`;
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

  async #until<Found>(look: () => Found | null, what: string): Promise<Found> {
    const limit = Date.now() + 10_000;
    for (;;) {
      const found = look();
      if (found !== null) return found;
      const left = limit - Date.now();
      if (left <= 0) throw new Error(`Slack waited for ${what}; it was asked ${this.calls.map((call) => call.method)}`);
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

  #heard(): void {
    for (const wake of [...this.#waiting]) wake();
  }

  private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const text = Buffer.concat(chunks).toString('utf8');
    const path = new URL(request.url ?? '/', this.base).pathname;
    if (path.startsWith('/response/')) {
      this.answers.push({ url: path, body: JSON.parse(text) as SlackAnswer['body'] });
      response.writeHead(200).end('ok');
      this.#heard();
      return;
    }
    const method = path.replace('/api/', '');
    const args = argumentsOf(text);
    this.calls.push({ method, args });
    const at = this.#scripted.findIndex((script) => script.method === method && script.when(args));
    const [script] = at < 0 ? [] : this.#scripted.splice(at, 1);
    if (script === undefined) this.#send(response, { ok: true, ...this.#reply(method, args) });
    else this.#play(response, script.reply);
    this.#heard();
  }

  #play(response: ServerResponse, reply: ScriptedReply): void {
    if ('cut' in reply) response.destroy();
    else if ('error' in reply) this.#send(response, { ok: false, error: reply.error });
    else response.writeHead(reply.status, reply.headers).end(reply.body ?? '');
  }

  #send(response: ServerResponse, body: Record<string, unknown>): void {
    response.writeHead(200, { 'content-type': 'application/json', 'x-oauth-scopes': this.scopes });
    response.end(JSON.stringify(body));
  }

  #reply(method: string, args: SlackCall['args']): Record<string, unknown> {
    switch (method) {
      case 'auth.test':
        return { team_id: 'T0001', team: 'Test', user_id: 'UBOT', user: 'collect', bot_id: 'BBOT' };
      case 'users.info':
        return this.#userInfo(String(args.user));
      case 'users.conversations': {
        const channels = [...this.channels.values()].filter((one) => one.members.includes(String(args.user)));
        return { channels: channels.map(({ id, name }) => ({ id, name })) };
      }
      case 'conversations.info':
        return this.#channelInfo(String(args.channel));
      case 'conversations.open':
        return { channel: { id: `D${String(args.users)}` } };
      case 'chat.postMessage':
        this.#messages += 1;
        return { channel: args.channel, ts: `1700000000.${String(this.#messages).padStart(6, '0')}` };
      case 'chat.update':
        return { channel: args.channel, ts: args.ts };
      case 'views.open':
      case 'views.push':
        this.#views += 1;
        return { view: { id: `V${this.#views}`, type: 'modal' } };
      case 'apps.connections.open':
        return { url: 'wss://127.0.0.1/none' };
      default:
        return {};
    }
  }

  #userInfo(id: string): Record<string, unknown> {
    const user = this.users.get(id);
    if (user === undefined) return { ok: false, error: 'user_not_found' };
    const { name, email, locale = 'en-US', tz = 'UTC', ...flags } = user;
    return { user: { locale, tz, ...flags, id, name, profile: { display_name: name, email } } };
  }

  #channelInfo(id: string): Record<string, unknown> {
    const channel = this.channels.get(id);
    if (channel === undefined) return { ok: false, error: 'channel_not_found' };
    const { members: _members, bot = true, ...facts } = channel;
    return { channel: { ...facts, is_channel: true, is_member: bot } };
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
