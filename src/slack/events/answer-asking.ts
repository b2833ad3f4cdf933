import { requireRole } from '../../ledger/people.js';
import { readQuestion } from '../../understanding/read-question.js';
import { type Answer, answerInThread, answerUnseen } from '../answer.js';
import { answerQuestion } from '../answer-question.js';
import type { Desk, Visit } from '../desk.js';
import { attend } from '../error-edge.js';
import { lastingAnswer } from '../inbox-answer.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import { named } from '../messages/wording.js';
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
    const visit = await desk.visit(origin);
    const table = asking.fileNames.find((name) => TABLE.test(name));
    if (table !== undefined && readQuestion(text, visit.reading).kind !== 'understood') {
      await answer(await whereToDrop(desk, visit, table), visit.lang);
      return;
    }
    const { message, lang } = await answerQuestion(desk, visit, text);
    await answer(message, lang);
  });
}

/** Names of files that somebody may want to import. */
const TABLE = /\.(?:csv|tsv|txt|xlsx?|ods)$/i;

/**
 * Somebody called Collect by its name and gave it a file, where others would read what is in it: what is imported goes
 * through their own conversation. Throws UserError role_required: files are for finance and managers.
 */
async function whereToDrop(desk: Desk, visit: Visit, fileName: string) {
  await requireRole(desk.ledger, visit.actor, ['finance', 'manager']);
  const { botUserId } = await desk.parts.session.identity();
  return simpleAnswer(visit.lang.t.dropped.notHere(named(fileName), `<@${botUserId}>`));
}
