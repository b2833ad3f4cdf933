import { isLocalDate, type LocalDate } from '../../domain/local-date.js';
import type { AmountSpec } from '../../domain/request.js';
import type { Lang } from '../../text/language.js';
import { readAmount } from '../../understanding/read-amount.js';
import { readableLine } from '../messages/escape.js';
import { fieldError } from '../messages/forms.js';
import type { SlackMessage } from '../messages/message.js';

/** A field as read, or the sentence that stands below it. */
export type Field<Value> = { readonly value: Value } | { readonly error: string };

/** A date picker's date. */
export function dateField(text: string | null, lang: Lang): Field<LocalDate> {
  const words = lang.t.commands.form;
  if (text === null) return { error: words.empty };
  return isLocalDate(text) ? { value: text } : { error: words.badDate(text) };
}

/** An amount as written: "5,000", "1250.50", "12万". */
export function amountField(text: string | null, lang: Lang): Field<AmountSpec> {
  const words = lang.t.commands.form;
  if (text === null) return { error: words.empty };
  const amount = readAmount(text);
  if (amount === null) return { error: words.badAmount };
  if (amount.kind === 'ambiguous') return { error: words.amountTwoWays };
  return { value: amount };
}

/** What is wrong, as it stands below a field: plain text. */
export const errorWords = (message: SlackMessage): string =>
  fieldError(readableLine(message.text).replace(/[*`]/g, ''));
