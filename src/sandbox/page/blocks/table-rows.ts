import type { JsonObject } from '../../workspace/model.js';
import { cellText } from './plain-text.js';
import { isObject, numberIn, typeOf } from './read-json.js';

export type Row = readonly JsonObject[];

/** The rows of a table block; a cell that is no object is an empty one. */
export function rowsOf(block: JsonObject): Row[] {
  const rows = block.rows;
  if (!Array.isArray(rows)) return [];
  return rows.map((row) =>
    Array.isArray(row) ? row.map((cell) => (isObject(cell) ? cell : { type: 'raw_text', text: '' })) : [],
  );
}

/** Rows in which any cell says what was searched for. */
export function filterRows(rows: readonly Row[], search: string, locale: string): Row[] {
  const wanted = search.trim().toLocaleLowerCase(locale);
  if (wanted === '') return [...rows];
  return rows.filter((row) => row.some((cell) => cellText(cell).toLocaleLowerCase(locale).includes(wanted)));
}

/** Rows in the order of one column: numbers by their value, texts as the language sorts them. Equal rows keep their order. */
export function sortRows(rows: readonly Row[], column: number, descending: boolean, locale: string): Row[] {
  const collator = new Intl.Collator(locale, { numeric: true, sensitivity: 'base' });
  const compare = (one: Row, other: Row) => {
    const a = one[column];
    const b = other[column];
    if (a === undefined || b === undefined) return (a === undefined ? 1 : 0) - (b === undefined ? 1 : 0);
    if (isNumber(a) && isNumber(b)) return (numberIn(a, 'value') ?? 0) - (numberIn(b, 'value') ?? 0);
    return collator.compare(cellText(a), cellText(b));
  };
  return [...rows].sort((one, other) => (descending ? compare(other, one) : compare(one, other)));
}

export function isNumber(cell: JsonObject): boolean {
  return typeOf(cell) === 'raw_number';
}
