import type { Desk } from '../desk.js';
import { requestAtWork } from '../inbox-request.js';
import { actionIds, promiseValue } from '../messages/action-ids.js';
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
    await paidPressed(desk, press, press.value);
  });
  onPress(routing, desk, actionIds.promiseNewDate, promiseValue.decode, async (press) => {
    await press.openForm(async () =>
      newDateFormFor(desk, await desk.visit(press.origin), fromMessage(press), press.value),
    );
  });
  onPress(routing, desk, actionIds.promiseCalled, promiseValue.decode, async (press) => {
    await press.openForm(async () =>
      calledFormFor(desk, await desk.visit(press.origin), fromMessage(press), press.value),
    );
  });
  onPress(routing, desk, actionIds.promiseEscalate, promiseValue.decode, async (press) => {
    await press.openForm(async () =>
      escalateFormFor(desk, await desk.visit(press.origin), fromMessage(press), press.value),
    );
  });
}

/** Whoever records money gets the form; from anybody else it is kept as what the client says. */
export async function paidPressed(
  desk: Desk,
  press: Press<unknown>,
  about: { readonly clientId: number; readonly promiseId: number | null },
  from = fromMessage(press),
): Promise<void> {
  const visiting = desk.visit(press.origin);
  // What is tried again later has no window to open in time.
  const visit =
    requestAtWork()?.unattended === true
      ? await visiting
      : await Promise.race([visiting, aMoment(requestAtWork()?.age ?? 0)]);
  if (visit !== null) {
    if (visit.actor.role === 'member') return await press.answer(await paymentSent(desk, visit, about), visit.lang);
    return await press.openForm(() => paidFormFor(desk, visit, from, about));
  }
  // The books take their time: the window is opened while the trigger lives, and says what comes of it.
  visiting.catch(() => undefined);
  await press.openForm(async () => {
    const late = await visiting;
    if (late.actor.role !== 'member') return await paidFormFor(desk, late, from, about);
    return answerView(await paymentSent(desk, late, about), late.lang);
  });
}

/** Of the three seconds that a trigger lives, in ms: enough is left to open a window. */
const PATIENCE = 1_500;

const aMoment = (passed: number): Promise<null> =>
  new Promise((resolve) => {
    setTimeout(() => resolve(null), Math.max(0, PATIENCE - passed)).unref();
  });
