import type { Actor } from './actor.js';
import type { PaidReceipt } from './facts/receipt.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
import { type PaymentInput, recordPayment } from './payments.js';
import { undoInside } from './undo.js';

/**
 * Takes an entry back and records a payment in its place, in one transaction: if the payment cannot be recorded, the
 * entry stands. Throws what undo and recordPayment throw.
 */
export async function replacePayment(
  ledger: Ledger,
  actor: Actor,
  auditId: number,
  input: PaymentInput,
): Promise<PaidReceipt> {
  return await inTransaction(ledger, async (tx) => {
    await undoInside(tx, actor, { auditId }, ledger.clock.now());
    return await recordPayment(joined(ledger, tx), actor, input);
  });
}

/** Books in which a use case becomes a part of this transaction instead of having one of its own. */
function joined(ledger: Ledger, tx: Transaction): Ledger {
  const transaction = { $transaction: async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => await work(tx) };
  return { clock: ledger.clock, prisma: transaction as unknown as Ledger['prisma'] };
}
