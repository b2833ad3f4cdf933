import type { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AskedOnce } from '../../src/slack/asked-once.js';
import { Roster } from '../../src/slack/roster.js';
import { aTeam } from './a-team.js';
import type { RunningApp } from './running-app.js';

describe('what Slack is asked', () => {
  let running: RunningApp;

  beforeEach(async () => {
    ({ running } = await aTeam());
  });
  afterEach(async () => await running.stop());

  it('is asked once for as many commands as come at the same time', async () => {
    const lines = Array.from({ length: 20 }, (_, n) => running.forgedLine(`log ACME called, no answer, try ${n}`));
    await Promise.all(lines);
    await running.slack.answered(20);
    expect(await running.books.prisma.conversation.count()).toBe(20);
    expect(running.slack.callsOf('conversations.info')).toHaveLength(1);
    expect(running.slack.callsOf('users.conversations')).toHaveLength(1);
  });

  it('is not kept, of an earlier question, where an event said meanwhile that it changed: it is asked anew', async () => {
    const { ledger, workspaceId, prisma } = running.books;
    const answers: ((shared: boolean) => void)[] = [];
    const info = () =>
      new Promise((resolve) => {
        answers.push((is_ext_shared) => resolve({ ok: true, channel: { id: 'C1', name: 'one', is_ext_shared } }));
      });
    const slack = { conversations: { info } } as unknown as WebClient;
    const roster = new Roster(ledger, slack, pino({ level: 'silent' }));
    const before = roster.channel(workspaceId, 'C1');
    roster.forgetChannel('C1');
    const after = roster.channel(workspaceId, 'C1');
    await expect.poll(() => answers.length).toBe(2);
    answers[1]?.(true);
    expect(await after).toMatchObject({ isShared: true });
    answers[0]?.(false);
    await expect.poll(() => answers.length).toBe(3);
    answers[2]?.(true);
    expect(await before).toMatchObject({ isShared: true });
    expect(await roster.channel(workspaceId, 'C1')).toMatchObject({ isShared: true });
    expect(await prisma.channel.findFirst({ where: { slackChannelId: 'C1' } })).toMatchObject({ isShared: true });
  });
});

describe('a question', () => {
  it('is asked anew once it was answered, or once something changed', async () => {
    const asked = new AskedOnce<number>();
    let answered = 0;
    const answers: ((value: number) => void)[] = [];
    const ask = () => {
      answered += 1;
      return new Promise<number>((resolve) => answers.push(resolve));
    };
    const first = asked.ask('a', ask);
    const same = asked.ask('a', ask);
    asked.forget();
    const changed = asked.ask('a', ask);
    answers[0]?.(1);
    expect(await Promise.all([first, same])).toEqual([1, 1]);
    // The end of the old question is not the end of the new one.
    const shared = asked.ask('a', ask);
    answers[1]?.(2);
    expect(await Promise.all([changed, shared])).toEqual([2, 2]);
    expect(answered).toBe(2);
    void asked.ask('a', ask);
    expect(answered).toBe(3);
  });

  it('that failed has failed for all who asked, and for nobody later', async () => {
    const asked = new AskedOnce<number>();
    const fail = () => Promise.reject(new Error('no'));
    const results = await Promise.allSettled([asked.ask('a', fail), asked.ask('a', fail)]);
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await asked.ask('a', () => Promise.resolve(3))).toBe(3);
  });
});
