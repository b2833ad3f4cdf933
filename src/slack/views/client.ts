import { nameKey } from '../../domain/name-key.js';
import { saveClientCard } from '../../ledger/client-card.js';
import { requireRole } from '../../ledger/people.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { cardReceipt } from '../messages/client-card.js';
import { fields } from '../messages/forms.js';
import type { Routing } from '../routing.js';
import { clientMetadata } from './metadata.js';
import { peopleIn } from './people-in.js';
import { onSubmit } from './submission.js';

/** What of the other names is new, and what of those that stood in the form is gone. A name that stood there may have a comma. */
function aliasesIn(
  text: string,
  shown: readonly string[],
): { readonly aliases: string[]; readonly dropAliases: string[] } {
  const keys = new Set(shown.map(nameKey));
  const lines = text.split('\n').map((line) => line.trim());
  const names = lines.flatMap((line) => (keys.has(nameKey(line)) ? [line] : line.split(/[,，;；、]/)));
  const said = names.flatMap((one) => one.trim() || []);
  const left = new Set(said.map(nameKey));
  return {
    aliases: said.filter((one) => !keys.has(nameKey(one))),
    dropAliases: shown.filter((one) => !left.has(nameKey(one))),
  };
}

/** A new client, or what is to be changed of one. */
export function register(routing: Routing, desk: Desk): void {
  onSubmit(routing, desk, formIds.client, clientMetadata, async ({ visit, metadata, text, chosen }) => {
    const { actor, lang } = visit;
    const { forms, commands } = lang.t;
    const { clientId } = metadata;
    const name = text(fields.name);
    const contact = {
      name: text(fields.contact),
      email: text(fields.email),
      phone: text(fields.phone),
      position: null,
    };
    const nobody = contact.name === null && (contact.email !== null || contact.phone !== null);
    const picked = { owner: text(fields.owner), backup: text(fields.backup) };
    await requireRole(desk.ledger, actor, ['finance', 'manager'], 'clients');
    const { owner, backup, errors: wrong } = await peopleIn(desk, visit, picked);
    const errors = {
      ...(name === null ? { [fields.name]: commands.form.empty } : {}),
      ...(nobody ? { [fields.contact]: forms.contactNeeded } : {}),
      ...(owner === null && backup !== null ? { [fields.owner]: forms.ownerNeeded } : {}),
      ...wrong,
    };
    if (name === null || Object.keys(errors).length > 0) return { errors };
    const [project] = chosen(fields.projectPick);
    const receipt = await saveClientCard(desk.ledger, actor, {
      client: clientId === null ? { name } : { id: clientId },
      // What somebody left as it stood does not take back what somebody else changed meanwhile.
      rename: clientId === null || name === metadata.name ? null : name,
      ...aliasesIn(text(fields.aliases) ?? '', metadata.aliases ?? []),
      contact: contact.name === null ? null : { ...contact, name: contact.name },
      owner,
      backup,
      projectId: project === undefined ? null : Number(project),
    });
    return { answer: cardReceipt(receipt, lang) };
  });
}
