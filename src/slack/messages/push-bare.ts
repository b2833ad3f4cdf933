import type { Notice } from '../../ledger/notice.js';
import type { Lang } from '../../text/language.js';
import { escalatedPushBare, escalationListPushBare, requestedPushBare } from './escalation.js';
import { passedOnDonePushBare, passedOnPushBare } from './passed-on.js';
import { brokenPushBare, duePushBare } from './promise.js';

/**
 * The push line of a direct message about a client whose channel shows no amounts: a sentence without them. Null: the
 * message's own has none. What goes to a channel hides its amounts itself (`amountsShown`), and a message that says
 * several has the push line of its first one. A kind that is not decided on here does not compile.
 */
export function pushBare(notice: Notice, lang: Lang): string | null {
  switch (notice.kind) {
    case 'promise_due':
      return duePushBare(notice.facts, lang);
    case 'promise_broken':
      return brokenPushBare(notice.facts, lang);
    case 'escalated':
      return escalatedPushBare(notice.facts, lang);
    case 'escalation_requested':
      return requestedPushBare(notice.facts, lang);
    case 'escalation_list':
      return escalationListPushBare(notice.facts, lang);
    // What somebody typed, or was answered, may name any amount.
    case 'passed_on':
      return passedOnPushBare(notice.facts, lang);
    case 'passed_on_done':
      return passedOnDonePushBare(notice.facts, lang);
    case 'late_answer':
      return lang.t.answers.interrupted.late;
    case 'promise_logged':
    case 'payment_recorded':
    case 'payments_met':
    case 'digest':
    case 'digest_thread':
    case 'kept_with_owner':
    case 'project_set':
    case 'role_changed':
    case 'channel_refused':
    case 'taken_down':
    case 'request_given_up':
    case 'notifications_off':
    case 'morning':
    case 'setup':
      return null;
  }
}
