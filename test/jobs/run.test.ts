import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { runJob } from '../../src/jobs/run.js';
import { logConversation } from '../../src/ledger/conversations.js';
import {
  aChannel,
  aClient,
  actor,
  anInvoice,
  aPerson,
  aProject,
  promised,
  unallocatedPayment,
} from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

let books: TestLedger;
let promiseId: number;

beforeEach(async () => {
  books = await testLedger({ now: '2026-11-23T08:00:00Z' });
  const dana = await aPerson(books, { name: 'dana' });
  await aPerson(books, { name: 'kim', role: 'manager' });
  const channelId = await aChannel(books, { slackChannelId: 'CAPOLLO', name: 'proj-apollo' });
  const projectId = await aProject(books, { name: 'Apollo', channelId, ownerId: dana });
  const acme = await aClient(books, { name: 'ACME', projectId });
  await anInvoice(books, { clientId: acme, number: 'INV-104', due: '2026-09-01', amount: 1_000_000 });
  const receipt = await logConversation(books.ledger, await actor(books, 'kim'), {
    request: promised([{ on: '2026-11-27' }]),
    clientId: acme,
    typed: 'typed',
    slackChannelId: null,
    permalink: null,
  });
  promiseId = receipt.promises[0]?.id ?? 0;
  await books.prisma.outboxMessage.deleteMany();
});

const run = async (which: Parameters<typeof runJob>[2], today: string, dryRun = false) =>
  await runJob(books.ledger, books.workspaceId, which, { today: localDate(today), dryRun });

/** Every row of every table that a job may write. */
const everything = async () => ({
  outbox: await books.prisma.outboxMessage.findMany({ orderBy: { id: 'asc' } }),
  runs: await books.prisma.jobRun.findMany({ orderBy: { id: 'asc' } }),
  promises: await books.prisma.promiseToPay.findMany({ orderBy: { id: 'asc' } }),
  events: await books.prisma.promiseEvent.findMany({ orderBy: { id: 'asc' } }),
  audit: await books.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } }),
});

describe('a run by hand', () => {
  it('does once what the clock does, with that date as today, whatever the hour', async () => {
    const report = await run('all', '2026-12-01');
    expect(report).toMatchObject({
      today: '2026-12-01',
      promises: { changed: 1, held: false },
      digests: { channels: ['CAPOLLO'], already: [], silent: [] },
      escalations: { candidates: 1, already: false, held: false },
    });
    expect(report.messages.map(({ dedupeKey, to }) => [dedupeKey, to.name])).toEqual([
      [`promise-broken:${promiseId}:2026-11-30`, 'dana'],
      ['digest:CAPOLLO:2026-12-01', 'proj-apollo'],
      ['escalations:2026-11-30:2', 'kim'],
    ]);
    const { outbox } = await everything();
    expect(outbox.map((row) => row.dedupeKey)).toEqual(report.messages.map((message) => message.dedupeKey));
  });

  it('says nothing a second time', async () => {
    await run('all', '2026-12-01');
    const again = await run('all', '2026-12-01');
    expect(again.messages).toEqual([]);
    expect(again).toMatchObject({ digests: { channels: [], already: ['CAPOLLO'] }, escalations: { already: true } });
  });

  it('of one job does only that', async () => {
    expect(await run('promises', '2026-11-26')).toMatchObject({
      digests: null,
      escalations: null,
      messages: [{ dedupeKey: `promise-due:${promiseId}:2026-11-27`, to: { kind: 'person', slackUserId: 'UDANA' } }],
    });
    expect(await run('escalations', '2026-11-26')).toMatchObject({ promises: null, digests: null });
    expect(await run('digest', '2026-11-26')).toMatchObject({
      promises: null,
      messages: [{ notice: { kind: 'digest', facts: { today: '2026-11-26' } } }],
    });
  });

  it('as a rehearsal lists what would be sent, to whom, and leaves no trace', async () => {
    const before = await everything();
    const rehearsal = await run('all', '2026-12-01', true);
    expect(await everything()).toEqual(before);
    const real = await run('all', '2026-12-01');
    expect(rehearsal.messages).toEqual(real.messages);
    expect({ ...rehearsal, dryRun: false }).toEqual(real);
  });

  it('of an older day leaves states as they are, and says what was to be said of that day', async () => {
    books.clock.set('2026-12-01T09:00:00Z');
    await run('promises', '2026-12-01');
    const before = await everything();
    expect(before.promises).toMatchObject([{ state: 'broken' }]);
    // Money moves, so that the next check looks at the client again.
    await unallocatedPayment(books, { clientId: before.promises[0]?.clientId ?? 0, amount: 1, on: '2026-12-01' });
    const older = await run('promises', '2026-11-24');
    expect(older).toMatchObject({ today: '2026-11-24', promises: { changed: 0 }, messages: [] });
    const digest = await run('digest', '2026-11-25');
    expect(digest.messages).toMatchObject([{ notice: { facts: { today: '2026-11-25' } } }]);
    const after = await everything();
    expect(after.promises).toEqual(before.promises);
    expect(after.events).toEqual(before.events);
  });

  it('of an older day than a run before leaves what that decided', async () => {
    await run('promises', '2026-12-01');
    const before = await everything();
    await unallocatedPayment(books, { clientId: before.promises[0]?.clientId ?? 0, amount: 1, on: '2026-12-01' });
    await run('promises', '2026-11-24');
    await run('promises', '2026-11-25');
    expect((await everything()).promises).toEqual(before.promises);
  });

  it('for a day of the future does not keep the clock from its own days', async () => {
    await run('all', '2027-03-01');
    expect((await run('digest', '2026-11-24')).digests).toMatchObject({ channels: ['CAPOLLO'] });
  });
});
