import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { type DisputeReason, disputeReasons } from '../../domain/dispute.js';
import type { LocalDate } from '../../domain/local-date.js';
import { type Outcome, outcomes } from '../../domain/outcome.js';
import type { ClientName } from '../../ledger/clients.js';
import type { LogReceipt } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import { actionIds, formIds } from './action-ids.js';
import { actions, button, plain, section } from './blocks.js';
import { datepicker, FINAL, type FormFacts, fields, form, input, noteInput, textInput } from './forms.js';
import { limits } from './limits.js';
import { recordedLines } from './log-receipt.js';
import { clientPicker, invoicePicker, invoicesField, type PickedInvoice } from './pickers.js';
import { type Preview, previewBlocks } from './preview.js';

/** As many parts as a promise has in one form. */
export const MOST_PARTS = 6;

/** One part of a promise as it stands in the form: the amount as typed, empty for all that is due. */
export interface DraftPart {
  readonly amount: string;
  readonly date: LocalDate | null;
}

/** A conversation as far as it is filled in. */
export interface ConversationDraft {
  readonly client: ClientName | null;
  /** Null: none is chosen yet. */
  readonly outcome: Outcome | null;
  /** At least one, at most MOST_PARTS. */
  readonly parts: readonly DraftPart[];
  readonly invoices: readonly PickedInvoice[];
  readonly finalDate: boolean;
  readonly dispute: { readonly reason: DisputeReason; readonly amount: string; readonly revisitOn: LocalDate | null };
  readonly note: string;
}

/** The id of the nth of several inputs of a kind; the first bears the kind's own. */
export const numbered = (id: string, n: number): string => (n === 0 ? id : `${id}:${n}`);

/**
 * A conversation with a client and what came of it. Fields: client, outcome, for a promise its parts (date, amount) and
 * final, for a dispute reason, amount and day; invoices, note. `problem`: what was wrong with the line it came from.
 */
export function conversationForm(
  facts: FormFacts & {
    readonly draft: ConversationDraft;
    readonly preview: Preview<LogReceipt>;
    readonly problem?: string | null;
    /** The field that is asked for first; absent: the first one. */
    readonly focus?: 'outcome' | 'date' | undefined;
  },
  lang: Lang,
): ModalView {
  const { forms } = lang.t;
  const { draft, problem = null } = facts;
  const about = draft.outcome === 'promised' ? promiseBlocks(draft, facts.focus === 'date', lang) : [];
  return form(
    facts,
    {
      callbackId: formIds.conversation,
      title: forms.conversationTitle,
      submit: forms.conversationSave,
      blocks: [
        ...(problem === null ? [] : [section(problem)]),
        input(fields.client, forms.client, clientPicker(draft.client, lang), { dispatch: true }),
        outcomeInput(draft.outcome, facts.focus === 'outcome', lang),
        ...about,
        ...(draft.outcome === 'dispute' ? disputeBlocks(draft, lang) : []),
        ...invoiceBlocks(draft, lang),
        noteInput(lang, forms.note, draft.note),
        ...previewBlocks(facts.preview, (receipt) => recordedLines(receipt, lang), lang),
      ],
    },
    lang,
  );
}

function outcomeInput(outcome: Outcome | null, focus: boolean, lang: Lang): InputBlock {
  const { forms, words } = lang.t;
  const options = outcomes.map((one) => ({ text: plain(words.outcomes[one], limits.optionText), value: one }));
  const chosen = options.find(({ value }) => value === outcome);
  return input(
    fields.logOutcome,
    forms.outcome,
    {
      type: 'static_select',
      placeholder: plain(forms.outcomePlaceholder, limits.placeholder),
      options,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
      ...(focus ? { focus_on_load: true } : {}),
    },
    { dispatch: true },
  );
}

function promiseBlocks(draft: ConversationDraft, focus: boolean, lang: Lang): KnownBlock[] {
  const { forms, buttons } = lang.t;
  const several = draft.parts.length > 1;
  const parts = draft.parts.slice(0, MOST_PARTS).flatMap((part, n): KnownBlock[] => [
    input(
      numbered(fields.logDate, n),
      several ? forms.partDate(n + 1) : forms.date,
      { ...datepicker(part.date ?? undefined), ...(focus && n === 0 ? { focus_on_load: true } : {}) },
      {
        dispatch: true,
        optional: n > 0,
      },
    ),
    input(
      numbered(fields.logAmount, n),
      several ? forms.partAmount(n + 1) : forms.amount,
      {
        ...textInput({ max: 100, initial: part.amount }),
        dispatch_action_config: { trigger_actions_on: ['on_enter_pressed', 'on_character_entered'] },
      },
      { dispatch: true, optional: true, hint: several ? forms.partAmountHint : forms.dueAmountHint },
    ),
  ]);
  const another =
    draft.parts.length >= MOST_PARTS
      ? []
      : actions([button({ text: buttons.anotherPart, label: buttons.labels.anotherPart, action: actionIds.logPart })]);
  const option = { text: plain(forms.finalDateOption, limits.optionText), value: FINAL };
  const final = input(
    fields.finalDate,
    forms.finalDate,
    { type: 'checkboxes', options: [option], ...(draft.finalDate ? { initial_options: [option] } : {}) },
    { optional: true },
  );
  return [...parts, ...another, final];
}

function disputeBlocks({ dispute }: ConversationDraft, lang: Lang): KnownBlock[] {
  const { forms, words } = lang.t;
  const options = disputeReasons.map((reason) => ({
    text: plain(words.disputeReasons[reason], limits.optionText),
    value: reason,
  }));
  const chosen = options.find(({ value }) => value === dispute.reason);
  return [
    input(fields.reason, forms.disputeReason, {
      type: 'static_select',
      options,
      ...(chosen === undefined ? {} : { initial_option: chosen }),
    }),
    input(fields.disputed, forms.disputed, textInput({ max: 100, initial: dispute.amount }), {
      optional: true,
      hint: forms.disputedHint,
    }),
    input(fields.revisit, forms.revisit, datepicker(dispute.revisitOn ?? undefined), { optional: true }),
  ];
}

function invoiceBlocks({ client, invoices }: ConversationDraft, lang: Lang): KnownBlock[] {
  if (client === null) return [];
  const { forms } = lang.t;
  const picker = invoicePicker(invoices, lang);
  const options = { dispatch: true, optional: true, hint: forms.invoicesHint };
  return [input(invoicesField(client.id), forms.invoices, picker, options)];
}
