import { UserError } from '../../domain/user-error.js';
import { undo } from '../../ledger/undo.js';
import type { Desk } from '../desk.js';
import { actionIds, undoValue } from '../messages/action-ids.js';
import { errorMessage } from '../messages/error.js';
import { undoReceipt } from '../messages/undo.js';
import type { Routing } from '../routing.js';
import { onPress } from './press.js';

/** Takes back what the receipt (or the decision in a direct message) recorded. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.undo, undoValue.decode, async ({ origin, answer, beside, value }) => {
    const visit = await desk.visit(origin);
    const receipt = await undo(desk.ledger, visit.actor, { auditId: value.auditId }).catch((error: unknown) => {
      if (error instanceof UserError && error.facts.why === 'already_undone') return error;
      throw error;
    });
    if (receipt instanceof UserError) {
      // What was taken back stands where the receipt was: the second of two clicks does not write over it.
      const { lang } = visit;
      return await beside(errorMessage({ error: receipt, typed: null }, lang), lang);
    }
    desk.wake();
    await answer(undoReceipt(receipt, visit.lang), visit.lang);
  });
}
