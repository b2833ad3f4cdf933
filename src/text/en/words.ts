import type { DisputeReason } from '../../domain/dispute.js';
import type { Medium, Outcome } from '../../domain/outcome.js';
import { englishOrdinal, plural } from '../format.js';

const conjunction = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** Small words that sentences of several messages share. Arguments are ready to print. */
export const words = {
  outcomes: {
    promised: 'promised to pay',
    intent: 'means to pay, no date yet',
    partial_offer: 'offers a part',
    asked_for_plan: 'asks for a payment plan',
    payment_sent: 'says the payment is sent',
    in_payment_run: 'in their payment run',
    waiting_approval: 'waiting for approval',
    invoice_not_received: 'has not received the invoice',
    dispute: 'disputes the invoice',
    dispute_settled: 'the dispute is settled',
    refused: 'refused to pay',
    answered: 'answered',
    not_answered: 'no answer',
    left_message: 'left a message',
    voicemail: 'left a voicemail',
    unreachable: 'could not be reached',
    wrong_contact: 'wrong contact',
    skipped: 'skipped',
    note: 'note',
  } satisfies Record<Outcome, string>,
  media: {
    call: 'call',
    email: 'email',
    message: 'message',
    meeting: 'meeting',
    letter: 'letter',
    unknown: '',
  } satisfies Record<Medium, string>,
  disputeReasons: {
    acceptance_missing: 'acceptance missing',
    scope: 'scope',
    quality: 'quality',
    late_delivery: 'late delivery',
    pricing: 'price',
    invoice_error: 'error in the invoice',
    never_agreed: 'never agreed',
    client_process: 'their own process',
    other: 'other reason',
  } satisfies Record<DisputeReason, string>,
  states: {
    open: 'open',
    kept: 'kept',
    partially_kept: 'kept in part',
    broken: 'not kept',
    superseded: 'replaced by a newer one',
    withdrawn: 'taken back',
  },
  /** "the 2nd date" */
  ordinal: (n: number) => englishOrdinal(n),
  /** "A, B and C" */
  list: (items: readonly string[]) => conjunction.format(items),
  /** Items, of which some were left out. */
  listAndMore: (items: readonly string[], more: number) => `${items.join(', ')} and ${more} more`,
  andMore: (more: number) => `and ${more} more`,
  quoted: (text: string) => `"${text}"`,
  /** A label before its content. */
  label: (name: string, content: string) => `${name}: ${content}`,
  /** Names with @, one beside the other. */
  mentions: (names: readonly string[]): string => names.join(', '),
  clause: (parts: readonly string[]) => parts.join(', '),
  /** Sentences of one paragraph. */
  sentences: (parts: readonly string[]) => parts.join(' '),
  /** Lines of one block. */
  lines: (parts: readonly string[]) => parts.join('\n'),
  partOf: (part: string, whole: string) => `${part} of ${whole}`,
  channel: (name: string) => `#${name}`,
  nobody: 'no owner',
  clients: (n: number, count: string) => `${count} ${plural(n, 'client', 'clients')}`,
  days: (n: number, count: string) => `${count} ${plural(n, 'day', 'days')}`,
  dueToday: 'due today',
  due: (date: string) => `due ${date}`,
  daysOverdue: (n: number, count: string) => `${count} ${plural(n, 'day', 'days')} overdue`,
  youTyped: (line: string) => `You typed: ${line}`,
  onlyYou: 'Only you see this.',
  moreCurrencies: (n: number) => `${n} more ${plural(n, 'currency', 'currencies')}: \`/collect overdue\``,
};
