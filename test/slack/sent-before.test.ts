import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewMessage } from '../../src/ledger/outbox.js';
import type { Delivery } from '../../src/slack/delivery.js';
import { aPerson } from '../support/books.js';
import { ADelivery, aMessage } from './a-delivery.js';

let setting: ADelivery;
let delivery: Delivery;
let dana: number;

const open = async (refusedScopes: readonly string[] = []) => {
  setting = await ADelivery.open({ refusedScopes });
  setting.slack.channel({ id: 'CSECRET', name: 'secret', members: ['UDANA'], is_private: true });
  dana = await aPerson(setting.books, { name: 'dana' });
  delivery = await setting.start();
};

beforeEach(async () => await open());
afterEach(async () => await setting.close());

const apollo = { channel: 'CAPOLLO' };
const later = (minutes: number) => setting.books.clock.advance({ minutes });
const posts = () => setting.slack.callsOf('chat.postMessage').length;
const looks = () => [
  ...setting.slack.callsOf('conversations.history'),
  ...setting.slack.callsOf('conversations.replies'),
];

/** Says it; nobody knows whether Slack has it; two minutes pass. */
async function inDoubt(to: NewMessage['to'], reply: Parameters<ADelivery['slack']['script']>[1]): Promise<void> {
  setting.slack.script('chat.postMessage', reply);
  await setting.say(aMessage('one', to));
  expect(await delivery.drain()).toEqual({ sent: 0, later: 1, failed: 0, unknown: 0 });
  expect(await setting.row('one')).toMatchObject({ state: 'pending', doubts: 1 });
  later(2);
}

const places = (): [string, NewMessage['to'], string][] => [
  ['a channel', apollo, 'CAPOLLO'],
  ['a private channel', { channel: 'CSECRET' }, 'CSECRET'],
  ['a direct message', { person: dana }, 'DUDANA'],
];

describe.each([0, 1, 2])('where reading is granted (%i)', (which) => {
  const place = () => {
    const found = places()[which];
    if (found === undefined) throw new Error('no such place');
    return { to: found[1], channel: found[2] };
  };

  it('what had arrived is found by its number and not said again', async () => {
    const { to, channel } = place();
    await inDoubt(to, { cut: 'after' });
    expect(await delivery.drain()).toEqual({ sent: 1, later: 0, failed: 0, unknown: 0 });
    const [said, ...more] = setting.slack.messages(channel);
    expect(more).toEqual([]);
    expect(await setting.row('one')).toMatchObject({ state: 'sent', sentChannelId: channel, sentTs: said?.ts });
    expect(posts()).toBe(1);
  });

  it('what had not arrived is said, once', async () => {
    const { to, channel } = place();
    await inDoubt(to, { cut: 'before' });
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
    expect(setting.slack.messages(channel)).toHaveLength(1);
    expect(await setting.row('one')).toMatchObject({ state: 'sent', doubts: 0, doubtSince: null, lastError: null });
  });

  it('a sender that died is looked after like an answer that was lost', async () => {
    const { to, channel } = place();
    await setting.say(aMessage('arrived', to), aMessage('not arrived', to));
    await setting.books.prisma.outboxMessage.updateMany({
      where: { dedupeKey: 'not arrived' },
      data: { notBefore: new Date(setting.books.clock.now().getTime() + 60_000) },
    });
    await delivery.drain();
    await setting.books.prisma.outboxMessage.updateMany({
      data: { state: 'sending', attempts: 1, sentTs: null, sentChannelId: null, notBefore: setting.books.clock.now() },
    });
    later(11);
    expect(await (await setting.start()).drain()).toEqual({ sent: 2, later: 0, failed: 0, unknown: 0 });
    expect(setting.slack.messages(channel)).toHaveLength(2);
  });
});

describe('the look', () => {
  it('goes into the thread of a reply', async () => {
    await setting.say(aMessage('parent', apollo));
    await delivery.drain();
    await inDoubt({ threadOf: 'parent', ...apollo }, { cut: 'after' });
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
    expect(setting.slack.callsOf('conversations.history')).toEqual([]);
    const { sentTs } = await setting.row('parent');
    expect(setting.slack.callsOf('conversations.replies')).toMatchObject([{ channel: 'CAPOLLO', ts: sentTs }]);
    expect((await setting.row('one')).sentTs).not.toBe(sentTs);
    expect(posts()).toBe(2);
  });

  it('takes no message of somebody else for its own, nor one of another number', async () => {
    await setting.say(aMessage('before', apollo));
    await delivery.drain();
    await inDoubt(apollo, { cut: 'before' });
    const { id } = await setting.row('one');
    setting.slack.sandbox.workspace.post({
      channel: 'CAPOLLO',
      user: 'UDANA',
      text: 'not mine',
      metadata: { event_type: 'collect_message', event_payload: { outbox_id: id } },
    });
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
    expect(setting.slack.messages('CAPOLLO')).toHaveLength(3);
  });

  it('asks page by page for what was written since the first try, a little more for clocks that differ', async () => {
    await inDoubt(apollo, { cut: 'after' });
    for (let n = 0; n < 230; n += 1)
      setting.slack.sandbox.workspace.post({ channel: 'CAPOLLO', user: 'UDANA', text: `${n}` });
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
    expect(posts()).toBe(1);
    expect(looks()).toHaveLength(2);
    const [first] = looks();
    expect(Number(first?.oldest)).toBeLessThan(setting.books.clock.now().getTime() / 1000 - 120);
    expect(first?.include_all_metadata).toBe('true');
  });

  it('waits where Slack limits it, and nothing is said before', async () => {
    await inDoubt(apollo, { cut: 'after' });
    setting.slack.script('conversations.history', { status: 429, headers: { 'retry-after': '60' } });
    expect(await delivery.drain()).toMatchObject({ sent: 0, later: 1 });
    expect(await (await setting.start()).drain()).toMatchObject({ sent: 0, later: 0 });
    later(5);
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
    expect(posts()).toBe(1);
  });

  it.each([{ cut: 'before' }, { error: 'internal_error' }, { error: 'service_unavailable' }] as const)(
    'is made again where it failed: %j',
    async (reply) => {
      await inDoubt(apollo, { cut: 'after' });
      setting.slack.script('conversations.history', reply);
      expect(await delivery.drain()).toMatchObject({ sent: 0, later: 1 });
      later(5);
      expect(await delivery.drain()).toMatchObject({ sent: 1 });
      expect(posts()).toBe(1);
    },
  );

  it('comes after every try of unknown outcome, as often as it takes', async () => {
    await inDoubt(apollo, { cut: 'before' });
    setting.slack.script('chat.postMessage', { cut: 'before' });
    expect(await delivery.drain()).toMatchObject({ later: 1 });
    later(5);
    setting.slack.script('chat.postMessage', { cut: 'after' });
    expect(await delivery.drain()).toMatchObject({ later: 1 });
    later(10);
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
    expect(setting.slack.messages('CAPOLLO')).toHaveLength(1);
  });

  it('is not made for an update', async () => {
    await setting.say(aMessage('one', apollo));
    await delivery.drain();
    setting.slack.script('chat.update', { cut: 'after' });
    await setting.say(aMessage('one:decided', apollo, { updates: 'one' }));
    expect(await delivery.drain()).toMatchObject({ later: 1 });
    later(2);
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
    expect(looks()).toEqual([]);
  });
});

describe('where reading is not granted', () => {
  it.each([
    ['channels:history', 0],
    ['groups:history', 1],
  ])('without %s what goes to such a channel is not said again', async (scope, which) => {
    await setting.close();
    await open([scope]);
    setting.slack.script('chat.postMessage', { cut: 'before' });
    await setting.say(aMessage('one', places()[which]?.[1] ?? apollo));
    expect(await delivery.drain()).toMatchObject({ unknown: 1 });
    expect((await setting.row('one')).lastError).toContain('not sent again');
    expect(looks()).toEqual([]);
  });

  it('nor where the grant was taken back since', async () => {
    await inDoubt(apollo, { cut: 'after' });
    setting.slack.script('conversations.history', { error: 'missing_scope' });
    expect(await delivery.drain()).toMatchObject({ unknown: 1 });
    expect(await setting.row('one')).toMatchObject({ state: 'unknown', lastError: 'outcome unknown, not sent again' });
    expect(posts()).toBe(1);
  });

  it('without im:history a direct message is said once more', async () => {
    await setting.close();
    await open(['im:history']);
    await inDoubt({ person: dana }, { cut: 'before' });
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
    expect(looks()).toEqual([]);
  });
});

describe('what may not be said there any more', () => {
  const archive = () => setting.slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: [], is_archived: true });

  it.each([
    ['stands there after all', 'after', { sent: 1 }, { state: 'sent', lastError: null }],
    ['was never said', 'before', { failed: 1 }, { state: 'failed', lastError: 'is_archived' }],
  ] as const)('%s: it is looked up in the archive', async (_name, cut, report, row) => {
    await inDoubt(apollo, { cut });
    archive();
    later(10);
    expect(await delivery.drain()).toMatchObject(report);
    expect(await setting.row('one')).toMatchObject(row);
  });

  it('may have been said: where nobody may look it does not count as refused, and managers hear of the channel', async () => {
    await setting.close();
    await open(['channels:history']);
    await aPerson(setting.books, { name: 'wei', role: 'manager' });
    await setting.say(aMessage('one', apollo));
    await setting.books.prisma.outboxMessage.updateMany({
      data: { doubts: 1, doubtSince: setting.books.clock.now(), attempts: 1 },
    });
    archive();
    expect(await delivery.drain()).toMatchObject({ unknown: 1, failed: 0 });
    expect(await setting.row('one')).toMatchObject({
      state: 'unknown',
      lastError: 'is_archived; outcome unknown, not sent again',
    });
    expect(setting.posts()).toEqual(['DUWEI']);
  });

  it('may have been said to a person who cannot be written to any more', async () => {
    await setting.close();
    await open(['im:history']);
    await inDoubt({ person: dana }, { cut: 'after' });
    setting.slack.script('chat.postMessage', { error: 'user_disabled' });
    expect(await delivery.drain()).toMatchObject({ unknown: 1, failed: 0 });
    expect((await setting.row('one')).lastError).toBe('user_disabled; outcome unknown, not sent again');
  });
});

it('what is granted later counts without a restart', async () => {
  await setting.close();
  await open(['channels:history', 'im:history']);
  await inDoubt({ person: dana }, { cut: 'after' });
  setting.slack.grant('im:history');
  expect(await delivery.drain()).toEqual({ sent: 1, later: 0, failed: 0, unknown: 0 });
  expect(setting.slack.messages('DUDANA')).toHaveLength(1);
  const asked = setting.slack.callsOf('auth.test').length;
  setting.slack.script('chat.postMessage', { cut: 'after' });
  await setting.say(aMessage('two', apollo));
  expect(await delivery.drain()).toMatchObject({ unknown: 1 });
  // At most once a minute.
  expect(setting.slack.callsOf('auth.test')).toHaveLength(asked);
});

it('an answer that is cut half-way counts as an answer that was lost', async () => {
  const half = { status: 200, headers: { 'content-length': '500', connection: 'close' }, body: '{"ok":true,"chan' };
  await inDoubt(apollo, half);
  expect(await delivery.drain()).toMatchObject({ sent: 1 });
  expect(setting.slack.messages('CAPOLLO')).toHaveLength(1);
});
