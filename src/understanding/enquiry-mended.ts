import { askedWords } from './enquiry-words.js';
import { isOneSlip } from './one-slip.js';

/** The words that tell one question from another. Shorter ones are one slip from too many others. */
const TELLING =
  "overdue promised promise promises broken escalate escalated escalation escalations client clients customer customers invoices invoice status which today tomorrow should money missed haven't".split(
    ' ',
  );
const LEAST_LETTERS = 5;
/** Words that are one slip from one of those and are none. */
const OTHERS = new Set([
  'witch',
  'honey',
  'monkey',
  'could',
  'would',
  'shoulder',
  'missing',
  'misses',
  'promising',
  'premise',
  'premised',
  'statue',
  'status',
]);

/** A question with one of its words put right, for each word that is one slip from one that tells something; typed with a capital it is a name. */
export function mendedQuestions(text: string): string[] {
  const { line, words } = askedWords(text);
  const known = new Set(TELLING);
  return words.flatMap((word, at) => {
    const typed = line.text.slice(word.start, word.end);
    if (word.kind !== 'word' || word.s.length < LEAST_LETTERS - 1 || known.has(word.s) || OTHERS.has(word.s)) return [];
    if (at > 0 && typed !== typed.toLowerCase()) return [];
    return TELLING.filter((each) => each.length >= LEAST_LETTERS && isOneSlip(word.s, each)).map(
      (each) => `${line.text.slice(0, word.start)}${each}${line.text.slice(word.end)}`,
    );
  });
}
