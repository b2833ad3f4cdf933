import { recordPayment } from '../../ledger/payments.js';
import { visiblePromise } from '../../ledger/promise-list.js';
import { clientStatus } from '../../ledger/status.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { quotedName } from '../messages/command-line.js';
import { fields } from '../messages/forms.js';
import { paidReceipt } from '../messages/payment.js';
import type { Routing } from '../routing.js';
import { showDecision } from '../show-decision.js';
import { amountField, dateField, inCurrency } from './fields.js';
import { promiseMetadata } from './metadata.js';
import { onSubmit } from './submission.js';

/** Money that came in, recorded by finance or a manager from a message about a promise or a client. */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.paid, promiseMetadata, async ({ visit, metadata, text }) => {
    const { actor, lang } = visit;
    const amount = amountField(text(fields.amount), lang);
    if ('error' in amount) return { errors: { [fields.amount]: amount.error } };
    const date = dateField(text(fields.date), lang);
    if ('error' in date) return { errors: { [fields.date]: date.error } };
    if (date.value > actor.today) return { errors: { [fields.date]: lang.t.commands.form.futureDate } };
    const promise = metadata.promiseId === null ? null : await visiblePromise(desk.ledger, actor, metadata.promiseId);
    const clientId = promise?.clientId ?? metadata.clientId;
    const clientName = promise?.clientName ?? (await clientStatus(desk.ledger, actor, clientId)).clientName;
    const request = {
      clientText: null,
      amount: promise === null ? amount.value : inCurrency(amount.value, promise.amount.currency),
      // The money goes to what was promised first (R18: designation before due date).
      invoiceTexts: (promise?.covers ?? []).filter((line) => line.open.minor > 0).map((line) => line.number),
      valueDate: date.value,
      reference: text(fields.reference),
    };
    const receipt = await recordPayment(desk.ledger, actor, {
      request,
      clientId,
      slackChannelId: visit.slackChannelId,
      typed: `paid ${quotedName(clientName)} ${text(fields.amount)} ${date.value}`,
    });
    if (promise !== null) {
      await showDecision(desk, actor, {
        promiseId: promise.id,
        kind: 'paid',
        auditId: receipt.auditId,
        summary: { amount: receipt.amount, date: receipt.valueDate, level: null, outcome: null },
      });
    }
    return { answer: paidReceipt(receipt, lang) };
  });
}
