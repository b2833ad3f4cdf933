import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allocatePayment } from '../../src/domain/allocation.js';
import { localDate } from '../../src/domain/local-date.js';
import { nearDate, sum } from './arbitraries.js';

const day = (monthDay: string) => localDate(`2026-${monthDay}`);
const invoices = [
  { id: 3, dueDate: day('12-01'), open: 500 },
  { id: 1, dueDate: day('10-01'), open: 300 },
  { id: 2, dueDate: day('11-01'), open: 200 },
];

describe('what a payment pays (R18)', () => {
  it('is the earliest due first', () => {
    expect(allocatePayment(450, invoices, [])).toEqual({
      lines: [
        { invoiceId: 1, amount: 300, rule: 'earliest_due' },
        { invoiceId: 2, amount: 150, rule: 'earliest_due' },
      ],
      rest: 0,
    });
  });

  it('is what the payer designated, in that order, then the earliest due', () => {
    expect(allocatePayment(800, invoices, [3, 2])).toEqual({
      lines: [
        { invoiceId: 3, amount: 500, rule: 'designated' },
        { invoiceId: 2, amount: 200, rule: 'designated' },
        { invoiceId: 1, amount: 100, rule: 'earliest_due' },
      ],
      rest: 0,
    });
  });

  it('is divided in proportion among invoices of one due date that it cannot pay in full', () => {
    const sameDay = [1, 2, 3].map((id) => ({ id, dueDate: day('11-01'), open: 100 * id }));
    expect(allocatePayment(100, sameDay, [])).toEqual({
      lines: [
        { invoiceId: 1, amount: 17, rule: 'pro_rata' },
        { invoiceId: 2, amount: 33, rule: 'pro_rata' },
        { invoiceId: 3, amount: 50, rule: 'pro_rata' },
      ],
      rest: 0,
    });
    expect(allocatePayment(600, sameDay, []).lines.map(({ rule }) => rule)).toEqual([
      'earliest_due',
      'earliest_due',
      'earliest_due',
    ]);
  });

  it('leaves what no invoice takes', () => {
    expect(allocatePayment(1_250, invoices, []).rest).toBe(250);
    expect(allocatePayment(70, [], [])).toEqual({ lines: [], rest: 70 });
    expect(allocatePayment(0, invoices, [1])).toEqual({ lines: [], rest: 0 });
  });

  it('passes over designated invoices that are paid or not there, and named twice', () => {
    const withPaid = [...invoices, { id: 4, dueDate: day('09-01'), open: 0 }];
    expect(allocatePayment(250, withPaid, [4, 99, 2, 2])).toEqual({
      lines: [
        { invoiceId: 2, amount: 200, rule: 'designated' },
        { invoiceId: 1, amount: 50, rule: 'earliest_due' },
      ],
      rest: 0,
    });
  });

  it.each([-1, 0.5, Number.NaN, Number.MAX_SAFE_INTEGER + 1])('refuses %d', (amount) => {
    expect(() => allocatePayment(amount, invoices, [])).toThrow(RangeError);
  });

  const anyInvoices = fc
    .array(
      fc.record({
        dueDate: fc.oneof(nearDate, fc.constantFrom(day('11-01'), day('11-02'))),
        open: fc.integer({ min: -3, max: 10_000 }),
      }),
      { maxLength: 10 },
    )
    .map((drafts) => drafts.map((draft, index) => ({ ...draft, id: index + 1 })));
  const anyDesignation = fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 4 });

  it('sums exactly, never above what is open, and leaves a rest only when everything is paid', () => {
    fc.assert(
      fc.property(fc.nat(60_000), anyInvoices, anyDesignation, (amount, open, designated) => {
        const { lines, rest } = allocatePayment(amount, open, designated);
        expect(sum(lines.map((line) => line.amount)) + rest).toBe(amount);
        expect(new Set(lines.map(({ invoiceId }) => invoiceId)).size).toBe(lines.length);
        for (const line of lines) {
          expect(line.amount).toBeGreaterThan(0);
          expect(line.amount).toBeLessThanOrEqual(open.find(({ id }) => id === line.invoiceId)?.open ?? 0);
        }
        const outstanding = sum(open.map((invoice) => Math.max(0, invoice.open)));
        expect(rest).toBe(Math.max(0, amount - outstanding));
      }),
    );
  });

  it('pays no invoice before those due earlier are paid in full, unless it was designated', () => {
    fc.assert(
      fc.property(fc.nat(60_000), anyInvoices, anyDesignation, (amount, open, designated) => {
        const { lines } = allocatePayment(amount, open, designated);
        const paid = new Map(lines.map((line) => [line.invoiceId, line]));
        for (const later of open) {
          const line = paid.get(later.id);
          if (line === undefined || line.rule === 'designated') continue;
          for (const earlier of open) {
            if (earlier.open <= 0 || earlier.dueDate >= later.dueDate) continue;
            expect(paid.get(earlier.id)?.amount).toBe(earlier.open);
          }
        }
      }),
    );
  });

  it('shares one due date fairly: nobody is a minor unit off their share', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 2, maxLength: 6 }),
        fc.nat(),
        (open, seed) => {
          const total = sum(open);
          const amount = seed % total;
          const { lines } = allocatePayment(
            amount,
            open.map((part, index) => ({ id: index, dueDate: day('11-01'), open: part })),
            [],
          );
          open.forEach((part, index) => {
            const got = lines.find(({ invoiceId }) => invoiceId === index)?.amount ?? 0;
            expect(Math.abs(got - (amount * part) / total)).toBeLessThan(1);
          });
        },
      ),
    );
  });
});
