import type { KnownBlock } from '@slack/types';
import type { DoneFact, PassedOnNotice } from '../../ledger/facts/passed-on.js';
import type { NoticeFacts } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import { actionIds, changeValue, rerunValue, undoValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { clipMrkdwn, codeText, escapeText, readableLine } from './escape.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import { fullDate, instant, personName } from './wording.js';

/** A line that somebody without the role typed, to one who has it: run it, or change it first. */
export function passedOn(facts: NoticeFacts<'passed_on'>, lang: Lang): SlackMessage {
  const { passedOn: say } = lang.t.answers;
  const { words } = lang.t;
  const by = personName(facts.by);
  return {
    text: clipMrkdwn(say.push(by, escapeText(readableLine(facts.typed), 1500)), limits.messageText),
    blocks: [
      section(words.lines([say.title(by), codeText(say.line(facts.typed), 2500)])),
      ...(facts.done == null ? undecided(facts, lang) : [doneSection(facts.done, lang)]),
      context(say.why(fullDate(facts.on, lang))),
    ],
  };
}

const undecided = (facts: PassedOnNotice, lang: Lang): KnownBlock[] => {
  const { passedOn: say } = lang.t.answers;
  return actions([
    button({
      text: say.run,
      label: say.runLabel,
      action: actionIds.rerun,
      value: rerunValue.encode({ text: facts.typed, on: facts.on }),
      style: 'primary',
    }),
    button({
      text: say.change,
      label: say.changeLabel,
      action: actionIds.change,
      value: changeValue.encode({ text: facts.typed, on: facts.on }),
    }),
  ]);
};

/** Who did it and when, with Undo, in place of the buttons. */
const doneSection = (done: DoneFact, lang: Lang): KnownBlock =>
  section(
    lang.t.answers.passedOn.done(personName(done.by), instant(new Date(done.at))),
    button({
      text: lang.t.buttons.undo,
      label: lang.t.buttons.labels.undo,
      action: actionIds.undo,
      value: undoValue.encode({ auditId: done.auditId }),
    }),
  );

/** To whoever asked: it was done, or was done and taken back. */
export function passedOnDone({ typed, on, done, undone }: NoticeFacts<'passed_on_done'>, lang: Lang): SlackMessage {
  const { passedOn: say } = lang.t.answers;
  const by = personName(done.by);
  const title = undone ? say.undoneFor(by) : say.doneFor(by);
  const push = lang.t.words.sentences([title, escapeText(readableLine(say.line(typed)), 1500)]);
  return {
    text: clipMrkdwn(push, limits.messageText),
    blocks: [
      section(lang.t.words.lines([title, codeText(say.line(typed), 2500)])),
      context(say.asked(fullDate(on, lang), instant(new Date(done.at)))),
    ],
  };
}

/** The push line of `passedOn` where it may name no amounts: what was typed may. */
export const passedOnPushBare = ({ by }: PassedOnNotice, lang: Lang): string =>
  lang.t.answers.passedOn.pushBare(personName(by));

/** The same of `passedOnDone`. */
export function passedOnDonePushBare({ done, undone }: NoticeFacts<'passed_on_done'>, lang: Lang): string {
  const { passedOn: say } = lang.t.answers;
  return undone ? say.undoneForBare(personName(done.by)) : say.doneForBare(personName(done.by));
}

/** The second press of what was done: by whom and when. */
export const doneAlready = (done: DoneFact, lang: Lang): SlackMessage =>
  simpleAnswer(lang.t.answers.passedOn.doneAlready(personName(done.by), instant(new Date(done.at))));
