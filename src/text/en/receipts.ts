import type { NextActionKind } from '../../domain/outcome.js';
import { englishOrdinal, plural } from '../format.js';

/** What was recorded: the answer to the person who recorded it. Arguments are ready to print. */
export const receipts = {
  promised: (client: string, amount: string, date: string) => `${client} promised ${amount} by ${date}.`,
  promisedParts: (client: string, parts: string) => `${client} promised ${parts}.`,
  promisedPart: (amount: string, date: string) => `${amount} by ${date}`,
  logged: (client: string, what: string) => `Logged for ${client}: ${what}.`,
  /** `link` leads to it, in the words of `theMessage`. */
  messageKept: (link: string) => `Kept with it: ${link}.`,
  theMessage: 'the message it was logged from',
  takenFor: (typed: string, client: string) =>
    `You typed “${typed}”: I took it for ${client}, the only client that begins so. Undo it if another was meant.`,
  newClient: (client: string) => `${client} is new in the books.`,
  covers: (invoices: string) => `Covers ${invoices}.`,
  coversNothing: 'No open invoice stands behind it yet.',
  coveredInvoice: (number: string, amount: string, when: string) => `${number} (${amount}, ${when})`,
  partOf: (part: string, whole: string) => `${part} of ${whole}`,
  keptUntil: (deadline: string) => `Kept if the money is here by ${deadline}.`,
  keptUntilOf: (date: string, deadline: string) => `The part of ${date} is kept if the money is here by ${deadline}.`,
  /** `slip`: calendar days after the first date; below zero: before it. */
  laterDate: (invoices: string | null, level: number, first: string, slip: number) => {
    const which = `${invoices === null ? 'This' : `For ${invoices} this`} is the ${englishOrdinal(level)} date`;
    if (slip === 0) return `${which}, the same day as the first.`;
    const days = `${Math.abs(slip)} ${plural(slip, 'day', 'days')}`;
    return `${which}, ${days} ${slip > 0 ? 'after' : 'earlier than'} the first, ${first}.`;
  },
  finalDate: 'They called it final: if it is missed, the client is an escalation candidate at once.',
  confirmed: (n: number): string =>
    n === 1
      ? 'This promise was on record already. It stands as it was: no new date is counted.'
      : 'These promises were on record already. They stand as they were: no new date is counted.',
  replaces: (promises: string) => `Replaces the promise of ${promises}.`,
  reduces: (date: string, amount: string) => `The promise of ${date} is now for ${amount}.`,
  dispute: (amount: string, invoice: string, revisit: string, client: string) =>
    `${amount} of ${invoice} is in dispute and not chased; look at it again on ${revisit}. Once it is settled: \`/collect log ${client} dispute settled\``,
  /** `before`: what was on record as being in dispute on the same invoice. */
  disputeInstead: (before: string) => `It takes the place of the dispute that was on record, ${before}.`,
  disputedPart: (amount: string, invoice: string) => `${amount} of ${invoice}`,
  disputeSettled: (parts: string) => `No longer in dispute: ${parts}. It is to be collected again.`,
  about: (invoices: string) => `About ${invoices}.`,
  spokeWith: (name: string) => `With ${name}.`,
  happenedOn: (date: string) => `It was on ${date}.`,
  incoming: 'They contacted us.',
  next: (what: string, date: string) => `Next: ${what} on ${date}.`,
  nextActions: {
    ask_for_date: 'ask for a date',
    agree_rest: 'agree on the rest',
    offer_plan: 'answer with a plan',
    check_payment: 'check whether the money is here',
    ask_approval: 'ask about the approval',
    resend_invoice: 'send the invoice again',
    resolve_dispute: 'look at the dispute again',
    consider_escalation: 'decide on escalation',
    follow_up: 'follow up',
    try_again: 'try again',
    try_other_way: 'try another way',
    find_contact: 'find the right contact',
  } satisfies Record<NextActionKind, string>,
  outstanding: (amounts: string) => `Outstanding ${amounts}.`,
  nothingOutstanding: 'Nothing is outstanding.',
  alsoTold: (channel: string) => `Also told ${channel}.`,
  hints: {
    notWorkingDay: (date: string, client: string, deadline: string) =>
      `${date} is not a working day for ${client}. Recorded as typed; it counts as kept until ${deadline}.`,
    intentOnly: (client: string) =>
      `No firm date was named, so I kept it as an intention and ${client} stays on the list. When they name one: \`/collect log ${client} promised …\``,
    belowOverdue: (promised: string, due: string) =>
      `They promised ${promised} of the ${due} that is due; the rest stays on the list.`,
    otherCurrency: (client: string, promised: string, currencies: string) =>
      `They promised ${promised}, but nothing of ${client} is invoiced in that currency: all of it is in ${currencies}.`,
    aboveOutstanding: (promised: string, outstanding: string) =>
      `They promised ${promised}, more than the ${outstanding} that is outstanding. Is an invoice missing in the books?`,
    noDispute: (client: string) =>
      `No dispute of ${client} was on record, so nothing changes in what is to be collected. The conversation is kept.`,
    /** `disputed`: what is left out because it is in dispute; null: nothing is. */
    nothingLeft: (date: string, disputed: string | null) =>
      disputed === null
        ? `Nothing is left for ${date}: what is due until then is promised already, so no promise is recorded for that day.`
        : `Nothing is left for ${date}: the rest, ${disputed}, is in dispute, so no promise is recorded for that day.`,
    inDispute: (amount: string) => `${amount} of it is in dispute; the promise is kept on record all the same.`,
    nothingOutstanding: (client: string) =>
      `The books have nothing outstanding for ${client}. Is an invoice missing, or was another client meant?`,
    manyDates: (level: number) => `After ${level} dates it is worth asking what has to happen before they pay.`,
  },
  paid: (client: string, amount: string, date: string) => `${client} paid ${amount} on ${date}.`,
  settles: (lines: string) => `It goes to ${lines}.`,
  allocation: (amount: string, number: string, rest: string | null) =>
    rest === null ? `${number} (${amount}, now settled)` : `${number} (${amount}, ${rest} still open)`,
  rules: {
    designated: 'As you named it.',
    earliest_due: 'Earliest due first.',
    pro_rata: 'Same due date: in proportion.',
  },
  unallocated: (amount: string) => `${amount} met no open invoice and stays as their credit.`,
  promiseNow: (date: string, state: string, received: string, promised: string) =>
    `The promise of ${date} is now ${state}: ${received} of ${promised} received.`,
  /** Kept with less than was promised, as nothing is left to pay. `received`: null for nothing. */
  promiseSettled: (date: string, received: string | null, promised: string) =>
    received === null
      ? `The promise of ${date} is now kept: nothing is left open of what it covered. It was settled by earlier money or a credit.`
      : `The promise of ${date} is now kept: nothing is left open of what it covered. ${received} of ${promised} came in for it; earlier money or a credit settled the rest.`,
  /** Kept by the share that counts as kept; something may be open still. */
  promiseEnough: (date: string, received: string, promised: string) =>
    `The promise of ${date} is now kept: ${received} of ${promised} received, enough to count as kept.`,
  /** Kept with more than was promised. */
  promiseMore: (date: string, received: string, promised: string) =>
    `The promise of ${date} over ${promised} is now kept: more came in than was promised, ${received}.`,
  snoozed: (client: string, until: string) =>
    `${client} rests up to and including ${until}: no row in the digest and no reminder.`,
  snoozedTold: 'A promise that is not kept and money that comes in are told all the same.',
  notResting: (client: string) => `${client} does not rest: it has its rows and reminders.`,
  woken: (client: string) => `${client} is back in the digest and its reminders.`,
  /** By the kind of what was undone. */
  undone: {
    'conversation.logged': (client: string) => `What was logged for ${client} is taken back.`,
    'payment.recorded': (client: string) => `The payment of ${client} is taken back.`,
    'payment.may_be_one': (client: string) => `This is one payment of ${client}: it counts once, as the file has it.`,
    'payment.counted_once': (client: string) => `These are two payments of ${client}: both count.`,
    'client.added': (client: string) => `${client} is no client any more.`,
    'client.alias_added': (client: string) => `The alias of ${client} is taken back.`,
    'client.alias_removed': (client: string) => `${client} answers to the name again.`,
    'client.renamed': (client: string) => `${client} has its name back.`,
    'client.project_set': (client: string) => `The project of ${client} is as it was before.`,
    'client.assigned': (client: string) => `The owner of ${client} is as before.`,
    'client.snoozed': (client: string) => `${client} is in the digest and its reminders as before.`,
    'client.woken': (client: string) => `${client} rests as it did before.`,
    'project.set': () => 'The project is as it was before.',
    'project.assigned': () => 'The owner of the project is as before.',
    'role.set': () => 'The role is as it was before.',
    'digest.set': () => 'The settings of the digest are as before.',
    'escalation.kept': (client: string) => `The decision to keep ${client} with its owner is taken back.`,
    'escalation.escalated': (client: string) => `The escalation of ${client} is taken back.`,
    'escalation.requested': (client: string) => `The request to decide on ${client} is taken back.`,
  },
  projectGone: 'The project is on no list any more.',
  undoneOther: 'Taken back.',
  undonePromises: (client: string, parts: string) => `Taken back: ${client} promised ${parts}.`,
  theClient: 'the client',
  undoneTyped: (line: string) => `It was: ${line}`,
  undoneForm: 'It came from the form.',
  /** `facts`: what of it stands nowhere else here. */
  undoneFormOf: (facts: string) => `From the form: ${facts}`,
  restored: (client: string, amount: string, date: string) =>
    `The promise of ${client} over ${amount} by ${date} stands again.`,
  restoredAs: (client: string, amount: string, date: string, state: string) =>
    `The promise of ${client} over ${amount} by ${date} counts as ${state} now.`,
  stays: 'The entry and its correction both stay in the record.',
};
