import type { Desk } from '../desk.js';
import { actionIds } from '../messages/action-ids.js';
import type { Routing } from '../routing.js';
import { runLine } from '../run-line.js';
import { onPress } from './press.js';

/** "Settings" under a digest shows the channel's; in a direct message it says how they are set. */
export function register(routing: Routing, desk: Desk): void {
  const anything = (): true => true;
  onPress(routing, desk, actionIds.settings, anything, async ({ origin, answer }) => {
    const inChannel = origin.slackChannelId !== null && !origin.slackChannelId.startsWith('D');
    await runLine(desk, origin, answer, inChannel ? 'digest' : 'help digest');
  });
}
