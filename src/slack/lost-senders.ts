import type { Ledger } from '../ledger/ledger.js';
import { releaseLost, releaseStuck, type Underway, underway } from '../ledger/outbox.js';

/** How often it is looked for them, in ms. Senders give a sign of life twice as often (lease.ts). */
const LOOK = 10_000;
/** A row of which nothing was heard in so many looks after the first one has lost its sender. */
const LOOKS = 3;
/** At the first look after a start: what was taken so long ago was taken by somebody who is gone, in ms. */
const LONG_AGO = 10 * 60_000;

interface Parts {
  readonly ledger: Ledger;
  /** Nobody else can have been at work on these books before this process was. */
  readonly alone: boolean;
}

/**
 * Finds rows whose sender died, so that what it had taken goes out within a minute. It is watched whether a row's sign of
 * life changes; clocks of two machines are never compared, and one that is set loses nobody their rows.
 */
export class LostSenders {
  readonly #unheard = new Map<number, { readonly heardAt: number; readonly looks: number }>();
  readonly #startedAt: Date;
  #lookedAt: number | null = null;

  constructor(private readonly parts: Parts) {
    this.#startedAt = parts.ledger.clock.now();
  }

  /** Gives back rows of lost senders; returns how many. Does nothing if it was looked a moment ago. */
  async look(): Promise<number> {
    const { ledger, alone } = this.parts;
    const now = ledger.clock.now().getTime();
    let released = 0;
    if (this.#lookedAt === null) {
      released = await releaseStuck(ledger, alone ? this.#startedAt : new Date(now - LONG_AGO));
    } else if (Math.abs(now - this.#lookedAt) < LOOK) return 0;
    this.#lookedAt = now;
    const rows = await underway(ledger);
    const unheard = rows.map((row) => ({ row, looks: this.#looksAt(row) }));
    this.#unheard.clear();
    for (const { row, looks } of unheard) {
      if (looks > LOOKS) released += (await releaseLost(ledger, row)) ? 1 : 0;
      else this.#unheard.set(row.id, { heardAt: row.heardAt.getTime(), looks });
    }
    return released;
  }

  #looksAt({ id, heardAt }: Underway): number {
    const before = this.#unheard.get(id);
    return before !== undefined && before.heardAt === heardAt.getTime() ? before.looks + 1 : 1;
  }
}
