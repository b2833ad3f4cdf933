import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aTeam } from './a-team.js';
import { buttonsOf, type RunningApp, wordsOf } from './running-app.js';

// Dana (member) may not record payments, Kim and Sam may. Monday 2026-11-23.

let running: RunningApp;

beforeEach(async () => {
  ({ running } = await aTeam());
});
afterEach(async () => await running.stop());

type Posted = { readonly text?: string; readonly blocks?: unknown } & Record<string, unknown>;

const button = (message: unknown, action: string) => {
  const found = Object.values(buttonsOf(message as never)).find((one) => one.action === action);
  if (found === undefined) throw new Error(`no ${action} in ${wordsOf(message as never)}`);
  return found;
};

const days = (n: number): void => running.books.clock.advance({ days: n });

/** What stands in somebody's conversation with Collect, that and no more. */
const inDirect = (user: string): string[] =>
  running.slack
    .messages(`D${user}`, null)
    .filter((message) => message.user !== user)
    .map((message) => wordsOf(message as never));

describe('a line that was passed on', () => {
  /** Dana's line, sent to the first of those who may; returns that one and their button. */
  async function passOn(line: string) {
    const refused = await running.type(line);
    const pass = button(refused.body, 'collect.pass_on');
    await running.pressed(pass.action, pass.value);
    const [message] = await running.slack.called('chat.postMessage', 1);
    const user = String(message?.channel).slice(1);
    return { user, run: button(message, 'collect.rerun') };
  }

  it('is done once: its message says by whom, the asker is told, a second press records nothing', async () => {
    const { user, run } = await passOn('paid ACME 9,400');
    await running.pressed(run.action, run.value, { user, channel: `D${user}` });
    await expect.poll(() => inDirect(user).join(' '), { timeout: 10_000 }).toContain('did it');
    expect(inDirect(user).join(' ')).not.toContain('Do it');
    await expect.poll(() => inDirect('UDANA').join(' '), { timeout: 10_000 }).toContain('did what you asked for');

    running.books.clock.advance({ minutes: 1 });
    const again = await running.forgedPressed(run.action, run.value, { user, channel: `D${user}`, ephemeral: false });
    expect(wordsOf(again.body)).toContain('did this already');
    expect(await running.books.prisma.payment.count()).toBe(1);
  });

  it('gets its buttons back when what was done is undone', async () => {
    const { user, run } = await passOn('paid ACME 9,400');
    await running.pressed(run.action, run.value, { user, channel: `D${user}` });
    await expect.poll(() => inDirect(user).join(' '), { timeout: 10_000 }).toContain('did it');
    await running.type('undo', { user });
    await expect.poll(() => inDirect(user).join(' '), { timeout: 10_000 }).toContain('Do it');
    await expect.poll(() => inDirect('UDANA').join(' '), { timeout: 10_000 }).toContain('taken back');
    running.books.clock.advance({ minutes: 1 });
    await running.pressed(run.action, run.value, { user, channel: `D${user}` });
    expect(await running.books.prisma.payment.count()).toBe(2);
  });

  it('that was changed first is settled too: in its message, for the asker, and for a later press', async () => {
    const { user, run } = await passOn('paid ACME 9,400');
    const [message] = running.posted(`D${user}`);
    const change = button(message, 'collect.change');
    await running.press(change.action, change.value, { user, channel: `D${user}` });
    const { errors } = await running.submit(await running.form(), { 'log.amount': '9,000' });
    expect(errors).toBeUndefined();
    await expect.poll(() => inDirect(user).join(' '), { timeout: 10_000 }).toContain('did it');
    await expect.poll(() => inDirect('UDANA').join(' '), { timeout: 10_000 }).toContain('did what you asked for');
    running.books.clock.advance({ minutes: 1 });
    const again = await running.forgedPressed(run.action, run.value, { user, channel: `D${user}`, ephemeral: false });
    expect(wordsOf(again.body)).toContain('did this already');
    expect(await running.books.prisma.payment.count()).toBe(1);
  });

  it('is done by one of those who press it at the same time', async () => {
    const { user, run } = await passOn('paid ACME 9,400');
    const from = { user, channel: `D${user}`, ephemeral: false };
    const before = running.slack.answers.length;
    await Promise.all(
      ['1.1', '2.1', '3.1'].map((messageTs) => running.forgedPress(run.action, run.value, { ...from, messageTs })),
    );
    await running.slack.answered(before + 3);
    const words = running.slack.answers.slice(before).map(({ body }) => wordsOf(body));
    expect(words.filter((one) => /being recorded at the moment|did this already/.test(one))).toHaveLength(2);
    expect(await running.books.prisma.payment.count()).toBe(1);
  });

  it('means the days as they were when it was passed on', async () => {
    const { user, run } = await passOn('paid ACME 9,400 yesterday');
    days(3);
    await running.pressed(run.action, run.value, { user, channel: `D${user}` });
    const payment = await running.books.prisma.payment.findFirstOrThrow();
    expect(payment.valueDate.toISOString().slice(0, 10)).toBe('2026-11-22');
  });
});

describe('what is offered to be recorded, in the conversation with Collect', () => {
  async function offer(text: string) {
    const before = running.posted('DUDANA').length;
    await running.slack.sandbox.acting.send({ as: 'UDANA', channel: 'DUDANA', threadTs: null, text });
    await expect.poll(() => running.posted('DUDANA').length, { timeout: 10_000 }).toBe(before + 1);
    return button(running.posted('DUDANA')[before] as Posted, 'collect.rerun');
  }

  it('is recorded once, as of the day it was written; the receipt takes the place of the offer', async () => {
    const record = await offer('ACME promised Friday');
    days(7);
    const from = { user: 'UDANA', channel: 'DUDANA' };
    await running.press(record.action, record.value, from);
    const [update] = await running.slack.called('chat.update', 1);
    expect(wordsOf(update as Posted)).toContain('Fri 27 Nov 2026');
    expect(inDirect('UDANA').join(' ')).not.toContain('Nothing is recorded yet');

    running.books.clock.advance({ minutes: 1 });
    const ts = String(update?.ts);
    const options = { ...from, ephemeral: false, messageTs: ts };
    const again = await running.forgedPressed(record.action, record.value, options);
    expect(wordsOf(again.body)).toContain('did this already');
    expect(await running.books.prisma.promiseToPay.count()).toBe(1);
  });
});
