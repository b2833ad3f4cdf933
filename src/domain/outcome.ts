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
  'dispute_settled',
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

/** What to do next after a contact (R14). */
export const nextActionKinds = [
  'ask_for_date',
  'agree_rest',
  'offer_plan',
  'check_payment',
  'ask_approval',
  'resend_invoice',
  'resolve_dispute',
  'consider_escalation',
  'follow_up',
  'try_again',
  'try_other_way',
  'find_contact',
] as const;
export type NextActionKind = (typeof nextActionKinds)[number];

const nextActions: Readonly<Record<Outcome, { kind: NextActionKind; workingDays: number } | null>> = {
  // The promise carries its own dates (R7); a remark asks for nothing.
  promised: null,
  note: null,
  intent: { kind: 'ask_for_date', workingDays: 3 },
  partial_offer: { kind: 'agree_rest', workingDays: 1 },
  asked_for_plan: { kind: 'offer_plan', workingDays: 2 },
  // "Sent" is not received: looked up the next working day.
  payment_sent: { kind: 'check_payment', workingDays: 1 },
  in_payment_run: { kind: 'check_payment', workingDays: 5 },
  waiting_approval: { kind: 'ask_approval', workingDays: 3 },
  invoice_not_received: { kind: 'resend_invoice', workingDays: 1 },
  dispute: { kind: 'resolve_dispute', workingDays: 5 },
  // Paused for the dispute, to be collected again.
  dispute_settled: { kind: 'ask_for_date', workingDays: 1 },
  refused: { kind: 'consider_escalation', workingDays: 1 },
  answered: { kind: 'follow_up', workingDays: 5 },
  not_answered: { kind: 'try_again', workingDays: 1 },
  left_message: { kind: 'try_again', workingDays: 2 },
  voicemail: { kind: 'try_again', workingDays: 2 },
  unreachable: { kind: 'try_other_way', workingDays: 1 },
  wrong_contact: { kind: 'find_contact', workingDays: 1 },
  skipped: { kind: 'follow_up', workingDays: 1 },
};

/**
 * R14: each outcome sets the next action and in how many working days it is due. Null: none, because a promise was
 * given (its date says when) or nothing was said about the outcome.
 */
export function nextActionOf(outcome: Outcome): { kind: NextActionKind; workingDays: number } | null {
  return nextActions[outcome];
}
