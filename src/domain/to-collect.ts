import type { LocalDate } from './local-date.js';

/** What a receivable's amount to collect depends on; minor units of one currency. */
export interface Collectable {
  readonly dueDate: LocalDate;
  readonly open: number;
  /** Of the open amount: under an open promise. */
  readonly promised: number;
  /** Of the open amount: in an open dispute (R19). */
  readonly disputed: number;
}

/**
 * How the open amount of one receivable divides. What is claimed beyond the open amount does not count, and a dispute
 * goes before a promise: disputed money is not waited for. disputed + promised + free = open (0 if nothing is open).
 */
export function divideOpen(item: Omit<Collectable, 'dueDate'>): { disputed: number; promised: number; free: number } {
  const open = Math.max(0, item.open);
  const disputed = Math.min(open, Math.max(0, item.disputed));
  const promised = Math.min(open - disputed, Math.max(0, item.promised));
  return { disputed, promised, free: open - disputed - promised };
}

/**
 * R4: the amount to be collected of one currency, in minor units: what is due (due today counts) and neither in
 * dispute nor under an open promise. The headline number of a client, not "total overdue".
 */
export function amountToCollect(items: Iterable<Collectable>, today: LocalDate): number {
  let sum = 0;
  for (const item of items) if (item.dueDate <= today) sum += divideOpen(item).free;
  return sum;
}
