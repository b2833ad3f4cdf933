import { offerTaken, takeOffer } from '../../ledger/offers.js';
import { answerInPlace, type PostedMessage } from '../answer.js';
import type { Desk } from '../desk.js';
import { attend } from '../error-edge.js';
import { lastingAnswer } from '../inbox-answer.js';
import { requestAtWork } from '../inbox-request.js';
import { actionIds, rerunValue } from '../messages/action-ids.js';
import { doneAlready } from '../messages/passed-on.js';
import type { Routing } from '../routing.js';
import { answerLine, runLine } from '../run-line.js';
import { onPress, type Press } from './press.js';

type RerunPress = Press<NonNullable<ReturnType<typeof rerunValue.decode>>>;

/** The choice that settles a question, "did you mean", "try again": the same as typing the line. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.rerun, rerunValue.decode, async (press) => {
    const { origin, answer, value, posted } = press;
    // What only shows something may be asked for as often as one likes.
    if (posted === null || requestAtWork() === null) {
      return await runLine(desk, origin, answer, value.text, { on: value.on, another: value.another });
    }
    await runOnce(desk, press, posted);
  });
}

/**
 * A line that is offered in a message that stays: it is done once. The receipt takes the place of the message; of one
 * that was passed on, who did it and when stands there. As long as it leads to a question, or is refused, it can be
 * pressed again.
 */
async function runOnce(desk: Desk, { origin, answer, value }: RerunPress, posted: PostedMessage): Promise<void> {
  await attend(desk, origin, answer, value.text, async () => {
    const visit = await desk.visit(origin);
    const { actor, lang } = visit;
    const message = `${posted.slackChannelId}:${posted.ts}`;
    const offer = { message, line: value.text, on: value.on ?? null };
    const before = await offerTaken(desk.ledger, actor, offer);
    if (before !== null) return await answer(doneAlready(before, lang), lang);
    const receipt = await answerLine(desk, visit, value.text, { on: value.on, another: value.another });
    const taken = await takeOffer(desk.ledger, actor, offer);
    if (taken !== null) desk.wake();
    if (taken === null || taken.passedOn) return await answer(receipt, lang);
    await lastingAnswer(desk, origin, answerInPlace(desk.slack, posted))(receipt, lang);
  });
}
