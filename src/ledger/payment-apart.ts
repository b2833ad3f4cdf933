import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { paymentsMetNotice } from './facts/payment.js';
import { allocateMoney } from './imports/allocate-money.js';
import type { Transaction } from './ledger.js';
import { enqueue } from './outbox.js';
import { TYPED_SOURCE } from './payment-source.js';
import { reverseInside } from './payments.js';
import { personFactOf } from './people.js';
import type { AuditEntry } from './prisma/client.js';
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
  await sayApart(tx, actor, entry.id, at);
  return await revaluePromises(tx, workspaceId, [clientId], { today, by: personId, at });
}

/** The message that it counted once says that it no longer does, and by whom. */
async function sayApart(tx: Transaction, { workspaceId, personId }: Actor, auditId: number, at: Date): Promise<void> {
  const by =
    personId === null ? null : await tx.person.findUnique({ where: { workspaceId_id: { workspaceId, id: personId } } });
  if (by === null) return;
  const messages = await tx.outboxMessage.findMany({
    where: {
      workspaceId,
      kind: 'payments_met',
      updatesId: null,
      state: { notIn: ['failed', 'cancelled'] },
      facts: { path: ['payments'], array_contains: [{ auditId }] },
    },
  });
  for (const { id, personId: reader, dedupeKey, facts } of messages) {
    if (reader === null) continue;
    const newest = await tx.outboxMessage.findFirst({
      where: { workspaceId, updatesId: id },
      orderBy: { id: 'desc' },
      select: { facts: true },
    });
    const said = paymentsMetNotice.parse(newest?.facts ?? facts);
    const payments = said.payments.map((one) => (one.auditId === auditId ? { ...one, apart: personFactOf(by) } : one));
    await enqueue(tx, workspaceId, at, [
      {
        notice: { kind: 'payments_met', facts: { ...said, payments } },
        dedupeKey: `${dedupeKey}:apart:${auditId}`,
        to: { person: reader },
        updates: dedupeKey,
      },
    ]);
  }
}
