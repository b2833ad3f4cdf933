import { describe, expect, it } from 'vitest';
import { nextActionKinds, nextActionOf, outcomes } from '../../src/domain/outcome.js';

describe('what follows an outcome (R14)', () => {
  it('is an action within two weeks for every outcome but a promise and a remark', () => {
    for (const outcome of outcomes) {
      const next = nextActionOf(outcome);
      if (outcome === 'promised' || outcome === 'note') {
        expect(next).toBeNull();
        continue;
      }
      expect(nextActionKinds).toContain(next?.kind);
      expect(next?.workingDays).toBeGreaterThanOrEqual(1);
      expect(next?.workingDays).toBeLessThanOrEqual(10);
    }
  });

  it('looks for money that is said to be sent on the next working day', () => {
    expect(nextActionOf('payment_sent')).toEqual({ kind: 'check_payment', workingDays: 1 });
  });

  it('has no action that nothing leads to', () => {
    const led = new Set(outcomes.map((outcome) => nextActionOf(outcome)?.kind));
    for (const kind of nextActionKinds) expect(led).toContain(kind);
  });
});
