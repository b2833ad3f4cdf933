import type { ModalView } from '@slack/types';
import type { Lang } from '../../text/language.js';
import { formIds } from './action-ids.js';
import { section } from './blocks.js';
import { type FormFacts, fields, form, input, textInput } from './forms.js';
import { personPicker } from './pickers.js';

/** A project with its channel and its people. Fields: name, channel, owner, backup (Slack ids). */
export function projectForm(
  facts: FormFacts & {
    readonly name: string;
    readonly slackChannelId: string | null;
    readonly owner: string | null;
    readonly backup: string | null;
    readonly problem?: string | null;
  },
  lang: Lang,
): ModalView {
  const { forms } = lang.t;
  const { problem = null } = facts;
  return form(
    facts,
    {
      callbackId: formIds.project,
      title: forms.projectTitle,
      submit: forms.save,
      blocks: [
        section(problem ?? forms.projectIntro),
        input(fields.name, forms.projectName, textInput({ max: 200, initial: facts.name }), {
          hint: forms.projectNameHint,
        }),
        input(fields.channel, forms.projectChannel, {
          type: 'conversations_select',
          filter: { include: ['public', 'private'], exclude_external_shared_channels: true, exclude_bot_users: true },
          ...(facts.slackChannelId === null ? {} : { initial_conversation: facts.slackChannelId }),
        }),
        input(fields.owner, forms.owner, personPicker(facts.owner), { optional: true, hint: forms.ownerHint }),
        input(fields.backup, forms.backup, personPicker(facts.backup), { optional: true, hint: forms.backupHint }),
      ],
    },
    lang,
  );
}
