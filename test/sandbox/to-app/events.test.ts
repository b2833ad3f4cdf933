import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppEvents } from '../../../src/sandbox/to-app/events.js';
import { AppSender } from '../../../src/sandbox/to-app/send.js';
import { Traffic } from '../../../src/sandbox/traffic.js';
import type { Workspace } from '../../../src/sandbox/workspace/workspace.js';
import { aManifest, aPerson, aWorkspace } from '../a-workspace.js';
import { isSigned, RecordingApp } from './recording-app.js';

let app: RecordingApp;
let events: AppEvents;
let told: Traffic;
beforeEach(async () => {
  app = await RecordingApp.start();
});
afterEach(async () => {
  events.stop();
  await app.stop();
});

function joined(manifest: unknown = aManifest) {
  const { workspace, timer } = aWorkspace({ manifest });
  const traffic = new Traffic();
  told = traffic;
  const sender = new AppSender({ workspace, traffic, timer });
  events = new AppEvents({ workspace, sender, timer });
  workspace.connectTo(app.url);
  return { workspace, timer, traffic };
}

type Envelope = Record<string, unknown> & { readonly event: Record<string, unknown> };
const envelopes = (): Envelope[] => app.requests.map(({ body }) => JSON.parse(body) as Envelope);
/** What the app has heard, in the order in which it was sent: the network may turn that round. */
async function heard(): Promise<Record<string, unknown>[]> {
  await events.settled();
  expect(told.entries()).toHaveLength(app.requests.length);
  return told.entries().map(({ request }) => (JSON.parse(request.body) as Envelope).event);
}

const { settings, oauth_config } = aManifest;
const asking = (...bot_events: string[]) => ({
  ...aManifest,
  settings: { ...settings, event_subscriptions: { bot_events } },
});
const granting = (...bot: string[]) => ({ ...aManifest, oauth_config: { scopes: { bot } } });

describe('the envelope', () => {
  it('is signed JSON with what an app needs to know whose it is', async () => {
    const { workspace } = joined();
    const message = workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'Hi <@U0SAM> &amp; all' });
    await events.settled();
    const [received] = app.requests;
    if (received === undefined) throw new Error('nothing came');
    expect(isSigned(received, workspace.secrets.signingSecret)).toBe(true);
    expect(received.headers['x-slack-retry-num']).toBeUndefined();
    const { botUserId, appId } = workspace.app;
    expect(envelopes()).toMatchObject([
      {
        token: workspace.secrets.verificationToken,
        team_id: 'T0STUDIO',
        api_app_id: appId,
        type: 'event_callback',
        event_id: expect.stringMatching(/^Ev/),
        event_time: Date.parse('2026-11-23T10:00:00Z') / 1_000,
        authorizations: [{ team_id: 'T0STUDIO', user_id: botUserId, is_bot: true, is_enterprise_install: false }],
        is_ext_shared_channel: false,
        event: {
          type: 'message',
          channel: 'C0APOLLO',
          channel_type: 'channel',
          user: 'U0DANA',
          text: 'Hi <@U0SAM> &amp; all',
          ts: message.ts,
          event_ts: message.ts,
          team: 'T0STUDIO',
          client_msg_id: expect.stringMatching(/^[0-9a-f]{8}-/),
          blocks: [
            {
              type: 'rich_text',
              elements: [
                {
                  type: 'rich_text_section',
                  elements: [
                    { type: 'text', text: 'Hi ' },
                    { type: 'user', user_id: 'U0SAM' },
                    { type: 'text', text: ' & all' },
                  ],
                },
              ],
            },
          ],
        },
      },
    ]);
  });
});

describe('messages', () => {
  it('are heard where the app is in, by the kind of the conversation', async () => {
    const { workspace } = joined();
    const { botUserId } = workspace.app;
    const say = (channel: string) => workspace.post({ channel, user: 'U0SAM', text: 'x' });
    say('C0SECRET');
    say('C0GENERAL');
    say(workspace.direct('U0SAM', botUserId).id);
    say(workspace.direct('U0SAM', 'U0DANA').id);
    say(workspace.group(['U0SAM', 'U0DANA', botUserId]).id);
    workspace.join('C0SECRET', botUserId);
    say('C0SECRET');
    const types = (await heard()).filter(({ type }) => type === 'message').map((event) => event.channel_type);
    expect(types.sort()).toEqual(['channel', 'group', 'im', 'mpim']);
  });

  it('of the app itself come back to it, with its ids', async () => {
    const { workspace } = joined();
    const { botUserId, botId, appId } = workspace.app;
    workspace.post({ channel: 'C0GENERAL', user: botUserId, botId, text: 'I am here' });
    const [event] = await heard();
    expect(event).toMatchObject({ bot_id: botId, app_id: appId, bot_profile: { id: botId }, user: botUserId });
    expect(event?.client_msg_id).toBeUndefined();
  });

  it('what only one person sees is heard by nobody else', async () => {
    const { workspace } = joined();
    const draft = { channel: 'C0GENERAL', user: 'U0SAM', text: 'x', ephemeralFor: 'U0SAM' };
    const { ts } = workspace.post(draft);
    workspace.change('C0GENERAL', ts, { text: 'y' });
    workspace.remove('C0GENERAL', ts);
    expect(await heard()).toEqual([]);
  });

  it('changes and removals carry what was there before', async () => {
    const { workspace } = joined();
    const { ts } = workspace.post({ channel: 'C0GENERAL', user: 'U0SAM', text: 'x' });
    workspace.change('C0GENERAL', ts, { text: 'y', edited: { user: 'U0SAM', ts: '1.1' } });
    // That a thread has begun below it is no change.
    workspace.change('C0GENERAL', ts, { threadTs: ts });
    workspace.remove('C0GENERAL', ts);
    const events = await heard();
    const bySubtype = Object.fromEntries(events.map((event) => [event.subtype, event]));
    expect(Object.keys(bySubtype).sort()).toEqual(['message_changed', 'message_deleted', 'undefined']);
    expect(bySubtype.message_changed).toMatchObject({
      hidden: true,
      channel: 'C0GENERAL',
      message: { ts, text: 'y', edited: { user: 'U0SAM', ts: '1.1' } },
      previous_message: { ts, text: 'x' },
    });
    expect(bySubtype.message_deleted).toMatchObject({ deleted_ts: ts, previous_message: { ts, text: 'y' } });
  });

  it('a mention is an event of its own, but not in a direct message, and not by the app', async () => {
    const { workspace } = joined();
    const { botUserId, botId } = workspace.app;
    const text = `<@${botUserId}> help`;
    workspace.post({ channel: 'C0GENERAL', user: 'U0SAM', text });
    workspace.post({ channel: 'C0GENERAL', user: 'U0SAM', text: `<@${botUserId}X> help` });
    workspace.post({ channel: 'C0GENERAL', user: botUserId, botId, text });
    workspace.post({ channel: workspace.direct('U0SAM', botUserId).id, user: 'U0SAM', text });
    const mentions = (await heard()).filter(({ type }) => type === 'app_mention');
    expect(mentions).toMatchObject([{ user: 'U0SAM', channel: 'C0GENERAL', text }]);
    expect(mentions[0]).not.toHaveProperty('channel_type');
  });

  it('a reply says of which thread it is', async () => {
    const { workspace } = joined(asking('message.channels'));
    const { ts } = workspace.post({ channel: 'C0GENERAL', user: 'U0SAM', text: 'x' });
    workspace.post({ channel: 'C0GENERAL', user: 'U0DANA', text: 'y', threadTs: ts });
    const reply = (await heard()).find(({ text }) => text === 'y');
    expect(reply).toMatchObject({ thread_ts: ts, parent_user_id: 'U0SAM' });
  });

  it('a shared file is a message and an event', async () => {
    const { workspace } = joined();
    const file = { id: 'F1', name: 'a.csv', title: 'a', mimetype: 'text/csv', size: 1, user: 'U0SAM', created: 1 };
    workspace.putFile({ ...file, channels: ['C0GENERAL'] }, Buffer.from('a'));
    workspace.post({ channel: 'C0GENERAL', user: 'U0SAM', text: '', files: ['F1'] });
    const all = await heard();
    expect(all.find(({ type }) => type === 'message')).toMatchObject({ subtype: 'file_share', files: [{ id: 'F1' }] });
    expect(all.find(({ type }) => type === 'file_shared')).toMatchObject({
      file_id: 'F1',
      user_id: 'U0SAM',
      channel_id: 'C0GENERAL',
      file: { id: 'F1' },
    });
  });
});

describe('who comes and goes', () => {
  it('is heard where the app is in', async () => {
    const { workspace } = joined();
    workspace.join('C0APOLLO', 'U0SAM', 'U0DANA');
    workspace.leave('C0APOLLO', 'U0SAM');
    workspace.join('C0SECRET', 'U0DANA', 'U0SAM');
    expect(await heard()).toMatchObject([
      { type: 'member_joined_channel', user: 'U0SAM', channel: 'C0APOLLO', channel_type: 'C', inviter: 'U0DANA' },
      { type: 'member_left_channel', user: 'U0SAM', channel: 'C0APOLLO', channel_type: 'C', team: 'T0STUDIO' },
    ]);
  });

  it('the app hears that it was invited, and that it was removed', async () => {
    const { workspace } = joined();
    const { botUserId } = workspace.app;
    workspace.join('C0SECRET', botUserId, 'U0SAM');
    workspace.leave('C0SECRET', botUserId, 'U0SAM');
    workspace.leave('C0APOLLO', botUserId, 'U0DANA');
    expect(await heard()).toMatchObject([
      { type: 'member_joined_channel', user: botUserId, channel: 'C0SECRET', channel_type: 'G', inviter: 'U0SAM' },
      { type: 'group_left', channel: 'C0SECRET', actor_id: 'U0SAM' },
      { type: 'channel_left', channel: 'C0APOLLO', actor_id: 'U0DANA' },
    ]);
  });
});

describe('channels and people', () => {
  const change = (workspace: Workspace, id: string, facts: object) => {
    const channel = workspace.channel(id);
    if (channel !== null) workspace.putChannel({ ...channel, ...facts });
  };

  it('what happens to a channel is told', async () => {
    const { workspace } = joined();
    change(workspace, 'C0APOLLO', { isArchived: true });
    change(workspace, 'C0APOLLO', { isArchived: false });
    change(workspace, 'C0APOLLO', { name: 'apollo' });
    change(workspace, 'C0APOLLO', { isExtShared: true });
    change(workspace, 'C0APOLLO', { isExtShared: false });
    change(workspace, 'C0APOLLO', { topic: 'no event' });
    change(workspace, 'C0SECRET', { isArchived: true });
    expect(await heard()).toMatchObject([
      { type: 'channel_archive', channel: 'C0APOLLO', user: 'U0DANA' },
      { type: 'channel_unarchive', channel: 'C0APOLLO' },
      { type: 'channel_rename', channel: { id: 'C0APOLLO', name: 'apollo', is_channel: true } },
      { type: 'channel_shared', channel: 'C0APOLLO', connected_team_id: expect.stringMatching(/^T/) },
      { type: 'channel_unshared', channel: 'C0APOLLO', is_ext_shared: false },
    ]);
  });

  it('what happens to a person is told, the address only with its scope', async () => {
    const { workspace } = joined();
    const dana = aPerson('U0DANA', 'dana', { timezone: 'Asia/Shanghai', deleted: false });
    workspace.putPerson(dana);
    workspace.putPerson(aPerson('U0NEW', 'new'));
    expect(await heard()).toMatchObject([
      {
        type: 'user_change',
        user: { id: 'U0DANA', tz: 'Asia/Shanghai', tz_offset: 28_800, profile: { email: 'dana@studio.example' } },
      },
      { type: 'team_join', user: { id: 'U0NEW' } },
    ]);
    events.stop();
    app.requests.length = 0;
    joined(granting('users:read')).workspace.putPerson(dana);
    const [event] = await heard();
    expect(event).toMatchObject({ type: 'user_change' });
    expect(JSON.stringify(event)).not.toContain('@studio.example');
  });
});

describe('what an app hears', () => {
  it('is what it has asked for', async () => {
    const { workspace } = joined(asking('member_joined_channel'));
    workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'x' });
    workspace.join('C0APOLLO', 'U0SAM');
    events.homeOpened('U0DANA', 'home', null);
    expect((await heard()).map(({ type }) => type)).toEqual(['member_joined_channel']);
  });

  it('and has the scope for', async () => {
    expect(oauth_config.scopes.bot).toContain('groups:read');
    const { workspace } = joined(granting('channels:read', 'chat:write'));
    workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: `<@${workspace.app.botUserId}>` });
    workspace.join('C0APOLLO', 'U0SAM');
    workspace.join('C0SECRET', workspace.app.botUserId);
    workspace.leave('C0SECRET', workspace.app.botUserId);
    workspace.putPerson(aPerson('U0DANA', 'dana2'));
    events.homeOpened('U0DANA', 'messages', null);
    expect((await heard()).map(({ type }) => type).sort()).toEqual(['app_home_opened', 'member_joined_channel']);
  });

  it('the opened Home tab comes with what is published there', async () => {
    const { workspace } = joined();
    const home = {
      id: 'V1',
      type: 'home' as const,
      payload: { type: 'home', callback_id: 'h', blocks: [{ type: 'divider', block_id: 'd' }] },
      hash: '1.1',
      rootViewId: 'V1',
      previousViewId: null,
      user: 'U0DANA',
    };
    events.homeOpened('U0DANA', 'home', home);
    events.homeOpened('U0SAM', 'home', null);
    events.homeOpened('U0DANA', 'messages', home);
    const [first, second, third] = await heard();
    const im = workspace.direct('U0DANA', workspace.app.botUserId).id;
    expect(first).toMatchObject({
      type: 'app_home_opened',
      user: 'U0DANA',
      channel: im,
      tab: 'home',
      view: { id: 'V1', callback_id: 'h', blocks: [{ type: 'divider' }], state: { values: {} }, hash: '1.1' },
    });
    expect(second).toMatchObject({ user: 'U0SAM', tab: 'home' });
    expect(second).not.toHaveProperty('view');
    expect(third).toMatchObject({ channel: im, tab: 'messages' });
    expect(third).not.toHaveProperty('view');
  });

  it('before there is an app, what happens is told to nobody, later neither', async () => {
    const { workspace, timer } = aWorkspace();
    told = new Traffic();
    events = new AppEvents({ workspace, sender: new AppSender({ workspace, traffic: told, timer }), timer });
    workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'x' });
    workspace.connectTo(app.url);
    expect(await heard()).toEqual([]);
    expect(timer.pending).toBe(0);
  });
});

describe('an event that was not taken', () => {
  const retries = () =>
    app.requests.map(({ headers }) => [headers['x-slack-retry-num'], headers['x-slack-retry-reason']]);

  it('comes again at once, after a minute and after five, each time the same', async () => {
    const { workspace, timer, traffic } = joined(asking('message.channels'));
    app.reply = () => ({ status: 500 });
    workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'x' });
    await events.settled();
    expect(retries()).toEqual([
      [undefined, undefined],
      ['1', 'http_error'],
    ]);
    timer.pass(59_999);
    expect(app.requests).toHaveLength(2);
    timer.pass(1);
    await events.settled();
    timer.pass(5 * 60_000 - 1);
    await events.settled();
    expect(app.requests).toHaveLength(3);
    timer.pass(1);
    await events.settled();
    expect(retries().slice(2)).toEqual([
      ['2', 'http_error'],
      ['3', 'http_error'],
    ]);
    timer.pass(24 * 3_600_000);
    await events.settled();
    expect(app.requests).toHaveLength(4);
    expect(new Set(app.requests.map(({ body }) => body)).size).toBe(1);
    expect(traffic.entries().map(({ attempt }) => attempt)).toEqual([1, 2, 3, 4]);
  });

  it('says why', async () => {
    const { workspace, timer } = joined(asking('message.channels'));
    const replies = ['cut', 'silence', 'taken'];
    app.reply = () => {
      const reply = replies.shift();
      if (reply === 'silence') timer.pass(3_000);
      return reply === 'taken' ? {} : (reply as 'cut' | 'silence');
    };
    workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'x' });
    await events.settled();
    timer.pass(60_000);
    await events.settled();
    expect(retries().slice(1)).toEqual([
      ['1', 'connection_failed'],
      ['2', 'http_timeout'],
    ]);
    expect(timer.pending).toBe(0);
  });

  it('x-slack-no-retry: 1 ends it', async () => {
    const { workspace, timer } = joined(asking('message.channels'));
    app.reply = () => ({ status: 500, headers: { 'x-slack-no-retry': '1' } });
    workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'x' });
    await events.settled();
    expect(app.requests).toHaveLength(1);
    expect(timer.pending).toBe(0);
  });

  it('nothing comes after the end', async () => {
    const { workspace, timer } = joined(asking('message.channels'));
    app.reply = () => ({ status: 500 });
    workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'x' });
    await events.settled();
    events.stop();
    timer.pass(3_600_000);
    workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'y' });
    await events.settled();
    expect(app.requests).toHaveLength(2);
    expect(timer.pending).toBe(0);
  });

  it('a workspace that starts over does not tell of its former life', async () => {
    const { workspace, timer } = joined(asking('message.channels'));
    app.reply = () => ({ status: 500 });
    workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'x' });
    await events.settled();
    workspace.startOver();
    timer.pass(3_600_000);
    await events.settled();
    expect(app.requests).toHaveLength(2);
  });
});

describe('reactions', () => {
  it('are heard of as such, not as a change of the message', async () => {
    const { workspace } = joined(asking('reaction_added', 'reaction_removed'));
    const { ts } = workspace.post({ channel: 'C0APOLLO', user: 'U0DANA', text: 'Paid!' });
    const reactions = [{ name: 'eyes', users: ['U0SAM'] }];
    workspace.change('C0APOLLO', ts, { reactions });
    workspace.change('C0APOLLO', ts, { reactions: [] });
    const facts = {
      user: 'U0SAM',
      reaction: 'eyes',
      item: { type: 'message', channel: 'C0APOLLO', ts },
      item_user: 'U0DANA',
    };
    expect(await heard()).toMatchObject([
      { type: 'reaction_added', ...facts },
      { type: 'reaction_removed', ...facts },
    ]);
  });
});
