import type { Desk } from '../desk.js';
import { actionIds, samePaymentValue } from '../messages/action-ids.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import { named } from '../messages/wording.js';
import type { Routing } from '../routing.js';
import { onPress } from './press.js';

/** "It is the same": the payment that a file brought stands, and nothing is recorded beside it. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.paymentSame, samePaymentValue.decode, async ({ origin, answer, value }) => {
    const { lang } = await desk.visit(origin);
    await answer(simpleAnswer(lang.t.questions.isSamePayment(named(value.client))), lang);
  });
}
