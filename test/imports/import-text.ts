import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ImportOptions, importFile } from '../../src/imports/import-file.js';
import type { ImportReport } from '../../src/imports/import-report.js';
import type { TestLedger } from '../support/database.js';

/** Imports what a file would hold. */
export async function importText(
  books: Pick<TestLedger, 'ledger' | 'workspace'>,
  content: string | Buffer,
  options: ImportOptions & { fileName?: string } = {},
): Promise<ImportReport> {
  const { fileName = 'export.csv', ...rest } = options;
  const directory = mkdtempSync(join(tmpdir(), 'collect-import-'));
  try {
    const path = join(directory, fileName);
    writeFileSync(path, content);
    return await importFile(books.ledger, books.workspace, path, rest);
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** The counts of a report, which must always add up. */
export function counts(report: ImportReport) {
  const { read, new: fresh, changed, unchanged, refused } = report;
  if (read !== fresh + changed + unchanged + refused) throw new Error(`does not add up: ${JSON.stringify(report)}`);
  return { read, new: fresh, changed, unchanged, refused };
}

/** Every refused row as "line column key". */
export const refusalsOf = (report: ImportReport): string[] =>
  report.refusals.map(({ line, column, reason }) => `${line} ${column ?? '-'} ${reason.key}`);
