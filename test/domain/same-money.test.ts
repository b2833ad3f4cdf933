import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, localDate } from '../../src/domain/local-date.js';
import { maySameMoney, pairSameMoney, SAME_MONEY_DAYS, type ToldMoney } from '../../src/domain/same-money.js';

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
});
