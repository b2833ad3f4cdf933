import type { DateFound, MonthDay, YearMonthDay } from './date-spec.js';
import { type Line, tokenAt, tokenFrom, touchesPrevious } from './line.js';

const DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** True if some year has this day. */
export function isMonthDay({ month, day }: MonthDay): boolean {
  return day >= 1 && day <= (DAYS[month - 1] ?? 0);
}

/** Digits of a year before it are none of a date that is still to come or has lately been. */
export const FIRST_YEAR = 1900;

const ISO = /(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?![\d\p{L}]|[-/.]\d)/uy;
const FULL = /(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})(?![\d\p{L}%]|[-/.]\d)/uy;
const SLASHED = /(\d{1,2})\/(\d{1,2})(?![\d%]|[-/.,]\d)/uy;
const DASHED = /(\d{2})-(\d{2})(?![\d%]|[-/.,]\d)/uy;
const DOTTED = /(\d{1,2})\.(\d{1,2})(\.?)(?![\d%]|[-/.,]\d)/uy;

function match(pattern: RegExp, line: Line, offset: number): RegExpExecArray | null {
  pattern.lastIndex = offset;
  return pattern.exec(line.folded);
}

const bothWays = (first: number, second: number): MonthDay[] =>
  [
    { day: first, month: second },
    { day: second, month: first },
  ].filter((reading, at) => isMonthDay(reading) && (at === 0 || first !== second));

/**
 * Dates in digits at a token: 2026-11-27, 27/11, 11/27, 03/04 (both readings), 27.11.2026. "27.11" without more is an amount,
 * unless `expected` (after "by", before 前) or with its closing dot. In Chinese "11.27" puts the month first.
 */
export function numericDateAt(line: Line, from: number, expected: boolean): DateFound | null {
  const token = line.tokens[from];
  if (token === undefined || token.kind !== 'number' || token.s.length > 4) return null;
  if (
    touchesPrevious(line, from) &&
    /[\p{L}\d$€£¥#.,/-]/u.test(tokenAt(line, from - 1)) &&
    line.tokens[from - 1]?.kind !== 'han'
  )
    return null;
  const found = (end: number, spec: DateFound['spec']): DateFound => ({ spec, to: tokenFrom(line, end) });

  const iso = match(ISO, line, token.start);
  if (iso !== null) {
    const reading: YearMonthDay = { year: Number(iso[1]), month: Number(iso[3]), day: Number(iso[4]) };
    return found(
      token.start + iso[0].length,
      isMonthDay(reading) && reading.year >= FIRST_YEAR
        ? { kind: 'exact', readings: [reading] }
        : { kind: 'impossible' },
    );
  }
  const full = match(FULL, line, token.start);
  if (full !== null) {
    const year = Number(full[4]) + (full[4]?.length === 2 ? 2000 : 0);
    const [first, second] = [Number(full[1]), Number(full[3])];
    const ways = full[2] === '.' ? [{ day: first, month: second }].filter(isMonthDay) : bothWays(first, second);
    const end = token.start + full[0].length;
    return found(
      end,
      ways.length === 0 || year < FIRST_YEAR
        ? { kind: 'impossible' }
        : { kind: 'exact', readings: ways.map((way) => ({ ...way, year })) },
    );
  }
  const short = match(SLASHED, line, token.start) ?? match(DASHED, line, token.start);
  if (short !== null) {
    const ways = bothWays(Number(short[1]), Number(short[2]));
    if (ways.length > 0) return found(token.start + short[0].length, { kind: 'monthDay', readings: ways });
    return null;
  }
  const dotted = match(DOTTED, line, token.start);
  if (dotted !== null) {
    const end = token.start + dotted[0].length;
    const next = line.folded.charAt(end);
    const chinese =
      next === '前' || next === '之' || next === '日' || next === '号' || line.tokens[from - 1]?.kind === 'han';
    const [first, second] = [Number(dotted[1]), Number(dotted[2])];
    const way = chinese ? { month: first, day: second } : { day: first, month: second };
    const said = dotted[3] === '.' || expected || (chinese && /[前日号付支打汇转还到]/.test(next));
    if (said && isMonthDay(way)) {
      const to = next === '日' || next === '号' ? end + 1 : end;
      return found(to, { kind: 'monthDay', readings: [way] });
    }
  }
  return null;
}
