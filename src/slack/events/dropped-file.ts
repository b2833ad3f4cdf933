import { answerInThread } from '../answer.js';
import type { Desk } from '../desk.js';
import { attend } from '../error-edge.js';
import { previewFile } from '../import-dropped.js';
import { lastingAnswer } from '../inbox-answer.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import { count } from '../messages/wording.js';
import type { Dropped } from './dropped.js';

/** Files of one message that are looked at; each is answered by itself. */
const MOST = 5;

/**
 * Answers somebody who dropped files into their conversation with Collect: what importing each would do. Nothing is
 * imported before they say so. Never throws.
 */
export async function answerDropped(desk: Desk, dropped: Dropped): Promise<void> {
  const { slackUserId, teamId, slackChannelId, fileIds } = dropped;
  const origin = { slackUserId, teamId, slackChannelId };
  const answer = lastingAnswer(desk, origin, answerInThread(desk.slack, dropped));
  for (const fileId of fileIds.slice(0, MOST)) {
    await attend(desk, origin, answer, null, async () => {
      const visit = await desk.visit(origin);
      const message = await previewFile(desk, visit, { fileId, readAs: {}, digest: null }, async (reading) => {
        await answer(reading, visit.lang);
      });
      await answer(message, visit.lang);
    });
  }
  if (fileIds.length <= MOST) return;
  const lang = await desk.language(slackUserId);
  await attend(desk, origin, answer, null, () => answer(simpleAnswer(lang.t.dropped.tooMany(count(MOST, lang))), lang));
}
