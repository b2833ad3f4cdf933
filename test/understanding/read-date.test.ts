import * as chrono from 'chrono-node';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateOf } from '../../src/domain/local-date.js';
import { readDate } from '../../src/understanding/read-date.js';
import { monday, typedOn } from './reading-context.js';

describe('a date on its own', () => {
  test.each([
    ['until Friday', { kind: 'date', date: '2026-11-27' }],
    ['2026-12-24', { kind: 'date', date: '2026-12-24' }],
    ['到下周五', { kind: 'date', date: '2026-12-04' }],
    ['至12月15日', { kind: 'date', date: '2026-12-15' }],
    ['by the end of the quarter', { kind: 'date', date: '2026-12-31' }],
    ['03/04', { kind: 'dates', choices: ['2027-03-04', '2027-04-03'] }],
    ['Friday or Monday', { kind: 'dates', choices: ['2026-11-27', '2026-11-30'] }],
    ['this weekend', { kind: 'dates', choices: ['2026-11-28', '2026-11-29'] }],
    ['22 Nov', { kind: 'past', date: '2026-11-22', choices: ['2026-12-22', '2027-11-22'] }],
    ['yesterday', { kind: 'past', date: '2026-11-22', choices: ['2026-11-23'] }],
    ['31 Feb', { kind: 'none' }],
    ['2031-01-01', { kind: 'none' }],
    ['soon', { kind: 'none' }],
    ['', { kind: 'none' }],
  ])('%s', (text, reading) => {
    expect(readDate(text, monday)).toEqual(reading);
  });

  test.each([
    ['Friday', '2026-11-20'],
    ['last Friday', '2026-11-20'],
    ['15 Dec', null],
    ['15 May', '2026-05-15'],
    ['20 Jan', '2026-01-20'],
    ['the 20th', '2026-11-20'],
    ['上周五', '2026-11-20'],
    ['3 days ago', '2026-11-20'],
    ['3天前', '2026-11-20'],
    ['tomorrow', null],
  ])('%s, looking back', (text, date) => {
    expect(readDate(text, monday, 'past')).toEqual(date === null ? { kind: 'none' } : { kind: 'date', date });
  });

  test('15 Dec, looking back in January, is last year’s', () => {
    expect(readDate('15 Dec', typedOn('2027-01-10'), 'past')).toEqual({ kind: 'date', date: '2026-12-15' });
  });
});

describe('English dates with their year agree with another reader of dates', () => {
  const months = [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ];
  const ordinal = (day: number): string =>
    `${day}${day % 10 === 1 && day !== 11 ? 'st' : day % 10 === 2 && day !== 12 ? 'nd' : day % 10 === 3 && day !== 13 ? 'rd' : 'th'}`;
  const forms: readonly ((day: number, month: string, year: number) => string)[] = [
    (day, month, year) => `${day} ${month} ${year}`,
    (day, month, year) => `${ordinal(day)} of ${month} ${year}`,
    (day, month, year) => `${month} ${day}, ${year}`,
    (day, month, year) => `${month.slice(0, 3)} ${ordinal(day)} ${year}`,
    (day, month, year) => `${day}-${month.slice(0, 3)}-${year}`,
  ];

  test('in every usual form', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 31 }),
        fc.integer({ min: 1, max: 12 }),
        fc.constantFrom(2027, 2028),
        fc.constantFrom(...forms),
        (day, month, year, form) => {
          const date = dateOf(year, month, day);
          fc.pre(date !== null && date <= '2028-11-23');
          const text = form(day, months[month - 1] ?? '', year);
          const start = chrono.strict.parse(text)[0]?.start;
          const other =
            start === undefined ? null : dateOf(start.get('year') ?? 0, start.get('month') ?? 0, start.get('day') ?? 0);
          expect(readDate(text, monday)).toEqual({ kind: 'date', date: other });
        },
      ),
    );
  });
});
