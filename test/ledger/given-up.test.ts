import { beforeEach, describe, expect, it } from 'vitest';
import { givenUpWords } from '../../src/cli/outbox-words.js';
import { type GivenUp, givenUp } from '../../src/ledger/given-up.js';
import { notices } from '../../src/ledger/notice.js';
import { languageOf } from '../../src/text/language.js';
import { aChannel, aPerson } from '../support/books.js';
import { type TestLedger, testLedger } from '../support/database.js';

let books: TestLedger;
let dana: number;

beforeEach(async () => {
  books = await testLedger();
  dana = await aPerson(books, { name: 'dana' });
  await aChannel(books, { slackChannelId: 'CAPOLLO', name: 'proj-apollo' });
});

let number = 0;
/** A row of the outbox as the delivery leaves it, `minutes` after eight. */
async function left(
  to: { slackChannelId: string } | { personId: number },
  how: { state: 'failed' | 'unknown' | 'sent' | 'pending'; lastError?: string; kind?: string },
  minutes: number,
): Promise<void> {
  const at = new Date(Date.UTC(2026, 10, 23, 8, minutes));
  number += 1;
  await books.prisma.outboxMessage.create({
    data: {
      workspaceId: books.workspaceId,
      ...{ kind: 'digest', facts: {}, dedupeKey: `row ${number}`, notBefore: at, ...to, ...how },
      sentAt: how.state === 'sent' ? at : null,
    },
  });
}

const apollo = { slackChannelId: 'CAPOLLO' };
const all = async () => await givenUp(books.prisma, 20);

describe('what was given up', () => {
  it('is told by kind, place and reason, since when and how often, newest first', async () => {
    await left(apollo, { state: 'failed', lastError: 'not_in_channel' }, 1);
    await left(apollo, { state: 'failed', lastError: 'not_in_channel' }, 5);
    await left(apollo, { state: 'failed', lastError: 'is_archived' }, 3);
    await left({ slackChannelId: 'CNEW' }, { state: 'unknown', lastError: 'http_503' }, 4);
    await left({ personId: dana }, { state: 'failed', lastError: 'user_disabled', kind: 'promise_broken' }, 2);
    await left(apollo, { state: 'pending' }, 6);
    expect(await all()).toMatchObject([
      {
        ...{ kind: 'digest', state: 'failed', reason: 'not_in_channel', name: 'proj-apollo', messages: 2 },
        since: new Date('2026-11-23T08:01:00Z'),
        worksAgain: false,
      },
      { state: 'unknown', reason: 'http_503', slackChannelId: 'CNEW', name: null, messages: 1 },
      { reason: 'is_archived', messages: 1 },
      { kind: 'promise_broken', reason: 'user_disabled', slackChannelId: null, name: 'dana' },
    ]);
    expect(await givenUp(books.prisma, 2)).toHaveLength(2);
  });

  it('is over where something arrived since', async () => {
    await left(apollo, { state: 'sent' }, 1);
    await left(apollo, { state: 'failed', lastError: 'not_in_channel' }, 2);
    await left({ personId: dana }, { state: 'sent' }, 3);
    expect(await all()).toMatchObject([{ worksAgain: false }]);
    await left(apollo, { state: 'sent' }, 4);
    expect(await all()).toMatchObject([{ worksAgain: true }]);
  });
});

describe('in words', () => {
  const group: GivenUp = {
    ...{ kind: 'digest', state: 'failed', reason: 'not_in_channel', slackChannelId: 'CAPOLLO', name: 'proj-apollo' },
    ...{ messages: 2, since: new Date('2026-11-23T08:01:00Z'), worksAgain: false },
  };
  const words = (change: Partial<GivenUp> = {}) => givenUpWords({ ...group, ...change }, languageOf('en'));

  it('names what, for whom, since when, why, and what to do', () => {
    expect(words()).toBe(
      'The morning digest for #proj-apollo was not delivered, 2 times since 2026-11-23 08:01 UTC. Collect is not in that channel, or it is gone: type /invite @Collect there (not_in_channel)',
    );
    expect(words({ slackChannelId: null, name: 'dana', messages: 1, reason: 'user_disabled' })).toBe(
      'The morning digest for dana was not delivered (2026-11-23 08:01 UTC). Slack refused it for good (user_disabled)',
    );
    expect(words({ state: 'unknown', reason: 'http_503; outcome unknown, not sent again' })).toContain('look in Slack');
    expect(words({ name: null, worksAgain: true })).toMatch(/for CAPOLLO .* has arrived there since/);
  });

  it('has one for every kind of notice, in both languages', () => {
    for (const locale of ['en', 'zh-CN']) {
      expect(Object.keys(languageOf(locale).t.cli.doctor.givenUp.kinds).sort()).toEqual(Object.keys(notices).sort());
    }
  });
});
