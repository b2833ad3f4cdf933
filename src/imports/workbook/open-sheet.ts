import { columnsFor, kindOf, missingFields } from '../columns/recognise.js';
import { HEADER_WITHIN, type Header, headerOf } from '../header.js';
import type { ImportKind } from '../import-report.js';
import type { TableRecord } from '../records.js';
import { Parts } from './parts.js';
import { sheetRows } from './sheet-rows.js';
import { readWorkbook, type Sheet, type Workbook } from './workbook.js';

/** The sheet of a workbook whose rows are taken. */
export interface OpenSheet {
  readonly workbook: Workbook;
  readonly name: string;
  readonly part: string;
  /** Names of the other sheets that whoever opens the workbook sees. */
  readonly others: readonly string[];
}

/**
 * The first sheet that has all that some kind of file needs, or the kind that was said; else the one with the most known
 * headings. Hidden sheets are passed over: whoever handed the workbook in may not know of them. Null: nothing stands in
 * any. Throws UnreadableWorkbook.
 */
export async function openSheet(
  path: string,
  mapped: ReadonlyMap<string, string>,
  as: ImportKind | undefined,
): Promise<{ readonly sheet: OpenSheet; readonly header: Header; readonly size: number } | null> {
  return await Parts.with(path, async (parts) => {
    const workbook = await readWorkbook(parts);
    const visible = workbook.sheets.filter((sheet) => sheet.visible);
    let best: { sheet: Sheet; header: Header; score: number } | null = null;
    for (const sheet of visible) {
      const header = headerOf(await firstRows(path, workbook, sheet), mapped);
      if (header === null) continue;
      const score = isComplete(header, mapped, as) ? Number.POSITIVE_INFINITY : header.score;
      if (best === null || score > best.score) best = { sheet, header, score };
      if (score === Number.POSITIVE_INFINITY) break;
    }
    if (best === null) return null;
    const { name, part } = best.sheet;
    const others = visible.filter((sheet) => sheet !== best.sheet).map((sheet) => sheet.name);
    return { sheet: { workbook, name, part, others }, header: best.header, size: parts.size(part) };
  });
}

function isComplete(header: Header, mapped: ReadonlyMap<string, string>, as: ImportKind | undefined): boolean {
  const { headings, grouped } = header;
  if (as === undefined) return kindOf(headings, mapped, grouped) !== null;
  return missingFields(as, columnsFor(as, headings, mapped), grouped).length === 0;
}

async function firstRows(path: string, workbook: Workbook, sheet: Sheet): Promise<TableRecord[]> {
  const first: TableRecord[] = [];
  for await (const rows of sheetRows(path, workbook, sheet.part)) {
    first.push(...rows);
    if (first.length >= HEADER_WITHIN) break;
  }
  return first;
}
