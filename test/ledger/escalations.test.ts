import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { UserError } from '../../src/domain/user-error.js';
import { runJob } from '../../src/jobs/run.js';
import { logConversation } from '../../src/ledger/conversations.js';
import {
  escalate,
  escalationCandidates,
  escalationCount,
  keepWithOwner,
  requestEscalation,
} from '../../src/ledger/escalations.js';
import { escalatedNotice, escalationListNotice, escalationRequestedNotice } from '../../src/ledger/facts/escalation.js';
import { recordPayment } from '../../src/ledger/payments.js';
import { checkPromises } from '../../src/ledger/promise-check.js';
import { settleMessages } from '../../src/ledger/settled-messages.js';
import { clientStatus } from '../../src/ledger/status.js';
import { undo } from '../../src/ledger/undo.js';
import { candidateBlocks } from '../../src/slack/messages/escalation.js';
import { languageOf } from '../../src/text/language.js';
import { aChannel, aClient, actor, aDispute, anInvoice, aPerson, aProject, paid, promised } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

const MONDAY = '2026-11-23';

let books: TestLedger;
let projectId: number;

beforeEach(async () => {
  books = await testLedger({ now: `${MONDAY}T08:00:00Z` });
  const dana = await aPerson(books, { name: 'dana' });
  await aPerson(books, { name: 'kim', role: 'manager' });
  await aPerson(books, { name: 'sam', slackAdmin: true });
  const channelId = await aChannel(books, { slackChannelId: 'CAPOLLO', name: 'proj-apollo' });
  projectId = await aProject(books, { name: 'Apollo', channelId, ownerId: dana });
});

const on = (day: string): void => books.clock.set(`${day}T09:00:00Z`);
const who = async (name: string) => await actor(books, name);

/** A client with one invoice; talked to today unless said otherwise. */
async function client(name: string, due: string, amount: number, { silent = false, policy = {} } = {}) {
  const id = await aClient(books, { name, projectId, policy });
  const invoiceId = await anInvoice(books, { clientId: id, number: `${name}-1`, due, amount });
  if (!silent) await log(id, { outcome: 'answered' });
  return { id, invoiceId };
}

async function log(
  clientId: number,
  request: Parameters<typeof promised>[1],
  parts: Parameters<typeof promised>[0] = [],
) {
  const happenedOn = localDate(books.clock.now().toISOString().slice(0, 10));
  await logConversation(books.ledger, await who('kim'), {
    request: promised(parts, { happenedOn, ...request }),
    clientId,
    typed: 'typed',
    slackChannelId: null,
    permalink: null,
  });
}

async function breakPromise(clientId: number, given: string, date: string, checked: string, final = false) {
  on(given);
  await log(clientId, { finalDate: final }, [{ on: date }]);
  on(checked);
  await checkPromises(books.ledger, books.workspaceId, localDate(checked));
}

async function list(day = MONDAY) {
  return await escalationCandidates(books.ledger, { workspaceId: books.workspaceId }, localDate(day));
}
const kinds = (found: Awaited<ReturnType<typeof list>>) =>
  found.candidates.map((candidate) => [candidate.clientName, candidate.reasons.map((reason) => reason.kind)]);
const told = async (kind: string) =>
  await books.prisma.outboxMessage.findMany({ where: { kind }, orderBy: { id: 'asc' } });

describe('who is a candidate (R31)', () => {
  it('nobody is passed over for clients that only seem to have more points', async () => {
    await books.prisma.workspace.updateMany({ data: { policy: { escalation: { maxCandidates: 2 } } } });
    // Long overdue and silent, but all of it is promised and no promise was broken: no candidates.
    for (let each = 1; each <= 9; each += 1) {
      on('2026-11-02');
      const { id } = await client(`Planned ${each}`, '2026-01-05', 100_000, { silent: true });
      await log(id, {}, [{ on: '2026-12-01' }]);
    }
    on(MONDAY);
    for (const name of ['Gone', 'Forgotten']) await client(name, '2026-09-20', 100_000);
    await client('Older', '2026-09-01', 100_000);
    expect(kinds(await list())).toEqual([
      ['Older', ['days_overdue']],
      ['Forgotten', ['days_overdue']],
    ]);
  });

  it('each trigger is named with its numbers, the most points first', async () => {
    await books.prisma.workspace.updateMany({
      data: { policy: { escalation: { amountLimits: { USD: 5_000_000 } } } },
    });
    const twice = await client('Twice', '2026-10-30', 100_000);
    const final = await client('Final', '2026-10-30', 100_000);
    await breakPromise(twice.id, '2026-11-03', '2026-11-04', '2026-11-09');
    await breakPromise(twice.id, '2026-11-09', '2026-11-10', '2026-11-12');
    await breakPromise(final.id, '2026-11-09', '2026-11-16', '2026-11-18', true);
    on(MONDAY);
    for (const id of [twice.id, final.id]) await log(id, { outcome: 'answered' });
    await client('Old', '2026-09-20', 100_000);
    await client('Large', '2026-11-10', 6_000_000);
    await client('Silent', '2026-11-01', 100_000, { silent: true });
    const revisited = await client('Disputed', '2026-11-10', 100_000);
    await aDispute(books, {
      clientId: revisited.id,
      invoiceId: revisited.invoiceId,
      amount: 40_000,
      revisit: '2026-11-19',
    });
    await client('Fine', '2026-11-10', 100_000);
    await client('Not due', '2026-12-10', 90_000_000, { silent: true });
    const found = await list();
    expect(found).toMatchObject({ today: MONDAY, overdueClients: 7, stale: false });
    expect(kinds(found)).toEqual([
      ['Final', ['final_date_broken']],
      ['Twice', ['broken_in_row']],
      ['Old', ['days_overdue']],
      ['Silent', ['no_contact']],
      ['Large', ['amount']],
      ['Disputed', ['dispute_past_revisit']],
    ]);
    expect(found.candidates.map((candidate) => candidate.rank)).toEqual([1, 2, 3, 4, 5, 6]);
    expect(found.candidates.map((candidate) => candidate.points)).toEqual([40, 30, 20, 20, 20, 15]);
    expect(found.candidates[1]).toMatchObject({
      owner: { name: 'dana' },
      reasons: [{ count: 2 }],
      lastPromise: { state: 'broken', promisedDate: '2026-11-10', level: 2 },
      lastConversation: { happenedOn: MONDAY },
      lastDecision: null,
      oldestDaysOverdue: 24,
      aging: [{ overdue: 100_000 }],
    });
    expect(await escalationCount(books.ledger, books.workspaceId, localDate(MONDAY))).toBe(6);
  });

  it('names the sum and the age of the same invoices, those in dispute among them', async () => {
    const all = await client('All', '2026-10-13', 1_400_000);
    const oldest = await client('Oldest', '2026-08-13', 50_000);
    await anInvoice(books, { clientId: oldest.id, number: 'Oldest-2', due: '2026-09-13', amount: 70_000 });
    for (const { id, invoiceId } of [all, oldest]) {
      const { open } = await books.prisma.invoice.findFirstOrThrow({ where: { id: invoiceId } });
      await aDispute(books, { clientId: id, invoiceId, amount: Number(open), revisit: '2026-11-19' });
    }
    const found = new Map((await list()).candidates.map((candidate) => [candidate.clientName, candidate]));
    expect(found.get('All')).toMatchObject({ oldestDaysOverdue: 41, aging: [{ overdue: 1_400_000 }] });
    // What is disputed is no reason to act, and the row does not say that it is.
    expect(found.get('Oldest')).toMatchObject({
      oldestDaysOverdue: 102,
      aging: [{ overdue: 120_000 }],
      reasons: [{ kind: 'days_overdue', days: 71 }, { kind: 'dispute_past_revisit' }],
    });
    const shown = found.get('Oldest');
    const words =
      shown === undefined ? '' : JSON.stringify(candidateBlocks(shown, localDate(MONDAY), languageOf('en')));
    expect(words).toContain('$1,200.00 overdue, the oldest 102 days · without what is in dispute 71 days overdue');
  });

  it('has all parts of the last promise', async () => {
    const { id } = await client('Parts', '2026-09-01', 200_000);
    on('2026-11-17');
    await log(id, {}, [
      { on: '2026-11-27', amount: '400' },
      { on: '2026-11-30', amount: '600' },
    ]);
    on(MONDAY);
    await client('Other', '2026-09-01', 100_000);
    const found = await list();
    const parts = found.candidates.find((candidate) => candidate.clientId === id);
    expect([parts?.lastPromise, ...(parts?.otherParts ?? [])].map((part) => part?.amount.minor).sort()).toEqual([
      40_000, 60_000,
    ]);
    const other = found.candidates.find((candidate) => candidate.clientName === 'Other');
    expect(other).toMatchObject({ lastPromise: null, otherParts: [] });
  });

  it('the owner who left the message unanswered is named, until somebody acts', async () => {
    const { id } = await client('ACME', '2026-11-10', 100_000);
    await breakPromise(id, MONDAY, MONDAY, '2026-11-25');
    await books.prisma.outboxMessage.updateMany({
      where: { kind: 'promise_broken' },
      data: { state: 'sent', sentAt: new Date('2026-11-25T09:05:00Z') },
    });
    expect(kinds(await list('2026-11-26'))).toEqual([]);
    const found = await list('2026-11-27');
    expect(found.candidates).toMatchObject([
      { reasons: [{ kind: 'owner_silent', sentOn: '2026-11-25', owner: { name: 'dana' } }] },
    ]);
    on('2026-11-27');
    await log(id, { outcome: 'left_message' });
    expect(kinds(await list('2026-11-27'))).toEqual([]);
  });

  it("a threshold of the client goes before the workspace's", async () => {
    await client('Strict', '2026-11-10', 100_000, { policy: { escalation: { daysOverdue: 10 } } });
    await client('Lenient', '2026-09-01', 100_000, { policy: { escalation: { daysOverdue: 300 } } });
    expect(kinds(await list())).toEqual([['Strict', ['days_overdue']]]);
  });

  it('is off the list once paid, disputed in full or promised without a break, and back when that ends', async () => {
    const gone = await client('Paid', '2026-09-01', 100_000);
    await books.prisma.invoice.updateMany({ where: { id: gone.invoiceId }, data: { open: 0n } });
    const disputed = await client('Disputed', '2026-09-01', 100_000);
    await aDispute(books, {
      clientId: disputed.id,
      invoiceId: disputed.invoiceId,
      amount: 100_000,
      revisit: '2026-12-24',
    });
    const plan = await client('Plan', '2026-09-01', 100_000);
    await log(plan.id, {}, [
      { on: '2026-12-01', percent: 50 },
      { on: '2026-12-15', rest: true },
    ]);
    expect(kinds(await list())).toEqual([]);
    await books.prisma.dispute.updateMany({ data: { resolvedOn: new Date('2026-11-24T00:00:00Z') } });
    expect(kinds(await list('2026-11-24'))).toEqual([['Disputed', ['days_overdue']]]);
    await checkPromises(books.ledger, books.workspaceId, localDate('2026-12-03'));
    const back = (await list('2026-12-03')).candidates.map((candidate) => candidate.clientName);
    expect(back.sort()).toEqual(['Disputed', 'Plan']);
  });

  it("the list is cut after the policy's number, the worst kept", async () => {
    await books.prisma.workspace.updateMany({ data: { policy: { escalation: { maxCandidates: 2 } } } });
    for (const [name, due] of [
      ['A', '2026-09-20'],
      ['B', '2026-06-01'],
      ['C', '2026-08-01'],
    ] as const) {
      await client(name, due, 100_000);
    }
    expect((await list()).candidates.map((candidate) => candidate.clientName)).toEqual(['B', 'C']);
  });

  it('is for managers', async () => {
    await expect(escalationCandidates(books.ledger, await who('dana'), localDate(MONDAY))).rejects.toMatchObject({
      key: 'role_required',
    });
    expect(await escalationCandidates(books.ledger, await who('sam'), localDate(MONDAY))).toMatchObject({
      candidates: [],
    });
  });
});

describe('decisions', () => {
  it('kept with the owner until a day: off the list up to that day, and back after it', async () => {
    const { id } = await client('ACME', '2026-09-01', 100_000);
    const receipt = await keepWithOwner(books.ledger, await who('kim'), {
      clientId: id,
      until: localDate('2026-11-30'),
      note: 'Call Tom first',
    });
    expect(await books.prisma.outboxMessage.findMany({ where: { kind: 'kept_with_owner' } })).toMatchObject([
      { personId: receipt.owner?.id, facts: { note: 'Call Tom first', until: '2026-11-30', by: { name: 'kim' } } },
    ]);
    expect(receipt).toMatchObject({ clientName: 'ACME', until: '2026-11-30', owner: { name: 'dana' } });
    // Its status says so to whoever decides and to whoever looks after it, and to nobody else who sees the client.
    const kept = async (name: string, day = MONDAY, channels: string[] = []) => {
      const asking = { ...(await actor(books, name, channels)), today: localDate(day) };
      return (await clientStatus(books.ledger, asking, id)).keptWithOwner;
    };
    const decision = { until: '2026-11-30', why: 'Call Tom first', by: { name: 'kim' } };
    for (const name of ['kim', 'dana']) expect(await kept(name)).toMatchObject(decision);
    await aPerson(books, { name: 'ada', role: 'finance' });
    expect(await kept('ada')).toBeNull();
    expect(await kept('dana', '2026-12-01')).toBeNull();
    expect(kinds(await list('2026-11-30'))).toEqual([]);
    expect((await list('2026-12-01')).candidates).toMatchObject([
      { lastDecision: { kind: 'keep', until: '2026-11-30', by: { name: 'kim' }, on: MONDAY } },
    ]);
    await undo(books.ledger, await who('kim'), { auditId: receipt.auditId });
    expect(kinds(await list())).toEqual([['ACME', ['days_overdue']]]);
    expect(await kept('dana')).toBeNull();
  });

  it('kept never in the past and never longer than the policy allows', async () => {
    const { id: clientId } = await client('ACME', '2026-09-01', 100_000);
    for (const until of ['2026-11-22', '2026-12-24']) {
      const keeping = keepWithOwner(books.ledger, await who('kim'), { clientId, until: localDate(until) });
      await expect(keeping).rejects.toMatchObject({ key: 'bad_until', facts: { until, max: '2026-12-23' } });
    }
    await keepWithOwner(books.ledger, await who('kim'), { clientId, until: localDate('2026-12-23') });
  });

  it('escalated: recorded with its reasons, the owner and the channel told', async () => {
    const { id: clientId } = await client('ACME', '2026-09-01', 100_000);
    const receipt = await escalate(books.ledger, await who('kim'), { clientId, note: 'call their CFO' });
    expect(receipt.told).toMatchObject({ owner: { name: 'dana' }, channelName: 'proj-apollo' });
    const decision = await books.prisma.escalationDecision.findFirstOrThrow();
    expect(decision).toMatchObject({ kind: 'escalate', note: 'call their CFO', reasons: [{ kind: 'days_overdue' }] });
    const entry = await books.prisma.auditEntry.findFirstOrThrow({ where: { id: receipt.auditId } });
    expect(entry).toMatchObject({ kind: 'escalation.escalated', subjectId: decision.id, clientId, rule: 'R31' });
    const messages = await told('escalated');
    expect(messages.map((row) => row.slackChannelId ?? 'DM')).toEqual(['DM', 'CAPOLLO']);
    expect(escalatedNotice.parse(messages[0]?.facts)).toMatchObject({
      clientName: 'ACME',
      by: { name: 'kim' },
      owner: { name: 'dana' },
      reasons: [{ kind: 'days_overdue', days: 83, limit: 60 }],
      note: 'call their CFO',
    });
  });

  it('is shown by every list that asked for it, whoever decided, until it is taken back', async () => {
    const one = await client('One', '2026-09-01', 100_000);
    const two = await client('Two', '2026-09-05', 100_000);
    const { ledger, workspaceId } = books;
    await runJob(ledger, workspaceId, 'escalations', { today: localDate(MONDAY), dryRun: false });
    const lists = (await told('escalation_list')).map((row) => row.id);
    expect(lists).toHaveLength(2);
    const shown = async () =>
      await Promise.all(
        lists.map(async (id) => {
          const rows = (await told('escalation_list')).filter((row) => row.id === id || row.updatesId === id);
          const { candidates } = escalationListNotice.parse(rows.at(-1)?.facts);
          return candidates.map(({ clientName, decision }) => [clientName, decision?.kind ?? null, decision?.by?.name]);
        }),
      );
    const kept = await keepWithOwner(ledger, await who('kim'), { clientId: one.id, until: localDate('2026-11-27') });
    await Promise.all([
      escalate(ledger, await who('sam'), { clientId: two.id, note: null }),
      undo(ledger, await who('kim'), { auditId: kept.auditId }).then(() =>
        who('sam').then((sam) => keepWithOwner(ledger, sam, { clientId: one.id, until: localDate('2026-11-30') })),
      ),
    ]);
    const both = [
      ['One', 'keep', 'sam'],
      ['Two', 'escalate', 'sam'],
    ];
    expect(await shown()).toEqual([both, both]);
    const last = await books.prisma.auditEntry.findFirstOrThrow({ where: { kind: 'escalation.escalated' } });
    await undo(ledger, await who('sam'), { auditId: last.id });
    const after = [both[0], ['Two', null, undefined]];
    expect(await shown()).toEqual([after, after]);
  });

  it('is asked of nobody once the money has come, and asked again when it was none', async () => {
    const one = await client('One', '2026-09-01', 100_000);
    await client('Two', '2026-09-05', 100_000);
    const { ledger, workspaceId } = books;
    await runJob(ledger, workspaceId, 'escalations', { today: localDate(MONDAY), dryRun: false });
    const shown = async () => {
      const rows = await told('escalation_list');
      const lists = rows.filter((row) => row.updatesId === null);
      return lists.map(({ id }) => {
        const newest = rows.findLast((row) => row.id === id || row.updatesId === id);
        const { candidates } = escalationListNotice.parse(newest?.facts);
        return candidates.map(({ clientName, decision }) => [clientName, decision?.kind ?? null, decision?.by?.name]);
      });
    };
    const undecided = [
      ['One', null, undefined],
      ['Two', null, undefined],
    ];
    const settled = [['One', 'settled', 'kim'], undecided[1]];
    let { upTo } = await settleMessages(ledger, workspaceId, null);
    const look = async () => {
      const looked = await settleMessages(ledger, workspaceId, upTo);
      upTo = looked.upTo;
      return looked.changed;
    };
    const request = paid('1000', MONDAY);
    const about = { clientId: one.id, slackChannelId: null, typed: '' };
    const half = await recordPayment(ledger, await who('kim'), { request: paid('500', MONDAY), ...about });
    expect(await look()).toBe(0);
    await undo(ledger, await who('kim'), { auditId: half.auditId });
    const all = await recordPayment(ledger, await who('kim'), { request, ...about });
    expect(await look()).toBe(2);
    expect(await shown()).toEqual([settled, settled]);
    expect(await look()).toBe(0);
    // Nobody is told of a client who owes nothing.
    for (const act of [escalate, requestEscalation]) {
      const acting = act(ledger, await who('kim'), { clientId: one.id, note: null });
      await expect(acting).rejects.toMatchObject({ key: 'nothing_to_escalate', facts: { client: 'One' } });
    }
    expect(await told('escalated')).toEqual([]);
    await undo(ledger, await who('kim'), { auditId: all.auditId });
    expect(await look()).toBe(2);
    expect(await shown()).toEqual([undecided, undecided]);
  });

  it('only managers decide, and a refusal leaves nothing behind', async () => {
    const { id: clientId } = await client('ACME', '2026-09-01', 100_000);
    const dana = await who('dana');
    const until = localDate('2026-11-30');
    await expect(keepWithOwner(books.ledger, dana, { clientId, until })).rejects.toThrow(UserError);
    await expect(escalate(books.ledger, dana, { clientId, note: null })).rejects.toMatchObject({
      key: 'role_required',
    });
    expect(await books.prisma.escalationDecision.count()).toBe(0);
    expect(await told('escalated')).toEqual([]);
  });

  it('an owner\'s request tells every manager, tops the list past a "keep", and is answered by a decision', async () => {
    const { id: clientId } = await client('ACME', '2026-11-20', 100_000);
    await client('Old', '2026-09-01', 100_000);
    await keepWithOwner(books.ledger, await who('kim'), { clientId, until: localDate('2026-11-30') });
    await requestEscalation(books.ledger, await who('dana'), { clientId, note: 'they laugh at me' });
    const messages = await told('escalation_requested');
    const people = await books.prisma.person.findMany();
    expect(messages.map((row) => people.find((person) => person.id === row.personId)?.name)).toEqual(['kim', 'sam']);
    expect(escalationRequestedNotice.parse(messages[0]?.facts)).toMatchObject({
      by: { name: 'dana' },
      note: 'they laugh at me',
      candidate: { clientName: 'ACME', reasons: [{ kind: 'requested', by: { name: 'dana' }, on: MONDAY }] },
    });
    expect(kinds(await list())).toEqual([
      ['ACME', ['requested']],
      ['Old', ['days_overdue']],
    ]);
    await escalate(books.ledger, await who('kim'), { clientId, note: null });
    expect(kinds(await list())).toEqual([['Old', ['days_overdue']]]);
  });

  it('about a client that somebody may not see is refused like one that does not exist', async () => {
    const stranger = await aPerson(books, { name: 'stranger' });
    expect(stranger).toBeGreaterThan(0);
    const { id: clientId } = await client('ACME', '2026-09-01', 100_000);
    for (const id of [clientId, 999]) {
      const request = requestEscalation(books.ledger, await who('stranger'), { clientId: id, note: null });
      await expect(request).rejects.toMatchObject({ key: 'unknown_client' });
    }
  });
});
