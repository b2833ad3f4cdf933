import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../src/domain/calendar.js';
import { addDays, localDate } from '../../src/domain/local-date.js';
import {
  assignReceipts,
  hasEnded,
  isDetectedLate,
  keptRate,
  nextInChain,
  nextLevel,
  notKeptInRow,
  type PromiseState,
  promiseDeadline,
  type ReceivingPromise,
  reminderDay,
  slipDays,
  valuePromise,
} from '../../src/domain/promise.js';
import { anyMinor, nearDate, sum } from './arbitraries.js';

const week = calendarOf(null);
const day = (monthDay: string) => localDate(`2026-${monthDay}`);
const [tue17, wed18, thu19, fri20, sat21, mon23, tue24, wed25, fri27] = [
  day('11-17'),
  day('11-18'),
  day('11-19'),
  day('11-20'),
  day('11-21'),
  day('11-23'),
  day('11-24'),
  day('11-25'),
  day('11-27'),
];

describe('deadline (R7)', () => {
  it.each([
    ['Friday, one day of grace', fri20, 1, mon23],
    ['Saturday, one day of grace', sat21, 1, mon23],
    ['Friday, two days', fri20, 2, tue24],
    ['no grace', fri20, 0, fri20],
    ['no grace on a Saturday', sat21, 0, sat21],
  ])('%s', (_case, promised, grace, expected) => {
    expect(promiseDeadline(promised, grace, week)).toBe(expected);
  });

  it('passes over holidays', () => {
    expect(promiseDeadline(day('12-24'), 1, calendarOf('DE'))).toBe('2026-12-28');
    expect(promiseDeadline(day('09-30'), 1, calendarOf('CN'))).toBe('2026-10-08');
  });

  it('is the end of its day', () => {
    expect(hasEnded(mon23, mon23)).toBe(false);
    expect(hasEnded(mon23, tue24)).toBe(true);
  });

  it('has its reminder on the working day before the promised date', () => {
    expect(reminderDay(mon23, week)).toBe(fri20);
    expect(reminderDay(fri20, week)).toBe(thu19);
    expect(reminderDay(sat21, week)).toBe(fri20);
  });

  it('is missed late if nobody looked on the first working day after it', () => {
    expect(isDetectedLate(mon23, tue24, week)).toBe(false);
    expect(isDetectedLate(mon23, wed25, week)).toBe(true);
    // A Friday's break is seen on Monday: nobody looks at weekends.
    expect(isDetectedLate(fri20, mon23, week)).toBe(false);
    expect(isDetectedLate(fri20, tue24, week)).toBe(true);
  });
});

/** R11: 10,000.00 promised on Tuesday for Friday 20 November, one working day of grace, threshold 99 %. */
describe('test vectors (R11)', () => {
  const promised = 1_000_000;
  const deadline = promiseDeadline(fri20, 1, week);
  const value = (received: number, today = tue24, outstandingBefore = promised) =>
    valuePromise({ promised, outstandingBefore, received, thresholdPercent: 99, deadline, today });
  const friday: ReceivingPromise = {
    id: 1,
    promisedDate: fri20,
    givenOn: tue17,
    deadline,
    wanted: promised,
    allocated: [],
  };
  const receivedBy = (...payments: { on: typeof fri20; amount: number }[]) =>
    assignReceipts(
      [
        {
          ...friday,
          allocated: payments.map(({ on, amount }, index) => ({
            paymentId: index + 1,
            invoiceId: 104,
            amount,
            valueDate: on,
          })),
        },
      ],
      [],
    ).get(1) ?? 0;

  it('10,000 on Friday: kept at once', () => {
    expect(value(receivedBy({ on: fri20, amount: 1_000_000 }), fri20)).toBe('kept');
  });

  it('10,000 on Monday: kept, late within grace', () => {
    expect(value(receivedBy({ on: mon23, amount: 1_000_000 }), mon23)).toBe('kept');
  });

  it('10,000 on Tuesday is too late', () => {
    expect(value(receivedBy({ on: tue24, amount: 1_000_000 }))).toBe('broken');
  });

  it('9,950 by Monday: kept; 9,900 is exactly the threshold, 9,899.99 is not', () => {
    expect(value(receivedBy({ on: fri20, amount: 500_000 }, { on: mon23, amount: 495_000 }), mon23)).toBe('kept');
    expect(value(990_000)).toBe('kept');
    expect(value(989_999)).toBe('partially_kept');
  });

  it('6,000 by Monday: open until Monday ends, partially kept on Tuesday, 4,000 missing', () => {
    const received = receivedBy({ on: mon23, amount: 600_000 });
    expect(value(received, mon23)).toBe('open');
    expect(value(received, tue24)).toBe('partially_kept');
    expect(promised - received).toBe(400_000);
    expect(value(1, tue24)).toBe('partially_kept');
  });

  it('nothing by Monday 23:59:59: broken on Tuesday, however often it is asked', () => {
    expect(value(0, mon23)).toBe('open');
    expect([value(0), value(0)]).toEqual(['broken', 'broken']);
  });

  it('moved on Thursday to next Wednesday: the new one is level 2, five days later', () => {
    const first = { state: 'open' as PromiseState, level: 1, firstPromisedDate: fri20 };
    expect(nextInChain(first, wed25)).toEqual({ level: 2, firstPromisedDate: fri20 });
    expect(slipDays(fri20, wed25)).toBe(5);
    expect(
      valuePromise({
        promised,
        outstandingBefore: promised,
        received: 0,
        thresholdPercent: 99,
        deadline: promiseDeadline(wed25, 1, week),
        today: thu19,
      }),
    ).toBe('open');
  });

  it('10,000 on Friday, reversed on Wednesday: kept, then broken', () => {
    expect(value(receivedBy({ on: fri20, amount: 1_000_000 }))).toBe('kept');
    expect(value(receivedBy(), wed25)).toBe('broken');
    // Had it been reversed in time, the promise would be open again.
    expect(value(receivedBy(), mon23)).toBe('open');
  });

  it('a credit note leaves 3,000 open, 3,000 paid on Friday: kept', () => {
    expect(value(receivedBy({ on: fri20, amount: 300_000 }), fri20, 300_000)).toBe('kept');
    expect(value(296_999, tue24, 300_000)).toBe('partially_kept');
  });

  it('a credit note of everything: nothing is left to pay, so it is kept', () => {
    expect(value(0, thu19, 0)).toBe('kept');
  });

  it('two promises (Thursday and Friday 5,000), an unallocated 7,000 on Thursday: 5,000 and 2,000', () => {
    const both = [
      { ...friday, id: 2, wanted: 500_000 },
      { ...friday, id: 1, wanted: 500_000, promisedDate: thu19, deadline: fri20 },
    ];
    const received = assignReceipts(both, [{ paymentId: 9, valueDate: thu19, amount: 700_000 }]);
    expect(received).toEqual(
      new Map([
        [1, 500_000],
        [2, 200_000],
      ]),
    );
    const at = (id: number, deadlineOf: typeof fri20, today: typeof fri20) =>
      valuePromise({
        promised: 500_000,
        outstandingBefore: 500_000,
        received: received.get(id) ?? 0,
        thresholdPercent: 99,
        deadline: deadlineOf,
        today,
      });
    expect(at(1, fri20, thu19)).toBe('kept');
    expect(at(2, mon23, thu19)).toBe('open');
    expect(at(2, mon23, tue24)).toBe('partially_kept');
  });

  it('nobody looked from Tuesday to Thursday: Friday says the same as Tuesday would have, and that it is late', () => {
    expect(value(0, fri27)).toBe(value(0, tue24));
    expect(value(600_000, fri27)).toBe(value(600_000, tue24));
    expect(isDetectedLate(deadline, fri27, week)).toBe(true);
  });
});

describe('value of a promise (R8)', () => {
  const anyCase = fc.record({
    promised: anyMinor,
    outstandingBefore: anyMinor,
    received: anyMinor,
    thresholdPercent: fc.integer({ min: 1, max: 100 }),
    deadline: nearDate,
    today: nearDate,
  });
  const rank = { broken: 0, open: 0, partially_kept: 1, kept: 2 } as const;

  it('never falls as more comes in', () => {
    fc.assert(
      fc.property(anyCase, anyMinor, (promise, more) => {
        const before = valuePromise(promise);
        const after = valuePromise({ ...promise, received: promise.received + more });
        expect(rank[after]).toBeGreaterThanOrEqual(rank[before]);
      }),
    );
  });

  it('is open only until its deadline, broken or partial only after it', () => {
    fc.assert(
      fc.property(anyCase, (promise) => {
        const value = valuePromise(promise);
        if (value === 'open') expect(promise.today <= promise.deadline).toBe(true);
        if (value === 'partially_kept' || value === 'broken') expect(promise.today > promise.deadline).toBe(true);
        if (value === 'partially_kept') expect(promise.received).toBeGreaterThan(0);
        if (value === 'broken') expect(promise.received).toBe(0);
      }),
    );
  });

  it('never takes a token payment for a kept promise at 100 %', () => {
    const exact = { promised: 9_007_199_254_740_991, outstandingBefore: 9_007_199_254_740_991, deadline: fri20 };
    const value = (received: number) => valuePromise({ ...exact, received, thresholdPercent: 100, today: tue24 });
    expect(value(9_007_199_254_740_990)).toBe('partially_kept');
    expect(value(9_007_199_254_740_991)).toBe('kept');
  });
});

describe('what came in for which promise (R8)', () => {
  const promise = (id: number, date: typeof fri20, wanted: number, allocated: ReceivingPromise['allocated'] = []) => ({
    id,
    promisedDate: date,
    givenOn: tue17,
    deadline: promiseDeadline(date, 1, week),
    wanted,
    allocated,
  });
  const money = (paymentId: number, invoiceId: number, amount: number, valueDate = fri20) => ({
    paymentId,
    invoiceId,
    amount,
    valueDate,
  });
  const received = (...args: Parameters<typeof assignReceipts>) => Object.fromEntries(assignReceipts(...args));

  it('counts from the day it was given to the deadline, both included', () => {
    for (const [on, expected] of [
      [day('11-16'), 0],
      [tue17, 50],
      [mon23, 50],
      [tue24, 0],
    ] as const) {
      expect(received([promise(1, fri20, 100, [money(1, 7, 50, on)])], [])).toEqual({ 1: expected });
      expect(received([promise(1, fri20, 100)], [{ paymentId: 1, valueDate: on, amount: 50 }])).toEqual({
        1: expected,
      });
    }
  });

  it('uses the money of an invoice that two promises share once, the earlier date first', () => {
    const shared = [money(1, 7, 80)];
    expect(received([promise(2, fri27, 50, shared), promise(1, fri20, 50, shared)], [])).toEqual({ 1: 50, 2: 30 });
  });

  it('keeps apart what one payment gave to the invoices of two promises', () => {
    expect(received([promise(1, fri20, 50, [money(1, 7, 50)]), promise(2, fri27, 30, [money(1, 8, 30)])], [])).toEqual({
      1: 50,
      2: 30,
    });
  });

  it('leaves what was paid above a promise with it: it belongs to its invoices', () => {
    expect(received([promise(1, fri20, 50, [money(1, 7, 80)]), promise(2, fri27, 50)], [])).toEqual({ 1: 80, 2: 0 });
  });

  it('gives money without an invoice only to what is still missing', () => {
    expect(
      received(
        [promise(1, fri20, 50, [money(1, 7, 40)]), promise(2, fri27, 50)],
        [{ paymentId: 2, valueDate: thu19, amount: 45 }],
      ),
    ).toEqual({ 1: 50, 2: 35 });
  });

  it('passes over money that came too late for the earlier promise', () => {
    expect(
      received([promise(1, wed18, 50), promise(2, fri27, 50)], [{ paymentId: 2, valueDate: wed25, amount: 60 }]),
    ).toEqual({ 1: 0, 2: 50 });
  });

  it('takes the earlier promise of one day first, then the smaller id', () => {
    const later = { ...promise(1, fri20, 50), givenOn: wed18 };
    expect(
      received([later, promise(3, fri20, 50), promise(2, fri20, 50)], [{ paymentId: 2, valueDate: thu19, amount: 60 }]),
    ).toEqual({ 2: 50, 3: 10, 1: 0 });
  });

  const anyPromises = fc
    .array(
      fc.record({
        promisedDate: nearDate,
        before: fc.integer({ min: 0, max: 20 }),
        wanted: fc.integer({ min: 0, max: 300 }),
        invoices: fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { maxLength: 3 }),
      }),
      { minLength: 1, maxLength: 5 },
    )
    .chain((drafts) =>
      fc
        .record({
          paid: fc.array(
            fc.record({
              invoiceId: fc.integer({ min: 1, max: 4 }),
              amount: fc.integer({ min: 1, max: 300 }),
              valueDate: nearDate,
            }),
            { maxLength: 6 },
          ),
          free: fc.array(fc.record({ amount: fc.integer({ min: 1, max: 300 }), valueDate: nearDate }), {
            maxLength: 5,
          }),
        })
        .map(({ paid, free }) => ({
          promises: drafts.map(({ promisedDate, before, wanted, invoices }, index) => ({
            id: index + 1,
            promisedDate,
            givenOn: addDays(promisedDate, -before),
            deadline: promiseDeadline(promisedDate, 1, week),
            wanted,
            allocated: paid
              .map((part, payment) => ({ ...part, paymentId: payment + 1 }))
              .filter(({ invoiceId }) => invoices.includes(invoiceId)),
          })),
          unallocated: free.map((part, index) => ({ ...part, paymentId: 100 + index })),
          allMoney: sum([...paid, ...free].map(({ amount }) => amount)),
        })),
    );

  it('never uses money twice, and gives each promise only what counts for it', () => {
    fc.assert(
      fc.property(anyPromises, ({ promises, unallocated, allMoney }) => {
        const result = assignReceipts(promises, unallocated);
        expect([...result.keys()].sort()).toEqual(promises.map(({ id }) => id).sort());
        expect(sum(result.values())).toBeLessThanOrEqual(allMoney);
        for (const own of promises) {
          const counting = [...own.allocated, ...unallocated].filter(
            ({ valueDate }) => valueDate >= own.givenOn && valueDate <= own.deadline,
          );
          expect(result.get(own.id)).toBeGreaterThanOrEqual(0);
          expect(result.get(own.id)).toBeLessThanOrEqual(sum(counting.map(({ amount }) => amount)));
        }
      }),
    );
  });

  it('does not depend on the order in which promises and payments are listed', () => {
    fc.assert(
      fc.property(anyPromises, ({ promises, unallocated }) => {
        const turned = promises.toReversed().map((own) => ({ ...own, allocated: own.allocated.toReversed() }));
        const again = assignReceipts(turned, unallocated.toReversed());
        for (const [id, amount] of assignReceipts(promises, unallocated)) expect(again.get(id)).toBe(amount);
      }),
    );
  });
});

describe('level and slip (R9)', () => {
  it.each<[PromiseState | null, number, number]>([
    [null, 0, 1],
    ['open', 1, 2],
    ['partially_kept', 1, 2],
    ['broken', 2, 3],
    ['superseded', 1, 2],
    ['withdrawn', 1, 2],
    ['kept', 1, 1],
    ['kept', 3, 3],
  ])('after %s at level %i comes level %i', (state, level, expected) => {
    expect(nextLevel(state === null ? null : { state, level })).toBe(expected);
  });

  it('counts the slip from the first date, and starts again after a kept first promise', () => {
    expect(nextInChain(null, fri27)).toEqual({ level: 1, firstPromisedDate: fri27 });
    expect(nextInChain({ state: 'kept', level: 1, firstPromisedDate: fri20 }, fri27)).toEqual({
      level: 1,
      firstPromisedDate: fri27,
    });
    expect(nextInChain({ state: 'kept', level: 2, firstPromisedDate: thu19 }, fri27)).toEqual({
      level: 2,
      firstPromisedDate: thu19,
    });
    expect(nextInChain({ state: 'broken', level: 2, firstPromisedDate: thu19 }, fri27)).toEqual({
      level: 3,
      firstPromisedDate: thu19,
    });
    expect(slipDays(day('11-13'), fri27)).toBe(14);
    expect(slipDays(fri27, fri20)).toBe(-7);
  });

  it('counts breaks in a row back to the last kept promise', () => {
    const of = (...states: PromiseState[]) =>
      notKeptInRow(states.map((state, index) => ({ id: index, state, deadline: addDays(tue17, index) })).toReversed());
    expect(of()).toBe(0);
    expect(of('broken')).toBe(1);
    expect(of('broken', 'kept', 'broken', 'partially_kept')).toBe(2);
    expect(of('broken', 'superseded', 'broken', 'open')).toBe(2);
    expect(of('broken', 'broken', 'kept')).toBe(0);
  });
});

describe('kept rate (R12)', () => {
  const rated = (state: PromiseState, received: number, promised = 100, deadline = fri20, currency = 'USD') => ({
    state,
    received,
    promised,
    deadline,
    currency,
  });

  it('counts kept of kept, partially kept and broken, and the value of each currency', () => {
    const rate = keptRate([
      rated('kept', 150),
      rated('partially_kept', 60),
      rated('broken', 0),
      rated('kept', 10, 10, fri20, 'EUR'),
      rated('open', 0),
      rated('withdrawn', 0),
    ]);
    expect(rate).toEqual({
      kept: 2,
      n: 4,
      tooFew: false,
      byValue: [
        { currency: 'EUR', received: 10, promised: 10 },
        { currency: 'USD', received: 160, promised: 300 },
      ],
      strict: { kept: 2, n: 4, tooFew: false },
    });
  });

  it('takes the deadline, not the promised date, into the window, both days included', () => {
    const rows = [thu19, fri20, mon23, tue24].map((deadline) => rated('kept', 100, 100, deadline));
    expect(keptRate(rows, { from: fri20, to: mon23 })).toMatchObject({ kept: 2, n: 2, tooFew: true });
    expect(keptRate(rows)).toMatchObject({ kept: 4, n: 4, tooFew: false });
  });

  it('counts a promise replaced by its deadline as not kept in the strict rate only', () => {
    const rows = [
      rated('kept', 100),
      rated('kept', 100),
      { ...rated('superseded', 0), supersededOn: thu19 },
      { ...rated('superseded', 0), supersededOn: tue24 },
      rated('superseded', 0),
    ];
    expect(keptRate(rows)).toMatchObject({ kept: 2, n: 2, tooFew: true, strict: { kept: 2, n: 4, tooFew: false } });
  });

  it('is nothing of nothing', () => {
    expect(keptRate([])).toMatchObject({ kept: 0, n: 0, tooFew: true, byValue: [] });
  });
});
