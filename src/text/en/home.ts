import { plural } from '../format.js';

/** The Home tab. Arguments are ready to print. */
export const home = {
  title: (date: string) => `Your collections · ${date}`,
  calm: 'Nothing waits for you today.',
  waits: 'What waits for you',
  broken: (n: number, count: string) => `${count} ${plural(n, 'promise', 'promises')} not kept, not decided yet`,
  brokenRow: (client: string, amount: string, date: string) => `${client} ${amount}, promised for ${date}`,
  brokenReceived: (client: string, amount: string, date: string, received: string) =>
    `${client} ${amount}, promised for ${date}, ${received} received`,
  due: (n: number, count: string) => `${count} ${plural(n, 'promise', 'promises')} due by the next working day`,
  dueRow: (client: string, amount: string, date: string) => `${client} ${amount}, promised for ${date}`,
  silent: (n: number, count: string) => `${count} ${plural(n, 'client', 'clients')} nobody talks to`,
  silentRow: (client: string, amounts: string, overdue: string, days: string) =>
    `${client} ${amounts} · ${overdue}, nobody talked to them for ${days}`,
  neverTalkedRow: (client: string, amounts: string, overdue: string) =>
    `${client} ${amounts} · ${overdue}, nobody ever talked to them`,
  noNextStep: (n: number, count: string) => `${count} ${plural(n, 'client', 'clients')} without a next step`,
  noNextStepRow: (client: string, amounts: string, overdue: string, days: string) =>
    `${client} ${amounts} · ${overdue}, last contact ${days} ago`,
  noNextStepToday: (client: string, amounts: string, overdue: string) =>
    `${client} ${amounts} · ${overdue}, last contact today`,
  noContactRow: (client: string, amounts: string, overdue: string) =>
    `${client} ${amounts} · ${overdue}, no contact yet`,
  clients: (n: number, count: string) =>
    `${count} ${plural(n, 'client', 'clients')} of yours ${plural(n, 'owes', 'owe')} something`,
  clientsOnPage: (n: number, count: string, page: string, pages: string) =>
    `${count} ${plural(n, 'client', 'clients')} of yours ${plural(n, 'owes', 'owe')} something · page ${page} of ${pages}`,
  noClients: 'No client that you look after owes anything.',
  toCollectRow: (client: string, amounts: string, overdue: string) =>
    `${client} ${amounts} to collect, the oldest ${overdue}`,
  toCollectToday: (client: string, amounts: string) => `${client} ${amounts} to collect, due today`,
  overdueRow: (client: string, amounts: string, overdue: string) =>
    `${client} ${amounts} overdue, nothing of it to collect now, the oldest ${overdue}`,
  notDueRow: (client: string, amounts: string) => `${client} ${amounts} outstanding, nothing to collect now`,
  search: 'Find a client',
  searchPlaceholder: 'Name, then Enter',
  searchHint: 'Shows what is known of a client, also of those that are not yours.',
  week: (n: number, count: string, from: string, to: string) =>
    `${count} ${plural(n, 'promise', 'promises')} for this week, ${from} to ${to}`,
  noWeek: (from: string, to: string) => `No promise for this week, ${from} to ${to}.`,
  moreCandidates: (n: number) => `${n} more ${plural(n, 'needs', 'need')} a decision.`,
  try: {
    title: 'One thing to try',
    text: 'After your next call, say what came of it: `/collect log ACME promised Friday`. Or fill in the form; nothing is recorded before you send it.',
  },
  role: {
    member: 'Your role is *member*: you see the clients that you look after and those of your channels.',
    finance: 'Your role is *finance*: you see every client and record payments.',
    manager: 'Your role is *manager*: you see every client and decide on escalations.',
    admin: 'Your role is *admin*: you see and decide everything, and say who has which role.',
    operator: 'You run Collect.',
  },
  language: 'I write to you in the language of your Slack (Preferences, Language and region).',
  version: (version: string) => `Collect ${version} · all commands: \`/collect help\``,
  buttons: {
    setup: 'Set up Collect',
    setupLabel: 'Set up Collect, step by step',
    settings: 'Settings…',
    settingsLabel: 'Settings: your notifications, working hours and absence',
    all: 'All candidates',
    allLabel: 'All candidates for escalation',
  },
};
