import type { UserErrorKey } from '../../domain/user-error.js';

/** A fact of the error, ready to print; `otherwise` where it was not given. */
export type Fact = (name: string, otherwise?: string) => string;

const quoted = (name: string) => (name === '' ? '' : ` "${name}"`);

/** What a role is needed for; the keys are those of DEEDS in slack/messages/error.ts. */
const deeds = {
  payments: 'record payments',
  escalations: 'decide on escalations',
  projects: 'set up projects',
  clients: 'change clients',
  owners: 'say who owns a client',
  roles: 'give roles',
  managers: 'say who is a manager or an admin',
  digest: 'set the digest of a project that somebody else looks after',
  amounts: 'have amounts shown where they are hidden',
};

/** What went wrong and what to do about it, one sentence or two for each key. */
const byKey: Record<UserErrorKey, (fact: Fact) => string> = {
  role_required: (f) => {
    const deed = deeds[f('deed') as keyof typeof deeds] ?? 'may do this';
    const only = { finance: 'Only finance and managers', manager: 'Only managers', admin: 'Only admins' };
    const who = `${only[f('role') as keyof typeof only] ?? only.finance} ${deed}`;
    const allowed = f('allowed');
    return allowed === ''
      ? `${who}, and nobody has that role yet. Whoever runs Collect can give it: \`npx collect role USER ${f('role', 'finance')}\``
      : `${who}: ${allowed}.`;
  },
  guest: () =>
    'Guests of this workspace see no figures here, and nothing of theirs is recorded. A member of the team can look it up for you.',
  another_organisation: () => 'Collect answers the people of its own workspace only. Nothing was recorded.',
  unknown_client: (f) =>
    f('or') === 'project'
      ? `I know no client and no project${quoted(f('client'))} that you can see. Check the name with \`/collect overdue\`; it may also belong to a project that you are not in.`
      : `I know no client${quoted(f('client'))} that you can see. Check the name with \`/collect overdue\`, or ask finance to add it; it may also belong to a project that you are not in.`,
  unknown_project: (f) =>
    `I know no project${quoted(f('project'))}. Finance or a manager can set it up: \`/collect project "NAME" here owner @name\``,
  unknown_invoice: (f) =>
    `${f('client', 'This client')} has no invoice${quoted(f('invoice'))}. The numbers are in \`/collect status ${f('client', 'NAME')}\``,
  invoice_settled: (f) =>
    `Nothing is open on ${f('invoice', 'that invoice')} of ${f('client', 'this client')}. Leave the number out and the money goes to what is due first.`,
  other_currency: (f) =>
    `${f('invoice', 'That invoice')} is in ${f('currency', 'another currency')}, the payment in ${f('typed', 'this one')}. Nothing was recorded; write the amount in ${f('currency', 'its currency')}.`,
  unknown_person: (f) =>
    f('asker') !== ''
      ? 'Slack does not tell me who you are. Try again; if it stays, ask an administrator of your Slack.'
      : `I cannot find ${f('person', 'that person')} among the members of this workspace. Name them with @.`,
  outsider: (f) => {
    const who = { bot: 'an app', deactivated: 'deactivated in Slack' };
    const what = who[f('why') as keyof typeof who] ?? 'a guest';
    return `Only members of the team look after clients or have a role, and ${f('person', 'this person')} is ${what} here. Name somebody else.`;
  },
  same_backup: (f) =>
    `Owner and backup would both be ${f('person', 'the same person')}, and nobody would stand in. Name somebody else, or no backup.`,
  client_exists: (f) =>
    `${f('client', 'This client')} is in the books already. See it with \`/collect status ${f('client', 'NAME')}\``,
  alias_taken: (f) =>
    `"${f('alias', 'This name')}" already means ${f('client', 'another client')}. Choose another name.`,
  bad_amount: (f) =>
    f('outstanding') === ''
      ? `${f('amount', 'That')} is no amount that can be recorded. It must be more than zero, for example 12,400.00.`
      : `${f('amount', 'That')} is no amount that can be recorded. Outstanding is ${f('outstanding')}; name an amount above zero.`,
  currency_needed: (f) =>
    f('currencies') === ''
      ? `${f('client', 'This client')} has open invoices in more than one currency. Write the code behind the amount, for example 5,000 EUR.`
      : `${f('client', 'This client')} has open invoices in ${f('currencies')}. Write the code behind the amount, for example 5,000 EUR.`,
  sign_in_doubt: (f) =>
    `${f('sign') === '' ? 'This sign' : `"${f('sign')}"`} does not say which currency is meant: what is open of ${f('client', f('invoice', 'this client'))} is in ${f('owed', 'another one')}. Write a code instead: ${f('choices', 'USD')}.`,
  future_date: (f) =>
    `${f('date', 'That day')} lies in the future. A payment counts from the day the money is here; record it then.`,
  same_payment: (f) =>
    f('recorded') !== ''
      ? `${f('by', 'You')} recorded on ${f('recorded')} that ${f('client', 'this client')} paid ${f('amount', 'this amount')}. Is this another payment?`
      : `The file of ${f('imported', 'the last days')} has ${f('amount', 'this amount')} paid by ${f('client', 'this client')} already. Is this another?`,
  nothing_to_undo: () =>
    'There is nothing of yours that could be undone. `/collect status NAME` shows what is recorded.',
  cannot_undo: (f) => {
    const why = f('why');
    if (why === 'already_undone') return 'This was undone already; nothing changed.';
    if (why === 'in_file')
      return 'A file of the accounting program has this payment by now, and that one counts; nothing changed.';
    if (why === 'too_old')
      return 'This is too old to be undone. Log what is right now; both entries stay in the record.';
    if (why === 'promise_moved_on')
      return 'The promise has moved on since: it was replaced, or money came in. Log what is right now instead.';
    return 'This can no longer be undone. Log what is right now instead.';
  },
  bad_until: (f) => {
    const max = f('max');
    const until = f('until', 'That day');
    return max === ''
      ? `${until} does not work: choose a day that lies ahead.`
      : `${until} does not work: choose a day after today and at the latest ${max}.`;
  },
  past_promise: (f) => `${f('date', 'That day')} is past. Name the day on which they will pay.`,
  far_promise: (f) =>
    `${f('date', 'That day')} is too far away to be recorded. The last day that can be promised is ${f('latest', 'in two years')}.`,
  promise_settled: (f) =>
    `This promise is ${f('state', 'settled')} by now, so nothing was changed. \`/collect status NAME\` shows how it stands.`,
  two_clients: (f) =>
    `Nothing was recorded: the line names two clients, ${f('client', 'one')} and ${f('other', 'another')}. Log each in a line of its own.`,
  nothing_to_escalate: (f) =>
    `${f('client', 'This client')} owes nothing any more, so there is nothing to escalate and nobody was told. \`/collect status ${f('client', 'NAME')}\` shows what came in.`,
  not_in_channel: (f) =>
    `I am not in ${f('channel', 'that channel')}. Type \`/invite @Collect\` there, then try again.`,
  shared_channel: (f) =>
    `${f('channel', 'This channel')} is shared with another organisation, so I say no figures there. Use a channel of your own or a direct message.`,
  channel_needed: () => 'Type this in the channel of the project; here I do not know which one is meant.',
  bad_setting: (f) =>
    f('overnight') !== ''
      ? `"${f('value')}" does not work: working hours begin and end on the same day. Write them like this: ${f('allowed')}`
      : f('allowed') === ''
        ? `This value${quoted(f('value'))} does not work for ${f('setting', 'this setting')}.`
        : `"${f('value')}" does not work for ${f('setting', 'this setting')}. Write it like this: ${f('allowed')}`,
  last_admin: () => 'This is the last admin. Make somebody else an admin first: `/collect role @name admin`',
};

export const errors = {
  byKey,
  role: 'role',
  settings: {
    time: 'the time',
    weekdays: 'the weekdays',
    language: 'the language',
    minimum: 'the minimum amount',
    hours: 'the working hours',
    timezone: 'the time zone',
    country: 'the country',
    project: 'the name of a project',
    name: 'a name',
  },
  unreachable: 'I could not reach the books; nothing was saved. Try again in a minute.',
  slow: 'The books are slow, so this is not saved yet. You hear from me when it is; if you do not within ten minutes, send it again.',
  /** Slack answers no question for a while; `seconds`: as it said itself, null where it did not. */
  putOff: (seconds: number | null) =>
    seconds === null
      ? 'Slack takes nothing from me at the moment, and I need it for this; nothing was changed. Try again in a minute.'
      : `Slack asks me to wait before I ask it more, and I need it for this; nothing was changed. Try again in ${seconds === 1 ? 'a second' : `${seconds} seconds`}.`,
  unexpected: (id: string) =>
    `Something went wrong on my side (id ${id}). Try again; if it stays, give the id to whoever runs Collect.`,
  kept: (line: string) => `What you typed is kept: ${line}`,
  staleButton: 'This button is from an older message and no longer works. Run the command again; nothing was changed.',
};
