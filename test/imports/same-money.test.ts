import { beforeEach, describe, expect, it } from 'vitest';
import { logConversation } from '../../src/ledger/conversations.js';
import { recordPayment, reversePayment } from '../../src/ledger/payments.js';
import { aClient, actor, aDispute, anInvoice, aPerson, paid, promised } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';
import { counts, importText, refusalsOf } from './import-text.js';

// The same money reaches the books by several roads: an invoice file tells of it, a payment file brings it, a person
// records it. It counts once, whatever came first, and the same file again changes nothing.

let books: TestLedger;
let acme: number;
beforeEach(async () => {
  books = await testLedger();
  await aPerson(books, { name: 'Kim', role: 'manager' });
  acme = await aClient(books, { name: 'ACME' });
});

const unchanged = { new: 0, changed: 0, refused: 0 };
const invoices = (...rows: string[]) =>
  importText(books, `Invoice No,Customer,Invoice Date,Due Date,Amount,Balance\n${rows.join('\n')}\n`);
const one = (balance: string, amount = '1000') => invoices(`INV-1,ACME,2026-10-01,2026-11-01,${amount},${balance}`);
const settled = (on: string, amount = '1000') =>
  importText(
    books,
    `Invoice No,Customer,Invoice Date,Due Date,Amount,SettledDate\nINV-1,ACME,2026-10-01,2026-11-01,${amount},${on}\n`,
  );
const payments = (...rows: string[]) =>
  importText(books, `Payment ID,Customer,Payment Date,Amount,Invoice No\n${rows.join('\n')}\n`);
const slackPaid = async (amount: string, more: Parameters<typeof paid>[2] = {}) =>
  recordPayment(books.ledger, await actor(books, 'Kim'), {
    request: paid(amount, '2026-11-23', more),
    clientId: acme,
    slackChannelId: null,
    typed: 'paid',
  });

/** What is open by invoice number, in whole currency units, after checking that it is the amount less what was applied. */
async function open(): Promise<Record<string, number>> {
  const wrong = await books.prisma.$queryRaw`
    select i.number from invoice i left join allocation a on a.workspace_id = i.workspace_id and a.invoice_id = i.id
    group by i.workspace_id, i.id having i.open <> i.amount - coalesce(sum(a.amount), 0) or i.open < 0`;
  expect(wrong).toEqual([]);
  const overdrawn = await books.prisma.$queryRaw`
    select p.id from payment p join allocation a on a.workspace_id = p.workspace_id and a.payment_id = p.id
    group by p.workspace_id, p.id having sum(a.amount) > p.amount or sum(a.amount) < 0`;
  expect(overdrawn).toEqual([]);
  const rows = await books.prisma.invoice.findMany({ orderBy: { number: 'asc' } });
  return Object.fromEntries(rows.map((row) => [row.number, Number(row.open) / 100]));
}

/** Live money by external id (or source), in whole currency units. */
async function money(): Promise<Record<string, number>> {
  const rows = await books.prisma.payment.findMany({ where: { reversal: null }, orderBy: { id: 'asc' } });
  return Object.fromEntries(rows.map((row) => [row.externalId ?? row.source, Number(row.amount) / 100]));
}

describe('a balance that a file repeats', () => {
  it('is no news beside what a person recorded since', async () => {
    await one('800');
    await slackPaid('500');
    expect(await open()).toEqual({ 'INV-1': 300 });
    for (let again = 0; again < 2; again++) {
      expect(counts(await one('800'))).toMatchObject({ ...unchanged, unchanged: 1 });
      expect(await open()).toEqual({ 'INV-1': 300 });
    }
    expect(await books.prisma.paymentReversal.count()).toBe(0);
    expect(await money()).toEqual({ 'balance:INV-1': 200, slack: 500 });
  });

  it('is no news either when only the due date changed', async () => {
    await one('800');
    await slackPaid('500');
    expect(counts(await invoices('INV-1,ACME,2026-10-01,2026-12-01,1000,800'))).toMatchObject({ changed: 1 });
    expect(await open()).toEqual({ 'INV-1': 300 });
  });

  it('takes in a recorded payment once the file knows of it', async () => {
    await one('800');
    await slackPaid('500');
    await one('300');
    expect(await open()).toEqual({ 'INV-1': 300 });
    await one('100');
    expect(await open()).toEqual({ 'INV-1': 100 });
    expect(await money()).toEqual({ 'balance:INV-1': 200, 'balance:INV-1:2': 200, slack: 500 });
  });

  it('reverses what the file itself takes back, and nobody else’s payment', async () => {
    await one('800');
    await slackPaid('500');
    await one('900');
    expect(await open()).toEqual({ 'INV-1': 400 });
    await one('1000');
    expect(await open()).toEqual({ 'INV-1': 500 });
    expect(await money()).toEqual({ slack: 500 });
  });

  it('says nothing new where the amount and the balance grew by the same', async () => {
    await one('800');
    await slackPaid('500');
    await one('1000', '1200');
    expect(await open()).toEqual({ 'INV-1': 500 });
    expect(await money()).toEqual({ 'balance:INV-1': 200, slack: 500 });
  });

  it('leaves what a person reversed', async () => {
    await settled('2026-11-05');
    const { id } = await books.prisma.payment.findFirstOrThrow({});
    const kim = await actor(books, 'Kim');
    await reversePayment(books.ledger, kim, id, kim.today, 'bounced');
    expect(counts(await settled('2026-11-05'))).toMatchObject({ ...unchanged, unchanged: 1 });
    expect(await open()).toEqual({ 'INV-1': 1000 });
    await settled('2026-11-20');
    expect(await open()).toEqual({ 'INV-1': 0 });
  });

  it('of a settled invoice whose amount was corrected is the corrected amount', async () => {
    await settled('2026-11-05');
    await settled('2026-11-05', '600');
    expect(await open()).toEqual({ 'INV-1': 0 });
    expect(await money()).toEqual({ 'settled:INV-1:2': 600 });
    expect(counts(await settled('2026-11-05', '600'))).toMatchObject({ ...unchanged, unchanged: 1 });
  });
});

describe('a payment that an invoice file told of', () => {
  it('takes the place of what was reported of the invoice that it names', async () => {
    await one('500');
    const file = () => payments('P-1,ACME,2026-11-20,500,INV-1');
    await file();
    expect(await open()).toEqual({ 'INV-1': 500 });
    expect(await money()).toEqual({ 'P-1': 500 });
    expect(counts(await file())).toMatchObject({ ...unchanged, unchanged: 1 });
    expect(counts(await one('500'))).toMatchObject({ ...unchanged, unchanged: 1 });
    expect(await open()).toEqual({ 'INV-1': 500 });
    // As if the report had never been: it ends on the day on which it began.
    const [reversal] = await books.prisma.paymentReversal.findMany({ include: { payment: true } });
    expect(reversal?.reversedOn).toEqual(reversal?.payment.valueDate);
  });

  it('leaves the rest of the report, until the other payments come', async () => {
    await one('400');
    await payments('P-1,ACME,2026-11-18,100,INV-1', 'P-2,ACME,2026-11-19,200,INV-1');
    expect(await money()).toEqual({ 'balance:INV-1:2': 300, 'P-1': 100, 'P-2': 200 });
    expect(await open()).toEqual({ 'INV-1': 400 });
    await payments('P-3,ACME,2026-11-20,450,INV-1');
    expect(await money()).toEqual({ 'P-1': 100, 'P-2': 200, 'P-3': 450 });
    expect(await open()).toEqual({ 'INV-1': 250 });
  });

  it('takes the place of a settlement', async () => {
    await settled('2026-11-05');
    await payments('P-1,ACME,2026-11-06,1000,INV-1');
    expect(await open()).toEqual({ 'INV-1': 0 });
    expect(await money()).toEqual({ 'P-1': 1000 });
    expect(counts(await settled('2026-11-05'))).toMatchObject({ ...unchanged, unchanged: 1 });
  });

  it('stays on each of several invoices where it was reported', async () => {
    await invoices(
      'INV-1,ACME,2026-10-01,2026-11-01,1000,500',
      'INV-2,ACME,2026-10-01,2026-11-02,1000,500',
      'INV-3,ACME,2026-10-01,2026-11-03,1000,1000',
    );
    await payments('P-1,ACME,2026-11-20,1000,"INV-1, INV-2"');
    expect(await open()).toEqual({ 'INV-1': 500, 'INV-2': 500, 'INV-3': 1000 });
    expect(await books.prisma.payment.count({ where: { reversal: null } })).toBe(1);
  });

  it('is new money where it came after the balance', async () => {
    await one('500');
    books.clock.advance({ days: 2 });
    await payments('P-1,ACME,2026-11-24,300,INV-1');
    expect(await open()).toEqual({ 'INV-1': 200 });
    expect(counts(await one('500'))).toMatchObject({ ...unchanged, unchanged: 1 });
    await one('200');
    expect(await open()).toEqual({ 'INV-1': 200 });
  });

  it('is reported money again where it turns out to be another invoice’s', async () => {
    await invoices('INV-1,ACME,2026-10-01,2026-11-01,1000,500', 'INV-2,ACME,2026-10-01,2026-11-02,1000,1000');
    await payments('P-1,ACME,2026-11-20,500,INV-1');
    await payments('P-1,ACME,2026-11-20,500,INV-2');
    expect(await open()).toEqual({ 'INV-1': 500, 'INV-2': 500 });
    expect(await money()).toEqual({ 'balance:INV-1:2': 500, 'P-1~2': 500 });
  });
});

describe('a payment row that is corrected', () => {
  beforeEach(async () => {
    await anInvoice(books, { clientId: acme, number: 'INV-1', due: '2026-11-01', amount: 100_000 });
    await anInvoice(books, { clientId: acme, number: 'INV-2', due: '2026-11-02', amount: 100_000 });
  });

  it('to another invoice moves there', async () => {
    await payments('P-1,ACME,2026-11-20,1000,INV-2');
    expect(await open()).toEqual({ 'INV-1': 1000, 'INV-2': 0 });
    const moved = () => payments('P-1,ACME,2026-11-20,1000,INV-1');
    expect(counts(await moved())).toMatchObject({ changed: 1 });
    expect(await open()).toEqual({ 'INV-1': 0, 'INV-2': 1000 });
    expect(counts(await moved())).toMatchObject({ ...unchanged, unchanged: 1 });
    const audit = await books.prisma.auditEntry.findFirstOrThrow({ where: { kind: 'payment.reversed' } });
    expect(audit.inputs).toMatchObject({ before: { invoices: ['INV-2'] }, after: { invoices: ['INV-1'] } });
  });

  it('to name none follows the due dates', async () => {
    await payments('P-1,ACME,2026-11-20,1000,INV-2');
    expect(counts(await payments('P-1,ACME,2026-11-20,1000,'))).toMatchObject({ changed: 1 });
    expect(await open()).toEqual({ 'INV-1': 0, 'INV-2': 1000 });
  });

  it('keeps what the file has no column for', async () => {
    await payments('P-1,ACME,2026-11-20,1000,INV-2');
    const without = (amount: string) =>
      importText(books, `Payment ID,Customer,Payment Date,Amount\nP-1,ACME,2026-11-20,${amount}\n`);
    expect(counts(await without('1000'))).toMatchObject({ ...unchanged, unchanged: 1 });
    expect(counts(await without('600'))).toMatchObject({ changed: 1 });
    expect(await open()).toEqual({ 'INV-1': 1000, 'INV-2': 400 });
    expect(counts(await payments('P-1,ACME,2026-11-20,600,INV-2'))).toMatchObject({ ...unchanged, unchanged: 1 });
  });

  it('in its reference is changed', async () => {
    const file = (reference: string) =>
      importText(books, `Payment ID,Customer,Payment Date,Amount,Reference\nP-1,ACME,2026-11-20,1000,${reference}\n`);
    await file('wire 1');
    expect(counts(await file('wire 2'))).toMatchObject({ changed: 1 });
    expect(counts(await file('wire 2'))).toMatchObject({ ...unchanged, unchanged: 1 });
    const [live] = await books.prisma.payment.findMany({ where: { reversal: null } });
    expect(live?.reference).toBe('wire 2');
  });
});

describe('payments that came before their invoices', () => {
  it('are applied when the invoices come, by due date, from the day the invoice was issued', async () => {
    await importText(
      books,
      'Payment ID,Customer,Payment Date,Amount\nP-1,ACME,2026-10-10,700\nP-2,ACME,2026-11-20,600\n',
    );
    await invoices(
      'INV-1,ACME,2026-10-01,2026-11-20,1000,',
      'INV-2,ACME,2026-10-15,2026-11-01,500,',
      'INV-3,Globex,2026-10-15,2026-11-01,500,',
    );
    expect(await open()).toEqual({ 'INV-1': 200, 'INV-2': 0, 'INV-3': 500 });
    const rows = await books.prisma.allocation.findMany({
      include: { invoice: true, payment: true },
      orderBy: { id: 'asc' },
    });
    const lines = rows.map((row) => [
      row.payment?.externalId,
      row.invoice.number,
      Number(row.amount) / 100,
      row.effectiveOn.toISOString().slice(0, 10),
    ]);
    expect(lines).toEqual([
      ['P-1', 'INV-2', 500, '2026-10-15'],
      ['P-1', 'INV-1', 200, '2026-10-10'],
      ['P-2', 'INV-1', 600, '2026-11-20'],
    ]);
  });

  it('go to what they named first', async () => {
    await invoices('INV-1,ACME,2026-10-01,2026-11-01,100,', 'INV-2,ACME,2026-10-01,2026-11-20,100,');
    await payments('P-1,ACME,2026-11-20,300,INV-2');
    expect(await open()).toEqual({ 'INV-1': 0, 'INV-2': 0 });
    await invoices(
      'INV-0,ACME,2026-09-01,2026-10-01,100,',
      'INV-1,ACME,2026-10-01,2026-11-01,100,',
      'INV-2,ACME,2026-10-01,2026-11-20,180,',
    );
    expect(await open()).toEqual({ 'INV-0': 80, 'INV-1': 0, 'INV-2': 0 });
  });

  it('count once where the invoice file knows of them', async () => {
    await importText(books, 'Payment ID,Customer,Payment Date,Amount\nP-1,ACME,2026-11-20,500\n');
    const file = () =>
      invoices('INV-0,ACME,2026-10-01,2026-10-20,300,300', 'INV-1,ACME,2026-10-01,2026-11-01,1000,500');
    await file();
    expect(await open()).toEqual({ 'INV-0': 300, 'INV-1': 500 });
    expect(await money()).toEqual({ 'P-1': 500 });
    expect(counts(await file())).toMatchObject({ ...unchanged, unchanged: 2 });
    expect(await open()).toEqual({ 'INV-0': 300, 'INV-1': 500 });
  });

  it('decide the promises on what they paid (R30)', async () => {
    await one('');
    await logConversation(books.ledger, await actor(books, 'Kim'), {
      request: promised([{ on: '2026-11-26', amount: '1500' }]),
      clientId: acme,
      typed: 'promised',
      slackChannelId: null,
      permalink: null,
    });
    await importText(books, 'Payment ID,Customer,Payment Date,Amount\nP-1,ACME,2026-11-23,1500\n');
    await invoices('INV-1,ACME,2026-10-01,2026-11-01,1000,', 'INV-2,ACME,2026-10-01,2026-11-10,600,');
    expect(await open()).toEqual({ 'INV-1': 0, 'INV-2': 100 });
    const promise = await books.prisma.promiseToPay.findFirstOrThrow({});
    expect([promise.state, Number(promise.received) / 100]).toEqual(['kept', 1000]);
  });
});

describe('promises of a file', () => {
  const header = 'Client,Given on,Promised date,Amount';
  beforeEach(async () => {
    await anInvoice(books, { clientId: acme, number: 'INV-1', due: '2026-11-01', amount: 100_000 });
    await anInvoice(books, { clientId: acme, number: 'INV-2', due: '2026-11-02', amount: 100_000 });
  });

  it('that differ only in their invoice are two', async () => {
    const row = 'ACME,2026-11-20,2026-11-27,1000';
    const text = `${header},Invoices\n${row},INV-1\n${row},INV-2\n`;
    expect(counts(await importText(books, text))).toMatchObject({ new: 2, unchanged: 0 });
    const lines = await books.prisma.promiseLine.findMany({ include: { invoice: true }, orderBy: { id: 'asc' } });
    expect(lines.map((line) => [line.invoice.number, line.supersededById])).toEqual([
      ['INV-1', null],
      ['INV-2', null],
    ]);
    expect(counts(await importText(books, text))).toMatchObject({ ...unchanged, unchanged: 2 });
    // A file without the column does not say of which invoices they are.
    expect(counts(await importText(books, `${header}\n${row}\n${row}\n`))).toMatchObject({
      ...unchanged,
      unchanged: 2,
    });
  });

  it('name the same invoices in any order', async () => {
    const row = 'ACME,2026-11-20,2026-11-27,2000';
    await importText(books, `${header},Invoices\n${row},"INV-1, INV-2"\n`);
    const again = await importText(books, `${header},Invoices\n${row},"INV-2, INV-1"\n`);
    expect(counts(again)).toMatchObject({ ...unchanged, unchanged: 1 });
  });

  it('that are equal are as many as the file has', async () => {
    const row = 'ACME,2026-11-20,2026-11-27,500';
    const text = (times: number) => `${header}\n${`${row}\n`.repeat(times)}`;
    expect(counts(await importText(books, text(2)))).toMatchObject({ new: 2 });
    expect(counts(await importText(books, text(2)))).toMatchObject({ ...unchanged, unchanged: 2 });
    expect(counts(await importText(books, text(3)))).toMatchObject({ new: 1, unchanged: 2 });
  });
});

describe('an invoice in another currency', () => {
  const file = (currency: string) =>
    importText(
      books,
      `Invoice No,Customer,Invoice Date,Due Date,Amount,Currency\nINV-9,ACME,2026-10-01,2026-11-01,1000,${currency}\n`,
    );
  const inEuro = async () => {
    const report = await file('EUR');
    expect(refusalsOf(report)).toEqual(['2 Currency currency_changed']);
    expect(report.refusals[0]?.reason.facts).toEqual({ from: 'USD', to: 'EUR' });
    expect((await books.prisma.invoice.findFirstOrThrow({})).currency).toBe('USD');
  };
  beforeEach(async () => {
    await file('USD');
  });

  it('is corrected while nothing hangs on it', async () => {
    expect(counts(await file('EUR'))).toMatchObject({ changed: 1 });
  });

  it('is refused where it was promised', async () => {
    await logConversation(books.ledger, await actor(books, 'Kim'), {
      request: promised([{ on: '2026-11-26' }]),
      clientId: acme,
      typed: 'promised',
      slackChannelId: null,
      permalink: null,
    });
    await inEuro();
  });

  it('is refused where it is disputed', async () => {
    const { id: invoiceId } = await books.prisma.invoice.findFirstOrThrow({});
    await aDispute(books, { clientId: acme, invoiceId, amount: 10_000 });
    await inEuro();
  });

  it('is refused where money was applied to it, even if it was taken back', async () => {
    await slackPaid('100');
    await inEuro();
    const { id } = await books.prisma.payment.findFirstOrThrow({});
    const kim = await actor(books, 'Kim');
    await reversePayment(books.ledger, kim, id, kim.today, 'bounced');
    await inEuro();
  });
});
