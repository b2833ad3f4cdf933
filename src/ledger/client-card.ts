import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { type Renamed, removeAliasInside, renameInside } from './client-names.js';
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
  /** The name that the client is to have; null: it keeps its own. */
  readonly rename: string | null;
  readonly aliases: readonly string[];
  /** Other names that it is no longer to answer to. */
  readonly dropAliases: readonly string[];
  readonly contact: ContactDetails | null;
  readonly owner: PersonRef | null;
  readonly backup: PersonRef | null;
  readonly projectId: number | null;
}

export interface CardReceipt {
  readonly client: ClientName;
  readonly isNew: boolean;
  readonly renamed: Renamed | null;
  readonly aliases: readonly string[];
  readonly dropped: readonly string[];
  /** The entry that Undo takes back: where only one thing was changed. */
  readonly auditId: number | null;
  readonly contact: ContactDetails | null;
  readonly projectName: string | null;
  readonly owner: PersonFact | null;
  readonly backup: PersonFact | null;
}

/**
 * A new client, or what is changed of one, all of it or nothing: each part as the command for it does it, with an entry
 * of its own in the audit. Finance and managers. Throws what addClient, renameClient, addAlias, addContact, setClientProject and
 * assignOwner throw.
 */
export async function saveClientCard(ledger: Ledger, actor: Actor, card: ClientCard): Promise<CardReceipt> {
  const at = ledger.clock.now();
  const { workspaceId } = actor;
  return await inTransaction(ledger, 'saveClientCard', async (tx) => {
    await requireRole(tx, actor, ['finance', 'manager'], 'clients');
    const isNew = 'name' in card.client;
    const client: ClientName =
      'name' in card.client
        ? await addClientInside(tx, actor, card.client.name, at)
        : await requireVisible(tx, actor, card.client.id);
    const { id } = client;
    const auditIds: number[] = 'auditId' in client ? [Number(client.auditId)] : [];
    const dropped: string[] = [];
    for (const alias of card.dropAliases) {
      const done = await removeAliasInside(tx, actor, id, alias, at);
      if (done === null) continue;
      dropped.push(done.alias);
      auditIds.push(done.auditId);
    }
    const same = card.rename === null || card.rename === client.name;
    const renamed = same || card.rename === null ? null : await renameInside(tx, actor, id, card.rename, at);
    if (renamed !== null) auditIds.push(renamed.auditId);
    const aliases: string[] = [];
    for (const alias of card.aliases) {
      const done = await addAliasInside(tx, actor, id, alias, at);
      aliases.push(done.alias);
      auditIds.push(done.auditId);
    }
    const contact = card.contact === null ? null : (await addContactInside(tx, actor, id, card.contact, at)).contact;
    let projectName: string | null = null;
    if (card.projectId !== null) {
      const where = { workspaceId_id: { workspaceId, id: card.projectId } };
      const project = await tx.project.findUnique({ where, select: { name: true } });
      if (project === null) throw new UserError('unknown_project', { project: `#${card.projectId}` });
      auditIds.push(await moveClient(tx, actor, id, card.projectId, at));
      projectName = project.name;
    }
    const assigned =
      card.owner === null
        ? null
        : await assignInside(tx, actor, { clientId: id }, { owner: card.owner, backup: card.backup }, at);
    const [only, second] = auditIds;
    return {
      client: { id, name: renamed?.name ?? client.name },
      isNew,
      renamed,
      aliases,
      dropped,
      auditId: second === undefined && contact === null && assigned === null ? (only ?? null) : null,
      contact,
      projectName,
      owner: assigned?.owner ?? null,
      backup: assigned?.backup ?? null,
    };
  });
}
