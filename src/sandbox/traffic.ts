import type { TrafficEntry } from './page-protocol.js';

/** Entries kept for the developer's panel. */
const KEPT = 500;

/** Characters of a body that are kept: the panel is for reading, and a file is not read there. */
const LONGEST_BODY = 100_000;

const SECRETS: readonly (readonly [RegExp, string])[] = [
  [/\b(xox[a-z](?:-[A-Za-z0-9]{2})?)[A-Za-z0-9-]*/g, '$1…'],
  [/\b(v0=[0-9a-f]{6})[0-9a-f]+/g, '$1…'],
];

const withoutSecrets = (text: string): string =>
  SECRETS.reduce((hidden, [pattern, shown]) => hidden.replace(pattern, shown), text);

/** A body as the panel shows it. */
const readable = (body: string): string => {
  const left = body.length - LONGEST_BODY;
  return withoutSecrets(left > 0 ? `${body.slice(0, LONGEST_BODY)}… (${left} more characters)` : body);
};

const hide = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, withoutSecrets(value)]));

/** What went to and fro between the app and the workspace, for whoever develops the app. Tokens are shortened. */
export class Traffic {
  #entries: TrafficEntry[] = [];
  #last = 0;
  readonly #listeners = new Set<(entry: TrafficEntry) => void>();

  /** A request begins; returns the number under which it ends. */
  begin(entry: Omit<TrafficEntry, 'id' | 'answer' | 'error' | 'ms'>): number {
    this.#last += 1;
    const request = { headers: hide(entry.request.headers), body: readable(entry.request.body) };
    const begun: TrafficEntry = { ...entry, id: this.#last, request, answer: null, error: null, ms: null };
    this.#entries.push(begun);
    if (this.#entries.length > KEPT) this.#entries = this.#entries.slice(-KEPT);
    this.#tell(begun);
    return begun.id;
  }

  /** A request has ended, with an answer, an error or both. One that is no longer kept is ignored. */
  end(id: number, { answer, error, ms }: Pick<TrafficEntry, 'answer' | 'error' | 'ms'>): void {
    const at = this.#entries.findIndex((entry) => entry.id === id);
    const entry = this.#entries[at];
    if (entry === undefined) return;
    const shown = answer && { ...answer, headers: hide(answer.headers), body: readable(answer.body) };
    const ended = { ...entry, answer: shown, error, ms };
    this.#entries[at] = ended;
    this.#tell(ended);
  }

  /** Oldest first. */
  entries(): readonly TrafficEntry[] {
    return this.#entries;
  }

  on(listener: (entry: TrafficEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(entry: TrafficEntry): void {
    for (const listener of [...this.#listeners]) listener(entry);
  }
}
