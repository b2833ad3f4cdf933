import { plural } from '../format.js';

/** What `/collect help`, the manifest and the README say of one subcommand. */
interface CommandText {
  readonly usage: string;
  readonly summary: string;
  readonly examples: string[];
}

const entry = (usage: string, summary: string, ...examples: string[]): CommandText => ({ usage, summary, examples });

/** The words around the commands. Names and typed text that come in as parameters are escaped already. */
export const commands = {
  /** The hint beside /collect while somebody types (at most 1,000 characters). */
  hint: (verbs: string) => `[${verbs}]`,
  table: { command: 'Command', does: 'What it does', who: 'Who' },
  who: { member: 'everybody', finance: 'finance, managers', manager: 'managers', admin: 'admins' },

  entries: {
    log: entry(
      'log CLIENT promised DATE [AMOUNT] [INVOICE] [note]',
      'Record what a client said: a promise to pay, a call, an e-mail, a dispute',
      'log ACME promised Friday',
      'log ACME promised half next Friday and the rest at month end',
      'log ACME promised INV-104 Friday, says approval is pending',
      'log ACME called, no answer',
    ),
    promises: entry('promises [CLIENT]', 'Open promises: yours, or those of one client', 'promises', 'promises ACME'),
    status: entry(
      'status CLIENT',
      'One client: what is open, overdue and to collect, its promises, what was said last',
      'status ACME',
    ),
    overdue: entry(
      'overdue [mine|CLIENT|PROJECT|@OWNER]',
      'Who is overdue, the largest sum to collect first',
      'overdue',
      'overdue mine',
      'overdue @dana',
    ),
    paid: entry(
      'paid CLIENT AMOUNT [INVOICE] [DATE]',
      'Record money that came in',
      'paid ACME 12,000',
      'paid ACME 9,400 INV-104 yesterday',
    ),
    snooze: entry(
      'snooze CLIENT until DATE [, why]',
      'Let a client rest: no row in the digest and no reminder until that day',
      'snooze ACME until next Friday',
      'snooze ACME until 15 Dec, the CFO is away',
      'snooze ACME off',
    ),
    escalations: entry('escalations', 'Clients that need a decision, with the reasons', 'escalations'),
    undo: entry('undo', 'Take back the last thing you recorded', 'undo'),
    project: entry(
      'project "NAME" here owner @PERSON [backup @PERSON] [clients A, B]',
      'Tie a project to its channel and to the person who owns its receivables',
      'project "Apollo" here owner @dana backup @lee',
      'project "Apollo" here owner @dana clients ACME, Globex',
    ),
    client: entry(
      'client NAME [add | rename NAME | alias NAME | contact NAME E-MAIL PHONE | project NAME]',
      'Show a client, add or rename one, or add an alias, a contact or its project',
      'client ACME add',
      'client ACME rename "ACME Group"',
      'client ACME alias "Acme Studios Ltd"',
      'client ACME contact "Mia Wong" mia@acme.example',
    ),
    assign: entry(
      'assign CLIENT @OWNER [backup @PERSON]',
      'Give a client to the person who looks after it',
      'assign ACME @dana backup @lee',
    ),
    role: entry(
      'role [@PERSON member|finance|manager|admin]',
      'See or say who may record payments, who decides on escalations and who looks after the settings',
      'role @kim finance',
      'role',
    ),
    digest: entry(
      'digest [now|on|off|08:30|weekdays mon-fri|country DE|quiet on|language zh|amounts off|minimum 500]',
      "Show or set this channel's morning digest; `now` shows it to you alone",
      'digest',
      'digest 08:30',
      'digest now',
      'digest amounts off minimum 500',
    ),
    notifications: entry(
      'notifications [at once|daily|off|hours 9:00-17:30 mon-thu]',
      'When your direct messages come: your working hours, at once, once a day, or only escalations',
      'notifications',
      'notifications daily',
      'notifications hours 9:00-17:30 mon-thu',
    ),
    away: entry(
      'away [from DATE] until DATE',
      'While you are away your backups get what is yours',
      'away until 30 Nov',
      'away from Monday until 4 Dec',
    ),
    back: entry('back', 'You are back before the day you said', 'back'),
    setup: entry('setup', 'Set Collect up, step by step, or go on where that was left', 'setup'),
    help: entry('help [COMMAND]', 'What can be typed', 'help', 'help log'),
  },
  overviewSummary: 'What matters to you now',

  close: 'Close',
  working: 'One moment…',
  unknownVerb: (typed: string) => `I do not know "${typed}".`,
  didYouMean: (typed: string, nearest: string) => `I do not know "${typed}". Did you mean \`${nearest}\`?`,
  typed: (line: string) => `You typed: \`${line}\``,
  run: (line: string) => `Run ${line}`,

  project: {
    set: (name: string, channel: string) => `*${name}* lives in ${channel} now.`,
    owner: (name: string) => `Owner ${name}`,
    noOwner: 'No owner yet: `/collect project "NAME" here owner @PERSON`',
    backup: (name: string) => `backup ${name}`,
    clients: (names: string) => `Its clients: ${names}.`,
    /** Other projects of the channel. */
    beside: (names: string, n: number) =>
      `${names} ${plural(n, 'lives', 'live')} there as well: one digest tells of all of them.`,
    digest: (time: string, channel: string) =>
      `The digest comes to ${channel} at ${time} on working days; \`/collect digest\` there changes that.`,
    invite: (channel: string) =>
      `I am not in ${channel} yet, so I cannot post there and no digest comes. Type \`/invite @Collect\` there.`,
  },

  client: {
    added: (name: string) => `*${name}* is a client now.`,
    renamed: (before: string, name: string) => `${before} is called *${name}* now, and answers to both names.`,
    noAlias: (client: string, alias: string) => `${client} no longer answers to "${alias}".`,
    alias: (client: string, alias: string) => `${client} also answers to "${alias}" now.`,
    contact: (client: string, contact: string) => `Contact of ${client}: ${contact}.`,
    project: (client: string, project: string) => `${client} belongs to the project ${project} now.`,
  },

  assign: {
    done: (name: string, owner: string) => `${name}: the owner is ${owner} now.`,
    before: (name: string) => `Before: ${name}.`,
    backup: (name: string) => `Backup: ${name}.`,
    backupLeft: (owner: string) =>
      `${owner} was the backup until now, so nobody stands in. Name somebody with \`backup @PERSON\`.`,
  },

  role: {
    done: (person: string, role: string) => `${person} has the role *${role}* now.`,
    before: (role: string) => `Before: ${role}.`,
    names: { member: 'member', finance: 'finance', manager: 'manager', admin: 'admin' },
  },

  digest: {
    title: (channel: string, projects: string) => `*Digest of ${channel}* (${projects})`,
    on: (time: string, weekdays: string) => `Comes at ${time} on ${weekdays}.`,
    restDays: (days: string) => `Not on ${days}: these are no working days here.`,
    off: 'Switched off. `/collect digest on` brings it back.',
    zone: (zone: string) => `Time zone ${zone}`,
    country: (country: string) => `public holidays of ${country} are left out`,
    noCountry: 'no public holidays are left out (`/collect digest country DE`)',
    quietOn: 'nothing to do: one quiet line',
    quietOff: 'nothing to do: no message',
    language: (locale: string): string => (locale === 'zh-CN' ? 'in Chinese' : 'in English'),
    amountsShown: 'with amounts',
    amountsHidden: 'without amounts',
    hiddenForGuests: (guests: number) =>
      `The channel is set to show amounts, but they are hidden: ${guests} ${plural(guests, 'guest is', 'guests are')} in it.`,
    hiddenForUnknown:
      'The channel is set to show amounts, but they are hidden: I could not find out who is in it. `collect doctor` says which scope is missing.',
    minimum: (amount: string) => `clients with less than ${amount} to collect are only counted`,
    changed: 'Changed.',
    preview: 'This is how the digest of this channel looks now. Only you see it.',
    nothingNow: 'There is nothing to say in this channel now: the digest would not come.',
    weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
  },

  passedOn: (name: string) => `Sent to ${name}.`,
  passedOnWithheld: (name: string) =>
    `${name} wants no direct messages but escalations, so this was not sent. Tell them yourself, or send it to somebody else.`,

  decided: {
    paymentSent: (client: string, who: string) =>
      `Recorded: ${client} says the payment is sent. That is no payment in the books yet: it is recorded by ${who} once the money is here.`,
    nobodyRecords: 'somebody with the role finance (`/collect role @PERSON finance`)',
    kept: (client: string, until: string) => `${client} stays with its owner until ${until}.`,
    escalated: (client: string) => `${client} is escalated. Its owner and its channel are told.`,
    requested: (client: string) => `The managers are asked to decide on ${client}.`,
  },

  form: {
    badDate: (typed: string) => `"${typed}" is no date.`,
    pastDate: 'This date is in the past.',
    futureDate: 'Money that is here cannot have come in the future.',
    badAmount: 'Write an amount, such as 5,000 or 1250.50.',
    amountTwoWays: 'This amount can be read in two ways. Write it without a thousands sign.',
    lateDate: (latest: string) => `At the latest ${latest}.`,
    empty: 'Please fill this in.',
    tookTooLong: 'This form took too long to open. Press the button again.',
    shortcutTooLate:
      'The form took too long to open; nothing is recorded. Use the shortcut again, or type it: `/collect log ACME promised Friday`.',
  },

  home: {
    title: 'Collect',
    first:
      'Ask me in the messages here, in your own words, or with `@Collect` in a channel: who should we escalate? what did ACME promise? `/collect help` shows what can be done.',
    help: 'Everything starts with `/collect`. `/collect help` lists what can be typed.',
    guest: 'Guests see no figures here.',
  },
};
