import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ageInvoices } from '../../src/domain/aging.js';
import { addDays, type LocalDate, localDate } from '../../src/domain/local-date.js';
import { assignReceipts, type ReceivingPromise, type UnallocatedReceipt } from '../../src/domain/promise.js';
import { amountToCollect } from '../../src/domain/to-collect.js';
import { agingAsOf, agingByCurrency } from '../../src/ledger/aging.js';
import { toDateColumn } from '../../src/ledger/date-column.js';
import { aClient, aDispute, anInvoice, unallocatedPayment } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

const TODAY = localDate('2026-11-23');

const day = (from: number, to: number) => fc.integer({ min: from, max: to }).map((days) => addDays(TODAY, days));
const amount = fc.integer({ min: 1, max: 20_000 });

const bookedInvoice = fc.record({
  currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR'),
  amount,
  due: day(-130, 30),
  issuedBefore: fc.integer({ min: 0, max: 120 }),
  payments: fc.array(fc.record({ share: fc.integer({ min: 1, max: 70 }), on: day(-20, 0) }), { maxLength: 2 }),
  disputes: fc.array(
    fc.record({
      amount,
      opened: day(-20, 2),
      resolved: fc.option(day(-10, 10), { nil: null }),
    }),
    { maxLength: 2 },
  ),
});

const bookedPromise = fc.record({
  covers: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 }),
  lines: fc.array(fc.integer({ min: 1, max: 8_000 }), { minLength: 3, maxLength: 3 }),
  given: day(-20, 1),
  deadline: day(-3, 10),
  state: fc.constantFrom('open' as const, 'open' as const, 'open' as const, 'broken' as const, 'superseded' as const),
  supersededLine: fc.boolean(),
});

const invoices = fc.array(bookedInvoice, { minLength: 2, maxLength: 6 });

/**
 * Promises that overlap anyhow, without money that no invoice took; and such money, with promises that overlap only as
 * what is said in one breath does (half on Friday, the rest at month end: the same day, the same invoices).
 */
const book = fc.oneof(
  fc.record({ invoices, promises: fc.array(bookedPromise, { maxLength: 3 }), unallocated: fc.constant([]) }),
  fc.record({
    invoices,
    promises: fc
      .tuple(bookedPromise, fc.array(bookedPromise, { maxLength: 1 }))
      .map(([one, others]) => [
        one,
        ...others.map(({ covers, given, supersededLine, ...other }) => ({ ...one, ...other })),
      ])
      .map((some) => some.map((promise) => ({ ...promise, supersededLine: false }))),
    unallocated: fc.array(fc.record({ amount, on: day(-15, 2) }), { maxLength: 2 }),
  }),
);
type Book = typeof book extends fc.Arbitrary<infer B> ? B : never;

interface Expected {
  readonly currency: string;
  readonly issued: LocalDate;
  readonly dueDate: LocalDate;
  readonly amount: number;
  readonly paid: readonly { readonly on: LocalDate; readonly amount: number }[];
  promised: number;
  readonly disputes: Book['invoices'][number]['disputes'];
}

/** Writes the book, and says what the rules of domain/ are to be asked about it. */
async function write(books: TestLedger, { invoices, promises, unallocated }: Book): Promise<Expected[]> {
  const { prisma, workspaceId } = books;
  const clientId = await aClient(books, { name: 'ACME' });
  const expected: Expected[] = [];
  const ids: number[] = [];
  const receipts: { invoiceId: number; paymentId: number; valueDate: LocalDate; amount: number }[] = [];
  for (const [index, invoice] of invoices.entries()) {
    const issued = addDays(invoice.due, -invoice.issuedBefore);
    const { due, currency } = invoice;
    const invoiceId = await anInvoice(books, {
      clientId,
      number: `INV-${index}`,
      due,
      amount: invoice.amount,
      issued,
      currency,
    });
    ids.push(invoiceId);
    const paid: { on: LocalDate; amount: number }[] = [];
    for (const { share, on } of invoice.payments) {
      const left = invoice.amount - paid.reduce((sum, part) => sum + part.amount, 0);
      const part = Math.floor((left * share) / 70);
      if (part === 0) continue;
      paid.push({ on, amount: part });
      const valueDate = toDateColumn(on);
      const { id: paymentId } = await prisma.payment.create({
        data: { workspaceId, clientId, currency, amount: BigInt(part), valueDate, source: 'test' },
      });
      receipts.push({ invoiceId, paymentId, valueDate: on, amount: part });
      await prisma.allocation.create({
        data: { workspaceId, invoiceId, paymentId, amount: BigInt(part), effectiveOn: valueDate, rule: 'designated' },
      });
      await prisma.invoice.update({
        where: { workspaceId_id: { workspaceId, id: invoiceId } },
        data: { open: { decrement: part } },
      });
    }
    for (const { resolved, ...dispute } of invoice.disputes) {
      await aDispute(books, { clientId, invoiceId, ...dispute, ...(resolved === null ? {} : { resolved }) });
    }
    expected.push({
      currency,
      issued,
      dueDate: due,
      amount: invoice.amount,
      paid,
      promised: 0,
      disputes: invoice.disputes,
    });
  }
  const free: UnallocatedReceipt[] = [];
  for (const { amount: minor, on } of unallocated) {
    const paymentId = await unallocatedPayment(books, { clientId, amount: minor, on });
    if (on <= TODAY) free.push({ paymentId, valueDate: on, amount: minor });
  }
  const made: (ReceivingPromise & { state: string; lines: Line[] })[] = [];
  for (const promise of promises) {
    const lines = promise.covers.flatMap((covered, index): Line[] => {
      const [invoice, invoiceId, minor] = [expected[covered], ids[covered], promise.lines[index]];
      if (invoice === undefined || invoiceId === undefined || minor === undefined) return [];
      // A promise is in one currency.
      if (invoice.currency !== 'USD') return [];
      return [{ invoice, invoiceId, amount: minor, left: minor, superseded: index === 0 && promise.supersededLine }];
    });
    const live = lines.filter((line) => !line.superseded);
    const { id: conversationId } = await prisma.conversation.create({
      data: {
        workspaceId,
        clientId,
        medium: 'call',
        direction: 'in',
        outcome: 'promised',
        happenedOn: toDateColumn(promise.given),
      },
    });
    const { id } = await prisma.promiseToPay.create({
      data: {
        workspaceId,
        clientId,
        conversationId,
        currency: 'USD',
        amount: 1n,
        promisedDate: toDateColumn(promise.deadline),
        givenOn: toDateColumn(promise.given),
        deadline: toDateColumn(promise.deadline),
        level: 1,
        firstPromisedDate: toDateColumn(promise.deadline),
        state: promise.state,
      },
    });
    for (const line of lines) {
      await prisma.promiseLine.create({
        data: {
          workspaceId,
          promiseId: id,
          invoiceId: line.invoiceId,
          amount: BigInt(line.amount),
          level: 1,
          supersededById: line.superseded ? id : null,
        },
      });
    }
    made.push({
      id,
      state: promise.state,
      lines: live,
      promisedDate: promise.deadline,
      givenOn: promise.given,
      deadline: promise.deadline,
      wanted: live.reduce((sum, line) => sum + line.amount, 0),
      allocated: receipts.filter((receipt) => live.some((line) => line.invoiceId === receipt.invoiceId)),
    });
  }
  // What came in for each, and how much of that no invoice had taken (R8).
  const valued = made.filter((promise) => promise.state !== 'superseded');
  const received = assignReceipts(valued, free);
  const ofInvoices = assignReceipts(valued, []);
  for (const { id } of valued) {
    await prisma.promiseToPay.update({
      where: { workspaceId_id: { workspaceId, id } },
      data: {
        received: BigInt(received.get(id) ?? 0),
        receivedSpare: BigInt((received.get(id) ?? 0) - (ofInvoices.get(id) ?? 0)),
      },
    });
  }
  const waiting = made
    .filter((promise) => promise.state === 'open' && promise.deadline >= TODAY && promise.givenOn <= TODAY)
    .sort((a, b) => compare(b.givenOn, a.givenOn) || compare(a.promisedDate, b.promisedDate) || a.id - b.id);
  const left = new Map(receipts.map((receipt) => [receipt, receipt.amount]));
  for (const { givenOn, lines } of waiting) {
    for (const line of lines) {
      for (const [receipt, minor] of left) {
        if (receipt.invoiceId !== line.invoiceId || receipt.valueDate < givenOn) continue;
        const taken = Math.min(minor, line.left);
        line.left -= taken;
        left.set(receipt, minor - taken);
      }
    }
  }
  for (const { id, lines } of waiting) {
    let spare = (received.get(id) ?? 0) - (ofInvoices.get(id) ?? 0);
    for (const line of lines) {
      const taken = Math.min(spare, line.left);
      spare -= taken;
      line.invoice.promised += line.left - taken;
    }
  }
  return expected;
}

interface Line {
  readonly invoice: Expected;
  readonly invoiceId: number;
  readonly amount: number;
  readonly superseded: boolean;
  left: number;
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const itemsAsOf = (expected: readonly Expected[], asOf: LocalDate, withPromises: boolean) =>
  expected
    .filter((invoice) => invoice.issued <= asOf)
    .map((invoice) => ({
      currency: invoice.currency,
      dueDate: invoice.dueDate,
      open: invoice.amount - invoice.paid.filter((part) => part.on <= asOf).reduce((sum, part) => sum + part.amount, 0),
      promised: withPromises ? invoice.promised : 0,
      disputed: invoice.disputes
        .filter(({ opened, resolved }) => opened <= asOf && (resolved === null || resolved > asOf))
        .reduce((sum, dispute) => sum + dispute.amount, 0),
    }));

const byCurrency = <T extends { currency: string }>(sums: readonly T[]): T[] =>
  [...sums].sort((a, b) => (a.currency < b.currency ? -1 : 1));

describe('the sums of R2-R4 in SQL', () => {
  let books: TestLedger;
  beforeEach(async () => {
    books = await testLedger();
  });

  it('are those of the rules in domain/, for any book', async () => {
    await fc.assert(
      fc.asyncProperty(book, async (some) => {
        books = await testLedger();
        const items = itemsAsOf(await write(books, some), TODAY, true);
        const sums = await agingByCurrency(books.ledger, books.workspaceId, { today: TODAY });
        expect(byCurrency(sums)).toEqual(ageInvoices(items, TODAY));
        for (const { currency, toCollect } of sums) {
          const mine = items.filter((item) => item.currency === currency);
          expect(toCollect).toBe(amountToCollect(mine, TODAY));
          expect(toCollect).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 30 },
    );
  }, 120_000);

  it('as of an earlier day forget what came later', async () => {
    await fc.assert(
      fc.asyncProperty(book, fc.integer({ min: -25, max: 0 }), async (some, back) => {
        books = await testLedger();
        const asOf = addDays(TODAY, back);
        const expected = await write(books, { ...some, promises: [], unallocated: [] });
        const sums = await agingAsOf(books.ledger, books.workspaceId, asOf);
        expect(byCurrency(sums)).toEqual(ageInvoices(itemsAsOf(expected, asOf, false), asOf));
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});
