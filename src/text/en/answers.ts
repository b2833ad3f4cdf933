/** Answers about settings, help, and what is passed on. Arguments are ready to print. */
export const answers = {
  help: {
    title: 'What you can type',
    push: (n: number) => `${n} commands, each with \`/collect\` before it.`,
    topic: (name: string) => `\`/collect ${name}\``,
    aliases: (names: string) => `Also: ${names}`,
    examples: 'Examples',
    roles: { member: '', finance: 'for finance and managers', manager: 'for managers', admin: 'for admins' },
    ask: 'Or ask in a sentence: `@Collect who should we escalate?` in a channel or a thread, or in the messages with me: what did ACME promise? which clients of mine are overdue?',
    more: 'More about one: `/collect help log` · dates and amounts as you say them: Friday, 15 Mar, month end; 5k, half, the rest',
    guests: 'Answers are for your eyes only. What I post in a channel names no amounts while a guest is in it.',
    unknownTopic: (topic: string) => `There is no command "${topic}".`,
  },
  project: {
    set: (by: string, project: string) => `${by} tied ${project} to this channel.`,
    takenBack: (by: string, project: string) => `${by} tied ${project} to this channel. It was taken back since.`,
    owner: (owner: string, backup: string | null) =>
      backup === null ? `Owner: ${owner}.` : `Owner: ${owner}, backup: ${backup}.`,
    noOwner: 'No owner yet.',
    digest: (time: string) => `The digest comes on working days at ${time} · change it: \`/collect digest\``,
  },
  passedOn: {
    title: (by: string) => `${by} asks you to do this:`,
    push: (by: string, line: string) => `${by} asks you to run: /collect ${line}`,
    /** Push lines where amounts must not be named: the typed line may name some. */
    pushBare: (by: string) => `${by} asks you to do something that they may not do.`,
    doneForBare: (by: string) => `${by} did what you asked for.`,
    undoneForBare: (by: string) => `${by} did what you asked for, and it was taken back since.`,
    line: (line: string) => `/collect ${line}`,
    why: (date: string) => `Typed on ${date}. You get this because you have the role for it · roles: \`/collect role\``,
    run: 'Do it',
    runLabel: 'Do it: run this line as yourself',
    change: 'Change first…',
    changeLabel: 'Change first: edit the line before you run it',
    done: (by: string, when: string) => `${by} did it, ${when}.`,
    doneAlready: (by: string, when: string) =>
      `${by} did this already, ${when}. Nothing was recorded a second time. Undo it first if it is to be done anew.`,
    atWork: 'This is being recorded at the moment. Nothing was recorded a second time.',
    doneFor: (by: string) => `${by} did what you asked for:`,
    undoneFor: (by: string) => `${by} did what you asked for, and it was taken back since:`,
    asked: (date: string, when: string) => `You asked for it on ${date} · done ${when}`,
  },
  roleChanged: {
    byPerson: (by: string, role: string) => `${by} gave you the role *${role}* here.`,
    byOperator: (role: string) => `You have the role *${role}* here now: whoever runs Collect gave it to you.`,
    before: (role: string) => `Before, it was ${role}.`,
    can: {
      member:
        'You see the clients that you look after and those of the projects in your channels, and you may log what they say.',
      finance: 'You see all clients, and you may record payments and set up clients, projects and owners.',
      manager: 'You see all clients and decide on escalations, and you say who is in finance.',
      admin: 'You may do everything here, and you say who is a manager or an admin.',
    },
    why: 'You get this because your role was changed · what you can type: `/collect help`',
  },
  roleList: {
    title: 'Who has which role',
    push: (n: number, shown: string) =>
      n === 0
        ? 'Nobody may do more than a member here.'
        : n === 1
          ? 'One person may do more than a member here.'
          : `${shown} people may do more than a member here.`,
    groups: { admin: 'Admins', manager: 'Managers', finance: 'Finance' },
    group: (group: string, people: string) => `*${group}*: ${people}`,
    fromSlack: (person: string) => `${person} (admin in Slack)`,
    nobody: 'nobody',
    more: (_n: number, shown: string) => `${shown} more`,
    members: (n: number, shown: string) =>
      n === 1 ? 'One other person is a member.' : `${shown} other people are members.`,
    how: 'Change one: `/collect role @PERSON member|finance|manager|admin` · only admins say who is a manager or an admin',
  },
  interrupted: {
    late: 'I was interrupted; this is the answer to what you asked.',
    givenUp: 'I could not finish what you asked for, though I tried several times.',
    partly: 'Some of it was recorded: look at it (`/collect status CLIENT`) before you ask again.',
    nothing: 'Nothing of it was recorded.',
  },
  channelRefused: {
    title: (channel: string) => `I cannot post in ${channel}.`,
    todo: {
      not_member:
        'I am not in that channel, or it is gone. Type `/invite @Collect` there, or tie its projects to another channel by typing `/collect project "NAME" here` in that one.',
      archived:
        'It is archived. Unarchive it and type `/invite @Collect` there, or tie its projects to another channel by typing `/collect project "NAME" here` in that one.',
      shared:
        'It is shared with another organisation, so a client could read along and no figures go there. Tie its projects to a channel of your own by typing `/collect project "NAME" here` in that one.',
      restricted:
        'Who may post there is restricted. Let Collect post in the channel\'s settings (posting permissions), or tie its projects to another channel by typing `/collect project "NAME" here` in that one.',
    },
    projects: (names: string) => `What does not arrive is about ${names}.`,
    once: (code: string) =>
      `You hear this once, until I can post there again · Slack says ${code} · you get this because you are a manager`,
  },
  takenDown: 'This channel is shared with another organisation, so what I had posted here is taken away.',
  undelivered: {
    title: 'What did not arrive',
    line: (n: number, what: string, place: string, since: string) =>
      n === 1 ? `${what} ${place}, ${since}` : `${what} ${place}, ${n} times since ${since}`,
    why: (why: string, code: string) => `${why} (${code})`,
    unknown: 'It may have arrived, so I did not send it again: look there.',
    refused: 'Slack refused it for good.',
    /** By Slack's code, or the delivery's own. */
    todo: {
      not_in_slack: 'I do not know their Slack account. Give their clients to somebody else: `/collect assign`',
      user_disabled: 'Their Slack account is switched off. Give their clients to somebody else: `/collect assign`',
      user_not_found: 'Slack does not know them any more. Give their clients to somebody else: `/collect assign`',
      messages_tab_disabled: "My messages are switched off in the app's settings (App Home, Messages Tab).",
      missing_scope: 'I lack a permission. Put manifest.json into the settings of the app and install it again.',
    } as Readonly<Record<string, string>>,
    all: 'Only managers see this, until something arrives there again or two weeks have passed. All of it: `npx collect doctor`, where I run.',
  },
};
