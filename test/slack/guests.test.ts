import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { checkPromises } from '../../src/ledger/promise-check.js';
import { aClient, anInvoice, aPerson } from '../support/books.js';
import { allSaid, aMinuteLater, postDigest } from './a-digest.js';
import { aTeam } from './a-team.js';
import { type RunningApp, wordsOf } from './running-app.js';

let running: RunningApp;

beforeEach(async () => {
  ({ running } = await aTeam());
});
afterEach(async () => {
  await running.stop();
});

const CHANNEL = 'CAPOLLO';
const AMOUNT = /[$¥]\s?\d|12,400|9,400|9,000|3,000/;
const FOR_GUESTS = 'Amounts are hidden: guests are in this channel.';
const UNKNOWN = 'Amounts are hidden: I could not find out who is in this channel.';

/** All that everybody in the channel reads, with what is pushed to their phones. */
const inChannel = (): string => running.slack.messages(CHANNEL).map(said).join('\n');
const said = (message: { readonly text: string }): string => `${message.text}\n${wordsOf(message)}`;
const say = async (line: string, user = 'UDANA'): Promise<string> => wordsOf((await running.type(line, { user })).body);
const looks = () => running.slack.callsOf('conversations.members').length;

/** Until the app has done what Slack told it of. */
async function heard(): Promise<void> {
  await running.slack.sandbox.settled();
  await running.app.inbox.settled();
  await allSaid(running);
}

async function comes(user: string): Promise<void> {
  running.slack.join(CHANNEL, user);
  await heard();
}

async function goes(user: string): Promise<void> {
  running.slack.sandbox.workspace.leave(CHANNEL, user);
  await heard();
}

/** The next morning, with the digest of that day. */
async function nextMorning(day: string): Promise<string> {
  running.books.clock.set(`${day}T09:00:00Z`);
  const before = running.slack.messages(CHANNEL).length;
  await postDigest(running, localDate(day));
  return running.slack.messages(CHANNEL).slice(before).map(said).join('\n');
}

describe('a guest in a project’s channel', () => {
  it('reads no amount in the digest, its thread, its push line or a line about a promise or a payment', async () => {
    const { id: projectId } = await running.books.prisma.project.findFirstOrThrow();
    for (let n = 1; n <= 12; n += 1) {
      const clientId = await aClient(running.books, { name: `Client ${n}`, projectId });
      await anInvoice(running.books, { clientId, number: `C-${n}`, due: '2026-10-05', amount: 1_240_000 });
    }
    running.slack.join(CHANNEL, 'UGUEST');
    await postDigest(running);
    expect(running.slack.callsOf('chat.postMessage')).toHaveLength(2);
    await running.type('log ACME promised Friday');
    await running.type('paid Globex 9,000', { user: 'UKIM' });
    await aMinuteLater(running);
    expect(inChannel()).toContain('dana logged: ACME Ltd promised to pay');
    expect(inChannel()).toContain(FOR_GUESTS);
    expect(inChannel()).not.toMatch(AMOUNT);
    // Nor was it posted with them and rewritten.
    expect(running.slack.callsOf('chat.postMessage').map(wordsOf).join()).not.toMatch(AMOUNT);
    expect(looks()).toBe(1);
    // What only one of the members sees has them.
    expect(await say('status ACME')).toMatch(AMOUNT);
  });

  it('who comes at noon: what stands there since the morning names none any more, and once they left the next one does', async () => {
    await postDigest(running);
    await running.type('log ACME promised Friday');
    await allSaid(running);
    expect(inChannel()).toMatch(AMOUNT);
    running.books.clock.advance({ hours: 4 });
    await comes('UGUEST');
    await aMinuteLater(running);
    expect(inChannel()).toContain(FOR_GUESTS);
    expect(inChannel()).not.toMatch(AMOUNT);
    const updates = running.slack.callsOf('chat.update').length;
    await goes('UGUEST');
    await aMinuteLater(running);
    expect(running.slack.callsOf('chat.update')).toHaveLength(updates);
    const tomorrow = await nextMorning('2026-11-24');
    expect(tomorrow).toMatch(AMOUNT);
    expect(tomorrow).not.toContain('hidden');
  });

  it('is one also who became a guest, and who is of another organisation', async () => {
    await postDigest(running);
    running.slack.user({ id: 'UNEW', name: 'newcomer', is_restricted: true });
    await heard();
    await aMinuteLater(running);
    expect(inChannel()).not.toMatch(AMOUNT);
    running.slack.user({ id: 'UNEW', name: 'newcomer' });
    await heard();
    expect(await nextMorning('2026-11-24')).toMatch(AMOUNT);
  });

  it('is told of where the settings are: how many there are, in both languages and in the form', async () => {
    expect(await say('digest')).toContain('with amounts');
    expect(await say('digest')).not.toContain('guest');
    await comes('UGUEST');
    expect(await say('digest')).toContain('hidden: 1 guest is in it.');
    running.slack.user({ id: 'UGUEST2', name: 'guest2', is_restricted: true });
    await comes('UGUEST2');
    running.slack.user({ id: 'UDANA', name: 'dana', locale: 'zh-CN' });
    await heard();
    expect(await say('晨报')).toContain('频道里有 2 位访客');
    expect(await say('晨报 现在')).toContain('guests are in this channel');
    expect(await say('晨报 现在')).not.toMatch(AMOUNT);
    await running.type('晨报');
    await running.press('collect.form', JSON.stringify({ form: 'digest' }));
    expect(JSON.stringify((await running.form()).blocks)).toContain('频道里有 2 位访客');
  });

  it('changes nothing where the channel shows none anyway', async () => {
    await say('digest amounts off', 'UKIM');
    await postDigest(running);
    const before = inChannel();
    expect(before).not.toMatch(AMOUNT);
    await comes('UGUEST');
    await aMinuteLater(running);
    expect(inChannel()).toBe(before);
    expect(before).not.toContain('hidden');
  });
});

it('a channel that comes to be shared with another organisation keeps nothing of what was posted there', async () => {
  await postDigest(running);
  await running.type('log ACME promised Friday');
  await running.type('paid Globex 9,000', { user: 'UKIM' });
  await allSaid(running);
  expect(inChannel()).toMatch(AMOUNT);
  const posted = running.slack.messages(CHANNEL).length;
  const share = async (is_ext_shared: boolean): Promise<void> => {
    running.slack.channel({ id: CHANNEL, name: 'proj-apollo', members: ['UDANA', 'UKIM'], is_ext_shared });
    const type = is_ext_shared ? 'channel_shared' : 'channel_unshared';
    await running.event({ type, channel: CHANNEL, event_ts: '2.2' });
    await expect
      .poll(async () => (await running.books.prisma.channel.findFirstOrThrow()).isShared, { timeout: 10_000 })
      .toBe(is_ext_shared);
    await aMinuteLater(running);
  };
  await share(true);
  expect(inChannel()).not.toMatch(AMOUNT);
  expect(inChannel()).not.toMatch(/ACME|Globex/);
  expect(inChannel().split('is taken away').length - 1).toBeGreaterThanOrEqual(posted);
  // It is said again by what is written anew, once the channel is the team's own.
  await share(false);
  expect(await nextMorning('2026-11-24')).toMatch(AMOUNT);
});

describe('the push line of a direct message', () => {
  /** What Dana gets about a promise of ACME that was not kept, since the channel is as it is. */
  async function brokenPromise(): Promise<{ readonly text: string; readonly words: string }> {
    await running.type('log ACME promised Friday');
    running.books.clock.set('2026-12-01T10:00:00Z');
    await checkPromises(running.books.ledger, running.books.workspaceId, localDate('2026-12-01'));
    await allSaid(running);
    const [message] = running.slack.messages('DUDANA').slice(-1);
    if (message === undefined) throw new Error('there is no message');
    return { text: message.text, words: wordsOf(message) };
  }

  it('names no amounts while a guest is in the channel of the client’s project: the message does', async () => {
    await comes('UGUEST');
    await postDigest(running);
    const { text, words } = await brokenPromise();
    expect(text).toBe('ACME Ltd did not keep its promise of Fri 27 Nov.');
    expect(words).toMatch(AMOUNT);
  });

  it('names none where the channel is set to show none, whatever was written before', async () => {
    await say('digest amounts off', 'UKIM');
    const { text, words } = await brokenPromise();
    expect(text).not.toMatch(AMOUNT);
    expect(words).toMatch(AMOUNT);
  });

  it('names them where the channel does', async () => {
    expect((await brokenPromise()).text).toMatch(AMOUNT);
  });
});

describe('who is in a channel', () => {
  it('is looked up once an hour, and in between by events', async () => {
    await postDigest(running);
    await running.type('log ACME promised Friday');
    await running.type('log Globex promised Friday');
    await aMinuteLater(running);
    expect(looks()).toBe(1);
    running.books.clock.advance({ hours: 1 });
    await running.type('undo');
    await allSaid(running);
    expect(looks()).toBe(2);
  });

  it('is found out for many people by a list of all, page by page', async () => {
    const many = Array.from({ length: 1_100 }, (_, n) => `UMANY${n}`);
    for (const id of many) running.slack.user({ id, name: id.toLowerCase() });
    running.slack.channel({ id: CHANNEL, name: 'proj-apollo', members: ['UDANA', 'UKIM', 'USAM', ...many] });
    running.slack.forget();
    await postDigest(running);
    expect(looks()).toBe(2);
    expect(running.slack.callsOf('users.list')).toHaveLength(2);
    expect(running.slack.callsOf('users.info').length).toBeLessThan(5);
    expect(inChannel()).toMatch(AMOUNT);
  });

  it('cannot be learnt without the scope: the digest comes without amounts, and says why', async () => {
    running.slack.mayRefuse(/^conversations\.members .*missing_scope/);
    running.slack.script('conversations.members', { error: 'missing_scope' });
    await postDigest(running);
    expect(inChannel()).toContain(UNKNOWN);
    expect(inChannel()).not.toMatch(AMOUNT);
    running.slack.script('conversations.members', { error: 'missing_scope' });
    expect(await say('digest')).toContain('I could not find out who is in it');
    expect(await nextMorning('2026-11-24')).toMatch(AMOUNT);
  });

  it('is taken as it was last where Slack does not answer for a while', async () => {
    await postDigest(running);
    running.slack.mayRefuse(/^conversations\.members /);
    running.slack.script('conversations.members', { error: 'service_unavailable' });
    expect(await nextMorning('2026-11-24')).toMatch(AMOUNT);
    await comes('UGUEST');
    running.slack.script('conversations.members', { error: 'service_unavailable' });
    const wednesday = await nextMorning('2026-11-25');
    expect(wednesday).toContain(FOR_GUESTS);
    expect(wednesday).not.toMatch(AMOUNT);
  });

  it('is waited for where nothing is known, a few times, and then goes without', async () => {
    running.slack.mayRefuse(/^conversations\.members /);
    for (let n = 0; n < 5; n += 1) running.slack.script('conversations.members', { error: 'internal_error' });
    await postDigest(running);
    expect(inChannel()).toBe('');
    for (let n = 0; n < 5 && inChannel() === ''; n += 1) {
      running.books.clock.advance({ minutes: 15 });
      await allSaid(running);
    }
    expect(inChannel()).toContain(UNKNOWN);
    expect(inChannel()).not.toMatch(AMOUNT);
  });
});

describe('an owner who is not in the project’s channel', () => {
  const TODAY = localDate('2026-11-30');

  /** What is said, and to whom, about ACME's promise of Wednesday, which it did not keep. */
  async function broken(): Promise<Record<string, string>> {
    await running.type('log ACME promised Wednesday', { user: 'UKIM' });
    await allSaid(running);
    running.books.clock.set(`${TODAY}T08:30:00Z`);
    return await checked();
  }

  async function checked(): Promise<Record<string, string>> {
    running.slack.forget();
    await checkPromises(running.books.ledger, running.books.workspaceId, TODAY);
    await allSaid(running);
    const posts = running.slack.callsOf('chat.postMessage');
    return Object.fromEntries(posts.map((args) => [String(args.channel), wordsOf(args)]));
  }

  beforeEach(async () => {
    const lee = await aPerson(running.books, { name: 'lee' });
    running.slack.user({ id: 'ULEE', name: 'lee' });
    await running.books.prisma.project.updateMany({ data: { backupId: lee } });
    await postDigest(running);
    await comes('ULEE');
  });

  it('hears nothing of its clients: the backup does, with the reason', async () => {
    await goes('UDANA');
    const told = await broken();
    expect(Object.keys(told)).toEqual(['DULEE']);
    expect(told.DULEE).toContain('<@UDANA> is not in #proj-apollo; you are the backup for ACME Ltd');
    expect(await say('overdue mine', 'ULEE')).toContain('you stand in for <@UDANA>, who is not in #proj-apollo');
  });

  it('nor does a backup who is not either: managers do; and who was not there gets it once they are back', async () => {
    await goes('UDANA');
    await goes('ULEE');
    const told = await broken();
    expect(Object.keys(told)).toEqual(['DUSAM']);
    expect(told.DUSAM).toContain('<@UDANA>, who owns ACME Ltd, is not in #proj-apollo, and no backup can be reached');
    await comes('UDANA');
    await running.type('log Globex promised Friday', { user: 'UKIM' });
    running.books.clock.set('2026-12-08T08:30:00Z');
    running.slack.forget();
    await checkPromises(running.books.ledger, running.books.workspaceId, localDate('2026-12-08'));
    await allSaid(running);
    expect(
      running
        .posted('DUDANA')
        .map((args) => wordsOf(args))
        .join(),
    ).toContain('Globex');
    expect(running.posted('DULEE')).toEqual([]);
  });

  it('who left while it waited for their morning leaves it to the backup', async () => {
    await running.type('log ACME promised Wednesday', { user: 'UKIM' });
    await allSaid(running);
    running.books.clock.set('2026-11-27T22:00:00Z');
    running.slack.forget();
    await checkPromises(running.books.ledger, running.books.workspaceId, localDate('2026-11-27'));
    await allSaid(running);
    expect(running.posted('DUDANA')).toEqual([]);
    await goes('UDANA');
    running.books.clock.set(`${TODAY}T08:30:00Z`);
    const told = await checked();
    expect(told.DULEE).toContain('<@UDANA> is not in #proj-apollo');
    expect(told).not.toHaveProperty('DUDANA');
  });

  it('is told where nobody knows who is in the channel, or Collect itself is not', async () => {
    await goes('UDANA');
    running.slack.sandbox.workspace.leave(CHANNEL, running.slack.sandbox.workspace.app.botUserId);
    await heard();
    expect(await running.books.prisma.channelRoster.count()).toBe(0);
    running.slack.mayRefuse(/not_in_channel/);
    expect(await broken()).toHaveProperty('DUDANA');
  });
});
