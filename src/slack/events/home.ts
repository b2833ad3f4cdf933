import { homeOpened } from '../../ledger/home-visits.js';
import type { Desk, Origin } from '../desk.js';
import { atHome, homeAfter, homeOf, publishHome } from '../home.js';
import type { Routing } from '../routing.js';
import { suggestInMessages } from './suggest.js';

/** The Home tab: what matters to this person now; made anew whenever they open it, and kept up to date from then on. */
export function register(routing: Routing, desk: Desk): void {
  routing.event('app_home_opened', async ({ event, body }) => {
    const teamId = body.team_id ?? null;
    const { user, channel, tab } = event;
    if (tab === 'messages') await desk.track(suggestInMessages(desk, { slackUserId: user, teamId, channel }));
    if (tab === 'home') await desk.track(open(desk, atHome(user, teamId)));
  });
}

async function open(desk: Desk, origin: Origin): Promise<void> {
  const view = await show(desk, origin).catch((error: unknown) => homeAfter(desk, origin, error));
  await publishHome(desk.slack, origin.slackUserId, view);
}

async function show(desk: Desk, origin: Origin) {
  const visit = await desk.visit(origin);
  // Before it is read: what is recorded from now on is noticed.
  await homeOpened(desk.ledger, visit.actor, 1);
  return await homeOf(desk, visit, 1);
}
