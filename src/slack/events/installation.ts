import type { Desk } from '../desk.js';
import type { Routing } from '../routing.js';

/** The app was removed, or its tokens were taken away. They come in any order, once or twice: both mean the same. */
export function register(routing: Routing, desk: Desk): void {
  routing.event('app_uninstalled', async () => {
    desk.parts.session.lost('app_uninstalled');
  });
  routing.event('tokens_revoked', async ({ event }) => {
    // Users' tokens are none of ours: only a bot token that is gone matters.
    if ((event.tokens.bot ?? []).length > 0) desk.parts.session.lost('token_revoked');
  });
}
