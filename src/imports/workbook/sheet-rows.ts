import type { TableRecord } from '../records.js';
import { cellText } from './cell-text.js';
import { Parts } from './parts.js';
import type { Workbook } from './workbook.js';
import { readXml } from './xml.js';

/** Of one sheet, in bytes unpacked: half a million rows of ten cells. */
const MOST_ROWS = 300_000_000;
const LAST_ROW = 1_048_576;
/** What stands farther to the right is no table of receivables. */
const MOST_COLUMNS = 1_000;

/**
 * The rows of a sheet that have something in them, under their numbers, some at a time: memory does not grow with them.
 * Throws UnreadableWorkbook.
 *
 * @param onBytes how much of the sheet has been read, about
 */
export async function* sheetRows(
  path: string,
  workbook: Workbook,
  part: string,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<TableRecord[]> {
  let rows: TableRecord[] = [];
  let line = 0;
  let cells: string[] = [];
  let column = 0;
  let cell: { type: string; style: string; value: string; formula: boolean } | null = null;
  let inValue = false;
  let phonetic = false;
  let bytes = 0;
  const parts = await Parts.open(path);
  const pieces = async function* () {
    for await (const piece of parts.text(part, MOST_ROWS)) {
      bytes += piece.length;
      yield piece;
    }
  };
  const handler = {
    open: (name: string, attributes: Readonly<Record<string, string>>) => {
      if (name === 'row') {
        // Numbers only grow; a workbook may leave them out.
        const at = Number(attributes.r);
        line = at > line && at <= LAST_ROW ? at : line + 1;
        cells = [];
        column = 0;
      } else if (name === 'c') {
        column = columnOf(attributes.r) ?? column + 1;
        cell = { type: attributes.t ?? 'n', style: attributes.s ?? '0', value: '', formula: false };
      } else if (name === 'f') {
        if (cell !== null) cell.formula = true;
      } else if (name === 'rPh') phonetic = true;
      else if (name === 'v' || name === 't') inValue = !phonetic;
    },
    text: (text: string) => {
      if (inValue && cell !== null) cell.value += text;
    },
    close: (name: string) => {
      if (name === 'v' || name === 't') inValue = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'c' && cell !== null) {
        const text = column > MOST_COLUMNS ? '' : cellText(cell, workbook.formats[Number(cell.style)], workbook);
        cell = null;
        if (text === '') return;
        while (cells.length < column - 1) cells.push('');
        cells[column - 1] = text;
      } else if (name === 'row' && cells.length > 0) rows.push({ line, cells, openQuote: false });
    },
  };
  try {
    for await (const _ of readXml(pieces(), handler)) {
      onBytes?.(bytes);
      if (rows.length === 0) continue;
      const some = rows;
      rows = [];
      yield some;
    }
  } finally {
    parts.close();
  }
}

/** "C7" → 3; null where the workbook leaves it to the order of the cells. */
function columnOf(reference: string | undefined): number | null {
  let column = 0;
  for (const letter of reference ?? '') {
    const code = letter.charCodeAt(0);
    if (code < 65 || code > 90) break;
    column = column * 26 + code - 64;
  }
  return column === 0 ? null : column;
}
