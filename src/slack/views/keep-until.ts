import { addDays } from '../../domain/local-date.js';
import { keepWithOwner } from '../../ledger/escalations.js';
import { clientStatus } from '../../ledger/status.js';
import { formatDate } from '../../text/format.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { escapeText } from '../messages/escape.js';
import { fields } from '../messages/forms.js';
import { undoableAnswer } from '../messages/undoable-answer.js';
import type { Routing } from '../routing.js';
import { dateField } from './fields.js';
import { candidateMetadata } from './metadata.js';
import { onSubmit } from './submission.js';

/** A manager leaves a client with its owner until a day, never longer than the policy allows (R20, R31). */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.keepUntil, candidateMetadata, async ({ visit, metadata, text }) => {
    const { actor, lang, workspace } = visit;
    const words = lang.t.commands;
    const until = dateField(text(fields.date), lang);
    if ('error' in until) return { errors: { [fields.date]: until.error } };
    if (until.value < actor.today) return { errors: { [fields.date]: words.form.pastDate } };
    const latest = addDays(actor.today, workspace.policy.keepMaxDays);
    if (until.value > latest) {
      return { errors: { [fields.date]: words.form.lateDate(formatDate(latest, lang.locale)) } };
    }
    const { clientId } = metadata;
    const { clientName } = await clientStatus(desk.ledger, actor, clientId);
    const { auditId } = await keepWithOwner(desk.ledger, actor, {
      clientId,
      until: until.value,
      note: text(fields.note),
    });
    const said = words.decided.kept(escapeText(clientName), formatDate(until.value, lang.locale));
    return { answer: undoableAnswer(said, auditId, lang) };
  });
}
