import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.js';
import { importFile } from '../../src/imports/import-file.js';
import type { ImportReport } from '../../src/imports/import-report.js';
import { agingAsOf } from '../../src/ledger/aging.js';
import { type TestLedger, testLedger } from '../support/database.js';

const path = fileURLToPath(new URL('../data/ibm-accounts-receivable.csv', import.meta.url));

/** What the file says, read independently of the product: amounts in cents, dates as ISO text. */
function rowsOfFile() {
  const [header = '', ...lines] = readFileSync(path, 'latin1').trim().split('\r\n');
  const names = header.split(',');
  const iso = (us: string): string => {
    const [month = '', day = '', year = ''] = us.split('/');
    return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  };
  return lines.map((line) => {
    const cells = line.split(',');
    const cell = (name: string): string => cells[names.indexOf(name)] ?? '';
    return {
      client: cell('customerID'),
      cents: Math.round(Number.parseFloat(cell('InvoiceAmount')) * 100),
      issued: iso(cell('InvoiceDate')),
      due: iso(cell('DueDate')),
      settled: iso(cell('SettledDate')),
      disputed: cell('Disputed') === 'Yes',
    };
  });
}

/** R2 and R3 over the file itself, as of a day. */
function agingOfFile(asOf: string) {
  const open = rowsOfFile().filter((row) => row.issued <= asOf && row.settled > asOf);
  const age = (due: string): number => (Date.parse(asOf) - Date.parse(due)) / 86_400_000;
  const sum = (from: number, to: number): number =>
    open.filter((row) => age(row.due) >= from && age(row.due) <= to).reduce((cents, row) => cents + row.cents, 0);
  return {
    outstanding: sum(-Infinity, Infinity),
    notDue: sum(-Infinity, 0),
    days1to30: sum(1, 30),
    days31to60: sum(31, 60),
    days61to90: sum(61, 90),
    days91plus: sum(91, Infinity),
    overdue: sum(1, Infinity),
    openInvoices: open.length,
    overdueInvoices: open.filter((row) => age(row.due) >= 1).length,
  };
}

describe("IBM's sample of accounts receivable", () => {
  let books: TestLedger;
  let report: ImportReport;

  beforeAll(async () => {
    books = await testLedger();
    report = await importFile(books.ledger, books.workspace, path);
  });

  it('is imported as it is, without options', async () => {
    expect(report).toMatchObject({
      kind: 'invoices',
      read: 2466,
      new: 2466,
      changed: 0,
      unchanged: 0,
      refused: 0,
      refusals: [],
      skipped: 0,
      reading: { encoding: 'utf-8', delimiter: ',', dates: 'mdy', decimal: '.' },
    });
    expect(report.question).toBeUndefined();
    const { prisma, workspaceId } = books;
    expect(await prisma.client.count({ where: { workspaceId } })).toBe(100);
    const sum = await prisma.invoice.aggregate({ where: { workspaceId }, _sum: { amount: true, open: true } });
    expect(sum._sum).toEqual({ amount: 14_770_318n, open: 0n });
    expect(await prisma.invoice.count({ where: { workspaceId, currency: 'USD' } })).toBe(2466);
    expect(await prisma.dispute.count({ where: { workspaceId } })).toBe(561);
  });

  it('gives the figures of 2013-06-30 that the file itself gives', async () => {
    const expected = agingOfFile('2013-06-30');
    // The figures of a count by hand, so that this test does not only compare two programs.
    expect(expected).toMatchObject({
      outstanding: 511_985,
      overdue: 83_556,
      days1to30: 83_556,
      openInvoices: 84,
      overdueInvoices: 12,
    });
    const [aging, ...others] = await agingAsOf(books.ledger, books.workspaceId, '2013-06-30' as LocalDate);
    expect(others).toEqual([]);
    expect(aging).toMatchObject({ currency: 'USD', ...expected });
  });

  it.each(['2012-01-31', '2012-12-31', '2013-03-15', '2013-10-01', '2013-12-31', '2014-01-08'])(
    'gives the figures of %s that the file itself gives',
    async (day) => {
      const [aging] = await agingAsOf(books.ledger, books.workspaceId, day as LocalDate);
      expect(aging).toMatchObject(agingOfFile(day));
    },
  );

  it('changes nothing the second time', async () => {
    const { prisma, workspaceId } = books;
    const count = async () => [
      await prisma.client.count({ where: { workspaceId } }),
      await prisma.invoice.count({ where: { workspaceId } }),
      await prisma.payment.count({ where: { workspaceId } }),
      await prisma.allocation.count({ where: { workspaceId } }),
      await prisma.paymentReversal.count({ where: { workspaceId } }),
      await prisma.dispute.count({ where: { workspaceId } }),
      await prisma.auditEntry.count({ where: { workspaceId } }),
    ];
    const before = await count();
    const again = await importFile(books.ledger, books.workspace, path);
    expect(again).toMatchObject({ read: 2466, new: 0, changed: 0, unchanged: 2466, refused: 0 });
    expect(await count()).toEqual(before);
    const runs = await prisma.importRun.findMany({ where: { workspaceId }, orderBy: { id: 'asc' } });
    expect(runs.map((run) => run.counts)).toEqual([
      { read: 2466, new: 2466, changed: 0, unchanged: 0, refused: 0 },
      { read: 2466, new: 0, changed: 0, unchanged: 2466, refused: 0 },
    ]);
    expect(runs.every((run) => run.finishedAt !== null)).toBe(true);
  });
});
