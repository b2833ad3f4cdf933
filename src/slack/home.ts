import type { HomeView } from '@slack/types';
import type { WebClient } from '@slack/web-api';
import { UserError } from '../domain/user-error.js';
import { undelivered } from '../ledger/given-up.js';
import { personHome } from '../ledger/home.js';
import type { Desk, Origin, Visit } from './desk.js';
import { refusalOf } from './error-edge.js';
import { section } from './messages/blocks.js';
import { homeInstead, homeTab } from './messages/home.js';
import { version } from './version.js';

/** Places to which messages do not get, of those that a manager is shown. */
const MOST_UNDELIVERED = 5;

/** Somebody in their Home tab, which belongs to no channel. */
export const atHome = (slackUserId: string, teamId: string | null): Origin => ({
  slackUserId,
  teamId,
  slackChannelId: null,
});

/** The tab as it is now, for somebody who was admitted. */
export async function homeOf(desk: Desk, visit: Visit, page: number): Promise<HomeView> {
  const { actor, lang } = visit;
  const [home, lost] = await Promise.all([
    personHome(desk.ledger, actor, { page }),
    undelivered(desk.ledger, actor, MOST_UNDELIVERED),
  ]);
  return homeTab({ home, undelivered: lost, version }, lang);
}

/** What stands there instead, for whoever may see nothing or where something went wrong. */
export async function homeAfter(desk: Desk, origin: Origin, error: unknown): Promise<HomeView> {
  const lang = await desk.language(origin.slackUserId);
  if (error instanceof UserError && (error.key === 'guest' || error.key === 'another_organisation')) {
    return { type: 'home', blocks: [section(lang.t.commands.home.guest)] };
  }
  const { message } = await refusalOf(desk, origin, error, null);
  return homeInstead(message.blocks, lang);
}

/** Shows it. Throws what Slack says. */
export async function publishHome(slack: WebClient, slackUserId: string, view: HomeView): Promise<void> {
  await slack.views.publish({ user_id: slackUserId, view });
}
