import type { Desk } from '../desk.js';
import { actionIds, overduePageValue } from '../messages/action-ids.js';
import type { Routing } from '../routing.js';
import { runLine } from '../run-line.js';
import { onPress } from './press.js';

/** Another page of the overdue list. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.overduePage, overduePageValue.decode, async ({ origin, answer, value }) => {
    await runLine(desk, origin, answer, `overdue ${value.filter} page ${value.page}`.replace(/\s+/g, ' '));
  });
}
