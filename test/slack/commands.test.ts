import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { tick } from '../../src/jobs/tick.js';
import { aClient, anInvoice } from '../support/books.js';
import { signedRequest } from '../support/signed-request.js';
import { allSaid } from './a-digest.js';
import { aTeam } from './a-team.js';
import { buttonsOf, type RunningApp, wordsOf } from './running-app.js';

let running: RunningApp;
let acme: number;
let dana: number;
let kim: number;

beforeEach(async () => {
  ({ running, acme, dana, kim } = await aTeam());
});
afterEach(async () => {
  await running.stop();
});

const say = async (line: string, options: Parameters<RunningApp['type']>[1] = {}): Promise<string> =>
  wordsOf((await running.type(line, options)).body);

describe('who gets in', () => {
  it('is whoever Slack has signed for, and nobody else', async () => {
    const body = 'command=%2Fcollect&text=help&user_id=UDANA&team_id=T0001&channel_id=CAPOLLO';
    const secret = running.slack.signingSecret;
    expect((await signedRequest(running.base, body, { secret: 'guessed' })).status).toBe(401);
    expect((await signedRequest(running.base, body, { secret, at: new Date(Date.now() - 600_000) })).status).toBe(401);
    expect(running.slack.answers).toEqual([]);
  });

  it('is no guest and nobody from another team', async () => {
    expect(await say('status ACME', { user: 'UGUEST', channel: 'COTHER' })).not.toContain('$');
    expect(await say('log ACME promised Friday', { user: 'UGUEST', channel: 'COTHER' })).toContain('is recorded');
    const stranger = wordsOf((await running.forgedLine('log ACME promised Friday', { team: 'T0666' })).body);
    expect(stranger.split('\n')[0]).toBe('Collect answers the people of its own workspace only. Nothing was recorded.');
    expect(stranger).not.toMatch(/team|guest/i);
    // Slack's client sends what whoever another organisation brought along types as one of this team's.
    running.slack.channel({ id: 'CSHARED', name: 'with-acme', members: ['UDANA', 'UGUEST'], is_ext_shared: true });
    const shared = await say('status ACME', { user: 'UGUEST', channel: 'CSHARED' });
    expect(shared).toContain('Collect answers the people of its own workspace only.');
    expect(await running.books.prisma.conversation.count()).toBe(0);
  });

  it('sees no figures in a channel shared with others, only help', async () => {
    const words = await say('status ACME', { channel: 'CSHARED' });
    expect(words).not.toContain('$');
    expect(await say('help', { channel: 'CSHARED' })).toContain('status');
  });

  it('is asked of Slack once a day, not at each command', async () => {
    await say('help', { user: 'UNEW' });
    await say('help', { user: 'UNEW' });
    expect(running.slack.callsOf('users.info')).toHaveLength(1);
    running.books.clock.advance({ days: 1, minutes: 1 });
    await say('help', { user: 'UNEW' });
    expect(running.slack.callsOf('users.info')).toHaveLength(2);
  });

  it('is answered in doubt about channels by what is known', async () => {
    running.slack.script('users.conversations', { error: 'internal_error' });
    expect(await say('status ACME')).toContain('$12,400.00');
  });

  it.each([
    ['says how long', { status: 429, headers: { 'retry-after': '7' } }, 'Try again in 7 seconds'],
    ['does not say how long', { error: 'service_unavailable' }, 'Try again in a minute'],
  ])('is put off where Slack puts off the question about it, and %s', async (_, reply, when) => {
    running.slack.script('conversations.info', reply);
    const { body } = await running.type('status ACME');
    expect(wordsOf(body)).toContain(when);
    expect(wordsOf(body)).toContain('nothing was changed');
    expect(wordsOf(body)).not.toContain('went wrong');
    const again = buttonsOf(body)['Try again'];
    expect(wordsOf((await running.pressed(again?.action ?? '', again?.value ?? '')).body)).toContain('$12,400.00');
  });
});

describe('a line', () => {
  it('that is empty shows what matters now', async () => {
    expect(await say('')).toContain('ACME Ltd');
  });

  it('that is no command names the nearest one and loses nothing', async () => {
    const words = await say('stauts ACME');
    expect(words).toContain('status CLIENT');
    expect(words).toContain('stauts ACME');
  });

  it('of markup comes back harmless', async () => {
    for (const { body } of [await running.type('<!channel>'), await running.forgedLine('&lt;!channel&gt; <!channel>')])
      expect(JSON.stringify(body)).not.toContain('<!channel>');
  });

  it('that fails for our own fault is kept, with an id and a button to try again', async () => {
    await running.books.prisma.$executeRawUnsafe('alter table conversation rename to conversation_gone');
    try {
      const { body } = await running.type('status ACME');
      expect(wordsOf(body)).toMatch(/[0-9A-F]{4}/);
      expect(wordsOf(body)).toContain('status ACME');
      const retry = Object.values(buttonsOf(body)).find((one) => one.action === 'collect.rerun');
      expect(retry?.value).toContain('status ACME');
    } finally {
      await running.books.prisma.$executeRawUnsafe('alter table conversation_gone rename to conversation');
    }
  });

  it('for help names every command, and one at a time', async () => {
    const words = await say('help');
    for (const verb of ['log', 'paid', 'escalations', 'digest']) expect(words).toContain(verb);
    expect(await say('help paid')).toContain('paid ACME 12,000');
  });
});

describe('reading', () => {
  it('shows a client', async () => {
    expect(await say('status ACME')).toContain('$12,400.00');
    expect(await say('状态 ACME')).toContain('$12,400.00');
  });

  it('shows who is overdue, to a member only their own', async () => {
    expect(await say('overdue')).toContain('Globex');
    running.slack.user({ id: 'ULEE', name: 'lee' });
    running.slack.join('COTHER', 'ULEE');
    expect(await say('overdue', { user: 'ULEE', channel: 'COTHER' })).not.toContain('Globex');
  });

  it('shows open promises: mine, or a client’s', async () => {
    await say('log ACME promised Friday');
    expect(await say('promises')).toContain('ACME Ltd');
    expect(await say('promises ACME')).toContain('$12,400.00');
    expect(await say('promises Globex')).not.toContain('$12,400.00');
  });

  it('keeps escalations for managers, and says who they are', async () => {
    expect(await say('escalations')).toContain('sam');
    expect(await say('escalations', { user: 'USAM' })).not.toContain('Only');
  });
});

describe('paid', () => {
  it('is refused to a member before anything else, with a way to pass it on', async () => {
    const { body } = await running.type('paid ACME 12,000');
    expect(wordsOf(body)).toContain('kim');
    expect(wordsOf(body)).toContain('paid ACME 12,000');
    expect(await running.books.prisma.payment.count()).toBe(0);
    const pass = Object.values(buttonsOf(body)).find((one) => one.action === 'collect.pass_on');
    if (pass === undefined) throw new Error(`nobody to pass it on to: ${wordsOf(body)}`);
    await running.pressed(pass.action, pass.value);
    const [message] = await running.slack.called('chat.postMessage');
    expect(message?.channel).toMatch(/^DU(KIM|SAM)$/);
    expect(wordsOf(message as { text?: string })).toContain('paid ACME 12,000');
    // Who wants none of it does not get it: then that is what is said.
    await running.books.prisma.person.updateMany({ data: { notify: 'escalations' } });
    const again = await running.type('paid ACME 13,000');
    const other = Object.values(buttonsOf(again.body)).find((one) => one.action === 'collect.pass_on');
    const said = await running.pressed('collect.pass_on', other?.value ?? '');
    expect(wordsOf(said.body)).toContain('this was not sent');
  });

  it('is recorded for finance, and keeps the promise', async () => {
    await say('log ACME promised Friday');
    expect(await say('paid ACME 12,400', { user: 'UKIM' })).toContain('$12,400.00');
    const [promise] = await running.books.prisma.promiseToPay.findMany();
    expect(promise?.state).toBe('kept');
  });
});

describe('setting up', () => {
  it('ties a project to its channel and tells the channel', async () => {
    running.slack.user({ id: 'ULEE', name: 'lee' });
    const words = await say('project "Gemini" here owner @dana backup @lee', {
      user: 'UKIM',
      channel: 'COTHER',
    });
    expect(words).toContain('Gemini');
    const project = await running.books.prisma.project.findFirstOrThrow({
      where: { name: 'Gemini' },
      include: { channel: true, backup: true },
    });
    expect(project).toMatchObject({ ownerId: dana, channel: { slackChannelId: 'COTHER' }, backup: { name: 'lee' } });
    await running.slack.called('chat.postMessage');
    expect(running.posted('COTHER')).toHaveLength(1);
  });

  it('says which other project is there, and takes a new one back from every list and from its line', async () => {
    const by = { user: 'UKIM', channel: 'CAPOLLO' };
    expect(await say('project "Test" here owner @dana', by)).toContain('Apollo lives there as well');
    await allSaid(running);
    expect(await say('undo', by)).toContain('The project is on no list any more.');
    await allSaid(running);
    expect(running.slack.messages('CAPOLLO').map((message) => wordsOf(message).split('\n')[0])).toEqual([
      'kim tied Test to this channel. It was taken back since.',
    ]);
    expect(await running.books.prisma.project.count({ where: { name: 'Test' } })).toBe(0);
  });

  it('never ties a project to a channel that outsiders read', async () => {
    await say('project "Gemini" here owner @dana', { user: 'UKIM', channel: 'CSHARED' });
    expect(await running.books.prisma.project.count({ where: { name: 'Gemini' } })).toBe(0);
  });

  it('says when it cannot post there yet', async () => {
    running.slack.channel({ id: 'CNEW', name: 'new', members: ['UKIM'], bot: false });
    running.slack.mayRefuse(/^chat.postMessage .*not_in_channel/);
    expect(await say('project "Gemini" here owner @dana', { user: 'UKIM', channel: 'CNEW' })).toContain('/invite');
  });

  it('gives a client to an owner', async () => {
    expect(await say('assign ACME @kim', { user: 'UKIM' })).toContain('<@UKIM>');
    const client = await running.books.prisma.client.findFirstOrThrow({ where: { id: acme } });
    expect(client.ownerId).toBe(kim);
  });

  it('adds clients, aliases and contacts', async () => {
    await say('client Initech add', { user: 'UKIM' });
    await say('client Initech alias "The Tech"', { user: 'UKIM' });
    await say('client Initech contact "Bill L" bill@initech.example', { user: 'UKIM' });
    expect(await say('status The Tech', { user: 'UKIM' })).toContain('Initech');
    expect(await running.books.prisma.contact.count()).toBe(1);
    expect(await say('client Umbrella add')).toContain('kim');
  });

  it('gives roles on a manager’s word; Slack’s admins are admins', async () => {
    running.slack.join('CAPOLLO', 'UBOSS');
    expect(await say('role @dana finance')).toContain('sam');
    expect(await say('role @dana finance', { user: 'UBOSS' })).toContain('<@UDANA>');
    expect((await running.books.prisma.person.findFirstOrThrow({ where: { id: dana } })).role).toBe('finance');
  });

  it('shows and sets the digest of the channel', async () => {
    expect(await say('digest')).toContain('09:00');
    expect(await say('digest 08:30')).toContain('08:30');
    expect(await say('digest off')).toContain('digest on');
    const channel = await running.books.prisma.channel.findFirstOrThrow();
    expect(channel).toMatchObject({ digestTime: '08:30', digestEnabled: false });
    expect(await say('digest', { channel: 'COTHER', user: 'UKIM' })).not.toContain('08:30');
  });

  it('shows the digest as it is now to whoever asks, and to nobody else', async () => {
    expect(await say('digest now')).toContain('ACME Ltd');
    expect(await running.books.prisma.outboxMessage.count()).toBe(0);
    expect(await running.books.prisma.jobRun.count()).toBe(0);
  });
});

describe('buttons', () => {
  it.each([
    ['collect.undo', '{"auditId":"1 or 1=1"}'],
    ['collect.undo', 'not json'],
    ['promise.paid', '{"promiseId":1}'],
    ['escalation.keep', '{"clientId":-1}'],
    ['digest.row', 'delete 1 1'],
    ['collect.gone', '{}'],
  ])('with a value that nobody wrote are refused in words: %s %s', async (action, value) => {
    const { body } = await running.forgedPressed(action, value);
    expect(wordsOf(body).trim()).not.toBe('');
    expect(await running.books.prisma.auditEntry.count()).toBe(0);
  });

  it('do nothing for a guest', async () => {
    const before = running.slack.answers.length;
    await running.forgedPress('collect.rerun', JSON.stringify({ text: 'status ACME' }), {
      user: 'UGUEST',
      ephemeral: false,
    });
    const { body } = await running.slack.answered(before + 1);
    expect(wordsOf(body)).not.toContain('$');
  });

  it('say so when Slack was too slow for their form', async () => {
    const triggerId = running.slack.triggerId('UDANA');
    running.books.clock.advance({ minutes: 0.1 });
    running.slack.mayRefuse(/^views.open .*expired_trigger_id/);
    const value = JSON.stringify({ promiseId: 1, clientId: acme });
    const { body } = await running.forgedPressed('promise.new_date', value, { triggerId });
    expect(wordsOf(body)).toContain('too long');
  });

  it('in a channel’s message never replace it', async () => {
    const { body } = await running.forgedPressed('collect.rerun', JSON.stringify({ text: 'help' }), {
      ephemeral: false,
    });
    expect(body.replace_original).toBe(false);
  });

  it('turn the pages of the overdue list', async () => {
    const { body } = await running.forgedPressed('overdue.page', JSON.stringify({ filter: '', page: 1 }));
    expect(wordsOf(body)).toContain('Globex');
  });

  it('turn the pages of what was asked for', async () => {
    const { books } = running;
    for (let n = 10; n < 22; n++) {
      const clientId = await aClient(books, { name: `Client ${n}`, ownerId: kim });
      await anInvoice(books, { clientId, number: `N-${n}`, due: '2026-11-01', amount: n * 100 });
    }
    const first = await running.type('overdue @kim', { user: 'UKIM' });
    expect(wordsOf(first.body)).not.toContain('Client 10');
    const next = Object.values(buttonsOf(first.body)).find((one) => one.action.startsWith('overdue.page'));
    if (next === undefined) throw new Error(`no next page: ${wordsOf(first.body)}`);
    expect(JSON.parse(next.value)).toEqual({ filter: '<@UKIM|kim>', page: 2 });
    const second = await running.pressed(next.action, next.value, { user: 'UKIM' });
    expect(wordsOf(second.body)).toContain('Client 10');
    expect(wordsOf(second.body)).not.toContain('Globex');
    const back = Object.values(buttonsOf(second.body)).find((one) => one.action.startsWith('overdue.page'));
    expect(JSON.parse(back?.value ?? '')).toEqual({ filter: '<@UKIM|kim>', page: 1 });
  });

  it('in the digest act for whoever chose, alone', async () => {
    const { books, slack } = running;
    books.clock.set('2026-11-23T09:00:00Z');
    await tick(books.ledger, books.workspaceId);
    running.app.delivery.wake();
    await slack.called('chat.postMessage', await books.prisma.outboxMessage.count());
    await running.press('digest.row', `log ${acme} -`);
    const form = await running.form();
    expect(JSON.stringify(form.blocks)).toContain('ACME Ltd');
    const answers = running.slack.answers.length;
    await running.submit(form, { 'log.date': { date: '2026-11-27' } });
    expect(wordsOf((await running.slack.answered(answers + 1)).body)).toContain('$12,400.00');
  });
});
