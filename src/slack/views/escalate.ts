import { manages } from '../../domain/role.js';
import { escalate, requestEscalation } from '../../ledger/escalations.js';
import { clientStatus } from '../../ledger/status.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { escapeText } from '../messages/escape.js';
import { fields } from '../messages/forms.js';
import { undoableAnswer } from '../messages/undoable-answer.js';
import type { Routing } from '../routing.js';
import { showDecision } from '../show-decision.js';
import { candidateMetadata } from './metadata.js';
import { onSubmit } from './submission.js';

/** A manager decides that a client is escalated; anybody else asks the managers to decide (R31). */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.escalate, candidateMetadata, async ({ visit, metadata, text }) => {
    const { actor, lang } = visit;
    const { clientId } = metadata;
    const { clientName } = await clientStatus(desk.ledger, actor, clientId);
    const input = { clientId, note: text(fields.note) };
    const decides = manages(actor.role);
    const { auditId } = decides
      ? await escalate(desk.ledger, actor, input)
      : await requestEscalation(desk.ledger, actor, input);
    if (metadata.promiseId !== null) {
      await showDecision(desk, actor, {
        promiseId: metadata.promiseId,
        kind: 'escalated',
        auditId,
        summary: { amount: null, date: null, level: null, outcome: null },
      });
    }
    const words = lang.t.commands.decided;
    const name = escapeText(clientName);
    return { answer: undoableAnswer(decides ? words.escalated(name) : words.requested(name), auditId, lang) };
  });
}
