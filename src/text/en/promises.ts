import { englishOrdinal, plural } from '../format.js';

/** What is said about promises to pay. Arguments are ready to print. */
export const promises = {
  logged: (by: string, client: string, parts: string) => `${by} logged: ${client} promised ${parts}.`,
  takenBack: (by: string, client: string, parts: string) => `${by} took back: ${client} promised ${parts}.`,
  /** `amount`: null in a channel without amounts. */
  part: (amount: string | null, date: string, level: number) => {
    const what = amount === null ? `to pay by ${date}` : `${amount} by ${date}`;
    return level > 1 ? `${what} (${englishOrdinal(level)} date)` : what;
  },
  due: (client: string, amount: string, date: string) => `${client} promised ${amount} by ${date}.`,
  /** In a push line without amounts. */
  dueBare: (client: string, date: string) => `${client} promised to pay by ${date}.`,
  dueReceived: (received: string, rest: string) => `Received so far ${received}; ${rest} to come.`,
  /** `first`: null if it is the same day. */
  dueLevel: (level: number, first: string | null) =>
    first === null
      ? `It is the ${englishOrdinal(level)} date, the same day as the first.`
      : `It is the ${englishOrdinal(level)} date; the first was ${first}.`,
  broken: (client: string, date: string) => `${client} did not keep its promise of ${date}.`,
  brokenPartly: (client: string, date: string) => `${client} kept its promise of ${date} only in part.`,
  brokenPush: (sentence: string, promised: string, received: string, open: string) =>
    `${sentence} Promised ${promised}, received ${received}; open now ${open}.`,
  promisedOnly: (promised: string) => `Promised ${promised}.`,
  promisedReceived: (promised: string, received: string) => `Promised ${promised}, received ${received}.`,
  openNow: (open: string, oldest: string | null) =>
    oldest === null ? `Open now ${open}.` : `Open now ${open}, the oldest ${oldest}.`,
  record: (inRow: number, kept: number, n: number) =>
    `${englishOrdinal(inRow)} promise not kept in a row; ${kept} of its last ${n} were kept.`,
  keptOf: (kept: number, n: number) => `${kept} of its last ${n} promises were kept.`,
  tooFew: (n: number) =>
    n === 0
      ? 'No promise before this one to judge by.'
      : `${n} ${plural(n, 'promise', 'promises')} so far, too few to judge by.`,
  inRow: (n: number) => `${englishOrdinal(n)} promise not kept in a row.`,
  said: (who: string, date: string, note: string) => `${who} said on ${date}: "${note}".`,
  lastTalk: (date: string, what: string) => `Last contact on ${date}: ${what}.`,
  neverTalked: 'No conversation is logged.',
  they: 'They',
  detectedLate: (date: string) => `Found out only on ${date}: the check did not run in between.`,
  finalDate: 'They had called this date final.',
  why: {
    owner: (client: string, channel: string | null) =>
      channel === null ? `You own ${client}` : `You own ${client} in ${channel}`,
    backup: (client: string, channel: string | null) =>
      `You are the backup for ${client}${channel === null ? '' : ` in ${channel}`}; its owner cannot be reached`,
    manager: (client: string, channel: string | null) =>
      `You are a manager, and nobody who owns ${client}${channel === null ? '' : ` in ${channel}`} can be reached`,
  },
  changeOwner: 'change it: `/collect assign`',
  /** `when`: null where the message itself says it. */
  /** Nobody is named who recorded it: it came with a file. */
  settledByBooks: (when: string | null, what: string) =>
    when === null ? `By the newest figures: ${what}` : `By the figures of ${when}: ${what}`,
  stands: (client: string) => `This promise of ${client} was settled meanwhile.`,
  standsNothing: 'Nothing was recorded by your press. If there is more to it, log it.',
  decidedBy: (by: string, when: string | null, what: string) =>
    when === null ? `${by}: ${what}` : `${by}, ${when}: ${what}`,
  decisions: {
    paid: (amount: string | null) => (amount === null ? 'they paid.' : `they paid ${amount}.`),
    paidOn: (amount: string, date: string) => `they paid ${amount} on ${date}.`,
    paymentSent: 'the client says the money is on its way.',
    newDate: (date: string, level: number | null, amount: string | null) =>
      `new date ${date}${level === null ? '' : ` (${englishOrdinal(level)})`}${amount === null ? '' : `, ${amount}`}.`,
    called: (outcome: string | null) => (outcome === null ? 'called them.' : `called them: ${outcome}.`),
    logged: (outcome: string) => `logged “${outcome}”.`,
    escalated: 'asked the managers to decide.',
    tookBack: 'took back the record of this promise; it no longer counts.',
    /** By the state it ended in. */
    ended: (state: string): string => {
      if (state === 'broken') return 'Its day has passed: it was not kept.';
      if (state === 'partially_kept') return 'Its day has passed: it was kept only in part.';
      return state === 'withdrawn'
        ? 'The record of this promise was taken back; it no longer counts.'
        : 'Another promise has taken its place.';
    },
  },
  list: {
    title: (n: number, count: string) =>
      `${count} open ${plural(n, 'promise', 'promises')} of the clients you look after`,
    titleOf: (n: number, count: string, whose: string) =>
      `${count} open ${plural(n, 'promise', 'promises')} of ${whose}`,
    none: 'None of the clients you look after has an open promise.',
    noneOf: (whose: string) => `${whose} has no open promise.`,
    titleOfAll: (n: number, count: string) => `${count} open ${plural(n, 'promise', 'promises')}`,
    noneOfAll: 'There is no open promise that you can see.',
    broken: {
      title: (n: number, count: string) =>
        `${count} ${plural(n, 'promise', 'promises')} not kept by the clients you look after`,
      titleOf: (n: number, count: string, whose: string) =>
        `${count} ${plural(n, 'promise', 'promises')} not kept by ${whose}`,
      titleOfAll: (n: number, count: string) => `${count} ${plural(n, 'promise', 'promises')} not kept`,
      none: 'The clients you look after have broken no promise.',
      noneOf: (whose: string) => `${whose} has broken no promise.`,
      noneOfAll: 'No promise was broken that you can see.',
      pushLast: (title: string, row: string) => `${title}. The last is ${row}.`,
    },
    titleFor: (title: string, days: string) => `${title} · ${days}`,
    noneFor: (days: string, none: string) => `${days}: ${none}`,
    until: (to: string) => `up to ${to}`,
    between: (from: string, to: string) => `${from} to ${to}`,
    row: (client: string, amount: string, date: string) => `${client} ${amount} by ${date}`,
    push: (title: string) => `${title}.`,
    pushOne: (title: string, row: string) => `${title}: ${row}.`,
    pushFirst: (title: string, row: string) => `${title}. The first is ${row}.`,
    received: (amount: string) => `${amount} received`,
    /** `first`: null if it is the same day. */
    level: (level: number, first: string | null) =>
      first === null
        ? `${englishOrdinal(level)} date, the same day as the first`
        : `${englishOrdinal(level)} date, the first was ${first}`,
    overdue: (deadline: string) => `deadline ${deadline} is past`,
  },
};
