import { answerByMessage } from '../ledger/inbox.js';
import type { NoticeFacts } from '../ledger/notice.js';
import type { Answer } from './answer.js';
import type { Desk, Origin } from './desk.js';
import { requestAtWork } from './inbox-request.js';
import { slackFault } from './slack-fault.js';

/** How long Slack takes answers by a response_url, in ms. */
const TAKEN_FOR = 30 * 60_000;
/** Tries where Slack may take it the next time, and the pause between two, in ms. */
const TRIES = 3;
const PAUSE = 1_000;

/**
 * The way back to whoever made a recorded request: where it was made, and where that is no longer possible (the
 * response_url ran out, the form was closed), by direct message. A request that needs no record is answered only there.
 *
 * An answer is given at least once, not exactly once: a process that dies between Slack taking it and the books hearing
 * that the request is done (a few ms) gives it again. What was asked for is done once all the same.
 */
export function lastingAnswer(desk: Desk, { slackUserId }: Pick<Origin, 'slackUserId'>, there: Answer): Answer {
  return async (message, lang) => {
    const request = requestAtWork();
    if (request === null) return await there(message, lang);
    const { ledger, timer } = desk.parts;
    const age = ledger.clock.now().getTime() - request.row.receivedAt.getTime();
    for (let attempt = 1; age < TAKEN_FOR && attempt <= TRIES; attempt += 1) {
      try {
        return await there(message, lang);
      } catch (error) {
        desk.log.warn({ err: error, attempt }, 'an answer was not taken');
        if (isRefusal(error)) break;
        await timer.sleep(PAUSE);
      }
    }
    const { text } = message;
    const blocks = JSON.parse(JSON.stringify(message.blocks)) as NoticeFacts<'late_answer'>['blocks'];
    const known = await answerByMessage(ledger, request.row, {
      slackUserId,
      notice: { kind: 'late_answer', facts: { text, blocks } },
    });
    if (!known) desk.log.warn('an answer reaches nobody: the books do not know who asked');
    desk.wake();
  };
}

/** The same would be refused again: Slack no longer takes it there. */
function isRefusal(error: unknown): boolean {
  if (error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number') {
    return error.statusCode >= 400 && error.statusCode < 500 && error.statusCode !== 429;
  }
  return slackFault(error).kind === 'final';
}
