import { createRequire } from 'node:module';
import type HolidaysOfCountry from 'date-holidays';
import { addDays, type LocalDate, localDate } from './local-date.js';

// The holiday libraries take 0.2 s and 20 MB to load, and a workspace without a country never needs them:
// they are required on first use, not imported.
const require = createRequire(import.meta.url);

let holidaysClass: typeof HolidaysOfCountry | undefined;
function dateHolidays(): typeof HolidaysOfCountry {
  holidaysClass ??= require('date-holidays') as typeof HolidaysOfCountry;
  return holidaysClass;
}

let chineseDaysModule: typeof import('chinese-days') | undefined;
function chineseDays(): typeof import('chinese-days') {
  chineseDaysModule ??= require('chinese-days') as typeof import('chinese-days');
  return chineseDaysModule;
}

/** True if holidays are known for this ISO 3166 code, with or without a part of the country: "DE", "DE-BY", "US-NY". */
export function knowsCountry(code: string): boolean {
  if (code === 'CN') return true;
  const [country, state, ...rest] = code.split('-');
  if (country === undefined || rest.length > 0) return false;
  const library = new (dateHolidays())();
  if (!Object.hasOwn(library.getCountries(), country)) return false;
  return state === undefined || Object.hasOwn(library.getStates(country) ?? {}, state);
}

interface HolidaysOfPlace {
  readonly source: HolidaysOfCountry;
  readonly years: Set<number>;
  readonly days: Set<LocalDate>;
}
const places = new Map<string, HolidaysOfPlace>();

/**
 * True on a public holiday that takes the whole day. Bank, school and optional holidays do not count, nor do half
 * days (Christmas Eve from noon): people work in the morning, so a payment can arrive.
 */
export function isPublicHoliday(code: string, date: LocalDate): boolean {
  let place = places.get(code);
  if (place === undefined) {
    place = { source: new (dateHolidays())(code), years: new Set(), days: new Set() };
    places.set(code, place);
  }
  const year = Number(date.slice(0, 4));
  // A holiday of several days can begin in the old year.
  for (const listed of [year - 1, year]) {
    if (place.years.has(listed)) continue;
    place.years.add(listed);
    for (const day of wholeDays(place.source, listed)) place.days.add(day);
  }
  return place.days.has(date);
}

function* wholeDays(source: HolidaysOfCountry, year: number, named?: RegExp): Generator<LocalDate> {
  for (const holiday of source.getHolidays(year)) {
    if (holiday.type !== 'public' || (named !== undefined && !named.test(holiday.name))) continue;
    const hours = (holiday.end.getTime() - holiday.start.getTime()) / 3_600_000;
    // 23 hours when the clocks go forward; the half day that some feasts add at their edge is left out.
    const days = Math.floor((hours + 1) / 24);
    const first = localDate(holiday.date.slice(0, 10));
    for (let day = 0; day < days; day++) yield addDays(first, day);
  }
}

/** The feasts that are days off for everybody by law; the library also lists Children's Day and the like. */
const chineseFeasts = /元旦|春节|清明|劳动节|端午|中秋|国庆/;
/** By year: the feasts where no schedule is known yet, null where one is. */
const chineseYears = new Map<number, Set<LocalDate> | null>();

/**
 * Working days of mainland China: the State Council's yearly schedule, in which weekends are worked to make up for
 * long holidays (调休). For a year whose schedule is not out yet: Monday to Friday without the feasts fixed by law.
 */
export function chineseWorkday(date: LocalDate): boolean {
  const library = chineseDays();
  const year = Number(date.slice(0, 4));
  let feasts = chineseYears.get(year);
  if (feasts === undefined) {
    // Only in a year with a schedule is 1 October known as National Day.
    const scheduled = library.getDayDetail(`${date.slice(0, 4)}-10-01`).name.includes('国庆');
    feasts = scheduled ? null : new Set(wholeDays(new (dateHolidays())('CN'), year, chineseFeasts));
    chineseYears.set(year, feasts);
  }
  return library.isWorkday(date) && !feasts?.has(date);
}
