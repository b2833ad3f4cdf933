import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { coverPromises, type PromisedAmount } from '../../src/domain/promise-cover.js';
import { nearDate, sum } from './arbitraries.js';

const day = (monthDay: string) => localDate(`2026-${monthDay}`);
const friday = day('11-27');
const monthEnd = day('11-30');
/** 9,400.00 overdue, 3,000.00 due on the 24th, 5,000.00 due next month. */
const invoices = [
  { id: 107, dueDate: day('11-24'), open: 300_000 },
  { id: 120, dueDate: day('12-20'), open: 500_000 },
  { id: 104, dueDate: day('11-05'), open: 940_000 },
];
const cover = (
  parts: { amount: PromisedAmount; date: typeof friday }[],
  { designated = false, of = invoices }: { designated?: boolean; of?: typeof invoices } = {},
) => coverPromises({ currency: 'USD', invoices: of, designated, parts });
const all: PromisedAmount = { kind: 'all' };
const rest: PromisedAmount = { kind: 'rest' };
const exact = (minor: number): PromisedAmount => ({ kind: 'exact', minor });
const percent = (value: number): PromisedAmount => ({ kind: 'percent', percent: value });

describe('what a promise covers (R5)', () => {
  it('is everything due by its date, the earliest due first', () => {
    expect(cover([{ amount: all, date: friday }])).toEqual({
      parts: [
        {
          date: friday,
          amount: 1_240_000,
          lines: [
            { invoiceId: 104, amount: 940_000 },
            { invoiceId: 107, amount: 300_000 },
          ],
        },
      ],
      above: 0,
      base: 1_240_000,
    });
  });

  it('counts what falls due on the promised date itself', () => {
    expect(cover([{ amount: all, date: day('11-24') }]).base).toBe(1_240_000);
    expect(cover([{ amount: all, date: day('11-23') }]).base).toBe(940_000);
  });

  it('is the next due date if nothing is due by then', () => {
    const later = [...invoices.filter(({ id }) => id === 120), { id: 121, dueDate: day('12-20'), open: 1 }];
    const { base, parts } = cover([{ amount: all, date: friday }], {
      of: [...later, { id: 130, dueDate: day('12-21'), open: 9 }],
    });
    expect(base).toBe(500_001);
    expect(parts[0]?.lines.map(({ invoiceId }) => invoiceId)).toEqual([120, 121]);
  });

  it('is the invoices that were named, due or not', () => {
    const of = invoices.filter(({ id }) => id !== 104);
    expect(cover([{ amount: all, date: day('11-23') }], { of, designated: true })).toMatchObject({
      base: 800_000,
      parts: [{ lines: [{ invoiceId: 107 }, { invoiceId: 120 }] }],
    });
  });

  it('takes half of it now and the rest at month end from where the first left off', () => {
    const { parts } = cover([
      { amount: percent(50), date: friday },
      { amount: rest, date: monthEnd },
    ]);
    expect(parts).toEqual([
      { date: friday, amount: 620_000, lines: [{ invoiceId: 104, amount: 620_000 }] },
      {
        date: monthEnd,
        amount: 620_000,
        lines: [
          { invoiceId: 104, amount: 320_000 },
          { invoiceId: 107, amount: 300_000 },
        ],
      },
    ]);
  });

  it('reads the rest the same wherever it stands in the line, and fills by date', () => {
    const { parts } = cover([
      { amount: rest, date: monthEnd },
      { amount: exact(40_000), date: friday },
    ]);
    expect(parts.map(({ date, amount }) => [date, amount])).toEqual([
      [friday, 40_000],
      [monthEnd, 1_200_000],
    ]);
    expect(parts[0]?.lines).toEqual([{ invoiceId: 104, amount: 40_000 }]);
  });

  it('rounds half up, and two halves are the whole', () => {
    const of = [{ id: 1, dueDate: friday, open: 101 }];
    expect(cover([{ amount: percent(50), date: friday }], { of }).parts[0]?.amount).toBe(51);
    const halves = cover(
      [
        { amount: percent(50), date: friday },
        { amount: percent(50), date: monthEnd },
      ],
      { of },
    );
    expect(halves.parts.map(({ amount }) => amount)).toEqual([51, 50]);
    expect(halves.above).toBe(0);
  });

  it('goes on into invoices that are due later if more was named', () => {
    const { parts, above } = cover([{ amount: exact(1_300_000), date: friday }]);
    expect(above).toBe(0);
    expect(parts[0]?.lines).toEqual([
      { invoiceId: 104, amount: 940_000 },
      { invoiceId: 107, amount: 300_000 },
      { invoiceId: 120, amount: 60_000 },
    ]);
  });

  it('says how much was promised above everything that is open', () => {
    const { parts, above, base } = cover([
      { amount: exact(2_000_000), date: friday },
      { amount: rest, date: monthEnd },
    ]);
    expect({ above, base }).toEqual({ above: 260_000, base: 1_240_000 });
    expect(parts.map(({ amount }) => amount)).toEqual([2_000_000, 0]);
    expect(sum(parts.flatMap(({ lines }) => lines.map(({ amount }) => amount)))).toBe(1_740_000);
  });

  it('covers nothing where nothing is open', () => {
    const paid = [{ id: 1, dueDate: friday, open: 0 }];
    for (const of of [[], paid]) {
      expect(cover([{ amount: all, date: friday }], { of })).toEqual({
        parts: [{ date: friday, amount: 0, lines: [] }],
        above: 0,
        base: 0,
      });
      expect(cover([{ amount: exact(5), date: friday }], { of }).above).toBe(5);
    }
  });

  const anyInput = fc.record({
    invoices: fc
      .array(fc.record({ dueDate: nearDate, open: fc.integer({ min: -3, max: 100_000 }) }), { maxLength: 8 })
      .map((drafts) => drafts.map((draft, index) => ({ ...draft, id: index + 1 }))),
    designated: fc.boolean(),
    parts: fc.array(
      fc.record({
        date: nearDate,
        amount: fc.oneof(
          fc.constant(all),
          fc.constant(rest),
          fc.integer({ min: 1, max: 200_000 }).map(exact),
          fc.integer({ min: 1, max: 10_000 }).map((hundredths) => percent(hundredths / 100)),
        ),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  });

  it('never covers more of an invoice than is open, and its parts sum to their lines', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { parts, above, base } = coverPromises({ currency: 'USD', ...input });
        const open = new Map(input.invoices.map((invoice) => [invoice.id, Math.max(0, invoice.open)]));
        const outstanding = sum(open.values());
        for (const { lines } of parts) {
          for (const { invoiceId, amount } of lines) {
            expect(amount).toBeGreaterThan(0);
            open.set(invoiceId, (open.get(invoiceId) ?? 0) - amount);
          }
        }
        expect(Math.min(0, ...open.values())).toBe(0);
        const promised = sum(parts.map(({ amount }) => amount));
        const covered = sum(parts.flatMap(({ lines }) => lines.map(({ amount }) => amount)));
        expect(covered + above).toBe(promised);
        expect(above).toBe(Math.max(0, promised - outstanding));
        expect(base).toBeLessThanOrEqual(outstanding);
        if (above === 0) {
          for (const { amount, lines } of parts) expect(sum(lines.map((line) => line.amount))).toBe(amount);
        }
        expect(parts.map(({ date }) => date)).toEqual(input.parts.map(({ date }) => date).sort());
      }),
    );
  });

  it('comes to the base whenever something takes the rest and the others do not exceed it', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const parts = [
          ...input.parts.filter(({ amount }) => amount.kind !== 'exact'),
          { amount: rest, date: monthEnd },
        ];
        const percents = sum(parts.map(({ amount }) => (amount.kind === 'percent' ? amount.percent : 0)));
        fc.pre(percents <= 100);
        const result = coverPromises({ currency: 'USD', ...input, parts });
        expect(sum(result.parts.map(({ amount }) => amount))).toBe(result.base);
      }),
    );
  });

  it('fills no later invoice before an earlier one is full', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const { parts } = coverPromises({ currency: 'USD', ...input });
        const covered = new Map<number, number>();
        for (const { invoiceId, amount } of parts.flatMap(({ lines }) => lines)) {
          covered.set(invoiceId, (covered.get(invoiceId) ?? 0) + amount);
        }
        const touched = input.invoices.filter(({ id }) => covered.has(id));
        for (const later of touched) {
          for (const earlier of input.invoices) {
            if (earlier.open <= 0 || earlier.dueDate >= later.dueDate) continue;
            expect(covered.get(earlier.id)).toBe(earlier.open);
          }
        }
      }),
    );
  });
});
