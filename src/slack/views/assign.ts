import { assignOwner } from '../../ledger/projects.js';
import { introduced } from '../commands/people.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { assigned } from '../messages/assign-form.js';
import { fields } from '../messages/forms.js';
import type { Routing } from '../routing.js';
import { promiseMetadata } from './metadata.js';
import { onSubmit } from './submission.js';

/** A client given to somebody, from its row in the digest. */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.assign, promiseMetadata, async ({ visit, metadata, text }) => {
    const { lang } = visit;
    const owner = text(fields.owner);
    if (owner === null) return { errors: { [fields.owner]: lang.t.commands.form.empty } };
    const backup = text(fields.backup);
    const receipt = await assignOwner(
      desk.ledger,
      visit.actor,
      { clientId: metadata.clientId },
      {
        owner: await introduced(desk, visit, { slackUserId: owner }),
        backup: backup === null ? null : await introduced(desk, visit, { slackUserId: backup }),
      },
    );
    return { answer: assigned(receipt, lang) };
  });
}
