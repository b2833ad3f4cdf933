import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a scripted request is answered instead of what the workspace says. */
export type ScriptedReply =
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  /** HTTP 200 with {ok: false, error}. */
  | { readonly error: string }
  /** The connection is cut without an answer: before the workspace has heard of it, or after it has done it. */
  | { readonly cut: 'before' | 'after' }
  /** The workspace does it; its answer is cut half-way, or never comes while the connection stays. */
  | { readonly answer: 'half' | 'none' }
  /** So many ms later this happens to it; without `fate`, the workspace hears of it. */
  | { readonly slow: number; readonly fate?: Exclude<ScriptedReply, { readonly slow: number }> };

/** One request of the app, once it was answered. */
export interface Asked {
  /** "/api/chat.postMessage", "/response/…". */
  readonly path: string;
  readonly body: string;
  /** What the workspace answered; null: it never heard of it. */
  readonly answer: { readonly status: number; readonly body: string } | null;
}

/** Whether a script is meant for this request. */
type Meant = (path: string, body: string) => boolean;

/** What befalls a request for which nothing is scripted; null: it is passed on. */
export type Weather = (path: string, body: string) => ScriptedReply | null;

/** Between an app and its workspace: passes every request on and tells of it, or plays what a test has scripted. */
export class SlackProxy {
  readonly #scripted: { readonly meant: Meant; readonly reply: ScriptedReply }[] = [];
  /** Whose answer never comes: kept, so that nobody takes them for ended. */
  readonly #unanswered = new Set<ServerResponse>();
  #weather: Weather = () => null;
  /** Where the workspace is; what comes before it is known is refused. */
  target: string | null = null;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  /** `told` hears of each request when its fate is decided, before the app does. */
  static async open(told: (asked: Asked) => void): Promise<SlackProxy> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const proxy = new SlackProxy(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    server.on('request', (incoming, response) => {
      proxy.#receive(incoming, response, told).catch(() => response.destroy());
    });
    return proxy;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((done) => this.server.close(() => done()));
  }

  /** The next request that is meant gets this reply. */
  script(meant: Meant, reply: ScriptedReply): void {
    this.#scripted.push({ meant, reply });
  }

  /** Whatever is not scripted fares as this says, from now on. */
  weather(weather: Weather): void {
    this.#weather = weather;
  }

  async #receive(incoming: IncomingMessage, response: ServerResponse, told: (asked: Asked) => void): Promise<void> {
    const bytes = await bytesOf(incoming);
    const body = bytes.toString('utf8');
    const { pathname: path } = new URL(incoming.url ?? '/', this.url);
    const at = this.#scripted.findIndex(({ meant }) => meant(path, body));
    const [script] = at < 0 ? [] : this.#scripted.splice(at, 1);
    const reply = await inItsTime(script?.reply ?? this.#weather(path, body));
    const answer = isPassedOn(reply) ? await this.#passOn(incoming, bytes) : null;
    told({ path, body, answer: answer && { status: answer.status, body: answer.body.toString('utf8') } });
    if (reply === null) {
      if (answer !== null) response.writeHead(answer.status, answer.headers).end(answer.body);
    } else if ('cut' in reply) response.destroy();
    else if ('answer' in reply) {
      if (reply.answer === 'none' || answer === null) this.#unanswered.add(response);
      else {
        const { 'content-length': _, ...headers } = answer.headers;
        response.writeHead(answer.status, { ...headers, 'content-length': answer.body.length });
        response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)), () => response.destroy());
      }
    } else if ('error' in reply) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ ok: false, error: reply.error }));
    } else response.writeHead(reply.status, reply.headers).end(reply.body ?? '');
  }

  async #passOn(incoming: IncomingMessage, body: Buffer) {
    const { target } = this;
    if (target === null) throw new Error('there is no workspace behind this yet');
    const { host: _host, connection: _connection, ...headers } = incoming.headers;
    return await new Promise<{ status: number; headers: IncomingMessage['headers']; body: Buffer }>((done, fail) => {
      const onward = request(new URL(incoming.url ?? '/', target), { method: incoming.method, headers, agent: false });
      onward.on('error', fail);
      onward.on('response', (answer) => {
        const { connection, 'keep-alive': _, 'transfer-encoding': __, ...kept } = answer.headers;
        bytesOf(answer).then((bytes) => done({ status: answer.statusCode ?? 502, headers: kept, body: bytes }), fail);
      });
      onward.end(body);
    });
  }
}

async function inItsTime(reply: ScriptedReply | null) {
  if (reply === null || !('slow' in reply)) return reply;
  await new Promise((later) => setTimeout(later, reply.slow));
  return reply.fate ?? null;
}

/** Whether the workspace hears of it. */
const isPassedOn = (reply: ScriptedReply | null): boolean =>
  reply === null || 'answer' in reply || ('cut' in reply && reply.cut === 'after');

async function bytesOf(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
