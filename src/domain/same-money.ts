import { daysBetween, type LocalDate } from './local-date.js';

/**
 * So many days may lie between the day on which a person says that money came and the day on which the accounting
 * program has it. Less than half a month: of what is paid each month the next payment is another one.
 */
export const SAME_MONEY_DAYS = 10;

/**
 * What two people record of the same money they record for the same day, or one of them a day later: what is typed again
 * after that is another payment.
 */
export const TYPED_TWICE_DAYS = 1;

/** A payment as far as it tells whether it is the same money as another one. */
export interface ToldMoney {
  readonly clientId: number;
  readonly currency: string;
  /** Minor units. */
  readonly amount: number;
  readonly valueDate: LocalDate;
  readonly reference: string | null;
  /** Invoices that it was said to be for, by id; empty: none was named. */
  readonly invoiceIds: readonly number[];
}

/**
 * Whether two ways told of the same money: one client, currency and amount to the cent, their days no further apart
 * than SAME_MONEY_DAYS, and not said to be for different invoices.
 */
export const maySameMoney = (one: ToldMoney, other: ToldMoney): boolean =>
  isSameSum(one, other) &&
  (one.invoiceIds.length === 0 ||
    other.invoiceIds.length === 0 ||
    one.invoiceIds.some((id) => other.invoiceIds.includes(id)));

const isSameSum = (one: ToldMoney, other: ToldMoney): boolean =>
  one.clientId === other.clientId &&
  one.currency === other.currency &&
  one.amount === other.amount &&
  Math.abs(daysBetween(one.valueDate, other.valueDate)) <= SAME_MONEY_DAYS;

/**
 * Which payments of two lists are the same money but for the invoices that they are said to be for, each of them at most
 * once, those whose days are nearest first. Whether one of the two named a wrong invoice, only people know: for what
 * pairSameMoney left over.
 */
export function pairButInvoice<Typed extends ToldMoney, Booked extends ToldMoney>(
  typed: readonly Typed[],
  booked: readonly Booked[],
): { readonly typed: Typed; readonly booked: Booked }[] {
  const fits = typed.flatMap((one) =>
    booked
      .filter((other) => isSameSum(one, other) && !maySameMoney(one, other))
      .map((other) => ({ typed: one, booked: other })),
  );
  const taken = new Set<Typed | Booked>();
  return fits
    .sort((a, b) => daysApart(a.typed, a.booked) - daysApart(b.typed, b.booked))
    .filter((pair) => {
      if (taken.has(pair.typed) || taken.has(pair.booked)) return false;
      taken.add(pair.typed).add(pair.booked);
      return true;
    });
}

/**
 * Which payments of two lists are the same money, each of them at most once: as many as can be, and among those whose
 * days are nearest. A reference that both bear settles it beforehand.
 */
export function pairSameMoney<Typed extends ToldMoney, Booked extends ToldMoney>(
  typed: readonly Typed[],
  booked: readonly Booked[],
): { readonly typed: Typed; readonly booked: Booked }[] {
  const pairs: { typed: Typed; booked: Booked }[] = [];
  const waiting = new Set(typed);
  const rest = booked.filter((row) => {
    if (row.reference === null) return true;
    const same = [...waiting].find((one) => one.reference === row.reference && maySameMoney(one, row));
    if (same === undefined) return true;
    waiting.delete(same);
    pairs.push({ typed: same, booked: row });
    return false;
  });
  const mark = ({ clientId, currency, amount }: ToldMoney): string => `${clientId} ${currency} ${amount}`;
  const groups = new Map<string, { typed: Typed[]; booked: Booked[] }>();
  for (const one of waiting) {
    const group = groups.get(mark(one)) ?? { typed: [], booked: [] };
    group.typed.push(one);
    groups.set(mark(one), group);
  }
  for (const row of rest) groups.get(mark(row))?.booked.push(row);
  for (const group of groups.values()) pairs.push(...pairGroup(byDay(group.typed), byDay(group.booked)));
  return pairs;
}

/** What one list tells in one sum and the other one in parts. */
export interface ToldInParts<Whole, Part> {
  readonly whole: Whole;
  /** At least two. */
  readonly parts: readonly Part[];
}

/**
 * Which payments of one list are several of the other, each of them at most once: a sum to the cent of all that the
 * other list has of the client and currency, or of all that it has on one day. Those whose days are nearest first. For
 * what pairSameMoney left over.
 */
export function pairSums<Whole extends ToldMoney, Part extends ToldMoney>(
  wholes: readonly Whole[],
  parts: readonly Part[],
): ToldInParts<Whole, Part>[] {
  const byClient = new Map(
    [...grouped(parts, ({ clientId, currency }) => `${clientId} ${currency}`)].map(([client, theirs]) => {
      const together = [theirs, ...grouped(theirs, (part) => part.valueDate).values()];
      return [client, together.map((some) => ({ some, sum: some.reduce((sum, { amount }) => sum + amount, 0) }))];
    }),
  );
  const fits = wholes.flatMap((whole) => {
    const together = byClient.get(`${whole.clientId} ${whole.currency}`) ?? [];
    return together
      .filter(({ some, sum }) => sum === whole.amount && areParts(whole, some))
      .map(({ some }) => ({ whole, parts: some, apart: Math.max(...some.map((part) => daysApart(whole, part))) }));
  });
  const taken = new Set<Whole | Part>();
  return fits
    .sort((a, b) => a.apart - b.apart)
    .filter(({ whole, parts: some }) => {
      if ([whole, ...some].some((one) => taken.has(one))) return false;
      for (const one of [whole, ...some]) taken.add(one);
      return true;
    })
    .map(({ whole, parts: some }) => ({ whole, parts: some }));
}

const daysApart = (one: ToldMoney, other: ToldMoney): number => Math.abs(daysBetween(one.valueDate, other.valueDate));

const areParts = (whole: ToldMoney, parts: readonly ToldMoney[]): boolean =>
  parts.length > 1 &&
  parts.every((part) => daysApart(whole, part) <= SAME_MONEY_DAYS) &&
  parts.some((part) => maySameMoney(whole, { ...part, amount: whole.amount }));

function grouped<Told>(told: readonly Told[], key: (one: Told) => string): Map<string, Told[]> {
  const groups = new Map<string, Told[]>();
  for (const one of told) {
    const group = groups.get(key(one));
    if (group === undefined) groups.set(key(one), [one]);
    else group.push(one);
  }
  return groups;
}

const byDay = <Told extends ToldMoney>(told: readonly Told[]): Told[] =>
  [...told].sort((a, b) => (a.valueDate < b.valueDate ? -1 : a.valueDate > b.valueDate ? 1 : 0));

/** The best of what is before a place: how many pairs, and how many days they are apart in all. */
interface Best {
  readonly pairs: number;
  readonly days: number;
  /** What was done last: the typed one passed over, the booked one passed over, or the two paired. */
  readonly last: 'typed' | 'booked' | 'pair' | null;
}

const better = (one: Best, other: Best): Best =>
  other.pairs > one.pairs || (other.pairs === one.pairs && other.days < one.days) ? other : one;

/** Both lists by day, of one client, currency and amount: in the best pairing none overtakes another. */
function pairGroup<Typed extends ToldMoney, Booked extends ToldMoney>(
  typed: readonly Typed[],
  booked: readonly Booked[],
): { typed: Typed; booked: Booked }[] {
  const table: Best[][] = [];
  const at = (i: number, j: number): Best => table[i]?.[j] ?? { pairs: 0, days: 0, last: null };
  for (let i = 0; i <= typed.length; i++) {
    const row: Best[] = [];
    table.push(row);
    for (let j = 0; j <= booked.length; j++) {
      let best: Best = { pairs: 0, days: 0, last: null };
      if (j > 0) best = { ...at(i, j - 1), last: 'booked' };
      if (i > 0) best = better(best, { ...at(i - 1, j), last: 'typed' });
      const [one, other] = [typed[i - 1], booked[j - 1]];
      if (one !== undefined && other !== undefined && maySameMoney(one, other)) {
        const before = at(i - 1, j - 1);
        const apart = Math.abs(daysBetween(one.valueDate, other.valueDate));
        best = better(best, { pairs: before.pairs + 1, days: before.days + apart, last: 'pair' });
      }
      row.push(best);
    }
  }
  const pairs: { typed: Typed; booked: Booked }[] = [];
  let [i, j] = [typed.length, booked.length];
  while (i > 0 || j > 0) {
    const { last } = at(i, j);
    const [one, other] = [typed[i - 1], booked[j - 1]];
    if (last === 'pair' && one !== undefined && other !== undefined) pairs.unshift({ typed: one, booked: other });
    if (last !== 'booked') i--;
    if (last !== 'typed') j--;
  }
  return pairs;
}
