import { isCurrency } from '../domain/money.js';
import { type Line, touchesPrevious } from './line.js';
import { lexicon } from './phrases.js';

/** Null: the sign names no one currency (¥ is CNY or JPY, 元 any of several): the books decide. */
export type CurrencySaid = string | null;

const SIGNS = lexicon<CurrencySaid>([
  ['USD', ['$', 'us$', 'usd$']],
  ['EUR', ['€']],
  ['GBP', ['£']],
  [null, ['¥']],
  ['CNY', ['cn¥']],
  ['JPY', ['jp¥']],
  ['INR', ['₹']],
  ['KRW', ['₩']],
  ['VND', ['₫']],
  ['THB', ['฿']],
  ['PHP', ['₱']],
  ['TRY', ['₺']],
  ['ILS', ['₪']],
  ['HKD', ['hk$']],
  ['TWD', ['nt$']],
  ['SGD', ['s$', 'sg$']],
  ['AUD', ['a$', 'au$']],
  ['NZD', ['nz$']],
  ['CAD', ['c$', 'ca$']],
  ['BRL', ['r$']],
  ['MXN', ['mx$']],
]);

const WORDS = lexicon<CurrencySaid>([
  ['USD', ['us dollars', 'us dollar', 'dollars', 'dollar', 'bucks', '美元', '美金', '美刀', '刀']],
  ['EUR', ['euro', 'euros', '欧元']],
  ['GBP', ['pounds', 'pound', 'quid', 'pounds sterling', '英镑']],
  ['CNY', ['rmb', 'yuan', 'renminbi', '人民币', '元人民币', '块人民币']],
  ['JPY', ['yen', '日元', '日圆']],
  ['HKD', ['港币', '港元', '元港币']],
  ['TWD', ['台币', '新台币']],
  ['SGD', ['新元', '新加坡元', '新币']],
  ['AUD', ['澳元', '澳币']],
  ['CAD', ['加元', '加币']],
  ['KRW', ['won', '韩元']],
  ['INR', ['rupees', '卢比']],
  [null, ['元[钱|整]', '块[钱]', '圆[整]']],
]);

/** Codes that are no word of English when typed in lower case ("all", "top" and "try" are). */
const LOWER_CASE_CODES = new Set(
  'usd eur gbp cny jpy hkd sgd aud cad chf inr krw twd sek nok dkk pln czk nzd zar brl mxn aed thb myr idr php vnd ils huf rub kwd bhd'.split(
    ' ',
  ),
);

/** The currency sign, word or code at this token. `after`: it follows its amount, so "元" may stand. */
export function currencyAt(line: Line, from: number): { readonly currency: CurrencySaid; readonly to: number } | null {
  const sign = SIGNS.at(line, from);
  if (sign !== null) return { currency: sign.value, to: sign.to };
  const word = WORDS.at(line, from);
  if (word !== null) return { currency: word.value, to: word.to };
  const token = line.tokens[from];
  if (token === undefined || token.kind !== 'word' || token.s.length !== 3) return null;
  const code = token.s.toUpperCase();
  const typed = line.text.slice(token.start, token.end);
  if (!LOWER_CASE_CODES.has(token.s) && (typed !== code || code === 'ALL' || code === 'TOP' || !isCurrency(code)))
    return null;
  return { currency: code, to: from + 1 };
}

/** True if the sign may stand before an amount: "$5" and "USD 5" and 人民币5万, but not 元5. */
export function leadsAmount(line: Line, at: number, to: number): boolean {
  if (line.tokens[to]?.kind !== 'number' && line.tokens[to]?.kind !== 'han') return false;
  if (line.tokens[at]?.s === '元' || line.tokens[at]?.s === '块' || line.tokens[at]?.s === '圆') return false;
  return !(line.tokens[at]?.kind === 'word' && line.tokens[at - 1]?.kind === 'word' && touchesPrevious(line, at));
}
