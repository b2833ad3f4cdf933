import type { LocalDate } from './local-date.js';
import { allocate } from './money.js';

/** R18: why a part of a payment went to an invoice; shown on the allocation. */
export type AllocationRule = 'designated' | 'earliest_due' | 'pro_rata';

export interface AllocationLine {
  readonly invoiceId: number;
  readonly amount: number;
  readonly rule: AllocationRule;
}

/**
 * R18: which invoices a payment (minor units of their currency) pays. First what the payer designated, in that order;
 * then the earliest due date; invoices of one due date that it cannot pay in full share it in proportion to what is
 * open (largest remainder, so the parts sum exactly). `rest` is what no invoice took. A designated invoice that is not
 * given or has nothing open is passed over. Lines are all > 0, at most one an invoice, never more than its open
 * amount; they and the rest sum to the payment. Throws RangeError unless the amount is a safe integer >= 0.
 */
export function allocatePayment(
  amount: number,
  invoices: readonly { readonly id: number; readonly dueDate: LocalDate; readonly open: number }[],
  designated: readonly number[],
): { lines: AllocationLine[]; rest: number } {
  if (!Number.isSafeInteger(amount) || amount < 0) throw new RangeError(`not a payment: ${amount}`);
  const waiting = new Map(invoices.filter(({ open }) => open > 0).map((invoice) => [invoice.id, invoice]));
  const lines: AllocationLine[] = [];
  let rest = amount;
  const pay = (invoiceId: number, part: number, rule: AllocationRule): void => {
    waiting.delete(invoiceId);
    if (part === 0) return;
    lines.push({ invoiceId, amount: part, rule });
    rest -= part;
  };

  for (const id of designated) {
    const invoice = waiting.get(id);
    if (invoice !== undefined) pay(id, Math.min(rest, invoice.open), 'designated');
  }
  for (const sameDate of byDueDate([...waiting.values()])) {
    if (rest === 0) break;
    const open = sameDate.map((invoice) => invoice.open);
    const enough = open.reduce((sum, part) => sum + part, 0) <= rest;
    const shares = enough ? open : allocate(rest, open);
    const rule = enough || sameDate.length === 1 ? 'earliest_due' : 'pro_rata';
    sameDate.forEach((invoice, index) => {
      pay(invoice.id, shares[index] ?? 0, rule);
    });
  }
  return { lines, rest };
}

function byDueDate<Invoice extends { readonly id: number; readonly dueDate: LocalDate }>(
  invoices: readonly Invoice[],
): Invoice[][] {
  const groups = new Map<LocalDate, Invoice[]>();
  for (const invoice of [...invoices].sort((a, b) => a.id - b.id)) {
    const group = groups.get(invoice.dueDate);
    if (group === undefined) groups.set(invoice.dueDate, [invoice]);
    else group.push(invoice);
  }
  return [...groups.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
