import type { Ledger, Transaction } from '../ledger.js';
import { highestSeen, writtenUpTo } from '../written-up-to.js';
import type { Marks } from './channels.js';

/**
 * How far the books are written, for a digest that will be compared with: whatever has a higher id belongs to the next
 * digest, and nothing with a lower one can come later. Not to be called inside a transaction.
 */
export async function settledMarks(ledger: Ledger, workspaceId: number): Promise<Marks> {
  const marks = await writtenUpTo(ledger, workspaceId, ['payment', 'promise_to_pay', 'promise_event', 'invoice']);
  return {
    payment: marks.payment,
    promise: marks.promise_to_pay,
    promiseEvent: marks.promise_event,
    invoice: marks.invoice,
  };
}

/** What can be seen now, for a digest that leaves nothing behind (a preview, a rehearsal): waits for nobody. */
export async function currentMarks(db: Transaction, workspaceId: number): Promise<Marks> {
  return {
    payment: await highestSeen(db, workspaceId, 'payment'),
    promise: await highestSeen(db, workspaceId, 'promise_to_pay'),
    promiseEvent: await highestSeen(db, workspaceId, 'promise_event'),
    invoice: await highestSeen(db, workspaceId, 'invoice'),
  };
}
