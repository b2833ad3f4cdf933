/**
 * What each sign, and each everyday word for one, may mean, the likeliest first. A code (USD) and what belongs to one
 * country alone (US$, 美元, 人民币) are no signs: they are taken at their word.
 */
const MEANT = {
  $: ['USD', 'AUD', 'CAD', 'SGD', 'HKD', 'NZD', 'TWD', 'MXN'],
  '¥': ['CNY', 'JPY'],
  元: ['CNY', 'HKD', 'TWD', 'SGD', 'MOP'],
  yuan: ['CNY', 'TWD'],
  yen: ['JPY'],
  '€': ['EUR'],
  '£': ['GBP'],
  '₹': ['INR'],
  rupees: ['INR', 'PKR', 'LKR', 'NPR'],
  '₩': ['KRW'],
  '₫': ['VND'],
  '฿': ['THB'],
  '₱': ['PHP'],
  '₺': ['TRY'],
  '₪': ['ILS'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;

export type CurrencySign = keyof typeof MEANT;

export const currencySigns = Object.keys(MEANT) as readonly CurrencySign[];

/** Signs of which no meaning is the usual one: so many of theirs are offered, and an amount alone is in none of them. */
const EVEN: Partial<Record<CurrencySign, number>> = { '¥': 2, 元: 1 };

/** The currencies that a sign may mean, the likeliest first. */
export const currenciesOf = (sign: CurrencySign): readonly string[] => MEANT[sign];

/** What a sign mostly means; null where nothing but the books tell. */
export const mostlyMeans = (sign: CurrencySign): string | null => (sign in EVEN ? null : MEANT[sign][0]);

/** True if an amount may be in this currency by what was said: its code, a sign that may mean it, or nothing. */
export const mayBeIn = (
  { currency, sign }: { readonly currency: string | null; readonly sign?: CurrencySign },
  wanted: string,
): boolean => (sign === undefined ? currency === null || currency === wanted : currenciesOf(sign).includes(wanted));

/** What a sign means beside currencies that are owed, or those between which only a person can choose. */
export type SignMeaning =
  | { readonly kind: 'means'; readonly currency: string }
  | { readonly kind: 'doubt'; readonly choices: readonly string[] };

/**
 * R1: a sign means what is owed where that is one of the currencies it may mean. Where it may be none of them, or
 * several, a person is asked: never is an amount read in another currency than it was said in.
 *
 * @param owed the currencies in which the money is owed that the amount is said of
 * @param only nothing but these can be meant: the amount is of an invoice
 */
export function signMeaning(sign: CurrencySign, owed: readonly string[], { only = false } = {}): SignMeaning {
  const means: readonly string[] = MEANT[sign];
  const fitting = owed.filter((currency) => means.includes(currency));
  const [currency] = fitting;
  if (currency !== undefined && fitting.length === 1) return { kind: 'means', currency };
  if (fitting.length > 1 || only) return { kind: 'doubt', choices: fitting.length > 1 ? fitting : owed };
  return { kind: 'doubt', choices: [...means.slice(0, EVEN[sign] ?? 1), ...owed] };
}
