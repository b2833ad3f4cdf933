import type { Config } from '../config.js';
import { isInteractive } from '../config.js';
import { type ImportProgress, importFile } from '../imports/import-file.js';
import type { DateOrder, DecimalSign, ImportKind, ImportReport } from '../imports/import-report.js';
import { reportLines } from '../imports/report-lines.js';
import type { Lang } from '../text/language.js';
import { withBooks } from './books.js';
import type { Ending, Terminal } from './terminal.js';

export interface ImportCommandOptions {
  readonly as?: ImportKind;
  readonly map?: Readonly<Record<string, string>>;
  readonly dates?: DateOrder;
  readonly decimal?: DecimalSign;
  readonly workspace?: string;
  readonly dryRun?: true;
  readonly json?: true;
}

/** What is done within a second needs no progress. */
const PROGRESS_AFTER_MS = 1_000;
const PROGRESS_EVERY_MS = 200;

/** One line on a terminal that says how far a file is. */
class ProgressLine {
  #shownAt = Date.now() + PROGRESS_AFTER_MS - PROGRESS_EVERY_MS;
  #shown = false;

  constructor(
    readonly file: string,
    readonly lang: Lang,
  ) {}

  show({ bytes, totalBytes, rows }: ImportProgress): void {
    if (!isInteractive() || Date.now() - this.#shownAt < PROGRESS_EVERY_MS) return;
    this.#shownAt = Date.now();
    this.#shown = true;
    const percent = totalBytes === 0 ? 100 : Math.floor((100 * bytes) / totalBytes);
    const line = this.lang.t.cli.importing.progress(this.file, percent, rows.toLocaleString(this.lang.locale));
    process.stderr.write(`\r\x1b[K${line}`);
  }

  clear(): void {
    if (this.#shown) process.stderr.write('\r\x1b[K');
  }
}

/**
 * `collect import`: one file after the other, a report for each. Ends with `failed` where a file could not be read,
 * with `needsYou` where rows were refused or a question about the file is open.
 */
export async function importFiles(
  config: Config,
  lang: Lang,
  files: readonly string[],
  options: ImportCommandOptions,
  terminal: Terminal,
): Promise<Ending> {
  return await withBooks(config, lang, options.workspace, terminal, async (ledger, workspace) => {
    const reports: ImportReport[] = [];
    for (const file of files) {
      const progress = new ProgressLine(file, lang);
      const { as, map, dates, decimal, dryRun } = options;
      const onProgress = (now: ImportProgress) => progress.show(now);
      const how = { as, map, dates, decimal, dryRun: dryRun === true, onProgress };
      const report = await importFile(ledger, workspace, file, how).finally(() => progress.clear());
      reports.push(report);
      if (!options.json) for (const line of reportLines(report, lang)) terminal.out(line);
    }
    if (options.json) terminal.json(reports);
    if (reports.some((report) => report.question?.kind === 'file')) return 'failed';
    return reports.some((report) => report.question !== undefined || report.refused > 0) ? 'needsYou' : 'done';
  });
}
