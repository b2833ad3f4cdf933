import type { LocalDate } from '../domain/local-date.js';
import type { Money } from '../domain/money.js';
import type { MayCountTwice } from '../ledger/imports/may-count-twice.js';
import type { RefusalReason } from '../ledger/imports/refusal.js';

export const importKinds = ['invoices', 'payments', 'clients', 'projects', 'promises'] as const;
export type ImportKind = (typeof importKinds)[number];

/** The order of the parts of a numeric date: 03/04/2026 is 4 March in mdy, 3 April in dmy; ymd reads 26/04/03. */
export type DateOrder = 'mdy' | 'dmy' | 'ymd';

/** The sign before the cents: 1,234.56 or 1.234,56. */
export type DecimalSign = '.' | ',';

export interface Refusal {
  /** Line of the file, counted from 1, on which the row begins. */
  readonly line: number;
  /** The column's own heading; null: the row as a whole. */
  readonly column: string | null;
  readonly reason: RefusalReason;
}

/**
 * Why a line was left out: it is no row at all, or a row of an ordinary export that is nothing to take – another
 * document than the file's kind, a draft, or void without ever having been on the books.
 */
export type SkippedWhy = 'total' | 'heading' | 'footer' | 'document' | 'draft' | 'void';

/** A line that was left out, and said so. */
export interface SkippedLine {
  readonly line: number;
  readonly why: SkippedWhy;
  readonly text: string;
}

/** A doubt that only a person can settle. Nothing was imported. */
export type ImportQuestion =
  /** Rows fit both orders (or contradict each other): ask for `dates`. */
  | {
      readonly kind: 'dates';
      readonly contradictory: boolean;
      readonly examples: readonly {
        readonly line: number;
        readonly column: string;
        readonly text: string;
        readonly mdy: LocalDate | null;
        readonly dmy: LocalDate | null;
      }[];
    }
  /** "1,234" could be a thousand or a fraction: ask for `decimal`. */
  | {
      readonly kind: 'amounts';
      readonly contradictory: boolean;
      readonly examples: readonly { readonly line: number; readonly column: string; readonly text: string }[];
    }
  /** No table was recognised, or columns that its kind needs: ask for `as` or `map`. */
  | {
      readonly kind: 'columns';
      readonly as: ImportKind | null;
      readonly missing: readonly string[];
      readonly headings: readonly string[];
      /** Line of the file that was read as its headings. */
      readonly line: number;
      /** Fields of the kind that is meant, or that fits best; absent: none does. */
      readonly allowed?: readonly string[];
    }
  /** Its lines have one cell each, and what stands in the first of them. */
  | { readonly kind: 'one_column'; readonly line: number; readonly text: string }
  /** `map` names a column that the file has not, or a field that the kind has not. */
  | { readonly kind: 'map'; readonly column: string; readonly field: string; readonly allowed: readonly string[] }
  | { readonly kind: 'file'; readonly why: FileTrouble };

/** Why a file could not even be looked into. */
export type FileTrouble =
  | 'not_found'
  | 'not_readable'
  | 'empty'
  | 'spreadsheet'
  | 'archive'
  | 'damaged'
  | 'too_large'
  | 'web_page'
  | 'not_text';

export interface ImportReport {
  /** Null: not recognised (see question). */
  readonly kind: ImportKind | null;
  readonly fileName: string;
  readonly dryRun: boolean;
  /** How the file was read: for the person to see what was decided. */
  readonly reading: {
    readonly encoding: string;
    readonly delimiter: string;
    /** The sheet of a workbook that was read, and those that were not; null: it is no workbook. */
    readonly sheet: { readonly name: string; readonly others: readonly string[] } | null;
    readonly dates: DateOrder | null;
    readonly decimal: DecimalSign;
    /** Heading → field, in the file's order; unused headings are left out. */
    readonly columns: readonly { readonly column: string; readonly field: string }[];
  } | null;
  /** read = new + changed + unchanged + refused. */
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Clients that the books did not have, and the first few by name; missing: none. */
  readonly newClients?: { readonly count: number; readonly first: readonly string[] };
  /** What the rows that were taken are worth together, one sum a currency; empty for clients and projects. */
  readonly sums: readonly Money[];
  /** The first 1,000, by line. */
  readonly refusals: readonly Refusal[];
  /** Lines left out: not counted in `read`. */
  readonly skipped: number;
  readonly skippedBy: Readonly<Partial<Record<SkippedWhy, number>>>;
  /** The first 20, and the first of each reason. */
  readonly skippedLines: readonly SkippedLine[];
  /** What the file did not say and was taken for granted. */
  readonly assumed: {
    /** Currency of the amounts that named none; null: every one did. */
    readonly currency: string | null;
    /** The file has no issue dates: each is the due date, or today where that is still to come. */
    readonly issueDates: boolean;
  };
  /** Payments that people typed and of which the file tells too: they count once. */
  readonly typedToo: number;
  /** Payments without an invoice that came long before a balance which tells of as much: both count. Missing: none. */
  readonly mayCountTwice?: readonly MayCountTwice[];
  /** Set: nothing was imported, and every count is 0. */
  readonly question?: ImportQuestion;
}

/** Refusals kept in a report; the rest are only counted. */
export const KEPT_REFUSALS = 1000;
export const KEPT_SKIPPED = 20;
