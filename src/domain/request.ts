import type { CurrencySign } from './currency-sign.js';
import type { DisputeReason } from './dispute.js';
import type { LocalDate } from './local-date.js';
import type { Direction, Medium, Outcome } from './outcome.js';

/**
 * An amount as said. `exact.value` is a plain decimal string ("5000", "1250.5"); currency null: not said. `sign`: a sign
 * was all that was said of it, and what is owed tells what it means (domain/currency-sign.ts); `currency` is then what
 * it mostly means.
 */
export type AmountSpec =
  | { readonly kind: 'all' }
  | {
      readonly kind: 'exact';
      readonly value: string;
      readonly currency: string | null;
      readonly sign?: CurrencySign;
    }
  /** 0 < percent <= 100 of what the promise covers ("half" is 50). */
  | { readonly kind: 'percent'; readonly percent: number }
  /** What the promises before it in the same line leave. */
  | { readonly kind: 'rest' };

/** What `/collect log …` says, once it is clear. Nothing here has been looked up in the books. */
export interface LogRequest {
  /** As typed; null: no client was named (the channel's client is meant). */
  readonly clientText: string | null;
  readonly outcome: Outcome;
  readonly medium: Medium;
  readonly direction: Direction;
  /** As typed, without a leading "#" or "invoice" word. */
  readonly invoiceTexts: readonly string[];
  /** In the order of their dates; empty: no promise. */
  readonly promises: readonly { readonly amount: AmountSpec; readonly date: LocalDate }[];
  /** "this is final", "最后期限" */
  readonly finalDate: boolean;
  /** A promise without a date ("soon", "尽快"): kept as an intention (R5). */
  readonly intent: boolean;
  /** For outcome dispute: why, and how much (null: the whole invoice). */
  readonly dispute: {
    readonly reason: DisputeReason;
    readonly amount: AmountSpec | null;
    readonly revisitOn: LocalDate | null;
  } | null;
  /** What was in dispute (of the invoices that are named) is so no longer, whatever else was said (R19). Absent: no. */
  readonly settlesDispute?: boolean;
  readonly contactText: string | null;
  readonly note: string | null;
  /** "yesterday …": when it was said; today unless typed. */
  readonly happenedOn: LocalDate;
}

/** What `/collect paid …` says. */
export interface PaidRequest {
  readonly clientText: string | null;
  readonly amount: AmountSpec;
  readonly invoiceTexts: readonly string[];
  readonly valueDate: LocalDate;
  readonly reference: string | null;
  /** It was asked for: not the payment that a file of the accounting program has brought already. Absent: nobody asked. */
  readonly another?: boolean;
}
