import { fractionDigits, isCurrency } from '../domain/money.js';
import { type RefusalReason, refuse } from '../ledger/imports/refusal.js';
import { detached } from './detached.js';
import type { DecimalSign } from './import-report.js';

/** Signs and words that stand for one currency. "$" and "¥" do not: see signCurrency. */
const SIGNS: Readonly<Record<string, string>> = {
  '€': 'EUR',
  '£': 'GBP',
  '₹': 'INR',
  '₩': 'KRW',
  '₽': 'RUB',
  '₺': 'TRY',
  '₪': 'ILS',
  '₫': 'VND',
  '₱': 'PHP',
  '฿': 'THB',
  '₴': 'UAH',
  '₦': 'NGN',
  US$: 'USD',
  CA$: 'CAD',
  C$: 'CAD',
  A$: 'AUD',
  AU$: 'AUD',
  NZ$: 'NZD',
  HK$: 'HKD',
  NT$: 'TWD',
  S$: 'SGD',
  R$: 'BRL',
  RMB: 'CNY',
  人民币: 'CNY',
  元: 'CNY',
  圆: 'CNY',
  美元: 'USD',
  美金: 'USD',
  欧元: 'EUR',
  英镑: 'GBP',
  港币: 'HKD',
  港元: 'HKD',
  日元: 'JPY',
  'CN¥': 'CNY',
  'JP¥': 'JPY',
  FR: 'CHF',
  KR: 'SEK',
  RS: 'INR',
};
const DOLLARS = new Set([
  'USD',
  'CAD',
  'AUD',
  'NZD',
  'HKD',
  'SGD',
  'TWD',
  'MXN',
  'BBD',
  'BSD',
  'FJD',
  'JMD',
  'TTD',
  'XCD',
]);

/** ISO code, sign or word → code; null: stands for nothing, 'unclear': for several. `home`: the workspace's currency. */
export function currencyOf(text: string, home: string): string | 'unclear' | null {
  const word = text.normalize('NFKC').trim().toUpperCase();
  if (word === '$') return DOLLARS.has(home) ? home : 'USD';
  if (word === '¥') return home === 'CNY' || home === 'JPY' ? home : 'unclear';
  if (isCurrency(word)) return word;
  return SIGNS[word] ?? SIGNS[word.replace(/\.$/, '')] ?? null;
}

/**
 * "1234.56" and "1234", as most programs write it: whole minor units of a currency with `digits` after the point. NaN:
 * written otherwise, with more digits than that, or too large.
 */
function plainMinor(text: string, digits: number): number {
  const { length } = text;
  let minor = 0;
  let fraction = -1;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) {
      minor = minor * 10 + code - 48;
      if (fraction >= 0) fraction++;
    } else if (code === 46 && fraction === -1 && i > 0) fraction = 0;
    else return Number.NaN;
  }
  if (length === 0 || fraction === 0 || fraction > digits) return Number.NaN;
  for (let left = digits - Math.max(0, fraction); left > 0; left--) minor *= 10;
  return Number.isSafeInteger(minor) ? minor : Number.NaN;
}

const PLAIN = /^-?\d+(\.\d+)?$/;
/** Sign or code before or behind; brackets or a minus at either end for a negative amount. */
const DRESSED =
  /^([(])?\s*([-−–])?\s*([^\d\s().,'’+-][^\d().,'’+-]*?)?\s*([-−–+])?\s*([\d][\d.,'’\s]*|[.,]\d+)\s*([^\d\s().,'’+-][^\d(),'’+-]*?)?\s*([-−–])?\s*([)])?$/u;

/** No amount is longer; a long text would only keep the pattern busy. */
const LONGEST_AMOUNT = 60;

interface Parts {
  readonly negative: boolean;
  /** Digits with their separators, spaces and apostrophes taken out. */
  readonly figure: string;
  readonly currency: string;
}

function partsOf(text: string): Parts | null {
  const match = text.length > LONGEST_AMOUNT ? null : DRESSED.exec(text);
  if (match === null) return null;
  const [, open, minus, before, sign, figure = '', behind, minusBehind, close] = match;
  if ((open === undefined) !== (close === undefined)) return null;
  const signs = [minus, sign === '+' ? undefined : sign, minusBehind].filter((one) => one !== undefined).length;
  if (signs > 1) return null;
  const word = (before ?? behind ?? '').trim();
  // Debit and credit of a ledger: a receivable's credit is negative.
  const ledgerSide = /^[CD]R$/i.test(word);
  const credit = ledgerSide && word.toUpperCase() === 'CR';
  return {
    negative: open !== undefined || signs === 1 || credit,
    figure: figure.replace(/[\s'’]/gu, ''),
    currency: ledgerSide ? '' : word,
  };
}

/** What one figure says about the file's decimal sign; null: nothing, 'open': "1,234" could be either. */
function decimalSignOf(figure: string): DecimalSign | 'open' | null {
  const comma = figure.lastIndexOf(',');
  const dot = figure.lastIndexOf('.');
  if (comma === -1 && dot === -1) return null;
  if (comma !== -1 && dot !== -1) return comma > dot ? ',' : '.';
  const sign = comma === -1 ? '.' : ',';
  const other = sign === '.' ? ',' : '.';
  const pieces = figure.split(sign);
  if (pieces.length > 2) return other;
  const [whole = '', fraction = ''] = pieces;
  return fraction.length === 3 && whole.length >= 1 && whole.length <= 3 && !/^0/.test(whole) ? 'open' : sign;
}

/** Says by itself that the point is the decimal sign. */
const CENTS = /^\d+\.\d\d$/;

interface AmountExample {
  readonly line: number;
  readonly column: string;
  readonly text: string;
}

/** So many amounts that could hardly be fractions are enough to take their sign for one of thousands. */
const ENOUGH = 3;

/**
 * What all the amounts of a file say about their decimal sign. 1,234.56 and 12,5 decide. 1,234 alone does not, but
 * several such that would not even be amounts with a decimal comma (three digits other than 0 where the currency has
 * two), in a file where no large number goes without a sign, leave no doubt either.
 */
export class AmountEvidence {
  private readonly votes = { '.': 0, ',': 0 };
  private readonly thousands = { '.': 0, ',': 0 };
  private readonly open = { '.': 0, ',': 0 };
  private largeWithoutSign = false;
  private readonly examples: Record<'.' | ',' | 'open', AmountExample[]> = { '.': [], ',': [], open: [] };

  /** `digits`: how many the row's currency has after the sign. */
  note(text: string, line: number, column: string, digits: number): void {
    if (this.examples['.'].length === 3 && CENTS.test(text)) {
      this.votes['.']++;
      return;
    }
    let figure = text;
    if (!PLAIN.test(text)) {
      const parts = partsOf(text.normalize('NFKC').trim());
      if (parts === null) return;
      figure = parts.figure;
    }
    if (figure.startsWith('-')) figure = figure.slice(1);
    let says = decimalSignOf(figure);
    if (says === null) {
      if (figure.length > 3) this.largeWithoutSign = true;
      return;
    }
    if (says === 'open') {
      const sign = figure.includes(',') ? ',' : '.';
      if (digits === 0) says = sign === ',' ? '.' : ',';
      else {
        this.open[sign]++;
        if (digits < 3 && !figure.endsWith('0')) this.thousands[sign]++;
      }
    }
    if (says !== 'open') this.votes[says]++;
    const examples = this.examples[says];
    if (examples.length < 3) examples.push({ line, column, text: detached(text) });
  }

  /** The sign, or what to ask. */
  decide(): DecimalSign | { contradictory: boolean; examples: AmountExample[] } {
    const dot = this.votes['.'] > 0;
    const comma = this.votes[','] > 0;
    if (dot && comma) {
      return { contradictory: true, examples: [...this.examples['.'].slice(0, 2), ...this.examples[','].slice(0, 2)] };
    }
    if (dot || comma) return dot ? '.' : ',';
    if (this.open['.'] + this.open[','] === 0) return '.';
    if (!this.largeWithoutSign) {
      if (this.open['.'] === 0 && this.thousands[','] >= ENOUGH) return '.';
      if (this.open[','] === 0 && this.thousands['.'] >= ENOUGH) return ',';
    }
    return { contradictory: false, examples: this.examples.open };
  }
}

export interface AmountCell {
  /** Minor units of `currency`. */
  readonly minor: number;
  readonly currency: string;
}

/**
 * An amount cell in minor units. `decimal`: the file's sign before the cents. `column`: the row's own currency column,
 * or null; it goes before a sign in the cell. Never rounds: more digits than the currency has are refused.
 */
export function readAmountCell(
  text: string,
  decimal: DecimalSign,
  column: string | null,
  home: string,
): AmountCell | RefusalReason {
  let negative = false;
  let figure = text;
  let currency = column ?? home;
  if (decimal === '.') {
    const minor = plainMinor(text, fractionDigits(currency));
    if (!Number.isNaN(minor)) return { minor, currency };
  }
  if (decimal === '.' && PLAIN.test(text)) {
    if (text.charCodeAt(0) === 45) {
      negative = true;
      figure = text.slice(1);
    }
  } else {
    const parts = partsOf(text.normalize('NFKC').trim());
    if (parts === null) return refuse('bad_amount', { text });
    negative = parts.negative;
    figure = parts.figure;
    if (parts.currency !== '' && column === null) {
      const named = currencyOf(parts.currency, home);
      if (named === 'unclear') return refuse('unclear_currency', { text });
      if (named === null) return refuse('bad_amount', { text });
      currency = named;
    }
    if (decimal === ',') {
      if (!/^(\d+|\d{1,3}(\.\d{3})+)?(,\d+)?$/.test(figure)) return refuse('bad_amount', { text });
      figure = figure.replaceAll('.', '').replace(',', '.');
    } else {
      // Indian figures group by two (1,23,456.00), so the groups are not counted, only the last one.
      if (!/^(\d+|\d{1,3}(,\d{2,3})*,\d{3})?(\.\d+)?$/.test(figure)) return refuse('bad_amount', { text });
      figure = figure.replaceAll(',', '');
    }
  }
  const point = figure.indexOf('.');
  const digits = fractionDigits(currency);
  const whole = point === -1 ? figure : figure.slice(0, point);
  const fraction = point === -1 ? '' : figure.slice(point + 1).replace(/0+$/, '');
  if (fraction.length > digits) return refuse('too_precise', { text, digits });
  const minor = Number(`${whole}${fraction.padEnd(digits, '0')}`);
  if (!Number.isSafeInteger(minor)) return refuse('bad_amount', { text });
  return { minor: negative && minor !== 0 ? -minor : minor, currency };
}
