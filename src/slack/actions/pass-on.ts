import { passOn } from '../../ledger/pass-on.js';
import type { Desk } from '../desk.js';
import { actionIds, passOnValue } from '../messages/action-ids.js';
import { escapeText } from '../messages/escape.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import type { Routing } from '../routing.js';
import { onPress } from './press.js';

/** A line that this person may not run goes to one who may, by direct message. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.passOn, passOnValue.decode, async ({ origin, answer, value }) => {
    const { actor, lang } = await desk.visit(origin);
    const { to, reaches } = await passOn(desk.ledger, actor, { personId: value.personId, typed: value.text });
    desk.wake();
    const { commands } = lang.t;
    const said = reaches ? commands.passedOn : commands.passedOnWithheld;
    await answer(simpleAnswer(said(escapeText(to.name))), lang);
  });
}
