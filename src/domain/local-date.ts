/** A calendar date, YYYY-MM-DD: what somebody promised or a document says. Never an instant, so no time zone. */
export type LocalDate = string & { readonly __localDate: never };

const FORM = /^\d{4}-\d{2}-\d{2}$/;

/** True for a real date of the calendar (2026-02-30 is none). */
export function isLocalDate(text: string): text is LocalDate {
  if (!FORM.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text;
}

/** Throws RangeError for anything that is not a date of the calendar. */
export function localDate(text: string): LocalDate {
  if (!isLocalDate(text)) throw new RangeError(`not a date: ${text}`);
  return text;
}

/** The date of year, month (1-12) and day, or null if the calendar has no such day. */
export function dateOf(year: number, month: number, day: number): LocalDate | null {
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  return isLocalDate(text) ? text : null;
}

const epochDay = (date: LocalDate): number => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

export function addDays(date: LocalDate, days: number): LocalDate {
  return new Date((epochDay(date) + days) * 86_400_000).toISOString().slice(0, 10) as LocalDate;
}

/** Whole days from `from` to `to`; negative if `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return epochDay(to) - epochDay(from);
}

/** The one of two dates that comes first. */
export function earlierDate(a: LocalDate, b: LocalDate): LocalDate {
  if (a < b) return a;
  return b;
}

/** ISO weekday: 1 Monday … 7 Sunday. */
export function weekday(date: LocalDate): number {
  return ((((epochDay(date) + 3) % 7) + 7) % 7) + 1;
}

/** The last calendar day of the date's month. */
export function endOfMonth(date: LocalDate): LocalDate {
  const [year, month] = date.split('-').map(Number) as [number, number];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10) as LocalDate;
}

/** The calendar date at this instant in an IANA time zone. */
export function dateIn(instant: Date, timeZone: string): LocalDate {
  return new Date(wallClock(instant.getTime(), timeZone)).toISOString().slice(0, 10) as LocalDate;
}

/** The wall-clock time HH:MM at this instant in an IANA time zone. */
export function timeIn(instant: Date, timeZone: string): string {
  return new Date(wallClock(instant.getTime(), timeZone)).toISOString().slice(11, 16);
}

/** True for a time zone that this Node knows by name. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/**
 * The wall clock of an instant in a time zone, to the second, as the milliseconds that the same wall clock has in UTC.
 * Clocks jump at whole minutes, so what Intl says of one instant holds for its minute; asking it is dear.
 */
function wallClock(instant: number, timeZone: string): number {
  const second = Math.floor(instant / 1000) * 1000;
  const minute = Math.floor(instant / 60_000);
  const last = lastMinutes.get(timeZone);
  if (last?.minute === minute) return second + last.ahead;
  const shown = askWallClock(instant, timeZone);
  if (instant >= WHOLE_MINUTES_SINCE) lastMinutes.set(timeZone, { minute, ahead: shown - second });
  return shown;
}
const lastMinutes = new Map<string, { readonly minute: number; readonly ahead: number }>();
/** Before, some zones were seconds apart from UTC (the last was Liberia, until January 1972), and jumped within a minute. */
const WHOLE_MINUTES_SINCE = Date.UTC(1973, 0);

function askWallClock(instant: number, timeZone: string): number {
  let format = wallClocks.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
    wallClocks.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(instant).map((part) => [part.type, Number(part.value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}
const wallClocks = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant at which clocks in an IANA time zone first show this date and time (HH:MM). A time that they show twice
 * (clocks go back) is the first of the two; a time that they skip (clocks go forward) is the first moment after the
 * gap. Throws RangeError for a time that is not HH:MM.
 */
export function instantAt(date: LocalDate, time: string, timeZone: string): Date {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  if (match === null) throw new RangeError(`not a time of day: ${time}`);
  const wanted = Date.parse(`${date}T${time}:00Z`);
  const day = 86_400_000;
  const offsetAt = (instant: number): number => wallClock(instant, timeZone) - instant;
  const [before, after] = [offsetAt(wanted - day), offsetAt(wanted + day)];
  const shown = [wanted - before, wanted - after].filter((instant) => wallClock(instant, timeZone) === wanted);
  if (shown.length > 0) return new Date(Math.min(...shown));
  // Skipped. The clocks jump between these two moments; both are whole seconds.
  let [early, late] = [wanted - after, wanted - before];
  while (late - early > 1000) {
    const middle = early + Math.floor((late - early) / 2000) * 1000;
    if (wallClock(middle, timeZone) < wanted) early = middle;
    else late = middle;
  }
  return new Date(late);
}
