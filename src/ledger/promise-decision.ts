import type { LocalDate } from '../domain/local-date.js';
import type { Money } from '../domain/money.js';
import type { Actor } from './actor.js';
import { type PromiseBrokenNotice, promiseBrokenNotice, promiseDueNotice } from './facts/promise.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
import type { Notice } from './notice.js';
import { enqueue } from './outbox.js';
import { personFactOf } from './people.js';

const aboutPromises = ['promise_broken', 'promise_due'] as const;

interface Written {
  readonly kind: string;
  readonly facts: unknown;
}

const noticeOf = ({ kind, facts }: Written) =>
  kind === 'promise_due'
    ? ({ kind, facts: promiseDueNotice.parse(facts) } as const)
    : ({ kind: 'promise_broken', facts: promiseBrokenNotice.parse(facts) } as const);

function decidedNotice(written: Written, decision: PromiseBrokenNotice['decision']): Notice {
  const notice = noticeOf(written);
  return notice.kind === 'promise_due'
    ? { kind: notice.kind, facts: { ...notice.facts, decision } }
    : { kind: notice.kind, facts: { ...notice.facts, decision } };
}

/** What somebody decided from the buttons of a message about a promise. */
export interface PromiseDecision {
  readonly promiseId: number;
  readonly kind: 'paid' | 'new_date' | 'called' | 'escalated';
  /** The audit entry of what was done: its Undo. */
  readonly auditId: number;
  readonly summary: {
    readonly amount: Money | null;
    readonly date: LocalDate | null;
    readonly level: number | null;
    readonly outcome: string | null;
  };
}

/**
 * Rewrites every message about this promise in place (the reminder, and that it was not kept), so that it shows what was decided, by whom and when.
 * Called after the use case that did it. Without such a message it does nothing.
 */
export async function recordPromiseDecision(ledger: Ledger, actor: Actor, decision: PromiseDecision): Promise<void> {
  const { workspaceId, personId } = actor;
  if (personId === null) return;
  const at = ledger.clock.now();
  await inTransaction(ledger, 'recordPromiseDecision', async (tx) => {
    const person = await tx.person.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: personId } } });
    const { promiseId, kind, auditId, summary } = decision;
    const said = { kind, by: personFactOf(person), at: at.toISOString(), auditId, summary };
    await rewrite(tx, workspaceId, at, promiseId, `decided:${auditId}`, said);
  });
}

/**
 * The entry that a decision rests on was undone: the messages get their buttons back. Called inside the undo's
 * transaction.
 */
export async function takeBackDecision(tx: Transaction, workspaceId: number, auditId: number, at: Date): Promise<void> {
  const rewritten = await tx.outboxMessage.findMany({
    where: { workspaceId, kind: { in: [...aboutPromises] }, facts: { path: ['decision', 'auditId'], equals: auditId } },
    select: { kind: true, facts: true },
  });
  const promises = new Set(rewritten.map((row) => noticeOf(row).facts.promise.id));
  for (const promiseId of promises) {
    await rewrite(tx, workspaceId, at, promiseId, `undone:${auditId}`, null, auditId);
  }
}

/** The audit entry of the decision that a message shows, or will once its newest rewriting is delivered. */
async function decisionShown(tx: Transaction, workspaceId: number, messageId: number): Promise<number | null> {
  const newest = await tx.outboxMessage.findFirst({
    where: { workspaceId, updatesId: messageId },
    orderBy: { id: 'desc' },
    select: { kind: true, facts: true },
  });
  return newest === null ? null : (noticeOf(newest).facts.decision?.auditId ?? null);
}

/**
 * Writes a rewriting of each message about the promise. `onlyOver`: only where this decision is what it shows; another
 * that was taken since stands.
 */
async function rewrite(
  tx: Transaction,
  workspaceId: number,
  at: Date,
  promiseId: number,
  suffix: string,
  decision: PromiseBrokenNotice['decision'],
  onlyOver?: number,
): Promise<void> {
  const messages = await tx.outboxMessage.findMany({
    where: {
      workspaceId,
      kind: { in: [...aboutPromises] },
      updatesId: null,
      personId: { not: null },
      state: { notIn: ['failed', 'cancelled'] },
      facts: { path: ['promise', 'id'], equals: promiseId },
    },
  });
  for (const message of messages) {
    if (message.personId === null) continue;
    if (onlyOver !== undefined && (await decisionShown(tx, workspaceId, message.id)) !== onlyOver) continue;
    await enqueue(tx, workspaceId, at, [
      {
        notice: decidedNotice(message, decision),
        dedupeKey: `${message.dedupeKey}:${suffix}`,
        to: { person: message.personId },
        updates: message.dedupeKey,
      },
    ]);
  }
}
