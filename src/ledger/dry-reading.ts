import type { Actor } from './actor.js';
import { logInside } from './conversations.js';
import type { LogReceipt } from './facts/receipt.js';
import { inOwnTransaction } from './in-transaction.js';
import type { Ledger } from './ledger.js';
import type { LogInput } from './log-input.js';
import { undoInside } from './undo.js';

/** Carries the receipt out of the transaction that is given up. */
class DryReading extends Error {
  constructor(readonly receipt: LogReceipt) {
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
  const at = ledger.clock.now();
  try {
    return await inOwnTransaction(ledger, async (tx): Promise<never> => {
      // Somebody who is recording something about the client goes first; a reading waits for nobody.
      await tx.$executeRaw`set local lock_timeout = '1s'`;
      if (replaces !== null) await undoInside(tx, actor, { auditId: replaces }, at);
      throw new DryReading(await logInside(tx, actor, input, at));
    });
  } catch (error) {
    if (error instanceof DryReading) return error.receipt;
    throw error;
  }
}
