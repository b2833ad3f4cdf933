import type { LocalDate } from '../../domain/local-date.js';
import type { Lang } from '../../text/language.js';
import type { Enquiry } from '../../understanding/enquiry.js';
import { actionIds, changeValue, rerunValue } from './action-ids.js';
import { actions, button, context, section } from './blocks.js';
import { quotedName } from './command-line.js';
import { codeText, escapeText, plainText } from './escape.js';
import type { SlackMessage } from './message.js';

/** What was not understood: nothing is guessed, the nearest things that can be asked are buttons. */
export function notUnderstood(nearest: readonly Enquiry[], lang: Lang): SlackMessage {
  const say = lang.t.enquiries;
  const buttons = choices(nearest, lang);
  const text = buttons.length === 0 ? say.notUnderstoodNothing : say.notUnderstood;
  return { text, blocks: [section(text), ...actions(buttons), context(say.example)] };
}

/** A client or project that is not there, or not for this person: the names that may be meant. */
export function unknownName(typed: string, nearest: readonly Enquiry[], lang: Lang): SlackMessage {
  const { enquiries: say, questions, words } = lang.t;
  const buttons = choices(nearest, lang);
  const text = words.sentences([
    say.unknownName(escapeText(typed)),
    ...(buttons.length === 0 ? [] : [questions.nearest]),
  ]);
  return { text, blocks: [section(text), ...actions(buttons)] };
}

/** Several clients, or several projects of a channel, any of which may be meant. */
export function whichOne(question: string, all: readonly Enquiry[], lang: Lang): SlackMessage {
  return { text: question, blocks: [section(question), ...actions(choices(all, lang))] };
}

/**
 * What is to be recorded, as a button: whoever presses it runs the line, with what they may do. `on`: the day it was
 * typed; the message may be pressed on another.
 */
export function offeredDeed(line: string, on: LocalDate, lang: Lang): SlackMessage {
  const say = lang.t.enquiries;
  const { question, doIt, label } = wordsFor(line, lang);
  return {
    text: question,
    blocks: [
      section(question),
      ...actions([
        button({
          text: doIt,
          label: label(plainText(line, 60)),
          action: actionIds.rerun,
          value: rerunValue.encode({ text: line, on }),
          style: 'primary',
        }),
        UNDO.test(line)
          ? null
          : button({
              text: say.change,
              label: say.changeLabel,
              action: actionIds.change,
              value: changeValue.encode({ text: line, on }),
            }),
      ]),
      context(say.offeredLine(codeText(line, 2500))),
    ],
  };
}

const UNDO = /^(?:undo|撤销|撤回)$/iu;
const RECORDS = /^(?:log|paid|payment|记录|登记|到账|收款)(?:\s|$)/iu;

/** What is said of a line that takes back, of one that records, and of one that changes something else. */
function wordsFor(line: string, lang: Lang) {
  const say = lang.t.enquiries;
  if (UNDO.test(line.trim())) return { question: say.offeredUndo, doIt: say.undo, label: () => say.undoLabel };
  return RECORDS.test(line.trim())
    ? { question: say.offered, doIt: say.record, label: say.recordLabel }
    : { question: say.offeredChange, doIt: say.doIt, label: say.doItLabel };
}

function choices(enquiries: readonly Enquiry[], lang: Lang) {
  return enquiries.flatMap((enquiry, n) => {
    const choice = choiceOf(enquiry, lang);
    if (choice === null) return [];
    const { text, line } = choice;
    const label = lang.t.buttons.labels.choose(plainText(text, 60));
    return [button({ text, label, action: actionIds.rerun, n, value: rerunValue.encode({ text: line }) })];
  });
}

/** What its button says, and the line of the command that answers it; null where no line does. */
function choiceOf(enquiry: Enquiry, lang: Lang): { readonly text: string; readonly line: string } | null {
  const { ask } = lang.t.enquiries;
  switch (enquiry.kind) {
    case 'help':
      return { text: ask.help, line: 'help' };
    case 'escalations':
      return { text: ask.escalations, line: 'escalations' };
    case 'status':
      return { text: ask.status(enquiry.clientText), line: `status ${quotedName(enquiry.clientText)}` };
    case 'overdue': {
      const { of } = enquiry;
      if (of.kind === 'all') return { text: ask.overdue, line: 'overdue' };
      if (of.kind === 'mine') return { text: ask.overdueMine, line: 'overdue mine' };
      return of.kind === 'named' ? { text: ask.overdueOf(of.text), line: `overdue ${quotedName(of.text)}` } : null;
    }
    case 'promises': {
      const { of } = enquiry;
      if (of.kind === 'mine') return { text: ask.promises, line: 'promises' };
      return of.kind === 'named' ? { text: ask.promisesOf(of.text), line: `promises ${quotedName(of.text)}` } : null;
    }
    // No line of a command asks for it.
    case 'broken':
    case 'overview':
      return null;
  }
}
