import { clientStatus } from '../../ledger/status.js';
import type { Desk } from '../desk.js';
import { actionIds, rowValue } from '../messages/action-ids.js';
import { quotedName } from '../messages/command-line.js';
import { logForm } from '../messages/forms.js';
import { clientStatus as statusMessage } from '../messages/status.js';
import type { Routing } from '../routing.js';
import { logMetadata } from '../views/metadata.js';
import { calledFormFor, newDateFormFor } from '../views/open-forms.js';
import { onPress } from './press.js';
import { paidPressed } from './promise.js';

/** The menu beside a client's row in the digest. The digest is everybody's: answers go to whoever chose, alone. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.digestRow, rowValue.decode, async (press) => {
    const { origin, value } = press;
    const from = { channel: origin.slackChannelId, responseUrl: press.responseUrl, replace: false };
    const { clientId, promiseId } = value;
    switch (value.do) {
      case 'status': {
        const { actor, lang } = await desk.visit(origin);
        return await press.answer(statusMessage(await clientStatus(desk.ledger, actor, clientId), lang), lang);
      }
      case 'paid':
        return await paidPressed(desk, press, { clientId, promiseId }, from);
      case 'called':
        return await press.openForm(async () =>
          calledFormFor(desk, await desk.visit(origin), from, { clientId, promiseId }),
        );
      case 'promise':
        return await press.openForm(async () => {
          const visit = await desk.visit(origin);
          if (promiseId !== null) return await newDateFormFor(desk, visit, from, { promiseId });
          const { clientName } = await clientStatus(desk.ledger, visit.actor, clientId);
          const privateMetadata = logMetadata.write({ ...from, auditId: null, permalink: null });
          return logForm({ privateMetadata, text: `log ${quotedName(clientName)} promised ` }, visit.lang);
        });
    }
  });
}
