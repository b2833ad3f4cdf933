import { createServer, type Server, type Socket } from 'node:net';
import type { PGlite } from '@electric-sql/pglite';

// Serves one PGlite to many connections of PostgreSQL's wire protocol. PGlite has one backend, so what the connections
// send must never mix: the messages of one query (parse, bind, execute … up to sync) run without a gap, and while a
// connection is in a transaction nobody else's turn comes. (@electric-sql/pglite-socket 0.2 hands over message by message:
// another connection's commit between a bind and its execute destroys the portal.)

const SSL_REQUEST = 80877103;
const GSS_REQUEST = 80877104;
const CANCEL_REQUEST = 80877102;
/** Messages after which PostgreSQL answers that it is ready: query, function call, sync. */
const ENDS_TURN = new Set(['Q', 'F', 'S'].map((letter) => letter.charCodeAt(0)));
const FLUSH = 'H'.charCodeAt(0);
const TERMINATE = 'X'.charCodeAt(0);
const COPY = new Set(['d', 'c', 'f'].map((letter) => letter.charCodeAt(0)));
/** A sync message: ends a query that its sender left in the middle. */
const SYNC = Uint8Array.of('S'.charCodeAt(0), 0, 0, 0, 4);

/** A connection that keeps everybody waiting in the middle of a transaction is cut off after this. */
const LONGEST_SILENCE_MS = 90_000;

const PARSE = 'P'.charCodeAt(0);
/** The answer to a parse message. */
const PARSE_COMPLETE = Uint8Array.of('1'.charCodeAt(0), 0, 0, 0, 4);

/** A statement that is to be kept under a name. */
interface NamedParse {
  readonly name: string;
  /** The whole message: the same under the same name is the same statement. */
  readonly message: Buffer;
}

/** What a connection sent that runs without a gap. */
interface Turn {
  readonly bytes: Buffer;
  /** The statement that it names first; null: none. */
  readonly parse: NamedParse | null;
  /** False: a flush, more of the same query follows. */
  readonly complete: boolean;
}

class Connection {
  buffer: Buffer = Buffer.alloc(0);
  /** Messages of a query that is not complete yet. */
  parts: Buffer[] = [];
  readonly turns: Turn[] = [];
  started = false;
  gone = false;

  constructor(readonly socket: Socket) {}

  /** Cuts what has arrived into turns. */
  take(data: Buffer): void {
    this.buffer = this.buffer.length === 0 ? data : Buffer.concat([this.buffer, data]);
    while (this.started ? this.#takeMessage() : this.#takeStartup()) {
      // until no whole message is left
    }
  }

  #takeStartup(): boolean {
    if (this.buffer.length < 8) return false;
    const length = this.buffer.readInt32BE(0);
    if (this.buffer.length < length) return false;
    const code = this.buffer.readInt32BE(4);
    const message = this.#shift(length);
    if (code === SSL_REQUEST || code === GSS_REQUEST) {
      this.socket.write('N');
    } else if (code === CANCEL_REQUEST) {
      // There is no second backend that could be told to stop the first.
      this.socket.end();
    } else {
      this.started = true;
      this.turns.push({ bytes: message, parse: null, complete: true });
    }
    return true;
  }

  #takeMessage(): boolean {
    if (this.buffer.length < 5) return false;
    const length = 1 + this.buffer.readInt32BE(1);
    if (this.buffer.length < length) return false;
    const message = this.#shift(length);
    const type = message[0] ?? TERMINATE;
    if (type === TERMINATE) {
      this.socket.end();
      return true;
    }
    // Rows for a COPY would have to reach the backend while it runs: nothing here uses it.
    if (COPY.has(type)) return true;
    this.parts.push(message);
    if (ENDS_TURN.has(type) || type === FLUSH) {
      const [first] = this.parts;
      const parse = first === undefined ? null : namedParse(first);
      this.turns.push({ bytes: Buffer.concat(this.parts), parse, complete: type !== FLUSH });
      this.parts = [];
    }
    return true;
  }

  #shift(length: number): Buffer {
    const message = this.buffer.subarray(0, length);
    this.buffer = this.buffer.subarray(length);
    return message;
  }
}

/** Null: another message, or a statement without a name, which the next one replaces. */
function namedParse(message: Buffer): NamedParse | null {
  if (message[0] !== PARSE) return null;
  const name = message.toString('utf8', 5, message.indexOf(0, 5));
  return name === '' ? null : { name, message };
}

export class WireServer {
  readonly #db: PGlite;
  readonly #server: Server;
  readonly #connections = new Set<Connection>();
  /** Those with a turn to run, in the order in which it came. */
  readonly #waiting: Connection[] = [];
  /** In the middle of a transaction or a query: nobody else's turn comes. */
  #owner: Connection | null = null;
  #ownerTimer: NodeJS.Timeout | null = null;
  /** What the backend keeps under a name: it is one for all connections, each of which thinks it has its own. */
  readonly #kept = new Map<string, Buffer>();
  #running: Promise<void> | null = null;
  #stopping = false;

  constructor(db: PGlite) {
    this.#db = db;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  get connections(): number {
    return this.#connections.size;
  }

  /** Listens on a socket's path, or on a free loopback port; returns the port (5432 for a path). */
  async listen(path: string | null): Promise<number> {
    await new Promise<void>((done, fail) => {
      this.#server.once('error', fail);
      if (path === null) this.#server.listen(0, '127.0.0.1', done);
      else this.#server.listen(path, done);
    });
    const address = this.#server.address();
    return address === null || typeof address === 'string' ? 5432 : address.port;
  }

  /** Takes nothing more, cuts every connection and rolls back what one had begun. */
  async stop(): Promise<void> {
    this.#stopping = true;
    const closed = new Promise<void>((done) => this.#server.close(() => done()));
    for (const connection of this.#connections) connection.socket.destroy();
    await closed;
    await this.#running;
    if (this.#owner !== null) await this.#abandon();
  }

  #accept(socket: Socket): void {
    const connection = new Connection(socket);
    this.#connections.add(connection);
    socket.setNoDelay(true);
    socket.on('data', (data) => {
      connection.take(data);
      this.#wake(connection);
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      connection.gone = true;
      this.#connections.delete(connection);
      this.#wake(connection);
    });
  }

  #wake(connection: Connection): void {
    if (connection.turns.length > 0 && !this.#waiting.includes(connection)) this.#waiting.push(connection);
    this.#running ??= this.#run().finally(() => {
      this.#running = null;
      if (!this.#stopping && this.#next() !== null) this.#wake(connection);
    });
  }

  /** Whose turn it is; null: nobody's (or only of those who must wait for the owner). */
  #next(): Connection | null {
    const owner = this.#owner;
    if (owner === null) return this.#waiting[0] ?? null;
    return owner.gone || owner.turns.length > 0 ? owner : null;
  }

  async #run(): Promise<void> {
    for (let connection = this.#next(); connection !== null && !this.#stopping; connection = this.#next()) {
      if (connection === this.#owner && connection.gone) {
        await this.#abandon();
        continue;
      }
      const turn = connection.turns.shift();
      if (connection.turns.length === 0 || connection.gone) {
        const place = this.#waiting.indexOf(connection);
        if (place >= 0) this.#waiting.splice(place, 1);
      } else {
        // The others first, then the next turn of this one.
        this.#waiting.push(...this.#waiting.splice(this.#waiting.indexOf(connection), 1));
      }
      if (turn === undefined || connection.gone) continue;
      await this.#take(turn, connection.socket);
      this.#own(!turn.complete || this.#db.isInTransaction() ? connection : null);
    }
  }

  async #take({ bytes, parse }: Turn, socket: Socket): Promise<void> {
    const tell = (data: Uint8Array): void => {
      if (socket.writable) socket.write(data);
    };
    const known = parse === null ? false : this.#kept.get(parse.name)?.equals(parse.message) === true;
    if (parse !== null && known) tell(PARSE_COMPLETE);
    let first = true;
    await this.#execute(parse !== null && known ? bytes.subarray(parse.message.length) : bytes, (data) => {
      if (first && parse !== null && !known && data[0] === PARSE_COMPLETE[0]) this.#kept.set(parse.name, parse.message);
      first = false;
      // The bytes are PGlite's memory, which the next query overwrites.
      tell(Buffer.from(data));
    });
  }

  /** Ends what the owner left in the middle. */
  async #abandon(): Promise<void> {
    await this.#execute(SYNC, () => {});
    if (this.#db.isInTransaction()) await this.#db.exec('ROLLBACK');
    this.#own(null);
  }

  #own(connection: Connection | null): void {
    if (this.#ownerTimer !== null) clearTimeout(this.#ownerTimer);
    this.#owner = connection;
    this.#ownerTimer =
      connection === null
        ? null
        : setTimeout(() => {
            if (this.#waiting.some((other) => other !== connection)) connection.socket.destroy();
            else this.#own(connection);
          }, LONGEST_SILENCE_MS).unref();
  }

  async #execute(bytes: Uint8Array, onRawData: (data: Uint8Array) => void): Promise<void> {
    await this.#db.runExclusive(() => this.#db.execProtocolRawStream(bytes, { onRawData }));
  }
}
