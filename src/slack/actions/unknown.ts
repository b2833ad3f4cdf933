import type { App, BlockAction } from '@slack/bolt';
import { answerByResponse } from '../answer.js';
import type { Desk } from '../desk.js';
import { actionIds } from '../messages/action-ids.js';
import { staleButton } from '../messages/error.js';

const known = Object.values(actionIds).map((id) => id.replaceAll('.', '\\.'));

/** Every action id that nothing listens to: a message from another version, or one that somebody made up. */
const NOT_OURS = new RegExp(`^(?!(?:${known.join('|')})(?::\\d+)?$)`);

/** An old button says so, instead of leaving whoever pressed it with Slack's warning sign. */
export function register(app: App, desk: Desk): void {
  app.action<BlockAction>({ type: 'block_actions', action_id: NOT_OURS }, async ({ ack, body, respond }) => {
    await ack();
    if (!body.response_url) return;
    const lang = await desk.language(body.user.id);
    await answerByResponse(respond, desk.log, false)(staleButton(lang), lang);
  });
}
