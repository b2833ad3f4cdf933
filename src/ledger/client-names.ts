import { z } from 'zod';
import { nameKey } from '../domain/name-key.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { clientNameOf, requireVisible } from './clients.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
import { requireRole } from './people.js';

/** A client that has another name now, and the audit entry of it: its Undo. */
export interface Renamed {
  readonly auditId: number;
  readonly before: string;
  readonly name: string;
}

/**
 * Gives a client another name. The old one becomes an alias, so that files and people who still use it find the client.
 * Finance and managers. Throws UserError role_required, unknown_client, bad_setting, client_exists, alias_taken.
 */
export async function renameClient(ledger: Ledger, actor: Actor, clientId: number, name: string): Promise<Renamed> {
  const at = ledger.clock.now();
  return await inTransaction(ledger, 'renameClient', async (tx) => await renameInside(tx, actor, clientId, name, at));
}

/** The same inside a transaction. */
export async function renameInside(
  tx: Transaction,
  actor: Actor,
  clientId: number,
  name: string,
  at: Date,
): Promise<Renamed> {
  await requireRole(tx, actor, ['finance', 'manager']);
  const { name: before } = await requireVisible(tx, actor, clientId);
  const { workspaceId } = actor;
  const { clean, key } = clientNameOf(name);
  const where = { workspaceId_id: { workspaceId, id: clientId } };
  const { nameKey: keyBefore } = await tx.client.findUniqueOrThrow({ where, select: { nameKey: true } });
  const own = await tx.clientAlias.findUnique({ where: { workspaceId_aliasKey: { workspaceId, aliasKey: key } } });
  await refuseOthers(tx, workspaceId, { clientId, key, typed: clean });
  // A name is not its own alias.
  if (own !== null) await tx.clientAlias.delete({ where: { workspaceId_id: { workspaceId, id: own.id } } });
  await tx.client.update({ where, data: { name: clean, nameKey: key } });
  const kept =
    keyBefore === key
      ? null
      : await tx.clientAlias.create({
          data: { workspaceId, clientId, alias: before, aliasKey: keyBefore },
          select: { id: true },
        });
  const auditId = await audit(tx, {
    workspaceId,
    actorId: actor.personId,
    kind: 'client.renamed',
    subjectType: 'client',
    subjectId: clientId,
    clientId,
    inputs: { before, after: clean, keptAliasId: kept?.id ?? null, wasAlias: own?.alias ?? null },
    at,
  });
  return { auditId, before, name: clean };
}

/** Takes one of a client's other names away; a name that it has not is left alone. Finance and managers. */
export async function removeAliasInside(
  tx: Transaction,
  actor: Actor,
  clientId: number,
  alias: string,
  at: Date,
): Promise<{ auditId: number; alias: string } | null> {
  await requireRole(tx, actor, ['finance', 'manager']);
  await requireVisible(tx, actor, clientId);
  const { workspaceId } = actor;
  const found = await tx.clientAlias.findFirst({ where: { workspaceId, clientId, aliasKey: nameKey(alias) } });
  if (found === null) return null;
  await tx.clientAlias.delete({ where: { workspaceId_id: { workspaceId, id: found.id } } });
  const auditId = await audit(tx, {
    workspaceId,
    actorId: actor.personId,
    kind: 'client.alias_removed',
    subjectType: 'client',
    subjectId: clientId,
    clientId,
    inputs: { alias: found.alias },
    at,
  });
  return { auditId, alias: found.alias };
}

/** Other names that a client answers to, in the order in which it got them. Throws UserError unknown_client. */
export async function aliasesOf(ledger: Ledger, actor: Actor, clientId: number): Promise<string[]> {
  await requireVisible(ledger.prisma, actor, clientId);
  const where = { workspaceId: actor.workspaceId, clientId };
  const rows = await ledger.prisma.clientAlias.findMany({ where, orderBy: { id: 'asc' }, select: { alias: true } });
  return rows.map(({ alias }) => alias);
}

const renamed = z.object({
  before: z.string(),
  after: z.string(),
  keptAliasId: z.int().nullable(),
  wasAlias: z.string().nullable(),
});

/** The client has its old name again, unless it has got a third one since. Throws UserError cannot_undo, client_exists. */
export async function takeBackRename(
  tx: Transaction,
  workspaceId: number,
  clientId: number,
  inputs: unknown,
): Promise<void> {
  const { before, after, keptAliasId, wasAlias } = renamed.parse(inputs);
  const where = { workspaceId_id: { workspaceId, id: clientId } };
  const client = await tx.client.findUniqueOrThrow({ where, select: { name: true } });
  if (client.name !== after) throw new UserError('cannot_undo', { why: 'promise_moved_on' });
  const key = nameKey(before);
  // By its key: taken away and brought back meanwhile, it is another row.
  if (keptAliasId !== null) await tx.clientAlias.deleteMany({ where: { workspaceId, aliasKey: key, clientId } });
  await refuseOthers(tx, workspaceId, { clientId, key, typed: before });
  await tx.client.update({ where, data: { name: before, nameKey: key } });
  if (wasAlias !== null) await restoreAlias(tx, workspaceId, clientId, wasAlias);
}

const removed = z.object({ alias: z.string() });

/** The client answers to the name again. Throws UserError client_exists, alias_taken where another has it by now. */
export async function takeBackRemoval(
  tx: Transaction,
  workspaceId: number,
  clientId: number,
  inputs: unknown,
): Promise<void> {
  await restoreAlias(tx, workspaceId, clientId, removed.parse(inputs).alias);
}

async function restoreAlias(tx: Transaction, workspaceId: number, clientId: number, alias: string): Promise<void> {
  const aliasKey = nameKey(alias);
  await refuseOthers(tx, workspaceId, { clientId, key: aliasKey, typed: alias });
  const data = { workspaceId, clientId, alias, aliasKey };
  await tx.clientAlias.upsert({
    where: { workspaceId_aliasKey: { workspaceId, aliasKey } },
    create: data,
    update: {},
  });
}

/** Throws UserError client_exists, alias_taken where the name is another client's. */
async function refuseOthers(
  tx: Transaction,
  workspaceId: number,
  { clientId, key, typed }: { readonly clientId: number; readonly key: string; readonly typed: string },
): Promise<void> {
  const named = await tx.client.findUnique({ where: { workspaceId_nameKey: { workspaceId, nameKey: key } } });
  if (named !== null && named.id !== clientId) throw new UserError('client_exists', { client: named.name });
  const alias = await tx.clientAlias.findUnique({
    where: { workspaceId_aliasKey: { workspaceId, aliasKey: key } },
    include: { client: { select: { name: true } } },
  });
  if (alias !== null && alias.clientId !== clientId)
    throw new UserError('alias_taken', { client: alias.client.name, alias: typed });
}
