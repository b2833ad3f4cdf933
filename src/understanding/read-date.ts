import type { LocalDate } from '../domain/local-date.js';
import type { ReadingContext } from './reading.js';

export type DateReading =
  | { readonly kind: 'date'; readonly date: LocalDate }
  | { readonly kind: 'dates'; readonly choices: readonly LocalDate[] }
  | { readonly kind: 'past'; readonly date: LocalDate; readonly choices: readonly LocalDate[] }
  | { readonly kind: 'none' };

export function readDate(_text: string, _context: ReadingContext): DateReading {
  return { kind: 'none' };
}
