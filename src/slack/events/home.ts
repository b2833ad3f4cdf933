import type { HomeView } from '@slack/types';
import type { Actor } from '../../ledger/actor.js';
import { homeOpened, homePutOff } from '../../ledger/home-visits.js';
import type { Desk, Origin } from '../desk.js';
import { atHome, homeAfter, homeOf, publishHome } from '../home.js';
import type { Routing } from '../routing.js';
import { slackFault } from '../slack-fault.js';
import { suggestInMessages } from './suggest.js';

/** A tab that Slack did not take is shown after this, in ms, where Slack names no time. */
const AGAIN = 10_000;

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
  let actor: Actor | null = null;
  let view: HomeView;
  try {
    const visit = await desk.visit(origin);
    // Before it is read: what is recorded from now on is noticed.
    await homeOpened(desk.ledger, visit.actor, 1);
    view = await homeOf(desk, visit, 1);
    actor = visit.actor;
  } catch (error) {
    view = await homeAfter(desk, origin, error);
  }
  try {
    await publishHome(desk.slack, origin.slackUserId, view);
  } catch (error) {
    // Whoever keeps the tabs up to date shows it as soon as Slack takes it.
    const fault = slackFault(error);
    if (actor?.personId != null && fault.kind !== 'final') {
      const wait = fault.kind === 'later' && fault.seconds !== null ? fault.seconds * 1_000 : AGAIN;
      const until = new Date(desk.ledger.clock.now().getTime() + wait);
      await homePutOff(desk.ledger, actor.workspaceId, actor.personId, until);
    }
    throw error;
  }
}
