import { type LocalDate, weekday } from '../domain/local-date.js';
import { fractionDigits, type Money, toDecimal } from '../domain/money.js';

/** The languages that Collect speaks. */
export type Locale = 'en' | 'zh-CN';

/** Where Intl's sign alone could mean two currencies to a reader of that language. */
const SIGNS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  // Intl writes the two CFA francs "FCFA" and "F CFA".
  en: { JPY: 'JP¥', XAF: 'XAF', XOF: 'XOF' },
  'zh-CN': { XAF: 'XAF', XOF: 'XOF' },
};

const moneyFormats = new Map<string, Intl.NumberFormat>();

function moneyFormat(locale: Locale, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  let format = moneyFormats.get(key);
  if (format === undefined) {
    const digits = fractionDigits(currency);
    format = new Intl.NumberFormat(locale, {
      style: 'currency',
      currency,
      // ISO 4217 decides, not CLDR's habits (which would drop the fils of an IQD amount).
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    });
    moneyFormats.set(key, format);
  }
  return format;
}

/**
 * "$12,400.00", "CA$80.00", "JP¥1,200", "KWD 1.250"; zh-CN: "¥124,000.00", "US$12,400.00". To the minor unit, always:
 * Intl gets the decimal text, never a floating point number. Throws RangeError for an unknown currency.
 */
export function formatMoney(money: Money, locale: Locale): string {
  const decimal = toDecimal(money) as `${number}`;
  const sign = SIGNS[locale][money.currency];
  const format = moneyFormat(locale, money.currency);
  if (sign === undefined) return format.format(decimal as unknown as number);
  const parts = format.formatToParts(decimal as unknown as number);
  return parts.map((part) => (part.type === 'currency' ? sign : part.value)).join('');
}

/** "CNY 5,000.00", "JPY 5,000": where a sign would leave open what is meant. Throws RangeError for an unknown currency. */
export function formatMoneyByCode(money: Money, locale: Locale): string {
  const digits = fractionDigits(money.currency);
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency: money.currency,
    currencyDisplay: 'code',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return format.format(toDecimal(money) as unknown as number);
}

const WEEKDAYS: Record<Locale, readonly string[]> = {
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  'zh-CN': ['周一', '周二', '周三', '周四', '周五', '周六', '周日'],
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** What of a date is written; both true unless said. */
export interface DateParts {
  readonly weekday?: boolean;
  readonly year?: boolean;
}

/**
 * A calendar date, never moved by a time zone: "Fri 27 Nov 2026", without the year "Fri 27 Nov"; zh-CN
 * "2026年11月27日 周五", without the year "11月27日（周五）". The month is a word or has its 月, so no reader can swap it
 * with the day.
 */
export function formatDate(date: LocalDate, locale: Locale, parts: DateParts = {}): string {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number];
  const dayName = parts.weekday === false ? null : (WEEKDAYS[locale][weekday(date) - 1] ?? null);
  const withYear = parts.year !== false;
  if (locale === 'zh-CN') {
    const text = `${withYear ? `${year}年` : ''}${month}月${day}日`;
    if (dayName === null) return text;
    return withYear ? `${text} ${dayName}` : `${text}（${dayName}）`;
  }
  return [dayName, String(day), MONTHS[month - 1], withYear ? String(year) : null]
    .filter((part) => part !== null)
    .join(' ');
}

const integers: Record<Locale, Intl.NumberFormat> = {
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 0 }),
  'zh-CN': new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 0 }),
};

/** A count: "1,204". */
export function formatCount(count: number, locale: Locale): string {
  return integers[locale].format(count);
}

/** "1 day", "18 days"; zh-CN "18 天". */
export function formatDays(days: number, locale: Locale): string {
  const count = formatCount(days, locale);
  if (locale === 'zh-CN') return `${count} 天`;
  return plural(days, `${count} day`, `${count} days`);
}

/** English has two forms; the number itself stands in the text handed in. */
export function plural(count: number, one: string, many: string): string {
  return Math.abs(count) === 1 ? one : many;
}

/** "1st", "2nd", "3rd", "11th", "22nd". */
export function englishOrdinal(n: number): string {
  const lastTwo = n % 100;
  const ending = lastTwo >= 11 && lastTwo <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${ending}`;
}

/**
 * A plain decimal ("1250.5", "-1250") with the thousands marked: "1,250.5". Its digits stay as they are; anything
 * else comes back unchanged.
 */
export function formatDecimal(decimal: string, locale: Locale): string {
  const match = /^(-?)(\d+)(\.\d+)?$/.exec(decimal);
  if (match === null) return decimal;
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(BigInt(match[2] ?? '0'));
  return `${match[1]}${whole}${match[3] ?? ''}`;
}
