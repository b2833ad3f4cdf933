import type { PostedMessage } from '../answer.js';
import type { Desk } from '../desk.js';
import { attend } from '../error-edge.js';
import { requestAtWork } from '../inbox-request.js';
import { actionIds, rerunValue } from '../messages/action-ids.js';
import type { Routing } from '../routing.js';
import { answerLine, runLine } from '../run-line.js';
import { offerIn, refusedOffer, settleOffer } from '../settle-offer.js';
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
    const offer = offerIn(posted, value.text, value.on ?? null);
    const refused = await refusedOffer(desk, actor, offer, lang);
    if (refused !== null) return await answer(refused, lang);
    const receipt = await answerLine(desk, visit, value.text, { on: value.on, another: value.another });
    if (await settleOffer(desk, origin, actor, offer, { receipt, lang })) return;
    await answer(receipt, lang);
  });
}
