import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { toDateColumn } from '../../src/ledger/date-column.js';
import { digestFacts } from '../../src/ledger/digest.js';
import { promiseBrokenNotice, promiseDueNotice } from '../../src/ledger/facts/promise.js';
import { giveUp, takeDue } from '../../src/ledger/outbox.js';
import { recordPayment, reversePayment } from '../../src/ledger/payments.js';
import { routesOf } from '../../src/ledger/promise-check/routes.js';
import { checkPromises } from '../../src/ledger/promise-check.js';
import { clientRouting } from '../../src/ledger/routing.js';
import { undo } from '../../src/ledger/undo.js';
import {
  aChannel,
  aClient,
  aCreditNote,
  actor,
  anInvoice,
  aPerson,
  aProject,
  paid,
  promised,
  unallocatedPayment,
} from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

// R11's week. Everybody promises for Friday 27 November; with one working day of grace the deadline is Monday the 30th.
const MONDAY = '2026-11-23';
const FRIDAY = '2026-11-27';
const DEADLINE = '2026-11-30';
const TUESDAY = '2026-12-01';

let books: TestLedger;
let acme: number;

beforeEach(async () => {
  books = await testLedger({ now: `${MONDAY}T08:00:00Z` });
  await books.prisma.workspace.update({
    where: { id: books.workspaceId },
    data: { policy: { keptThresholdPercent: 99 } },
  });
  const dana = await aPerson(books, { name: 'dana' });
  await aPerson(books, { name: 'kim', role: 'manager' });
  const channelId = await aChannel(books, { slackChannelId: 'CAPOLLO', name: 'proj-apollo' });
  const projectId = await aProject(books, { name: 'Apollo', channelId, ownerId: dana });
  acme = await aClient(books, { name: 'ACME', projectId });
});

const on = (day: string): void => books.clock.set(`${day}T09:00:00Z`);
const kim = async () => await actor(books, 'kim');

async function promise(parts: Parameters<typeof promised>[0], more: Parameters<typeof promised>[1] = {}) {
  const happenedOn = localDate(books.clock.now().toISOString().slice(0, 10));
  const receipt = await logConversation(books.ledger, await kim(), {
    request: promised(parts, { happenedOn, ...more }),
    clientId: acme,
    typed: 'ACME promised',
    slackChannelId: null,
    permalink: null,
  });
  return { auditId: receipt.auditId, ids: receipt.promises.map((row) => row.id) };
}

async function pay(amount: string, day: string): Promise<number> {
  on(day);
  await recordPayment(books.ledger, await kim(), {
    request: paid(amount, day),
    clientId: acme,
    slackChannelId: null,
    typed: `paid ACME ${amount}`,
  });
  return (await books.prisma.payment.findFirstOrThrow({ orderBy: { id: 'desc' } })).id;
}

async function check(day: string) {
  on(day);
  return await checkPromises(books.ledger, books.workspaceId, localDate(day));
}

const promiseRow = async (id: number) =>
  await books.prisma.promiseToPay.findUniqueOrThrow({
    where: { workspaceId_id: { workspaceId: books.workspaceId, id } },
  });
const stateOf = async (id: number) => (await promiseRow(id)).state;
const first = (ids: readonly number[]): number => {
  const [id] = ids;
  if (id === undefined) throw new Error('no promise was made');
  return id;
};

async function messages(kind: string) {
  return await books.prisma.outboxMessage.findMany({ where: { kind, updatesId: null }, orderBy: { id: 'asc' } });
}
const breaks = async () => (await messages('promise_broken')).map((row) => promiseBrokenNotice.parse(row.facts));

async function owes(amount: number, number = 'INV-104', due = '2026-11-06'): Promise<number> {
  return await anInvoice(books, { clientId: acme, number, due, amount });
}

describe('R11: promised 10,000 for a Friday, one working day of grace, threshold 99 %', () => {
  it('10,000 on Friday keeps it', async () => {
    await owes(1_000_000);
    const { ids } = await promise([{ on: FRIDAY }]);
    await pay('10000', FRIDAY);
    await check(TUESDAY);
    expect(await stateOf(first(ids))).toBe('kept');
    expect(await breaks()).toEqual([]);
  });

  it('10,000 on Monday keeps it: late, within the grace', async () => {
    await owes(1_000_000);
    const { ids } = await promise([{ on: FRIDAY }]);
    await check(DEADLINE);
    expect(await stateOf(first(ids))).toBe('open');
    await pay('10000', DEADLINE);
    await check(TUESDAY);
    expect(await stateOf(first(ids))).toBe('kept');
    expect(await breaks()).toEqual([]);
  });

  it('9,950 keeps it, and the residual 50 stays outstanding', async () => {
    const invoice = await owes(1_000_000);
    const { ids } = await promise([{ on: FRIDAY }]);
    await pay('9950', DEADLINE);
    await check(TUESDAY);
    expect(await stateOf(first(ids))).toBe('kept');
    const row = await books.prisma.invoice.findFirstOrThrow({ where: { id: invoice } });
    expect(row.open).toBe(5_000n);
  });

  it('6,000 and never the rest is partially kept on Tuesday, 4,000 to collect', async () => {
    await owes(1_000_000);
    const { ids } = await promise([{ on: FRIDAY }]);
    await pay('6000', DEADLINE);
    await check(DEADLINE);
    expect(await stateOf(first(ids))).toBe('open');
    const euros = { number: 'INV-7', due: '2026-08-06', amount: 5_000, currency: 'EUR' };
    await anInvoice(books, { clientId: acme, ...euros });
    await check(TUESDAY);
    expect(await stateOf(first(ids))).toBe('partially_kept');
    const [told] = await breaks();
    expect(told?.promise).toMatchObject({ state: 'partially_kept', received: { minor: 600_000 } });
    expect(told?.openNow).toEqual({ minor: 400_000, currency: 'USD' });
    // Of what is open in dollars, not of the euros.
    expect(told?.oldestDaysOverdue).toBe(25);
  });

  it('nothing is broken on Tuesday, with one message, also if the job runs twice', async () => {
    await owes(1_000_000);
    const { ids } = await promise([{ on: FRIDAY }], { note: 'waiting for the CFO' });
    await check(DEADLINE);
    expect(await breaks()).toEqual([]);
    const both = await Promise.all([check(TUESDAY), check(TUESDAY)]);
    await check(TUESDAY);
    expect(both.flatMap((one) => one.messages)).toHaveLength(1);
    expect(await stateOf(first(ids))).toBe('broken');
    const rows = await messages('promise_broken');
    expect(rows.map((row) => row.dedupeKey)).toEqual([`promise-broken:${first(ids)}:${DEADLINE}`]);
    const [told] = await breaks();
    expect(told).toMatchObject({
      promise: { clientName: 'ACME', state: 'broken', received: { minor: 0, currency: 'USD' } },
      openNow: { minor: 1_000_000, currency: 'USD' },
      oldestDaysOverdue: 25,
      notKeptInRow: 1,
      keptRate: { kept: 0, n: 1 },
      lastConversation: { note: 'waiting for the CFO', happenedOn: MONDAY },
      detectedOn: TUESDAY,
      detectedLate: false,
      channelName: 'proj-apollo',
      why: 'owner',
      owner: { name: 'dana' },
      decision: null,
    });
    const events = await books.prisma.promiseEvent.findMany({ where: { promiseId: first(ids), kind: 'broken' } });
    expect(events.map((event) => event.effectiveOn)).toEqual([toDateColumn(localDate(DEADLINE))]);
  });

  it('the first of two instalments on one invoice is told of, though the second is still to come', async () => {
    await owes(1_000_000);
    const { ids } = await promise([
      { amount: '5000', on: FRIDAY },
      { rest: true, on: '2026-12-11' },
    ]);
    await check(TUESDAY);
    expect(await Promise.all(ids.map(stateOf))).toEqual(['broken', 'open']);
    expect(await breaks()).toMatchObject([{ promise: { id: first(ids), amount: { minor: 500_000 } } }]);
  });

  it('moved on Thursday to the next Wednesday: the old one is superseded, the new one open at level 2', async () => {
    await owes(1_000_000);
    const { ids: old } = await promise([{ on: FRIDAY }]);
    on('2026-11-26');
    const { ids: moved } = await promise([{ on: '2026-12-02' }]);
    await check(TUESDAY);
    expect(await stateOf(first(old))).toBe('superseded');
    expect(await promiseRow(first(moved))).toMatchObject({ state: 'open', level: 2 });
    expect(await breaks()).toEqual([]);
  });

  it('10,000 on Friday, reversed on Wednesday: valued again, and broken', async () => {
    await owes(1_000_000);
    const { ids } = await promise([{ on: FRIDAY }]);
    const payment = await pay('10000', FRIDAY);
    await check(TUESDAY);
    expect(await stateOf(first(ids))).toBe('kept');
    on('2026-12-02');
    await reversePayment(books.ledger, await kim(), payment, localDate('2026-12-02'), 'bounced');
    await check('2026-12-03');
    expect(await stateOf(first(ids))).toBe('broken');
    const kinds = (await books.prisma.promiseEvent.findMany({ orderBy: { id: 'asc' } })).map((event) => event.kind);
    expect(kinds).toEqual(['given', 'kept', 'reopened', 'broken']);
    expect(await breaks()).toHaveLength(1);
  });

  it('a credit note leaves 3,000 open and 3,000 come on Friday: kept', async () => {
    const invoiceId = await owes(1_000_000);
    const { ids } = await promise([{ on: FRIDAY }]);
    await aCreditNote(books, { clientId: acme, invoiceId, amount: 700_000, on: '2026-11-25' });
    await pay('3000', FRIDAY);
    await check(TUESDAY);
    expect(await stateOf(first(ids))).toBe('kept');
  });

  it('Thursday 5,000 and Friday 5,000, one unallocated 7,000 on Thursday: kept, and partially kept', async () => {
    await owes(1_000_000);
    const { ids } = await promise([
      { on: '2026-11-26', amount: '5000' },
      { on: FRIDAY, amount: '5000' },
    ]);
    on('2026-11-26');
    await unallocatedPayment(books, { clientId: acme, amount: 700_000, on: '2026-11-26' });
    await check(TUESDAY);
    const [thursday, friday] = await Promise.all(ids.map(promiseRow));
    expect(thursday).toMatchObject({ state: 'kept', received: 500_000n });
    expect(friday).toMatchObject({ state: 'partially_kept', received: 200_000n });
  });

  it('the job is down from Tuesday to Thursday: Friday does it all, dated by the deadline, "detected late"', async () => {
    await owes(1_000_000);
    const { ids } = await promise([{ on: FRIDAY }]);
    const { messages: sent } = await check('2026-12-04');
    expect(sent).toHaveLength(1);
    expect(await stateOf(first(ids))).toBe('broken');
    const event = await books.prisma.promiseEvent.findFirstOrThrow({ where: { kind: 'broken' } });
    expect(event.effectiveOn).toEqual(toDateColumn(localDate(DEADLINE)));
    const [told] = await breaks();
    expect(told).toMatchObject({ detectedOn: '2026-12-04', detectedLate: true });
  });
});

describe('who is told', () => {
  const broken = async () => {
    await owes(1_000_000);
    await promise([{ on: FRIDAY }]);
    await check(TUESDAY);
    const rows = await messages('promise_broken');
    const people = await books.prisma.person.findMany();
    return rows.map((row) => {
      const { why } = promiseBrokenNotice.parse(row.facts);
      return [people.find((person) => person.id === row.personId)?.name, why];
    });
  };

  it('the owner', async () => {
    expect(await broken()).toEqual([['dana', 'owner']]);
  });

  it('the backup, if the owner has left', async () => {
    const lee = await aPerson(books, { name: 'lee' });
    await books.prisma.project.updateMany({ data: { backupId: lee } });
    await books.prisma.person.updateMany({ where: { name: 'dana' }, data: { deactivated: true } });
    expect(await broken()).toEqual([['lee', 'backup']]);
  });

  it('every manager, if neither can be reached', async () => {
    await aPerson(books, { name: 'sam', slackAdmin: true });
    await books.prisma.person.updateMany({ where: { name: 'dana' }, data: { slackUserId: null } });
    expect(await broken()).toEqual([
      ['kim', 'manager'],
      ['sam', 'manager'],
    ]);
    await check('2026-12-02');
    expect(await messages('promise_broken')).toHaveLength(2);
  });
});

describe('a message that Slack refused for good', () => {
  const refuse = async (kind: string) => {
    const { items } = await takeDue(books.ledger, { limit: 10 });
    for (const item of items.filter(({ notice }) => notice.kind === kind)) {
      await giveUp(books.ledger, item, { state: 'failed', error: 'account_inactive' });
    }
  };
  const toldOf = async (kind: string) => {
    const people = new Map((await books.prisma.person.findMany()).map((person) => [person.id, person.name]));
    return (await messages(kind)).map((row) => [people.get(row.personId ?? 0), row.state]);
  };

  it('is no message: the next check tells whoever is next, until nobody is left', async () => {
    const lee = await aPerson(books, { name: 'lee' });
    await books.prisma.project.updateMany({ data: { backupId: lee } });
    await owes(1_000_000);
    const { ids } = await promise([{ on: FRIDAY }]);
    await check(TUESDAY);
    await refuse('promise_broken');
    await check('2026-12-02');
    expect((await messages('promise_broken')).map((row) => row.dedupeKey)).toEqual([
      `promise-broken:${first(ids)}:${DEADLINE}`,
      `promise-broken:${first(ids)}:${DEADLINE}:${lee}`,
    ]);
    await check('2026-12-02');
    await refuse('promise_broken');
    await check('2026-12-03');
    await check('2026-12-03');
    expect(await toldOf('promise_broken')).toEqual([
      ['dana', 'failed'],
      ['lee', 'failed'],
      ['kim', 'pending'],
    ]);
    expect((await breaks()).map(({ why }) => why)).toEqual(['owner', 'backup', 'manager']);
    await refuse('promise_broken');
    await check('2026-12-04');
    expect(await toldOf('promise_broken')).toHaveLength(3);
  });

  it('nor a reminder', async () => {
    await owes(1_000_000);
    await promise([{ on: FRIDAY }]);
    await check('2026-11-26');
    await refuse('promise_due');
    await books.prisma.person.updateMany({ where: { name: 'dana' }, data: { deactivated: true } });
    await check(FRIDAY);
    expect(await toldOf('promise_due')).toEqual([
      ['dana', 'failed'],
      ['kim', 'pending'],
    ]);
  });
});

describe('who is told of several clients', () => {
  it('is whoever is told of each', async () => {
    const { prisma, workspaceId } = books;
    const gone = await aPerson(books, { name: 'gone', deactivated: true });
    const mail = await aPerson(books, { name: 'mail', slackUserId: null });
    const lee = await aPerson(books, { name: 'lee' });
    const zeus = await aProject(books, { name: 'Zeus', ownerId: gone, backupId: lee });
    const home = (await prisma.project.findFirstOrThrow({ where: { name: 'Apollo' } })).id;
    const ids = [
      acme,
      await aClient(books, { name: 'Own', projectId: home, ownerId: lee }),
      await aClient(books, { name: 'Backed', projectId: zeus }),
      await aClient(books, { name: 'Half', projectId: zeus, ownerId: mail }),
      await aClient(books, { name: 'Managed', ownerId: gone, backupId: mail }),
      await aClient(books, { name: 'Bare' }),
      await aClient(books, { name: 'Elsewhere', projectId: home }),
    ];
    const [elsewhere = 0] = ids.slice(-1);
    await anInvoice(books, { clientId: elsewhere, number: 'E-1', due: '2026-11-05', amount: 5, projectId: zeus });
    await anInvoice(books, { clientId: elsewhere, number: 'E-2', due: '2026-11-06', amount: 5 });
    const routeOf = await routesOf(prisma, workspaceId, ids, localDate(MONDAY));
    const told: (string[] | undefined)[] = [];
    for (const id of ids) {
      const routing = await clientRouting(prisma, workspaceId, id);
      const { owner, channelName, inTurn } = routeOf(id);
      expect({ owner, channelName }).toEqual({ owner: routing.owner, channelName: routing.channel?.name ?? null });
      told.push(inTurn[0]?.map(({ person, why }) => `${why} ${person.name}`));
    }
    expect(told).toEqual([
      ['owner dana'],
      ['owner lee'],
      ['backup lee'],
      ['backup lee'],
      ['manager kim'],
      ['manager kim'],
      ['backup lee'],
    ]);
  });
});

describe('when nobody is told', () => {
  it('a new date was agreed before the check noticed the break', async () => {
    await owes(1_000_000);
    const { ids } = await promise([{ on: FRIDAY }]);
    await books.prisma.$executeRaw`UPDATE promise_to_pay SET state = 'broken' WHERE id = ${first(ids)}`;
    on(TUESDAY);
    await promise([{ on: '2026-12-04' }]);
    await check('2026-12-02');
    expect(await breaks()).toEqual([]);
  });

  it('what it covered is paid, if too late', async () => {
    await owes(1_000_000);
    const { ids } = await promise([{ on: FRIDAY }]);
    await pay('10000', '2026-12-01');
    await check('2026-12-02');
    expect(await stateOf(first(ids))).toBe('broken');
    expect(await breaks()).toEqual([]);
  });

  it('the break is history that an import brought', async () => {
    await owes(1_000_000);
    const { ids } = await promise([{ on: FRIDAY }]);
    await check('2027-01-15');
    expect(await stateOf(first(ids))).toBe('broken');
    expect(await breaks()).toEqual([]);
  });

  it('the promise was taken back', async () => {
    await owes(1_000_000);
    const { auditId } = await promise([{ on: FRIDAY }]);
    await undo(books.ledger, await kim(), { auditId });
    await check(TUESDAY);
    expect(await breaks()).toEqual([]);
  });
});

describe('on figures that are too old', () => {
  const imported = async (day: string) =>
    await books.prisma.importRun.create({
      data: {
        workspaceId: books.workspaceId,
        kind: 'invoices',
        fileName: 'open.csv',
        startedAt: new Date(`${day}T07:00:00Z`),
        finishedAt: new Date(`${day}T07:00:00Z`),
      },
    });

  it('the break is recorded and stands in the digest, and nobody is accused until fresh ones confirm it', async () => {
    await imported(MONDAY);
    await owes(1_000_000);
    const { ids } = await promise([{ on: FRIDAY }]);
    const channel = await books.prisma.channel.findFirstOrThrow();
    await books.prisma.jobRun.create({
      data: {
        workspaceId: books.workspaceId,
        job: 'digest',
        slot: `CAPOLLO:${DEADLINE}`,
        asOf: toDateColumn(localDate(DEADLINE)),
        summary: { toCollect: [], marks: { payment: 0, promise: 99, promiseEvent: 1, invoice: 99 }, posted: true },
      },
    });
    const held = await check(TUESDAY);
    expect(held).toMatchObject({ held: true, messages: [] });
    expect(await stateOf(first(ids))).toBe('broken');
    const digest = await digestFacts(books.ledger, books.workspace, channel, { today: localDate(TUESDAY) });
    expect(digest).toMatchObject({
      data: { stale: true },
      rows: [],
      changes: [{ kind: 'promise_broken', clientName: 'ACME', promisedDate: FRIDAY }],
    });
    await imported('2026-12-02');
    const sent = await check('2026-12-02');
    expect(sent).toMatchObject({ held: false });
    expect(sent.messages).toHaveLength(1);
  });

  it('nothing goes out if the fresh figures show that the money came', async () => {
    await imported(MONDAY);
    const invoiceId = await owes(1_000_000);
    const { ids } = await promise([{ on: FRIDAY }]);
    await check(TUESDAY);
    await imported('2026-12-02');
    const { id: paymentId } = await books.prisma.payment.create({
      data: {
        workspaceId: books.workspaceId,
        clientId: acme,
        currency: 'USD',
        amount: 1_000_000n,
        valueDate: toDateColumn(localDate(FRIDAY)),
        source: 'import',
      },
    });
    await books.prisma.allocation.create({
      data: {
        workspaceId: books.workspaceId,
        invoiceId,
        paymentId,
        amount: 1_000_000n,
        effectiveOn: toDateColumn(localDate(FRIDAY)),
        rule: 'designated',
      },
    });
    await books.prisma.invoice.updateMany({ data: { open: 0n } });
    const { messages: sent, changes } = await check('2026-12-02');
    expect(sent).toEqual([]);
    expect(changes).toMatchObject([{ promiseId: first(ids), before: 'broken', after: 'kept' }]);
  });
});

describe('the reminder of the working day before (R7)', () => {
  const reminded = async () => (await messages('promise_due')).map((row) => promiseDueNotice.parse(row.facts));

  it('comes once, to the owner', async () => {
    await owes(1_000_000);
    await promise([{ on: FRIDAY }]);
    await check('2026-11-25');
    expect(await reminded()).toEqual([]);
    await check('2026-11-26');
    await check('2026-11-26');
    await check(FRIDAY);
    expect(await reminded()).toMatchObject([
      { promise: { clientName: 'ACME', promisedDate: FRIDAY }, why: 'owner', channelName: 'proj-apollo' },
    ]);
  });

  it('of a promise for Monday comes on Friday', async () => {
    await owes(1_000_000);
    await promise([{ on: DEADLINE }]);
    await check('2026-11-26');
    expect(await reminded()).toEqual([]);
    await check(FRIDAY);
    expect(await reminded()).toHaveLength(1);
  });

  it('still comes on the day itself, if the day before was missed', async () => {
    await owes(1_000_000);
    await promise([{ on: FRIDAY }]);
    await check(FRIDAY);
    expect(await reminded()).toHaveLength(1);
  });

  it('does not come for what was promised the day before, nor for what is kept or replaced', async () => {
    await owes(1_000_000);
    await owes(500_000, 'INV-105');
    on('2026-11-26');
    await promise([{ on: FRIDAY }], { invoiceTexts: ['INV-105'] });
    await check(FRIDAY);
    expect(await reminded()).toEqual([]);
  });
});
