import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.js';
import type { ImportReport } from '../../src/imports/import-report.js';
import { reportLines } from '../../src/imports/report-lines.js';
import { languageOf } from '../../src/text/language.js';

const report: ImportReport = {
  kind: 'invoices',
  fileName: 'open.csv',
  dryRun: false,
  reading: {
    encoding: 'utf-8',
    delimiter: ',',
    dates: 'mdy',
    decimal: '.',
    columns: [{ column: 'Num', field: 'number' }],
  },
  read: 1204,
  new: 1000,
  changed: 1,
  unchanged: 201,
  refused: 2,
  refusals: [
    { line: 12, column: 'Due Date', reason: { key: 'bad_date', facts: { text: '30/2' } } },
    { line: 14, column: null, reason: { key: 'open_quote', facts: {} } },
  ],
  skipped: 1,
  skippedLines: [{ line: 1300, why: 'total', text: 'TOTAL' }],
};

describe('an import in words', () => {
  it('sums up, says how the file was read, and names each refused row', () => {
    expect(reportLines(report, languageOf('en'))).toEqual([
      'open.csv: 1,204 invoices read: 1,000 new, 1 changed, 201 unchanged, 2 refused.',
      'Columns: Num → number',
      'Dates read as month/day/year.',
      'Left out, because they are totals or headings: 1. The first: line 1300 "TOTAL"',
      'line 12, Due Date: "30/2" is no date in the order of this file',
      'line 14: a quotation mark is opened and never closed',
    ]);
    expect(reportLines(report, languageOf('zh-CN'))[0]).toBe(
      'open.csv:读取发票 1,204 行:新增 1,000,更新 1,未变 201,拒绝 2。',
    );
  });

  it('shows the first refusals and counts the rest', () => {
    expect(reportLines(report, languageOf('en'), 1).at(-1)).toBe('… and 1 more');
  });

  it('asks', () => {
    const question: ImportReport = {
      ...report,
      question: {
        kind: 'dates',
        contradictory: false,
        examples: [
          {
            line: 2,
            column: 'Date',
            text: '03/04/2026',
            mdy: '2026-03-04' as LocalDate,
            dmy: '2026-04-03' as LocalDate,
          },
        ],
      },
    };
    expect(reportLines(question, languageOf('en'))).toEqual([
      'open.csv: in what order are the dates? Every one of them fits two. Nothing was imported.',
      'line 2, Date: "03/04/2026" is Wed 4 Mar 2026 (--dates mdy) or Fri 3 Apr 2026 (--dates dmy)',
    ]);
  });
});
