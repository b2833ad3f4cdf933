import { farthestDate } from '../domain/farthest-date.js';
import {
  addDays,
  dateOf,
  daysBetween,
  endOfMonth,
  type LocalDate,
  weekday as weekdayOf,
} from '../domain/local-date.js';
import type { DateSpec, MonthSpec, YearMonthDay } from './date-spec.js';
import type { ReadingContext } from './reading.js';

/** Whether a date to come is meant (a promise) or one that has been (a payment, a call). */
export type Toward = 'future' | 'past';

export type DateMeaning =
  | { readonly kind: 'date'; readonly date: LocalDate }
  /** More than one day can be meant; ascending, at least two, or one for a stretch that has one day left. */
  | { readonly kind: 'dates'; readonly choices: readonly LocalDate[] }
  /** A date to come was wanted and this one has been. */
  | { readonly kind: 'past'; readonly date: LocalDate; readonly choices: readonly LocalDate[] }
  /** A date that has been was wanted and this one has not. */
  | { readonly kind: 'future'; readonly date: LocalDate }
  | { readonly kind: 'too_far' }
  | { readonly kind: 'impossible' };

/** A day of this year that lies further back than this is next year's ("15 Mar" typed in November). */
const RECENT_DAYS = 183;
const MOST_CHOICES = 5;

const yearOf = (date: LocalDate): number => Number(date.slice(0, 4));
const monthOf = (date: LocalDate): number => Number(date.slice(5, 7));
const dayOf = (date: LocalDate): number => Number(date.slice(8, 10));

/** The first of the month that lies `offset` months from the date's. */
function firstOfMonth(date: LocalDate, offset: number): LocalDate {
  const months = yearOf(date) * 12 + monthOf(date) - 1 + offset;
  return dateOf(Math.floor(months / 12), (months % 12) + 1, 1) ?? date;
}

/** The same day so many months on, or that month's last. */
function addMonths(date: LocalDate, months: number): LocalDate {
  const first = firstOfMonth(date, months);
  return dateOf(yearOf(first), monthOf(first), dayOf(date)) ?? endOfMonth(first);
}

const mondayOf = (date: LocalDate, week: number): LocalDate => addDays(date, 1 - weekdayOf(date) + 7 * week);

function lastWorkingDayUpTo(date: LocalDate, isWorkingDay: ReadingContext['isWorkingDay']): LocalDate {
  for (let back = 0; back < 28; back++) {
    const day = addDays(date, -back);
    if (isWorkingDay(day)) return day;
  }
  return date;
}

function firstWorkingDayFrom(date: LocalDate, isWorkingDay: ReadingContext['isWorkingDay']): LocalDate {
  for (let ahead = 0; ahead < 28; ahead++) {
    const day = addDays(date, ahead);
    if (isWorkingDay(day)) return day;
  }
  return date;
}

function ascending(dates: Iterable<LocalDate>): LocalDate[] {
  return [...new Set(dates)].sort();
}

/** What a date phrase means on this day (R7). Pure; `toward` says on which side of today the date should lie. */
export function resolveDate(spec: DateSpec, context: ReadingContext, toward: Toward): DateMeaning {
  const { today, isWorkingDay } = context;
  const farthest = farthestDate(today);

  const judged = (date: LocalDate, choicesIfPast: readonly (LocalDate | null)[]): DateMeaning => {
    if (date > farthest) return { kind: 'too_far' };
    if (toward === 'past') return date > today ? { kind: 'future', date } : { kind: 'date', date };
    if (date >= today) return { kind: 'date', date };
    const choices = choicesIfPast.filter((choice) => choice !== null).filter((day) => day >= today && day <= farthest);
    return { kind: 'past', date, choices: ascending(choices).slice(0, MOST_CHOICES) };
  };

  const oneOf = (dates: readonly LocalDate[]): DateMeaning => {
    const wanted = ascending(
      dates.filter((date) => (toward === 'past' ? date <= today : date >= today && date <= farthest)),
    );
    const [only] = wanted;
    if (only === undefined) {
      const [first] = ascending(dates);
      return first === undefined ? { kind: 'impossible' } : judged(first, [addDays(first, 7)]);
    }
    return wanted.length === 1
      ? { kind: 'date', date: only }
      : { kind: 'dates', choices: wanted.slice(0, MOST_CHOICES) };
  };

  /** Every day of a stretch that may be meant: a question even when one is left. */
  const someOf = (dates: readonly LocalDate[], later: readonly LocalDate[]): DateMeaning => {
    const choices = ascending(dates.filter((date) => date > today && date <= farthest)).slice(0, MOST_CHOICES);
    if (choices.length > 0) return { kind: 'dates', choices };
    const [first] = ascending(dates);
    return first === undefined ? { kind: 'impossible' } : first > farthest ? { kind: 'too_far' } : judged(first, later);
  };

  /** The same day of the month, next month and next year: what a person may have meant by a date that has been. */
  const sameDayLater = ({ month, day }: { month: number; day: number }): (LocalDate | null)[] => {
    const thisMonth = dateOf(yearOf(today), monthOf(today), day);
    const nextMonth = firstOfMonth(today, 1);
    const nextInMonth =
      thisMonth !== null && thisMonth >= today ? thisMonth : dateOf(yearOf(nextMonth), monthOf(nextMonth), day);
    const thisYear = dateOf(yearOf(today), month, day);
    return [nextInMonth, thisYear !== null && thisYear >= today ? thisYear : dateOf(yearOf(today) + 1, month, day)];
  };

  const exact = (readings: readonly YearMonthDay[]): DateMeaning => {
    const dates = readings.map(({ year, month, day }) => dateOf(year, month, day)).filter((date) => date !== null);
    if (dates.length > 1) {
      const wanted = dates.filter((date) => (toward === 'past' ? date <= today : date >= today));
      if (wanted.length > 0) return wanted.every((date) => date > farthest) ? { kind: 'too_far' } : oneOf(wanted);
    }
    const [date] = ascending(dates);
    if (date === undefined) return { kind: 'impossible' };
    return judged(date, sameDayLater({ month: monthOf(date), day: dayOf(date) }));
  };

  const monthDay = (readings: readonly { month: number; day: number }[]): DateMeaning => {
    const step = toward === 'past' ? -1 : 1;
    /** On the wanted side of today. */
    const coming: LocalDate[] = [];
    /** So far on the other side that the next one is meant, and that one. */
    const rolled: LocalDate[] = [];
    const recent: { date: LocalDate; next: LocalDate | null; month: number; day: number }[] = [];
    for (const { month, day } of readings) {
      const years = [0, 1, 2, 3, 4].map((ahead) => yearOf(today) + ahead * step);
      // 29 February: the next one that there is
      const [date, next = null] = years.map((year) => dateOf(year, month, day)).filter((found) => found !== null);
      if (date === undefined) continue;
      const away = daysBetween(today, date) * step;
      if (away >= 0) coming.push(date);
      else if (-away > RECENT_DAYS && next !== null) rolled.push(next);
      else recent.push({ date, next, month, day });
    }
    const others = coming.length > 0 ? [] : recent.map(({ next }) => next).filter((next) => next !== null);
    const wanted = coming.length + rolled.length > 0 ? [...coming, ...rolled, ...others] : [];
    if (wanted.some((date) => date <= farthest)) return oneOf(wanted);
    if (wanted.length > 0) return { kind: 'too_far' };
    const last = recent.sort((a, b) => (a.date < b.date ? 1 : -1))[0];
    return last === undefined ? { kind: 'impossible' } : judged(last.date, recent.flatMap(sameDayLater));
  };

  const monthStart = (month: MonthSpec): LocalDate => {
    if (month.kind === 'relative') return firstOfMonth(today, month.offset);
    const first = dateOf(month.year ?? yearOf(today), month.month, 1) ?? today;
    if (month.year !== null || toward === 'past') return first;
    return daysBetween(endOfMonth(first), today) > RECENT_DAYS
      ? (dateOf(yearOf(today) + 1, month.month, 1) ?? first)
      : first;
  };

  const monthEnd = (month: MonthSpec | null): DateMeaning => {
    if (month === null) {
      const here = lastWorkingDayUpTo(endOfMonth(today), isWorkingDay);
      if (toward === 'past')
        return { kind: 'date', date: lastWorkingDayUpTo(endOfMonth(firstOfMonth(today, -1)), isWorkingDay) };
      return {
        kind: 'date',
        date: here > today ? here : lastWorkingDayUpTo(endOfMonth(firstOfMonth(today, 1)), isWorkingDay),
      };
    }
    const first = monthStart(month);
    const nextMonthEnd = lastWorkingDayUpTo(endOfMonth(firstOfMonth(today, 1)), isWorkingDay);
    const aYearOn = lastWorkingDayUpTo(endOfMonth(firstOfMonth(first, 12)), isWorkingDay);
    return judged(lastWorkingDayUpTo(endOfMonth(first), isWorkingDay), [
      nextMonthEnd,
      month.kind === 'named' ? aYearOn : null,
    ]);
  };

  switch (spec.kind) {
    case 'exact':
      return exact(spec.readings);
    case 'monthDay':
      return monthDay(spec.readings);
    case 'dayOfMonth': {
      if (spec.month !== null) {
        const first = monthStart(spec.month);
        const date = dateOf(yearOf(first), monthOf(first), spec.day);
        if (date === null) return { kind: 'impossible' };
        return judged(date, sameDayLater({ month: monthOf(date), day: spec.day }));
      }
      const step = toward === 'past' ? -1 : 1;
      for (let months = 0; months < 4; months++) {
        const first = firstOfMonth(today, months * step);
        const date = dateOf(yearOf(first), monthOf(first), spec.day);
        if (date !== null && (toward === 'past' ? date <= today : date >= today)) return { kind: 'date', date };
      }
      return { kind: 'impossible' };
    }
    case 'weekday': {
      const ahead = ((spec.weekday - weekdayOf(today) + 6) % 7) + 1;
      if (toward === 'future') return { kind: 'date', date: addDays(today, ahead) };
      return ahead === 7 ? oneOf([today, addDays(today, -7)]) : { kind: 'date', date: addDays(today, ahead - 7) };
    }
    case 'weekdayHere': {
      const here = addDays(mondayOf(today, 0), spec.weekday - 1);
      if (toward === 'past')
        return here > today ? { kind: 'date', date: addDays(here, -7) } : { kind: 'date', date: here };
      return here === today ? oneOf([today, addDays(today, 7)]) : judged(here, [addDays(here, 7)]);
    }
    case 'weekdayOfWeek': {
      const date = addDays(mondayOf(today, spec.week), spec.weekday - 1);
      return judged(date, [
        addDays(mondayOf(today, 0), spec.weekday - 1),
        addDays(mondayOf(today, 1), spec.weekday - 1),
      ]);
    }
    case 'lastWeekday': {
      const back = ((weekdayOf(today) - spec.weekday + 6) % 7) + 1;
      const recent = addDays(today, -back);
      const ofLastWeek = addDays(mondayOf(today, -1), spec.weekday - 1);
      if (toward === 'future') return judged(recent, [addDays(recent, 7), addDays(recent, 14)]);
      return oneOf([recent, ofLastWeek]);
    }
    case 'weekdayPlus': {
      const ahead = ((spec.weekday - weekdayOf(today) + 6) % 7) + 1;
      return judged(addDays(today, ahead + 7 * spec.weeks), []);
    }
    case 'offset': {
      const { unit, count } = spec;
      if (Math.abs(count) > 3000) return { kind: 'too_far' };
      if (unit === 'day' || unit === 'week') return judged(addDays(today, unit === 'day' ? count : 7 * count), [today]);
      if (unit === 'month')
        return Math.abs(count) > 120 ? { kind: 'too_far' } : judged(addMonths(today, count), [today]);
      let date = today;
      for (let left = Math.abs(count); left > 0; ) {
        date = addDays(date, Math.sign(count));
        if (Math.abs(daysBetween(today, date)) > 1500) return { kind: 'too_far' };
        if (isWorkingDay(date)) left--;
      }
      return judged(date, [today]);
    }
    case 'monthEnd':
      return monthEnd(spec.month);
    case 'weekEnd': {
      const sunday = addDays(mondayOf(today, spec.week), 6);
      const date = lastWorkingDayUpTo(sunday, isWorkingDay);
      const following = lastWorkingDayUpTo(addDays(sunday, 7), isWorkingDay);
      return judged(date, [following]);
    }
    case 'quarterEnd': {
      const quarter = spec.quarter ?? Math.ceil(monthOf(today) / 3) + spec.offset;
      const first = dateOf(spec.year ?? yearOf(today), 1, 1) ?? today;
      const endOf = (shift: number): LocalDate =>
        lastWorkingDayUpTo(endOfMonth(firstOfMonth(first, quarter * 3 - 1 + shift)), isWorkingDay);
      if (spec.year !== null || toward === 'past') return judged(endOf(0), [endOf(12)]);
      return judged(endOf(0) >= today ? endOf(0) : endOf(spec.quarter === null ? 3 : 12), []);
    }
    case 'yearEnd': {
      const endOf = (year: number): LocalDate => lastWorkingDayUpTo(dateOf(year, 12, 31) ?? today, isWorkingDay);
      const year = spec.year ?? yearOf(today) + spec.offset;
      return judged(endOf(year), [endOf(yearOf(today)), endOf(yearOf(today) + 1)]);
    }
    case 'week': {
      const days = [0, 1, 2, 3, 4, 5, 6].map((day) => addDays(mondayOf(today, spec.week), day));
      const working = days.filter((day) => isWorkingDay(day));
      return someOf(working.some((day) => day > today) ? working : days, [addDays(mondayOf(today, 1), 4)]);
    }
    case 'weekend': {
      const monday = mondayOf(today, spec.week);
      return someOf([addDays(monday, 5), addDays(monday, 6)], [addDays(monday, 12), addDays(monday, 13)]);
    }
    case 'monthPart': {
      const first = monthStart(spec.month);
      const on = (day: number): LocalDate => addDays(first, day - 1);
      const last = lastWorkingDayUpTo(endOfMonth(first), isWorkingDay);
      const opening = firstWorkingDayFrom(first, isWorkingDay);
      const days = {
        start: [opening, on(5), on(10)],
        middle: [on(10), on(15), on(20)],
        late: [on(20), on(25), last],
        whole: [opening, on(15), last],
      }[spec.part];
      return someOf(days, [last, firstWorkingDayFrom(firstOfMonth(first, 12), isWorkingDay)]);
    }
    case 'checked': {
      const meaning = resolveDate(spec.spec, context, toward);
      if (meaning.kind === 'dates') {
        const fitting = meaning.choices.filter((date) => weekdayOf(date) === spec.weekday);
        return fitting.length > 0 ? oneOf(fitting) : meaning;
      }
      if (meaning.kind !== 'date' || weekdayOf(meaning.date) === spec.weekday) return meaning;
      const forward = (spec.weekday - weekdayOf(meaning.date) + 7) % 7;
      const nearest = addDays(meaning.date, forward > 3 ? forward - 7 : forward);
      return oneOf([meaning.date, nearest]);
    }
    case 'either': {
      const dates: LocalDate[] = [];
      let failed: DateMeaning | null = null;
      for (const each of spec.specs) {
        const meaning = resolveDate(each, context, toward);
        if (meaning.kind === 'date') dates.push(meaning.date);
        else if (meaning.kind === 'dates') dates.push(...meaning.choices);
        else failed ??= meaning;
      }
      return dates.length > 0 ? oneOf(dates) : (failed ?? { kind: 'impossible' });
    }
    case 'impossible':
      return { kind: 'impossible' };
  }
}
