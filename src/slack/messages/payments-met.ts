import type { KnownBlock } from '@slack/types';
import type { PaymentMet } from '../../ledger/facts/payment.js';
import type { NoticeFacts } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import { actionIds, undoValue } from './action-ids.js';
import { button, context, section } from './blocks.js';
import { clipMrkdwn, escapeText } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import { fullDate, listed, money, named, personName } from './wording.js';

/**
 * To whoever typed them, or records money in their place: a file has these payments too. They count once, and each can be said to be another one; or
 * (`asked`) they are for other invoices and both count, and each can be said to be the same.
 */
export function paymentsMet(facts: NoticeFacts<'payments_met'>, lang: Lang): SlackMessage {
  const { met } = lang.t.payments;
  const { fileName, payments, asked = false, typedBy } = facts;
  const by = typedBy === undefined ? null : personName(typedBy);
  const title = (asked ? met.askTitle : met.title)(by, named(fileName), payments.length);
  return {
    text: clipMrkdwn(title, limits.messageText),
    blocks: [
      section(title),
      ...payments.map((one) => payment(one, by, lang)),
      context((asked ? met.whyAsked : met.why)(by)),
    ],
  };
}

/** `by`: who typed it; null: whoever reads it. */
function payment(
  { auditId, clientName, amount, valueDate, apart, doubt }: PaymentMet,
  by: string | null,
  lang: Lang,
): KnownBlock {
  const { met } = lang.t.payments;
  const client = named(clientName);
  const line = met.payment(client, money(amount, lang), fullDate(valueDate, lang));
  if (apart !== null) return section(lang.t.words.lines([line, met.isApart(personName(apart))]));
  const numbers = (all: readonly string[]): string =>
    listed(
      all.map((one) => escapeText(one, 40)),
      lang,
      3,
    );
  const text =
    doubt === undefined
      ? line
      : lang.t.words.lines([
          line,
          met.inDoubt(by, numbers(doubt.typedFor), numbers(doubt.bookedFor), fullDate(doubt.bookedOn, lang)),
        ]);
  return section(
    text,
    button({
      text: doubt === undefined ? met.apart : met.same,
      label: doubt === undefined ? met.apartLabel(client) : met.sameLabel(client),
      action: actionIds.undo,
      value: undoValue.encode({ auditId }),
    }),
  );
}
