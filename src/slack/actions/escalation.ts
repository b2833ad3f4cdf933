import { manages } from '../../domain/role.js';
import { escalationCandidates } from '../../ledger/escalations.js';
import { clientStatus } from '../../ledger/status.js';
import { answerByUrl } from '../answer.js';
import type { Desk } from '../desk.js';
import { actionIds, clientValue } from '../messages/action-ids.js';
import { brief } from '../messages/brief.js';
import type { Routing } from '../routing.js';
import { escalateFormFor, keepUntilFormFor } from '../views/open-forms.js';
import { onPress, type Press } from './press.js';

/** The list stays where it is: what was decided is said beside it. */
const fromList = ({ origin, responseUrl }: Press<unknown>) => ({
  channel: origin.slackChannelId,
  responseUrl,
  replace: false,
});

/** The buttons under an escalation candidate. */
export function register(routing: Routing, desk: Desk): void {
  onPress(routing, desk, actionIds.escalationKeep, clientValue.decode, async (press) => {
    await press.openForm(async () =>
      keepUntilFormFor(desk, await desk.visit(press.origin), fromList(press), { ...press.value, promiseId: null }),
    );
  });
  onPress(routing, desk, actionIds.escalationEscalate, clientValue.decode, async (press) => {
    await press.openForm(async () =>
      escalateFormFor(desk, await desk.visit(press.origin), fromList(press), { ...press.value, promiseId: null }),
    );
  });
  onPress(
    routing,
    desk,
    actionIds.escalationBrief,
    clientValue.decode,
    async ({ origin, answer, responseUrl, value }) => {
      const { actor, lang } = await desk.visit(origin);
      const status = await clientStatus(desk.ledger, actor, value.clientId);
      const list = manages(actor.role) ? await escalationCandidates(desk.ledger, actor, actor.today) : null;
      const candidate = list?.candidates.find((one) => one.clientId === value.clientId) ?? null;
      const beside = responseUrl === null ? answer : answerByUrl(responseUrl, desk.log, false);
      await beside(brief({ status, candidate }, lang), lang);
    },
  );
}
