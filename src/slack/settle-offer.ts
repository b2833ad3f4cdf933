import type { Actor } from '../ledger/actor.js';
import { claimOffer, type Offer, takeOffer } from '../ledger/offers.js';
import type { Lang } from '../text/language.js';
import { answerInPlace, type PostedMessage } from './answer.js';
import type { Desk, Origin } from './desk.js';
import { lastingAnswer } from './inbox-answer.js';
import type { SlackMessage } from './messages/message.js';
import { doneAlready } from './messages/passed-on.js';
import { simpleAnswer } from './messages/simple-answer.js';

/** An offer by Slack's address of its message. */
export const offerIn = (posted: PostedMessage, line: string, on: Offer['on']): Offer => ({
  message: `${posted.slackChannelId}:${posted.ts}`,
  line,
  on,
});

/** Why what is offered is not to be done: it was done, or somebody is at it. Null: this request does it. */
export async function refusedOffer(desk: Desk, actor: Actor, offer: Offer, lang: Lang): Promise<SlackMessage | null> {
  const before = await claimOffer(desk.ledger, actor, offer);
  if (before === null) return null;
  return before === 'at_work' ? simpleAnswer(lang.t.answers.passedOn.atWork) : doneAlready(before, lang);
}

/**
 * After what was offered was asked for: where it recorded something, the message of the offer says so. True: the receipt
 * stands there now, so nobody needs another.
 */
export async function settleOffer(
  desk: Desk,
  origin: Origin,
  actor: Actor,
  offer: Offer,
  { receipt, lang }: { readonly receipt: SlackMessage; readonly lang: Lang },
): Promise<boolean> {
  const taken = await takeOffer(desk.ledger, actor, offer);
  if (taken !== null) desk.wake();
  if (taken === null || taken.passedOn) return false;
  const [slackChannelId = '', ts = ''] = offer.message.split(':');
  await lastingAnswer(desk, origin, answerInPlace(desk.slack, { slackChannelId, ts }))(receipt, lang);
  return true;
}
