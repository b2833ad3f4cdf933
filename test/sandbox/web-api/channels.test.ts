import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorOf, type OpenWebApi, openWebApi, refusal } from './open-web-api.js';

let api: OpenWebApi;
beforeEach(async () => {
  api = await openWebApi();
});
afterEach(() => api.close());

const last = () => api.workspace.messages('C0APOLLO').at(-1);

describe('channels of an app', () => {
  it('are made, renamed, given a topic, archived and taken up again', async () => {
    const { conversations } = api.slack;
    const { channel } = await conversations.create({ name: 'proj-新', is_private: true });
    const id = channel?.id ?? '';
    expect(channel).toMatchObject({ name: 'proj-新', is_private: true, is_member: true });
    expect((await conversations.rename({ channel: id, name: 'proj-falcon' })).channel?.name).toBe('proj-falcon');
    await conversations.setTopic({ channel: id, topic: 'All <of> it' });
    expect(api.workspace.channel(id)).toMatchObject({ topic: 'All <of> it', kind: 'private' });
    await conversations.archive({ channel: id });
    expect(await errorOf(conversations.archive({ channel: id }))).toBe('already_archived');
    expect(await errorOf(conversations.setTopic({ channel: id, topic: '' }))).toBe('is_archived');
    await conversations.unarchive({ channel: id });
    expect(await errorOf(conversations.unarchive({ channel: id }))).toBe('not_archived');
  });

  it.each([
    ['', 'invalid_name_required'],
    ['x'.repeat(81), 'invalid_name_maxlength'],
    ['--', 'invalid_name_punctuation'],
    ['two words', 'invalid_name_specials'],
    ['Capital', 'invalid_name_specials'],
    ['proj-apollo', 'name_taken'],
    ['board', 'name_taken'],
  ])('cannot be called "%s"', async (name, error) => {
    expect(await errorOf(api.slack.conversations.create({ name }))).toBe(error);
  });

  it('are the only ones that it can rename', async () => {
    const { conversations } = api.slack;
    expect(await errorOf(conversations.rename({ channel: 'C0APOLLO', name: 'x' }))).toBe('not_authorized');
    expect(await errorOf(conversations.archive({ channel: 'C0GENERAL' }))).toBe('cant_archive_general');
    expect(await errorOf(conversations.archive({ channel: 'C0SECRET' }))).toBe('channel_not_found');
  });

  it('ask for the scope of their kind', async () => {
    const { slack, close } = await openWebApi({ scopes: ['channels:manage'] });
    expect((await slack.conversations.create({ name: 'open' })).ok).toBe(true);
    const refused = await refusal(slack.conversations.create({ name: 'closed', is_private: true }));
    expect(refused).toMatchObject({ error: 'missing_scope', needed: 'groups:write' });
    await close();
  });
});

describe('who comes and goes by the app', () => {
  it('is said in the channel', async () => {
    const { conversations } = api.slack;
    await conversations.invite({ channel: 'C0APOLLO', users: 'U0SAM,U0SAM' });
    expect(api.workspace.messages('C0APOLLO')).toMatchObject([{ subtype: 'channel_join', user: 'U0SAM' }]);
    await conversations.kick({ channel: 'C0APOLLO', user: 'U0SAM' });
    expect(last()).toMatchObject({ subtype: 'channel_leave', user: 'U0SAM' });
    expect(await errorOf(conversations.kick({ channel: 'C0APOLLO', user: 'U0SAM' }))).toBe('not_in_channel');
    expect(await errorOf(conversations.kick({ channel: 'C0APOLLO', user: 'U0NOBODY' }))).toBe('user_not_found');
    const { botUserId } = api.workspace.app;
    expect(await errorOf(conversations.kick({ channel: 'C0APOLLO', user: botUserId }))).toBe('cant_kick_self');
    expect(await errorOf(conversations.kick({ channel: 'C0GENERAL', user: 'U0SAM' }))).toBe('cant_kick_from_general');
    await conversations.leave({ channel: 'C0APOLLO' });
    expect(last()).toMatchObject({ subtype: 'channel_leave', user: botUserId });
    await conversations.join({ channel: 'C0APOLLO' });
    await conversations.join({ channel: 'C0APOLLO' });
    expect(last()).toMatchObject({ subtype: 'channel_join', user: botUserId });
    expect(api.workspace.messages('C0APOLLO')).toHaveLength(4);
  });
});

describe('reactions', () => {
  const on = (timestamp: string, name = 'eyes', channel = 'C0APOLLO') => ({ channel, timestamp, name });

  it('are added, said with the message, and taken away', async () => {
    const { reactions, conversations } = api.slack;
    const { ts } = api.workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'Paid!' });
    await reactions.add(on(ts));
    await reactions.add(on(ts, ':+1::skin-tone-2:'));
    expect(await errorOf(reactions.add(on(ts)))).toBe('already_reacted');
    const self = api.workspace.app.botUserId;
    const shown = [
      { name: 'eyes', users: [self], count: 1 },
      { name: '+1::skin-tone-2', users: [self], count: 1 },
    ];
    expect((await reactions.get({ channel: 'C0APOLLO', timestamp: ts })).message?.reactions).toEqual(shown);
    expect((await conversations.history({ channel: 'C0APOLLO' })).messages?.[0]?.reactions).toEqual(shown);
    await reactions.remove(on(ts));
    await reactions.remove(on(ts, '+1::skin-tone-2'));
    expect(await errorOf(reactions.remove(on(ts)))).toBe('no_reaction');
    expect((await conversations.history({ channel: 'C0APOLLO' })).messages?.[0]?.reactions).toBeUndefined();
  });

  it('are refused as Slack refuses them', async () => {
    const { reactions } = api.slack;
    const { ts } = api.workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'Paid!' });
    expect(await errorOf(reactions.add(on(ts, 'no emoji')))).toBe('invalid_name');
    expect(await errorOf(reactions.add(on('1.000000')))).toBe('message_not_found');
    expect(await errorOf(reactions.add(on('soon')))).toBe('bad_timestamp');
    expect(await errorOf(reactions.add({ name: 'eyes' } as never))).toBe('no_item_specified');
    expect(await errorOf(reactions.add(on(ts, 'eyes', 'C0SECRET')))).toBe('channel_not_found');
    api.workspace.leave('C0APOLLO', api.workspace.app.botUserId);
    expect(await errorOf(reactions.add(on(ts)))).toBe('not_in_channel');
  });
});
