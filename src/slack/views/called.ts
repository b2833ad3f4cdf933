import { type Outcome as ContactOutcome, outcomes } from '../../domain/outcome.js';
import { logConversation } from '../../ledger/conversations.js';
import { visiblePromise } from '../../ledger/promise-list.js';
import { clientStatus } from '../../ledger/status.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { quotedName } from '../messages/command-line.js';
import { fields } from '../messages/forms.js';
import { logReceipt } from '../messages/log-receipt.js';
import type { Routing } from '../routing.js';
import { showDecision } from '../show-decision.js';
import { promiseMetadata } from './metadata.js';
import { onSubmit } from './submission.js';

const isOutcome = (text: string | undefined): text is ContactOutcome => outcomes.some((outcome) => outcome === text);

/** A call and what came of it (R14). */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.called, promiseMetadata, async ({ visit, metadata, text, chosen }) => {
    const { actor, lang } = visit;
    const [outcome] = chosen(fields.outcome);
    if (!isOutcome(outcome)) return { errors: { [fields.outcome]: lang.t.commands.form.empty } };
    const promise = metadata.promiseId === null ? null : await visiblePromise(desk.ledger, actor, metadata.promiseId);
    const clientId = promise?.clientId ?? metadata.clientId;
    const clientName = promise?.clientName ?? (await clientStatus(desk.ledger, actor, clientId)).clientName;
    const note = text(fields.note);
    const receipt = await logConversation(desk.ledger, actor, {
      request: {
        clientText: null,
        outcome,
        medium: 'call',
        direction: 'out',
        invoiceTexts: (promise?.covers ?? []).map((line) => line.number),
        promises: [],
        finalDate: false,
        intent: outcome === 'intent',
        dispute: null,
        contactText: null,
        note,
        happenedOn: actor.today,
      },
      clientId,
      typed: `log ${quotedName(clientName)} called: ${outcome}${note === null ? '' : `, ${note}`}`,
      slackChannelId: visit.slackChannelId,
      permalink: null,
    });
    if (promise !== null) {
      await showDecision(desk, actor, {
        promiseId: promise.id,
        kind: 'called',
        auditId: receipt.auditId,
        summary: { amount: null, date: null, level: null, outcome },
      });
    }
    return { answer: logReceipt(receipt, lang) };
  });
}
