import { clientStatus } from '../../ledger/status.js';
import type { Desk, Visit } from '../desk.js';
import { actionIds, rowValue } from '../messages/action-ids.js';
import { quotedName } from '../messages/command-line.js';
import { logForm } from '../messages/forms.js';
import { clientStatus as statusMessage } from '../messages/status.js';
import type { Routing } from '../routing.js';
import { logMetadata } from '../views/metadata.js';
import { assignFormFor, calledFormFor, newDateFormFor, type OpenedFrom } from '../views/open-forms.js';
import { onPress } from './press.js';
import { paidPressed } from './promise.js';

/** A client's row in the digest: its button and the menu beside it. The digest is everybody's: answers go to whoever chose, alone. */
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
          return await lineFormFor(desk, visit, from, clientId, (client) => `log ${client} promised `);
        });
      case 'log':
      case 'dispute':
      case 'snooze': {
        const begun = BEGUN[value.do];
        return await press.openForm(async () => lineFormFor(desk, await desk.visit(origin), from, clientId, begun));
      }
      case 'assign':
        return await press.openForm(async () => assignFormFor(desk, await desk.visit(origin), from, value));
    }
  });
}

/** A line as far as the menu knows it. */
const BEGUN = {
  log: (client: string) => `log ${client} `,
  dispute: (client: string) => `log ${client} disputes `,
  snooze: (client: string) => `snooze ${client} until `,
};

/** The form of a line that is begun. */
async function lineFormFor(
  desk: Desk,
  visit: Visit,
  from: OpenedFrom,
  clientId: number,
  begun: (client: string) => string,
) {
  const { clientName } = await clientStatus(desk.ledger, visit.actor, clientId);
  const privateMetadata = logMetadata.write({ ...from, auditId: null, permalink: null });
  return logForm({ privateMetadata, text: begun(quotedName(clientName)) }, visit.lang);
}
