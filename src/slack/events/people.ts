import type { App } from '@slack/bolt';
import type { Desk } from '../desk.js';

/** A profile changed: somebody Collect knows left, became a guest, an admin, or moved to another time zone. */
export function register(app: App, desk: Desk): void {
  app.event('user_change', async ({ event }) => {
    const { workspaceId } = await desk.parts.session.identity();
    // Slack sends this for everybody in the workspace: only those whom the books know are asked for.
    await desk.roster.refreshKnownPerson(workspaceId, event.user.id);
  });
}
