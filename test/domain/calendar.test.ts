import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addWorkingDays,
  calendarOf,
  isCountry,
  lastWorkingDayOfMonth,
  nextWorkingDay,
  previousWorkingDay,
  type WorkingCalendar,
  workingDaysBetween,
} from '../../src/domain/calendar.js';
import { addDays, localDate } from '../../src/domain/local-date.js';
import { isPublicHoliday } from '../../src/domain/public-holidays.js';
import { anyDate } from './arbitraries.js';

const week = calendarOf(null);
const works = (country: string | null, date: string) => calendarOf(country).isWorkingDay(localDate(date));

describe('working days', () => {
  it.each([
    [null, '2026-12-25', true],
    [null, '2026-11-28', false],
    ['DE', '2026-12-25', false],
    ['DE', '2026-12-24', true],
    ['de', '2026-10-03', false],
    ['DE', '2026-06-04', true],
    ['DE-BY', '2026-06-04', false],
    ['US', '2026-11-26', false],
    ['US', '2026-07-03', false],
    ['US', '2026-10-30', true],
    ['GB', '2026-12-28', false],
    ['JP', '2026-05-06', false],
    // A feast of several days, half of one of them: 19 (eve), 20, 21, 22 March.
    ['TR', '2026-03-20', false],
    ['TR', '2026-03-23', true],
    // The eve is free from noon: people work in the morning.
    ['GT', '2026-12-24', true],
    // Friday and Saturday are the weekend, Sunday is not.
    ['SA', '2026-11-27', false],
    ['SA', '2026-11-29', true],
    ['IL', '2026-11-28', false],
    // Only the year before lists this feast, which reaches into the new one.
    ['SZ', '2026-01-02', false],
    // Listed, but not a public holiday.
    ['DE', '2026-11-18', true],
    ['XX', '2026-11-27', true],
  ])('%s on %s: %s', (country, date, expected) => {
    expect(works(country, date)).toBe(expected);
  });

  it.each([
    ['National Day', '2026-10-01', false],
    ['the last day of the holiday week', '2026-10-07', false],
    ['a Saturday worked for it', '2026-10-10', true],
    ['a Saturday worked for the Spring Festival', '2026-02-14', true],
    ['a Sunday worked for New Year', '2026-01-04', true],
    ['an ordinary Saturday', '2026-11-28', false],
    ["Children's Day is no day off for others", '2026-06-01', true],
    ['National Day of a year without a schedule', '2032-10-01', false],
    ["Children's Day of a year without a schedule", '2032-06-01', true],
    ['an ordinary Saturday of a year without a schedule', '2032-10-09', false],
  ])('China: %s', (_case, date, expected) => {
    expect(works('CN', date)).toBe(expected);
  });

  it('counts a holiday on the day the clocks go forward: it has 23 hours', () => {
    expect(isPublicHoliday('CH', localDate('2027-03-28'))).toBe(true);
    expect(isPublicHoliday('CH', localDate('2027-03-30'))).toBe(false);
  });

  it('knows which countries it knows', () => {
    for (const code of ['DE', 'de', 'CN', 'US-NY', 'DE-BY', 'GB']) expect(isCountry(code)).toBe(true);
    for (const code of ['XX', '', 'Germany', 'DE-XX', 'DE-BY-1', '__proto__', 'constructor']) {
      expect(isCountry(code)).toBe(false);
    }
  });

  it('gives the same calendar each time: the libraries are slow to set up', () => {
    expect(calendarOf('FR')).toBe(calendarOf(' fr '));
  });

  it('does not load the holiday libraries before a country is asked for', () => {
    const probe = `
      const { calendarOf } = await import('./src/domain/calendar.ts');
      const { createRequire } = await import('node:module');
      const loaded = () => Object.keys(createRequire(import.meta.url).cache).some((file) => /date-holidays|chinese-days/.test(file));
      calendarOf(null).isWorkingDay('2026-11-23');
      const before = loaded();
      calendarOf('DE').isWorkingDay('2026-11-23');
      console.log(before, loaded());`;
    const printed = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', probe], {
      encoding: 'utf8',
    });
    expect(printed.trim()).toBe('false true');
  });
});

describe('counting in working days', () => {
  const calendars: [string, WorkingCalendar][] = [
    ['Monday to Friday', week],
    ['Germany', calendarOf('DE')],
    ['China', calendarOf('CN')],
    ['Saudi Arabia', calendarOf('SA')],
  ];

  it('goes from Friday and from the weekend to Monday', () => {
    for (const date of ['2026-11-27', '2026-11-28', '2026-11-29']) {
      expect(addWorkingDays(localDate(date), 1, week)).toBe('2026-11-30');
    }
    expect(addWorkingDays(localDate('2026-11-28'), 0, week)).toBe('2026-11-28');
    expect(addWorkingDays(localDate('2026-11-29'), -1, week)).toBe('2026-11-27');
    expect(previousWorkingDay(localDate('2026-11-30'), week)).toBe('2026-11-27');
    expect(addWorkingDays(localDate('2026-12-23'), 2, calendarOf('DE'))).toBe('2026-12-28');
  });

  it('ends the month on its last working day', () => {
    expect(lastWorkingDayOfMonth(localDate('2026-10-05'), week)).toBe('2026-10-30');
    expect(lastWorkingDayOfMonth(localDate('2026-10-31'), week)).toBe('2026-10-30');
    expect(lastWorkingDayOfMonth(localDate('2026-11-01'), week)).toBe('2026-11-30');
    expect(lastWorkingDayOfMonth(localDate('2026-02-10'), { isWorkingDay: () => false })).toBe('2026-02-28');
  });

  it('refuses a calendar without working days and half days', () => {
    expect(() => nextWorkingDay(localDate('2026-11-23'), { isWorkingDay: () => false })).toThrow(RangeError);
    expect(() => addWorkingDays(localDate('2026-11-23'), 0.5, week)).toThrow(RangeError);
  });

  it.each(calendars)('%s: back and forth ends where it began, on working days only', (_name, calendar) => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: 1, max: 30 }), (date, n) => {
        const later = addWorkingDays(date, n, calendar);
        expect(calendar.isWorkingDay(later)).toBe(true);
        expect(workingDaysBetween(date, later, calendar)).toBe(n);
        const back = addWorkingDays(later, -n, calendar);
        // From a day off, the way back ends on the working day before it.
        expect(back).toBe(calendar.isWorkingDay(date) ? date : previousWorkingDay(date, calendar));
      }),
      { numRuns: 60 },
    );
  });

  it.each(calendars)('%s: next and previous are strict neighbours', (_name, calendar) => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const next = nextWorkingDay(date, calendar);
        expect(next > date).toBe(true);
        for (let day = addDays(date, 1); day < next; day = addDays(day, 1)) {
          expect(calendar.isWorkingDay(day)).toBe(false);
        }
        const previous = previousWorkingDay(date, calendar);
        expect(previous < date).toBe(true);
        expect(nextWorkingDay(previous, calendar) >= date).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
