import { describe, expect, it } from 'vitest';
import { Triggers } from '../../../src/sandbox/to-app/triggers.js';
import { TestTimer } from '../test-timer.js';

function some() {
  const timer = new TestTimer();
  return { timer, triggers: new Triggers(timer) };
}

describe('trigger ids', () => {
  it('a trigger is worth one form on the screen of who acted', () => {
    const { triggers } = some();
    const id = triggers.issue('U0DANA', { viewId: 'V1' });
    expect(triggers.redeem(id)).toEqual({ user: 'U0DANA', viewId: 'V1' });
    expect(triggers.redeem(id)).toBe('exchanged_trigger_id');
  });

  it('it lasts three seconds', () => {
    const { triggers, timer } = some();
    const [inTime, late] = [triggers.issue('U0DANA', null), triggers.issue('U0DANA', null)];
    timer.pass(3_000);
    expect(triggers.redeem(inTime)).toEqual({ user: 'U0DANA', viewId: null });
    timer.pass(1);
    expect(triggers.redeem(late)).toBe('expired_trigger_id');
    // Being late does not use it up: it stays late.
    expect(triggers.redeem(late)).toBe('expired_trigger_id');
  });

  it('what was never issued is invalid', () => {
    expect(some().triggers.redeem('12345.98765.abcd2358fdea')).toBe('invalid_trigger_id');
    expect(some().triggers.redeem('')).toBe('invalid_trigger_id');
  });

  it('no two are alike, at the same moment either', () => {
    const { triggers } = some();
    const ids = Array.from({ length: 200 }, () => triggers.issue('U0DANA', null));
    expect(new Set(ids).size).toBe(200);
  });
});
