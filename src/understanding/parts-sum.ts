import type { LocalDate } from '../domain/local-date.js';
import type { AmountSpec } from '../domain/request.js';
import { MOST_DIGITS } from './amounts.js';
import type { Span } from './findings.js';
import type { PromisedPart } from './promised-parts.js';

/** Null: in doubt. */
export function specOf(amount: PromisedPart['amount']): AmountSpec | null {
  if (typeof amount === 'string') return { kind: amount };
  return amount.meaning.kind === 'spec' ? amount.meaning.spec : null;
}

/** Percentages up to a whole, one rest, and nothing beside everything. */
export function addUp(specs: readonly (AmountSpec | null)[]): boolean {
  const percent = specs.reduce((sum, spec) => sum + (spec?.kind === 'percent' ? spec.percent : 0), 0);
  const rests = specs.filter((spec) => spec?.kind === 'rest').length;
  const alls = specs.filter((spec) => spec?.kind === 'all').length;
  return percent <= 100.001 && rests <= 1 && (alls === 0 || specs.length === 1) && !(rests === 1 && percent >= 99.999);
}

/** By date. A rest has to come last, because it is what the promises before it leave; null where that cannot be. */
export function inOrder(
  promises: readonly { amount: AmountSpec; date: LocalDate }[],
): { amount: AmountSpec; date: LocalDate }[] | null {
  const ordered = [...promises].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : restLast(a, b)));
  const rest = ordered.findIndex((promise) => promise.amount.kind === 'rest');
  if (rest < 0 || rest === ordered.length - 1) return ordered;
  const percent = ordered.reduce((sum, { amount }) => sum + (amount.kind === 'percent' ? amount.percent : 0), 0);
  if (ordered.some(({ amount }) => amount.kind !== 'percent' && amount.kind !== 'rest')) return null;
  return ordered.map((promise) =>
    promise.amount.kind === 'rest' ? { ...promise, amount: { kind: 'percent', percent: 100 - percent } } : promise,
  );
}

/** "5000 Friday and 3000 Friday" is one sum of 8,000: exact amounts of one currency for the same day added up. */
export function merged(
  promises: readonly { amount: AmountSpec; date: LocalDate }[],
): { amount: AmountSpec; date: LocalDate }[] {
  const result: { amount: AmountSpec; date: LocalDate }[] = [];
  for (const promise of promises) {
    const at = result.findIndex(({ date }, place) => date === promise.date && sumOf(result[place], promise) !== null);
    const sum = sumOf(result[at], promise);
    if (sum === null) result.push(promise);
    else result[at] = { ...promise, amount: sum };
  }
  return result;
}

/** Null where they cannot be added. */
function sumOf(one: { amount: AmountSpec } | undefined, other: { amount: AmountSpec }): AmountSpec | null {
  if (one?.amount.kind !== 'exact' || other.amount.kind !== 'exact') return null;
  const { currency } = one.amount;
  if (other.amount.currency !== currency) return null;
  const sign = one.amount.sign ?? other.amount.sign;
  if (sign !== (other.amount.sign ?? one.amount.sign)) return null;
  const thousandths = thousandthsOf(one.amount.value) + thousandthsOf(other.amount.value);
  const fraction = String(thousandths % 1000n)
    .padStart(3, '0')
    .replace(/0+$/, '');
  const whole = String(thousandths / 1000n);
  if (whole.length > MOST_DIGITS) return null;
  const value = fraction === '' ? whole : `${whole}.${fraction}`;
  return { kind: 'exact', value, currency, ...(sign === undefined ? {} : { sign }) };
}

function thousandthsOf(value: string): bigint {
  const [whole = '0', fraction = ''] = value.split('.');
  return BigInt(whole + fraction.padEnd(3, '0'));
}

const restLast = (a: { amount: AmountSpec }, b: { amount: AmountSpec }): number =>
  Number(a.amount.kind === 'rest') - Number(b.amount.kind === 'rest');

export const isRest = ({ amount }: PromisedPart): boolean => specOf(amount)?.kind === 'rest';

/** From the first to the last of them. */
export function spanOf(pairs: readonly PromisedPart[]): Span {
  const spans = pairs.flatMap((pair) => (typeof pair.amount === 'string' ? [pair.date] : [pair.date, pair.amount]));
  return { from: Math.min(...spans.map((span) => span.from)), to: Math.max(...spans.map((span) => span.to)) };
}
