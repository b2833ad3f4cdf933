import { localDate } from '../../src/domain/local-date.js';
import { runDigest } from '../../src/ledger/digest.js';
import type { RunningApp } from './running-app.js';

/** The Monday on which the team of a-team.ts lives. */
export const MONDAY = localDate('2026-11-23');

/** The digest of #proj-apollo of a day, as it is posted, its thread included. */
export async function postDigest(running: RunningApp, slot = MONDAY): Promise<void> {
  const { books } = running;
  const { id: channelId } = await books.prisma.channel.findFirstOrThrow({ where: { slackChannelId: 'CAPOLLO' } });
  await runDigest(books.ledger, { workspaceId: books.workspaceId, channelId, slot });
  await allSaid(running);
}

/** Until the books know that all that is due was said. */
export async function allSaid(running: RunningApp): Promise<void> {
  const { books } = running;
  const due = { state: { in: ['pending' as const, 'sending' as const] }, notBefore: { lte: books.clock.now() } };
  while ((await books.prisma.outboxMessage.count({ where: due })) > 0) {
    running.app.delivery.wake();
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A minute later: what waited to be said together was said. */
export async function aMinuteLater(running: RunningApp): Promise<void> {
  running.books.clock.advance({ minutes: 1 });
  await allSaid(running);
}

interface Shown {
  readonly text: string;
  readonly blocks?: readonly unknown[] | null;
}

/** The line of a client in a message: its own block and no other. */
export function lineOf(message: Shown | undefined, client: string): string {
  const blocks = (message?.blocks ?? []) as readonly { readonly text?: { readonly text: string } }[];
  return blocks.map((block) => block.text?.text ?? '').find((text) => text.includes(`*${client}*`)) ?? '';
}
