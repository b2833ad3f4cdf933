import type { Reading } from './reading.js';
import { joinedWords, type Word, wordsOf } from './words.js';

export type ClientAction =
  | { readonly kind: 'show' }
  | { readonly kind: 'add' }
  | { readonly kind: 'alias'; readonly alias: string }
  | { readonly kind: 'rename'; readonly name: string }
  | {
      readonly kind: 'contact';
      readonly name: string;
      readonly email: string | null;
      readonly phone: string | null;
      readonly position: string | null;
    }
  | { readonly kind: 'project'; readonly projectText: string };

/** What `/collect client ACME alias "Acme Ltd"` and its sisters say. */
export interface ClientRequest {
  readonly nameText: string;
  readonly action: ClientAction;
}

const EXAMPLE = 'ACME contact "Mia Wong" mia@acme.example';
const ACTIONS = new Map<string, ClientAction['kind']>([
  ['add', 'add'],
  ['new', 'add'],
  ['新增', 'add'],
  ['添加', 'add'],
  ['show', 'show'],
  ['查看', 'show'],
  ['alias', 'alias'],
  ['aka', 'alias'],
  ['别名', 'alias'],
  ['简称', 'alias'],
  ['rename', 'rename'],
  ['改名', 'rename'],
  ['更名', 'rename'],
  ['contact', 'contact'],
  ['联系人', 'contact'],
  ['project', 'project'],
  ['项目', 'project'],
]);

const actionOf = (word: Word | undefined) =>
  word === undefined || word.quoted ? undefined : ACTIONS.get(word.folded.replace(/:$/, ''));

/** Slack turns an address into `<mailto:a@b.c|a@b.c>` and a number into `<tel:+8613…|+86 13…>`: what was typed stands last. */
function plain(word: Word): string {
  const link = /^<(mailto|tel):([^|>]{1,200})(?:\|([^>]{0,200}))?>$/.exec(word.text);
  return (link?.[1] === 'tel' ? link[3]?.trim() || link[2] : link?.[2]) ?? word.text;
}

/** Pure; never throws. "add ACME" and "ACME add" are the same; a name alone shows the client. */
export function readClient(text: string): Reading<ClientRequest> {
  const words = wordsOf(text);
  const problem = (kind: 'empty' | 'unexpected', typed: string): Reading<ClientRequest> => ({
    kind: 'misunderstood',
    problem: { kind, typed, example: EXAMPLE },
  });
  if (words.length === 0) return problem('empty', '');
  const leading = actionOf(words[0]);
  if (leading === 'add' || leading === 'show') {
    const nameText = joinedWords(words.slice(1));
    return nameText === ''
      ? problem('empty', text.trim())
      : { kind: 'understood', request: { nameText, action: { kind: leading } } };
  }
  const at = words.findIndex((word, place) => place > 0 && actionOf(word) !== undefined);
  const nameText = joinedWords(at < 0 ? words : words.slice(0, at));
  if (nameText === '') return problem('empty', text.trim());
  const rest = at < 0 ? [] : words.slice(at + 1);
  const kind = at < 0 ? 'show' : (actionOf(words[at]) ?? 'show');
  const said = joinedWords(rest);
  if (kind === 'show' || kind === 'add') {
    return rest.length > 0
      ? problem('unexpected', said)
      : { kind: 'understood', request: { nameText, action: { kind } } };
  }
  if (said === '') return problem('empty', text.trim());
  if (kind === 'alias') return { kind: 'understood', request: { nameText, action: { kind, alias: said } } };
  if (kind === 'rename') return { kind: 'understood', request: { nameText, action: { kind, name: withoutTo(rest) } } };
  if (kind === 'project') return { kind: 'understood', request: { nameText, action: { kind, projectText: said } } };
  const action = contactIn(rest);
  return action === null ? problem('unexpected', said) : { kind: 'understood', request: { nameText, action } };
}

/** "rename to Globex": the word is no part of the name, unless it is all of it. */
function withoutTo(words: readonly Word[]): string {
  const [first, ...others] = words;
  const leads = first !== undefined && !first.quoted && ['to', '为', '成'].includes(first.folded);
  return joinedWords(leads && others.length > 0 ? others : words);
}

/** A name, then in any order an e-mail, a telephone number, and after a comma or in quotes the position. */
function contactIn(words: readonly Word[]): Extract<ClientAction, { kind: 'contact' }> | null {
  const name: Word[] = [];
  const position: Word[] = [];
  let email: string | null = null;
  let phone: string | null = null;
  let named = false;
  for (const word of words) {
    const value = plain(word);
    if (email === null && /^[^\s@<>]{1,100}@[^\s@<>]{1,100}\.[^\s@<>]{1,50}$/.test(value)) {
      email = value;
      named = true;
    } else if (
      !word.quoted &&
      /^\+?[\d()./ -]{1,30}$/.test(value) &&
      (phone !== null || named || /^\+|\d{3}/.test(value))
    ) {
      phone = phone === null ? value : `${phone} ${value}`;
      named = true;
    } else if (word.folded === ',' && !word.quoted) named = name.length > 0;
    else if (named) position.push(word);
    else {
      name.push(word);
      named = word.quoted;
    }
  }
  const nameText = joinedWords(name);
  if (nameText === '') return null;
  return {
    kind: 'contact',
    name: nameText,
    email,
    phone,
    position: position.length === 0 ? null : joinedWords(position),
  };
}
