/** What stays as it is, is said again after so long, in ms, and then after twice as long each time. */
const FIRST = 60_000;
const LONGEST = 3_600_000;

/** What goes on and on is said when it begins, and then ever more rarely, so that a log stays readable. */
export class SaidRarely {
  #what: string | null = null;
  #since = 0;
  #pause = FIRST;

  /** Whether it is to be said now: it is new, or was said long ago. */
  toSay(what: string): boolean {
    if (what !== this.#what) {
      this.#what = what;
      this.#pause = FIRST;
    } else if (this.#since >= this.#pause) {
      this.#pause = Math.min(LONGEST, this.#pause * 2);
    } else return false;
    this.#since = 0;
    return true;
  }

  /** So many ms have gone by. */
  passed(ms: number): void {
    this.#since += ms;
  }

  /** It is no longer so: should it begin again, it is new. */
  over(): void {
    this.#what = null;
  }
}
