import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { type DoneFact, doneFact } from './facts/passed-on.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
import { donePassedOn, type PassedOnLine, settlePassedOn } from './pass-on.js';
import { personFactOf } from './people.js';

/** A line that a button offers, in a message that stays where it is after the press. */
export interface Offer extends PassedOnLine {
  /** The message by Slack's address of it: what it offers is done once, whichever of its buttons is pressed. */
  readonly message: string;
}

/** Kinds of entries that are written beside what a person did. */
const CONSEQUENCES = ['promise.valued', 'invoice.changed', 'offer.taken', 'offer.claimed'];

/** Somebody else's press, or an earlier one, is at work on it. */
export type AtWork = 'at_work';

/**
 * To be asked before the use case that an offer leads to. Whether what is offered was done already, and stands: by whom,
 * when. 'at_work': another request is doing it. Null: it was not, or it was taken back; then this request has it, and
 * nobody else until it ends.
 */
export async function claimOffer(ledger: Ledger, actor: Actor, offer: Offer): Promise<DoneFact | AtWork | null> {
  const { workspaceId, personId } = actor;
  const requestId = ledger.request?.requestId;
  return await inTransaction(ledger, 'claimOffer', async (tx) => {
    const passedOn = await donePassedOn(tx, actor, offer);
    // A line that was passed on to several is one thing to be done; any other offer is its message's own.
    const key = passedOn === undefined ? offer.message : `passed on ${offer.on}: ${offer.line}`;
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext(${`offer:${workspaceId}:${key}`}))`;
    // Looked at under the lock: whoever had it has written by now what came of it.
    const done = passedOn === undefined ? await takenBefore(tx, actor, offer) : await donePassedOn(tx, actor, offer);
    if (done != null) return done;
    if (requestId === undefined || personId === null) return null;
    if (await claimedByAnother(tx, workspaceId, key, requestId)) return 'at_work';
    await audit(tx, {
      workspaceId,
      actorId: personId,
      kind: 'offer.claimed',
      subjectType: 'offer',
      subjectId: null,
      clientId: null,
      inputs: { key },
      at: ledger.clock.now(),
    });
    return null;
  });
}

async function takenBefore(tx: Transaction, actor: Actor, offer: Offer): Promise<DoneFact | null> {
  const { workspaceId, personId } = actor;
  const taken = await tx.auditEntry.findFirst({
    where: {
      workspaceId,
      actorId: personId,
      kind: 'offer.taken',
      inputs: { path: ['message'], equals: offer.message },
    },
    orderBy: { id: 'desc' },
    select: { inputs: true },
  });
  const done = taken === null ? null : doneFact.parse(taken.inputs);
  return done !== null && (await stands(tx, workspaceId, done.auditId)) ? done : null;
}

/** A request that has ended, or is gone, has it no longer: what came of it stands in the books, or nothing did. */
async function claimedByAnother(
  tx: Transaction,
  workspaceId: number,
  key: string,
  requestId: number,
): Promise<boolean> {
  const claims = await tx.auditEntry.findMany({
    where: {
      workspaceId,
      kind: 'offer.claimed',
      requestId: { not: requestId },
      inputs: { path: ['key'], equals: key },
    },
    select: { requestId: true },
  });
  const ids = claims.flatMap((claim) => claim.requestId ?? []);
  if (ids.length === 0) return false;
  return (await tx.inboxRequest.count({ where: { workspaceId, id: { in: ids }, doneAt: null } })) > 0;
}

/**
 * Called after the use case that a press of the offer led to: where the request recorded something, the offer is taken.
 * A line that was passed on shows it to all who got it, and whoever asked for it is told. `passedOn`: it was such a
 * line. Null: nothing was recorded (a question came back), so the offer stands.
 */
export async function takeOffer(
  ledger: Ledger,
  actor: Actor,
  offer: Offer,
): Promise<{ readonly passedOn: boolean } | null> {
  const requestId = ledger.request?.requestId;
  const { workspaceId, personId } = actor;
  if (requestId === undefined || personId === null) return null;
  const now = ledger.clock.now();
  return await inTransaction(ledger, 'takeOffer', async (tx) => {
    const deed = await tx.auditEntry.findFirst({
      where: { workspaceId, requestId, actorId: personId, kind: { notIn: CONSEQUENCES } },
      orderBy: { id: 'asc' },
      select: { id: true, clientId: true },
    });
    if (deed === null) return null;
    const person = await tx.person.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: personId } } });
    const done = { by: personFactOf(person), at: now.toISOString(), auditId: deed.id };
    if (await settlePassedOn(tx, actor, offer, done, now)) return { passedOn: true };
    await audit(tx, {
      workspaceId,
      actorId: personId,
      kind: 'offer.taken',
      subjectType: 'audit_entry',
      subjectId: deed.id,
      clientId: deed.clientId,
      inputs: { message: offer.message, ...done },
      at: now,
    });
    return { passedOn: false };
  });
}

async function stands(tx: Transaction, workspaceId: number, auditId: number): Promise<boolean> {
  return (await tx.auditEntry.findFirst({ where: { workspaceId, undoesId: auditId }, select: { id: true } })) === null;
}
