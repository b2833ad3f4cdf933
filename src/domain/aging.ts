import { daysBetween, type LocalDate } from './local-date.js';
import { type Collectable, divideOpen } from './to-collect.js';

/** R2: today − due date in days; positive: overdue, 0: due today, negative: not due yet. */
export function daysOverdue(dueDate: LocalDate, today: LocalDate): number {
  return daysBetween(dueDate, today);
}

/** R2: strictly before today; what is due today is not overdue. */
export function isOverdue(dueDate: LocalDate, today: LocalDate): boolean {
  return dueDate < today;
}

/** R3, by the age of the due date. */
export const agingBuckets = ['notDue', 'days1to30', 'days31to60', 'days61to90', 'days91plus'] as const;
export type AgingBucket = (typeof agingBuckets)[number];

/** R3: upper bounds are inclusive (30 is in the first bucket, 31 in the second); 0 and less is not due. */
export function agingBucket(days: number): AgingBucket {
  if (days <= 0) return 'notDue';
  if (days <= 30) return 'days1to30';
  if (days <= 60) return 'days31to60';
  if (days <= 90) return 'days61to90';
  return 'days91plus';
}

/** Sums of one currency in minor units (R2-R4). The buckets add up to outstanding, the last four to overdue. */
export interface Aging extends Record<AgingBucket, number> {
  readonly currency: string;
  outstanding: number;
  overdue: number;
  /** Of what is due or overdue: under an open promise, and in dispute; with toCollect they add up to it. */
  promised: number;
  disputed: number;
  /** R4. */
  toCollect: number;
  openInvoices: number;
  overdueInvoices: number;
}

export function emptyAging(currency: string): Aging {
  return {
    currency,
    outstanding: 0,
    notDue: 0,
    days1to30: 0,
    days31to60: 0,
    days61to90: 0,
    days91plus: 0,
    overdue: 0,
    promised: 0,
    disputed: 0,
    toCollect: 0,
    openInvoices: 0,
    overdueInvoices: 0,
  };
}

/**
 * R2-R4 over invoices: one entry a currency (R1: never added across), by currency code. An invoice with nothing open
 * counts nowhere. The ledger computes the same in SQL; a property test holds the two against each other.
 */
export function ageInvoices(items: Iterable<Collectable & { readonly currency: string }>, today: LocalDate): Aging[] {
  const byCurrency = new Map<string, Aging>();
  for (const item of items) {
    if (item.open <= 0) continue;
    let aging = byCurrency.get(item.currency);
    if (aging === undefined) {
      aging = emptyAging(item.currency);
      byCurrency.set(item.currency, aging);
    }
    aging.outstanding += item.open;
    aging.openInvoices += 1;
    aging[agingBucket(daysOverdue(item.dueDate, today))] += item.open;
    if (isOverdue(item.dueDate, today)) {
      aging.overdue += item.open;
      aging.overdueInvoices += 1;
    }
    if (item.dueDate <= today) {
      const { disputed, promised, free } = divideOpen(item);
      aging.disputed += disputed;
      aging.promised += promised;
      aging.toCollect += free;
    }
  }
  return [...byCurrency.values()].sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
