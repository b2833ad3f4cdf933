/** How a conversation was held. `unknown`: nobody said. */
export const media = ['call', 'email', 'message', 'meeting', 'letter', 'unknown'] as const;
export type Medium = (typeof media)[number];

/** out: we contacted them; in: they contacted us. */
export type Direction = 'out' | 'in';

/**
 * R14: what came of a contact. `promised` is a promise to pay with a date; `intent` a promise without one (R5);
 * `note` a remark that says nothing about the outcome.
 */
export const outcomes = [
  'promised',
  'intent',
  'partial_offer',
  'asked_for_plan',
  'payment_sent',
  'in_payment_run',
  'waiting_approval',
  'invoice_not_received',
  'dispute',
  'refused',
  'answered',
  'not_answered',
  'left_message',
  'voicemail',
  'unreachable',
  'wrong_contact',
  'skipped',
  'note',
] as const;
export type Outcome = (typeof outcomes)[number];
