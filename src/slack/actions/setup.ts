import { requireRole } from '../../ledger/people.js';
import { setSetting } from '../../ledger/settings.js';
import { markSetup, setupOf } from '../../ledger/setup.js';
import { answerByUrl } from '../answer.js';
import type { Desk } from '../desk.js';
import { lastingAnswer } from '../inbox-answer.js';
import { type ActionId, actionIds, type SetupValue, setupValue } from '../messages/action-ids.js';
import { setupMessage } from '../messages/setup.js';
import { currencyForm, rolesForm, timezoneForm } from '../messages/setup-forms.js';
import type { Routing } from '../routing.js';
import { setupMetadata } from '../views/setup.js';
import { onPress } from './press.js';

/** The buttons of setting up. The message is the person's own: where it stands then takes its place. */
export function register(routing: Routing, desk: Desk): void {
  const settling = (
    id: ActionId,
    settle: (visit: Awaited<ReturnType<Desk['visit']>>, value: SetupValue) => Promise<void>,
  ) =>
    onPress(routing, desk, id, setupValue.decode, async ({ origin, value, answer, responseUrl }) => {
      const visit = await desk.visit(origin);
      await settle(visit, value);
      const message = setupMessage(await setupOf(desk.ledger, visit.actor), visit.lang);
      const there =
        responseUrl === null ? answer : lastingAnswer(desk, origin, answerByUrl(responseUrl, desk.log, true));
      await there(message, visit.lang);
    });

  settling(actionIds.setupKeep, async ({ actor }, { step }) => await markSetup(desk.ledger, actor, step, 'done'));
  settling(actionIds.setupLater, async ({ actor }, { step }) => await markSetup(desk.ledger, actor, step, 'later'));
  settling(actionIds.setupUse, async ({ actor }, { step, value = '' }) => {
    if (step === 'timezone' || step === 'currency') await setSetting(desk.ledger, actor, step, value);
    await markSetup(desk.ledger, actor, step, 'done');
  });

  onPress(routing, desk, actionIds.setupOpen, setupValue.decode, async (press) => {
    const { origin, value, responseUrl } = press;
    await press.openForm(async () => {
      const visit = await desk.visit(origin);
      const { timezone, currency, decides } = await setupOf(desk.ledger, visit.actor);
      if (value.step !== 'roles') await requireRole(desk.ledger, visit.actor, ['admin']);
      const from = { channel: origin.slackChannelId, responseUrl, replace: true };
      const privateMetadata = setupMetadata.write({ ...from, step: value.step });
      if (value.step === 'currency') return currencyForm({ privateMetadata, now: currency }, visit.lang);
      if (value.step === 'roles') return rolesForm({ privateMetadata, decides }, visit.lang);
      return timezoneForm({ privateMetadata, now: timezone }, visit.lang);
    });
  });
}
