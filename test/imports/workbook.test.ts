import { beforeEach, describe, expect, it } from 'vitest';
import { reportLines } from '../../src/imports/report-lines.js';
import { languageOf } from '../../src/text/language.js';
import { type TestLedger, testLedger } from '../support/database.js';
import { aWorkbook, type Cell, styled, zipOf } from './a-workbook.js';
import { counts, importText, refusalsOf } from './import-text.js';

let books: TestLedger;
beforeEach(async () => {
  books = await testLedger();
});

const HEADINGS = ['Invoice number', 'Client', 'Invoice date', 'Due date', 'Amount'];
const invoices = async () => {
  const rows = await books.prisma.invoice.findMany({ include: { client: true }, orderBy: { number: 'asc' } });
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return rows.map(({ number, client, issueDate, dueDate, amount, currency }) =>
    [number, client.name, day(issueDate), day(dueDate), Number(amount), currency].join(' '),
  );
};
const imported = (file: Buffer, options: Parameters<typeof importText>[2] = {}) =>
  importText(books, file, { fileName: 'receivables.xlsx', ...options });
const formula = (inner: string, type = ''): Cell => ({ xml: `<c${type === '' ? '' : ` t="${type}"`}>${inner}</c>` });

describe('a workbook (.xlsx)', () => {
  it('is imported with dates as dates, amounts to the cent and the currency that is shown', async () => {
    const report = await imported(
      aWorkbook([
        {
          name: 'Open items',
          rows: [
            ['Receivables of Lumen'],
            [],
            HEADINGS,
            ['INV-1', 'ACME & Söhne', styled(1, 46326), styled(1, 46356), 1250.1],
            [
              20260002,
              'Globex',
              styled(5, 46326),
              styled(2, 46356.75),
              formula('<f>A1*2</f><v>1250.0999999999999</v>'),
            ],
            ['INV-3', 'Globex', '2026-10-31', '30 Nov 2026', styled(3, '0.30000000000000004')],
            ['INV-4', 'Globex', '2026-10-31', '30 Nov 2026', styled(4, 500.125), 'a note beside the table'],
            [
              'INV-5',
              formula('<f>B5</f><v>Hooli_x000D_</v>', 'str'),
              '2026-10-31',
              '2026-11-30',
              styled(4, '99999999999.99'),
            ],
            ['Total', null, null, null, 1e11],
          ],
        },
      ]),
    );
    expect(report.question).toBeUndefined();
    expect(counts(report)).toMatchObject({ read: 5, new: 4, refused: 1 });
    expect(refusalsOf(report)).toEqual(['7 Amount too_precise']);
    expect(report.skippedBy).toEqual({ total: 1 });
    expect(await invoices()).toEqual([
      '20260002 Globex 2026-10-31 2026-11-30 125010 USD',
      'INV-1 ACME & Söhne 2026-10-31 2026-11-30 125010 USD',
      'INV-3 Globex 2026-10-31 2026-11-30 30 EUR',
      'INV-5 Hooli 2026-10-31 2026-11-30 9999999999999 USD',
    ]);
  });

  it('counts its days from 1904 where it says so', async () => {
    const rows = [HEADINGS, ['1', 'ACME', styled(1, 44864), styled(1, 44894), 10]];
    await imported(aWorkbook([{ name: 'Sheet1', rows }], { date1904: true }));
    expect(await invoices()).toEqual(['1 ACME 2026-10-31 2026-11-30 1000 USD']);
  });

  it('is read from the first sheet shown that is a table of receivables, and says which it left', async () => {
    const row = (number: string): Cell[] => [number, 'ACME', '2026-10-31', '2026-11-30', 10];
    const file = aWorkbook([
      { name: 'Old', state: 'hidden', rows: [HEADINGS, row('OLD')] },
      { name: 'Lists', state: 'veryHidden', rows: [HEADINGS, row('LIST')] },
      {
        name: 'Cover',
        rows: [
          ['Date', '31 Oct 2026'],
          ['Amount', 10],
        ],
      },
      { name: 'Open', rows: [HEADINGS, row('INV-1')] },
      { name: 'Paid', rows: [HEADINGS, row('PAID')] },
    ]);
    const report = await imported(file);
    expect(await invoices()).toEqual(['INV-1 ACME 2026-10-31 2026-11-30 1000 USD']);
    expect(report.reading?.sheet).toEqual({ name: 'Open', others: ['Cover', 'Paid'] });
    expect(reportLines(report, languageOf('en'))).toContain('Read from the sheet "Open"; not read: "Cover", "Paid".');
    expect(reportLines(report, languageOf('zh-CN'))).toContain('读取的是工作表“Open”；未读取：“Cover”、“Paid”。');
    expect((await imported(file)).unchanged).toBe(1);
  });

  it('refuses what a formula left that failed or was never calculated', async () => {
    const file = aWorkbook([
      {
        name: 'Sheet1',
        rows: [
          HEADINGS,
          ['1', formula('<f>X</f><v>#N/A</v>', 'e'), '2026-10-31', '2026-11-30', 10],
          ['2', 'ACME', '2026-10-31', '2026-11-30', formula('<f>X</f>')],
        ],
      },
    ]);
    const report = await imported(file);
    expect(refusalsOf(report)).toEqual(['2 Client no_value', '3 Amount no_value']);
    expect(await books.prisma.client.count()).toBe(0);
  });

  it('that is no workbook, is broken or unpacks to too much is not imported, and why', async () => {
    const rows = [HEADINGS, ['1', 'ACME', '2026-10-31', '2026-11-30', 10]];
    const good = aWorkbook([{ name: 'Sheet1', rows }]);
    const zeros = Buffer.alloc(2_000_000);
    const sheet = 'xl/worksheets/sheet1.xml';
    const broken = (name: string, content: string | Buffer, saidSize?: number) =>
      aWorkbook([{ name: 'Sheet1', rows }], {
        more: [{ name, content, ...(saidSize === undefined ? {} : { saidSize }) }],
      });
    const endless = `<worksheet><sheetData><row r="1"><c t="str"><v>${'x'.repeat(3_000_000)}`;
    for (const [what, file, why] of [
      ['another archive', zipOf([{ name: 'receivables.csv', content: 'a,b\n1,2\n' }]), 'archive'],
      ['a text', zipOf([{ name: 'word/document.xml', content: '<document/>' }]), 'archive'],
      ['cut off', good.subarray(0, good.length - 200), 'damaged'],
      ['no XML', broken(sheet, '<worksheet><sheetData><row>'), 'damaged'],
      ['entities of its own', broken(sheet, '<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'), 'damaged'],
      ['a text without end', broken(sheet, endless), 'damaged'],
      ['says that it is huge', broken(sheet, zeros, 3_000_000_000), 'too_large'],
      ['says that it is small', broken('xl/sharedStrings.xml', zeros, 10), 'damaged'],
      ['empty', aWorkbook([{ name: 'Sheet1', rows: [] }]), 'empty'],
    ] as const) {
      expect((await imported(file)).question, what).toEqual({ kind: 'file', why });
    }
    expect(await books.prisma.importRun.count()).toBe(0);
  });
});
