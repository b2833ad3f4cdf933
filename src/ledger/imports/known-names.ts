import { z } from 'zod';
import type { Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { numberArray, textArray } from './array-literal.js';
import type { ClientRef, ImportContext, ProjectRef } from './import-row.js';

/** So many names are remembered; a file with more of them looks the older ones up again. */
const REMEMBERED = 200_000;

/**
 * Clients and projects that an import has met: name key → id. Filled from the books batch by batch and kept between
 * the batches of one file.
 */
export class KnownNames {
  readonly clients = new Map<string, number>();
  readonly projects = new Map<string, number>();

  /** @param added the clients that the file added; kept where what else is known is forgotten */
  constructor(readonly added = new AddedClients()) {}

  /** Called between batches, when nothing needs what is forgotten. */
  forgetIfMany(): void {
    if (this.clients.size > REMEMBERED) this.clients.clear();
    if (this.projects.size > REMEMBERED) this.projects.clear();
  }

  clientId(client: ClientRef): number | undefined {
    return this.clients.get(clientMark(client));
  }
}

/** So many of them are named. */
const NAMED = 5;

/** Clients that the books did not have: a slip in a name makes one, so whoever imports is told. */
export class AddedClients {
  readonly #keys = new Set<string>();
  #count = 0;
  readonly first: string[] = [];

  get count(): number {
    return this.#count;
  }

  /** The same client may be added by several batches, each of which is undone. */
  add({ key, name }: ClientRef): void {
    if (this.#keys.has(key)) return;
    if (this.#keys.size < REMEMBERED) this.#keys.add(key);
    this.#count += 1;
    if (this.first.length < NAMED) this.first.push(name);
  }
}

/** A code of the accounting program names its client whatever the client is called by now. */
const clientMark = (client: ClientRef): string =>
  client.externalId === null ? client.key : `#${client.externalId}#${client.key}`;

const foundClient = z.object({ key: z.string(), external_id: z.string().nullable(), id: z.int().nullable() });
const createdRow = z.object({ key: z.string(), id: z.int() });

/**
 * Finds the clients of a batch: by the accounting program's code, by name, by alias. Remembers the ids in `known`.
 * Returns the first reference of each client that the books do not have.
 */
export async function findClients(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  clients: Iterable<ClientRef>,
): Promise<ClientRef[]> {
  const wanted = new Map<string, ClientRef>();
  for (const client of clients) {
    const mark = clientMark(client);
    if (!known.clients.has(mark) && !wanted.has(mark)) wanted.set(mark, client);
  }
  if (wanted.size === 0) return [];
  const list = [...wanted.values()];
  // Codes have no index; they are joined only where the file has some.
  const byCode = list.some((client) => client.externalId !== null);
  const found = z.array(foundClient).parse(
    await tx.$queryRaw`
      select u.key, u.external_id, coalesce(${byCode ? Prisma.sql`coded.id` : Prisma.sql`null`}, named.id, a.client_id) as id
      from unnest(${textArray(list.map((client) => client.key))}::text[],
        ${textArray(list.map((client) => client.externalId))}::text[]) as u(key, external_id)
      ${
        byCode
          ? Prisma.sql`left join (select c.external_id, min(c.id) as id from client c
              where c.workspace_id = ${context.workspaceId} and c.external_id is not null
              group by c.external_id) coded on coded.external_id = u.external_id`
          : Prisma.empty
      }
      left join lateral (select c.id from client c
        where c.workspace_id = ${context.workspaceId} and c.name_key = u.key limit 1) named on true
      left join lateral (select a.client_id from client_alias a
        where a.workspace_id = ${context.workspaceId} and a.alias_key = u.key limit 1) a on true`,
  );
  for (const row of found) {
    if (row.id !== null) known.clients.set(clientMark({ name: '', key: row.key, externalId: row.external_id }), row.id);
  }
  return list.filter((client) => known.clientId(client) === undefined);
}

/** Adds the clients that the books do not have, with their home project where the row names one. Returns new ids. */
export async function findOrAddClients(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  rows: readonly { readonly client: ClientRef; readonly project?: ProjectRef | null }[],
): Promise<number[]> {
  const missing = await findClients(
    tx,
    context,
    known,
    rows.map((row) => row.client),
  );
  if (missing.length === 0) return [];
  const homes = new Map<string, number | null>();
  for (const { client, project } of rows) {
    if (!homes.has(client.key)) homes.set(client.key, project ? (known.projects.get(project.key) ?? null) : null);
  }
  const byKey = new Map<string, ClientRef>();
  for (const client of missing) if (!byKey.has(client.key)) byKey.set(client.key, client);
  const list = [...byKey.values()];
  const created = z.array(createdRow).parse(
    await tx.$queryRaw`
      insert into client (workspace_id, name, name_key, external_id, project_id, created_at)
      select ${context.workspaceId}, u.name, u.key, u.external_id, u.project_id, ${context.now}
      from unnest(${textArray(list.map((client) => client.name))}::text[],
        ${textArray(list.map((client) => client.key))}::text[],
        ${textArray(list.map((client) => client.externalId))}::text[],
        ${numberArray(list.map((client) => homes.get(client.key) ?? null))}::int[])
        as u(name, key, external_id, project_id)
      returning name_key as key, id`,
  );
  for (const client of list) known.added.add(client);
  const ids = new Map(created.map((row) => [row.key, row.id]));
  for (const client of missing) {
    const id = ids.get(client.key);
    if (id !== undefined) known.clients.set(clientMark(client), id);
  }
  return [...ids.values()];
}

/** Finds the projects of a batch by name and adds those that the books do not have (without channel and owner). */
export async function findOrAddProjects(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  projects: Iterable<ProjectRef | null>,
): Promise<number[]> {
  const wanted = new Map<string, string>();
  for (const project of projects) {
    if (project !== null && !known.projects.has(project.key)) wanted.set(project.key, project.name);
  }
  if (wanted.size === 0) return [];
  const keys = textArray([...wanted.keys()]);
  const found = z.array(createdRow).parse(
    await tx.$queryRaw`
      select p.name_key as key, p.id from project p
      where p.workspace_id = ${context.workspaceId} and p.name_key = any(${keys}::text[])`,
  );
  for (const row of found) {
    known.projects.set(row.key, row.id);
    wanted.delete(row.key);
  }
  if (wanted.size === 0) return [];
  const created = z.array(createdRow).parse(
    await tx.$queryRaw`
      insert into project (workspace_id, name, name_key, created_at)
      select ${context.workspaceId}, u.name, u.key, ${context.now}
      from unnest(${textArray([...wanted.values()])}::text[], ${textArray([...wanted.keys()])}::text[]) as u(name, key)
      returning name_key as key, id`,
  );
  for (const row of created) known.projects.set(row.key, row.id);
  return created.map((row) => row.id);
}
