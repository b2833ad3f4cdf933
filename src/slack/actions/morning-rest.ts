import { morningFor } from '../../ledger/morning.js';
import type { Desk } from '../desk.js';
import { actionIds, morningValue } from '../messages/action-ids.js';
import { restOfMorning } from '../messages/morning.js';
import { noticeMessage } from '../messages/notice.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import type { Routing } from '../routing.js';
import { onPress } from './press.js';

/** What did not fit into the message of what waited, for whoever it was for. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.morningRest, morningValue.decode, async ({ origin, value, answer }) => {
    const { actor, lang } = await desk.visit(origin);
    const morning = await morningFor(desk.ledger, actor, value.batchId);
    const rest = restOfMorning({ batchId: value.batchId, ...morning }, value.from, lang, noticeMessage);
    await answer(rest ?? simpleAnswer(lang.t.notifications.morning.gone), lang);
  });
}
