import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.js';
import { fieldsOf } from '../../src/imports/columns/recognise.js';
import { type ImportReport, importKinds } from '../../src/imports/import-report.js';
import { refusalLine, reportLines } from '../../src/imports/report-lines.js';
import { languageOf } from '../../src/text/language.js';

const report: ImportReport = {
  kind: 'invoices',
  fileName: 'open.csv',
  dryRun: false,
  reading: {
    encoding: 'utf-8',
    delimiter: ',',
    sheet: null,
    dates: 'mdy',
    decimal: '.',
    columns: [{ column: 'Num', field: 'number' }],
  },
  read: 1204,
  new: 1000,
  changed: 1,
  unchanged: 201,
  refused: 2,
  sums: [],
  refusals: [
    { line: 12, column: 'Due Date', reason: { key: 'bad_date', facts: { text: '30/2', otherOrder: 0 } } },
    { line: 14, column: null, reason: { key: 'open_quote', facts: {} } },
  ],
  skipped: 3,
  skippedBy: { total: 1, draft: 2 },
  skippedLines: [
    { line: 40, why: 'draft', text: 'INV-9 Draft' },
    { line: 1300, why: 'total', text: 'TOTAL' },
  ],
  assumed: { currency: 'USD', issueDates: true },
  typedToo: 0,
};

describe('an import in words', () => {
  it('sums up, says how the file was read, and names each refused row', () => {
    expect(reportLines(report, languageOf('en'))).toEqual([
      'open.csv: 1,204 invoices read: 1,000 new, 1 changed, 201 unchanged, 2 refused.',
      'Columns: Num → number',
      'Dates read as month/day/year.',
      'Amounts that name no currency were taken as USD: a currency column says otherwise.',
      'The file has no invoice dates: each invoice counts as issued on its due date, or today if it is due later.',
      'Left out, because they are totals or headings: 1. The first: line 1300 "TOTAL"',
      'Left out, because they are drafts: 2. The first: line 40 "INV-9 Draft"',
      'line 12, Due Date: "30/2" is no date',
      'line 14: a quotation mark is opened and never closed',
    ]);
    expect(reportLines(report, languageOf('zh-CN')).slice(0, 2)).toEqual([
      'open.csv：读取发票 1,204 行：新增 1,000，更新 1，未变 201，拒绝 2。',
      '列对应：Num → 编号（number）',
    ]);
  });

  it('names payments that may count twice, with what to do', () => {
    const one = {
      clientName: 'Blue Fjord',
      amount: { minor: 96_000, currency: 'USD' },
      valueDate: '2026-11-02' as LocalDate,
      invoiceNumber: 'INV-2',
    };
    const lines = reportLines({ ...report, mayCountTwice: Array(7).fill(one) }, languageOf('en'));
    const named = lines.filter((line) =>
      line.startsWith('Blue Fjord: the $960.00 paid on Mon 2 Nov 2026 name no invoice'),
    );
    expect(named).toHaveLength(5);
    expect(named[0]).toMatch(/write INV-2 into its row of the payment file and import that again\.$/);
    expect(lines).toContain('2 more payments may count twice in the same way.');
    expect(reportLines({ ...report, mayCountTwice: [one] }, languageOf('zh-CN')).join()).toContain('写上 INV-2');
  });

  it('counts a single row in the singular', () => {
    const one = { ...report, read: 1 };
    expect(reportLines(one, languageOf('en'))[0]).toMatch(/^open\.csv: 1 invoice read: /);
    expect(reportLines({ ...one, kind: 'payments', dryRun: true }, languageOf('en'))[0]).toMatch(/: 1 payment read: /);
  });

  it('says of a date whether it is none at all or none in the order of the file', () => {
    const refusal = (otherOrder: number) => ({
      line: 2,
      column: 'Due Date',
      reason: { key: 'bad_date' as const, facts: { text: '31.02.2026', otherOrder } },
    });
    expect(refusalLine(refusal(0), languageOf('en'))).toBe('line 2, Due Date: "31.02.2026" is no date');
    expect(refusalLine(refusal(1), languageOf('en'))).toMatch(/is no date in the order of this file$/);
    expect(refusalLine(refusal(0), languageOf('zh-CN'))).toBe('第 2 行“Due Date”列：“31.02.2026”不是有效日期');
  });

  it('explains every field of every kind in Chinese', () => {
    const { field } = languageOf('zh-CN').t.imports;
    for (const name of importKinds.flatMap(fieldsOf)) expect(field(name)).toMatch(/^\p{Script=Han}.*（\w+）$/u);
  });

  it('has no half-width punctuation between Chinese words', () => {
    const question: ImportReport = {
      ...report,
      question: {
        kind: 'columns',
        as: 'invoices',
        missing: ['amount'],
        headings: ['甲', '乙'],
        line: 1,
        allowed: ['number'],
      },
    };
    const lines = [...reportLines(report, languageOf('zh-CN')), ...reportLines(question, languageOf('zh-CN'))];
    for (const line of lines) expect(line).not.toMatch(/\p{Script=Han}[:,;?()]|[:,;?()]\p{Script=Han}/u);
  });

  it('shows the first refusals and counts the rest', () => {
    expect(reportLines(report, languageOf('en'), 1).at(-1)).toBe('… and 1 more');
  });

  it('says that nothing stands below the headings', () => {
    const none = { ...report, read: 0, refusals: [], refused: 0, skipped: 0 };
    expect(reportLines(none, languageOf('en'))).toContain('Below its headings the file has no rows.');
    expect(reportLines({ ...none, read: 1 }, languageOf('en')).join()).not.toContain('no rows');
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
