import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TO_WRITE } from '../../src/slack/inbox.js';
import { mortalLedger } from '../support/mortal-ledger.js';
import { aTeam } from './a-team.js';
import { filled, HandTimer, type RunningApp, wordsOf } from './running-app.js';

let running: RunningApp;
let acme: number;
let kim: number;

beforeEach(async () => {
  ({ running, acme, kim } = await aTeam());
});
afterEach(async () => {
  await running.stop();
});

const published = async (user: string): Promise<string> => {
  await running.slack.sandbox.acting.openHome({ as: user, tab: 'home' });
  const [call] = await running.slack.called('views.publish');
  expect(call?.user_id).toBe(user);
  return wordsOf(call?.view as { blocks?: unknown[] });
};

describe('the Home tab', () => {
  it('shows what matters to this person', async () => {
    expect(await published('UDANA')).toContain('ACME Ltd');
  });

  describe('of what could not be delivered', () => {
    let number = 0;
    const lost = async (to: object, how: { lastError: string; state?: 'failed' | 'unknown'; daysAgo?: number }) => {
      const { prisma, workspaceId, clock } = running.books;
      const { daysAgo = 0, state = 'failed', lastError } = how;
      number += 1;
      const notBefore = new Date(clock.now().getTime() - daysAgo * 86_400_000 - number * 1_000);
      await prisma.outboxMessage.create({
        data: {
          workspaceId,
          kind: 'digest',
          dedupeKey: `lost ${number}`,
          facts: {},
          notBefore,
          state,
          lastError,
          ...to,
        },
      });
    };

    it('shows a manager what, where, why, and what to do', async () => {
      await lost({ slackChannelId: 'CAPOLLO' }, { lastError: 'not_in_channel' });
      await lost({ slackChannelId: 'CAPOLLO' }, { lastError: 'not_in_channel' });
      await lost({ slackChannelId: 'COTHER' }, { lastError: 'http_503; outcome unknown', state: 'unknown' });
      await lost({ personId: kim, kind: 'promise_broken' }, { lastError: 'user_disabled' });
      await lost({ slackChannelId: 'CSHARED' }, { lastError: 'shared_channel', daysAgo: 15 });
      const words = await published('USAM');
      expect(words).toMatch(/The morning digest\* for <#CAPOLLO>, 2 times since .*\n.*Type `\/invite @Collect` there/);
      expect(words).toMatch(/<#COTHER>.*\nIt may have arrived, so I did not send it again/);
      expect(words).toMatch(/broken promise\* for kim, .*\nTheir Slack account is switched off.*\/collect assign/);
      expect(words).not.toContain('CSHARED');
    });

    it('shows a few and counts the others', async () => {
      for (let n = 0; n < 8; n += 1) await lost({ slackChannelId: `CGONE${n}` }, { lastError: 'is_archived' });
      const words = await published('USAM');
      expect(words.match(/<#CGONE\d>/g)).toEqual(['<#CGONE0>', '<#CGONE1>', '<#CGONE2>', '<#CGONE3>', '<#CGONE4>']);
      expect(words).toContain('and 3 more');
    });

    it('shows nothing once something arrived there, and nothing to anybody else', async () => {
      await lost({ slackChannelId: 'CAPOLLO' }, { lastError: 'not_in_channel' });
      expect(await published('UDANA')).not.toContain('CAPOLLO');
      const { prisma, clock } = running.books;
      await lost({ slackChannelId: 'CAPOLLO' }, { lastError: '' });
      const last = await prisma.outboxMessage.findFirstOrThrow({ orderBy: { id: 'desc' } });
      await prisma.outboxMessage.updateMany({ where: { id: last.id }, data: { state: 'sent', sentAt: clock.now() } });
      running.slack.forget();
      expect(await published('USAM')).not.toContain('CAPOLLO');
    });

    it('speaks Chinese', async () => {
      await running.books.prisma.person.updateMany({ where: { slackUserId: 'USAM' }, data: { locale: 'zh-CN' } });
      await lost({ slackChannelId: 'CAPOLLO' }, { lastError: 'is_archived' });
      expect(await published('USAM')).toMatch(/发往 <#CAPOLLO> 的.{0,2}\*晨报\*.*\n该频道已归档/);
    });
  });

  it('shows a guest nothing', async () => {
    expect(await published('UGUEST')).not.toContain('$');
  });
});

describe('the shortcuts', () => {
  it('open the form of a conversation; from a message with its words and its link', async () => {
    const { acting, workspace } = running.slack.sandbox;
    const text = 'hey <@UDANA>, *ACME* promised\nFriday <https://acme.example|by mail> &amp; more';
    const { ts } = workspace.post({ channel: 'CAPOLLO', user: 'UKIM', text });
    const message = { channel: 'CAPOLLO', ts };
    expect(await acting.shortcut({ as: 'UDANA', callbackId: 'log_promise_from_message', message })).toEqual({
      ok: true,
    });
    const form = await running.form();
    expect(filled(form)).toMatchObject({
      'pick.client': 'ACME Ltd',
      note: 'hey @dana, ACME promised Friday by mail & more',
    });
    const inputs = { 'log.date': { date: '2026-11-27' } };
    const promised = await running.change(form, 'log.outcome', { chosen: 'promised' }, inputs);
    expect(await running.submit(promised, inputs)).toEqual({ response_action: 'clear' });
    const receipt = await running.slack.answered(1);
    expect(wordsOf(receipt.body)).toContain('$12,400.00');
    expect(JSON.stringify(receipt.body)).toContain(`p${ts.replace('.', '')}|the message it was logged from>`);
    const [said] = await running.books.prisma.conversation.findMany();
    expect(said?.permalink).toMatch(new RegExp(`/archives/CAPOLLO/p${ts.replace('.', '')}$`));
    expect(said?.note).toBe('hey @dana, ACME promised Friday by mail & more');
    const status = JSON.stringify((await running.type('status ACME')).body);
    expect(status).toContain(`p${ts.replace('.', '')}|this message>`);
  });

  it('read the message as a line, and answer in its thread', async () => {
    const { acting, workspace } = running.slack.sandbox;
    const { ts: threadTs } = workspace.post({ channel: 'CAPOLLO', user: 'UKIM', text: 'any news?' });
    const { ts } = workspace.post({
      channel: 'CAPOLLO',
      user: 'UKIM',
      text: 'ACME promised 5,000 by Friday',
      threadTs,
    });
    const message = { channel: 'CAPOLLO', ts };
    await acting.shortcut({ as: 'UDANA', callbackId: 'log_promise_from_message', message });
    const form = await running.form();
    expect(filled(form)).toMatchObject({ 'pick.client': 'ACME Ltd', 'log.amount': '5000', 'log.date': '2026-11-27' });
    await running.submit(form, {});
    const { body } = await running.slack.answered(1);
    expect(body).toMatchObject({ thread_ts: threadTs, response_type: 'ephemeral' });
  });

  it('make the link themselves where Collect cannot see the channel', async () => {
    const { acting, workspace } = running.slack.sandbox;
    const { ts } = workspace.post({ channel: 'CAPOLLO', user: 'UKIM', text: 'ACME called, no answer' });
    running.slack.script('chat.getPermalink', { error: 'channel_not_found' });
    const message = { channel: 'CAPOLLO', ts };
    await acting.shortcut({ as: 'UDANA', callbackId: 'log_promise_from_message', message });
    await running.submit(await running.form(), {});
    await running.slack.answered(1);
    const [said] = await running.books.prisma.conversation.findMany();
    expect(said).toMatchObject({
      outcome: 'not_answered',
      permalink: `https://test.slack.com/archives/CAPOLLO/p${ts.replace('.', '')}`,
    });
  });

  it('answer in their own window where there is no message', async () => {
    const { acting } = running.slack.sandbox;
    expect(await acting.shortcut({ as: 'UDANA', callbackId: 'log_promise', message: null })).toEqual({ ok: true });
    const form = await running.form();
    await running.search(form, 'pick.client', 'acme');
    const inputs = { 'pick.client': { chosen: String(acme) }, 'log.date': { date: '2026-11-27' } };
    const reply = await running.submit(form, inputs);
    expect(reply.response_action).toBe('update');
    expect(JSON.stringify(reply.view)).toContain('$12,400.00');
  });
});

describe('a form that could not be opened in time', () => {
  it('is said: in a direct message, or where the message stands, with the way to type it', async () => {
    const { acting, workspace } = running.slack.sandbox;
    running.slack.mayRefuse(/^views\.open/);
    running.slack.script('views.open', { error: 'expired_trigger_id' });
    await acting.shortcut({ as: 'UDANA', callbackId: 'log_promise', message: null });
    await expect
      .poll(async () => {
        await running.app.delivery.drain();
        return running
          .posted('DUDANA')
          .map((message) => wordsOf(message))
          .join();
      })
      .toContain('/collect log ACME promised Friday');
    const { ts } = workspace.post({ channel: 'CAPOLLO', user: 'UKIM', text: 'ACME called, no answer' });
    running.slack.script('views.open', { error: 'expired_trigger_id' });
    const message = { channel: 'CAPOLLO', ts };
    await acting.shortcut({ as: 'UDANA', callbackId: 'log_promise_from_message', message });
    expect(wordsOf((await running.slack.answered(1)).body)).toContain('nothing is recorded');
    expect(running.posted('DUDANA')).toHaveLength(1);
  });
});

describe('where the books take their time', () => {
  it('a form is opened at once all the same, and a search offers nothing in time', async () => {
    let letGo: (value: null) => void = () => undefined;
    const answered = new Promise<null>((resolve) => {
      letGo = resolve;
    });
    let slow = false;
    const ledger = mortalLedger(running.books.ledger, () => (slow ? { after: answered } : 'asked'));
    const app = await running.another({ ledger });
    try {
      slow = true;
      const user = { id: 'UDANA', team_id: 'T0001' };
      const from = { user, team: { id: 'T0001', domain: 'test' } };
      const trigger_id = running.slack.triggerId('UDANA');
      await app.interact({ type: 'shortcut', callback_id: 'log_promise', trigger_id, action_ts: '1.1', ...from });
      await running.slack.called('views.open', 1);
      await app.forgedPress('collect.form', JSON.stringify({ form: 'log' }), { user: 'UKIM' });
      await running.slack.called('views.open', 2);
      expect(running.slack.callsOf('views.update')).toEqual([]);
      const found = await app.interact({
        type: 'block_suggestion',
        action_id: 'pick.client',
        block_id: 'pick.client',
        value: 'acme',
        view: { id: 'V1', type: 'modal' },
        ...from,
      });
      expect(await found.json()).toEqual({ options: [] });
      letGo(null);
      await running.slack.called('views.update', 2);
    } finally {
      letGo(null);
      await app.stop();
    }
  });
});

describe('where the books are held', () => {
  const about = { promiseId: 1, clientId: 1 };
  const openers: readonly (readonly [id: string, value: unknown])[] = [
    ...['log', 'payment', 'client', 'project', 'digest', 'snooze'].map(
      (form) => ['collect.form', { form, ...(form === 'log' ? { clientId: 1 } : {}) }] as const,
    ),
    ...['log ACME promised Friday', 'paid ACME 5,000', 'snooze ACME', 'client ACME', 'project Apollo', 'help'].map(
      (text) => ['collect.change', { text }] as const,
    ),
    // Recorded before it is acknowledged, since a member's press records something.
    ['promise.paid', about],
    ['promise.new_date', about],
    ['promise.called', about],
    ['promise.escalate', about],
    ['escalation.keep', { clientId: 1 }],
    ['escalation.escalate', { clientId: 1 }],
    ...['log', 'paid', 'called', 'promise', 'snooze', 'dispute', 'assign'].map(
      (deed) => ['digest.row', `${deed} 1 1`] as const,
    ),
    ['home.settings', {}],
    ...['timezone', 'currency', 'roles'].map((step) => ['setup.open', { step }] as const),
  ];

  it('every form opens a window at once, and is filled in when they answer', { timeout: 60_000 }, async () => {
    await running.type('log ACME promised Friday');
    const promise = await running.books.prisma.promiseToPay.findFirstOrThrow();
    let held: Promise<unknown> | null = null;
    const ledger = mortalLedger(running.books.ledger, () => (held === null ? 'asked' : { after: held }));
    const timer = new HandTimer();
    const app = await running.another({ ledger, timer });
    try {
      for (const [id, value] of openers) {
        running.slack.forget();
        let letGo: () => void = () => undefined;
        held = new Promise<void>((resolve) => {
          letGo = resolve;
        });
        const carried =
          typeof value === 'string'
            ? value.replace(' 1 1', ` ${promise.clientId} ${promise.id}`)
            : JSON.stringify(value)
                .replace('"clientId":1', `"clientId":${promise.clientId}`)
                .replace('"promiseId":1', `"promiseId":${promise.id}`);
        try {
          const pressed = app.forgedPress(id, carried, { user: 'UBOSS' });
          if (id === 'promise.paid' || carried.startsWith('paid ')) await timer.pass(TO_WRITE);
          await pressed;
          const [opened] = await running.slack.called('views.open', 1);
          expect(wordsOf(opened?.view as Parameters<typeof wordsOf>[0]), id).toContain('One moment');
          expect(running.slack.callsOf('views.update'), id).toEqual([]);
        } finally {
          letGo();
          held = null;
        }
        const [update] = await running.slack.called('views.update', 1);
        const view = (update as { view?: { callback_id?: string } } | undefined)?.view;
        expect(view?.callback_id, `${id} ${carried}`).toMatch(/^form\./);
      }
    } finally {
      await app.stop();
    }
  });

  it('what a member says is answered in the window that waits', async () => {
    await running.type('log ACME promised Friday');
    const { id: promiseId, clientId } = await running.books.prisma.promiseToPay.findFirstOrThrow();
    let letGo: () => void = () => undefined;
    const after = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const timer = new HandTimer();
    const app = await running.another({ ledger: mortalLedger(running.books.ledger, () => ({ after })), timer });
    try {
      const pressed = app.forgedPress('promise.paid', JSON.stringify({ promiseId, clientId }));
      await timer.pass(TO_WRITE);
      await pressed;
      await running.slack.called('views.open', 1);
      letGo();
      const [update] = await running.slack.called('views.update', 1);
      expect(wordsOf(update?.view as Parameters<typeof wordsOf>[0])).toContain('no payment in the books yet');
      await app.app.inbox.settled();
      expect(await running.books.prisma.conversation.count({ where: { outcome: 'payment_sent' } })).toBe(1);
    } finally {
      await app.stop();
    }
  });
});

describe('events', () => {
  it('keep channels as Slack has them', async () => {
    running.slack.channel({ id: 'CAPOLLO', name: 'apollo-2', members: [], is_archived: true });
    await running.slack.called('conversations.info');
    await expect
      .poll(async () => await running.books.prisma.channel.findFirst())
      .toMatchObject({ name: 'apollo-2', archived: true });
  });

  it('keep people as Slack has them, only those whom the books know', async () => {
    running.slack.user({ id: 'UNEW', name: 'somebody else' });
    running.slack.user({ id: 'UKIM', name: 'kim', is_restricted: true });
    await running.slack.sandbox.settled();
    await expect
      .poll(async () => await running.books.prisma.person.findFirst({ where: { slackUserId: 'UKIM' } }))
      .toMatchObject({ guest: true });
    expect(running.slack.callsOf('users.info').map((args) => args.user)).toEqual(['UKIM']);
  });

  it('stop the delivery when the token is taken away, until Slack takes it again', async () => {
    const asked = running.slack.callsOf('auth.test').length;
    await running.event({ type: 'tokens_revoked', tokens: { bot: ['UBOT'] }, event_ts: '1.1' });
    await running.slack.called('auth.test', asked + 1);
    expect((await running.app.session.identity()).teamId).toBe('T0001');
  });
});

describe('health', () => {
  it('is asked without a signature and shows no data', async () => {
    expect((await fetch(`${running.base}/healthz`)).status).toBe(200);
    await running.app.session.identity();
    const ready = await fetch(`${running.base}/readyz`);
    expect(await ready.json()).toEqual({ ok: true, missing: [] });
  });
});
