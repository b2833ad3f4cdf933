import { fractionDigits } from '../domain/money.js';
import type { AmountSpec } from '../domain/request.js';
import { type CurrencySaid, currencyAt, leadsAmount, saidTogether } from './currencies.js';
import { numberReadings, shifted } from './decimals.js';
import { type Line, tokenAt, tokenFrom, touchesPrevious } from './line.js';
import { hanAmountAt, hanCountAt, wordAmountAt } from './numerals.js';
import { lexicon } from './phrases.js';

export interface AmountChoice {
  readonly value: string;
  readonly text: string;
}

export type AmountMeaning =
  | { readonly kind: 'spec'; readonly spec: AmountSpec }
  /** Tokens `from` to `to` can be put right with the text of one of the choices; `value`: its plain decimal. */
  | {
      readonly kind: 'ambiguous';
      readonly choices: readonly AmountChoice[];
      readonly from: number;
      readonly to: number;
    }
  /** Nothing, less than nothing, more than all of it, or more than can be counted. */
  | { readonly kind: 'bad' };

export interface AmountFound {
  readonly meaning: AmountMeaning;
  readonly to: number;
  /** A sign, a unit or grouped digits leave no doubt that it is money; a bare "54" may be part of a name. */
  readonly certain: boolean;
}

const percent = (value: number): AmountSpec => ({ kind: 'percent', percent: value });

const SHARES = lexicon<AmountSpec>([
  [
    percent(50),
    [
      '[a|one] half',
      'half of (it|this|that|the total)',
      'half the (amount|balance|total|sum)',
      '一半',
      '半数',
      '一半款项',
      '一半货款',
    ],
  ],
  [percent(100 / 3), ['(a|one) third']],
  [percent(200 / 3), ['two thirds']],
  [percent(25), ['(a|one) quarter']],
  [percent(75), ['three quarters']],
  [
    { kind: 'rest' },
    [
      '[the] rest',
      '[the] rest of (it|this|that|the amount)',
      '[the] remainder',
      '[the] remaining [amount|balance|half|sum|part]',
      '[the] (balance|other half)',
      "what's left",
      'what is left',
      '余款',
      '剩余[的|款项|部分|金额]',
      '剩下[的|的款|部分]',
      '其余[的|款项|部分]',
      '余下[的|款项]',
      '尾款',
      '余额',
      '另一半',
      '剩余款',
    ],
  ],
  [
    { kind: 'all' },
    [
      'everything',
      'all',
      'all of (it|them|this)',
      'all [the] (invoices|outstanding|open invoices|overdue invoices|that is due)',
      '[the|in] (full amount|whole amount|entire amount|total amount)',
      'in full',
      'the (total|lot|whole lot|full sum|full balance|whole balance|entire balance|outstanding balance|whole thing)',
      'full payment',
      'full',
      '全款',
      '全部[款项|货款|金额]',
      '全额',
      '全数',
      '所有款项',
      '所有[欠款|货款]',
      '一次性全部',
      '整笔',
    ],
  ],
]);

/** "in full", 付清: how much, unless an amount stands beside it. */
const CLEARED = lexicon<true>([
  [
    true,
    [
      '付清',
      '结清',
      '还清',
      '清账',
      '清款',
      '付完',
      '结完',
      '付齐',
      '全付',
      '全部付清',
      '全部结清',
      '清偿',
      '支付完毕',
    ],
  ],
]);

/** Powers of ten. */
const MULTIPLIERS = new Map<string, number>([
  ['k', 3],
  ['thousand', 3],
  ['thousands', 3],
  ['grand', 3],
  ['m', 6],
  ['mn', 6],
  ['mln', 6],
  ['mio', 6],
  ['mm', 6],
  ['million', 6],
  ['millions', 6],
  ['bn', 9],
  ['b', 9],
  ['billion', 9],
  ['lakh', 5],
  ['lakhs', 5],
  ['crore', 7],
  ['crores', 7],
  ['w', 4],
]);
const SPACED_MULTIPLIERS = new Set([
  'thousand',
  'million',
  'billion',
  'mln',
  'mio',
  'grand',
  'lakh',
  'lakhs',
  'crore',
  'crores',
  'k',
  'thousands',
  'millions',
]);

/** A number before one of these counts something else than money. */
const COUNTED = new Set(
  'invoices invoice instalments instalment installments installment payments parts part days day weeks week months month years year times time calls people persons emails reminders hours hour minutes min h x pm am oclock st nd rd th invoices working business calendar other open overdue'.split(
    ' ',
  ),
);
const COUNTED_HAN = new Set([...'个张次天号日月年期点人家封周时分份层位秒']);

const SPACED_GROUPS = /\d{1,3}(?: \d{3}){1,4}(?:[.,]\d{1,2})?(?![\d.,]\d|\d)/y;
const DIGITS = /\d{1,40}(?:[.,']\d{1,40}){0,12}/y;
/** Of the whole part of an amount. */
export const MOST_DIGITS = 13;

/** "5 000" is one number beside a currency, with hard spaces, with zeros ahead or with several groups; "54 500" may be two. */
function isGrouped(line: Line, offset: number, typed: string, signed: boolean): boolean {
  const groups = typed.split(' ').slice(1);
  if (signed || groups.length > 1 || groups.some((group) => group.startsWith('0'))) return true;
  if (/[\u00a0\u2009\u202f]/.test(line.text.slice(offset, offset + typed.length))) return true;
  return currencyAt(line, tokenFrom(line, offset + typed.length)) !== null;
}

function typedNumber(line: Line, offset: number, signed: boolean): string | null {
  SPACED_GROUPS.lastIndex = offset;
  const spaced = SPACED_GROUPS.exec(line.folded)?.[0];
  if (spaced !== undefined && isGrouped(line, offset, spaced, signed)) return spaced;
  DIGITS.lastIndex = offset;
  return DIGITS.exec(line.folded)?.[0] ?? null;
}

const UNSAID: CurrencySaid = { currency: null, sign: null };

function judged(value: string, { currency, sign }: CurrencySaid): AmountMeaning {
  const [whole = '', fraction = ''] = value.split('.');
  if (value === '0' || whole.length > MOST_DIGITS) return { kind: 'bad' };
  if (fraction.length > (currency === null ? 3 : fractionDigits(currency))) return { kind: 'bad' };
  return { kind: 'spec', spec: { kind: 'exact', value, currency, ...(sign === null ? {} : { sign }) } };
}

function percentOf(value: number): AmountMeaning {
  return value > 0 && value <= 100 ? { kind: 'spec', spec: percent(value) } : { kind: 'bad' };
}

/** 百分之三十, 三成, 三分之一 */
function hanShareAt(line: Line, from: number): AmountFound | null {
  const share = (meaning: AmountMeaning, to: number): AmountFound => ({ meaning, to, certain: true });
  if (tokenAt(line, from) === '百' && tokenAt(line, from + 1) === '分' && tokenAt(line, from + 2) === '之') {
    const count = hanCountAt(line, from + 3);
    return count === null ? null : share(percentOf(count.value), count.to);
  }
  const first = hanCountAt(line, from);
  if (first === null) return null;
  if (tokenAt(line, first.to) === '成') return share(percentOf(first.value * 10), first.to + 1);
  if (tokenAt(line, first.to) !== '分' || tokenAt(line, first.to + 1) !== '之' || first.value === 0) return null;
  const second = hanCountAt(line, first.to + 2);
  return second === null ? null : share(percentOf((100 * second.value) / first.value), second.to);
}

/** "1/2", "1/3", "3/4" where nothing goes on from it: a share or a day, which only what follows tells. */
export function fractionAt(line: Line, from: number): AmountFound | null {
  const [over, under] = [tokenAt(line, from), tokenAt(line, from + 2)];
  if (tokenAt(line, from + 1) !== '/' || !/^[123]$/.test(over) || !/^[234]$/.test(under) || over >= under) return null;
  const apart = !touchesPrevious(line, from + 1) || !touchesPrevious(line, from + 2);
  const next = line.folded.slice(line.tokens[from + 2]?.end);
  if (apart || goesOn(line, from) || /^(?:[\d%\p{L}]|[-/.,]\d)/u.test(next)) return null;
  return { meaning: percentOf((100 * Number(over)) / Number(under)), to: from + 3, certain: true };
}

/** True for digits that are the rest of something: of "v2", "1,234", "#5". */
function goesOn(line: Line, at: number): boolean {
  if (!touchesPrevious(line, at)) return false;
  const before = line.tokens[at - 1];
  if (before?.kind === 'word' || before?.s === '#' || before?.s === '_') return true;
  return /^[.,'/:]$/.test(before?.s ?? '') && touchesPrevious(line, at - 1) && line.tokens[at - 2]?.kind === 'number';
}

/** Digits with their sign, unit and currency, from the currency sign or the first digit on. */
function numberAt(line: Line, from: number): AmountFound | null {
  let at = from;
  let said = UNSAID;
  let signed = false;
  let negative = tokenAt(line, at) === '-' && !touchesPrevious(line, at);
  if (negative) at++;
  const leading = currencyAt(line, at);
  if (leading !== null) {
    const gap = tokenAt(line, leading.to) === '-' ? leading.to + 1 : leading.to;
    if (!leadsAmount(line, at, gap)) return null;
    negative ||= gap > leading.to;
    said = leading;
    signed = true;
    at = gap;
  }
  const token = line.tokens[at];
  if (token === undefined) return null;
  const numberFrom = at;
  let readings: string[];
  let unit = false;
  let to: number;
  if (token.kind === 'number') {
    if (!signed && !negative && goesOn(line, at)) return null;
    const typed = typedNumber(line, token.start, signed);
    if (typed === null) return null;
    readings = numberReadings(typed);
    to = tokenFrom(line, token.start + typed.length);
    if (readings.length === 0) return /[.,]/.test(typed) ? { meaning: { kind: 'bad' }, to, certain: true } : null;
    const next = line.tokens[to];
    const touching = touchesPrevious(line, to);
    const [first] = readings;
    const han = first === undefined || next?.kind !== 'han' ? null : hanAmountAt(line, to, readings.at(-1) ?? first);
    const places = next === undefined ? undefined : MULTIPLIERS.get(next.s);
    if (han !== null) {
      readings = [han.value];
      to = han.to;
      unit = true;
    } else if (
      next !== undefined &&
      places !== undefined &&
      (touching || SPACED_MULTIPLIERS.has(next.s)) &&
      !(touchesPrevious(line, to + 1) && line.tokens[to + 1]?.kind === 'number')
    ) {
      // 1.5 million is a decimal whatever its digits; 1,250k is a doubt
      const grouped = /^\d{1,3},\d{3}$/.test(typed) ? [...readings, typed.replace(',', '.')] : readings.slice(-1);
      readings = grouped.map((reading) => shifted(reading, places));
      to++;
      unit = true;
    } else if (touching && next?.kind === 'word' && currencyAt(line, to) === null) return null;
    if (/[^\d]/.test(typed)) unit = true;
  } else {
    const han = token.kind === 'han' ? hanAmountAt(line, at, null) : null;
    const words = token.kind === 'word' ? wordAmountAt(line, at) : null;
    const numeral = han ?? words;
    if (numeral === null) {
      // 五块, 八百元 have a unit or a currency; a lone 三 has neither
      const count = token.kind === 'han' ? hanCountAt(line, at) : null;
      const counted = count === null ? null : currencyAt(line, count.to);
      if (count === null || counted === null) return null;
      readings = [String(count.value)];
      to = count.to;
    } else {
      readings = [numeral.value];
      to = numeral.to;
    }
    unit = true;
  }
  const numberTo = to;
  const sign = tokenAt(line, to);
  if (
    !signed &&
    (sign === '%' || sign === 'percent' || sign === 'pct' || (sign === 'per' && tokenAt(line, to + 1) === 'cent'))
  ) {
    const end = sign === 'per' ? to + 2 : to + 1;
    const value = Number(readings.at(-1));
    return { meaning: negative ? { kind: 'bad' } : percentOf(value), to: end, certain: true };
  }
  const following = currencyAt(line, to);
  const both = following === null ? null : signed ? saidTogether(said, following) : following;
  if (following !== null && both !== null) {
    // "5,000 $" but not the sign of the next amount in "5,000 $300"
    if (
      !(
        leadsAmount(line, to, following.to) &&
        following.to - to === 1 &&
        line.tokens[to]?.kind === 'mark' &&
        touchesPrevious(line, following.to)
      )
    ) {
      said = both;
      to = following.to;
      signed = true;
    }
  }
  if (!signed && !unit) {
    const next = line.tokens[to];
    if (
      next !== undefined &&
      (COUNTED.has(next.s) ||
        (next.kind === 'han' && COUNTED_HAN.has(next.s)) ||
        (next.s === ':' && touchesPrevious(line, to)))
    )
      return null;
  }
  if (negative) return { meaning: { kind: 'bad' }, to, certain: true };
  // "€5.000" can only group: there are no thousandths of a euro
  const { currency } = said;
  const values = currency !== null && fractionDigits(currency) < 3 ? readings.slice(0, 1) : readings;
  const [only = '0'] = values;
  if (values.length === 1) return { meaning: judged(only, said), to, certain: signed || unit };
  const choices = values.map((value) => ({ value, text: typedDecimal(value) }));
  return { meaning: { kind: 'ambiguous', choices, from: numberFrom, to: numberTo }, to, certain: true };
}

/** The amount that begins at this token. */
export function amountAt(line: Line, from: number): AmountFound | null {
  const share = SHARES.at(line, from);
  if (share !== null && share.value.kind === 'rest') {
    // "the remaining 5,000", 剩余70%
    const said = hanShareAt(line, share.to) ?? numberAt(line, share.to);
    if (said?.certain) return said;
  }
  if (share !== null) return { meaning: { kind: 'spec', spec: share.value }, to: share.to, certain: true };
  return hanShareAt(line, from) ?? numberAt(line, from);
}

/** 付清 and the like. */
export function clearedAt(line: Line, from: number): { readonly to: number } | null {
  return CLEARED.at(line, from);
}

/** A plain decimal as it has to be typed to be read as itself: "1.234" needs a fourth digit. */
export function typedDecimal(value: string): string {
  return /^\d{1,3}\.\d{3}$/.test(value) ? `${value}0` : value;
}
