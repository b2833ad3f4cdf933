import { z } from 'zod';
import type { ChannelTrouble } from './facts/delivery.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
import { enqueue, type OutboxItem } from './outbox.js';
import { peopleWhoCan } from './people.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';

/** The codes that the delivery gives rows up with and that say something of the channel (slack.md 1.8). */
const TROUBLES: Readonly<Record<string, ChannelTrouble>> = {
  not_in_channel: 'not_member',
  // A private channel that Collect is not in does not exist for it; nor does one that was deleted.
  channel_not_found: 'not_member',
  is_archived: 'archived',
  shared_channel: 'shared',
  restricted_action: 'restricted',
  restricted_action_read_only_channel: 'restricted',
  restricted_action_thread_only_channel: 'restricted',
  restricted_action_non_threadable_channel: 'restricted',
};

/** What is wrong with the channel; null where the message or the app itself was refused. */
export const channelTroubleOf = (code: string): ChannelTrouble | null =>
  Object.hasOwn(TROUBLES, code) ? (TROUBLES[code] ?? null) : null;

const whereRow = z.object({ name: z.string().nullable(), works: z.date().nullable(), projects: z.array(z.string()) });

/** The channel as the books know it, and when it last took a message. */
async function channelIn(tx: Transaction, workspaceId: number, slackChannelId: string) {
  const [found] = await selectRows(
    tx,
    whereRow,
    Prisma.sql`
      select
        (select name from channel where workspace_id = ${workspaceId} and slack_channel_id = ${slackChannelId}) as name,
        (select max(sent_at) from outbox_message
          where workspace_id = ${workspaceId} and sent_channel_id = ${slackChannelId} and updates_id is null) as works,
        coalesce((select array_agg(p.name order by p.name) from project p
          join channel c on c.workspace_id = p.workspace_id and c.id = p.channel_id
          where p.workspace_id = ${workspaceId} and c.slack_channel_id = ${slackChannelId}), '{}') as projects`,
  );
  return found ?? { name: null, works: null, projects: [] };
}

/**
 * Slack refuses what was to go to this channel, for good: the row is given up, and each manager hears of it in a
 * direct message, once a channel and trouble until a message gets there again.
 */
export async function refuseForChannel(
  ledger: Ledger,
  item: Pick<OutboxItem, 'workspaceId' | 'id'>,
  refusal: {
    readonly slackChannelId: string;
    readonly code: string;
    readonly trouble: ChannelTrouble;
    /** How the row ends, if not just refused with that code: an earlier try may have been said. */
    readonly end?: { readonly state: 'failed' | 'unknown'; readonly error: string };
  },
): Promise<void> {
  const { workspaceId, id } = item;
  const { slackChannelId, code, trouble } = refusal;
  const { state, error } = refusal.end ?? { state: 'failed', error: code };
  await inTransaction(ledger, 'refuseForChannel', async (tx) => {
    const given = await tx.outboxMessage.updateMany({
      where: { workspaceId, id, state: 'sending' },
      data: { state, lastError: error },
    });
    if (given.count === 0) return;
    const { name, works, projects } = await channelIn(tx, workspaceId, slackChannelId);
    const facts = { slackChannelId, channelName: name ?? slackChannelId, projectNames: projects, trouble, code };
    const since = works?.getTime() ?? 0;
    const managers = await peopleWhoCan(tx, workspaceId, ['manager']);
    await enqueue(
      tx,
      workspaceId,
      ledger.clock.now(),
      managers.map((manager) => ({
        notice: { kind: 'channel_refused', facts },
        dedupeKey: `channel-refused:${slackChannelId}:${trouble}:${since}:${manager.id}`,
        to: { person: manager.id },
      })),
    );
  });
}
