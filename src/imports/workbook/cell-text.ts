import { addDays, type LocalDate } from '../../domain/local-date.js';
import { GENERAL, type NumberFormat } from './number-format.js';

/** A cell as the workbook keeps it. */
export interface RawCell {
  /** s: its value counts in the shared strings; b: yes or no; e: an error; d: an ISO date; str, inlineStr: text; n. */
  readonly type: string;
  readonly value: string;
  /** It is a formula: its value is what it came to when the workbook was last calculated. */
  readonly formula: boolean;
}

export interface CellContext {
  readonly strings: readonly string[];
  readonly date1904: boolean;
}

/** What a formula without a value reads as, and one that failed: see CellReader. */
const NO_VALUE = '#VALUE!';

/** A cell's text is no longer; nobody takes a longer one anyway (CellReader). */
const LONGEST_CELL = 2_000;

/** What a cell says, as it would stand in a delimited file: dates as YYYY-MM-DD, numbers plain, with a decimal point. */
export function cellText(cell: RawCell, format: NumberFormat | undefined, context: CellContext): string {
  const { type, value, formula } = cell;
  if (value === '') return formula && type !== 'str' ? NO_VALUE : '';
  switch (type) {
    case 's':
      return context.strings[Number(value)] ?? '';
    case 'str':
    case 'inlineStr':
      return plainText(value);
    case 'b':
      return value === '1' ? 'yes' : 'no';
    case 'd':
      return value.slice(0, 10);
    case 'e':
      return value;
    default: {
      const { date, currency } = format ?? GENERAL;
      const day = date ? dayOfSerial(Number(value), context.date1904) : null;
      if (day !== null) return day;
      const number = decimalText(value);
      return currency === '' ? number : `${currency} ${number}`;
    }
  }
}

/** Text of a workbook: a character that XML does not take is written _x000D_. */
export function plainText(text: string): string {
  const plain = text.includes('_x')
    ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
  return (plain.length > LONGEST_CELL ? plain.slice(0, LONGEST_CELL) : plain).replaceAll('\0', '');
}

/**
 * The decimal number that a person sees and not the binary one beside it: 1250.0999999999999 is 1250.1. Digits beyond the
 * fifteenth, and those beyond the eighth after the point, are what calculating left over.
 */
export function decimalText(value: string): string {
  const number = Number(value);
  if (!Number.isFinite(number)) return value;
  if (Number.isInteger(number)) return BigInt(number).toString();
  const whole = Math.floor(Math.log10(Math.abs(number)));
  const text = number
    .toFixed(Math.max(0, Math.min(8, 14 - whole)))
    .replace(/0+$/, '')
    .replace(/\.$/, '');
  if (text === '-0') return '0';
  // Three digits behind the only point of a text could be thousands; here they never are.
  return /^-?\d{1,3}\.\d{3}$/.test(text) ? `${text}0` : text;
}

/** The last day that a spreadsheet knows. */
const LAST_SERIAL = 2_958_465;

/**
 * The day with that number. 1 is 1900-01-01, or 0 is 1904-01-01; the first calendar has a 29 February 1900 that never was
 * (ECMA-376 18.17.4.1). The time of day behind the point is left. Null: no day.
 */
export function dayOfSerial(serial: number, date1904: boolean): LocalDate | null {
  const days = Math.floor(serial + 1e-7);
  if (!(days >= (date1904 ? 0 : 1) && days <= LAST_SERIAL)) return null;
  if (date1904) return addDays('1904-01-01' as LocalDate, days);
  return addDays((days > 60 ? '1899-12-30' : '1899-12-31') as LocalDate, days);
}
