/** Answers about settings, help, and what is passed on. Arguments are ready to print. */
export const answers = {
  help: {
    title: 'What you can type',
    push: (n: number) => `${n} commands, each with \`/collect\` before it.`,
    topic: (name: string) => `\`/collect ${name}\``,
    aliases: (names: string) => `Also: ${names}`,
    examples: 'Examples',
    roles: { member: '', finance: 'for finance and managers', manager: 'for managers' },
    more: 'More about one: `/collect help log` · dates and amounts as you say them: Friday, 15 Mar, month end; 5k, half, the rest',
    unknownTopic: (topic: string) => `There is no command "${topic}".`,
  },
  project: {
    set: (by: string, project: string) => `${by} tied ${project} to this channel.`,
    owner: (owner: string, backup: string | null) =>
      backup === null ? `Owner: ${owner}.` : `Owner: ${owner}, backup: ${backup}.`,
    noOwner: 'No owner yet.',
    digest: (time: string) => `The digest comes on working days at ${time} · change it: \`/collect digest\``,
  },
  passedOn: {
    title: (by: string) => `${by} asks you to do this:`,
    push: (by: string, line: string) => `${by} asks you to run: /collect ${line}`,
    line: (line: string) => `/collect ${line}`,
    why: (date: string) => `Typed on ${date}. You get this because you have the role for it · roles: \`/collect role\``,
    run: 'Do it',
    runLabel: 'Run this line as yourself',
    change: 'Change first…',
    changeLabel: 'Change the line before you run it',
  },
};
