import type { Desk } from '../desk.js';
import { actionIds, rerunValue } from '../messages/action-ids.js';
import type { Routing } from '../routing.js';
import { runLine } from '../run-line.js';
import { onPress } from './press.js';

/** The choice that settles a question, "did you mean", "try again": the same as typing the line. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.rerun, rerunValue.decode, async ({ origin, answer, value }) => {
    await runLine(desk, origin, answer, value.text);
  });
}
