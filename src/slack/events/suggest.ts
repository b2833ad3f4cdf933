import { UserError } from '../../domain/user-error.js';
import type { Desk } from '../desk.js';
import type { Routing } from '../routing.js';
import { slackFault } from '../slack-fault.js';

/** What the app needs to suggest anything. It comes with the agent that an admin switches on in the app's settings. */
const SCOPE = 'assistant:write';

/** A conversation that was opened; `threadTs`: its thread, where Slack keeps one for each (the older assistant view). */
interface Opened {
  readonly slackUserId: string;
  readonly teamId: string | null;
  readonly channel: string;
  readonly threadTs: string | null;
}

/** Somebody begins a conversation with Collect as an assistant. Slack tells of it only where the platform has them. */
export function register(routing: Routing, desk: Desk): void {
  routing.event('assistant_thread_started', async ({ event, body }) => {
    const { user_id: slackUserId, channel_id: channel, thread_ts: threadTs } = event.assistant_thread;
    await desk.track(suggest(desk, { slackUserId, teamId: body.team_id ?? null, channel, threadTs }));
  });
}

/** Somebody opens the Messages tab: where Collect is an agent, that is the beginning of a conversation. */
export async function suggestInMessages(desk: Desk, opened: Omit<Opened, 'threadTs'>): Promise<void> {
  try {
    if (await desk.parts.session.hasScope(SCOPE)) await suggest(desk, { ...opened, threadTs: null });
  } catch (error) {
    desk.log.warn({ code: slackFault(error).code }, 'Slack could not be asked whether questions can be suggested');
  }
}

/** Questions to begin with, in the person's language. Whoever gets no answers gets no suggestions. Never throws. */
async function suggest(desk: Desk, { slackUserId, teamId, channel, threadTs }: Opened): Promise<void> {
  try {
    const { lang } = await desk.visit({ slackUserId, teamId, slackChannelId: null });
    const { title, list } = lang.t.enquiries.prompts;
    // An agent's conversation has no thread to name: with one, Slack says yes and does nothing.
    const thread = threadTs === null ? {} : { thread_ts: threadTs };
    const prompts = { channel_id: channel, title, prompts: list, ...thread };
    await desk.slack.apiCall('assistant.threads.setSuggestedPrompts', prompts);
  } catch (error) {
    if (error instanceof UserError) return;
    desk.log.warn({ err: error, code: slackFault(error).code }, 'no questions could be suggested');
  }
}
