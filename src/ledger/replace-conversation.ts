import type { Actor } from './actor.js';
import { logInside } from './conversations.js';
import type { LogReceipt } from './facts/receipt.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger } from './ledger.js';
import type { LogInput } from './log-input.js';
import { undoInside } from './undo.js';

/**
 * Takes an entry back and records another in its place, in one transaction: a slip of the pen never counts as a second
 * date, and if the new line cannot be recorded the old one stands. Throws what undo and logConversation throw.
 */
export async function replaceConversation(
  ledger: Ledger,
  actor: Actor,
  auditId: number,
  input: LogInput,
): Promise<LogReceipt> {
  const at = ledger.clock.now();
  return await inTransaction(ledger, 'replaceConversation', async (tx) => {
    await undoInside(tx, actor, { auditId }, at);
    return await logInside(tx, actor, input, at);
  });
}
