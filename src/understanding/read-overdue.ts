import { type PersonText, readMention, readPerson } from './mentions.js';
import type { Reading } from './reading.js';
import { joinedWords, wordsOf } from './words.js';

export type OverdueFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'mine' }
  /** A client or a project. */
  | { readonly kind: 'named'; readonly text: string }
  | { readonly kind: 'owner'; readonly person: PersonText };

/** What `/collect overdue [mine|client|project|@owner] [page 2]` says. */
export interface OverdueRequest {
  readonly filter: OverdueFilter;
  /** From 1. */
  readonly page: number;
}

const MINE = new Set(['mine', 'my', 'me', '我的', '我']);
const ALL = new Set(['all', 'everything', '全部', '所有']);
const OWNER = new Set(['owner', 'of', '负责人']);

/** Pure; never throws. Without words: all. */
export function readOverdue(text: string): Reading<OverdueRequest> {
  let words = wordsOf(text);
  let page = 1;
  const number = words.at(-1);
  const sign = words.at(-2);
  const together = number === undefined || number.quoted ? null : /^第?([1-9]\d{0,3})页$/.exec(number.folded);
  if (together !== null) {
    page = Number(together[1]);
    words = words.slice(0, -1);
  } else if (
    number !== undefined &&
    /^[1-9]\d{0,3}$/.test(number.folded) &&
    (sign?.folded === 'page' || sign?.folded === '页')
  ) {
    page = Number(number.folded);
    words = words.slice(0, -2);
  }
  const [first, second] = words;
  const understood = (filter: OverdueFilter): Reading<OverdueRequest> => ({
    kind: 'understood',
    request: { filter, page },
  });
  if (first === undefined) return understood({ kind: 'all' });
  if (words.length === 1 && !first.quoted) {
    if (MINE.has(first.folded)) return understood({ kind: 'mine' });
    if (ALL.has(first.folded)) return understood({ kind: 'all' });
  }
  const byOwner = OWNER.has(first.folded) && second !== undefined;
  const named = byOwner ? words.slice(1) : words;
  const typed = joinedWords(named);
  const isMention =
    named.length === 1 &&
    named[0]?.quoted === false &&
    (readMention(typed)?.kind === 'person' || /^[@＠]./.test(typed));
  const person = byOwner || isMention ? readPerson(typed) : null;
  return understood(person !== null ? { kind: 'owner', person } : { kind: 'named', text: typed });
}
