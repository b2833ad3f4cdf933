import { currencyAt } from './currencies.js';
import type { DateSpec, YearMonthDay } from './date-spec.js';
import { FIRST_YEAR, isMonthDay } from './dates-numeric.js';
import { type Line, tokenAt } from './line.js';

/** `any`: four digits right behind a day and its month; `likely`: where an amount may stand as well. */
export type YearRange = 'any' | 'likely';

/** The year in four digits at this token; null where it is an amount: "2,020", "5000 EUR", "2050.50". */
export function fourDigitYearAt(line: Line, at: number, range: YearRange): { year: number; to: number } | null {
  const token = line.tokens[at];
  if (token?.kind !== 'number' || !(range === 'any' ? /^[1-9]\d{3}$/ : /^(?:19|20|21)\d{2}$/).test(token.s))
    return null;
  const after = line.folded.charAt(token.end);
  if (/[\d%$€£¥\p{L}]/u.test(after) && after !== '年') return null;
  if (/^[.,/:-]\d/.test(line.folded.slice(token.end, token.end + 2))) return null;
  const currency = currencyAt(line, at + 1);
  if (currency !== null && line.tokens[currency.to]?.kind !== 'number') return null;
  return { year: Number(token.s), to: after === '年' ? at + 2 : at + 1 };
}

/** A day with its year. A year before there was anything to be paid is none. */
export const dayOfYear = (reading: YearMonthDay): DateSpec =>
  isMonthDay(reading) && reading.year >= FIRST_YEAR ? { kind: 'exact', readings: [reading] } : { kind: 'impossible' };

/** "27/11 2026", 1月1日 2090: the year behind a day that is complete without it. */
export function withYearBehind(line: Line, found: { spec: DateSpec; to: number }): { spec: DateSpec; to: number } {
  if (found.spec.kind !== 'monthDay') return found;
  const year = fourDigitYearAt(line, tokenAt(line, found.to) === ',' ? found.to + 1 : found.to, 'likely');
  if (year === null) return found;
  const readings = found.spec.readings.map((reading) => ({ ...reading, year: year.year }));
  return { spec: { kind: 'exact', readings }, to: year.to };
}
