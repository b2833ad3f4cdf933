import { beforeEach, describe, expect, it } from 'vitest';
import { takeBackLine } from '../../src/ledger/channel-line.js';
import type { Notice } from '../../src/ledger/notice.js';
import {
  enqueue,
  giveBackTaken,
  giveUp,
  markSent,
  type NewMessage,
  outboxCounts,
  releaseStuck,
  retryInDoubt,
  retryLater,
  settleDoubt,
  takeDue,
} from '../../src/ledger/outbox.js';
import { aClient, anInvoice, aPerson } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

let books: TestLedger;
let dana: number;

beforeEach(async () => {
  books = await testLedger();
  dana = await aPerson(books, { name: 'Dana', locale: 'zh-CN', timezone: 'Asia/Shanghai', role: 'finance' });
});

const by = { id: 1, name: 'Dana', slackUserId: 'UDANA' };
const message = (dedupeKey: string, more: Partial<NewMessage> = {}): NewMessage => ({
  notice: { kind: 'passed_on', facts: { by, typed: dedupeKey, on: '2026-11-23' as never } },
  dedupeKey,
  to: { channel: 'C1' },
  ...more,
});

const put = async (...messages: NewMessage[]) =>
  await books.prisma.$transaction((tx) => enqueue(tx, books.workspaceId, books.clock.now(), messages));
const soon = (seconds: number) => new Date(books.clock.now().getTime() + seconds * 1_000);
const take = async (limit = 10) => (await takeDue(books.ledger, { limit })).items;

describe('the outbox', () => {
  it('keeps one row a key, however often it is written', async () => {
    expect(await put(message('a'))).toEqual(['a']);
    expect(await put(message('a'), message('b'))).toEqual(['b']);
    expect((await take()).map((item) => item.dedupeKey)).toEqual(['a', 'b']);
  });

  it('is not said to somebody who became a guest since', async () => {
    await put(message('a', { to: { person: dana } }), message('b'));
    await books.prisma.person.updateMany({ where: { id: dana }, data: { guest: true } });
    expect((await take()).map((item) => item.dedupeKey)).toEqual(['b']);
    const row = await books.prisma.outboxMessage.findFirstOrThrow({ where: { dedupeKey: 'a' } });
    expect(row).toMatchObject({ state: 'cancelled', lastError: 'its reader became a guest' });
  });

  it('goes with its cause: rolled back, nothing is said', async () => {
    const failing = books.prisma.$transaction(async (tx) => {
      await enqueue(tx, books.workspaceId, books.clock.now(), [message('a')]);
      throw new Error('the cause failed');
    });
    await expect(failing).rejects.toThrow('the cause failed');
    expect(await take()).toEqual([]);
  });

  it('is taken once, also by two deliveries at the same time', async () => {
    await put(...Array.from({ length: 20 }, (_, i) => message(`m${i}`, { to: { channel: `C${i}` } })));
    const taken = (await Promise.all([take(12), take(12)])).flat().map((item) => item.id);
    expect(new Set(taken).size).toBe(20);
    expect(taken).toHaveLength(20);
  });

  it('is taken a few at a time where it goes to one place, so that others need not wait for it', async () => {
    await put(...Array.from({ length: 20 }, (_, i) => message(`m${i}`)), message('dm', { to: { person: dana } }));
    const taken = (await take(12)).map((item) => item.dedupeKey);
    expect(taken).toEqual(['m0', 'm1', 'm2', 'm3', 'dm']);
  });

  it('tells in whose language and to whom', async () => {
    await put(message('dm', { to: { person: dana } }), message('line'));
    expect(await take()).toMatchObject([
      { target: { slackUserId: 'UDANA', personId: dana }, locale: 'zh-CN', timezone: 'Asia/Shanghai' },
      { target: { channel: 'C1' }, locale: 'en', timezone: 'UTC' },
    ]);
  });

  it('waits: for its time, for its thread’s first message, for the message it rewrites', async () => {
    const later = new Date(books.clock.now().getTime() + 60_000);
    await put(
      message('parent'),
      message('reply', { to: { threadOf: 'parent', channel: 'C1' } }),
      message('rewrite', { updates: 'parent' }),
      message('later', { notBefore: later }),
    );
    const [parent, ...others] = await take();
    expect(others).toEqual([]);
    if (parent === undefined) throw new Error('nothing taken');
    await markSent(books.ledger, parent, { channelId: 'C1', ts: '17.3' });
    expect(await take()).toMatchObject([
      { dedupeKey: 'reply', thread: { channelId: 'C1', ts: '17.3' } },
      { dedupeKey: 'rewrite', update: { channelId: 'C1', ts: '17.3' } },
    ]);
    books.clock.advance({ minutes: 2 });
    expect(await take()).toMatchObject([{ dedupeKey: 'later' }]);
  });

  it('comes again when told to, with its tries counted, and not after it was given up', async () => {
    await put(message('a'), message('b'));
    const [a, b] = await take();
    if (a === undefined || b === undefined) throw new Error('nothing taken');
    await retryLater(books.ledger, a, {
      notBefore: new Date(books.clock.now().getTime() + 30_000),
      error: 'ratelimited',
    });
    await giveUp(books.ledger, b, { state: 'failed', error: 'is_archived' });
    expect(await take()).toEqual([]);
    books.clock.advance({ minutes: 1 });
    expect(await take()).toMatchObject([{ dedupeKey: 'a', attempts: 2 }]);
    expect(await outboxCounts(books.ledger)).toEqual({ sending: 1, failed: 1 });
  });

  it('whose sender died comes back in doubt, since when it was first taken', async () => {
    await put(message('dm', { to: { person: dana } }), message('line'));
    const since = books.clock.now();
    await take();
    books.clock.advance({ minutes: 10 });
    expect(await releaseStuck(books.ledger, new Date(books.clock.now().getTime() - 300_000))).toBe(2);
    expect(await take()).toMatchObject([
      { dedupeKey: 'dm', attempts: 2, doubts: 1, doubtSince: since },
      { dedupeKey: 'line', attempts: 2, doubts: 1, doubtSince: since },
    ]);
    books.clock.advance({ minutes: 10 });
    expect(await releaseStuck(books.ledger, books.clock.now())).toBe(2);
    const [dm] = await take();
    expect(dm).toMatchObject({ doubts: 2, doubtSince: since });
    if (dm === undefined) throw new Error('nothing taken');
    await settleDoubt(books.ledger, dm);
    await retryLater(books.ledger, dm, { notBefore: books.clock.now(), error: 'ratelimited' });
    expect(await take()).toMatchObject([{ dedupeKey: 'dm', doubts: 0, doubtSince: null }]);
  });

  it('is due after the clock was set back: what was to be said at once, and what was put off', async () => {
    await put(message('at once'), message('put off'), message('later', { notBefore: soon(120) }));
    const [, second] = await take(2);
    await put(message('untaken'));
    if (second === undefined) throw new Error('nothing taken');
    await retryLater(books.ledger, second, { notBefore: soon(600), error: 'http_500' });
    books.clock.advance({ hours: -5 });
    expect((await take()).map((item) => item.dedupeKey).toSorted()).toEqual(['put off', 'untaken']);
  });

  it('is put off for an hour at most, however long was asked for', async () => {
    await put(message('a'));
    const [a] = await take();
    if (a === undefined) throw new Error('nothing taken');
    await retryLater(books.ledger, a, { notBefore: soon(86_400), error: 'ratelimited' });
    expect(await take()).toEqual([]);
    books.clock.advance({ minutes: 59 });
    expect(await take()).toEqual([]);
    books.clock.advance({ minutes: 1 });
    expect(await take()).toMatchObject([{ dedupeKey: 'a' }]);
  });

  it('is said in the order in which it was written, whatever its keys are', async () => {
    await put(message('c', { to: { person: dana } }), message('a', { to: { person: dana } }), message('b'));
    expect((await take()).map((item) => item.dedupeKey)).toEqual(['c', 'a', 'b']);
  });

  it('whose taking was not heard of is as if it had not been taken', async () => {
    await put(message('a'), message('b', { to: { channel: 'C2' } }));
    await takeDue(books.ledger, { limit: 1, taking: 'lost' });
    await takeDue(books.ledger, { limit: 1, taking: 'other' });
    expect(await giveBackTaken(books.ledger, ['lost'])).toBe(1);
    expect(await take()).toMatchObject([{ dedupeKey: 'a', attempts: 1, doubts: 0, doubtSince: null }]);
  });

  it('a row that this version cannot read does not block the others', async () => {
    await put(message('a'), message('b'));
    await books.prisma.outboxMessage.updateMany({ where: { dedupeKey: 'a' }, data: { kind: 'from_the_future' } });
    const { items, unreadable } = await takeDue(books.ledger, { limit: 10 });
    expect(items.map((item) => item.dedupeKey)).toEqual(['b']);
    expect(unreadable).toMatchObject([{ error: expect.stringContaining('from_the_future') }]);
  });
});

describe('what belongs to a message', () => {
  const rowOf = async (dedupeKey: string) =>
    await books.prisma.outboxMessage.findFirstOrThrow({ where: { dedupeKey } });

  it.each(['failed', 'unknown'] as const)(
    'is not sent, and does not wait for ever, where it ended as %s',
    async (state) => {
      await put(
        message('parent'),
        message('page', { to: { threadOf: 'parent', channel: 'C1' } }),
        message('rewrite', { updates: 'parent' }),
        message('page rewritten', { updates: 'page' }),
      );
      const [parent] = await take();
      if (parent === undefined) throw new Error('nothing taken');
      expect(await take()).toEqual([]);
      expect(await outboxCounts(books.ledger)).toEqual({ sending: 1, pending: 3 });
      await giveUp(books.ledger, parent, { state, error: 'not_in_channel' });
      expect(await take()).toEqual([]);
      expect(await take()).toEqual([]);
      expect(await outboxCounts(books.ledger)).toEqual({ [state]: 1, cancelled: 3 });
      expect((await rowOf('page')).lastError).toContain(state);
    },
  );

  it('is not sent where it was cancelled', async () => {
    await put(message('line'), message('rewrite', { updates: 'line' }));
    await books.prisma.outboxMessage.updateMany({ where: { dedupeKey: 'line' }, data: { state: 'cancelled' } });
    expect(await take()).toEqual([]);
    expect(await outboxCounts(books.ledger)).toEqual({ cancelled: 2 });
  });
});

describe('rewriting a message more than once', () => {
  const sent = async (): Promise<void> => {
    await put(message('line'));
    const [line] = await take();
    if (line === undefined) throw new Error('nothing taken');
    await markSent(books.ledger, line, { channelId: 'C1', ts: '17.3' });
  };
  const keys = async () => (await take()).map((item) => item.dedupeKey);

  it('sends the newest only, whatever was put back before it', async () => {
    await sent();
    await put(message('first', { updates: 'line' }));
    const [first] = await take();
    if (first === undefined) throw new Error('nothing taken');
    await put(message('second', { updates: 'line' }));
    // The first is on its way: whichever of the two arrived last would stand.
    expect(await keys()).toEqual([]);
    const soon = new Date(books.clock.now().getTime() + 30_000);
    await retryLater(books.ledger, first, { notBefore: soon, error: 'ratelimited' });
    const [second, ...more] = await take();
    expect([second?.dedupeKey, more]).toEqual(['second', []]);
    if (second === undefined) throw new Error('nothing taken');
    await markSent(books.ledger, second, { channelId: 'C1', ts: '17.3' });
    books.clock.advance({ minutes: 5 });
    expect(await keys()).toEqual([]);
    const [old] = await books.prisma.outboxMessage.findMany({ where: { dedupeKey: 'first' } });
    expect(old).toMatchObject({ state: 'cancelled', lastError: 'replaced by a newer one' });
  });

  it('leaves other messages’ rewritings alone', async () => {
    await sent();
    await put(message('other'));
    const [other] = await take();
    if (other === undefined) throw new Error('nothing taken');
    await markSent(books.ledger, other, { channelId: 'C2', ts: '18.1' });
    await put(
      message('a', { updates: 'line' }),
      message('b', { updates: 'other' }),
      message('c', { updates: 'line' }),
      message('d', { updates: 'line' }),
    );
    expect(await keys()).toEqual(['b', 'd']);
  });
});

describe('a line that is taken back', () => {
  const takeBack = async (rewritten: (facts: unknown) => Notice | null) =>
    await books.prisma.$transaction(async (tx) =>
      takeBackLine(tx, books.workspaceId, books.clock.now(), 'line', rewritten),
    );
  const states = async () => {
    const rows = await books.prisma.outboxMessage.findMany({ orderBy: { id: 'asc' } });
    return rows.map((row) => `${row.dedupeKey} ${row.state}`);
  };

  it('is never sent while it waits', async () => {
    await put(message('line'));
    await takeBack(() => null);
    expect(await states()).toEqual(['line cancelled']);
    expect(await take()).toEqual([]);
  });

  it('is looked for and rewritten if it may stand in the channel already', async () => {
    await put(message('line'));
    const [line] = await take();
    if (line === undefined) throw new Error('nothing taken');
    await retryInDoubt(books.ledger, line, { notBefore: books.clock.now(), error: 'http_500' });
    await takeBack(() => message('instead').notice);
    expect(await states()).toEqual(['line pending', 'line:taken-back pending']);
    await takeBack(() => null);
    expect(await states()).toEqual(['line cancelled', 'line:taken-back pending']);
  });

  it('stays where it stands if there is nothing to say instead, else it is rewritten', async () => {
    await put(message('line'));
    const [line] = await take();
    if (line === undefined) throw new Error('nothing taken');
    await markSent(books.ledger, line, { channelId: 'C1', ts: '17.3' });
    await takeBack(() => null);
    expect(await states()).toEqual(['line sent']);
    await takeBack(() => message('instead').notice);
    expect(await states()).toEqual(['line sent', 'line:taken-back pending']);
  });
});

describe('what was said and done', () => {
  it('cannot be overwritten or deleted, not even with SQL', async () => {
    await books.prisma.auditEntry.create({
      data: { workspaceId: books.workspaceId, kind: 'undo', subjectType: 'x' },
    });
    await expect(books.prisma.$executeRaw`update audit_entry set kind = 'y'`).rejects.toThrow(/append-only/);
    await expect(books.prisma.$executeRaw`delete from audit_entry`).rejects.toThrow(/append-only/);
  });

  it('nor can money, promises, disputes, rests and decisions; only their state goes on', async () => {
    const { workspaceId, prisma } = books;
    const said = { workspaceId, clientId: await aClient(books, { name: 'ACME' }) };
    const on = new Date('2026-11-20T00:00:00Z');
    const invoiceId = await anInvoice(books, {
      clientId: said.clientId,
      number: '1',
      due: '2026-11-01',
      amount: 10_000,
    });
    const conversation = { ...said, medium: 'call', direction: 'out', outcome: 'promised', happenedOn: on };
    const { id: conversationId } = await prisma.conversation.create({ data: conversation });
    await prisma.conversationInvoice.create({ data: { workspaceId, conversationId, invoiceId } });
    await prisma.payment.create({ data: { ...said, currency: 'USD', amount: 5n, valueDate: on, source: 'typed' } });
    const credit = { ...said, number: 'C-1', currency: 'USD', amount: 5n, issuedOn: on, source: 'file' };
    await prisma.creditNote.create({ data: credit });
    const days = { promisedDate: on, givenOn: on, deadline: on, firstPromisedDate: on };
    const promise = { ...said, conversationId, currency: 'USD', amount: 5n, level: 1, ...days };
    const { id: promiseId } = await prisma.promiseToPay.create({ data: promise });
    await prisma.promiseLine.create({ data: { workspaceId, promiseId, invoiceId, amount: 5n, level: 1 } });
    await prisma.dispute.create({ data: { ...said, invoiceId, amount: 5n, reason: 'quality', openedOn: on } });
    await prisma.clientSnooze.create({ data: { ...said, until: on } });
    await prisma.escalationDecision.create({ data: { ...said, kind: 'keep', until: on } });
    for (const [table, change] of [
      ['payment', 'amount = 6'],
      ['credit_note', 'amount = 6'],
      ['conversation_invoice', `invoice_id = ${invoiceId}`],
      ['promise_to_pay', 'amount = 6'],
      ['promise_to_pay', "promised_date = date '2026-12-24'"],
      ['promise_line', 'amount = 6'],
      ['dispute', 'amount = 6'],
      ['client_snooze', "note = 'I never said so'"],
      ['escalation_decision', "kind = 'escalate'"],
    ] as const) {
      await expect(prisma.$executeRawUnsafe(`update ${table} set ${change}`), table).rejects.toThrow(/append-only/);
      await expect(prisma.$executeRawUnsafe(`delete from ${table}`), table).rejects.toThrow(/append-only/);
    }
    for (const [table, change] of [
      ['promise_to_pay', "state = 'kept', received = 5"],
      ['promise_line', `superseded_by_id = ${promiseId}`],
      ['dispute', "resolved_on = date '2026-11-21'"],
      ['client_snooze', 'retracted_at = now()'],
      ['escalation_decision', 'retracted_at = now()'],
    ] as const) {
      expect(await prisma.$executeRawUnsafe(`update ${table} set ${change}`), table).toBe(1);
    }
  });
});
