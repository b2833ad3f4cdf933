import { visiblePromise } from '../../ledger/promise-list.js';
import { settledSince } from '../../ledger/settled-messages.js';
import type { Desk, Visit } from '../desk.js';
import { requestAtWork } from '../inbox-request.js';
import { actionIds, promiseValue } from '../messages/action-ids.js';
import type { SlackMessage } from '../messages/message.js';
import { promiseStands } from '../messages/promise.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import type { Routing } from '../routing.js';
import { answerView } from '../views/answer-view.js';
import { calledFormFor, escalateFormFor, newDateFormFor, type OpenedFrom, paidFormFor } from '../views/open-forms.js';
import { paymentSent } from './payment-sent.js';
import { onPress, type Press } from './press.js';

/** A form opened from a direct message rewrites that message when it is done: no other receipt is needed. */
const fromMessage = ({ origin }: Press<unknown>): OpenedFrom => ({
  channel: origin.slackChannelId,
  responseUrl: null,
  replace: false,
});

/** The buttons under "ACME did not keep its promise". */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.promisePaid, promiseValue.decode, async (press) => {
    await paidPressed(desk, press, press.value, fromMessage(press), whatStands);
  });
  const forms = [
    [actionIds.promiseNewDate, newDateFormFor],
    [actionIds.promiseCalled, calledFormFor],
    [actionIds.promiseEscalate, escalateFormFor],
  ] as const;
  for (const [action, formFor] of forms) {
    onPress(routing, desk, action, promiseValue.decode, async (press) => {
      await press.openForm(async () => {
        const visit = await desk.visit(press.origin);
        const stands = await whatStands(desk, visit, press.value);
        if (stands !== null) return answerView(stands, visit.lang);
        return await formFor(desk, visit, fromMessage(press), press.value);
      });
    });
  }
}

/** Asks whether there is something to say to this press instead of doing what it asks for. */
type Objection = (
  desk: Desk,
  visit: Visit,
  about: { readonly clientId: number; readonly promiseId: number | null },
) => Promise<SlackMessage | null>;

/** The message may not show yet, in some window, that its matter was decided since. */
const whatStands: Objection = async (desk, { workspace, actor, lang }, { promiseId }) => {
  if (promiseId === null) return null;
  const { decision, changed } = await settledSince(desk.ledger, workspace.id, promiseId);
  if (changed > 0) desk.wake();
  if (decision === null) return null;
  const promise = await visiblePromise(desk.ledger, actor, promiseId);
  return promiseStands(promise, decision, { mayRecordMoney: actor.role !== 'member', today: actor.today }, lang);
};

/** Whoever records money gets the form; from anybody else it is kept as what the client says. */
export async function paidPressed(
  desk: Desk,
  press: Press<unknown>,
  about: { readonly clientId: number; readonly promiseId: number | null },
  from = fromMessage(press),
  objection: Objection = async () => null,
): Promise<void> {
  const visiting = desk.visit(press.origin).then(async (visit) => ({
    visit,
    stands: await objection(desk, visit, about),
  }));
  // What is tried again later has no window to open in time.
  const found =
    requestAtWork()?.unattended === true
      ? await visiting
      : await Promise.race([visiting, aMoment(requestAtWork()?.age ?? 0)]);
  if (found !== null) {
    const { visit, stands } = found;
    if (stands !== null) return await press.answer(stands, visit.lang);
    if (visit.actor.role === 'member') return await press.answer(await paymentSent(desk, visit, about), visit.lang);
    return await press.openForm(() => paidFormFor(desk, visit, from, about));
  }
  // The books take their time: the window is opened while the trigger lives, and says what comes of it.
  visiting.catch(() => undefined);
  const open = async () => {
    const { visit: late, stands } = await visiting;
    if (stands !== null) return answerView(stands, late.lang);
    if (late.actor.role !== 'member') return await paidFormFor(desk, late, from, about);
    return answerView(await paymentSent(desk, late, about), late.lang);
  };
  // What somebody says that a client paid, and what is said to it, needs no window.
  const withoutWindow = async () => {
    const { visit: late, stands } = await visiting;
    const isMember = late.actor.role === 'member';
    const claimed = stands ?? (isMember ? await paymentSent(desk, late, about) : null);
    await press.answer(claimed ?? simpleAnswer(late.lang.t.commands.form.tookTooLong), late.lang);
  };
  await press.openForm(open, withoutWindow);
}

/** Of the three seconds that a trigger lives, in ms: enough is left to open a window. */
const PATIENCE = 1_500;

const aMoment = (passed: number): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(null), Math.max(0, PATIENCE - passed)).unref();
  });
