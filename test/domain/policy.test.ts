import { describe, expect, it } from 'vitest';
import { policyChangeSchema, policyOf, policySchema } from '../../src/domain/policy.js';

const defaults = {
  graceWorkingDays: 1,
  keptThresholdPercent: 100,
  silentDays: 14,
  staleDataDays: 3,
  keepMaxDays: 30,
  undoHours: 24,
  escalation: {
    notKeptInRow: 2,
    daysOverdue: 60,
    noContactDays: 14,
    ownerSilentWorkingDays: 2,
    amountLimits: {},
    maxCandidates: 20,
  },
};

describe('policy', () => {
  it.each([[{}], [null], [undefined], ['x'], [[]], [{ escalation: null }], [{ unknown: 1 }]])(
    'is the defaults where %j says nothing',
    (json) => {
      expect(policyOf(json)).toEqual(defaults);
      expect(policyOf({}, json)).toEqual(defaults);
    },
  );

  it('puts the client before the workspace before the defaults, setting by setting', () => {
    const workspace = {
      graceWorkingDays: 2,
      silentDays: 7,
      escalation: { daysOverdue: 45, amountLimits: { USD: 500_000, EUR: 400_000 } },
    };
    const client = { graceWorkingDays: 0, escalation: { noContactDays: 30, amountLimits: { USD: 900_000 } } };
    expect(policyOf(workspace, client)).toEqual({
      ...defaults,
      graceWorkingDays: 0,
      silentDays: 7,
      escalation: {
        ...defaults.escalation,
        daysOverdue: 45,
        noContactDays: 30,
        amountLimits: { USD: 900_000, EUR: 400_000 },
      },
    });
  });

  it('takes a stored value that is not allowed as not set, so that nothing stops', () => {
    const bad = { graceWorkingDays: -1, keptThresholdPercent: '99', escalation: { daysOverdue: 0, notKeptInRow: 3 } };
    expect(policyOf(bad)).toEqual({ ...defaults, escalation: { ...defaults.escalation, notKeptInRow: 3 } });
    expect(policyOf({ graceWorkingDays: 3 }, bad).graceWorkingDays).toBe(3);
  });

  it('refuses wrong values and unknown settings when they are set', () => {
    expect(policyChangeSchema.safeParse({ keptThresholdPercent: 99, escalation: { daysOverdue: 45 } }).success).toBe(
      true,
    );
    for (const change of [
      { graceWorkingDay: 2 },
      { keptThresholdPercent: 101 },
      { graceWorkingDays: 1.5 },
      { escalation: { dayOverdue: 3 } },
      { escalation: { amountLimits: { DOLLARS: 5 } } },
      { escalation: { amountLimits: { USD: -5 } } },
    ]) {
      expect(policyChangeSchema.safeParse(change).success).toBe(false);
    }
    expect(policySchema.safeParse({ undoHours: 0 }).success).toBe(false);
  });
});
