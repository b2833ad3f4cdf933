import { evaluatePromises } from '../../src/ledger/promise-check/evaluate.js';
import { rehearsed } from '../../src/ledger/unit-of-work.js';
import { TODAY } from '../books.js';
import { inTurns, type Line, ratioLine } from '../measure.js';
import type { Books, Measurement } from '../measurement.js';

/** The check when nothing but the last deadlines passed, beside one that does not know what was looked at before. */
export const promiseCheck: Measurement = {
  name: 'promise-check',
  on: 'books',
  async run({ ledger, workspace, clock, size }: Books): Promise<Line[]> {
    const day = { today: TODAY, now: clock.now() };
    const times = await inTurns(
      size > 200_000 ? 1 : 3,
      () =>
        rehearsed(ledger, async (unit) => {
          await unit(async (tx) => await tx.jobRun.deleteMany({ where: { job: 'promises' } }));
          await evaluatePromises(unit, workspace.id, day);
        }),
      () => rehearsed(ledger, async (unit) => await evaluatePromises(unit, workspace.id, day)),
    );
    return [ratioLine('promise check, only the last deadlines', times, 'full check', { atMost: 1 / 20 })];
  },
};
