import { answerByResponse } from '../answer.js';
import type { Desk } from '../desk.js';
import { lastingAnswer } from '../inbox-answer.js';
import type { Routing } from '../routing.js';
import { runLine } from '../run-line.js';

/** The one slash command. Its name stands in manifest.json too. */
export const SLASH_COMMAND = '/collect';

/** Acknowledged first, answered by the response_url: an answer that takes its time is never a time-out. */
export function register(routing: Routing, desk: Desk): void {
  routing.command(SLASH_COMMAND, async ({ command, ack, respond }) => {
    await ack();
    const origin = { slackUserId: command.user_id, teamId: command.team_id, slackChannelId: command.channel_id };
    const answer = lastingAnswer(desk, origin, answerByResponse(respond, desk.log, false));
    await desk.track(runLine(desk, origin, answer, command.text ?? ''));
  });
}
