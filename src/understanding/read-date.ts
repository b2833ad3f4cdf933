import type { LocalDate } from '../domain/local-date.js';
import { meaningAt } from './atoms.js';
import { type DateMeaning, resolveDate, type Toward } from './date-rules.js';
import type { DateSpec } from './date-spec.js';
import { lineOf, MAX_LINE } from './line.js';
import type { ReadingContext } from './reading.js';

export type DateReading =
  | { readonly kind: 'date'; readonly date: LocalDate }
  | { readonly kind: 'dates'; readonly choices: readonly LocalDate[] }
  | { readonly kind: 'past'; readonly date: LocalDate; readonly choices: readonly LocalDate[] }
  | { readonly kind: 'none' };

/**
 * The date in a text like "until Friday", "next Friday", 下周五 (R7). `dates`: more than one day can be meant. `past`: it has been,
 * where one to come is wanted (`toward` 'past' turns that around: a date to come is then `none`). `none`: no date, one that the
 * calendar has not, or one more than two years off. Never throws.
 */
export function readDate(text: string, context: ReadingContext, toward: Toward = 'future'): DateReading {
  if (text.length > MAX_LINE) return { kind: 'none' };
  const line = lineOf(text);
  const thisYear = Number(context.today.slice(0, 4));
  const specs: DateSpec[] = [];
  for (let at = 0; at < line.tokens.length && specs.length < 5; ) {
    const atom = meaningAt(line, at, thisYear)?.atom;
    if (atom?.kind === 'date') specs.push(atom.spec);
    at = atom?.to ?? at + 1;
  }
  const [first] = specs;
  if (first === undefined) return { kind: 'none' };
  return readingOf(resolveDate(specs.length === 1 ? first : { kind: 'either', specs }, context, toward));
}

function readingOf(meaning: DateMeaning): DateReading {
  switch (meaning.kind) {
    case 'date':
    case 'dates':
    case 'past':
      return meaning;
    default:
      return { kind: 'none' };
  }
}
