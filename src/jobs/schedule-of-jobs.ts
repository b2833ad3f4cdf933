import type { WorkingCalendar } from '../domain/calendar.js';
import { instantAt, type LocalDate } from '../domain/local-date.js';
import { dueSlot } from '../domain/schedule.js';

/** When the workspace's own jobs start, local time: promises before the first digests, escalations after them. */
const PROMISES_AT = '08:30';
const ESCALATIONS_AT = '08:45';

const EVERY_WORKING_DAY = [1, 2, 3, 4, 5] as const;

/** Whether the hour of the promise check has come on this working day. */
export function isPromiseTime(now: Date, today: LocalDate, timezone: string, cal: WorkingCalendar): boolean {
  const slot = dueSlot({ digestTime: PROMISES_AT, weekdays: EVERY_WORKING_DAY, timezone, cal, now, lastSlot: null });
  return slot === today;
}

/**
 * Whether the week's escalation list may go out: on the week's first working day from its hour on, and, if that was
 * missed, on any later working day of the week (managers should still get it, once).
 */
export function isEscalationTime(now: Date, today: LocalDate, timezone: string, cal: WorkingCalendar): boolean {
  return cal.isWorkingDay(today) && instantAt(today, ESCALATIONS_AT, timezone) <= now;
}
