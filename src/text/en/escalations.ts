import { englishOrdinal, plural } from '../format.js';

/** Escalation candidates and decisions. Arguments are ready to print. */
export const escalations = {
  title: (n: number, of: number) =>
    `${n} of ${of} overdue ${plural(of, 'client', 'clients')} ${plural(n, 'needs', 'need')} a decision.`,
  none: (of: number) =>
    of === 0
      ? 'No client is overdue, so nothing needs a decision.'
      : `None of ${of} overdue ${plural(of, 'client', 'clients')} needs a decision.`,
  top: (name: string, amounts: string) => `First: ${name}, ${amounts}.`,
  asOf: (date: string) => `As of ${date}`,
  overdue: (amount: string, oldest: string) => `${amount} overdue, the oldest ${oldest}`,
  reasons: {
    brokenInRow: (n: number) => `${n} ${plural(n, 'promise', 'promises')} in a row not kept`,
    finalDateBroken: (date: string) => `the final date ${date} not kept`,
    daysOverdue: (days: string, limit: string) => `${days} overdue (limit ${limit})`,
    amount: (overdue: string, limit: string) => `${overdue} overdue (limit ${limit})`,
    undisputedDays: (days: string, limit: string) => `without what is in dispute ${days} overdue (limit ${limit})`,
    undisputedAmount: (amount: string, limit: string) =>
      `without what is in dispute ${amount} overdue (limit ${limit})`,
    /** Behind the figure itself; `limit`: an amount, or days. */
    overLimit: (limit: string) => `over the limit of ${limit}`,
    amountOverLimit: 'overdue with more than the limit',
    noContact: (days: string) => `no contact for ${days}`,
    neverContacted: 'no contact ever logged',
    disputePastRevisit: (amount: string | null, date: string) =>
      amount === null ? `dispute not looked at since ${date}` : `dispute over ${amount} not looked at since ${date}`,
    ownerSilent: (owner: string, date: string) => `${owner} has not answered the message of ${date}`,
    theOwner: 'the owner',
    requested: (by: string, date: string) => `${by} asked for a decision on ${date}`,
    somebody: 'somebody',
  },
  lastPromise: (amount: string, date: string, state: string, level: number) =>
    level > 1
      ? `Last promise ${amount} by ${date} (${englishOrdinal(level)} date): ${state}.`
      : `Last promise ${amount} by ${date}: ${state}.`,
  lastPromiseParts: (parts: string) => `Last promise, in parts: ${parts}.`,
  lastPart: (amount: string, date: string, state: string) => `${amount} by ${date} (${state})`,
  noPromise: 'No promise yet.',
  lastContact: (date: string, what: string) => `Last contact ${date}: ${what}.`,
  noContact: 'No contact logged.',
  decided: {
    keep: (until: string) => `stays with the owner until ${until}.`,
    escalate: 'escalated.',
    settled: 'money came in, nothing of this is overdue any more.',
    /** Where nobody in particular brought the money into the books. */
    settledAt: (at: string | null) => `Settled${at === null ? '' : ` ${at}`}: nothing of this is overdue any more.`,
  },
  lastDecision: {
    keep: (by: string, on: string, until: string) => `${by} kept it with the owner on ${on}, until ${until}.`,
    escalate: (by: string, on: string) => `${by} escalated it on ${on}.`,
    requested: (by: string, on: string) => `${by} asked for a decision on ${on}.`,
  },
  owner: (owner: string) => `Owner ${owner}.`,
  noOwner: 'No owner.',
  more: (n: number) => `${n} more: decide on these first, then \`/collect escalations\` again.`,
  stale: 'The figures are older than your setting allows; import newer ones before you decide.',
  why: 'Managers get this list on the first working day of the week · at any time: `/collect escalations`',
  escalated: (client: string) => `${client} is escalated.`,
  escalatedBy: (by: string) => `Decided by ${by}.`,
  escalatedPush: (client: string, by: string, reasons: string) => `${client} is escalated by ${by}: ${reasons}.`,
  escalatedPushBare: (client: string, by: string) => `${client} is escalated by ${by}.`,
  because: (reasons: string) => `Why: ${reasons}.`,
  note: (by: string, note: string) => `${by}: "${note}"`,
  /** In a channel without amounts, of a note with numbers in it. */
  noteHidden: (by: string) => `${by} added a note with numbers. Amounts are hidden here, so it is not shown.`,
  ownerIs: (owner: string) => `Owner: ${owner}. Agree with them who talks to the client next.`,
  youOwn: (by: string) => `You own this client. Agree with ${by} who talks to them next.`,
  escalatedWhyOwner: 'You get this because you own the client: `/collect assign` changes that',
  keptWithYou: (client: string, until: string) => `${client} stays with you until ${until}.`,
  keptWhy: 'You get this because you look after the client: after that day it is looked at again',
  escalatedWhy: 'The owner and the project channel get this · decisions: `/collect escalations`',
  requested: (by: string, client: string) => `${by} asks you to decide on ${client}.`,
  requestTakenBack: (by: string) => `${by} took the question back.`,
  requestTakenBackAt: (by: string, when: string) => `${by}, ${when}: took the question back.`,
  /** Below the date that the client has named since. */
  requestStands: 'The question stands until it is decided or taken back.',
  /** Behind it in the push line; `overdue`: the sum and the days. */
  requestedPush: (overdue: string) => `It has ${overdue}.`,
  /** The same without amounts. */
  requestedPushBare: (oldest: string) => `Its oldest overdue invoice is ${oldest} late.`,
  requestedWhy: 'You get this because you are a manager · all candidates: `/collect escalations`',
  notCandidate: (client: string) => `By the rules ${client} is not an escalation candidate.`,
};
