import { beforeEach, describe, expect, it } from 'vitest';
import { addDays, localDate } from '../../src/domain/local-date.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { digestFacts, runDigest, runDigests } from '../../src/ledger/digest.js';
import { digestNotice, digestThreadNotice } from '../../src/ledger/facts/digest.js';
import { recordPayment } from '../../src/ledger/payments.js';
import { checkPromises } from '../../src/ledger/promise-check.js';
import {
  aChannel,
  aClient,
  actor,
  aDispute,
  anInvoice,
  aPerson,
  aProject,
  paid,
  promised,
  unallocatedPayment,
} from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

const FRIDAY = '2026-11-20';
const MONDAY = '2026-11-23';

let books: TestLedger;
let channelId: number;
let projectId: number;
let dana: number;

beforeEach(async () => {
  books = await testLedger({ now: `${FRIDAY}T09:00:00Z` });
  dana = await aPerson(books, { name: 'dana' });
  await aPerson(books, { name: 'kim', role: 'manager' });
  channelId = await aChannel(books, { slackChannelId: 'CAPOLLO', name: 'proj-apollo' });
  projectId = await aProject(books, { name: 'Apollo', channelId, ownerId: dana });
});

const on = (day: string): void => books.clock.set(`${day}T09:00:00Z`);
const kim = async () => await actor(books, 'kim');

async function log(
  clientId: number,
  request: Parameters<typeof promised>[1],
  parts: Parameters<typeof promised>[0] = [],
) {
  const happenedOn = localDate(books.clock.now().toISOString().slice(0, 10));
  await logConversation(books.ledger, await kim(), {
    request: promised(parts, { happenedOn, ...request }),
    clientId,
    typed: 'typed',
    slackChannelId: null,
    permalink: null,
  });
}

const run = async (day: string) =>
  await runDigest(books.ledger, { workspaceId: books.workspaceId, channelId, slot: localDate(day) });

async function facts(day: string) {
  const found = await digestFacts(books.ledger, books.workspace, { id: channelId }, { today: localDate(day) });
  if (found === null) throw new Error('this channel gets no digest');
  return found;
}

const said = async () => await books.prisma.outboxMessage.findMany({ orderBy: { id: 'asc' } });
const reasons = (found: Awaited<ReturnType<typeof facts>>) =>
  found.rows.map((row) => [row.clientName, row.reason.kind]);

/** A client with one invoice. */
async function client(name: string, due: string, amount: number, more: Partial<Parameters<typeof aClient>[1]> = {}) {
  const id = await aClient(books, { name, projectId, ...more });
  await anInvoice(books, { clientId: id, number: `${name}-1`, due, amount });
  return id;
}

describe('who needs somebody today (B3)', () => {
  it('says of each client the most urgent reason, most urgent first', async () => {
    on(FRIDAY);
    await run(FRIDAY);
    const acme = await client('ACME', '2026-10-01', 1_240_000);
    const globex = await client('Globex', '2026-11-01', 900_000);
    const initech = await client('Initech', '2026-09-21', 725_000);
    await client('Umbrella', FRIDAY, 310_000);
    const hooli = await client('Hooli', '2026-11-10', 500_000);
    const orphan = await client('Orphan', '2026-11-12', 40_000);
    await books.prisma.invoice.updateMany({ data: { createdAt: new Date('2026-11-01T00:00:00Z') } });
    books.clock.set('2026-11-12T09:00:00Z');
    await log(acme, {}, [{ on: '2026-11-13' }]);
    await log(globex, {}, [{ on: MONDAY }]);
    await log(orphan, { outcome: 'answered' });
    await log(initech, { outcome: 'note', note: 'moved office' });
    books.clock.set('2026-11-01T09:00:00Z');
    await log(initech, { outcome: 'answered' });
    const invoice = await books.prisma.invoice.findFirstOrThrow({ where: { clientId: hooli } });
    await aDispute(books, { clientId: hooli, invoiceId: invoice.id, amount: 100_000, revisit: MONDAY });
    // The invoices were in the books when the digest before was written.
    await books.prisma.jobRun.deleteMany();
    on(FRIDAY);
    await run(FRIDAY);
    await books.prisma.project.create({
      data: { workspaceId: books.workspaceId, name: 'Zero', nameKey: 'zero', channelId },
    });
    const zero = await books.prisma.project.findFirstOrThrow({ where: { name: 'Zero' } });
    await books.prisma.client.updateMany({ where: { id: orphan }, data: { projectId: zero.id } });
    on(MONDAY);
    await checkPromises(books.ledger, books.workspaceId, localDate(MONDAY));
    const found = await facts(MONDAY);
    expect(reasons(found)).toEqual([
      ['ACME', 'promise_broken'],
      ['Globex', 'promise_due'],
      ['Hooli', 'dispute_revisit'],
      ['Initech', 'silent'],
      ['Umbrella', 'newly_overdue'],
      ['Orphan', 'no_owner'],
    ]);
    const [broken, due, dispute, silent, newly, ownerless] = found.rows;
    expect(broken).toMatchObject({
      reason: { promisedDate: '2026-11-13', inRow: 1, partial: false },
      toCollect: [{ minor: 1_240_000, currency: 'USD' }],
      owner: { name: 'dana' },
    });
    expect(due).toMatchObject({ reason: { promisedDate: MONDAY, amount: { minor: 900_000 } }, toCollect: [] });
    expect(dispute).toMatchObject({ reason: { revisitOn: MONDAY, amount: { minor: 100_000, currency: 'USD' } } });
    expect(silent).toMatchObject({ reason: { daysOverdue: 63, silentDays: 22 } });
    expect(newly).toMatchObject({ reason: { daysOverdue: 3 }, promiseId: null });
    expect(ownerless).toMatchObject({ owner: null, reason: { daysOverdue: 11 } });
    const priorities = found.rows.map((row) => row.priority);
    expect(priorities).toEqual([...priorities].sort((a, b) => b - a));
  });

  it('a break rests while somebody is at it, and comes back when the next step is due (R14)', async () => {
    const acme = await client('ACME', '2026-10-01', 1_000_000);
    await log(acme, {}, [{ on: '2026-11-24' }]);
    on('2026-11-26');
    await checkPromises(books.ledger, books.workspaceId, localDate('2026-11-26'));
    expect(reasons(await facts('2026-11-26'))).toEqual([['ACME', 'promise_broken']]);
    await log(acme, { outcome: 'left_message' });
    const resting = await facts('2026-11-26');
    expect(reasons(resting)).toEqual([]);
    // What the headline counts is accounted for, client by client.
    expect(resting).toMatchObject({
      quietClients: 0,
      waiting: { clients: 1, amounts: [{ minor: 1_000_000, currency: 'USD' }] },
      aging: [{ toCollect: 1_000_000 }],
    });
    expect(reasons(await facts('2026-11-27'))).toEqual([]);
    expect(reasons(await facts('2026-11-30'))).toEqual([['ACME', 'promise_broken']]);
  });

  it('a promise for Saturday is asked about on Monday, once', async () => {
    const acme = await client('ACME', '2026-10-01', 1_000_000);
    await log(acme, {}, [{ on: '2026-11-21' }]);
    await run(FRIDAY);
    on(MONDAY);
    expect(reasons(await facts(MONDAY))).toEqual([['ACME', 'promise_due']]);
    await run(MONDAY);
    expect(reasons(await facts('2026-11-24'))).toEqual([['ACME', 'promise_broken']].slice(1));
  });

  it('what is promised, disputed or not due asks nobody and is folded into a count', async () => {
    const acme = await client('ACME', '2026-10-01', 1_000_000);
    await log(acme, {}, [{ on: '2026-12-04' }]);
    const globex = await client('Globex', '2026-11-01', 900_000);
    const invoice = await books.prisma.invoice.findFirstOrThrow({ where: { clientId: globex } });
    await aDispute(books, { clientId: globex, invoiceId: invoice.id, amount: 900_000, revisit: '2026-12-10' });
    await client('Hooli', '2026-12-15', 200_000);
    expect(await facts(FRIDAY)).toMatchObject({
      rows: [],
      quietClients: 3,
      aging: [{ outstanding: 2_100_000, overdue: 1_900_000, promised: 1_000_000, disputed: 900_000, toCollect: 0 }],
      nextPromise: { clientName: 'ACME', promisedDate: '2026-12-04', amount: { minor: 1_000_000 } },
    });
  });
});

describe('what changed since the last digest', () => {
  it('names payments, kept, broken and new promises and what fell overdue, each once', async () => {
    const acme = await client('ACME', '2026-11-01', 1_000_000);
    const hooli = await client('Hooli', '2026-11-01', 600_000);
    await client('Umbrella', FRIDAY, 310_000);
    const initech = await client('Initech', '2026-11-02', 50_000);
    await log(acme, {}, [{ on: FRIDAY }]);
    await log(hooli, {}, [{ on: MONDAY }]);
    await run(FRIDAY);
    on('2026-11-24');
    await recordPayment(books.ledger, await kim(), {
      request: paid('6000', MONDAY),
      clientId: hooli,
      slackChannelId: null,
      typed: 'paid',
    });
    await log(initech, {}, [{ on: '2026-12-01' }]);
    await checkPromises(books.ledger, books.workspaceId, localDate('2026-11-24'));
    const found = await facts('2026-11-24');
    expect(found.since).toBe(FRIDAY);
    expect(found.toCollectBefore).toEqual([{ minor: 360_000, currency: 'USD' }]);
    expect(found.changes).toEqual([
      { kind: 'paid', clientName: 'Hooli', amount: { minor: 600_000, currency: 'USD' }, promiseKept: true },
      {
        kind: 'promise_broken',
        clientName: 'ACME',
        amount: { minor: 1_000_000, currency: 'USD' },
        promisedDate: FRIDAY,
      },
      { kind: 'newly_overdue', clientName: 'Umbrella', amount: { minor: 310_000, currency: 'USD' } },
      {
        kind: 'promised',
        clientName: 'Initech',
        amount: { minor: 50_000, currency: 'USD' },
        promisedDate: '2026-12-01',
      },
    ]);
    await run('2026-11-24');
    on('2026-11-25');
    expect((await facts('2026-11-25')).changes).toEqual([]);
  });

  it('a payment dated ahead is told by the first digest of its day, once', async () => {
    const acme = await client('ACME', '2026-11-01', 100_000);
    await run(MONDAY);
    // In the file of the 24th, and of somebody for whom the 25th has begun.
    await unallocatedPayment(books, { clientId: acme, amount: 100_000, on: '2026-11-25' });
    const paidIn = async (day: string) => {
      on(day);
      const found = await facts(day);
      await run(day);
      return found.changes.filter((change) => change.kind === 'paid').map((change) => change.amount.minor);
    };
    expect(await paidIn('2026-11-24')).toEqual([]);
    expect(await paidIn('2026-11-25')).toEqual([100_000]);
    expect(await paidIn('2026-11-26')).toEqual([]);
  });

  it('the first digest compares with nothing', async () => {
    await client('ACME', '2026-11-01', 1_000_000);
    expect(await facts(FRIDAY)).toMatchObject({ since: null, changes: [], toCollectBefore: [] });
  });
});

describe('a run', () => {
  it('claims its slot, so that two at once say it once', async () => {
    await client('ACME', FRIDAY, 1_000_000);
    const both = await Promise.all([run(MONDAY), run(MONDAY), run(MONDAY)]);
    expect(both.filter((one) => one.claimed)).toHaveLength(1);
    const rows = await said();
    expect(rows.map((row) => [row.kind, row.dedupeKey, row.slackChannelId])).toEqual([
      ['digest', `digest:CAPOLLO:${MONDAY}`, 'CAPOLLO'],
    ]);
    expect(digestNotice.parse(rows[0]?.facts)).toMatchObject({ channelName: 'proj-apollo', projectNames: ['Apollo'] });
    expect((await run('2026-11-24')).claimed).toBe(true);
  });

  it('puts the whole list into the thread where there are more than ten rows, fifty a page', async () => {
    for (let index = 0; index < 55; index++) await client(`Client ${index}`, FRIDAY, 1_000 + index);
    await run(MONDAY);
    const [digest, ...pages] = await said();
    expect(pages.map((row) => [row.dedupeKey, row.threadOfId])).toEqual([
      [`digest:CAPOLLO:${MONDAY}:1`, digest?.id],
      [`digest:CAPOLLO:${MONDAY}:2`, digest?.id],
    ]);
    const rows = digestNotice.parse(digest?.facts).rows;
    expect(rows).toHaveLength(55);
    const parsed = pages.map((row) => digestThreadNotice.parse(row.facts));
    expect(parsed.map(({ page, pages: of, above, rows: shown }) => [page, of, above, shown.length])).toEqual([
      [1, 2, 10, 50],
      [2, 2, 0, 5],
    ]);
    expect(parsed.flatMap((page) => page.rows)).toEqual(rows);
  }, 60_000);

  it('with nothing to do says one quiet line, or nothing, as the channel wants', async () => {
    await client('ACME', '2026-12-24', 1_000_000);
    await run(MONDAY);
    expect(digestNotice.parse((await said())[0]?.facts)).toMatchObject({ rows: [], changes: [] });
    await books.prisma.channel.updateMany({ data: { digestQuietLine: false } });
    const quiet = await run('2026-11-24');
    expect(quiet).toMatchObject({ claimed: true, messages: [] });
    expect(await said()).toHaveLength(1);
  });

  it('on figures that are too old asks nobody, and says so even where quiet days are silent', async () => {
    await client('ACME', '2026-10-01', 1_000_000);
    await books.prisma.channel.updateMany({ data: { digestQuietLine: false, setUpById: dana } });
    await books.prisma.importRun.create({
      data: {
        workspaceId: books.workspaceId,
        kind: 'invoices',
        fileName: 'quickbooks.csv',
        byId: dana,
        startedAt: new Date('2026-11-19T08:55:00Z'),
        finishedAt: new Date('2026-11-19T08:55:00Z'),
        counts: { read: 5 },
      },
    });
    await books.prisma.importRun.create({
      data: {
        workspaceId: books.workspaceId,
        kind: 'invoices',
        fileName: 'all.csv',
        startedAt: new Date('2026-11-12T08:55:00Z'),
        finishedAt: new Date('2026-11-12T08:55:00Z'),
        counts: { read: 60 },
      },
    });
    await run('2026-11-24');
    await run('2026-11-25');
    const [fresh, stale] = (await said()).map((row) => digestNotice.parse(row.facts));
    expect(fresh).toMatchObject({
      data: {
        stale: false,
        localDate: '2026-11-19',
        localTime: '08:55',
        fileName: 'quickbooks.csv',
        most: { localDate: '2026-11-12', fileName: 'all.csv' },
      },
      setUpBy: { name: 'dana' },
    });
    expect(fresh?.rows).toHaveLength(1);
    expect(stale).toMatchObject({ rows: [], data: { stale: true, importedBy: { name: 'dana' } } });
  });

  it('is of the day of the invoices, whatever small file of payments came after; of which nothing was taken says nothing', async () => {
    await client('ACME', '2026-10-01', 1_000_000);
    const came = (day: string, kind: string, counts: { read: number; refused?: number }) => {
      const at = new Date(`2026-11-${day}T08:55:00Z`);
      const run = { workspaceId: books.workspaceId, kind, fileName: `${kind}-${day}.csv`, counts };
      return books.prisma.importRun.create({ data: { ...run, startedAt: at, finishedAt: at } });
    };
    await came('19', 'invoices', { read: 60 });
    await came('20', 'payments', { read: 1 });
    await came('24', 'payments', { read: 3, refused: 3 });
    await came('24', 'invoices', { read: 0, refused: 0 });
    await run('2026-11-25');
    await run('2026-11-26');
    const [fresh, stale] = (await said()).map((row) => digestNotice.parse(row.facts).data);
    expect(fresh).toMatchObject({
      stale: false,
      localDate: '2026-11-19',
      fileName: 'invoices-19.csv',
      most: null,
      payments: { localDate: '2026-11-20', fileName: 'payments-20.csv' },
    });
    expect(stale).toMatchObject({ stale: true });
    await came('26', 'invoices', { read: 60 });
    await run('2026-11-27');
    const last = digestNotice.parse((await said()).at(-1)?.facts).data;
    expect(last).toMatchObject({ stale: false, localDate: '2026-11-26', payments: null });
  });

  it('reaches no channel that is shared with others, archived, switched off or without a project', async () => {
    await client('ACME', FRIDAY, 1_000_000);
    const bare = await aChannel(books, { slackChannelId: 'CBARE' });
    for (const setting of [{ isShared: true }, { archived: true }, { digestEnabled: false }]) {
      const reset = { isShared: false, archived: false, digestEnabled: true };
      await books.prisma.channel.updateMany({ data: { ...reset, ...setting } });
      expect(await run(MONDAY)).toEqual({ claimed: false, messages: [] });
      expect(
        await digestFacts(books.ledger, books.workspace, { id: channelId }, { today: localDate(MONDAY) }),
      ).toBeNull();
    }
    const channelIds = [bare];
    const all = await runDigests(books.ledger, { workspaceId: books.workspaceId, channelIds, slot: localDate(MONDAY) });
    expect(all.claimed).toEqual([]);
    expect(await said()).toEqual([]);
  });

  it('keeps the figures of each channel and of each workspace to itself', async () => {
    await client('ACME', FRIDAY, 1_000_000);
    const zeusChannel = await aChannel(books, { slackChannelId: 'CZEUS', name: 'proj-zeus' });
    const zeus = await aProject(books, { name: 'Zeus', channelId: zeusChannel, ownerId: dana });
    const acme = await books.prisma.client.findFirstOrThrow();
    await anInvoice(books, { clientId: acme.id, number: 'Z-1', due: FRIDAY, amount: 70_000, projectId: zeus });
    const other = await books.prisma.workspace.create({
      data: { name: 'Other', timezone: 'UTC', currency: 'USD', locale: 'en' },
    });
    await books.prisma.client.create({ data: { workspaceId: other.id, name: 'ACME', nameKey: 'acme' } });
    const slot = localDate(MONDAY);
    const channelIds = [channelId, zeusChannel];
    await runDigests(books.ledger, { workspaceId: books.workspaceId, channelIds, slot });
    const digests = (await said()).map((row) => digestNotice.parse(row.facts));
    expect(digests.map((digest) => [digest.channelName, digest.aging[0]?.toCollect, digest.rows.length])).toEqual([
      ['proj-apollo', 1_000_000, 1],
      ['proj-zeus', 70_000, 1],
    ]);
  });

  it('of a past day forgets what came later', async () => {
    const acme = await client('ACME', '2026-11-02', 1_000_000);
    on('2026-11-19');
    await recordPayment(books.ledger, await kim(), {
      request: paid('4000', '2026-11-19'),
      clientId: acme,
      slackChannelId: null,
      typed: 'paid',
    });
    const past = await facts('2026-11-18');
    expect(past.aging).toMatchObject([{ outstanding: 1_000_000, toCollect: 1_000_000, days1to30: 1_000_000 }]);
    expect((await facts(addDays(localDate('2026-11-18'), 1))).aging).toMatchObject([{ outstanding: 600_000 }]);
  });
});
