import { simplify } from './traditional.js';

/** Slack's own limit is lower; beyond this a line is a mistake of copying. */
export const MAX_LINE = 4000;

export interface Token {
  /** `han`: one Chinese character; `mark`: one sign, also a line break. White space is no token. */
  readonly kind: 'word' | 'number' | 'han' | 'mark';
  /** Folded: lower case, half width, simplified, plain quotes. */
  readonly s: string;
  /** Offsets in the line's text. */
  readonly start: number;
  readonly end: number;
}

/** A typed line: as typed, and folded so that one spelling stands for many. Offsets are the same in both. */
export interface Line {
  readonly text: string;
  readonly folded: string;
  readonly tokens: readonly Token[];
}

const SIGNS = new Map<string, string>([
  ...[...'“”„‟«»「」『』《》〝〞'].map((sign) => [sign, '"'] as const),
  ...[...'‘’‚‛´`'].map((sign) => [sign, "'"] as const),
  ...[...'–—―⸺'].map((sign) => [sign, '—'] as const),
  ...[...'‐‑−'].map((sign) => [sign, '-'] as const),
  ['、', ','],
  ['。', ';'],
  ['¥', '¥'],
  ['￥', '¥'],
  ['￡', '£'],
  ['〜', '~'],
]);

function fold(character: string): string {
  const sign = SIGNS.get(character);
  if (sign !== undefined) return sign;
  const code = character.charCodeAt(0);
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0).toLowerCase();
  if (character === '\n' || character === '\r') return '\n';
  if (code < 0x20 || /\s/.test(character)) return ' ';
  const lower = character.toLowerCase();
  return simplify(lower.length === 1 ? lower : character);
}

/** What Slack escapes (`&amp;`), and signs that nobody sees. */
function clean(typed: string): string {
  return typed
    .replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\ufeff]/g, '')
    .replace(/&(amp|lt|gt);/g, (_, name: string) => (name === 'amp' ? '&' : name === 'lt' ? '<' : '>'));
}

const TOKEN = /(\d+)|(\p{sc=Han})|((?:(?!\p{sc=Han})[\p{L}\p{M}])+(?:'(?:(?!\p{sc=Han})[\p{L}\p{M}])+)*)|(\n|\S)/gu;

function tokensOf(folded: string): Token[] {
  const tokens: Token[] = [];
  for (const match of folded.matchAll(TOKEN)) {
    const kind =
      match[1] !== undefined ? 'number' : match[2] !== undefined ? 'han' : match[3] !== undefined ? 'word' : 'mark';
    tokens.push({ kind, s: match[0], start: match.index, end: match.index + match[0].length });
  }
  return tokens;
}

export function lineOf(typed: string): Line {
  const text = clean(typed);
  let folded = '';
  for (let at = 0; at < text.length; at++) folded += fold(text.charAt(at));
  return { text, folded, tokens: tokensOf(folded) };
}

/** The folded token at this index; '' beyond either end. */
export function tokenAt(line: Line, at: number): string {
  return line.tokens[at]?.s ?? '';
}

/** True if nothing, not even a space, stands between the token at this index and the one before it. */
export function touchesPrevious(line: Line, at: number): boolean {
  const token = line.tokens[at];
  const previous = line.tokens[at - 1];
  return token !== undefined && previous !== undefined && token.start === previous.end;
}

/** The text as typed of tokens from (inclusive) to (exclusive). */
export function typedBetween(line: Line, from: number, to: number): string {
  const first = line.tokens[from];
  const last = line.tokens[to - 1];
  return first === undefined || last === undefined || to <= from ? '' : line.text.slice(first.start, last.end);
}

/** The index of the first token that starts at or after this offset of the text. */
export function tokenFrom(line: Line, offset: number): number {
  let low = 0;
  let high = line.tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((line.tokens[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** True if the token was typed with a capital (or is of a script without case: false). */
export function isCapitalised(line: Line, at: number): boolean {
  const token = line.tokens[at];
  if (token === undefined || token.kind !== 'word') return false;
  return /^\p{Lu}/u.test(line.text.slice(token.start, token.end));
}

/** True if the line holds Chinese. */
export function isChinese(line: Line): boolean {
  return line.tokens.some((token) => token.kind === 'han');
}

/**
 * The whole line with the tokens from (inclusive) to (exclusive) replaced; spaces keep the new text apart from
 * letters and digits around it.
 */
export function replaced(line: Line, from: number, to: number, by: string): string {
  const first = line.tokens[from];
  const last = line.tokens[to - 1];
  if (first === undefined || last === undefined) return line.text;
  const before = line.text.slice(0, first.start);
  const after = line.text.slice(last.end);
  const gapBefore = /[\p{L}\p{N}.\-/]$/u.test(before) ? ' ' : '';
  const gapAfter = /^[\p{L}\p{N}.\-/%]/u.test(after) ? ' ' : '';
  return `${before}${gapBefore}${by}${gapAfter}${after}`;
}
