import { z } from 'zod';
import type { Transaction } from '../ledger.js';
import { numberArray, textArray } from './array-literal.js';
import { findPeople, unknownPerson } from './find-people.js';
import type { ImportContext, ProjectRow } from './import-row.js';
import { findOrAddClients, findOrAddProjects, type KnownNames } from './known-names.js';
import { type BatchOutcome, type RefusedRow, refuse } from './refusal.js';

const CHANNEL_ID = /^(?:<#)?([CG][A-Z0-9]{6,})(?:\|[^>]*)?>?$/;
const channelRow = z.object({ id: z.int(), slack_channel_id: z.string(), name: z.string() });
const projectState = z.object({
  id: z.int(),
  name: z.string(),
  channel_id: z.int().nullable(),
  owner_id: z.int().nullable(),
  backup_id: z.int().nullable(),
});
const clientState = z.object({ id: z.int(), project_id: z.int().nullable() });

/**
 * Writes a batch of projects with channel, owner, backup and the clients whose home they are. A channel is named by its
 * Slack id, or by the name of one that Collect has seen. An empty cell changes nothing; a change of a known project is
 * audited.
 */
export async function importProjects(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  rows: readonly ProjectRow[],
): Promise<BatchOutcome> {
  const { workspaceId } = context;
  const people = await findPeople(
    tx,
    context,
    rows.flatMap((row) => [row.owner, row.backup]),
  );
  const channels = await findChannels(
    tx,
    context,
    rows.flatMap((row) => row.channel ?? []),
  );
  const refused: RefusedRow[] = [];
  const taken = rows.filter((row, index) => {
    const noChannel = (): Pick<RefusedRow, 'field' | 'reason'> | null =>
      row.channel === null || channels.has(row.channel)
        ? null
        : { field: 'channel', reason: refuse('unknown_channel', { text: row.channel }) };
    const fault = unknownPerson(row, people) ?? noChannel();
    if (fault !== null) refused.push({ index, ...fault });
    return fault === null;
  });
  const added = new Set(
    await findOrAddProjects(
      tx,
      context,
      known,
      taken.map((row) => row.project),
    ),
  );
  await findOrAddClients(
    tx,
    context,
    known,
    taken.flatMap((row) => row.clients.map((client) => ({ client, project: row.project }))),
  );
  const idOf = (row: ProjectRow): number => {
    const id = known.projects.get(row.project.key);
    if (id === undefined) throw new Error(`project ${row.project.key} was neither found nor added`);
    return id;
  };
  const clientIds = taken.flatMap((row) => row.clients.flatMap((client) => known.clientId(client) ?? []));
  const homes = new Map(
    z
      .array(clientState)
      .parse(
        await tx.$queryRaw`
          select id, project_id from client
          where workspace_id = ${workspaceId} and id = any(${numberArray(clientIds)}::int[])`,
      )
      .map((client) => [client.id, client.project_id]),
  );
  const states = new Map(
    z
      .array(projectState)
      .parse(
        await tx.$queryRaw`
          select id, name, channel_id, owner_id, backup_id from project
          where workspace_id = ${workspaceId} and id = any(${numberArray(taken.map(idOf))}::int[])`,
      )
      .map((state) => [state.id, state]),
  );
  const before = new Map([...states].map(([id, state]) => [id, { ...state }]));
  const moves = new Map<number, number>();
  const announced = new Set<number>();
  const counts = { new: 0, changed: 0, unchanged: 0 };
  for (const row of taken) {
    const id = idOf(row);
    const state = states.get(id);
    if (state === undefined) continue;
    let changed = false;
    const set = (field: 'channel_id' | 'owner_id' | 'backup_id', value: number | undefined): void => {
      if (value === undefined || state[field] === value) return;
      state[field] = value;
      changed = true;
    };
    if (row.channel !== null) set('channel_id', channels.get(row.channel));
    if (row.owner !== null) set('owner_id', people.get(row.owner));
    if (row.backup !== null) set('backup_id', people.get(row.backup));
    for (const client of row.clients) {
      const clientId = known.clientId(client);
      if (clientId === undefined || homes.get(clientId) === id) continue;
      homes.set(clientId, id);
      moves.set(clientId, id);
      changed = true;
    }
    if (added.has(id) && !announced.has(id)) counts.new++;
    else if (changed) counts.changed++;
    else counts.unchanged++;
    announced.add(id);
  }
  const changedStates = [...states.values()].filter(
    (state) => JSON.stringify(state) !== JSON.stringify(before.get(state.id)),
  );
  await writeProjects(tx, context, changedStates);
  await auditProjects(
    tx,
    context,
    changedStates.flatMap((state) => {
      const old = before.get(state.id);
      return old === undefined || added.has(state.id) ? [] : [{ id: state.id, before: old, after: state }];
    }),
  );
  if (moves.size > 0) {
    await tx.$executeRaw`
      update client c set project_id = u.project_id
      from unnest(${numberArray([...moves.keys()])}::int[], ${numberArray([...moves.values()])}::int[])
        as u(id, project_id)
      where c.workspace_id = ${workspaceId} and c.id = u.id`;
  }
  return { ...counts, refused, touchedClientIds: [] };
}

/** Channels by what the file says: an id (added if it is new), or the name of one that is known. */
async function findChannels(
  tx: Transaction,
  context: ImportContext,
  texts: readonly string[],
): Promise<Map<string, number>> {
  const { workspaceId, now } = context;
  const ids = [...new Set(texts.flatMap((text) => CHANNEL_ID.exec(text)?.[1] ?? []))];
  const nameOf = (text: string): string => text.replace(/^#/, '').toLowerCase();
  await tx.$executeRaw`
    insert into channel (workspace_id, slack_channel_id, name, created_at)
    select ${workspaceId}, u.id, u.id, ${now} from unnest(${textArray(ids)}::text[]) as u(id)
    on conflict do nothing`;
  const rows = z.array(channelRow).parse(
    await tx.$queryRaw`
      select id, slack_channel_id, name from channel
      where workspace_id = ${workspaceId} and (slack_channel_id = any(${textArray(ids)}::text[])
        or (not archived and lower(name) = any(${textArray(texts.map(nameOf))}::text[])))`,
  );
  const found = new Map<string, number>();
  for (const text of texts) {
    const id = CHANNEL_ID.exec(text)?.[1];
    const matches = rows.filter((row) =>
      id === undefined ? row.name.toLowerCase() === nameOf(text) : row.slack_channel_id === id,
    );
    const [only] = matches;
    if (only !== undefined && matches.length === 1) found.set(text, only.id);
  }
  return found;
}

async function writeProjects(
  tx: Transaction,
  context: ImportContext,
  states: readonly z.infer<typeof projectState>[],
): Promise<void> {
  if (states.length === 0) return;
  await tx.$executeRaw`
    update project p set channel_id = u.channel_id, owner_id = u.owner_id, backup_id = u.backup_id
    from unnest(${numberArray(states.map((state) => state.id))}::int[],
      ${numberArray(states.map((state) => state.channel_id))}::int[],
      ${numberArray(states.map((state) => state.owner_id))}::int[],
      ${numberArray(states.map((state) => state.backup_id))}::int[]) as u(id, channel_id, owner_id, backup_id)
    where p.workspace_id = ${context.workspaceId} and p.id = u.id`;
}

async function auditProjects(
  tx: Transaction,
  context: ImportContext,
  changes: readonly { id: number; before: object; after: object }[],
): Promise<void> {
  if (changes.length === 0) return;
  const inputs = changes.map(({ before, after }) => JSON.stringify({ before, after, file: context.fileName }));
  await tx.$executeRaw`
    insert into audit_entry (workspace_id, actor_id, kind, subject_type, subject_id, inputs, at)
    select ${context.workspaceId}, ${context.byId}::int, 'project.assigned', 'project', u.id, u.inputs::jsonb,
      ${context.now}
    from unnest(${numberArray(changes.map((change) => change.id))}::int[], ${textArray(inputs)}::text[])
      as u(id, inputs)`;
}
