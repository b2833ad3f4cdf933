import type { LocalDate } from './local-date.js';
import { percentOf } from './money.js';

/** How much one part of a promise is, in minor units. */
export type PromisedAmount =
  | { readonly kind: 'all' }
  | { readonly kind: 'exact'; readonly minor: number }
  /** 0 < percent <= 100 of the base. */
  | { readonly kind: 'percent'; readonly percent: number }
  /** What the other parts leave of the base. */
  | { readonly kind: 'rest' };

export interface CoverableInvoice {
  readonly id: number;
  readonly dueDate: LocalDate;
  /** What is open and not in dispute, minor units. */
  readonly open: number;
}

export interface CoveredPart {
  readonly date: LocalDate;
  readonly amount: number;
  readonly lines: { readonly invoiceId: number; readonly amount: number }[];
}

export interface PromiseCover {
  /** By date. */
  readonly parts: CoveredPart[];
  /** Promised beyond what is open, minor units. */
  readonly above: number;
  /** The sum that "all", a percentage and "the rest" were taken of, minor units. */
  readonly base: number;
}

/**
 * R5: which invoices a promise in one or more parts covers, and with how much of each.
 *
 * The base of "all", percentages and "the rest": the invoices that were named (`designated`: those are all that is
 * given); else what is due by the last part's date; if nothing is due by then, the invoices of the earliest due date.
 * A percentage is rounded half up to a minor unit, several of them by their running sum, so that two halves are the
 * whole. "The rest" (and "all" beside other parts) is the base less the other parts, never below 0.
 *
 * Parts fill the invoices by date, each invoice by its due date (then id). An exact amount may go beyond the base,
 * into invoices due later, and beyond everything open: then the lines cover all of it and `above` is the difference.
 * Otherwise the lines of a part sum to its amount. No invoice gets more than is open on it.
 */
export function coverPromises(input: {
  readonly currency: string;
  readonly invoices: readonly CoverableInvoice[];
  readonly designated: boolean;
  readonly parts: readonly { readonly amount: PromisedAmount; readonly date: LocalDate }[];
}): PromiseCover {
  const invoices = input.invoices
    .map(({ id, dueDate, open }) => ({ id, dueDate, left: Math.max(0, open) }))
    .filter(({ left }) => left > 0)
    .sort((a, b) => compare(a.dueDate, b.dueDate) || a.id - b.id);
  const outstanding = sum(invoices.map(({ left }) => left));
  const base = baseOf(invoices, input);
  const amounts = amountsOf(
    input.parts.map(({ amount }) => amount),
    base,
  );
  const parts = input.parts
    .map(({ date }, index) => ({ date, amount: amounts[index] ?? 0 }))
    .sort((a, b) => compare(a.date, b.date))
    .map(({ date, amount }) => {
      const lines: CoveredPart['lines'] = [];
      let wanted = amount;
      for (const invoice of invoices) {
        const taken = Math.min(invoice.left, wanted);
        if (taken === 0) continue;
        lines.push({ invoiceId: invoice.id, amount: taken });
        invoice.left -= taken;
        wanted -= taken;
      }
      return { date, amount, lines };
    });
  return { parts, above: Math.max(0, sum(amounts) - outstanding), base };
}

function baseOf(
  invoices: readonly { readonly dueDate: LocalDate; readonly left: number }[],
  input: { readonly designated: boolean; readonly parts: readonly { readonly date: LocalDate }[] },
): number {
  if (input.designated) return sum(invoices.map(({ left }) => left));
  const lastDate = input.parts
    .map(({ date }) => date)
    .sort(compare)
    .at(-1);
  const earliestDue = invoices[0]?.dueDate;
  if (lastDate === undefined || earliestDue === undefined) return 0;
  const inBase = (dueDate: LocalDate) => dueDate <= lastDate || dueDate === earliestDue;
  return sum(invoices.filter(({ dueDate }) => inBase(dueDate)).map(({ left }) => left));
}

function amountsOf(parts: readonly PromisedAmount[], base: number): number[] {
  let percentSoFar = 0;
  const amounts = parts.map((part) => {
    if (part.kind === 'exact') return part.minor;
    if (part.kind !== 'percent') return null;
    const before = percentOf(base, percentSoFar);
    percentSoFar += part.percent;
    return percentOf(base, percentSoFar) - before;
  });
  let rest = Math.max(0, base - sum(amounts.map((amount) => amount ?? 0)));
  return amounts.map((amount) => {
    if (amount !== null) return amount;
    const taken = rest;
    rest = 0;
    return taken;
  });
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0);
const compare = (a: LocalDate, b: LocalDate): number => (a < b ? -1 : a > b ? 1 : 0);
