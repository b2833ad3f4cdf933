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

/**
 * A whole amount of minor units divided in proportion to the weights, by the largest remainder: the parts sum to the
 * amount exactly, and no part is more than one minor unit away from its exact share (ties: the earlier weight). With
 * weights that are amounts and a sum of weights >= amount, no part exceeds its weight. All weights 0: all parts 0.
 * Throws RangeError unless amount and weights are safe integers >= 0.
 */
export function allocate(amount: number, weights: readonly number[]): number[] {
  for (const value of [amount, ...weights]) {
    if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`not an amount to allocate: ${value}`);
  }
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) return weights.map(() => 0);
  const shares = weights.map((weight, index) => {
    const product = BigInt(amount) * BigInt(weight);
    return { index, part: product / total, remainder: product % total };
  });
  let left = BigInt(amount) - shares.reduce((sum, share) => sum + share.part, 0n);
  for (const share of shares.toSorted((a, b) => compare(b.remainder, a.remainder) || a.index - b.index)) {
    if (left === 0n) break;
    share.part += 1n;
    left -= 1n;
  }
  return shares.map((share) => Number(share.part));
}

/**
 * The percentage of an amount of minor units >= 0, rounded half up to a minor unit. Exact to a millionth of a
 * percent; what is a fraction (a third as 33.333…) is that fraction.
 */
export function percentOf(amount: number, percent: number): number {
  const { over, under } = asFraction(percent);
  return Number((BigInt(amount) * over * 2n + under) / (under * 2n));
}

const LARGEST_UNDER = 1_000;

/** A percentage as a fraction of the whole: of a third, millionths of a percent are a cent short of 3,000,000.00. */
function asFraction(percent: number): { readonly over: bigint; readonly under: bigint } {
  const millionths = Math.round(percent * 1_000_000);
  const isDecimal = Math.abs(percent * 1_000_000 - millionths) < 1e-3;
  for (let under = 3; !isDecimal && under <= LARGEST_UNDER; under++) {
    const over = Math.round((percent * under) / 100);
    if (Math.abs(percent - (100 * over) / under) < 1e-10) return { over: BigInt(over), under: BigInt(under) };
  }
  return { over: BigInt(millionths), under: 100_000_000n };
}

const compare = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
