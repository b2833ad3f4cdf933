/** Forms: titles and buttons within 24 characters. Plain text. */
export const forms = {
  cancel: 'Cancel',
  save: 'Save',
  newDateTitle: 'New promise date',
  newDateIntro: (client: string, amount: string, date: string) => `${client} promised ${amount} by ${date}.`,
  date: 'By when do they promise to pay?',
  amount: 'How much?',
  amountHint: 'For example 12,400 or 5k. Empty: all that the promise covers.',
  finalDate: 'Final',
  finalDateOption: 'They called this date final',
  note: 'What did they say?',
  notePlaceholder: 'Their reason, what they wait for, who decides',
  paidTitle: 'Record a payment',
  paidIntro: (client: string, open: string | null) =>
    open === null ? `${client} paid.` : `${client} has ${open} open.`,
  paidAmount: 'Amount received',
  paidAmountHint: 'For example 12,400.00',
  paidDate: 'When did the money arrive?',
  reference: 'Reference',
  referencePlaceholder: 'Bank reference, invoice number',
  calledTitle: 'Log a call',
  calledIntro: (client: string) => `What came of the call with ${client}?`,
  outcome: 'Outcome',
  outcomePlaceholder: 'Choose what came of it',
  logTitle: 'Log it',
  logLine: 'The line, without /collect',
  logHint: 'For example: log ACME promised 5,000 by Friday, waits for approval',
  send: 'Send',
  keepTitle: 'Keep with the owner',
  keepIntro: (client: string, owner: string | null) =>
    owner === null
      ? `${client} leaves the escalation list until this day.`
      : `${client} stays with ${owner} until this day.`,
  keepDate: 'Until',
  keepDateHint: (latest: string) => `At the latest ${latest}. After it the client is looked at again.`,
  keepNote: 'Why? (the owner sees it)',
  keepSave: 'Keep',
  escalateTitle: 'Escalate',
  askTitle: 'Ask for a decision',
  escalateIntro: (client: string, owner: string | null, channel: string | null) =>
    owner === null && channel === null
      ? `${client} will be marked as escalated. It has no owner and no channel that could be told.`
      : `${client} will be marked as escalated, and ${[owner, channel].filter((x) => x !== null).join(' and ')} will be told.`,
  askIntro: (client: string) => `The managers will get the facts about ${client} and will decide.`,
  escalateNote: 'What should happen next?',
  escalateSave: 'Escalate',
  askSave: 'Ask',
  stale: 'This form is from an older version. Close it and run the command again; nothing was saved.',
};
