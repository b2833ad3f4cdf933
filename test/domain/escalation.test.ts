import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../src/domain/calendar.js';
import { assessEscalation, compareCandidates, type EscalationFacts } from '../../src/domain/escalation.js';
import { localDate } from '../../src/domain/local-date.js';
import { policyOf } from '../../src/domain/policy.js';

const week = calendarOf(null);
const monday = localDate('2026-11-23');
const day = (monthDay: string) => localDate(`2026-${monthDay}`);
const policy = policyOf({ escalation: { amountLimits: { USD: 1_000_000 } } });

/** Ten days overdue, spoken with yesterday: nothing to decide. */
const calm: EscalationFacts<string> = {
  overdue: [{ currency: 'USD', overdue: 500_000, disputed: 0, promised: 0 }],
  oldestDaysOverdue: 10,
  notKeptInRow: 0,
  finalDateBroken: null,
  lastContactOn: day('11-20'),
  disputes: [],
  ownerMessage: null,
  request: null,
  keepUntil: null,
};
const owing = (overdue: number, { disputed = 0, promised = 0 } = {}) => ({
  overdue: [{ currency: 'USD', overdue, disputed, promised }],
});
const assess = (change: Partial<EscalationFacts<string>>, today = monday) =>
  assessEscalation({ ...calm, ...change }, policy, today, week);
const kinds = (change: Partial<EscalationFacts<string>>, today = monday) =>
  assess(change, today).reasons.map(({ kind }) => kind);

describe('why a client is a candidate (R31)', () => {
  it('needs a reason', () => {
    expect(assess({})).toEqual({ reasons: [], points: 0 });
  });

  it.each<[string, Partial<EscalationFacts<string>>, object | null]>([
    ['one promise broken', { notKeptInRow: 1 }, null],
    ['two in a row', { notKeptInRow: 2 }, { kind: 'broken_in_row', count: 2, points: 30 }],
    ['four in a row', { notKeptInRow: 4 }, { kind: 'broken_in_row', count: 4, points: 50 }],
    ['twelve in a row', { notKeptInRow: 12 }, { kind: 'broken_in_row', count: 12, points: 60 }],
    [
      'a final date broken',
      { notKeptInRow: 1, finalDateBroken: day('11-20') },
      { kind: 'final_date_broken', promisedDate: '2026-11-20', points: 40 },
    ],
    ['59 days', { oldestDaysOverdue: 59 }, null],
    ['60 days', { oldestDaysOverdue: 60 }, { kind: 'days_overdue', days: 60, limit: 60, points: 20 }],
    ['94 days', { oldestDaysOverdue: 94 }, { kind: 'days_overdue', days: 94, limit: 60, points: 23 }],
    ['two years', { oldestDaysOverdue: 730 }, { kind: 'days_overdue', days: 730, limit: 60, points: 40 }],
    ['just below the limit', owing(999_999), null],
    [
      'at the limit',
      owing(1_000_000),
      {
        kind: 'amount',
        overdue: { minor: 1_000_000, currency: 'USD' },
        limit: { minor: 1_000_000, currency: 'USD' },
        points: 20,
      },
    ],
    ['three times the limit', owing(3_500_000), { kind: 'amount', points: 30 }],
    ['above it only with what is disputed', owing(1_200_000, { disputed: 300_000 }), null],
    ['13 days of silence', { oldestDaysOverdue: 50, lastContactOn: day('11-10') }, null],
    [
      '14 days of silence',
      { oldestDaysOverdue: 50, lastContactOn: day('11-09') },
      { kind: 'no_contact', days: 14, limit: 14, points: 15 },
    ],
    [
      'never any contact',
      { oldestDaysOverdue: 14, lastContactOn: null },
      { kind: 'no_contact', days: null, points: 20 },
    ],
    ['never any contact, but only just overdue', { oldestDaysOverdue: 13, lastContactOn: null }, null],
    [
      'silent while all is promised',
      { ...owing(500_000, { promised: 500_000 }), notKeptInRow: 1, oldestDaysOverdue: 50, lastContactOn: null },
      null,
    ],
    [
      'the owner left the message of Thursday',
      { ownerMessage: { sentOn: day('11-19'), owner: 'lee' } },
      { kind: 'owner_silent', sentOn: '2026-11-19', owner: 'lee', points: 20 },
    ],
    ['the message is of Friday', { ownerMessage: { sentOn: day('11-20'), owner: 'lee' } }, null],
    [
      'a dispute past its date',
      { disputes: [{ revisitOn: day('11-22'), amount: { minor: 5, currency: 'USD' } }] },
      { kind: 'dispute_past_revisit', revisitOn: '2026-11-22', amount: { minor: 5, currency: 'USD' }, points: 15 },
    ],
    [
      'a dispute to be looked at today or some day',
      {
        disputes: [
          { revisitOn: monday, amount: { minor: 5, currency: 'USD' } },
          { revisitOn: null, amount: { minor: 5, currency: 'USD' } },
        ],
      },
      null,
    ],
    [
      'the owner asked',
      { request: { by: 'lee', on: day('11-20') } },
      { kind: 'requested', by: 'lee', on: '2026-11-20', points: 50 },
    ],
  ])('%s', (_case, change, expected) => {
    const { reasons } = assess(change);
    if (expected === null) expect(reasons).toEqual([]);
    else expect(reasons).toEqual([expect.objectContaining(expected)]);
  });

  it('names every reason, most points first, and sums them', () => {
    const { reasons, points } = assess({
      ...owing(2_725_000),
      oldestDaysOverdue: 94,
      notKeptInRow: 2,
      lastContactOn: day('11-02'),
      ownerMessage: { sentOn: day('11-19'), owner: 'lee' },
    });
    expect(reasons.map((reason) => [reason.kind, reason.points])).toEqual([
      ['broken_in_row', 30],
      ['amount', 25],
      ['days_overdue', 23],
      ['owner_silent', 20],
      ['no_contact', 15],
    ]);
    expect(points).toBe(113);
  });

  it('has no limit for a currency without one, and one reason for each that has', () => {
    const overdue = [
      { currency: 'EUR', overdue: 9_000_000, disputed: 0, promised: 0 },
      { currency: 'USD', overdue: 2_000_000, disputed: 0, promised: 0 },
    ];
    expect(assess({ overdue }).reasons).toEqual([
      expect.objectContaining({ kind: 'amount', overdue: { minor: 2_000_000, currency: 'USD' } }),
    ]);
  });

  it('names the dispute that has waited longest, once', () => {
    const amount = { minor: 5, currency: 'USD' };
    const disputes = [day('11-20'), day('11-02'), day('11-22')].map((revisitOn) => ({ revisitOn, amount }));
    expect(assess({ disputes }).reasons).toEqual([expect.objectContaining({ revisitOn: '2026-11-02' })]);
  });
});

describe('who is off the list (R31)', () => {
  const bad = {
    oldestDaysOverdue: 94,
    notKeptInRow: 3,
    finalDateBroken: day('11-02'),
    lastContactOn: null,
    ownerMessage: { sentOn: day('11-02'), owner: 'lee' },
  };
  const request = { by: 'lee', on: monday };
  const oldDispute = { disputes: [{ revisitOn: day('11-02'), amount: { minor: 5, currency: 'USD' } }] };

  it('has paid', () => {
    expect(kinds({ ...bad, overdue: [], oldestDaysOverdue: 0, request })).toEqual([]);
    expect(kinds({ ...bad, ...owing(0) })).toEqual([]);
  });

  it('stays with the owner up to the day that was decided, and is back on the next', () => {
    expect(kinds({ ...bad, keepUntil: monday })).toEqual([]);
    expect(kinds({ ...bad, keepUntil: monday }, day('11-24'))).not.toEqual([]);
    expect(kinds({ ...bad, keepUntil: monday, request })).toContain('requested');
  });

  it('has disputed all of it, until the dispute is past its date', () => {
    const disputed = owing(500_000, { disputed: 500_000 });
    expect(kinds({ ...bad, ...disputed })).toEqual([]);
    expect(kinds({ ...bad, ...disputed, ...oldDispute })).toEqual(['dispute_past_revisit']);
    expect(kinds({ ...bad, ...disputed, request })).toEqual(['requested']);
    expect(kinds({ ...bad, ...owing(500_000, { disputed: 499_999 }) })).toContain('days_overdue');
  });

  it('has promised all of it and kept the promises so far', () => {
    const plan = { ...owing(500_000, { disputed: 100_000, promised: 400_000 }), oldestDaysOverdue: 94 };
    expect(kinds(plan)).toEqual([]);
    expect(kinds({ ...plan, notKeptInRow: 1 })).toEqual(['days_overdue']);
    expect(kinds({ ...plan, request })).toEqual(['requested', 'days_overdue']);
    expect(kinds({ ...plan, ...owing(500_000, { promised: 499_999 }) })).toEqual(['days_overdue']);
  });
});

describe('points (R22)', () => {
  it('are the sum of the reasons, none without a reason, and never fall as things get worse', () => {
    const facts = fc.record({
      overdue: fc.nat(3_000_000),
      days: fc.nat(200),
      inRow: fc.nat(6),
      silent: fc.option(fc.nat(60)),
    });
    const of = ({
      overdue,
      days,
      inRow,
      silent,
    }: {
      overdue: number;
      days: number;
      inRow: number;
      silent: number | null;
    }) =>
      assess({
        ...owing(overdue),
        oldestDaysOverdue: days,
        notKeptInRow: inRow,
        lastContactOn:
          silent === null
            ? null
            : localDate(new Date(Date.parse(monday) - silent * 86_400_000).toISOString().slice(0, 10)),
      });
    fc.assert(
      fc.property(facts, fc.nat(1_000_000), fc.nat(50), fc.nat(3), (base, more, older, breaks) => {
        const { reasons, points } = of(base);
        expect(points).toBe(reasons.reduce((sum, reason) => sum + reason.points, 0));
        expect(reasons.every((reason) => reason.points > 0)).toBe(true);
        const worse = { ...base, overdue: base.overdue + more, days: base.days + older, inRow: base.inRow + breaks };
        expect(of(worse).points).toBeGreaterThanOrEqual(points);
      }),
    );
  });

  it('rank the list, then age, then name', () => {
    const list = [
      { points: 20, oldestDaysOverdue: 60, clientName: 'B' },
      { points: 20, oldestDaysOverdue: 60, clientName: 'A' },
      { points: 20, oldestDaysOverdue: 61, clientName: 'C' },
      { points: 21, oldestDaysOverdue: 1, clientName: 'D' },
    ];
    expect(list.toSorted(compareCandidates).map(({ clientName }) => clientName)).toEqual(['D', 'C', 'A', 'B']);
  });
});
