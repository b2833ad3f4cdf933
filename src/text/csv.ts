/** A cell: text from outside, or a figure that Collect wrote itself. */
export type CsvCell = string | { readonly figure: string };

/** A spreadsheet takes a cell that begins so for a formula, whatever it was (also in their full-width forms). */
const FORMULA = /^[\s\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20|%]/;
/** Tab and line breaks at the beginning are skipped over by some of them. */
const SKIPPED = /^[\t\r\n]/;

/**
 * Rows as a CSV file that a spreadsheet opens: with a byte order mark, so that it reads Chinese; separated by commas, in
 * lines that end as RFC 4180 wants. A text that would be a formula there gets an apostrophe before it: a client's name is
 * what somebody else wrote, and is read, never computed.
 */
export function csvText(rows: readonly (readonly CsvCell[])[]): string {
  return `\ufeff${rows.map((row) => `${row.map(written).join(',')}\r\n`).join('')}`;
}

function written(cell: CsvCell): string {
  const text = typeof cell === 'string' ? guarded(cell) : cell.figure;
  return /[",;\r\n\t]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const guarded = (text: string): string => (FORMULA.test(text) || SKIPPED.test(text) ? `'${text}` : text);
