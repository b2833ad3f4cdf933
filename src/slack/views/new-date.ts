import { toDecimal } from '../../domain/money.js';
import type { AmountSpec, LogRequest } from '../../domain/request.js';
import { logConversation } from '../../ledger/conversations.js';
import type { PromiseFact } from '../../ledger/facts/promise.js';
import { visiblePromise } from '../../ledger/promise-list.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { quotedName } from '../messages/command-line.js';
import { FINAL, fields } from '../messages/forms.js';
import { logReceipt } from '../messages/log-receipt.js';
import type { Routing } from '../routing.js';
import { showDecision } from '../show-decision.js';
import { amountField, dateField, inCurrency } from './fields.js';
import { promiseMetadata } from './metadata.js';
import { onSubmit } from './submission.js';

/** A new date for a promise: recorded as what the client said now, which supersedes the old date (R9). */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.newDate, promiseMetadata, async ({ visit, metadata, text, chosen }) => {
    const { actor, lang } = visit;
    const date = dateField(text(fields.date), lang);
    if ('error' in date) return { errors: { [fields.date]: date.error } };
    if (date.value < actor.today) return { errors: { [fields.date]: lang.t.commands.form.pastDate } };
    const typedAmount = text(fields.amount);
    const amount = typedAmount === null ? null : amountField(typedAmount, lang);
    if (amount !== null && 'error' in amount) return { errors: { [fields.amount]: amount.error } };
    if (metadata.promiseId === null) return { errors: { [fields.date]: lang.t.commands.form.moved } };
    const promise = await visiblePromise(desk.ledger, actor, metadata.promiseId);
    const said = amount === null ? missingOf(promise) : inCurrency(amount.value, promise.amount.currency);
    const request: LogRequest = {
      clientText: null,
      outcome: 'promised',
      medium: 'unknown',
      direction: 'in',
      // The invoices of the old date that are still open; none left: whatever is due by the new date.
      invoiceTexts: promise.covers.filter((line) => line.open.minor > 0).map((line) => line.number),
      promises: [{ amount: said, date: date.value }],
      finalDate: chosen(fields.finalDate).includes(FINAL),
      intent: false,
      dispute: null,
      contactText: null,
      note: text(fields.note),
      happenedOn: actor.today,
    };
    const receipt = await logConversation(desk.ledger, actor, {
      request,
      clientId: promise.clientId,
      replaces: promise.id,
      typed: `log ${quotedName(promise.clientName)} promised ${[typedAmount, date.value].filter((part) => part !== null).join(' ')}`,
      slackChannelId: visit.slackChannelId,
      permalink: null,
    });
    const [made] = receipt.promises;
    await showDecision(desk, actor, {
      promiseId: promise.id,
      kind: 'new_date',
      auditId: receipt.auditId,
      summary: {
        amount: made?.amount ?? null,
        date: made?.promisedDate ?? date.value,
        level: made?.level ?? null,
        outcome: null,
      },
    });
    return { answer: logReceipt(receipt, lang) };
  });
}

/** Nothing was written: what is still missing of the promise. */
function missingOf(promise: PromiseFact): AmountSpec {
  const minor = promise.amount.minor - promise.received.minor;
  if (minor <= 0) return { kind: 'all' };
  return {
    kind: 'exact',
    value: toDecimal({ minor, currency: promise.amount.currency }),
    currency: promise.amount.currency,
  };
}
