import { addWorkingDays, calendarOf, nextWorkingDay } from '../domain/calendar.js';
import { addDays, dateIn, instantAt, type LocalDate } from '../domain/local-date.js';

/** When the story's last morning is told: what is due at nine has come due. */
export const MORNING = '09:05';

/** Lumen works from Monday to Friday. */
const week = calendarOf(null);

/**
 * The days of the sample, told from its last morning: nothing in it has a date of its own, so that the story is as
 * fresh on any day it is played.
 */
export class StoryDays {
  constructor(
    /** The day of the last morning, a working day. */
    readonly today: LocalDate,
    readonly timezone: string,
  ) {}

  /**
   * The days of a story that is played now: its last morning is this day's, if this is a working day (even before its
   * morning has come), else the next working day's.
   */
  static at(now: Date, timezone: string): StoryDays {
    const today = dateIn(now, timezone);
    return new StoryDays(week.isWorkingDay(today) ? today : nextWorkingDay(today, week), timezone);
  }

  /** So many working days before (negative) or after the last morning. */
  working(days: number): LocalDate {
    return addWorkingDays(this.today, days, week);
  }

  /** So many calendar days before (negative) or after the last morning. */
  calendar(days: number): LocalDate {
    return addDays(this.today, days);
  }

  /** "16:40" of a working day at home. */
  at(days: number, time: string): Date {
    return instantAt(this.working(days), time, this.timezone);
  }
}
