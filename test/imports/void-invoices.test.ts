import { describe, expect, it } from 'vitest';
import type { LocalDate } from '../../src/domain/local-date.js';
import { agingAsOf } from '../../src/ledger/aging.js';
import { type TestLedger, testLedger } from '../support/database.js';
import { counts, importText, refusalsOf } from './import-text.js';

const header = 'ContactName,InvoiceNumber,InvoiceDate,DueDate,Total,InvoiceAmountDue,Currency,Type,Status';
const xero = (status: string, due = '100.00', number = 'INV-0001', client = 'ACME') =>
  `${header}\n${client},${number},2026-10-01,2026-11-01,100.00,${due},USD,Sales invoice,${status}\n`;

async function open({ prisma }: TestLedger): Promise<Record<string, number>> {
  const rows = await prisma.invoice.findMany({ orderBy: { number: 'asc' } });
  return Object.fromEntries(rows.map((row) => [row.number, Number(row.open)]));
}

async function expectBalancesToHold({ prisma }: TestLedger): Promise<void> {
  const wrong = await prisma.$queryRaw`
    select i.number from invoice i
    left join allocation a on a.workspace_id = i.workspace_id and a.invoice_id = i.id
    group by i.workspace_id, i.id having i.open <> i.amount - coalesce(sum(a.amount), 0) or i.open < 0`;
  expect(wrong).toEqual([]);
}

const owedOn = async ({ ledger, workspaceId }: TestLedger, on: string) =>
  (await agingAsOf(ledger, workspaceId, on as LocalDate)).length;

describe('void invoices', () => {
  it('closes a known invoice with a credit note, once, and takes its money out of the aging', async () => {
    const books = await testLedger();
    await importText(books, xero('Authorised'));
    expect(await owedOn(books, '2026-11-23')).toBe(1);
    const report = await importText(books, xero('Voided', '0.00'));
    expect(counts(report)).toEqual({ read: 1, new: 0, changed: 1, unchanged: 0, refused: 0 });
    expect(await open(books)).toEqual({ 'INV-0001': 0 });
    expect(await owedOn(books, '2026-11-23')).toBe(0);
    expect(await owedOn(books, '2026-11-22')).toBe(1);
    const [note] = await books.prisma.creditNote.findMany();
    expect(note).toMatchObject({ source: 'import', externalId: 'void:INV-0001', amount: 10_000n, number: 'INV-0001' });
    expect(note?.issuedOn.toISOString().slice(0, 10)).toBe('2026-11-23');
    const audits = await books.prisma.auditEntry.findMany();
    expect(audits).toMatchObject([
      { kind: 'invoice.changed', inputs: { before: { open: 10_000 }, after: { open: 0 } } },
    ]);
    expect(counts(await importText(books, xero('Voided', '0.00')))).toMatchObject({ changed: 0, unchanged: 1 });
    expect(await books.prisma.creditNote.count()).toBe(1);
    await expectBalancesToHold(books);
  });

  it('opens it again when it is valid again, as often as that happens', async () => {
    const books = await testLedger();
    const seen: number[] = [];
    for (const status of ['Authorised', 'Voided', 'Authorised', 'Authorised', 'Voided', 'Voided', 'Authorised']) {
      const report = await importText(books, xero(status));
      expect(report.refused).toBe(0);
      seen.push((await open(books))['INV-0001'] ?? Number.NaN, report.changed);
      await expectBalancesToHold(books);
    }
    expect(seen).toEqual([10_000, 0, 0, 1, 10_000, 1, 10_000, 0, 0, 1, 0, 0, 10_000, 1]);
    const notes = await books.prisma.creditNote.findMany({ orderBy: { id: 'asc' } });
    expect(notes.map((note) => note.externalId)).toEqual(['void:INV-0001', 'void:INV-0001 2']);
    const lines = await books.prisma.allocation.findMany({ orderBy: { id: 'asc' } });
    expect(lines.map((line) => [Number(line.amount), line.rule])).toEqual([
      [10_000, 'credit_note'],
      [-10_000, 'reversal'],
      [10_000, 'credit_note'],
      [-10_000, 'reversal'],
    ]);
  });

  it('credits only what is open, and follows a balance that is another one when it is valid again', async () => {
    const books = await testLedger();
    await importText(books, xero('Authorised', '60.00'));
    await importText(books, xero('Voided', '0.00'));
    expect(await books.prisma.creditNote.findFirst()).toMatchObject({ amount: 6000n });
    await importText(books, xero('Authorised', '30.00'));
    expect(await open(books)).toEqual({ 'INV-0001': 3000 });
    await expectBalancesToHold(books);
  });

  it('dates the credit by the day on which it was voided', async () => {
    const books = await testLedger();
    await importText(books, xero('Authorised'));
    const voided = `${header},Void Date\nACME,INV-0001,2026-10-01,2026-11-01,100.00,0,USD,Sales invoice,Voided,2026-11-10\n`;
    await importText(books, voided);
    expect([await owedOn(books, '2026-11-09'), await owedOn(books, '2026-11-10')]).toEqual([1, 0]);
  });

  it.each(['Voided', 'VOID', 'Deleted', 'Cancelled', 'Canceled', 'cancel', '作废', '已作废', '已取消'])(
    'knows the status %s; one that was never on the books is left out with a notice',
    async (status) => {
      const books = await testLedger();
      const unknown = await importText(books, xero(status));
      expect(counts(unknown)).toEqual({ read: 0, new: 0, changed: 0, unchanged: 0, refused: 0 });
      expect(unknown.skippedLines).toEqual([{ line: 2, why: 'void', text: `INV-0001 ${status}` }]);
      expect(await books.prisma.client.count()).toBe(0);
      await importText(books, xero('Authorised'));
      await importText(books, xero(status));
      expect(await open(books)).toEqual({ 'INV-0001': 0 });
    },
  );

  it('knows it by the document type, and by ERPNext’s docstatus', async () => {
    const books = await testLedger();
    const typed = (type: string) =>
      `Num,Customer,Date,Due Date,Amount,Transaction Type\n1,ACME,2026-10-01,2026-11-01,9,${type}\n`;
    await importText(books, typed('Invoice'));
    await importText(books, typed('Invoice (voided)'));
    const erp = (docstatus: number) =>
      `name,customer,posting_date,due_date,grand_total,docstatus\nSINV-2,ACME,2026-10-01,2026-11-01,9,${docstatus}\n`;
    const map = { name: 'number' };
    expect((await importText(books, erp(0), { map })).skippedBy).toEqual({ draft: 1 });
    await importText(books, erp(1), { map });
    expect(await open(books)).toEqual({ '1': 0, 'SINV-2': 900 });
    await importText(books, erp(2), { map });
    expect(await open(books)).toEqual({ '1': 0, 'SINV-2': 0 });
  });

  it('a number that the same file has as valid was issued anew, whichever row comes first', async () => {
    const books = await testLedger();
    const [, valid = ''] = xero('Authorised').split('\n');
    const [, voided = ''] = xero('Voided').split('\n');
    for (const rows of [`${valid}\n${voided}`, `${voided}\n${valid}`]) {
      const report = await importText(books, `${header}\n${rows}\n`);
      expect(report.skippedBy).toEqual({ void: 1 });
      expect(await open(books)).toEqual({ 'INV-0001': 10_000 });
    }
    expect(await books.prisma.creditNote.count()).toBe(0);
  });

  it('counts each line of a void document, once as changed', async () => {
    const books = await testLedger();
    await importText(books, xero('Authorised'));
    const [, row = ''] = xero('Voided').split('\n');
    const report = await importText(books, `${header}\n${row}\n${row}\n${row.replace('INV-0001', 'INV-7')}\n`);
    expect(counts(report)).toEqual({ read: 2, new: 0, changed: 1, unchanged: 1, refused: 0 });
    expect(report.skippedBy).toEqual({ void: 1 });
  });

  it('does not close another client’s invoice of that number, nor open it again', async () => {
    const books = await testLedger();
    await importText(books, xero('Authorised'));
    expect(refusalsOf(await importText(books, xero('Voided', '0', 'INV-0001', 'Globex')))).toEqual([
      '2 InvoiceNumber other_client',
    ]);
    expect(await open(books)).toEqual({ 'INV-0001': 10_000 });
    await importText(books, xero('Voided'));
    expect(refusalsOf(await importText(books, xero('Authorised', '100', 'INV-0001', 'Globex')))).toEqual([
      '2 InvoiceNumber other_client',
    ]);
    expect(await open(books)).toEqual({ 'INV-0001': 0 });
  });

  it('a dry run closes nothing', async () => {
    const books = await testLedger();
    await importText(books, xero('Authorised'));
    expect(counts(await importText(books, xero('Voided'), { dryRun: true }))).toMatchObject({ changed: 1 });
    expect(await open(books)).toEqual({ 'INV-0001': 10_000 });
  });
});
