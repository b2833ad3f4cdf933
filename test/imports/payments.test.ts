import { beforeEach, describe, expect, it } from 'vitest';
import { type TestLedger, testLedger } from '../support/database.js';
import { counts, importText, refusalsOf } from './import-text.js';

let books: TestLedger;
beforeEach(async () => {
  books = await testLedger();
  await importText(
    books,
    `Invoice No,Customer,Invoice Date,Due Date,Amount,Currency
A-1,ACME,2026-09-01,2026-10-01,100.00,USD
A-2,ACME,2026-09-01,2026-11-01,100.00,USD
A-3,ACME,2026-09-01,2026-11-01,50.01,USD
A-4,ACME,2026-09-01,2026-12-01,100.00,EUR
G-1,Globex,2026-09-01,2026-10-01,80.00,USD
`,
  );
});

async function open(): Promise<Record<string, number>> {
  const rows = await books.prisma.invoice.findMany({ orderBy: { number: 'asc' } });
  return Object.fromEntries(rows.map((row) => [row.number, Number(row.open)]));
}

async function allocations() {
  const rows = await books.prisma.allocation.findMany({ include: { invoice: true }, orderBy: { id: 'asc' } });
  return rows.map((row) => [row.invoice.number, Number(row.amount), row.rule]);
}

async function expectBalancesToHold(): Promise<void> {
  const wrong = await books.prisma.$queryRaw`
    select i.number from invoice i left join allocation a on a.workspace_id = i.workspace_id and a.invoice_id = i.id
    group by i.workspace_id, i.id having i.open <> i.amount - coalesce(sum(a.amount), 0) or i.open < 0`;
  expect(wrong).toEqual([]);
}

describe('payments', () => {
  it('go to the invoices that they name, else to the earliest due, equal dates in proportion (R18)', async () => {
    const report = await importText(
      books,
      `Payment Date,Customer,Amount,Invoice No,Payment ID
2026-11-10,ACME,20.00,A-2,P-1
2026-11-11,ACME,130.00,,P-2
2026-11-12,Globex,90.00,,P-3
`,
    );
    expect(report.kind).toBe('payments');
    expect(counts(report)).toEqual({ read: 3, new: 3, changed: 0, unchanged: 0, refused: 0 });
    // 30.00 for A-2 (80.00 open) and A-3 (50.01 open): 18.46 and 11.54
    expect(await allocations()).toEqual([
      ['A-2', 2000, 'designated'],
      ['A-1', 10_000, 'earliest_due'],
      ['A-2', 1846, 'pro_rata'],
      ['A-3', 1154, 'pro_rata'],
      ['G-1', 8000, 'earliest_due'],
    ]);
    expect(await open()).toEqual({ 'A-1': 0, 'A-2': 6154, 'A-3': 3847, 'A-4': 10_000, 'G-1': 0 });
    await expectBalancesToHold();
  });

  it('take client and currency from the invoice that they name', async () => {
    const report = await importText(
      books,
      'Date,Amount,Invoice\n2026-11-10,100.00,A-4\n2026-11-10,"50.00","A-1, A-2"\n',
    );
    expect(counts(report)).toMatchObject({ new: 2 });
    expect(await open()).toMatchObject({ 'A-4': 0, 'A-1': 5000, 'A-2': 10_000 });
    const [first] = await books.prisma.payment.findMany({ orderBy: { id: 'asc' } });
    expect(first?.currency).toBe('EUR');
  });

  it('are idempotent by their id, and by what they say where they have none', async () => {
    const withId = 'Payment Date,Customer,Amount,Payment ID\n2026-11-10,ACME,20.00,P-1\n';
    const without = `Payment Date,Customer,Amount,Reference
2026-11-10,ACME,5.00,cash
2026-11-10,ACME,5.00,cash
2026-11-10,ACME,5.00,card
`;
    expect(counts(await importText(books, withId))).toMatchObject({ new: 1 });
    expect(counts(await importText(books, without))).toMatchObject({ new: 3 });
    const before = await open();
    expect(counts(await importText(books, withId))).toMatchObject({ new: 0, unchanged: 1 });
    expect(counts(await importText(books, without))).toMatchObject({ new: 0, unchanged: 3 });
    expect(await open()).toEqual(before);
    expect(await books.prisma.payment.count()).toBe(4);
  });

  it('that are corrected replace the first reading, as if it had never been', async () => {
    const file = (amount: string) => `Payment Date,Customer,Amount,Payment ID\n2026-11-10,Globex,${amount},P-1\n`;
    await importText(books, file('80.00'));
    expect(counts(await importText(books, file('30.00')))).toMatchObject({ new: 0, changed: 1 });
    expect((await open())['G-1']).toBe(5000);
    expect(counts(await importText(books, file('30.00')))).toMatchObject({ unchanged: 1 });
    expect(counts(await importText(books, file('40.00')))).toMatchObject({ changed: 1 });
    expect(counts(await importText(books, file('40.00')))).toMatchObject({ unchanged: 1 });
    expect((await open())['G-1']).toBe(4000);
    await expectBalancesToHold();
    const reversals = await books.prisma.paymentReversal.findMany({});
    expect(reversals.map((one) => one.reversedOn.toISOString().slice(0, 10))).toEqual(['2026-11-10', '2026-11-10']);
    expect(await books.prisma.auditEntry.count({ where: { kind: 'payment.reversed' } })).toBe(2);
  });

  it('that a person reversed stay reversed', async () => {
    const file = 'Payment Date,Customer,Amount,Payment ID\n2026-11-10,Globex,80.00,P-1\n';
    await importText(books, file);
    const payment = await books.prisma.payment.findFirstOrThrow({});
    await books.prisma.paymentReversal.create({
      data: {
        workspaceId: books.workspaceId,
        paymentId: payment.id,
        reversedOn: new Date('2026-11-20'),
        reason: 'bounced',
      },
    });
    expect(counts(await importText(books, file))).toMatchObject({ new: 0, changed: 0, unchanged: 1 });
  });

  it('are refused where the money would have to be guessed to somebody', async () => {
    const report = await importText(
      books,
      `Payment Date,Customer,Amount,Invoice No,Currency,Payment ID
2026-11-10,Nobody,1.00,,USD,1
2026-11-10,ACME,1.00,A-99,USD,2
2026-11-10,ACME,1.00,G-1,USD,3
2026-11-10,ACME,1.00,A-4,USD,4
2026-11-24,ACME,1.00,,USD,5
2026-11-10,ACME,-1.00,,USD,6
2026-11-10,,1.00,,USD,7
2026-11-10,ACME,1.00,,USD,8
2026-11-10,ACME,2.00,,USD,8
`,
    );
    expect(refusalsOf(report)).toEqual([
      '2 Customer unknown_client',
      '3 Invoice No unknown_invoice',
      '4 Invoice No invoice_of_other',
      '5 Invoice No invoice_currency',
      '6 Payment Date future_date',
      '7 Amount negative_amount',
      '8 Customer missing',
      '10 Payment ID duplicate',
    ]);
    expect(counts(report)).toMatchObject({ read: 9, new: 1 });
  });

  it('that came in decide the promises of their client (R30)', async () => {
    await importText(books, 'Client,Promised date,Amount,Given on\nGlobex,2026-11-20,80.00,2026-11-16\n');
    const promise = async () => (await books.prisma.promiseToPay.findFirstOrThrow({})).state;
    expect(await promise()).toBe('open');
    await importText(books, 'Payment Date,Customer,Amount,Payment ID\n2026-11-20,Globex,80.00,P-1\n');
    expect(await promise()).toBe('kept');
  });
});
