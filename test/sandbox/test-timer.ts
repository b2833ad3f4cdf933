import type { Timer } from '../../src/sandbox/timer.js';

/** Real time as a test wants it: it stands still until it is moved, and what was to come then comes. */
export class TestTimer implements Timer {
  #now: number;
  #waiting: { at: number; run: () => void }[] = [];

  constructor(iso = '2026-11-23T10:00:00Z') {
    this.#now = Date.parse(iso);
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, run: () => void): () => void {
    const entry = { at: this.#now + ms, run };
    this.#waiting.push(entry);
    return () => {
      this.#waiting = this.#waiting.filter((one) => one !== entry);
    };
  }

  /** Lets so many ms pass. */
  pass(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const [next] = this.#waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      this.#waiting = this.#waiting.filter((one) => one !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = until;
  }

  /** How many are waiting. */
  get pending(): number {
    return this.#waiting.length;
  }
}
