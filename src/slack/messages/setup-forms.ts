import type { KnownBlock, ModalView, MultiUsersSelect, PlainTextInput } from '@slack/types';
import type { Lang } from '../../text/language.js';
import { formIds } from './action-ids.js';
import { context, plain } from './blocks.js';
import { limits } from './limits.js';

/** Block ids of the inputs, which are their action ids too. */
export const setupFields = {
  timezone: 'timezone',
  currency: 'currency',
  finance: 'finance',
  managers: 'managers',
  admins: 'admins',
} as const;

interface FormFacts {
  readonly privateMetadata: string;
  /** What is so now. */
  readonly now: string;
}

function form(privateMetadata: string, title: string, blocks: KnownBlock[], lang: Lang): ModalView {
  return {
    type: 'modal',
    callback_id: formIds.setup,
    private_metadata: privateMetadata,
    title: plain(title, limits.modalTitle),
    submit: plain(lang.t.forms.save, limits.modalTitle),
    close: plain(lang.t.forms.cancel, limits.modalTitle),
    blocks,
  };
}

const input = (
  id: string,
  label: string,
  hint: string,
  element: PlainTextInput | MultiUsersSelect,
  optional = false,
): KnownBlock => ({
  type: 'input',
  block_id: id,
  label: plain(label, limits.inputLabel),
  hint: plain(hint, limits.inputLabel),
  element: { ...element, action_id: id },
  optional,
});

const text = (now: string, max: number): PlainTextInput => ({
  type: 'plain_text_input',
  initial_value: now.slice(0, max),
  max_length: max,
});

export function timezoneForm({ privateMetadata, now }: FormFacts, lang: Lang): ModalView {
  const t = lang.t.setup.form;
  const field = input(setupFields.timezone, t.timezone, t.timezoneHint, text(now, 64));
  return form(privateMetadata, t.timezoneTitle, [field], lang);
}

export function currencyForm({ privateMetadata, now }: FormFacts, lang: Lang): ModalView {
  const t = lang.t.setup.form;
  const field = input(setupFields.currency, t.currency, t.currencyHint, text(now, 3));
  return form(privateMetadata, t.currencyTitle, [field], lang);
}

/** `decides`: who manages is theirs to say; the others are offered finance alone, and hear whose the rest is. */
export function rolesForm(
  { privateMetadata, decides }: Pick<FormFacts, 'privateMetadata'> & { readonly decides: boolean },
  lang: Lang,
): ModalView {
  const t = lang.t.setup.form;
  const people: MultiUsersSelect = { type: 'multi_users_select', max_selected_items: 20 };
  return form(
    privateMetadata,
    t.rolesTitle,
    [
      input(setupFields.finance, t.finance, t.financeHint, people, true),
      ...(decides
        ? [
            input(setupFields.managers, t.managers, t.managersHint, people, true),
            input(setupFields.admins, t.admins, t.adminsHint, people, true),
          ]
        : []),
      context(decides ? t.kept : t.rolesOfAdmins),
    ],
    lang,
  );
}
