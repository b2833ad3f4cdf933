import type { WebClient } from '@slack/web-api';
import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { rememberChannel } from '../../src/ledger/channels.js';
import { Roster } from '../../src/slack/roster.js';
import { type TestLedger, testLedger } from '../support/database.js';

const ID = 'CAPOLLO';
const facts = { slackChannelId: ID, name: 'proj-apollo', isPrivate: false, isShared: false, archived: false };

let books: TestLedger;
beforeEach(async () => {
  books = await testLedger();
});

const at = (seconds: number) => new Date(books.clock.now().getTime() + seconds * 1_000);
const heard = async (isShared: boolean, askedAt: Date) =>
  (await rememberChannel(books.ledger, books.workspaceId, { ...facts, isShared }, askedAt)).isShared;

describe('what Slack says of a channel', () => {
  it('stands until Slack was asked again: an answer to an earlier question changes nothing', async () => {
    expect(await heard(false, at(0))).toBe(false);
    expect(await heard(true, at(5))).toBe(true);
    // Asked by another replica before the channel was shared, and answered after.
    expect(await heard(false, at(3))).toBe(true);
    expect(await heard(false, at(6))).toBe(false);
    expect(await heard(false, at(6))).toBe(false);
  });

  it('takes down all that was posted there once it is shared, however long ago', async () => {
    await heard(false, at(0));
    const posted = async (dedupeKey: string, createdAt: string) =>
      await books.prisma.outboxMessage.create({
        data: {
          workspaceId: books.workspaceId,
          kind: 'project_set',
          dedupeKey,
          slackChannelId: ID,
          facts: {},
          state: 'sent',
          sentChannelId: ID,
          sentTs: '1.1',
          notBefore: new Date(createdAt),
          createdAt: new Date(createdAt),
        },
      });
    const old = await posted('old', '2021-02-03T08:00:00Z');
    const recent = await posted('recent', '2026-11-20T08:00:00Z');
    await heard(true, at(1));
    const instead = await books.prisma.outboxMessage.findMany({
      where: { kind: 'taken_down' },
      orderBy: { id: 'asc' },
    });
    expect(instead.map(({ updatesId }) => updatesId)).toEqual([recent.id, old.id]);
  });

  it('counts also where a clock was set back', async () => {
    await heard(false, at(3_600));
    expect(await heard(true, at(0))).toBe(true);
  });

  it('is not believed by whoever asked before another replica heard better', async () => {
    const channel = { id: ID, name: 'proj-apollo', is_member: true, is_private: false, is_ext_shared: false };
    const info = async () => {
      await heard(true, at(1));
      return { ok: true, channel };
    };
    const slack = { conversations: { info } } as unknown as WebClient;
    const roster = new Roster(books.ledger, slack, pino({ level: 'silent' }));
    expect(await roster.channel(books.workspaceId, ID)).toMatchObject({ isShared: true });
    const row = await books.prisma.channel.findFirstOrThrow();
    expect(row.isShared).toBe(true);
  });
});
