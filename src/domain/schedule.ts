import type { WorkingCalendar } from './calendar.js';
import { addDays, dateIn, instantAt, type LocalDate, weekday } from './local-date.js';

/** A schedule that was off for longer than this starts afresh: nobody wants a digest that old. */
const longestCatchUp = 92;

/**
 * True if a digest may come on this date: a working day of the calendar and one of the ISO weekdays (1 Monday …
 * 7 Sunday). Monday to Friday all chosen means "every working day", so a Saturday worked to make up for a holiday and
 * a working week that begins on Sunday count too.
 */
export function isDigestDay(date: LocalDate, weekdays: readonly number[], calendar: WorkingCalendar): boolean {
  const everyWorkingDay = [1, 2, 3, 4, 5].every((day) => weekdays.includes(day));
  return (everyWorkingDay || weekdays.includes(weekday(date))) && calendar.isWorkingDay(date);
}

/**
 * The ISO weekdays among those chosen on which no digest comes all the same, because nobody works then. Monday to Friday
 * all chosen means "every working day", so none of them is such a day.
 * @param from the days after this one are looked at
 */
export function restDaysAmong(weekdays: readonly number[], calendar: WorkingCalendar, from: LocalDate): number[] {
  const weeks = Array.from({ length: 28 }, (_, index) => addDays(from, index + 1));
  const comesOn = new Set(weeks.filter((day) => isDigestDay(day, weekdays, calendar)).map(weekday));
  const everyWorkingDay = [1, 2, 3, 4, 5].every((day) => weekdays.includes(day));
  return weekdays.filter((day) => !comesOn.has(day) && !(everyWorkingDay && day <= 5));
}

/**
 * The date whose run is due now, or null. That is the latest digest day whose time has come, if it lies after
 * `lastSlot` (the date of the last run): missed days are caught up by the latest of them only (R17h), and a date never
 * comes twice, whatever clocks, time zone or settings do in between. With no run before (null) only today counts:
 * what was not set up has not missed anything. On days when clocks change: a time that is skipped has come at the
 * first moment after the gap, a time that comes twice at the first. Throws RangeError if digestTime is not HH:MM.
 */
export function dueSlot(schedule: {
  readonly digestTime: string;
  readonly weekdays: readonly number[];
  readonly timezone: string;
  readonly cal: WorkingCalendar;
  readonly now: Date;
  readonly lastSlot: LocalDate | null;
}): LocalDate | null {
  const { now, lastSlot, timezone } = schedule;
  const today = dateIn(now, timezone);
  const oldest = addDays(today, lastSlot === null ? 0 : -longestCatchUp);
  for (let date = today; date >= oldest && (lastSlot === null || date > lastSlot); date = addDays(date, -1)) {
    if (!isDigestDay(date, schedule.weekdays, schedule.cal)) continue;
    if (instantAt(date, schedule.digestTime, timezone) <= now) return date;
  }
  return null;
}
