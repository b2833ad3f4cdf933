import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importText } from '../imports/import-text.js';
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

const saying = (form: Form): string => wordsOf({ blocks: [...form.blocks] });

async function opened(name: string, user = 'UKIM', channel = 'CAPOLLO'): Promise<Form> {
  const { body } = await running.type('', { user, channel });
  const button = Object.values(buttonsOf(body)).find(
    (one) => one.action.startsWith('collect.form') && one.value.includes(name),
  );
  if (button === undefined) throw new Error(`no button for ${name}: ${wordsOf(body)}`);
  await running.press(button.action, button.value, { user, channel });
  return await running.form();
}

async function mended(line: string, user = 'UKIM'): Promise<Form> {
  const { body } = await running.type(line, { user });
  const fix = Object.values(buttonsOf(body)).find((one) => one.action.startsWith('collect.change'));
  if (fix === undefined) throw new Error(`no form: ${wordsOf(body)}`);
  await running.press(fix.action, fix.value, { user });
  return await running.form();
}

/** The receipt of what was filled in; where the machine is slow it comes into the form's window. */
async function said(form: Form, inputs: Parameters<RunningApp['submit']>[1]): Promise<string> {
  const answers = running.slack.answers.length;
  const updates = running.slack.callsOf('views.update').length;
  const { response_action: action } = await running.submit(form, inputs);
  if (action === 'clear') return wordsOf((await running.slack.answered(answers + 1)).body);
  expect(action).toBe('update');
  await running.slack.called('views.update', updates + 1);
  return saying(running.screen(form));
}

describe('/collect alone', () => {
  it('offers the forms that somebody may use', async () => {
    const offered = async (user: string) =>
      Object.values(buttonsOf((await running.type('', { user })).body)).flatMap(({ action, value }) =>
        action.startsWith('collect.form') ? [(JSON.parse(value) as { form: string }).form] : [],
      );
    expect((await offered('UDANA')).sort()).toEqual(['digest', 'log', 'snooze']);
    expect((await offered('UKIM')).sort()).toEqual(['client', 'digest', 'log', 'payment', 'project', 'snooze']);
  });

  it('refuses a forged button in words, and opens nothing about a client that is hidden', async () => {
    const value = (form: string, clientId?: number) => JSON.stringify({ form, ...(clientId ? { clientId } : {}) });
    const hidden = (await running.books.prisma.client.findFirstOrThrow({ where: { name: 'Hidden Corp' } })).id;
    await running.forgedPress('collect.form', value('payment'));
    expect(saying(await running.form(1))).toContain('Only finance and managers');
    await running.forgedPress('collect.form', value('log', hidden));
    const theirs = saying(await running.form(2)).replace(/\d+/g, 'N');
    await running.forgedPress('collect.form', value('log', 999_999));
    expect(saying(await running.form(3)).replace(/\d+/g, 'N')).toBe(theirs);
  });
});

describe('the form of a payment', () => {
  it('records money on the invoices that were chosen', async () => {
    let form = await opened('payment');
    await running.search(form, 'pick.client', 'acme');
    form = await running.change(form, 'pick.client', { chosen: String(acme) });
    const about = `pick.invoices:${acme}`;
    await running.search(form, about, '107');
    const inputs = {
      'log.amount': '1,000',
      'log.currency': { chosen: 'USD' },
      [about]: { ticked: ['INV-107'] },
      reference: 'wire 7',
    };
    const words = await said(form, inputs);
    expect(words).toContain('ACME Ltd paid $1,000.00');
    expect(words).toContain('INV-107');
    const [payment] = await running.books.prisma.payment.findMany();
    expect(payment).toMatchObject({ amount: 100_000n, currency: 'USD', reference: 'wire 7' });
    expect(payment?.recordedById).not.toBeNull();
  });

  it('says where the money will go while it is filled in, and keeps nothing of it', async () => {
    let form = await opened('payment');
    expect(saying(form)).toContain('once everything that is asked is filled in');
    await running.search(form, 'pick.client', 'acme');
    form = await running.change(form, 'pick.client', { chosen: String(acme) });
    form = await running.change(form, 'log.amount', '10,000');
    expect(saying(form)).toContain('ACME Ltd paid $10,000.00 on Mon 23 Nov 2026.');
    expect(saying(form)).toContain('It goes to INV-104 ($9,400.00, now settled)');
    form = await running.change(form, 'log.currency', { chosen: 'EUR' });
    expect(saying(form)).toContain('€10,000.00');
    form = await running.change(form, 'log.amount', '10,000 USD');
    expect(saying(form)).toContain('once everything that is asked is filled in');
    const { prisma } = running.books;
    expect(await prisma.payment.count()).toBe(0);
    expect(await prisma.outboxMessage.count()).toBe(0);
    expect(await prisma.auditEntry.count()).toBe(0);
  });

  it('has its errors at their fields, and loses nothing', async () => {
    const form = await opened('payment');
    await running.search(form, 'pick.client', 'acme');
    const client = { 'pick.client': { chosen: String(acme) } };
    const errors = async (inputs: object) =>
      Object.keys((await running.submit(form, { ...client, ...inputs })).errors ?? {});
    expect(await errors({ 'log.amount': '12.000' })).toEqual(['log.amount']);
    expect(await errors({ 'log.amount': '5,000', 'log.date': { date: '2026-11-30' } })).toEqual(['log.date']);
    expect(await errors({ 'log.amount': '5,000 EUR', 'log.currency': { chosen: 'USD' } })).toEqual(['log.currency']);
    expect(await errors({ 'log.amount': '¥5,000', 'log.currency': { chosen: 'USD' } })).toEqual(['log.currency']);
    expect(await errors({ 'log.amount': '5000元' })).toEqual(['log.amount']);
    expect(await errors({ 'log.amount': '€5,000' })).toEqual(['log.amount']);
    expect(await running.books.prisma.payment.count()).toBe(0);
    expect(await said(form, { ...client, 'log.amount': '5,000' })).toContain('$5,000.00');
  });

  it('opens with what was understood of a line', async () => {
    const form = await mended('paid ACME 1.234 INV-104 yesterday, wire 12');
    expect(filled(form)).toMatchObject({
      'pick.client': 'ACME Ltd',
      'log.amount': '1.234',
      [`pick.invoices:${acme}`]: ['INV-104'],
      'log.date': '2026-11-22',
    });
    expect(saying(form)).toContain('1.234');
  });
});

describe('the form of a client', () => {
  it('adds one with all that belongs to it', async () => {
    const form = await opened('client');
    const project = (await running.search(form, 'pick.project', 'apo'))[0];
    expect(project?.text).toBe('Apollo');
    const words = await said(form, {
      name: 'Initech Inc',
      aliases: 'Initech, ITC',
      contact: 'Bill',
      email: 'bill@initech.example',
      owner: { user: 'UDANA' },
      backup: { user: 'UNEW' },
      'pick.project': { chosen: project?.value ?? '' },
    });
    for (const part of ['Initech Inc', 'ITC', 'Bill', 'Apollo', 'dana']) expect(words).toContain(part);
    const client = await running.books.prisma.client.findFirstOrThrow({
      where: { name: 'Initech Inc' },
      include: { aliases: true, contacts: true, owner: true, backup: true, project: true },
    });
    expect(client.aliases.map(({ alias }) => alias)).toEqual(['Initech', 'ITC']);
    expect(client).toMatchObject({
      owner: { name: 'dana' },
      backup: { name: 'newcomer' },
      project: { name: 'Apollo' },
    });
  });

  it('adds all of it or nothing', async () => {
    const form = await opened('client');
    const reply = await running.submit(form, { name: 'Initech', aliases: 'ACME' });
    expect(reply.errors).toEqual({ aliases: expect.stringContaining('ACME') });
    expect(await running.books.prisma.client.count({ where: { name: 'Initech' } })).toBe(0);
    expect((await running.submit(form, { name: 'ACME Ltd' })).errors).toEqual({
      name: expect.stringContaining('ACME'),
    });
  });

  it('changes the names of one, and Undo brings them back', async () => {
    const { prisma } = running.books;
    const namesOf = async () => {
      const client = await prisma.client.findFirstOrThrow({ where: { id: acme }, include: { aliases: true } });
      return [client.name, ...client.aliases.map(({ alias }) => alias).sort()];
    };
    await prisma.clientAlias.create({
      data: { workspaceId: running.books.workspaceId, clientId: acme, alias: 'Acme, Inc', aliasKey: 'acme, inc' },
    });
    const value = JSON.stringify({ form: 'client', clientId: acme });
    await running.forgedPress('collect.form', value, { user: 'UKIM', channel: 'CAPOLLO' });
    const form = await running.form();
    expect(filled(form)).toMatchObject({ name: 'ACME Ltd', aliases: 'ACME\nAcme, Inc' });
    const refused = await running.submit(form, { name: 'Globex', aliases: 'ACME' });
    expect(refused.errors).toEqual({ name: expect.stringContaining('Globex') });
    expect((await running.submit(form, { name: 'ACME Group', aliases: 'ACME\nGlobex' })).errors).toEqual({
      aliases: expect.stringContaining('Globex'),
    });
    expect(await namesOf()).toEqual(['ACME Ltd', 'ACME', 'Acme, Inc']);
    const words = await said(form, { name: 'ACME Group', aliases: 'Acme, Inc\nAG, Acme Grp' });
    expect(words).toContain('ACME Ltd is called ACME Group now');
    expect(words).toContain('no longer answers to "ACME"');
    expect(await namesOf()).toEqual(['ACME Group', 'ACME Ltd', 'AG', 'Acme Grp', 'Acme, Inc']);
    for (let one = 0; one < 4; one++) await running.type('undo', { user: 'UKIM' });
    expect(await namesOf()).toEqual(['ACME Ltd', 'ACME', 'Acme, Inc']);
  });

  it('leaves alone what somebody else changed of it while it was open', async () => {
    const value = JSON.stringify({ form: 'client', clientId: acme });
    await running.forgedPress('collect.form', value, { user: 'UKIM', channel: 'CAPOLLO' });
    const form = await running.form();
    await running.type('client ACME rename "ACME Group"', { user: 'UKIM' });
    await running.type('client "ACME Group" alias AG', { user: 'UKIM' });
    const words = await said(form, { name: 'ACME Ltd', contact: 'Wei Chen' });
    expect(words).not.toContain('is called');
    const client = await running.books.prisma.client.findFirstOrThrow({
      where: { id: acme },
      include: { aliases: true, contacts: true },
    });
    expect(client.name).toBe('ACME Group');
    expect(client.aliases.map(({ alias }) => alias).sort()).toEqual(['ACME', 'ACME Ltd', 'AG']);
    expect(client.contacts.map(({ name }) => name)).toContain('Wei Chen');
  });

  it('tells whoever changes its name after somebody else did what it was', async () => {
    const value = JSON.stringify({ form: 'client', clientId: acme });
    await running.forgedPress('collect.form', value, { user: 'UKIM', channel: 'CAPOLLO' });
    const form = await running.form();
    await running.type('client ACME rename "ACME Group"', { user: 'UKIM' });
    expect(await said(form, { name: 'ACME Holding' })).toContain('ACME Group is called ACME Holding now');
  });

  it('has its names as they were however often it was renamed, there and back too', async () => {
    const { prisma } = running.books;
    const namesOf = async () => {
      const client = await prisma.client.findFirstOrThrow({ where: { id: acme }, include: { aliases: true } });
      return [client.name, ...client.aliases.map(({ alias }) => alias).sort()];
    };
    const before = await namesOf();
    for (const [from, to] of [
      ['ACME', 'Alpha'],
      ['Alpha', 'ACME Ltd'],
      ['ACME', 'ACME'],
      ['ACME', 'A & B <*`x`*> 🙂'],
    ]) {
      const { body } = await running.type(`client ${from} rename "${to}"`, { user: 'UKIM' });
      expect(wordsOf(body)).toContain('now, and answers to both names');
    }
    expect((await namesOf())[0]).toBe('A & B <*`x`*> 🙂');
    for (let one = 0; one < 4; one++) await running.type('undo', { user: 'UKIM' });
    expect(await namesOf()).toEqual(before);
  });

  it('takes no name that is none, is too long, or is another client’s', async () => {
    const value = JSON.stringify({ form: 'client', clientId: acme });
    await running.forgedPress('collect.form', value, { user: 'UKIM', channel: 'CAPOLLO' });
    const form = await running.form();
    // Slack's client lets nobody hand in all of these.
    for (const name of ['  ', '—', 'x'.repeat(300), 'globex ']) {
      const { errors = {} } = await running.forgedSubmit(form, { name }, { user: 'UKIM' });
      expect(Object.keys(errors), name).toEqual(['name']);
    }
  });

  it('opens with the name that a line gives, which the line gives too', async () => {
    const { body } = await running.type('client ACME rename Globex', { user: 'UKIM' });
    expect(wordsOf(body)).toContain('Globex');
    const form = await mended('client ACME rename Globex');
    expect(filled(form)).toMatchObject({ name: 'Globex', aliases: 'ACME' });
    const done = await running.type('client ACME rename "ACME Group"', { user: 'UKIM' });
    expect(wordsOf(done.body)).toContain('ACME Ltd is called ACME Group now');
    const undo = Object.values(buttonsOf(done.body)).find((one) => one.action === 'collect.undo');
    const back = await running.pressed(undo?.action ?? '', undo?.value ?? '', { user: 'UKIM' });
    expect(wordsOf(back.body)).toContain('ACME Ltd has its name back.');
    expect(wordsOf((await running.type('client ACME rename Other')).body)).toContain('Only finance and managers');
  });

  it('finds no project for whoever may not set up clients', async () => {
    const form = await opened('client');
    expect(await running.search(form, 'pick.project', '')).not.toEqual([]);
    const { prisma } = running.books;
    await prisma.person.updateMany({ where: { name: 'kim' }, data: { role: 'member' } });
    expect(await running.search(form, 'pick.project', '')).toEqual([]);
    const reply = await running.submit(form, { name: 'Initech' });
    expect(JSON.stringify(reply.errors)).toContain('Only finance and managers');
  });
});

describe('the form of a project', () => {
  it('ties it to its channel and its people', async () => {
    const form = await opened('project');
    expect(filled(form)).toMatchObject({ channel: 'CAPOLLO' });
    const words = await said(form, { name: 'Gemini', channel: { conversation: 'COTHER' }, owner: { user: 'UDANA' } });
    expect(words).toContain('Gemini');
    const project = await running.books.prisma.project.findFirstOrThrow({
      where: { name: 'Gemini' },
      include: { channel: true, owner: true },
    });
    expect(project).toMatchObject({ channel: { slackChannelId: 'COTHER' }, owner: { name: 'dana' } });
  });

  it('opens with what was understood of a line', async () => {
    const form = await mended('project "Gemini" here owner @dana whatever');
    expect(saying(form)).toContain('whatever');
  });
});

describe('the form of a digest', () => {
  const settings = async () =>
    await running.books.prisma.channel.findFirstOrThrow({ where: { slackChannelId: 'CAPOLLO' } });

  it('shows and sets all that can be set', async () => {
    const form = await opened('digest', 'UDANA');
    expect(filled(form)).toMatchObject({ time: '09:00', weekdays: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri'] });
    const words = await said(form, {
      time: { time: '08:15' },
      weekdays: { ticked: ['1', '3'] },
      shows: { ticked: ['enabled'] },
      country: 'de',
      language: { chosen: 'zh-CN' },
      minimum: '500',
    });
    expect(words).toContain('08:15');
    expect(await settings()).toMatchObject({
      digestTime: '08:15',
      digestWeekdays: [1, 3],
      digestEnabled: true,
      digestQuietLine: false,
      amountsShown: false,
      country: 'DE',
      locale: 'zh-CN',
      minimumAmount: 50_000n,
    });
  });

  it('says at the field what does not work, and can be taken back', async () => {
    const form = await opened('digest', 'UDANA');
    expect((await running.submit(form, { country: 'XX' })).errors).toHaveProperty('country');
    expect((await running.submit(form, { minimum: 'half' })).errors).toHaveProperty('minimum');
    await said(form, { minimum: '1,250.50' });
    expect((await settings()).minimumAmount).toBe(125_050n);
    await running.type('undo');
    expect((await settings()).minimumAmount).toBe(0n);
  });

  it('is of the channel that is chosen where it is opened outside of channels', async () => {
    const first = await opened('digest', 'UDANA', 'DUDANA');
    expect(saying(first)).toContain('Which channel is it about?');
    const { prisma, workspaceId } = running.books;
    await prisma.channel.create({ data: { workspaceId, slackChannelId: 'CSECRET', name: 'secret', isPrivate: true } });
    const offered = await running.search(first, 'pick.channel', 'PROJ');
    expect(offered).toEqual([{ text: '#proj-apollo', value: 'CAPOLLO' }]);
    expect(await running.search(first, 'pick.channel', 'e')).toEqual([]);
    await running.search(first, 'pick.channel', '');
    const form = await running.change(first, 'pick.channel', { chosen: 'CAPOLLO' });
    expect(filled(form)).toMatchObject({ time: '09:00' });
    expect(await said(form, { time: { time: '08:15' } })).toContain('08:15');
    expect(await settings()).toMatchObject({ digestTime: '08:15' });
  });

  it('does not offer an owner to show amounts that are hidden, and says whose that is', async () => {
    const offered = (form: Form) => JSON.stringify(form.blocks.find(({ block_id: id }) => id === 'shows'));
    await running.type('digest amounts off', { user: 'UDANA' });
    const form = await opened('digest', 'UDANA');
    expect(offered(form)).not.toContain('Amounts are shown');
    expect(offered(form)).toContain('Finance or a manager can have them shown');
    await said(form, { time: { time: '08:15' } });
    expect(await settings()).toMatchObject({ digestTime: '08:15', amountsShown: false });
    const [button] = Object.values(buttonsOf((await running.type('digest', { user: 'UKIM' })).body));
    await running.press(button?.action ?? '', button?.value ?? '', { user: 'UKIM' });
    expect(offered(await running.form(2))).toContain('Amounts are shown');
  });

  it('is offered below the settings to whoever may change them alone', async () => {
    const below = async (user: string) => Object.keys(buttonsOf((await running.type('digest', { user })).body)).length;
    expect(await below('UDANA')).toBe(1);
    expect(await below('UNEW')).toBe(0);
  });

  it('says where it is set in a channel without a project', async () => {
    expect(saying(await opened('digest', 'UKIM', 'COTHER'))).toContain('in the channel of the project');
  });
});

describe('the form of a snooze', () => {
  it('lets a client rest, with Undo', async () => {
    const form = await opened('snooze', 'UDANA');
    await running.search(form, 'pick.client', 'acme');
    const client = { 'pick.client': { chosen: String(acme) } };
    const errors = async (date: string) => (await running.submit(form, { ...client, date: { date } })).errors;
    expect(await errors('2026-11-23')).toHaveProperty('date');
    expect(String((await errors('2027-01-23'))?.date)).toContain('22 Jan 2027');
    expect(await said(form, { ...client, date: { date: '2026-12-04' }, note: 'new CFO' })).toContain('Fri 4 Dec 2026');
    expect(wordsOf((await running.type('status ACME')).body)).toContain('Rests up to and including Fri 4 Dec 2026');
    await running.type('undo');
    expect(wordsOf((await running.type('status ACME')).body)).not.toContain('Rests');
  });

  it('opens with what was understood of a line, typed in either language', async () => {
    running.slack.user({ id: 'UNEW', name: 'wei', locale: 'zh-CN' });
    const { body } = await running.type('暂停提醒 ACME 到 下周五，等审批', { user: 'UNEW' });
    expect(wordsOf(body)).toContain('12月4日');
    const form = await mended('snooze ACME until 03/04, waits', 'UDANA');
    expect(filled(form)['pick.client']).toBe('ACME Ltd');
  });
});

describe('a payment that a file has brought already', () => {
  const imported = 'Payment ID,Customer,Payment Date,Amount\nP-1,ACME,2026-11-22,9400\n';
  const recorded = async () => await running.books.prisma.payment.count({ where: { source: 'slack' } });
  beforeEach(async () => void (await importText(running.books, imported)));

  it('is asked about: the same is not recorded, another one is', async () => {
    const { body } = await running.type('paid ACME 9,400', { user: 'UKIM' });
    expect(wordsOf(body)).toContain('has $9,400.00 paid by ACME Ltd already. Is this another?');
    const [same, another] = Object.values(buttonsOf(body));
    expect([same?.action, another?.action]).toEqual(['payment.same', 'collect.rerun']);
    const kept = await running.pressed(same?.action ?? '', same?.value ?? '', { user: 'UKIM' });
    expect(wordsOf(kept.body)).toContain('Nothing was recorded: the payment of ACME Ltd is in the books already.');
    expect(await recorded()).toBe(0);
    await running.type('paid ACME 9,400', { user: 'UKIM' });
    const receipt = await running.pressed(another?.action ?? '', another?.value ?? '', { user: 'UKIM' });
    expect(wordsOf(receipt.body)).toContain('$9,400.00');
    expect(await recorded()).toBe(1);
  });

  it('is asked about in the form, where it is seen before it is sent', async () => {
    let form = await opened('payment');
    await running.search(form, 'pick.client', 'acme');
    form = await running.change(form, 'pick.client', { chosen: String(acme) });
    form = await running.change(form, 'log.amount', '9,400');
    expect(saying(form)).toContain('Is this another');
    const refused = await running.submit(form, {});
    expect(refused.errors).toEqual({ 'log.another': expect.stringContaining('Is this another?') });
    expect(await recorded()).toBe(0);
    form = await running.change(form, 'log.another', { ticked: ['another'] });
    expect(saying(form)).toContain('ACME Ltd paid $9,400.00');
    expect(await said(form, {})).toContain('$9,400.00');
    expect(await recorded()).toBe(1);
  });
});

describe('a form with more than one thing wrong', () => {
  const wrong = async (
    id: string,
    metadata: object,
    inputs: Parameters<RunningApp['forgedSubmit']>[1],
    user = 'UKIM',
  ) => {
    const from = { channel: 'CAPOLLO', responseUrl: null, replace: false };
    const form = { callback_id: id, private_metadata: JSON.stringify({ ...from, ...metadata }) };
    const { errors } = await running.forgedSubmit(form, inputs, { user });
    return Object.keys(errors ?? {}).sort();
  };

  it('says each at its field, all at once', async () => {
    const guest = { user: 'UGUEST' };
    const digest = { country: 'XX', minimum: 'half', time: { time: '09:00' } };
    expect(await wrong('form.digest', {}, digest)).toEqual(['country', 'minimum', 'weekdays']);
    const card = { email: 'bill@initech.example', owner: guest, backup: guest };
    expect(await wrong('form.client', { clientId: null }, card)).toEqual(['backup', 'contact', 'name', 'owner']);
    expect(await wrong('form.client', { clientId: null }, { backup: guest })).toEqual(['backup', 'name', 'owner']);
    expect(await wrong('form.project', {}, { owner: guest, backup: guest })).toEqual([
      'backup',
      'channel',
      'name',
      'owner',
    ]);
    const self = { name: 'Zeus', owner: { user: 'UDANA' }, backup: { user: 'UDANA' } };
    expect(await wrong('form.project', {}, self)).toEqual(['backup', 'channel']);
    const about = { clientId: acme, promiseId: null };
    expect(await wrong('form.assign', about, { owner: guest, backup: guest })).toEqual(['backup', 'owner']);
    expect(await wrong('form.assign', about, { backup: guest })).toEqual(['backup', 'owner']);
    expect(await wrong('form.snooze', {}, { date: { date: '2026-11-20' } })).toEqual(['date', 'pick.client']);
    expect(
      await wrong(
        'form.payment',
        { auditId: null, permalink: null },
        {
          'log.amount': '5 EUR',
          'log.currency': { chosen: 'USD' },
          'log.date': { date: '2027-01-01' },
        },
      ),
    ).toEqual(['log.currency', 'log.date', 'pick.client']);
    const mine = { works_from: { time: '09:00' }, away_from: { date: '2026-11-24' } };
    expect(await wrong('form.my_settings', {}, mine)).toEqual(['away_until', 'works_until']);
    const roles = {
      finance: { users: ['UDANA', 'UGUEST'] },
      managers: { users: ['UDANA'] },
      admins: { users: ['UGUEST'] },
    };
    expect(await wrong('form.setup', { step: 'roles' }, roles, 'UBOSS')).toEqual(['admins', 'finance']);
  });
});
