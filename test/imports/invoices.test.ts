import { describe, expect, it } from 'vitest';
import { type TestLedger, testLedger } from '../support/database.js';
import { counts, importText, refusalsOf } from './import-text.js';

const header = 'Invoice No,Customer,Invoice Date,Due Date,Amount';

/** Open balance by invoice number, minor units. */
async function open({ prisma, workspaceId }: TestLedger): Promise<Record<string, number>> {
  const rows = await prisma.invoice.findMany({ where: { workspaceId }, orderBy: { number: 'asc' } });
  return Object.fromEntries(rows.map((row) => [row.number, Number(row.open)]));
}

/** The stored open balance must always be the amount less every allocation. */
async function expectBalancesToHold({ prisma }: TestLedger): Promise<void> {
  const wrong = await prisma.$queryRaw`
    select i.number, i.open, i.amount - coalesce(sum(a.amount), 0) as should_be from invoice i
    left join allocation a on a.workspace_id = i.workspace_id and a.invoice_id = i.id
    group by i.workspace_id, i.id having i.open <> i.amount - coalesce(sum(a.amount), 0) or i.open < 0`;
  expect(wrong).toEqual([]);
}

describe('invoices', () => {
  it('creates clients and projects as needed, one client a name however it is written', async () => {
    const books = await testLedger();
    const report = await importText(
      books,
      `${header},Project,Currency,Link
INV-1,"ACME, Inc.",2026-11-01,2026-12-01,"1,234.56",Apollo,EUR,https://x.test/1
INV-2,acme inc,2026-11-02,2026-12-02,10.00,Apollo,,
INV-3,华瑞科技,2026-11-02,2026-12-02,10.00,,CNY,
`,
    );
    expect(counts(report)).toEqual({ read: 3, new: 3, changed: 0, unchanged: 0, refused: 0 });
    expect(report.newClients).toEqual({ count: 2, first: ['ACME, Inc.', '华瑞科技'] });
    const slip = `${header}\nINV-4,华瑞科枝,2026-11-02,2026-12-02,10.00\nINV-5,ACME Inc,2026-11-02,2026-12-02,10.00\n`;
    const rehearsed = await importText(books, slip, { dryRun: true });
    expect(rehearsed.newClients).toEqual({ count: 1, first: ['华瑞科枝'] });
    const clients = await books.prisma.client.findMany({ orderBy: { id: 'asc' }, include: { project: true } });
    expect(clients.map((client) => [client.name, client.project?.name ?? null])).toEqual([
      ['ACME, Inc.', 'Apollo'],
      ['华瑞科技', null],
    ]);
    const [first, second] = await books.prisma.invoice.findMany({ orderBy: { number: 'asc' } });
    expect(first).toMatchObject({
      amount: 123_456n,
      open: 123_456n,
      currency: 'EUR',
      link: 'https://x.test/1',
      source: 'import',
    });
    expect(second).toMatchObject({ currency: 'USD' });
  });

  it('reports each bad row with line, column and reason, and takes the others', async () => {
    const books = await testLedger();
    const report = await importText(
      books,
      `${header},Currency,Disputed
INV-1,ACME,2026-11-01,2026-12-01,10.00,USD,no
,ACME,2026-11-01,2026-12-01,10,USD,no
INV-3,,2026-11-01,2026-12-01,10,USD,no
INV-4,ACME,2026-02-30,2026-12-01,10,USD,no
INV-5,ACME,2026-11-01,,10,USD,no
INV-6,ACME,2026-11-01,2026-12-01,ten,USD,no
INV-7,ACME,2026-11-01,2026-12-01,10.005,USD,no
INV-8,ACME,2026-11-01,2026-12-01,10,DOLLARS,no
INV-9,ACME,2026-11-01,2026-12-01,10,USD,perhaps
INV-10,ACME,2026-11-01,2026-12-01,10,USD,no,surplus
INV-11,"ACME,2026-11-01,2026-12-01,10,USD,no
INV-1,ACME,2026-11-01,2026-12-01,99,USD,no
INV-12,ACME,2026-11-01,2026-12-01,10,USD,no
`,
    );
    expect(refusalsOf(report)).toEqual([
      '3 Invoice No missing',
      '4 Customer missing',
      '5 Invoice Date bad_date',
      '6 Due Date missing',
      '7 Amount bad_amount',
      '8 Amount too_precise',
      '9 Currency unknown_currency',
      '10 Disputed bad_yes_no',
      '11 - too_many_cells',
      '12 - open_quote',
      '13 Invoice No duplicate',
    ]);
    expect(counts(report)).toEqual({ read: 13, new: 2, changed: 0, unchanged: 0, refused: 11 });
    expect(await open(books)).toEqual({ 'INV-1': 1000, 'INV-12': 1000 });
  });

  it('updates a changed row, adjusts what is open and keeps both states in the audit', async () => {
    const books = await testLedger();
    await importText(books, `${header}\nINV-1,ACME,2026-11-01,2026-12-01,100\nINV-2,ACME,2026-11-01,2026-12-01,50\n`);
    const report = await importText(
      books,
      `${header}\nINV-1,ACME,2026-11-01,2026-12-15,120\nINV-2,ACME,2026-11-01,2026-12-01,50\n`,
      {
        fileName: 'second.csv',
      },
    );
    expect(counts(report)).toEqual({ read: 2, new: 0, changed: 1, unchanged: 1, refused: 0 });
    expect(await open(books)).toEqual({ 'INV-1': 12_000, 'INV-2': 5000 });
    const entries = await books.prisma.auditEntry.findMany({});
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      kind: 'invoice.changed',
      subjectType: 'invoice',
      inputs: {
        before: { amount: 10_000, open: 10_000, dueDate: '2026-12-01' },
        after: { amount: 12_000, open: 12_000, dueDate: '2026-12-15' },
        file: 'second.csv',
      },
    });
  });

  it('gives back what was paid above an amount that became smaller', async () => {
    const books = await testLedger();
    const columns = `${header},Balance`;
    await importText(books, `${columns}\nINV-1,ACME,2026-10-01,2026-11-01,100,20\n`);
    await importText(books, `${header}\nINV-1,ACME,2026-10-01,2026-11-01,50\n`);
    expect(await open(books)).toEqual({ 'INV-1': 0 });
    await expectBalancesToHold(books);
    const taken = await books.prisma.allocation.findMany({ orderBy: { id: 'asc' } });
    expect(taken.map((row) => [Number(row.amount), row.rule])).toEqual([
      [8000, 'designated'],
      [-3000, 'reversal'],
    ]);
  });

  it('refuses a number that is another client’s', async () => {
    const books = await testLedger();
    await importText(books, `${header}\nINV-1,ACME,2026-11-01,2026-12-01,100\n`);
    const report = await importText(books, `${header}\n#inv-1,Globex,2026-11-01,2026-12-01,100\n`);
    expect(counts(report)).toMatchObject({ changed: 0, refused: 1 });
    expect(report.refusals[0]).toMatchObject({
      line: 2,
      column: 'Invoice No',
      reason: { key: 'other_client', facts: { client: 'ACME' } },
    });
  });

  it('counts the lines of one document once', async () => {
    const books = await testLedger();
    // Xero repeats the whole document for each of its items.
    const report = await importText(
      books,
      `*ContactName,EmailAddress,*InvoiceNumber,Reference,*InvoiceDate,*DueDate,Total,InvoiceAmountPaid,InvoiceAmountDue,Description,*Quantity,*UnitAmount,LineAmount,Currency,Type,Status
ACME,a@acme.test,INV-1,,13/11/2026,13/12/2026,300.00,100.00,200.00,Design,1,100,100,EUR,Sales invoice,Awaiting Payment
ACME,a@acme.test,INV-1,,13/11/2026,13/12/2026,300.00,100.00,200.00,Build,2,100,200,EUR,Sales invoice,Awaiting Payment
ACME,a@acme.test,INV-2,,13/11/2026,13/12/2026,50.00,0.00,50.00,Care,1,50,50,EUR,Sales invoice,Draft
`,
    );
    expect(counts(report)).toEqual({ read: 2, new: 1, changed: 0, unchanged: 1, refused: 0 });
    expect(report.skippedLines).toEqual([{ line: 4, why: 'draft', text: 'INV-2 Draft' }]);
    expect(await open(books)).toEqual({ 'INV-1': 20_000 });
    const [payment] = await books.prisma.payment.findMany({});
    expect(payment).toMatchObject({ amount: 10_000n, externalId: 'balance:INV-1', currency: 'EUR' });
    expect(payment?.valueDate.toISOString().slice(0, 10)).toBe('2026-11-23');
  });

  it('keeps workspaces apart', async () => {
    const books = await testLedger();
    const other = await books.prisma.workspace.create({
      data: { slackTeamId: 'T0002', name: 'Other', timezone: 'UTC', currency: 'EUR', locale: 'en' },
    });
    const text = `${header}\nINV-1,ACME,2026-11-01,2026-12-01,100\n`;
    await importText(books, text);
    const report = await importText(
      { ledger: books.ledger, workspace: { ...books.workspace, id: other.id, currency: 'EUR' } },
      text,
    );
    expect(counts(report)).toMatchObject({ new: 1, unchanged: 0 });
    expect(await books.prisma.client.count()).toBe(2);
  });
});

describe('settlement, balances and disputes', () => {
  const columns = `${header},SettledDate,Disputed`;
  const row = (settled: string, disputed = 'No', amount = '100') =>
    `${columns}\nINV-1,ACME,2026-10-01,2026-11-01,${amount},${settled},${disputed}\n`;

  it('reverses a settlement that the file no longer knows, and takes a new one', async () => {
    const books = await testLedger();
    await importText(books, row('2026-11-05'));
    expect(await open(books)).toEqual({ 'INV-1': 0 });
    const gone = await importText(books, row(''));
    expect(counts(gone)).toMatchObject({ changed: 1 });
    expect(await open(books)).toEqual({ 'INV-1': 10_000 });
    const [reversal] = await books.prisma.paymentReversal.findMany({});
    expect(reversal?.reversedOn.toISOString().slice(0, 10)).toBe('2026-11-23');
    expect(counts(await importText(books, row('')))).toMatchObject({ unchanged: 1 });
    await importText(books, row('2026-11-20'));
    expect(counts(await importText(books, row('2026-11-20')))).toMatchObject({ unchanged: 1 });
    expect(await open(books)).toEqual({ 'INV-1': 0 });
    const payments = await books.prisma.payment.findMany({ orderBy: { id: 'asc' } });
    expect(payments.map((payment) => payment.externalId)).toEqual(['settled:INV-1', 'settled:INV-1:2']);
    await expectBalancesToHold(books);
  });

  it('corrects the day of a settlement as if the wrong one had never been', async () => {
    const books = await testLedger();
    await importText(books, row('2026-11-05'));
    await importText(books, row('2026-11-06'));
    const [reversal] = await books.prisma.paymentReversal.findMany({});
    expect(reversal?.reversedOn.toISOString().slice(0, 10)).toBe('2026-11-05');
    expect(await open(books)).toEqual({ 'INV-1': 0 });
    await expectBalancesToHold(books);
  });

  it('refuses a settlement in the future', async () => {
    const books = await testLedger();
    expect(refusalsOf(await importText(books, row('2026-11-24')))).toEqual(['2 SettledDate future_date']);
  });

  it('settles only what is left where somebody recorded a payment before', async () => {
    const books = await testLedger();
    await importText(books, row(''));
    const invoice = await books.prisma.invoice.findFirstOrThrow({});
    const { workspaceId, id: invoiceId, clientId } = invoice;
    const on = new Date('2026-11-10');
    const payment = await books.prisma.payment.create({
      data: { workspaceId, clientId, currency: 'USD', amount: 4000n, valueDate: on, source: 'slack' },
    });
    await books.prisma.allocation.create({
      data: { workspaceId, invoiceId, paymentId: payment.id, amount: 4000n, effectiveOn: on, rule: 'designated' },
    });
    await books.prisma.invoice.updateMany({ data: { open: 6000n } });
    // The file does not know of that payment yet: what a person recorded stays.
    expect(counts(await importText(books, row('')))).toMatchObject({ unchanged: 1 });
    expect(await open(books)).toEqual({ 'INV-1': 6000 });
    await importText(books, row('2026-11-20'));
    const settled = await books.prisma.payment.findFirstOrThrow({ where: { externalId: 'settled:INV-1' } });
    expect(settled.amount).toBe(6000n);
    await expectBalancesToHold(books);
  });

  it('follows an open balance down with payments and up with reversals', async () => {
    const books = await testLedger();
    const at = async (balance: string) =>
      importText(books, `${header},Balance\nINV-1,ACME,2026-10-01,2026-11-01,100,${balance}\n`);
    const seen: number[] = [];
    for (const balance of ['100', '70', '70', '30', '90', '100', '0']) {
      await at(balance);
      seen.push((await open(books))['INV-1'] ?? Number.NaN);
      await expectBalancesToHold(books);
    }
    expect(seen).toEqual([10_000, 7000, 7000, 3000, 9000, 10_000, 0]);
    expect(counts(await at('0'))).toMatchObject({ unchanged: 1 });
  });

  it('opens a dispute of the whole invoice and resolves it when the file does', async () => {
    const books = await testLedger();
    const dispute = async () => {
      const rows = await books.prisma.dispute.findMany({ orderBy: { id: 'asc' } });
      const day = (date: Date | null) => date?.toISOString().slice(0, 10) ?? null;
      return rows.map((one) => [day(one.openedOn), day(one.resolvedOn), Number(one.amount), one.reason]);
    };
    await importText(books, row('', 'Yes'));
    expect(await dispute()).toEqual([['2026-10-01', null, 10_000, 'other']]);
    expect(counts(await importText(books, row('', 'Yes')))).toMatchObject({ unchanged: 1 });
    await importText(books, row('2026-11-05', 'Yes'));
    expect(await dispute()).toEqual([['2026-10-01', '2026-11-05', 10_000, 'other']]);
    expect(counts(await importText(books, row('2026-11-05', 'Yes')))).toMatchObject({ unchanged: 1 });
  });
});

describe('credit notes', () => {
  it('come from a negative amount or the type, and pay the earliest due invoice', async () => {
    const books = await testLedger();
    const text = `Date,Transaction Type,Num,Customer,Due Date,Amount
2026-11-01,Credit Memo,CM-1,ACME,,30.00
2026-11-02,Invoice,1001,ACME,2026-12-10,100.00
2026-11-02,Invoice,1002,ACME,2026-12-01,20.00
2026-11-03,Invoice,1003,ACME,2026-12-20,-5.00
2026-11-03,Payment,77,ACME,,-9.00
2026-11-03,Estimate,78,ACME,,9.00
`;
    const report = await importText(books, text);
    expect(counts(report)).toEqual({ read: 4, new: 4, changed: 0, unchanged: 0, refused: 0 });
    expect(report.skippedBy).toEqual({ document: 2 });
    expect(await open(books)).toEqual({ '1001': 8500, '1002': 0 });
    await expectBalancesToHold(books);
    expect(await books.prisma.creditNote.count()).toBe(2);
    expect(counts(await importText(books, text))).toMatchObject({ new: 0, changed: 0, unchanged: 4 });
    expect(await open(books)).toEqual({ '1001': 8500, '1002': 0 });
  });
});

describe('a dry run', () => {
  it('reports the same and changes nothing', async () => {
    const books = await testLedger();
    const text = `${header}\nINV-1,ACME,2026-11-01,2026-12-01,100\nINV-2,ACME,2026-11-01,never,100\nINV-1,ACME,2026-11-01,2026-12-01,100\n`;
    const dry = await importText(books, text, { dryRun: true });
    expect(await books.prisma.client.count()).toBe(0);
    expect(await books.prisma.importRun.count()).toBe(0);
    const real = await importText(books, text);
    expect({ ...dry, dryRun: false }).toEqual(real);
  });
});
