import { recordPayment } from '../../ledger/payments.js';
import { replacePayment } from '../../ledger/replace-payment.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { quotedName } from '../messages/command-line.js';
import { fields } from '../messages/forms.js';
import { paidReceipt } from '../messages/payment.js';
import type { Routing } from '../routing.js';
import { amountText } from './conversation-draft.js';
import { amountField, dateField } from './fields.js';
import { lineMetadata } from './metadata.js';
import { paymentIn } from './payment-form-for.js';
import { onSubmit } from './submission.js';

/** Money that came in: recorded as a typed line is, or in the place of what was recorded before. */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.payment, lineMetadata, async (submission) => {
    const { visit, metadata } = submission;
    const { actor, lang } = visit;
    const { forms, commands } = lang.t;
    const draft = paymentIn(submission);
    const amount = amountField(draft.amount === '' ? null : draft.amount, lang);
    const date = dateField(draft.date, lang);
    const errors = {
      ...(draft.client === null ? { [fields.client]: forms.chooseClient } : {}),
      ...('error' in amount ? { [fields.amount]: amount.error } : {}),
      ...('error' in date
        ? { [fields.date]: date.error }
        : date.value > actor.today
          ? { [fields.date]: commands.form.futureDate }
          : {}),
    };
    if (draft.client === null || 'error' in amount || 'error' in date || Object.keys(errors).length > 0) {
      return { errors };
    }
    const said = amount.value;
    const { currency } = draft;
    if (said.kind === 'exact' && said.currency !== null && currency !== null && said.currency !== currency) {
      return { errors: { [fields.currency]: forms.otherCurrency(said.currency) } };
    }
    const spec = said.kind === 'exact' && said.currency === null ? { ...said, currency } : said;
    const invoiceTexts = draft.invoices.map(({ number }) => number);
    const reference = draft.reference === '' ? null : draft.reference;
    const typed = [
      `paid ${quotedName(draft.client.name)}`,
      amountText(spec),
      invoiceTexts.join(' '),
      date.value,
      reference === null ? '' : `ref ${reference}`,
    ]
      .filter((part) => part !== '')
      .join(' ');
    const input = {
      request: { clientText: null, amount: spec, invoiceTexts, valueDate: date.value, reference },
      clientId: draft.client.id,
      slackChannelId: visit.slackChannelId,
      typed,
    };
    const receipt =
      metadata.auditId === null
        ? await recordPayment(desk.ledger, actor, input)
        : await replacePayment(desk.ledger, actor, metadata.auditId, input);
    return { answer: paidReceipt(receipt, lang, typed) };
  });
}
