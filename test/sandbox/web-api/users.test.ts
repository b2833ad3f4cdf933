import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aPerson, aSeed } from '../a-workspace.js';
import { errorOf, type OpenWebApi, openWebApi, refusal } from './open-web-api.js';

const seed = {
  ...aSeed,
  people: [
    ...aSeed.people,
    aPerson('U0GONE', 'gone', { deleted: true }),
    aPerson('U0WANG', 'wangfang', { realName: '王芳', locale: 'zh-CN', timezone: 'Asia/Shanghai' }),
    aPerson('U0OTHER', 'other', { isStranger: true }),
  ],
};

let api: OpenWebApi;
beforeEach(async () => {
  api = await openWebApi({ seed });
});
afterEach(async () => {
  await api.close();
});

describe('users.info', () => {
  const of = async (user: string, more: object = {}) => (await api.slack.users.info({ user, ...more })).user;

  it('says who somebody is, and where', async () => {
    expect(await of('U0WANG', { include_locale: true })).toMatchObject({
      id: 'U0WANG',
      team_id: 'T0STUDIO',
      name: 'wangfang',
      real_name: '王芳',
      deleted: false,
      tz: 'Asia/Shanghai',
      tz_offset: 28_800,
      tz_label: 'China Standard Time',
      locale: 'zh-CN',
      is_bot: false,
      is_admin: false,
      is_restricted: false,
      profile: { display_name: 'wangfang', real_name: '王芳', email: 'wangfang@studio.example' },
    });
    expect(await of('U0WANG')).not.toHaveProperty('locale');
  });

  it('follows daylight saving time', async () => {
    expect((await of('U0DANA'))?.tz_offset).toBe(3_600);
    api.timer.pass(200 * 86_400_000);
    expect((await of('U0DANA'))?.tz_offset).toBe(7_200);
  });

  it('marks guests, admins, strangers and bots', async () => {
    expect(await of('U0GUS')).toMatchObject({ is_restricted: true, is_ultra_restricted: false });
    expect(await of('U0SAM')).toMatchObject({ is_admin: true });
    expect(await of('U0OTHER')).toMatchObject({ is_stranger: true });
    expect(await of(api.workspace.app.botUserId)).toMatchObject({ is_bot: true, name: 'helper_bot' });
  });

  it('says little of who has left', async () => {
    const gone = await of('U0GONE');
    expect(gone).toMatchObject({ id: 'U0GONE', deleted: true });
    expect(gone).not.toHaveProperty('tz');
  });

  it('keeps the address without its scope', async () => {
    const poor = await openWebApi({ seed, scopes: ['users:read'] });
    try {
      expect((await poor.slack.users.info({ user: 'U0DANA' })).user?.profile).not.toHaveProperty('email');
      expect(await refusal(poor.slack.users.lookupByEmail({ email: 'dana@studio.example' }))).toMatchObject({
        error: 'missing_scope',
        needed: 'users:read.email',
      });
    } finally {
      await poor.close();
    }
  });

  it('knows nobody else', async () => {
    expect(await errorOf(api.slack.users.info({ user: 'U0NOBODY' }))).toBe('user_not_found');
    expect(await errorOf(api.slack.apiCall('users.info'))).toBe('invalid_arguments');
  });
});

describe('finding people', () => {
  it('lists all of them, in pages', async () => {
    const { members } = await api.slack.users.list({});
    expect(members?.map(({ id }) => id)).toEqual([
      'U0DANA',
      'U0SAM',
      'U0GUS',
      'U0GONE',
      'U0WANG',
      'U0OTHER',
      api.workspace.app.botUserId,
    ]);
    const ids: unknown[] = [];
    for await (const page of api.slack.paginate('users.list', { limit: 3 })) {
      ids.push((page as unknown as { members: { id: string }[] }).members.map(({ id }) => id));
    }
    expect(ids).toMatchObject([{ length: 3 }, { length: 3 }, { length: 1 }]);
  });

  it('finds one by their address, in any case', async () => {
    const { user } = await api.slack.users.lookupByEmail({ email: 'Dana@Studio.example' });
    expect(user?.id).toBe('U0DANA');
    expect(await errorOf(api.slack.users.lookupByEmail({ email: 'gone@studio.example' }))).toBe('users_not_found');
    expect(await errorOf(api.slack.users.lookupByEmail({ email: '' }))).toBe('users_not_found');
  });

  it('says who is there', async () => {
    expect((await api.slack.users.getPresence({ user: 'U0DANA' })).presence).toBe('active');
  });
});
