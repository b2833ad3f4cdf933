import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeDue } from '../../src/ledger/outbox.js';
import type { Delivery } from '../../src/slack/delivery.js';
import { aPerson } from '../support/books.js';
import { ADelivery, aMessage } from './a-delivery.js';

let setting: ADelivery;
let delivery: Delivery;
let dana: number;
let wei: number;

beforeEach(async () => {
  setting = await ADelivery.open();
  dana = await aPerson(setting.books, { name: 'dana' });
  wei = await aPerson(setting.books, { name: 'wei' });
  delivery = await setting.start();
});

afterEach(async () => {
  await setting.close();
});

const apollo = { channel: 'CAPOLLO' };
const gemini = { channel: 'CGEMINI' };
const tooMany = { status: 429, headers: { 'retry-after': '30' } };
const later = (minutes: number) => setting.books.clock.advance({ minutes });

describe("a channel's own limit", () => {
  beforeEach(async () => {
    setting.slack.script('chat.postMessage', tooMany, ({ channel }) => channel === 'CAPOLLO');
    await setting.say(aMessage('one', apollo), aMessage('two', apollo), aMessage('elsewhere', gemini));
    expect(await delivery.drain()).toEqual({ sent: 1, later: 2, failed: 0, unknown: 0 });
  });

  it('is asked about once, whatever else waits for it, and holds up no other channel', async () => {
    expect(setting.posts().toSorted()).toEqual(['CAPOLLO', 'CGEMINI']);
    await setting.say(aMessage('three', apollo), aMessage('more', gemini), aMessage('direct', { person: dana }));
    expect(await delivery.drain()).toMatchObject({ sent: 2, later: 0 });
    expect(setting.posts()).toHaveLength(4);
  });

  it('is respected after a restart and by another replica, and then it all goes out', async () => {
    await setting.say(aMessage('three', apollo));
    const other = await setting.start();
    expect(await other.drain()).toMatchObject({ sent: 0, later: 0 });
    later(1);
    expect(await other.drain()).toEqual({ sent: 3, later: 0, failed: 0, unknown: 0 });
    expect(setting.slack.messages('CAPOLLO')).toHaveLength(3);
  });

  it('counts as a try of the row that Slack refused, of no other', async () => {
    expect([(await setting.row('one')).attempts, (await setting.row('two')).attempts]).toEqual([1, 0]);
  });

  it('is learnt in the middle of a batch, also by who took the rows before', async () => {
    later(1);
    setting.slack.script('chat.postMessage', tooMany, ({ channel }) => channel === 'CAPOLLO');
    await setting.say(...Array.from({ length: 5 }, (_, n) => aMessage(`piece ${n}`, apollo)));
    setting.slack.forget();
    expect(await delivery.drain()).toMatchObject({ sent: 0, later: 4 });
    expect(setting.posts()).toHaveLength(1);
  });

  it('is that of a thread there too', async () => {
    later(1);
    await delivery.drain();
    setting.slack.script('chat.postMessage', tooMany);
    await setting.say(aMessage('four', apollo), aMessage('reply', { threadOf: 'one', ...apollo }));
    setting.slack.forget();
    expect(await delivery.drain()).toMatchObject({ sent: 0, later: 2 });
    expect(setting.posts()).toHaveLength(1);
  });
});

describe("a person's own limit", () => {
  it('holds up no other person', async () => {
    setting.slack.script('chat.postMessage', tooMany, ({ channel }) => channel === 'DUDANA');
    await setting.say(aMessage('one', { person: dana }));
    expect(await delivery.drain()).toMatchObject({ later: 1 });
    await setting.say(aMessage('two', { person: dana }), aMessage('three', { person: wei }));
    expect(await (await setting.start()).drain()).toEqual({ sent: 1, later: 0, failed: 0, unknown: 0 });
    expect(setting.posts()).toEqual(['DUDANA', 'DUWEI']);
  });
});

describe("a method's limit", () => {
  it('holds up what is rewritten, and lets messages through', async () => {
    await setting.say(aMessage('one', { person: dana }), aMessage('two', { person: wei }));
    await delivery.drain();
    setting.slack.script('chat.update', tooMany);
    await setting.say(
      aMessage('one:decided', { person: dana }, { updates: 'one' }),
      aMessage('two:decided', { person: wei }, { updates: 'two' }),
    );
    // Two channels are served side by side: each may have begun before the other was told.
    const first = await delivery.drain();
    expect(first.sent + first.later).toBe(2);
    await setting.say(aMessage('three', apollo), aMessage('one:undone', { person: dana }, { updates: 'one' }));
    setting.slack.forget();
    expect(await (await setting.start()).drain()).toEqual({ sent: 1, later: 0, failed: 0, unknown: 0 });
    expect(setting.slack.callsOf('chat.update')).toEqual([]);
    later(1);
    expect((await delivery.drain()).later).toBe(0);
    expect((await setting.row('one:undone')).state).toBe('sent');
  });

  it('of opening direct messages holds up those that are not open yet', async () => {
    await setting.say(aMessage('known', { person: wei }));
    await delivery.drain();
    setting.slack.script('conversations.open', tooMany);
    await setting.say(aMessage('one', { person: dana }));
    expect(await delivery.drain()).toMatchObject({ later: 1 });
    await setting.say(aMessage('again', { person: wei }), aMessage('line', apollo));
    expect(await delivery.drain()).toEqual({ sent: 2, later: 0, failed: 0, unknown: 0 });
    // After a restart no direct message is known to be open, and nobody asks.
    await setting.say(aMessage('third', { person: wei }));
    setting.slack.forget();
    expect(await (await setting.start()).drain()).toMatchObject({ sent: 0, later: 1 });
    expect(setting.slack.callsOf('conversations.open')).toEqual([]);
    expect((await setting.row('third')).attempts).toBe(0);
    later(1);
    expect(await delivery.drain()).toMatchObject({ sent: 2 });
  });

  it('of asking for a channel holds up those that are not known yet', async () => {
    setting.slack.script('conversations.info', tooMany);
    await setting.say(aMessage('one', apollo));
    expect(await delivery.drain()).toMatchObject({ later: 1 });
    await setting.say(aMessage('two', gemini), aMessage('direct', { person: dana }));
    setting.slack.forget();
    expect(await delivery.drain()).toMatchObject({ sent: 1, later: 1 });
    expect(setting.slack.callsOf('conversations.info')).toEqual([]);
    later(1);
    expect(await delivery.drain()).toMatchObject({ sent: 2 });
  });

  it('of listing channels is learnt, and respected after a restart: each channel is asked for', async () => {
    setting.slack.script('users.conversations', tooMany);
    const channels = Array.from({ length: 6 }, (_, n) => `CMANY${n}`);
    for (const id of channels) setting.slack.channel({ id, name: id.toLowerCase(), members: [] });
    await setting.say(...channels.map((channel) => aMessage(channel, { channel })));
    expect(await delivery.drain()).toMatchObject({ sent: 6 });
    const again = async () => {
      setting.slack.forget();
      await setting.say(...channels.map((channel) => aMessage(`${channel} ${Math.random()}`, { channel })));
      expect(await (await setting.start()).drain()).toMatchObject({ sent: 6 });
      return setting.slack.callsOf('users.conversations').length;
    };
    expect(await again()).toBe(0);
    later(1);
    expect(await again()).toBe(1);
  });

  it.each([
    ['the workspace says so', 1, { error: 'message_limit_exceeded' }],
    ['three channels were refused at the same time', 3, tooMany],
  ] as const)('holds up every message where %s', async (_name, times, reply) => {
    for (let n = 0; n < times; n += 1) {
      setting.slack.channel({ id: `C${n}`, name: `c${n}`, members: [] });
      setting.slack.script('chat.postMessage', reply, ({ channel }) => channel === `C${n}`);
      await setting.say(aMessage(`${n}`, { channel: `C${n}` }));
    }
    expect(await delivery.drain()).toMatchObject({ sent: 0, later: times });
    await setting.say(aMessage('elsewhere', gemini), aMessage('direct', { person: dana }));
    expect(await delivery.drain()).toMatchObject({ sent: 0, later: 0 });
    later(5);
    expect(await delivery.drain()).toMatchObject({ sent: times + 2 });
  });

  it('is of one workspace only', async () => {
    setting.slack.script('chat.postMessage', { error: 'message_limit_exceeded' });
    await setting.say(aMessage('one', apollo));
    await delivery.drain();
    const { books } = setting;
    const other = await books.prisma.workspace.create({
      data: { slackTeamId: 'T0002', name: 'Other', timezone: 'UTC', currency: 'USD', locale: 'en' },
    });
    await books.prisma.outboxMessage.create({
      data: {
        workspaceId: other.id,
        ...{ kind: 'payment_recorded', dedupeKey: 'theirs', slackChannelId: 'CAPOLLO' },
        facts: aMessage('theirs', apollo).notice.facts,
        notBefore: books.clock.now(),
      },
    });
    expect((await takeDue(books.ledger, { limit: 5 })).items).toMatchObject([{ dedupeKey: 'theirs' }]);
  });

  it('is not shortened by a shorter one', async () => {
    const [long, short] = ['90', '5'].map((seconds) => ({ status: 429, headers: { 'retry-after': seconds } }));
    if (long === undefined || short === undefined) throw new Error('no replies');
    setting.slack.script('chat.postMessage', long);
    await setting.say(aMessage('one', apollo));
    await delivery.drain();
    const { prisma, workspaceId, ledger } = setting.books;
    const { closeGate } = await import('../../src/ledger/rate-gates.js');
    const soon = new Date(ledger.clock.now().getTime() + 5_000);
    await closeGate(ledger, workspaceId, { method: 'chat.postMessage', slackChannelId: 'CAPOLLO' }, soon);
    const gates = await prisma.rateGate.findMany();
    expect(gates).toHaveLength(1);
    expect(gates[0]?.blockedUntil.getTime()).toBeGreaterThanOrEqual(ledger.clock.now().getTime() + 90_000);
  });
});
