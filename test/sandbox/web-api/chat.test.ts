import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aChannel, aManifest, aPerson, aSeed } from '../a-workspace.js';
import { errorOf, type OpenWebApi, openWebApi, refusal } from './open-web-api.js';

const seed = {
  ...aSeed,
  people: [...aSeed.people, aPerson('U0GONE', 'gone', { deleted: true }), aPerson('U0ROBOT', 'robot', { isBot: true })],
  channels: [
    ...aSeed.channels,
    aChannel('C0OPEN', 'open', ['U0DANA']),
    aChannel('C0OLD', 'old', ['U0DANA', 'BOT'], { isArchived: true }),
    aChannel('C0CLOSED', 'closed', ['U0DANA', 'BOT'], { kind: 'private' }),
    aChannel('D0OTHERS', '', ['U0DANA', 'U0SAM'], { kind: 'im' }),
  ],
};
const section = (text: string, more: object = {}) =>
  ({ type: 'section', text: { type: 'mrkdwn', text }, ...more }) as const;

let api: OpenWebApi;
beforeEach(async () => {
  api = await openWebApi({ seed });
});
afterEach(async () => {
  await api.close();
});
const post = (channel: string, more: object = { text: 'Hello' }) =>
  api.slack.chat.postMessage({ channel, ...more } as never);
const only = (channel: string) => {
  const [message, ...others] = api.workspace.messages(channel);
  expect(others).toEqual([]);
  if (message === undefined) throw new Error(`nothing in ${channel}`);
  return message;
};

describe('chat.postMessage', () => {
  it('posts as the bot and answers the message', async () => {
    const { app } = api.workspace;
    const answer = await post('C0APOLLO', { text: 'Hello', blocks: [section('*Hello*', { block_id: 'b1' })] });
    expect(answer).toMatchObject({
      ok: true,
      channel: 'C0APOLLO',
      ts: expect.stringMatching(/^\d{10}\.\d{6}$/),
      message: {
        type: 'message',
        user: app.botUserId,
        bot_id: app.botId,
        app_id: app.appId,
        team: 'T0STUDIO',
        text: 'Hello',
        ts: answer.ts,
        bot_profile: { id: app.botId, app_id: app.appId, name: 'Helper', team_id: 'T0STUDIO', deleted: false },
        blocks: [{ type: 'section', block_id: 'b1', text: { type: 'mrkdwn', text: '*Hello*', verbatim: false } }],
      },
    });
    expect(only('C0APOLLO')).toMatchObject({ text: 'Hello', user: app.botUserId, botId: app.botId, ts: answer.ts });
  });

  it('posts by the name of a channel', async () => {
    expect((await post('#proj-apollo')).channel).toBe('C0APOLLO');
    expect((await post('proj-apollo')).channel).toBe('C0APOLLO');
    expect(await errorOf(post('#board'))).toBe('channel_not_found');
  });

  it('opens the direct conversation with a person', async () => {
    const first = await post('U0DANA');
    const second = await post('U0DANA');
    expect(first.channel).toMatch(/^D/);
    expect(second.channel).toBe(first.channel);
    expect(api.workspace.channel(String(first.channel))?.members).toEqual([api.workspace.app.botUserId, 'U0DANA']);
  });

  it.each([
    ['a channel that is not there', 'C0NOWHERE', 'channel_not_found'],
    ['a private channel that the bot is not in', 'C0SECRET', 'channel_not_found'],
    ['other people’s direct conversation', 'D0OTHERS', 'channel_not_found'],
    ['a public channel that the bot is not in', 'C0OPEN', 'not_in_channel'],
    ['an archived channel', 'C0OLD', 'is_archived'],
    ['nobody', 'U0NOBODY', 'channel_not_found'],
    ['somebody who left', 'U0GONE', 'user_disabled'],
    ['another bot', 'U0ROBOT', 'cannot_dm_bot'],
  ])('refuses %s', async (_what, channel, error) => {
    expect(await errorOf(post(channel))).toBe(error);
  });

  it('posts everywhere in public with chat:write.public', async () => {
    const allowed = await openWebApi({ seed, scopes: ['chat:write', 'chat:write.public'] });
    try {
      expect((await allowed.slack.chat.postMessage({ channel: 'C0OPEN', text: 'Hi' })).ok).toBe(true);
      expect(await errorOf(allowed.slack.chat.postMessage({ channel: 'C0SECRET', text: 'Hi' }))).toBe(
        'channel_not_found',
      );
    } finally {
      await allowed.close();
    }
  });

  it('does not write to people where the app has no Messages tab', async () => {
    const features = { ...aManifest.features, app_home: { home_tab_enabled: true, messages_tab_enabled: false } };
    const silent = await openWebApi({ manifest: { ...aManifest, features } });
    try {
      expect(await errorOf(silent.slack.chat.postMessage({ channel: 'U0DANA', text: 'Hi' }))).toBe(
        'messages_tab_disabled',
      );
    } finally {
      await silent.close();
    }
  });

  it.each([
    ['nothing', {}],
    ['empty text', { text: '' }],
    ['blank text', { text: ' \n' }],
    ['no blocks', { blocks: [] }],
    ['no attachments', { attachments: [] }],
  ])('refuses a message of %s', async (_what, content) => {
    expect(await errorOf(post('C0APOLLO', content))).toBe('no_text');
    expect(api.workspace.messages('C0APOLLO')).toEqual([]);
  });

  it('cuts off a text of more than 40,000 characters and says so', async () => {
    const fits = await post('C0APOLLO', { text: 'ü'.repeat(40_000) });
    expect(fits.response_metadata?.warnings).toBeUndefined();
    const answer = await post('C0APOLLO', { text: '🙂'.repeat(40_001) });
    expect(answer.response_metadata?.warnings).toEqual(['message_truncated']);
    expect([...(api.workspace.message('C0APOLLO', String(answer.ts))?.text ?? '')]).toHaveLength(40_000);
  });

  it('makes a text for blocks that come without one', async () => {
    await post('C0APOLLO', {
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: 'Overdue' } },
        { type: 'divider' },
        section('two clients'),
      ],
    });
    expect(only('C0APOLLO').text).toBe('Overdue two clients');
  });

  it('refuses blocks that are not Block Kit, with each fault and its place', async () => {
    const faulty = await refusal(post('C0APOLLO', { text: 'x', blocks: [section('y'.repeat(3001))] }));
    expect(faulty.error).toBe('invalid_blocks');
    expect(faulty.response_metadata?.messages?.join('\n')).toContain(
      '[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]',
    );
    expect(faulty.errors).toContain('must be less than 3001 characters [json-pointer:/blocks/0/text/text]');
    expect(await errorOf(post('C0APOLLO', { text: 'x', blocks: Array(51).fill({ type: 'divider' }) }))).toBe(
      'invalid_blocks',
    );
    expect(await errorOf(post('C0APOLLO', { text: 'x', blocks: '{"no": "list"}' }))).toBe('invalid_blocks_format');
    expect(await errorOf(post('C0APOLLO', { text: 'x', blocks: '[broken' }))).toBe('invalid_blocks_format');
    expect(api.workspace.messages('C0APOLLO')).toEqual([]);
  });

  it('refuses blocks that say too much together', async () => {
    const blocks = Array.from({ length: 5 }, () => section('y'.repeat(2_900)));
    expect(await errorOf(post('C0APOLLO', { text: 'x', blocks }))).toBe('msg_blocks_too_long');
    expect((await post('C0APOLLO', { text: 'x', blocks: blocks.slice(1) })).ok).toBe(true);
  });

  it('gives blocks ids where they have none', async () => {
    await post('C0APOLLO', { text: 'x', blocks: [section('a'), section('b')] });
    const ids = only('C0APOLLO').blocks?.map((block) => block.block_id);
    expect(new Set(ids).size).toBe(2);
  });

  it('takes attachments, and checks the blocks in them', async () => {
    const answer = await post('C0APOLLO', { attachments: [{ text: 'Aside', color: '#f00' }] });
    expect(answer.message?.attachments).toMatchObject([{ id: 1, text: 'Aside', fallback: 'Aside', color: '#f00' }]);
    expect(await errorOf(post('C0APOLLO', { attachments: Array(101).fill({ text: 'x' }) }))).toBe(
      'too_many_attachments',
    );
    expect(await errorOf(post('C0APOLLO', { attachments: '{"a":1}' }))).toBe('invalid_attachments');
    const faulty = await refusal(post('C0APOLLO', { attachments: [{ blocks: [{ type: 'nonsense' }] }] }));
    expect(faulty.error).toBe('invalid_blocks');
    expect(faulty.response_metadata?.messages?.join()).toContain('[json-pointer:/attachments/0/blocks/0');
  });

  it('keeps metadata and answers it', async () => {
    const metadata = { event_type: 'notice', event_payload: { id: 7 } };
    const answer = await post('C0APOLLO', { text: 'x', metadata });
    expect(answer.message?.metadata).toEqual(metadata);
    expect(only('C0APOLLO').metadata).toEqual(metadata);
  });

  it.each([
    ['no JSON', 'what?', 'invalid_metadata_format'],
    ['no object', '[1]', 'invalid_metadata_format'],
    ['no type', '{"event_payload":{}}', 'invalid_metadata_format'],
    ['no payload', '{"event_type":"a"}', 'invalid_metadata_format'],
    ['a lot', JSON.stringify({ event_type: 'a', event_payload: { x: 'y'.repeat(9_000) } }), 'metadata_too_large'],
  ])('refuses metadata of %s', async (_what, metadata, error) => {
    expect(await errorOf(post('C0APOLLO', { text: 'x', metadata }))).toBe(error);
  });

  it('takes Markdown instead of text', async () => {
    await post('C0APOLLO', { markdown_text: '**Bold**' });
    expect(only('C0APOLLO').text).toBe('**Bold**');
    expect(await errorOf(post('C0APOLLO', { markdown_text: 'a', text: 'b' }))).toBe('markdown_text_conflict');
    expect(await errorOf(post('C0APOLLO', { markdown_text: 'a'.repeat(12_001) }))).toBe('msg_too_long');
  });

  describe('in a thread', () => {
    it('replies, and shows the reply in the channel on request', async () => {
      const parent = await post('C0APOLLO');
      const reply = await post('C0APOLLO', { text: 'Reply', thread_ts: parent.ts });
      expect(reply.message).toMatchObject({ thread_ts: parent.ts, parent_user_id: api.workspace.app.botUserId });
      const shown = await post('C0APOLLO', { text: 'Shown', thread_ts: parent.ts, reply_broadcast: true });
      expect(api.workspace.message('C0APOLLO', String(shown.ts))?.broadcast).toBe(true);
    });

    it('goes to the thread of a reply that is named instead of the first message', async () => {
      const parent = await post('C0APOLLO');
      const reply = await post('C0APOLLO', { text: 'Reply', thread_ts: parent.ts });
      const second = await post('C0APOLLO', { text: 'Second', thread_ts: reply.ts });
      expect(second.message?.thread_ts).toBe(parent.ts);
    });

    it('posts to the channel when the first message is gone', async () => {
      const answer = await post('C0APOLLO', { text: 'Late', thread_ts: '1700000000.000100' });
      expect(answer.ok).toBe(true);
      expect(answer.message?.thread_ts).toBeUndefined();
    });

    it('cannot reply to what the channel itself says', async () => {
      const joined = api.workspace.post({
        channel: 'C0APOLLO',
        user: 'U0DANA',
        text: '<@U0DANA> has joined the channel',
        subtype: 'channel_join',
      });
      expect(await errorOf(post('C0APOLLO', { text: 'Hi', thread_ts: joined.ts }))).toBe('cannot_reply_to_message');
    });
  });
});

describe('chat.postEphemeral', () => {
  const whisper = (user: string, more: object = {}) =>
    api.slack.chat.postEphemeral({ channel: 'C0APOLLO', user, text: 'Psst', ...more } as never);

  it('is seen by one person and answers its time only', async () => {
    const answer = await whisper('U0DANA');
    expect(answer).toMatchObject({ ok: true, message_ts: only('C0APOLLO').ts });
    expect(answer).not.toHaveProperty('ts');
    expect(only('C0APOLLO').ephemeralFor).toBe('U0DANA');
  });

  it('goes to members only', async () => {
    expect(await errorOf(whisper('U0SAM'))).toBe('user_not_in_channel');
    expect(await errorOf(whisper('U0NOBODY'))).toBe('user_not_in_channel');
    expect(await errorOf(whisper('U0DANA', { channel: 'C0OPEN' }))).toBe('not_in_channel');
    expect(await errorOf(whisper('U0DANA', { text: '' }))).toBe('no_text');
    expect(await errorOf(api.slack.apiCall('chat.postEphemeral', { channel: 'C0APOLLO', text: 'x' }))).toBe(
      'invalid_arguments',
    );
  });

  it('can be neither changed nor deleted nor linked to', async () => {
    const { message_ts: ts = '' } = await whisper('U0DANA');
    expect(await errorOf(api.slack.chat.update({ channel: 'C0APOLLO', ts, text: 'x' }))).toBe('message_not_found');
    expect(await errorOf(api.slack.chat.delete({ channel: 'C0APOLLO', ts }))).toBe('message_not_found');
    expect(await errorOf(api.slack.chat.getPermalink({ channel: 'C0APOLLO', message_ts: ts }))).toBe(
      'message_not_found',
    );
  });
});

describe('chat.update', () => {
  const posted = async (more: object = { text: 'Before', blocks: [section('before')] }) =>
    String((await post('C0APOLLO', more)).ts);
  const update = (ts: string, more: object, channel = 'C0APOLLO') =>
    api.slack.chat.update({ channel, ts, ...more } as never);

  it('replaces text and blocks, without a mark', async () => {
    const ts = await posted();
    const answer = await update(ts, { text: 'After', blocks: [section('after', { block_id: 'b' })] });
    expect(answer).toMatchObject({ ok: true, channel: 'C0APOLLO', ts, text: 'After', message: { text: 'After' } });
    expect(only('C0APOLLO')).toMatchObject({ text: 'After', blocks: [{ block_id: 'b' }], edited: null });
  });

  it('takes the blocks away when only text is sent', async () => {
    const ts = await posted();
    await update(ts, { text: 'After' });
    const { blocks, edited } = only('C0APOLLO');
    expect(blocks).toBeNull();
    expect(edited).toEqual({ user: api.workspace.app.botUserId, ts: expect.stringMatching(/^\d{10}\.000000$/) });
  });

  it('keeps metadata and attachments that are not sent, and drops them when they are sent empty', async () => {
    const metadata = { event_type: 'notice', event_payload: { id: 7 } };
    const ts = await posted({ text: 'x', metadata, attachments: [{ text: 'Aside' }] });
    await update(ts, { text: 'y' });
    expect(only('C0APOLLO')).toMatchObject({ metadata, attachments: [{ text: 'Aside' }] });
    await update(ts, { text: 'y', metadata: '{}', attachments: [] });
    expect(only('C0APOLLO')).toMatchObject({ metadata: null, attachments: null });
  });

  it('refuses what it cannot change', async () => {
    const ts = await posted();
    const theirs = api.workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'Mine' });
    expect(await errorOf(update(theirs.ts, { text: 'x' }))).toBe('cant_update_message');
    expect(await errorOf(update('1700000000.000100', { text: 'x' }))).toBe('message_not_found');
    expect(await errorOf(update(ts, { text: 'x' }, 'C0GENERAL'))).toBe('message_not_found');
    expect(await errorOf(update(ts, { text: 'x' }, 'C0SECRET'))).toBe('channel_not_found');
    expect(await errorOf(update(ts, { text: 'x' }, 'U0DANA'))).toBe('channel_not_found');
    expect(await errorOf(update(ts, {}))).toBe('no_text');
    expect(await errorOf(update(ts, { text: 'x', blocks: [{ type: 'nonsense' }] }))).toBe('invalid_blocks');
    expect(await errorOf(update(ts, { text: 'x', reply_broadcast: true }))).toBe('cant_broadcast_message');
  });

  it('takes 4,000 characters and no more', async () => {
    const ts = await posted();
    expect((await update(ts, { text: 'x'.repeat(4_000) })).ok).toBe(true);
    expect(await errorOf(update(ts, { text: 'x'.repeat(4_001) }))).toBe('msg_too_long');
  });

  it('changes nothing in an archived channel', async () => {
    const ts = await posted();
    const channel = api.workspace.channel('C0APOLLO');
    if (channel !== null) api.workspace.putChannel({ ...channel, isArchived: true });
    expect(await errorOf(update(ts, { text: 'x' }))).toBe('is_inactive');
  });
});

describe('chat.delete', () => {
  const remove = (ts: string) => api.slack.chat.delete({ channel: 'C0APOLLO', ts });

  it('takes the bot’s own message away', async () => {
    const { ts = '' } = await post('C0APOLLO');
    expect(await remove(ts)).toMatchObject({ ok: true, channel: 'C0APOLLO', ts });
    expect(api.workspace.messages('C0APOLLO')).toEqual([]);
    expect(await errorOf(remove(ts))).toBe('message_not_found');
  });

  it('leaves a stone at the head of a thread', async () => {
    const { ts = '' } = await post('C0APOLLO');
    api.workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'Why?', threadTs: ts });
    await remove(ts);
    expect(api.workspace.message('C0APOLLO', ts)).toMatchObject({ subtype: 'tombstone', blocks: null });
    expect(await errorOf(remove(ts))).toBe('message_not_found');
  });

  it('leaves other people’s messages alone', async () => {
    const theirs = api.workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'Mine' });
    expect(await errorOf(remove(theirs.ts))).toBe('cant_delete_message');
  });
});

describe('chat.getPermalink', () => {
  it('leads to the message on the page', async () => {
    const { ts = '' } = await post('C0APOLLO');
    const { ts: reply = '' } = await post('C0APOLLO', { text: 'Reply', thread_ts: ts });
    const link = async (message_ts: string) =>
      (await api.slack.chat.getPermalink({ channel: 'C0APOLLO', message_ts })).permalink ?? '';
    expect(await link(ts)).toBe(`${api.url}/archives/C0APOLLO/p${ts.replace('.', '')}`);
    expect(await link(reply)).toContain(`?thread_ts=${ts}&cid=C0APOLLO`);
    const place = async (address: string) => (await fetch(address, { redirect: 'manual' })).headers.get('location');
    expect(await place(await link(ts))).toBe('/#/C0APOLLO');
    expect(await place(await link(reply))).toBe(`/#/C0APOLLO/thread/${ts}`);
  });
});
