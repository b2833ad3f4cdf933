import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pageMessage } from '../../../src/sandbox/page-server/seen-by.js';
import { aManifest, aWorkspace } from '../a-workspace.js';
import { RecordingApp } from '../to-app/recording-app.js';
import { acted } from './a-person.js';

let app: RecordingApp;
beforeEach(async () => {
  app = await RecordingApp.start();
});
afterEach(async () => {
  await app.stop();
});

const type = (
  { acting }: ReturnType<typeof acted>,
  text: string,
  { as = 'U0DANA', channel = 'C0APOLLO', threadTs = null as string | null } = {},
) => acting.send({ as, channel, text, threadTs });

describe('writing a message', () => {
  it('posts it, read by who wrote it', async () => {
    const one = acted(app.url);
    const done = await type(one, '  Hello @sam & all  ');
    if (!done.ok) throw new Error(done.error);
    expect(done.message).toMatchObject({
      text: 'Hello <@U0SAM> &amp; all',
      user: 'U0DANA',
      botId: null,
      replies: null,
    });
    expect(one.workspace.messages('C0APOLLO')).toHaveLength(1);
    expect(one.workspace.readUpTo('U0DANA', 'C0APOLLO')).toBe(done.message?.ts);
    expect(app.requests).toEqual([]);
  });

  it('answers in a thread, which begins with it', async () => {
    const one = acted(app.url);
    const { ts } = one.workspace.post({ channel: 'C0APOLLO', user: 'U0SAM', text: 'x' });
    const first = await type(one, 'y', { threadTs: ts });
    if (!first.ok) throw new Error(first.error);
    const root = one.workspace.message('C0APOLLO', ts);
    expect(root && pageMessage(one.workspace, root).replies).toMatchObject({ count: 1, users: [first.message?.user] });
    // An answer to an answer is one in the same thread.
    const second = await type(one, 'z', { threadTs: first.message?.ts ?? '' });
    expect(second).toMatchObject({ ok: true, message: { threadTs: ts } });
    expect(await type(one, 'z', { threadTs: '1.1' })).toMatchObject({ ok: false });
  });

  it('a space before the slash makes it a message', async () => {
    const one = acted(app.url);
    expect(await type(one, ' /help-me')).toMatchObject({ ok: true, message: { text: '/help-me' } });
    expect(await type(one, '/ alone')).toMatchObject({ ok: true, message: { text: '/ alone' } });
    expect(await type(one, '//comment')).toMatchObject({ ok: true, message: { text: '//comment' } });
  });

  it.each([
    ['in a channel that one is not in', { channel: 'C0GENERAL', as: 'U0GUS' }, 'not in #general'],
    ['in a private one, which does not exist for others', { channel: 'C0SECRET' }, 'no such channel'],
    ['in none', { channel: 'C0NONE' }, 'no such channel'],
  ])('nobody writes %s', async (_, where, error) => {
    const one = acted(app.url);
    expect(await type(one, 'x', where)).toMatchObject({ ok: false, error: expect.stringContaining(error) });
  });

  it('nobody writes nothing, too much, or in an archived channel', async () => {
    const one = acted(app.url);
    expect(await type(one, ' \n ')).toMatchObject({ ok: false });
    expect(await type(one, 'x'.repeat(12_001))).toMatchObject({
      ok: false,
      error: expect.stringContaining('too long'),
    });
    expect(await type(one, 'x'.repeat(12_000))).toMatchObject({ ok: true });
    const apollo = one.workspace.channel('C0APOLLO');
    if (apollo !== null) one.workspace.putChannel({ ...apollo, isArchived: true });
    expect(await type(one, 'x')).toMatchObject({ ok: false, error: expect.stringContaining('archived') });
    expect(await type(one, '/help-me')).toMatchObject({ ok: false, error: expect.stringContaining('archived') });
  });

  it('an app whose messages tab only reads takes neither messages nor commands there', async () => {
    const { features } = aManifest;
    const readOnly = { ...features.app_home, messages_tab_read_only_enabled: true };
    const one = acted(app.url, { manifest: { ...aManifest, features: { ...features, app_home: readOnly } } });
    const { id } = one.workspace.direct('U0DANA', one.workspace.app.botUserId);
    const off = { ok: false, error: 'Sending messages to this app has been turned off.' };
    expect(await type(one, 'x', { channel: id })).toEqual(off);
    expect(await type(one, '/help-me', { channel: id })).toEqual(off);
  });

  it('what is no command is refused, and is no message either', async () => {
    const one = acted(app.url);
    expect(await type(one, '/colect log')).toMatchObject({
      ok: false,
      error: expect.stringContaining('/colect is not a valid command'),
    });
    expect(one.workspace.messages('C0APOLLO')).toEqual([]);
  });

  it.each(['/help-me', '/invite @sam', '/leave'])('%s does not work in a thread', async (text) => {
    const one = acted(app.url);
    const { ts } = one.workspace.post({ channel: 'C0APOLLO', user: 'U0SAM', text: 'x' });
    expect(await type(one, text, { threadTs: ts })).toEqual({
      ok: false,
      error: `${text.split(' ')[0]} is not supported in threads. Sorry!`,
    });
    expect(app.requests).toEqual([]);
  });
});

describe("Slack's own commands", () => {
  const members = (one: ReturnType<typeof acted>, channel = 'C0APOLLO') => one.workspace.channel(channel)?.members;

  it('/invite brings somebody in, the app too', async () => {
    const one = acted(app.url);
    const { botUserId } = one.workspace.app;
    expect(await type(one, '/invite @sam')).toMatchObject({
      ok: true,
      message: { subtype: 'channel_join', user: 'U0SAM', text: '<@U0SAM> has joined the channel' },
    });
    expect(members(one)).toContain('U0SAM');
    expect(await type(one, '/invite @helper_bot', { as: 'U0SAM', channel: 'C0SECRET' })).toMatchObject({ ok: true });
    expect(members(one, 'C0SECRET')).toEqual(['U0SAM', botUserId]);
    expect(await type(one, '/invite @gus #general', { as: 'U0DANA' })).toMatchObject({ ok: true });
    expect(members(one, 'C0GENERAL')).toContain('U0GUS');
  });

  it.each([
    ['/invite', 'Say whom'],
    ['/invite @nobody', 'nobody called @nobody'],
    ['/invite @dana', 'already in #proj-apollo'],
    ['/invite @sam #board', 'no channel #board'],
    ['/remove', 'Say whom'],
    ['/remove @sam', 'not in #proj-apollo'],
    ['/join', 'Say which channel'],
    ['/join #board', 'no channel #board'],
    ['/join #proj-apollo', 'already in #proj-apollo'],
  ])('%s says what is wrong', async (line, error) => {
    const one = acted(app.url);
    expect(await type(one, line)).toMatchObject({ ok: false, error: expect.stringContaining(error) });
    expect(one.workspace.messages('C0APOLLO')).toEqual([]);
  });

  it('/remove, /leave and /join', async () => {
    const one = acted(app.url);
    const { botUserId } = one.workspace.app;
    expect(await type(one, '/remove @helper_bot')).toMatchObject({ ok: true, message: { subtype: 'channel_leave' } });
    expect(members(one)).toEqual(['U0DANA']);
    expect(await type(one, '/leave')).toMatchObject({ ok: true });
    expect(members(one)).toEqual([]);
    // From where one is no member either.
    expect(await type(one, '/join #proj-apollo')).toMatchObject({ ok: true, message: { channel: 'C0APOLLO' } });
    expect(members(one)).toEqual(['U0DANA']);
    expect(members(one, 'C0GENERAL')).toContain(botUserId);
    const { id } = one.workspace.direct('U0DANA', 'U0SAM');
    expect(await type(one, '/leave', { channel: id })).toMatchObject({ ok: false });
    expect(await type(one, '/invite @gus', { channel: id })).toMatchObject({ ok: false });
  });

  it('a guest neither joins nor removes', async () => {
    const one = acted(app.url);
    one.workspace.join('C0APOLLO', 'U0GUS');
    expect(await type(one, '/remove @dana', { as: 'U0GUS' })).toMatchObject({ ok: false });
    expect(await type(one, '/join #general', { as: 'U0GUS' })).toMatchObject({ ok: false });
  });
});

describe('reading, opening, sharing', () => {
  it('reading goes up to a message, where one may read', async () => {
    const one = acted(app.url);
    const { ts } = one.workspace.post({ channel: 'C0APOLLO', user: 'U0SAM', text: 'x' });
    expect(await one.acting.read({ as: 'U0DANA', channel: 'C0APOLLO', ts })).toEqual({ ok: true });
    expect(one.workspace.readUpTo('U0DANA', 'C0APOLLO')).toBe(ts);
    expect(await one.acting.read({ as: 'U0DANA', channel: 'C0SECRET', ts })).toMatchObject({ ok: false });
  });

  it('a direct conversation is opened once', async () => {
    const one = acted(app.url);
    const first = await one.acting.direct({ as: 'U0DANA', with: 'U0SAM' });
    const second = await one.acting.direct({ as: 'U0SAM', with: 'U0DANA' });
    if (!first.ok || !second.ok) throw new Error('refused');
    expect(first.channel).toMatchObject({ kind: 'im', isMember: true, unread: 0 });
    expect(second.channel.id).toBe(first.channel.id);
    expect(await one.acting.direct({ as: 'U0SAM', with: 'U0NOBODY' })).toMatchObject({ ok: false });
  });

  it('a file is shared with words to it', async () => {
    const one = acted(app.url);
    const file = { name: 'C:\\books\\june.csv', type: 'text/csv', bytes: Buffer.from('a;b') };
    expect(await one.acting.upload('U0DANA', 'C0APOLLO', null, 'for @sam', file)).toEqual({ ok: true });
    const [message] = one.workspace.messages('C0APOLLO');
    expect(message).toMatchObject({ text: 'for <@U0SAM>', user: 'U0DANA' });
    const id = message?.files[0] ?? '';
    expect(one.workspace.file(id)).toMatchObject({ name: 'june.csv', size: 3, channels: ['C0APOLLO'], user: 'U0DANA' });
    expect(one.workspace.fileBytes(id)?.toString()).toBe('a;b');
    expect(await one.acting.upload('U0DANA', 'C0SECRET', null, '', file)).toMatchObject({ ok: false });
    const large = { ...file, bytes: Buffer.alloc(20_000_001) };
    expect(await one.acting.upload('U0DANA', 'C0APOLLO', null, '', large)).toMatchObject({ ok: false });
  });

  it('opening the Home tab is told to the app', async () => {
    const one = acted(app.url);
    expect(await one.acting.openHome({ as: 'U0DANA', tab: 'home' })).toEqual({ ok: true });
    await one.events.settled();
    expect(JSON.parse(app.requests[0]?.body ?? '')).toMatchObject({
      event: { type: 'app_home_opened', user: 'U0DANA', tab: 'home' },
    });
  });

  it('an app without a Home tab has none to open', async () => {
    const { features } = aManifest;
    const one = acted(app.url, { manifest: { ...aManifest, features: { ...features, app_home: {} } } });
    expect(await one.acting.openHome({ as: 'U0DANA', tab: 'home' })).toMatchObject({ ok: false });
    expect(await one.acting.openHome({ as: 'U0DANA', tab: 'messages' })).toMatchObject({ ok: false });
    const { botUserId } = one.workspace.app;
    expect(await one.acting.direct({ as: 'U0DANA', with: botUserId })).toMatchObject({ ok: false });
  });
});

it('the workspace of these tests has a bot of this handle', () => {
  const { workspace } = aWorkspace();
  expect(workspace.person(workspace.app.botUserId)?.name).toBe('helper_bot');
});
