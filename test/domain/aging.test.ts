import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ageInvoices, agingBucket, daysOverdue, emptyAging, isOverdue } from '../../src/domain/aging.js';
import { addDays, localDate } from '../../src/domain/local-date.js';
import { amountToCollect, divideOpen } from '../../src/domain/to-collect.js';
import { nearDate, sum } from './arbitraries.js';

const today = localDate('2026-11-23');
const due = (days: number) => addDays(today, -days);

describe('overdue (R2)', () => {
  it('begins the day after the due date', () => {
    expect(isOverdue(due(0), today)).toBe(false);
    expect(isOverdue(due(1), today)).toBe(true);
    expect(daysOverdue(due(0), today)).toBe(0);
    expect(daysOverdue(due(18), today)).toBe(18);
    expect(daysOverdue(due(-5), today)).toBe(-5);
  });
});

describe('aging buckets (R3)', () => {
  it.each([
    [-400, 'notDue'],
    [0, 'notDue'],
    [1, 'days1to30'],
    [30, 'days1to30'],
    [31, 'days31to60'],
    [60, 'days31to60'],
    [61, 'days61to90'],
    [90, 'days61to90'],
    [91, 'days91plus'],
    [4000, 'days91plus'],
  ])('%i days overdue are in %s', (days, bucket) => {
    expect(agingBucket(days)).toBe(bucket);
  });
});

describe('amount to collect (R4)', () => {
  const item = (days: number, open: number, promised = 0, disputed = 0) => ({
    dueDate: due(days),
    open,
    promised,
    disputed,
  });

  it.each([
    ['overdue', item(10, 900), 900],
    ['due today', item(0, 900), 900],
    ['due tomorrow', item(-1, 900), 0],
    ['a part promised', item(10, 900, 400), 500],
    ['a part in dispute', item(10, 900, 0, 300), 600],
    ['both', item(10, 900, 400, 300), 200],
    ['promised and disputed overlap', item(10, 900, 900, 300), 0],
    ['promised more than is open', item(10, 900, 5000), 0],
    ['overpaid', item(10, -50), 0],
  ])('%s', (_case, receivable, expected) => {
    expect(amountToCollect([receivable], today)).toBe(expected);
  });

  it('lets a dispute go before a promise', () => {
    expect(divideOpen({ open: 900, promised: 900, disputed: 300 })).toEqual({ disputed: 300, promised: 600, free: 0 });
  });
});

const anyInvoice = fc.record({
  currency: fc.constantFrom('USD', 'EUR', 'CNY'),
  dueDate: fc.oneof(
    nearDate,
    nearDate.map((date) => addDays(date, -60)),
  ),
  open: fc.integer({ min: -5, max: 10_000 }),
  promised: fc.integer({ min: 0, max: 12_000 }),
  disputed: fc.integer({ min: 0, max: 12_000 }),
});

describe('sums by age (R1-R4)', () => {
  it('puts each invoice in one bucket of its currency', () => {
    const sums = ageInvoices(
      [
        { currency: 'USD', dueDate: due(30), open: 100, promised: 40, disputed: 0 },
        { currency: 'EUR', dueDate: due(-3), open: 700, promised: 700, disputed: 0 },
        { currency: 'USD', dueDate: due(31), open: 10, promised: 0, disputed: 3 },
        { currency: 'USD', dueDate: due(0), open: 1, promised: 0, disputed: 0 },
        { currency: 'JPY', dueDate: due(5), open: 0, promised: 0, disputed: 0 },
      ],
      today,
    );
    expect(sums).toEqual([
      { ...emptyAging('EUR'), outstanding: 700, notDue: 700, openInvoices: 1 },
      {
        ...emptyAging('USD'),
        outstanding: 111,
        notDue: 1,
        days1to30: 100,
        days31to60: 10,
        overdue: 110,
        promised: 40,
        disputed: 3,
        toCollect: 68,
        openInvoices: 3,
        overdueInvoices: 2,
      },
    ]);
  });

  it('adds up, whatever the invoices', () => {
    fc.assert(
      fc.property(fc.array(anyInvoice, { maxLength: 30 }), (invoices) => {
        for (const aging of ageInvoices(invoices, today)) {
          const own = invoices.filter(({ currency, open }) => currency === aging.currency && open > 0);
          const late = aging.days1to30 + aging.days31to60 + aging.days61to90 + aging.days91plus;
          expect(aging.outstanding).toBe(sum(own.map(({ open }) => open)));
          expect(aging.notDue + late).toBe(aging.outstanding);
          expect(late).toBe(aging.overdue);
          expect(aging.openInvoices).toBe(own.length);
          const dueNow = sum(own.filter(({ dueDate }) => dueDate <= today).map(({ open }) => open));
          expect(aging.toCollect + aging.promised + aging.disputed).toBe(dueNow);
          expect(aging.toCollect).toBe(amountToCollect(own, today));
        }
      }),
    );
  });

  it('does not depend on the order of the invoices', () => {
    fc.assert(
      fc.property(fc.array(anyInvoice, { maxLength: 20 }), (invoices) => {
        expect(ageInvoices(invoices.toReversed(), today)).toEqual(ageInvoices(invoices, today));
      }),
    );
  });
});
