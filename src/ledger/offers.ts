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
const CONSEQUENCES = ['promise.valued', 'invoice.changed', 'offer.taken'];

/** Whether what is offered was done already, and stands: by whom, when. Null: it was not, or it was taken back. */
export async function offerTaken(ledger: Ledger, actor: Actor, offer: Offer): Promise<DoneFact | null> {
  const { workspaceId, personId } = actor;
  return await inTransaction(ledger, 'offerTaken', async (tx) => {
    const passedOn = await donePassedOn(tx, actor, offer);
    if (passedOn !== undefined) return passedOn;
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
  });
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
