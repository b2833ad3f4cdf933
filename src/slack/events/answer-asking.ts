import { type Answer, answerInThread, answerUnseen } from '../answer.js';
import { answerQuestion } from '../answer-question.js';
import type { Desk } from '../desk.js';
import { attend } from '../error-edge.js';
import { lastingAnswer } from '../inbox-answer.js';
import type { Asking } from './asking.js';

/**
 * Answers somebody who wrote to Collect. In their own conversation with it everybody sees it, which is they, and it
 * stays: in the thread of what they wrote. In a channel it is for their eyes only, as a command's answer is: what they
 * may see and what the channel's members may see are two things (a manager asks in a project's channel and is answered
 * about all of them), and a client's figures reach nobody to whom the client does not belong. Never throws.
 */
export async function answerAsking(desk: Desk, asking: Asking, text: string): Promise<void> {
  const { slackUserId, teamId, slackChannelId } = asking;
  const origin = { slackUserId, teamId, slackChannelId };
  const there: Answer = slackChannelId.startsWith('D')
    ? answerInThread(desk.slack, asking)
    : answerUnseen(desk.slack, asking);
  const answer = lastingAnswer(desk, origin, there);
  await attend(desk, origin, answer, null, async () => {
    const { message, lang } = await answerQuestion(desk, await desk.visit(origin), text);
    await answer(message, lang);
  });
}
