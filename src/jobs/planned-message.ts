import type { Ledger } from '../ledger/ledger.js';
import type { Notice } from '../ledger/notice.js';
import type { NewMessage } from '../ledger/outbox.js';
import { peopleById, recipientChannels } from '../ledger/recipients.js';

/** Something a job says (or, in a dry run, would say), and to whom. */
export interface PlannedMessage {
  readonly notice: Notice;
  readonly dedupeKey: string;
  readonly to:
    | { readonly kind: 'channel'; readonly slackChannelId: string; readonly name: string; readonly inThread: boolean }
    | {
        readonly kind: 'person';
        readonly personId: number;
        readonly slackUserId: string | null;
        readonly name: string;
      };
}

/** Messages with the names of their recipients, so that a person at a terminal knows who is meant. */
export async function withRecipients(
  ledger: Ledger,
  workspaceId: number,
  messages: readonly NewMessage[],
): Promise<PlannedMessage[]> {
  const people = await peopleById(
    ledger.prisma,
    workspaceId,
    messages.flatMap(({ to }) => ('person' in to ? [to.person] : [])),
  );
  const channels = await recipientChannels(
    ledger.prisma,
    workspaceId,
    messages.flatMap(({ to }) => ('channel' in to ? [to.channel] : [])),
  );
  return messages.map(({ notice, dedupeKey, to }): PlannedMessage => {
    if ('person' in to) {
      const person = people.get(to.person);
      const name = person?.name ?? `#${to.person}`;
      return {
        notice,
        dedupeKey,
        to: { kind: 'person', personId: to.person, slackUserId: person?.slackUserId ?? null, name },
      };
    }
    const name = channels.get(to.channel) ?? to.channel;
    return {
      notice,
      dedupeKey,
      to: { kind: 'channel', slackChannelId: to.channel, name, inThread: 'threadOf' in to },
    };
  });
}
