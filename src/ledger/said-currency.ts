import { signMeaning } from '../domain/currency-sign.js';
import type { AmountSpec } from '../domain/request.js';
import { UserError } from '../domain/user-error.js';

type ExactSpec = Extract<AmountSpec, { kind: 'exact' }>;

/**
 * The currency in which an amount was said, of money that is owed in these; null: none was. Throws UserError
 * sign_in_doubt.
 *
 * @param about the client or the invoice that the amount is of: of an invoice it is in its currency or in none
 */
export function saidCurrency(
  { currency, sign }: ExactSpec,
  owed: readonly string[],
  about: { readonly client: string } | { readonly invoice: string },
): string | null {
  if (sign === undefined) return currency;
  const meaning = signMeaning(sign, owed, { only: 'invoice' in about });
  if (meaning.kind === 'means') return meaning.currency;
  throw new UserError('sign_in_doubt', { ...about, sign, owed, choices: meaning.choices });
}
