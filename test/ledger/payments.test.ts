import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { recordPayment, reversePayment } from '../../src/ledger/payments.js';
import { undo } from '../../src/ledger/undo.js';
import {
  aChannel,
  aClient,
  aCreditNote,
  actor,
  anInvoice,
  aPerson,
  aProject,
  paid,
  promised,
} from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

let books: TestLedger;
let acme: number;

beforeEach(async () => {
  books = await testLedger({ now: '2026-11-27T15:00:00Z' });
  await aPerson(books, { name: 'Dana', role: 'member' });
  await aPerson(books, { name: 'Kim', role: 'finance' });
  await aPerson(books, { name: 'Sam', role: null, slackAdmin: true });
  const channelId = await aChannel(books, { slackChannelId: 'CAPOLLO', name: 'proj-apollo' });
  acme = await aClient(books, { name: 'ACME', projectId: await aProject(books, { name: 'Apollo', channelId }) });
  await anInvoice(books, { clientId: acme, number: 'INV-1', due: '2026-11-01', amount: 500_000 });
  await anInvoice(books, { clientId: acme, number: 'INV-2', due: '2026-11-10', amount: 700_000 });
});

const pay = async (amount: string, on = '2026-11-27', more = {}, who = 'Kim') =>
  await recordPayment(books.ledger, await actor(books, who), {
    request: paid(amount, on, more),
    clientId: acme,
    slackChannelId: 'CAPOLLO',
    typed: `paid ACME ${amount}`,
  });

const promise = async (on: string, amount?: string) =>
  await logConversation(books.ledger, await actor(books, 'Dana', ['CAPOLLO']), {
    request: promised([{ on, amount }], { happenedOn: localDate('2026-11-23') }),
    clientId: acme,
    typed: 'x',
    slackChannelId: 'CAPOLLO',
    permalink: null,
  });

const openOf = async () =>
  (await books.prisma.invoice.findMany({ orderBy: { number: 'asc' } })).map((row) => Number(row.open));

describe('a payment', () => {
  it('that was typed before is asked about, whoever typed it, unless it cannot be the same or was taken back', async () => {
    await pay('1000');
    const same = { key: 'same_payment', facts: { client: 'ACME', minor: 100_000, recorded: '2026-11-27', by: '' } };
    await expect(pay('1000')).rejects.toMatchObject(same);
    await expect(pay('1000', '2026-11-26', {}, 'Sam')).rejects.toMatchObject({
      ...same,
      facts: { ...same.facts, by: 'Kim' },
    });
    expect(await books.prisma.payment.count()).toBe(1);
    await pay('1000', '2026-11-25');
    await pay('1000', '2026-11-27', { another: true });
    expect(await books.prisma.payment.count()).toBe(3);
    await pay('1001');
    await pay('300', '2026-11-27', { invoiceTexts: ['INV-1'] });
    await pay('300', '2026-11-27', { invoiceTexts: ['INV-2'] });
    await pay('200', '2026-11-27', { reference: 'A-1' });
    await pay('200', '2026-11-27', { reference: 'A-2' });
    await expect(pay('200', '2026-11-27', { reference: 'A-1' })).rejects.toMatchObject({ key: 'same_payment' });
    const once = await pay('400');
    await undo(books.ledger, await actor(books, 'Kim'), { auditId: once.auditId });
    await pay('400');
  });

  it('and a promise that name no currency are in that of what was invoiced last, also when all of it is settled', async () => {
    const clientId = await aClient(books, { name: 'Blue Sea' });
    await anInvoice(books, { clientId, number: 'CN-1', due: '2026-11-01', amount: 100_000, currency: 'CNY' });
    const who = await actor(books, 'Kim');
    const rest = { clientId, slackChannelId: null, typed: 'x' };
    await recordPayment(books.ledger, who, { ...rest, request: paid('1000', '2026-11-27') });
    const receipt = await recordPayment(books.ledger, who, { ...rest, request: paid('100', '2026-11-27') });
    expect(receipt.amount).toEqual({ minor: 10_000, currency: 'CNY' });
    const request = promised([{ on: '2026-12-04', amount: '95500' }]);
    const logged = await logConversation(books.ledger, who, { ...rest, request, permalink: null });
    expect(logged.promises.map(({ amount }) => amount)).toEqual([{ minor: 9_550_000, currency: 'CNY' }]);
  });

  it('goes to the earliest due invoice first and says by which rule', async () => {
    const receipt = await pay('6,000'.replace(',', ''));
    expect(receipt.allocations.map((line) => [line.invoice.number, line.amount.minor, line.rule])).toEqual([
      ['INV-1', 500_000, 'earliest_due'],
      ['INV-2', 100_000, 'earliest_due'],
    ]);
    expect(await openOf()).toEqual([0, 600_000]);
    expect(receipt.outstanding).toEqual([{ minor: 600_000, currency: 'USD' }]);
    expect(receipt.told?.name).toBe('proj-apollo');
  });

  it('goes where the payer said first', async () => {
    const receipt = await pay('6000', '2026-11-27', { invoiceTexts: ['INV-2'] });
    expect(receipt.allocations[0]).toMatchObject({ invoice: { number: 'INV-2' }, rule: 'designated' });
    expect(await openOf()).toEqual([500_000, 100_000]);
  });

  it('leaves what no invoice takes as the client’s credit', async () => {
    const receipt = await pay('13000');
    expect(receipt.unallocated).toEqual({ minor: 100_000, currency: 'USD' });
    expect(await openOf()).toEqual([0, 0]);
  });

  it('keeps a promise as soon as the money is there, and partly counts for one that is larger', async () => {
    await promise('2026-12-04', '5000');
    expect((await pay('2000')).promises).toEqual([]);
    expect((await pay('3000')).promises).toMatchObject([{ state: 'kept', received: { minor: 500_000 } }]);
  });

  it('may be recorded by finance and managers only; the refusal says who', async () => {
    await expect(pay('10', '2026-11-27', {}, 'Dana')).rejects.toMatchObject({
      key: 'role_required',
      facts: { allowed: ['Kim', 'Sam'] },
    });
    expect(await books.prisma.payment.count()).toBe(0);
  });

  it('cannot lie in the future, be nothing, or have more digits than the currency', async () => {
    await expect(pay('10', '2026-11-28')).rejects.toMatchObject({ key: 'future_date' });
    await expect(pay('0')).rejects.toMatchObject({ key: 'bad_amount' });
    await expect(pay('10.005')).rejects.toMatchObject({ key: 'bad_amount' });
  });

  it('two at once never take the same money twice', async () => {
    await Promise.all([pay('7000'), pay('7000', '2026-11-27', { another: true })]);
    expect(await openOf()).toEqual([0, 0]);
    const applied = await books.prisma.allocation.aggregate({ _sum: { amount: true } });
    expect(applied._sum.amount).toBe(1_200_000n);
  });
});

describe('which invoice and which promise money is for', () => {
  it('an invoice that is settled, or in another currency, is no place for it', async () => {
    await anInvoice(books, { clientId: acme, number: 'EU-1', due: '2026-11-01', amount: 50_000, currency: 'EUR' });
    await pay('500', '2026-11-27', { invoiceTexts: ['EU-1'] });
    await expect(pay('500', '2026-11-27', { invoiceTexts: ['EU-1'] })).rejects.toMatchObject({
      key: 'invoice_settled',
    });
    const dollars = { amount: { kind: 'exact' as const, value: '500', currency: 'EUR' }, invoiceTexts: ['INV-1'] };
    await expect(pay('500', '2026-11-27', dollars)).rejects.toMatchObject({ key: 'other_currency' });
    expect(await openOf()).toEqual([0, 500_000, 700_000]);
  });

  it('what came in before the promise was given, on the same day, does not count for it', async () => {
    const today = localDate('2026-11-27');
    await pay('4000');
    const dana = await actor(books, 'Dana', ['CAPOLLO']);
    await logConversation(books.ledger, dana, {
      request: promised([{ on: '2026-12-04' }], { happenedOn: today, invoiceTexts: ['INV-1'] }),
      clientId: acme,
      typed: 'x',
      slackChannelId: 'CAPOLLO',
      permalink: null,
    });
    const row = () => books.prisma.promiseToPay.findFirstOrThrow();
    expect(await row()).toMatchObject({ amount: 100_000n, received: 0n, state: 'open' });
    await pay('500', '2026-11-27', { invoiceTexts: ['INV-1'] });
    expect(await row()).toMatchObject({ received: 50_000n, state: 'open' });
    await pay('500', '2026-11-27', { invoiceTexts: ['INV-1'], another: true });
    expect(await row()).toMatchObject({ state: 'kept' });
  });

  it('a credit note is filled into the first part of a split promise; nothing left is no broken promise', async () => {
    const dana = await actor(books, 'Dana', ['CAPOLLO']);
    await logConversation(books.ledger, dana, {
      request: promised(
        [
          { on: '2026-11-24', percent: 50 },
          { on: '2026-11-30', rest: true },
        ],
        {
          happenedOn: localDate('2026-11-23'),
          invoiceTexts: ['INV-2'],
        },
      ),
      clientId: acme,
      typed: 'x',
      slackChannelId: 'CAPOLLO',
      permalink: null,
    });
    const invoice = await books.prisma.invoice.findFirstOrThrow({ where: { number: 'INV-2' } });
    await aCreditNote(books, { clientId: acme, invoiceId: invoice.id, amount: 560_000, on: '2026-11-24' });
    await pay('1400', '2026-11-24', { invoiceTexts: ['INV-2'] });
    books.clock.set('2026-12-04T09:00:00Z');
    await pay('1', '2026-12-04');
    const states = (await books.prisma.promiseToPay.findMany({ orderBy: { id: 'asc' } })).map((one) => one.state);
    expect(states).toEqual(['kept', 'kept']);
  });

  it('tells the channel of the project whose invoice it settles', async () => {
    const client = await aClient(books, { name: 'Hooli' });
    const project = await books.prisma.project.findFirstOrThrow();
    await anInvoice(books, {
      clientId: client,
      number: 'H-1',
      due: '2026-11-01',
      amount: 10_000,
      projectId: project.id,
    });
    const receipt = await recordPayment(books.ledger, await actor(books, 'Kim'), {
      request: paid('100', '2026-11-27'),
      clientId: client,
      slackChannelId: null,
      typed: 'paid Hooli 100',
    });
    expect(receipt.told).toMatchObject({ slackChannelId: 'CAPOLLO' });
  });

  it('is dated by the workspace’s day where whoever records it lives a day ahead', async () => {
    await books.prisma.workspace.updateMany({ data: { timezone: 'America/New_York' } });
    await aPerson(books, { name: 'Aroha', role: 'finance', timezone: 'Pacific/Auckland' });
    books.clock.set('2026-11-27T15:00:00Z');
    const aroha = await actor(books, 'Aroha');
    expect(aroha.today).toBe('2026-11-28');
    await pay('100', '2026-11-28', {}, 'Aroha');
    const payment = await books.prisma.payment.findFirstOrThrow();
    expect(payment.valueDate.toISOString().slice(0, 10)).toBe('2026-11-27');
  });
});

describe('a payment that comes back', () => {
  it('opens its invoices again and breaks the promise that it had kept', async () => {
    await promise('2026-11-27', '10000');
    await pay('10000');
    const payment = await books.prisma.payment.findFirstOrThrow();
    books.clock.set('2026-12-02T09:00:00Z');
    const { changes } = await reversePayment(
      books.ledger,
      await actor(books, 'Kim'),
      payment.id,
      localDate('2026-12-02'),
      'returned by the bank',
    );
    expect(changes).toMatchObject([{ before: 'kept', after: 'broken' }]);
    expect(await openOf()).toEqual([500_000, 700_000]);
    const events = await books.prisma.promiseEvent.findMany({ orderBy: { id: 'asc' } });
    expect(events.map((event) => event.kind)).toEqual(['given', 'kept', 'reopened', 'broken']);
  });

  it('cannot come back twice', async () => {
    await pay('100');
    const payment = await books.prisma.payment.findFirstOrThrow();
    const kim = await actor(books, 'Kim');
    const back = () => reversePayment(books.ledger, kim, payment.id, localDate('2026-11-27'), 'bounced');
    await back();
    await expect(back()).rejects.toMatchObject({ key: 'cannot_undo' });
    expect(await openOf()).toEqual([500_000, 700_000]);
  });

  it('recorded in error is undone as if it had never been: open again, promise open, the line in the channel taken back', async () => {
    await promise('2026-12-04', '5000');
    const receipt = await pay('5000');
    const undone = await undo(books.ledger, await actor(books, 'Kim'), { auditId: receipt.auditId });
    expect(undone).toMatchObject({ kind: 'payment.recorded', clientName: 'ACME', typed: 'paid ACME 5000' });
    expect(await openOf()).toEqual([500_000, 700_000]);
    expect(undone.restored).toMatchObject([{ state: 'open', received: { minor: 0 } }]);
    const line = await books.prisma.outboxMessage.findFirstOrThrow({ where: { kind: 'payment_recorded' } });
    expect(line.state).toBe('cancelled');
  });
});
