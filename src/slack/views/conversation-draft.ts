import { disputeReasons } from '../../domain/dispute.js';
import { farthestDate } from '../../domain/farthest-date.js';
import { isLocalDate, type LocalDate } from '../../domain/local-date.js';
import { type Outcome, outcomes } from '../../domain/outcome.js';
import type { AmountSpec, LogRequest } from '../../domain/request.js';
import { formatDate } from '../../text/format.js';
import type { Lang } from '../../text/language.js';
import { quotedName } from '../messages/command-line.js';
import { type ConversationDraft, type DraftPart, MOST_PARTS, numbered } from '../messages/conversation-form.js';
import { FINAL, fields } from '../messages/forms.js';
import { invoicesField } from '../messages/pickers.js';
import { amountField } from './fields.js';
import type { FilledIn } from './filled-in.js';
import type { ConversationMetadata } from './metadata.js';

/** As much as the fields of amounts hold: the form's memory has room for all of them. */
const LONGEST_AMOUNT = 100;

const NO_PART: DraftPart = { amount: '', date: null };

/** A form in which nothing is filled in yet. */
export const emptyDraft: ConversationDraft = {
  client: null,
  outcome: 'promised',
  parts: [NO_PART],
  invoices: [],
  finalDate: false,
  dispute: { reason: 'other', amount: '', revisitOn: null },
  note: '',
};

/** An amount as a person would type it; empty for all. */
export function amountText(spec: AmountSpec): string {
  switch (spec.kind) {
    case 'all':
      return '';
    case 'exact':
      if (spec.sign !== undefined)
        return /\p{Sc}/u.test(spec.sign) ? `${spec.sign}${spec.value}` : `${spec.value} ${spec.sign}`;
      return spec.currency === null ? spec.value : `${spec.value} ${spec.currency}`;
    case 'percent':
      return `${spec.percent}%`;
    case 'rest':
      return 'rest';
  }
}

/** The same as it stands in a form, which is read by a person first. */
export const amountInForm = (spec: AmountSpec, lang: Lang): string =>
  spec.kind === 'rest' ? lang.t.forms.rest : amountText(spec);

/** What was understood of a line, as it stands in the form. */
export function draftOf(request: LogRequest, client: ConversationDraft['client'], lang: Lang): ConversationDraft {
  const parts = request.promises.map(({ amount, date }) => ({ amount: amountInForm(amount, lang), date }));
  const { dispute } = request;
  return {
    client,
    outcome: request.outcome,
    parts: parts.length === 0 ? [NO_PART] : parts.slice(0, MOST_PARTS),
    invoices: request.invoiceTexts.map((number) => ({ number })),
    finalDate: request.finalDate,
    dispute:
      dispute === null
        ? emptyDraft.dispute
        : {
            reason: dispute.reason,
            amount: dispute.amount === null ? '' : amountText(dispute.amount),
            revisitOn: dispute.revisitOn,
          },
    note: request.note ?? '',
  };
}

/** What stands in the form on somebody's screen; what has no field at the moment is as it was. */
export function draftIn(filled: FilledIn, { kept }: Pick<ConversationMetadata, 'kept'>): ConversationDraft {
  const [chosen] = filled.options(fields.client);
  const client = chosen === undefined ? null : { id: Number(chosen.value), name: chosen.text };
  const [outcome] = filled.chosen(fields.logOutcome);
  const parts: DraftPart[] = [];
  for (let n = 0; n < MOST_PARTS && filled.has(numbered(fields.logDate, n)); n += 1) {
    const date = filled.text(numbered(fields.logDate, n));
    const amount = filled.text(numbered(fields.logAmount, n)) ?? '';
    parts.push({ amount, date: dateOf(date) });
  }
  const [reason] = filled.chosen(fields.reason);
  const disputed = filled.has(fields.reason);
  return {
    client,
    outcome: outcomes.find((one) => one === outcome) ?? null,
    parts: parts.length > 0 ? parts : kept.parts.length > 0 ? kept.parts : [NO_PART],
    invoices:
      client === null
        ? []
        : filled.options(invoicesField(client.id)).map(({ value, text }) => ({ number: value, label: text })),
    finalDate: parts.length > 0 ? filled.chosen(fields.finalDate).includes(FINAL) : kept.finalDate,
    dispute: disputed
      ? {
          reason: disputeReasons.find((one) => one === reason) ?? 'other',
          amount: filled.text(fields.disputed) ?? '',
          revisitOn: dateOf(filled.text(fields.revisit)),
        }
      : kept.dispute,
    note: filled.text(fields.note) ?? '',
  };
}

const dateOf = (text: string | null): LocalDate | null => (text !== null && isLocalDate(text) ? text : null);

/** What is filled in for another outcome than the one that is chosen, for the form's memory. */
export const keptOf = ({ parts, finalDate, dispute }: ConversationDraft): ConversationMetadata['kept'] => ({
  parts: parts.map(({ amount, date }) => ({ amount: amount.slice(0, LONGEST_AMOUNT), date })),
  finalDate,
  dispute: { ...dispute, amount: dispute.amount.slice(0, LONGEST_AMOUNT) },
});

/** What the form says, or what is wrong with it: a sentence for each field that is. */
export type DraftReading =
  | { readonly request: LogRequest; readonly clientId: number }
  | { readonly errors: Readonly<Record<string, string>> };

/** Reads what is filled in. Nothing is looked up in the books. */
export function readDraft(
  draft: ConversationDraft,
  said: ConversationMetadata['said'],
  today: LocalDate,
  lang: Lang,
): DraftReading {
  const { forms, commands } = lang.t;
  const errors: Record<string, string> = {};
  if (draft.client === null) errors[fields.client] = forms.chooseClient;
  if (draft.outcome === null) errors[fields.logOutcome] = commands.form.empty;
  const happenedOn = said.happenedOn ?? today;
  const promises =
    draft.outcome === 'promised' ? partsOf(draft, { from: happenedOn, latest: farthestDate(today) }, errors, lang) : [];
  const dispute = draft.outcome === 'dispute' ? disputeOf(draft, today, errors, lang) : null;
  if (draft.client === null || draft.outcome === null || Object.keys(errors).length > 0) return { errors };
  return {
    clientId: draft.client.id,
    request: {
      clientText: null,
      outcome: draft.outcome,
      medium: said.medium,
      direction: said.direction,
      invoiceTexts: draft.invoices.map(({ number }) => number),
      promises,
      finalDate: promises.length > 0 && draft.finalDate,
      intent: draft.outcome === 'intent',
      dispute,
      ...(draft.outcome === 'dispute_settled' ? { settlesDispute: true } : {}),
      contactText: said.contactText,
      note: draft.note === '' ? null : draft.note,
      happenedOn,
    },
  };
}

function partsOf(
  { parts }: ConversationDraft,
  { from, latest }: { readonly from: LocalDate; readonly latest: LocalDate },
  errors: Record<string, string>,
  lang: Lang,
): LogRequest['promises'] {
  const { forms, commands } = lang.t;
  const used = parts.map((part, n) => ({ ...part, n })).filter((part) => part.amount !== '' || part.date !== null);
  if (used.length === 0) errors[fields.logDate] = commands.form.empty;
  const read = used.flatMap(({ amount, date, n }, at) => {
    const dateId = numbered(fields.logDate, n);
    const amountId = numbered(fields.logAmount, n);
    if (date === null) errors[dateId] = used.length > 1 ? forms.partWithoutDate : commands.form.empty;
    else if (date < from) errors[dateId] = commands.form.pastDate;
    else if (date > latest) errors[dateId] = commands.form.lateDate(formatDate(latest, lang.locale));
    const last = at === used.length - 1;
    if (amount === '' && used.length > 1 && !last) errors[amountId] = forms.partWithoutAmount;
    const spec: AmountSpec | null =
      amount === '' ? { kind: used.length > 1 ? 'rest' : 'all' } : readAmountAt(amountId, amount, errors, lang);
    return date === null || spec === null ? [] : [{ amount: spec, date }];
  });
  return read.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}

function readAmountAt(id: string, text: string, errors: Record<string, string>, lang: Lang): AmountSpec | null {
  const amount = amountField(text, lang);
  if ('value' in amount) return amount.value;
  errors[id] = amount.error;
  return null;
}

function disputeOf(
  { dispute }: ConversationDraft,
  today: LocalDate,
  errors: Record<string, string>,
  lang: Lang,
): LogRequest['dispute'] {
  const { reason, revisitOn } = dispute;
  if (revisitOn !== null && revisitOn < today) errors[fields.revisit] = lang.t.commands.form.pastDate;
  const amount = dispute.amount === '' ? null : readAmountAt(fields.disputed, dispute.amount, errors, lang);
  return { reason, amount, revisitOn };
}

/** How each outcome is said so that the line is understood again. */
const SAID: Readonly<Record<Outcome, string>> = {
  promised: 'promised',
  intent: 'will pay soon',
  partial_offer: 'offers a part',
  asked_for_plan: 'asks for a payment plan',
  payment_sent: 'payment sent',
  in_payment_run: 'in their payment run',
  waiting_approval: 'waiting for approval',
  invoice_not_received: 'has not received the invoice',
  dispute: 'disputes',
  dispute_settled: 'dispute settled',
  refused: 'refused to pay',
  answered: 'answered',
  not_answered: 'no answer',
  left_message: 'left a message',
  voicemail: 'left a voicemail',
  unreachable: 'unreachable',
  wrong_contact: 'wrong contact',
  skipped: 'skipped',
  note: 'note',
};

/** What was filled in as the line that says the same: it is kept as what was typed, and Change reads it again. */
export function lineFor(draft: ConversationDraft, request: LogRequest): string {
  const parts = request.promises.map(({ amount, date }) =>
    [amount.kind === 'rest' ? 'the rest' : amountText(amount), `by ${date}`].filter((part) => part !== '').join(' '),
  );
  const disputed = request.dispute?.amount == null ? '' : `${amountText(request.dispute.amount)} of`;
  const invoices = request.invoiceTexts.join(', ');
  const what = [SAID[request.outcome], parts.join(' and '), disputed, invoices].filter((part) => part !== '').join(' ');
  const final = request.finalDate ? ', final date' : '';
  const note = request.note === null ? '' : `${request.outcome === 'note' ? ':' : ', note:'} ${request.note}`;
  return `log ${quotedName(draft.client?.name ?? '')} ${what}${final}${note}`;
}
