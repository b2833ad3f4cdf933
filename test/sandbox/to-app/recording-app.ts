import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** `silence`: no answer comes; `cut`: the connection is cut. */
export type Reply =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: string }
  | 'silence'
  | 'cut';

/** An app that writes down what it is sent and answers what the test says: 200 and nothing, if it says nothing. */
export class RecordingApp {
  readonly requests: Received[] = [];
  reply: (received: Received) => Reply | Promise<Reply> = () => ({});
  readonly #waiting = new Set<() => void>();

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {}

  static async start(): Promise<RecordingApp> {
    let app: RecordingApp | null = null;
    const server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', async () => {
        const received = { headers: request.headers, body: Buffer.concat(chunks).toString('utf8') };
        app?.requests.push(received);
        const reply = (await app?.reply(received)) ?? {};
        if (reply === 'cut') response.destroy();
        else if (reply !== 'silence') response.writeHead(reply.status ?? 200, reply.headers).end(reply.body ?? '');
        for (const wake of app?.waiting ?? []) wake();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    app = new RecordingApp(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`);
    return app;
  }

  get waiting(): ReadonlySet<() => void> {
    return this.#waiting;
  }

  /** Resolves with the n-th request, from 1. */
  async received(count: number): Promise<Received> {
    for (;;) {
      const found = this.requests[count - 1];
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          this.#waiting.delete(wake);
          resolve();
        };
        this.#waiting.add(wake);
      });
    }
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }
}

/** The field `payload` of an interaction. */
export const payloadOf = (received: Received): Record<string, unknown> =>
  JSON.parse(new URLSearchParams(received.body).get('payload') ?? '{}') as Record<string, unknown>;

export const fieldsOf = (received: Received): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(received.body));

export function isSigned({ headers, body }: Received, secret: string): boolean {
  const timestamp = String(headers['x-slack-request-timestamp']);
  const signature = createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex');
  return headers['x-slack-signature'] === `v0=${signature}`;
}
