import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importText } from '../imports/import-text.js';
import { aClient, anInvoice } from '../support/books.js';
import { allSaid, aMinuteLater, lineOf as lineIn, postDigest } from './a-digest.js';
import { aTeam } from './a-team.js';
import { buttonsOf, type RunningApp, wordsOf } from './running-app.js';

let running: RunningApp;

beforeEach(async () => {
  ({ running } = await aTeam());
});
afterEach(async () => {
  await running.stop();
});

const posted = () => postDigest(running);
const later = () => aMinuteLater(running);
const updates = () => running.slack.callsOf('chat.update');
/** The digest as it stands in the channel. */
const digest = () => running.slack.messages('CAPOLLO')[0];
const lineOf = (client: string) => lineIn(digest(), client);

describe('what was done about a client of the digest', () => {
  it('stands in its line, with who did it and when, whatever the way it was done', async () => {
    await posted();
    expect(lineOf('ACME Ltd')).not.toContain('dana');
    await running.type('log ACME promised Friday');
    await running.type('log Globex called, no answer');
    expect(updates()).toEqual([]);
    await later();
    expect(lineOf('ACME Ltd')).toMatch(/\ndana, 08:00: they promised \$12,400\.00 by Fri 27 Nov\.$/);
    expect(lineOf('Globex')).toMatch(/\ndana, 08:00: logged: call, no answer\.$/);
    await running.type('paid ACME 400', { user: 'UKIM' });
    await running.type('assign Globex @kim', { user: 'UKIM' });
    await later();
    expect(lineOf('ACME Ltd').split('\n')).toHaveLength(3);
    expect(lineOf('ACME Ltd')).toMatch(/kim, 08:01: they paid \$400\.00\.$/);
    expect(lineOf('Globex')).toMatch(/kim, 08:01: kim is the owner now\.$/);
  });

  it('is one update, however much happens in a moment, and a later one takes its place', async () => {
    await posted();
    await running.type('log ACME called, no answer');
    await running.type('log ACME promised Friday');
    await running.type('log Globex called, no answer');
    await running.type('paid Globex 100', { user: 'UKIM' });
    await later();
    expect(updates()).toHaveLength(1);
    await running.type('log ACME called, left a message');
    await later();
    expect(updates()).toHaveLength(2);
    expect(lineOf('ACME Ltd')).toContain('1 more entry before.');
    expect(lineOf('Globex')).toContain('they paid $100.00.');
  });

  it('of money that a file has too, as it counts: twice, once again, and twice after all', async () => {
    await posted();
    await running.type('paid Globex 100', { user: 'UKIM' });
    await importText(running.books, 'Payment ID,Customer,Payment Date,Amount\nP-1,Globex,2026-11-23,100\n');
    await later();
    expect(lineOf('Globex')).toContain('they paid $100.00.');
    const apart = async () => {
      const where = { kind: 'payment.counted_once' };
      const entry = await running.books.prisma.auditEntry.findFirstOrThrow({ where, orderBy: { id: 'desc' } });
      const answers = running.slack.answers.length;
      await running.forgedPress('collect.undo', JSON.stringify({ auditId: entry.id }), { user: 'UKIM' });
      await running.slack.answered(answers + 1);
      expect(await running.books.prisma.auditEntry.count({ where: { undoesId: entry.id } })).toBe(1);
    };
    await apart();
    await running.type('undo', { user: 'UKIM' });
    await later();
    expect(lineOf('Globex')).not.toContain('they paid');
    await apart();
    await later();
    expect(lineOf('Globex')).toContain('they paid $100.00.');
  });

  it('and all that stands there goes by whether the channel shows amounts now, whenever that was switched', async () => {
    await posted();
    await running.type('log ACME promised Friday');
    await allSaid(running);
    expect(wordsOf(digest())).toMatch(/\$\d/);
    await running.type('digest amounts off', { user: 'UKIM' });
    await later();
    // The digest, and the line about the promise.
    expect(updates()).toHaveLength(2);
    for (const message of running.slack.messages('CAPOLLO')) expect(wordsOf(message)).not.toMatch(/\$\d/);
    expect(lineOf('ACME Ltd')).toContain('they promised');
    await running.type('paid Globex 100', { user: 'UKIM' });
    await later();
    for (const message of running.slack.messages('CAPOLLO').slice(-2)) expect(wordsOf(message)).not.toMatch(/\$100/);
    expect(lineOf('Globex')).toContain('they paid');
    await running.type('digest amounts on', { user: 'UKIM' });
    await later();
    expect(wordsOf(digest())).toMatch(/\$\d/);
  });

  it('and all of it is in the language of the channel, also where that was another one for a while', async () => {
    await posted();
    await running.type('log ACME promised Friday');
    await running.type('project "Apollo" here owner @dana', { user: 'UKIM' });
    await allSaid(running);
    const all = () => running.slack.messages('CAPOLLO').map((message) => wordsOf(message));
    const english = all();
    expect(english).toHaveLength(3);
    await running.type('digest amounts off', { user: 'UKIM' });
    await running.type('digest language zh', { user: 'UKIM' });
    await running.type('digest amounts on', { user: 'UKIM' });
    await later();
    for (const words of all()) expect(words).toMatch(/[\u4e00-\u9fff]/);
    await running.type('digest language en', { user: 'UKIM' });
    await later();
    expect(all().slice(1)).toEqual(english.slice(1));
    expect(wordsOf(digest())).not.toMatch(/[\u4e00-\u9fff]/);
    // Set and taken back, it is as it was.
    await running.type('digest language zh', { user: 'UKIM' });
    await later();
    await running.type('undo', { user: 'UKIM' });
    await later();
    for (const words of all()) expect(words).not.toMatch(/[\u4e00-\u9fff]/);
  });

  it('goes where a client that was to rest is woken again', async () => {
    await posted();
    await running.type('snooze ACME until Friday');
    await later();
    expect(lineOf('ACME Ltd')).toContain('27 Nov');
    await running.type('snooze ACME off');
    await later();
    expect(lineOf('ACME Ltd')).not.toContain('27 Nov');
    // Undone, it rests again, and the line says so again.
    await running.type('undo');
    await later();
    expect(lineOf('ACME Ltd')).toContain('27 Nov');
  });

  it('goes when it is undone', async () => {
    await posted();
    await running.type('log ACME promised Friday');
    await later();
    expect(lineOf('ACME Ltd')).toContain('they promised');
    await running.type('undo');
    await later();
    expect(lineOf('ACME Ltd')).not.toContain('they promised');
    // The button for the most likely act is there again.
    expect(Object.keys(buttonsOf(digest() ?? {}))).toEqual(expect.arrayContaining(['Log a promise']));
  });

  it('is not told of a client without a row, of an old digest, or before there is one', async () => {
    await running.type('log ACME called, no answer');
    await posted();
    const { id: projectId } = await running.books.prisma.project.findFirstOrThrow();
    const other = await aClient(running.books, { name: 'Initech', projectId });
    await anInvoice(running.books, { clientId: other, number: 'I-1', due: '2026-12-24', amount: 100 });
    await running.type('log Initech called, no answer');
    running.books.clock.advance({ days: 1 });
    await running.type('log ACME called, no answer');
    await later();
    expect(updates()).toEqual([]);
    expect(await running.books.prisma.digestDeed.count()).toBe(0);
  });

  it('is shown by everything that was done at the same time', async () => {
    await posted();
    await Promise.all([
      running.type('log ACME promised Friday'),
      running.type('log Globex promised Friday', { user: 'UKIM' }),
      running.type('paid Globex 100', { user: 'USAM' }),
    ]);
    // Each of them waits for one answer, whosever it is.
    await running.slack.answered(3);
    await later();
    expect(lineOf('ACME Ltd')).toMatch(/dana, 08:0\d: they promised/);
    expect(lineOf('Globex')).toMatch(/kim, 08:0\d: they promised/);
    expect(lineOf('Globex')).toMatch(/sam, 08:0\d: they paid/);
    expect(wordsOf(digest())).not.toContain('undefined');
  });
});

describe('the menu of a row', () => {
  it('opens forms that act for whoever chose', async () => {
    const { slack, books } = running;
    await posted();
    const { id: globex } = await books.prisma.client.findFirstOrThrow({ where: { name: 'Globex' } });
    await running.press('digest.row', `assign ${globex} -`, { user: 'UKIM' });
    const form = await running.form();
    expect(JSON.stringify(form.blocks)).toContain('Globex');
    await running.submit(form, { owner: { user: 'USAM' } });
    expect(wordsOf((await slack.answered(1)).body)).toContain('Globex: the owner is <@USAM> now.');
    await later();
    expect(lineOf('Globex')).toContain('kim, 08:00: sam is the owner now.');
  });

  it('leaves giving a client away to finance and managers', async () => {
    await posted();
    const { id: globex } = await running.books.prisma.client.findFirstOrThrow({ where: { name: 'Globex' } });
    await running.press('digest.row', `assign ${globex} -`, { user: 'UDANA' });
    const form = await running.form();
    expect(JSON.stringify(form.blocks)).toContain('finance');
    expect(form.callback_id).not.toBe('form.assign');
    await running.forgedSubmit(
      {
        callback_id: 'form.assign',
        private_metadata: JSON.stringify({
          channel: null,
          responseUrl: null,
          replace: false,
          clientId: globex,
          promiseId: null,
        }),
      },
      { owner: { user: 'UDANA' } },
    );
    expect((await running.books.prisma.client.findFirstOrThrow({ where: { id: globex } })).ownerId).toBeNull();
  });

  it.each([
    ['dispute', { disputed: '3,000' }, '$3,000.00 in dispute'],
    ['snooze', { date: { date: '2026-11-27' } }, 'reminders paused until Fri 27 Nov.'],
    ['log', { 'log.date': { date: '2026-11-27' } }, 'they promised $9,000.00 by Fri 27 Nov.'],
  ])('%s knows the client', async (act, inputs, said) => {
    await posted();
    const { id: globex } = await running.books.prisma.client.findFirstOrThrow({ where: { name: 'Globex' } });
    await running.press('digest.row', `${act} ${globex} -`);
    expect(await running.submit(await running.form(), inputs)).toEqual({ response_action: 'clear' });
    await running.slack.answered(1);
    await later();
    expect(lineOf('Globex')).toContain(said);
  });
});
