import type { ModalView } from '@slack/types';
import { mayBeIn } from '../../domain/currency-sign.js';
import { isLocalDate, type LocalDate } from '../../domain/local-date.js';
import { type Money, toDecimal } from '../../domain/money.js';
import { UserError } from '../../domain/user-error.js';
import { readPayment } from '../../ledger/dry-reading.js';
import type { PaidReceipt } from '../../ledger/facts/receipt.js';
import { openCurrencies } from '../../ledger/invoices.js';
import type { PaymentInput } from '../../ledger/payments.js';
import { requireRole } from '../../ledger/people.js';
import type { Desk, Visit } from '../desk.js';
import { quotedName } from '../messages/command-line.js';
import { userErrorText } from '../messages/error.js';
import { ANOTHER, fields } from '../messages/forms.js';
import { type PaymentDraft, paymentForm } from '../messages/payment-form.js';
import { invoicesField } from '../messages/pickers.js';
import type { Preview } from '../messages/preview.js';
import { amountText } from './conversation-draft.js';
import { amountField, dateField } from './fields.js';
import type { FilledIn } from './filled-in.js';
import { type PaymentMetadata, paymentMetadata } from './metadata.js';

/** What can be chosen beside the client's and the workspace's own. */
const USUAL = ['USD', 'EUR', 'GBP', 'CNY', 'JPY', 'HKD', 'SGD', 'CHF', 'CAD', 'AUD', 'INR'];

/** The form with this in its fields, and what would be recorded of it. Throws UserError role_required for whoever may not record money. */
export async function paymentFormFor(
  desk: Desk,
  visit: Visit,
  address: PaymentMetadata,
  draft: PaymentDraft,
  problem: string | null = null,
): Promise<ModalView> {
  const { actor, workspace, lang } = visit;
  await requireRole(desk.ledger, actor, ['finance', 'manager'], 'payments');
  const theirs = draft.client === null ? [] : await openCurrencies(desk.ledger, actor, draft.client.id);
  const typed = draft.currency === null ? [] : [draft.currency];
  const currencies = [...new Set([...theirs, workspace.currency, ...typed, ...USUAL])];
  const privateMetadata = paymentMetadata.write({ ...address });
  const { another = false, ...plain } = draft;
  const { preview, inFile } = await previewOf(desk, visit, address, plain);
  // Asked where a file has brought such a payment; what was said of another amount or client says nothing of this one.
  const asked = inFile ? { ...plain, another } : plain;
  const shown = inFile && another ? (await previewOf(desk, visit, address, asked)).preview : preview;
  return paymentForm({ privateMetadata, draft: asked, currencies, preview: shown, problem }, lang);
}

async function previewOf(
  desk: Desk,
  visit: Visit,
  address: PaymentMetadata,
  draft: PaymentDraft,
): Promise<{ readonly preview: Preview<PaidReceipt>; readonly inFile: boolean }> {
  const reading = readPaymentDraft(draft, visit);
  if ('errors' in reading) return { preview: { kind: 'incomplete' }, inFile: false };
  try {
    const receipt = await readPayment(desk.parts.ledger, visit.actor, reading.input, address.auditId);
    return { preview: { kind: 'receipt', receipt }, inFile: false };
  } catch (error) {
    if (error instanceof UserError) {
      const preview = { kind: 'refused' as const, text: userErrorText(error, visit.lang) };
      return { preview, inFile: error.key === 'same_payment' };
    }
    // The form is what matters: it can be filled in and sent without it.
    desk.log.warn({ err: error }, 'what would be recorded could not be read');
    return { preview: { kind: 'incomplete' }, inFile: false };
  }
}

/** What the form asks the books to record, or what is wrong with it, by field. */
export function readPaymentDraft(
  draft: PaymentDraft,
  { actor, lang, slackChannelId }: Visit,
): { readonly input: PaymentInput } | { readonly errors: Readonly<Record<string, string>> } {
  const { forms, commands } = lang.t;
  const { client, currency } = draft;
  const amount = amountField(draft.amount === '' ? null : draft.amount, lang);
  const date = dateField(draft.date, lang);
  const said = 'value' in amount ? amount.value : null;
  const exact = said?.kind === 'exact' ? said : null;
  const errors = {
    ...(client === null ? { [fields.client]: forms.chooseClient } : {}),
    ...('error' in amount ? { [fields.logAmount]: amount.error } : {}),
    ...('error' in date
      ? { [fields.logDate]: date.error }
      : date.value > actor.today
        ? { [fields.logDate]: commands.form.futureDate }
        : {}),
    ...(exact !== null && currency !== null && !mayBeIn(exact, currency)
      ? { [fields.logCurrency]: forms.otherCurrency(exact.sign ?? exact.currency ?? '') }
      : {}),
  };
  if (client === null || said === null || 'error' in date || Object.keys(errors).length > 0) return { errors };
  const spec = exact === null || currency === null ? said : { kind: exact.kind, value: exact.value, currency };
  const invoiceTexts = draft.invoices.map(({ number }) => number);
  const reference = draft.reference === '' ? null : draft.reference;
  const typed = [
    `paid ${quotedName(client.name)}`,
    amountText(spec),
    invoiceTexts.join(' '),
    date.value,
    reference === null ? '' : `ref ${reference}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
  const { another = false } = draft;
  const request = { clientText: null, amount: spec, invoiceTexts, valueDate: date.value, reference, another };
  return { input: { request, clientId: client.id, slackChannelId, typed, form: true } };
}

/** What is missing of a promise, or overdue of a client, and the invoices that were promised: the money goes to them first (R18). */
export const draftOfPayment = (
  about: { readonly clientId: number; readonly clientName: string; readonly open: Money | null },
  invoices: readonly string[],
  today: LocalDate,
): PaymentDraft => ({
  client: { id: about.clientId, name: about.clientName },
  amount: about.open === null ? '' : toDecimal(about.open),
  currency: about.open?.currency ?? null,
  date: today,
  invoices: invoices.map((number) => ({ number })),
  reference: '',
});

/** What stands in the form on somebody's screen. */
export function paymentIn(filled: FilledIn): PaymentDraft {
  const [chosen] = filled.options(fields.client);
  const client = chosen === undefined ? null : { id: Number(chosen.value), name: chosen.text };
  const date = filled.text(fields.logDate);
  return {
    client,
    amount: filled.text(fields.logAmount) ?? '',
    currency: filled.chosen(fields.logCurrency)[0] ?? null,
    date: date !== null && isLocalDate(date) ? date : null,
    invoices:
      client === null
        ? []
        : filled.options(invoicesField(client.id)).map(({ value, text }) => ({ number: value, label: text })),
    reference: filled.text(fields.reference) ?? '',
    another: filled.chosen(fields.another).includes(ANOTHER),
  };
}
