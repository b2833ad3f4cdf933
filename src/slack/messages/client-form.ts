import type { ModalView } from '@slack/types';
import type { ClientName } from '../../ledger/clients.js';
import type { Lang } from '../../text/language.js';
import { formIds } from './action-ids.js';
import { section } from './blocks.js';
import { escapeText } from './escape.js';
import { type FormFacts, fields, form, input, textInput } from './forms.js';
import { personPicker, projectPicker } from './pickers.js';

/** So many characters of other names the form holds. */
export const MOST_ALIASES = 1000;

/** A client's card as far as it is filled in; owner and backup as Slack ids, the project by its name. */
export interface ClientDraft {
  readonly name: string;
  readonly aliases: string;
  readonly contact: string;
  readonly email: string;
  readonly phone: string;
  readonly owner: string | null;
  readonly backup: string | null;
  readonly project: { readonly id: number; readonly name: string } | null;
}

/**
 * A new client (`client` null), or what is to be changed of one. Fields: name, aliases (one a line), contact, email,
 * phone, owner, backup, project.
 */
export function clientForm(
  facts: FormFacts & {
    readonly client: ClientName | null;
    readonly draft: ClientDraft;
    readonly problem?: string | null;
  },
  lang: Lang,
): ModalView {
  const { forms } = lang.t;
  const { client, draft, problem = null } = facts;
  const optional = { optional: true };
  const intro = problem ?? (client === null ? null : forms.clientIntro(escapeText(client.name)));
  return form(
    facts,
    {
      callbackId: formIds.client,
      title: client === null ? forms.clientAddTitle : forms.clientTitle,
      submit: forms.save,
      blocks: [
        ...(intro === null ? [] : [section(intro)]),
        input(
          fields.name,
          forms.clientName,
          textInput({ max: 200, initial: draft.name }),
          client === null ? {} : { hint: forms.clientNameHint },
        ),
        input(
          fields.aliases,
          forms.aliases,
          textInput({ max: MOST_ALIASES, multiline: true, initial: draft.aliases }),
          {
            ...optional,
            hint: client === null ? forms.aliasesHint : forms.aliasesChangeHint,
          },
        ),
        input(fields.contact, forms.contact, textInput({ max: 200, initial: draft.contact }), optional),
        input(fields.email, forms.email, textInput({ max: 200, initial: draft.email }), optional),
        input(fields.phone, forms.phone, textInput({ max: 100, initial: draft.phone }), optional),
        input(fields.owner, forms.owner, personPicker(draft.owner), optional),
        input(fields.backup, forms.backup, personPicker(draft.backup), { ...optional, hint: forms.backupHint }),
        input(fields.projectPick, forms.project, projectPicker(draft.project, lang), optional),
      ],
    },
    lang,
  );
}
