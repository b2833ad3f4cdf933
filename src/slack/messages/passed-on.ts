import type { NoticeFacts } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import { actionIds, changeValue, rerunValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { clipMrkdwn, codeText, escapeText, readableLine } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import { fullDate, personName } from './wording.js';

/** A line that somebody without the role typed, to one who has it: run it, or change it first. */
export function passedOn(facts: NoticeFacts<'passed_on'>, lang: Lang): SlackMessage {
  const { passedOn: say } = lang.t.answers;
  const { words } = lang.t;
  const by = personName(facts.by);
  return {
    text: clipMrkdwn(say.push(by, escapeText(readableLine(facts.typed), 1500)), limits.messageText),
    blocks: [
      section(words.lines([say.title(by), codeText(say.line(facts.typed), 2500)])),
      ...actions([
        button({
          text: say.run,
          label: say.runLabel,
          action: actionIds.rerun,
          value: rerunValue.encode({ text: facts.typed }),
          style: 'primary',
        }),
        button({
          text: say.change,
          label: say.changeLabel,
          action: actionIds.change,
          value: changeValue.encode({ text: facts.typed }),
        }),
      ]),
      context(say.why(fullDate(facts.on, lang))),
    ],
  };
}
