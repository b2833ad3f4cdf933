import { type Line, lineOf, type Token } from './line.js';

/** A word of a question. `quoted`: a name in quotes, as one; `person`: a mention. */
export interface AskedWord {
  readonly kind: Token['kind'] | 'quoted' | 'person';
  /** Folded as in a line. */
  readonly s: string;
  /** Offsets in the line's text; of what is quoted, without its quotes. */
  readonly start: number;
  readonly end: number;
  /** The line's tokens that it is made of: from (inclusive) to (exclusive). */
  readonly from: number;
  readonly to: number;
}

export interface AskedLine {
  readonly line: Line;
  readonly words: readonly AskedWord[];
}

const PERSON = /<@[A-Z][A-Z0-9]{1,30}(?:\|[^<>|]{0,100})?>/gu;
/** Bold, italic, struck out, code: how something is set says nothing. */
const SETTING = new Set(['*', '_', '~', '`']);
/** "what's" is "what is"; of anything else "'s" says whose. */
const SHORT_IS = new Set(['what', 'who', 'how', 'when', 'where', 'that', 'there', 'it']);
const SHORT: Readonly<Record<string, readonly string[]>> = {
  whats: ['what', 'is'],
  whos: ['who', 'is'],
  hows: ['how', 'is'],
  "what're": ['what', 'are'],
  "who're": ['who', 'are'],
  "what've": ['what', 'have'],
  "who've": ['who', 'have'],
  "who'll": ['who', 'will'],
  "what'll": ['what', 'will'],
  "when'll": ['when', 'will'],
  "i'd": ['i', 'would'],
  "haven't": ['have', 'not'],
  "hasn't": ['has', 'not'],
  "didn't": ['did', 'not'],
  havent: ['have', 'not'],
  hasnt: ['has', 'not'],
  didnt: ['did', 'not'],
  isnt: ['is', 'not'],
  arent: ['are', 'not'],
  "isn't": ['is', 'not'],
  "aren't": ['are', 'not'],
};

/** The words of a question: mentions and quoted names whole, short forms in full, "ACME's" as "ACME" and "'s". */
export function askedWords(typed: string): AskedLine {
  const line = lineOf(typed);
  const words: AskedWord[] = [];
  const whole = wholes(line);
  for (let at = 0; at < line.tokens.length; ) {
    const token = line.tokens[at];
    if (token === undefined) break;
    const one = whole.find(({ start, end }) => token.start >= start && token.start < end);
    if (one !== undefined) {
      let to = at;
      while ((line.tokens[to]?.start ?? one.end) < one.end) to += 1;
      words.push({ kind: one.kind, s: one.s, start: one.inner.start, end: one.inner.end, from: at, to });
      at = to;
      const [mark, letter] = [line.tokens[at], line.tokens[at + 1]];
      if (mark?.s === "'" && letter?.s === 's' && mark.start === one.end && letter.start === mark.end) {
        words.push({ kind: 'word', s: "'s", start: mark.start, end: letter.end, from: at, to: at + 2 });
        at += 2;
      }
      continue;
    }
    if (token.kind !== 'mark' || !SETTING.has(token.s)) words.push(...spelt(token, at));
    at += 1;
  }
  return { line, words };
}

function wholes(line: Line) {
  const people = [...line.text.matchAll(PERSON)].map(({ index, 0: text }) => {
    const span = { start: index, end: index + text.length };
    return { kind: 'person' as const, s: text.toLowerCase(), ...span, inner: span };
  });
  const quoted = [...line.folded.matchAll(/"([^"\n]{1,200})"/gu)].map(({ index, 0: text, 1: inner = '' }) => {
    const span = { start: index, end: index + text.length };
    return { kind: 'quoted' as const, s: inner, ...span, inner: { start: index + 1, end: span.end - 1 } };
  });
  return [...people, ...quoted];
}

function spelt({ kind, s, start, end }: Token, at: number): AskedWord[] {
  const span = { kind, start, end, from: at, to: at + 1 };
  const short = SHORT[s];
  if (short !== undefined) return short.map((each) => ({ ...span, s: each }));
  const before = /^(.+)'s$/u.exec(s)?.[1];
  if (before === undefined) return [{ ...span, s }];
  if (SHORT_IS.has(before)) return [before, 'is'].map((each) => ({ ...span, s: each }));
  return [
    { ...span, s: before, end: end - 2 },
    { ...span, s: "'s", start: end - 2 },
  ];
}
