import type { ModalView } from '@slack/types';
import type { Lang } from '../../text/language.js';
import { section } from '../messages/blocks.js';
import type { SlackMessage } from '../messages/message.js';

/** An answer shown in a form's window, for requests that come from no message. */
export function answerView(message: SlackMessage, lang: Lang): ModalView {
  return {
    type: 'modal',
    title: { type: 'plain_text', text: 'Collect' },
    close: { type: 'plain_text', text: lang.t.commands.close },
    blocks: message.blocks,
  };
}

/** What is shown while the answer is worked out. */
export function waitingView(lang: Lang): ModalView {
  return answerView(
    {
      text: lang.t.commands.working,
      blocks: [section(lang.t.commands.working)],
    },
    lang,
  );
}
