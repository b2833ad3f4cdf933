import type { App } from '@slack/bolt';
import type { Desk } from '../desk.js';
import { actionIds, overduePageValue } from '../messages/action-ids.js';
import { runLine } from '../run-line.js';
import { onPress } from './press.js';

/** Another page of the overdue list. */
export function register(app: App, desk: Desk): void {
  onPress(app, desk, actionIds.overduePage, overduePageValue.decode, async ({ origin, answer, value }) => {
    await runLine(desk, origin, answer, `overdue ${value.filter} page ${value.page}`.replace(/\s+/g, ' '));
  });
}
