import type { SlackViewAction } from '@slack/bolt';
import { UserError, type UserErrorKey } from '../../domain/user-error.js';
import type { Offer } from '../../ledger/offers.js';
import { answerByUrl, answerInView } from '../answer.js';
import type { Desk, Origin, Visit } from '../desk.js';
import { refusalOf } from '../error-edge.js';
import { lastingAnswer } from '../inbox-answer.js';
import { LeftForLater, requestAtWork } from '../inbox-request.js';
import { staleButton } from '../messages/error.js';
import { escapeText } from '../messages/escape.js';
import { fields } from '../messages/forms.js';
import type { SlackMessage } from '../messages/message.js';
import { simpleAnswer } from '../messages/simple-answer.js';
import type { Routing } from '../routing.js';
import { refusedOffer, settleOffer } from '../settle-offer.js';
import { answerView, waitingView } from './answer-view.js';
import { errorWords } from './fields.js';
import { filledForm, filledText, inputsIn } from './filled-form.js';
import { type FilledIn, filledIn } from './filled-in.js';
import type { Metadata } from './metadata.js';

interface ReturnAddress {
  readonly channel: string | null;
  readonly responseUrl: string | null;
  readonly replace: boolean;
  readonly threadTs?: string | undefined;
  readonly offer?: Offer | undefined;
}

/** What was filled in. */
export interface Submission<Address> extends FilledIn {
  readonly visit: Visit;
  readonly origin: Origin;
  readonly metadata: Address;
}

/**
 * What came of it: errors on fields (by block id; the form stays open), or the answer (null: there is nothing to say;
 * `refused`: it says why nothing was done, and goes nowhere but into the form's window).
 */
export type Outcome =
  | { readonly errors: Readonly<Record<string, string | undefined>>; readonly answer?: undefined }
  | { readonly answer: SlackMessage | null; readonly refused?: true; readonly errors?: undefined };

/** Slack waits 3 s for the acknowledgement; after this, in ms since it was sent, the form says "one moment" and is filled in later. */
const PATIENCE = 2_250;

/**
 * Listens to one form. Errors come back on the field that they are about, also what the books refuse and faults of
 * ours, so that nothing that was filled in is lost. A form that takes long is acknowledged in time and answered in
 * place; the same submission sent twice has one effect.
 */
export function onSubmit<Address extends ReturnAddress>(
  routing: Routing,
  desk: Desk,
  callbackId: string,
  metadata: Metadata<Address>,
  handle: (submission: Submission<Address>) => Promise<Outcome>,
): void {
  routing.submission(callbackId, async ({ ack, body, view }) => {
    const request = requestAtWork();
    const address = metadata.read(view.private_metadata);
    const origin = originOf(body, address?.channel ?? null);
    // Not asked of the books: Slack waits for the acknowledgement. Once they have answered, it is the person's own.
    const lang = desk.languageHeard(origin.slackUserId);
    if (address === null) return await ack({ response_action: 'update', view: answerView(staleButton(lang), lang) });

    const work = desk.track(
      (async (): Promise<Outcome | 'left'> => {
        try {
          const outcome = await desk.through(async () => {
            const visit = await desk.visit(origin);
            const { offer } = address;
            const { actor, lang: own } = visit;
            const refused = offer === undefined ? null : await refusedOffer(desk, actor, offer, own);
            if (refused !== null) return { answer: refused, refused: true } as const;
            const handled = await handle({ visit, origin, metadata: address, ...filledIn(view) });
            if (offer !== undefined && handled.answer != null) {
              const settled = await settleOffer(desk, origin, actor, offer, { receipt: handled.answer, lang: own });
              if (settled) return { answer: null };
            }
            return handled;
          });
          desk.wake();
          return outcome;
        } catch (error) {
          if (error instanceof LeftForLater) return 'left';
          const { message } = await refusalOf(desk, origin, error, null);
          const field = fieldAbout(error, inputsIn(view));
          return field === null ? { answer: message, refused: true } : { errors: { [field]: errorWords(message) } };
        }
      })(),
    );
    // Nobody waits for the acknowledgement of what an earlier process left.
    const first =
      request?.unattended === true ? 'late' : await Promise.race([work, late(PATIENCE - (request?.age ?? 0))]);
    if (first === 'late' || first === 'left') {
      await ack({ response_action: 'update', view: waitingView(lang) });
      await desk.track(
        work.then(async (outcome) => {
          if (outcome === 'left') return;
          const own = desk.languageHeard(origin.slackUserId);
          if (outcome.errors !== undefined) {
            const problems = Object.values(said(outcome.errors));
            const again = async (): Promise<void> => {
              await desk.slack.views.update({ view_id: view.id, view: filledForm(view, problems) });
            };
            const apart = simpleAnswer(escapeText(problems.join('\n')), own.t.words.youTyped(filledText(view)));
            const tell = (): Promise<void> => lastingAnswer(desk, origin, again)(apart, own);
            return await (request === null ? tell() : request.takeBack(tell));
          }
          if (outcome.answer === null) return;
          await lastingAnswer(desk, origin, answerInView(desk.slack, view.id))(outcome.answer, own);
        }),
      );
      return;
    }
    if (first.errors !== undefined) {
      // The same view id comes back with the corrected fields.
      await request?.takeBack();
      return await ack({ response_action: 'errors', errors: said(first.errors) });
    }
    const { answer } = first;
    const own = desk.languageHeard(origin.slackUserId);
    if (answer === null) return await ack({ response_action: 'clear' });
    if (first.refused === true || address.responseUrl === null) {
      return await ack({ response_action: 'update', view: answerView(answer, own) });
    }
    await ack({ response_action: 'clear' });
    const there = answerByUrl(address.responseUrl, desk.log, address.replace, address.threadTs ?? null);
    await desk.track(lastingAnswer(desk, origin, there)(answer, own));
  });
}

function originOf(body: SlackViewAction, channel: string | null): Origin {
  return {
    slackUserId: body.user.id,
    teamId: body.user.team_id ?? body.team?.id ?? null,
    slackChannelId: channel,
  };
}

function late(ms: number): Promise<'late'> {
  return new Promise((resolve) => {
    setTimeout(() => resolve('late'), ms).unref();
  });
}

const said = (errors: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(errors).flatMap(([id, text]) => (text === undefined ? [] : [[id, text]])));

/** The field that a refusal is about: the first of its own kind, else the first one; null for a form without fields. */
function fieldAbout(error: unknown, inputs: readonly string[]): string | null {
  const said = error instanceof UserError ? error.facts.field : undefined;
  if (typeof said === 'string' && inputs.includes(said)) return said;
  const post = error instanceof UserError && error.facts.post === 'backup' ? [fields.backup] : [];
  const own = error instanceof UserError ? [...post, ...(FIELDS_OF[error.key] ?? [])] : [];
  const kinds = inputs.map((id) => id.replace(/:\d+$/, ''));
  const first = own.find((kind) => kinds.includes(kind));
  return (first === undefined ? undefined : inputs[kinds.indexOf(first)]) ?? inputs[0] ?? null;
}

const CLIENT = [fields.client];
const AMOUNT = [fields.logAmount, fields.disputed];
const DATE = [fields.date, fields.logDate];
const INVOICES = [fields.invoices];
const PEOPLE = [fields.owner, fields.backup];
const CHANNEL = [fields.channel];

/** The fields that each refusal can be about, without the number of theirs that Slack wants. */
const FIELDS_OF: Partial<Record<UserErrorKey, readonly string[]>> = {
  unknown_client: CLIENT,
  bad_amount: AMOUNT,
  currency_needed: AMOUNT,
  sign_in_doubt: AMOUNT,
  other_currency: AMOUNT,
  same_payment: [fields.another, fields.logAmount],
  client_exists: [fields.name],
  alias_taken: [fields.aliases, fields.name],
  unknown_person: PEOPLE,
  outsider: PEOPLE,
  same_backup: [fields.backup],
  unknown_project: [fields.projectPick],
  not_in_channel: CHANNEL,
  shared_channel: CHANNEL,
  channel_needed: CHANNEL,
  unknown_invoice: INVOICES,
  invoice_settled: INVOICES,
  bad_until: DATE,
  future_date: DATE,
  past_promise: DATE,
  far_promise: DATE,
  promise_settled: DATE,
};
