import { calendarOf, isDayOff } from './calendar.js';
import { addDays, dateIn, instantAt, type LocalDate, weekday } from './local-date.js';

/** When somebody works: no direct message comes outside of it. */
export interface WorkingHours {
  /** HH:MM on their own clock; `until` may be 24:00. From before until: nobody's day goes over midnight here. */
  readonly from: string;
  readonly until: string;
  /** ISO weekdays on which they work; empty: the working days of their country. */
  readonly weekdays: readonly number[];
  /** IANA. */
  readonly timezone: string;
  /** ISO 3166 country whose public holidays are days off; null: none are. */
  readonly country: string | null;
  /** First and last day of an absence, if there is one. */
  readonly away: Absence | null;
}

/** Both days belong to it. */
export interface Absence {
  readonly from: LocalDate;
  readonly until: LocalDate;
}

const FROM = /^([01]\d|2[0-3]):[0-5]\d$/;
const UNTIL = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/;

/** True for hours that somebody can work: both on the clock, the end after the beginning. */
export function areHours(from: string, until: string): boolean {
  return FROM.test(from) && UNTIL.test(until) && from < until;
}

export const isAwayOn = (away: Absence | null, day: LocalDate): boolean =>
  away !== null && away.from <= day && day <= away.until;

/** True on a day on which they work, present or not. Chosen weekdays go before the country's weekend, not its holidays. */
function worksOn({ weekdays, country }: WorkingHours, day: LocalDate): boolean {
  if (weekdays.length === 0) return calendarOf(country).isWorkingDay(day);
  return weekdays.includes(weekday(day)) && !isDayOff(country, day);
}

/** Somebody who takes a longer leave than this is reached all the same: what nobody ever gets is worse. */
const FARTHEST = 400;

/** The hours of one day as instants: `until` is no longer within it. Null on a day off. */
function hoursOn(hours: WorkingHours, day: LocalDate): { readonly from: Date; readonly until: Date } | null {
  if (!worksOn(hours, day) || isAwayOn(hours.away, day)) return null;
  const { timezone } = hours;
  const from = instantAt(day, hours.from, timezone);
  const until =
    hours.until === '24:00' ? instantAt(addDays(day, 1), '00:00', timezone) : instantAt(day, hours.until, timezone);
  // Where clocks go forward, hours that lie wholly in the gap do not come that day.
  return from < until ? { from, until } : null;
}

/** The first instant, not before `at`, at which they are at work; `at` itself where that is now. */
export function nextWorkingTime(at: Date, hours: WorkingHours): Date {
  const first = dateIn(at, hours.timezone);
  for (let days = 0; days <= FARTHEST; days++) {
    const open = hoursOn(hours, addDays(first, days));
    if (open !== null && at < open.until) return at < open.from ? open.from : at;
  }
  return at;
}

export const isWorkingTime = (at: Date, hours: WorkingHours): boolean =>
  nextWorkingTime(at, hours).getTime() === at.getTime();

/** How long after the beginning of somebody's day their daily message comes: what a morning brings is in it then. */
const DAILY_AFTER = 60 * 60_000;

/** The next time, not before `at`, of the one message a day: an hour after the day's beginning, or at its very end. */
export function nextDailyTime(at: Date, hours: WorkingHours): Date {
  const first = dateIn(at, hours.timezone);
  for (let days = 0; days <= FARTHEST; days++) {
    const open = hoursOn(hours, addDays(first, days));
    if (open === null) continue;
    const daily = new Date(Math.min(open.from.getTime() + DAILY_AFTER, open.until.getTime() - 60_000));
    if (at <= daily) return daily;
  }
  return at;
}
