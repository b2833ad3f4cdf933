import { locale, words } from './words.js';

/** Instants as somebody of a time zone reads them. `ts` is Slack's: Unix seconds with a fraction, as text. */

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, name: string, options: Intl.DateTimeFormatOptions, tongue = locale): Intl.DateTimeFormat {
  const key = `${tongue} ${zone} ${name}`;
  const known = formats.get(key);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat(tongue, { timeZone: zone, ...options });
  formats.set(key, made);
  return made;
}

export function instantOf(ts: string): Date {
  return new Date(Number(ts) * 1000);
}

/** "9:05 AM". */
export function timeOf(instant: Date, zone: string): string {
  return format(zone, 'time', { hour: 'numeric', minute: '2-digit' }).format(instant);
}

/** "Monday, November 23, 2026 at 9:05:12 AM". */
export function fullTimeOf(instant: Date, zone: string): string {
  return format(zone, 'full', { dateStyle: 'full', timeStyle: 'medium' }).format(instant);
}

/** "Mon, Nov 23, 9:05 AM". */
export function shortDateTime(instant: Date, zone: string): string {
  const options = { weekday: 'short', month: 'short', day: 'numeric', hour: 'numeric', minute: '2-digit' } as const;
  return format(zone, 'short', options).format(instant);
}

/** The calendar date there, YYYY-MM-DD. */
export function dayOf(instant: Date, zone: string): string {
  return format(zone, 'day', { year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA').format(instant);
}

/** A calendar date in words, as the day divider of a channel says it: "Today", "Yesterday", "Friday, November 20". */
export function dayName(day: string, today: string): string {
  if (day === today) return words.channel.today;
  if (day === shiftDay(today, -1)) return words.channel.yesterday;
  const sameYear = day.slice(0, 4) === today.slice(0, 4);
  const options: Intl.DateTimeFormatOptions = { weekday: 'long', month: 'long', day: 'numeric' };
  if (!sameYear) options.year = 'numeric';
  return format('UTC', `day ${sameYear}`, options).format(new Date(`${day}T12:00:00Z`));
}

/** A calendar date in short: "Mon, Nov 23". */
export function shortDay(day: string): string {
  const options = { weekday: 'short', month: 'short', day: 'numeric' } as const;
  return format('UTC', 'shortDay', options).format(new Date(`${day}T12:00:00Z`));
}

export function shiftDay(day: string, by: number): string {
  return new Date(Date.parse(`${day}T12:00:00Z`) + by * 86_400_000).toISOString().slice(0, 10);
}

/** "2 hours ago", as the last reply of a thread is dated. */
export function sinceOf(instant: Date, now: Date): string {
  const minutes = Math.round((now.getTime() - instant.getTime()) / 60_000);
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  if (minutes < 60) return relative.format(-minutes, 'minute');
  if (minutes < 36 * 60) return relative.format(-Math.round(minutes / 60), 'hour');
  return relative.format(-Math.round(minutes / 1440), 'day');
}

/** How long a time is: "3 days, 4 hours". */
export function spanOf(milliseconds: number): string {
  const minutes = Math.round(Math.abs(milliseconds) / 60_000);
  const parts: string[] = [];
  const add = (n: number, unit: string) => {
    if (n > 0) parts.push(new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(n));
  };
  add(Math.floor(minutes / 1440), 'day');
  add(Math.floor((minutes % 1440) / 60), 'hour');
  if (minutes < 1440) add(minutes % 60, 'minute');
  return new Intl.ListFormat(locale, { type: 'unit' }).format(parts);
}

/** The size of a file. */
export function sizeOf(bytes: number): string {
  const number = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(value);
  if (bytes < 1000) return words.message.bytes(number(bytes));
  if (bytes < 1_000_000) return words.message.kilobytes(number(bytes / 1000));
  return words.message.megabytes(number(bytes / 1_000_000));
}
