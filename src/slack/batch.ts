/** Statements under way at once; what comes meanwhile goes with the next. */
const AT_ONCE = 2;
/** A statement that takes longer than this, in ms, no longer keeps others waiting. */
const SLOW = 1_000;

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly settle: (result: Result) => void;
  readonly fail: (error: unknown) => void;
}

/** Gathers what comes in the same turn of the event loop, or while a statement is under way, into one statement. */
export class Batch<Item, Result> {
  #waiting: Waiting<Item, Result>[] = [];
  #planned = false;
  #underWay = 0;

  /**
   * @param run a result for each item, in their order
   * @param gather how long others are waited for, in ms, where nobody is in a hurry
   */
  constructor(
    private readonly run: (items: readonly Item[]) => Promise<readonly Result[]>,
    private readonly gather = 0,
  ) {}

  add(item: Item): Promise<Result> {
    return new Promise((settle, fail) => {
      this.#waiting.push({ item, settle, fail });
      this.#plan();
    });
  }

  #plan(): void {
    if (this.#planned || this.#underWay >= AT_ONCE || this.#waiting.length === 0) return;
    this.#planned = true;
    const flush = (): void => {
      this.#planned = false;
      void this.#flush();
    };
    if (this.gather === 0) setImmediate(flush);
    else setTimeout(flush, this.gather);
  }

  async #flush(): Promise<void> {
    const batch = this.#waiting;
    this.#waiting = [];
    this.#underWay += 1;
    let counted = true;
    const free = (): void => {
      if (counted) this.#underWay -= 1;
      counted = false;
      this.#plan();
    };
    const slow = setTimeout(free, SLOW);
    slow.unref();
    try {
      const results = await this.run(batch.map(({ item }) => item));
      batch.forEach(({ settle }, at) => {
        settle(results[at] as Result);
      });
    } catch (error) {
      for (const { fail } of batch) fail(error);
    } finally {
      clearTimeout(slow);
      free();
    }
  }
}
