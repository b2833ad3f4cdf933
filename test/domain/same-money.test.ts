import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, localDate } from '../../src/domain/local-date.js';
import {
  maySameMoney,
  pairButInvoice,
  pairSameMoney,
  pairSums,
  SAME_MONEY_DAYS,
  type ToldMoney,
} from '../../src/domain/same-money.js';

const told = (day: number, more: Partial<ToldMoney> = {}): ToldMoney => ({
  clientId: 1,
  currency: 'USD',
  amount: 960_000,
  valueDate: addDays(localDate('2026-11-23'), day),
  reference: null,
  invoiceIds: [],
  ...more,
});

describe('the same money', () => {
  it.each<[string, ToldMoney, ToldMoney, boolean]>([
    ['is one client, currency and amount', told(0), told(-1), true],
    ['is no other amount', told(0), told(0, { amount: 960_001 }), false],
    ['is no other currency', told(0), told(0, { currency: 'EUR' }), false],
    ['is no other client', told(0), told(0, { clientId: 2 }), false],
    ['may be some days apart', told(0), told(SAME_MONEY_DAYS), true],
    ['is not further apart', told(0), told(-SAME_MONEY_DAYS - 1), false],
    ['is for the same invoice', told(0, { invoiceIds: [7] }), told(0, { invoiceIds: [8, 7] }), true],
    ['is not said to be for different ones', told(0, { invoiceIds: [7] }), told(0, { invoiceIds: [8] }), false],
    ['may name none', told(0, { invoiceIds: [7] }), told(0), true],
  ])('%s', (_, one, other, same) => {
    expect(maySameMoney(one, other)).toBe(same);
    expect(maySameMoney(other, one)).toBe(same);
  });

  it('but for its invoice is a question: each payment at most once, the nearest days first', () => {
    const [early, late] = [told(-4, { invoiceIds: [7] }), told(0, { invoiceIds: [7] })];
    const booked = told(1, { invoiceIds: [8] });
    expect(pairButInvoice([early, late], [booked])).toEqual([{ typed: late, booked }]);
    expect(pairButInvoice([late], [told(0), told(0, { invoiceIds: [7, 8] })])).toEqual([]);
    expect(pairButInvoice([late], [{ ...booked, amount: 960_001 }])).toEqual([]);
    expect(pairButInvoice([late], [told(SAME_MONEY_DAYS + 1, { invoiceIds: [8] })])).toEqual([]);
  });

  it('is found by its reference first, then by the nearest days', () => {
    const [first, second] = [told(-4, { reference: 'wire 7' }), told(0)];
    const [a, b] = [told(0, { reference: 'wire 7' }), told(-3)];
    expect(pairSameMoney([first, second], [a, b])).toEqual([
      { typed: first, booked: a },
      { typed: second, booked: b },
    ]);
    expect(pairSameMoney([told(-4), told(0)], [told(0)])).toEqual([{ typed: told(0), booked: told(0) }]);
  });

  it('is found as often as it can be', () => {
    // The nearest of all would leave one of each without the other.
    expect(pairSameMoney([told(9), told(18)], [told(0), told(9)])).toHaveLength(2);
  });

  it('takes each payment once and pairs only what may be one', () => {
    const some = fc.array(
      fc
        .record({
          day: fc.integer({ min: 0, max: 40 }),
          amount: fc.constantFrom(1, 2),
          clientId: fc.constantFrom(1, 2),
        })
        .map(({ day, ...more }) => told(day, more)),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(some, some, (typed, booked) => {
        const pairs = pairSameMoney(typed, booked);
        expect(new Set(pairs.map((pair) => pair.typed)).size).toBe(pairs.length);
        expect(new Set(pairs.map((pair) => pair.booked)).size).toBe(pairs.length);
        for (const pair of pairs) expect(maySameMoney(pair.typed, pair.booked)).toBe(true);
        // What is left over fits nothing that is left over.
        const left = typed.filter((one) => !pairs.some((pair) => pair.typed === one));
        const rest = booked.filter((one) => !pairs.some((pair) => pair.booked === one));
        for (const one of left) expect(rest.some((row) => maySameMoney(one, row))).toBe(false);
      }),
    );
  });

  it('of money that was typed a few days late is all found', () => {
    const delays = fc.array(fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: -3, max: 5 })), {
      maxLength: 8,
    });
    fc.assert(
      fc.property(delays, (paid) => {
        const booked = paid.map(([day]) => told(day));
        const typed = paid.map(([day, late]) => told(day + late));
        expect(pairSameMoney(typed, booked)).toHaveLength(paid.length);
        for (const pair of pairSameMoney(typed, booked))
          expect(Math.abs(daysBetween(pair.typed.valueDate, pair.booked.valueDate))).toBeLessThanOrEqual(
            SAME_MONEY_DAYS,
          );
      }),
    );
  });

  const sum = (amount: number, day = 0, more: Partial<ToldMoney> = {}) => told(day, { amount, ...more });

  it.each<[string, ToldMoney, ToldMoney[], boolean]>([
    ['all of the client', sum(5), [sum(2), sum(3, 4)], true],
    ['all of one day, beside other money', sum(5), [sum(2, 1), sum(9, 2), sum(3, 1)], true],
    ['not a part of several days', sum(5), [sum(2, 1), sum(9, 2), sum(3, 3)], false],
    ['not one alone', sum(5), [sum(5)], false],
    ['not a cent more', sum(5), [sum(2), sum(4)], false],
    ['not of another client', sum(5), [sum(2), sum(3, 0, { clientId: 2 })], false],
    ['not of another currency', sum(5), [sum(2), sum(3, 0, { currency: 'EUR' })], false],
    ['not where one part is too far away', sum(5), [sum(2), sum(3, SAME_MONEY_DAYS + 1)], false],
    ['of an invoice in parts', sum(5, 0, { invoiceIds: [7] }), [sum(2, 0, { invoiceIds: [7] }), sum(3)], true],
    [
      'not of other invoices',
      sum(5, 0, { invoiceIds: [7] }),
      [8, 9].map((id) => sum(id === 8 ? 2 : 3, 0, { invoiceIds: [id] })),
      false,
    ],
  ])('that one list tells in parts is %s', (_, whole, parts, same) => {
    expect(pairSums([whole], parts)).toHaveLength(same ? 1 : 0);
  });

  it('that one list tells in parts is taken once, by the nearest', () => {
    const [near, far] = [sum(5, 1), sum(5, 6)];
    expect(pairSums([far, near], [sum(2), sum(3)]).map(({ whole }) => whole)).toEqual([near]);
  });
});
