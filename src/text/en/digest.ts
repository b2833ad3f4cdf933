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
  reasons: {
    promiseBroken: (date: string) => `promise of ${date} not kept`,
    promiseBrokenPartly: (date: string) => `promise of ${date} kept only in part`,
    inRow: (n: number) => `the ${englishOrdinal(n)} in a row`,
    promiseDueToday: 'promised for today',
    promiseDue: (date: string) => `promised for ${date}`,
    disputeRevisit: (date: string) => `in dispute, to be looked at again on ${date}`,
    disputeRevisitToday: 'in dispute, to be looked at again today',
    silent: (days: string) => `nobody talked to them for ${days}`,
    neverTalked: 'nobody ever talked to them',
    newlyOverdue: (overdue: string) => `newly overdue: ${overdue}`,
    overdue: (overdue: string) => overdue,
  },
  since: (date: string) => `Since ${date}`,
  changes: {
    paid: (client: string, amount: string) => `${client} paid ${amount}`,
    paidKept: (client: string, amount: string) => `${client} paid ${amount}, promise kept`,
    promiseKept: (client: string, amount: string) => `${client} kept its promise of ${amount}`,
    promiseBroken: (client: string, amount: string, date: string) =>
      `${client} did not keep its promise of ${date}, ${amount}`,
    newlyOverdue: (client: string, amount: string) => `${client} newly overdue, ${amount}`,
    promised: (client: string, amount: string, date: string) => `${client} promised ${amount} by ${date}`,
  },
  quiet: (projects: string, date: string, amounts: string) =>
    `${projects}, ${date}: nothing new. ${amounts} to collect.`,
  quietNothing: (projects: string, date: string) => `${projects}, ${date}: nothing new, nothing to collect.`,
  quietNext: (projects: string, date: string, amounts: string, promiseDate: string, client: string, promise: string) =>
    `${projects}, ${date}: nothing new. ${amounts} to collect; next promise ${promiseDate} (${client}, ${promise}).`,
  quietNothingNext: (projects: string, date: string, promiseDate: string, client: string, promise: string) =>
    `${projects}, ${date}: nothing new, nothing to collect; next promise ${promiseDate} (${client}, ${promise}).`,
  stale: (date: string) => `The last figures are of ${date}. I do not ask anybody to chase on figures that old.`,
  staleNever: 'No figures were imported yet. I do not ask anybody to chase without them.',
  staleImport: (person: string) => `${person}: import newer ones to go on.`,
  staleImportAnybody: 'Import newer ones to go on.',
  figuresToday: (time: string) => `Figures of ${time} today`,
  figuresOf: (date: string, time: string | null) =>
    time === null ? `Figures of ${date}` : `Figures of ${date}, ${time}`,
  figuresFrom: (figures: string, file: string) => `${figures}, from ${file}`,
  typedOnly: 'Figures as typed in Slack, nothing imported yet',
  setUpBy: (person: string) => `set up by ${person}`,
  change: 'time and days: `/collect digest`',
  threadTitle: (page: number, pages: number) =>
    pages === 1
      ? 'More clients that need somebody today'
      : `More clients that need somebody today, page ${page} of ${pages}`,
  threadPush: (n: number, page: number, pages: number) =>
    `${n} more ${plural(n, 'client needs', 'clients need')} somebody today${pages === 1 ? '' : ` (page ${page} of ${pages})`}.`,
  threadLeftOut: (n: number) =>
    `${n} more ${plural(n, 'client does', 'clients do')} not fit here: \`/collect overdue\``,
};
