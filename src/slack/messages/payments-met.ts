import type { NoticeFacts } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import { actionIds, undoValue } from './action-ids.js';
import { button, context, section } from './blocks.js';
import { clipMrkdwn } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import { fullDate, money, named, personName } from './wording.js';

/** To whoever typed them, or who records money in their place: a file has these payments too, so they count once; each can be said to be another one. */
export function paymentsMet(facts: NoticeFacts<'payments_met'>, lang: Lang): SlackMessage {
  const { met } = lang.t.payments;
  const { fileName, payments, typedBy } = facts;
  const by = typedBy === undefined ? null : personName(typedBy);
  const title = met.title(by, named(fileName), payments.length);
  return {
    text: clipMrkdwn(title, limits.messageText),
    blocks: [
      section(title),
      ...payments.map(({ auditId, clientName, amount, valueDate, apart }) => {
        const client = named(clientName);
        const line = met.payment(client, money(amount, lang), fullDate(valueDate, lang));
        return apart === null
          ? section(
              line,
              button({
                text: met.apart,
                label: met.apartLabel(client),
                action: actionIds.undo,
                value: undoValue.encode({ auditId }),
              }),
            )
          : section(lang.t.words.lines([line, met.isApart(personName(apart))]));
      }),
      context(met.why(by)),
    ],
  };
}
