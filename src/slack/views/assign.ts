import { requireRole } from '../../ledger/people.js';
import { assignOwner } from '../../ledger/projects.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { assigned } from '../messages/assign-form.js';
import { fields } from '../messages/forms.js';
import type { Routing } from '../routing.js';
import { promiseMetadata } from './metadata.js';
import { peopleIn } from './people-in.js';
import { onSubmit } from './submission.js';

/** A client given to somebody, from its row in the digest. */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.assign, promiseMetadata, async ({ visit, metadata, text }) => {
    const { lang } = visit;
    const picked = { owner: text(fields.owner), backup: text(fields.backup) };
    await requireRole(desk.ledger, visit.actor, ['finance', 'manager'], 'owners');
    const { owner, backup, errors: wrong } = await peopleIn(desk, visit, picked);
    const errors = { ...(owner === null ? { [fields.owner]: lang.t.commands.form.empty } : {}), ...wrong };
    if (owner === null || Object.keys(errors).length > 0) return { errors };
    const receipt = await assignOwner(desk.ledger, visit.actor, { clientId: metadata.clientId }, { owner, backup });
    return { answer: assigned(receipt, lang) };
  });
}
