import type { Timer } from '../timer.js';

/**
 * The time in the sandbox: real time and how far it was moved. It is the clock of every message, and of the bot that is
 * joined to it. It only ever goes forward: what was said cannot be unsaid.
 */
export class SandboxClock {
  #ahead: number;

  /** `ahead`: ms, as it was kept. `moved` is told whenever it changes. */
  constructor(
    private readonly timer: Timer,
    ahead = 0,
    private readonly moved: (ahead: number) => void = () => undefined,
  ) {
    this.#ahead = ahead;
  }

  now(): Date {
    return new Date(this.timer.now() + this.#ahead);
  }

  /** How far it is ahead of real time, in ms; negative while a story of the past is played. */
  get ahead(): number {
    return this.#ahead;
  }

  /** Throws RangeError for an instant that has passed. */
  forwardTo(instant: Date): void {
    if (instant.getTime() < this.now().getTime()) {
      throw new RangeError(`the clock does not go back to ${instant.toISOString()}`);
    }
    this.#set(instant.getTime() - this.timer.now());
  }

  /** For a workspace that is still empty: any instant. */
  begin(instant: Date): void {
    this.#set(instant.getTime() - this.timer.now());
  }

  #set(ahead: number): void {
    this.#ahead = ahead;
    this.moved(ahead);
  }
}
