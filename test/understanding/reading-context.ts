import { type LocalDate, localDate, weekday } from '../../src/domain/local-date.js';
import type { ReadingContext } from '../../src/understanding/reading.js';

/** Somebody who types on this day, where Monday to Friday are working days but for the given ones. */
export function typedOn(today: string, holidays: readonly string[] = []): ReadingContext {
  return {
    today: localDate(today),
    locale: 'en',
    isWorkingDay: (date: LocalDate) => weekday(date) <= 5 && !holidays.includes(date),
  };
}

/** Monday 23 November 2026. */
export const monday = typedOn('2026-11-23');
