import type { Notice } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import { channelRefused } from './channel-refused.js';
import { digest } from './digest.js';
import { digestThread } from './digest-thread.js';
import { escalated, escalationList, escalationRequested, keptWithOwner } from './escalation.js';
import { clipMrkdwn } from './escape.js';
import { lateAnswer, requestGivenUp } from './late-answer.js';
import { limits } from './limits.js';
import type { SlackMessage } from './message.js';
import { morning } from './morning.js';
import { notificationsOff } from './notifications.js';
import { passedOn, passedOnDone } from './passed-on.js';
import { paymentRecorded } from './payment.js';
import { paymentsMet } from './payments-met.js';
import { projectSet } from './project.js';
import { promiseBroken, promiseDue, promiseLogged } from './promise.js';
import { pushBare } from './push-bare.js';
import { roleChanged } from './roles.js';
import { setupMessage } from './setup.js';
import { simpleAnswer } from './simple-answer.js';

/** What the outbox keeps, as a message in the reader's language, with the push line that is allowed for it. */
export function noticeMessage(notice: Notice, lang: Lang): SlackMessage {
  const message = built(notice, lang);
  if (!('pushAmounts' in notice.facts) || notice.facts.pushAmounts !== false) return message;
  return { ...message, text: clipMrkdwn(pushBare(notice, lang) ?? message.text, limits.messageText) };
}

/** A kind without a builder does not compile. */
function built(notice: Notice, lang: Lang): SlackMessage {
  switch (notice.kind) {
    case 'promise_logged':
      return promiseLogged(notice.facts, lang);
    case 'promise_due':
      return promiseDue(notice.facts, lang);
    case 'promise_broken':
      return promiseBroken(notice.facts, lang);
    case 'payment_recorded':
      return paymentRecorded(notice.facts, lang);
    case 'payments_met':
      return paymentsMet(notice.facts, lang);
    case 'digest':
      return digest(notice.facts, lang);
    case 'digest_thread':
      return digestThread(notice.facts, lang);
    case 'escalation_list':
      return escalationList(notice.facts, lang);
    case 'escalated':
      return escalated(notice.facts, lang);
    case 'kept_with_owner':
      return keptWithOwner(notice.facts, lang);
    case 'escalation_requested':
      return escalationRequested(notice.facts, lang);
    case 'project_set':
      return projectSet(notice.facts, lang);
    case 'passed_on':
      return passedOn(notice.facts, lang);
    case 'passed_on_done':
      return passedOnDone(notice.facts, lang);
    case 'role_changed':
      return roleChanged(notice.facts, lang);
    case 'channel_refused':
      return channelRefused(notice.facts, lang);
    case 'taken_down':
      return simpleAnswer(lang.t.answers.takenDown);
    case 'late_answer':
      return lateAnswer(notice.facts, lang);
    case 'request_given_up':
      return requestGivenUp(notice.facts, lang);
    case 'notifications_off':
      return notificationsOff(notice.facts, lang);
    case 'morning':
      return morning(notice.facts, lang, noticeMessage);
    case 'setup':
      return setupMessage(notice.facts, lang);
  }
}
