import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  allocate,
  fractionDigits,
  isCurrency,
  money,
  parseDecimal,
  percentOf,
  sumByCurrency,
  toDecimal,
} from '../../src/domain/money.js';
import { anyMinor, sum } from './arbitraries.js';

const anyCurrency = fc.constantFrom('USD', 'EUR', 'CNY', 'JPY', 'KWD', 'VND');
const anyMoney = fc
  .tuple(fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER }), anyCurrency)
  .map(([minor, currency]) => money(minor, currency));

describe('money (R1)', () => {
  it.each([
    ['1234.5', 'USD', 123450],
    ['-0.07', 'USD', -7],
    ['5000', 'JPY', 5000],
    ['5000.0', 'JPY', 5000],
    ['1.234', 'KWD', 1234],
    ['1.23000', 'USD', 123],
    ['-0', 'USD', 0],
  ])('reads %s %s as %i minor units', (text, currency, minor) => {
    expect(parseDecimal(text, currency)).toEqual({ minor, currency });
  });

  it.each([
    ['0.001', 'USD'],
    ['0.5', 'JPY'],
    ['1,000', 'USD'],
    ['', 'USD'],
    ['.5', 'USD'],
    ['1e3', 'USD'],
    ['90071992547409.92', 'USD'],
  ])('does not read %s as %s', (text, currency) => {
    expect(parseDecimal(text, currency)).toBeNull();
  });

  it('writes every amount so that it is read back as the same', () => {
    fc.assert(
      fc.property(anyMoney, (amount) => {
        expect(parseDecimal(toDecimal(amount), amount.currency)).toEqual(amount);
      }),
    );
  });

  it('writes as many decimals as the currency has', () => {
    fc.assert(
      fc.property(anyMoney, (amount) => {
        const [, decimals = ''] = toDecimal(amount).split('.');
        expect(decimals).toHaveLength(fractionDigits(amount.currency));
      }),
    );
  });

  it('never adds across currencies, nor beyond what is exact', () => {
    expect(() => add(money(1, 'USD'), money(1, 'EUR'))).toThrow(RangeError);
    expect(() => add(money(Number.MAX_SAFE_INTEGER, 'USD'), money(1, 'USD'))).toThrow(RangeError);
    expect(() => money(0.5, 'USD')).toThrow(RangeError);
    expect(isCurrency('usd')).toBe(false);
    expect(() => fractionDigits('XYZ')).toThrow(RangeError);
  });

  it('sums each currency apart', () => {
    expect(sumByCurrency([money(1, 'USD'), money(5, 'EUR'), money(2, 'USD')])).toEqual([
      money(3, 'USD'),
      money(5, 'EUR'),
    ]);
  });
});

describe('allocate', () => {
  it('gives the odd cents to the largest remainders, the earlier of equal ones', () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(10, [1, 2, 4])).toEqual([1, 3, 6]);
    expect(allocate(5, [0, 0])).toEqual([0, 0]);
    expect(allocate(0, [3, 4])).toEqual([0, 0]);
  });

  it('refuses what is no amount', () => {
    expect(() => allocate(-1, [1])).toThrow(RangeError);
    expect(() => allocate(1, [0.5])).toThrow(RangeError);
  });

  it('sums to the amount exactly, each part within one minor unit of its share', () => {
    fc.assert(
      fc.property(anyMinor, fc.array(anyMinor, { minLength: 1, maxLength: 12 }), (amount, weights) => {
        const total = sum(weights);
        fc.pre(total > 0);
        const parts = allocate(amount, weights);
        expect(sum(parts)).toBe(amount);
        parts.forEach((part, index) => {
          const product = BigInt(amount) * BigInt(weights[index] ?? 0);
          const distance = BigInt(part) * BigInt(total) - product;
          expect(distance < BigInt(total) && distance > -BigInt(total)).toBe(true);
        });
      }),
    );
  });

  it('never gives an invoice more than its weight when there is less than the weights', () => {
    fc.assert(
      fc.property(fc.array(anyMinor, { minLength: 1, maxLength: 12 }), fc.nat(), (weights, seed) => {
        const amount = sum(weights) === 0 ? 0 : seed % (sum(weights) + 1);
        allocate(amount, weights).forEach((part, index) => {
          expect(part).toBeLessThanOrEqual(weights[index] ?? 0);
        });
      }),
    );
  });
});

describe('percentOf', () => {
  it.each([
    [101, 50, 51],
    [100, 33.33, 33],
    [1_000_001, 12.5, 125_000],
    [999, 100, 999],
    [0, 50, 0],
    [9_007_199_254_740_991, 100, 9_007_199_254_740_991],
    [3, 16.666666, 0],
    [3, 16.666667, 1],
  ])('of %i at %d percent is %i, rounded half up', (amount, percent, expected) => {
    expect(percentOf(amount, percent)).toBe(expected);
  });

  it('of a fraction is exact for any amount: three thirds are the whole', () => {
    expect(percentOf(300_000_000, 100 / 3)).toBe(100_000_000);
    expect(percentOf(300_000_000, 200 / 3)).toBe(200_000_000);
    const part = fc
      .integer({ min: 2, max: 60 })
      .chain((under) => fc.tuple(fc.integer({ min: 1, max: under }), fc.constant(under)));
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), part, (amount, [over, under]) => {
        const exact = (BigInt(amount) * BigInt(over) * 2n + BigInt(under)) / (BigInt(under) * 2n);
        expect(percentOf(amount, (100 * over) / under)).toBe(Number(exact));
      }),
    );
  });
});
