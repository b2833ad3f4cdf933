import { plural } from '../format.js';

const inChannel = (client: string, channel: string | null): string =>
  channel === null ? client : `${client} in ${channel}`;

/** When direct messages come, absences, and what waited over night. Arguments are ready to print. */
export const notifications = {
  /** Below every direct message that was not asked for. */
  footer: 'Messages come in your working hours · when and how: `/collect notifications`',

  /** What waited for somebody, as one message. */
  morning: {
    title: (n: number, count: string) =>
      n === 0
        ? 'Messages waited for your working hours, but this version cannot show them.'
        : `${count} ${plural(n, 'message', 'messages')} waited for your working hours.`,
    push: (n: number, count: string, first: string) =>
      `${count} ${plural(n, 'message', 'messages')} waited for you. The first: ${first}`,
    more: (n: number, count: string) => `${count} more ${plural(n, 'does', 'do')} not fit here.`,
    showMore: 'Show the rest',
    showMoreLabel: 'Show the rest of what waited for you',
    gone: 'There is nothing more: this message is not yours, or all of it is shown.',
    rest: (n: number, count: string) =>
      plural(n, 'The last message that waited for you.', `The other ${count} messages that waited for you.`),
  },

  /** Promises that one check found broken, as one message. */
  together: {
    title: (_n: number, count: string) => `${count} promises were not kept.`,
    push: (_n: number, count: string, first: string) => `${count} promises were not kept. The first: ${first}`,
    showMoreLabel: 'Show the rest of the promises that were not kept',
    rest: (n: number, count: string) =>
      plural(n, 'The last promise that was not kept.', `The other ${count} promises that were not kept.`),
  },

  /** To whoever switched them off. */
  off: {
    title: 'Direct messages are off, except escalations.',
    where:
      'Everything else waits for you in the Home tab of this app and in your channels. Nobody is told in your place.',
    onAgain: 'Direct messages were off for a while. They come again.',
    back: 'Turn on again',
    backLabel: 'Turn on again: direct messages as things happen',
  },

  settings: {
    changed: 'Changed.',
    notify: {
      at_once: 'Direct messages come as things happen, in your working hours.',
      daily: 'Direct messages come once a day, an hour after your day begins; escalations in your working hours.',
      escalations: 'Only escalations come as direct messages; everything else is in the Home tab.',
    },
    hours: (from: string, until: string, days: string, zone: string) =>
      `Working hours: ${from} to ${until} on ${days}, time zone ${zone}.`,
    workingDays: 'working days',
    workingDaysOf: (country: string) => `the working days of ${country}`,
    hoursOfWorkspace: 'These are the hours of the workspace.',
    away: (from: string, until: string) =>
      `Away from ${from} until ${until}; meanwhile your backups get what is yours.`,
    awayUntil: (until: string) => `Away until ${until}; meanwhile your backups get what is yours.`,
    withheld: (n: number, count: string) =>
      `${count} ${plural(n, 'message was', 'messages were')} kept back in the last 30 days because direct messages are off.`,
    typeIt:
      'Typed: `/collect notifications at once|daily|off`, `/collect notifications hours 9:00-17:30 mon-thu`, `/collect away until DATE`',
    zoneFrom: 'The time zone is the one in your Slack profile.',
    open: 'Change…',
    openLabel: 'Change when your messages come, in a form',
  },

  away: {
    set: (from: string, until: string) => `Noted: you are away from ${from} until ${until}.`,
    setUntil: (until: string) => `Noted: you are away until ${until}.`,
    meanwhile: (n: number, count: string) =>
      n === 0
        ? 'You own nothing that would go to somebody else.'
        : `Meanwhile what comes about your ${count} ${plural(n, 'client', 'clients')} goes to the backup, and without one to a manager.`,
    noBackup: (n: number, count: string) =>
      `${count} of them ${plural(n, 'has', 'have')} no backup: \`/collect assign CLIENT @OWNER backup @PERSON\`.`,
    moved: (n: number, count: string) =>
      `${count} ${plural(n, 'message', 'messages')} that waited for you went to them already.`,
    undo: 'Back earlier? `/collect back`',
    back: 'Welcome back: what is yours comes to you again.',
    waits: (n: number, count: string) =>
      `${count} ${plural(n, 'message waits', 'messages wait')} for you and ${plural(n, 'comes', 'come')} in your working hours.`,
    wentElsewhere: (n: number, count: string) =>
      `${count} ${plural(n, 'message', 'messages')} of yours went to whoever stood in.`,
    othersLogged: (n: number, count: string, clients: string) =>
      `Meanwhile others logged ${count} ${plural(n, 'conversation', 'conversations')} with ${clients} of your clients; \`/collect promises\` shows what was promised.`,
    notIn: (channels: string) =>
      `You are not in ${channels}, so what comes about your clients there still goes to whoever stands in; join to get it yourself.`,
    notAway: 'You were not away, so nothing changed.',
  },

  form: {
    title: 'My settings',
    notify: 'Direct messages',
    notifyOptions: {
      at_once: 'As things happen',
      daily: 'Once a day, in the morning',
      escalations: 'Off, except escalations',
    },
    notifyHint: 'Never outside of your working hours. What is not sent is in the Home tab.',
    from: 'My day begins',
    until: 'My day ends',
    hoursHint: (from: string, until: string) => `Empty: the hours of the workspace, ${from} to ${until}.`,
    weekdays: 'I work on',
    weekdaysHint: 'None: the working days of the workspace. Public holidays are days off.',
    awayFrom: 'Away from',
    awayUntil: 'Away until',
    awayHint: 'Both days belong to it. Meanwhile your backups get what is yours. Empty: not away.',
    saved: 'Saved.',
    badHours: 'The day must end after it begins.',
    bothHours: 'Fill in both, or neither.',
    bothDays: 'Fill in the last day of your absence.',
    awayBackwards: 'The last day lies before the first.',
    awayPast: 'This day is past.',
    awayLong: (latest: string) => `At the latest ${latest}: whoever is gone for longer should hand over the clients.`,
  },

  /** Why somebody gets what is another's. `who`: the owner. */
  standIn: {
    backup: {
      away: (who: string, until: string, client: string, channel: string | null) =>
        `${who} is away until ${until}; you are the backup for ${inChannel(client, channel)}`,
      deactivated: (who: string, client: string, channel: string | null) =>
        `${who} has left this Slack workspace; you are the backup for ${inChannel(client, channel)}`,
      unreachable: (who: string, client: string, channel: string | null) =>
        `${who} cannot be reached in Slack; you are the backup for ${inChannel(client, channel)}`,
      notInChannel: (who: string, channel: string, client: string) =>
        `${who} is not in ${channel}; you are the backup for ${client}`,
    },
    manager: {
      away: (who: string, until: string, client: string, channel: string | null) =>
        `${who}, who owns ${inChannel(client, channel)}, is away until ${until}, and no backup can be reached; you get this as a manager`,
      deactivated: (who: string, client: string, channel: string | null) =>
        `${who}, who owns ${inChannel(client, channel)}, has left this Slack workspace, and no backup can be reached; you get this as a manager`,
      unreachable: (who: string, client: string, channel: string | null) =>
        `${who}, who owns ${inChannel(client, channel)}, cannot be reached in Slack, and there is no backup who can; you get this as a manager`,
      notInChannel: (who: string, channel: string, client: string) =>
        `${who}, who owns ${client}, is not in ${channel}, and no backup can be reached; you get this as a manager`,
    },
  },
};
