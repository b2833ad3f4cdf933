import type { LocalDate } from '../domain/local-date.js';

/**
 * One way to go on: `text` is the whole line again with the doubt removed, so that pressing its button is the
 * same as typing it.
 */
export interface ReadingChoice {
  readonly text: string;
  /** For a date question. */
  readonly date?: LocalDate;
  /** For an amount question, a plain decimal string. */
  readonly amount?: string;
  /** For a question about the currency. */
  readonly currency?: string;
}

/** A doubt that only the person can settle. Never guessed. */
export type Question =
  | { readonly kind: 'which_date'; readonly typed: string; readonly choices: readonly ReadingChoice[] }
  /** The date that was named lies in the past; choices: the same day next year, next month … where sensible. */
  | {
      readonly kind: 'past_date';
      readonly typed: string;
      readonly date: LocalDate;
      readonly choices: readonly ReadingChoice[];
    }
  | { readonly kind: 'which_amount'; readonly typed: string; readonly choices: readonly ReadingChoice[] }
  /** The sign of an amount may mean none of what the client owes, or several. */
  | {
      readonly kind: 'which_currency';
      readonly typed: string;
      readonly choices: readonly ReadingChoice[];
      /** The client or the invoice that is owed in these currencies. */
      readonly of: string;
      readonly owed: readonly string[];
    };

/** What was typed cannot be used; `typed` is the part at fault, `example` the nearest right line. */
export interface Misunderstanding {
  readonly kind:
    | 'empty'
    | 'no_verb'
    | 'no_amount'
    | 'bad_amount'
    | 'bad_date'
    /** A sum or a day was promised, and no day that can be worked out. */
    | 'no_date'
    /** Of several days one has no amount: "Friday and the rest at month end". */
    | 'part_without_amount'
    | 'future_date'
    | 'too_far'
    | 'parts_do_not_add_up'
    | 'too_long'
    | 'unexpected';
  readonly typed: string;
  readonly example: string;
}

export type Reading<Request> =
  | { readonly kind: 'understood'; readonly request: Request }
  | { readonly kind: 'question'; readonly question: Question }
  | { readonly kind: 'misunderstood'; readonly problem: Misunderstanding };

/** What reading a line depends on besides the line. */
export interface ReadingContext {
  /** Today where the person is. */
  readonly today: LocalDate;
  /** BCP 47: decides nothing that the text itself decides; "03/04" is asked in any locale. */
  readonly locale: string;
  /** For "month end": the last working day (R7). */
  readonly isWorkingDay: (date: LocalDate) => boolean;
}
