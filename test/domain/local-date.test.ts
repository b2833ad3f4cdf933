import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dateIn,
  dateOf,
  daysBetween,
  endOfMonth,
  instantAt,
  isLocalDate,
  isTimeZone,
  localDate,
  timeIn,
  weekday,
} from '../../src/domain/local-date.js';
import { anyDate } from './arbitraries.js';

describe('calendar dates', () => {
  it.each(['2026-02-30', '2026-13-01', '2026-1-01', '2025-02-29', '2026-11-23T00:00', ''])('%s is none', (text) => {
    expect(isLocalDate(text)).toBe(false);
    expect(() => localDate(text)).toThrow(RangeError);
  });

  it('knows leap days, months and weekdays', () => {
    expect(dateOf(2028, 2, 29)).toBe('2028-02-29');
    expect(dateOf(2027, 2, 29)).toBeNull();
    expect(endOfMonth(localDate('2028-02-01'))).toBe('2028-02-29');
    expect(endOfMonth(localDate('2026-12-31'))).toBe('2026-12-31');
    expect(weekday(localDate('2026-11-23'))).toBe(1);
    expect(weekday(localDate('2026-11-22'))).toBe(7);
    expect(weekday(localDate('1969-12-31'))).toBe(3);
  });

  it('adding days and counting them are inverse, across every change of clocks', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -2000, max: 2000 }), (date, days) => {
        const other = addDays(date, days);
        expect(isLocalDate(other)).toBe(true);
        expect(daysBetween(date, other)).toBe(days);
        expect(addDays(other, -days)).toBe(date);
        expect(weekday(addDays(date, 7))).toBe(weekday(date));
      }),
    );
  });

  it('sorts as text in the order of time', () => {
    fc.assert(
      fc.property(anyDate, anyDate, (a, b) => {
        expect(a < b).toBe(daysBetween(a, b) > 0);
      }),
    );
  });
});

describe('dates and times in a time zone', () => {
  it('is the date and time where somebody is', () => {
    const instant = new Date('2026-11-23T23:30:00Z');
    expect(dateIn(instant, 'Asia/Shanghai')).toBe('2026-11-24');
    expect(timeIn(instant, 'Asia/Shanghai')).toBe('07:30');
    expect(dateIn(instant, 'America/New_York')).toBe('2026-11-23');
    expect(isTimeZone('Europe/Berlin')).toBe(true);
    expect(isTimeZone('Europe/Bärlin')).toBe(false);
  });

  it.each([
    ['an ordinary winter day', '2026-11-23', '09:00', 'Europe/Berlin', '2026-11-23T08:00:00.000Z'],
    ['an ordinary summer day', '2026-07-01', '09:00', 'Europe/Berlin', '2026-07-01T07:00:00.000Z'],
    ['skipped in Berlin', '2026-03-29', '02:30', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['the first moment after the gap', '2026-03-29', '03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['twice in Berlin', '2026-10-25', '02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['after both', '2026-10-25', '03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['skipped in New York', '2026-03-08', '02:00', 'America/New_York', '2026-03-08T07:00:00.000Z'],
    ['twice in New York', '2026-11-01', '01:30', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['a gap of half an hour', '2026-10-04', '02:15', 'Australia/Lord_Howe', '2026-10-03T15:30:00.000Z'],
    ['a midnight that is skipped', '2026-09-06', '00:00', 'America/Santiago', '2026-09-06T04:00:00.000Z'],
    ['a whole date that was skipped', '2011-12-30', '09:00', 'Pacific/Apia', '2011-12-30T10:00:00.000Z'],
    ['a quarter-hour zone', '2026-11-23', '09:00', 'Asia/Kathmandu', '2026-11-23T03:15:00.000Z'],
  ])('%s: %s %s %s', (_case, date, time, zone, expected) => {
    expect(instantAt(localDate(date), time, zone).toISOString()).toBe(expected);
  });

  it.each(['9:00', '24:00', '09:60', '', '09:00:00'])('refuses "%s" as a time of day', (time) => {
    expect(() => instantAt(localDate('2026-11-23'), time, 'UTC')).toThrow(RangeError);
  });

  it('is the first instant that shows this date and time, or the first after a gap', () => {
    const zones = fc.constantFrom(
      'Europe/Berlin',
      'America/New_York',
      'Australia/Lord_Howe',
      'America/St_Johns',
      'UTC',
    );
    const times = fc.integer({ min: 0, max: 1439 }).map((minutes) => {
      const [hour, minute] = [Math.floor(minutes / 60), minutes % 60];
      return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
    });
    fc.assert(
      fc.property(anyDate, times, zones, (date, time, zone) => {
        const instant = instantAt(date, time, zone);
        const shown = `${dateIn(instant, zone)} ${timeIn(instant, zone)}`;
        expect(shown >= `${date} ${time}`).toBe(true);
        const minuteBefore = new Date(instant.getTime() - 60_000);
        expect(`${dateIn(minuteBefore, zone)} ${timeIn(minuteBefore, zone)}` < `${date} ${time}`).toBe(true);
      }),
    );
  });
});

describe('the wall clock', () => {
  const at = (instant: string, zone: string) => timeIn(new Date(instant), zone);

  it('jumps between two instants that are asked one after the other', () => {
    expect(at('2026-03-29T00:59:59.900Z', 'Europe/Berlin')).toBe('01:59');
    expect(at('2026-03-29T01:00:00.100Z', 'Europe/Berlin')).toBe('03:00');
    expect(at('2026-03-29T00:59:30.000Z', 'Europe/Berlin')).toBe('01:59');
    expect(at('2026-03-29T01:00:30.000Z', 'Europe/London')).toBe('02:00');
  });

  it('also within a minute, where it did', () => {
    // Monrovia was 44 min 30 s behind until 1972-01-07T00:44:30Z, and has been at UTC since.
    expect(at('1972-01-07T00:44:29Z', 'Africa/Monrovia')).toBe('23:59');
    expect(at('1972-01-07T00:44:31Z', 'Africa/Monrovia')).toBe('00:44');
  });
});
