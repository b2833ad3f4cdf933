import { distance } from 'fastest-levenshtein';
import { nameKey } from '../domain/name-key.js';

export interface Named {
  readonly id: number;
  readonly name: string;
  /** Name keys of the name and its aliases (domain/name-key). */
  readonly keys: readonly string[];
}

/**
 * The names that a mistyped one may mean, at most `max`, the likeliest first: those that begin with it or with which it begins, then
 * those that hold it, then those at most a third of its letters away.
 */
export function nearestNames(typed: string, names: readonly Named[], max = 3): Named[] {
  const key = nameKey(typed.slice(0, 200));
  if (key === '') return [];
  const tolerated = Math.max(1, Math.floor(key.length / 3));
  const scored: { named: Named; score: number }[] = [];
  for (const named of names) {
    const score = Math.min(...named.keys.map((each) => closeness(key, each, tolerated)));
    if (score < Number.POSITIVE_INFINITY) scored.push({ named, score });
  }
  return scored
    .sort((a, b) => a.score - b.score || (a.named.name < b.named.name ? -1 : 1))
    .slice(0, max)
    .map(({ named }) => named);
}

/** 0 the same; below 1 a common beginning; below 2 contained; from 2 on the letters between them. */
function closeness(key: string, other: string, tolerated: number): number {
  if (other === '') return Number.POSITIVE_INFINITY;
  if (other === key) return 0;
  const [shorter, longer] = key.length < other.length ? [key, other] : [other, key];
  const part = shorter.length / longer.length;
  if (shorter.length >= 2 && longer.startsWith(shorter)) return 1 - part;
  const away = Math.abs(key.length - other.length) > tolerated ? Number.POSITIVE_INFINITY : distance(key, other);
  if (away <= tolerated) return 1 + away / 10;
  if (shorter.length >= 3 && longer.includes(shorter)) return 2 - part;
  // a long name begun with a slip: "acmee" for "acme studios"
  const begun = other.length > key.length ? distance(key, other.slice(0, key.length)) : Number.POSITIVE_INFINITY;
  return begun <= tolerated ? 3 + begun : Number.POSITIVE_INFINITY;
}
