import type { Ledger } from '../ledger/ledger.js';
import { type OutboxItem, renewTaken } from '../ledger/outbox.js';
import type { Timer } from './timer.js';

/** A sender gives a sign of life this often while it works on a batch, in ms. */
const RENEW = 5_000;

interface Parts {
  readonly ledger: Ledger;
  readonly timer: Timer;
  /** A sign of life could not be given. */
  readonly failed: (error: unknown) => void;
}

/**
 * Rows that were taken together belong to their sender as long as it gives signs of life. A process that stood still
 * (suspended, or cut off from the books) learns here that somebody else has taken its rows over, before it says them.
 */
export class Lease {
  #mine: Set<number>;
  /** The last sign; with it those that the books may have although they did not say so. */
  #signs: readonly [Date, ...Date[]];
  /** Own time of the last sign, in ms. */
  #renewedAt: number;
  #renewing: Promise<void> | null = null;
  #cancel: () => void = () => undefined;
  #ended = false;

  /** `items`: taken together, just now. */
  constructor(
    private readonly parts: Parts,
    private readonly items: readonly OutboxItem[],
  ) {
    this.#mine = new Set(items.map((item) => item.id));
    this.#signs = [items[0]?.takenAt ?? parts.ledger.clock.now()];
    this.#renewedAt = this.#signs[0].getTime();
    this.#renewLater();
  }

  /** Whether the row is still this sender's. Throws if that has to be asked of the books and they do not answer. */
  async holds({ id }: Pick<OutboxItem, 'id'>): Promise<boolean> {
    // Also after a clock that was set back.
    if (Math.abs(this.#now() - this.#renewedAt) >= RENEW) await this.#renew();
    return this.#mine.has(id);
  }

  end(): void {
    this.#ended = true;
    this.#cancel();
  }

  #renew(): Promise<void> {
    this.#renewing ??= this.#sayAlive().finally(() => {
      this.#renewing = null;
    });
    return this.#renewing;
  }

  async #sayAlive(): Promise<void> {
    const now = this.#now();
    const rows = this.items.filter((item) => this.#mine.has(item.id));
    // Later than the last one, whatever the clock says: a sign that looks like the last one is none.
    const sign = new Date(Math.max(now, this.#signs[0].getTime() + 1));
    const before = this.#signs;
    this.#signs = [sign, ...before];
    this.#mine = await renewTaken(this.parts.ledger, rows, before, sign);
    this.#signs = [sign];
    this.#renewedAt = now;
  }

  #renewLater(): void {
    if (this.#ended || this.#mine.size === 0) return;
    this.#cancel = this.parts.timer.after(RENEW, () => {
      this.#renew()
        .catch(this.parts.failed)
        .finally(() => this.#renewLater());
    });
  }

  #now(): number {
    return this.parts.ledger.clock.now().getTime();
  }
}
