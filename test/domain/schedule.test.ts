import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf } from '../../src/domain/calendar.js';
import { dateIn, type LocalDate, localDate } from '../../src/domain/local-date.js';
import { dueSlot, isDigestDay, restDaysAmong } from '../../src/domain/schedule.js';

const weekdays = [1, 2, 3, 4, 5];
const everyDay = [1, 2, 3, 4, 5, 6, 7];
const always = { isWorkingDay: () => true };

describe('days of the digest', () => {
  it.each([
    ['a working day', '2026-11-23', weekdays, null, true],
    ['a Saturday', '2026-11-28', weekdays, null, false],
    ['a weekday that was not chosen', '2026-11-24', [1, 3, 5], null, false],
    ['a holiday', '2026-11-26', weekdays, 'US', false],
    ['a chosen Saturday is still no working day', '2026-11-28', [6], null, false],
    ['a Saturday worked in China', '2026-10-10', weekdays, 'CN', true],
    ['the same where only some days were chosen', '2026-10-10', [1, 3, 5], 'CN', false],
    ['a Sunday in Saudi Arabia', '2026-11-29', weekdays, 'SA', true],
    ['none chosen', '2026-11-23', [], null, false],
  ])('%s', (_case, date, chosen, country, expected) => {
    expect(isDigestDay(localDate(date), chosen, calendarOf(country))).toBe(expected);
  });
});

describe('chosen days on which no digest comes', () => {
  it.each([
    [weekdays, null, []],
    [everyDay, null, [6, 7]],
    [[1, 6], null, [6]],
    [[1, 2, 3, 4, 7], null, [7]],
    // Friday is one of "every working day"; that it is none there needs no word.
    [weekdays, 'SA', []],
    [[5, 7], 'SA', [5]],
    [everyDay, 'CN', [6, 7]],
  ] as const)('%j in %s', (chosen, country, expected) => {
    expect(restDaysAmong(chosen, calendarOf(country), localDate('2026-11-23'))).toEqual(expected);
  });
});

describe('the digest that is due', () => {
  const slot = (
    now: string,
    lastSlot: string | null,
    { digestTime = '09:00', timezone = 'Europe/Berlin', days = weekdays, country = null as string | null } = {},
  ) =>
    dueSlot({
      digestTime,
      weekdays: days,
      timezone,
      cal: calendarOf(country),
      now: new Date(now),
      lastSlot: lastSlot === null ? null : localDate(lastSlot),
    });

  it.each([
    ['a minute early', '2026-11-24T07:59:00Z', '2026-11-23', null],
    ['on time', '2026-11-24T08:00:00Z', '2026-11-23', '2026-11-24'],
    ['later that day', '2026-11-24T22:59:59Z', '2026-11-23', '2026-11-24'],
    ['already done', '2026-11-24T08:01:00Z', '2026-11-24', null],
    ['the night after, missed', '2026-11-24T23:30:00Z', '2026-11-23', '2026-11-24'],
    ['Saturday, Friday done', '2026-11-28T12:00:00Z', '2026-11-27', null],
    ['Saturday, Friday missed', '2026-11-28T12:00:00Z', '2026-11-26', '2026-11-27'],
    ['Monday before the hour, Friday missed', '2026-11-30T07:00:00Z', '2026-11-26', '2026-11-27'],
    ['Monday at the hour, a week missed: only today', '2026-11-30T08:00:00Z', '2026-11-20', '2026-11-30'],
    ['never run, before the hour', '2026-11-24T07:00:00Z', null, null],
    ['never run, after the hour', '2026-11-24T12:00:00Z', null, '2026-11-24'],
    ['never run, on a Saturday: nothing was missed', '2026-11-28T12:00:00Z', null, null],
    ['a last run in the future (the zone was changed)', '2026-11-24T12:00:00Z', '2026-11-25', null],
    ['years later', '2030-11-24T12:00:00Z', '2026-11-23', '2030-11-22'],
  ])('%s', (_case, now, lastSlot, expected) => {
    expect(slot(now, lastSlot)).toBe(expected);
  });

  it('is the channel’s date, not ours', () => {
    expect(slot('2026-11-23T22:00:00Z', '2026-11-23', { timezone: 'Pacific/Auckland' })).toBe('2026-11-24');
    expect(slot('2026-11-24T01:00:00Z', '2026-11-22', { timezone: 'America/Los_Angeles' })).toBe('2026-11-23');
  });

  it('passes over holidays: after Thanksgiving comes Friday', () => {
    const us = { timezone: 'America/New_York', country: 'US' };
    expect(slot('2026-11-26T18:00:00Z', '2026-11-25', us)).toBeNull();
    expect(slot('2026-11-27T14:00:00Z', '2026-11-25', us)).toBe('2026-11-27');
  });

  it('refuses a time that is none', () => {
    expect(() => slot('2026-11-24T08:00:00Z', null, { digestTime: '9am' })).toThrow(RangeError);
  });

  /** Every date whose run comes up when the clock is asked every five minutes, with the instant it came. */
  function runs(from: string, hours: number, schedule: { digestTime: string; timezone: string }) {
    const came: [LocalDate, string][] = [];
    let lastSlot: LocalDate | null = dateIn(new Date(Date.parse(from) - 1), schedule.timezone);
    for (let minute = 0; minute < hours * 60; minute += 5) {
      const now = new Date(Date.parse(from) + minute * 60_000);
      const due = dueSlot({ ...schedule, weekdays: everyDay, cal: always, now, lastSlot });
      if (due === null) continue;
      came.push([due, now.toISOString()]);
      lastSlot = due;
    }
    return came;
  }

  it.each([
    [
      'Berlin in spring: 02:30 is skipped, it comes at 03:00',
      '2026-03-27T23:00:00Z',
      { digestTime: '02:30', timezone: 'Europe/Berlin' },
      [
        ['2026-03-28', '2026-03-28T01:30:00.000Z'],
        ['2026-03-29', '2026-03-29T01:00:00.000Z'],
        ['2026-03-30', '2026-03-30T00:30:00.000Z'],
      ],
    ],
    [
      'Berlin in autumn: 02:30 is twice, it comes at the first',
      '2026-10-23T22:00:00Z',
      { digestTime: '02:30', timezone: 'Europe/Berlin' },
      [
        ['2026-10-24', '2026-10-24T00:30:00.000Z'],
        ['2026-10-25', '2026-10-25T00:30:00.000Z'],
        ['2026-10-26', '2026-10-26T01:30:00.000Z'],
      ],
    ],
    [
      'New York in spring',
      '2026-03-07T05:00:00Z',
      { digestTime: '02:15', timezone: 'America/New_York' },
      [
        ['2026-03-07', '2026-03-07T07:15:00.000Z'],
        ['2026-03-08', '2026-03-08T07:00:00.000Z'],
        ['2026-03-09', '2026-03-09T06:15:00.000Z'],
      ],
    ],
    [
      'New York in autumn',
      '2026-10-31T04:00:00Z',
      { digestTime: '01:30', timezone: 'America/New_York' },
      [
        ['2026-10-31', '2026-10-31T05:30:00.000Z'],
        ['2026-11-01', '2026-11-01T05:30:00.000Z'],
        ['2026-11-02', '2026-11-02T06:30:00.000Z'],
      ],
    ],
    [
      'nine o’clock stays nine o’clock',
      '2026-03-27T23:00:00Z',
      { digestTime: '09:00', timezone: 'Europe/Berlin' },
      [
        ['2026-03-28', '2026-03-28T08:00:00.000Z'],
        ['2026-03-29', '2026-03-29T07:00:00.000Z'],
        ['2026-03-30', '2026-03-30T07:00:00.000Z'],
      ],
    ],
  ])('%s', (_case, from, schedule, expected) => {
    expect(runs(from, 71, schedule)).toEqual(expected);
  });

  it('never gives a date twice and always the latest, whenever it is asked', () => {
    const times = fc.constantFrom('00:00', '01:30', '02:30', '09:00', '23:59');
    const zones = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Shanghai');
    const gaps = fc.array(fc.integer({ min: 1, max: 6 * 24 * 60 }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(times, zones, gaps, (digestTime, timezone, minutes) => {
        let now = Date.parse('2026-03-20T00:00:00Z');
        let lastSlot: LocalDate | null = localDate('2026-03-19');
        for (const gap of minutes) {
          now += gap * 60_000;
          const ask = { digestTime, weekdays, timezone, cal: calendarOf(null), now: new Date(now) };
          const due = dueSlot({ ...ask, lastSlot });
          if (due === null) continue;
          expect(lastSlot === null || due > lastSlot).toBe(true);
          expect(due <= dateIn(new Date(now), timezone)).toBe(true);
          // Done with it, nothing else is due at the same moment: older ones are dropped, not queued.
          expect(dueSlot({ ...ask, lastSlot: due })).toBeNull();
          lastSlot = due;
        }
      }),
    );
  });
});
