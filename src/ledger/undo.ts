import { z } from 'zod';
import { dateIn, type LocalDate } from '../domain/local-date.js';
import { money } from '../domain/money.js';
import { manages } from '../domain/role.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { type AuditKind, audit } from './audit.js';
import { takeBackLine } from './channel-line.js';
import { isReadOtherwise } from './channels.js';
import { takeBackRemoval, takeBackRename } from './client-names.js';
import { isVisible } from './clients.js';
import { toDateColumn } from './date-column.js';
import { bringBackDeeds, takeBackDeed } from './digest/deeds.js';
import { reopenDisputes } from './disputes.js';
import { hideEscalationDecision, showRequestTakenBack } from './escalation/shown-decision.js';
import { type PromiseFact, promiseLoggedNotice } from './facts/promise.js';
import type { UndoReceipt } from './facts/receipt.js';
import { inTransaction, lockClient } from './in-transaction.js';
import type { RequestSteps } from './inbox-step.js';
import type { Ledger, Transaction } from './ledger.js';
import { notices } from './notice.js';
import { takeBackPassedOn } from './pass-on.js';
import { countOnceAgain, countTogether, firstTyped, personOf, recordApart, recordedBy } from './payment-apart.js';
import { reverseInside } from './payments.js';
import { requireRole } from './people.js';
import type { AuditEntry, Prisma } from './prisma/client.js';
import { takeBackDecision } from './promise-decision.js';
import { promiseFacts } from './promise-facts.js';
import { revaluePromises } from './promise-valuation.js';
import { takeBackRole } from './roles.js';
import { takeBackSnooze } from './snooze.js';
import { sayTodayAnew } from './today-anew.js';
import { workspaceInfo } from './workspaces.js';

/** What a person can take back, and how. Everything else that is audited stays as it is. */
type Undoer = (undoing: Undoing) => Promise<{ restored?: number[]; undone?: PromiseFact[]; gone?: boolean }>;

interface Undoing {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly entry: AuditEntry;
  readonly at: Date;
  /** The workspace's day. */
  readonly today: LocalDate;
}

const undoers: Partial<Record<AuditKind, Undoer>> = {
  'conversation.logged': undoConversation,
  'payment.recorded': undoPayment,
  'payment.counted_once': countApart,
  'payment.may_be_one': countAsOne,
  'client.added': undoClient,
  'client.alias_added': undoAlias,
  'client.alias_removed': (undoing) => restoreNames(undoing, takeBackRemoval),
  'client.renamed': (undoing) => restoreNames(undoing, takeBackRename),
  'client.project_set': (undoing) => restore(undoing, 'client'),
  'client.assigned': (undoing) => restore(undoing, 'client'),
  'client.snoozed': undoSnooze,
  'client.woken': undoSnooze,
  'project.set': undoProject,
  'project.assigned': (undoing) => restore(undoing, 'project'),
  'role.set': undoRole,
  'digest.set': (undoing) => restore(undoing, 'channel'),
  'escalation.kept': undoEscalation,
  'escalation.escalated': undoEscalation,
  'escalation.requested': undoEscalation,
};

/**
 * Takes back something that this person did: the entry named, or their last one that can be taken back. It stays in
 * the books as done and undone (R29). Managers and the operator may undo what others did. Throws UserError
 * nothing_to_undo, cannot_undo { why }.
 *
 * What was last is meant from when it was asked for: a request that is finished late leaves alone what the person did
 * since. Which requests came later their numbers say, which one sequence gives to all replicas; clocks and the order of
 * transactions say something else.
 */
export async function undo(ledger: Ledger, actor: Actor, target: { auditId: number } | 'last'): Promise<UndoReceipt> {
  if (actor.guest) throw new UserError('guest');
  const at = ledger.clock.now();
  return await inTransaction(ledger, 'undo', async (tx) => await undoInside(tx, actor, target, at, ledger.request));
}

/** The same inside a transaction. */
export async function undoInside(
  tx: Transaction,
  actor: Actor,
  target: { auditId: number } | 'last',
  at: Date,
  asked?: Pick<RequestSteps, 'requestId' | 'askedAt'>,
): Promise<UndoReceipt> {
  const { workspaceId } = actor;
  const { policy, timezone } = await workspaceInfo(tx, workspaceId);
  const since = new Date((asked?.askedAt ?? at).getTime() - policy.undoHours * 3_600_000);
  const entry =
    target === 'last'
      ? await lastOf(tx, actor, since, asked?.requestId ?? null)
      : await entryOf(tx, actor, target.auditId);
  if (entry === null) throw new UserError('nothing_to_undo');
  // Whoever left the project since sees nothing of its clients any more, their own entries included.
  if (entry.clientId !== null && !(await isVisible(tx, actor, entry.clientId))) throw new UserError('nothing_to_undo');
  await lockEntry(tx, entry);
  const undoer = undoers[entry.kind as AuditKind];
  if (undoer === undefined) throw new UserError('nothing_to_undo');
  // What Collect decided may be read days later, by whoever was away.
  if (entry.actorId !== null && entry.at < since) throw new UserError('cannot_undo', { why: 'too_old' });
  const before = await tx.auditEntry.findFirst({ where: { workspaceId, undoesId: entry.id } });
  if (before !== null) throw new UserError('cannot_undo', { why: 'already_undone' });
  const {
    restored = [],
    undone = [],
    gone = false,
  } = await undoer({ tx, actor, entry, at, today: dateIn(at, timezone) });
  await takeBackDecision(tx, workspaceId, entry.id, at);
  await takeBackPassedOn(tx, workspaceId, entry.id, at);
  if (entry.clientId !== null) {
    await takeBackDeed(tx, workspaceId, { clientId: entry.clientId, auditId: entry.id, at });
  }
  const auditId = await audit(tx, {
    workspaceId,
    actorId: actor.personId,
    kind: 'undo',
    subjectType: entry.subjectType,
    subjectId: entry.subjectId,
    clientId: entry.clientId,
    inputs: { kind: entry.kind, restored },
    undoesId: entry.id,
    at,
  });
  const client =
    entry.clientId === null
      ? null
      : await tx.client.findUnique({ where: { workspaceId_id: { workspaceId, id: entry.clientId } } });
  const typed = typedInputs.safeParse(entry.inputs);
  return {
    auditId,
    kind: entry.kind,
    gone,
    clientName: client?.name ?? null,
    typed: typed.success ? typed.data.typed : null,
    ...(typed.data?.form === true && { form: await filledIn(tx, entry) }),
    undone,
    restored: await promiseFacts(tx, workspaceId, restored, actor.today),
  };
}

const typedInputs = z.object({ typed: z.string(), form: z.boolean().optional() });

/** What somebody had filled in in the form that recorded this. */
async function filledIn(tx: Transaction, { workspaceId, kind, subjectId }: AuditEntry): Promise<UndoReceipt['form']> {
  const where = { workspaceId_id: { workspaceId, id: subjectId ?? 0 } };
  const nothing = { outcome: null, note: null, amount: null, on: null };
  if (kind === 'conversation.logged') {
    const talk = await tx.conversation.findUnique({ where });
    return { ...nothing, outcome: talk?.outcome ?? null, note: talk?.note ?? null };
  }
  const payment = await tx.payment.findUnique({ where });
  if (payment === null) return nothing;
  const { amount, currency, valueDate, reference } = payment;
  return {
    ...nothing,
    amount: money(Number(amount), currency),
    on: valueDate.toISOString().slice(0, 10) as LocalDate,
    note: reference,
  };
}

async function lastOf(
  tx: Transaction,
  actor: Actor,
  since: Date,
  requestId: number | null,
): Promise<AuditEntry | null> {
  return await tx.auditEntry.findFirst({
    where: {
      workspaceId: actor.workspaceId,
      actorId: actor.personId,
      kind: { in: Object.keys(undoers) },
      at: { gte: since },
      auditEntryUndoes: null,
      ...(requestId === null ? {} : { OR: [{ requestId: null }, { requestId: { lt: requestId } }] }),
    },
    orderBy: { id: 'desc' },
  });
}

async function entryOf(tx: Transaction, actor: Actor, id: number): Promise<AuditEntry | null> {
  const { workspaceId } = actor;
  const entry = await tx.auditEntry.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
  if (entry === null) return null;
  if (entry.actorId === actor.personId || manages(actor.role)) return entry;
  // Whoever may not see what it is about need not know that there is such an entry.
  if (entry.clientId === null || !(await isVisible(tx, actor, entry.clientId))) return null;
  // Nobody's own: whoever records money says what is one payment.
  if (entry.kind === 'payment.counted_once' || entry.kind === 'payment.may_be_one') return entry;
  await requireRole(tx, actor, ['manager']);
  return entry;
}

/**
 * Two clicks at once: the second waits here and then finds that it is done. The client first, as everybody does who
 * changes its money or promises.
 */
async function lockEntry(tx: Transaction, entry: AuditEntry): Promise<void> {
  if (entry.clientId !== null) await lockClient(tx, entry.workspaceId, entry.clientId);
  await tx.$executeRaw`
    select 1 from audit_entry where workspace_id = ${entry.workspaceId} and id = ${entry.id} for update`;
}

const loggedInputs = z.object({
  promises: z.array(z.int()),
  superseded: z.array(z.int()),
  takenLines: z.array(z.int()),
  dispute: z.int().nullable(),
  verifying: z.array(z.int()).default([]),
  settledDisputes: z.array(z.int()).default([]),
});

/** The conversation is retracted, its promises are withdrawn and those it replaced stand again. */
async function undoConversation({
  tx,
  actor,
  entry,
  at,
  today: day,
}: Undoing): Promise<{ restored: number[]; undone: PromiseFact[] }> {
  const { workspaceId } = actor;
  const {
    promises,
    takenLines,
    dispute,
    superseded: bare,
    verifying,
    settledDisputes,
  } = loggedInputs.parse(entry.inputs);
  const conversationId = entry.subjectId ?? 0;
  const today = toDateColumn(day);
  const mine = await tx.promiseToPay.findMany({ where: { workspaceId, id: { in: promises } } });
  const movedOn =
    mine.some((promise) => promise.state !== 'open' && promise.state !== 'kept') ||
    (await tx.promiseLine.count({
      where: { workspaceId, promiseId: { in: promises }, supersededById: { not: null } },
    })) > 0;
  if (movedOn) throw new UserError('cannot_undo', { why: 'promise_moved_on' });
  const undone = await promiseFacts(tx, workspaceId, promises, day);
  await tx.conversationRetraction.create({
    data: { workspaceId, conversationId, byId: actor.personId, reason: 'undo', at },
  });
  const event = { workspaceId, rule: 'undo', byId: actor.personId, at, effectiveOn: today };
  await tx.promiseToPay.updateMany({ where: { workspaceId, id: { in: promises } }, data: { state: 'withdrawn' } });
  const lines = { workspaceId, id: { in: takenLines } };
  const owners = (await tx.promiseLine.findMany({ where: lines })).map((line) => line.promiseId);
  await tx.promiseLine.updateMany({ where: lines, data: { supersededById: null } });
  // Whoever has one of its lines back stands again, also if a third promise had taken the others.
  const superseded = [...new Set([...owners, ...bare])];
  await tx.promiseToPay.updateMany({
    where: { workspaceId, id: { in: superseded }, state: 'superseded' },
    data: { state: 'open' },
  });
  await tx.promiseToPay.updateMany({
    where: { workspaceId, id: { in: verifying } },
    data: { verifyingSince: null },
  });
  await tx.promiseEvent.createMany({
    data: [
      ...promises.map((promiseId) => ({ ...event, promiseId, kind: 'withdrawn' })),
      ...superseded.map((promiseId) => ({ ...event, promiseId, kind: 'restored' })),
    ],
  });
  if (dispute !== null) {
    await tx.dispute.update({ where: { workspaceId_id: { workspaceId, id: dispute } }, data: { resolvedOn: today } });
  }
  await reopenDisputes(tx, workspaceId, settledDisputes);
  if (entry.clientId !== null) {
    await revaluePromises(tx, workspaceId, [entry.clientId], { today: day, by: actor.personId, at });
  }
  await takeBackLine(tx, workspaceId, at, `promise-logged:${conversationId}`, (facts) => ({
    kind: 'promise_logged',
    facts: { ...promiseLoggedNotice.parse(facts), undone: true },
  }));
  return { restored: superseded, undone };
}

async function undoPayment({ tx, actor, entry, at }: Undoing): Promise<{ restored: number[] }> {
  await requireRole(tx, actor, ['finance', 'manager']);
  const { changes } = await reverseInside(tx, actor, entry.subjectId ?? 0, { on: null, reason: 'undo', at });
  await countOnceAgain(tx, actor.workspaceId, entry, at);
  const line = await firstTyped(tx, actor.workspaceId, entry.subjectId ?? 0);
  if (line !== entry.subjectId && entry.clientId !== null) {
    // Recorded anew beside the file's: today's digest says so by the entry of the first time.
    for (const auditId of await recordedBy(tx, actor.workspaceId, line))
      await takeBackDeed(tx, actor.workspaceId, { clientId: entry.clientId, auditId, at });
  }
  await takeBackLine(
    tx,
    actor.workspaceId,
    at,
    `payment:${line}`,
    (facts) => ({ kind: 'payment_recorded', facts: { ...notices.payment_recorded.parse(facts), undone: true } }),
    line === entry.subjectId ? undefined : `taken-back-${entry.id}`,
  );
  return { restored: changes.map((change) => change.promiseId) };
}

/** A typed payment that was taken for one of a file is another one: it is recorded anew, and what the file says stands. */
async function countApart({ tx, actor, entry, at, today }: Undoing): Promise<{ restored: number[] }> {
  await requireRole(tx, actor, ['finance', 'manager']);
  const changes = await recordApart(tx, actor, entry, { at, today });
  return { restored: changes.map((change) => change.promiseId) };
}

/** A typed payment is the one that a file has for another invoice: it counts once, as the file has it. */
async function countAsOne({ tx, actor, entry, at }: Undoing): Promise<{ restored: number[] }> {
  await requireRole(tx, actor, ['finance', 'manager']);
  const changes = await countTogether(tx, actor, entry, at);
  return { restored: changes.map((change) => change.promiseId) };
}

/** A client that was added by mistake goes as long as nothing was said or done about it. */
async function undoClient({ tx, actor, entry, at }: Undoing): Promise<Record<string, never>> {
  await requireRole(tx, actor, ['finance', 'manager']);
  const { workspaceId } = actor;
  const clientId = entry.subjectId ?? 0;
  const where = { workspaceId, clientId };
  const uses = await Promise.all([
    tx.invoice.count({ where }),
    tx.payment.count({ where }),
    tx.conversation.count({ where }),
    tx.creditNote.count({ where }),
  ]);
  if (uses.some((count) => count > 0)) throw new UserError('cannot_undo', { why: 'promise_moved_on' });
  // The row stays for the audit that names it; its name is free again. No key begins with this sign.
  await tx.client.update({
    where: { workspaceId_id: { workspaceId, id: clientId } },
    data: { nameKey: `~${clientId}`, removedAt: at },
  });
  return {};
}

/** An alias is a name to call by, nothing that was said or done: it goes, the audit keeps it. */
async function undoAlias({ tx, actor, entry }: Undoing): Promise<Record<string, never>> {
  await requireRole(tx, actor, ['finance', 'manager']);
  // It may have become the name, or have been taken away, since.
  await tx.clientAlias.deleteMany({ where: { workspaceId: actor.workspaceId, id: entry.subjectId ?? 0 } });
  return {};
}

/** A client's names as they were. */
async function restoreNames(
  { tx, actor, entry }: Undoing,
  takeBack: typeof takeBackRename,
): Promise<Record<string, never>> {
  await requireRole(tx, actor, ['finance', 'manager']);
  await takeBack(tx, actor.workspaceId, entry.subjectId ?? 0, entry.inputs);
  return {};
}

const snoozeInputs = z.object({ replaced: z.array(z.int()) });

/** The client no longer rests, or rests again as it did before. */
async function undoSnooze({ tx, actor, entry, at }: Undoing): Promise<Record<string, never>> {
  const { replaced } = snoozeInputs.parse(entry.inputs);
  const id = entry.kind === 'client.snoozed' ? (entry.subjectId ?? 0) : null;
  const { workspaceId } = actor;
  await takeBackSnooze(tx, workspaceId, { id, replaced, at });
  if (entry.kind === 'client.woken' && entry.clientId !== null) {
    // It rests again: today's digest says so again, as it did before it was woken.
    const rests = await tx.auditEntry.findMany({
      where: { workspaceId, kind: 'client.snoozed', subjectType: 'client_snooze', subjectId: { in: replaced } },
      select: { id: true },
    });
    const auditIds = rests.map((rest) => rest.id);
    await bringBackDeeds(tx, workspaceId, { clientId: entry.clientId, auditIds, name: `rests-${entry.id}`, at });
  }
  return {};
}

const changed = z.object({ before: z.unknown(), after: z.unknown() });

/** Puts settings back to what they were, unless somebody has changed them since. */
async function restore(
  { tx, actor, entry, at }: Undoing,
  table: 'client' | 'project' | 'channel',
): Promise<Record<string, never>> {
  // The digest is its channel's own affair: whoever set it may set it back; clients and projects are finance's.
  if (table !== 'channel') await requireRole(tx, actor, ['finance', 'manager']);
  const { before, after } = changed.parse(entry.inputs);
  const asObject = (value: unknown): Record<string, unknown> =>
    value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : { projectId: value };
  const where = { workspaceId_id: { workspaceId: actor.workspaceId, id: entry.subjectId ?? 0 } };
  const row: Record<string, unknown> | null =
    table === 'client'
      ? await tx.client.findUnique({ where })
      : table === 'project'
        ? await tx.project.findUnique({ where })
        : await tx.channel.findUnique({ where });
  const now = asObject(after);
  // Who reads amounts is finance's: also where whoever hid them would show them again.
  if (table === 'channel' && asObject(before).amountsShown === true && now.amountsShown === false) {
    await requireRole(tx, actor, ['finance', 'manager'], 'amounts');
  }
  const plain = (value: unknown): unknown => (typeof value === 'bigint' ? Number(value) : value);
  const same =
    row !== null && Object.keys(now).every((key) => JSON.stringify(plain(row[key])) === JSON.stringify(now[key]));
  if (!same) throw new UserError('cannot_undo', { why: 'promise_moved_on' });
  const data = asObject(before) as Prisma.ClientUncheckedUpdateInput &
    Prisma.ProjectUncheckedUpdateInput &
    Prisma.ChannelUncheckedUpdateInput;
  if (table === 'client') await tx.client.update({ where, data });
  else if (table === 'project') await tx.project.update({ where, data });
  else {
    await tx.channel.update({ where, data });
    const { workspaceId } = actor;
    const today = { channelId: entry.subjectId ?? 0, name: `undone-${entry.id}`, at };
    if (isReadOtherwise(asObject(before), now)) await sayTodayAnew(tx, workspaceId, today);
  }
  return {};
}

const ownership = z.object({
  channelId: z.int().nullable(),
  ownerId: z.int().nullable(),
  backupId: z.int().nullable(),
});
const sameOwnership = (a: z.infer<typeof ownership>, b: z.infer<typeof ownership>): boolean =>
  a.channelId === b.channelId && a.ownerId === b.ownerId && a.backupId === b.backupId;
const projectInputs = z.object({
  after: ownership,
  before: ownership.nullable(),
  clients: z.array(z.object({ clientId: z.int(), before: z.int().nullable() })),
});

/** A project that was new is gone, or only loses its channel and people where something is in it; a changed one is as before. */
async function undoProject({ tx, actor, entry, at }: Undoing): Promise<{ gone?: boolean }> {
  const { workspaceId } = actor;
  await requireRole(tx, actor, ['finance', 'manager']);
  const { before, after, clients } = projectInputs.parse(entry.inputs);
  const projectId = entry.subjectId ?? 0;
  const where = { workspaceId_id: { workspaceId, id: projectId } };
  const now = await tx.project.findUnique({ where });
  if (now === null || !sameOwnership(now, after)) throw new UserError('cannot_undo', { why: 'promise_moved_on' });
  await tx.project.update({ where, data: before ?? { channelId: null, ownerId: null, backupId: null } });
  await takeBackLine(tx, workspaceId, at, `project-set:${entry.id}`, (facts) => ({
    kind: 'project_set',
    facts: { ...notices.project_set.parse(facts), undone: true },
  }));
  for (const moved of clients) {
    await tx.client.update({
      where: { workspaceId_id: { workspaceId, id: moved.clientId } },
      data: { projectId: moved.before },
    });
  }
  if (before !== null) return {};
  // The audit keeps it; no list has it any more, and its name is free.
  const uses = [
    tx.client.count({ where: { workspaceId, projectId } }),
    tx.invoice.count({ where: { workspaceId, projectId } }),
  ];
  if ((await Promise.all(uses)).some((count) => count > 0)) return {};
  await tx.project.delete({ where });
  return { gone: true };
}

async function undoRole({ tx, actor, entry, at }: Undoing): Promise<Record<string, never>> {
  await takeBackRole(tx, actor, entry, at);
  return {};
}

async function undoEscalation({ tx, actor, entry, at }: Undoing): Promise<Record<string, never>> {
  const { workspaceId } = actor;
  const id = entry.subjectId ?? 0;
  await hideEscalationDecision(tx, workspaceId, entry.id, at);
  await tx.escalationDecision.update({ where: { workspaceId_id: { workspaceId, id } }, data: { retractedAt: at } });
  // What was not said yet is not said at all.
  const waiting = await tx.outboxMessage.findMany({
    where: {
      workspaceId,
      state: 'pending',
      OR: [
        { dedupeKey: { startsWith: `escalated:${id}:` } },
        { dedupeKey: { startsWith: `kept:${id}:` } },
        { dedupeKey: { startsWith: `escalation-requested:${id}:` } },
      ],
    },
    select: { dedupeKey: true },
  });
  for (const { dedupeKey } of waiting) await takeBackLine(tx, workspaceId, at, dedupeKey, () => null);
  const by = entry.kind === 'escalation.requested' ? await personOf(tx, actor) : null;
  if (by !== null) await showRequestTakenBack(tx, workspaceId, id, { by, at });
  return {};
}
