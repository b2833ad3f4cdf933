/**
 * Why a row of a file was not taken. `key` names a sentence in text/…/imports.ts (`refusals[key]`), `facts` fills
 * it. The facts of a key stand beside it.
 */
export type RefusalKey =
  /** the cell is empty */
  | 'missing'
  /** { text } no date of the calendar in the order that the file's dates have */
  | 'bad_date'
  /** { date } money that is to come has not come */
  | 'future_date'
  /** { text } */
  | 'bad_amount'
  /** { text, digits } more digits after the decimal sign than the currency has */
  | 'too_precise'
  /** { text } */
  | 'negative_amount'
  /** { text } no code of ISO 4217 */
  | 'unknown_currency'
  /** { text } a sign that stands for several currencies */
  | 'unclear_currency'
  /** { text } */
  | 'bad_yes_no'
  /** { text } a draft, a void or another document that nobody owes */
  /** { found, expected } more cells than the header has columns */
  | 'too_many_cells'
  /** a quotation mark that is never closed */
  | 'open_quote'
  /** { text } a formula of a spreadsheet that failed or was never calculated */
  | 'no_value'
  /** { max } characters */
  | 'too_long'
  /** { line } another row of the file has this number and says something else */
  | 'duplicate'
  /** { client } the number is another client's */
  | 'other_client'
  /** { from, to } money, promises or disputes of the invoice are in its old currency */
  | 'currency_changed'
  /** { number } a credit note of that number is on the books with other figures */
  | 'credit_changed'
  /** { givenOn } a promise for a day before the one on which it was given */
  | 'past_promise'
  /** { text } */
  | 'unknown_client'
  /** { text } */
  | 'unknown_invoice'
  /** { text, client } the invoice is another client's */
  | 'invoice_of_other'
  /** { text, currency } the invoice is in another currency */
  | 'invoice_currency'
  /** { text } neither an e-mail address nor a Slack id nor the name of one known person */
  | 'unknown_person'
  /** { text } a channel's name; only its id (C…) names a channel that Collect has not seen */
  | 'unknown_channel'
  /** { text, client } the alias is already another client's name */
  | 'alias_taken';

export interface RefusalReason {
  readonly key: RefusalKey;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** A row of a batch that the books refused: `index` counts from 0 within the batch. */
export interface RefusedRow {
  readonly index: number;
  /** The field at fault, as the column tables name it; null: the row as a whole. */
  readonly field: string | null;
  readonly reason: RefusalReason;
}

/** What became of a batch. Every row is in exactly one of the four. */
export interface BatchOutcome {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
  /** Clients whose invoices or payments changed: their promises are to be valued again (R30). */
  readonly touchedClientIds: readonly number[];
  /** Payments that people typed and of which the file tells too: they count once. Absent: none. */
  readonly typedIds?: readonly number[];
}

export const refuse = (key: RefusalKey, facts: Readonly<Record<string, string | number>> = {}): RefusalReason => ({
  key,
  facts,
});
