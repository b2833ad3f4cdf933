import { dateOf, type LocalDate } from '../domain/local-date.js';
import { detached } from './detached.js';
import type { DateOrder } from './import-report.js';

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A time of day behind the date says nothing about the day. */
const TIME = /[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[AaPp]\.?[Mm]\.?)?( ?(Z|[+-]\d{2}:?\d{2}))?$/;
const YEAR_FIRST = /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/;
const CHINESE = /^(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日?$/;
const COMPACT = /^(\d{4})(\d{2})(\d{2})$/;
/** As most programs write it. */
const ISO = /^\d{4}-\d\d-\d\d$/;
const NUMERIC = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})$/;
const DAY_MONTH_NAME = /^(\d{1,2})(?:st|nd|rd|th)?[- ./]([A-Za-z]{3,9})\.?[-, ./]\s?(\d{4}|\d{2})$/;
const MONTH_NAME_DAY = /^([A-Za-z]{3,9})\.?[- ](\d{1,2})(?:st|nd|rd|th)?,?[- ](\d{4}|\d{2})$/;

/** A date cell before the order of its parts is known. */
type Shape =
  | { readonly kind: 'fixed'; readonly date: LocalDate | null }
  | {
      readonly kind: 'numeric';
      readonly first: number;
      readonly second: number;
      readonly third: string;
      readonly dotted: boolean;
    };

const century = (year: string): number => (year.length === 4 ? Number(year) : 2000 + Number(year));

function monthNamed(name: string): number {
  const lower = name.toLowerCase();
  if (lower === 'sept') return 9;
  const index = MONTHS.indexOf(lower.slice(0, 3));
  return index === -1 ? 0 : index + 1;
}

function shapeOf(text: string): Shape | null {
  const day = text.trim().replace(TIME, '');
  const numeric = NUMERIC.exec(day);
  if (numeric !== null) {
    const [, first, separator, second, third = ''] = numeric;
    return { kind: 'numeric', first: Number(first), second: Number(second), third, dotted: separator === '.' };
  }
  const fixed = (year: number, month: number, dayOfMonth: number): Shape => ({
    kind: 'fixed',
    date: year >= 1900 && year < 2200 ? dateOf(year, month, dayOfMonth) : null,
  });
  const whole = YEAR_FIRST.exec(day);
  if (whole !== null) return fixed(Number(whole[1]), Number(whole[3]), Number(whole[4]));
  const other = CHINESE.exec(day) ?? COMPACT.exec(day);
  if (other !== null) return fixed(Number(other[1]), Number(other[2]), Number(other[3]));
  const dayFirst = DAY_MONTH_NAME.exec(day);
  if (dayFirst !== null) {
    return fixed(century(dayFirst[3] ?? ''), monthNamed(dayFirst[2] ?? ''), Number(dayFirst[1]));
  }
  const monthFirst = MONTH_NAME_DAY.exec(day);
  if (monthFirst !== null) {
    return fixed(century(monthFirst[3] ?? ''), monthNamed(monthFirst[1] ?? ''), Number(monthFirst[2]));
  }
  return null;
}

function inOrder(shape: Shape & { kind: 'numeric' }, order: DateOrder): LocalDate | null {
  const { first, second, third } = shape;
  if (order === 'ymd') return third.length === 2 ? dateOf(2000 + first, second, Number(third)) : null;
  const year = century(third);
  if (year < 1900 || year >= 2200) return null;
  return order === 'mdy' ? dateOf(year, first, second) : dateOf(year, second, first);
}

/**
 * The calendar date of a cell: ISO (2026-03-05, with a time or without), Chinese (2026年3月5日, 2026/3/5, 20260305), with
 * the month's name, or numeric in the file's order. Null: no such day, or numeric without an order.
 */
export function readDateCell(text: string, order: DateOrder | null): LocalDate | null {
  const shape = shapeOf(text);
  if (shape === null) return null;
  if (shape.kind === 'fixed') return shape.date;
  return order === null ? null : inOrder(shape, order);
}

/** A cell that two orders read as two different days. */
export interface DateExample {
  readonly line: number;
  readonly column: string;
  readonly text: string;
}

/**
 * What all the dates of a file say about their order. A day above 12 decides; dates with dots are day first wherever
 * nothing says otherwise (nobody writes 03.05.2026 for 5 March); a file whose cells contradict each other is asked
 * about, as is one where no cell decides.
 */
export class DateEvidence {
  private readonly seen = new Set<string>();
  private readonly examples: Record<'mdy' | 'dmy' | 'open', DateExample[]> = { mdy: [], dmy: [], open: [] };
  private dotted = 0;
  private slashed = 0;

  note(text: string, line: number, column: string): void {
    if (text === '' || ISO.test(text) || this.seen.has(text)) return;
    // The same few thousand dates come again and again; a file of nothing but different texts must not fill the memory.
    if (this.seen.size > 20_000) this.seen.clear();
    this.seen.add(detached(text));
    const shape = shapeOf(text);
    if (shape?.kind !== 'numeric') return;
    const mdy = inOrder(shape, 'mdy');
    const dmy = inOrder(shape, 'dmy');
    if (mdy === dmy) return;
    const says = dmy === null ? 'mdy' : mdy === null ? 'dmy' : 'open';
    if (says === 'open') {
      if (shape.dotted) this.dotted++;
      else this.slashed++;
    }
    const examples = this.examples[says];
    if (examples.length < 3) examples.push({ line, column, text: detached(text) });
  }

  /** The order; null: no date needs one; otherwise what to ask. */
  decide(): DateOrder | null | { contradictory: boolean; examples: DateExample[] } {
    const { mdy, dmy, open } = this.examples;
    if (mdy.length > 0 && dmy.length > 0)
      return { contradictory: true, examples: [...mdy.slice(0, 2), ...dmy.slice(0, 2)] };
    if (mdy.length > 0) return 'mdy';
    if (dmy.length > 0) return 'dmy';
    if (open.length === 0) return null;
    return this.dotted > 0 && this.slashed === 0 ? 'dmy' : { contradictory: false, examples: open };
  }
}
