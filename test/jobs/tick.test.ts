import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { tick } from '../../src/jobs/tick.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { aChannel, aClient, actor, anInvoice, aPerson, aProject, promised } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

let books: TestLedger;
let acme: number;

async function setUp(now: string, timezone = 'UTC', channel: Partial<Parameters<typeof aChannel>[1]> = {}) {
  books = await testLedger({ now, timezone });
  const dana = await aPerson(books, { name: 'dana' });
  await aPerson(books, { name: 'kim', role: 'manager' });
  const channelId = await aChannel(books, { slackChannelId: 'CAPOLLO', ...channel });
  const projectId = await aProject(books, { name: 'Apollo', channelId, ownerId: dana });
  acme = await aClient(books, { name: 'ACME', projectId });
  await anInvoice(books, { clientId: acme, number: 'INV-104', due: '2026-09-01', amount: 1_000_000 });
}

const at = (now: string): void => books.clock.set(now);
const strike = async () => await tick(books.ledger, books.workspaceId);
const keys = async () =>
  (await books.prisma.outboxMessage.findMany({ orderBy: { id: 'asc' } })).map((row) => row.dedupeKey);
const digests = async () => (await keys()).filter((key) => key.startsWith('digest:'));

async function promise(date: string): Promise<number> {
  const receipt = await logConversation(books.ledger, await actor(books, 'kim'), {
    request: promised([{ on: date }], {
      happenedOn: localDate(books.clock.now().toISOString().slice(0, 10)),
    }),
    clientId: acme,
    typed: 'typed',
    slackChannelId: null,
    permalink: null,
  });
  const [made] = receipt.promises;
  if (made === undefined) throw new Error('no promise was made');
  return made.id;
}

/** Only what the clock says by itself. */
const fromNow = async () => await books.prisma.outboxMessage.deleteMany();

describe('a day of the clock', () => {
  beforeEach(async () => await setUp('2026-11-23T08:00:00Z'));

  it('checks promises, sends the week its list, then the digest, each once at its hour', async () => {
    expect(await strike()).toMatchObject({ promises: null, digests: null, escalations: null });
    at('2026-11-23T08:30:00Z');
    expect(await strike()).toMatchObject({ promises: { changed: 0 }, digests: null, escalations: null });
    at('2026-11-23T08:45:00Z');
    expect(await strike()).toMatchObject({ promises: null, escalations: { candidates: 1, messages: 1 } });
    at('2026-11-23T09:00:00Z');
    expect(await strike()).toMatchObject({ digests: { channels: 1, messages: 1 } });
    at('2026-11-23T09:01:00Z');
    expect(await strike()).toMatchObject({ promises: null, digests: null, escalations: null });
    expect(await keys()).toEqual(['escalations:2026-11-23:2', 'digest:CAPOLLO:2026-11-23']);
  });

  it('two ticks at once say nothing twice', async () => {
    await promise('2026-11-24');
    await fromNow();
    at('2026-11-26T09:00:00Z');
    const three = await Promise.all([strike(), strike(), strike()]);
    expect((await keys()).sort()).toEqual([
      'digest:CAPOLLO:2026-11-26',
      'escalations:2026-11-23:2',
      'promise-broken:1:2026-11-25',
    ]);
    const digestRuns = three.reduce((sum, report) => sum + (report.digests?.channels ?? 0), 0);
    const promiseMessages = three.reduce((sum, report) => sum + (report.promises?.messages ?? 0), 0);
    expect([digestRuns, promiseMessages]).toEqual([1, 1]);
    const broken = await books.prisma.promiseEvent.findMany({ where: { kind: 'broken' } });
    expect(broken).toHaveLength(1);
  });

  it('missed days are caught up: promises and the list in full, of the digests only the one of today', async () => {
    at('2026-11-23T09:00:00Z');
    const id = await promise('2026-11-23');
    await strike();
    await fromNow();
    at('2026-11-27T10:00:00Z');
    await strike();
    expect(await keys()).toEqual([`promise-broken:${id}:2026-11-24`, 'digest:CAPOLLO:2026-11-27']);
  });

  it('does nothing on a day off, and on the next working day tells what lies between', async () => {
    at('2026-11-27T09:00:00Z');
    await strike();
    for (const now of ['2026-11-28T12:00:00Z', '2026-11-29T12:00:00Z', '2026-11-30T08:00:00Z']) {
      at(now);
      expect(await strike()).toMatchObject({ promises: null, digests: null, escalations: null });
    }
    at('2026-11-30T12:00:00Z');
    expect(await strike()).toMatchObject({ digests: { channels: 1 }, escalations: { messages: 1 } });
    const last = await books.prisma.outboxMessage.findFirstOrThrow({
      where: { kind: 'digest' },
      orderBy: { id: 'desc' },
    });
    expect(last.facts).toMatchObject({ since: '2026-11-27', today: '2026-11-30' });
  });

  it('a digest earlier than the promise check shows what the deadline has decided; the owner is told later', async () => {
    await books.prisma.channel.updateMany({ data: { digestTime: '07:00' } });
    const id = await promise('2026-11-23');
    await fromNow();
    at('2026-11-25T07:00:00Z');
    await strike();
    const digest = await books.prisma.outboxMessage.findFirstOrThrow({ where: { kind: 'digest' } });
    expect(digest.facts).toMatchObject({ rows: [{ reason: { kind: 'promise_broken' }, promiseId: id }] });
    expect(await keys()).toEqual(['digest:CAPOLLO:2026-11-25']);
    at('2026-11-25T08:30:00Z');
    await strike();
    expect(await keys()).toContain(`promise-broken:${id}:2026-11-24`);
  });

  it('sends no list where nobody is a candidate, and holds it while the figures are too old', async () => {
    await books.prisma.importRun.create({
      data: {
        workspaceId: books.workspaceId,
        kind: 'invoices',
        fileName: 'open.csv',
        startedAt: new Date('2026-11-10T07:00:00Z'),
        finishedAt: new Date('2026-11-10T07:00:00Z'),
      },
    });
    at('2026-11-23T08:50:00Z');
    expect(await strike()).toMatchObject({ escalations: null });
    await books.prisma.importRun.updateMany({ data: { finishedAt: new Date('2026-11-24T07:00:00Z') } });
    at('2026-11-24T08:50:00Z');
    expect(await strike()).toMatchObject({ escalations: { candidates: 1, messages: 1 } });
    await books.prisma.invoice.updateMany({ data: { open: 0n } });
    at('2026-11-30T08:50:00Z');
    await books.prisma.importRun.updateMany({ data: { finishedAt: new Date('2026-11-30T07:00:00Z') } });
    expect(await strike()).toMatchObject({ escalations: { candidates: 0, messages: 0 } });
  });

  it('checks again when new figures come in after the morning', async () => {
    const importedAt = async (instant: string) =>
      await books.prisma.importRun.create({
        data: {
          workspaceId: books.workspaceId,
          kind: 'payments',
          fileName: 'bank.csv',
          startedAt: new Date(instant),
          finishedAt: new Date(instant),
        },
      });
    await importedAt('2026-11-16T07:00:00Z');
    const id = await promise('2026-11-23');
    await fromNow();
    at('2026-11-25T08:30:00Z');
    expect(await strike()).toMatchObject({ promises: { changed: 1, messages: 0, held: true } });
    await importedAt('2026-11-25T11:00:00Z');
    at('2026-11-25T11:01:00Z');
    expect(await strike()).toMatchObject({ promises: { messages: 1, held: false } });
    at('2026-11-25T11:02:00Z');
    expect(await strike()).toMatchObject({ promises: null });
    expect(await keys()).toContain(`promise-broken:${id}:2026-11-24`);
  });
});

describe('where the channel is', () => {
  it('the hour is local to the channel', async () => {
    await setUp('2026-11-23T00:59:00Z', 'Europe/Berlin', { timezone: 'Asia/Shanghai' });
    expect((await strike()).digests).toBeNull();
    at('2026-11-23T01:00:00Z');
    expect((await strike()).digests).toMatchObject({ channels: 1 });
    expect(await digests()).toEqual(['digest:CAPOLLO:2026-11-23']);
  });

  it('a public holiday of its country is no digest day', async () => {
    await setUp('2026-11-26T15:00:00Z', 'America/New_York', { country: 'US' });
    expect((await strike()).digests).toBeNull();
    at('2026-11-27T15:00:00Z');
    expect((await strike()).digests).toMatchObject({ channels: 1 });
  });

  it('an hour that is skipped in spring is not a digest that is skipped', async () => {
    // Berlin, 29 March 2026: 02:00 becomes 03:00. A Sunday; this channel works on Sundays only.
    await setUp('2026-03-29T00:30:00Z', 'Europe/Berlin', { digestTime: '02:30' });
    await books.prisma.channel.updateMany({ data: { digestWeekdays: [7], country: 'IL' } });
    for (let minute = 0; minute <= 180; minute += 15) {
      await strike();
      books.clock.advance({ minutes: 15 });
    }
    expect(await digests()).toEqual(['digest:CAPOLLO:2026-03-29']);
  });

  it('an hour that comes twice in autumn is one digest', async () => {
    // New York, 1 November 2026: 01:00-02:00 comes twice.
    await setUp('2026-11-01T04:30:00Z', 'America/New_York', { digestTime: '01:30' });
    await books.prisma.channel.updateMany({ data: { digestWeekdays: [7], country: 'IL' } });
    const seen: (string | null)[] = [];
    for (let minute = 0; minute <= 180; minute += 15) {
      if ((await strike()).digests !== null) seen.push(books.clock.now().toISOString());
      books.clock.advance({ minutes: 15 });
    }
    expect(await digests()).toEqual(['digest:CAPOLLO:2026-11-01']);
    expect(seen).toEqual(['2026-11-01T05:30:00.000Z']);
  });
});
