import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { enqueue, type NewMessage } from '../../src/ledger/outbox.js';
import { deliverOnce } from '../../src/slack/deliver-once.js';
import { Delivery } from '../../src/slack/delivery.js';
import { Roster } from '../../src/slack/roster.js';
import { Session } from '../../src/slack/session.js';
import type { Timer } from '../../src/slack/timer.js';
import { deliveryClient } from '../../src/slack/web-clients.js';
import { aPerson } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';
import { SlackWorkspace } from '../support/slack-workspace.js';

const by = { id: 1, name: 'sam', slackUserId: 'USAM' };

let books: TestLedger;
let slack: SlackWorkspace;
let delivery: Delivery;
let session: Session;
let dana: number;
/** What the delivery waited for, in ms. */
let waited: number[];
/** What happens while it waits. */
let pause: (ms: number) => void;

beforeEach(async () => {
  books = await testLedger();
  // Without the optional scopes; with them: sent-before.test.ts.
  const refusedScopes = ['channels:history', 'groups:history', 'im:history'];
  slack = await SlackWorkspace.open({ clock: books.clock, refusedScopes });
  for (const name of ['dana', 'wei']) slack.user({ id: `U${name.toUpperCase()}`, name });
  slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: [] });
  slack.channel({ id: 'CGEMINI', name: 'proj-gemini', members: [] });
  slack.channel({ id: 'CSHARED', name: 'with-acme', members: [], is_ext_shared: true });
  slack.channel({ id: 'COLD', name: 'old', members: [], is_archived: true });
  dana = await aPerson(books, { name: 'dana', role: 'finance' });
  waited = [];
  pause = () => undefined;
  const timer: Timer = {
    sleep: async (ms) => {
      waited.push(ms);
      pause(ms);
    },
    after: () => () => undefined,
  };
  const log = pino({ level: 'silent' });
  const client = deliveryClient(slack.botToken, slack.apiUrl, log);
  const { ledger } = books;
  const defaults = { timezone: 'UTC', currency: 'USD', locale: 'en' };
  session = new Session({ ledger, slack: client, defaults, timer, log });
  await session.meet();
  delivery = new Delivery({ ledger, slack: client, session, roster: new Roster(ledger, client, log), timer, log });
  slack.forget();
});

afterEach(async () => {
  session.stop();
  await slack.close();
});

const message = (dedupeKey: string, to: NewMessage['to'], more: Partial<NewMessage> = {}): NewMessage => ({
  notice: {
    kind: 'payment_recorded',
    facts: {
      clientName: 'ACME',
      amount: { minor: 1_200_000, currency: 'USD' },
      by,
      promisesKept: 0,
      undone: false,
    },
  },
  dedupeKey,
  to,
  ...more,
});

async function say(...messages: NewMessage[]): Promise<void> {
  const { prisma, workspaceId, clock } = books;
  await prisma.$transaction(async (tx) => {
    await enqueue(tx, workspaceId, clock.now(), messages);
  });
}

const row = async (dedupeKey: string) => await books.prisma.outboxMessage.findFirstOrThrow({ where: { dedupeKey } });

const inChannel = { channel: 'CAPOLLO' };

describe('what is due', () => {
  it('is posted once, with an opaque id for metadata, and remembered by its ts', async () => {
    await say(message('one', inChannel));
    expect(await delivery.drain()).toEqual({ sent: 1, later: 0, failed: 0, unknown: 0 });
    expect(await delivery.drain()).toMatchObject({ sent: 0 });
    const [posted, ...more] = slack.callsOf('chat.postMessage');
    expect(more).toEqual([]);
    const sent = await row('one');
    expect(posted?.metadata).toEqual({ event_type: 'collect_message', event_payload: { outbox_id: sent.id } });
    expect(String(posted?.text)).toContain('$12,000.00');
    expect(sent).toMatchObject({ state: 'sent', sentChannelId: 'CAPOLLO' });
    expect(sent.sentTs).not.toBeNull();
  });

  it('goes to a person by their direct channel, which is opened once', async () => {
    await say(message('one', { person: dana }), message('two', { person: dana }));
    await delivery.drain();
    expect(slack.callsOf('conversations.open')).toHaveLength(1);
    expect(slack.callsOf('chat.postMessage').map((args) => args.channel)).toEqual(['DUDANA', 'DUDANA']);
  });

  it('is said in the language of whoever reads it', async () => {
    const wei = await aPerson(books, { name: 'wei', locale: 'zh-CN' });
    await say(message('one', { person: wei }));
    await delivery.drain();
    expect(String(slack.callsOf('chat.postMessage')[0]?.text)).toMatch(/\p{Script=Han}/u);
  });

  it('keeps a second between messages to one channel and none between channels', async () => {
    await say(message('a', inChannel), message('b', inChannel), message('c', { channel: 'CGEMINI' }));
    await delivery.drain();
    expect(waited).toEqual([1000]);
  });

  it('does not wait for all that goes to another channel', async () => {
    const start = books.clock.now().getTime();
    let saidAt = Number.POSITIVE_INFINITY;
    slack.proxy.weather((path, body) => {
      if (path.endsWith('chat.postMessage') && body.includes('CGEMINI')) saidAt = books.clock.now().getTime();
      return null;
    });
    pause = (ms) => books.clock.advance({ minutes: ms / 60_000 });
    const many = Array.from({ length: 45 }, (_, n) => message(`${n}`, inChannel));
    await say(...many, message('elsewhere', { channel: 'CGEMINI' }));
    expect(await delivery.drain()).toMatchObject({ sent: 46 });
    expect(saidAt - start).toBeLessThanOrEqual(5_000);
  });

  it('is never more than Slack takes', async () => {
    slack.sandbox.workspace.rateLimits = true;
    const pieces = Array.from({ length: 12 }, (_, n) => message(`${n}`, inChannel));
    await say(...pieces, message('elsewhere', { channel: 'CGEMINI' }), message('direct', { person: dana }));
    // Here waiting takes its time.
    pause = (ms) => books.clock.advance({ minutes: ms / 60_000 });
    expect(await delivery.drain()).toEqual({ sent: 14, later: 0, failed: 0, unknown: 0 });
    expect(slack.messages('CAPOLLO')).toHaveLength(12);
  });

  it('stays with its sender however long its batch takes', async () => {
    await say(message('one', inChannel), message('two', inChannel), message('three', inChannel));
    pause = () => books.clock.advance({ minutes: 6 });
    expect(await delivery.drain()).toEqual({ sent: 3, later: 0, failed: 0, unknown: 0 });
    expect(await row('three')).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('goes to a hundred channels without asking Slack for each, and to none that is shared', async () => {
    slack.sandbox.workspace.rateLimits = true;
    const channels = Array.from({ length: 100 }, (_, n) => `CMANY${n}`);
    for (const id of channels) slack.channel({ id, name: id.toLowerCase(), members: [] });
    await say(...['CSHARED', ...channels].map((channel) => message(channel, { channel })));
    pause = (ms) => books.clock.advance({ minutes: ms / 60_000 });
    expect(await delivery.drain()).toEqual({ sent: 100, later: 0, failed: 1, unknown: 0 });
    expect(slack.callsOf('conversations.info')).toEqual([]);
    expect(slack.callsOf('users.conversations')).toHaveLength(1);
    expect(await row('CSHARED')).toMatchObject({ state: 'failed', lastError: 'shared_channel' });
  });

  it('is asked for one by one where Slack gives no list', async () => {
    slack.script('users.conversations', { error: 'internal_error' });
    slack.mayRefuse(/users.conversations/);
    const channels = Array.from({ length: 6 }, (_, n) => `CMANY${n}`);
    for (const id of channels) slack.channel({ id, name: id.toLowerCase(), members: [] });
    await say(...channels.map((channel) => message(channel, { channel })));
    expect(await delivery.drain()).toMatchObject({ sent: 6, failed: 0 });
    expect(slack.callsOf('conversations.info')).toHaveLength(6);
  });

  it('goes into the thread of a message that was sent', async () => {
    await say(message('parent', inChannel), message('reply', { threadOf: 'parent', ...inChannel }));
    await delivery.drain();
    const [, reply] = slack.callsOf('chat.postMessage');
    expect(reply?.thread_ts).toBe((await row('parent')).sentTs);
  });

  it('replaces a message in place', async () => {
    await say(message('one', { person: dana }));
    await delivery.drain();
    await say(message('one:decided', { person: dana }, { updates: 'one' }));
    await delivery.drain();
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1);
    const [update] = slack.callsOf('chat.update');
    expect(update).toMatchObject({ channel: 'DUDANA', ts: (await row('one')).sentTs });
    expect(update?.blocks).not.toEqual([]);
  });

  it('is left alone when it belongs to another workspace', async () => {
    const other = await books.prisma.workspace.create({
      data: { slackTeamId: 'T0002', name: 'Other', timezone: 'UTC', currency: 'USD', locale: 'en' },
    });
    await books.prisma.$transaction(async (tx) => {
      await enqueue(tx, other.id, books.clock.now(), [message('theirs', inChannel)]);
    });
    expect(await delivery.drain()).toMatchObject({ sent: 0, later: 1 });
    expect(slack.callsOf('chat.postMessage')).toEqual([]);
  });
});

describe('a command that runs once', () => {
  it('delivers what is due and counts it', async () => {
    await say(message('one', inChannel), message('two', { person: dana }));
    const config = {
      slack: { botToken: slack.botToken, apiUrl: slack.apiUrl, mode: { kind: 'http', signingSecret: 's' } as const },
      host: '127.0.0.1',
      port: 0,
      defaults: { timezone: 'UTC', currency: 'USD', locale: 'en' },
    };
    const report = await deliverOnce(config, books.ledger, pino({ level: 'silent' }));
    expect(report).toEqual({ sent: 2, later: 0, failed: 0, unknown: 0 });
  });
});

describe('a channel that the client may read', () => {
  it('gets nothing', async () => {
    await say(message('one', { channel: 'CSHARED' }));
    expect(await delivery.drain()).toMatchObject({ sent: 0, failed: 1 });
    expect(slack.callsOf('chat.postMessage')).toEqual([]);
    expect(await row('one')).toMatchObject({ state: 'failed', lastError: 'shared_channel' });
  });

  it('gets nothing when it was shared after it was set up, as soon as Slack says so', async () => {
    await say(message('one', inChannel));
    await delivery.drain();
    slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: [], is_ext_shared: true });
    books.clock.advance({ minutes: 6 });
    await say(message('two', inChannel));
    expect(await delivery.drain()).toMatchObject({ failed: 1 });
  });

  it('gets nothing as soon as another replica has heard of it; and again what it gets when that is over', async () => {
    await say(message('one', inChannel));
    await delivery.drain();
    slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: [], is_ext_shared: true });
    await books.prisma.channel.updateMany({ where: { slackChannelId: 'CAPOLLO' }, data: { isShared: true } });
    await say(message('two', inChannel), message('two, under it', { threadOf: 'one', ...inChannel }));
    expect(await delivery.drain()).toMatchObject({ sent: 0, failed: 2 });
    slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: [] });
    books.clock.advance({ minutes: 6 });
    await say(message('three', inChannel));
    expect(await delivery.drain()).toMatchObject({ sent: 1, failed: 0 });
  });

  it('gets no new content in what stands there, which is taken away, and no reply under it', async () => {
    await say(message('one', inChannel), message('direct', { person: dana }));
    await delivery.drain();
    slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: [], is_ext_shared: true });
    books.clock.advance({ minutes: 6 });
    slack.forget();
    await say(
      message('one:taken-back', inChannel, { updates: 'one' }),
      message('page', { threadOf: 'one', ...inChannel }),
      message('direct:decided', { person: dana }, { updates: 'direct' }),
    );
    expect(await delivery.drain()).toEqual({ sent: 2, later: 0, failed: 2, unknown: 0 });
    expect(await row('one:taken-back')).toMatchObject({ state: 'failed', lastError: 'shared_channel' });
    expect(await row('page')).toMatchObject({ state: 'failed', lastError: 'shared_channel' });
    const updates = slack.callsOf('chat.update');
    expect(updates.map((args) => args.channel).sort()).toEqual(['CAPOLLO', 'DUDANA']);
    expect(updates.find((args) => args.channel === 'CAPOLLO')?.text).toContain('is taken away');
    expect(slack.callsOf('chat.postMessage')).toEqual([]);
  });

  it('gets nothing in the archive either', async () => {
    await say(message('one', { channel: 'COLD' }));
    expect(await delivery.drain()).toMatchObject({ failed: 1 });
    expect(await row('one')).toMatchObject({ lastError: 'is_archived' });
  });
});

describe('when Slack says not now', () => {
  it('waits as long as Slack says, for that row alone', async () => {
    slack.script(
      'chat.postMessage',
      { status: 429, headers: { 'retry-after': '30' } },
      (args) => args.channel === 'CAPOLLO',
    );
    await say(message('one', inChannel), message('two', { channel: 'CGEMINI' }));
    expect(await delivery.drain()).toEqual({ sent: 1, later: 1, failed: 0, unknown: 0 });
    const waiting = await row('one');
    expect(waiting.state).toBe('pending');
    const wait = waiting.notBefore.getTime() - books.clock.now().getTime();
    expect(wait).toBeGreaterThanOrEqual(30_000);
    expect(wait).toBeLessThan(31_000);
    books.clock.advance({ minutes: 1 });
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
    expect(slack.callsOf('chat.postMessage')).toHaveLength(3);
  });

  it('never puts an older content over a newer one', async () => {
    await say(message('one', { person: dana }));
    await delivery.drain();
    slack.script('chat.update', { error: 'service_unavailable' });
    await say(message('one:decided', { person: dana }, { updates: 'one' }));
    expect(await delivery.drain()).toMatchObject({ later: 1 });
    await say(message('one:undone', { person: dana }, { updates: 'one' }));
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
    books.clock.advance({ minutes: 1 });
    expect(await delivery.drain()).toMatchObject({ sent: 0 });
    expect(await row('one:decided')).toMatchObject({ state: 'cancelled' });
    const ids = slack.callsOf('chat.update').map(({ metadata }) => metadata);
    expect(ids.at(-1)).toMatchObject({ event_payload: { outbox_id: (await row('one:undone')).id } });
  });

  it('waits also where it names no time', async () => {
    slack.script('chat.postMessage', { status: 429 });
    await say(message('one', inChannel));
    expect(await delivery.drain()).toMatchObject({ later: 1 });
  });

  it.each(['ratelimited', 'service_unavailable', 'request_timeout', 'message_limit_exceeded'])(
    'tries again after %s',
    async (error) => {
      slack.script('chat.postMessage', { error });
      await say(message('one', inChannel));
      expect(await delivery.drain()).toMatchObject({ later: 1 });
      books.clock.advance({ minutes: 5 });
      expect(await delivery.drain()).toMatchObject({ sent: 1 });
    },
  );
});

describe('when Slack says never', () => {
  it.each([
    'channel_not_found',
    'not_in_channel',
    'is_archived',
    'restricted_action',
    'restricted_action_read_only_channel',
    'missing_scope',
    'cannot_dm_bot',
    'messages_tab_disabled',
  ])('gives up at once after %s', async (error) => {
    slack.script('chat.postMessage', { error });
    await say(message('one', inChannel));
    expect(await delivery.drain()).toMatchObject({ failed: 1 });
    expect(await row('one')).toMatchObject({ state: 'failed', lastError: error });
    books.clock.advance({ days: 1 });
    expect(await delivery.drain()).toMatchObject({ sent: 0 });
  });

  it('gives up on a person who cannot be written to', async () => {
    slack.user({ id: 'UDANA', name: 'dana', deleted: true });
    slack.mayRefuse(/^conversations.open .*user_disabled/);
    await say(message('one', { person: dana }));
    expect(await delivery.drain()).toMatchObject({ failed: 1 });
    expect(await row('one')).toMatchObject({ lastError: 'user_disabled' });
  });

  it.each([
    ['a channel that it is not in', { members: ['UDANA'], bot: false }, 'not_in_channel'],
    ['a private channel that it is not in', { members: ['UDANA'], bot: false, is_private: true }, 'channel_not_found'],
  ])('gives up on %s', async (_name, facts, error) => {
    slack.channel({ id: 'CELSE', name: 'else', ...facts });
    slack.mayRefuse(new RegExp(`"${error}"`));
    await say(message('one', { channel: 'CELSE' }));
    expect(await delivery.drain()).toMatchObject({ failed: 1 });
    expect(await row('one')).toMatchObject({ lastError: error });
  });

  it('says the plain sentence where it dislikes the blocks', async () => {
    slack.script('chat.postMessage', { error: 'invalid_blocks' });
    await say(message('one', inChannel));
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
    const [, again] = slack.callsOf('chat.postMessage');
    expect(again?.blocks).toBeUndefined();
    expect(String(again?.text)).toContain('$12,000.00');
  });

  it('keeps everything while the token is refused, and goes on when it is taken again', async () => {
    slack.script('chat.postMessage', { error: 'token_revoked' });
    slack.script('auth.test', { error: 'token_revoked' });
    await say(message('one', inChannel));
    expect(await delivery.drain()).toMatchObject({ later: 1, failed: 0 });
    await session.identity();
    books.clock.advance({ minutes: 5 });
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
  });
});

describe('when nobody knows whether it was said', () => {
  const fates = [
    ['a connection cut before Slack heard of it', { cut: 'before' }],
    ['a connection cut after Slack had said it', { cut: 'after' }],
    ['a server error', { status: 503, body: 'upstream' }],
    ['an internal error', { error: 'internal_error' }],
    ['an answer that is no JSON', { status: 200, body: '<html>a proxy</html>' }],
  ] as const;

  it.each(fates)('never says it twice in a channel: %s', async (_name, fate) => {
    slack.script('chat.postMessage', fate);
    await say(message('one', inChannel));
    expect(await delivery.drain()).toMatchObject({ unknown: 1 });
    expect(await row('one')).toMatchObject({ state: 'unknown' });
    expect((await row('one')).lastError).toContain('outcome unknown, not sent again');
    books.clock.advance({ days: 1 });
    await delivery.drain();
    expect(slack.callsOf('chat.postMessage')).toHaveLength(1);
    expect(slack.messages('CAPOLLO')).toHaveLength('cut' in fate && fate.cut === 'after' ? 1 : 0);
  });

  it.each(fates)('tries a direct message once more: %s', async (_name, fate) => {
    slack.script('chat.postMessage', fate);
    slack.script('chat.postMessage', fate);
    await say(message('one', { person: dana }));
    expect(await delivery.drain()).toMatchObject({ later: 1 });
    books.clock.advance({ minutes: 2 });
    expect(await delivery.drain()).toMatchObject({ unknown: 1 });
    books.clock.advance({ days: 1 });
    await delivery.drain();
    expect(slack.callsOf('chat.postMessage')).toHaveLength(2);
  });

  it('says of a direct message that was sent again that it may have been said twice', async () => {
    slack.script('chat.postMessage', { cut: 'after' });
    await say(message('one', { person: dana }));
    await delivery.drain();
    // Slack puts off the second try: that is no try of unknown outcome.
    slack.script('chat.postMessage', { error: 'service_unavailable' });
    books.clock.advance({ minutes: 2 });
    expect(await delivery.drain()).toMatchObject({ later: 1 });
    books.clock.advance({ minutes: 2 });
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
    expect((await row('one')).lastError).toContain('sent again');
    expect(slack.messages('DUDANA')).toHaveLength(2);
    expect(slack.callsOf('conversations.history')).toEqual([]);
  });

  it('repeats an update, which changes nothing', async () => {
    await say(message('one', { person: dana }));
    await delivery.drain();
    slack.script('chat.update', { error: 'internal_error' });
    await say(message('two', { person: dana }, { updates: 'one' }));
    expect(await delivery.drain()).toMatchObject({ later: 1 });
    books.clock.advance({ minutes: 1 });
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
  });

  it('tries again what was never asked of Slack: the channel could not be looked up', async () => {
    slack.script('conversations.info', { error: 'internal_error' });
    await say(message('one', inChannel));
    expect(await delivery.drain()).toMatchObject({ later: 1 });
    books.clock.advance({ minutes: 1 });
    expect(await delivery.drain()).toMatchObject({ sent: 1 });
  });

  it('does not repeat in a channel what a sender took that died', async () => {
    await say(message('one', inChannel), message('two', { person: dana }));
    await books.prisma.outboxMessage.updateMany({
      data: { state: 'sending', attempts: 1, notBefore: books.clock.now() },
    });
    books.clock.advance({ minutes: 11 });
    await delivery.drain();
    expect(await row('one')).toMatchObject({ state: 'unknown' });
    expect(await row('two')).toMatchObject({ state: 'sent' });
  });
});
