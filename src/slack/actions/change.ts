import type { Desk } from '../desk.js';
import { actionIds, changeValue } from '../messages/action-ids.js';
import { logForm } from '../messages/forms.js';
import type { Routing } from '../routing.js';
import { logMetadata } from '../views/metadata.js';
import { onPress } from './press.js';

/** The line again in a form, to be changed and sent; what it recorded before is undone when it is. */
export function register(routing: Routing, desk: Desk): void {
  onPress(
    routing,
    desk,
    actionIds.change,
    changeValue.decode,
    async ({ origin, value, openForm, responseUrl, replace }) => {
      await openForm(async () => {
        const { lang } = await desk.visit(origin);
        const privateMetadata = logMetadata.write({
          channel: origin.slackChannelId,
          responseUrl,
          replace,
          auditId: value.auditId ?? null,
          permalink: null,
        });
        return logForm({ privateMetadata, text: value.text }, lang);
      });
    },
  );
}
