import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

const GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const TEXT = 1;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** The other end of Socket Mode: a WebSocket server (RFC 6455, as far as frames of a test need it). */
export class SocketServer {
  readonly #connections: SocketConnection[] = [];
  readonly #waiting = new Set<() => void>();
  #told: (connection: SocketConnection) => void = () => undefined;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<SocketServer> {
    const server = createServer();
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    const own = new SocketServer(server);
    server.on('upgrade', (request, socket: Socket) => {
      const key = createHash('sha1').update(`${request.headers['sec-websocket-key']}${GUID}`).digest('base64');
      const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
      socket.write(`${[...lines, `Sec-WebSocket-Accept: ${key}`].join('\r\n')}\r\n\r\n`);
      const connection = new SocketConnection(socket, () => own.#tell());
      own.#connections.push(connection);
      own.#told(connection);
      own.#tell();
    });
    return own;
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.server.address() as AddressInfo).port}/link`;
  }

  /** Whoever connects from now on is told of. */
  onConnection(told: (connection: SocketConnection) => void): void {
    this.#told = told;
  }

  /** The n-th connection (from 1) that was made, as soon as it is. */
  async connection(n: number): Promise<SocketConnection> {
    await this.until(() => this.#connections.length >= n);
    return this.#connections[n - 1] as SocketConnection;
  }

  /** Resolves when that holds; it is looked at whenever anything comes in. */
  async until(holds: () => boolean): Promise<void> {
    const limit = Date.now() + 20_000;
    while (!holds()) {
      if (Date.now() > limit) throw new Error('nothing of the kind came over the socket');
      await new Promise<void>((wake) => {
        const look = setTimeout(wake, 1_000);
        this.#waiting.add(() => {
          clearTimeout(look);
          wake();
        });
      });
    }
  }

  close(): void {
    for (const connection of this.#connections) connection.cut();
    this.server.close();
  }

  #tell(): void {
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }
}

/** One connection of the app. */
export class SocketConnection {
  /** What the app said, parsed. */
  readonly said: { readonly envelope_id?: string; readonly payload?: Record<string, unknown> }[] = [];
  closed = false;
  #bytes = Buffer.alloc(0);

  constructor(
    private readonly socket: Socket,
    private readonly tell: () => void,
  ) {
    socket.on('error', () => {});
    socket.on('close', () => {
      this.closed = true;
      tell();
    });
    socket.on('data', (chunk) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
      while (this.#frame());
    });
  }

  /** Slack's first word: from then on the app is connected. */
  hello(): void {
    this.send({ type: 'hello', num_connections: 1 });
  }

  send(message: object): void {
    this.sendText(JSON.stringify(message));
  }

  sendText(text: string): void {
    this.#write(TEXT, Buffer.from(text));
  }

  /** Whether the app has acknowledged this envelope here. */
  acknowledged(envelopeId: string): boolean {
    return this.said.some(({ envelope_id }) => envelope_id === envelopeId);
  }

  /** Gone without a word. */
  cut(): void {
    this.socket.destroy();
  }

  #frame(): boolean {
    const bytes = this.#bytes;
    if (bytes.length < 2) return false;
    const short = (bytes[1] ?? 0) & 0x7f;
    const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
    if (bytes.length < 2 + extra + 4) return false;
    const length = extra === 2 ? bytes.readUInt16BE(2) : extra === 8 ? Number(bytes.readBigUInt64BE(2)) : short;
    const begin = 2 + extra + 4;
    if (bytes.length < begin + length) return false;
    const mask = bytes.subarray(begin - 4, begin);
    const payload = Buffer.from(bytes.subarray(begin, begin + length).map((byte, at) => byte ^ (mask[at % 4] ?? 0)));
    this.#bytes = bytes.subarray(begin + length);
    this.#heard((bytes[0] ?? 0) & 0x0f, payload);
    return true;
  }

  #heard(kind: number, payload: Buffer): void {
    if (kind === TEXT) this.said.push(JSON.parse(payload.toString('utf8')));
    else if (kind === PING) this.#write(PONG, payload);
    else if (kind === CLOSE) {
      this.#write(CLOSE, payload);
      this.socket.end();
    }
    this.tell();
  }

  #write(kind: number, payload: Buffer): void {
    if (this.socket.destroyed) return;
    const { length } = payload;
    const head = length < 126 ? Buffer.from([0x80 | kind, length]) : Buffer.from([0x80 | kind, 126, 0, 0]);
    if (length >= 126) head.writeUInt16BE(length, 2);
    this.socket.write(Buffer.concat([head, payload]));
  }
}
