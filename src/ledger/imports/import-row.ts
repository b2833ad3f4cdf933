import type { LocalDate } from '../../domain/local-date.js';

/** Rows as the books take them: checked, folded, amounts in minor units. One line of a file each. */

/** Who owes: a name, or the accounting program's own code, or both. At least one is set. */
export interface ClientRef {
  readonly name: string;
  /** nameKey(name) */
  readonly key: string;
  readonly externalId: string | null;
}

export interface ProjectRef {
  readonly name: string;
  readonly key: string;
}

export interface InvoiceRow {
  readonly client: ClientRef;
  readonly number: string;
  readonly numberKey: string;
  readonly issueDate: LocalDate;
  readonly dueDate: LocalDate;
  readonly currency: string;
  /** Null: the file says only what is still open. */
  readonly amount: number | null;
  /** What is open now; null: the file does not say. */
  readonly balance: number | null;
  /** The day on which it was paid in full; null: not paid, or not said (see InvoiceFileFacts.settledKnown). */
  readonly settledOn: LocalDate | null;
  readonly disputed: boolean | null;
  readonly project: ProjectRef | null;
  readonly source: string | null;
  readonly externalId: string | null;
  readonly link: string | null;
}

/** Which columns the file has: an empty cell of one that is there says something, a missing column nothing. */
export interface InvoiceFileFacts {
  readonly settledKnown: boolean;
}

/** A credit note or credit memo. `amount` > 0. */
export interface CreditRow {
  readonly client: ClientRef;
  readonly number: string;
  readonly numberKey: string;
  readonly issuedOn: LocalDate;
  readonly currency: string;
  readonly amount: number;
  /** The invoice it corrects, where the file names it. */
  readonly appliesTo: string | null;
  /**
   * The file also says what is open of each document: then what this credit has paid is in the invoices' balances
   * already and it is not applied a second time.
   */
  readonly applied: boolean;
  readonly source: string | null;
}

export interface PaymentRow {
  /** Null: the invoice says whose. */
  readonly client: ClientRef | null;
  readonly valueDate: LocalDate;
  readonly currency: string;
  readonly amount: number;
  readonly invoiceNumbers: readonly string[];
  readonly reference: string | null;
  /** The program's own id of the payment, or a key made of the row: unique in the workspace's imported payments. */
  readonly externalId: string;
  /** False: the currency was not in the file, so that of a named invoice goes before it. */
  readonly currencySaid: boolean;
}

/** Which columns a payment file has; see InvoiceFileFacts. */
export interface PaymentFileFacts {
  readonly invoicesKnown: boolean;
  readonly referenceKnown: boolean;
}

export interface ClientRow {
  readonly client: ClientRef;
  readonly aliases: readonly string[];
  readonly contact: {
    readonly name: string;
    readonly email: string | null;
    readonly phone: string | null;
    readonly position: string | null;
  } | null;
  /** E-mail address, Slack id or name. */
  readonly owner: string | null;
  readonly backup: string | null;
  readonly project: ProjectRef | null;
}

export interface ProjectRow {
  readonly project: ProjectRef;
  /** Slack channel id (C…, G…), or a name. */
  readonly channel: string | null;
  readonly owner: string | null;
  readonly backup: string | null;
  readonly clients: readonly ClientRef[];
}

export interface PromiseRow {
  readonly client: ClientRef;
  readonly date: LocalDate;
  readonly givenOn: LocalDate;
  readonly currency: string;
  readonly currencySaid: boolean;
  readonly amount: number;
  readonly invoiceNumbers: readonly string[];
  readonly contact: string | null;
  readonly note: string | null;
}

/** What every batch knows besides its rows. */
export interface ImportContext {
  readonly workspaceId: number;
  /** Today in the workspace's time zone. */
  readonly today: LocalDate;
  readonly now: Date;
  /** Who imports; null: the operator on the command line. */
  readonly byId: number | null;
  readonly fileName: string;
}

/** What imported payments, invoices and credit notes name as their source unless the file does. */
export const IMPORT_SOURCE = 'import';
