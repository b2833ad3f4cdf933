import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { logConversation } from '../../src/ledger/conversations.js';
import { toDateColumn } from '../../src/ledger/date-column.js';
import { escalate, keepWithOwner } from '../../src/ledger/escalations.js';
import { readNotice } from '../../src/ledger/notice.js';
import { checkPromises } from '../../src/ledger/promise-check.js';
import { recordPromiseDecision } from '../../src/ledger/promise-decision.js';
import { settleMessages } from '../../src/ledger/settled-messages.js';
import { directMessage } from '../../src/slack/messages/direct.js';
import { languageOf } from '../../src/text/language.js';
import { actor, promised } from '../support/books.js';
import { mortalLedger } from '../support/mortal-ledger.js';
import { aTeam } from './a-team.js';
import { buttonsOf, filled, type RunningApp, wordsOf } from './running-app.js';

let running: RunningApp;
let acme: number;
/** The direct message to Dana about ACME's broken promise. */
let message: Record<string, unknown>;

const TODAY = '2026-11-30';

beforeEach(async () => {
  ({ running, acme } = await aTeam());
  const { books } = running;
  const dana = await actor(books, 'dana', ['CAPOLLO']);
  await logConversation(books.ledger, dana, {
    request: promised([{ on: '2026-11-25' }], { happenedOn: localDate('2026-11-23') }),
    clientId: acme,
    typed: 'log ACME promised Wednesday',
    slackChannelId: 'CAPOLLO',
    permalink: null,
  });
  books.clock.set(`${TODAY}T08:30:00Z`);
  await checkPromises(books.ledger, books.workspaceId, localDate(TODAY));
  running.app.delivery.wake();
  await running.slack.called('chat.postMessage', 2);
  const [direct, ...more] = running.posted('DUDANA');
  if (direct === undefined || more.length > 0) throw new Error('one direct message was expected');
  message = direct;
  running.slack.forget();
});
afterEach(async () => {
  await running.stop();
});

const inDirect = { channel: 'DUDANA' };

/** Presses one of the message's buttons, found by its action. Nobody but Dana sees it: `user` is somebody else who pretends to. */
async function press(action: string, { user }: { user?: string } = {}): Promise<void> {
  const button = Object.values(buttonsOf(message)).find((one) => one.action === action);
  if (button === undefined) throw new Error(`no button ${action}: ${JSON.stringify(buttonsOf(message))}`);
  if (user === undefined) await running.press(button.action, button.value, inDirect);
  else await running.forgedPress(button.action, button.value, { ...inDirect, user, ephemeral: false });
}

/** The message as it reads after the decision. */
async function rewritten(): Promise<Record<string, unknown>> {
  const [update] = await running.slack.called('chat.update');
  return update ?? {};
}

/** Whether they may record money depends on it. */
async function danaIs(role: 'finance' | 'member'): Promise<void> {
  await running.books.prisma.person.updateMany({ where: { name: 'dana' }, data: { role } });
}

const promises = () => running.books.prisma.promiseToPay.findMany({ orderBy: { id: 'asc' } });

describe('the message about a broken promise', () => {
  it('says what happened and has the four buttons', () => {
    expect(wordsOf(message)).toContain('$12,400.00');
    expect(Object.values(buttonsOf(message)).map((one) => one.action)).toEqual(
      expect.arrayContaining(['promise.paid', 'promise.new_date', 'promise.called', 'promise.escalate']),
    );
  });

  it('becomes a new date by a form, shows who decided, and can be taken back', async () => {
    await press('promise.new_date');
    const form = await running.form();
    expect(
      await running.submit(form, { 'log.date': { date: '2026-12-04' }, note: 'waiting for the CFO' }),
    ).toMatchObject({
      response_action: 'update',
    });
    const [broken, fresh] = await promises();
    expect(broken?.state).toBe('broken');
    expect(fresh).toMatchObject({ state: 'open', level: 2, amount: 1_240_000n });
    const update = await rewritten();
    expect(wordsOf(update)).toContain('dana');
    const undo = Object.values(buttonsOf(update)).find((one) => one.action === 'collect.undo');
    expect(Object.values(buttonsOf(update)).some((one) => one.action === 'promise.new_date')).toBe(false);
    if (undo === undefined) throw new Error('no Undo');
    await running.press(undo.action, undo.value, inDirect);
    // Two messages change: this one, and the line about the new date in the channel.
    const updates = await running.slack.called('chat.update', 3);
    const [, back] = updates.filter((args) => args.channel === 'DUDANA');
    expect(Object.values(buttonsOf(back ?? {})).some((one) => one.action === 'promise.new_date')).toBe(true);
    expect((await promises())[1]?.state).toBe('withdrawn');
  });

  describe('once the matter is decided elsewhere', () => {
    /** Looked at as if a moment had passed; the update that it leads to, if any. */
    const settled = async (updates: number) => {
      running.books.clock.advance({ minutes: 1 });
      await running.app.homes.look();
      running.app.delivery.wake();
      await running.slack.called('chat.update', updates);
      // A line in the channel may be rewritten before it.
      const own = () => running.slack.callsOf('chat.update').filter((args) => args.channel === 'DUDANA');
      return await vi.waitFor(() => own().at(-1) ?? Promise.reject(new Error('not rewritten')), { timeout: 10_000 });
    };

    it('says so in place, without the buttons; a press that comes late is told what stands, and records nothing', async () => {
      await running.type('log ACME promised 4 Dec', { user: 'UDANA' });
      const before = await running.books.prisma.conversation.count();
      const pressed = async (action: string, inAnOldWindow = {}) => {
        running.slack.forget();
        await press(action, inAnOldWindow);
        await expect
          .poll(() => JSON.stringify([running.slack.callsOf('views.update'), running.slack.answers]), {
            timeout: 15_000,
          })
          .toContain('settled meanwhile');
      };
      await pressed('promise.paid');
      // The press rewrites it, before anybody has looked.
      const own = () => running.slack.callsOf('chat.update').find((args) => args.channel === 'DUDANA');
      const update = await vi.waitFor(() => own() ?? Promise.reject(new Error('not rewritten')), { timeout: 10_000 });
      await pressed('promise.new_date', { user: 'UDANA' });
      expect(await running.books.prisma.conversation.count()).toBe(before);
      expect(wordsOf(update)).toContain('new date Fri 4 Dec (2nd), $12,400.00');
      expect(wordsOf(update)).not.toContain('Open now');
      expect(buttonsOf(update)).toEqual({});
    });

    it('gets its buttons back where that is undone, also money that came in', async () => {
      await running.type('paid ACME 12,400', { user: 'UKIM' });
      // Nothing is open any more that this could be for.
      await running.type('paid ACME 50', { user: 'UKIM' });
      const update = await settled(1);
      expect(wordsOf(update)).toContain('kim');
      expect(wordsOf(update)).toContain('they paid $12,400.00');
      running.slack.forget();
      await running.type('undo', { user: 'UKIM' });
      await running.type('undo', { user: 'UKIM' });
      const back = await settled(1);
      expect(Object.values(buttonsOf(back)).some((one) => one.action === 'promise.paid')).toBe(true);
    });

    it('says so where a manager escalates the client, and stays the owner’s where it is left with them', async () => {
      const { ledger, clock } = running.books;
      const sam = await actor(running.books, 'sam');
      clock.advance({ minutes: 1 });
      await keepWithOwner(ledger, sam, { clientId: acme, until: localDate('2026-12-04') });
      clock.advance({ minutes: 1 });
      await running.app.homes.look();
      expect(await running.books.prisma.outboxMessage.count({ where: { updatesId: { not: null } } })).toBe(0);
      await escalate(ledger, sam, { clientId: acme, note: null });
      const update = await settled(1);
      expect(wordsOf(update)).toContain('sam');
      expect(wordsOf(update)).toContain('escalated.');
      expect(buttonsOf(update)).toEqual({});
      running.slack.forget();
      await running.type('undo', { user: 'USAM' });
      expect(Object.values(buttonsOf(await settled(1))).map(({ action }) => action)).toContain('promise.paid');
    });

    it('keeps what settled it first; a reminder says that its day has passed, also where it is old and somebody presses', async () => {
      const { books } = running;
      const day = async (date: string) => {
        books.clock.set(`${date}T08:30:00Z`);
        await checkPromises(books.ledger, books.workspaceId, localDate(date));
      };
      /** What a message about a promise says by now. */
      const newest = async (promiseId: number, kind: string) => {
        const about = { kind, dedupeKey: { contains: `:${promiseId}` } };
        const row = await books.prisma.outboxMessage.findFirst({ where: about, orderBy: { id: 'desc' } });
        return (row?.facts ?? {}) as { decision?: unknown };
      };
      await running.type('log ACME promised 4 Dec', { user: 'UDANA' });
      expect(wordsOf(await settled(1))).toContain('new date Fri 4 Dec (2nd)');
      const [first, second] = (await promises()).map(({ id }) => id);
      if (first === undefined || second === undefined) throw new Error('no second promise');
      running.slack.forget();
      await day('2026-12-03');
      running.app.delivery.wake();
      const reminder = () => running.posted('DUDANA').at(-1) ?? Promise.reject(new Error('no reminder'));
      message = await vi.waitFor(reminder, { timeout: 10_000 });
      expect(Object.values(buttonsOf(message)).map(({ action }) => action)).toContain('promise.paid');
      await day('2026-12-08');
      await running.app.homes.look();
      expect(await newest(second, 'promise_due')).toMatchObject({
        decision: { kind: 'ended', by: null, summary: { outcome: 'broken' } },
      });
      const update = await settled(1);
      expect(wordsOf(update)).toContain('Its day has passed: it was not kept.');
      expect(buttonsOf(update)).toEqual({});
      // What comes of it later is said where it is asked.
      books.clock.advance({ minutes: 1 });
      await running.type('log ACME promised 18 Dec', { user: 'UDANA' });
      books.clock.advance({ minutes: 1 });
      await running.app.homes.look();
      expect(await newest(second, 'promise_broken')).toMatchObject({ decision: { summary: { date: '2026-12-18' } } });
      expect(await newest(second, 'promise_due')).toMatchObject({ decision: { kind: 'ended' } });
      expect(await newest(first, 'promise_broken')).toMatchObject({ decision: { summary: { date: '2026-12-04' } } });
      // One that nobody looks at by itself any more: a press is answered, and the message says it from then on.
      await books.prisma.outboxMessage.deleteMany({ where: { kind: 'promise_due', updatesId: { not: null } } });
      books.clock.advance({ days: 90 });
      await running.app.homes.look();
      expect(await newest(second, 'promise_due')).not.toMatchObject({ decision: { kind: 'ended' } });
      running.slack.forget();
      await press('promise.new_date', { user: 'UDANA' });
      await expect
        .poll(() => JSON.stringify([running.slack.callsOf('views.update'), running.slack.answers]), { timeout: 15_000 })
        .toContain('settled meanwhile');
      expect(await newest(second, 'promise_due')).toMatchObject({ decision: { kind: 'ended' } });
    });

    it('stays as it is after a remark, and after what was said before it was broken', async () => {
      await running.type('log ACME note: new accountant', { user: 'UDANA' });
      await running.type('log ACME called last Tuesday, no answer', { user: 'UDANA' });
      running.books.clock.advance({ minutes: 1 });
      await running.app.homes.look();
      expect(await running.books.prisma.outboxMessage.count({ where: { updatesId: { not: null } } })).toBe(0);
    });
  });

  it('opens the form of a conversation with what is missing, and asks for the date', async () => {
    await press('promise.new_date');
    const form = await running.form();
    expect(form.callback_id).toBe('form.conversation');
    expect(filled(form)).toMatchObject({
      'pick.client': 'ACME Ltd',
      'log.amount': '12400.00 USD',
      [`pick.invoices:${acme}`]: [expect.stringContaining('INV-104'), expect.stringContaining('INV-107')],
    });
    const focused = form.blocks.filter((block) => block.element?.focus_on_load === true);
    expect(focused.map((block) => block.block_id)).toEqual(['log.date']);
  });

  it('shows what is wrong with a date on its field', async () => {
    await press('promise.new_date');
    const form = await running.form();
    const past = await running.submit(form, { 'log.date': { date: '2026-11-02' } });
    expect(past).toMatchObject({ response_action: 'errors', errors: { 'log.date': expect.stringContaining('past') } });
    const amount = await running.submit(form, { 'log.date': { date: '2026-12-04' }, 'log.amount': 'plenty' });
    expect(amount).toMatchObject({ response_action: 'errors', errors: { 'log.amount': expect.any(String) } });
    expect(await promises()).toHaveLength(1);
  });

  it('keeps what was filled in where the books refuse it, and says why on its field', async () => {
    await danaIs('finance');
    await press('promise.paid');
    const form = await running.form();
    await danaIs('member');
    const inputs = { 'log.amount': '12400', 'log.date': { date: TODAY } };
    const refused = await running.submit(form, inputs);
    expect(refused).toEqual({ response_action: 'errors', errors: { 'pick.client': expect.stringContaining('sam') } });
    await danaIs('finance');
    const taken = await running.submit(form, inputs);
    expect(taken.response_action).toBe('update');
    expect(await running.books.prisma.payment.count()).toBe(1);
  });

  it('says on its field what is wrong with an amount, and with a fault of ours keeps what was filled in', async () => {
    await press('promise.new_date');
    const form = await running.form();
    const inputs = { 'log.date': { date: '2026-12-04' }, 'log.amount': '5000.123' };
    const refused = await running.submit(form, inputs);
    expect(refused).toEqual({ response_action: 'errors', errors: { 'log.amount': expect.any(String) } });
    await running.books.prisma.$executeRawUnsafe('alter table conversation rename to conversation_gone');
    try {
      const fault = await running.submit(form, { 'log.date': { date: '2026-12-04' }, 'log.amount': '12,400' });
      expect(fault).toEqual({
        response_action: 'errors',
        errors: { 'pick.client': expect.stringMatching(/[0-9A-F]{4}/) },
      });
    } finally {
      await running.books.prisma.$executeRawUnsafe('alter table conversation_gone rename to conversation');
    }
    expect(await promises()).toHaveLength(1);
  });

  it('records a payment once, whatever becomes of the message', async () => {
    await danaIs('finance');
    await press('promise.paid');
    const form = await running.form();
    const { prisma } = running.books;
    // A message that cannot be read any more cannot be rewritten either.
    await prisma.outboxMessage.updateMany({ where: { kind: 'promise_broken' }, data: { facts: { promise: null } } });
    await prisma.$executeRaw`update outbox_message
      set facts = jsonb_build_object('promise', jsonb_build_object('id', ${(await promises())[0]?.id}::int))
      where kind = 'promise_broken'`;
    const inputs = { 'log.amount': '12,400.00', 'log.date': { date: TODAY } };
    const reply = await running.submit(form, inputs);
    expect(reply.response_action).toBe('update');
    expect(wordsOf(reply.view)).toContain('$12,400.00');
    await running.forgedSubmit(form, inputs);
    expect(await prisma.payment.count()).toBe(1);
  });

  it('is a final date only where that is ticked', async () => {
    await press('promise.new_date');
    const form = await running.form();
    const { id: _, ...another } = form;
    await running.forgedSubmit(another, {
      'pick.client': { chosen: String(acme) },
      'log.outcome': { chosen: 'promised' },
      'log.date': { date: '2026-12-04' },
      'log.amount': '12400.00 USD',
      final_date: { ticked: ['something else'] },
    });
    await running.submit(form, { 'log.date': { date: '2026-12-11' }, final_date: { ticked: ['final'] } });
    expect((await promises()).map((promise) => promise.finalDate)).toEqual([false, false, true]);
  });

  it('does a submission that Slack sends twice once', async () => {
    await press('promise.new_date');
    const form = await running.form();
    const inputs = { 'log.date': { date: '2026-12-04' } };
    const whole = { ...inputs, 'pick.client': { chosen: String(acme) }, 'log.outcome': { chosen: 'promised' } };
    await Promise.all([running.submit(form, inputs), running.forgedSubmit(form, whole)]);
    expect(await promises()).toHaveLength(2);
  });

  it('is a payment where finance says so, prefilled with what is missing', async () => {
    await danaIs('finance');
    await press('promise.paid');
    const form = await running.form();
    const amount = form.blocks.find((block) => block.block_id === 'log.amount');
    expect(amount?.element?.initial_value).toContain('12400.00');
    expect(wordsOf({ blocks: [...form.blocks] })).toContain('ACME Ltd paid $12,400.00 on');
    await running.submit(form, { 'log.amount': '12,400.00', 'log.date': { date: TODAY } });
    expect(await running.books.prisma.payment.findMany()).toMatchObject([{ amount: 1_240_000n }]);
    expect(wordsOf(await rewritten())).toContain('dana');
  });

  it('takes no money from the future', async () => {
    await danaIs('finance');
    await press('promise.paid');
    const form = await running.form();
    const reply = await running.submit(form, { 'log.amount': '12400', 'log.date': { date: '2026-12-24' } });
    expect(reply).toMatchObject({ response_action: 'errors', errors: { 'log.date': expect.any(String) } });
    expect(await running.books.prisma.payment.count()).toBe(0);
  });

  it('is only what the client says where a member says it, who learns who records money', async () => {
    await press('promise.paid');
    const { body } = await running.slack.answered(1);
    expect(wordsOf(body)).toContain('<@UKIM>');
    expect(wordsOf(body)).toContain('no payment in the books yet');
    expect(Object.values(buttonsOf(body)).map(({ action }) => action)).toContain('collect.undo');
    expect(await running.books.prisma.payment.count()).toBe(0);
    const said = await running.books.prisma.conversation.findMany({ orderBy: { id: 'desc' }, take: 1 });
    expect(said).toMatchObject([{ outcome: 'payment_sent' }]);
    const words = wordsOf(await rewritten());
    expect(words).toContain('dana');
    expect(words).toContain('the client says the money is on its way');
    expect(words).not.toContain('they paid');
    // Until the money is there.
    await running.type('paid ACME 12,400', { user: 'UKIM' });
    const { ledger, workspaceId } = running.books;
    await settleMessages(ledger, workspaceId, null);
    const [newest] = await running.books.prisma.outboxMessage.findMany({
      where: { kind: 'promise_broken', updatesId: { not: null } },
      orderBy: { id: 'desc' },
      take: 1,
    });
    const settled = wordsOf(directMessage(readNotice('promise_broken', newest?.facts), languageOf('en')));
    expect(settled).toContain('kim: they paid $12,400.00 on Mon 30 Nov.');
    expect(settled).not.toContain('received $0.00');
    expect(settled).not.toContain('on its way');
  });

  it('is a call with its outcome', async () => {
    await press('promise.called');
    const form = await running.form();
    expect(form.callback_id).toBe('form.conversation');
    expect(await running.submit(form, {})).toMatchObject({ client: { 'log.outcome': expect.any(String) } });
    const { id: _, ...another } = form;
    expect(await running.forgedSubmit(another, { 'pick.client': { chosen: String(acme) } })).toMatchObject({
      errors: { 'log.outcome': expect.any(String) },
    });
    await running.submit(form, { 'log.outcome': { chosen: 'waiting_approval' }, note: 'CFO is away' });
    const said = await running.books.prisma.conversation.findMany({ orderBy: { id: 'desc' }, take: 1 });
    expect(said).toMatchObject([{ medium: 'call', outcome: 'waiting_approval', note: 'CFO is away' }]);
    expect(wordsOf(await rewritten())).toContain('dana');
  });

  it('goes to the managers where the owner asks, and is escalated where a manager decides', async () => {
    await press('promise.escalate');
    await running.submit(await running.form(), { note: 'I get no answer' });
    await rewritten();
    await running.slack.called('chat.postMessage');
    expect(wordsOf(running.posted('DUSAM')[0])).toContain('ACME Ltd');
    expect(await running.books.prisma.escalationDecision.findMany()).toMatchObject([{ kind: 'requested' }]);
    running.slack.forget();
    await press('promise.escalate', { user: 'USAM' });
    await running.submit(await running.form(), { note: 'enough' });
    const decisions = await running.books.prisma.escalationDecision.findMany({ orderBy: { id: 'asc' } });
    expect(decisions.map((one) => one.kind)).toEqual(['requested', 'escalate']);
  });

  it('asks for no less where the button is pressed twice: the first window gives way, and nothing is wrong', async () => {
    running.slack.mayRefuse(/views\.update/);
    await Promise.all([press('promise.escalate'), press('promise.escalate')]);
    await running.slack.called('views.open', 2);
    await running.slack.called('views.update', 2);
    const screen = () => running.slack.sandbox.workspace.forms('UDANA').map(({ payload }) => payload.callback_id);
    await expect.poll(screen).toEqual(['form.escalate']);
    await running.type('help');
    expect(running.faults).toEqual([]);
  });

  it('is nobody’s business who does not see the client', async () => {
    running.slack.user({ id: 'ULEE', name: 'lee' });
    await press('promise.new_date', { user: 'ULEE' });
    const form = await running.form();
    expect(form.callback_id).not.toBe('form.conversation');
    expect(JSON.stringify(form)).not.toContain('$');
  });

  it('takes no form that was made up', async () => {
    const said = { medium: 'unknown', direction: 'in', contactText: null, happenedOn: null };
    const kept = { parts: [], finalDate: false, dispute: { reason: 'other', amount: '', revisitOn: null } };
    const nowhere = { channel: null, responseUrl: null, replace: false, auditId: null, permalink: null };
    const metadata = { ...nowhere, promiseId: 999_999, said, kept };
    const forged = { callback_id: 'form.conversation', private_metadata: JSON.stringify(metadata) };
    const inputs = { 'pick.client': { chosen: String(acme) }, 'log.outcome': { chosen: 'promised' } };
    const reply = await running.forgedSubmit(forged, { ...inputs, 'log.date': { date: '2026-12-04' } });
    expect(reply.response_action).not.toBe('clear');
    const broken = await running.forgedSubmit({ ...forged, private_metadata: '{' }, {});
    expect(broken.response_action).toBe('update');
    expect(await promises()).toHaveLength(1);
  });
});

describe('They paid, while the books take their time', () => {
  /** Pressed at a replica whose books say who Dana is only when they are let go. */
  async function slowly(): Promise<{ letGo: () => void; settled: () => Promise<void> }> {
    let letGo: (value: null) => void = () => undefined;
    const after = new Promise((resolve) => {
      letGo = resolve;
    });
    const slow = mortalLedger(running.books.ledger, ({ what }) => (/asked\.place/.test(what) ? { after } : 'asked'));
    replica = await running.another({ ledger: slow });
    const { inbox } = replica.app;
    const button = Object.values(buttonsOf(message)).find((one) => one.action === 'promise.paid');
    await replica.forgedPress('promise.paid', button?.value ?? '', { ...inDirect, ephemeral: false });
    return { letGo: () => letGo(null), settled: async () => await inbox.settled() };
  }
  let replica: RunningApp | null = null;
  afterEach(async () => {
    await replica?.stop();
    replica = null;
  });
  const said = async () => await running.books.prisma.conversation.count({ where: { outcome: 'payment_sent' } });

  it('opens a window in time, which says what was noted for a member, once', async () => {
    const { letGo, settled } = await slowly();
    await running.slack.called('views.open');
    expect(await said()).toBe(0);
    letGo();
    const [shown] = await running.slack.called('views.update');
    expect(wordsOf((shown?.view ?? {}) as { blocks?: unknown[] })).toContain('no payment in the books yet');
    await settled();
    expect(await said()).toBe(1);
  });

  it('opens the form for whoever records money', async () => {
    await danaIs('finance');
    const { letGo } = await slowly();
    await running.slack.called('views.open');
    letGo();
    const [shown] = await running.slack.called('views.update');
    expect(JSON.stringify(shown?.view)).toContain('12400.00');
    expect(await said()).toBe(0);
  });

  it('notes what a member says also where it is too late for a window', async () => {
    running.slack.script('views.open', { error: 'expired_trigger_id' });
    const { letGo, settled } = await slowly();
    await running.slack.called('views.open');
    letGo();
    const { body } = await running.slack.answered(1);
    expect(wordsOf(body)).toContain('no payment in the books yet');
    await settled();
    expect(await said()).toBe(1);
  });
});

describe('what is decided after a message was sent', () => {
  const decide = async () => {
    const { books, app } = running;
    const { id: promiseId } = await books.prisma.promiseToPay.findFirstOrThrow();
    const summary = { amount: null, date: null, level: null, outcome: 'no_answer' };
    const sam = await actor(books, 'sam');
    await recordPromiseDecision(books.ledger, sam, { promiseId, kind: 'called', auditId: 1, summary });
    const underWay = { updatesId: { not: null }, state: { in: ['pending' as const, 'sending' as const] } };
    // The app's own delivery may have taken it a moment before.
    await vi.waitFor(async () => {
      await app.delivery.drain();
      expect(await books.prisma.outboxMessage.count({ where: underWay })).toBe(0);
    });
    const revisions = await books.prisma.outboxMessage.findMany({ where: { updatesId: { not: null } } });
    return revisions.map(({ state, lastError }) => [state, lastError]);
  };

  it('is shown to whoever looks after the client, also while they are away', async () => {
    const away = { awayFrom: toDateColumn(localDate(TODAY)), awayUntil: toDateColumn(localDate('2026-12-04')) };
    await running.books.prisma.person.updateMany({ where: { name: 'dana' }, data: away });
    await decide();
    expect(wordsOf(await rewritten())).toContain('sam');
  });

  it.each([
    ["the client is somebody else's", {}],
    ['they became a guest', { guest: true }],
    ['they left', { deactivated: true }],
  ])('is not shown where %s', async (_, person) => {
    const { prisma } = running.books;
    const { id: kim } = await prisma.person.findFirstOrThrow({ where: { name: 'kim' } });
    if (Object.keys(person).length === 0) await prisma.project.updateMany({ data: { ownerId: kim } });
    else await prisma.person.updateMany({ where: { name: 'dana' }, data: person });
    expect(await decide()).toEqual([['cancelled', expect.stringMatching(/not theirs any more|guest/)]]);
    expect(running.slack.callsOf('chat.update')).toEqual([]);
  });
});

describe('escalation candidates', () => {
  const button = (words: { blocks?: unknown[] }, action: string) => {
    const found = Object.values(buttonsOf(words)).find((one) => one.action.startsWith(action));
    if (found === undefined) throw new Error(`no ${action} in ${JSON.stringify(buttonsOf(words))}`);
    return found;
  };

  beforeEach(async () => {
    await press('promise.escalate');
    await running.submit(await running.form(), { note: 'please' });
    await rewritten();
    running.slack.forget();
  });

  it('stay with their owner until a day, within the policy', async () => {
    const { body } = await running.type('escalations', { user: 'USAM' });
    const keep = button(body, 'escalation.keep');
    await running.press(keep.action, keep.value, { user: 'USAM' });
    const form = await running.form();
    const late = await running.submit(form, { date: { date: '2027-06-01' } });
    expect(late).toMatchObject({ response_action: 'errors', errors: { date: expect.any(String) } });
    await running.submit(form, { date: { date: '2026-12-11' } });
    // What asked the manager to decide shows that it is decided.
    const asked = (await running.slack.called('chat.update'))[0] ?? {};
    expect(asked.channel).toBe('DUSAM');
    expect(wordsOf(asked)).toContain('sam, ');
    expect(wordsOf(asked)).toContain('stays with the owner until Fri 11 Dec 2026.');
    expect(JSON.stringify(asked.blocks)).not.toContain('escalation.keep');
    const { body: kept } = await running.slack.answered(2);
    expect(wordsOf(kept)).toContain('11 Dec');
    const after = await running.type('escalations', { user: 'USAM' });
    expect(wordsOf(after.body)).not.toContain('ACME Ltd');
    const undo = button(kept, 'collect.undo');
    await running.pressed(undo.action, undo.value, { user: 'USAM' });
    expect(JSON.stringify((await running.slack.called('chat.update', 2))[1]?.blocks)).toContain('escalation.keep');
    const again = await running.type('escalations', { user: 'USAM' });
    expect(wordsOf(again.body)).toContain('ACME Ltd');
  });

  it('are no longer asked about where whoever asked takes it back', async () => {
    await running.type('undo', { user: 'UDANA' });
    const toSam = () => running.slack.callsOf('chat.update').find((args) => args.channel === 'DUSAM');
    const asked = await vi.waitFor(() => toSam() ?? Promise.reject(new Error('not rewritten')), { timeout: 10_000 });
    expect(wordsOf(asked)).toContain('took the question back.');
    expect(String(asked.text)).toContain('dana took the question back.');
    expect(buttonsOf(asked)).toEqual({});
  });

  it('say the date that the client names meanwhile, for which they still wait, until that is taken back', async () => {
    const toSam = async (nth: number) => {
      await running.app.homes.look();
      await running.app.delivery.drain();
      return await vi.waitFor(
        () =>
          running.slack.callsOf('chat.update').filter((args) => args.channel === 'DUSAM')[nth - 1] ??
          Promise.reject(new Error('not rewritten')),
        { timeout: 10_000 },
      );
    };
    running.books.clock.advance({ minutes: 5 });
    await running.type('log ACME promised 4 Dec');
    const told = await toSam(1);
    expect(wordsOf(told)).toMatch(/dana, .*new date Fri 4 Dec 2026 \(2nd\), \$12,400\.00\./);
    expect(wordsOf(told)).toContain('The question stands until it is decided or taken back.');
    expect(JSON.stringify(told.blocks)).toContain('escalation.keep');
    running.books.clock.advance({ minutes: 5 });
    await running.type('undo');
    expect(wordsOf(await toSam(2))).not.toContain('new date');
  });

  it('have a brief, and a decision that only a manager takes', async () => {
    const { body } = await running.type('escalations', { user: 'USAM' });
    const brief = button(body, 'escalation.brief');
    expect(wordsOf((await running.pressed(brief.action, brief.value, { user: 'USAM' })).body)).toContain('ACME Ltd');
    const keep = button(body, 'escalation.keep');
    await running.forgedPress(keep.action, keep.value, { user: 'UDANA' });
    const form = await running.form();
    expect(form.callback_id).not.toBe('form.keep_until');
    expect(JSON.stringify(form)).toContain('sam');
  });
});
