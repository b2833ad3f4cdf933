import { nameKey } from '../domain/name-key.js';

interface Named {
  readonly keys: readonly string[];
}

const HAN = /\p{Script=Han}/u;
/** A shorter name stands by chance in too many sentences. */
const SHORTEST = 3;
const SHORTEST_HAN = 2;

/**
 * The one of them that a text names: by its longest name or alias that stands in it as whole words. Null where it names
 * none, or two by names of the same length. Never throws.
 */
export function clientInText<Client extends Named>(text: string, clients: readonly Client[]): Client | null {
  const folded = ` ${nameKey(text.slice(0, 3_000))} `;
  let best: { readonly length: number; readonly client: Client; readonly only: boolean } | null = null;
  for (const client of clients) {
    const length = Math.max(0, ...client.keys.filter((key) => stands(folded, key)).map((key) => key.length));
    if (length === 0 || (best !== null && length < best.length)) continue;
    best = { length, client, only: best === null || length > best.length };
  }
  return best?.only === true ? best.client : null;
}

function stands(folded: string, key: string): boolean {
  if (HAN.test(key)) return key.length >= SHORTEST_HAN && folded.includes(key);
  return key.length >= SHORTEST && folded.includes(` ${key} `);
}
