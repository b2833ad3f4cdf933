import type { HomeView, KnownBlock } from '@slack/types';
import { UserError } from '../../domain/user-error.js';
import { undelivered } from '../../ledger/given-up.js';
import type { Lang } from '../../text/language.js';
import { overview } from '../commands/overview.js';
import type { Desk } from '../desk.js';
import { refusalOf } from '../error-edge.js';
import { context, section } from '../messages/blocks.js';
import { undelivered as undeliveredBlocks } from '../messages/undelivered.js';
import type { Routing } from '../routing.js';
import { suggestInMessages } from './suggest.js';

/** Places to which messages do not get, of those that a manager is shown. */
const MOST_UNDELIVERED = 5;

/** The Home tab: what matters to this person now, and to a manager what did not arrive; made anew whenever they open it. */
export function register(routing: Routing, desk: Desk): void {
  routing.event('app_home_opened', async ({ event, body }) => {
    const teamId = body.team_id ?? null;
    const { user, channel, tab } = event;
    if (tab === 'messages') await desk.track(suggestInMessages(desk, { slackUserId: user, teamId, channel }));
    if (tab === 'home') await desk.track(publish(desk, user, teamId));
  });
}

async function publish(desk: Desk, slackUserId: string, teamId: string | null): Promise<void> {
  const origin = { slackUserId, teamId, slackChannelId: null };
  let view: HomeView;
  try {
    const visit = await desk.visit(origin);
    const { groups, more } = await undelivered(desk.ledger, visit.actor, MOST_UNDELIVERED);
    const { blocks } = await overview(desk, visit);
    view = homeView([...blocks, ...undeliveredBlocks(groups, more, visit.lang)], visit.lang);
  } catch (error) {
    const lang = await desk.language(slackUserId);
    view =
      error instanceof UserError && error.key === 'guest'
        ? homeView([section(lang.t.commands.home.guest)], lang)
        : homeView((await refusalOf(desk, origin, error, null)).message.blocks, lang);
  }
  await desk.slack.views.publish({ user_id: slackUserId, view });
}

function homeView(blocks: readonly KnownBlock[], lang: Lang): HomeView {
  const words = lang.t.commands.home;
  return { type: 'home', blocks: [...blocks, { type: 'divider' }, section(words.first), context(words.help)] };
}
