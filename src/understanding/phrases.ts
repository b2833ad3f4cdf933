import { type Line, lineOf, tokenAt } from './line.js';

/** Phrases with what they mean; the longest one that stands at a place wins. */
export interface Lexicon<T> {
  /** `to`: the index after the phrase's last token. */
  at(line: Line, from: number): { readonly value: T; readonly to: number } | null;
}

interface Node<T> {
  readonly next: Map<string, Node<T>>;
  meaning?: { readonly value: T };
}

const newNode = <T>(): Node<T> => ({ next: new Map() });

function descend<T>(from: Node<T>, words: readonly string[]): Node<T> {
  let node = from;
  for (const word of words) {
    const next = node.next.get(word) ?? newNode<T>();
    node.next.set(word, next);
    node = next;
  }
  return node;
}

/** Every node where a phrase of the pattern ends. */
function endsOf<T>(root: Node<T>, pattern: string): Set<Node<T>> {
  let ends = new Set([root]);
  for (const part of pattern.split(/([[(][^\])]*[\])])/)) {
    const optional = part.startsWith('[');
    const options = optional || part.startsWith('(') ? part.slice(1, -1).split('|') : [part];
    const wordings = options.map((option) => lineOf(option).tokens.map((token) => token.s));
    if (optional) wordings.push([]);
    ends = new Set([...ends].flatMap((node) => wordings.map((words) => descend(node, words))));
  }
  return ends;
}

/**
 * Meanings with the patterns that carry them. `left [a|the] (message|msg)` stands for "left message", "left a msg", …:
 * square brackets hold what may be absent, round ones alternatives; they do not nest. Of two equal phrases the first stands.
 * It is spelt out when the first line is read: all of them take 7 MB, and the time of a start.
 */
export function lexicon<T>(entries: Iterable<readonly [T, readonly string[]]>): Lexicon<T> {
  let spelt: Node<T> | null = null;
  return {
    at(line, from) {
      spelt ??= speltOut(entries);
      return longestAt(spelt, line, from);
    },
  };
}

function speltOut<T>(entries: Iterable<readonly [T, readonly string[]]>): Node<T> {
  const root = newNode<T>();
  for (const [value, patterns] of entries) {
    for (const end of patterns.flatMap((pattern) => [...endsOf(root, pattern)])) {
      if (end !== root) end.meaning ??= { value };
    }
  }
  return root;
}

function longestAt<T>(root: Node<T>, line: Line, from: number): ReturnType<Lexicon<T>['at']> {
  let node = root.next.get(tokenAt(line, from));
  let best: { value: T; to: number } | null = null;
  for (let at = from + 1; node !== undefined; at++) {
    if (node.meaning !== undefined) best = { value: node.meaning.value, to: at };
    // "month-end" is "month end"
    if (tokenAt(line, at) === '-' && !node.next.has('-')) at++;
    node = node.next.get(tokenAt(line, at));
  }
  return best;
}
