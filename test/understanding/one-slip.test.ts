import { expect, test } from 'vitest';
import { isOneSlip } from '../../src/understanding/one-slip.js';

test.each([
  ['lgo', 'log', true],
  ['lg', 'log', true],
  ['logg', 'log', true],
  ['lag', 'log', true],
  ['promsied', 'promised', true],
  ['stauts', 'status', true],
  ['log', 'log', false],
  ['gol', 'log', false],
  ['logs', 'lo', false],
  ['promsed', 'promises', false],
  ['', 'a', true],
  ['', 'ab', false],
])('%s for %s: %s', (typed, meant, slip) => {
  expect(isOneSlip(typed, meant)).toBe(slip);
  expect(isOneSlip(meant, typed)).toBe(slip);
});
