import { z } from 'zod';
import { nameKey } from '../domain/name-key.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
import { requireRole } from './people.js';
import { Prisma } from './prisma/client.js';
import { selectPrepared } from './rows.js';
import { refuseGuests, seesAll, visibleTo } from './visibility.js';

export interface ClientName {
  readonly id: number;
  readonly name: string;
}

/** A client with every key it answers to: its own name's and its aliases' (domain/name-key.ts). */
export interface ClientKeys extends ClientName {
  readonly keys: readonly string[];
}

/** What naming a client came to. */
export type ClientMatch =
  /** `begunAs`: what was typed, where it is only the beginning of a word of the one name that begins so. */
  | { readonly kind: 'found'; readonly client: ClientName; readonly begunAs?: string }
  /** Several begin that way. */
  | {
      readonly kind: 'several';
      readonly typed: string;
      readonly candidates: readonly ClientName[];
      /** Of how many, where not all of them are candidates. */
      readonly total?: number;
    }
  /** No client that this person may see: `names` are those they may, to find the nearest. */
  | {
      readonly kind: 'unknown';
      readonly typed: string;
      readonly names: readonly ClientKeys[];
      readonly mayAdd: boolean;
    }
  /** No name was typed and the channel does not tell which of these it is. */
  | { readonly kind: 'unnamed'; readonly candidates: readonly ClientName[]; readonly total?: number };

const keysRow = z.object({ id: z.int(), name: z.string(), keys: z.array(z.string()) });

/** The clients that this person may see, by name, with the keys they answer to. */
export async function visibleClients(ledger: Ledger, actor: Actor): Promise<ClientKeys[]> {
  return await selectClients(ledger, actor, Prisma.sql`true`);
}

/** Clients c that this person may see and of whom the condition holds, by `first` (with its comma), then by name. */
export async function selectClients(
  ledger: Ledger,
  actor: Actor,
  condition: Prisma.Sql,
  limit = 20_000,
  first: Prisma.Sql = Prisma.empty,
): Promise<ClientKeys[]> {
  return await selectPrepared(
    ledger.prisma,
    keysRow,
    Prisma.sql`
      select c.id, c.name, array_prepend(c.name_key, coalesce(
        (select array_agg(a.alias_key order by a.id) from client_alias a
         where a.workspace_id = c.workspace_id and a.client_id = c.id), '{}')) as keys
      from client c
      where c.workspace_id = ${actor.workspaceId} and ${visibleTo(actor)} and ${condition}
      order by ${first} c.name, c.id limit ${limit}`,
  );
}

/**
 * Finds the client that is meant: by exact name or alias, by the beginning of either where only one begins so, or,
 * where none was typed, the only client of the channel's projects. Clients that the person may not see do not exist
 * for them.
 */
export async function findClient(
  ledger: Ledger,
  actor: Actor,
  named: { text: string | null; slackChannelId: string | null },
): Promise<ClientMatch> {
  refuseGuests(actor);
  if (named.text === null) {
    const { candidates, total } = await channelClients(ledger, actor, named.slackChannelId);
    const [only] = candidates;
    if (only !== undefined && candidates.length === 1) return { kind: 'found', client: only };
    return { kind: 'unnamed', candidates, ...(total > candidates.length ? { total } : {}) };
  }
  const key = nameKey(named.text);
  const named_ = (client: ClientKeys): ClientName => ({ id: client.id, name: client.name });
  if (key !== '') {
    const exact = await selectClients(
      ledger,
      actor,
      Prisma.sql`(c.name_key = ${key} or exists (select 1 from client_alias a
        where a.workspace_id = c.workspace_id and a.client_id = c.id and a.alias_key = ${key}))`,
      2,
    );
    const [one] = exact;
    if (one !== undefined && exact.length === 1) return { kind: 'found', client: named_(one) };
    const begins = Prisma.sql`(starts_with(c.name_key, ${key}) or exists (select 1 from client_alias a
        where a.workspace_id = c.workspace_id and a.client_id = c.id and starts_with(a.alias_key, ${key})))`;
    const prefix = await selectClients(ledger, actor, begins, MOST_CANDIDATES + 1);
    const [first] = prefix;
    if (first !== undefined && prefix.length === 1) {
      const whole = first.keys.some((name) => name.startsWith(`${key} `));
      return { kind: 'found', client: named_(first), ...(whole ? {} : { begunAs: named.text }) };
    }
    if (prefix.length > 1) {
      const candidates = prefix.slice(0, MOST_CANDIDATES).map(named_);
      const total = prefix.length > MOST_CANDIDATES ? { total: await countClients(ledger, actor, begins) } : {};
      return { kind: 'several', typed: named.text, candidates, ...total };
    }
  }
  return {
    kind: 'unknown',
    typed: named.text,
    names: await visibleClients(ledger, actor),
    // Whoever may add a client sees all clients, so the offer tells nobody about one that is hidden from them.
    mayAdd: seesAll(actor),
  };
}

/** Names that are offered where several are meant. */
const MOST_CANDIDATES = 5;

/** How many clients c this person may see of whom the condition holds. */
async function countClients(ledger: Ledger, actor: Actor, condition: Prisma.Sql): Promise<number> {
  const [row] = z.array(z.object({ total: z.int() })).parse(
    await ledger.prisma.$queryRaw`
      select count(*)::int as total from client c
      where c.workspace_id = ${actor.workspaceId} and ${visibleTo(actor)} and ${condition}`,
  );
  return row?.total ?? 0;
}

const nameRow = z.object({ id: z.int(), name: z.string() });

/** The clients of a channel's projects that owe something or have their home there: the first ones, and how many they are. */
async function channelClients(
  ledger: Ledger,
  actor: Actor,
  slackChannelId: string | null,
): Promise<{ readonly candidates: ClientName[]; readonly total: number }> {
  if (slackChannelId === null) return { candidates: [], total: 0 };
  const rows = z.array(nameRow.extend({ total: z.int() })).parse(
    await ledger.prisma.$queryRaw`
      select c.id, c.name, count(*) over ()::int as total from client c
      where c.workspace_id = ${actor.workspaceId} and ${visibleTo(actor)} and exists (
        select 1 from channel ch join project p on p.workspace_id = ch.workspace_id and p.channel_id = ch.id
        where ch.workspace_id = c.workspace_id and ch.slack_channel_id = ${slackChannelId}
          and (p.id = c.project_id or exists (
            select 1 from invoice i where i.workspace_id = c.workspace_id and i.client_id = c.id
              and i.project_id = p.id and i.open > 0)))
      order by c.name limit ${MOST_CANDIDATES}`,
  );
  return { candidates: rows.map(({ id, name }) => ({ id, name })), total: rows[0]?.total ?? 0 };
}

/** Whether this person may see the client. */
export async function isVisible(tx: Transaction, actor: Actor, clientId: number): Promise<boolean> {
  return (await visibleClient(tx, actor, clientId)) !== undefined;
}

async function visibleClient(tx: Transaction, actor: Actor, clientId: number): Promise<ClientName | undefined> {
  const [row] = z.array(nameRow).parse(
    await tx.$queryRaw`
      select c.id, c.name from client c
      where c.workspace_id = ${actor.workspaceId} and c.id = ${clientId} and ${visibleTo(actor)}`,
  );
  return row;
}

/** Throws UserError unknown_client, in the same words for "does not exist" and "not yours to see". */
export async function requireVisible(tx: Transaction, actor: Actor, clientId: number): Promise<ClientName> {
  refuseGuests(actor);
  const row = await visibleClient(tx, actor, clientId);
  if (row === undefined) throw new UserError('unknown_client', { client: `#${clientId}` });
  return row;
}

/** A client by its id. Throws UserError unknown_client, guest. */
export async function clientById(ledger: Ledger, actor: Actor, clientId: number): Promise<ClientName> {
  return await requireVisible(ledger.prisma, actor, clientId);
}

/** A name as it is kept, with its key. Throws UserError bad_setting for one of nothing but punctuation. */
export function clientNameOf(name: string): { readonly clean: string; readonly key: string } {
  const clean = name.trim().replace(/\s+/g, ' ');
  return { clean, key: keyOf(clean) };
}

/** The key a name would have; throws UserError for a name of nothing but punctuation. */
function keyOf(name: string): string {
  const key = nameKey(name);
  if (!/[\p{L}\p{N}]/u.test(name) || name.length > 200)
    throw new UserError('bad_setting', { setting: 'name', value: name, allowed: 'ACME' });
  return key;
}

async function refuseTaken(tx: Transaction, workspaceId: number, key: string, typed: string): Promise<void> {
  const client = await tx.client.findUnique({ where: { workspaceId_nameKey: { workspaceId, nameKey: key } } });
  if (client !== null) throw new UserError('client_exists', { client: client.name });
  const alias = await tx.clientAlias.findUnique({
    where: { workspaceId_aliasKey: { workspaceId, aliasKey: key } },
    include: { client: { select: { name: true } } },
  });
  if (alias !== null) throw new UserError('alias_taken', { client: alias.client.name, alias: typed });
}

/** Adds a client on somebody's word. Finance and managers. Throws UserError client_exists, alias_taken. */
export async function addClient(
  ledger: Ledger,
  actor: Actor,
  name: string,
): Promise<{ id: number; name: string; auditId: number }> {
  const at = ledger.clock.now();
  return await inTransaction(ledger, 'addClient', async (tx) => await addClientInside(tx, actor, name, at));
}

/** The same inside a transaction. */
export async function addClientInside(
  tx: Transaction,
  actor: Actor,
  name: string,
  at: Date,
): Promise<{ id: number; name: string; auditId: number }> {
  const clean = name.trim().replace(/\s+/g, ' ');
  await requireRole(tx, actor, ['finance', 'manager']);
  const key = keyOf(clean);
  await refuseTaken(tx, actor.workspaceId, key, clean);
  const { id } = await tx.client.create({
    data: { workspaceId: actor.workspaceId, name: clean, nameKey: key },
    select: { id: true },
  });
  const auditId = await audit(tx, {
    workspaceId: actor.workspaceId,
    actorId: actor.personId,
    kind: 'client.added',
    subjectType: 'client',
    subjectId: id,
    clientId: id,
    inputs: { name: clean },
    at,
  });
  return { id, name: clean, auditId };
}

/** Another name that a client answers to. Finance and managers. */
export async function addAlias(
  ledger: Ledger,
  actor: Actor,
  clientId: number,
  alias: string,
): Promise<{ auditId: number; clientName: string; alias: string }> {
  const at = ledger.clock.now();
  return await inTransaction(ledger, 'addAlias', async (tx) => await addAliasInside(tx, actor, clientId, alias, at));
}

/** The same inside a transaction. */
export async function addAliasInside(
  tx: Transaction,
  actor: Actor,
  clientId: number,
  alias: string,
  at: Date,
): Promise<{ auditId: number; clientName: string; alias: string }> {
  const clean = alias.trim().replace(/\s+/g, ' ');
  await requireRole(tx, actor, ['finance', 'manager']);
  const client = await requireVisible(tx, actor, clientId);
  const aliasKey = keyOf(clean);
  const called = await tx.client.findUnique({
    where: { workspaceId_nameKey: { workspaceId: actor.workspaceId, nameKey: aliasKey } },
  });
  if (called !== null) throw new UserError('alias_taken', { client: called.name, alias: clean });
  await refuseTaken(tx, actor.workspaceId, aliasKey, clean);
  const { id } = await tx.clientAlias.create({
    data: { workspaceId: actor.workspaceId, clientId, alias: clean, aliasKey },
    select: { id: true },
  });
  const auditId = await audit(tx, {
    workspaceId: actor.workspaceId,
    actorId: actor.personId,
    kind: 'client.alias_added',
    subjectType: 'client_alias',
    subjectId: id,
    clientId,
    inputs: { alias: clean },
    at,
  });
  return { auditId, clientName: client.name, alias: clean };
}

export interface ContactDetails {
  readonly name: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly position: string | null;
}

/** Adds a contact of a client, or fills in what is known of one by that name. Finance and managers. */
export async function addContact(
  ledger: Ledger,
  actor: Actor,
  clientId: number,
  details: ContactDetails,
): Promise<{ auditId: number; clientName: string; contact: ContactDetails }> {
  const at = ledger.clock.now();
  return await inTransaction(
    ledger,
    'addContact',
    async (tx) => await addContactInside(tx, actor, clientId, details, at),
  );
}

/** The same inside a transaction. */
export async function addContactInside(
  tx: Transaction,
  actor: Actor,
  clientId: number,
  details: ContactDetails,
  at: Date,
): Promise<{ auditId: number; clientName: string; contact: ContactDetails }> {
  await requireRole(tx, actor, ['finance', 'manager']);
  const client = await requireVisible(tx, actor, clientId);
  const { workspaceId } = actor;
  const name = details.name.trim();
  const key = { workspaceId_clientId_name: { workspaceId, clientId, name } };
  const before = await tx.contact.findUnique({ where: key });
  const contact = {
    name,
    email: details.email ?? before?.email ?? null,
    phone: details.phone ?? before?.phone ?? null,
    position: details.position ?? before?.position ?? null,
  };
  const { id } = await tx.contact.upsert({
    where: key,
    create: { workspaceId, clientId, ...contact },
    update: contact,
    select: { id: true },
  });
  const auditId = await audit(tx, {
    workspaceId,
    actorId: actor.personId,
    kind: 'client.contact_added',
    subjectType: 'contact',
    subjectId: id,
    clientId,
    inputs: {
      before: before && { email: before.email, phone: before.phone, position: before.position },
      after: contact,
    },
    at,
  });
  return { auditId, clientName: client.name, contact };
}

/** Makes a project the client's home: where its invoices belong that name none. Finance and managers. */
export async function setClientProject(
  ledger: Ledger,
  actor: Actor,
  clientId: number,
  projectText: string,
): Promise<{ auditId: number; clientName: string; projectName: string }> {
  return await inTransaction(ledger, 'setClientProject', async (tx) => {
    await requireRole(tx, actor, ['finance', 'manager']);
    const client = await requireVisible(tx, actor, clientId);
    const { workspaceId } = actor;
    const project = await tx.project.findUnique({
      where: { workspaceId_nameKey: { workspaceId, nameKey: nameKey(projectText) } },
    });
    if (project === null) throw new UserError('unknown_project', { project: projectText });
    const auditId = await moveClient(tx, actor, clientId, project.id, ledger.clock.now());
    return { auditId, clientName: client.name, projectName: project.name };
  });
}

/** Sets the home project inside a transaction and records what it was before. */
export async function moveClient(
  tx: Transaction,
  actor: Actor,
  clientId: number,
  projectId: number,
  at: Date,
): Promise<number> {
  const where = { workspaceId_id: { workspaceId: actor.workspaceId, id: clientId } };
  const before = await tx.client.findUniqueOrThrow({ where, select: { projectId: true } });
  await tx.client.update({ where, data: { projectId } });
  return await audit(tx, {
    workspaceId: actor.workspaceId,
    actorId: actor.personId,
    kind: 'client.project_set',
    subjectType: 'client',
    subjectId: clientId,
    clientId,
    inputs: { before: before.projectId, after: projectId },
    at,
  });
}
