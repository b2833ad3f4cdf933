import type { Desk } from '../desk.js';
import { actionIds, promiseValue } from '../messages/action-ids.js';
import type { Routing } from '../routing.js';
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
  const visit = await desk.visit(press.origin);
  if (visit.actor.role === 'member') return await press.answer(await paymentSent(desk, visit, about), visit.lang);
  await press.openForm(() => paidFormFor(desk, visit, from, about));
}
