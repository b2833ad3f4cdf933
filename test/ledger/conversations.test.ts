import { beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import type { LogRequest } from '../../src/domain/request.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { RequestSteps } from '../../src/ledger/inbox-step.js';
import { undo } from '../../src/ledger/undo.js';
import { logReceipt } from '../../src/slack/messages/log-receipt.js';
import { languageOf } from '../../src/text/language.js';
import { aChannel, aClient, actor, aDispute, anInvoice, aPerson, aProject, promised } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

// Monday 23 Nov 2026. ACME owes INV-104 (18 days overdue on Monday), INV-107 (due Tue 24 Nov) and INV-110 (due 20 Dec).
let books: TestLedger;
let acme: number;
let invoices: Record<'a' | 'b' | 'c', number>;

beforeEach(async () => {
  books = await testLedger();
  const dana = await aPerson(books, { name: 'Dana', role: 'member' });
  await aPerson(books, { name: 'Kim', role: 'finance' });
  const channelId = await aChannel(books, { slackChannelId: 'CAPOLLO', name: 'proj-apollo' });
  const projectId = await aProject(books, { name: 'Apollo', channelId, ownerId: dana });
  acme = await aClient(books, { name: 'ACME', projectId });
  invoices = {
    a: await anInvoice(books, { clientId: acme, number: 'INV-104', due: '2026-11-05', amount: 940_000 }),
    b: await anInvoice(books, { clientId: acme, number: 'INV-107', due: '2026-11-24', amount: 300_000 }),
    c: await anInvoice(books, { clientId: acme, number: 'INV-110', due: '2026-12-20', amount: 100_000 }),
  };
});

const log = async (request: LogRequest, who = 'Dana', typed = 'ACME promised Friday') =>
  await logConversation(books.ledger, await actor(books, who, ['CAPOLLO']), {
    request,
    clientId: acme,
    typed,
    slackChannelId: 'CAPOLLO',
    permalink: null,
  });

const usd = (minor: number) => ({ minor, currency: 'USD' });

describe('a promise that is logged', () => {
  it('covers what is due by its date, and is kept until the next working day', async () => {
    const receipt = await log(promised([{ on: '2026-11-27' }]));
    const [promise] = receipt.promises;
    expect(promise).toMatchObject({
      amount: usd(1_240_000),
      promisedDate: '2026-11-27',
      deadline: '2026-11-30',
      state: 'open',
      level: 1,
      slipDays: 0,
    });
    expect(promise?.covers.map((line) => [line.number, line.promised.minor, line.daysOverdue])).toEqual([
      ['INV-104', 940_000, 18],
      ['INV-107', 300_000, -1],
    ]);
    expect(receipt.outstanding).toEqual([usd(1_340_000)]);
    expect(receipt.told).toEqual({ slackChannelId: 'CAPOLLO', name: 'proj-apollo' });
    expect(receipt.hints).toEqual([]);
  });

  it('writes the conversation, an audit entry and one line for the channel in one transaction', async () => {
    const receipt = await log(promised([{ on: '2026-11-27' }]));
    const { prisma, workspaceId } = books;
    expect(await prisma.conversation.findMany({ where: { workspaceId } })).toMatchObject([
      { typed: 'ACME promised Friday', outcome: 'promised', clientId: acme },
    ]);
    expect(await prisma.auditEntry.findMany({ where: { workspaceId } })).toMatchObject([
      { id: receipt.auditId, kind: 'conversation.logged', rule: 'R5-R9,R14', clientId: acme },
    ]);
    expect(await prisma.outboxMessage.findMany({ where: { workspaceId } })).toMatchObject([
      { kind: 'promise_logged', slackChannelId: 'CAPOLLO', state: 'pending' },
    ]);
  });

  it('splits into a half and the rest without one replacing the other', async () => {
    const receipt = await log(
      promised([
        { on: '2026-12-04', percent: 50 },
        { on: '2026-12-31', rest: true },
      ]),
    );
    expect(receipt.promises.map((promise) => [promise.promisedDate, promise.amount.minor, promise.state])).toEqual([
      ['2026-12-04', 670_000, 'open'],
      ['2026-12-31', 670_000, 'open'],
    ]);
    expect(receipt.superseded).toEqual([]);
  });

  it('replaces an open one on the same invoices: level 2, slip counted from the first date', async () => {
    await log(promised([{ on: '2026-11-26' }]));
    const second = await log(promised([{ on: '2026-12-02' }]));
    expect(second.superseded).toMatchObject([{ promisedDate: '2026-11-26', state: 'superseded', level: 1 }]);
    expect(second.promises).toMatchObject([{ level: 2, slipDays: 6, firstPromisedDate: '2026-11-26' }]);
  });

  it('takes over only the invoices it covers; the other promise goes on with what is left', async () => {
    const first = await log(promised([{ on: '2026-11-27' }]));
    await log(promised([{ on: '2026-12-04' }], { invoiceTexts: ['INV-104'] }));
    const row = await books.prisma.promiseToPay.findFirstOrThrow({ where: { id: first.promises[0]?.id } });
    expect(row.state).toBe('open');
    const again = await log(promised([{ on: '2026-12-07' }], { invoiceTexts: ['107'] }));
    expect(again.superseded.map((promise) => promise.id)).toEqual([first.promises[0]?.id]);
  });

  it('leaves what is in dispute out', async () => {
    await aDispute(books, { clientId: acme, invoiceId: invoices.a, amount: 140_000 });
    const receipt = await log(promised([{ on: '2026-11-27' }]));
    expect(receipt.promises[0]?.amount).toEqual(usd(1_100_000));
  });

  it('says for which day nothing is left, and why', async () => {
    const parts = [
      { on: '2026-11-27', amount: '9400' },
      { on: '2026-12-04', rest: true as const },
    ];
    const all = await log(promised(parts, { invoiceTexts: ['INV-104'] }));
    expect(all.promises).toHaveLength(1);
    expect(all.hints).toEqual([{ kind: 'nothing_left', date: '2026-12-04', disputed: [] }]);
    expect(JSON.stringify(logReceipt(all, languageOf('en')))).toContain('Nothing is left for Fri 4 Dec: what is due');
    await aDispute(books, { clientId: acme, invoiceId: invoices.a, amount: 400_000 });
    const [first, rest] = [{ on: '2026-11-27', amount: '5400' }, parts[1] ?? { on: '' }];
    const some = await log(promised([first, rest], { invoiceTexts: ['INV-104'] }));
    expect(some.hints).toContainEqual({ kind: 'nothing_left', date: '2026-12-04', disputed: [usd(400_000)] });
    expect(JSON.stringify(logReceipt(some, languageOf('en')))).toContain('the rest, $4,000.00, is in dispute');
  });

  it('says when the amount is below what is due, above what is open, or the day is no working day', async () => {
    expect((await log(promised([{ on: '2026-11-28', amount: '5000' }]))).hints).toEqual([
      { kind: 'below_overdue', promised: usd(500_000), due: usd(940_000) },
      { kind: 'not_working_day', date: '2026-11-28', deadline: '2026-11-30' },
    ]);
    expect((await log(promised([{ on: '2026-12-04', amount: '20000' }]))).hints).toEqual([
      { kind: 'above_outstanding', promised: usd(2_000_000), outstanding: usd(1_340_000) },
    ]);
    const amount = { kind: 'exact' as const, value: '500', currency: 'EUR' };
    const euros = await log(promised([], { promises: [{ date: localDate('2026-12-04'), amount }] }));
    expect(euros.hints).toEqual([
      { kind: 'other_currency', promised: { minor: 50_000, currency: 'EUR' }, currencies: ['USD'] },
    ]);
  });

  it('makes one promise a currency when everything is promised, and asks which for a bare amount', async () => {
    await anInvoice(books, { clientId: acme, number: 'INV-200', due: '2026-11-10', amount: 70_000, currency: 'EUR' });
    const all = await log(promised([{ on: '2026-11-27' }]));
    expect(all.promises.map((promise) => promise.amount).sort((a, b) => a.minor - b.minor)).toEqual([
      { minor: 70_000, currency: 'EUR' },
      usd(1_240_000),
    ]);
    await expect(log(promised([{ on: '2026-11-27', amount: '500' }]))).rejects.toMatchObject({
      key: 'currency_needed',
    });
    // An amount that names no currency counts in none of two others, let alone in both.
    const said = (value: string, currency: string | null) => ({
      date: localDate('2026-11-27'),
      amount: { kind: 'exact' as const, value, currency },
    });
    const mixed = [said('500', 'EUR'), said('300', 'USD'), said('200', null)];
    await expect(log(promised([], { promises: mixed }))).rejects.toMatchObject({ key: 'currency_needed' });
  });

  it('without a date is an intention: nothing is promised, nothing pauses', async () => {
    const receipt = await log(promised([], { outcome: 'intent', intent: true }));
    expect(receipt.promises).toEqual([]);
    expect(receipt.hints).toEqual([{ kind: 'intent_only' }]);
    expect(receipt.told).toBeNull();
  });

  it('is refused for a date before the conversation, with nothing written', async () => {
    await expect(log(promised([{ on: '2026-11-20' }]))).rejects.toMatchObject({ key: 'past_promise' });
    await expect(log(promised([{ on: '2031-11-20' }]))).rejects.toMatchObject({ key: 'far_promise' });
    expect(await books.prisma.conversation.count()).toBe(0);
  });

  it('counts money that came in between the promise and its being logged', async () => {
    const { recordPayment } = await import('../../src/ledger/payments.js');
    const { paid } = await import('../support/books.js');
    await recordPayment(books.ledger, await actor(books, 'Kim'), {
      request: paid('9400', '2026-11-23'),
      clientId: acme,
      slackChannelId: null,
      typed: '',
    });
    const late = await log(promised([{ on: '2026-11-27' }], { happenedOn: localDate('2026-11-20') }));
    expect(late.promises[0]).toMatchObject({ amount: usd(300_000), state: 'open', received: usd(0) });
  });
});

describe('promises that meet others', () => {
  it('the same said once more confirms it: no second date, in words too', async () => {
    await log(promised([{ on: '2026-11-27' }]));
    const again = await log(promised([{ on: '2026-11-27' }]));
    expect(again.promises).toMatchObject([{ level: 1, slipDays: 0, firstPromisedDate: '2026-11-27' }]);
    const words = JSON.stringify(logReceipt(again, languageOf('en')));
    expect(words).toContain('It stands as it was');
    expect(words).not.toContain('Replaces');
    expect(await books.prisma.conversation.count()).toBe(2);
    expect(await books.prisma.promiseToPay.count({ where: { state: 'open' } })).toBe(1);
    // The channel has read it.
    expect(again.told).toBeNull();
    expect(await books.prisma.outboxMessage.count({ where: { kind: 'promise_logged' } })).toBe(1);
    // Another day is another date, and the same said of that one is none.
    const later = await log(promised([{ on: '2026-12-04' }]));
    expect(later.promises).toMatchObject([{ level: 2, slipDays: 7 }]);
    expect((await log(promised([{ on: '2026-12-04' }]))).promises).toMatchObject([{ level: 2, slipDays: 7 }]);
    // Less than was promised is another promise.
    const less = '100';
    expect((await log(promised([{ on: '2026-12-04', amount: less }]))).promises).toMatchObject([{ level: 3 }]);
  });

  it('a deadline that has passed is decided before a new date takes its place', async () => {
    await log(promised([{ on: '2026-11-24' }]));
    books.clock.set('2026-11-26T05:00:00Z');
    const late = await log(promised([{ on: '2026-12-04' }], { happenedOn: localDate('2026-11-26') }));
    expect(late.superseded).toEqual([]);
    expect(late.promises).toMatchObject([{ level: 2 }]);
    const rows = await books.prisma.promiseToPay.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map((row) => row.state)).toEqual(['broken', 'open']);
  });

  it('a day ends when it ends for the workspace, wherever whoever logs lives', async () => {
    await books.prisma.workspace.updateMany({ data: { timezone: 'America/New_York' } });
    await aPerson(books, { name: 'Aroha', role: 'manager', timezone: 'Pacific/Auckland' });
    await log(promised([{ on: '2026-11-23' }]));
    books.clock.set('2026-11-24T23:00:00Z');
    const request = promised([], { outcome: 'answered', happenedOn: localDate('2026-11-25') });
    await log(request, 'Aroha');
    expect(await books.prisma.promiseToPay.findFirstOrThrow()).toMatchObject({ state: 'open' });
    const said = await books.prisma.conversation.findFirstOrThrow({ where: { outcome: 'answered' } });
    expect(said.happenedOn.toISOString().slice(0, 10)).toBe('2026-11-24');
  });

  it('a new date for one half leaves the other half alone', async () => {
    const split = await log(
      promised(
        [
          { on: '2026-11-24', percent: 50 },
          { on: '2026-12-11', rest: true },
        ],
        { invoiceTexts: ['INV-104'] },
      ),
    );
    books.clock.set('2026-11-26T05:00:00Z');
    const replaces = split.promises[0]?.id;
    const fresh = await logConversation(books.ledger, await actor(books, 'Dana', ['CAPOLLO']), {
      request: promised([{ on: '2026-12-04', amount: '4700' }], {
        happenedOn: localDate('2026-11-26'),
        invoiceTexts: ['INV-104'],
      }),
      clientId: acme,
      typed: 'x',
      slackChannelId: 'CAPOLLO',
      permalink: null,
      replaces,
    });
    expect(fresh.promises).toMatchObject([{ amount: usd(470_000), level: 2, firstPromisedDate: '2026-11-24' }]);
    const rows = await books.prisma.promiseToPay.findMany({ orderBy: { promisedDate: 'asc' } });
    expect(rows.map((row) => row.state)).toEqual(['broken', 'open', 'open']);
  });

  it('shows what a promise is for once another took some of its invoices', async () => {
    await log(promised([{ on: '2026-11-27' }]));
    const second = await log(promised([{ on: '2026-12-04', amount: '5000' }]));
    expect(second.superseded).toEqual([]);
    expect(second.reduced).toMatchObject([{ promisedDate: '2026-11-27', amount: usd(300_000) }]);
  });

  it('for an invoice that is all in dispute is kept with its date, and said so', async () => {
    for (const [invoiceId, amount] of [
      [invoices.a, 940_000],
      [invoices.b, 300_000],
      [invoices.c, 100_000],
    ] as const) {
      await aDispute(books, { clientId: acme, invoiceId, amount });
    }
    const receipt = await log(promised([{ on: '2026-11-27' }]));
    expect(receipt.promises).toMatchObject([{ amount: usd(1_240_000), promisedDate: '2026-11-27' }]);
    expect(receipt.hints[0]).toMatchObject({ kind: 'in_dispute' });
  });
});

describe('what else is logged', () => {
  it('keeps outcome, note and contact, and says what to do next', async () => {
    const receipt = await log(
      promised([], {
        outcome: 'waiting_approval',
        medium: 'email',
        direction: 'out',
        note: 'waiting for the PO',
        contactText: 'Mia Wong',
        invoiceTexts: ['104'],
      }),
    );
    expect(receipt).toMatchObject({
      contactName: 'Mia Wong',
      note: 'waiting for the PO',
      invoices: [{ number: 'INV-104' }],
    });
    expect(receipt.nextAction?.on).toMatch(/^2026-/);
  });

  it('knows a contact again by the beginning of the name', async () => {
    await log(promised([], { outcome: 'answered', contactText: 'Mia Wong' }));
    const again = await log(promised([], { outcome: 'answered', contactText: 'mia' }));
    expect(again.contactName).toBe('Mia Wong');
    expect(await books.prisma.contact.count()).toBe(1);
  });

  it('opens a dispute on the invoice that is named, with a day to look at it again', async () => {
    const receipt = await log(
      promised([], {
        outcome: 'dispute',
        invoiceTexts: ['INV-104'],
        dispute: { reason: 'quality', amount: { kind: 'exact', value: '2000', currency: null }, revisitOn: null },
      }),
    );
    expect(receipt.dispute).toEqual({
      amount: usd(200_000),
      invoiceNumber: 'INV-104',
      revisitOn: '2026-12-07',
      instead: [],
    });
  });

  it('is one matter, said again: it takes the place of what was in dispute, until it is taken back', async () => {
    const dispute = (value: string | null, reason: 'quality' | 'scope') =>
      log(
        promised([], {
          outcome: 'dispute',
          invoiceTexts: ['INV-104'],
          dispute: {
            reason,
            amount: value === null ? null : { kind: 'exact', value, currency: null },
            revisitOn: null,
          },
        }),
      );
    const standing = async () =>
      (await books.prisma.dispute.findMany({ where: { resolvedOn: null }, orderBy: { id: 'asc' } })).map((row) =>
        Number(row.amount),
      );
    await dispute('2000', 'quality');
    expect((await dispute('2000', 'scope')).dispute?.instead).toEqual([usd(200_000)]);
    expect(await standing()).toEqual([200_000]);
    const other = await dispute('3000', 'quality');
    expect(other.dispute?.instead).toEqual([]);
    expect(await standing()).toEqual([200_000, 300_000]);
    const whole = await dispute(null, 'quality');
    expect(whole.dispute?.instead).toEqual([usd(200_000), usd(300_000)]);
    expect(JSON.stringify(logReceipt(whole, languageOf('en')))).toContain(
      'It takes the place of the dispute that was on record, $2,000.00 and $3,000.00.',
    );
    expect(await standing()).toEqual([940_000]);
    await undo(books.ledger, await actor(books, 'Dana', ['CAPOLLO']), { auditId: whole.auditId });
    expect(await standing()).toEqual([200_000, 300_000]);
  });

  it('is settled by a word: what was in dispute can be promised in the same line, and an undo brings it back', async () => {
    await aDispute(books, { clientId: acme, invoiceId: invoices.a, amount: 400_000 });
    const said = { settlesDispute: true, outcome: 'dispute_settled' as const };
    const standing = () => books.prisma.dispute.count({ where: { resolvedOn: null } });
    // Of another invoice there is none.
    const none = await log(promised([], { ...said, invoiceTexts: ['INV-107'] }));
    expect(none.hints).toContainEqual({ kind: 'no_dispute' });
    expect(await standing()).toBe(1);
    const parts = [{ on: '2026-11-27' }];
    const both = await log(promised(parts, { settlesDispute: true, invoiceTexts: ['INV-104'] }));
    expect(both).toMatchObject({
      settledDisputes: [{ amount: usd(400_000), invoiceNumber: 'INV-104' }],
      promises: [{ amount: usd(940_000) }],
    });
    expect(JSON.stringify(logReceipt(both, languageOf('en')))).toContain('No longer in dispute: $4,000.00 of INV-104.');
    expect(await standing()).toBe(0);
    await undo(books.ledger, await actor(books, 'Dana', ['CAPOLLO']), { auditId: both.auditId });
    expect(await standing()).toBe(1);
    const settled = await log(promised([], said));
    expect(settled.settledDisputes).toHaveLength(1);
    expect(await standing()).toBe(0);
  });

  it('is about one client: another one that the person sees is no contact', async () => {
    await aClient(books, { name: 'Juniper & Sons' });
    await aPerson(books, { name: 'Mo', role: 'manager' });
    const two = log(promised([{ on: '2026-11-27' }], { contactText: 'Juniper' }), 'Mo');
    await expect(two).rejects.toMatchObject({ key: 'two_clients', facts: { client: 'ACME', other: 'Juniper & Sons' } });
    // Whoever may not know of it names a person.
    expect((await log(promised([{ on: '2026-11-27' }], { contactText: 'Juniper' }))).contactName).toBe('Juniper');
    const june = await log(promised([{ on: '2026-11-27' }], { contactText: 'June' }), 'Mo');
    expect(june.contactName).toBe('June');
  });

  it('refuses an invoice that the client does not have', async () => {
    await expect(log(promised([{ on: '2026-11-27' }], { invoiceTexts: ['INV-999'] }))).rejects.toMatchObject({
      key: 'unknown_invoice',
      facts: { invoice: 'INV-999', client: 'ACME' },
    });
  });

  it('is nobody else’s business: who is not in the channel cannot log, in the words of a client that does not exist', async () => {
    await aPerson(books, { name: 'Eve', role: 'member' });
    const eve = await actor(books, 'Eve', ['COTHER']);
    const attempt = logConversation(books.ledger, eve, {
      request: promised([{ on: '2026-11-27' }]),
      clientId: acme,
      typed: 'x',
      slackChannelId: null,
      permalink: null,
    });
    await expect(attempt).rejects.toMatchObject({ key: 'unknown_client' });
    await aPerson(books, { name: 'Guest', role: 'manager', guest: true });
    const guest = await actor(books, 'Guest', ['CAPOLLO']);
    await expect(
      logConversation(books.ledger, guest, {
        request: promised([]),
        clientId: acme,
        typed: 'x',
        slackChannelId: null,
        permalink: null,
      }),
    ).rejects.toMatchObject({ key: 'guest' });
  });

  it('two at once on the same client: one promise stays open', async () => {
    await Promise.all([log(promised([{ on: '2026-11-26' }])), log(promised([{ on: '2026-11-27' }]))]);
    const states = (await books.prisma.promiseToPay.findMany()).map((row) => row.state).sort();
    expect(states).toEqual(['open', 'superseded']);
  });
});

describe('a line that is tried again, because nobody knew what had come of it', () => {
  const words = promised([]);
  const said = async () => await books.prisma.conversation.count();
  const tried = async (request: LogRequest, requestId: number, again: boolean) => {
    const steps = new RequestSteps(books.workspaceId, requestId, books.clock.now(), again);
    return await logConversation({ ...books.ledger, request: steps }, await actor(books, 'Dana', ['CAPOLLO']), {
      request,
      clientId: acme,
      typed: 'ACME called',
      slackChannelId: 'CAPOLLO',
      permalink: null,
    });
  };
  const recorded = async () => {
    const { id } = await books.prisma.inboxRequest.create({
      data: {
        workspaceId: books.workspaceId,
        dedupeKey: 'command:T0001:UDANA:1.2',
        kind: 'command',
        leasedUntil: books.clock.now(),
      },
    });
    return id;
  };

  it.each([
    ['words alone', words],
    ['a promise', promised([{ on: '2026-11-27' }])],
  ])('is in the books once, with the same receipt: %s', async (_, request) => {
    const id = await recorded();
    const first = await tried(request, id, false);
    expect(await tried(request, id, true)).toEqual(first);
    expect(await said()).toBe(1);
    expect(await books.prisma.auditEntry.count()).toBe(1);
  });

  it('is in the books once, also if two tries do not know of each other', async () => {
    const id = await recorded();
    const receipts = await Promise.all([tried(words, id, false), tried(words, id, false)]);
    expect(receipts[0]).toEqual(receipts[1]);
    expect(await said()).toBe(1);
  });
});
