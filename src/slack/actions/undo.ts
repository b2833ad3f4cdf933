import { undo } from '../../ledger/undo.js';
import type { Desk } from '../desk.js';
import { actionIds, undoValue } from '../messages/action-ids.js';
import { undoReceipt } from '../messages/undo.js';
import type { Routing } from '../routing.js';
import { onPress } from './press.js';

/** Takes back what the receipt (or the decision in a direct message) recorded. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.undo, undoValue.decode, async ({ origin, answer, value }) => {
    const visit = await desk.visit(origin);
    const receipt = await undo(desk.ledger, visit.actor, { auditId: value.auditId });
    desk.wake();
    await answer(undoReceipt(receipt, visit.lang), visit.lang);
  });
}
