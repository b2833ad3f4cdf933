import { plainDecimal } from './decimals.js';
import { type Line, tokenAt } from './line.js';

const DIGITS = new Map([...'零一二三四五六七八九'].map((digit, value) => [digit, value]));
DIGITS.set('〇', 0).set('两', 2);
const SMALL_UNITS = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
]);
const BIG_UNITS = new Map([
  ['万', 10_000],
  ['亿', 100_000_000],
]);

const WORDS = new Map(
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'
    .split(' ')
    .map((word, value) => [word, value]),
);
for (const [at, word] of 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ').entries())
  WORDS.set(word, (at + 2) * 10);

const WORD_UNITS = new Map([
  ['hundred', 100],
  ['thousand', 1000],
  ['grand', 1000],
  ['million', 1_000_000],
]);

export interface NumeralFound<T> {
  readonly value: T;
  readonly to: number;
}

/** A whole number up to 999, in digits or Chinese, as counts and days are typed: 3, 两, 十五, 二十七. */
export function hanCountAt(line: Line, from: number): NumeralFound<number> | null {
  const first = line.tokens[from];
  if (first?.kind === 'number') return first.s.length <= 3 ? { value: Number(first.s), to: from + 1 } : null;
  let at = from;
  let total = 0;
  let digit: number | null = null;
  for (; at - from < 6; at++) {
    const s = line.tokens[at]?.s ?? '';
    const unit = SMALL_UNITS.get(s);
    const value = DIGITS.get(s);
    if (unit !== undefined && unit < 1000) {
      total += (digit ?? 1) * unit;
      digit = null;
    } else if (value !== undefined && digit === null) digit = value;
    else break;
  }
  return at === from ? null : { value: total + (digit ?? 0), to: at };
}

/** A count in English: 3, two, "a". */
export function wordCountAt(line: Line, from: number): NumeralFound<number> | null {
  const token = line.tokens[from];
  if (token === undefined) return null;
  if (token.kind === 'number') return token.s.length <= 4 ? { value: Number(token.s), to: from + 1 } : null;
  if (token.s === 'a' || token.s === 'an') return { value: 1, to: from + 1 };
  const value = WORDS.get(token.s);
  return value === undefined ? null : { value, to: from + 1 };
}

/** "five thousand", "two hundred fifty", "a million": at least one unit word, or it is only a count. */
export function wordAmountAt(line: Line, from: number): NumeralFound<string> | null {
  let at = from;
  let total = 0;
  let section: number | null = null;
  let units = 0;
  for (; at - from < 12; at++) {
    const s = line.tokens[at]?.s ?? '';
    const unit = WORD_UNITS.get(s);
    const value = WORDS.get(s);
    if (unit !== undefined && section !== null) {
      units++;
      if (unit === 100) section *= 100;
      else {
        total += section * unit;
        section = null;
      }
    } else if (value !== undefined && (section === null || (section % 10 === 0 && value < 100 && section >= value))) {
      section = (section ?? 0) + value;
    } else if (s === 'a' && at === from && WORD_UNITS.has(line.tokens[at + 1]?.s ?? '')) section = 1;
    else if (!((s === 'and' || s === '-') && section !== null && WORDS.has(line.tokens[at + 1]?.s ?? ''))) break;
  }
  if (units === 0) return null;
  return { value: String(total + (section ?? 0)), to: at };
}

const SCALE = 1_000_000n;
const scaled = (decimal: string): bigint => {
  const [whole = '0', fraction = ''] = decimal.split('.');
  return BigInt(whole) * SCALE + BigInt(fraction.slice(0, 6).padEnd(6, '0'));
};

/**
 * An amount with Chinese units: 5万, 1.5亿, 五万, 两万五 (25,000), 3万5千, 一百二十万. `lead`: the decimal that was typed in
 * digits before the token `from`, or null when the numeral starts in Chinese. Null without a unit word: 三 alone is no amount.
 */
export function hanAmountAt(line: Line, from: number, lead: string | null): NumeralFound<string> | null {
  const opening = tokenAt(line, from);
  if (!SMALL_UNITS.has(opening) && !(lead === null ? DIGITS : BIG_UNITS).has(opening)) return null;
  let total = 0n;
  let section = 0n;
  let pending: bigint | null = lead === null ? null : scaled(lead);
  let shorthand = 0n;
  let units = 0;
  let zero = false;
  let counted = false;
  let smallest = 10_000;
  let pendingAt = from;
  let at = from;
  for (; at - from < 18; at++) {
    const token = line.tokens[at];
    const s = token?.s ?? '';
    const small = SMALL_UNITS.get(s);
    const big = BIG_UNITS.get(s);
    const digit = DIGITS.get(s);
    if (small !== undefined) {
      if (small >= smallest) {
        // 五十六十 are two numbers
        if (pending !== null) at = pendingAt;
        pending = null;
        break;
      }
      if (pending === null && small !== 10) break;
      smallest = small;
      section += (pending ?? SCALE) * BigInt(small);
      pending = null;
      shorthand = small >= 100 ? BigInt(small) / 10n : 0n;
      units++;
      zero = false;
    } else if (big !== undefined) {
      if (s === '万' && counted) {
        // 5万3万 are two amounts
        if (pending !== null) at = pendingAt;
        pending = null;
        break;
      }
      counted = s === '万';
      smallest = 10_000;
      section += pending ?? 0n;
      if (section === 0n && total === 0n) break;
      if (s === '亿') {
        total = (total + section) * BigInt(big);
      } else {
        total += section * BigInt(big);
      }
      section = 0n;
      pending = null;
      shorthand = BigInt(big) / 10n;
      units++;
      zero = false;
    } else if (digit !== undefined && pending === null) {
      if (digit === 0) zero = true;
      else {
        pending = BigInt(digit) * SCALE;
        pendingAt = at;
      }
    } else if (
      token?.kind === 'number' &&
      pending === null &&
      units > 0 &&
      token.s.length <= 8 &&
      token.start === line.tokens[at - 1]?.end
    ) {
      pending = BigInt(token.s) * SCALE;
      pendingAt = at;
      if (token.s.length > 1) shorthand = 0n;
    } else break;
  }
  if (units === 0) return null;
  if (pending !== null) section += pending * (shorthand > 0n && !zero ? shorthand : 1n);
  const value = total + section;
  return { value: plainDecimal(`${value / SCALE}.${String(value % SCALE).padStart(6, '0')}`), to: at };
}
