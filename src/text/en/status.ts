import { plural } from '../format.js';

/** One client's facts; lists of clients; what matters to a person. Arguments are ready to print. */
export const status = {
  title: (client: string, date: string) => `${client} · ${date}`,
  push: (client: string, sums: string) => `${client}: ${sums}`,
  sums: (outstanding: string, overdue: string, toCollect: string) =>
    `Outstanding ${outstanding}, overdue ${overdue}, to collect ${toCollect}.`,
  nothing: 'Nothing is outstanding.',
  credit: (amounts: string) => `Credit that met no invoice yet: ${amounts}.`,
  invoices: (n: number, count: string) => `${count} open ${plural(n, 'invoice', 'invoices')}`,
  invoice: (number: string, open: string, when: string) => `${number} · ${open} · ${when}`,
  dueOverdue: (due: string, overdue: string) => `due ${due}, ${overdue}`,
  moreInvoices: (n: number) => `${n} more, due later`,
  promises: 'Promises',
  promiseOpen: (amount: string, date: string, deadline: string) =>
    `${amount} by ${date} · open, kept if the money is here by ${deadline}`,
  promiseEnded: (amount: string, date: string, state: string, received: string) =>
    `${amount} by ${date} · ${state}, ${received} received`,
  promiseSettled: (amount: string, date: string, received: string) =>
    `${amount} by ${date} · kept, nothing is left open of it; ${received} received for it`,
  /** `first`: null if it is the same day. */
  slipped: (level: string, first: string | null) =>
    first === null ? `${level} date, the same day as the first` : `${level} date, the first was ${first}`,
  disputes: 'In dispute',
  dispute: (amount: string, invoice: string, reason: string, revisit: string | null) =>
    `${amount} of ${invoice} · ${reason}${revisit === null ? '' : ` · look at it again on ${revisit}`}`,
  snoozed: (until: string) => `Rests up to and including ${until}: no row in the digest and no reminder.`,
  /** `by`: the manager; `owner`: with whom it stays; `why`: in their words. Null: nobody knows. */
  kept: (by: string | null, owner: string | null, until: string, why: string | null) => {
    const stays = `Stays with ${owner ?? 'its owner'} until ${until}${by === null ? '' : `, decided by ${by}`}`;
    return why === null ? `${stays}.` : `${stays}, because: "${why}".`;
  },
  keptRate: (kept: number, n: number, percent: number) => `Kept ${kept} of ${n} promises (${percent}%).`,
  keptRateTooFew: (n: number) =>
    n === 0
      ? 'None of their promises has come due yet.'
      : `Only ${n} of their promises ${plural(n, 'has', 'have')} come due so far: too few to say how reliable they are.`,
  lastTalk: (date: string, what: string, by: string | null) =>
    by === null ? `Last contact ${date}: ${what}.` : `Last contact ${date}: ${what}. Logged by ${by}.`,
  talkMessage: (link: string) => `From ${link}.`,
  theMessage: 'this message',
  noTalk: 'No conversation is logged.',
  owner: (owner: string) => `Owner ${owner}`,
  noOwner: 'No owner: `/collect assign`',
  backup: (backup: string) => `backup ${backup}`,
  projects: (n: number, projects: string) => `${plural(n, 'project', 'projects')}: ${projects}`,
  contacts: (contacts: string) => `Contacts: ${contacts}`,
  aliases: (aliases: string) => `Also called ${aliases}`,
  data: (when: string, file: string) => `Figures of ${when}, from ${file}`,
  mostData: (when: string, file: string) => `most of them are of ${when}, from ${file}`,
  paymentData: (when: string, file: string) => `payments up to ${when}, from ${file}`,
  noData: 'Figures as typed in Slack, nothing imported yet',
  briefTitle: (client: string, date: string) => `Brief: ${client} · ${date}`,
  /** In the row of a client of somebody who is not there. */
  standIn: {
    away: (who: string, until: string) => `you stand in for ${who}, who is away until ${until}`,
    deactivated: (who: string) => `you stand in for ${who}, who has left this Slack workspace`,
    unreachable: (who: string) => `you stand in for ${who}, who cannot be reached in Slack`,
    notInChannel: (who: string, channel: string) => `you stand in for ${who}, who is not in ${channel}`,
  },
  overdue: {
    title: (n: number, count: string) => `${count} overdue ${plural(n, 'client', 'clients')}`,
    mine: (n: number, count: string) => `${count} overdue ${plural(n, 'client', 'clients')} of yours`,
    inProject: (n: number, count: string, project: string) =>
      `${count} overdue ${plural(n, 'client', 'clients')} in ${project}`,
    named: (n: number, count: string, name: string) => `${count} overdue ${plural(n, 'client', 'clients')}: ${name}`,
    ofOwner: (n: number, count: string, name: string) =>
      `${count} overdue ${plural(n, 'client', 'clients')} of ${name}`,
    none: 'No client is overdue.',
    noneMine: 'None of your clients is overdue.',
    noneInProject: (project: string) => `Nothing is overdue in ${project}.`,
    noneNamed: (name: string) => `Nothing is overdue: ${name}.`,
    noneOfOwner: (name: string) => `No client of ${name} is overdue.`,
    page: (page: number, pages: number) => `page ${page} of ${pages}`,
    sums: (overdue: string, toCollect: string) => `Overdue ${overdue}, to collect ${toCollect}.`,
    row: (overdue: string, oldest: string) => `${overdue}, the oldest ${oldest}`,
    promised: (amount: string, date: string) => `promised ${amount} by ${date}`,
    /** Several promises: what they come to, the last date, and the next of them. */
    promisedParts: (amounts: string, n: number, until: string, next: string) =>
      `promised ${amounts} in ${n} parts by ${until}, ${next}`,
    promisedNext: (amount: string, date: string) => `next ${amount} by ${date}`,
    what: (currencies: number): string =>
      currencies > 1
        ? 'Most to collect first, one currency after the other · one client: `/collect status NAME`'
        : 'Most to collect first · one client: `/collect status NAME`',
  },
  overview: {
    title: (date: string) => `Your collections · ${date}`,
    push: (broken: number, due: number, overdue: number) =>
      `${broken} ${plural(broken, 'promise', 'promises')} not kept, ${due} due, ${overdue} overdue ${plural(overdue, 'client', 'clients')} of yours.`,
    calm: 'Nothing needs you today.',
    broken: 'Promises not kept, not decided yet',
    due: 'Promises due',
    own: (shown: number, of: number) =>
      shown === of ? 'Your overdue clients' : `Your overdue clients, ${shown} of ${of}`,
    brokenRow: (client: string, amount: string, date: string) => `${client} ${amount}, promised for ${date}`,
    escalations: (n: number) =>
      n === 0
        ? 'No escalation candidate waits for a decision.'
        : `${n} escalation ${plural(n, 'candidate waits', 'candidates wait')} for a decision.`,
    empty: 'The books are empty: no open invoices are in yet.',
    /** To whoever may not bring anything in. */
    emptyMember: [
      'Finance or a manager brings them in; `/collect setup` leads a manager through it.',
      'One thing to try then, after your next call: `/collect log ACME promised Friday`',
    ],
    emptySetup: 'One thing to try: `/collect setup` leads through it step by step. Or by hand:',
    emptyByHand: 'Two steps fill them:',
    emptySteps: [
      '1. Drop the Excel (.xlsx) or CSV file with the open invoices of your accounting program into the messages with me. I show what I understood before anything is taken.',
      '2. In the project\'s channel: `/collect project "Apollo" here owner @name`',
    ],
    hint: 'Log a conversation: `/collect log ACME promised Friday` · all commands: `/collect help`',
  },
};
