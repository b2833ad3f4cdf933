import { addDays, endOfMonth, type LocalDate, weekday } from './local-date.js';
import { chineseWorkday, isPublicHoliday, knowsCountry } from './public-holidays.js';

/** Which days people work. Deadlines (R7), reminders and digests are counted in working days of one of these. */
export interface WorkingCalendar {
  isWorkingDay(date: LocalDate): boolean;
}

/** Monday to Friday, no holidays. */
const plainWeek: WorkingCalendar = { isWorkingDay: (date) => weekday(date) <= 5 };

/** ISO weekdays of the weekend where it is not Saturday and Sunday. */
const weekends: Readonly<Record<string, readonly number[]>> = {
  BD: [5, 6],
  BH: [5, 6],
  DZ: [5, 6],
  EG: [5, 6],
  IL: [5, 6],
  IR: [5],
  LY: [5, 6],
  SA: [5, 6],
  SD: [5, 6],
};
const saturdayAndSunday: readonly number[] = [6, 7];

const calendars = new Map<string, WorkingCalendar>();

/**
 * The calendar of an ISO 3166 country, or of a part of one ("DE-BY", "US-NY"), in any case; null: Monday to Friday.
 * Whole-day public holidays are days off; in China (CN) weekends worked to make up for a holiday are working days.
 * A code that is not known counts as null, so that one bad setting does not stop a whole morning: check with
 * `isCountry` before storing one.
 */
export function calendarOf(country: string | null): WorkingCalendar {
  if (country === null) return plainWeek;
  const code = country.trim().toUpperCase();
  let calendar = calendars.get(code);
  if (calendar === undefined) {
    calendar = calendarFor(code);
    calendars.set(code, calendar);
  }
  return calendar;
}

/** True for a country code that `calendarOf` has holidays for. */
export function isCountry(code: string): boolean {
  return knowsCountry(code.trim().toUpperCase());
}

function calendarFor(code: string): WorkingCalendar {
  if (code === 'CN') return { isWorkingDay: chineseWorkday };
  if (!knowsCountry(code)) return plainWeek;
  const weekend = weekends[code.slice(0, 2)] ?? saturdayAndSunday;
  return { isWorkingDay: (date) => !weekend.includes(weekday(date)) && !isPublicHoliday(code, date) };
}

/**
 * True on a public holiday of the country, for somebody whose working week is their own: weekends do not count, except
 * in China, where nobody but its schedule knows which of them are worked. Null: no holidays.
 */
export function isDayOff(country: string | null, date: LocalDate): boolean {
  const code = country?.trim().toUpperCase() ?? '';
  if (code === 'CN') return weekday(date) <= 5 && !chineseWorkday(date);
  return code !== '' && knowsCountry(code) && isPublicHoliday(code, date);
}

/** More days off in a row than any country has: a calendar that goes beyond it has no working days. */
const longestRest = 60;

/** Throws RangeError if the calendar has no working day within sight. */
function step(from: LocalDate, direction: 1 | -1, calendar: WorkingCalendar): LocalDate {
  for (let days = 1; days <= longestRest; days++) {
    const date = addDays(from, direction * days);
    if (calendar.isWorkingDay(date)) return date;
  }
  throw new RangeError(`no working day within ${longestRest} days of ${from}`);
}

/** The first working day strictly after the date. */
export function nextWorkingDay(date: LocalDate, calendar: WorkingCalendar): LocalDate {
  return step(date, 1, calendar);
}

/** The last working day strictly before the date. */
export function previousWorkingDay(date: LocalDate, calendar: WorkingCalendar): LocalDate {
  return step(date, -1, calendar);
}

/**
 * The n-th working day after the date (before it for a negative n); 0 is the date itself, working day or not.
 * Friday + 1 is Monday, and so is Saturday + 1. Throws RangeError unless n is an integer.
 */
export function addWorkingDays(date: LocalDate, n: number, calendar: WorkingCalendar): LocalDate {
  if (!Number.isSafeInteger(n)) throw new RangeError(`not a number of days: ${n}`);
  let result = date;
  for (let left = Math.abs(n); left > 0; left--) result = step(result, n < 0 ? -1 : 1, calendar);
  return result;
}

/** How many working days lie in (from, to]; 0 if `to` is not after `from`. For the age of data and of messages. */
export function workingDaysBetween(from: LocalDate, to: LocalDate, calendar: WorkingCalendar): number {
  let days = 0;
  for (let date = addDays(from, 1); date <= to; date = addDays(date, 1)) if (calendar.isWorkingDay(date)) days++;
  return days;
}

/** "Month end" of R7: the last working day of the date's month (its last day, should the month have none). */
export function lastWorkingDayOfMonth(date: LocalDate, calendar: WorkingCalendar): LocalDate {
  const end = endOfMonth(date);
  for (let day = end; day.slice(0, 7) === date.slice(0, 7); day = addDays(day, -1)) {
    if (calendar.isWorkingDay(day)) return day;
  }
  return end;
}
