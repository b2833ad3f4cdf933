import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** Where an app's answers by response_url arrive. */
export class ResponseDesk {
  readonly #waiting = new Map<string, (body: string) => void>();
  #last = 0;

  private constructor(
    private readonly server: Server,
    private readonly url: string,
  ) {}

  static async open(): Promise<ResponseDesk> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    if (address === null || typeof address === 'string') throw new Error('no port');
    const desk = new ResponseDesk(server, `http://127.0.0.1:${address.port}`);
    server.on('request', (incoming, response) => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      incoming.on('end', () => {
        response.end('ok');
        desk.#waiting.get(incoming.url ?? '')?.(body);
        desk.#waiting.delete(incoming.url ?? '');
      });
    });
    return desk;
  }

  /** An address, and what is said to it first. */
  next(): { readonly url: string; readonly answer: Promise<string> } {
    this.#last += 1;
    const path = `/${this.#last}`;
    const answer = new Promise<string>((done, fail) => {
      const late = setTimeout(() => fail(new Error('no answer within 30 s')), 30_000);
      this.#waiting.set(path, (body) => {
        clearTimeout(late);
        done(body);
      });
    });
    answer.catch(() => {});
    return { url: `${this.url}${path}`, answer };
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
