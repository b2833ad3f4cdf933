import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aChannel, aSeed } from '../a-workspace.js';
import { errorOf, type OpenWebApi, openWebApi, refusal } from './open-web-api.js';

const seed = {
  ...aSeed,
  channels: [
    ...aSeed.channels,
    aChannel('C0OPEN', 'open', ['U0DANA']),
    aChannel('C0CLOSED', 'closed', ['U0DANA', 'BOT'], { kind: 'private' }),
  ],
};

let api: OpenWebApi;
beforeEach(async () => {
  api = await openWebApi({ seed });
});
afterEach(async () => {
  await api.close();
});

/** Somebody says this, a second after what was said before. */
const say = (text: string, more: object = {}) => {
  api.timer.pass(1_000);
  return api.workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text, ...more });
};
const history = (more: object = {}) => api.slack.conversations.history({ channel: 'C0APOLLO', ...more } as never);
const texts = (answer: { messages?: { text?: string }[] }) => answer.messages?.map((message) => message.text);

describe('conversations.history', () => {
  it('is newest first, without replies and what one person alone saw', async () => {
    const first = say('one');
    say('reply', { threadTs: first.ts });
    say('shown reply', { threadTs: first.ts, broadcast: true });
    say('psst', { ephemeralFor: 'U0DANA' });
    say('two');
    const answer = await history();
    expect(texts(answer)).toEqual(['two', 'shown reply', 'one']);
    expect(answer.has_more).toBe(false);
    expect(answer.messages?.[1]).toMatchObject({ subtype: 'thread_broadcast', thread_ts: first.ts });
    expect(answer.messages?.[2]).toMatchObject({
      type: 'message',
      user: 'U0DANA',
      thread_ts: first.ts,
      reply_count: 2,
      reply_users_count: 1,
      reply_users: ['U0DANA'],
    });
    expect(answer.messages?.[0]).not.toHaveProperty('bot_id');
  });

  it('pages by cursor', async () => {
    for (const text of ['a', 'b', 'c', 'd', 'e']) say(text);
    const first = await history({ limit: 2 });
    expect(texts(first)).toEqual(['e', 'd']);
    expect(first.has_more).toBe(true);
    const second = await history({ limit: 2, cursor: first.response_metadata?.next_cursor });
    expect(texts(second)).toEqual(['c', 'b']);
    say('f');
    const third = await history({ limit: 2, cursor: second.response_metadata?.next_cursor });
    expect(texts(third)).toEqual(['a']);
    expect(third).toMatchObject({ has_more: false });
    expect(third.response_metadata?.next_cursor ?? '').toBe('');
    expect(await errorOf(history({ cursor: 'nonsense' }))).toBe('invalid_cursor');
    let all = 0;
    for await (const page of api.slack.paginate('conversations.history', { channel: 'C0APOLLO', limit: 4 })) {
      all += (page as unknown as { messages: unknown[] }).messages.length;
    }
    expect(all).toBe(6);
  });

  it('keeps to a window, whose ends belong to it on request', async () => {
    const [a, b, c] = [say('a'), say('b'), say('c')];
    expect(texts(await history({ oldest: a.ts }))).toEqual(['c', 'b']);
    expect(texts(await history({ latest: c.ts }))).toEqual(['b', 'a']);
    expect(texts(await history({ oldest: a.ts, latest: c.ts }))).toEqual(['b']);
    expect(texts(await history({ oldest: b.ts, latest: b.ts, inclusive: true }))).toEqual(['b']);
    expect(texts(await history({ oldest: '0' }))).toEqual(['c', 'b', 'a']);
    expect(await errorOf(history({ oldest: 'yesterday' }))).toBe('invalid_ts_oldest');
    expect(await errorOf(history({ latest: 'today' }))).toBe('invalid_ts_latest');
  });

  it('says metadata on request', async () => {
    const metadata = { event_type: 'notice', event_payload: { id: 7 } };
    await api.slack.chat.postMessage({ channel: 'C0APOLLO', text: 'x', metadata });
    expect((await history()).messages?.[0]).not.toHaveProperty('metadata');
    expect((await history({ include_all_metadata: true })).messages?.[0]?.metadata).toEqual(metadata);
  });

  it('is for members with the scope of that kind', async () => {
    expect(await errorOf(history({ channel: 'C0OPEN' }))).toBe('not_in_channel');
    expect(await errorOf(history({ channel: 'C0SECRET' }))).toBe('channel_not_found');
    const poor = await openWebApi({ seed, scopes: ['channels:history'] });
    try {
      expect(await refusal(poor.slack.conversations.history({ channel: 'C0CLOSED' }))).toMatchObject({
        error: 'missing_scope',
        needed: 'groups:history',
      });
    } finally {
      await poor.close();
    }
  });
});

describe('conversations.replies', () => {
  const replies = (ts: string, more: object = {}) =>
    api.slack.conversations.replies({ channel: 'C0APOLLO', ts, ...more });

  it('begins with the first message and goes on in order', async () => {
    const first = say('first');
    const second = say('second', { threadTs: first.ts });
    say('psst', { threadTs: first.ts, ephemeralFor: 'U0DANA' });
    say('third', { threadTs: first.ts });
    const answer = await replies(first.ts);
    expect(texts(answer)).toEqual(['first', 'second', 'third']);
    expect(answer.messages?.[1]).toMatchObject({ thread_ts: first.ts, parent_user_id: 'U0DANA' });
    expect(texts(await replies(second.ts))).toEqual(['second']);
    const page = await replies(first.ts, { limit: 2 });
    expect(page.has_more).toBe(true);
    const cursor = page.response_metadata?.next_cursor ?? '';
    expect(texts(await replies(first.ts, { limit: 2, cursor }))).toEqual(['third']);
  });

  it('knows a thread of one, and none that is not there', async () => {
    expect(texts(await replies(say('alone').ts))).toEqual(['alone']);
    expect(await errorOf(replies('1700000000.000100'))).toBe('thread_not_found');
    expect(await errorOf(replies(''))).toBe('thread_not_found');
    expect(await errorOf(api.slack.apiCall('conversations.replies', { channel: 'C0APOLLO' }))).toBe(
      'invalid_arguments',
    );
  });
});
