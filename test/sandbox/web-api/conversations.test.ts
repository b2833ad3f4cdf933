import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aChannel, aPerson, aSeed } from '../a-workspace.js';
import { errorOf, type OpenWebApi, openWebApi, refusal } from './open-web-api.js';

const many = Array.from({ length: 9 }, (_, at) => aPerson(`U0P${at}`, `p${at}`));
const seed = {
  ...aSeed,
  people: [
    ...aSeed.people,
    ...many,
    aPerson('U0GONE', 'gone', { deleted: true }),
    aPerson('U0ROBOT', 'robot', { isBot: true }),
  ],
  channels: [
    ...aSeed.channels,
    aChannel('C0OPEN', 'open', ['U0DANA'], { topic: 'All sorts', isExtShared: true }),
    aChannel('C0OLD', 'old', ['U0DANA', 'BOT'], { isArchived: true }),
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
const withScopes = async <Result>(scopes: readonly string[], use: (poor: OpenWebApi) => Promise<Result>) => {
  const poor = await openWebApi({ seed, scopes });
  try {
    return await use(poor);
  } finally {
    await poor.close();
  }
};

describe('conversations.info', () => {
  it('says what kind of channel it is and whether the bot is in', async () => {
    const of = async (channel: string) => (await api.slack.conversations.info({ channel })).channel;
    expect(await of('C0APOLLO')).toMatchObject({
      id: 'C0APOLLO',
      name: 'proj-apollo',
      is_channel: true,
      is_private: false,
      is_member: true,
      is_archived: false,
      is_ext_shared: false,
      creator: 'U0DANA',
      last_read: '0000000000.000000',
    });
    expect(await of('C0OPEN')).toMatchObject({ is_member: false, is_ext_shared: true, topic: { value: 'All sorts' } });
    expect(await of('C0OLD')).toMatchObject({ is_archived: true });
    expect(await of('C0CLOSED')).toMatchObject({ is_private: true, is_channel: true, is_group: false });
    expect(await of('C0GENERAL')).toMatchObject({ is_general: true });
  });

  it('counts members on request', async () => {
    const info = (more: object) => api.slack.conversations.info({ channel: 'C0APOLLO', ...more });
    expect((await info({})).channel?.num_members).toBeUndefined();
    expect((await info({ include_num_members: true })).channel?.num_members).toBe(2);
  });

  it('hides private channels that the bot is not in', async () => {
    expect(await errorOf(api.slack.conversations.info({ channel: 'C0SECRET' }))).toBe('channel_not_found');
  });

  it('needs the scope of the channel’s kind', async () => {
    await withScopes(['channels:read'], async ({ slack }) => {
      expect((await slack.conversations.info({ channel: 'C0APOLLO' })).ok).toBe(true);
      expect(await refusal(slack.conversations.info({ channel: 'C0CLOSED' }))).toMatchObject({
        error: 'missing_scope',
        needed: 'groups:read',
        provided: 'channels:read',
      });
      expect(await errorOf(slack.conversations.info({ channel: 'C0SECRET' }))).toBe('channel_not_found');
    });
    await withScopes(['chat:write'], async ({ slack }) => {
      expect((await refusal(slack.conversations.info({ channel: 'C0APOLLO' }))).needed).toBe(
        'channels:read,groups:read,mpim:read,im:read',
      );
    });
  });
});

describe('conversations.list', () => {
  const ids = (answer: { channels?: { id?: string }[] }) => answer.channels?.map((channel) => channel.id);

  it('lists public channels, or the kinds that are asked for', async () => {
    expect(ids(await api.slack.conversations.list())).toEqual(['C0GENERAL', 'C0APOLLO', 'C0OPEN', 'C0OLD']);
    expect(ids(await api.slack.conversations.list({ exclude_archived: true }))).not.toContain('C0OLD');
    expect(ids(await api.slack.conversations.list({ types: 'private_channel' }))).toEqual(['C0CLOSED']);
    expect(ids(await api.slack.conversations.list({ types: 'im,mpim' }))).toEqual([]);
  });

  it('refuses other kinds, and kinds without their scope', async () => {
    expect(await errorOf(api.slack.conversations.list({ types: 'secret' }))).toBe('invalid_types');
    await withScopes(['channels:read'], async ({ slack }) => {
      const call = slack.conversations.list({ types: 'public_channel,private_channel' });
      expect(await refusal(call)).toMatchObject({ error: 'missing_scope', needed: 'groups:read' });
    });
  });

  it('pages by cursor', async () => {
    const first = await api.slack.conversations.list({ limit: 3 });
    expect(ids(first)).toHaveLength(3);
    const cursor = first.response_metadata?.next_cursor ?? '';
    const second = await api.slack.conversations.list({ limit: 3, cursor });
    expect(ids(second)).toEqual(['C0OLD']);
    expect(second.response_metadata?.next_cursor).toBe('');
    expect(await errorOf(api.slack.conversations.list({ cursor: 'nonsense' }))).toBe('invalid_cursor');
    expect(await errorOf(api.slack.conversations.list({ limit: 1001 }))).toBe('invalid_limit');
    expect(await errorOf(api.slack.apiCall('conversations.list', { limit: 'many' }))).toBe('invalid_limit');
    const users = await api.slack.users.list({ limit: 1 });
    const foreign = users.response_metadata?.next_cursor ?? '';
    expect(await errorOf(api.slack.conversations.list({ cursor: foreign }))).toBe('invalid_cursor');
  });
});

describe('users.conversations', () => {
  const names = async (more: object) =>
    (await api.slack.users.conversations(more)).channels?.map((channel) => channel.name);

  it('lists what the bot is in, or somebody else as far as the bot may see', async () => {
    expect(await names({})).toEqual(['general', 'proj-apollo', 'old']);
    expect(await names({ user: 'U0SAM', types: 'public_channel,private_channel' })).toEqual(['general']);
    expect(await names({ user: 'U0DANA', types: 'public_channel,private_channel' })).toContain('closed');
    expect(await errorOf(api.slack.users.conversations({ user: 'U0NOBODY' }))).toBe('user_not_found');
  });
});

describe('conversations.members', () => {
  it('lists them, in pages', async () => {
    const { app } = api.workspace;
    expect((await api.slack.conversations.members({ channel: 'C0APOLLO' })).members).toEqual(['U0DANA', app.botUserId]);
    expect((await api.slack.conversations.members({ channel: 'C0OPEN' })).members).toEqual(['U0DANA']);
    const first = await api.slack.conversations.members({ channel: 'C0APOLLO', limit: 1 });
    const cursor = first.response_metadata?.next_cursor ?? '';
    expect((await api.slack.conversations.members({ channel: 'C0APOLLO', limit: 1, cursor })).members).toEqual([
      app.botUserId,
    ]);
    expect(await errorOf(api.slack.conversations.members({ channel: 'C0SECRET' }))).toBe('channel_not_found');
  });
});

describe('conversations.open', () => {
  const open = (args: object) => api.slack.conversations.open(args as never);

  it('opens the direct conversation with a person, once', async () => {
    const first = await open({ users: 'U0DANA' });
    expect(first.channel).toEqual({ id: expect.stringMatching(/^D/) });
    expect(first.already_open).toBeUndefined();
    expect(await open({ users: 'U0DANA' })).toMatchObject({ no_op: true, already_open: true, channel: first.channel });
    expect(await open({ channel: first.channel?.id })).toMatchObject({ channel: first.channel });
    expect((await open({ users: 'U0DANA', return_im: true })).channel).toMatchObject({ is_im: true, user: 'U0DANA' });
    expect((await api.slack.conversations.info({ channel: first.channel?.id ?? '' })).channel).toMatchObject({
      is_im: true,
      user: 'U0DANA',
      is_user_deleted: false,
    });
  });

  it('opens a conversation with several', async () => {
    const { channel } = await open({ users: 'U0DANA,U0SAM' });
    const id = String(channel?.id);
    expect(api.workspace.channel(id)?.kind).toBe('mpim');
    expect((await open({ users: 'U0SAM,U0DANA' })).channel?.id).toBe(id);
    expect((await api.slack.conversations.info({ channel: id })).channel).toMatchObject({
      is_mpim: true,
      is_private: true,
    });
  });

  it.each([
    ['nobody', {}, 'users_list_not_supplied'],
    ['an empty list', { users: '' }, 'users_list_not_supplied'],
    ['who is not there', { users: 'U0NOBODY' }, 'user_not_found'],
    ['one who is not there among others', { users: 'U0DANA,U0NOBODY' }, 'user_not_found'],
    ['who has left', { users: 'U0GONE' }, 'user_disabled'],
    ['another bot', { users: 'U0ROBOT' }, 'cannot_dm_bot'],
    ['nine', { users: many.map(({ id }) => id).join() }, 'too_many_users'],
    ['a channel', { channel: 'C0APOLLO' }, 'method_not_supported_for_channel_type'],
    ['who has none, without making one', { users: 'U0DANA', prevent_creation: true }, 'channel_not_found'],
  ])('refuses %s', async (_who, args, error) => {
    expect(await errorOf(open(args))).toBe(error);
  });

  it('needs a scope of its own for several', async () => {
    await withScopes(['im:write'], async ({ slack }) => {
      expect((await slack.conversations.open({ users: 'U0DANA' })).ok).toBe(true);
      expect(await refusal(slack.conversations.open({ users: 'U0DANA,U0SAM' }))).toMatchObject({
        error: 'missing_scope',
        needed: 'mpim:write',
      });
    });
  });
});

describe('coming and going', () => {
  it('joins public channels', async () => {
    const joined = await api.slack.conversations.join({ channel: 'C0OPEN' });
    expect(joined.channel).toMatchObject({ id: 'C0OPEN', is_member: true });
    const again = await api.slack.conversations.join({ channel: 'C0OPEN' });
    expect(again.response_metadata?.warnings).toEqual(['already_in_channel']);
    expect(await errorOf(api.slack.conversations.join({ channel: 'C0OLD' }))).toBe('is_archived');
    expect(await errorOf(api.slack.conversations.join({ channel: 'C0SECRET' }))).toBe('channel_not_found');
    expect(await errorOf(api.slack.conversations.join({ channel: 'C0CLOSED' }))).toBe(
      'method_not_supported_for_channel_type',
    );
    await withScopes(['channels:manage', 'channels:read'], async ({ slack }) => {
      expect((await refusal(slack.conversations.join({ channel: 'C0OPEN' }))).needed).toBe('channels:join');
    });
  });

  it('invites people', async () => {
    const invite = (users: string, more: object = {}) =>
      api.slack.conversations.invite({ channel: 'C0APOLLO', users, ...more } as never);
    await invite('U0SAM');
    expect(api.workspace.channel('C0APOLLO')?.members).toContain('U0SAM');
    expect(await errorOf(invite('U0SAM'))).toBe('already_in_channel');
    expect(await errorOf(invite(api.workspace.app.botUserId))).toBe('cant_invite_self');
    expect(await refusal(invite('U0GUS,U0NOBODY'))).toMatchObject({
      error: 'user_not_found',
      errors: [{ user: 'U0NOBODY', ok: false, error: 'user_not_found' }],
    });
    expect(api.workspace.channel('C0APOLLO')?.members).not.toContain('U0GUS');
    await invite('U0GUS,U0NOBODY', { force: true });
    expect(api.workspace.channel('C0APOLLO')?.members).toContain('U0GUS');
    expect(await errorOf(invite('U0SAM', { channel: 'C0OPEN' }))).toBe('not_in_channel');
  });

  it('leaves', async () => {
    expect(await api.slack.conversations.leave({ channel: 'C0APOLLO' })).toMatchObject({ ok: true });
    expect(await api.slack.conversations.leave({ channel: 'C0APOLLO' })).toMatchObject({ not_in_channel: true });
    expect(await errorOf(api.slack.conversations.leave({ channel: 'C0GENERAL' }))).toBe('cant_leave_general');
    expect(await errorOf(api.slack.chat.postMessage({ channel: 'C0APOLLO', text: 'Hi' }))).toBe('not_in_channel');
  });
});
