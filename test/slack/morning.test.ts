import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { escalate, keepWithOwner } from '../../src/ledger/escalations.js';
import { undelivered } from '../../src/ledger/given-up.js';
import { setMySettings } from '../../src/ledger/my-settings.js';
import { checkPromises } from '../../src/ledger/promise-check.js';
import { recordPromiseDecision } from '../../src/ledger/promise-decision.js';
import { aClient, actor, anInvoice, aPerson, promised } from '../support/books.js';
import { aTeam, type Team } from './a-team.js';
import { buttonsOf, type RunningApp, wordsOf } from './running-app.js';

let team: Team;
let running: RunningApp;

beforeEach(async () => {
  team = await aTeam();
  ({ running } = team);
});
afterEach(async () => {
  await running.stop();
});

const inDirect = { channel: 'DUDANA' };

/** Clients of Dana's that promised to pay on Wednesday and did not; the check runs on the Monday after. */
async function broken(names: readonly string[]): Promise<void> {
  const { books } = running;
  const dana = await actor(books, 'dana', ['CAPOLLO']);
  for (const name of names) {
    const clientId = await aClient(books, { name, ownerId: team.dana });
    await anInvoice(books, { clientId, number: `I-${name}`, due: '2026-11-05', amount: 100_000 });
    await logConversation(books.ledger, dana, {
      request: promised([{ on: '2026-11-25' }], { happenedOn: localDate('2026-11-23') }),
      clientId,
      typed: `log ${name} promised Wednesday`,
      slackChannelId: 'CAPOLLO',
      permalink: null,
    });
  }
}

async function check(at: string): Promise<void> {
  const { books } = running;
  books.clock.set(at);
  await checkPromises(books.ledger, books.workspaceId, localDate(at.slice(0, 10)));
}

/** The morning comes; what was posted to Dana directly since. */
async function at(time: string): Promise<Record<string, unknown>[]> {
  running.books.clock.set(time);
  await running.app.delivery.drain();
  return running.posted('DUDANA');
}

/** The first message that was posted to somebody directly, once it is. */
async function firstTo(channel: string): Promise<Record<string, unknown>> {
  await running.app.delivery.drain();
  // The delivery that the app itself woke may have taken it.
  return await vi.waitFor(() => running.posted(channel)[0] ?? Promise.reject(new Error(`nothing in ${channel}`)));
}

describe('what waited for somebody', () => {
  it('comes as one message at the beginning of their day, each with its buttons, and why and where to change it', async () => {
    await broken(['Initech', 'Hooli']);
    await running.books.prisma.person.updateMany({ where: { name: 'dana' }, data: { timezone: 'America/New_York' } });
    await check('2026-11-30T08:30:00Z');
    expect(await at('2026-11-30T12:59:59Z')).toEqual([]);
    const [morning, ...more] = await at('2026-11-30T13:00:00Z');
    expect(more).toEqual([]);
    const words = wordsOf(morning);
    expect(words).toContain('2 messages waited for your working hours.');
    expect(words).toContain('Initech');
    expect(words).toContain('Hooli');
    expect(words).toContain('/collect notifications');
    const blocks = JSON.stringify(morning?.blocks);
    expect(blocks.split('"promise.new_date"')).toHaveLength(3);
    const rows = await running.books.prisma.outboxMessage.findMany({ where: { kind: 'promise_broken' } });
    expect(rows.map(({ state }) => state)).toEqual(['sent', 'sent']);
  });

  it('is one message also where one check finds several broken in their hours; one alone is as it always was', async () => {
    const { books } = running;
    const lee = await aPerson(books, { name: 'lee' });
    running.slack.user({ id: 'ULEE', name: 'lee' });
    await broken(['Initech', 'Hooli', 'Umbrella']);
    await books.prisma.client.updateMany({ where: { name: 'Umbrella' }, data: { ownerId: lee } });
    await check('2026-11-30T08:30:00Z');
    const [both, ...more] = await at('2026-11-30T08:30:00Z');
    expect(more).toEqual([]);
    expect(wordsOf(both)).toContain('2 promises were not kept.');
    expect(JSON.stringify(both?.blocks).split('"promise.new_date"')).toHaveLength(3);
    const [alone] = running.posted('DULEE');
    expect(running.posted('DULEE')).toHaveLength(1);
    expect(wordsOf(alone)).toMatch(/^Umbrella did not keep its promise/);
    await check('2026-11-30T08:45:00Z');
    expect(await at('2026-11-30T08:46:00Z')).toHaveLength(1);

    const newDate = Object.values(buttonsOf(both ?? {})).find((one) => one.action === 'promise.new_date');
    running.slack.forget();
    await running.press(newDate?.action ?? '', newDate?.value ?? '', inDirect);
    await running.submit(await running.form(), { 'log.date': { date: '2026-12-04' } });
    const update = (await running.slack.called('chat.update'))[0] ?? {};
    expect(wordsOf(update)).toContain('2 promises were not kept.');
    expect(JSON.stringify(update.blocks).split('"promise.new_date"')).toHaveLength(2);
  });

  it('says nothing of what was taken back while it waited', async () => {
    await broken(['Initech', 'Hooli', 'Umbrella']);
    await running.books.prisma.person.updateMany({ where: { name: 'dana' }, data: { timezone: 'America/New_York' } });
    await check('2026-11-30T08:30:00Z');
    await running.app.delivery.drain();
    // Slack wants a pause: what is gathered for the morning is not posted yet.
    const { workspaceId } = running.books;
    const blockedUntil = new Date('2026-11-30T13:30:00Z');
    await running.books.prisma.rateGate.create({ data: { workspaceId, method: 'chat.postMessage', blockedUntil } });
    expect(await at('2026-11-30T13:00:00Z')).toEqual([]);
    expect(await running.books.prisma.outboxMessage.count({ where: { kind: 'morning' } })).toBe(1);
    await running.books.prisma.outboxMessage.updateMany({
      where: { kind: 'promise_broken', dedupeKey: { contains: ':1:' } },
      data: { state: 'cancelled' },
    });
    const [morning] = await at('2026-11-30T14:00:00Z');
    expect(wordsOf(morning)).not.toContain('Initech');
    expect(wordsOf(morning)).toContain('Hooli');
  });

  it('goes to whoever has the client now, and not to whoever had it when it was written', async () => {
    await broken(['Initech', 'Hooli', 'Umbrella']);
    const { books } = running;
    const lee = await aPerson(books, { name: 'lee' });
    running.slack.user({ id: 'ULEE', name: 'lee' });
    await books.prisma.person.updateMany({ where: { name: 'dana' }, data: { timezone: 'America/New_York' } });
    await check('2026-11-30T08:30:00Z');
    await books.prisma.client.updateMany({ where: { name: 'Initech' }, data: { ownerId: lee } });
    // She looks after it still, but no longer as its owner.
    const gone = await aPerson(books, { name: 'gone', deactivated: true });
    await books.prisma.client.updateMany({ where: { name: 'Umbrella' }, data: { ownerId: gone, backupId: team.dana } });
    const [morning] = await at('2026-11-30T13:00:00Z');
    expect(wordsOf(morning)).toContain('2 messages waited');
    expect(wordsOf(morning)).toContain('Hooli');
    expect(wordsOf(morning)).toContain('you are the backup');
    expect(wordsOf(morning)).not.toContain('Initech');
    expect(wordsOf(await firstTo('DULEE'))).toContain('You own Initech');
    const rows = await books.prisma.outboxMessage.findMany({ where: { state: 'cancelled' } });
    expect(rows.map(({ lastError }) => lastError)).toEqual(['handed over: not theirs any more']);
  });

  it('says that a client stays with its owner to whoever owns it by then: its name and a note are nobody else’s', async () => {
    const { books } = running;
    const lee = await aPerson(books, { name: 'lee' });
    running.slack.user({ id: 'ULEE', name: 'lee' });
    await books.prisma.person.updateMany({ where: { name: 'dana' }, data: { timezone: 'America/New_York' } });
    const clientId = await aClient(books, { name: 'Initech', ownerId: team.dana });
    books.clock.set('2026-11-30T08:30:00Z');
    const until = localDate('2026-12-04');
    await keepWithOwner(books.ledger, await actor(books, 'sam'), { clientId, until, note: 'their lawyer called' });
    await books.prisma.client.updateMany({ where: { name: 'Initech' }, data: { ownerId: lee } });
    expect((await at('2026-11-30T14:00:00Z')).map(wordsOf).join()).not.toMatch(/Initech|lawyer/);
    expect(wordsOf(await firstTo('DULEE'))).toContain('Initech stays with you');
    expect(running.posted('DUSAM')).toEqual([]);
  });

  it('is not said at all where none of it is for its reader any more: a guest gets nothing, a manager does', async () => {
    await broken(['Initech', 'Hooli']);
    const { books } = running;
    await books.prisma.person.updateMany({ where: { name: 'dana' }, data: { timezone: 'America/New_York' } });
    await check('2026-11-30T08:30:00Z');
    await books.prisma.person.updateMany({ where: { name: 'dana' }, data: { guest: true } });
    expect(await at('2026-11-30T13:00:00Z')).toEqual([]);
    const told = await vi.waitFor(async () => {
      await running.app.delivery.drain();
      const said = running.posted('DUSAM').map((message) => wordsOf(message));
      return said.join().includes('Hooli') ? said : Promise.reject(new Error('not told'));
    });
    expect(told.join()).toContain('Initech');
    const mornings = await books.prisma.outboxMessage.findMany({ where: { kind: 'morning', state: 'cancelled' } });
    expect(mornings.map(({ state, lastError }) => [state, lastError])).toEqual([
      ['cancelled', 'nothing is left to say'],
    ]);
  });

  it('is said without the one that cannot be built, which is given up with its reason, and a manager sees it', async () => {
    await broken(['Initech', 'Hooli', 'Umbrella']);
    const { prisma } = running.books;
    await prisma.person.updateMany({ where: { name: 'dana' }, data: { timezone: 'America/New_York' } });
    await check('2026-11-30T08:30:00Z');
    const [first] = await prisma.outboxMessage.findMany({ where: { kind: 'promise_broken' }, orderBy: { id: 'asc' } });
    await prisma.outboxMessage.updateMany({ where: { id: first?.id ?? 0 }, data: { facts: { from: 'the future' } } });
    const [morning] = await at('2026-11-30T13:00:00Z');
    expect(wordsOf(morning)).toContain('2 messages waited');
    expect(wordsOf(morning)).not.toContain('Initech');
    const rows = await prisma.outboxMessage.findMany({ where: { kind: 'promise_broken' }, orderBy: { id: 'asc' } });
    expect(rows.map(({ state }) => state)).toEqual(['failed', 'sent', 'sent']);
    expect(rows[0]?.lastError).toContain('not built');
    const lost = await undelivered(running.books.ledger, await actor(running.books, 'sam'), 5);
    expect(lost.groups).toMatchObject([{ kind: 'promise_broken', state: 'failed', messages: 1 }]);
  });

  it('is rewritten in place where one of them is decided, and where that is taken back', async () => {
    await broken(['Initech', 'Hooli']);
    await running.books.prisma.person.updateMany({ where: { name: 'dana' }, data: { timezone: 'America/New_York' } });
    await check('2026-11-30T08:30:00Z');
    const [morning] = await at('2026-11-30T13:00:00Z');
    const newDate = Object.values(buttonsOf(morning ?? {})).find((one) => one.action === 'promise.new_date');
    if (newDate === undefined) throw new Error('no button');
    running.slack.forget();
    await running.press(newDate.action, newDate.value, inDirect);
    const form = await running.form();
    await running.submit(form, { 'log.date': { date: '2026-12-04' } });
    const update = (await running.slack.called('chat.update'))[0] ?? {};
    expect(wordsOf(update)).toContain('2 messages waited');
    expect(JSON.stringify(update.blocks).split('"promise.new_date"')).toHaveLength(2);
    const undo = Object.values(buttonsOf(update)).find((one) => one.action === 'collect.undo');
    if (undo === undefined) throw new Error('no Undo');
    await running.press(undo.action, undo.value, inDirect);
    const updates = (await running.slack.called('chat.update', 2)).filter((args) => args.channel === 'DUDANA');
    expect(JSON.stringify(updates.at(-1)?.blocks).split('"promise.new_date"')).toHaveLength(3);
  });

  it("is rewritten without what is somebody else's by then", async () => {
    const { books } = running;
    await broken(['Initech', 'Hooli']);
    const lee = await aPerson(books, { name: 'lee' });
    running.slack.user({ id: 'ULEE', name: 'lee' });
    await books.prisma.person.updateMany({ where: { name: 'dana' }, data: { timezone: 'America/New_York' } });
    await check('2026-11-30T08:30:00Z');
    const [morning] = await at('2026-11-30T13:00:00Z');
    expect(wordsOf(morning)).toContain('Initech');
    await books.prisma.client.updateMany({ where: { name: 'Initech' }, data: { ownerId: lee } });
    const hooli = await books.prisma.client.findFirstOrThrow({ where: { name: 'Hooli' } });
    const { id: promiseId } = await books.prisma.promiseToPay.findFirstOrThrow({ where: { clientId: hooli.id } });
    const decided = { promiseId, kind: 'called', auditId: 1 } as const;
    const summary = { amount: null, date: null, level: null, outcome: 'no_answer' };
    await recordPromiseDecision(books.ledger, await actor(books, 'dana'), { ...decided, summary });
    await running.app.delivery.drain();
    const [update] = await running.slack.called('chat.update');
    expect(wordsOf(update)).toContain('Hooli');
    expect(wordsOf(update)).not.toContain('Initech');
  });

  it('that does not fit is counted, and shown to whoever it is for', async () => {
    await broken(Array.from({ length: 14 }, (_, n) => `Client ${n + 10}`));
    await running.books.prisma.person.updateMany({ where: { name: 'dana' }, data: { timezone: 'America/New_York' } });
    await check('2026-11-30T08:30:00Z');
    const [morning] = await at('2026-11-30T13:00:00Z');
    const words = wordsOf(morning);
    const shown = Array.from({ length: 14 }, (_, n) => `Client ${n + 10}`).filter((name) => words.includes(name));
    expect(words).toContain(`${14 - shown.length} more do not fit here.`);
    const rest = buttonsOf(morning ?? {})['Show the rest'];
    if (rest === undefined) throw new Error('no button for the rest');
    const answer = await running.pressed(rest.action, rest.value, inDirect);
    const missing = Array.from({ length: 14 }, (_, n) => `Client ${n + 10}`).filter((name) => !shown.includes(name));
    for (const name of missing) expect(wordsOf(answer.body)).toContain(name);
    const [first = ''] = missing;
    await running.books.prisma.client.updateMany({ where: { name: first }, data: { ownerId: team.sam } });
    const later = await running.pressed(rest.action, rest.value, inDirect);
    expect(wordsOf(later.body)).not.toContain(first);
    for (const name of missing.slice(1)) expect(wordsOf(later.body)).toContain(name);
    const another = await running.forgedPressed(rest.action, rest.value, { user: 'UKIM', channel: 'DUKIM' });
    expect(wordsOf(another.body)).not.toContain('Client');
  });
});

describe('the reminder of a promise', () => {
  it('shows what was decided in the place of its buttons, until that is taken back', async () => {
    await broken(['Initech']);
    await check('2026-11-24T08:30:00Z');
    const [reminder] = await at('2026-11-24T08:30:00Z');
    expect(wordsOf(reminder)).toContain('Initech');
    const newDate = Object.values(buttonsOf(reminder ?? {})).find((one) => one.action === 'promise.new_date');
    running.slack.forget();
    await running.press(newDate?.action ?? '', newDate?.value ?? '', inDirect);
    await running.submit(await running.form(), { 'log.date': { date: '2026-12-04' } });
    const update = (await running.slack.called('chat.update')).find((args) => args.channel === 'DUDANA') ?? {};
    expect(wordsOf(update)).toContain('new date Fri 4 Dec');
    expect(JSON.stringify(update.blocks)).not.toContain('promise.new_date');
    const undo = Object.values(buttonsOf(update)).find((one) => one.action === 'collect.undo');
    const updates = running.slack.callsOf('chat.update').length;
    await running.press(undo?.action ?? '', undo?.value ?? '', inDirect);
    const again = (await running.slack.called('chat.update', updates + 1)).filter((args) => args.channel === 'DUDANA');
    expect(JSON.stringify(again.at(-1)?.blocks)).toContain('promise.new_date');
  });
});

describe('while the owner is away', () => {
  it('the backup is told, and why; with nobody else the message waits for the owner', async () => {
    await broken(['Initech']);
    const { books } = running;
    const lee = await aPerson(books, { name: 'lee' });
    running.slack.user({ id: 'ULEE', name: 'lee' });
    await books.prisma.client.updateMany({ where: { name: 'Initech' }, data: { backupId: lee } });
    const said = await running.type('away until 4 Dec');
    expect(wordsOf(said.body)).toContain('you are away until Fri 4 Dec 2026');
    await check('2026-11-30T08:30:00Z');
    expect(wordsOf(await firstTo('DULEE'))).toContain(
      '<@UDANA> is away until Fri 4 Dec 2026; you are the backup for Initech',
    );
    expect(running.posted('DUDANA')).toEqual([]);
  });

  it('whoever comes back hears what went elsewhere, what others did, what waits, and where they are missing', async () => {
    await broken(['Initech']);
    const { books } = running;
    const { prisma, workspaceId } = books;
    const lee = await aPerson(books, { name: 'lee' });
    running.slack.user({ id: 'ULEE', name: 'lee' });
    await prisma.client.updateMany({ where: { name: 'Initech' }, data: { backupId: lee } });
    await running.type('away until 4 Dec');
    await check('2026-11-30T08:30:00Z');
    await firstTo('DULEE');
    await running.type('log ACME promised 4 Dec', { user: 'UKIM' });
    const { id: channelId } = await prisma.channel.findFirstOrThrow({ where: { slackChannelId: 'CAPOLLO' } });
    const seen = { members: ['UKIM'], guests: [], joined: true, seenAt: books.clock.now() };
    await prisma.channelRoster.upsert({
      where: { workspaceId_channelId: { workspaceId, channelId } },
      create: { workspaceId, channelId, ...seen },
      update: seen,
    });
    const said = wordsOf((await running.type('back', { channel: inDirect.channel })).body);
    expect(said).toContain('Welcome back');
    expect(said).toContain('1 message of yours went to whoever stood in.');
    expect(said).toContain('Meanwhile others logged 1 conversation with 1 of your clients');
    expect(said).toContain('You are not in #proj-apollo');
    expect(said).not.toContain('for you and');
    await prisma.channelRoster.deleteMany();
    await running.type('away until 4 Dec');
    await prisma.client.updateMany({ where: { name: 'Initech' }, data: { backupId: null } });
    await prisma.outboxMessage.updateMany({
      where: { personId: lee },
      data: { personId: team.dana, state: 'pending', attempts: 1, notBefore: new Date('2026-12-01T08:00:00Z') },
    });
    expect(wordsOf((await running.type('back')).body)).toContain('1 message waits for you and comes in your working');
  });

  it('what waits goes to and fro with them, as often as they leave, and says why it does when it is said', async () => {
    await broken(['Initech']);
    const { books } = running;
    const lee = await aPerson(books, { name: 'lee' });
    running.slack.user({ id: 'ULEE', name: 'lee' });
    await books.prisma.client.updateMany({ where: { name: 'Initech' }, data: { backupId: lee } });
    await check('2026-11-30T19:00:00Z');
    const waits = async () =>
      (await books.prisma.outboxMessage.findMany({ where: { kind: 'promise_broken', state: 'pending' } })).map(
        ({ personId }) => personId,
      );
    for (let turn = 0; turn < 3; turn += 1) {
      await running.type('away until 4 Dec');
      expect(await waits(), `turn ${turn}`).toEqual([lee]);
      await running.type('back');
      expect(await waits(), `turn ${turn}`).toEqual([team.dana]);
    }
    await running.type('away until 4 Dec');
    // She stays away for longer than she said when it was written to whoever stands in.
    const awayUntil = new Date('2026-12-11');
    await books.prisma.person.updateMany({ where: { name: 'dana' }, data: { awayUntil } });
    books.clock.set('2026-12-01T08:00:00Z');
    expect(wordsOf(await firstTo('DULEE'))).toContain('<@UDANA> is away until Fri 11 Dec 2026');
    expect(running.posted('DUDANA')).toEqual([]);
  });

  it('what waits for a manager is the owner’s before it is said, once they are there again', async () => {
    await broken(['Initech']);
    const { books } = running;
    await check('2026-11-30T19:00:00Z');
    await running.type('away until 4 Dec');
    const gone = { awayFrom: null, awayUntil: null };
    await books.prisma.person.updateMany({ where: { name: 'dana' }, data: gone });
    books.clock.set('2026-12-01T08:00:00Z');
    expect(wordsOf(await firstTo('DUDANA'))).toContain('You own Initech');
    expect(running.posted('DUSAM')).toEqual([]);
  });

  it('what waited for them already goes to a manager where there is no backup', async () => {
    await broken(['Initech']);
    await check('2026-11-30T19:00:00Z');
    const { books } = running;
    expect(await books.prisma.outboxMessage.count({ where: { personId: team.dana, state: 'pending' } })).toBe(1);
    const said = await running.type('休假 到 12月4日');
    expect(wordsOf(said.body)).toContain('1 message that waited for you went to them already.');
    books.clock.set('2026-12-01T08:00:00Z');
    expect(wordsOf(await firstTo('DUSAM'))).toContain('<@UDANA>, who owns Initech');
    expect(running.posted('DUDANA')).toEqual([]);
    expect(wordsOf((await running.type('back')).body)).toContain('Welcome back');
    expect(wordsOf((await running.type('back')).body)).toContain('nothing changed');
    expect(wordsOf((await running.type('back office promised Friday')).body)).toContain('Nothing is saved');
  });
});

describe('whoever stands in', () => {
  it('and wants only escalations is passed over: a manager gets what is written, and what waited already', async () => {
    await broken(['Initech', 'Hooli']);
    const { books } = running;
    const lee = await aPerson(books, { name: 'lee' });
    running.slack.user({ id: 'ULEE', name: 'lee' });
    await books.prisma.client.updateMany({ where: { name: 'Initech' }, data: { backupId: lee } });
    const off = { notify: 'escalations' } as const;
    await setMySettings(books.ledger, await actor(books, 'lee'), off);
    await check('2026-11-30T19:00:00Z');
    await running.type('away until 4 Dec');
    const waiting = { kind: 'promise_broken', state: 'pending' } as const;
    const told = await books.prisma.outboxMessage.findMany({ where: waiting, orderBy: { id: 'asc' } });
    expect(told.map(({ personId }) => personId)).toEqual([team.sam, team.sam]);
    // Who switches their own messages off is not represented; who only stands in is.
    await books.prisma.client.updateMany({ where: { name: 'Hooli' }, data: { backupId: lee } });
    await setMySettings(books.ledger, await actor(books, 'lee'), { notify: 'at_once' });
    await setMySettings(books.ledger, await actor(books, 'sam'), off);
    const now = await books.prisma.outboxMessage.findMany({ where: waiting, orderBy: { id: 'asc' } });
    expect(now.map(({ personId }) => personId)).toEqual([lee, lee]);
  });

  it('also gets an escalation that waited; with nobody else a manager who did not decide it does', async () => {
    await broken(['Initech']);
    const { books } = running;
    const boss = await aPerson(books, { name: 'boss', role: 'manager' });
    books.clock.set('2026-11-26T19:00:00Z');
    const clientId = (await books.prisma.client.findFirstOrThrow({ where: { name: 'Initech' } })).id;
    await escalate(books.ledger, await actor(books, 'sam'), { clientId, note: null });
    await running.type('away until 4 Dec');
    const kind = 'escalated';
    const rows = await books.prisma.outboxMessage.findMany({
      where: { kind, personId: { not: null } },
      orderBy: { id: 'asc' },
    });
    expect(rows.map(({ personId, state }) => [personId, state])).toEqual([
      [team.dana, 'cancelled'],
      [boss, 'pending'],
    ]);
    expect(rows[1]?.facts).toMatchObject({ why: 'manager', instead: { reason: 'away' } });
  });
});

describe('/collect notifications', () => {
  it('shows and sets, and its form keeps what was filled in', async () => {
    expect(wordsOf((await running.type('notifications')).body)).toContain('as things happen');
    expect(wordsOf((await running.type('通知 每天')).body)).toContain('once a day');
    const answer = await running.type('notifications hours 9-17:30 mon-thu');
    expect(wordsOf(answer.body)).toContain('09:00 to 17:30 on Mon, Tue, Wed and Thu');
    await running.forgedPress('home.settings', '');
    const form = await running.form();
    expect(JSON.stringify(form.blocks)).toContain('"initial_time":"17:30"');
    const backwards = await running.forgedSubmit(form, {
      notify: { chosen: 'escalations' },
      away_from: { date: '2026-12-04' },
      away_until: { date: '2026-12-01' },
    });
    expect(backwards.errors).toEqual({ away_until: 'The last day lies before the first.' });
    await running.forgedSubmit(form, { notify: { chosen: 'escalations' }, away_until: { date: '2026-12-01' } });
    const dana = await running.books.prisma.person.findFirstOrThrow({ where: { name: 'dana' } });
    expect(dana).toMatchObject({ notify: 'escalations', worksFrom: null, worksWeekdays: [] });
    const off = await firstTo('DUDANA');
    expect(wordsOf(off)).toContain('Direct messages are off, except escalations.');
    const back = buttonsOf(off)['Turn on again'];
    if (back === undefined) throw new Error('no way back');
    await running.press(back.action, back.value, inDirect);
    // What was offered there is done: the message says so.
    expect(wordsOf((await running.slack.called('chat.update'))[0])).toContain('as things happen');
  });

  it('asks back what can be read in two ways, and changes nothing on what it does not understand', async () => {
    expect(wordsOf((await running.type('notifications sometimes')).body)).toContain('sometimes');
    expect(wordsOf((await running.type('away from Monday')).body)).toContain('/collect away until 30 Nov');
    expect(wordsOf((await running.type('away until 03/04')).body)).toContain('can be');
    const dana = await running.books.prisma.person.findFirstOrThrow({ where: { name: 'dana' } });
    expect(dana).toMatchObject({ notify: 'at_once', awayUntil: null });
  });
});
