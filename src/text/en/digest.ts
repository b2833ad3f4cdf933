import { englishOrdinal, plural } from '../format.js';

/** The morning digest. Arguments are ready to print. */
export const digest = {
  title: (projects: string, date: string) => `Collections · ${projects} · ${date}`,
  /** `what`: "$48,200.00 to collect" */
  push: (projects: string, date: string, what: string, rows: number) =>
    rows === 0
      ? `Collections, ${projects}, ${date}: ${what}; nobody is needed today.`
      : `Collections, ${projects}, ${date}: ${what}; ${rows} ${plural(rows, 'client needs', 'clients need')} somebody today.`,
  pushStale: (projects: string, date: string, what: string) =>
    `Collections, ${projects}, ${date}: ${what} by old figures; import newer ones to go on.`,
  pushNothing: 'nothing to collect',
  /** In a channel without amounts, instead of them. */
  counts: (overdue: number, open: number) =>
    overdue === 0
      ? `${open} open ${plural(open, 'invoice', 'invoices')}, none overdue`
      : `${overdue} of ${open} open ${plural(open, 'invoice', 'invoices')} overdue`,
  countsSentence: (overdue: number, open: number) =>
    overdue === 0
      ? `${open} open ${plural(open, 'invoice', 'invoices')}, none overdue.`
      : `${overdue} of ${open} open ${plural(open, 'invoice', 'invoices')} ${plural(overdue, 'is', 'are')} overdue.`,
  toCollect: (amount: string) => `${amount} to collect`,
  /** A currency with something overdue of which nothing is to be chased. */
  nothingOfOverdue: (overdue: string, why: string | null) =>
    `Nothing to collect: ${overdue} is overdue${why === null ? '' : `, ${why}`}.`,
  paused: {
    promised: 'all of it promised',
    disputed: 'all of it in dispute',
    both: 'all of it promised or in dispute',
  },
  nothingAtAll: (outstanding: string) => `Nothing to collect, nothing overdue; outstanding ${outstanding}.`,
  more: (difference: string, since: string) => `${difference} more than on ${since}`,
  less: (difference: string, since: string) => `${difference} less than on ${since}`,
  same: (since: string) => `the same as on ${since}`,
  headline: (toCollect: string, change: string | null) =>
    change === null ? `${toCollect}.` : `${toCollect}, ${change}.`,
  overdue: (amount: string) => `Overdue ${amount}.`,
  /** Something is due today. */
  nothingOverdue: (outstanding: string) => `Nothing overdue; outstanding ${outstanding}.`,
  promisedAndDisputed: (promised: string, disputed: string) =>
    `Of what is due, ${promised} is promised and ${disputed} in dispute.`,
  promised: (promised: string) => `Of what is due, ${promised} is promised.`,
  disputed: (disputed: string) => `Of what is due, ${disputed} is in dispute.`,
  ages: { days1to30: '1-30', days31to60: '31-60', days61to90: '61-90', days91plus: 'over 90' },
  /** The first of them says that it is days. */
  bucket: (age: string, amount: string, first: boolean) => `${age}${first ? ' days' : ''} ${amount}`,
  needsSomebody: 'Needs somebody today',
  nobodyNeeded: 'Nobody is needed today.',
  moreInThread: (n: number) => `${n} more ${plural(n, 'client', 'clients')} in the thread`,
  quietClients: (n: number) =>
    `${n} more ${plural(n, 'client needs', 'clients need')} nobody: the money is promised, in dispute or not due.`,
  /** `amounts`: null in a channel without amounts. */
  waiting: (n: number, amounts: string | null) => {
    const who = `${n} more ${plural(n, 'client needs', 'clients need')} nobody yet`;
    const why = plural(
      n,
      'it was spoken with, is resting, or fell overdue only lately',
      'they were spoken with, are resting, or fell overdue only lately',
    );
    return amounts === null ? `${who}: ${why}.` : `${who}, with ${amounts} to collect: ${why}.`;
  },
  /** `minimum`: null in a channel without amounts. */
  belowMinimum: (n: number, minimum: string | null) =>
    minimum === null
      ? `${n} more ${plural(n, 'client needs', 'clients need')} somebody for less than this channel's minimum: \`/collect overdue\``
      : `${n} more ${plural(n, 'client needs', 'clients need')} somebody for less than ${minimum}: \`/collect overdue\``,
  reasons: {
    promiseBroken: (date: string) => `promise of ${date} not kept`,
    promiseBrokenPartly: (date: string) => `promise of ${date} kept only in part`,
    inRow: (n: number) => `the ${englishOrdinal(n)} in a row`,
    promiseDueToday: 'promised for today',
    promiseDue: (date: string) => `promised for ${date}`,
    disputeRevisit: (date: string) => `in dispute, to be looked at again on ${date}`,
    disputeRevisitPast: (date: string) => `in dispute, was to be looked at again on ${date}`,
    disputeRevisitToday: 'in dispute, to be looked at again today',
    silent: (days: string) => `nobody talked to them for ${days}`,
    neverTalked: 'nobody ever talked to them',
    newlyOverdue: (overdue: string) => `newly overdue: ${overdue}`,
    overdue: (overdue: string) => overdue,
  },
  since: (date: string) => `Since ${date}`,
  /** `amount`: null in a channel without amounts. */
  changes: {
    paid: (client: string, amount: string | null) => (amount === null ? `${client} paid` : `${client} paid ${amount}`),
    paidKept: (client: string, amount: string | null) =>
      amount === null ? `${client} paid, promise kept` : `${client} paid ${amount}, promise kept`,
    promiseKept: (client: string, amount: string | null) =>
      amount === null ? `${client} kept its promise` : `${client} kept its promise of ${amount}`,
    promiseBroken: (client: string, amount: string | null, date: string) =>
      amount === null
        ? `${client} did not keep its promise of ${date}`
        : `${client} did not keep its promise of ${date}, ${amount}`,
    newlyOverdue: (client: string, amount: string | null) =>
      amount === null ? `${client} newly overdue` : `${client} newly overdue, ${amount}`,
    promised: (client: string, amount: string | null, date: string) =>
      amount === null ? `${client} promised to pay by ${date}` : `${client} promised ${amount} by ${date}`,
  },
  /** What was done about a client since the digest was posted. `amount`: null in a channel without amounts. */
  deeds: {
    promised: (amount: string | null, date: string) =>
      amount === null ? `they promised to pay by ${date}.` : `they promised ${amount} by ${date}.`,
    promisedDates: (amount: string | null, dates: number, last: string) =>
      amount === null
        ? `they promised to pay on ${dates} dates, the last ${last}.`
        : `they promised ${amount} on ${dates} dates, the last ${last}.`,
    logged: (what: string) => `logged: ${what}.`,
    disputed: (amount: string | null, date: string) =>
      amount === null
        ? `in dispute, to be looked at again on ${date}.`
        : `${amount} in dispute, to be looked at again on ${date}.`,
    paid: (amount: string | null) => (amount === null ? 'they paid.' : `they paid ${amount}.`),
    assigned: (owner: string) => `${owner} is the owner now.`,
    snoozed: (date: string) => `reminders paused until ${date}.`,
    escalated: 'escalated.',
  },
  /** `by`: null for the operator of the machine. */
  doneBy: (by: string | null, time: string, what: string) =>
    by === null ? `${time}: ${what}` : `${by}, ${time}: ${what}`,
  doneBefore: (n: number) => `${n} more ${plural(n, 'entry', 'entries')} before.`,
  quiet: (projects: string, date: string, amounts: string) =>
    `${projects}, ${date}: nothing new. ${amounts} to collect.`,
  quietNothing: (projects: string, date: string) => `${projects}, ${date}: nothing new, nothing to collect.`,
  quietNext: (projects: string, date: string, amounts: string, promiseDate: string, client: string, promise: string) =>
    `${projects}, ${date}: nothing new. ${amounts} to collect; next promise ${promiseDate} (${client}, ${promise}).`,
  quietNothingNext: (projects: string, date: string, promiseDate: string, client: string, promise: string) =>
    `${projects}, ${date}: nothing new, nothing to collect; next promise ${promiseDate} (${client}, ${promise}).`,
  quietCounts: (projects: string, date: string, counts: string) => `${projects}, ${date}: nothing new. ${counts}`,
  quietCountsNext: (projects: string, date: string, counts: string, promiseDate: string, client: string) =>
    `${projects}, ${date}: nothing new. ${counts} The next promise is for ${promiseDate} (${client}).`,
  stale: (date: string) => `The last figures are of ${date}. I do not ask anybody to chase on figures that old.`,
  staleNever: 'No figures were imported yet. I do not ask anybody to chase without them.',
  staleImport: (person: string) => `${person}: import newer ones to go on.`,
  staleImportAnybody: 'Import newer ones to go on.',
  figuresToday: (time: string) => `Figures of ${time} today`,
  figuresOf: (date: string, time: string | null) =>
    time === null ? `Figures of ${date}` : `Figures of ${date}, ${time}`,
  figuresFrom: (figures: string, file: string) => `${figures}, from ${file}`,
  mostFigures: (date: string, file: string) => `most of them are of ${date}, from ${file}`,
  payments: (date: string, file: string) => `payments up to ${date}, from ${file}`,
  typedOnly: 'Figures as typed in Slack, nothing imported yet',
  setUpBy: (person: string) => `set up by ${person}`,
  change: 'time and days: `/collect digest`',
  /** Why the channel, which is set to show amounts, does not. */
  amountsHidden: {
    guests: 'Amounts are hidden: guests are in this channel.',
    unknown: 'Amounts are hidden: I could not find out who is in this channel.',
  },
  table: {
    client: 'Client',
    toCollect: 'To collect',
    daysOverdue: 'Days overdue',
    why: 'Why today',
    owner: 'Owner',
    done: 'Done today',
    none: '-',
  },
  tableTitle: (page: number, pages: number) =>
    pages === 1
      ? 'All clients that need somebody today'
      : `All clients that need somebody today, page ${page} of ${pages}`,
  tablePush: (n: number, page: number, pages: number) =>
    pages === 1
      ? `The ${n} clients that need somebody today, as a table.`
      : `${n} of the clients that need somebody today, as a table (page ${page} of ${pages}).`,
  csv: {
    project: 'Project',
    client: 'Client',
    invoice: 'Invoice',
    due: 'Due',
    daysOverdue: 'Days overdue',
    currency: 'Currency',
    outstanding: 'Outstanding',
    toCollect: 'To collect',
    promised: 'Promised',
    promisedBy: 'Promised by',
    disputed: 'In dispute',
    owner: 'Owner',
  },
  csvSent: (n: number) =>
    `The list with ${n} open ${plural(n, 'invoice', 'invoices')} is in your direct messages with me.`,
  csvComment: (n: number, channel: string) =>
    `The ${n} open ${plural(n, 'invoice', 'invoices')} of ${channel} that you may see. You asked for this list there.`,
  csvEmpty: 'There is no open invoice here that you may see.',
  csvNotGranted:
    'I may not send files here: an admin of this Slack workspace has to grant me the scope `files:write`. `/collect overdue` shows the list.',
  threadTitle: (page: number, pages: number) =>
    pages === 1
      ? 'More clients that need somebody today'
      : `More clients that need somebody today, page ${page} of ${pages}`,
  threadPush: (n: number, page: number, pages: number) =>
    `${n} more ${plural(n, 'client needs', 'clients need')} somebody today${pages === 1 ? '' : ` (page ${page} of ${pages})`}.`,
  threadLeftOut: (n: number) =>
    `${n} more ${plural(n, 'client does', 'clients do')} not fit here: \`/collect overdue\``,
};
