import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { digestFacts } from '../../src/ledger/digest.js';
import { checkPromises } from '../../src/ledger/promise-check.js';
import { snoozeClient, wakeClient } from '../../src/ledger/snooze.js';
import { clientStatus } from '../../src/ledger/status.js';
import { undo } from '../../src/ledger/undo.js';
import { aChannel, aClient, actor, anInvoice, aPerson, aProject, promised } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

let books: TestLedger;
let channelId: number;
let acme: number;

beforeEach(async () => {
  books = await testLedger({ now: '2026-11-23T09:00:00Z' });
  const dana = await aPerson(books, { name: 'dana' });
  await aPerson(books, { name: 'lee' });
  channelId = await aChannel(books, { slackChannelId: 'CAPOLLO', name: 'proj-apollo' });
  const projectId = await aProject(books, { name: 'Apollo', channelId, ownerId: dana });
  acme = await aClient(books, { name: 'ACME', projectId });
  await anInvoice(books, { clientId: acme, number: 'INV-1', due: '2026-10-05', amount: 100_000 });
});

const dana = async () => await actor(books, 'dana', ['CAPOLLO']);
const snooze = async (until: string) =>
  await snoozeClient(books.ledger, await dana(), { clientId: acme, until: localDate(until), note: 'waits' });
const on = (day: string): void => books.clock.set(`${day}T09:00:00Z`);

async function rowsOn(day: string) {
  const found = await digestFacts(books.ledger, books.workspace, { id: channelId }, { today: localDate(day) });
  return (found?.rows ?? []).map((row) => `${row.clientName} ${row.reason.kind}`);
}

async function promise(day: string) {
  await logConversation(books.ledger, await dana(), {
    request: promised([{ on: day }], { happenedOn: localDate(books.clock.now().toISOString().slice(0, 10)) }),
    clientId: acme,
    typed: 'typed',
    slackChannelId: null,
    permalink: null,
  });
}

const told = async () => (await books.prisma.outboxMessage.findMany({ orderBy: { id: 'asc' } })).map((row) => row.kind);

describe('a client that rests', () => {
  it('has no row in the digest up to and including the day', async () => {
    expect(await rowsOn('2026-11-23')).toEqual(['ACME silent']);
    await snooze('2026-11-27');
    expect(await rowsOn('2026-11-23')).toEqual([]);
    expect(await rowsOn('2026-11-27')).toEqual([]);
    expect(await rowsOn('2026-11-30')).toEqual(['ACME silent']);
  });

  it('has nobody reminded of a promise that is due, but of one that is not kept somebody is told', async () => {
    await promise('2026-11-25');
    await snooze('2026-12-10');
    on('2026-11-24');
    await checkPromises(books.ledger, books.workspaceId, localDate('2026-11-24'));
    expect(await told()).not.toContain('promise_due');
    on('2026-11-27');
    await checkPromises(books.ledger, books.workspaceId, localDate('2026-11-27'));
    expect(await told()).toContain('promise_broken');
    expect(await rowsOn('2026-11-27')).toEqual(['ACME promise_broken']);
  });

  it('has no row for a promise that was broken before', async () => {
    await promise('2026-11-24');
    on('2026-11-27');
    await checkPromises(books.ledger, books.workspaceId, localDate('2026-11-27'));
    expect(await rowsOn('2026-11-27')).toEqual(['ACME promise_broken']);
    await snooze('2026-12-04');
    expect(await rowsOn('2026-11-27')).toEqual([]);
  });

  it('shows it in its status, until it is woken or the rest is undone', async () => {
    const { auditId } = await snooze('2026-11-27');
    const until = async () => (await clientStatus(books.ledger, await dana(), acme)).snoozedUntil;
    expect(await until()).toBe('2026-11-27');
    await wakeClient(books.ledger, await dana(), acme);
    expect(await until()).toBeNull();
    await undo(books.ledger, await dana(), 'last');
    expect(await until()).toBe('2026-11-27');
    await undo(books.ledger, await dana(), { auditId });
    expect(await until()).toBeNull();
    // Nothing rests: nothing is recorded, so that the next undo is of something that happened.
    const entries = await books.prisma.auditEntry.count();
    expect((await wakeClient(books.ledger, await dana(), acme)).auditId).toBeNull();
    expect(await books.prisma.auditEntry.count()).toBe(entries);
  });

  it('rests until the day that was named last; undoing that brings the one before back', async () => {
    await snooze('2026-12-18');
    await snooze('2026-11-25');
    expect(await rowsOn('2026-11-26')).toEqual(['ACME silent']);
    await undo(books.ledger, await dana(), 'last');
    expect(await rowsOn('2026-11-26')).toEqual([]);
  });

  it.each(['2026-11-23', '2026-11-22', '2027-01-23'])('does not rest until %s', async (until) => {
    await expect(snooze(until)).rejects.toMatchObject({ key: 'bad_until', facts: { until, max: '2027-01-22' } });
  });

  it('is not for whoever may not see it', async () => {
    const lee = await actor(books, 'lee');
    const input = { clientId: acme, until: localDate('2026-11-27'), note: null };
    await expect(snoozeClient(books.ledger, lee, input)).rejects.toMatchObject({ key: 'unknown_client' });
    await expect(wakeClient(books.ledger, lee, acme)).rejects.toMatchObject({ key: 'unknown_client' });
    expect(await books.prisma.clientSnooze.count()).toBe(0);
  });
});
