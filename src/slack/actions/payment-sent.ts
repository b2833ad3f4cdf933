import { logConversation } from '../../ledger/conversations.js';
import { peopleWhoCan } from '../../ledger/people.js';
import { visiblePromise } from '../../ledger/promise-list.js';
import { clientStatus } from '../../ledger/status.js';
import { named } from '../commands/people.js';
import type { Desk, Visit } from '../desk.js';
import { quotedName } from '../messages/command-line.js';
import { escapeText } from '../messages/escape.js';
import type { SlackMessage } from '../messages/message.js';
import { undoableAnswer } from '../messages/undoable-answer.js';
import { showDecision } from '../show-decision.js';
import type { About } from '../views/open-forms.js';

/** As many of those who record money as one sentence bears. */
const NAMED = 5;

/**
 * "They paid" from somebody who does not record money: kept as what the client says (R14 payment_sent), so that the
 * promise waits to be verified, and the person learns who records it when it is here.
 */
export async function paymentSent(desk: Desk, visit: Visit, about: About): Promise<SlackMessage> {
  const { actor, lang } = visit;
  const promise = about.promiseId === null ? null : await visiblePromise(desk.ledger, actor, about.promiseId);
  const clientId = promise?.clientId ?? about.clientId;
  const clientName = promise?.clientName ?? (await clientStatus(desk.ledger, actor, clientId)).clientName;
  const receipt = await logConversation(desk.ledger, actor, {
    request: {
      clientText: null,
      outcome: 'payment_sent',
      medium: 'unknown',
      direction: 'in',
      invoiceTexts: (promise?.covers ?? []).map((line) => line.number),
      promises: [],
      finalDate: false,
      intent: false,
      dispute: null,
      contactText: null,
      note: null,
      happenedOn: actor.today,
    },
    clientId,
    typed: `log ${quotedName(clientName)} payment sent`,
    slackChannelId: visit.slackChannelId,
    permalink: null,
  });
  if (promise !== null) {
    await showDecision(desk, actor, {
      promiseId: promise.id,
      kind: 'paid',
      auditId: receipt.auditId,
      summary: { amount: null, date: null, level: null, outcome: 'payment_sent' },
    });
  }
  desk.wake();
  const words = lang.t.commands.decided;
  const who = (await peopleWhoCan(desk.ledger, visit.workspace.id, ['finance', 'manager'])).slice(0, NAMED).map(named);
  const said = words.paymentSent(
    escapeText(clientName),
    who.length === 0 ? words.nobodyRecords : lang.t.words.list(who),
  );
  return undoableAnswer(said, receipt.auditId, lang);
}
