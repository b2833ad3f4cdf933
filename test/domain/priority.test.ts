import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digestPriority, digestReasonKinds, mostUrgent } from '../../src/domain/priority.js';

const anyRow = fc.record({
  reasonKind: fc.constantFrom(...digestReasonKinds),
  toCollectMinor: fc.integer({ min: -1, max: Number.MAX_SAFE_INTEGER }),
  daysOverdue: fc.integer({ min: -100, max: 5000 }),
  inRow: fc.integer({ min: 0, max: 50 }),
});

describe('order of the digest (R22)', () => {
  it('shows the most urgent reason', () => {
    expect(mostUrgent(['no_owner', 'silent', 'promise_due'])).toBe('promise_due');
    expect(mostUrgent(['newly_overdue', 'promise_broken'])).toBe('promise_broken');
    expect(mostUrgent([])).toBeUndefined();
  });

  it('is by reason before everything else', () => {
    fc.assert(
      fc.property(anyRow, anyRow, (a, b) => {
        const [urgencyA, urgencyB] = [a, b].map((row) => digestReasonKinds.indexOf(row.reasonKind));
        if (urgencyA !== urgencyB) {
          expect(digestPriority(a) > digestPriority(b)).toBe(Number(urgencyA) < Number(urgencyB));
        }
      }),
    );
  });

  it('never falls when it is more, older or broken more often', () => {
    fc.assert(
      fc.property(anyRow, fc.nat(1_000_000), fc.nat(100), fc.nat(5), (row, amount, days, breaks) => {
        const base = digestPriority(row);
        fc.pre(Number.isSafeInteger(row.toCollectMinor + amount));
        expect(digestPriority({ ...row, toCollectMinor: row.toCollectMinor + amount })).toBeGreaterThanOrEqual(base);
        expect(digestPriority({ ...row, daysOverdue: row.daysOverdue + days })).toBeGreaterThanOrEqual(base);
        expect(digestPriority({ ...row, inRow: row.inRow + breaks })).toBeGreaterThanOrEqual(base);
      }),
    );
  });

  it('adds up the points of its docstring', () => {
    const row = { reasonKind: 'promise_broken', toCollectMinor: 999_999, daysOverdue: 18, inRow: 2 } as const;
    expect(digestPriority(row)).toBe(6000 + 40 + 18 + 150);
    expect(digestPriority({ ...row, reasonKind: 'no_owner' })).toBe(1000 + 18 + 150);
  });
});
