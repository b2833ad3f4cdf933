/** As many hashes of forms as are remembered. */
const REMEMBERED = 500;

type Show = (hash: string) => Promise<string | null>;

/**
 * Changes of forms, one at a time for each form, and of those that wait only the newest. Somebody who changes a form
 * while it is being shown anew sends the hash of what they see: it is followed to the one that the form has by now.
 */
export class LatestOnly {
  readonly #waiting = new Map<string, { readonly hash: string; readonly show: Show } | null>();
  readonly #followed = new Map<string, string>();

  /**
   * @param show given the hash that the form has by now; returns the one that it has then, null if it did not change
   */
  async run(viewId: string, hash: string, show: Show): Promise<void> {
    if (this.#waiting.has(viewId)) {
      this.#waiting.set(viewId, { hash, show });
      return;
    }
    let next: { readonly hash: string; readonly show: Show } | null = { hash, show };
    while (next !== null) {
      this.#waiting.set(viewId, null);
      const before = this.#now(viewId, next.hash);
      const after = await next.show(before);
      if (after !== null && after !== before) this.#remember(`${viewId} ${before}`, after);
      next = this.#waiting.get(viewId) ?? null;
    }
    this.#waiting.delete(viewId);
  }

  #now(viewId: string, hash: string): string {
    let newest = hash;
    for (let known = this.#followed.get(`${viewId} ${newest}`); known !== undefined; ) {
      newest = known;
      known = this.#followed.get(`${viewId} ${newest}`);
    }
    return newest;
  }

  #remember(from: string, to: string): void {
    this.#followed.set(from, to);
    const [oldest] = this.#followed.keys();
    if (this.#followed.size > REMEMBERED && oldest !== undefined) this.#followed.delete(oldest);
  }
}
