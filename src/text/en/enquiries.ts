/** Questions in sentences: what can be asked, and what was not understood. Arguments are ready to print. */
export const enquiries = {
  notUnderstood: 'I did not understand that, so I looked nothing up. Is it one of these?',
  notUnderstoodNothing: 'I did not understand that.',
  example:
    'Ask me for example: who should we escalate? · what did ACME promise? · which clients of mine are overdue? · who promised to pay this week?',
  /** What a button looks up, as a question. */
  ask: {
    overdue: 'What is overdue?',
    overdueMine: 'What is overdue for me?',
    overdueOf: (name: string) => `What is overdue for ${name}?`,
    promises: 'What was I promised?',
    promisesOf: (name: string) => `What did ${name} promise?`,
    status: (name: string) => `How is ${name} doing?`,
    escalations: 'Who should we escalate?',
    help: 'What can I type?',
  },
  unknownName: (typed: string) => `I know no client and no project "${typed}" that you can see.`,
  severalNames: (typed: string, n: number) => `"${typed}" fits ${n} clients. Which one?`,
  oneAtATime: 'I answer for one client or project at a time. Which one first?',
  whichProject: 'Several projects live in this channel. Which one?',
  noProject: 'No project lives in this channel. Name it: `what is overdue in Apollo?`',
  /** Somebody writes what is to be recorded. */
  offered: 'Shall I record this? Nothing is recorded yet.',
  record: 'Record it',
  recordLabel: (line: string) => `Record it: ${line}`,
  /** Somebody asks to take back what they did last. */
  offeredUndo: 'Shall I undo what you recorded last? Nothing is undone yet.',
  undo: 'Undo it',
  undoLabel: 'Undo it: what you recorded last',
  /** Something is to be changed that is no record of what was said or paid. */
  offeredChange: 'Shall I do this? Nothing is changed yet.',
  doIt: 'Do it',
  doItLabel: (line: string) => `Do it: ${line}`,
  change: 'Change first…',
  changeLabel: 'Change first: edit the line before it is recorded',
  offeredLine: (line: string) => `The button does what \`/collect\` does with ${line}`,
  prompts: {
    title: 'Ask about your receivables',
    thisWeek: 'Who promised to pay this week?',
    today: 'What should I do today?',
  },
};
