import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { toDateColumn } from '../../src/ledger/date-column.js';
import { personHome } from '../../src/ledger/home.js';
import { overdueList } from '../../src/ledger/overdue.js';
import { personOverview } from '../../src/ledger/overview.js';
import { recordPayment } from '../../src/ledger/payments.js';
import { operator } from '../../src/ledger/people.js';
import { checkPromises } from '../../src/ledger/promise-check.js';
import { brokenPromises, openPromises } from '../../src/ledger/promise-list.js';
import { clientStatus } from '../../src/ledger/status.js';
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

let books: TestLedger;
let apollo: number;
let zeus: number;

beforeEach(async () => {
  books = await testLedger({ now: '2026-11-23T08:00:00Z' });
  const dana = await aPerson(books, { name: 'dana' });
  const lee = await aPerson(books, { name: 'lee' });
  await aPerson(books, { name: 'kim', role: 'manager' });
  apollo = await aProject(books, {
    name: 'Apollo',
    channelId: await aChannel(books, { slackChannelId: 'CAPOLLO' }),
    ownerId: dana,
    backupId: lee,
  });
  zeus = await aProject(books, { name: 'Zeus', channelId: await aChannel(books, { slackChannelId: 'CZEUS' }) });
});

const on = (day: string): void => books.clock.set(`${day}T09:00:00Z`);
const who = async (name: string, channels: string[] = []) => await actor(books, name, channels);

async function client(name: string, projectId: number, due: string, amount: number, currency = 'USD') {
  const clientId = await aClient(books, { name, projectId });
  await anInvoice(books, { clientId, number: `${name}-1`, due, amount, currency });
  return clientId;
}

async function log(clientId: number, parts: Parameters<typeof promised>[0], more: Parameters<typeof promised>[1] = {}) {
  const happenedOn = localDate(books.clock.now().toISOString().slice(0, 10));
  await logConversation(books.ledger, await who('kim'), {
    request: promised(parts, { happenedOn, ...more }),
    clientId,
    typed: 'typed',
    slackChannelId: null,
    permalink: null,
  });
}

describe('the status of a client', () => {
  it('tells all that is known of it', async () => {
    const [ownerId, backupId] = [(await who('dana')).personId ?? 0, (await who('lee')).personId ?? 0];
    const acme = await aClient(books, { name: 'ACME', projectId: apollo, ownerId, backupId, aliases: ['Acme Ltd'] });
    await anInvoice(books, { clientId: acme, number: 'INV-1', due: '2026-11-01', amount: 1_000_000 });
    const second = await anInvoice(books, {
      clientId: acme,
      number: 'INV-2',
      due: '2026-11-10',
      amount: 500_000,
      projectId: zeus,
    });
    await anInvoice(books, { clientId: acme, number: 'INV-3', due: '2026-12-10', amount: 70_000, currency: 'EUR' });
    await aDispute(books, { clientId: acme, invoiceId: second, amount: 200_000, revisit: '2026-12-01' });
    await unallocatedPayment(books, { clientId: acme, amount: 1_500, on: '2026-11-20' });
    on('2026-11-16');
    await log(acme, [{ on: '2026-11-17' }], { invoiceTexts: ['INV-1'] });
    on('2026-11-19');
    await checkPromises(books.ledger, books.workspaceId, localDate('2026-11-19'));
    on('2026-11-23');
    await log(acme, [{ on: '2026-11-27', amount: '2000' }], { invoiceTexts: ['INV-2'], note: 'half of it' });
    const status = await clientStatus(books.ledger, await who('kim'), acme);
    expect(status).toMatchObject({
      clientName: 'ACME',
      aliases: ['Acme Ltd'],
      owner: { name: 'dana' },
      backup: { name: 'lee' },
      projects: [
        { name: 'Apollo', slackChannelId: 'CAPOLLO' },
        { name: 'Zeus', slackChannelId: 'CZEUS' },
      ],
      aging: [
        {
          currency: 'USD',
          outstanding: 1_500_000,
          overdue: 1_500_000,
          promised: 200_000,
          disputed: 200_000,
          toCollect: 1_100_000,
        },
        { currency: 'EUR', outstanding: 70_000, notDue: 70_000, toCollect: 0 },
      ],
      unallocated: [{ minor: 1_500, currency: 'USD' }],
      invoiceCount: 3,
      disputes: [{ invoiceNumber: 'INV-2', amount: { minor: 200_000, currency: 'USD' }, revisitOn: '2026-12-01' }],
      lastConversation: { note: 'half of it' },
      keptRate: { kept: 0, n: 1 },
      dataAt: null,
    });
    expect(status.invoices.map((invoice) => [invoice.number, invoice.daysOverdue])).toEqual([
      ['INV-1', 22],
      ['INV-2', 13],
      ['INV-3', -17],
    ]);
    expect(status.promises.map((promise) => promise.state)).toEqual(['open', 'broken']);
  });

  it('counts what came in for a promise as promised no more (R4)', async () => {
    const acme = await client('ACME', apollo, '2026-11-01', 1_000_000);
    await log(acme, [{ on: '2026-11-27', amount: '6000' }]);
    await recordPayment(books.ledger, await who('kim'), {
      request: paid('2000', '2026-11-23'),
      clientId: acme,
      slackChannelId: null,
      typed: 'paid',
    });
    const { aging } = await clientStatus(books.ledger, await who('kim'), acme);
    expect(aging).toMatchObject([{ outstanding: 800_000, promised: 400_000, toCollect: 400_000 }]);
  });

  it('is refused in the same words for a client that is hidden and one that does not exist', async () => {
    const acme = await client('ACME', apollo, '2026-11-01', 1_000_000);
    await aPerson(books, { name: 'stranger' });
    await aPerson(books, { name: 'guest', guest: true });
    for (const id of [acme, 999]) {
      await expect(clientStatus(books.ledger, await who('stranger'), id)).rejects.toMatchObject({
        key: 'unknown_client',
      });
    }
    await expect(clientStatus(books.ledger, await who('guest', ['CAPOLLO']), acme)).rejects.toMatchObject({
      key: 'guest',
    });
    expect(await clientStatus(books.ledger, await who('stranger', ['CAPOLLO']), acme)).toMatchObject({
      clientName: 'ACME',
    });
  });
});

describe('the overdue list', () => {
  const names = (list: Awaited<ReturnType<typeof overdueList>>) => list.rows.map((row) => row.clientName);
  const all = { filter: { kind: 'all' }, page: 1 } as const;

  beforeEach(async () => {
    const acme = await client('ACME', apollo, '2026-11-01', 500_000);
    await anInvoice(books, { clientId: acme, number: 'ACME-2', due: '2026-12-24', amount: 40_000 });
    await client('Globex', apollo, '2026-11-10', 900_000);
    await client('Hooli', zeus, '2026-10-01', 700_000);
    await client('Umbrella', zeus, '2026-11-23', 800_000);
    await client('Yen', zeus, '2026-11-02', 650_000, 'JPY');
  });

  it('has one row a client, largest to collect first in each currency, and the sums of all of them', async () => {
    const list = await overdueList(books.ledger, await who('kim'), all);
    // Yen are not compared with dollars, however many they are.
    expect(names(list)).toEqual(['Globex', 'Hooli', 'ACME', 'Yen']);
    expect(list).toMatchObject({ total: 4, page: 1, pages: 1, filter: { kind: 'all' }, today: '2026-11-23' });
    expect(list.aging).toMatchObject([
      { currency: 'USD', overdue: 2_100_000, outstanding: 2_140_000, overdueInvoices: 3 },
      { currency: 'JPY', overdue: 650_000 },
    ]);
    expect(list.rows[2]).toMatchObject({ oldestDaysOverdue: 22, owner: { name: 'dana' }, promise: null });
    expect(list.rows[1]?.owner).toBeNull();
  });

  it('shows a member only the projects of their channels and what they look after', async () => {
    await aPerson(books, { name: 'ann' });
    expect(names(await overdueList(books.ledger, await who('ann'), all))).toEqual([]);
    expect(names(await overdueList(books.ledger, await who('ann', ['CZEUS']), all))).toEqual(['Hooli', 'Yen']);
    expect(names(await overdueList(books.ledger, await who('lee'), all))).toEqual(['Globex', 'ACME']);
  });

  it('can be narrowed to mine, a person, a project or a client', async () => {
    const ask = async (filter: Parameters<typeof overdueList>[2]['filter']) =>
      await overdueList(books.ledger, await who('kim'), { filter, page: 1 });
    expect(names(await overdueList(books.ledger, await who('dana'), { filter: { kind: 'mine' }, page: 1 }))).toEqual([
      'Globex',
      'ACME',
    ]);
    expect(await ask({ kind: 'owner', person: { slackUserId: 'UDANA' } })).toMatchObject({
      filter: { kind: 'owner', name: 'dana' },
      total: 2,
    });
    expect(await ask({ kind: 'named', text: 'zeus' })).toMatchObject({
      filter: { kind: 'project', name: 'Zeus' },
      total: 2,
    });
    expect(await ask({ kind: 'named', text: 'acme' })).toMatchObject({
      filter: { kind: 'client', name: 'ACME' },
      rows: [{ clientName: 'ACME' }],
    });
    await expect(ask({ kind: 'named', text: 'nobody' })).rejects.toMatchObject({ key: 'unknown_client' });
  });

  it('does not tell a member that a project is there whose clients they may not see', async () => {
    await aPerson(books, { name: 'ann' });
    const takeover = await aProject(books, {
      name: 'Globex takeover',
      channelId: await aChannel(books, { slackChannelId: 'CSECRET' }),
    });
    const ask = async (name: string, text: string, channels: string[] = []) =>
      await overdueList(books.ledger, await who(name, channels), { filter: { kind: 'named', text }, page: 1 });
    for (const text of ['globex takeover', 'zeus', 'made up']) {
      await expect(ask('ann', text, ['CAPOLLO'])).rejects.toMatchObject({
        key: 'unknown_client',
        facts: { client: text },
      });
    }
    const found = { filter: { kind: 'project', name: 'Globex takeover' }, total: 0 };
    expect(await ask('ann', 'Globex Takeover', ['CSECRET'])).toMatchObject(found);
    expect(await ask('kim', 'Globex Takeover')).toMatchObject(found);
    // An invoice of a client that they see names it.
    const hooli = await books.prisma.client.findFirstOrThrow({ where: { name: 'Umbrella' } });
    const ann = (await who('ann')).personId;
    await books.prisma.client.updateMany({ where: { id: hooli.id }, data: { ownerId: ann } });
    await anInvoice(books, { clientId: hooli.id, number: 'T-1', due: '2026-11-01', amount: 100, projectId: takeover });
    expect(await ask('ann', 'Globex Takeover')).toMatchObject({ ...found, total: 1 });
    await books.prisma.project.updateMany({ where: { name: 'Zeus' }, data: { backupId: ann } });
    expect(await ask('ann', 'zeus')).toMatchObject({ filter: { kind: 'project', name: 'Zeus' } });
  });

  it('does not tell a member of owners known only by their e-mail, except of clients that they may see', async () => {
    await aPerson(books, { name: 'ann' });
    const post = await aPerson(books, { name: 'Post', email: 'post@x.example', slackUserId: null });
    const umbrella = await books.prisma.client.findFirstOrThrow({ where: { name: 'Umbrella' } });
    await books.prisma.client.updateMany({ where: { id: umbrella.id }, data: { ownerId: post } });
    const ask = async (name: string, text: string, channels: string[] = []) =>
      await overdueList(books.ledger, await who(name, channels), {
        filter: { kind: 'owner', person: { text } },
        page: 1,
      });
    for (const text of ['post@x.example', 'none@x.example']) {
      await expect(ask('ann', text)).rejects.toMatchObject({ key: 'unknown_person', facts: { person: text } });
    }
    expect(await ask('ann', 'post@x.example', ['CZEUS'])).toMatchObject({ filter: { name: 'Post' } });
    expect(await ask('kim', 'post@x.example')).toMatchObject({ filter: { name: 'Post' } });
    expect(await ask('ann', 'dana')).toMatchObject({ filter: { name: 'dana' }, total: 0 });
  });

  it('comes ten a page', async () => {
    for (let index = 0; index < 20; index++) await client(`Small ${index}`, zeus, '2026-11-02', 1_000 - index);
    const second = await overdueList(books.ledger, await who('kim'), { ...all, page: 2 });
    expect(second).toMatchObject({ page: 2, pages: 3, total: 24 });
    expect(names(second)).toEqual(Array.from({ length: 10 }, (_, index) => `Small ${index + 7}`));
    const beyond = await overdueList(books.ledger, await who('kim'), { ...all, page: 9 });
    expect(beyond.page).toBe(3);
    expect(beyond.rows).toHaveLength(4);
  });
});

describe('the overview of a person', () => {
  it('shows an owner what was broken and nobody acted on, what is due, and what is overdue', async () => {
    const acme = await client('ACME', apollo, '2026-11-01', 500_000);
    const globex = await client('Globex', apollo, '2026-11-10', 900_000);
    await client('Hooli', zeus, '2026-10-01', 700_000);
    on('2026-11-18');
    await log(acme, [{ on: '2026-11-19' }]);
    on('2026-11-23');
    await log(globex, [{ on: '2026-11-24' }]);
    await checkPromises(books.ledger, books.workspaceId, localDate('2026-11-23'));
    const overview = await personOverview(books.ledger, await who('dana'));
    expect(overview).toMatchObject({
      role: 'member',
      broken: [{ clientName: 'ACME', state: 'broken' }],
      due: [{ clientName: 'Globex', promisedDate: '2026-11-24' }],
      ownOverdueCount: 2,
      escalations: null,
      empty: false,
    });
    expect(overview.ownOverdue.map((row) => row.clientName)).toEqual(['ACME', 'Globex']);
    const broken = async (from: string, to: string, name = 'dana') =>
      await brokenPromises(books.ledger, await who(name), {
        of: { kind: 'all' },
        due: { from: localDate(from), to: localDate(to) },
        limit: 5,
      });
    // By the last day on which it could be kept, which is Friday; Dana's client is no business of Lee's.
    expect(await broken('2026-11-16', '2026-11-22')).toMatchObject({ total: 1, promises: [{ clientName: 'ACME' }] });
    expect((await broken('2026-11-23', '2026-11-29')).total).toBe(0);
    expect((await brokenPromises(books.ledger, await who('dana'), { of: { kind: 'mine' }, limit: 5 })).total).toBe(1);
    await log(acme, [], { outcome: 'left_message' });
    expect((await personOverview(books.ledger, await who('dana'))).broken).toEqual([]);
  });

  it("shows the backup what is the owner's only while the owner is not there, and says whose it is", async () => {
    const acme = await client('ACME', apollo, '2026-11-01', 500_000);
    await log(acme, [{ on: '2026-11-24' }]);
    const lee = async () => await personOverview(books.ledger, await who('lee'));
    const home = async () => await personHome(books.ledger, await who('lee'), { page: 1 });
    const mine = async () => await openPromises(books.ledger, await who('lee'), { of: { kind: 'mine' }, limit: 5 });
    expect(await lee()).toMatchObject({ due: [], ownOverdueCount: 0, standIns: [] });
    expect(await home()).toMatchObject({ due: { total: 0 }, clients: { total: 0 }, standIns: [] });
    expect((await mine()).total).toBe(0);
    const until = localDate('2026-11-27');
    await books.prisma.person.updateMany({
      where: { name: 'dana' },
      data: { awayFrom: toDateColumn(localDate('2026-11-20')), awayUntil: toDateColumn(until) },
    });
    const standIns = [{ clientId: acme, instead: { person: { name: 'dana' }, reason: 'away', until } }];
    expect(await lee()).toMatchObject({ due: [{ clientName: 'ACME' }], ownOverdueCount: 1, standIns });
    expect(await home()).toMatchObject({ due: { total: 1 }, clients: { total: 1 }, standIns });
    expect((await mine()).total).toBe(1);
    const list = await overdueList(books.ledger, await who('lee'), { filter: { kind: 'mine' }, page: 1 });
    expect(list).toMatchObject({ total: 1, standIns });
    // To the owner it is their own, also while they are away.
    expect(await personOverview(books.ledger, await who('dana'))).toMatchObject({ ownOverdueCount: 1, standIns: [] });
  });

  it('shows a manager how many wait for a decision, and anybody that the books are empty', async () => {
    const boss = await who('kim');
    expect(await personOverview(books.ledger, boss)).toMatchObject({ empty: true, escalations: 0 });
    await client('Hooli', zeus, '2026-08-01', 700_000);
    expect(await personOverview(books.ledger, boss)).toMatchObject({ empty: false, escalations: 1, ownOverdue: [] });
    const machine = operator(books.ledger, books.workspace);
    expect(await personOverview(books.ledger, machine)).toMatchObject({ role: 'operator', escalations: 1 });
  });
});
