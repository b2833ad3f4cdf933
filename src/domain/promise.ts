import { addWorkingDays, nextWorkingDay, previousWorkingDay, type WorkingCalendar } from './calendar.js';
import { daysBetween, type LocalDate } from './local-date.js';

/** R6. `open` waits for its deadline; kept, partially_kept and broken are its value (R8). */
export const promiseStates = ['open', 'kept', 'partially_kept', 'broken', 'superseded', 'withdrawn'] as const;
export type PromiseState = (typeof promiseStates)[number];

/** What R8 can make of a promise that nobody replaced or withdrew. */
export type PromiseValue = 'open' | 'kept' | 'partially_kept' | 'broken';

/**
 * R7: the last day on which the money still counts as on time: the promised date and `graceWorkingDays` working days
 * more. Friday + 1 is Monday, and so is Saturday + 1; with a grace of 0 it is the promised date itself.
 */
export function promiseDeadline(
  promisedDate: LocalDate,
  graceWorkingDays: number,
  calendar: WorkingCalendar,
): LocalDate {
  return addWorkingDays(promisedDate, graceWorkingDays, calendar);
}

/** R7: the deadline is the end of its day, so it has passed from the next calendar day on. */
export function hasEnded(deadline: LocalDate, today: LocalDate): boolean {
  return today > deadline;
}

/** R7: the owner is reminded on the working day before the promised date. */
export function reminderDay(promisedDate: LocalDate, calendar: WorkingCalendar): LocalDate {
  return previousWorkingDay(promisedDate, calendar);
}

/**
 * R11: a break is normally seen on the first working day after the deadline; seen later than that, the message says so
 * (and the event is still dated by the deadline).
 */
export function isDetectedLate(deadline: LocalDate, detectedOn: LocalDate, calendar: WorkingCalendar): boolean {
  return detectedOn > nextWorkingDay(deadline, calendar);
}

/**
 * R8: what a promise is worth as of today. All amounts are minor units of its currency.
 *
 * - kept as soon as received >= threshold % of min(promised, outstandingBefore), also before the deadline;
 * - else open until the deadline has passed (R7);
 * - then partially_kept if anything came, broken if nothing did.
 *
 * `outstandingBefore` is what was open on its invoices before the payments that `received` counts: a credit note makes
 * it smaller, and a promise on which nothing is left to pay is kept. The result depends on nothing else, so a payment
 * that is reversed simply makes it another one (kept -> open -> broken), and running it twice changes nothing.
 * Never falls as `received` grows.
 */
export function valuePromise(promise: {
  readonly promised: number;
  readonly outstandingBefore: number;
  readonly received: number;
  readonly thresholdPercent: number;
  readonly deadline: LocalDate;
  readonly today: LocalDate;
}): PromiseValue {
  const wanted = Math.max(0, Math.min(promise.promised, promise.outstandingBefore));
  const received = Math.max(0, promise.received);
  // BigInt: a hundred times a large amount is no longer exact as a number.
  if (BigInt(received) * 100n >= BigInt(promise.thresholdPercent) * BigInt(wanted)) return 'kept';
  if (!hasEnded(promise.deadline, promise.today)) return 'open';
  return received > 0 ? 'partially_kept' : 'broken';
}

/** R9: level and first date of a new promise; slip = its date − firstPromisedDate. */
export interface PromiseChain {
  readonly level: number;
  readonly firstPromisedDate: LocalDate;
}

/**
 * R9: the level of a new promise on an invoice, from the promise before it on the same invoice (null: none, level 1).
 * One that was not kept (open, partially kept, broken, replaced or withdrawn) counts: level + 1. After a kept one,
 * which was for a part, the level stays. A promise that was undone as a typing error was never made: pass the one
 * before it. Promises given in one breath (half on Friday, the rest at month end) do not follow one another.
 */
export function nextLevel(previous: { readonly state: PromiseState; readonly level: number } | null): number {
  if (previous === null) return 1;
  return previous.state === 'kept' ? previous.level : previous.level + 1;
}

/** R9: as `nextLevel`, with the date from which the slip counts; at level 1 that is the promise's own. */
export function nextInChain(
  previous: ({ readonly state: PromiseState } & PromiseChain) | null,
  promisedDate: LocalDate,
): PromiseChain {
  const level = nextLevel(previous);
  if (previous === null || level === 1) return { level, firstPromisedDate: promisedDate };
  return { level, firstPromisedDate: previous.firstPromisedDate };
}

/** R9: cumulative slip in calendar days. */
export function slipDays(firstPromisedDate: LocalDate, promisedDate: LocalDate): number {
  return daysBetween(firstPromisedDate, promisedDate);
}

/**
 * R10, R31: how many promises in a row were not kept (partially kept or broken), counted back from the latest
 * deadline to the last kept one. Open, replaced and withdrawn ones neither count nor interrupt.
 */
export function notKeptInRow(
  promises: Iterable<{ readonly state: PromiseState; readonly deadline: LocalDate; readonly id: number }>,
): number {
  const latestFirst = [...promises].sort((a, b) =>
    a.deadline === b.deadline ? b.id - a.id : a.deadline < b.deadline ? 1 : -1,
  );
  let count = 0;
  for (const { state } of latestFirst) {
    if (state === 'kept') break;
    if (state === 'partially_kept' || state === 'broken') count++;
  }
  return count;
}

/** Money of one payment that was allocated to an invoice a promise covers, minor units. */
export interface AllocatedReceipt {
  readonly paymentId: number;
  /**
   * The invoice it went to. Promises that share an invoice (half on Friday, the rest at month end) both list its
   * money: one payment on one invoice is the same money and counts once. Left out: money of this promise alone.
   */
  readonly invoiceId?: number;
  readonly amount: number;
  readonly valueDate: LocalDate;
}

/** Money of a client that no invoice took, minor units. */
export interface UnallocatedReceipt {
  readonly paymentId: number;
  readonly valueDate: LocalDate;
  readonly amount: number;
}

export interface ReceivingPromise {
  readonly id: number;
  readonly promisedDate: LocalDate;
  readonly givenOn: LocalDate;
  readonly deadline: LocalDate;
  /** What makes it kept in full: min(promised, outstanding before the payments), minor units. */
  readonly wanted: number;
  readonly allocated: readonly AllocatedReceipt[];
  /**
   * The newest payment that was in the books when the promise was recorded: its amount was made with those payments
   * taken off already, so none of them counts for it, whatever their date. Null or left out: dates alone decide.
   */
  readonly paymentMark?: number | null;
}

/**
 * R8: what came in for each promise of one client in one currency. Counted are payments with a value date in
 * [givenOn, deadline], both included, that were not in the books yet when the promise was recorded:
 *
 * 1. what was allocated to the promise's invoices, by promised date, each up to what it wants;
 * 2. what is left of that stays with the earliest promise of those invoices (so a promise can receive more than it
 *    wanted, but never another invoice's money);
 * 3. what no invoice took, first in first out by promised date, each promise up to what it wants.
 *
 * No money is used twice. Every promise has an entry.
 */
export function assignReceipts(
  promises: readonly ReceivingPromise[],
  unallocated: readonly UnallocatedReceipt[],
): Map<number, number> {
  const ordered = [...promises].sort(
    (a, b) => compare(a.promisedDate, b.promisedDate) || compare(a.givenOn, b.givenOn) || a.id - b.id,
  );
  const received = new Map(ordered.map(({ id }) => [id, 0]));
  const take = (promise: ReceivingPromise, pool: Pool, upTo: number): void => {
    const amount = Math.max(0, Math.min(pool.left, upTo));
    pool.left -= amount;
    received.set(promise.id, (received.get(promise.id) ?? 0) + amount);
  };
  const missing = (promise: ReceivingPromise): number => promise.wanted - (received.get(promise.id) ?? 0);

  const pools = allocatedPools(ordered);
  for (const promise of ordered) for (const pool of pools.of(promise)) take(promise, pool, missing(promise));
  for (const promise of ordered) for (const pool of pools.of(promise)) take(promise, pool, pool.left);

  const free: Pool[] = unallocated
    .map(({ paymentId, valueDate, amount }) => ({ paymentId, valueDate, left: amount }))
    .sort((a, b) => compare(a.valueDate, b.valueDate) || a.paymentId - b.paymentId);
  for (const promise of ordered) {
    for (const pool of free) if (counts(promise, pool)) take(promise, pool, missing(promise));
  }
  return received;
}

interface Pool {
  readonly paymentId: number;
  readonly valueDate: LocalDate;
  left: number;
}

function counts(
  promise: ReceivingPromise,
  money: { readonly paymentId: number; readonly valueDate: LocalDate },
): boolean {
  if (money.paymentId <= (promise.paymentMark ?? 0)) return false;
  return money.valueDate >= promise.givenOn && money.valueDate <= promise.deadline;
}

/** One pool for each payment on each invoice, however many promises list it. */
function allocatedPools(promises: readonly ReceivingPromise[]): { of(promise: ReceivingPromise): Pool[] } {
  const shared = new Map<string, Pool>();
  const ofPromise = new Map<number, Pool[]>();
  for (const promise of promises) {
    const pools = new Set<Pool>();
    for (const { paymentId, invoiceId, valueDate, amount } of promise.allocated) {
      if (!counts(promise, { paymentId, valueDate })) continue;
      const key = `${paymentId}/${invoiceId}`;
      const known = invoiceId === undefined ? undefined : shared.get(key);
      const pool = known ?? { paymentId, valueDate, left: amount };
      if (invoiceId !== undefined) shared.set(key, pool);
      pools.add(pool);
    }
    ofPromise.set(
      promise.id,
      [...pools].sort((a, b) => compare(a.valueDate, b.valueDate) || a.paymentId - b.paymentId),
    );
  }
  return { of: (promise) => ofPromise.get(promise.id) ?? [] };
}

const compare = (a: LocalDate, b: LocalDate): number => (a < b ? -1 : a > b ? 1 : 0);

/** One promise as the kept rate sees it; amounts in minor units of its currency. */
export interface RatedPromise {
  readonly state: PromiseState;
  readonly deadline: LocalDate;
  readonly currency: string;
  readonly promised: number;
  readonly received: number;
  /** For a replaced promise: when it was; left out or null: before its deadline. */
  readonly supersededOn?: LocalDate | null;
}

export interface RateByCount {
  readonly kept: number;
  /** How many were counted. */
  readonly n: number;
  /** Below three a rate says nothing: print "too few". */
  readonly tooFew: boolean;
}

export interface KeptRate extends RateByCount {
  /** Σ min(received, promised) and Σ promised of the same promises, one entry a currency (R1), by currency code. */
  readonly byValue: readonly { readonly currency: string; readonly received: number; readonly promised: number }[];
  /** Replaced before the deadline counts as not kept. */
  readonly strict: RateByCount;
}

/**
 * R12: how reliable promises were, over those whose deadline lies in the window (both days included; no window: all).
 * By count: kept / (kept + partially kept + broken). Open and withdrawn promises are left out; a replaced one counts
 * in the strict rate only, and only if it was replaced by its deadline.
 */
export function keptRate(
  promises: Iterable<RatedPromise>,
  window?: { readonly from: LocalDate; readonly to: LocalDate },
): KeptRate {
  let kept = 0;
  let n = 0;
  let replaced = 0;
  const values = new Map<string, { currency: string; received: number; promised: number }>();
  for (const promise of promises) {
    if (window !== undefined && (promise.deadline < window.from || promise.deadline > window.to)) continue;
    if (promise.state === 'superseded') {
      if ((promise.supersededOn ?? promise.deadline) <= promise.deadline) replaced++;
      continue;
    }
    if (promise.state === 'open' || promise.state === 'withdrawn') continue;
    n++;
    if (promise.state === 'kept') kept++;
    const value = values.get(promise.currency) ?? { currency: promise.currency, received: 0, promised: 0 };
    value.received += Math.min(promise.received, promise.promised);
    value.promised += promise.promised;
    values.set(promise.currency, value);
  }
  return {
    ...rate(kept, n),
    byValue: [...values.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1)),
    strict: rate(kept, n + replaced),
  };
}

const fewest = 3;
function rate(kept: number, n: number): RateByCount {
  return { kept, n, tooFew: n < fewest };
}
