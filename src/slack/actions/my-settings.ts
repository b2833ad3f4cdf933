import type { Desk } from '../desk.js';
import { actionIds } from '../messages/action-ids.js';
import type { Routing } from '../routing.js';
import { mySettingsFormFor } from '../views/my-settings.js';
import { onPress } from './press.js';

/** "Settings" in the Home tab, and below `/collect notifications`: one's own notifications, hours and absence. */
export function register(routing: Routing, desk: Desk): void {
  const anything = (): true => true;
  onPress(routing, desk, actionIds.mySettings, anything, async ({ origin, openForm }) => {
    await openForm(async () => mySettingsFormFor(desk, await desk.visit(origin, { anywhere: true })));
  });
}
