import type { TableRecord } from './records.js';

export type LineKind = 'row' | 'blank' | 'total' | 'heading' | 'footer';

const TOTAL = /^(grand |sub-?)?totals?\b|^(总计|合计|小计|共计|总合计|本页合计|累计)/iu;

/** A document's number or a client's name is hardly longer; a sentence below a table is. */
const LONGEST_KEY = 60;

/** Which cells make a line a row of this kind: a line without any of them is not a row. */
export interface RowShape {
  /** Indexes of the cells of which a row has at least one: number, dates, client … (not amounts). */
  readonly keys: readonly number[];
  readonly amounts: readonly number[];
  readonly grouped: boolean;
}

/**
 * Reports of accounting programs have lines that are no rows: a total ("Total for ACME", 合计) without number and date,
 * a group's name alone in its first cell, a remark below the table. They are left out with a notice, not refused.
 */
export function lineKind(record: TableRecord, shape: RowShape): LineKind {
  const { cells } = record;
  // The usual row, at a glance: something stands in the first two of its key columns.
  const [one = 0, two = one] = shape.keys;
  const first = cells[one] ?? '';
  if (first !== '' && (cells[two] ?? '') !== '' && !TOTAL.test(first)) return 'row';
  const filled = cells.flatMap((cell, index) => (cell.trim() === '' ? [] : [index]));
  const [leading] = filled;
  if (leading === undefined) return 'blank';
  const text = (cells[leading] ?? '').trim();
  if (shape.grouped && leading === 0 && filled.length === 1 && cells.length > 1) return 'heading';
  const keysFilled = shape.keys.filter((index) => index !== leading && filled.includes(index)).length;
  if (TOTAL.test(text) && keysFilled <= 1 && shape.keys.length > 1) return 'total';
  if (filled.length === 1 && !shape.amounts.includes(leading) && shape.keys.length > 1) {
    // A remark is a line of its own or a sentence; a lone number or name in its column is a row with the rest missing.
    if (cells.length === 1 || text.length > LONGEST_KEY || !shape.keys.includes(leading)) return 'footer';
  }
  const anyKey = shape.keys.some((index) => filled.includes(index));
  return !anyKey && filled.every((index) => shape.amounts.includes(index)) ? 'total' : 'row';
}
