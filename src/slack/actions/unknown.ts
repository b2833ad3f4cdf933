import { answerByResponse } from '../answer.js';
import type { Desk } from '../desk.js';
import { staleButton } from '../messages/error.js';
import type { Routing } from '../routing.js';

/** An old button says so, instead of leaving whoever pressed it with Slack's warning sign. */
export function register(routing: Routing, desk: Desk): void {
  routing.anyOtherAction(async ({ ack, body, respond }) => {
    await ack();
    if (!body.response_url) return;
    const lang = await desk.language(body.user.id);
    await answerByResponse(respond, desk.log, false)(staleButton(lang), lang);
  });
}
