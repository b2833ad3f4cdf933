import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aClient, anInvoice } from '../support/books.js';
import { aTeam } from './a-team.js';
import { buttonsOf, type Form, filled, type RunningApp, wordsOf } from './running-app.js';

let running: RunningApp;
let acme: number;

beforeEach(async () => {
  ({ running, acme } = await aTeam());
});
afterEach(async () => {
  await running.stop();
});

const promises = () => running.books.prisma.promiseToPay.findMany({ orderBy: { id: 'asc' } });
const saying = (form: Form): string => wordsOf({ blocks: [...form.blocks] });

/** The form as /collect and the button in its answer open it. */
async function blank(user = 'UDANA'): Promise<Form> {
  const { body } = await running.type('', { user });
  const log = Object.values(buttonsOf(body)).find((one) => one.action === 'collect.form' && one.value.includes('log'));
  if (log === undefined) throw new Error(`no form: ${wordsOf(body)}`);
  await running.press(log.action, log.value, { user });
  return await running.form();
}

describe('the list of clients', () => {
  it('finds by a part of a name or an alias what the person may see, and nothing else', async () => {
    const form = await blank();
    expect(await running.search(form, 'pick.client', 'CM')).toEqual([{ text: 'ACME Ltd', value: String(acme) }]);
    expect((await running.search(form, 'pick.client', '')).map(({ text }) => text)).toEqual(['ACME Ltd', 'Globex']);
    expect(await running.search(form, 'pick.client', 'Hidden')).toEqual([]);
    expect(await running.search(form, 'pick.client', "%' or 1=1 --")).toEqual([]);
  });

  it('has as many as Slack takes', async () => {
    for (let n = 0; n < 120; n += 1) await aClient(running.books, { name: `Initech ${n}` });
    const form = await blank('UKIM');
    expect(await running.search(form, 'pick.client', 'initech')).toHaveLength(100);
  });
});

describe('the form of a conversation', () => {
  it('says what will be recorded while it is filled in, and records just that', async () => {
    let form = await blank();
    const { text, value } = (await running.search(form, 'pick.client', 'acme'))[0] ?? { text: '', value: '' };
    expect(text).toBe('ACME Ltd');
    form = await running.change(form, 'pick.client', { chosen: value });
    expect(filled(form)['pick.client']).toBe('ACME Ltd');
    form = await running.change(form, 'log.date', { date: '2026-11-27' }, { 'log.amount': 'plenty' });
    expect(saying(form)).toContain('Write an amount, such as 5,000 or 1250.50.');
    form = await running.change(form, 'log.amount', '¥5000');
    const sign = await running.submit(form, {});
    expect(sign.errors?.['log.amount']).toContain('"¥" does not say which currency is meant');
    form = await running.change(form, 'log.amount', '', { note: 'the CFO is back' });
    expect(saying(form)).toContain('ACME Ltd promised $12,400.00 by Fri 27 Nov 2026.');
    expect(saying(form)).toContain('INV-104');
    expect(filled(form).note).toBe('the CFO is back');
    expect(await promises()).toEqual([]);
    expect(await running.books.prisma.conversation.count()).toBe(0);
    expect(await running.books.prisma.outboxMessage.count()).toBe(0);
    const about = `pick.invoices:${acme}`;
    expect(await running.search(form, about, '104')).toEqual([
      { text: 'INV-104 · $9,400.00 · 18 days overdue', value: 'INV-104' },
    ]);
    form = await running.change(form, about, { ticked: ['INV-104'] });
    expect(saying(form)).toContain('ACME Ltd promised $9,400.00 by Fri 27 Nov 2026.');
    const answers = running.slack.answers.length;
    expect(await running.submit(form, {})).toEqual({ response_action: 'clear' });
    const receipt = wordsOf((await running.slack.answered(answers + 1)).body);
    expect(receipt).toContain('ACME Ltd promised $9,400.00 by Fri 27 Nov 2026.');
    expect((await promises()).map(({ amount }) => Number(amount))).toEqual([940_000]);
    const [said] = await running.books.prisma.conversation.findMany();
    expect(said).toMatchObject({ note: 'the CFO is back', slackChannelId: 'CAPOLLO' });
    // Nobody typed a line.
    const back = (await running.type('undo')).body;
    expect(wordsOf(back)).toContain('From the form: "the CFO is back"');
    expect(wordsOf(back)).not.toContain('log ');
    expect(Object.keys(buttonsOf(back))).toContain('Change');
  });

  it('takes a promise in parts, the last of which may be the rest', async () => {
    let form = await blank();
    await running.search(form, 'pick.client', 'acme');
    form = await running.change(form, 'pick.client', { chosen: String(acme) });
    form = await running.change(form, 'log.part', null, { 'log.date': { date: '2026-11-27' }, 'log.amount': '5,000' });
    expect(filled(form)).toMatchObject({ 'log.date': '2026-11-27', 'log.amount': '5,000' });
    const missing = await running.submit(form, { 'log.amount:1': '1.000' });
    expect(Object.keys(missing.errors ?? {}).sort()).toEqual(['log.amount:1', 'log.date:1']);
    await running.submit(form, { 'log.date:1': { date: '2026-12-04' }, 'log.amount:1': '' });
    expect((await promises()).map(({ amount }) => Number(amount))).toEqual([500_000, 740_000]);
  });

  it('has no more parts than six', async () => {
    let form = await blank();
    for (let n = 1; n < 6; n += 1) form = await running.change(form, 'log.part', null);
    expect(form.blocks.map(({ block_id }) => block_id)).toContain('log.date:5');
    expect(JSON.stringify(form.blocks)).not.toContain('log.part');
  });

  it('asks for what the outcome needs, and keeps what was filled in for another', async () => {
    let form = await blank();
    await running.search(form, 'pick.client', 'acme');
    form = await running.change(form, 'pick.client', { chosen: String(acme) }, { 'log.date': { date: '2026-11-27' } });
    form = await running.change(form, 'log.outcome', { chosen: 'dispute' });
    expect(filled(form)['log.date']).toBeUndefined();
    form = await running.change(form, 'log.outcome', { chosen: 'promised' });
    expect(filled(form)['log.date']).toBe('2026-11-27');
    form = await running.change(form, 'log.outcome', { chosen: 'dispute' });
    const about = `pick.invoices:${acme}`;
    await running.search(form, about, '104');
    await running.submit(form, { reason: { chosen: 'quality' }, disputed: '400', [about]: { ticked: ['INV-104'] } });
    const [dispute] = await running.books.prisma.dispute.findMany();
    expect(dispute).toMatchObject({ reason: 'quality', amount: 40_000n });
  });

  it('forgets the invoices of one client when another is chosen', async () => {
    const globex = (await running.books.prisma.client.findFirstOrThrow({ where: { name: 'Globex' } })).id;
    let form = await blank();
    await running.search(form, 'pick.client', '');
    form = await running.change(form, 'pick.client', { chosen: String(acme) });
    await running.search(form, `pick.invoices:${acme}`, '');
    form = await running.change(form, `pick.invoices:${acme}`, { ticked: ['INV-104'] });
    form = await running.change(form, 'pick.client', { chosen: String(globex) });
    expect(filled(form)).toMatchObject({ 'pick.client': 'Globex' });
    expect(filled(form)[`pick.invoices:${globex}`]).toBeUndefined();
    expect(await running.search(form, `pick.invoices:${globex}`, 'INV-1')).toEqual([]);
  });

  it('does not take a client that the person may not see', async () => {
    const hidden = (await running.books.prisma.client.findFirstOrThrow({ where: { name: 'Hidden Corp' } })).id;
    await anInvoice(running.books, { clientId: hidden, number: 'INV-9', due: '2026-11-01', amount: 100 });
    const form = await blank();
    const inputs = { 'log.outcome': { chosen: 'answered' }, note: 'x' };
    const theirs = await running.forgedSubmit(form, { ...inputs, 'pick.client': { chosen: String(hidden) } });
    const nobody = await running.forgedSubmit(form, { ...inputs, 'pick.client': { chosen: '999999' } });
    expect(Object.keys(theirs.errors ?? {})).toEqual(Object.keys(nobody.errors ?? {}));
    expect(String(Object.values(theirs.errors ?? {})[0]).replace(/\d+/, '')).toBe(
      String(Object.values(nobody.errors ?? {})[0]).replace(/\d+/, ''),
    );
    expect(await running.books.prisma.conversation.count()).toBe(0);
  });
});

describe('what cannot be understood', () => {
  async function mended(line: string): Promise<Form> {
    const { body } = await running.type(line);
    const fix = Object.values(buttonsOf(body)).find((one) => one.action === 'collect.change');
    if (fix === undefined) throw new Error(`no form: ${wordsOf(body)}`);
    await running.press(fix.action, fix.value);
    return await running.form();
  }

  it('opens in the form with all that was understood, and what is in doubt left open', async () => {
    const form = await mended('log ACME promised 5,000 03/04 INV-104, waits for the CFO');
    expect(filled(form)).toMatchObject({
      'pick.client': 'ACME Ltd',
      'log.amount': '5000',
      [`pick.invoices:${acme}`]: ['INV-104'],
      note: 'waits for the CFO',
    });
    expect(filled(form)['log.date']).toBeUndefined();
    expect(saying(form)).toContain('03/04');
  });

  it('leaves open a day that is too far away, also where it was chosen in the form', async () => {
    const form = await mended('log ACME promised 5,000 by 2031-11-20, waits for the CFO');
    expect(filled(form)).toMatchObject({ 'pick.client': 'ACME Ltd', 'log.amount': '5000', note: 'waits for the CFO' });
    expect(filled(form)['log.date']).toBeUndefined();
    expect(saying(form)).toContain('2031-11-20');
    const wrong = await running.submit(form, { 'log.date': { date: '2031-11-20' } });
    expect(JSON.stringify(wrong.errors)).toContain('Thu 23 Nov 2028');
    expect(await promises()).toEqual([]);
  });

  it('keeps the words where nothing was, and guesses the client from them', async () => {
    const form = await mended('log ACME promised 5,000 someday around easter maybe 31/31');
    expect(filled(form)['pick.client']).toBe('ACME Ltd');
    expect(JSON.stringify(filled(form))).toContain('someday');
  });

  it('opens with the client left open where nobody bears that name', async () => {
    const form = await mended('log Nobody Corp promised 5,000 Friday, waits for the CFO');
    const understood = { 'log.amount': '5000', 'log.date': '2026-11-27', note: 'waits for the CFO' };
    expect(filled(form)).toMatchObject(understood);
    expect(filled(form)['pick.client']).toBeUndefined();
    expect(saying(form)).toContain('Nobody Corp');
  });

  it.each(['ACME 5,000 Friday asdf', 'log ACME 5,000 Friday, asdf', 'ACME Ltd 5,000 周五 asdf'])(
    'opens as a promise where a known client is followed by one without a verb: %s',
    async (line) => {
      const form = await mended(line);
      expect(filled(form)).toMatchObject({ 'log.amount': '5000', 'log.date': '2026-11-27', note: 'asdf' });
      expect(JSON.stringify(filled(form)['pick.client'])).toContain('ACME Ltd');
    },
  );

  it('stays whole in the note where nothing of it is a promise', async () => {
    expect(filled(await mended('log ACME asdf'))).toMatchObject({ note: 'ACME asdf' });
  });

  it('is so also of what was recorded and is opened once more: the note has the words and nothing else', async () => {
    const understood = { 'log.amount': '5000', 'log.date': '2026-11-27', note: 'waits for the CFO' };
    const form = await mended('log ACME promised 5,000 by Friday, waits for the CFO');
    expect(filled(form)).toMatchObject(understood);
    await running.submit(form, { note: 'waits for the CFO until Monday 7 Dec' });
    const recorded = await running.books.prisma.conversation.findMany({ orderBy: { id: 'desc' }, take: 1 });
    expect(recorded).toMatchObject([{ note: 'waits for the CFO until Monday 7 Dec' }]);
  });
});
