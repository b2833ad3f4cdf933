import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { addDays, type LocalDate, localDate } from '../../src/domain/local-date.js';
import { UserError } from '../../src/domain/user-error.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { takeDue } from '../../src/ledger/outbox.js';
import { recordPayment } from '../../src/ledger/payments.js';
import { clientStatus } from '../../src/ledger/status.js';
import { undo } from '../../src/ledger/undo.js';
import { aClient, actor, anInvoice, aPerson, paid, promised } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';
import { importText } from './import-text.js';

// Somebody types a payment, and the next file of the accounting program has the same money: it counts once, as the file
// has it. Today is 2026-11-23.

let books: TestLedger;
let acme: number;
beforeEach(async () => {
  books = await testLedger();
  await aPerson(books, { name: 'Mia', role: 'finance' });
  await aPerson(books, { name: 'Kim', role: 'manager' });
  const dana = await aPerson(books, { name: 'Dana', role: 'member' });
  acme = await aClient(books, { name: 'Blue Fjord', ownerId: dana });
});

const typed = async (amount: string, more: Parameters<typeof paid>[2] & { on?: string; clientId?: number } = {}) => {
  const { on = '2026-11-23', clientId = acme, ...request } = more;
  return await recordPayment(books.ledger, await actor(books, 'Mia'), {
    request: paid(amount, on, request),
    clientId,
    slackChannelId: null,
    typed: `paid ${amount}`,
  });
};
const refusal = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  return error instanceof UserError ? error.key : error;
};
const payments = (...rows: string[]) =>
  importText(books, `Payment ID,Customer,Payment Date,Amount,Invoice No\n${rows.join('\n')}\n`, {
    fileName: 'payments.csv',
  });
const invoices = (...rows: string[]) =>
  importText(books, `Invoice No,Customer,Invoice Date,Due Date,Amount,Balance\n${rows.join('\n')}\n`);
const inv = (n: number, balance: number | string, name = 'Blue Fjord') =>
  `${name === 'Blue Fjord' ? 'INV' : name}-${n},${name},2026-10-01,2026-11-0${n},1000,${balance}`;

/** What is open by invoice number, in whole units; checks that it is the amount less what was applied. */
async function open(clientId = acme): Promise<number[]> {
  const wrong = await books.prisma.$queryRaw`
    select i.number from invoice i left join allocation a on a.workspace_id = i.workspace_id and a.invoice_id = i.id
    group by i.workspace_id, i.id having i.open <> i.amount - coalesce(sum(a.amount), 0) or i.open < 0`;
  expect(wrong).toEqual([]);
  const overdrawn = await books.prisma.$queryRaw`
    select p.id from payment p join allocation a on a.workspace_id = p.workspace_id and a.payment_id = p.id
    left join payment_reversal r on r.workspace_id = p.workspace_id and r.payment_id = p.id
    group by p.workspace_id, p.id, r.id
    having sum(a.amount) > p.amount or sum(a.amount) < 0 or (r.id is not null and sum(a.amount) <> 0)`;
  expect(overdrawn).toEqual([]);
  const rows = await books.prisma.invoice.findMany({ where: { clientId }, orderBy: { number: 'asc' } });
  return rows.map((row) => Number(row.open) / 100);
}

/** Live money by external id (or source). */
async function money(clientId = acme): Promise<Record<string, number>> {
  const rows = await books.prisma.payment.findMany({ where: { clientId, reversal: null }, orderBy: { id: 'asc' } });
  return Object.fromEntries(rows.map((row) => [row.externalId ?? row.source, Number(row.amount) / 100]));
}
async function total(clientId = acme): Promise<number> {
  const rows = await books.prisma.payment.findMany({ where: { clientId, reversal: null } });
  return rows.reduce((sum, row) => sum + Number(row.amount), 0) / 100;
}
const noticesOf = async () =>
  await books.prisma.outboxMessage.findMany({ where: { kind: 'payments_met' }, orderBy: { id: 'asc' } });
const entry = async () => await books.prisma.auditEntry.findFirstOrThrow({ where: { kind: 'payment.counted_once' } });

describe('a payment that was typed and comes in a payment file', () => {
  beforeEach(async () => {
    await anInvoice(books, { clientId: acme, number: 'INV-1', due: '2026-11-01', amount: 960_000 });
  });

  it('counts once: no credit is left over, and the promise is kept by the money once', async () => {
    const mia = await actor(books, 'Mia');
    await logConversation(books.ledger, await actor(books, 'Kim'), {
      request: promised([{ on: '2026-11-24', amount: '9600' }]),
      clientId: acme,
      typed: 'promised',
      slackChannelId: null,
      permalink: null,
    });
    await typed('9600');
    const file = () => payments('P-1,Blue Fjord,2026-11-23,9600,INV-1');
    expect((await file()).typedToo).toBe(1);
    expect(await money()).toEqual({ 'P-1': 9600 });
    expect(await open()).toEqual([0]);
    expect((await clientStatus(books.ledger, mia, acme)).unallocated).toEqual([]);
    const promise = await books.prisma.promiseToPay.findFirstOrThrow();
    expect([promise.state, Number(promise.received)]).toEqual(['kept', 960_000]);
    expect((await file()).typedToo).toBe(0);
    expect(await money()).toEqual({ 'P-1': 9600 });
  });

  it('is said to whoever typed it, with the audit entry that takes it apart', async () => {
    await typed('9600', { on: '2026-11-20' });
    await payments('P-1,Blue Fjord,2026-11-23,9600,');
    const { id, actorId, inputs } = await entry();
    expect(actorId).toBeNull();
    expect(inputs).toMatchObject({
      amount: 960_000,
      typedOn: '2026-11-20',
      bookedOn: '2026-11-23',
      file: 'payments.csv',
    });
    const [notice] = await noticesOf();
    expect(notice?.facts).toMatchObject({ fileName: 'payments.csv', payments: [{ auditId: id, apart: null }] });
    const mia = await actor(books, 'Mia');
    expect(notice?.personId).toBe(mia.personId);
  });

  it('is two payments where somebody who records money says so, days later too', async () => {
    await typed('9600');
    await payments('P-1,Blue Fjord,2026-11-23,9600,INV-1');
    books.clock.advance({ days: 3 });
    const { id: auditId } = await entry();
    expect(await refusal(undo(books.ledger, await actor(books, 'Dana'), { auditId }))).toBe('role_required');
    await undo(books.ledger, await actor(books, 'Mia'), { auditId });
    expect(await money()).toEqual({ 'P-1': 9600, slack: 9600 });
    expect(await open()).toEqual([0]);
    const [, said] = await noticesOf();
    expect(said?.facts).toMatchObject({ payments: [{ apart: { name: 'Mia' } }] });
    expect(await refusal(undo(books.ledger, await actor(books, 'Mia'), { auditId }))).toBe('cannot_undo');
    // The file again, and the second payment once the file has it.
    await payments('P-1,Blue Fjord,2026-11-23,9600,INV-1');
    expect(await total()).toBe(19_200);
    await payments('P-2,Blue Fjord,2026-11-24,9600,');
    expect(await money()).toEqual({ 'P-1': 9600, 'P-2': 9600 });
  });

  it('counts once again where that was taken back, as its message and the channel say, and can be taken apart anew', async () => {
    const channel = await books.prisma.channel.create({
      data: { workspaceId: books.workspaceId, slackChannelId: 'CFJORD', name: 'fjord' },
    });
    const { id: projectId } = await books.prisma.project.create({
      data: { workspaceId: books.workspaceId, name: 'Fjord', nameKey: 'fjord', channelId: channel.id },
    });
    await books.prisma.client.updateMany({ where: { id: acme }, data: { projectId } });
    await typed('9600');
    await books.prisma.outboxMessage.updateMany({ where: { kind: 'payment_recorded' }, data: { state: 'sent' } });
    await payments('P-1,Blue Fjord,2026-11-23,9600,INV-1');
    const mia = await actor(books, 'Mia');
    const newest = async (kind: string) => {
      const row = await books.prisma.outboxMessage.findFirst({ where: { kind }, orderBy: { id: 'desc' } });
      return row?.facts as { undone?: boolean; payments?: { auditId: number; apart: unknown }[] };
    };
    let auditId = (await entry()).id;
    for (const _ of ['once', 'and again']) {
      books.clock.advance({ minutes: 1 });
      await undo(books.ledger, mia, { auditId });
      expect(await total()).toBe(19_200);
      expect((await newest('payments_met')).payments).toMatchObject([{ apart: { name: 'Mia' } }]);
      expect(await newest('payment_recorded')).toMatchObject({ undone: false });
      books.clock.advance({ minutes: 1 });
      await undo(books.ledger, mia, 'last');
      expect(await money()).toEqual({ 'P-1': 9600 });
      expect(await open()).toEqual([0]);
      const [said] = (await newest('payments_met')).payments ?? [];
      expect(said).toMatchObject({ apart: null });
      expect(await newest('payment_recorded')).toMatchObject({ undone: true });
      expect(said?.auditId).not.toBe(auditId);
      auditId = said?.auditId ?? 0;
    }
  });

  it('is told to whoever records money by then, where whoever typed it no longer does', async () => {
    await typed('9600');
    await payments('P-1,Blue Fjord,2026-11-23,9600,INV-1');
    const kiri = await aPerson(books, { name: 'Kiri', role: 'finance' });
    await books.prisma.person.updateMany({ where: { name: 'Mia' }, data: { role: 'member' } });
    books.clock.set('2026-11-24T10:00:00Z');
    const said = [];
    for (let round = 0; round < 2; round += 1) said.push(...(await takeDue(books.ledger, { limit: 10 })).items);
    expect(said.filter(({ notice }) => notice.kind === 'payments_met')).toMatchObject([
      {
        target: { personId: kiri },
        notice: { facts: { typedBy: { name: 'Mia' }, payments: [{ clientName: 'Blue Fjord' }] } },
      },
    ]);
    const [first, ...more] = await noticesOf();
    expect([first?.state, more.map(({ personId }) => personId)]).toEqual(['cancelled', [kiri]]);
  });

  it('cannot be taken back by hand any more: the file has it', async () => {
    const { auditId } = await typed('9600');
    await payments('P-1,Blue Fjord,2026-11-23,9600,INV-1');
    const error = await undo(books.ledger, await actor(books, 'Mia'), { auditId }).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ key: 'cannot_undo', facts: { why: 'in_file' } });
    expect(await total()).toBe(9600);
  });

  it('stays another one where the amount, the days or the invoices differ', async () => {
    await anInvoice(books, { clientId: acme, number: 'INV-2', due: '2026-11-02', amount: 960_000 });
    await typed('9600', { invoiceTexts: ['INV-2'] });
    await payments(
      'P-1,Blue Fjord,2026-11-23,9600,INV-1',
      'P-2,Blue Fjord,2026-11-23,9600.01,',
      'P-3,Blue Fjord,2026-10-20,9600,',
    );
    expect(await total()).toBe(4 * 9600 + 0.01);
  });

  it('is asked about where only the invoices differ, changes nothing by itself, and counts once where it is said to be one', async () => {
    await anInvoice(books, { clientId: acme, number: 'INV-2', due: '2026-11-02', amount: 960_000 });
    await typed('9600', { on: '2026-11-20', invoiceTexts: ['INV-1'] });
    const file = () => payments('P-1,Blue Fjord,2026-11-23,9600,INV-2', 'P-2,Blue Fjord,2026-11-23,9600.01,INV-2');
    await file();
    await file();
    expect(await total()).toBe(3 * 9600 + 0.01);
    const mia = await actor(books, 'Mia');
    const [asked, ...more] = await noticesOf();
    expect(more).toEqual([]);
    expect(asked).toMatchObject({ personId: mia.personId, facts: { asked: true, fileName: 'payments.csv' } });
    const doubt = { typedFor: ['INV-1'], bookedFor: ['INV-2'], bookedOn: '2026-11-23' };
    expect(asked?.facts).toMatchObject({ payments: [{ amount: { minor: 960_000 }, apart: null, doubt }] });
    books.clock.advance({ days: 3 });
    const { id: auditId } = await books.prisma.auditEntry.findFirstOrThrow({ where: { kind: 'payment.may_be_one' } });
    expect(await refusal(undo(books.ledger, await actor(books, 'Dana'), { auditId }))).toBe('role_required');
    await undo(books.ledger, mia, { auditId });
    expect(await money()).toEqual({ 'P-1': 9600, 'P-2': 9600.01 });
    const [, settled] = await noticesOf();
    const one = await entry();
    expect(settled?.facts).toMatchObject({ payments: [{ auditId: one.id, apart: null }] });
    expect(JSON.stringify(settled?.facts)).not.toContain('typedFor');
    expect(await refusal(undo(books.ledger, mia, { auditId }))).toBe('cannot_undo');
    // And it can be said to be two after all.
    await undo(books.ledger, mia, { auditId: one.id });
    expect(await total()).toBe(3 * 9600 + 0.01);
  });

  it('counts once when the file’s row is corrected to the invoice that was typed', async () => {
    await anInvoice(books, { clientId: acme, number: 'INV-2', due: '2026-11-02', amount: 960_000 });
    await typed('9600', { invoiceTexts: ['INV-1'] });
    await payments('P-1,Blue Fjord,2026-11-23,9600,INV-2');
    expect(await total()).toBe(2 * 9600);
    expect((await payments('P-1,Blue Fjord,2026-11-23,9600,INV-1')).typedToo).toBe(1);
    expect(await total()).toBe(9600);
    expect(await open()).toEqual([0, 9600]);
  });

  it('is not said to be one any more once the file has another reading of its row', async () => {
    await anInvoice(books, { clientId: acme, number: 'INV-2', due: '2026-11-02', amount: 960_000 });
    await typed('9600', { invoiceTexts: ['INV-1'] });
    await payments('P-1,Blue Fjord,2026-11-23,9600,INV-2');
    await payments('P-1,Blue Fjord,2026-11-23,960,INV-2');
    const { id: auditId } = await books.prisma.auditEntry.findFirstOrThrow({ where: { kind: 'payment.may_be_one' } });
    expect(await refusal(undo(books.ledger, await actor(books, 'Mia'), { auditId }))).toBe('cannot_undo');
    expect(await total()).toBe(9600 + 960);
  });

  it('goes where the file says, else where the person said', async () => {
    const later = { clientId: acme, due: '2026-11-02', amount: 960_000 };
    await anInvoice(books, { ...later, number: 'INV-2' });
    await typed('9600', { invoiceTexts: ['INV-2'] });
    await payments('P-1,Blue Fjord,2026-11-23,9600,');
    expect(await open()).toEqual([9600, 0]);
    await typed('5000');
    await payments('P-2,Blue Fjord,2026-11-23,5000,INV-1');
    expect(await open()).toEqual([4600, 0]);
    expect(await money()).toEqual({ 'P-1': 9600, 'P-2': 5000 });
  });

  it('counts once when its row is corrected to what was typed, and the row’s other corrections leave other money alone', async () => {
    await typed('9600');
    await payments('P-1,Blue Fjord,2026-11-23,960,INV-1');
    expect(await total()).toBe(9600 + 960);
    expect((await payments('P-1,Blue Fjord,2026-11-23,9600,INV-1')).typedToo).toBe(1);
    expect(await total()).toBe(9600);
    await typed('9600', { another: true });
    await payments('P-1,Blue Fjord,2026-11-22,9600,INV-1');
    expect(await total()).toBe(2 * 9600);
  });

  it('is seen in a dry run, which writes nothing', async () => {
    await typed('9600');
    const text = 'Payment ID,Customer,Payment Date,Amount\nP-1,Blue Fjord,2026-11-23,9600\n';
    expect((await importText(books, text, { dryRun: true })).typedToo).toBe(1);
    expect(await money()).toEqual({ slack: 9600 });
    expect(await noticesOf()).toEqual([]);
  });
});

describe('a payment that was typed and shows in the balances of an invoice file', () => {
  it('counts once on the invoice that it paid, and the summary says so', async () => {
    await invoices(inv(1, 1000));
    await typed('960');
    expect((await invoices(inv(1, 40))).typedToo).toBe(1);
    expect(await open()).toEqual([40]);
    expect(await money()).toEqual({ slack: 960 });
    expect((await invoices(inv(1, 40))).typedToo).toBe(0);
  });

  it('is moved to where the file has it', async () => {
    await invoices(inv(1, 1000), inv(2, 1000));
    await typed('960');
    expect(await open()).toEqual([40, 1000]);
    expect((await invoices(inv(1, 1000), inv(2, 40))).typedToo).toBe(1);
    expect(await open()).toEqual([1000, 40]);
    expect(await money()).toEqual({ slack: 960 });
    const { id: auditId } = await entry();
    await undo(books.ledger, await actor(books, 'Mia'), { auditId });
    expect(await total()).toBe(1920);
    expect(await open()).toEqual([40, 40]);
    await invoices(inv(1, 1000), inv(2, 40));
    expect(await open()).toEqual([40, 40]);
  });

  it('is moved where the file has parts of it on several invoices', async () => {
    await invoices(inv(1, 1000), inv(2, 1000), inv(3, 1000));
    await typed('900');
    await invoices(inv(1, 1000), inv(2, 500), inv(3, 600));
    expect(await open()).toEqual([1000, 500, 600]);
    expect(await money()).toEqual({ slack: 900 });
  });

  it('that met no invoice finds the one that the file brings as paid', async () => {
    await typed('1000');
    await invoices(inv(1, 0));
    expect(await open()).toEqual([0]);
    expect(await money()).toEqual({ slack: 1000 });
  });

  it('is another one where the file has told of it already, or the person named its invoice', async () => {
    await invoices(inv(1, 1000), inv(2, 1000), inv(3, 1000));
    await typed('900');
    await invoices(inv(1, 100), inv(2, 100), inv(3, 1000));
    expect(await total()).toBe(1800);
    await typed('900', { invoiceTexts: ['INV-3'], another: true });
    expect(await open()).toEqual([100, 100, 100]);
  });

  it('stands for what the file says: taken back, the file’s money is there all the same', async () => {
    await invoices(inv(1, 1000));
    const { auditId } = await typed('960');
    await invoices(inv(1, 40));
    await undo(books.ledger, await actor(books, 'Mia'), { auditId });
    expect(await open()).toEqual([40]);
    await invoices(inv(1, 40));
    expect(await open()).toEqual([40]);
    expect(await total()).toBe(960);
  });
});

describe('a payment that is typed when a file has brought it already', () => {
  beforeEach(async () => {
    await invoices(inv(1, 1000), inv(2, 1000));
    await payments('P-1,Blue Fjord,2026-11-22,960,INV-1');
  });

  it('is asked about, whatever it names, and recorded only as another one', async () => {
    expect(await refusal(typed('960'))).toBe('same_payment');
    expect(await refusal(typed('960', { invoiceTexts: ['INV-1'] }))).toBe('same_payment');
    expect(await total()).toBe(960);
    await typed('960', { another: true });
    expect(await total()).toBe(1920);
    // The same file again, and then the second one in a file of its own.
    await payments('P-1,Blue Fjord,2026-11-22,960,INV-1');
    expect(await total()).toBe(1920);
    expect((await payments('P-2,Blue Fjord,2026-11-23,960,INV-2')).typedToo).toBe(1);
    expect(await money()).toEqual({ 'P-1': 960, 'P-2': 960 });
  });

  it('is asked about where the file has it in parts', async () => {
    await payments('P-2,Blue Fjord,2026-11-20,1000,INV-2', 'P-3,Blue Fjord,2026-11-20,500,');
    expect(await refusal(typed('1500'))).toBe('same_payment');
    expect(await refusal(typed('1500', { on: '2026-11-01' }))).toBe(null);
    expect(await refusal(typed('1499.99'))).toBe(null);
  });

  it('is not asked about for another amount, invoice, client or time', async () => {
    const other = await aClient(books, { name: 'Globex' });
    await typed('960.01');
    await typed('960', { invoiceTexts: ['INV-2'] });
    await typed('960', { clientId: other });
    await typed('960', { on: '2026-11-01' });
    expect(await total()).toBe(3 * 960 + 960.01);
  });

  it('is asked about where only a balance tells of it; as another one it stays when the payment itself comes', async () => {
    await invoices(inv(1, 40), inv(2, 500));
    expect(await refusal(typed('500'))).toBe('same_payment');
    await typed('500', { another: true });
    expect(await total()).toBe(960 + 1000);
    await payments('P-2,Blue Fjord,2026-11-23,500,INV-2');
    expect(await total()).toBe(960 + 1000);
  });
});

describe('one sum here that comes in parts there', () => {
  beforeEach(async () => {
    await invoices(inv(1, 1000), inv(2, 1000), inv(3, 1000));
  });

  it('counts once where one typed payment comes as several rows, said once', async () => {
    await typed('1500');
    const rows = ['P-1,Blue Fjord,2026-11-22,1000,INV-1', 'P-2,Blue Fjord,2026-11-22,500,INV-3'];
    expect((await payments(...rows)).typedToo).toBe(1);
    expect(await money()).toEqual({ 'P-1': 1000, 'P-2': 500 });
    expect(await open()).toEqual([0, 1000, 500]);
    expect((await noticesOf()).map((one) => one.facts)).toMatchObject([{ payments: [{ amount: { minor: 150_000 } }] }]);
    const { id: auditId } = await entry();
    await undo(books.ledger, await actor(books, 'Mia'), { auditId });
    expect(await total()).toBe(3000);
    await payments(...rows);
    expect(await total()).toBe(3000);
  });

  it('counts once where several typed payments come as one row, at the invoices that the people named', async () => {
    await typed('600', { invoiceTexts: ['INV-2'] });
    await typed('900', { invoiceTexts: ['INV-3'] });
    expect((await payments('P-1,Blue Fjord,2026-11-22,1500,')).typedToo).toBe(2);
    expect(await money()).toEqual({ 'P-1': 1500 });
    expect(await open()).toEqual([1000, 400, 100]);
  });

  it('keeps no promise with the money a second time', async () => {
    await logConversation(books.ledger, await actor(books, 'Kim'), {
      request: promised([{ on: '2026-11-24', amount: '2000' }]),
      clientId: acme,
      typed: 'promised',
      slackChannelId: null,
      permalink: null,
    });
    await typed('1000');
    await payments('P-1,Blue Fjord,2026-11-23,600,', 'P-2,Blue Fjord,2026-11-23,400,');
    const promise = await books.prisma.promiseToPay.findFirstOrThrow();
    expect([promise.state, Number(promise.received)]).toEqual(['open', 100_000]);
    expect(await total()).toBe(1000);
  });

  it('stays apart where the sum differs by a cent, or the rows are of other days and some of them are other money', async () => {
    await typed('1500');
    await payments('P-1,Blue Fjord,2026-11-22,1000,', 'P-2,Blue Fjord,2026-11-22,500.01,');
    await payments('P-3,Blue Fjord,2026-11-20,1000,', 'P-4,Blue Fjord,2026-11-21,500,', 'P-5,Blue Fjord,2026-11-22,7,');
    expect(await total()).toBe(1500 + 1500.01 + 1507);
  });

  it('counts two instalments of one sum twice, within days of each other too', async () => {
    await typed('500', { on: '2026-11-15' });
    await typed('500', { on: '2026-11-22' });
    const first = 'P-1,Blue Fjord,2026-11-14,500,';
    await payments(first);
    expect(await total()).toBe(1000);
    await payments(first, 'P-2,Blue Fjord,2026-11-23,500,');
    expect(await money()).toEqual({ 'P-1': 500, 'P-2': 500 });
  });
});

describe('a payment of a file that names no invoice, and the balances of an invoice file', () => {
  beforeEach(async () => {
    await invoices(inv(1, 1000), inv(2, 1000), inv(3, 1000));
  });

  it('counts once when the balance came first, where the balance has it', async () => {
    await invoices(inv(1, 1000), inv(2, 40), inv(3, 1000));
    const file = () => payments('P-1,Blue Fjord,2026-11-22,960,', 'P-2,Blue Fjord,2026-11-22,7,');
    await file();
    expect(await money()).toEqual({ 'P-1': 960, 'P-2': 7 });
    expect(await open()).toEqual([993, 40, 1000]);
    await file();
    await invoices(inv(1, 993), inv(2, 40), inv(3, 1000));
    expect(await open()).toEqual([993, 40, 1000]);
  });

  it('counts once when the balance comes later, and goes there', async () => {
    await payments('P-1,Blue Fjord,2026-11-22,960,');
    expect(await open()).toEqual([40, 1000, 1000]);
    expect((await invoices(inv(1, 1000), inv(2, 40), inv(3, 1000))).typedToo).toBe(0);
    expect(await money()).toEqual({ 'P-1': 960 });
    expect(await open()).toEqual([1000, 40, 1000]);
    expect(await noticesOf()).toEqual([]);
  });

  it('is named in the summary where it lies too far back to be taken for it, and counts once when its row names the invoice', async () => {
    await payments('P-1,Blue Fjord,2026-11-02,960,', 'P-2,Blue Fjord,2026-11-02,30,');
    const file = () => invoices(inv(1, 1000), inv(2, 40), inv(3, 1000));
    const { mayCountTwice = [] } = await file();
    const amount = { minor: 96_000, currency: 'USD' };
    expect(mayCountTwice).toEqual([
      { clientName: 'Blue Fjord', amount, valueDate: '2026-11-02', invoiceNumber: 'INV-2' },
    ]);
    expect(await total()).toBe(2 * 960 + 30);
    expect((await file()).mayCountTwice).toEqual([]);
    await payments('P-1,Blue Fjord,2026-11-02,960,INV-2', 'P-2,Blue Fjord,2026-11-02,30,');
    expect(await total()).toBe(960 + 30);
  });

  it('counts once in parts: one row for two invoices, two rows for one', async () => {
    await invoices(inv(1, 1000), inv(2, 500), inv(3, 600));
    await payments('P-1,Blue Fjord,2026-11-22,900,');
    expect(await open()).toEqual([1000, 500, 600]);
    await invoices(inv(1, 300), inv(2, 500), inv(3, 600));
    await payments('P-2,Blue Fjord,2026-11-22,300,', 'P-3,Blue Fjord,2026-11-22,400,');
    expect(await open()).toEqual([300, 500, 600]);
    expect(await money()).toEqual({ 'P-1': 900, 'P-2': 300, 'P-3': 400 });
  });

  it('counts once when it was typed too, in whatever order the three come', async () => {
    const steps = {
      typed: () => typed('960'),
      payment: () => payments('P-1,Blue Fjord,2026-11-22,960,'),
      balance: () => invoices(inv(1, 1000), inv(2, 40), inv(3, 1000)),
    };
    const orders = [
      ['typed', 'payment', 'balance'],
      ['typed', 'balance', 'payment'],
      ['payment', 'balance', 'typed'],
      ['balance', 'payment', 'typed'],
      ['payment', 'typed', 'balance'],
      ['balance', 'typed', 'payment'],
    ] as const;
    for (const order of orders) {
      books = await testLedger();
      await aPerson(books, { name: 'Mia', role: 'finance' });
      acme = await aClient(books, { name: 'Blue Fjord' });
      await invoices(inv(1, 1000), inv(2, 1000), inv(3, 1000));
      for (const step of order) expect(await refusal(steps[step]()), order.join()).toBeOneOf([null, 'same_payment']);
      expect(await money(), order.join()).toEqual({ 'P-1': 960 });
      expect(await open(), order.join()).toEqual([1000, 40, 1000]);
    }
  });

  it('is another one where it came after the balance, or for another amount or currency', async () => {
    books.clock.advance({ days: -3 });
    await invoices(inv(1, 1000), inv(2, 40), inv(3, 1000));
    books.clock.advance({ days: 3 });
    await payments('P-1,Blue Fjord,2026-11-23,960,', 'P-2,Blue Fjord,2026-11-19,960.01,');
    expect(await total()).toBe(960 * 2 + 960.01);
  });
});

describe('whatever is typed and imported, in whatever order', () => {
  interface Truth {
    readonly amount: number;
    readonly day: number;
    readonly late: number;
    readonly typed: boolean;
    readonly invoice: number;
  }
  const truths = fc.array(
    fc.record({
      amount: fc.constantFrom(100, 150),
      day: fc.integer({ min: -8, max: -2 }),
      late: fc.integer({ min: 0, max: 2 }),
      typed: fc.boolean(),
      invoice: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 5 },
  );
  /** Each payment is typed and booked at some place of the order. */
  const history = truths.chain((all) =>
    fc.record({
      all: fc.constant(all),
      order: fc.shuffledSubarray(
        all.flatMap((_, at) => [
          { kind: 'type' as const, at },
          { kind: 'book' as const, at },
        ]),
        { minLength: all.length * 2, maxLength: all.length * 2 },
      ),
    }),
  );
  const on = (truth: Truth, late = 0): LocalDate => addDays(localDate('2026-11-23'), truth.day + late);
  let made = 0;

  /** Plays it for a client of its own; `file` brings what was booked so far. */
  async function play(
    {
      all,
      order,
    }: { readonly all: readonly Truth[]; readonly order: readonly { kind: 'type' | 'book'; at: number }[] },
    file: (name: string, booked: readonly { truth: Truth; at: number }[]) => Promise<unknown>,
    { typedLater }: { readonly typedLater: boolean },
  ): Promise<void> {
    const name = `C${++made}`;
    await invoices(...[1, 2, 3].map((n) => inv(n, 1000, name)));
    const { id: clientId } = await books.prisma.client.findFirstOrThrow({ where: { name } });
    const booked: { truth: Truth; at: number }[] = [];
    const known = new Set<number>();
    for (const { kind, at } of order) {
      const truth = all[at];
      if (truth === undefined) continue;
      if (kind === 'book') {
        booked.push({ truth, at });
        await file(name, booked);
        known.add(at);
      } else if (truth.typed && (typedLater || !known.has(at))) {
        const say = { on: on(truth, truth.late), clientId };
        // Whoever is asked knows whether the file has the very payment.
        const asked = await refusal(typed(String(truth.amount), say));
        if (asked === 'same_payment' && !known.has(at)) await typed(String(truth.amount), { ...say, another: true });
        known.add(at);
      }
      const most = [...known].reduce((sum, one) => sum + (all[one]?.amount ?? 0), 0);
      expect(await total(clientId)).toBeLessThanOrEqual(most);
    }
    const sum = all.reduce((whole, { amount }) => whole + amount, 0);
    expect(await total(clientId)).toBe(sum);
    expect((await open(clientId)).reduce((rest, one) => rest + one, 0)).toBe(3000 - sum);
  }

  it('money of payment files counts once, and none is lost', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (one) => {
        const file = (name: string, booked: readonly { truth: Truth; at: number }[]) =>
          payments(...booked.map(({ truth, at }) => `${name}-${at},${name},${on(truth)},${truth.amount},`));
        await play(one, file, { typedLater: true });
      }),
      { numRuns: 20 },
    );
  });

  it('money in payments without invoices and in balances counts once, whatever was typed of it', {
    timeout: 120_000,
  }, async () => {
    const told = fc.record({
      amount: fc.constantFrom(100, 170, 290),
      day: fc.integer({ min: -6, max: -1 }),
      typed: fc.boolean(),
      invoice: fc.integer({ min: 1, max: 3 }),
    });
    const ways = ['type', 'book', 'balance'] as const;
    const histories = fc.array(told, { minLength: 1, maxLength: 3 }).chain((all) => {
      const steps = all.flatMap((one) => ways.map((way) => ({ way, one })));
      const length = { minLength: steps.length, maxLength: steps.length };
      return fc.record({ all: fc.constant(all), order: fc.shuffledSubarray(steps, length) });
    });
    await fc.assert(
      fc.asyncProperty(histories, async ({ all, order }) => {
        const name = `M${++made}`;
        await invoices(...[1, 2, 3].map((n) => inv(n, 1000, name)));
        const { id: clientId } = await books.prisma.client.findFirstOrThrow({ where: { name } });
        const known = { book: new Set<(typeof all)[number]>(), balance: new Set<(typeof all)[number]>() };
        const dayOf = ({ day }: (typeof all)[number]) => addDays(localDate('2026-11-23'), day);
        for (const { way, one } of order) {
          if (way === 'book') {
            known.book.add(one);
            const rows = [...known.book].map(
              (row) => `${name}-${all.indexOf(row)},${name},${dayOf(row)},${row.amount},`,
            );
            await payments(...rows);
          } else if (way === 'balance') {
            known.balance.add(one);
            const paidOn = (n: number) =>
              [...known.balance].reduce((sum, row) => sum + (row.invoice === n ? row.amount : 0), 0);
            await invoices(...[1, 2, 3].map((n) => inv(n, 1000 - paidOn(n), name)));
          } else if (one.typed) {
            const say = { on: dayOf(one), clientId };
            const asked = await refusal(typed(String(one.amount), say));
            const isKnown = known.book.has(one) || known.balance.has(one);
            if (asked === 'same_payment' && !isKnown) await typed(String(one.amount), { ...say, another: true });
          }
        }
        const sum = all.reduce((whole, { amount }) => whole + amount, 0);
        expect(await total(clientId)).toBe(sum);
        expect((await open(clientId)).reduce((rest, left) => rest + left, 0)).toBe(3000 - sum);
      }),
      { numRuns: 8 },
    );
  });

  // What is typed after its balance came may be a part of what the file told in one sum: nobody can tell.
  it('money in balances counts once, and none is lost', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(history, async (one) => {
        const file = (name: string, booked: readonly { truth: Truth; at: number }[]) => {
          const paidOn = (n: number): number =>
            booked.reduce((sum, { truth }) => sum + (truth.invoice === n ? truth.amount : 0), 0);
          return invoices(...[1, 2, 3].map((n) => inv(n, 1000 - paidOn(n), name)));
        };
        await play(one, file, { typedLater: false });
      }),
      { numRuns: 20 },
    );
  });
});
