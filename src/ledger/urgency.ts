import type { NoticeKind } from './notice.js';

/**
 * What a message is to the person who gets it. `answer`: to what they did a moment ago, so it is never held. `news`: it
 * waits for their working hours, and comes as they set it. `escalation`: it waits for their hours and for nothing else.
 */
export type Urgency = 'answer' | 'news' | 'escalation';

/** Of every kind, also of those that only channels get: whoever adds one says what it is. */
export const urgencies: Readonly<Record<NoticeKind, Urgency>> = {
  promise_logged: 'news',
  promise_due: 'news',
  promise_broken: 'news',
  payment_recorded: 'news',
  payments_met: 'news',
  digest: 'news',
  digest_thread: 'news',
  escalation_list: 'escalation',
  escalated: 'escalation',
  kept_with_owner: 'news',
  escalation_requested: 'escalation',
  project_set: 'news',
  passed_on: 'news',
  passed_on_done: 'news',
  role_changed: 'news',
  channel_refused: 'news',
  taken_down: 'news',
  late_answer: 'answer',
  request_given_up: 'answer',
  notifications_off: 'answer',
  morning: 'news',
  setup: 'answer',
};

const kinds = Object.keys(urgencies) as NoticeKind[];

/** The kinds that are said whenever they are written. */
export const answerKinds: readonly string[] = kinds.filter((kind) => urgencies[kind] === 'answer');

/** The order in which a morning's messages are read: what somebody must act on first. */
const reading: readonly NoticeKind[] = [
  'escalation_requested',
  'escalated',
  'promise_broken',
  'promise_due',
  'passed_on',
  'channel_refused',
];
const LIST_LAST = reading.length + 1;

export function placeInMorning(kind: string): number {
  if (kind === 'escalation_list') return LIST_LAST;
  const place = reading.indexOf(kind as NoticeKind);
  return place < 0 ? reading.length : place;
}
