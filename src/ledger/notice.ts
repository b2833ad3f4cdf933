import { z } from 'zod';
import { moneyFact, personFact } from './facts/common.js';
import { channelRefusedNotice, takenDownNotice } from './facts/delivery.js';
import { digestNotice, digestThreadNotice } from './facts/digest.js';
import { escalatedNotice, escalationListNotice, escalationRequestedNotice, keptNotice } from './facts/escalation.js';
import { lateAnswerNotice, requestGivenUpNotice } from './facts/inbox.js';
import { morningNotice, notificationsOffNotice } from './facts/notifications.js';
import { passedOnDoneNotice, passedOnNotice } from './facts/passed-on.js';
import { paymentsMetNotice } from './facts/payment.js';
import { promiseBrokenNotice, promiseDueNotice, promiseLoggedNotice } from './facts/promise.js';
import { roleChangedNotice } from './facts/roles.js';
import { setupNotice } from './facts/setup.js';

/**
 * Everything that Collect says by itself, one kind a sentence: what the outbox keeps (`kind`, `facts`) and what
 * slack/messages builds blocks from. Adding a kind here without a builder does not compile.
 */
export const notices = {
  promise_logged: promiseLoggedNotice,
  promise_due: promiseDueNotice,
  promise_broken: promiseBrokenNotice,
  payment_recorded: z.object({
    clientName: z.string(),
    amount: moneyFact,
    by: personFact,
    promisesKept: z.int(),
    /** False: the channel's setting wants no amounts; absent: they are shown. */
    amountsShown: z.boolean().optional(),
    undone: z.boolean(),
  }),
  payments_met: paymentsMetNotice,
  digest: digestNotice,
  digest_thread: digestThreadNotice,
  escalation_list: escalationListNotice,
  escalated: escalatedNotice,
  kept_with_owner: keptNotice,
  escalation_requested: escalationRequestedNotice,
  /** An owner or channel was set: one line in the channel, attributed (slack.md 4.2). */
  project_set: z.object({
    projectName: z.string(),
    by: personFact,
    owner: personFact.nullable(),
    backup: personFact.nullable(),
    digestTime: z.string(),
    /** Taken back since; missing in what earlier versions wrote. */
    undone: z.boolean().optional(),
  }),
  passed_on: passedOnNotice,
  passed_on_done: passedOnDoneNotice,
  role_changed: roleChangedNotice,
  channel_refused: channelRefusedNotice,
  taken_down: takenDownNotice,
  late_answer: lateAnswerNotice,
  request_given_up: requestGivenUpNotice,
  notifications_off: notificationsOffNotice,
  morning: morningNotice,
  setup: setupNotice,
} as const;

export type NoticeKind = keyof typeof notices;
export type NoticeFacts<K extends NoticeKind> = z.infer<(typeof notices)[K]>;
export type Notice = { [K in NoticeKind]: { readonly kind: K; readonly facts: NoticeFacts<K> } }[NoticeKind];

/** Reads what the outbox kept. Throws if a row was written by a version that meant something else. */
export function readNotice(kind: string, facts: unknown): Notice {
  const schema = notices[kind as NoticeKind];
  if (schema === undefined) throw new Error(`unknown notice kind ${kind}`);
  return { kind, facts: schema.parse(facts) } as Notice;
}
