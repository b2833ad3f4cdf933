import type { Ledger } from '../ledger/ledger.js';
import type { WorkspaceInfo } from '../ledger/workspaces.js';
import type { Lang } from '../text/language.js';
import { importFile } from './import-file.js';
import type { DateOrder, DecimalSign, ImportReport } from './import-report.js';
import { refusedRows } from './refused-rows.js';
import { reportLines } from './report-lines.js';

/** What somebody who is asked by the file itself, and not on a command line, gets to know of an import. */
export interface ImportFor {
  readonly report: ImportReport;
  /** What a person reads about it, a line each, at most so many refused rows among them. */
  lines(lang: Lang, mostRefusals: number): string[];
  /** The refused rows as a file; null: it can no longer be read. */
  refusedRows(lang: Lang): Promise<string | null>;
}

/**
 * Imports a file that somebody handed in while others use the books: as importFile does, without holding anybody up for
 * the whole of it.
 */
export async function importFor(
  ledger: Ledger,
  workspace: WorkspaceInfo,
  file: { readonly path: string; readonly name: string; readonly size: number },
  how: {
    readonly byId: number | null;
    readonly dryRun: boolean;
    readonly dates?: DateOrder | undefined;
    readonly decimal?: DecimalSign | undefined;
  },
): Promise<ImportFor> {
  const report = await importFile(ledger, workspace, file.path, { ...how, fileName: file.name, amongOthers: true });
  return {
    report,
    lines: (lang, mostRefusals) => reportLines(report, lang, mostRefusals, lang.t.imports.fieldWords),
    refusedRows: (lang) => refusedRows(file.path, report, lang),
  };
}
