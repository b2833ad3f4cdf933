import type { ModalView } from '@slack/types';
import type { Answer } from './answer.js';
import type { Desk } from './desk.js';
import { slackFault } from './slack-fault.js';
import { answerView } from './views/answer-view.js';

/** Slack's words for a trigger that was used after three seconds, or twice. */
const TOO_LATE = new Set(['expired_trigger_id', 'exchanged_trigger_id', 'trigger_expired', 'trigger_exchanged']);

/** Opens a form's window, over the one that is open if there is one. Returns its id; null: the trigger was too old. */
export async function openWindow(
  desk: Desk,
  waiting: { readonly trigger_id: string; readonly view: ModalView },
  { onTop = false } = {},
): Promise<string | null> {
  try {
    const { view } = await (onTop ? desk.slack.views.push(waiting) : desk.slack.views.open(waiting));
    if (view?.id === undefined) throw new Error('Slack opened no form');
    return view.id;
  } catch (error) {
    if (TOO_LATE.has(slackFault(error).code)) return null;
    throw error;
  }
}

/**
 * Shows a view in a window that was opened. It may be gone: closed, or covered by the next one, since the same button
 * was pressed twice. Whoever looked at it wants nothing of it any more, so that is no fault.
 */
export async function fillWindow(desk: Desk, viewId: string, view: ModalView): Promise<void> {
  try {
    await desk.slack.views.update({ view_id: viewId, view });
  } catch (error) {
    if (slackFault(error).code !== 'not_found') throw error;
    desk.log.debug({ viewId }, 'a window was closed before it was filled');
  }
}

/** What is said in a window that was opened for a form, if it is still there. */
export const answerInWindow =
  (desk: Desk, viewId: string): Answer =>
  async (message, lang) =>
    await fillWindow(desk, viewId, answerView(message, lang));
