import { type CurrencySign, currenciesOf, mostlyMeans } from '../domain/currency-sign.js';
import { isCurrency } from '../domain/money.js';
import { type Line, touchesPrevious } from './line.js';
import { lexicon } from './phrases.js';

/** A code, or a sign that may mean several. */
type Said = { readonly code: string } | { readonly sign: CurrencySign };

/** The currency as far as it was said. `sign`: only so; `currency` null: nothing but the books tell what it means. */
export interface CurrencySaid {
  readonly currency: string | null;
  readonly sign: CurrencySign | null;
}

const sign = (of: CurrencySign): Said => ({ sign: of });
const code = (of: string): Said => ({ code: of });

const SIGNS = lexicon<Said>([
  ...(['$', '¥', '€', '£', '₹', '₩', '₫', '฿', '₱', '₺', '₪'] as const).map((one) => [sign(one), [one]] as const),
  [code('USD'), ['us$', 'usd$']],
  [code('CNY'), ['cn¥']],
  [code('JPY'), ['jp¥']],
  [code('HKD'), ['hk$']],
  [code('TWD'), ['nt$']],
  [code('SGD'), ['s$', 'sg$']],
  [code('AUD'), ['a$', 'au$']],
  [code('NZD'), ['nz$']],
  [code('CAD'), ['c$', 'ca$']],
  [code('BRL'), ['r$']],
  [code('MXN'), ['mx$']],
]);

const WORDS = lexicon<Said>([
  [code('USD'), ['us dollars', 'us dollar', '美元', '美金', '美刀']],
  [sign('$'), ['dollars', 'dollar', 'bucks', '刀']],
  [sign('€'), ['euro', 'euros']],
  [code('EUR'), ['欧元']],
  [sign('£'), ['pounds', 'pound', 'quid']],
  [code('GBP'), ['pounds sterling', '英镑']],
  [code('CNY'), ['rmb', 'renminbi', '人民币', '元人民币', '块人民币']],
  [sign('yuan'), ['yuan']],
  [sign('yen'), ['yen']],
  [code('JPY'), ['日元', '日圆']],
  [code('HKD'), ['港币', '港元', '元港币']],
  [code('TWD'), ['台币', '新台币']],
  [code('SGD'), ['新元', '新加坡元', '新币']],
  [code('AUD'), ['澳元', '澳币']],
  [code('CAD'), ['加元', '加币']],
  [sign('₩'), ['won']],
  [code('KRW'), ['韩元']],
  [sign('rupees'), ['rupees']],
  [code('INR'), ['卢比']],
  [sign('元'), ['元[钱|整]', '块[钱]', '圆[整]']],
]);

/** Codes that are no word of English when typed in lower case ("all", "top" and "try" are). */
const LOWER_CASE_CODES = new Set(
  'usd eur gbp cny jpy hkd sgd aud cad chf inr krw twd sek nok dkk pln czk nzd zar brl mxn aed thb myr idr php vnd ils huf rub kwd bhd'.split(
    ' ',
  ),
);

/** The currency sign, word or code at this token. `after`: it follows its amount, so "元" may stand. */
export function currencyAt(line: Line, from: number): (CurrencySaid & { readonly to: number }) | null {
  const found = SIGNS.at(line, from) ?? WORDS.at(line, from);
  if (found !== null) return { ...saidBy(found.value), to: found.to };
  const token = line.tokens[from];
  if (token === undefined || token.kind !== 'word' || token.s.length !== 3) return null;
  const upper = token.s.toUpperCase();
  const typed = line.text.slice(token.start, token.end);
  if (!LOWER_CASE_CODES.has(token.s) && (typed !== upper || upper === 'ALL' || upper === 'TOP' || !isCurrency(upper)))
    return null;
  return { currency: upper, sign: null, to: from + 1 };
}

const saidBy = (said: Said): CurrencySaid =>
  'code' in said ? { currency: said.code, sign: null } : { currency: mostlyMeans(said.sign), sign: said.sign };

/** Both as one: "$5,000 AUD" is in AUD, "¥5000元" in yuan. Null: they contradict each other. */
export function saidTogether(one: CurrencySaid, other: CurrencySaid): CurrencySaid | null {
  // 5000元 EUR: the code is what tells.
  if (one.currency === null && other.sign === null) return other;
  if (other.currency === null && one.sign === null) return one;
  const [ofOne, ofOther] = [meanings(one), meanings(other)];
  if (!ofOne.some((currency) => ofOther.includes(currency))) return null;
  return ofOther.length < ofOne.length ? other : one;
}

const meanings = ({ currency, sign }: CurrencySaid): readonly string[] =>
  sign !== null ? currenciesOf(sign) : currency === null ? [] : [currency];

/** True if the sign may stand before an amount: "$5" and "USD 5" and 人民币5万, but not 元5. */
export function leadsAmount(line: Line, at: number, to: number): boolean {
  if (line.tokens[to]?.kind !== 'number' && line.tokens[to]?.kind !== 'han') return false;
  if (line.tokens[at]?.s === '元' || line.tokens[at]?.s === '块' || line.tokens[at]?.s === '圆') return false;
  return !(line.tokens[at]?.kind === 'word' && line.tokens[at - 1]?.kind === 'word' && touchesPrevious(line, at));
}
