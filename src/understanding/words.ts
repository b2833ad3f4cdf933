import { lineOf } from './line.js';

/** One word of a command: what was quoted counts as one, quotes taken off. */
export interface Word {
  /** As typed. */
  readonly text: string;
  /** Lower case, half width, simplified. */
  readonly folded: string;
  readonly quoted: boolean;
}

const WORD = /"([^"]{0,500})"|<(?:[@#][^<>\s]{1,150}|(?:mailto|tel):[^<>]{1,200})>|[^\s,"]+|,/g;

/** The words of a command. A comma is a word of its own, a Slack mention one word. */
export function wordsOf(text: string): Word[] {
  const line = lineOf(text);
  return [...line.folded.matchAll(WORD)].map((match) => {
    const quoted = match[1] !== undefined;
    const start = match.index + (quoted ? 1 : 0);
    const length = quoted ? (match[1]?.length ?? 0) : match[0].length;
    return {
      text: line.text.slice(start, start + length).trim(),
      folded: line.folded.slice(start, start + length).trim(),
      quoted,
    };
  });
}

/** Several words as one name, with single spaces. */
export function joinedWords(words: readonly Word[]): string {
  return words
    .map((word) => word.text)
    .join(' ')
    .replace(/ ,/g, ',')
    .trim();
}
