import { z } from 'zod';
import { nameKey } from '../domain/name-key.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { requireVisible } from './clients.js';
import { noteDeed } from './digest/deeds.js';
import type { PersonFact } from './facts/common.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
import { enqueue } from './outbox.js';
import { findPerson, type PersonRef, personFactOf, refuseOutsider, requireRole } from './people.js';
import { type Person, Prisma, type Project } from './prisma/client.js';
import { selectRows } from './rows.js';
import { seesAll, visibleTo } from './visibility.js';

export interface ProjectReceipt {
  readonly auditId: number;
  readonly projectId: number;
  readonly projectName: string;
  readonly isNew: boolean;
  readonly channelName: string;
  readonly slackChannelId: string;
  readonly owner: PersonFact | null;
  readonly backup: PersonFact | null;
  readonly digestTime: string;
  /** Other projects that live in the channel. */
  readonly beside: readonly string[];
  /** Whoever stood in is the owner now, so nobody stands in. */
  readonly backupLeft: boolean;
  /** Clients whose home the project became. */
  readonly clientNames: readonly string[];
}

/** A person for a post of responsibility: known, active, no guest and no bot. Throws UserError unknown_person, outsider. */
async function responsible(
  tx: Transaction,
  workspaceId: number,
  ref: PersonRef | null,
  post: 'owner' | 'backup',
): Promise<Person | null> {
  if (ref === null) return null;
  const person = await findPerson(tx, workspaceId, ref);
  refuseOutsider(person, post);
  return person;
}

/** Who stands in from now on; whoever stood in and owns it now does so no more, and nobody does until somebody is named. */
const backupBeside = (ownerId: number | null, backup: Person | null, before: number | null): number | null =>
  backup?.id ?? (before === ownerId ? null : before);

/** Throws UserError same_backup: whoever is away cannot stand in for themselves. */
function refuseSame(owner: Person | null, backup: Person | null): void {
  if (owner !== null && owner.id === backup?.id) throw new UserError('same_backup', { person: owner.name });
}

/** So many other projects of a channel are named. */
const MOST_BESIDE = 5;

const factOf = (person: Person | null): PersonFact | null => (person === null ? null : personFactOf(person));

async function personById(tx: Transaction, workspaceId: number, id: number | null): Promise<Person | null> {
  return id === null ? null : await tx.person.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
}

/**
 * Ties a project to its channel, with owner and backup; a project of that name is changed, else it is new. Owner or
 * backup null: stays who it is. The channel must be known (rememberChannel) and not shared with outsiders. The
 * channel is told once. Finance and managers. Throws UserError shared_channel, unknown_person, outsider,
 * same_backup, role_required.
 */
export async function setProject(
  ledger: Ledger,
  actor: Actor,
  input: {
    name: string;
    slackChannelId: string;
    owner: PersonRef | null;
    backup: PersonRef | null;
    clientIds: readonly number[];
  },
): Promise<ProjectReceipt> {
  const { workspaceId } = actor;
  const name = input.name.trim().replace(/\s+/g, ' ');
  const key = nameKey(name);
  if (!/[\p{L}\p{N}]/u.test(name) || name.length > 200) {
    throw new UserError('bad_setting', { setting: 'project', value: input.name, allowed: '"Apollo"' });
  }
  return await inTransaction(ledger, 'setProject', async (tx) => {
    await requireRole(tx, actor, ['finance', 'manager'], 'projects');
    const channel = await tx.channel.findUnique({
      where: { workspaceId_slackChannelId: { workspaceId, slackChannelId: input.slackChannelId } },
    });
    if (channel === null) throw new UserError('channel_needed');
    if (channel.isShared) throw new UserError('shared_channel', { channel: channel.name });
    const owner = await responsible(tx, workspaceId, input.owner, 'owner');
    const backup = await responsible(tx, workspaceId, input.backup, 'backup');
    refuseSame(owner, backup);
    const before = await tx.project.findUnique({ where: { workspaceId_nameKey: { workspaceId, nameKey: key } } });
    const ownerId = owner?.id ?? before?.ownerId ?? null;
    // Named as the backup, the owner stays the owner.
    if (owner === null && backup !== null && backup.id === ownerId) refuseSame(backup, backup);
    const backupId = backupBeside(ownerId, backup, before?.backupId ?? null);
    const data = { channelId: channel.id, ownerId, backupId };
    const project: Project =
      before === null
        ? await tx.project.create({ data: { workspaceId, name, nameKey: key, ...data } })
        : await tx.project.update({ where: { workspaceId_id: { workspaceId, id: before.id } }, data });
    if (channel.setUpById === null) {
      await tx.channel.update({
        where: { workspaceId_id: { workspaceId, id: channel.id } },
        data: { setUpById: actor.personId },
      });
    }
    const moved: { clientId: number; before: number | null }[] = [];
    const clientNames: string[] = [];
    for (const clientId of input.clientIds) {
      clientNames.push((await requireVisible(tx, actor, clientId)).name);
      const client = await tx.client.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: clientId } } });
      moved.push({ clientId, before: client.projectId });
      await tx.client.update({
        where: { workspaceId_id: { workspaceId, id: clientId } },
        data: { projectId: project.id },
      });
    }
    const auditId = await audit(tx, {
      workspaceId,
      actorId: actor.personId,
      kind: 'project.set',
      subjectType: 'project',
      subjectId: project.id,
      clientId: null,
      inputs: {
        before: before && { channelId: before.channelId, ownerId: before.ownerId, backupId: before.backupId },
        after: data,
        clients: moved,
      },
      at: ledger.clock.now(),
    });
    const beside = await tx.project.findMany({
      where: { workspaceId, channelId: channel.id, id: { not: project.id } },
      select: { name: true },
      orderBy: { name: 'asc' },
      take: MOST_BESIDE,
    });
    const by = await personById(tx, workspaceId, actor.personId);
    const ownerFact = factOf(await personById(tx, workspaceId, project.ownerId));
    const backupFact = factOf(await personById(tx, workspaceId, project.backupId));
    if (by !== null && !channel.archived) {
      await enqueue(tx, workspaceId, ledger.clock.now(), [
        {
          notice: {
            kind: 'project_set',
            facts: {
              projectName: project.name,
              by: personFactOf(by),
              owner: ownerFact,
              backup: backupFact,
              digestTime: channel.digestTime,
            },
          },
          dedupeKey: `project-set:${auditId}`,
          to: { channel: channel.slackChannelId },
        },
      ]);
    }
    return {
      auditId,
      projectId: project.id,
      projectName: project.name,
      isNew: before === null,
      channelName: channel.name,
      slackChannelId: channel.slackChannelId,
      owner: ownerFact,
      backup: backupFact,
      beside: beside.map((other) => other.name),
      backupLeft: (before?.backupId ?? null) !== null && backupId === null,
      digestTime: channel.digestTime,
      clientNames,
    };
  });
}

export interface AssignReceipt {
  readonly auditId: number;
  readonly kind: 'client' | 'project';
  readonly name: string;
  readonly owner: PersonFact;
  readonly backup: PersonFact | null;
  /** Whoever stood in is the owner now, so nobody stands in; missing: not so. */
  readonly backupLeft?: boolean;
  readonly before: PersonFact | null;
}

/**
 * Gives a client or a project to an owner (and a backup); backup null: stays who it is. A client's own owner goes
 * before its project's. Finance and managers.
 */
export async function assignOwner(
  ledger: Ledger,
  actor: Actor,
  target: { readonly clientId: number } | { readonly projectId: number },
  people: { owner: PersonRef; backup: PersonRef | null },
): Promise<AssignReceipt> {
  const at = ledger.clock.now();
  return await inTransaction(ledger, 'assignOwner', async (tx) => await assignInside(tx, actor, target, people, at));
}

/** The same inside a transaction. */
export async function assignInside(
  tx: Transaction,
  actor: Actor,
  target: { readonly clientId: number } | { readonly projectId: number },
  people: { owner: PersonRef; backup: PersonRef | null },
  at: Date,
): Promise<AssignReceipt> {
  const { workspaceId } = actor;
  await requireRole(tx, actor, ['finance', 'manager'], 'owners');
  const owner = await responsible(tx, workspaceId, people.owner, 'owner');
  if (owner === null) throw new UserError('unknown_person', { person: '' });
  const backup = await responsible(tx, workspaceId, people.backup, 'backup');
  refuseSame(owner, backup);
  const isClient = 'clientId' in target;
  const where = { workspaceId_id: { workspaceId, id: isClient ? target.clientId : target.projectId } };
  if (isClient) await requireVisible(tx, actor, target.clientId);
  const select = { id: true, name: true, ownerId: true, backupId: true } as const;
  const row = isClient
    ? await tx.client.findUniqueOrThrow({ where, select })
    : await tx.project.findUniqueOrThrow({ where, select });
  const data = { ownerId: owner.id, backupId: backupBeside(owner.id, backup, row.backupId) };
  if (isClient) await tx.client.update({ where, data });
  else await tx.project.update({ where, data });
  const auditId = await audit(tx, {
    workspaceId,
    actorId: actor.personId,
    kind: isClient ? 'client.assigned' : 'project.assigned',
    subjectType: isClient ? 'client' : 'project',
    subjectId: row.id,
    clientId: isClient ? row.id : null,
    inputs: { before: { ownerId: row.ownerId, backupId: row.backupId }, after: data },
    at,
  });
  if (isClient) {
    const what = { kind: 'assigned' as const, owner: personFactOf(owner) };
    await noteDeed(tx, actor, { clientId: row.id, auditId, at, what });
  }
  const fallback = data.backupId === null ? await projectBackup(tx, workspaceId, target) : null;
  const backupLeft = data.backupId === null && (fallback === null ? row.backupId !== null : fallback === owner.id);
  return {
    auditId,
    kind: isClient ? 'client' : 'project',
    name: row.name,
    owner: personFactOf(owner),
    backup: factOf(await personById(tx, workspaceId, data.backupId)),
    backupLeft,
    before: factOf(await personById(tx, workspaceId, row.ownerId)),
  };
}

/** Who stands in for a client that has no backup of its own. */
async function projectBackup(
  tx: Transaction,
  workspaceId: number,
  target: { readonly clientId: number } | { readonly projectId: number },
): Promise<number | null> {
  if (!('clientId' in target)) return null;
  const client = await tx.client.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId, id: target.clientId } },
    select: { project: { select: { backupId: true } } },
  });
  return client.project?.backupId ?? null;
}

const projectRow = z.object({ id: z.int(), name: z.string() });

/**
 * The project of that name, or null. A member finds those that they own or back up, whose channel they are in, or
 * where a client is at home or has an invoice that they may see; any other does not exist for them.
 */
export async function findProject(
  ledger: Ledger,
  actor: Actor,
  text: string,
): Promise<{ id: number; name: string } | null> {
  const person = actor.personId ?? -1;
  const channels = [...actor.slackChannelIds];
  const known = seesAll(actor)
    ? Prisma.sql`true`
    : Prisma.sql`(p.owner_id = ${person} or p.backup_id = ${person}
        or ch.slack_channel_id = any(${channels}::text[])
        or exists (
          select 1 from client c
          where c.workspace_id = p.workspace_id and ${visibleTo(actor)}
            and (c.project_id = p.id or exists (
              select 1 from invoice i
              where i.workspace_id = c.workspace_id and i.client_id = c.id and i.project_id = p.id))))`;
  const [found] = await selectRows(
    ledger.prisma,
    projectRow,
    Prisma.sql`
      select p.id, p.name from project p
      left join channel ch on ch.workspace_id = p.workspace_id and ch.id = p.channel_id
      where p.workspace_id = ${actor.workspaceId} and p.name_key = ${nameKey(text)} and not ${actor.guest}::boolean
        and ${known}`,
  );
  return found ?? null;
}

/** The projects that live in a channel, for whoever is in it or may see all: at most five. Null: no channel, none. */
export async function projectsOfChannel(
  ledger: Ledger,
  actor: Actor,
  slackChannelId: string | null,
): Promise<{ id: number; name: string }[]> {
  if (slackChannelId === null || actor.guest) return [];
  if (!seesAll(actor) && !actor.slackChannelIds.includes(slackChannelId)) return [];
  return await selectRows(
    ledger.prisma,
    projectRow,
    Prisma.sql`
      select p.id, p.name from project p
      join channel ch on ch.workspace_id = p.workspace_id and ch.id = p.channel_id
      where p.workspace_id = ${actor.workspaceId} and ch.slack_channel_id = ${slackChannelId}
      order by p.name, p.id limit 5`,
  );
}
