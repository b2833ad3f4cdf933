import { headingScore } from './columns/recognise.js';
import type { TableRecord } from './records.js';

/** The line of a table that names its columns. */
export interface Header {
  readonly headings: readonly string[];
  /** Line of the header; what stands above it is a title. */
  readonly headerLine: number;
  /** A report in groups: the client's name stands alone in the first cell, above its rows. */
  readonly grouped: boolean;
  /** How many of its cells are known headings, and a little more for a line of several cells. */
  readonly score: number;
}

const WORD = /[\p{L}\p{N}]/u;
/** A header stands within the first lines of a file or nowhere. */
export const HEADER_WITHIN = 60;

/** The likeliest header among the first records of a table. Null: no line has anything in it but signs. */
export function headerOf(records: readonly TableRecord[], mapped: ReadonlyMap<string, string>): Header | null {
  let best: { cells: readonly string[]; line: number; score: number } | null = null;
  for (const { cells, line } of records.slice(0, HEADER_WITHIN)) {
    if (!cells.some((cell) => WORD.test(cell))) continue;
    // A lone cell above a table is its title; where there is nothing else the best of them is the heading.
    const lone = cells.length < 2 && mapped.size === 0;
    const score = lone ? headingScore(cells, mapped) / 4 : headingScore(cells, mapped) + (cells.length > 1 ? 0.5 : 0);
    if (best === null || score > best.score) best = { cells, line, score };
  }
  if (best === null) return null;
  const headings = best.cells.map((cell) => cell.trim());
  return { headings, headerLine: best.line, grouped: headings[0] === '', score: best.score };
}
