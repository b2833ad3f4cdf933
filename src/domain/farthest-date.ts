import { endOfMonth, isLocalDate, type LocalDate, localDate } from './local-date.js';

/** Nobody promises further ahead, in years: a date beyond is a slip of the year. */
const FARTHEST_YEARS = 2;

/** The last day on which anything can be promised: the same day in two years, or that month's last. */
export function farthestDate(today: LocalDate): LocalDate {
  const year = Number(today.slice(0, 4)) + FARTHEST_YEARS;
  const same = `${year}${today.slice(4)}`;
  return isLocalDate(same) ? same : endOfMonth(localDate(`${year}${today.slice(4, 7)}-01`));
}
