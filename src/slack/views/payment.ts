import { recordPayment } from '../../ledger/payments.js';
import { visiblePromise } from '../../ledger/promise-list.js';
import { replacePayment } from '../../ledger/replace-payment.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { paidReceipt } from '../messages/payment.js';
import type { Routing } from '../routing.js';
import { showDecision } from '../show-decision.js';
import { paymentMetadata } from './metadata.js';
import { paymentIn, readPaymentDraft } from './payment-form-for.js';
import { onSubmit } from './submission.js';

/**
 * Money that came in: recorded as a typed line is, or in the place of what was recorded before. Opened from a message
 * about a promise, it is what was decided about that.
 */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.payment, paymentMetadata, async (submission) => {
    const { visit, metadata } = submission;
    const { actor, lang } = visit;
    const reading = readPaymentDraft(paymentIn(submission), visit);
    if ('errors' in reading) return reading;
    const { input } = reading;
    const receipt =
      metadata.auditId === null
        ? await recordPayment(desk.ledger, actor, input)
        : await replacePayment(desk.ledger, actor, metadata.auditId, input);
    const { promiseId = null } = metadata;
    if (promiseId === null) return { answer: paidReceipt(receipt, lang, input.typed) };
    const promise = await visiblePromise(desk.ledger, actor, promiseId);
    // Another client may have been chosen in the form: that says nothing of this one.
    if (promise.clientId === receipt.clientId) {
      await showDecision(desk, actor, {
        promiseId,
        kind: 'paid',
        auditId: receipt.auditId,
        summary: { amount: receipt.amount, date: receipt.valueDate, level: null, outcome: null },
      });
    }
    return { answer: paidReceipt(receipt, lang) };
  });
}
