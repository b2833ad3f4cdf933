import type { Actor } from './actor.js';
import { logInside } from './conversations.js';
import type { LogReceipt, PaidReceipt } from './facts/receipt.js';
import { inOwnTransaction } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
import type { LogInput } from './log-input.js';
import { type PaymentInput, payInside } from './payments.js';
import { undoInside } from './undo.js';

/** Carries the receipt out of the transaction that is given up. */
class DryReading<Receipt> extends Error {
  constructor(readonly receipt: Receipt) {
    super('read, not recorded');
  }
}

/**
 * What logConversation would answer, by the same function: its transaction is given up, so that nothing of it is kept.
 * Throws what logConversation throws.
 *
 * @param replaces the audit entry in whose place it would be recorded; null: none
 */
export async function readConversation(
  ledger: Ledger,
  actor: Actor,
  input: LogInput,
  replaces: number | null,
): Promise<LogReceipt> {
  return await dryRead(ledger, actor, replaces, (tx, at) => logInside(tx, actor, input, at));
}

/** The same of recordPayment. */
export async function readPayment(
  ledger: Ledger,
  actor: Actor,
  input: PaymentInput,
  replaces: number | null,
): Promise<PaidReceipt> {
  return await dryRead(ledger, actor, replaces, (tx, at) => payInside(tx, actor, input, at));
}

async function dryRead<Receipt>(
  ledger: Ledger,
  actor: Actor,
  replaces: number | null,
  record: (tx: Transaction, at: Date) => Promise<Receipt>,
): Promise<Receipt> {
  const at = ledger.clock.now();
  try {
    return await inOwnTransaction(ledger, async (tx): Promise<never> => {
      // Somebody who is recording something about the client goes first; a reading waits for nobody.
      await tx.$executeRaw`set local lock_timeout = '1s'`;
      if (replaces !== null) await undoInside(tx, actor, { auditId: replaces }, at);
      throw new DryReading(await record(tx, at));
    });
  } catch (error) {
    if (error instanceof DryReading) return error.receipt as Receipt;
    throw error;
  }
}
