/** A setting that is wrong: its name, and its value where that may be shown. */
type SettingSentence = (setting: string, value: string | null) => string;

const settings = {
  title: (n: number) => (n === 1 ? 'One setting is wrong:' : `${n} settings are wrong:`),
  hint: 'Set them in the environment or in the file .env; README.md lists every setting.',
  fault: {
    bot_token: (setting) =>
      `${setting} is no bot token. It begins with xoxb-: api.slack.com/apps → your app → OAuth & Permissions`,
    app_token: (setting) =>
      `${setting} is no app token. It begins with xapp-: api.slack.com/apps → your app → Basic Information → App-Level Tokens`,
    signing_secret: (setting) =>
      `${setting} is no signing secret (a token is something else): api.slack.com/apps → your app → Basic Information → App Credentials`,
    bot_token_missing: (setting) =>
      `${setting} is missing, though the other half of the connection to Slack is set. It begins with xoxb-: api.slack.com/apps → your app → OAuth & Permissions`,
    connection_missing: () =>
      'SLACK_BOT_TOKEN is set, but how to reach Slack is not: set SLACK_APP_TOKEN (Socket Mode, needs no public address) or SLACK_SIGNING_SECRET (Slack calls HOST:PORT)',
    url: (setting, value) => `${setting} is no web address: ${value}`,
    database_url: (setting) =>
      `${setting} is no address of a PostgreSQL server. Write postgresql://user:password@host:5432/database, or leave it out for the embedded database`,
    port: (setting, value) => `${setting} must be a number from 0 to 65535, not ${value}`,
    host: (setting, value) => `${setting} is no host name or address: ${value}`,
    timezone: (setting, value) =>
      `${setting} is no time zone: ${value}. Write for example Europe/Berlin or Asia/Shanghai`,
    currency: (setting, value) => `${setting} is no currency of ISO 4217: ${value}. Write for example USD, EUR or CNY`,
    locale: (setting, value) => `${setting} is no language that Collect speaks: ${value}. Write en or zh-CN`,
    log_level: (setting, value) => `${setting} must be fatal, error, warn, info, debug, trace or silent, not ${value}`,
    env_file: (setting) => `${setting} cannot be read: check who may read it`,
  } satisfies Record<string, SettingSentence>,
};

const database = {
  newer: (migrations: string) =>
    `This database was written by a newer Collect (it has ${migrations}). Start that version, or restore a backup from before the update.`,
  changed: (migration: string) =>
    `The migration ${migration} differs from the one that this database was made with. Get prisma/migrations back as it was released; nothing was changed.`,
  half_applied: (migration: string) =>
    `The migration ${migration} was begun by another tool and not finished. Restore a backup, or finish it by hand and mark it with "prisma migrate resolve"; nothing was changed.`,
  migration_failed: (migration: string, reason: string) =>
    `The migration ${migration} could not be applied, and nothing of it was kept: ${reason}`,
  in_use: (directory: string, pid: number, since: string) =>
    `Collect is running already on ${directory} (process ${pid}, since ${since}). End it first, or give this one another COLLECT_DATA.`,
  not_serving: (directory: string, pid: number) =>
    `Process ${pid} has ${directory} open but does not answer. End it, then try again.`,
  elsewhere: (directory: string, host: string) =>
    `${directory} is in use on another machine (${host}). One machine at a time: end it there. For several, use a PostgreSQL server (DATABASE_URL).`,
  no_access: (directory: string, reason: string) =>
    `The data directory ${directory} cannot be written: ${reason}. Check who owns it, or choose another with COLLECT_DATA.`,
  other_version: (directory: string, found: string, wanted: string) =>
    `${directory} was made by an embedded PostgreSQL ${found}; this Collect has ${wanted} and cannot open it. Nothing was changed. Go on with the Collect that made it, or choose an empty COLLECT_DATA and import again.`,
  unreadable: (directory: string, reason: string) =>
    `The embedded database in ${directory} does not open: ${reason}. Restore a backup of this folder, or choose an empty COLLECT_DATA and import again.`,
  unreachable: (address: string, reason: string) =>
    `The database at ${address} does not answer: ${reason}. Check DATABASE_URL, and that the server runs and lets this machine in.`,
};

const doctor = {
  ok: 'ok',
  fault: 'FAULT',
  note: 'note',
  settings: 'Settings',
  database: 'Database',
  migrations: 'Migrations',
  outbox: 'Outbox',
  slack: 'Slack',
  settingsFine: 'every setting can be read',
  noSlack:
    'no tokens are set, so `collect start` runs in the sandbox. README.md, "Create the Slack app", says how to get them',
  server: (address: string) => `PostgreSQL server ${address}`,
  embedded: (directory: string) => `embedded in ${directory}`,
  shared: (directory: string, pid: number) => `embedded in ${directory}, open in process ${pid}`,
  notYet: (directory: string) => `none yet: the first start makes one in ${directory}`,
  upToDate: 'up to date',
  pending: (names: string) => `the next start applies ${names}`,
  inbox: 'Inbox',
  inboxEmpty: 'nothing is unfinished',
  inboxWaiting: (n: number) =>
    `${n} ${n === 1 ? 'request is' : 'requests are'} unfinished; \`collect start\` finishes them`,
  /** Requests of people that were tried several times and never came to their end. */
  inboxGivenUp: (n: number, kind: string, since: string, reason: string) =>
    `${n} ${n === 1 ? kind : `× ${kind}`} could not be finished (since ${since}; ${reason}). Whoever asked was told; the log says more.`,
  requestKinds: { command: 'command', press: 'press of a button', form: 'form', event: 'event' },
  outboxEmpty: 'nothing is waiting',
  outboxWaiting: (n: number) =>
    `${n} ${n === 1 ? 'message waits' : 'messages wait'} to be sent; \`collect start\` sends them`,
  /** Messages that were not delivered and are not tried again. */
  givenUp: {
    line: (n: number, what: string, place: string, since: string) =>
      n === 1
        ? `${what} ${place} was not delivered (${since}).`
        : `${what} ${place} was not delivered, ${n} times since ${since}.`,
    toChannel: (channel: string) => `for ${channel}`,
    toPerson: (person: string) => `for ${person}`,
    why: (why: string, reason: string) => `${why} (${reason})`,
    unknown: 'It may have arrived, so it was not sent again: look in Slack',
    refused: 'Slack refused it for good',
    todo: {
      not_member: 'Collect is not in that channel, or it is gone: type /invite @Collect there',
      archived: 'The channel is archived: unarchive it, or tie its projects to another (/collect project "NAME" here)',
      shared:
        'The channel is shared with another organisation, where no figures go: tie its projects to another (/collect project "NAME" here)',
      restricted: "Who may post there is restricted: let Collect post in the channel's settings",
    },
    worksAgain: '– something has arrived there since.',
    older: (n: number) => `and ${n} more ${n === 1 ? 'message' : 'messages'} before that`,
    /** By the kind of notice. */
    kinds: {
      promise_logged: 'The line about a promise',
      promise_due: 'The reminder of a promise',
      promise_broken: 'The message about a broken promise',
      payment_recorded: 'The line about a payment',
      payments_met: 'The message about a payment that a file brought too',
      digest: 'The morning digest',
      digest_thread: 'The rest of the morning digest',
      escalation_list: 'The escalation list',
      escalated: 'The message about an escalation',
      kept_with_owner: 'The message that a client stays with its owner',
      escalation_requested: 'The request to escalate',
      project_set: 'The line about the project',
      passed_on: 'A request passed on',
      passed_on_done: 'The message that a request passed on was done',
      role_changed: 'The message about a role',
      setup: 'The message that leads through setting up',
      channel_refused: 'The message about a channel',
      taken_down: 'What takes away a message in a shared channel',
      late_answer: 'An answer',
      request_given_up: 'The message about a request that was not finished',
      notifications_off: 'The message that notifications are off',
      morning: 'What waited for working hours',
    } as Readonly<Record<string, string>>,
  },
  connected: (team: string, bot: string) => `${bot} in ${team}`,
  botTokenRefused: (reason: string) =>
    `Slack refuses SLACK_BOT_TOKEN (${reason}). Install the app again (OAuth & Permissions) and copy the new token`,
  appTokenRefused: (reason: string) =>
    `Slack refuses SLACK_APP_TOKEN (${reason}). Make an app-level token with the scope connections:write (Basic Information) and turn on Socket Mode`,
  slackUnreachable: (url: string, reason: string) =>
    `${url} does not answer (${reason}). Check the network, a proxy, and SLACK_API_URL`,
  scopesMissing: (scopes: string) =>
    `the app lacks ${scopes}. Put manifest.json into the app's settings (App Manifest) and install it again`,
  withoutOptional: (scopes: string) => `without the optional ${scopes}`,
  suggestionsOff:
    "questions are not suggested in the messages with Collect. If your plan has agents, switch on Agents in the app's settings and install it again",
  suggestionsOn: 'questions are suggested in the messages with Collect',
  suggestionsRefused: (reason: string) =>
    `Slack does not let Collect suggest questions (${reason}); everything else works. See Agents in the app's settings`,
  allWell: 'Everything is in order.',
  faults: (n: number) => (n === 1 ? 'One fault.' : `${n} faults.`),
};

export const cli = {
  settings,
  database,
  doctor,
  start: {
    ready: (address: string) => `Collect is ready: ${address}`,
    portTaken: (address: string, setting: string) =>
      `${address} is taken by another program (or by another Collect). End that one, or choose another ${setting}.`,
    cannotListen: (address: string, reason: string) => `Cannot listen on ${address}: ${reason}`,
  },
  /** A start without Slack tokens, and `collect sandbox`. */
  sandbox: {
    begins: [
      'No Slack tokens are set, so Collect starts in the sandbox: a small Slack workspace on this machine, for trying and testing.',
    ],
    plays:
      'Filling it with sample data: clients, invoices and two weeks of work, told from today (about ten seconds) …',
    databaseLeftAlone: (directory: string) =>
      `DATABASE_URL is set and left alone: the sandbox has books of its own in ${directory}.`,
    ready: (url: string, day: string | null): readonly string[] => [
      ...(day === null ? [] : [`In the sandbox it is ${day}.`]),
      'Your own Slack: README.md, "Create the Slack app".',
      `Collect is ready. Open ${url}`,
    ],
    /** What came of a morning of the sandbox. */
    did: {
      payments: (n: number) => `${n === 1 ? 'One payment' : `${n} payments`} came in with the morning's figures.`,
      promises: (n: number) => `The promise check decided ${n === 1 ? 'one promise' : `${n} promises`}.`,
      told: (n: number) =>
        n === 1 ? 'One direct message went to an owner.' : `${n} direct messages went to owners of clients.`,
      digests: (n: number) => (n === 1 ? 'One channel got its digest.' : `${n} channels got their digest.`),
      escalations: (n: number) =>
        `The managers got the list of the week: ${n === 1 ? 'one client needs' : `${n} clients need`} a decision.`,
      nothing: 'Nothing was due.',
    },
    /** `collect sandbox`. */
    alone: {
      noManifest: (path: string, reason: string) =>
        `The app's manifest ${path} cannot be used: ${reason}. Say where it is with --manifest FILE (JSON, as on api.slack.com/apps → App Manifest).`,
      set: 'Start your app with these settings:',
      client:
        '(A Bolt app hands SLACK_API_URL on itself: new App({ …, clientOptions: { slackApiUrl: SLACK_API_URL } }). Socket Mode is not offered.)',
      requests: (url: string) => `Requests go to ${url}; --app URL sends them elsewhere.`,
      inUse: (directory: string, url: string) =>
        `${directory} is in use by another sandbox${url === '' ? '' : ` (its page: ${url})`}. End that one, or choose another --data DIR.`,
      kept: (directory: string) => `What happens is kept in ${directory}.`,
      notKept: 'Nothing is kept when it ends; --data DIR keeps it.',
      ready: (url: string) => `The sandbox is ready. Open ${url}`,
    },
  },
  waiting: {
    task: (pid: number) => `Waiting for another collect command to finish (process ${pid}) …`,
    ending: (pid: number) => `Waiting for the Collect that runs on this data directory to end (process ${pid}) …`,
    shared: 'Done; keeping the database open for another collect command …',
  },
  /** What `collect --help` says. */
  help: {
    program: 'Collect: the collections desk that lives in Slack',
    start: 'run Collect: answer in Slack, send what is due (without Slack tokens: in the sandbox, with sample data)',
    sandbox: 'start the sandbox alone: a Slack workspace on this machine for any Bolt app',
    sandboxPort: 'the port of its page and API (default 3300; 0: any)',
    sandboxApp: "where the app takes Slack's requests",
    sandboxManifest: "the app's manifest, JSON",
    sandboxData: 'keep what happens in this directory',
    import: 'read invoices, payments, clients, projects or promises from files (CSV, TSV, .xlsx)',
    importAs: 'what the rows are: invoices, payments, clients, projects or promises (else the columns say)',
    importMap: 'which column is which field, as column=field; several are separated by commas, or repeat the option',
    importDates: 'order of day and month where the file leaves doubt: mdy, dmy or ymd',
    importDecimal: 'the sign before the cents where the file leaves doubt: . or ,',
    version: 'print the version',
    dryRun: 'change nothing, show what would happen',
    json: 'print JSON for a program to read',
    workspace: 'the Slack team id, where the books have several workspaces',
    run: 'do once, now, what the clock does, and deliver it',
    runWhich: 'digest, promises, escalations or all',
    today: 'the date to take as today, YYYY-MM-DD',
    aging: 'outstanding and overdue by age and currency',
    role: 'say what a person may do',
    roleUser: 'Slack user id, e-mail address or name',
    roleRole: 'member, finance, manager or admin',
    settings: 'show the settings of the rules (days of grace, escalation thresholds …), or change one',
    settingsName: 'the setting; absent: show all',
    settingsValue: 'its new value',
    doctor: 'check settings, database and Slack, and say what to do about each fault',
    exitCodes: [
      'Exit codes: 0 done; 1 it did not work; 2 the command was not understood;',
      '            3 done, but something needs you (rows refused, a question about the file, faults found)',
    ].join('\n'),
  },
  /** What each setting of the rules is for, by its name. */
  workspaceSettings: {
    timezone: 'the zone of "today" in jobs and channels',
    currency: 'what an amount is in when nobody says',
    locale: 'the language of channels',
    country: 'whose public holidays are not working days (empty: weekends only)',
    'grace-working-days': 'days after the promised date on which money is still on time',
    'kept-threshold-percent': 'share of a promise that makes it kept',
    'silent-days': 'days without a word before the digest asks for one',
    'stale-data-days': 'working days after which figures are too old to chase on',
    'keep-max-days': 'how far "keep with owner until" may reach',
    'works-from': 'when the day begins of people who set no hours of their own',
    'works-until': 'and when it ends; no direct message comes outside of it',
    'undo-hours': 'how long something can be undone',
    'escalate-not-kept-in-row': 'promises in a row not kept',
    'escalate-days-overdue': 'days overdue',
    'escalate-no-contact-days': 'days without contact',
    'escalate-owner-silent-days': 'working days an owner may leave a message unanswered',
    'escalate-max-candidates': 'length of the list',
    'escalate-amount': 'overdue amounts, one a currency: "50000 USD"; "off USD" takes it away',
  } as Readonly<Record<string, string>>,
  usage: {
    settingValue: (name: string) => `Say what ${name} is to be: collect settings ${name} VALUE`,
    today: (value: string) => `--today must be a date YYYY-MM-DD, not ${value}`,
    map: (value: string) => `--map must be column=field, not ${value}`,
    choice: (option: string, value: string, allowed: string) => `${option} must be one of ${allowed}, not ${value}`,
    workspaces: (names: string) => `These books have several workspaces: say which with --workspace (${names}).`,
    noWorkspace: (wanted: string) => `There is no workspace ${wanted} in these books.`,
  },
  unexpected: (reason: string) => `This did not work: ${reason}`,
  aging: {
    title: (date: string) => `Receivables as of ${date}`,
    none: 'Nothing is outstanding.',
    unit: 'amounts are minor units of their currency (cents of USD); "decimal" has the same amounts as decimal texts',
    columns: {
      currency: 'Currency',
      outstanding: 'Outstanding',
      notDue: 'Not due',
      days1to30: '1–30 days',
      days31to60: '31–60',
      days61to90: '61–90',
      days91plus: '91+',
      overdue: 'Overdue',
      toCollect: 'To collect',
      invoices: 'Open invoices',
    },
  },
  role: {
    done: (name: string, role: string) => `${name} is now ${role}.`,
  },
  run: {
    nothing: 'Nothing is due.',
    nobodyForEscalations: (n: number) =>
      `${n} ${n === 1 ? 'client' : 'clients'} would be on the escalation list, but no manager is known: collect role NAME manager`,
    noChannel:
      'No channel gets a digest: none has a project and its digest switched on. In Slack, in the channel of a project: /collect project "NAME" here owner @NAME',
    wouldSend: (n: number) => (n === 1 ? 'One message would be sent:' : `${n} messages would be sent:`),
    written: (n: number) => (n === 1 ? 'One message is in the outbox.' : `${n} messages are in the outbox.`),
    toChannel: (channel: string) => `to channel ${channel}`,
    toPerson: (person: string) => `to ${person}`,
    delivered: (sent: number, later: number, failed: number) =>
      [
        `${sent} sent`,
        ...(later > 0 ? [`${later} put off by Slack`] : []),
        ...(failed > 0 ? [`${failed} refused by Slack or of unknown fate (collect doctor)`] : []),
      ].join(', '),
    noSlack: 'No Slack tokens are set, so they stay in the outbox until Collect is connected.',
  },
  importing: {
    progress: (file: string, percent: number, rows: string) => `${file}: ${percent} % (${rows} rows)`,
  },
};
