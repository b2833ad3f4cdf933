import type { LocalDate } from '../../domain/local-date.js';
import type { Money } from '../../domain/money.js';
import type { Actor } from '../actor.js';
import type { AgingFact, PersonFact } from './common.js';
import type { EscalationListNotice } from './escalation.js';
import type { PromisedTogether, PromiseFact } from './promise.js';
import type { StandIn } from './receipt.js';

/** The first few of a list and how many there are. */
export interface FirstOf<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
}

/** A client that owes something, on the page of those that a person looks after. */
export interface HomeClient {
  readonly clientId: number;
  readonly clientName: string;
  readonly owner: PersonFact | null;
  /** One entry a currency, largest to collect first. */
  readonly aging: readonly AgingFact[];
  /** Of the oldest overdue invoice; null: nothing is overdue. */
  readonly daysOverdue: number | null;
  /** The next open promise. */
  readonly promise: { readonly id: number; readonly amount: Money; readonly promisedDate: LocalDate } | null;
  /** All open promises together; missing: there is only that one. */
  readonly together?: PromisedTogether | null;
}

/** A client of whom something is to collect and that waits for somebody to do something. */
export interface WaitingClient {
  readonly clientId: number;
  readonly clientName: string;
  readonly toCollect: readonly Money[];
  readonly daysOverdue: number;
  /** Days since somebody talked to them; null: nobody ever did. */
  readonly silentDays: number | null;
  readonly promiseId: number | null;
}

/** The Home tab of a person. */
export interface PersonHome {
  readonly today: LocalDate;
  readonly role: Actor['role'];
  /** Nothing is in the books yet. */
  readonly empty: boolean;
  /** This person has not recorded anything yet. */
  readonly newcomer: boolean;
  /** They may set Collect up, and a step of it is not done. */
  readonly setupOpen: boolean;
  /** Not kept, and nobody has talked to the client since. */
  readonly broken: FirstOf<PromiseFact>;
  /** Due by the next working day. */
  readonly due: FirstOf<PromiseFact>;
  readonly silent: FirstOf<WaitingClient>;
  readonly noNextStep: FirstOf<WaitingClient>;
  /** Which of the clients shown are another's, in whose place they look after them; missing: none. */
  readonly standIns?: readonly StandIn[];
  /** The clients that they look after and that owe something: currency by currency, the largest to collect first. */
  readonly clients: {
    readonly rows: readonly HomeClient[];
    /** Sums of all pages. */
    readonly aging: readonly AgingFact[];
    readonly page: number;
    readonly pages: number;
    readonly total: number;
  };
  /** Null: this person decides nothing. */
  readonly managing: {
    readonly queue: EscalationListNotice;
    readonly week: FirstOf<PromiseFact> & { readonly from: LocalDate; readonly to: LocalDate };
  } | null;
}
