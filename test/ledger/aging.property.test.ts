import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ageInvoices } from '../../src/domain/aging.js';
import { addDays, type LocalDate, localDate } from '../../src/domain/local-date.js';
import { amountToCollect } from '../../src/domain/to-collect.js';
import { agingAsOf, agingByCurrency } from '../../src/ledger/aging.js';
import { toDateColumn } from '../../src/ledger/date-column.js';
import { aClient, aDispute, anInvoice } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

const TODAY = localDate('2026-11-23');

const day = (from: number, to: number) => fc.integer({ min: from, max: to }).map((days) => addDays(TODAY, days));
const amount = fc.integer({ min: 1, max: 20_000 });

const bookedInvoice = fc.record({
  currency: fc.constantFrom('USD', 'EUR'),
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
  covers: fc.uniqueArray(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 }),
  lines: fc.array(amount, { minLength: 3, maxLength: 3 }),
  received: fc.integer({ min: 0, max: 15_000 }),
  given: day(-10, 1),
  deadline: day(-3, 10),
  state: fc.constantFrom('open' as const, 'open' as const, 'broken' as const, 'superseded' as const),
  supersededLine: fc.boolean(),
});

const book = fc.record({
  invoices: fc.array(bookedInvoice, { minLength: 1, maxLength: 6 }),
  promises: fc.array(bookedPromise, { maxLength: 3 }),
});
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
async function write(books: TestLedger, { invoices, promises }: Book): Promise<Expected[]> {
  const { prisma, workspaceId } = books;
  const clientId = await aClient(books, { name: 'ACME' });
  const expected: Expected[] = [];
  const ids: number[] = [];
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
  for (const promise of promises) {
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
    const { id: promiseId } = await prisma.promiseToPay.create({
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
        received: BigInt(promise.received),
      },
    });
    const counts = promise.state === 'open' && promise.deadline >= TODAY && promise.given <= TODAY;
    let received = promise.received;
    for (const [index, covered] of promise.covers.entries()) {
      const invoice = expected[covered];
      const invoiceId = ids[covered];
      const line = promise.lines[index];
      if (invoice === undefined || invoiceId === undefined || line === undefined) continue;
      const superseded = index === 0 && promise.supersededLine;
      await prisma.promiseLine.create({
        data: {
          workspaceId,
          promiseId,
          invoiceId,
          amount: BigInt(line),
          level: 1,
          supersededById: superseded ? promiseId : null,
        },
      });
      if (superseded) continue;
      const came = Math.min(line, received);
      received -= came;
      if (counts) invoice.promised += line - came;
    }
  }
  return expected;
}

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
        const expected = await write(books, { ...some, promises: [] });
        const sums = await agingAsOf(books.ledger, books.workspaceId, asOf);
        expect(byCurrency(sums)).toEqual(ageInvoices(itemsAsOf(expected, asOf, false), asOf));
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});
