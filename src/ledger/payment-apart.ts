import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { restoreLine } from './channel-line.js';
import { bringBackDeeds } from './digest/deeds.js';
import type { PersonFact } from './facts/common.js';
import { paymentsMetNotice } from './facts/payment.js';
import { allocateMoney } from './imports/allocate-money.js';
import { IN_FILE } from './imports/in-file.js';
import type { Transaction } from './ledger.js';
import { notices } from './notice.js';
import { enqueue } from './outbox.js';
import { TYPED_SOURCE } from './payment-source.js';
import { reverseInside } from './payments.js';
import { personFactOf } from './people.js';
import type { AuditEntry, Prisma } from './prisma/client.js';
import { type PromiseChange, revaluePromises } from './promise-valuation.js';

const countedOnce = z.object({ typedId: z.int(), designated: z.array(z.int()) });

/**
 * Somebody says that a typed payment and one of a file are two: what was typed is recorded anew, beside what the file
 * says. Inside the undo's transaction, which has locked the client. Returns what became of its promises.
 */
export async function recordApart(
  tx: Transaction,
  actor: Actor,
  entry: AuditEntry,
  { at, today }: { readonly at: Date; readonly today: LocalDate },
): Promise<PromiseChange[]> {
  const { workspaceId, personId } = actor;
  const { typedId, designated } = countedOnce.parse(entry.inputs);
  const where = { workspaceId_id: { workspaceId, id: typedId } };
  const typed = await tx.payment.findUniqueOrThrow({ where, include: { reversal: { select: { id: true } } } });
  // It stands where the file reports money: that is reported money again.
  if (typed.reversal === null) await reverseInside(tx, actor, typedId, { on: null, reason: 'another payment', at });
  const { clientId, currency, amount, valueDate, reference } = typed;
  const { id } = await tx.payment.create({
    data: {
      workspaceId,
      clientId,
      currency,
      amount,
      valueDate,
      reference,
      source: TYPED_SOURCE,
      recordedById: personId,
      recordedAt: at,
    },
    select: { id: true },
  });
  const on = valueDate.toISOString().slice(0, 10) as LocalDate;
  await allocateMoney(tx, { workspaceId, today, now: at, byId: personId, fileName: '' }, [
    { kind: 'payment', id, clientId, currency, amount: Number(amount), on, designated },
  ]);
  const reports = await tx.payment.findMany({
    where: {
      workspaceId,
      clientId,
      currency,
      source: { not: TYPED_SOURCE },
      reversal: null,
      recordedAt: { gte: entry.at },
    },
    select: { id: true },
  });
  await audit(tx, {
    workspaceId,
    actorId: personId,
    kind: 'payment.recorded',
    subjectType: 'payment',
    subjectId: id,
    clientId,
    rule: 'R18',
    inputs: {
      amount: Number(amount),
      currency,
      insteadOf: typedId,
      besides: [...new Set([entry.subjectId ?? 0, ...reports.map((report) => report.id)])],
    },
    at,
  });
  await sayApart(tx, workspaceId, entry.id, at, await personOf(tx, actor));
  await restoreLine(tx, workspaceId, at, `payment:${await firstTyped(tx, workspaceId, typedId)}`, {
    rewritten: (facts) => ({
      kind: 'payment_recorded',
      facts: { ...notices.payment_recorded.parse(facts), undone: false },
    }),
    name: `apart-${entry.id}`,
  });
  const auditIds = await recordedBy(tx, workspaceId, await firstTyped(tx, workspaceId, typedId));
  await bringBackDeeds(tx, workspaceId, { clientId, auditIds, name: `apart-${entry.id}`, at });
  return await revaluePromises(tx, workspaceId, [clientId], { today, by: personId, at });
}

/** The entries by which a payment was recorded: what a digest shows of it rests on them. */
export async function recordedBy(tx: Transaction, workspaceId: number, paymentId: number): Promise<number[]> {
  const where = { workspaceId, kind: 'payment.recorded', subjectType: 'payment', subjectId: paymentId };
  return (await tx.auditEntry.findMany({ where, select: { id: true } })).map(({ id }) => id);
}

/**
 * Somebody says that a typed payment is the one that a file has for another invoice: what was typed goes as if it never
 * came. Inside the undo's transaction, which has locked the client. Throws UserError cannot_undo where one of the two is
 * gone meanwhile.
 */
export async function countTogether(
  tx: Transaction,
  actor: Actor,
  entry: AuditEntry,
  at: Date,
): Promise<PromiseChange[]> {
  const { workspaceId } = actor;
  const { typedId } = countedOnce.parse(entry.inputs);
  const booked = { workspaceId, paymentId: entry.subjectId ?? 0 };
  if ((await tx.paymentReversal.count({ where: booked })) > 0) throw new UserError('cannot_undo', { why: 'moved_on' });
  const { changes } = await reverseInside(tx, actor, typedId, { on: null, reason: IN_FILE, at });
  const auditId = await audit(tx, {
    workspaceId,
    // As of what was counted once by itself: nobody's own.
    actorId: null,
    kind: 'payment.counted_once',
    subjectType: 'payment',
    subjectId: entry.subjectId,
    clientId: entry.clientId,
    rule: 'R18',
    inputs: { ...(entry.inputs as Prisma.JsonObject) },
    at,
  });
  await sayApart(tx, workspaceId, entry.id, at, null, auditId);
  return changes;
}

const instead = z.object({ insteadOf: z.int() });

/** The payment as it was typed first: what a channel was told of it stands under that. */
export async function firstTyped(tx: Transaction, workspaceId: number, paymentId: number): Promise<number> {
  const where = { workspaceId, kind: 'payment.recorded', subjectType: 'payment', subjectId: paymentId };
  const recorded = await tx.auditEntry.findFirst({ where, select: { inputs: true } });
  const before = instead.safeParse(recorded?.inputs);
  return before.success ? await firstTyped(tx, workspaceId, before.data.insteadOf) : paymentId;
}

/**
 * That these are two payments was taken back, inside the undo's transaction: they count once again. The message about
 * it says so, with a button that takes them apart anew; for that it needs an entry of its own. Of a payment that was
 * not recorded so nothing is said.
 */
export async function countOnceAgain(tx: Transaction, workspaceId: number, recorded: AuditEntry, at: Date) {
  const before = instead.safeParse(recorded.inputs);
  if (!before.success || recorded.subjectId === null) return;
  const counted = await tx.auditEntry.findFirst({
    where: {
      workspaceId,
      kind: 'payment.counted_once',
      inputs: { path: ['typedId'], equals: before.data.insteadOf },
      auditEntryUndoes: { isNot: null },
    },
    orderBy: { id: 'desc' },
  });
  if (counted === null) return;
  const auditId = await audit(tx, {
    workspaceId,
    // As of what was counted once at first: nobody's own.
    actorId: null,
    kind: 'payment.counted_once',
    subjectType: 'payment',
    subjectId: counted.subjectId,
    clientId: counted.clientId,
    rule: 'R18',
    inputs: { ...(counted.inputs as Prisma.JsonObject), typedId: recorded.subjectId },
    at,
  });
  await sayApart(tx, workspaceId, counted.id, at, null, auditId);
}

/** The actor as messages name them; null: the operator of the machine. */
export async function personOf(tx: Transaction, { workspaceId, personId }: Actor): Promise<PersonFact | null> {
  if (personId === null) return null;
  const by = await tx.person.findUnique({ where: { workspaceId_id: { workspaceId, id: personId } } });
  return by === null ? null : personFactOf(by);
}

/**
 * The message that it counted once says that it no longer does, and by whom; `apart` null: that it does again, to be
 * taken apart by `entryId`.
 */
async function sayApart(
  tx: Transaction,
  workspaceId: number,
  auditId: number,
  at: Date,
  apart: PersonFact | null,
  entryId = auditId,
): Promise<void> {
  if (apart === null && entryId === auditId) return;
  const about = { path: ['payments'], array_contains: [{ auditId }] };
  const kind = 'payments_met';
  // It may be a rewriting of the message that names this entry.
  const naming = await tx.outboxMessage.findMany({
    where: { workspaceId, kind, facts: about },
    select: { id: true, updatesId: true },
  });
  const ids = [...new Set(naming.map(({ id, updatesId }) => updatesId ?? id))];
  const messages = await tx.outboxMessage.findMany({
    where: { workspaceId, id: { in: ids }, state: { notIn: ['failed', 'cancelled'] } },
  });
  for (const { id, personId: reader, dedupeKey, facts } of messages) {
    if (reader === null) continue;
    const newest = await tx.outboxMessage.findFirst({
      where: { workspaceId, updatesId: id },
      orderBy: { id: 'desc' },
      select: { facts: true },
    });
    const said = paymentsMetNotice.parse(newest?.facts ?? facts);
    const payments = said.payments.map((one) => {
      if (one.auditId !== auditId) return one;
      const { doubt: _, ...settled } = one;
      return { ...settled, auditId: entryId, apart };
    });
    await enqueue(tx, workspaceId, at, [
      {
        notice: { kind, facts: { ...said, payments } },
        dedupeKey: `${dedupeKey}:${apart === null ? 'once' : 'apart'}:${entryId}`,
        to: { person: reader },
        updates: dedupeKey,
      },
    ]);
  }
}
