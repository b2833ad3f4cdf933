import type { Desk } from '../desk.js';
import type { Routing } from '../routing.js';

/** A profile changed: somebody Collect knows left, became a guest, an admin, or moved to another time zone. */
export function register(routing: Routing, desk: Desk): void {
  routing.event('user_change', async ({ event }) => {
    const { workspaceId } = await desk.parts.session.identity();
    // Slack sends this for everybody in the workspace: only those whom the books know are asked for.
    await desk.roster.refreshKnownPerson(workspaceId, event.user.id);
    await desk.roster.audience.profileChanged(workspaceId, event.user.id, event.user);
  });
}
