import type { BlockAction, ViewOutput } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { UserError } from '../../domain/user-error.js';
import { digestSettingsToChange } from '../../ledger/channels.js';
import type { Desk, Origin, Visit } from '../desk.js';
import { type ActionId, actionIds, formIds } from '../messages/action-ids.js';
import { MOST_PARTS } from '../messages/conversation-form.js';
import { userErrorText } from '../messages/error.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import type { Routing } from '../routing.js';
import { slackFault } from '../slack-fault.js';
import { answerView } from '../views/answer-view.js';
import { draftIn } from '../views/conversation-draft.js';
import { conversationFormFor } from '../views/conversation-form-for.js';
import { filledIn } from '../views/filled-in.js';
import { addressMetadata, conversationMetadata, paymentMetadata } from '../views/metadata.js';
import type { OpenedFrom } from '../views/open-forms.js';
import { digestFormFor } from '../views/opened-form.js';
import { paymentFormFor, paymentIn } from '../views/payment-form-for.js';
import { LatestOnly } from './latest-only.js';

/** Inputs whose change changes what their form shows. */
const CHANGES: readonly ActionId[] = [
  actionIds.pickClient,
  actionIds.pickInvoices,
  actionIds.logOutcome,
  actionIds.logDate,
  actionIds.logAmount,
  actionIds.logCurrency,
  actionIds.logAnother,
  actionIds.logPart,
  actionIds.pickChannel,
];

/**
 * Something was changed in a form: what it shows of it is made anew, with what stands in the fields. Only the newest
 * state of a form counts; where it cannot be shown the form stays as it is, and can be sent all the same.
 */
export function register(routing: Routing, desk: Desk): void {
  const newest = new LatestOnly();
  for (const id of CHANGES) {
    routing.action(id, async ({ ack, body }) => {
      await ack();
      const { view } = body;
      if (view === undefined) return;
      await desk.track(
        newest.run(view.id, view.hash, async (hash) => {
          try {
            const changed = await changedForm(desk, body, view, id);
            if (changed === null) return null;
            const { view: shown } = await desk.slack.views.update({ view_id: view.id, hash, view: changed });
            return shown?.hash ?? null;
          } catch (error) {
            // Somebody closed it, or it has changed again: the next change shows it.
            desk.log.debug({ err: error, slack: slackFault(error).code }, 'a form could not show what was changed');
            return null;
          }
        }),
      );
    });
  }
}

function originOf(body: BlockAction, channel: string | null): Origin {
  return {
    slackUserId: body.user.id,
    teamId: body.user.team_id ?? body.team?.id ?? null,
    slackChannelId: channel,
  };
}

async function changedForm(desk: Desk, body: BlockAction, view: ViewOutput, id: ActionId): Promise<ModalView | null> {
  switch (view.callback_id) {
    case formIds.conversation: {
      const metadata = conversationMetadata.read(view.private_metadata);
      if (metadata === null) return null;
      const visit: Visit = await desk.visit(originOf(body, metadata.channel));
      const draft = draftIn(filledIn(view), metadata);
      const another = id === actionIds.logPart && draft.parts.length < MOST_PARTS;
      const parts = another ? [...draft.parts, { amount: '', date: null }] : draft.parts;
      return await conversationFormFor(desk, visit, metadata, { ...draft, parts });
    }
    case formIds.payment: {
      const metadata = paymentMetadata.read(view.private_metadata);
      if (metadata === null) return null;
      const visit = await desk.visit(originOf(body, metadata.channel));
      return await paymentFormFor(desk, visit, metadata, paymentIn(filledIn(view)));
    }
    case formIds.digest: {
      const metadata = addressMetadata.read(view.private_metadata);
      const [channel] = filledIn(view).chosen(actionIds.pickChannel);
      if (metadata === null || channel === undefined) return null;
      // What is chosen says nothing of who may see it: whoever is somewhere else is asked what they may know of.
      const there = originOf(body, metadata.channel);
      const elsewhere = await desk.visit(there);
      try {
        await digestSettingsToChange(desk.ledger, elsewhere.actor, channel);
        const visit = await desk.visit(originOf(body, channel));
        return await digestFormFor(desk, visit, { ...metadata, channel });
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        return await digestChoiceAgain(desk, elsewhere, metadata, error);
      }
    }
    default:
      return null;
  }
}

/** The choice of a channel below why the chosen one cannot be set; the reason alone where there is none left to choose. */
async function digestChoiceAgain(desk: Desk, visit: Visit, from: OpenedFrom, refused: UserError): Promise<ModalView> {
  const { lang } = visit;
  const problem = userErrorText(refused, lang);
  try {
    return await digestFormFor(desk, visit, from, problem);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return answerView(simpleAnswer(problem), lang);
  }
}
