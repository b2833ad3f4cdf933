import type { ModalView } from '@slack/types';
import type { LocalDate } from '../../domain/local-date.js';
import type { Money } from '../../domain/money.js';
import type { PromiseFact } from '../../ledger/facts/promise.js';
import type { Lang } from '../../text/language.js';
import { formIds } from './action-ids.js';

/** Block ids and action ids of the inputs: `view.state.values[fields.date][fields.date]` (each id serves as both). */
export const fields = {
  date: 'date',
  amount: 'amount',
  note: 'note',
  finalDate: 'final_date',
  reference: 'reference',
  outcome: 'outcome',
  line: 'line',
} as const;

interface FormFacts {
  /** Small JSON of the caller, at most 3,000 characters; comes back with the submission. */
  readonly privateMetadata: string;
}

const empty = (callback: string, facts: FormFacts): ModalView => ({
  type: 'modal',
  callback_id: callback,
  private_metadata: facts.privateMetadata,
  title: { type: 'plain_text', text: '…' },
  blocks: [],
});

/** A new date for a promise. Fields: date, amount, finalDate (checkbox value "final"), note. */
export function newDateForm(
  facts: FormFacts & { readonly promise: PromiseFact; readonly today: LocalDate },
  lang: Lang,
): ModalView {
  void lang;
  return empty(formIds.newDate, facts);
}
/** Fields: amount (prefilled with `open`), date, reference. */
export function paidForm(
  facts: FormFacts & { readonly clientName: string; readonly open: Money | null; readonly today: LocalDate },
  lang: Lang,
): ModalView {
  void lang;
  return empty(formIds.paid, facts);
}
/** Fields: outcome (value: an Outcome of domain/outcome.ts), note. */
export function calledForm(facts: FormFacts & { readonly clientName: string }, lang: Lang): ModalView {
  void lang;
  return empty(formIds.called, facts);
}
/** The line again, to be changed and sent. Field: line (without "/collect"). */
export function logForm(facts: FormFacts & { readonly text: string }, lang: Lang): ModalView {
  void lang;
  return empty(formIds.log, facts);
}
/** Fields: date (<= `latest`), note. */
export function keepUntilForm(
  facts: FormFacts & {
    readonly clientName: string;
    readonly ownerName: string | null;
    readonly today: LocalDate;
    readonly latest: LocalDate;
    readonly suggested: LocalDate;
  },
  lang: Lang,
): ModalView {
  void lang;
  return empty(formIds.keepUntil, facts);
}
/** `by`: a manager decides, or an owner asks the managers to. Field: note. */
export function escalateForm(
  facts: FormFacts & {
    readonly clientName: string;
    readonly by: 'manager' | 'owner';
    readonly ownerName: string | null;
    readonly channelName: string | null;
  },
  lang: Lang,
): ModalView {
  void lang;
  return empty(formIds.escalate, facts);
}
