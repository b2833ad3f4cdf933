import { Refusal } from './refusal.js';

/** Slack's cursors: opaque to the app, what comes next to Slack. */
export const cursorFor = (kind: string, next: string): string => Buffer.from(`${kind}:${next}`).toString('base64');

/** What `cursorFor` was given; null for no cursor. Throws invalid_cursor. */
export function readCursor(kind: string, cursor: string): string | null {
  if (cursor === '') return null;
  const plain = Buffer.from(decodeURIComponentSafely(cursor), 'base64').toString('utf8');
  if (!plain.startsWith(`${kind}:`)) throw new Refusal('invalid_cursor');
  return plain.slice(kind.length + 1);
}

/** Some clients send "%3D" for the "=" at a cursor's end twice encoded; Slack takes both. */
function decodeURIComponentSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The part of a list that a cursor asks for; `keyOf` names an item. Throws invalid_cursor. */
export function pageOf<Item>(
  items: readonly Item[],
  keyOf: (item: Item) => string,
  asked: { readonly kind: string; readonly cursor: string; readonly limit: number },
): { readonly page: readonly Item[]; readonly nextCursor: string } {
  const first = readCursor(asked.kind, asked.cursor);
  const start = first === null ? 0 : items.findIndex((item) => keyOf(item) === first);
  if (start < 0) throw new Refusal('invalid_cursor');
  const page = items.slice(start, start + asked.limit);
  const next = items[start + asked.limit];
  return { page, nextCursor: next === undefined ? '' : cursorFor(asked.kind, keyOf(next)) };
}
