import type { Logger } from 'pino';

/** Something that runs until it is stopped. */
export interface Part {
  readonly name: string;
  /** The stop has begun, whoever's turn it is: takes no new work. */
  takeNoMore?(): void;
  stop(): Promise<void> | void;
}

/** What runs, in the order in which it was started: it is stopped the other way round. */
export class Parts {
  readonly #running: Part[] = [];

  constructor(private readonly log: Logger) {}

  add(part: Part): void {
    this.#running.push(part);
  }

  /** For what others lean on already when it is there: it is stopped last. */
  addFirst(part: Part): void {
    this.#running.unshift(part);
  }

  /** Stops all; one that cannot be stopped is logged and keeps no other from it. */
  async stop(): Promise<void> {
    for (const part of this.#running) part.takeNoMore?.();
    for (let part = this.#running.pop(); part !== undefined; part = this.#running.pop()) {
      try {
        await part.stop();
      } catch (error) {
        this.log.error({ err: error, part: part.name }, 'could not stop');
      }
    }
  }
}
