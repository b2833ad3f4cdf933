import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { dateIn, localDate, timeIn, weekday } from '../../src/domain/local-date.js';
import {
  areHours,
  isWorkingTime,
  nextDailyTime,
  nextWorkingTime,
  type WorkingHours,
} from '../../src/domain/working-hours.js';

const office: WorkingHours = {
  from: '08:00',
  until: '18:00',
  weekdays: [],
  timezone: 'Europe/Berlin',
  country: null,
  away: null,
};
const away = (from: string, until: string) => ({ from: localDate(from), until: localDate(until) });

describe('the next time at which somebody works', () => {
  test.each<[string, Partial<WorkingHours>, string, string]>([
    ['within hours: at once', {}, '2026-11-23T10:00:00Z', '2026-11-23T10:00:00Z'],
    ['the first minute belongs to them', {}, '2026-11-23T07:00:00Z', '2026-11-23T07:00:00Z'],
    ['before the day begins', {}, '2026-11-23T06:59:59Z', '2026-11-23T07:00:00Z'],
    ['the end does not belong to them', {}, '2026-11-23T17:00:00Z', '2026-11-24T07:00:00Z'],
    ['a weekend', {}, '2026-11-21T10:00:00Z', '2026-11-23T07:00:00Z'],
    ['Friday evening', {}, '2026-11-20T20:00:00Z', '2026-11-23T07:00:00Z'],
    ['a public holiday', { country: 'DE' }, '2026-12-24T20:00:00Z', '2026-12-28T07:00:00Z'],
    [
      'a Saturday worked to make up for a holiday',
      { country: 'CN', timezone: 'Asia/Shanghai' },
      '2026-02-14T02:00:00Z',
      '2026-02-14T02:00:00Z',
    ],
    ['a week from Sunday to Thursday', { weekdays: [7, 1, 2, 3, 4] }, '2026-11-19T20:00:00Z', '2026-11-22T07:00:00Z'],
    [
      'own weekdays, on a public holiday',
      { weekdays: [4, 5, 6], country: 'DE' },
      '2026-12-25T10:00:00Z',
      '2026-12-31T07:00:00Z',
    ],
    [
      'own weekdays go before the weekend of the country',
      { weekdays: [6], country: 'DE' },
      '2026-11-23T10:00:00Z',
      '2026-11-28T07:00:00Z',
    ],
    [
      'where the weekend is Friday and Saturday',
      { country: 'IL', timezone: 'Asia/Jerusalem' },
      '2026-11-20T09:00:00Z',
      '2026-11-22T06:00:00Z',
    ],
    [
      'beyond the date line it is tomorrow already',
      { timezone: 'Pacific/Kiritimati' },
      '2026-11-22T18:30:00Z',
      '2026-11-22T18:30:00Z',
    ],
    [
      'and on this side still yesterday',
      { timezone: 'Pacific/Pago_Pago' },
      '2026-11-23T02:00:00Z',
      '2026-11-23T19:00:00Z',
    ],
    [
      'Friday evening there is Saturday',
      { timezone: 'Pacific/Kiritimati' },
      '2026-11-20T12:00:00Z',
      '2026-11-22T18:00:00Z',
    ],
    ['half hours', { timezone: 'Asia/Kolkata' }, '2026-11-23T01:00:00Z', '2026-11-23T02:30:00Z'],
    ['three quarters', { timezone: 'Asia/Kathmandu' }, '2026-11-23T01:00:00Z', '2026-11-23T02:15:00Z'],
    ['the morning after clocks went forward', {}, '2026-03-27T18:00:00Z', '2026-03-30T06:00:00Z'],
    ['the morning after clocks went back', {}, '2026-10-23T18:00:00Z', '2026-10-26T07:00:00Z'],
    [
      'a beginning that clocks skip',
      { from: '02:30', until: '12:00', weekdays: [7] },
      '2026-03-28T12:00:00Z',
      '2026-03-29T01:00:00Z',
    ],
    [
      'hours that clocks skip altogether',
      { from: '02:10', until: '02:50', weekdays: [7] },
      '2026-03-28T12:00:00Z',
      '2026-04-05T00:10:00Z',
    ],
    [
      'a beginning that clocks show twice is the first',
      { from: '02:30', until: '12:00', weekdays: [7] },
      '2026-10-24T12:00:00Z',
      '2026-10-25T00:30:00Z',
    ],
    ['round the clock', { from: '00:00', until: '24:00' }, '2026-11-23T22:59:59Z', '2026-11-23T22:59:59Z'],
    [
      'round the clock, on a weekend',
      { from: '00:00', until: '24:00' },
      '2026-11-20T23:00:00Z',
      '2026-11-22T23:00:00Z',
    ],
    ['away', { away: away('2026-11-23', '2026-11-30') }, '2026-11-23T10:00:00Z', '2026-12-01T07:00:00Z'],
    [
      'the last day of an absence is where they are',
      { away: away('2026-11-23', '2026-11-24'), timezone: 'Pacific/Auckland' },
      '2026-11-24T10:00:00Z',
      '2026-11-24T19:00:00Z',
    ],
    [
      'an absence that ends on a Friday',
      { away: away('2026-11-23', '2026-11-27') },
      '2026-11-24T10:00:00Z',
      '2026-11-30T07:00:00Z',
    ],
    ['before an absence', { away: away('2026-11-24', '2026-11-27') }, '2026-11-23T10:00:00Z', '2026-11-23T10:00:00Z'],
  ])('%s', (_, hours, at, next) => {
    expect(nextWorkingTime(new Date(at), { ...office, ...hours })).toEqual(new Date(next));
  });

  it('is never before, and always within their hours, whoever they are', () => {
    const zone = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'Asia/Kolkata',
      'Australia/Lord_Howe',
      'UTC',
    );
    const day = fc.constantFrom<number[]>([], [1, 2, 3, 4, 5], [6, 7], [3], [7, 1, 2, 3, 4]);
    const hours = fc.constantFrom(['08:00', '18:00'], ['06:30', '14:15'], ['00:00', '24:00'], ['12:00', '23:59']);
    const at = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(zone, day, hours, at, (timezone, weekdays, [from = '', until = ''], now) => {
        const works = { ...office, timezone, weekdays, from, until };
        const next = nextWorkingTime(now, works);
        expect(next.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(isWorkingTime(next, works)).toBe(true);
        const clock = timeIn(next, timezone);
        expect(clock >= from && clock < until).toBe(true);
        const on = weekday(dateIn(next, timezone));
        expect(weekdays.length === 0 ? on <= 5 : weekdays.includes(on)).toBe(true);
        expect(nextWorkingTime(next, works)).toEqual(next);
      }),
      { numRuns: 200 },
    );
  });

  it('of nobody who never works is now: better at the wrong time than never', () => {
    const now = new Date('2026-11-23T10:00:00Z');
    expect(nextWorkingTime(now, { ...office, away: away('2026-11-01', '2029-11-01') })).toEqual(now);
  });
});

describe('the one message a day', () => {
  test.each<[string, Partial<WorkingHours>, string, string]>([
    ['comes an hour after the day begins', {}, '2026-11-23T05:00:00Z', '2026-11-23T08:00:00Z'],
    ['takes what the morning brought', {}, '2026-11-23T07:30:00Z', '2026-11-23T08:00:00Z'],
    ['after it, the next day', {}, '2026-11-23T08:00:01Z', '2026-11-24T08:00:00Z'],
    ['after a Friday, on Monday', {}, '2026-11-20T12:00:00Z', '2026-11-23T08:00:00Z'],
    [
      'within a day that is shorter than an hour',
      { from: '09:00', until: '09:30' },
      '2026-11-23T05:00:00Z',
      '2026-11-23T08:29:00Z',
    ],
    [
      'not while they are away',
      { away: away('2026-11-23', '2026-11-24') },
      '2026-11-23T05:00:00Z',
      '2026-11-25T08:00:00Z',
    ],
  ])('%s', (_, hours, at, next) => {
    expect(nextDailyTime(new Date(at), { ...office, ...hours })).toEqual(new Date(next));
  });
});

test.each([
  ['08:00', '18:00', true],
  ['00:00', '24:00', true],
  ['18:00', '08:00', false],
  ['08:00', '08:00', false],
  ['8:00', '18:00', false],
  ['08:00', '25:00', false],
  ['24:00', '24:00', false],
])('hours from %s to %s: %s', (from, until, are) => {
  expect(areHours(from, until)).toBe(are);
});
