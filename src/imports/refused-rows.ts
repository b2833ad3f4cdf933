import type { Lang } from '../text/language.js';
import type { ImportReport } from './import-report.js';
import { OtherEncoding, openFile, recordsOf } from './open-file.js';
import { refusalSentence } from './report-lines.js';

/** So that spreadsheet programs see that it is UTF-8. */
const BYTE_ORDER_MARK = '\ufeff';

/**
 * The rows of a file that were refused, as a file of the same form, with a last column that says what is wrong with
 * each: mended, it is imported as it stands. The cells are given back to whoever sent them and stay as they were. Of
 * more than the report keeps the first. Null: the file can no longer be read.
 */
export async function refusedRows(path: string, report: ImportReport, lang: Lang): Promise<string | null> {
  const opened = await openFile(path, new Map());
  if ('why' in opened) return null;
  const problems = new Map(report.refusals.map((refusal) => [refusal.line, refusalSentence(refusal, lang)]));
  const { headings, delimiter } = opened;
  const line = (cells: readonly string[], problem: string): string => {
    const padded = [...cells, ...Array<string>(Math.max(0, headings.length - cells.length)).fill(''), problem];
    return padded.map((cell) => quoted(cell, delimiter)).join(delimiter);
  };
  let file = opened;
  for (;;) {
    const lines = [line(headings, lang.t.imports.problem)];
    try {
      for await (const records of recordsOf(file)) {
        for (const record of records) {
          const problem = problems.get(record.line);
          if (problem !== undefined) lines.push(line(record.cells, problem));
        }
      }
      return `${BYTE_ORDER_MARK}${lines.join('\r\n')}\r\n`;
    } catch (error) {
      if (!(error instanceof OtherEncoding) || file !== opened) throw error;
      file = { ...opened, encoding: error.encoding };
    }
  }
}

const quoted = (cell: string, delimiter: string): string =>
  cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
