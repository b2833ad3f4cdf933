import { randomUUID } from 'node:crypto';
import { type SocketConnection, SocketServer } from '../support/socket-server.js';
import { type Door, PATIENCE, type ToApp } from './door.js';

const ENVELOPES = { command: 'slash_commands', interaction: 'interactive', event: 'events_api' } as const;

/** Socket Mode: the app connects, and Slack tells it over one of its connections, and waits for the acknowledgement there. */
export class SocketDoor implements Door {
  readonly #open: SocketConnection[] = [];
  #turn = 0;
  #closed = false;

  private constructor(private readonly server: SocketServer) {}

  static async open(): Promise<SocketDoor> {
    const door = new SocketDoor(await SocketServer.open());
    door.server.onConnection((connection) => {
      door.#open.push(connection);
      connection.hello();
    });
    return door;
  }

  /** What Slack answers whoever asks for the address of a socket. */
  get address(): string {
    return JSON.stringify({ ok: true, url: this.server.url });
  }

  /** How many connections were made so far. */
  get made(): number {
    return this.#open.length;
  }

  /** Whether the app is connected now. */
  get connected(): boolean {
    return this.#open.some(({ closed }) => !closed);
  }

  /** Slack takes the connections away, as it does now and then: with a word before, or without. */
  refresh(how: 'asked' | 'cut'): void {
    for (const connection of this.#open.filter(({ closed }) => !closed)) {
      if (how === 'cut') connection.cut();
      else connection.send({ type: 'disconnect', reason: 'refresh_requested' });
    }
  }

  async send({ kind, payload, retry }: ToApp): Promise<string | null> {
    const live = this.#open.filter(({ closed }) => !closed);
    this.#turn += 1;
    const connection = live[this.#turn % Math.max(1, live.length)];
    if (connection === undefined || this.#closed) return null;
    const id = randomUUID();
    connection.send({
      type: ENVELOPES[kind],
      envelope_id: id,
      accepts_response_payload: kind !== 'event',
      payload,
      ...(retry === undefined ? {} : { retry_attempt: retry, retry_reason: 'timeout' }),
    });
    const limit = Date.now() + PATIENCE;
    while (Date.now() < limit) {
      const said = connection.said.find(({ envelope_id }) => envelope_id === id);
      if (said !== undefined) return said.payload === undefined ? '' : JSON.stringify(said.payload);
      if (connection.closed) return null;
      await new Promise((soon) => setTimeout(soon, 10));
    }
    return null;
  }

  close(): void {
    this.#closed = true;
    this.server.close();
  }
}
