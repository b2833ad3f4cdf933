import { randomUUID } from 'node:crypto';
import type { SqlTransaction } from './ledger.js';

/**
 * A channel is shared with another organisation from now on, whose people read what was posted there before too: the
 * delivery puts a sentence in the place of each message, however old, the newest first: a channel takes one update a
 * second. Where it is no longer shared, what is rewritten since says again
 * what it says.
 */
export async function takeDownPosts(
  tx: SqlTransaction,
  workspaceId: number,
  slackChannelId: string,
  at: Date,
): Promise<void> {
  await tx.$executeRaw`
    insert into outbox_message
      (workspace_id, kind, dedupe_key, slack_channel_id, updates_id, facts, not_before, created_at)
    select m.workspace_id, 'taken_down', m.dedupe_key || ':taken-down:' || ${randomUUID()}::text, m.slack_channel_id,
      m.id, '{}', ${at}, ${at}
    from outbox_message m
    where m.workspace_id = ${workspaceId} and m.updates_id is null and m.person_id is null
      and coalesce(m.sent_channel_id, m.slack_channel_id) = ${slackChannelId} and m.state in ('sending', 'sent')
    order by m.id desc`;
}
