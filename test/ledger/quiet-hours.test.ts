import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { mySettings, setMySettings } from '../../src/ledger/my-settings.js';
import type { Notice } from '../../src/ledger/notice.js';
import { enqueue, markSent, type NewMessage, takeDue } from '../../src/ledger/outbox.js';
import { operator, rememberPerson } from '../../src/ledger/people.js';
import { setSetting } from '../../src/ledger/settings.js';
import { actor, aPerson } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

let books: TestLedger;
/** In Berlin, an hour ahead of the workspace. */
let dana: number;

const FRIDAY_EVENING = '2026-11-20T18:00:00Z';
const MONDAY = '2026-11-23T07:00:00.000Z';

beforeEach(async () => {
  books = await testLedger({ now: FRIDAY_EVENING });
  dana = await aPerson(books, { name: 'Dana', timezone: 'Europe/Berlin', role: 'finance' });
});

const by = { id: 1, name: 'sam', slackUserId: 'USAM' };
const asked = (key: string, person = dana, more: Partial<NewMessage> = {}): NewMessage => ({
  notice: { kind: 'passed_on', facts: { by, typed: key, on: localDate('2026-11-20') } },
  dedupeKey: key,
  to: { person },
  ...more,
});
const escalated: Notice = {
  kind: 'escalated',
  facts: { clientId: 1, clientName: 'ACME', by, owner: null, reasons: [], note: null },
};
const answer: Notice = { kind: 'request_given_up', facts: { typed: 'log', recorded: false } };

const write = async (...messages: NewMessage[]) =>
  await books.prisma.$transaction((tx) => enqueue(tx, books.workspaceId, books.clock.now(), messages));
const row = async (dedupeKey: string) => await books.prisma.outboxMessage.findFirstOrThrow({ where: { dedupeKey } });
const at = async (dedupeKey: string) => (await row(dedupeKey)).notBefore.toISOString();
const take = async () => (await takeDue(books.ledger, { limit: 100 })).items;
const settings = async (change: Parameters<typeof setMySettings>[2]) =>
  await setMySettings(books.ledger, await actor(books, 'Dana'), change);

describe('a direct message', () => {
  it('waits for the working hours of whoever gets it, where they are', async () => {
    const auckland = await aPerson(books, { name: 'Ann', timezone: 'Pacific/Auckland', role: 'finance' });
    const nowhere = await aPerson(books, { name: 'Noa', role: 'finance' });
    await write(asked('berlin'), asked('auckland', auckland), asked('nowhere', nowhere));
    expect(await at('berlin')).toBe(MONDAY);
    expect(await at('auckland')).toBe('2026-11-22T19:00:00.000Z');
    expect(await at('nowhere')).toBe('2026-11-23T08:00:00.000Z');
    expect(await take()).toEqual([]);
    books.clock.set('2026-11-22T19:00:00Z');
    expect((await take()).map((item) => item.dedupeKey)).toEqual(['auckland']);
  });

  it('waits for the hours of the workspace, and for its holidays, where somebody has none of their own', async () => {
    await books.prisma.workspace.updateMany({ data: { worksFrom: '10:00', worksUntil: '16:00', country: 'DE' } });
    books.clock.set('2026-12-24T18:00:00Z');
    await write(asked('christmas'));
    expect(await at('christmas')).toBe('2026-12-28T09:00:00.000Z');
    await settings({ hours: { from: '06:00', until: '14:00' }, weekdays: [6] });
    await write(asked('own'));
    expect(await at('own')).toBe('2027-01-02T05:00:00.000Z');
  });

  it('comes at once within them, and always where it answers what they did, or rewrites what is there', async () => {
    await write({ ...asked('answer'), notice: answer });
    expect((await take()).map((item) => item.dedupeKey)).toEqual(['answer']);
    books.clock.set('2026-11-23T10:00:00Z');
    await write(asked('now'));
    const [now] = await take();
    if (now === undefined) throw new Error('it was to come at once');
    await markSent(books.ledger, now, { channelId: 'D1', ts: '1.1' });
    books.clock.set('2026-11-23T23:00:00Z');
    await write(asked('again', dana, { updates: 'now' }));
    expect((await take()).map((item) => item.dedupeKey)).toEqual(['again']);
  });

  it('is not said in the night because Slack did not take it during the day', async () => {
    books.clock.set('2026-11-23T16:59:00Z');
    await write(asked('late'), { ...asked('channel'), to: { channel: 'C1' } });
    books.clock.set('2026-11-23T17:00:00Z');
    expect((await take()).map((item) => item.dedupeKey)).toEqual(['channel']);
    expect(await at('late')).toBe('2026-11-24T07:00:00.000Z');
    books.clock.set('2026-11-24T07:00:00Z');
    expect((await take()).map((item) => item.dedupeKey)).toEqual(['late']);
  });

  it('of each of many people waits for theirs', async () => {
    const people = await Promise.all(Array.from({ length: 30 }, (_, n) => aPerson(books, { name: `P${n}` })));
    await write(...people.map((person) => asked(`to ${person}`, person)));
    const rows = await books.prisma.outboxMessage.findMany({ where: { heldUntil: { not: null } } });
    expect(rows).toHaveLength(30);
  });
});

describe('whoever wants their messages', () => {
  it('once a day gets what the morning brought an hour after their day begins', async () => {
    await settings({ notify: 'daily' });
    books.clock.set('2026-11-23T07:30:00Z');
    await write(asked('morning'), { ...asked('escalation'), notice: escalated });
    expect(await at('morning')).toBe('2026-11-23T08:00:00.000Z');
    expect(await at('escalation')).toBe('2026-11-23T07:30:00.000Z');
    books.clock.set('2026-11-23T09:00:00Z');
    await write(asked('day'));
    expect(await at('day')).toBe('2026-11-24T08:00:00.000Z');
  });

  it('not at all is told so once, gets escalations in their hours, and nobody is told in their place', async () => {
    const { settings: off } = await settings({ notify: 'escalations' });
    expect(off.notify).toBe('escalations');
    await write(asked('kept back'), { ...asked('escalation'), notice: escalated });
    expect(await row('kept back')).toMatchObject({ state: 'withheld' });
    expect(await at('escalation')).toBe(MONDAY);
    expect((await take()).map((item) => item.notice.kind)).toEqual(['notifications_off']);
    await settings({ notify: 'escalations' });
    expect(await books.prisma.outboxMessage.count({ where: { kind: 'notifications_off' } })).toBe(1);
    expect((await mySettings(books.ledger, await actor(books, 'Dana'))).withheld).toBe(1);
    await settings({ notify: 'at_once' });
    expect(await row('kept back')).toMatchObject({ state: 'withheld' });
    // What says that they are off says so no more, without its button; another time off is told anew.
    const offs = () =>
      books.prisma.outboxMessage.findMany({ where: { kind: 'notifications_off' }, orderBy: { id: 'asc' } });
    expect((await offs()).map(({ facts, updatesId }) => [facts, updatesId !== null])).toEqual([
      [{}, false],
      [{ onAgain: true }, true],
    ]);
    await settings({ notify: 'escalations' });
    await settings({ notify: 'daily' });
    expect((await offs()).map(({ state }) => state)).toEqual(['sending', 'pending', 'cancelled']);
  });

  it('differently gets what waits by the new settings', async () => {
    await write(asked('waits'), { ...asked('escalation'), notice: escalated });
    await settings({ hours: { from: '19:00', until: '23:00' } });
    expect(await at('waits')).toBe('2026-11-20T18:00:00.000Z');
    await settings({ hours: null, notify: 'daily' });
    expect(await at('waits')).toBe('2026-11-23T08:00:00.000Z');
    expect(await at('escalation')).toBe(MONDAY);
    await settings({ notify: 'escalations' });
    expect(await row('waits')).toMatchObject({ state: 'withheld' });
  });

  it('gets what waits by the new hours of the workspace, unless they have their own', async () => {
    const lee = await aPerson(books, { name: 'Lee', timezone: 'Europe/Berlin' });
    await setMySettings(books.ledger, await actor(books, 'Lee'), { hours: { from: '09:00', until: '17:00' } });
    await write(
      asked('waits'),
      asked('own', lee),
      asked('later', dana, { notBefore: new Date('2026-11-24T10:00:00Z') }),
    );
    expect(await at('own')).toBe('2026-11-23T08:00:00.000Z');
    const set = (name: string, value: string) =>
      setSetting(books.ledger, operator(books.ledger, books.workspace), name, value);
    await set('works-until', '22:00');
    expect(await at('waits')).toBe(FRIDAY_EVENING.replace('Z', '.000Z'));
    expect((await take()).map((item) => item.dedupeKey)).toEqual(['waits']);
    await write(asked('waits too'));
    await set('works-until', '18:00');
    expect(await at('own')).toBe('2026-11-23T08:00:00.000Z');
  });

  it('gets what waits when they are at work where they have gone', async () => {
    await write(asked('waits'));
    await rememberPerson(books.ledger, books.workspaceId, {
      slackUserId: 'UDANA',
      name: 'Dana',
      email: null,
      timezone: 'Pacific/Auckland',
      locale: null,
      admin: false,
      guest: false,
      bot: false,
      deactivated: false,
    });
    expect(await at('waits')).toBe('2026-11-22T19:00:00.000Z');
  });
});

describe('settings', () => {
  it.each([
    [{ hours: { from: '18:00', until: '09:00' } }, 'bad_setting'],
    [{ hours: { from: '9', until: '17:00' } }, 'bad_setting'],
    [{ weekdays: [8] }, 'bad_setting'],
    [{ away: { from: localDate('2026-11-30'), until: localDate('2026-11-23') } }, 'bad_until'],
    [{ away: { from: localDate('2026-11-01'), until: localDate('2026-11-19') } }, 'bad_until'],
    [{ away: { from: localDate('2026-11-23'), until: localDate('2027-11-23') } }, 'bad_until'],
  ])('that nobody can have are refused: %j', async (change, key) => {
    await expect(settings(change)).rejects.toMatchObject({ key });
  });

  it('are of nobody who is a guest', async () => {
    await aPerson(books, { name: 'Guest', guest: true });
    const guest = await actor(books, 'Guest');
    await expect(mySettings(books.ledger, guest)).rejects.toMatchObject({ key: 'guest' });
    await expect(setMySettings(books.ledger, guest, { notify: 'daily' })).rejects.toMatchObject({ key: 'guest' });
  });

  it('are recorded with what they were before', async () => {
    await settings({ notify: 'daily', away: { from: localDate('2026-11-23'), until: localDate('2026-11-27') } });
    const [entry] = await books.prisma.auditEntry.findMany({ where: { kind: 'person.settings_set' } });
    expect(entry?.inputs).toMatchObject({
      before: { notify: 'at_once', away: null },
      after: { notify: 'daily', away: { from: '2026-11-23', until: '2026-11-27' } },
    });
  });
});

describe('what waited', () => {
  it('comes as one message, which each of them shares the fate of', async () => {
    const lee = await aPerson(books, { name: 'Lee', role: 'finance' });
    await write(asked('one'), { ...asked('list'), notice: escalated }, asked('two'), asked('alone', lee));
    books.clock.set(MONDAY);
    const [morning, ...more] = await take();
    if (morning === undefined || more.length > 0) throw new Error('one message was expected');
    expect(morning.notice).toMatchObject({
      kind: 'morning',
      facts: { items: [{ kind: 'escalated' }, { facts: { typed: 'one' } }, { facts: { typed: 'two' } }] },
    });
    await markSent(books.ledger, morning, { channelId: 'D1', ts: '1.1' });
    for (const key of ['one', 'two', 'list']) {
      expect(await row(key)).toMatchObject({ state: 'sent', sentChannelId: 'D1', sentTs: '1.1' });
    }
    expect(await row('alone')).toMatchObject({ state: 'pending', batchId: null });
    expect(await take()).toEqual([]);
    books.clock.set('2026-11-23T08:00:00Z');
    expect((await take()).map((item) => item.notice.kind)).toEqual(['passed_on']);
  });

  it('is rewritten as a whole, one rewriting after the other', async () => {
    await write(asked('one'), asked('two'));
    books.clock.set(MONDAY);
    const [morning] = await take();
    if (morning === undefined) throw new Error('one message was expected');
    await markSent(books.ledger, morning, { channelId: 'D1', ts: '1.1' });
    const rewriting = (key: string, updates: string): NewMessage => ({ ...asked(key), updates });
    await write(rewriting('one, decided', 'one'), rewriting('two, decided', 'two'));
    const [first, ...beside] = await take();
    if (first === undefined || beside.length > 0) throw new Error('one rewriting at a time was expected');
    expect(first.update).toEqual({ channelId: 'D1', ts: '1.1' });
    expect(first.notice).toMatchObject({
      kind: 'morning',
      facts: { items: [{ facts: { typed: 'one, decided' } }, { facts: { typed: 'two, decided' } }] },
    });
    await markSent(books.ledger, first, { channelId: 'D1', ts: '1.1' });
    expect((await take()).map((item) => item.dedupeKey)).toEqual(['two, decided']);
  });

  it('is gathered by one of two that look at once', async () => {
    await write(asked('one'), asked('two'));
    books.clock.set(MONDAY);
    const [a, b] = await Promise.all([take(), take()]);
    expect([...a, ...b].map((item) => item.notice.kind)).toEqual(['morning']);
    expect(await books.prisma.outboxMessage.count({ where: { kind: 'morning' } })).toBe(1);
  });
});
