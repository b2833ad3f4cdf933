import { expect, test } from 'vitest';
import { severalNames } from '../../src/understanding/several-names.js';

test.each([
  ['Falcon and Apollo', [['Falcon', 'Apollo']]],
  ['猎鹰、阿波罗', [['猎鹰', '阿波罗']]],
  [
    'Smith & Sons and Apollo',
    [
      ['Smith & Sons', 'Apollo'],
      ['Smith', 'Sons and Apollo'],
      ['Smith', 'Sons', 'Apollo'],
    ],
  ],
  [
    '和平科技和远大',
    [
      ['和平科技', '远大'],
      ['平科技', '远大'],
    ],
  ],
  ['Falcon', []],
  ['Portland Sandals', []],
  ['and', []],
])('%s', (text, ways) => {
  expect(severalNames(text)).toEqual(ways);
});

test('more than four names, or a text full of joints, is no list', () => {
  expect(severalNames('A, B, C, D, E').filter((names) => names.length > 4)).toEqual([]);
  expect(severalNames('a,'.repeat(500))).toEqual([]);
});
