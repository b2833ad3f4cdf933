/** How an instant is written: for whom, where, and when that is read. */
export interface DateSetting {
  /** BCP 47. */
  readonly locale: string;
  /** IANA; undefined: the browser's. */
  readonly timezone: string | undefined;
  readonly now: Date;
  /** "today", "yesterday", "tomorrow", and the same at the beginning of a text. */
  readonly words: {
    readonly today: string;
    readonly yesterday: string;
    readonly tomorrow: string;
    readonly titleToday: string;
    readonly titleYesterday: string;
    readonly titleTomorrow: string;
  };
}

/**
 * A date as `<!date^…>` and rich text's date element write it: `format` has tokens like {date_short_pretty}. Null when
 * there is no such instant (the fallback is shown then). A token that nobody knows stays as it is. `begins`: the date is
 * the beginning of a line, so that its first word has a capital letter.
 */
export function formatDate(seconds: number, format: string, setting: DateSetting, begins = true): string | null {
  const instant = new Date(seconds * 1000);
  if (Number.isNaN(instant.getTime())) return null;
  return format.replace(/\{(\w+)\}/g, (whole, token: string, offset: number) => {
    return tokenText(token, instant, setting, begins && format.slice(0, offset).trim() === '') ?? whole;
  });
}

function tokenText(token: string, instant: Date, setting: DateSetting, isFirst: boolean): string | null {
  const near = nearDay(instant, setting, isFirst);
  const thisYear = dayOf(instant, setting).slice(0, 4) === dayOf(setting.now, setting).slice(0, 4);
  switch (token) {
    case 'date_num':
      return dayOf(instant, setting);
    case 'date_slash':
      return write(instant, setting, { year: 'numeric', month: '2-digit', day: '2-digit' });
    case 'date':
      return long(instant, setting, { year: !thisYear });
    case 'date_pretty':
      return near ?? long(instant, setting, { year: !thisYear });
    case 'date_long':
      return long(instant, setting, { year: true, weekday: true });
    case 'date_long_pretty':
      return near ?? long(instant, setting, { year: true, weekday: true });
    case 'date_long_full':
      return long(instant, setting, { year: true });
    case 'day_divider_pretty':
      return near ?? long(instant, setting, { year: !thisYear, weekday: true });
    case 'date_short':
      return write(instant, setting, { year: 'numeric', month: 'short', day: 'numeric' });
    case 'date_short_pretty':
      return near ?? write(instant, setting, { year: 'numeric', month: 'short', day: 'numeric' });
    case 'time':
      return write(instant, setting, { hour: 'numeric', minute: '2-digit' });
    case 'time_secs':
      return write(instant, setting, { hour: 'numeric', minute: '2-digit', second: '2-digit' });
    case 'ago':
      return ago(instant, setting);
    default:
      return null;
  }
}

function write(instant: Date, setting: DateSetting, parts: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(setting.locale, { timeZone: setting.timezone, ...parts }).format(instant);
}

/** "February 18th, 2014": English says the day as an ordinal, as Slack does; other languages have their own form. */
function long(instant: Date, setting: DateSetting, parts: { year: boolean; weekday?: boolean }): string {
  const options: Intl.DateTimeFormatOptions = {
    timeZone: setting.timezone,
    month: 'long',
    day: 'numeric',
    ...(parts.year ? { year: 'numeric' } : {}),
    ...(parts.weekday === true ? { weekday: 'long' } : {}),
  };
  const format = new Intl.DateTimeFormat(setting.locale, options);
  if (!setting.locale.startsWith('en')) return format.format(instant);
  const rule = new Intl.PluralRules('en', { type: 'ordinal' });
  const endings: Record<string, string> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
  return format
    .formatToParts(instant)
    .map(({ type, value }) => (type === 'day' ? `${value}${endings[rule.select(Number(value))] ?? 'th'}` : value))
    .join('');
}

/** YYYY-MM-DD of the instant where the reader is. */
export function dayOf(instant: Date, setting: Pick<DateSetting, 'timezone'>): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone: setting.timezone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).formatToParts(instant);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`;
}

function nearDay(instant: Date, setting: DateSetting, isFirst: boolean): string | null {
  const day = Date.parse(dayOf(instant, setting));
  const today = Date.parse(dayOf(setting.now, setting));
  const { words } = setting;
  switch (Math.round((day - today) / 86_400_000)) {
    case 0:
      return isFirst ? words.titleToday : words.today;
    case -1:
      return isFirst ? words.titleYesterday : words.yesterday;
    case 1:
      return isFirst ? words.titleTomorrow : words.tomorrow;
    default:
      return null;
  }
}

const SPANS = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
] as const;

/** "3 minutes ago", "in 2 days". */
function ago(instant: Date, setting: DateSetting): string {
  const seconds = (instant.getTime() - setting.now.getTime()) / 1000;
  const format = new Intl.RelativeTimeFormat(setting.locale, { numeric: 'always' });
  for (const [unit, length] of SPANS) {
    if (Math.abs(seconds) >= length) return format.format(Math.trunc(seconds / length), unit);
  }
  return format.format(Math.trunc(seconds) === 0 ? -0 : Math.trunc(seconds), 'second');
}

/** Unix seconds of a wall clock's "2026-11-27" and "14:30" in a zone. A time that a clock change left out moves on. */
export function secondsAt(date: string, time: string, timezone: string | undefined): number {
  const asUtc = Date.parse(`${date}T${time}:00Z`);
  // Twice, since the first guess may lie on the other side of a clock change.
  let instant = asUtc - offsetAt(asUtc, timezone);
  instant = asUtc - offsetAt(instant, timezone);
  return Math.round(instant / 1000);
}

/** What a wall clock in the zone shows, as a datetime-local field wants it: "2026-11-27T14:30". */
export function wallClock(seconds: number, timezone: string | undefined): string {
  const instant = seconds * 1000;
  return new Date(instant + offsetAt(instant, timezone)).toISOString().slice(0, 16);
}

/** Milliseconds by which the zone's clocks are ahead of UTC at that instant. */
function offsetAt(instant: number, timezone: string | undefined): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: timezone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(new Date(instant));
  const part = (type: string) => Number(parts.find((each) => each.type === type)?.value ?? 0);
  const wall = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
  return wall - Math.floor(instant / 1000) * 1000;
}
