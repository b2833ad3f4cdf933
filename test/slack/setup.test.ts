import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aPerson } from '../support/books.js';
import type { SlackAnswer } from '../support/slack-workspace.js';
import { buttonsOf, RunningApp, wordsOf } from './running-app.js';

// Books with nothing in them; Pat is an administrator of the Slack, Dana a member. Monday 2026-11-23.

let running: RunningApp;

beforeEach(async () => {
  running = await RunningApp.start();
  running.slack.user({ id: 'UPAT', name: 'pat', is_admin: true, tz: 'Europe/Berlin' });
  running.slack.user({ id: 'UDANA', name: 'dana' });
  running.slack.user({ id: 'UKIM', name: 'kim' });
  running.slack.channel({ id: 'CAPOLLO', name: 'proj-apollo', members: ['UPAT', 'UDANA', 'UKIM'] });
  await aPerson(running.books, { name: 'pat', slackAdmin: true, timezone: 'Europe/Berlin' });
  await aPerson(running.books, { name: 'dana' });
});
afterEach(async () => await running.stop());

const from = { user: 'UPAT', channel: 'CAPOLLO' };

async function press(message: { readonly blocks?: unknown }, label: string): Promise<SlackAnswer> {
  const button = buttonsOf(message)[label];
  if (button === undefined) throw new Error(`no button ${label}: ${wordsOf(message)}`);
  return await running.pressed(button.action, button.value, from);
}

describe('setting up', () => {
  it('is offered by direct message to the first administrator who comes, once', async () => {
    await running.type('overdue', { user: 'UDANA' });
    await running.type('overdue', from);
    await expect.poll(() => running.posted('DUPAT').length, { timeout: 10_000 }).toBe(1);
    const [offer] = running.posted('DUPAT');
    expect(wordsOf(offer)).toContain('Setting up Collect* · 0 of 5 done');
    expect(wordsOf(offer)).toContain('You get this once, because you manage this Slack');
    await running.type('overdue', from);
    await running.app.stop();
    expect(running.posted('DUPAT')).toHaveLength(1);
    expect(running.posted('DUDANA')).toHaveLength(0);
  });

  it('goes on with /collect setup, and shows what is done', async () => {
    const first = await running.type('setup', from);
    expect(wordsOf(first.body)).toContain('0 of 5 done');
    const zone = await press(first.body, 'Use Europe/Berlin');
    expect(zone.body.replace_original).toBe(true);
    expect(wordsOf(zone.body)).toContain('1 of 5 done');
    expect(wordsOf(zone.body)).toContain('go by Europe/Berlin');
    const currency = await press(zone.body, 'Keep USD');
    expect(wordsOf(currency.body)).toContain('2 of 5 done');
    const later = await press(currency.body, 'Later');
    expect(wordsOf(later.body)).toContain('put off');
    const again = await running.type('setup', from);
    expect(wordsOf(again.body)).toContain('2 of 5 done');
    expect(wordsOf(again.body)).toContain('put off');
    await running.type('role <@UKIM> finance', from);
    expect(wordsOf((await running.type('setup', from)).body)).toContain('Finance: kim.');
  });

  it('takes another currency in a form, with what is wrong at its field', async () => {
    const { body } = await running.type('setup', from);
    const other = buttonsOf(body)['Another currency…'];
    await running.press(other?.action ?? '', other?.value ?? '', from);
    const form = await running.form();
    expect(await running.submit(form, { currency: 'EXX' })).toMatchObject({
      response_action: 'errors',
      errors: { currency: expect.stringContaining('no currency "EXX"') },
    });
    await running.submit(form, { currency: 'eur' });
    expect(await running.books.prisma.workspace.findFirst()).toMatchObject({ currency: 'EUR' });
    const again = (await running.type('setup', from)).body;
    expect(wordsOf(again)).toContain('1 of 5 done');
    // What is done is changed in the same form.
    const change = buttonsOf(again).Change;
    expect(change).toEqual(other);
    await running.press(change?.action ?? '', change?.value ?? '', from);
    expect(JSON.stringify((await running.form(2)).blocks)).toContain('EUR');
  });

  it('lets admins say who manages, and takes no higher role away', async () => {
    const { slack } = running;
    const { body } = await running.type('setup', from);
    const give = buttonsOf(body)['Give roles…'];
    await running.press(give?.action ?? '', give?.value ?? '', from);
    const form = await running.form();
    // A refusal stands at the role that the person was named for.
    slack.user({ id: 'UGUEST', name: 'guest', is_restricted: true });
    const guest = { finance: { users: ['UKIM'] }, managers: { users: ['UGUEST'] } };
    const outsider = await running.forgedSubmit({ ...form, id: 'VGUEST' }, guest, { user: 'UPAT' });
    expect(outsider.errors).toEqual({ managers: expect.stringContaining('guest') });
    await running.forgedSubmit(form, { finance: { users: ['UPAT'] }, managers: { users: ['UKIM'] } }, { user: 'UPAT' });
    const shown = wordsOf((await slack.answered(2)).body);
    expect(shown).toContain('Managers: kim.');
    expect(shown).toContain('Admins: pat.');
    expect(shown).not.toContain('Finance: ');

    // What is an admin's stands in no manager's form or message; sent all the same, nobody gets anything.
    const asked = await running.forgedLine('setup', { user: 'UKIM', channel: 'DUKIM' });
    expect(wordsOf(asked.body)).toContain('An admin can change it.');
    expect(Object.keys(buttonsOf(asked.body))).not.toContain('Another currency…');
    const updates = slack.callsOf('views.update').length;
    await running.forgedPress('setup.open', '{"step":"roles"}', { user: 'UKIM', channel: 'DUKIM' });
    const view = (await slack.called('views.update', updates + 1))[updates]?.view as Parameters<typeof wordsOf>[0];
    expect(wordsOf(view)).toContain('for admins to say');
    expect(JSON.stringify(view)).not.toContain('"managers"');
    const both = { managers: { users: ['UDANA'] }, finance: { users: ['UDANA2'] } };
    const refused = await running.forgedSubmit({ ...form, id: 'VOTHER' }, both, { user: 'UKIM' });
    expect(Object.values(refused.errors ?? {}).join()).toContain('Only admins');
    expect(await running.books.prisma.person.count({ where: { role: { not: null } } })).toBe(1);
  });

  it('is for managers, also where a button was copied', async () => {
    const asked = await running.type('setup', { user: 'UDANA', channel: 'CAPOLLO' });
    expect(wordsOf(asked.body)).toContain('Only managers');
    const forged = await running.forgedPressed('setup.use', '{"step":"currency","value":"EUR"}', { user: 'UDANA' });
    expect(wordsOf(forged.body)).toContain('Only admins');
    expect(await running.books.prisma.workspace.findFirst()).toMatchObject({ currency: 'USD', setup: {} });
  });
});
