import { z } from 'zod';
import { nameKey } from '../../domain/name-key.js';
import type { Transaction } from '../ledger.js';
import { numberArray, textArray } from './array-literal.js';
import { findPeople, unknownPerson } from './find-people.js';
import type { ClientRow, ImportContext } from './import-row.js';
import { findClients, findOrAddClients, findOrAddProjects, type KnownNames } from './known-names.js';
import { type BatchOutcome, type RefusalReason, type RefusedRow, refuse } from './refusal.js';

const clientState = z.object({
  id: z.int(),
  name: z.string(),
  external_id: z.string().nullable(),
  owner_id: z.int().nullable(),
  backup_id: z.int().nullable(),
  project_id: z.int().nullable(),
});
const aliasRow = z.object({ alias_key: z.string(), client_id: z.int(), client_name: z.string() });
const contactRow = z.object({
  client_id: z.int(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  position: z.string().nullable(),
});

/** What is to be written about one client, over all its rows of the batch. */
type Fields = Omit<z.infer<typeof clientState>, 'name'>;

/**
 * Writes a batch of clients with aliases, contacts, owner, backup and home project. A client may stand in several rows
 * (one a contact). An empty cell changes nothing. Owner and backup that the file changes are audited.
 */
export async function importClients(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  rows: readonly ClientRow[],
): Promise<BatchOutcome> {
  const { workspaceId } = context;
  const people = await findPeople(
    tx,
    context,
    rows.flatMap((row) => [row.owner, row.backup]),
  );
  const refused: RefusedRow[] = [];
  let taken = rows.flatMap((row, index) => {
    const unknown = unknownPerson(row, people);
    if (unknown !== null) refused.push({ index, ...unknown });
    return unknown === null ? [{ row, index }] : [];
  });
  const owners = await aliasOwners(
    tx,
    context,
    taken.flatMap(({ row }) => row.aliases),
  );
  await findClients(
    tx,
    context,
    known,
    taken.map(({ row }) => row.client),
  );
  const claimed = new Map<string, ClientRow>();
  taken = taken.filter(({ row, index }) => {
    const reason = aliasRefusal(row, known.clientId(row.client), owners, claimed);
    if (reason !== null) refused.push({ index, field: 'aliases', reason });
    return reason === null;
  });
  await findOrAddProjects(
    tx,
    context,
    known,
    taken.map(({ row }) => row.project),
  );
  const added = new Set(
    await findOrAddClients(
      tx,
      context,
      known,
      taken.map(({ row }) => row),
    ),
  );
  const idOf = (row: ClientRow): number => {
    const id = known.clientId(row.client);
    if (id === undefined) throw new Error(`client ${row.client.key} was neither found nor added`);
    return id;
  };
  const ids = [...new Set(taken.map(({ row }) => idOf(row)))];
  const states = new Map(
    z
      .array(clientState)
      .parse(
        await tx.$queryRaw`
          select id, name, external_id, owner_id, backup_id, project_id from client
          where workspace_id = ${workspaceId} and id = any(${numberArray(ids)}::int[])`,
      )
      .map((state) => [state.id, state]),
  );
  const contacts = new Map(
    z
      .array(contactRow)
      .parse(
        await tx.$queryRaw`
          select client_id, name, email, phone, position from contact
          where workspace_id = ${workspaceId} and client_id = any(${numberArray(ids)}::int[])`,
      )
      .map((contact) => [`${contact.client_id} ${contact.name}`, contact]),
  );
  const before = new Map([...states].map(([id, state]) => [id, { ...state }]));
  const newAliases = new Map<string, { clientId: number; alias: string }>();
  const newContacts = new Map<string, z.infer<typeof contactRow>>();
  const counts = { new: 0, changed: 0, unchanged: 0 };
  const announced = new Set<number>();
  for (const { row } of taken) {
    const id = idOf(row);
    const state = states.get(id);
    if (state === undefined) continue;
    let changed = false;
    const set = (field: keyof Omit<Fields, 'id'>, value: number | string | null | undefined): void => {
      if (value === null || value === undefined || state[field] === value) return;
      Object.assign(state, { [field]: value });
      changed = true;
    };
    set('external_id', row.client.externalId);
    set('owner_id', row.owner === null ? null : people.get(row.owner));
    set('backup_id', row.backup === null ? null : people.get(row.backup));
    set('project_id', row.project === null ? null : known.projects.get(row.project.key));
    for (const alias of row.aliases) {
      const key = nameKey(alias);
      if (owners.has(key) || newAliases.has(key) || key === row.client.key) continue;
      newAliases.set(key, { clientId: id, alias });
      changed = true;
    }
    if (row.contact !== null) {
      const key = `${id} ${row.contact.name}`;
      const old = contacts.get(key);
      const next = {
        client_id: id,
        name: row.contact.name,
        email: row.contact.email ?? old?.email ?? null,
        phone: row.contact.phone ?? old?.phone ?? null,
        position: row.contact.position ?? old?.position ?? null,
      };
      if (old === undefined || old.email !== next.email || old.phone !== next.phone || old.position !== next.position) {
        newContacts.set(key, next);
        contacts.set(key, next);
        changed = true;
      }
    }
    if (added.has(id) && !announced.has(id)) counts.new++;
    else if (changed) counts.changed++;
    else counts.unchanged++;
    announced.add(id);
  }
  const moved = [...states.values()].filter((state) => {
    const old = before.get(state.id);
    return old !== undefined && JSON.stringify(old) !== JSON.stringify(state);
  });
  await writeFields(tx, context, moved);
  await writeAliases(tx, context, newAliases);
  await writeContacts(tx, context, [...newContacts.values()]);
  await auditAssignments(
    tx,
    context,
    moved.flatMap((state) => {
      const old = before.get(state.id);
      if (old === undefined || added.has(state.id)) return [];
      if (old.owner_id === state.owner_id && old.backup_id === state.backup_id) return [];
      return [
        {
          id: state.id,
          before: { ownerId: old.owner_id, backupId: old.backup_id },
          after: { ownerId: state.owner_id, backupId: state.backup_id },
        },
      ];
    }),
  );
  return { ...counts, refused, touchedClientIds: [] };
}

/** Whose the aliases are already, as a name or as an alias. */
async function aliasOwners(tx: Transaction, context: ImportContext, aliases: readonly string[]) {
  if (aliases.length === 0) return new Map<string, { id: number; name: string }>();
  const keys = textArray(aliases.map(nameKey));
  const rows = z.array(aliasRow).parse(
    await tx.$queryRaw`
      select a.alias_key, a.client_id, c.name as client_name from client_alias a
      join client c on c.workspace_id = a.workspace_id and c.id = a.client_id
      where a.workspace_id = ${context.workspaceId} and a.alias_key = any(${keys}::text[])
      union all
      select c.name_key, c.id, c.name from client c
      where c.workspace_id = ${context.workspaceId} and c.name_key = any(${keys}::text[])`,
  );
  return new Map(rows.map((row) => [row.alias_key, { id: row.client_id, name: row.client_name }]));
}

/** An alias that stands for another client already, in the books or further up in the batch. */
function aliasRefusal(
  row: ClientRow,
  clientId: number | undefined,
  owners: ReadonlyMap<string, { id: number; name: string }>,
  claimed: Map<string, ClientRow>,
): RefusalReason | null {
  for (const alias of row.aliases) {
    const key = nameKey(alias);
    const owner = owners.get(key);
    if (owner !== undefined && owner.id !== clientId) return refuse('alias_taken', { text: alias, client: owner.name });
    const claim = claimed.get(key);
    if (claim !== undefined && claim.client.key !== row.client.key) {
      return refuse('alias_taken', { text: alias, client: claim.client.name });
    }
  }
  for (const alias of row.aliases) claimed.set(nameKey(alias), row);
  return null;
}

async function writeFields(tx: Transaction, context: ImportContext, states: readonly Fields[]): Promise<void> {
  if (states.length === 0) return;
  await tx.$executeRaw`
    update client c set external_id = u.external_id, owner_id = u.owner_id, backup_id = u.backup_id,
      project_id = u.project_id
    from unnest(${numberArray(states.map((state) => state.id))}::int[],
      ${textArray(states.map((state) => state.external_id))}::text[],
      ${numberArray(states.map((state) => state.owner_id))}::int[],
      ${numberArray(states.map((state) => state.backup_id))}::int[],
      ${numberArray(states.map((state) => state.project_id))}::int[])
      as u(id, external_id, owner_id, backup_id, project_id)
    where c.workspace_id = ${context.workspaceId} and c.id = u.id`;
}

async function writeAliases(
  tx: Transaction,
  context: ImportContext,
  aliases: ReadonlyMap<string, { clientId: number; alias: string }>,
): Promise<void> {
  if (aliases.size === 0) return;
  const list = [...aliases.values()];
  await tx.$executeRaw`
    insert into client_alias (workspace_id, client_id, alias, alias_key)
    select ${context.workspaceId}, u.client_id, u.alias, u.alias_key
    from unnest(${numberArray(list.map((alias) => alias.clientId))}::int[],
      ${textArray(list.map((alias) => alias.alias))}::text[], ${textArray([...aliases.keys()])}::text[])
      as u(client_id, alias, alias_key)
    on conflict do nothing`;
}

async function writeContacts(
  tx: Transaction,
  context: ImportContext,
  contacts: readonly z.infer<typeof contactRow>[],
): Promise<void> {
  if (contacts.length === 0) return;
  await tx.$executeRaw`
    insert into contact (workspace_id, client_id, name, email, phone, position)
    select ${context.workspaceId}, u.client_id, u.name, u.email, u.phone, u.position
    from unnest(${numberArray(contacts.map((contact) => contact.client_id))}::int[],
      ${textArray(contacts.map((contact) => contact.name))}::text[],
      ${textArray(contacts.map((contact) => contact.email))}::text[],
      ${textArray(contacts.map((contact) => contact.phone))}::text[],
      ${textArray(contacts.map((contact) => contact.position))}::text[]) as u(client_id, name, email, phone, position)
    on conflict (workspace_id, client_id, name)
      do update set email = excluded.email, phone = excluded.phone, position = excluded.position`;
}

async function auditAssignments(
  tx: Transaction,
  context: ImportContext,
  changes: readonly { id: number; before: object; after: object }[],
): Promise<void> {
  if (changes.length === 0) return;
  const inputs = changes.map(({ before, after }) => JSON.stringify({ before, after, file: context.fileName }));
  const ids = numberArray(changes.map((change) => change.id));
  await tx.$executeRaw`
    insert into audit_entry (workspace_id, actor_id, kind, subject_type, subject_id, client_id, inputs, at)
    select ${context.workspaceId}, ${context.byId}::int, 'client.assigned', 'client', u.id, u.id, u.inputs::jsonb,
      ${context.now}
    from unnest(${ids}::int[], ${textArray(inputs)}::text[]) as u(id, inputs)`;
}
