import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Message } from '../../src/sandbox/workspace/model.js';
import { aTeam } from './a-team.js';
import { buttonsOf, type RunningApp, wordsOf } from './running-app.js';

// Apollo in #proj-apollo: ACME Ltd and Globex owe; Hidden Corp is no business of Dana's. Monday 2026-11-23.

let running: RunningApp;

beforeEach(async () => {
  ({ running } = await aTeam());
});
afterEach(async () => await running.stop());

interface Where {
  readonly user?: string;
  readonly channel?: string;
  readonly threadTs?: string | null;
}

/** Writes a message and returns its ts. */
async function write(
  text: string,
  { user = 'UDANA', channel = 'CAPOLLO', threadTs = null }: Where = {},
): Promise<string> {
  const done = await running.slack.sandbox.acting.send({ as: user, channel, threadTs, text });
  if (!done.ok || done.message === null) throw new Error(`not sent: ${JSON.stringify(done)}`);
  return done.message.ts;
}

type Posted = { readonly text?: string; readonly blocks?: unknown } & Record<string, unknown>;

/** Asks with a mention in a channel; returns what comes for the asker's eyes only. */
async function ask(question: string, where: Where = {}): Promise<Posted> {
  const before = running.slack.callsOf('chat.postEphemeral').length;
  await write(`@Collect ${question}`, where);
  return (await running.slack.called('chat.postEphemeral', before + 1))[before] as Posted;
}

/** Asks in the conversation with Collect; returns what comes there. */
async function askDirectly(question: string, where: Where = {}): Promise<{ ts: string; answer: Posted }> {
  const channel = `D${where.user ?? 'UDANA'}`;
  const before = running.posted(channel).length;
  const ts = await write(question, { channel, ...where });
  await expect.poll(() => running.posted(channel).length, { timeout: 10_000 }).toBe(before + 1);
  return { ts, answer: running.posted(channel)[before] as Posted };
}

const seenBy = (user: string | null, channel = 'CAPOLLO'): Message[] => running.slack.messages(channel, user);

describe('a mention in a channel', () => {
  it('is answered for the eyes of who asked', async () => {
    const answer = await ask("what's overdue in Apollo?");
    expect(answer).toMatchObject({ channel: 'CAPOLLO', user: 'UDANA' });
    expect(wordsOf(answer)).toContain('2 overdue clients in Apollo');
    expect(wordsOf(answer)).toContain('$9,400.00');
    expect(JSON.stringify(seenBy(null))).not.toContain('9,400');
  });

  it('is answered in the channel, since Slack shows such a message only in a thread that there is', async () => {
    expect(await ask('what did ACME promise?')).not.toHaveProperty('thread_ts');
  });

  it('in a thread is answered there', async () => {
    const root = await write('Who calls ACME?');
    await write('I do', { threadTs: root });
    const answer = await ask('status of ACME?', { threadTs: root });
    expect(answer).toMatchObject({ thread_ts: root, user: 'UDANA' });
    expect(wordsOf(answer)).toContain('INV-104');
  });

  it('is answered in the language of the question, whatever the asker speaks', async () => {
    const answer = await ask('ACME 欠我们多少钱？');
    expect(wordsOf(answer)).toContain('逾期');
    running.slack.user({ id: 'UDANA', name: 'dana', locale: 'zh-CN' });
    expect(wordsOf(await ask('how is ACME doing?'))).toContain('Outstanding');
  });

  it('knows where it was asked: "here" is the channel’s project', async () => {
    expect(wordsOf(await ask("what's overdue here?"))).toContain('2 overdue clients in Apollo');
    expect(wordsOf(await ask("what's overdue here?", { channel: 'COTHER' }))).toContain(
      'No project lives in this channel',
    );
  });

  it('shows what the asker may see, and no more', async () => {
    expect(wordsOf(await ask('what did Hidden Corp promise?'))).toContain(
      'I know no client and no project "Hidden Corp"',
    );
    expect(wordsOf(await ask('what did Hidden Corp promise?', { user: 'USAM' }))).toContain(
      'Hidden Corp has no open promise',
    );
    expect(wordsOf(await ask('who should we escalate?'))).toContain('Only managers');
    expect(wordsOf(await ask('who should we escalate?', { user: 'USAM' }))).toContain('needs a decision');
  });

  it('without a question is what matters to the asker', async () => {
    expect(wordsOf(await ask(''))).toContain('Your collections');
  });

  it('sent again by Slack is answered once, by this process or another', async () => {
    const text = '<@BOT> is ACME overdue?'.replace('BOT', running.slack.sandbox.workspace.app.botUserId);
    const event = { type: 'app_mention', user: 'UDANA', text, ts: '1763884800.000100', channel: 'CAPOLLO' };
    const sent = { ...event, event_ts: event.ts };
    await running.event(sent, 'Ev1');
    await running.slack.called('chat.postEphemeral', 1);
    expect((await running.event(sent, 'Ev1')).status).toBe(200);
    // Slack may give the same happening another id.
    expect((await running.event(sent, 'Ev2')).status).toBe(200);
    const other = await running.another();
    expect((await other.event(sent, 'Ev1')).status).toBe(200);
    // Whatever is being answered is answered before an end.
    await other.stop();
    await running.app.stop();
    expect(running.slack.callsOf('chat.postEphemeral')).toHaveLength(1);
  });

  it('keeps nothing of what was asked once it is answered', async () => {
    await ask('is ACME overdue?');
    await running.app.inbox.settled();
    expect(await running.books.prisma.inboxRequest.findMany()).toMatchObject([{ kind: 'event', body: null }]);
  });
});

describe('who gets no answer', () => {
  it('guests hear that they see no figures', async () => {
    running.slack.join('CAPOLLO', 'UGUEST');
    expect(wordsOf(await ask('is ACME overdue?', { user: 'UGUEST' }))).not.toContain('$');
    expect(wordsOf(await ask('is ACME overdue?', { user: 'UGUEST' }))).toContain('Guests');
  });

  it('a channel that is shared with another organisation gets no figures', async () => {
    const answer = wordsOf(await ask('is ACME overdue?', { channel: 'CSHARED' }));
    expect(answer).toContain('shared');
    expect(answer).not.toContain('$');
  });

  it.each([
    ['an app', { bot_id: 'B1' }],
    ['an edit', { edited: { user: 'UDANA', ts: '2.2' } }],
    ['a message that says who joined', { subtype: 'channel_join' }],
    ['a file', { subtype: 'file_share' }],
  ])('%s asks nothing', async (_, facts) => {
    const event = { user: 'UDANA', text: 'is ACME overdue?', ts: '1763884800.000100', event_ts: '1763884800.000100' };
    await running.event({ type: 'app_mention', channel: 'CAPOLLO', ...event, ...facts });
    await running.event({ type: 'message', channel: 'DUDANA', channel_type: 'im', ...event, ...facts });
    await running.app.inbox.settled();
    expect(running.slack.callsOf('chat.postEphemeral')).toEqual([]);
    expect(running.slack.callsOf('chat.postMessage')).toEqual([]);
    expect(await running.books.prisma.inboxRequest.count()).toBe(0);
  });

  it('somebody of another organisation is refused as by a command', async () => {
    const event = {
      type: 'app_mention',
      user: 'UDANA',
      user_team: 'TOTHER',
      text: 'is ACME overdue?',
      channel: 'CAPOLLO',
    };
    await running.event({ ...event, ts: '1763884800.000100', event_ts: '1763884800.000100' });
    const [answer] = await running.slack.called('chat.postEphemeral', 1);
    expect(wordsOf(answer as Posted)).toContain('people of its own workspace');
  });
});

describe('the conversation with Collect', () => {
  it('is answered in the thread of the question, where it stays', async () => {
    const { ts, answer } = await askDirectly('is ACME overdue?');
    expect(answer).toMatchObject({ channel: 'DUDANA', thread_ts: ts });
    expect(wordsOf(answer)).toContain('1 overdue client: ACME Ltd');
    const further = await askDirectly('what about Globex?', { threadTs: ts });
    expect(further.answer).toMatchObject({ thread_ts: ts });
    expect(wordsOf(further.answer)).toContain('INV-200');
  });

  it('does not answer itself', async () => {
    await askDirectly('is ACME overdue?');
    await running.slack.sandbox.settled();
    await running.app.inbox.settled();
    expect(running.slack.callsOf('chat.postMessage')).toHaveLength(1);
  });

  it('knows the days that are asked for', async () => {
    await running.type('log ACME promised Friday');
    const friday = wordsOf((await askDirectly('who promised to pay on Friday?')).answer);
    expect(friday).toContain('1 open promise');
    expect(friday).toContain('ACME Ltd');
    expect(wordsOf((await askDirectly('下周谁会付款？')).answer)).toContain('目前没有进行中的承诺');
  });

  it('answers a press in the thread, too', async () => {
    const { ts, answer } = await askDirectly('why is ACME overdue?');
    const { action, value } = buttonsOf(answer)['How is ACME Ltd doing?'] ?? { action: '', value: '' };
    const pressed = await running.pressed(action, value, { channel: 'DUDANA' });
    expect(pressed.body).toMatchObject({ thread_ts: ts, replace_original: false });
    expect(wordsOf(pressed.body)).toContain('INV-104');
  });
});

describe('what is not understood', () => {
  it('gets the three nearest things to ask, as buttons', async () => {
    const answer = await ask('why is ACME still late?');
    expect(wordsOf(answer)).toContain('I did not understand that');
    expect(Object.keys(buttonsOf(answer))).toEqual([
      'What is overdue for ACME Ltd?',
      'How is ACME Ltd doing?',
      'What did ACME Ltd promise?',
    ]);
    const { action, value } = buttonsOf(answer)['What did ACME Ltd promise?'] ?? { action: '', value: '' };
    expect(wordsOf((await running.pressed(action, value)).body)).toContain('ACME Ltd has no open promise');
  });

  it('without a client gets what anybody can ask; escalations only who decides on them', async () => {
    expect(Object.keys(buttonsOf(await ask('讲个笑话')))).toEqual([
      '谁逾期了？',
      '我的客户承诺了什么？',
      '可以输入什么？',
    ]);
    expect(Object.keys(buttonsOf(await ask('which of these is most urgent', { user: 'USAM' })))[0]).toBe(
      'Who should we escalate?',
    );
  });

  it('several clients or projects are asked about one at a time, each by its button', async () => {
    const both = await ask('status of ACME and Globex');
    expect(wordsOf(both)).toContain('one client or project at a time');
    expect(Object.keys(buttonsOf(both))).toEqual(['How is ACME Ltd doing?', 'How is Globex doing?']);
    const chinese = await ask('Globex、Apollo 和 ACME 有什么逾期？');
    expect(wordsOf(chinese)).toContain('一次只能回答一个客户或项目');
    expect(Object.values(buttonsOf(chinese)).map(({ value }) => JSON.parse(value).text)).toEqual([
      'overdue "Globex"',
      'overdue "Apollo"',
      'overdue "ACME Ltd"',
    ]);
    // What the asker may not see is no more known in a list than alone.
    const hidden = await ask("what's overdue in ACME and Hidden Corp?");
    expect(wordsOf(hidden)).toContain('I know no client and no project');
  });

  it('a name that nobody bears gets the nearest ones', async () => {
    const answer = await ask('what did Globax promise?');
    expect(wordsOf(answer)).toContain('I know no client and no project "Globax"');
    // An owner is found by name, and an invoice leads to its client.
    expect(wordsOf(await ask('overdue for dana'))).toContain('2 overdue clients');
    expect(Object.keys(buttonsOf(await ask('is INV-104 paid?')))[0]).toBe('How is ACME Ltd doing?');
    expect(Object.keys(buttonsOf(await ask('is INV-999 paid?')))).not.toContain('How is ACME Ltd doing?');
    expect(Object.keys(buttonsOf(answer))).toEqual(['What did Globex promise?']);
  });

  it('offers no client that the asker may not see', async () => {
    expect(wordsOf(await ask('why is Hidden Corp late?'))).not.toContain('Hidden Corp');
  });
});

describe('what would record something', () => {
  it.each([
    ['ACME promised Friday', 'log ACME promised Friday'],
    ['log ACME promised Friday', 'log ACME promised Friday'],
    ['please record that ACME promised 5,000 on Friday', 'log ACME promised 5,000 on Friday'],
    ['mark ACME as paid 500', 'paid ACME 500'],
    ['ACME 承诺周五付款', 'log ACME 承诺周五付款'],
  ])('%s: only offers the button that does it', async (said, line) => {
    const answer = await ask(said);
    const button = Object.values(buttonsOf(answer))[0];
    expect(button).toEqual({ action: 'collect.rerun', value: JSON.stringify({ text: line, on: '2026-11-23' }) });
    await running.app.inbox.settled();
    expect(await running.books.prisma.conversation.count()).toBe(0);
    expect(await running.books.prisma.payment.count()).toBe(0);
  });

  it('is done by who presses, with what they may do', async () => {
    const answer = await ask('mark ACME as paid 500');
    const { action, value } = Object.values(buttonsOf(answer))[0] ?? { action: '', value: '' };
    expect(wordsOf((await running.pressed(action, value)).body)).toContain('finance');
    expect(await running.books.prisma.payment.count()).toBe(0);
    await ask('mark ACME as paid 500', { user: 'UKIM' });
    await running.pressed(action, value, { user: 'UKIM' });
    expect(await running.books.prisma.payment.count()).toBe(1);
  });

  it('is a payment where whoever writes may record one, and what the client says where they may not', async () => {
    // What takes back is said in its own words, and has nothing to change first.
    const undo = await ask('undo');
    expect(wordsOf(undo)).toContain('Shall I undo what you recorded last?');
    expect(Object.keys(buttonsOf(undo))).toEqual(['Undo it']);
    expect(Object.keys(buttonsOf(await ask('snooze globex until friday')))[0]).toBe('Do it');
    const offered = async (user: string) => Object.values(buttonsOf(await ask('ACME paid 500', { user })))[0]?.value;
    expect(await offered('UKIM')).toContain('"paid ACME 500"');
    expect(await offered('UDANA')).toContain('"log ACME paid 500"');
  });

  it('with a doubt about it asks first', async () => {
    expect(Object.keys(buttonsOf(await ask('log ACME promised 03/04')))).toHaveLength(3);
  });

  it.each([
    'Kim promised to look at it on Friday',
    'did ACME promise Friday',
    'ACME promised Friday?',
    'escalate ACME',
  ])('%s: offers nothing to record', async (said) => {
    const values = Object.values(buttonsOf(await ask(said))).map(({ value }) => value);
    expect(values.filter((value) => /log|paid/.test(value))).toEqual([]);
  });
});

describe('suggested questions', () => {
  const prompts = 'assistant.threads.setSuggestedPrompts';
  const opened = { type: 'app_home_opened', user: 'UDANA', channel: 'DUDANA', tab: 'messages' };
  const said = (call: unknown): string[] =>
    ((call as { prompts: string | { message: string }[] }).prompts as { message: string }[]).map(
      ({ message }) => message,
    );

  it('come where a conversation with an assistant begins', async () => {
    running.slack.script(prompts, { status: 200, body: '{"ok":true}' });
    const assistant_thread = { user_id: 'UDANA', channel_id: 'DUDANA', thread_ts: '1.1', context: {} };
    await running.event({ type: 'assistant_thread_started', assistant_thread, event_ts: '1.1' });
    const [asked] = await running.slack.called(prompts);
    expect(asked).toMatchObject({ channel_id: 'DUDANA', thread_ts: '1.1' });
    expect(JSON.stringify(asked?.prompts)).toContain('What did ACME Ltd promise?');
  });

  it('come in the Messages tab where Collect is an agent, about what is theirs, and nowhere else', async () => {
    await running.app.session.identity();
    const asked = running.slack.callsOf('auth.test').length;
    await running.event({ ...opened, event_ts: '1.1' });
    await running.slack.called('auth.test', asked + 1);
    expect(running.slack.callsOf(prompts)).toEqual([]);
    running.slack.grant('assistant:write');
    running.books.clock.advance({ minutes: 2 });
    await running.event({ ...opened, event_ts: '1.2' });
    const [suggested] = await running.slack.called(prompts);
    expect(suggested).toMatchObject({ channel_id: 'DUDANA' });
    expect(suggested).not.toHaveProperty('thread_ts');
    const questions = said(suggested);
    expect(questions).toContain('What is overdue for Apollo?');
    // What Slack sends when one of them is pressed is answered.
    for (const question of questions) {
      const { answer } = await askDirectly(question);
      expect(wordsOf(answer)).not.toContain('I did not understand');
    }
  });

  it('are asked for at most once an hour', async () => {
    running.slack.grant('assistant:write');
    running.books.clock.advance({ minutes: 2 });
    await running.app.session.hasScope('assistant:write');
    await running.event({ ...opened, event_ts: '1.1' });
    await running.slack.called(prompts);
    await running.event({ ...opened, event_ts: '1.2' });
    await running.app.inbox.settled();
    expect(running.slack.callsOf(prompts)).toHaveLength(1);
    running.books.clock.advance({ minutes: 61 });
    await running.event({ ...opened, event_ts: '1.3' });
    await running.slack.called(prompts, 2);
  });

  it.each(['missing_scope', 'feature_not_enabled', 'not_allowed', 'unknown_method'])(
    'that Slack refuses (%s) hurt nobody, and Slack is left alone',
    async (error) => {
      running.slack.grant('assistant:write');
      running.books.clock.advance({ minutes: 2 });
      running.slack.script(prompts, { error });
      await running.event({ ...opened, event_ts: '1.1' });
      await running.slack.called(prompts);
      await running.event({ ...opened, user: 'USAM', channel: 'DUSAM', event_ts: '1.2' });
      await running.app.inbox.settled();
      expect(running.slack.callsOf(prompts)).toHaveLength(1);
      expect(running.posted('DUDANA')).toEqual([]);
      expect(running.posted('DUSAM')).toEqual([]);
      const { answer } = await askDirectly('what did ACME promise?');
      expect(wordsOf(answer)).toContain('ACME Ltd');
    },
  );
});
