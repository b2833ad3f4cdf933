import type { ModalView } from '@slack/types';
import type { Desk } from './desk.js';
import { slackFault } from './slack-fault.js';

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
