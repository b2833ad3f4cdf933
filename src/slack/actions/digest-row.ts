import { clientById } from '../../ledger/clients.js';
import { clientStatus } from '../../ledger/status.js';
import type { Desk } from '../desk.js';
import { actionIds, rowValue } from '../messages/action-ids.js';
import { clientStatus as statusMessage } from '../messages/status.js';
import type { Routing } from '../routing.js';
import { emptyDraft } from '../views/conversation-draft.js';
import { conversationFormFor, unsaid } from '../views/conversation-form-for.js';
import { assignFormFor, calledFormFor, newDateFormFor } from '../views/open-forms.js';
import { openedForm } from '../views/opened-form.js';
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
          return await openedForm(desk, visit, from, { form: 'log', clientId });
        });
      case 'log':
      case 'snooze': {
        const wanted = { form: value.do, clientId };
        return await press.openForm(async () => openedForm(desk, await desk.visit(origin), from, wanted));
      }
      case 'dispute':
        return await press.openForm(async () => {
          const visit = await desk.visit(origin);
          const client = await clientById(desk.ledger, visit.actor, clientId);
          const draft = { ...emptyDraft, client, outcome: 'dispute' as const };
          const address = { ...from, auditId: null, permalink: null, said: unsaid };
          return await conversationFormFor(desk, visit, address, draft);
        });
      case 'assign':
        return await press.openForm(async () => assignFormFor(desk, await desk.visit(origin), from, value));
    }
  });
}
