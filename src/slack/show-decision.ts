import type { Actor } from '../ledger/actor.js';
import { type PromiseDecision, recordPromiseDecision } from '../ledger/promise-decision.js';
import type { Desk } from './desk.js';

/**
 * Has the messages about a broken promise show what was decided, after it was recorded. What is recorded stands: should
 * the messages not be rewritten, that is logged, and the person still gets the receipt. Told of a failure they would
 * record it a second time. Never throws.
 */
export async function showDecision(desk: Desk, actor: Actor, decision: PromiseDecision): Promise<void> {
  try {
    await recordPromiseDecision(desk.ledger, actor, decision);
  } catch (error) {
    desk.log.error(
      { err: error, auditId: decision.auditId, promiseId: decision.promiseId },
      'the messages about a promise do not show what was decided',
    );
  }
}
