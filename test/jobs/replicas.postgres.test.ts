import { afterAll, afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { tick } from '../../src/jobs/tick.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { prismaOn } from '../../src/ledger/database/prisma-on.js';
import type { Ledger } from '../../src/ledger/ledger.js';
import type { PrismaClient } from '../../src/ledger/prisma/client.js';
import type { Delivery } from '../../src/slack/delivery.js';
import { ADelivery } from '../slack/a-delivery.js';
import { aChannel, aClient, actor, anInvoice, aPerson, aProject, promised } from '../support/books.js';
import { TestClock } from '../support/clock.js';
import { Killed, killedAt } from '../support/killed-at.js';

/** A process of Collect: a connection, a clock and a delivery of its own. */
interface Replica {
  readonly clock: TestClock;
  readonly ledger: Ledger;
  readonly delivery: Delivery;
}

let setting: ADelivery;
let replicas: readonly [Replica, Replica];
const connections: PrismaClient[] = [];

async function replica(at: string): Promise<Replica> {
  const connection = inject('databases')[Number(process.env.VITEST_POOL_ID ?? '1') - 1];
  if (connection === undefined) throw new Error('no database for this worker');
  const prisma = prismaOn(connection);
  connections.push(prisma);
  const clock = new TestClock(at);
  const ledger: Ledger = { prisma, clock };
  return { clock, ledger, delivery: await setting.start({ ledger }) };
}

/** Books of two projects with a promise each, and two replicas on them. It is Thursday, 19 November 2026, and its morning is over. */
async function open(): Promise<void> {
  setting = await ADelivery.open();
  const { books, slack } = setting;
  books.clock.set('2026-11-19T10:00:00Z');
  slack.user({ id: 'UKIM', name: 'kim' });
  const dana = await aPerson(books, { name: 'dana' });
  await aPerson(books, { name: 'kim', role: 'manager' });
  for (const [name, date] of [
    ['Apollo', '2026-11-20'],
    ['Gemini', '2026-11-25'],
  ] as const) {
    const channelId = await aChannel(books, { slackChannelId: `C${name.toUpperCase()}` });
    const projectId = await aProject(books, { name, channelId, ownerId: dana });
    const client = await aClient(books, { name: `${name} Ltd`, projectId });
    await anInvoice(books, { clientId: client, number: `INV-${name}`, due: '2026-09-01', amount: 1_000_000 });
    await logConversation(books.ledger, await actor(books, 'kim'), {
      request: promised([{ on: date }], { happenedOn: localDate('2026-11-19') }),
      clientId: client,
      typed: 'typed',
      slackChannelId: null,
      permalink: null,
    });
  }
  // Without a promise, and long overdue: the managers' list names it each week.
  await anInvoice(books, {
    clientId: await aClient(books, { name: 'Third Ltd' }),
    number: 'INV-3',
    due: '2026-09-01',
    amount: 1,
  });
  await tick(books.ledger, books.workspaceId);
  await books.prisma.outboxMessage.deleteMany();
  replicas = [await replica('2026-11-19T10:00:00Z'), await replica('2026-11-19T10:00:00Z')];
}

beforeEach(open);
afterEach(async () => await setting.close());
afterAll(async () => {
  for (const connection of connections) await connection.$disconnect();
});

/** Both clocks, and that of the workspace. */
function at(instant: string): void {
  setting.books.clock.set(instant);
  for (const { clock } of replicas) clock.set(instant);
}

/** Both strike and deliver at the same time, until nothing is left. */
async function strike(): Promise<void> {
  const id = setting.books.workspaceId;
  await Promise.all(replicas.map(async ({ ledger }) => await tick(ledger, id)));
  await Promise.all(replicas.map(async ({ delivery }) => await delivery.drain()));
}

/** What was said, by its key, in the order of the keys; each stands in the workspace once or this throws. */
async function said(): Promise<string[]> {
  const rows = await setting.books.prisma.outboxMessage.findMany({ orderBy: { dedupeKey: 'asc' } });
  const places = ['CAPOLLO', 'CGEMINI', 'DUDANA', 'DUKIM'];
  const there = places.flatMap((channel) => setting.slack.messages(channel));
  for (const row of rows) {
    expect(row, row.dedupeKey).toMatchObject({ state: 'sent', lastError: null });
    expect(
      there.filter(({ ts }) => ts === row.sentTs),
      row.dedupeKey,
    ).toHaveLength(1);
  }
  // Where a clock stood outside of somebody's working hours, what waited for them came as one message.
  expect(there).toHaveLength(new Set(rows.map((row) => row.sentTs)).size);
  return rows.filter((row) => row.kind !== 'morning').map((row) => row.dedupeKey);
}

/** From Friday to Tuesday; on Tuesday it is known that a promise was broken, and the other is due the next day. */
const WEEK = [
  'digest:CAPOLLO:2026-11-20',
  'digest:CAPOLLO:2026-11-23',
  'digest:CAPOLLO:2026-11-24',
  'digest:CGEMINI:2026-11-20',
  'digest:CGEMINI:2026-11-23',
  'digest:CGEMINI:2026-11-24',
  'escalations:2026-11-23:2',
  'promise-broken:1:2026-11-23',
  'promise-due:2:2026-11-25',
];
const DAYS = ['2026-11-20', '2026-11-23', '2026-11-24'];

async function day(date: string, hours: readonly string[] = ['08:30', '08:45', '09:00']): Promise<void> {
  for (const hour of hours) {
    at(`${date}T${hour}:00Z`);
    await strike();
  }
}

describe('two replicas', () => {
  it('say each message of a week once', async () => {
    for (const date of ['2026-11-20', '2026-11-21', '2026-11-22', '2026-11-23', '2026-11-24']) await day(date);
    expect(await said()).toEqual(WEEK);
  });

  it('say it once where one of them dies in the middle of each morning', async () => {
    const { workspaceId } = setting.books;
    const [first, second] = replicas;
    for (const [n, date] of DAYS.entries()) {
      at(`${date}T09:00:00Z`);
      const dying = killedAt(first.ledger, 5 + 7 * n);
      const [died] = await Promise.allSettled([tick(dying.ledger, workspaceId), tick(second.ledger, workspaceId)]);
      if (died.status === 'rejected') expect(died.reason).toMatchObject({ cause: expect.any(Killed) });
      at(`${date}T09:02:00Z`);
      await strike();
    }
    expect(await said()).toEqual(WEEK);
  });

  it.each([
    ['some hours ahead', { hours: 5 }],
    ['some hours behind', { hours: -5 }],
    ['a day behind', { days: -1 }],
  ])('say it once where the clock of one of them jumps and comes back: %s', async (_name, jump) => {
    const [first, second] = replicas;
    for (const date of DAYS) {
      for (const hour of ['08:35', '09:00', '09:10']) {
        at(`${date}T${hour}:00Z`);
        if (hour === '08:35') first.clock.advance(jump);
        if (hour === '09:00') second.clock.advance(jump);
        await strike();
      }
    }
    expect(await said()).toEqual(WEEK);
  });

  it('say once what was missed: of the digests the last, of promises and the list all', async () => {
    // Nobody was there on Friday and Monday.
    await day('2026-11-24', ['11:00', '11:01']);
    expect(await said()).toEqual(WEEK.filter((key) => !/digest:.*:2026-11-2[03]/.test(key)));
  });

  it.each([
    // Berlin, Sunday 29 March 2026: 02:00 becomes 03:00. New York, Sunday 1 November 2026: 01:00 comes twice.
    ['Europe/Berlin', '02:30', '2026-03-29T00:00:00Z', '2026-03-29'],
    ['America/New_York', '01:30', '2026-11-01T04:00:00Z', '2026-11-01'],
  ])('say it once in the night when clocks change in %s', async (timezone, digestTime, from, date) => {
    const { prisma } = setting.books;
    await prisma.channel.updateMany({ data: { timezone, digestTime, digestWeekdays: [7], country: 'IL' } });
    at(from);
    for (let minutes = 0; minutes <= 180; minutes += 30) {
      await strike();
      for (const clock of [setting.books.clock, ...replicas.map((one) => one.clock)]) clock.advance({ minutes: 30 });
    }
    expect((await said()).filter((key) => key.startsWith('digest'))).toEqual([
      `digest:CAPOLLO:${date}`,
      `digest:CGEMINI:${date}`,
    ]);
  });
});
