import * as iso4217 from 'dinero.js/currencies';

/**
 * R1: an amount is a whole number of minor units (cents) with its ISO 4217 currency. A plain number is exact up to
 * 2^53 - 1 minor units; anything beyond throws instead of rounding.
 */
export interface Money {
  readonly minor: number;
  readonly currency: string;
}

const exponents = new Map<string, number>(
  Object.values(iso4217).map((entry) => [entry.code as string, entry.exponent as number]),
);

/** True for a code of ISO 4217 (upper case). */
export function isCurrency(code: string): boolean {
  return exponents.has(code);
}

/** Digits after the decimal sign: 2 for USD, 0 for JPY, 3 for KWD. Throws RangeError for an unknown code. */
export function fractionDigits(currency: string): number {
  const digits = exponents.get(currency);
  if (digits === undefined) throw new RangeError(`not an ISO 4217 currency: ${currency}`);
  return digits;
}

/** Throws RangeError unless `minor` is a safe integer and the currency exists. */
export function money(minor: number, currency: string): Money {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`not an exact amount of minor units: ${minor}`);
  fractionDigits(currency);
  return { minor, currency };
}

/** Never across currencies (R1). */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new RangeError(`cannot add ${a.currency} and ${b.currency}`);
  return money(a.minor + b.minor, a.currency);
}

/** One sum a currency, in the order in which the currencies first appear. */
export function sumByCurrency(amounts: Iterable<Money>): Money[] {
  const sums = new Map<string, Money>();
  for (const amount of amounts) {
    const sum = sums.get(amount.currency);
    sums.set(amount.currency, sum === undefined ? amount : add(sum, amount));
  }
  return [...sums.values()];
}

/**
 * A plain decimal ("1234.5", "-0.07") in minor units, or null if it is no number, has more fraction digits than the
 * currency, or is too large to be exact. Never rounds.
 */
export function parseDecimal(text: string, currency: string): Money | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (match === null) return null;
  const digits = fractionDigits(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return null;
  const minor = Number(`${match[1]}${match[2]}${fraction.padEnd(digits, '0')}`);
  return Number.isSafeInteger(minor) ? money(minor === 0 ? 0 : minor, currency) : null;
}

/** The plain decimal of an amount: 123450 USD is "1234.50". */
export function toDecimal(amount: Money): string {
  const digits = fractionDigits(amount.currency);
  const sign = amount.minor < 0 ? '-' : '';
  const text = String(Math.abs(amount.minor)).padStart(digits + 1, '0');
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
