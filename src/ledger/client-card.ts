import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import {
  addAliasInside,
  addClientInside,
  addContactInside,
  type ClientName,
  type ContactDetails,
  moveClient,
  requireVisible,
} from './clients.js';
import type { PersonFact } from './facts/common.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger } from './ledger.js';
import { type PersonRef, requireRole } from './people.js';
import { assignInside } from './projects.js';

/** What is filled in on a client's card; null or empty: nothing is said of it. */
export interface ClientCard {
  /** A new client's name, or the client that is changed. */
  readonly client: { readonly name: string } | { readonly id: number };
  readonly aliases: readonly string[];
  readonly contact: ContactDetails | null;
  readonly owner: PersonRef | null;
  readonly backup: PersonRef | null;
  readonly projectId: number | null;
}

export interface CardReceipt {
  readonly client: ClientName;
  readonly isNew: boolean;
  readonly aliases: readonly string[];
  readonly contact: ContactDetails | null;
  readonly projectName: string | null;
  readonly owner: PersonFact | null;
  readonly backup: PersonFact | null;
}

/**
 * A new client, or what is added to one, all of it or nothing: each part as the command for it does it, with an entry
 * of its own in the audit. Finance and managers. Throws what addClient, addAlias, addContact, setClientProject and
 * assignOwner throw.
 */
export async function saveClientCard(ledger: Ledger, actor: Actor, card: ClientCard): Promise<CardReceipt> {
  const at = ledger.clock.now();
  const { workspaceId } = actor;
  return await inTransaction(ledger, 'saveClientCard', async (tx) => {
    await requireRole(tx, actor, ['finance', 'manager']);
    const isNew = 'name' in card.client;
    const client: ClientName =
      'name' in card.client
        ? await addClientInside(tx, actor, card.client.name, at)
        : await requireVisible(tx, actor, card.client.id);
    const { id } = client;
    const aliases: string[] = [];
    for (const alias of card.aliases) aliases.push((await addAliasInside(tx, actor, id, alias, at)).alias);
    const contact = card.contact === null ? null : (await addContactInside(tx, actor, id, card.contact, at)).contact;
    let projectName: string | null = null;
    if (card.projectId !== null) {
      const where = { workspaceId_id: { workspaceId, id: card.projectId } };
      const project = await tx.project.findUnique({ where, select: { name: true } });
      if (project === null) throw new UserError('unknown_project', { project: `#${card.projectId}` });
      await moveClient(tx, actor, id, card.projectId, at);
      projectName = project.name;
    }
    const assigned =
      card.owner === null
        ? null
        : await assignInside(tx, actor, { clientId: id }, { owner: card.owner, backup: card.backup }, at);
    return {
      client: { id, name: client.name },
      isNew,
      aliases,
      contact,
      projectName,
      owner: assigned?.owner ?? null,
      backup: assigned?.backup ?? null,
    };
  });
}
