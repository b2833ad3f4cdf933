import type { ActionContainer } from '../page-protocol.js';
import type { JsonObject } from '../workspace/model.js';

/** Lists that are remembered. */
const REMEMBERED = 500;
/** Options of one list, the latest last. */
const LONGEST = 1_000;

/** What the app offered in its external selects: who chooses says a value only, and the app is told the whole option. */
export class LoadedOptions {
  readonly #lists = new Map<string, readonly JsonObject[]>();

  remember(key: string, options: readonly JsonObject[]): void {
    const known = this.#lists.get(key) ?? [];
    const fresh = new Set(options.map(({ value }) => value));
    this.#lists.delete(key);
    this.#lists.set(key, [...known.filter(({ value }) => !fresh.has(value)), ...options].slice(-LONGEST));
    const [oldest] = this.#lists.keys();
    if (this.#lists.size > REMEMBERED && oldest !== undefined) this.#lists.delete(oldest);
  }

  of(key: string): readonly JsonObject[] {
    return this.#lists.get(key) ?? [];
  }
}

/** One person's element at one place. Without `blockId`, `actionId`: of all that is there. */
export function optionsKey(user: string, container: ActionContainer, blockId: string, actionId: string): string {
  const place = container.kind === 'view' ? container.viewId : `${container.channel} ${container.ts}`;
  return JSON.stringify([user, place, blockId, actionId]);
}
