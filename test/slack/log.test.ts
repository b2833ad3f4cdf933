import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aTeam } from './a-team.js';
import { buttonsOf, filled, type RunningApp, wordsOf } from './running-app.js';

let running: RunningApp;
let acme: number;

beforeEach(async () => {
  ({ running, acme } = await aTeam());
});
afterEach(async () => {
  await running.stop();
});

const promises = () => running.books.prisma.promiseToPay.findMany({ orderBy: { id: 'asc' } });

describe('/collect log ACME promised Friday', () => {
  it('answers with a receipt for this person and tells the channel in one line', async () => {
    const { body } = await running.type('log ACME promised Friday');
    const words = wordsOf(body);
    for (const part of ['ACME Ltd', '$12,400.00', 'Fri 27 Nov 2026', 'INV-104', 'INV-107'])
      expect(words).toContain(part);
    expect(Object.keys(buttonsOf(body))).toEqual(['Undo', 'Change']);
    await running.slack.called('chat.postMessage');
    const [line, ...more] = running.posted('CAPOLLO');
    expect(String(line?.text)).toContain('$12,400.00');
    expect(more).toEqual([]);
    expect(await promises()).toHaveLength(1);
  });

  it('keeps what was typed, where and by whom', async () => {
    await running.type('log ACME promised Friday');
    const [said] = await running.books.prisma.conversation.findMany({ include: { loggedBy: true } });
    expect(said).toMatchObject({ typed: 'log ACME promised Friday', slackChannelId: 'CAPOLLO' });
    expect(said?.loggedBy?.name).toBe('dana');
  });

  it('means the same without the word "log"', async () => {
    await running.type('ACME promised Friday');
    expect(await promises()).toHaveLength(1);
  });

  it('means the channel’s client where there is only one and none is named', async () => {
    await running.books.prisma.invoice.deleteMany({ where: { number: 'INV-200' } });
    await running.books.prisma.client.deleteMany({ where: { name: 'Globex' } });
    await running.type('log promised Friday');
    expect(await promises()).toHaveLength(1);
  });

  it('speaks Chinese with whoever does', async () => {
    running.slack.user({ id: 'UNEW', name: 'wei', locale: 'zh-CN' });
    const { body } = await running.type('记录 ACME 承诺下周五付5000', { user: 'UNEW' });
    expect(wordsOf(body)).toMatch(/12月4日/);
    expect((await promises())[0]?.amount).toBe(500_000n);
  });
});

describe('what is in doubt', () => {
  it('is asked with buttons, and pressing one is the same as typing it', async () => {
    const { body } = await running.type('log ACME promised 03/04');
    expect(await promises()).toHaveLength(0);
    const [first] = Object.entries(buttonsOf(body)).filter(([label]) => /Mar|Apr/.test(label));
    if (first === undefined) throw new Error(`no date to choose: ${wordsOf(body)}`);
    const receipt = await running.pressed(first[1].action, first[1].value);
    expect(receipt.body.replace_original).toBe(true);
    expect(await promises()).toHaveLength(1);
  });

  it('is the currency of a sign that none of what is owed has; a sign that fits is not asked about', async () => {
    const { body } = await running.type('log ACME promised ¥5000 Friday');
    expect(wordsOf(body)).toContain('"¥5000" can be CNY 5,000.00, JPY 5,000 or USD 5,000.00');
    expect(Object.keys(buttonsOf(body))).toEqual(['CNY 5,000.00', 'JPY 5,000', 'USD 5,000.00', 'Other…']);
    expect(await promises()).toEqual([]);
    const dollars = buttonsOf(body)['USD 5,000.00'];
    if (dollars === undefined) throw new Error('no dollars to choose');
    await running.pressed(dollars.action, dollars.value);
    await running.type('log ACME promised $3,000 next Friday');
    expect(await promises()).toMatchObject([
      { currency: 'USD', amount: 500_000n },
      { currency: 'USD', amount: 300_000n },
    ]);
    const { body: paid } = await running.type('paid ACME 5000元', { user: 'UKIM' });
    expect(Object.keys(buttonsOf(paid))).toEqual(['CNY 5,000.00', 'USD 5,000.00', 'Other…']);
    const { body: ofInvoice } = await running.type('paid ACME €500 INV-104', { user: 'UKIM' });
    expect(Object.keys(buttonsOf(ofInvoice))).toEqual(['USD 500.00', 'Other…']);
    expect(await running.books.prisma.payment.findMany()).toEqual([]);
    running.slack.user({ id: 'UNEW', name: 'wei', locale: 'zh-CN' });
    const { body: chinese } = await running.type('记录 ACME 承诺下周五付5000块', { user: 'UNEW' });
    expect(wordsOf(chinese)).toMatch(/“5000块”可以是 CNY.5,000.00，或 USD.5,000.00.*是哪种货币/);
    expect(await promises()).toHaveLength(2);
  });

  it('is settled once by a button that is pressed twice', async () => {
    const value = JSON.stringify({ text: 'log ACME promised Friday' });
    await Promise.all([running.forgedPress('collect.rerun', value), running.forgedPress('collect.rerun', value)]);
    await running.slack.answered(1);
    await running.stop();
    expect(await promises()).toHaveLength(1);
    ({ running } = await aTeam());
  });

  it('offers the clients that begin so', async () => {
    await running.type('client "Acme Studios" add', { user: 'UKIM' });
    await running.type('client ACMX add', { user: 'UKIM' });
    const { body } = await running.type('log ACM promised Friday', { user: 'UKIM' });
    const { 'ACME Ltd': choice } = buttonsOf(body);
    if (choice === undefined) throw new Error(`no choice: ${wordsOf(body)}`);
    await running.pressed(choice.action, choice.value, { user: 'UKIM' });
    expect((await promises())[0]?.amount).toBe(1_240_000n);
  });

  it('takes the one client that begins so, and its receipt says for whom it took it', async () => {
    const begun = await running.type('log ACM promised Friday');
    expect(wordsOf(begun.body)).toContain('You typed “ACM”: I took it for *ACME Ltd*');
    expect(Object.values(buttonsOf(begun.body)).map((one) => one.action)).toContain('collect.undo');
    for (const whole of ['acme', 'ACME Ltd']) {
      expect(wordsOf((await running.type(`log ${whole} promised Friday`)).body)).not.toContain('You typed');
    }
  });

  it('offers the nearest client for a slip of the pen', async () => {
    const { body } = await running.type('log ACNE Ltd promised Friday');
    expect(Object.keys(buttonsOf(body))).toContain('ACME Ltd');
    expect(await promises()).toHaveLength(0);
  });

  it('adds a client only on the word of somebody who may', async () => {
    const mine = await running.type('log Initech promised Friday');
    const labels = Object.entries(buttonsOf(mine.body)).filter(([, one]) => one.action === 'collect.add_client');
    expect(labels).toEqual([]);
    const theirs = await running.type('log Initech called, no answer', { user: 'UKIM' });
    const add = Object.values(buttonsOf(theirs.body)).find((one) => one.action === 'collect.add_client');
    if (add === undefined) throw new Error(`no button: ${wordsOf(theirs.body)}`);
    await running.pressed(add.action, add.value, { user: 'UKIM' });
    const said = await running.books.prisma.conversation.findMany({ include: { client: true } });
    expect(said.map((one) => one.client.name)).toEqual(['Initech']);
  });

  it('does not let a forged button add a client', async () => {
    const value = JSON.stringify({ text: 'log Evil promised Friday', name: 'Evil' });
    const { body } = await running.forgedPressed('collect.add_client', value);
    expect(wordsOf(body)).toContain('kim');
    expect(await running.books.prisma.client.count({ where: { name: 'Evil' } })).toBe(0);
  });
});

describe('a client that this person may not see', () => {
  it('does not exist for them, in the same words as one that does not exist at all', async () => {
    const hidden = await running.type('log Hidden Corp called, no answer');
    const none = await running.type('log Nobody Corp called, no answer');
    const neutral = (text: string) => text.replaceAll('Hidden', 'X').replaceAll('Nobody', 'X');
    expect(neutral(wordsOf(hidden.body))).toBe(neutral(wordsOf(none.body)));
  });

  it('is there as soon as they join its channel', async () => {
    running.slack.join('COTHER', 'UBOSS');
    const elsewhere = await running.type('status ACME', { user: 'UBOSS', channel: 'COTHER' });
    expect(wordsOf(elsewhere.body)).toContain('$12,400.00');
    running.slack.user({ id: 'ULEE', name: 'lee' });
    running.slack.join('COTHER', 'ULEE');
    const before = await running.type('status ACME', { user: 'ULEE', channel: 'COTHER' });
    expect(wordsOf(before.body)).not.toContain('$12,400.00');
    running.slack.join('CAPOLLO', 'ULEE');
    await running.slack.sandbox.settled();
    const after = await running.type('status ACME', { user: 'ULEE', channel: 'CAPOLLO' });
    expect(wordsOf(after.body)).toContain('$12,400.00');
  });
});

describe('Undo and Change', () => {
  it('take back the promise and say so in the channel', async () => {
    const { body } = await running.type('log ACME promised Friday');
    const { Undo } = buttonsOf(body);
    if (Undo === undefined) throw new Error('no Undo');
    const undone = await running.pressed(Undo.action, Undo.value);
    expect(wordsOf(undone.body)).toContain('ACME Ltd');
    expect((await promises())[0]?.state).toBe('withdrawn');
    const again = await running.forgedPressed(Undo.action, Undo.value);
    expect(wordsOf(again.body)).not.toBe(wordsOf(undone.body));
    // What was taken back stands as it is; that it was before is said beside it.
    expect([undone.body, again.body]).toMatchObject([{ replace_original: true }, { replace_original: false }]);
  });

  it('are typed too', async () => {
    await running.type('log ACME promised Friday');
    await running.type('undo');
    expect((await promises())[0]?.state).toBe('withdrawn');
  });

  it('put the line into a form; what it says instead counts as the first date', async () => {
    const { body } = await running.type('log ACME promised Friday');
    const { Change } = buttonsOf(body);
    if (Change === undefined) throw new Error('no Change');
    await running.press(Change.action, Change.value);
    const form = await running.form();
    expect(filled(form)).toMatchObject({
      'pick.client': 'ACME Ltd',
      'log.outcome': 'promised to pay',
      'log.date': '2026-11-27',
    });
    const answers = running.slack.answers.length;
    expect(await running.submit(form, { 'log.date': { date: '2026-12-04' } })).toEqual({ response_action: 'clear' });
    expect(wordsOf((await running.slack.answered(answers + 1)).body)).toContain('Fri 4 Dec 2026');
    const [first, second] = await promises();
    expect(first?.state).toBe('withdrawn');
    expect(second).toMatchObject({ state: 'open', level: 1 });
  });

  it('keep the form open with what is wrong, and what was recorded stays', async () => {
    const { body } = await running.type('log ACME promised Friday');
    const { Change } = buttonsOf(body);
    if (Change === undefined) throw new Error('no Change');
    await running.press(Change.action, Change.value);
    const reply = await running.submit(await running.form(), {
      'log.date': { date: '2026-11-20' },
      'log.amount': '1.234',
    });
    expect(reply.response_action).toBe('errors');
    expect(Object.keys(reply.errors ?? {}).sort()).toEqual(['log.amount', 'log.date']);
    expect((await promises())[0]?.state).toBe('open');
  });

  it('undo nothing where the new line is refused; the line stays in the form and can be put right', async () => {
    const { body } = await running.type('log ACME promised Friday');
    const { Change } = buttonsOf(body);
    if (Change === undefined) throw new Error('no Change');
    await running.press(Change.action, Change.value);
    const form = await running.form();
    const about = `pick.invoices:${acme}`;
    const inputs = { 'log.date': { date: '2026-12-04' }, note: 'says approval is pending' };
    await running.search(form, about, '');
    const { prisma } = running.books;
    // The invoice gets another number while the form is open.
    const renamed = async (from: string, to: string) =>
      await prisma.invoice.updateMany({ where: { number: from }, data: { number: to, numberKey: to } });
    await renamed('INV-104', 'INV-9');
    const reply = await running.submit(form, { ...inputs, [about]: { ticked: ['INV-104'] } });
    expect(reply).toEqual({ response_action: 'errors', errors: { [about]: expect.stringContaining('INV-104') } });
    expect((await promises()).map((promise) => promise.state)).toEqual(['open']);
    expect(await prisma.conversation.count()).toBe(1);
    await renamed('INV-9', 'INV-104');
    const again = await running.submit(form, { ...inputs, [about]: { ticked: ['INV-104'] } });
    expect(again).toEqual({ response_action: 'clear' });
    expect((await promises()).map((promise) => [promise.state, promise.level])).toEqual([
      ['withdrawn', 1],
      ['open', 1],
    ]);
  });

  it('do the same for a payment: replaced by what is recorded, or not at all', async () => {
    const paid = () => running.books.prisma.payment.findMany({ include: { reversal: true }, orderBy: { id: 'asc' } });
    const open = async () => {
      const invoices = await running.books.prisma.invoice.findMany({ orderBy: { id: 'asc' }, take: 2 });
      return invoices.map((invoice) => Number(invoice.open));
    };
    const { body } = await running.type('paid ACME 1,200', { user: 'UKIM' });
    const { Change } = buttonsOf(body);
    if (Change === undefined) throw new Error('no Change');
    await running.press(Change.action, Change.value, { user: 'UKIM' });
    const form = await running.form();
    expect(filled(form)).toMatchObject({
      'pick.client': 'ACME Ltd',
      'log.amount': '1200',
      'log.date': '2026-11-23',
    });
    const refused = await running.submit(form, { 'log.amount': '12.000' });
    expect(refused).toMatchObject({ response_action: 'errors', errors: { 'log.amount': expect.any(String) } });
    const later = await running.submit(form, { 'log.date': { date: '2026-11-24' } });
    expect(later).toMatchObject({ response_action: 'errors', errors: { 'log.date': expect.any(String) } });
    expect((await paid()).map((one) => one.reversal)).toEqual([null]);
    expect(await open()).toEqual([820_000, 300_000]);
    expect(await running.submit(form, { 'log.amount': '12,000' })).toEqual({ response_action: 'clear' });
    expect((await paid()).map((one) => [Number(one.amount), one.reversal === null])).toEqual([
      [120_000, false],
      [1_200_000, true],
    ]);
    expect(await open()).toEqual([0, 40_000]);
  });
});
