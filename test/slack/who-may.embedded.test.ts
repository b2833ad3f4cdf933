import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { commandNames } from '../../src/slack/commands/command.js';
import { type ActionId, actionIds, type formIds } from '../../src/slack/messages/action-ids.js';
import { shortcutIds } from '../../src/slack/shortcuts/log-promise.js';
import { unsaid } from '../../src/slack/views/conversation-form-for.js';
import { aClient, anInvoice } from '../support/books.js';
import { aTeam } from './a-team.js';
import { buttonsOf, type RunningApp, stateOf, wordsOf } from './running-app.js';

// Every door of Collect and everybody who may stand before it. Apollo in #proj-apollo has ACME Ltd and Globex.

/** Who asks, and from where. */
const people = {
  guest: { user: 'UGUEST', channel: 'CAPOLLO', team: 'T0001' },
  'other organisation': { user: 'UFAR', channel: 'CAPOLLO', team: 'T0999' },
  bot: { user: 'UROBOT', channel: 'CAPOLLO', team: 'T0001' },
  deactivated: { user: 'UGONE', channel: 'CAPOLLO', team: 'T0001' },
  elsewhere: { user: 'ULEE', channel: 'COTHER', team: 'T0001' },
  inside: { user: 'UNEW', channel: 'CAPOLLO', team: 'T0001' },
  finance: { user: 'UKIM', channel: 'CAPOLLO', team: 'T0001' },
  manager: { user: 'USAM', channel: 'CAPOLLO', team: 'T0001' },
  admin: { user: 'UBOSS', channel: 'CAPOLLO', team: 'T0001' },
} as const;
type Who = keyof typeof people;
const outsiders: readonly Who[] = ['guest', 'other organisation', 'bot', 'deactivated'];
const insiders: readonly Who[] = ['elsewhere', 'inside', 'finance', 'manager', 'admin'];

/** What somebody was told. */
type Outcome = 'guest' | 'role' | 'unknown' | 'done';

function outcomeOf(words: string): Outcome {
  if (words.includes('Guests of this workspace see no figures')) return 'guest';
  if (words.includes('Collect answers the people of its own workspace only')) return 'guest';
  if (/^Only (finance and managers|managers|admins) /m.test(words)) return 'role';
  if (
    /I know no (client|project)|Nothing to undo|nothing of yours|Type this in the channel of the project/i.test(words)
  )
    return 'unknown';
  return 'done';
}

/** In the order of `insiders`: elsewhere, inside, finance, manager, admin. */
type Row = readonly [Outcome, Outcome, Outcome, Outcome, Outcome];
const EVERYBODY: Row = ['done', 'done', 'done', 'done', 'done'];
const WHO_SEES_IT: Row = ['unknown', 'done', 'done', 'done', 'done'];
const FINANCE: Row = ['role', 'role', 'done', 'done', 'done'];
const MANAGERS: Row = ['role', 'role', 'role', 'done', 'done'];
const ADMINS: Row = ['role', 'role', 'role', 'role', 'done'];

let running: RunningApp;
let ids: { acme: number; promise: number; entry: number; kim: number; hidden: number };

beforeAll(async () => {
  const team = await aTeam();
  running = team.running;
  const { slack, books } = running;
  slack.user({ id: 'ULEE', name: 'lee' });
  slack.user({ id: 'UROBOT', name: 'robot', is_bot: true });
  slack.user({ id: 'UGONE', name: 'gone', deleted: true });
  slack.user({ id: 'UFAR', name: 'far' });
  for (const name of ['may', 'ben']) slack.user({ id: `U${name.toUpperCase()}`, name });
  slack.join('COTHER', 'ULEE');
  // What they press may be about nothing, or be theirs whom Slack gives no conversation.
  slack.mayRefuse(/^files\.info .*F0NOTTHERE/);
  slack.mayRefuse(/^conversations\.open .*(cannot_dm_bot|user_disabled)/);
  slack.mayRefuse(/^chat\.postEphemeral .*user_not_in_channel.*user=UGONE/);
  slack.mayRefuse(/^files\.completeUploadExternal .*channel_id=DU/);
  for (const user of ['UGUEST', 'UBOSS', 'UROBOT', 'UGONE', 'UMAY', 'UBEN']) slack.join('CAPOLLO', user);
  const lee = await books.prisma.person.create({
    data: { workspaceId: books.workspaceId, slackUserId: 'ULEE', name: 'lee', refreshedAt: books.clock.now() },
  });
  const own = await aClient(books, { name: 'Own Co', ownerId: lee.id });
  await anInvoice(books, { clientId: own, number: 'OWN-1', due: '2026-11-05', amount: 100_000 });
  await running.type('log ACME promised Friday', { user: 'UDANA' });
  const promise = await books.prisma.promiseToPay.findFirstOrThrow();
  const entry = await books.prisma.auditEntry.findFirstOrThrow({ where: { kind: 'conversation.logged' } });
  const hidden = await books.prisma.client.findFirstOrThrow({ where: { name: 'Hidden Corp' } });
  ids = { acme: team.acme, promise: promise.id, entry: entry.id, kim: team.kim, hidden: hidden.id };
}, 120_000);
afterAll(async () => await running.stop());

/** What comes back for what somebody did, wherever it comes: beside the request, in a form, in a message, in the Home tab. */
async function heard(act: () => Promise<unknown>): Promise<string> {
  const { slack } = running;
  const answers = slack.answers.length;
  const seen = new Set(slack.calls);
  await act();
  return await vi.waitFor(
    () => {
      const answer = slack.answers[answers];
      if (answer !== undefined) return wordsOf(answer.body);
      for (const method of ['views.update', 'views.publish', 'chat.postEphemeral', 'chat.postMessage']) {
        const call = slack.calls.find((one) => one.method === method && !seen.has(one));
        if (call !== undefined) return wordsOf((call.args.view ?? call.args) as Parameters<typeof wordsOf>[0]);
      }
      throw new Error('nothing came back');
    },
    { timeout: 15_000, interval: 10 },
  );
}

/** Each press is one of its own: the same once more in a moment is a nervous finger. */
let pressed = 0;

const line = async (text: string, who: Who): Promise<string> =>
  wordsOf((await running.forgedLine(text, people[who])).body);
const press = async (id: string, value: unknown, who: Who): Promise<string> =>
  await heard(() =>
    running.forgedPress(id, typeof value === 'string' ? value : JSON.stringify(value), {
      ...people[who],
      messageTs: `1.${++pressed}`,
    }),
  );

/** Each of them in turn, those who may do nothing first. */
async function outcomes(ask: (who: Who) => Promise<string>): Promise<Record<string, Outcome>> {
  const found: Record<string, Outcome> = {};
  for (const who of [...outsiders, ...insiders]) {
    const words = await ask(who);
    found[who] = outcomeOf(words);
    if (found[who] !== 'done') expect(words, `${who} is shown figures`).not.toMatch(/\$\d/);
  }
  return found;
}

const expected = (row: Row): Record<string, Outcome | undefined> => ({
  ...Object.fromEntries(outsiders.map((who) => [who, 'guest'])),
  ...Object.fromEntries(insiders.map((who, at) => [who, row[at]])),
});

const lines: readonly (readonly [name: (typeof commandNames)[number], line: string, row: Row])[] = [
  ['log', 'log ACME promised Friday', WHO_SEES_IT],
  ['promises', 'promises', EVERYBODY],
  ['promises', 'promises ACME', WHO_SEES_IT],
  ['status', 'status ACME', WHO_SEES_IT],
  ['overdue', 'overdue', EVERYBODY],
  ['overdue', 'overdue ACME', WHO_SEES_IT],
  ['overdue', 'overdue Apollo', WHO_SEES_IT],
  ['paid', 'paid Globex 100', FINANCE],
  ['snooze', 'snooze ACME until Friday', WHO_SEES_IT],
  ['escalations', 'escalations', MANAGERS],
  ['project', 'project Apollo here owner @dana', FINANCE],
  ['client', 'client ACME', WHO_SEES_IT],
  ['client', 'client Globex contact "Bill L" bill@globex.example', FINANCE],
  ['client', 'client Globex rename Globex', FINANCE],
  ['assign', 'assign Globex @dana', FINANCE],
  ['role', 'role', MANAGERS],
  ['role', 'role @dana finance', MANAGERS],
  ['role', 'role @dana manager', ADMINS],
  ['role', 'role @dana admin', ADMINS],
  ['role', 'role @dana member', ADMINS],
  ['digest', 'digest', WHO_SEES_IT],
  ['digest', 'digest 08:30', ['unknown', 'role', 'done', 'done', 'done']],
  ['undo', 'undo', EVERYBODY],
  ['notifications', 'notifications', EVERYBODY],
  ['notifications', 'notifications daily', EVERYBODY],
  ['away', 'away until 2026-12-04', EVERYBODY],
  ['back', 'back', EVERYBODY],
  ['setup', 'setup', MANAGERS],
  ['help', 'help', EVERYBODY],
];

describe('commands', () => {
  it('are all in the table', () => {
    expect(new Set(lines.map(([name]) => name))).toEqual(new Set(commandNames));
  });

  it.each(lines)('%s: %s', async (name, text, row) => {
    const found = await outcomes((who) => line(text, who));
    // Whether there is something to take back depends on what was done before: whoever may ask may ask.
    if (name === 'undo') for (const who of insiders) if (found[who] === 'unknown') found[who] = 'done';
    expect(found).toEqual(expected(row));
  });
});

describe('amounts that a member has hidden', () => {
  const shown = async () =>
    (await running.books.prisma.channel.findFirstOrThrow({ where: { slackChannelId: 'CAPOLLO' } })).amountsShown;

  it('are shown again by who may show them, also as an undo', async () => {
    const dana = { user: 'UDANA', channel: 'CAPOLLO' };
    await running.forgedLine('digest amounts on', people.finance);
    expect(outcomeOf(wordsOf((await running.forgedLine('digest amounts off', dana)).body))).toBe('done');
    expect(outcomeOf(wordsOf((await running.forgedLine('undo', dana)).body))).toBe('role');
    expect(await shown()).toBe(false);
    const hidden = await running.books.prisma.auditEntry.findFirstOrThrow({
      where: { kind: 'digest.set' },
      orderBy: { id: 'desc' },
    });
    expect(outcomeOf(await press('collect.undo', { auditId: hidden.id }, 'manager'))).toBe('done');
    expect(await shown()).toBe(true);
  });
});

const client = () => ({ clientId: ids.acme });
const promise = () => ({ promiseId: ids.promise, clientId: ids.acme });
/** Inputs of forms that change what the form shows: they say nothing by themselves, and stand in tables of their own. */
const changing = [
  'pick.client',
  'pick.invoices',
  'pick.project',
  'pick.channel',
  'log.outcome',
  'log.date',
  'log.amount',
  'log.currency',
  'log.another',
  'log.part',
];
type InputId = `pick.${string}` | `log.${string}`;
const opens = (form: string) => () => ({ form, clientId: ids.acme });
const dropped = () => ({ file: 'F0NOTTHERE', digest: 'a'.repeat(43) });

const buttons: Record<Exclude<ActionId, InputId>, readonly (readonly [value: () => unknown, row: Row])[]> = {
  'collect.rerun': [[() => ({ text: 'status ACME' }), WHO_SEES_IT]],
  'collect.undo': [[() => ({ auditId: ids.entry }), ['unknown', 'role', 'role', 'done', 'done']]],
  'collect.change': [
    [() => ({ text: 'log ACME promised Friday' }), WHO_SEES_IT],
    [() => ({ text: 'paid Globex 100' }), FINANCE],
    [() => ({ text: 'client Globex rename Globex' }), FINANCE],
    [() => ({ text: 'assign Globex @dana' }), FINANCE],
    [() => ({ text: 'project Apollo here owner @dana' }), FINANCE],
    [() => ({ text: 'digest 08:30' }), ['unknown', 'role', 'done', 'done', 'done']],
    [() => ({ text: 'role @dana finance' }), MANAGERS],
    [() => ({ text: 'escalations' }), MANAGERS],
    [() => ({ text: 'setup' }), MANAGERS],
  ],
  'collect.add_client': [[() => ({ text: 'status Newco', name: 'Newco' }), FINANCE]],
  'collect.pass_on': [[() => ({ text: 'paid ACME 100', personId: ids.kim }), EVERYBODY]],
  'collect.settings': [[() => ({}), WHO_SEES_IT]],
  'collect.form': [
    [opens('log'), WHO_SEES_IT],
    [() => ({ form: 'log' }), EVERYBODY],
    [opens('payment'), ['unknown', 'role', 'done', 'done', 'done']],
    [opens('client'), ['unknown', 'role', 'done', 'done', 'done']],
    [() => ({ form: 'client' }), FINANCE],
    [() => ({ form: 'project' }), FINANCE],
    [() => ({ form: 'digest' }), ['unknown', 'role', 'done', 'done', 'done']],
    [opens('snooze'), WHO_SEES_IT],
    [() => ({ form: 'snooze' }), EVERYBODY],
  ],
  'promise.paid': [[promise, WHO_SEES_IT]],
  'promise.new_date': [[promise, WHO_SEES_IT]],
  'promise.called': [[promise, WHO_SEES_IT]],
  'promise.escalate': [[promise, WHO_SEES_IT]],
  'escalation.keep': [[client, MANAGERS]],
  'escalation.escalate': [[client, WHO_SEES_IT]],
  'escalation.brief': [[client, WHO_SEES_IT]],
  'digest.row': [
    [() => `status ${ids.acme} -`, WHO_SEES_IT],
    [() => `log ${ids.acme} -`, WHO_SEES_IT],
    [() => `snooze ${ids.acme} -`, WHO_SEES_IT],
    [() => `dispute ${ids.acme} -`, WHO_SEES_IT],
    [() => `assign ${ids.acme} -`, ['role', 'role', 'done', 'done', 'done']],
  ],
  'digest.csv': [[() => 'open', WHO_SEES_IT]],
  'overdue.page': [[() => ({ filter: 'ACME', page: 1 }), WHO_SEES_IT]],
  'home.page': [[() => ({ page: 1 }), EVERYBODY]],
  'home.search': [[() => 'ACME', WHO_SEES_IT]],
  'home.settings': [[() => ({}), EVERYBODY]],
  // Of a message that was for nobody of them: that it is gone is all they hear.
  'morning.rest': [[() => ({ batchId: 999_999, from: 1 }), EVERYBODY]],
  'payment.same': [[() => ({ client: 'ACME' }), EVERYBODY]],
  'setup.keep': [[() => ({ step: 'currency' }), MANAGERS]],
  'setup.use': [
    [() => ({ step: 'currency', value: 'USD' }), ADMINS],
    [() => ({ step: 'timezone', value: 'UTC' }), ADMINS],
  ],
  'setup.open': [
    [() => ({ step: 'roles' }), MANAGERS],
    [() => ({ step: 'timezone' }), ADMINS],
    [() => ({ step: 'currency' }), ADMINS],
  ],
  'setup.later': [[() => ({ step: 'roles' }), MANAGERS]],
  'import.confirm': [[dropped, FINANCE]],
  'import.read_as': [[dropped, FINANCE]],
  'import.cancel': [[dropped, EVERYBODY]],
};

describe('buttons', () => {
  it('are all in a table', () => {
    expect([...Object.keys(buttons), ...changing].sort()).toEqual(Object.values(actionIds).sort());
  });

  it.each(Object.entries(buttons).flatMap(([id, rows]) => rows.map(([value, row], at) => ({ id, at, value, row }))))(
    '$id $at',
    async ({ id, value, row }) => {
      expect(await outcomes((who) => press(id, value(), who))).toEqual(expected(row));
    },
  );

  it('carry what this version wrote, or nothing', async () => {
    for (const who of outsiders) expect(outcomeOf(await press('promise.paid', 'rubbish', who)), who).toBe('done');
  });
});

const from = { channel: null, responseUrl: null, replace: false };
type FormId = (typeof formIds)[keyof typeof formIds];
type Inputs = Parameters<RunningApp['forgedSubmit']>[1];
interface Form {
  readonly inputs: Inputs | (() => Inputs);
  readonly metadata: () => object;
  readonly row: Row;
}
let added = 0;
const chosenClient = (): Inputs => ({ 'pick.client': { chosen: String(ids.acme) } });
const conversation = (): Inputs => ({
  ...chosenClient(),
  'log.outcome': { chosen: 'not_answered' },
});
const nothingKept = { parts: [], finalDate: false, dispute: { reason: 'other', amount: '', revisitOn: null } };
const conversationMemory = () => ({ auditId: null, permalink: null, said: unsaid, kept: nothingKept });
const forms: Record<FormId, readonly Form[]> = {
  'form.log': [
    { inputs: { line: 'status ACME' }, metadata: () => ({ auditId: null, permalink: null }), row: WHO_SEES_IT },
  ],
  'form.keep_until': [
    {
      inputs: { date: { date: '2026-11-24' } },
      metadata: () => ({ ...client(), promiseId: null }),
      row: ['unknown', 'role', 'role', 'done', 'done'],
    },
  ],
  'form.assign': [{ inputs: { owner: { user: 'UDANA' } }, metadata: promise, row: FINANCE }],
  'form.escalate': [{ inputs: {}, metadata: () => ({ ...client(), promiseId: null }), row: WHO_SEES_IT }],
  'form.conversation': [
    { inputs: conversation, metadata: conversationMemory, row: WHO_SEES_IT },
    {
      inputs: conversation,
      metadata: () => ({ ...conversationMemory(), promiseId: ids.promise }),
      row: WHO_SEES_IT,
    },
    {
      inputs: () => ({
        ...chosenClient(),
        'log.outcome': { chosen: 'promised' },
        'log.date': { date: '2026-11-30' },
        'log.amount': '',
      }),
      metadata: () => ({ ...conversationMemory(), promiseId: ids.promise }),
      row: ['unknown', 'done', 'done', 'done', 'done'],
    },
  ],
  'form.payment': [
    {
      inputs: () => ({ ...chosenClient(), 'log.amount': '1', 'log.date': { date: '2026-11-23' } }),
      metadata: () => ({ auditId: null, permalink: null }),
      row: FINANCE,
    },
  ],
  'form.client': [
    { inputs: () => ({ name: `Added ${++added}` }), metadata: () => ({ clientId: null }), row: FINANCE },
    { inputs: () => ({ name: 'ACME Ltd', aliases: `ACME ${++added}` }), metadata: client, row: FINANCE },
    { inputs: { name: 'ACME Ltd', owner: { user: 'UDANA' } }, metadata: client, row: FINANCE },
    { inputs: () => ({ name: `ACME ${++added}` }), metadata: client, row: FINANCE },
    { inputs: { name: 'ACME Ltd' }, metadata: client, row: FINANCE },
  ],
  'form.project': [
    {
      inputs: { name: 'Apollo', channel: { conversation: 'CAPOLLO' }, owner: { user: 'UDANA' } },
      metadata: () => ({}),
      row: FINANCE,
    },
  ],
  'form.digest': [
    {
      inputs: { shows: { ticked: ['enabled', 'amounts'] }, time: { time: '09:00' }, weekdays: { ticked: ['1', '2'] } },
      metadata: () => ({ channel: 'CAPOLLO' }),
      row: ['unknown', 'role', 'done', 'done', 'done'],
    },
  ],
  'form.snooze': [
    {
      inputs: () => ({ ...chosenClient(), date: { date: '2026-11-27' } }),
      metadata: () => ({}),
      row: WHO_SEES_IT,
    },
  ],
  'form.my_settings': [{ inputs: { notify: { chosen: 'at_once' } }, metadata: () => ({}), row: EVERYBODY }],
  'form.setup': [
    { inputs: { timezone: 'UTC' }, metadata: () => ({ step: 'timezone' }), row: ADMINS },
    { inputs: { currency: 'USD' }, metadata: () => ({ step: 'currency' }), row: ADMINS },
    { inputs: { finance: { users: ['UMAY'] } }, metadata: () => ({ step: 'roles' }), row: MANAGERS },
    { inputs: { managers: { users: ['UBEN'] } }, metadata: () => ({ step: 'roles' }), row: ADMINS },
    { inputs: { admins: { users: ['UBEN'] } }, metadata: () => ({ step: 'roles' }), row: ADMINS },
  ],
};

describe('forms', () => {
  it.each(Object.entries(forms).flatMap(([id, all]) => all.map((form, at) => ({ id, at, ...form }))))(
    '$id $at',
    async ({ id, inputs, metadata, row }) => {
      const found = await outcomes(async (who) => {
        const form = { callback_id: id, private_metadata: JSON.stringify({ ...from, ...metadata() }) };
        const filled = typeof inputs === 'function' ? inputs() : inputs;
        const reply = await running.forgedSubmit(form, filled, people[who]);
        return [...Object.values(reply.errors ?? {}), wordsOf(reply.view)].join('\n');
      });
      expect(found).toEqual(expected(row));
    },
  );
});

describe('lists that are searched', () => {
  const offered = async (action_id: string, who: Who): Promise<string> => {
    const { user, team } = people[who];
    const view = { id: 'V1', type: 'modal', callback_id: 'form.conversation', private_metadata: '{}' };
    const asked = {
      type: 'block_suggestion',
      user: { id: user, team_id: team },
      team: { id: 'T0001', domain: 'test' },
    };
    const answer = await running.interact({
      ...asked,
      container: { type: 'view', view_id: 'V1' },
      view,
      action_id,
      block_id: 'b',
      value: '',
    });
    return JSON.stringify(((await answer.json()) as { options: unknown }).options);
  };
  const whose = async (id: () => string, words: string): Promise<Record<string, boolean>> => {
    const found: Record<string, boolean> = {};
    for (const who of [...outsiders, ...insiders]) {
      const options = await offered(id(), who);
      if (outsiders.includes(who)) expect(options, who).toBe('[]');
      found[who] = options.includes(words);
    }
    return found;
  };
  const none = Object.fromEntries(outsiders.map((who) => [who, false]));

  it('clients', async () => {
    expect(await whose(() => 'pick.client', 'ACME Ltd')).toEqual({
      ...none,
      elsewhere: false,
      inside: true,
      finance: true,
      manager: true,
      admin: true,
    });
    expect(await whose(() => 'pick.client', 'Hidden Corp')).toMatchObject({ elsewhere: false, inside: false });
  });

  it('invoices of a client', async () => {
    expect(await whose(() => `pick.invoices:${ids.acme}`, 'INV-104')).toEqual({
      ...none,
      elsewhere: false,
      inside: true,
      finance: true,
      manager: true,
      admin: true,
    });
    expect(await offered(`pick.invoices:${ids.acme}`, 'elsewhere')).toBe(
      await offered('pick.invoices:999999', 'elsewhere'),
    );
  });

  it('projects', async () => {
    // Whose digest they may set.
    expect(await whose(() => 'pick.channel', 'CAPOLLO')).toMatchObject({
      elsewhere: false,
      inside: false,
      finance: true,
    });
    expect(await whose(() => 'pick.project', 'Apollo')).toEqual({
      ...none,
      elsewhere: false,
      inside: false,
      finance: true,
      manager: true,
      admin: true,
    });
  });
});

describe('the channel whose digest is set', () => {
  it('is one that whoever chooses it may set, and nobody else hears whose it is', async () => {
    running.slack.mayRefuse(/views\.update/);
    const option = { text: { type: 'plain_text', text: '#proj-apollo' }, value: 'CAPOLLO' };
    const choose = async (who: Who): Promise<void> => {
      const { user, team } = people[who];
      await running.interact({
        type: 'block_actions',
        user: { id: user, team_id: team },
        team: { id: 'T0001', domain: 'test' },
        container: { type: 'view', view_id: `V-digest-${who}` },
        trigger_id: running.slack.triggerId(user),
        view: {
          id: `V-digest-${who}`,
          hash: '1.a',
          type: 'modal',
          callback_id: 'form.digest',
          private_metadata: JSON.stringify({ channel: null, responseUrl: null, replace: false }),
          blocks: [],
          state: {
            values: { 'pick.channel': { 'pick.channel': { type: 'external_select', selected_option: option } } },
          },
        },
        actions: [{ type: 'external_select', action_id: 'pick.channel', block_id: 'pick.channel', action_ts: '1.1' }],
      });
    };
    const shown = (who: Who) =>
      running.slack.callsOf('views.update').find((args) => args.view_id === `V-digest-${who}`)?.view;
    for (const who of [...outsiders, ...insiders]) await choose(who);
    await vi.waitFor(() => expect(insiders.slice(1).every((who) => shown(who) !== undefined)).toBe(true), 15_000);
    for (const who of insiders.slice(2)) expect(JSON.stringify(shown(who)), who).toContain('Apollo');
    for (const who of [...outsiders, 'elsewhere', 'inside'] as Who[]) {
      expect(JSON.stringify(shown(who) ?? null), who).not.toContain('Apollo');
    }
    expect(wordsOf(shown('inside') as Parameters<typeof wordsOf>[0])).toContain('Only finance and managers');
  });
});

describe('inputs that change their form', () => {
  const change = async (id: string, view: string, who: Who): Promise<void> => {
    const { user, team } = people[who];
    const values = Object.fromEntries(
      Object.entries(conversation()).map(([name, input]) => [name, { [name]: stateOf(input) }]),
    );
    await running.interact({
      type: 'block_actions',
      user: { id: user, team_id: team },
      team: { id: 'T0001', domain: 'test' },
      container: { type: 'view', view_id: view },
      trigger_id: running.slack.triggerId(user),
      view: {
        id: view,
        hash: '1.a',
        type: 'modal',
        callback_id: 'form.conversation',
        private_metadata: JSON.stringify({ ...from, ...conversationMemory() }),
        blocks: [],
        state: { values },
      },
      actions: [{ type: 'button', value: 'x', action_id: id, block_id: 'b', action_ts: '1.1' }],
    });
  };

  it.each(changing.filter((id) => !['pick.project', 'pick.channel'].includes(id)))('%s', async (id) => {
    running.slack.mayRefuse(/views\.update/);
    const shown = (who: Who) =>
      running.slack.callsOf('views.update').find((args) => args.view_id === `V-${id}-${who}`)?.view;
    for (const who of [...outsiders, ...insiders]) await change(id, `V-${id}-${who}`, who);
    await vi.waitFor(() => expect(insiders.slice(1).every((who) => shown(who) !== undefined)).toBe(true), 15_000);
    for (const who of outsiders) expect(shown(who), who).toBeUndefined();
    expect(JSON.stringify(shown('elsewhere') ?? null)).not.toMatch(/ACME|INV-|\$\d/);
    expect(JSON.stringify(shown('inside'))).toContain('ACME');
  });
});

describe('what comes without a button', () => {
  it('the Home tab', async () => {
    const { slack } = running;
    const found: Record<string, boolean> = {};
    // A bot has no Home tab.
    for (const who of [...outsiders, ...insiders].filter((one) => one !== 'bot')) {
      const before = slack.callsOf('views.publish').length;
      const { user, team } = people[who];
      const body = { type: 'app_home_opened', user, channel: `D${user}`, tab: 'home', event_ts: '1.1' };
      await running.event(body, undefined, team);
      const view = (await slack.called('views.publish', before + 1))[before]?.view as { blocks?: unknown };
      found[who] = /\$\d/.test(wordsOf(view));
    }
    for (const who of outsiders) expect(found[who] ?? false, who).toBe(false);
    expect(found.inside, 'nothing of theirs').toBe(false);
  });

  it('the shortcut of the menu', async () => {
    const ask = (who: Who) => {
      const { user, team } = people[who];
      const said = { type: 'shortcut', user: { id: user, team_id: team }, team: { id: 'T0001', domain: 'test' } };
      return heard(() =>
        running.interact({
          ...said,
          callback_id: shortcutIds.anywhere,
          trigger_id: running.slack.triggerId(user),
          action_ts: '1.1',
        }),
      );
    };
    expect(await outcomes(ask)).toEqual(expected(EVERYBODY));
  });

  it('the shortcut of a message: who does not know the client hears nothing of it', async () => {
    const { slack } = running;
    const ask = (text: string) => (who: Who) => {
      const { user, team, channel } = people[who];
      return heard(() =>
        running.interact({
          type: 'message_action',
          callback_id: shortcutIds.onMessage,
          user: { id: user, team_id: team },
          team: { id: 'T0001', domain: 'test' },
          channel: { id: channel, name: 'any' },
          message_ts: '1.1',
          message: { type: 'message', user: 'UDANA', ts: '1.1', text },
          response_url: slack.responseUrl(user, channel),
          trigger_id: slack.triggerId(user),
          action_ts: '1.1',
        }),
      );
    };
    slack.mayRefuse(/chat\.getPermalink/);
    expect(await outcomes(ask('ACME promised Friday'))).toEqual(expected(EVERYBODY));
    const hidden = await ask('Globex promised Friday')('elsewhere');
    expect(hidden.replaceAll('Globex', '…')).toBe(
      (await ask('Glibex promised Friday')('elsewhere')).replaceAll('Glibex', '…'),
    );
  });

  it('a question in the conversation with Collect', async () => {
    let asked = 0;
    const ask = (who: Who) => {
      const { user, team } = people[who];
      const ts = `17640000${10 + ++asked}.1`;
      const event = {
        type: 'message',
        channel_type: 'im',
        channel: `D${user}`,
        user,
        team,
        text: 'status of ACME?',
        ts,
        event_ts: ts,
      };
      return heard(() => running.event(event, undefined, team));
    };
    running.slack.mayRefuse(/chat\.postMessage/);
    expect(await outcomes(ask)).toEqual(expected(WHO_SEES_IT));
  });

  it('a question in a channel', async () => {
    const { slack } = running;
    const row: Record<string, Outcome> = {};
    for (const who of ['guest', 'deactivated', ...insiders] as Who[]) {
      const before = slack.callsOf('chat.postEphemeral').length;
      const { user, channel, team } = people[who];
      const text = `<@${slack.sandbox.workspace.app.botUserId}> status of ACME?`;
      const event = {
        type: 'app_mention',
        user,
        team,
        channel,
        text,
        ts: `17639${before}.1`,
        event_ts: `17639${before}.1`,
      };
      await running.event(event, undefined, team);
      row[who] = outcomeOf(wordsOf((await slack.called('chat.postEphemeral', before + 1))[before]));
    }
    expect(row).toEqual({
      guest: 'guest',
      deactivated: 'guest',
      elsewhere: 'unknown',
      inside: 'done',
      finance: 'done',
      manager: 'done',
      admin: 'done',
    });
  });
});

describe('what one may not know reads as what there is not', () => {
  /** The same sentence but for the name or number that was asked for. */
  const alike = (a: string, nameA: string, b: string, nameB: string): void => {
    expect(a.replaceAll(nameA, '…')).toBe(b.replaceAll(nameB, '…'));
  };

  it.each(['status NAME', 'promises NAME', 'overdue NAME', 'log NAME promised Friday', 'client NAME', 'status "NAME"'])(
    'clients: %s',
    async (text) => {
      const hidden = await line(text.replace('NAME', 'Globex'), 'elsewhere');
      const absent = await line(text.replace('NAME', 'Glibex'), 'elsewhere');
      expect(outcomeOf(hidden)).toBe('unknown');
      alike(hidden, 'Globex', absent, 'Glibex');
    },
  );

  it('projects', async () => {
    alike(await line('overdue Apollo', 'elsewhere'), 'Apollo', await line('overdue Apolla', 'elsewhere'), 'Apolla');
  });

  it('invoices of somebody else', async () => {
    const hidden = await line('log "Own Co" promised INV-104 Friday', 'elsewhere');
    alike(hidden, 'INV-104', await line('log "Own Co" promised INV-999 Friday', 'elsewhere'), 'INV-999');
  });

  it('channels', async () => {
    const hidden = await running.forgedLine('digest', { ...people.elsewhere, channel: 'CAPOLLO' });
    expect(wordsOf(hidden.body)).toBe(await line('digest', 'elsewhere'));
  });

  it.each(['promise.paid', 'promise.new_date', 'promise.called', 'promise.escalate'])('promises: %s', async (id) => {
    const hidden = await press(id, promise(), 'elsewhere');
    const absent = await press(id, { promiseId: 999_999, clientId: ids.acme }, 'elsewhere');
    alike(hidden, `#${ids.promise}`, absent, '#999999');
  });

  it.each(['escalation.escalate', 'escalation.brief'])('clients by number: %s', async (id) => {
    const hidden = await press(id, { clientId: ids.hidden }, 'inside');
    alike(hidden, `#${ids.hidden}`, await press(id, { clientId: 999_999 }, 'inside'), '#999999');
  });

  it('entries of others', async () => {
    const hidden = await press('collect.undo', { auditId: ids.entry }, 'elsewhere');
    expect(hidden).toBe(await press('collect.undo', { auditId: 999_999 }, 'elsewhere'));
  });

  it('people to whom a line can be passed on', async () => {
    const { id } = await running.books.prisma.person.findFirstOrThrow({ where: { slackUserId: 'ULEE' } });
    const member = await press('collect.pass_on', { text: 'paid ACME 1', personId: id }, 'inside');
    const nobody = await press('collect.pass_on', { text: 'paid ACME 1', personId: 999_999 }, 'inside');
    alike(member, `#${id}`, nobody, '#999999');
  });
});

describe('a channel that is shared with another organisation', () => {
  const share = async (isShared: boolean, name: string): Promise<void> => {
    const members = ['UDANA', 'UKIM', 'USAM', 'UNEW', 'UBOSS'];
    running.slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members, is_ext_shared: isShared });
    await running.event({ type: name, channel: 'CAPOLLO', event_ts: '2.2' });
    await expect
      .poll(
        async () =>
          (await running.books.prisma.channel.findFirstOrThrow({ where: { slackChannelId: 'CAPOLLO' } })).isShared,
        {
          timeout: 10_000,
        },
      )
      .toBe(isShared);
  };

  it('is refused as soon as Slack says so, to admins too, and served again when it is not shared any more', async () => {
    await share(true, 'channel_shared');
    for (const who of ['inside', 'finance', 'admin'] as const) {
      const words = await line('status ACME', who);
      expect(words, who).toContain('another organisation');
      expect(words, who).not.toMatch(/\$\d/);
      expect(await press('escalation.brief', client(), who), who).toContain('another organisation');
    }
    expect(Object.keys(buttonsOf((await running.forgedLine('help', people.inside)).body))).toEqual([]);
    await share(false, 'channel_unshared');
    expect(outcomeOf(await line('status ACME', 'inside'))).toBe('done');
    // Another replica heard of it; what this one keeps of the channel is a moment old.
    const members = ['UDANA', 'UKIM', 'USAM', 'UNEW', 'UBOSS'];
    running.slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members, is_ext_shared: true });
    await running.books.prisma.channel.updateMany({
      where: { slackChannelId: 'CAPOLLO' },
      data: { isShared: true },
    });
    expect(await line('status ACME', 'inside')).toContain('another organisation');
  });
});
