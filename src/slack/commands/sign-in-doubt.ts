import { currencySigns } from '../../domain/currency-sign.js';
import { UserError } from '../../domain/user-error.js';
import { whichCurrency } from '../../understanding/which-currency.js';
import type { Visit } from '../desk.js';
import type { SlackMessage } from '../messages/message.js';
import { type Asked, questionMessage } from '../messages/question.js';

/**
 * The question in which currency an amount is meant, where the books refused its sign: nothing was recorded. Throws any
 * other error on.
 */
export function signInDoubt(
  error: unknown,
  asked: Asked,
  clientText: string | null,
  { lang, reading }: Visit,
): SlackMessage {
  if (!(error instanceof UserError) || error.key !== 'sign_in_doubt') throw error;
  const { choices = [], owed = [], client, invoice } = error.facts;
  const sign = currencySigns.find((one) => one === error.facts.sign);
  if (sign === undefined || !Array.isArray(choices) || !Array.isArray(owed)) throw error;
  const of = String(client ?? invoice);
  const question = whichCurrency(asked.typed, { sign, currencies: choices, of, owed, clientText }, reading);
  if (question === null) throw error;
  return questionMessage({ ...asked, question }, lang);
}
