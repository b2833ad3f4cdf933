import type { PlainTextOption } from '@slack/types';
import { UserError } from '../../domain/user-error.js';
import type { Desk, Visit } from '../desk.js';
import type { ActionId } from '../messages/action-ids.js';
import { MOST_SUGGESTED } from '../messages/pickers.js';
import type { Routing } from '../routing.js';

/** Slack waits 3 s for the options; after this, in ms, there are none, and the person types on. */
const PATIENCE = 2_500;

/** What somebody types into a list that is searched here. */
export interface Search {
  readonly visit: Visit;
  readonly typed: string;
  /** The input's action id, which may carry what it is about. */
  readonly actionId: string;
}

/**
 * Listens to one kind of searched list. Whoever may not see anything finds nothing, in the same way as where there is
 * nothing.
 */
export function onSearch(
  routing: Routing,
  desk: Desk,
  id: ActionId,
  find: (search: Search) => Promise<readonly PlainTextOption[]>,
): void {
  routing.suggestion(id, async ({ ack, options: asked }) => {
    const origin = {
      slackUserId: asked.user.id,
      teamId: asked.user.team_id ?? asked.team?.id ?? null,
      slackChannelId: asked.channel?.id ?? null,
    };
    const search = (async (): Promise<readonly PlainTextOption[]> => {
      try {
        const visit = await desk.visit(origin);
        return await find({ visit, typed: asked.value, actionId: asked.action_id });
      } catch (error) {
        if (!(error instanceof UserError)) desk.log.error({ err: error, action: id }, 'a search failed');
        return [];
      }
    })();
    const options = await Promise.race([desk.track(search), tooLate()]);
    await ack({ options: options.slice(0, MOST_SUGGESTED) });
  });
}

function tooLate(): Promise<readonly PlainTextOption[]> {
  return new Promise((resolve) => {
    setTimeout(() => resolve([]), PATIENCE).unref();
  });
}
