import { addClient } from '../../ledger/clients.js';
import type { Desk } from '../desk.js';
import { actionIds, addClientValue } from '../messages/action-ids.js';
import type { Routing } from '../routing.js';
import { runLine } from '../run-line.js';
import { onPress } from './press.js';

/** A client that nobody knew, on the person's word; then the line that named it. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.addClient, addClientValue.decode, async ({ origin, answer, value }) => {
    const { actor } = await desk.visit(origin);
    await addClient(desk.ledger, actor, value.name);
    await runLine(desk, origin, answer, value.text, { newClient: true });
  });
}
