import { describe, expect, it } from 'vitest';
import { setupMarks, setupStates, setupSteps } from '../../src/domain/setup.js';

const nothing = { timezone: false, currency: false, project: false, import: false, roles: false };

describe('the steps of setting up', () => {
  it('are all open in the beginning, in their order', () => {
    expect(setupStates(setupMarks({}), nothing)).toEqual(setupSteps.map((step) => ({ step, state: 'open' })));
  });

  it('are what somebody said of them', () => {
    const said = setupMarks({ offered: '2026-11-23T08:00:00Z', steps: { timezone: 'done', roles: 'later' } });
    const states = Object.fromEntries(setupStates(said, nothing).map(({ step, state }) => [step, state]));
    expect(states).toMatchObject({ timezone: 'done', currency: 'open', roles: 'later' });
  });

  it('are done when the books say so, also what was put off', () => {
    const said = setupMarks({ steps: { import: 'later' } });
    expect(setupStates(said, { ...nothing, import: true })).toContainEqual({ step: 'import', state: 'done' });
  });

  it.each([null, undefined, 'x', { steps: { lunch: 'done' } }, { steps: 5 }])(
    'are open where what is kept says nothing: %j',
    (kept) => {
      expect(setupMarks(kept)).toEqual({ steps: {} });
    },
  );
});
