import type { Actor } from './actor.js';
import type { PaidReceipt } from './facts/receipt.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger } from './ledger.js';
import { type PaymentInput, payInside } from './payments.js';
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
  const at = ledger.clock.now();
  return await inTransaction(ledger, 'replacePayment', async (tx) => {
    await undoInside(tx, actor, { auditId }, at);
    return await payInside(tx, actor, input, at);
  });
}
