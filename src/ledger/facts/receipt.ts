import type { LocalDate } from '../../domain/local-date.js';
import type { Money } from '../../domain/money.js';
import type { ActingRole } from '../../domain/role.js';
import type { AgingFact, InsteadFact, InvoiceFact, KeptRateFact, LastConversationFact, PersonFact } from './common.js';
import type { PromisedTogether, PromiseFact } from './promise.js';

/** Where a receipt's channel line went. */
export interface ToldChannel {
  readonly slackChannelId: string;
  readonly name: string;
}

/** What was understood and recorded from /collect log. */
export interface LogReceipt {
  readonly auditId: number;
  readonly clientId: number;
  readonly clientName: string;
  readonly clientIsNew: boolean;
  readonly outcome: string;
  readonly medium: string;
  readonly direction: 'out' | 'in';
  readonly happenedOn: LocalDate;
  readonly note: string | null;
  readonly contactName: string | null;
  readonly invoices: readonly InvoiceFact[];
  /** New promises, in the order of their dates. */
  readonly promises: readonly PromiseFact[];
  /** Promises that these replaced. */
  readonly superseded: readonly PromiseFact[];
  /** Promises that these took some invoices from: what they are for now. */
  readonly reduced: readonly PromiseFact[];
  /** The client's whole outstanding, by currency. */
  readonly outstanding: readonly Money[];
  readonly hints: readonly LogHint[];
  /** A dispute that this opened (R19). `instead`: what was in dispute of the same matter; missing: nothing. */
  readonly dispute: {
    readonly amount: Money;
    readonly invoiceNumber: string;
    readonly revisitOn: LocalDate;
    readonly instead?: readonly Money[];
  } | null;
  /** Disputes that this settled; missing: none. */
  readonly settledDisputes?: readonly { readonly amount: Money; readonly invoiceNumber: string }[];
  /** What to do next and when, from the outcome (R14). */
  readonly nextAction: { readonly kind: string; readonly on: LocalDate } | null;
  readonly told: ToldChannel | null;
  /** The Slack message that is kept with it as what was said; null or missing: none. */
  readonly permalink?: string | null;
}

/** Things worth saying beside the receipt (B7, R7). */
export type LogHint =
  | { readonly kind: 'not_working_day'; readonly date: LocalDate; readonly deadline: LocalDate }
  /** "Soon" is no date: kept as an intention, nothing pauses (R5). */
  | { readonly kind: 'intent_only' }
  | { readonly kind: 'below_overdue'; readonly promised: Money; readonly due: Money }
  | { readonly kind: 'above_outstanding'; readonly promised: Money; readonly outstanding: Money }
  /** Nothing is outstanding in the promised currency, but in these. */
  | { readonly kind: 'other_currency'; readonly promised: Money; readonly currencies: readonly string[] }
  | { readonly kind: 'nothing_outstanding' }
  /** A dispute is said to be settled, and none was on record. */
  | { readonly kind: 'no_dispute' }
  /** A part of what was said came to nothing: the other parts are all that can be promised. `disputed`: what is not. */
  | { readonly kind: 'nothing_left'; readonly date: LocalDate; readonly disputed: readonly Money[] }
  /** All that could be promised is in dispute; the promise is kept all the same. */
  | { readonly kind: 'in_dispute'; readonly amount: Money }
  | { readonly kind: 'third_date'; readonly level: number; readonly slipDays: number };

export interface PaidReceipt {
  readonly auditId: number;
  readonly clientId: number;
  readonly clientName: string;
  readonly amount: Money;
  readonly valueDate: LocalDate;
  readonly allocations: readonly { readonly invoice: InvoiceFact; readonly amount: Money; readonly rule: string }[];
  /** What no invoice took: stays as the client's credit. */
  readonly unallocated: Money;
  /** Promises whose state this payment changed. */
  readonly promises: readonly PromiseFact[];
  readonly outstanding: readonly Money[];
  readonly told: ToldChannel | null;
}

export interface ClientStatus {
  readonly clientId: number;
  readonly clientName: string;
  readonly aliases: readonly string[];
  readonly contacts: readonly {
    readonly name: string;
    readonly email: string | null;
    readonly phone: string | null;
    readonly position: string | null;
  }[];
  readonly owner: PersonFact | null;
  readonly backup: PersonFact | null;
  readonly projects: readonly { readonly name: string; readonly slackChannelId: string | null }[];
  readonly today: LocalDate;
  /** The client rests up to and including this day. */
  readonly snoozedUntil: LocalDate | null;
  /** A manager left it with its owner until this day, and why; null: no such decision stands, or it is not for this person. */
  readonly keptWithOwner: {
    readonly until: LocalDate;
    readonly by: PersonFact | null;
    readonly why: string | null;
  } | null;
  readonly aging: readonly AgingFact[];
  readonly unallocated: readonly Money[];
  /** Oldest due first; at most `invoicePageSize`, `invoiceCount` in all. */
  readonly invoices: readonly InvoiceFact[];
  readonly invoiceCount: number;
  /** Open promises and the last three that ended. */
  readonly promises: readonly PromiseFact[];
  readonly disputes: readonly {
    readonly invoiceNumber: string;
    readonly amount: Money;
    readonly reason: string;
    readonly revisitOn: LocalDate | null;
  }[];
  readonly lastConversation: LastConversationFact | null;
  readonly keptRate: KeptRateFact;
  readonly dataAt: {
    readonly at: Date;
    readonly fileName: string;
    /** The larger file that most of the figures are from, if the newest was a small one. */
    readonly most: { readonly at: Date; readonly fileName: string } | null;
    /** A file of payments of a later day than the invoices. */
    readonly payments: { readonly at: Date; readonly fileName: string } | null;
  } | null;
}

/** /collect overdue: one row a client, currency by currency, the largest to collect first; a page of it. */
export interface OverdueList {
  readonly filter:
    | { readonly kind: 'all' | 'mine' }
    | { readonly kind: 'client' | 'project' | 'owner'; readonly name: string };
  readonly today: LocalDate;
  readonly aging: readonly AgingFact[];
  readonly rows: readonly {
    readonly clientId: number;
    readonly clientName: string;
    readonly aging: readonly AgingFact[];
    readonly oldestDaysOverdue: number;
    readonly owner: PersonFact | null;
    /** The next open promise. */
    readonly promise: PromiseFact | null;
    /** All open promises together; missing: there is only that one. */
    readonly together?: PromisedTogether | null;
  }[];
  /** Asked for one's own: which of the rows are another's; missing: none. */
  readonly standIns?: readonly StandIn[];
  readonly page: number;
  readonly pages: number;
  readonly total: number;
}

/** A client that somebody looks after in the place of its owner, who is not there. */
export interface StandIn {
  readonly clientId: number;
  readonly instead: InsteadFact;
}

/** Bare /collect: what matters to this person now. */
export interface PersonOverview {
  readonly today: LocalDate;
  readonly role: ActingRole;
  /** Which of the clients shown are another's; missing: none. */
  readonly standIns?: readonly StandIn[];
  /** Promises of the clients this person owns or stands in for: broken without a decision, then due today or tomorrow. */
  readonly broken: readonly PromiseFact[];
  readonly due: readonly PromiseFact[];
  /** Their clients overdue, the first of the list, at most five, of `ownOverdueCount`. */
  readonly ownOverdue: OverdueList['rows'];
  readonly ownOverdueCount: number;
  /** Managers: how many escalation candidates wait. */
  readonly escalations: number | null;
  /** Nothing is in the books yet: what to do first. */
  readonly empty: boolean;
}

export interface UndoReceipt {
  readonly auditId: number;
  /** What was undone: an audit kind, e.g. conversation.logged */
  readonly kind: string;
  /** It was new with this, and is on no list any more. */
  readonly gone?: boolean;
  readonly clientName: string | null;
  readonly typed: string | null;
  /** What had been filled in in a form, in which nobody typed `typed`; missing: it was typed. */
  readonly form?: {
    /** Of a conversation. */
    readonly outcome: string | null;
    readonly note: string | null;
    /** Of a payment. */
    readonly amount: Money | null;
    readonly on: LocalDate | null;
  };
  /** The promises that were taken back with it, as they were. */
  readonly undone?: readonly PromiseFact[];
  readonly restored: readonly PromiseFact[];
}
