import type { AmountSpec } from '../domain/request.js';
import { amountAt } from './amounts.js';
import { lineOf, MAX_LINE } from './line.js';

/** `values`: plain decimals, each a possible reading. */
export interface AmountInDoubt {
  readonly kind: 'ambiguous';
  readonly values: readonly string[];
}

/**
 * The amount that a text is: "5,000", "€1.250,00", "1.2m", 5万, "half", 余款. Null if it is none, is nothing or negative, or more
 * stands beside it. "1.234" is in doubt. Never throws.
 */
export function readAmount(text: string): AmountSpec | AmountInDoubt | null {
  if (text.length > MAX_LINE) return null;
  const line = lineOf(text);
  const found = amountAt(line, 0);
  if (found === null || found.to < line.tokens.length || found.meaning.kind === 'bad') return null;
  const { meaning } = found;
  return meaning.kind === 'spec'
    ? meaning.spec
    : { kind: 'ambiguous', values: meaning.choices.map(({ value }) => value) };
}
