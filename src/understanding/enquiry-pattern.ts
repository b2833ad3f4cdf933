import { type AskedWord, askedWords } from './enquiry-words.js';

/** What a pattern leaves open: a client or project, a person, a day. */
export type SlotName = 'name' | 'person' | 'day';

/** How a slot is filled from a word on: the places behind what fills it, the shortest first. */
export type Fill = (slot: SlotName, from: number) => Iterable<number>;

export interface Filled {
  readonly from: number;
  readonly to: number;
}
export type Slots = Partial<Readonly<Record<SlotName, Filled>>>;

type Part =
  | { readonly wordings: readonly (readonly string[])[]; readonly optional: boolean }
  | { readonly slot: SlotName };

/**
 * A way to say something: `who [should|must] we escalate`, `what did {name} promise`. Square brackets hold what may be
 * absent, round ones alternatives, braces what is left open; they do not nest.
 */
export type Pattern = readonly Part[];

export function pattern(text: string): Pattern {
  return text.split(/(\[[^\]]*\]|\([^)]*\)|\{[a-z]+\})/).flatMap((piece): Part[] => {
    if (piece.trim() === '') return [];
    if (piece.startsWith('{')) return [{ slot: piece.slice(1, -1) as SlotName }];
    const grouped = piece.startsWith('[') || piece.startsWith('(');
    const options = grouped ? piece.slice(1, -1).split('|') : [piece];
    const wordings = options.map(wordsOf);
    return [{ wordings, optional: piece.startsWith('[') }];
  });
}

/** Behind a name "'s" is a word of its own, as in a question. */
function wordsOf(option: string): string[] {
  const [, whose = '', rest = option] = /^('s)?(.*)$/u.exec(option.trim()) ?? [];
  return [...(whose === '' ? [] : [whose]), ...askedWords(rest).words.map((word) => word.s)];
}

/** The places where the pattern can end that begins at this word, with what fills its slots. */
export function* endings(
  parts: Pattern,
  words: readonly AskedWord[],
  from: number,
  fill: Fill,
  slots: Slots = {},
): Generator<{ readonly to: number; readonly slots: Slots }> {
  const [part, ...rest] = parts;
  if (part === undefined) {
    yield { to: from, slots };
  } else if ('slot' in part) {
    for (const to of fill(part.slot, from)) {
      yield* endings(rest, words, to, fill, { ...slots, [part.slot]: { from, to } });
    }
  } else {
    for (const wording of part.wordings) {
      const fits = wording.every((each, at) => {
        const word = words[from + at];
        return word !== undefined && word.kind !== 'quoted' && word.s === each;
      });
      if (fits) yield* endings(rest, words, from + wording.length, fill, slots);
    }
    if (part.optional) yield* endings(rest, words, from, fill, slots);
  }
}
