import type { ModalView, UsersSelect } from '@slack/types';
import type { PersonFact } from '../../ledger/facts/common.js';
import type { AssignReceipt } from '../../ledger/projects.js';
import type { Lang } from '../../text/language.js';
import { formIds } from './action-ids.js';
import { section } from './blocks.js';
import { escapeText } from './escape.js';
import { type FormFacts, fields, form, input } from './forms.js';
import type { SlackMessage } from './message.js';
import { undoableAnswer } from './undoable-answer.js';
import { mention, named } from './wording.js';

/** Who owns a client from now on. Fields: owner, backup (empty: stays who it is). */
export function assignForm(
  facts: FormFacts & {
    readonly clientName: string;
    readonly owner: PersonFact | null;
    readonly backup: PersonFact | null;
  },
  lang: Lang,
): ModalView {
  const { forms } = lang.t;
  return form(
    facts,
    {
      callbackId: formIds.assign,
      title: forms.assignTitle,
      submit: forms.save,
      blocks: [
        section(forms.assignIntro(named(facts.clientName))),
        input(fields.owner, forms.assignOwner, personPicker(facts.owner)),
        input(fields.backup, forms.assignBackup, personPicker(facts.backup), {
          optional: true,
          hint: forms.assignBackupHint,
        }),
      ],
    },
    lang,
  );
}

const personPicker = (person: PersonFact | null): UsersSelect => ({
  type: 'users_select',
  ...(person?.slackUserId == null ? {} : { initial_user: person.slackUserId }),
});

/** Who owns it now, and who did before. */
export function assigned(receipt: AssignReceipt, lang: Lang): SlackMessage {
  const say = lang.t.commands.assign;
  const { owner, backup, before } = receipt;
  const sentences = [say.done(escapeText(receipt.name), mention(owner))];
  if (before !== null && before.id !== owner.id) sentences.push(say.before(mention(before)));
  if (backup !== null) sentences.push(say.backup(mention(backup)));
  else if (receipt.backupLeft === true) sentences.push(say.backupLeft(mention(owner)));
  return undoableAnswer(lang.t.words.sentences(sentences), receipt.auditId, lang);
}
