import { type Line, lineOf } from './line.js';

/** Phrases with what they mean; the longest one that stands at a place wins. */
export interface Lexicon<T> {
  /** `to`: the index after the phrase's last token. */
  at(line: Line, from: number): { readonly value: T; readonly to: number } | null;
}

/**
 * The phrases that a pattern stands for: `left [a] (message|msg)` is "left message", "left a message", … One level:
 * brackets hold what may be absent, round ones hold alternatives.
 */
export function expand(pattern: string): string[] {
  let phrases = [''];
  for (const part of pattern.split(/([[(][^\])]*[\])])/)) {
    const optional = part.startsWith('[');
    const options = optional || part.startsWith('(') ? part.slice(1, -1).split('|') : [part];
    if (optional) options.push('');
    phrases = phrases.flatMap((phrase) => options.map((option) => `${phrase}${option}`));
  }
  return phrases;
}

/** `entries`: a meaning and the patterns that carry it; of two equal phrases the first stands. */
export function lexicon<T>(entries: Iterable<readonly [T, readonly string[]]>): Lexicon<T> {
  const byFirst = new Map<string, { readonly words: readonly string[]; readonly value: T }[]>();
  for (const [value, patterns] of entries) {
    for (const phrase of patterns.flatMap(expand)) {
      const words = lineOf(phrase).tokens.map((token) => token.s);
      const first = words[0];
      if (first === undefined) continue;
      const list = byFirst.get(first) ?? [];
      list.push({ words, value });
      byFirst.set(first, list);
    }
  }
  for (const list of byFirst.values()) list.sort((a, b) => b.words.length - a.words.length);
  return {
    at(line, from) {
      const { tokens } = line;
      for (const { words, value } of byFirst.get(tokens[from]?.s ?? '') ?? []) {
        let at = from + 1;
        let matched = true;
        for (let next = 1; next < words.length; next++) {
          // "month-end" is "month end"
          if (tokens[at]?.s === '-' && words[next] !== '-') at++;
          if (tokens[at]?.s !== words[next]) {
            matched = false;
            break;
          }
          at++;
        }
        if (matched) return { value, to: at };
      }
      return null;
    },
  };
}
