import type { Lang } from '../../text/language.js';
import { actionIds, undoValue } from './action-ids.js';
import { actions, button } from './blocks.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';

/** One short answer (see simpleAnswer) about something that was recorded, with Undo. */
export function undoableAnswer(text: string, auditId: number, lang: Lang): SlackMessage {
  const { buttons } = lang.t;
  const answer = simpleAnswer(text);
  const undo = button({
    text: buttons.undo,
    label: buttons.labels.undo,
    action: actionIds.undo,
    value: undoValue.encode({ auditId }),
  });
  return { ...answer, blocks: [...answer.blocks, ...actions([undo])] };
}
