import { expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { JobFailed, tick } from '../../src/jobs/tick.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { aChannel, aClient, actor, anInvoice, aPerson, aProject, promised } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';
import { killedAt } from '../support/killed-at.js';

/** Two projects, a promise that broke over the weekend, one that is due tomorrow, a candidate for the managers' list. */
async function theMorning(): Promise<TestLedger> {
  const books = await testLedger({ now: '2026-11-19T09:00:00Z' });
  const dana = await aPerson(books, { name: 'dana' });
  await aPerson(books, { name: 'kim', role: 'manager' });
  for (const name of ['Apollo', 'Gemini']) {
    const channelId = await aChannel(books, { slackChannelId: `C${name.toUpperCase()}` });
    const projectId = await aProject(books, { name, channelId, ownerId: dana });
    const client = await aClient(books, { name: `${name} Ltd`, projectId });
    await anInvoice(books, { clientId: client, number: `INV-${name}`, due: '2026-09-01', amount: 1_000_000 });
    await logConversation(books.ledger, await actor(books, 'kim'), {
      request: promised([{ on: name === 'Apollo' ? '2026-11-20' : '2026-11-25' }], {
        happenedOn: localDate('2026-11-19'),
      }),
      clientId: client,
      typed: 'typed',
      slackChannelId: null,
      permalink: null,
    });
  }
  await books.prisma.outboxMessage.deleteMany();
  books.clock.set('2026-11-24T09:00:00Z');
  return books;
}

/** What was said and decided, and which runs were made, without the numbers of rows. */
async function outcome({ prisma }: TestLedger) {
  const said = await prisma.outboxMessage.findMany({ orderBy: { dedupeKey: 'asc' } });
  const promises = await prisma.promiseToPay.findMany({ orderBy: { id: 'asc' } });
  const events = await prisma.promiseEvent.findMany({ orderBy: [{ promiseId: 'asc' }, { id: 'asc' }] });
  const runs = await prisma.jobRun.findMany({ orderBy: [{ job: 'asc' }, { slot: 'asc' }] });
  return {
    said: said.map(({ dedupeKey, kind, facts }) => ({ dedupeKey, kind, facts })),
    promises: promises.map(({ id, state }) => ({ id, state })),
    events: events.map(({ promiseId, kind }) => ({ promiseId, kind })),
    runs: runs.map(({ job, slot, asOf }) => ({ job, slot, asOf })),
  };
}

it('a process killed anywhere in its morning: the next one says what is left, each message once', async () => {
  const calm = await theMorning();
  const whole = killedAt(calm.ledger);
  await tick(whole.ledger, calm.workspaceId);
  const wanted = await outcome(calm);
  expect(wanted.said.map((row) => row.dedupeKey)).toEqual([
    'digest:CAPOLLO:2026-11-24',
    'digest:CGEMINI:2026-11-24',
    'escalations:2026-11-23:2',
    'promise-broken:1:2026-11-23',
    'promise-due:2:2026-11-25',
  ]);
  expect(whole.points).toBeGreaterThan(20);
  // Three apart: neighbours mostly stand around the same commit.
  for (let at = 1; at <= whole.points; at += 3) {
    const books = await theMorning();
    await expect(tick(killedAt(books.ledger, at).ledger, books.workspaceId), `killed at ${at}`).rejects.toThrow();
    books.clock.advance({ minutes: 1 });
    await tick(books.ledger, books.workspaceId);
    await tick(books.ledger, books.workspaceId);
    expect(await outcome(books), `killed at ${at} of ${whole.points}`).toEqual(wanted);
  }
}, 300_000);

it('a job that fails is named', async () => {
  const books = await theMorning();
  const life = killedAt(books.ledger, 4);
  await expect(tick(life.ledger, books.workspaceId)).rejects.toBeInstanceOf(JobFailed);
});
