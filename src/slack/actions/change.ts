import type { Desk } from '../desk.js';
import { actionIds, changeValue } from '../messages/action-ids.js';
import type { Routing } from '../routing.js';
import { readingAsOf } from '../run-line.js';
import { offerIn } from '../settle-offer.js';
import { formForLine } from '../views/form-for-line.js';
import { offered } from '../views/metadata.js';
import { onPress } from './press.js';

/** What was typed in its form, to be changed and sent; what it recorded before is undone when it is. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.change, changeValue.decode, async (press) => {
    const { origin, value, responseUrl, replace, threadTs, posted } = press;
    const address = {
      channel: origin.slackChannelId,
      responseUrl,
      replace,
      ...(threadTs === null ? {} : { threadTs }),
      auditId: value.auditId ?? null,
      permalink: null,
      // Of what was recorded there is no offer any more.
      ...(posted === null || value.auditId !== undefined ? {} : offered(offerIn(posted, value.text, value.on ?? null))),
    };
    await press.openForm(async () =>
      formForLine(desk, readingAsOf(await desk.visit(origin), value.on), address, value.text),
    );
  });
}
