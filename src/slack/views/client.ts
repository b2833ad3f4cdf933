import { nameKey } from '../../domain/name-key.js';
import { saveClientCard } from '../../ledger/client-card.js';
import { introduced } from '../commands/people.js';
import type { Desk } from '../desk.js';
import { formIds } from '../messages/action-ids.js';
import { cardReceipt } from '../messages/client-card.js';
import { fields } from '../messages/forms.js';
import type { Routing } from '../routing.js';
import { clientMetadata } from './metadata.js';
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
    if (name === null) return { errors: { [fields.name]: commands.form.empty } };
    const contact = {
      name: text(fields.contact),
      email: text(fields.email),
      phone: text(fields.phone),
      position: null,
    };
    if (contact.name === null && (contact.email !== null || contact.phone !== null)) {
      return { errors: { [fields.contact]: forms.contactNeeded } };
    }
    const owner = text(fields.owner);
    const backup = text(fields.backup);
    if (owner === null && backup !== null) return { errors: { [fields.owner]: forms.ownerNeeded } };
    const [project] = chosen(fields.projectPick);
    const person = (slackUserId: string | null) => (slackUserId === null ? null : { slackUserId });
    const receipt = await saveClientCard(desk.ledger, actor, {
      client: clientId === null ? { name } : { id: clientId },
      // What somebody left as it stood does not take back what somebody else changed meanwhile.
      rename: clientId === null || name === metadata.name ? null : name,
      ...aliasesIn(text(fields.aliases) ?? '', metadata.aliases ?? []),
      contact: contact.name === null ? null : { ...contact, name: contact.name },
      owner: await introduced(desk, visit, person(owner)),
      backup: await introduced(desk, visit, person(backup)),
      projectId: project === undefined ? null : Number(project),
    });
    return { answer: cardReceipt(receipt, lang) };
  });
}
