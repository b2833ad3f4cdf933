import type { Clock } from '../../src/domain/clock.js';

/** A clock that stands still until a test moves it. */
export class TestClock implements Clock {
  #now: Date;

  constructor(iso: string) {
    this.#now = new Date(iso);
    if (Number.isNaN(this.#now.getTime())) throw new RangeError(`no instant: ${iso}`);
  }

  now(): Date {
    return new Date(this.#now);
  }

  set(iso: string): void {
    this.#now = new TestClock(iso).now();
  }

  advance(by: { days?: number; hours?: number; minutes?: number }): void {
    const minutes = ((by.days ?? 0) * 24 + (by.hours ?? 0)) * 60 + (by.minutes ?? 0);
    this.#now = new Date(this.#now.getTime() + minutes * 60_000);
  }
}
