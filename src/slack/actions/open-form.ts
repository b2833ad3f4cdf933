import type { Desk } from '../desk.js';
import { actionIds, openFormValue } from '../messages/action-ids.js';
import type { Routing } from '../routing.js';
import { openedForm } from '../views/opened-form.js';
import { onPress } from './press.js';

/** A button that opens a form, blank or about a client. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.openForm, openFormValue.decode, async (press) => {
    const { origin, value, responseUrl, threadTs } = press;
    // What the button stands in stays: other forms are opened from there.
    const from = {
      channel: origin.slackChannelId,
      responseUrl,
      replace: false,
      ...(threadTs === null ? {} : { threadTs }),
    };
    await press.openForm(async () => openedForm(desk, await desk.visit(origin), from, value));
  });
}
