import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '../../src/domain/clock.js';
import { systemTimer, type Timer } from '../../src/sandbox/timer.js';

const HOUR = 3_600_000;
/** The product looks every 50 ms how late it is. */
const NOTICED = 300;

/** Real time moved ahead, one for the workspace and for every process of the product. Begins on a working day at noon. */
export class ShiftedTime implements Clock {
  readonly #folder = mkdtempSync(join(tmpdir(), 'collect-clock-'));
  #ahead = 0;

  constructor() {
    this.#set(workingHourAfter(Date.now()) - Date.now());
  }

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  /** Of the workspace. */
  get timer(): Timer {
    return { now: () => this.now().getTime(), after: systemTimer.after };
  }

  /** What a process is started with to have this time. */
  get environment(): Record<string, string> {
    return {
      SHIFTED_CLOCK: this.#file,
      NODE_OPTIONS: `--import ${new URL('./shifted-clock.mjs', import.meta.url).href}`,
    };
  }

  /** It is so many minutes later, and everybody has noticed. */
  async pass(minutes: number): Promise<void> {
    this.#set(this.#ahead + minutes * 60_000);
    await new Promise((noticed) => setTimeout(noticed, NOTICED));
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #file(): string {
    return join(this.#folder, 'ahead');
  }

  #set(ahead: number): void {
    this.#ahead = Math.max(1, Math.round(ahead));
    const aside = `${this.#file}.new`;
    writeFileSync(aside, String(this.#ahead));
    renameSync(aside, this.#file);
  }
}

/** The jobs of a morning are due, and the day does not end while somebody looks. */
function workingHourAfter(from: number): number {
  for (let at = from; ; at += HOUR / 4) {
    const date = new Date(at);
    if (date.getUTCDay() % 6 !== 0 && date.getUTCHours() >= 10 && date.getUTCHours() < 18) return at;
  }
}
