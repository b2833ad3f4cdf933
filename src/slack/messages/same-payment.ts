import type { UserError } from '../../domain/user-error.js';
import type { Lang } from '../../text/language.js';
import { actionIds, rerunValue, samePaymentValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { commandLine } from './command-line.js';
import { userErrorText } from './error.js';
import { clipMrkdwn, codeText } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import { type Asked, typedOn } from './question.js';

/** A file has brought such a payment already: the person says whether theirs is that one. */
export function samePayment(
  asked: Asked & { readonly error: UserError; readonly client: string },
  lang: Lang,
): SlackMessage {
  const { questions, words } = lang.t;
  const text = userErrorText(asked.error, lang);
  const line = commandLine(asked.verb, asked.typed);
  return {
    text: clipMrkdwn(text, limits.messageText),
    blocks: [
      section(text),
      ...actions([
        button({
          text: questions.samePayment,
          label: questions.samePayment,
          action: actionIds.paymentSame,
          value: samePaymentValue.encode({ client: asked.client }),
        }),
        button({
          text: questions.anotherPayment,
          label: questions.anotherPaymentLabel,
          action: actionIds.rerun,
          value: rerunValue.encode({ text: line, ...typedOn(asked), another: true }),
        }),
      ]),
      context(words.sentences([questions.nothingSaved, words.youTyped(codeText(line, 2500))])),
    ],
  };
}
