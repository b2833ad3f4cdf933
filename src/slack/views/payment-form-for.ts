import type { ModalView } from '@slack/types';
import { isLocalDate } from '../../domain/local-date.js';
import { openCurrencies } from '../../ledger/invoices.js';
import { requireRole } from '../../ledger/people.js';
import type { Desk, Visit } from '../desk.js';
import { fields } from '../messages/forms.js';
import { type PaymentDraft, paymentForm } from '../messages/payment-form.js';
import { invoicesField } from '../messages/pickers.js';
import type { FilledIn } from './filled-in.js';
import { lineMetadata } from './metadata.js';
import type { LineAddress } from './open-forms.js';

/** What can be chosen beside the client's and the workspace's own. */
const USUAL = ['USD', 'EUR', 'GBP', 'CNY', 'JPY', 'HKD', 'SGD', 'CHF', 'CAD', 'AUD', 'INR'];

/** Throws UserError role_required for whoever may not record money. */
export async function paymentFormFor(
  desk: Desk,
  visit: Visit,
  address: LineAddress,
  draft: PaymentDraft,
  problem: string | null = null,
): Promise<ModalView> {
  const { actor, workspace, lang } = visit;
  await requireRole(desk.ledger, actor, ['finance', 'manager']);
  const theirs = draft.client === null ? [] : await openCurrencies(desk.ledger, actor, draft.client.id);
  const typed = draft.currency === null ? [] : [draft.currency];
  const currencies = [...new Set([...theirs, workspace.currency, ...typed, ...USUAL])];
  const privateMetadata = lineMetadata.write({ ...address });
  return paymentForm({ privateMetadata, draft, currencies, problem }, lang);
}

/** What stands in the form on somebody's screen. */
export function paymentIn(filled: FilledIn): PaymentDraft {
  const [chosen] = filled.options(fields.client);
  const client = chosen === undefined ? null : { id: Number(chosen.value), name: chosen.text };
  const date = filled.text(fields.date);
  return {
    client,
    amount: filled.text(fields.amount) ?? '',
    currency: filled.chosen(fields.currency)[0] ?? null,
    date: date !== null && isLocalDate(date) ? date : null,
    invoices:
      client === null
        ? []
        : filled.options(invoicesField(client.id)).map(({ value, text }) => ({ number: value, label: text })),
    reference: filled.text(fields.reference) ?? '',
  };
}
