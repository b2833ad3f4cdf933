import type { LocalDate } from '../../domain/local-date.js';
import { type RefusalReason, refuse } from '../../ledger/imports/refusal.js';
import { type AmountCell, currencyOf, readAmountCell } from '../amount-cell.js';
import type { ColumnIndex } from '../columns/recognise.js';
import { readDateCell } from '../date-order.js';
import { detached } from '../detached.js';
import type { DateOrder } from '../import-report.js';
import type { Conventions } from '../survey.js';

/** A cell at fault; thrown by the reader of a row and caught where rows are counted. */
export class BadCell extends Error {
  constructor(
    readonly field: string | null,
    readonly reason: RefusalReason,
  ) {
    super(reason.key);
  }
}

const LONGEST_TEXT = 500;
const HASH = 35;
/** What spreadsheets show where a formula failed; nobody is called that. */
const NO_VALUE = /^#(N\/A|REF!|VALUE!|NAME\?|NUM!|NULL!|DIV\/0!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|GETTING_DATA)$/;
const YES = new Set(['yes', 'y', 'true', '1', 'x', '是', '有', 'disputed', 'open']);
const NO = new Set(['no', 'n', 'false', '0', '否', '无', 'none', '-']);

const ORDERS: readonly DateOrder[] = ['mdy', 'dmy', 'ymd'];
/** A letter or a currency's sign; CR and DR are the sides of a ledger. */
const NAMES_CURRENCY = /(?!\b[CD]R\b)(?<!\b[CD])[\p{L}\p{Sc}]/iu;

/** Reads the cells of one row after the other by field. */
export class CellReader {
  private cells: readonly string[] = [];
  private readonly dates = new Map<string, LocalDate | null>();
  /** The currency cell that was read last, and what it came to: most files have one in all their rows. */
  private lastCurrency = { text: '', code: '' };
  /** An amount was read that named no currency, nor did its row: it was taken for one of the workspace's. */
  assumedCurrency = false;

  constructor(
    private readonly columns: ColumnIndex,
    private readonly conventions: Conventions,
    readonly homeCurrency: string,
  ) {}

  /** Sets the row that is read next. */
  row(cells: readonly string[]): void {
    this.cells = cells;
  }

  has(field: string): boolean {
    return this.columns.has(field);
  }

  /** The cell without surrounding space; '' if it is empty or the file has no such column. Throws BadCell too_long. */
  text(field: string): string {
    const index = this.columns.get(field);
    if (index === undefined) return '';
    const text = (this.cells[index] ?? '').trim();
    if (text.charCodeAt(0) === HASH && NO_VALUE.test(text)) throw new BadCell(field, refuse('no_value', { text }));
    if (text.length > LONGEST_TEXT) throw new BadCell(field, refuse('too_long', { max: LONGEST_TEXT }));
    return text;
  }

  optional(field: string): string | null {
    const text = this.text(field);
    return text === '' ? null : text;
  }

  /** Throws BadCell missing. */
  required(field: string): string {
    const text = this.text(field);
    if (text === '') throw new BadCell(field, refuse('missing'));
    return text;
  }

  /** Null if the cell is empty. Throws BadCell bad_date. */
  date(field: string): LocalDate | null {
    const text = this.text(field);
    if (text === '') return null;
    let date = this.dates.get(text);
    if (date === undefined) {
      date = readDateCell(text, this.conventions.dates);
      if (this.dates.size > 20_000) this.dates.clear();
      this.dates.set(detached(text), date);
    }
    if (date === null) {
      const elsewhere = ORDERS.some((order) => readDateCell(text, order) !== null);
      throw new BadCell(field, refuse('bad_date', { text, otherOrder: elsewhere ? 1 : 0 }));
    }
    return date;
  }

  /** Throws BadCell missing, bad_date. */
  requiredDate(field: string): LocalDate {
    const date = this.date(field);
    if (date === null) throw new BadCell(field, refuse('missing'));
    return date;
  }

  /** Code of the row's currency column; null where it is empty or absent. Throws BadCell. */
  currency(): string | null {
    const text = this.text('currency');
    if (text === '') return null;
    if (text === this.lastCurrency.text) return this.lastCurrency.code;
    const code = currencyOf(text, this.homeCurrency);
    if (code === null) throw new BadCell('currency', refuse('unknown_currency', { text }));
    if (code === 'unclear') throw new BadCell('currency', refuse('unclear_currency', { text }));
    this.lastCurrency = { text: detached(text), code };
    return code;
  }

  /** Minor units; null if the cell is empty. `currency`: of the row's own column. Throws BadCell. */
  amount(field: string, currency: string | null): AmountCell | null {
    const text = this.text(field);
    if (text === '') return null;
    const amount = readAmountCell(text, this.conventions.decimal, currency, this.homeCurrency);
    if ('key' in amount) throw new BadCell(field, amount);
    if (currency === null && !NAMES_CURRENCY.test(text)) this.assumedCurrency = true;
    return amount;
  }

  /** Null if the cell is empty. Throws BadCell bad_yes_no. */
  yesNo(field: string): boolean | null {
    const text = this.text(field);
    if (text === '') return null;
    const word = text.toLowerCase();
    if (YES.has(word)) return true;
    if (NO.has(word)) return false;
    throw new BadCell(field, refuse('bad_yes_no', { text }));
  }

  /** The pieces of a cell that lists several things: "INV-1, INV-2". */
  list(field: string): string[] {
    return this.text(field)
      .split(/[,;，；、\n]/u)
      .map((piece) => piece.trim())
      .filter((piece) => piece !== '');
  }
}
