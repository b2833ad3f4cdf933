import type { CurrencySign } from '../domain/currency-sign.js';
import { parseDecimal } from '../domain/money.js';
import { typedDecimal } from './amounts.js';
import { type Atom, atomsFrom } from './atoms.js';
import { type Line, lineOf, replaced, typedBetween } from './line.js';
import type { Question, ReadingChoice, ReadingContext } from './reading.js';

/** What the books do not tell of a sign, and the client as typed: no amount, even where the name looks like one. */
export interface SignInDoubt {
  readonly sign: CurrencySign;
  readonly currencies: readonly string[];
  /** The client or the invoice that is owed in these. */
  readonly of: string;
  readonly owed: readonly string[];
  readonly clientText: string | null;
}

/**
 * The question in which of the currencies a line's amounts with this sign are meant: each choice is the line with its
 * code in the sign's place. A currency that cannot have such an amount is no choice. Null: the line has no such amount.
 */
export function whichCurrency(
  text: string,
  { sign, currencies, of, owed, clientText }: SignInDoubt,
  context: ReadingContext,
): Question | null {
  const line = lineOf(text);
  const amounts = atomsFrom(line, 0, Number(context.today.slice(0, 4))).flatMap((atom) => {
    const value = valueIn(atom, sign);
    return value === null || isInName(line, atom, clientText) ? [] : [{ ...atom, value }];
  });
  const [first] = amounts;
  if (first === undefined) return null;
  const choices = currencies.flatMap((currency): ReadingChoice[] => {
    if (amounts.some(({ value }) => parseDecimal(value, currency) === null)) return [];
    const said = amounts.reduceRight((before, { from, to, value }) => {
      return replaced(lineOf(before), from, to, `${typedDecimal(value)} ${currency}`);
    }, text);
    return [{ text: said, amount: first.value, currency }];
  });
  return { kind: 'which_currency', typed: typedBetween(line, first.from, first.to), choices, of, owed };
}

function valueIn(atom: Atom, sign: CurrencySign): string | null {
  if (atom.kind !== 'amount' || atom.meaning.kind !== 'spec') return null;
  const { spec } = atom.meaning;
  return spec.kind === 'exact' && spec.sign === sign ? spec.value : null;
}

function isInName(line: Line, { from, to }: Atom, name: string | null): boolean {
  const at = name === null ? -1 : line.text.indexOf(name);
  const [first, last] = [line.tokens[from], line.tokens[to - 1]];
  if (name === null || at < 0 || first === undefined || last === undefined) return false;
  return first.start >= at && last.end <= at + name.length;
}
