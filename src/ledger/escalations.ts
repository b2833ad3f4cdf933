import { addDays, type LocalDate, weekday } from '../domain/local-date.js';
import { UserError } from '../domain/user-error.js';
import { thosePresent } from './absence.js';
import type { Actor } from './actor.js';
import { type AuditKind, audit } from './audit.js';
import { type ClientName, requireVisible } from './clients.js';
import { dataAge } from './data-age.js';
import { toDateColumn } from './date-column.js';
import { noteDeed } from './digest/deeds.js';
import { type Assessed, assessClients } from './escalation/assess.js';
import { candidateFacts, escalationList } from './escalation/candidates.js';
import { requireOwed } from './escalation/owed.js';
import { showEscalationDecision } from './escalation/shown-decision.js';
import type { PersonFact } from './facts/common.js';
import type { EscalationListNotice } from './facts/escalation.js';
import { inTransaction, type KeptAsJson } from './in-transaction.js';
import { claimRuns, takenSlots } from './job-run.js';
import type { Ledger, Transaction } from './ledger.js';
import { enqueue, type NewMessage } from './outbox.js';
import { peopleWhoCan, personFactOf, requireRole } from './people.js';
import { routesOf } from './promise-check/routes.js';
import { clientRouting, tellableChannel } from './routing.js';
import type { UnitOfWork } from './unit-of-work.js';
import { type WorkspaceInfo, workspaceInfo } from './workspaces.js';

/**
 * R31: the clients that need a manager's decision as of `today`, ranked, each with its reasons in numbers. For a
 * person: managers and the operator only. Throws UserError role_required, guest.
 */
export async function escalationCandidates(
  ledger: Ledger,
  asker: Actor | { readonly workspaceId: number },
  today: LocalDate,
): Promise<EscalationListNotice> {
  if ('role' in asker) await requireRole(ledger.prisma, asker, ['manager'], 'escalations');
  const workspace = await workspaceInfo(ledger, asker.workspaceId);
  return await escalationList(ledger.prisma, workspace, today);
}

/** How many clients wait for a manager's decision. */
export async function escalationCount(ledger: Ledger, workspaceId: number, today: LocalDate): Promise<number> {
  const workspace = await workspaceInfo(ledger, workspaceId);
  const { assessed } = await assessClients(ledger.prisma, workspace, today);
  return assessed.filter((client) => client.reasons.length > 0).length;
}

export interface DecisionReceipt {
  readonly auditId: number;
  readonly clientId: number;
  readonly clientName: string;
}

interface Deciding {
  readonly tx: Transaction;
  readonly actor: Actor;
  readonly client: ClientName;
  readonly at: Date;
}

/** One decision about a client at a time; everything about it in one transaction. */
async function decide<T>(
  ledger: Ledger,
  actor: Actor,
  clientId: number,
  act: (deciding: Deciding) => Promise<T & KeptAsJson<T>>,
): Promise<T> {
  return await inTransaction<T>(ledger, 'decide', async (tx) => {
    const client = await requireVisible(tx, actor, clientId);
    await tx.$executeRaw`SELECT 1 FROM client WHERE workspace_id = ${actor.workspaceId} AND id = ${clientId} FOR UPDATE`;
    return await act({ tx, actor, client, at: ledger.clock.now() });
  });
}

/** What the rules say of the client now: a decision keeps it (R29). */
async function assessedNow({
  tx,
  actor,
  client,
}: Deciding): Promise<{ workspace: WorkspaceInfo; found: readonly Assessed[] }> {
  const workspace = await workspaceInfo(tx, actor.workspaceId);
  const { assessed } = await assessClients(tx, workspace, actor.today, [client.id]);
  return { workspace, found: assessed };
}

async function record(
  { tx, actor, client, at }: Deciding,
  decision: {
    readonly kind: 'keep' | 'escalate' | 'requested';
    readonly audit: AuditKind;
    readonly until: LocalDate | null;
    readonly note: string | null;
    readonly assessed: readonly Assessed[];
  },
): Promise<{ decisionId: number; auditId: number }> {
  const { workspaceId, personId } = actor;
  const { kind, until, note, assessed } = decision;
  // Plain JSON: that is how they are kept.
  const reasons = JSON.parse(JSON.stringify(assessed[0]?.reasons ?? []));
  const { id: decisionId } = await tx.escalationDecision.create({
    data: {
      workspaceId,
      clientId: client.id,
      kind,
      until: until === null ? null : toDateColumn(until),
      note,
      reasons,
      byId: personId,
      at,
    },
    select: { id: true },
  });
  const auditId = await audit(tx, {
    workspaceId,
    actorId: personId,
    kind: decision.audit,
    subjectType: 'escalation_decision',
    subjectId: decisionId,
    clientId: client.id,
    rule: 'R31',
    inputs: { until, note, reasons },
    at,
  });
  if (kind !== 'requested') {
    const by = await actorFact(tx, actor);
    const decided = { kind, by, at: at.toISOString(), until, auditId };
    await showEscalationDecision(tx, workspaceId, client.id, decided);
  }
  // The channel is told of it; what managers and owners settle among themselves it is not.
  if (kind === 'escalate') await noteDeed(tx, actor, { clientId: client.id, auditId, at, what: { kind: 'escalated' } });
  return { decisionId, auditId };
}

/** The actor as messages name them; the operator of the machine is nobody in Slack. */
async function actorFact(tx: Transaction, { workspaceId, personId }: Actor): Promise<PersonFact> {
  if (personId === null) return { id: 0, name: 'Collect', slackUserId: null };
  return personFactOf(await tx.person.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: personId } } }));
}

/**
 * A manager leaves a client with its owner until a day: it is off the list up to and including that day and enters
 * again after it (R31). Never open-ended (R20): at most policy.keepMaxDays ahead. Throws UserError role_required,
 * unknown_client, bad_until.
 */
export async function keepWithOwner(
  ledger: Ledger,
  actor: Actor,
  { clientId, until, note = null }: { clientId: number; until: LocalDate; note?: string | null },
): Promise<DecisionReceipt & { until: LocalDate; owner: PersonFact | null }> {
  return await decide(ledger, actor, clientId, async (deciding) => {
    const { tx, client } = deciding;
    await requireRole(tx, actor, ['manager'], 'escalations');
    const { workspace, found } = await assessedNow(deciding);
    const latest = addDays(actor.today, workspace.policy.keepMaxDays);
    if (until < actor.today || until > latest) throw new UserError('bad_until', { until, max: latest });
    const { auditId, decisionId } = await record(deciding, {
      kind: 'keep',
      audit: 'escalation.kept',
      until,
      note,
      assessed: found,
    });
    const { owner } = await clientRouting(tx, actor.workspaceId, clientId);
    const { inTurn } = (await routesOf(tx, actor.workspaceId, [clientId], actor.today))(clientId);
    // As of an escalation: nobody is told what they did themselves, nor managers what a manager decided.
    const nearest = inTurn.flat().find(({ why }) => why !== 'manager');
    if (nearest !== undefined && nearest.person.id !== actor.personId) {
      const { why } = nearest;
      const facts = { clientId, why, clientName: client.name, by: await actorFact(tx, actor), until, note };
      await enqueue(tx, actor.workspaceId, deciding.at, [
        {
          notice: { kind: 'kept_with_owner', facts },
          dedupeKey: `kept:${decisionId}:owner`,
          to: { person: nearest.person.id },
        },
      ]);
    }
    return { auditId, clientId, clientName: client.name, until, owner };
  });
}

/**
 * A manager escalates a client: recorded with the reasons of the moment, and told to the owner (or whoever stands in)
 * and to the project's channel. Throws UserError role_required, unknown_client, nothing_to_escalate.
 */
export async function escalate(
  ledger: Ledger,
  actor: Actor,
  { clientId, note }: { clientId: number; note: string | null },
): Promise<DecisionReceipt & { told: { owner: PersonFact | null; channelName: string | null } }> {
  return await decide(ledger, actor, clientId, async (deciding) => {
    const { tx, client, at } = deciding;
    const { workspaceId } = actor;
    await requireRole(tx, actor, ['manager'], 'escalations');
    await requireOwed(tx, workspaceId, client);
    const { found } = await assessedNow(deciding);
    const { auditId, decisionId } = await record(deciding, {
      kind: 'escalate',
      audit: 'escalation.escalated',
      until: null,
      note,
      assessed: found,
    });
    const routing = await clientRouting(tx, workspaceId, clientId);
    const channel = tellableChannel(routing);
    const { inTurn } = (await routesOf(tx, workspaceId, [clientId], actor.today, 'escalation'))(clientId);
    // Managers need not be told what a manager decided, nor anybody what they did themselves.
    const nearest = inTurn.flat().find(({ why }) => why !== 'manager');
    const owner = nearest !== undefined && nearest.person.id !== actor.personId ? nearest.person : null;
    const by = await actorFact(tx, actor);
    const noticeTo = (amountsShown: boolean) => ({
      kind: 'escalated' as const,
      facts: {
        amountsShown,
        clientId,
        clientName: client.name,
        by,
        owner: routing.owner,
        reasons: [...(found[0]?.reasons ?? [])],
        note,
      },
    });
    const messages: NewMessage[] = [];
    if (owner !== null && nearest !== undefined) {
      const notice = noticeTo(true);
      const toOwner = { ...notice, facts: { ...notice.facts, why: nearest.why, instead: nearest.instead } };
      messages.push({ notice: toOwner, dedupeKey: `escalated:${decisionId}:owner`, to: { person: owner.id } });
    }
    if (channel !== null) {
      const notice = noticeTo(channel.amountsShown);
      messages.push({ notice, dedupeKey: `escalated:${decisionId}:channel`, to: { channel: channel.slackChannelId } });
    }
    await enqueue(tx, workspaceId, at, messages);
    return { auditId, clientId, clientName: client.name, told: { owner, channelName: channel?.name ?? null } };
  });
}

/**
 * Somebody who looks after a client asks the managers to decide: the client goes to the top of their list, also past
 * an earlier "keep", and each manager is told. Throws UserError unknown_client, guest, nothing_to_escalate.
 */
export async function requestEscalation(
  ledger: Ledger,
  actor: Actor,
  { clientId, note }: { clientId: number; note: string | null },
): Promise<DecisionReceipt & { told: readonly PersonFact[] }> {
  return await decide(ledger, actor, clientId, async (deciding) => {
    const { tx, client, at } = deciding;
    const { workspaceId } = actor;
    await requireOwed(tx, workspaceId, client);
    const before = await assessedNow(deciding);
    const { auditId, decisionId } = await record(deciding, {
      kind: 'requested',
      audit: 'escalation.requested',
      until: null,
      note,
      assessed: before.found,
    });
    const { workspace, found } = await assessedNow(deciding);
    const candidates = found.filter((assessed) => assessed.reasons.length > 0);
    const [candidate] = await candidateFacts(tx, workspace, candidates, actor.today);
    const others = (await peopleWhoCan(tx, workspaceId, ['manager'])).filter(({ id }) => id !== actor.personId);
    const managers = await thosePresent(tx, workspaceId, others, actor.today);
    const facts = {
      clientId,
      clientName: client.name,
      by: await actorFact(tx, actor),
      note,
      candidate: candidate ?? null,
    };
    await enqueue(
      tx,
      workspaceId,
      at,
      managers.map(({ id }) => ({
        notice: { kind: 'escalation_requested', facts },
        dedupeKey: `escalation-requested:${decisionId}:${id}`,
        to: { person: id },
      })),
    );
    return { auditId, clientId, clientName: client.name, told: managers };
  });
}

/** The week a day belongs to, named by its Monday. */
export const weekOf = (day: LocalDate): LocalDate => addDays(day, 1 - weekday(day));

/** What one run of the week's list did. */
export interface EscalationRun {
  /** False: the week's list was there already, or is held. */
  readonly claimed: boolean;
  /** The figures are too old to accuse anybody on: the week's list waits for fresh ones. */
  readonly held: boolean;
  readonly candidates: number;
  readonly messages: readonly NewMessage[];
}

/**
 * The week's list as a direct message to each manager; none if nobody is on it. It is read first, then claimed and
 * written in one transaction: once a week, whoever comes second finds the week claimed. On figures that are too old
 * nothing is sent and nothing claimed.
 */
export async function runEscalationsBy(
  unit: UnitOfWork,
  workspace: WorkspaceInfo,
  { today, now }: { readonly today: LocalDate; readonly now: Date },
): Promise<EscalationRun> {
  const { id: workspaceId } = workspace;
  const week = weekOf(today);
  const none = { claimed: false, held: false, candidates: 0, messages: [] };
  if ((await dataAge(unit.reads, workspace, today)).stale) return { ...none, held: true };
  if ((await takenSlots(unit.reads, workspaceId, 'escalations', [week])).has(week)) return none;
  const facts = await escalationList(unit.reads, workspace, today);
  const candidates = facts.candidates.length;
  return await unit(async (tx) => {
    const all = candidates === 0 ? [] : await peopleWhoCan(tx, workspaceId, ['manager']);
    const managers = await thosePresent(tx, workspaceId, all, today);
    const summaries = [{ candidates, managers: managers.map(({ id }) => id) }];
    const claim = { workspaceId, job: 'escalations', asOf: today, slots: [week], summaries, now } as const;
    if (!(await claimRuns(tx, claim)).has(week)) return none;
    const messages = managers.map(
      ({ id }): NewMessage => ({
        notice: { kind: 'escalation_list', facts },
        dedupeKey: `escalations:${week}:${id}`,
        to: { person: id },
      }),
    );
    await enqueue(tx, workspaceId, now, messages);
    return { claimed: true, held: false, candidates, messages };
  });
}
