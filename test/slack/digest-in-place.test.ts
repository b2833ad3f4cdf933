import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { localDate } from '../../src/domain/local-date.js';
import { runDigest } from '../../src/ledger/digest.js';
import { aClient, anInvoice } from '../support/books.js';
import { aTeam } from './a-team.js';
import { buttonsOf, type RunningApp, wordsOf } from './running-app.js';

const MONDAY = localDate('2026-11-23');

let running: RunningApp;
let acme: number;

beforeEach(async () => {
  ({ running, acme } = await aTeam());
});
afterEach(async () => {
  await running.stop();
});

/** The digest of this Monday, as it is posted. */
async function posted(messages = 1): Promise<void> {
  const { books, app, slack } = running;
  const { id: channelId } = await books.prisma.channel.findFirstOrThrow({ where: { slackChannelId: 'CAPOLLO' } });
  await runDigest(books.ledger, { workspaceId: books.workspaceId, channelId, slot: MONDAY });
  app.delivery.wake();
  await slack.called('chat.postMessage', messages);
  await stands();
}

/** Until the books know that all that was due was said. */
async function stands(): Promise<void> {
  const { books } = running;
  const due = { state: { in: ['pending' as const, 'sending' as const] }, notBefore: { lte: books.clock.now() } };
  while ((await books.prisma.outboxMessage.count({ where: due })) > 0) {
    running.app.delivery.wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Some seconds later: what waited to be said together was said. */
async function later(): Promise<void> {
  running.books.clock.advance({ minutes: 1 });
  await stands();
}

const updates = () => running.slack.callsOf('chat.update');

/** The digest as it stands in the channel. */
const digest = () => running.slack.messages('CAPOLLO')[0];

/** What the digest says about a client: its own block and no other. */
function lineOf(client: string): string {
  const blocks = (digest()?.blocks ?? []) as { readonly text?: { readonly text: string } }[];
  return blocks.map((block) => block.text?.text ?? '').find((text) => text.includes(`*${client}*`)) ?? '';
}

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
    await later();
    expect(lineOf('ACME Ltd')).toContain('dana, 08:00: they promised');
    expect(lineOf('Globex')).toContain('kim, 08:00: they promised');
    expect(lineOf('Globex')).toContain('sam, 08:00: they paid');
    expect(wordsOf(digest())).not.toContain('undefined');
  });
});
