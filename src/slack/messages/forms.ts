import type { Datepicker, InputBlock, KnownBlock, ModalView, PlainTextInput } from '@slack/types';
import type { LocalDate } from '../../domain/local-date.js';
import type { Lang } from '../../text/language.js';
import { actionIds, formIds } from './action-ids.js';
import { plain, section } from './blocks.js';
import { plainText } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import { channelName, named, shortDate } from './wording.js';

/** Block ids and action ids of the inputs: `view.state.values[fields.date][fields.date]` (each id serves as both). */
export const fields = {
  date: 'date',
  note: 'note',
  finalDate: 'final_date',
  reference: 'reference',
  line: 'line',
  owner: 'owner',
  backup: 'backup',
  notify: 'notify',
  worksFrom: 'works_from',
  worksUntil: 'works_until',
  weekdays: 'weekdays',
  awayFrom: 'away_from',
  awayUntil: 'away_until',
  client: actionIds.pickClient,
  invoices: actionIds.pickInvoices,
  logOutcome: actionIds.logOutcome,
  logDate: actionIds.logDate,
  logAmount: actionIds.logAmount,
  reason: 'reason',
  disputed: 'disputed',
  revisit: 'revisit',
  logCurrency: actionIds.logCurrency,
  another: actionIds.logAnother,
  shows: 'shows',
  time: 'time',
  country: 'country',
  language: 'language',
  minimum: 'minimum',
  name: 'name',
  channel: 'channel',
  aliases: 'aliases',
  contact: 'contact',
  email: 'email',
  phone: 'phone',
  projectPick: actionIds.pickProject,
} as const;

/** The only option of the checkbox finalDate. */
export const FINAL = 'final';

/** The only option of the checkbox another. */
export const ANOTHER = 'another';

export interface FormFacts {
  /** Small JSON of the caller, at most 3,000 characters; comes back with the submission. */
  readonly privateMetadata: string;
}

export interface FormParts {
  readonly callbackId: string;
  readonly title: string;
  /** Null: there is nothing to hand in; what is chosen in it acts at once. */
  readonly submit: string | null;
  readonly blocks: KnownBlock[];
}

export function form(facts: FormFacts, parts: FormParts, lang: Lang): ModalView {
  return {
    type: 'modal',
    callback_id: parts.callbackId,
    private_metadata: facts.privateMetadata,
    title: plain(parts.title, limits.modalTitle),
    ...(parts.submit === null ? {} : { submit: plain(parts.submit, limits.modalTitle) }),
    close: plain(lang.t.forms.cancel, limits.modalTitle),
    blocks: parts.blocks,
  };
}

export function input(
  id: string,
  label: string,
  element: InputBlock['element'],
  options: { readonly optional?: boolean; readonly hint?: string; readonly dispatch?: boolean } = {},
): InputBlock {
  return {
    type: 'input',
    block_id: id,
    label: plain(label, limits.inputLabel),
    element: { ...element, action_id: id } as InputBlock['element'],
    optional: options.optional ?? false,
    ...(options.dispatch === true ? { dispatch_action: true } : {}),
    ...(options.hint === undefined ? {} : { hint: plain(options.hint, limits.inputLabel) }),
  };
}

export function textInput(
  facts: { multiline?: boolean; placeholder?: string; initial?: string; max?: number } = {},
): PlainTextInput {
  const max = facts.max ?? limits.plainTextInput;
  return {
    type: 'plain_text_input',
    multiline: facts.multiline ?? false,
    max_length: max,
    ...(facts.placeholder === undefined ? {} : { placeholder: plain(facts.placeholder, limits.placeholder) }),
    // Prefilled text is the person's own: it stays as it was typed, only never longer than the field.
    ...(facts.initial === undefined || facts.initial === '' ? {} : { initial_value: facts.initial.slice(0, max) }),
  };
}

export const datepicker = (initial?: LocalDate): Datepicker => ({
  type: 'datepicker',
  ...(initial === undefined ? {} : { initial_date: initial }),
});

export const noteInput = (lang: Lang, label: string, initial = '') =>
  input(fields.note, label, textInput({ multiline: true, placeholder: lang.t.forms.notePlaceholder, initial }), {
    optional: true,
  });

/** The line again, to be changed and sent. Field: line (without "/collect"). `problem`: what was wrong with it. */
export function logForm(
  facts: FormFacts & { readonly text: string; readonly problem?: string },
  lang: Lang,
): ModalView {
  const { forms } = lang.t;
  return form(
    facts,
    {
      callbackId: formIds.log,
      title: forms.logTitle,
      submit: forms.send,
      blocks: [
        ...(facts.problem === undefined ? [] : [section(facts.problem)]),
        input(fields.line, forms.logLine, textInput({ multiline: true, initial: facts.text }), { hint: forms.logHint }),
      ],
    },
    lang,
  );
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
  const { forms } = lang.t;
  const owner = facts.ownerName === null ? null : named(facts.ownerName, 60);
  return form(
    facts,
    {
      callbackId: formIds.keepUntil,
      title: forms.keepTitle,
      submit: forms.keepSave,
      blocks: [
        section(forms.keepIntro(named(facts.clientName), owner)),
        input(fields.date, forms.keepDate, datepicker(facts.suggested), {
          hint: forms.keepDateHint(shortDate(facts.latest, lang, facts.today)),
        }),
        noteInput(lang, forms.keepNote),
      ],
    },
    lang,
  );
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
  const { forms } = lang.t;
  const client = named(facts.clientName);
  const owner = facts.ownerName === null ? null : named(facts.ownerName, 60);
  const manager = facts.by === 'manager';
  return form(
    facts,
    {
      callbackId: formIds.escalate,
      title: manager ? forms.escalateTitle : forms.askTitle,
      submit: manager ? forms.escalateSave : forms.askSave,
      blocks: [
        section(
          manager ? forms.escalateIntro(client, owner, channelName(facts.channelName, lang)) : forms.askIntro(client),
        ),
        noteInput(lang, forms.escalateNote),
      ],
    },
    lang,
  );
}

/** For a form that cannot be read any more. */
export function staleForm(lang: Lang): SlackMessage {
  return simpleAnswer(lang.t.forms.stale);
}

/** A sentence for the field errors of a submission: plain text, for `response_action: 'errors'`. */
export const fieldError = (text: string): string => plainText(text, limits.inputLabel);
