import { z } from 'zod';
import { dateIn } from '../domain/local-date.js';
import { MOST_PAGES, showDeeds } from './digest/deeds.js';
import type { SqlTransaction } from './ledger.js';
import { revise } from './outbox-revision.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';

const channelRow = z.object({ slackChannelId: z.string(), timezone: z.string() });
const messageRow = z.object({ id: z.int() });
const lineRow = z.object({ id: z.int(), facts: z.record(z.string(), z.unknown()) });

/** The lines of a channel: those that name amounts, and those that only have its language. */
const LINES = ['promise_logged', 'payment_recorded', 'escalated', 'project_set'];

/**
 * Has what was posted in a channel today, its digest with the thread and the lines since, say what it says by the
 * channel's settings of now and who reads there (the delivery puts that in). Without any of it it does nothing.
 */
export async function sayTodayAnew(
  tx: SqlTransaction,
  workspaceId: number,
  { channelId, name, at }: { readonly channelId: number; readonly name: string; readonly at: Date },
): Promise<void> {
  const [channel] = await selectRows(
    tx,
    channelRow,
    Prisma.sql`
      select ch.slack_channel_id as "slackChannelId", coalesce(ch.timezone, w.timezone) as timezone
      from channel ch join workspace w on w.id = ch.workspace_id
      where ch.workspace_id = ${workspaceId} and ch.id = ${channelId}`,
  );
  if (channel === undefined) return;
  const { slackChannelId, timezone } = channel;
  const key = `digest:${slackChannelId}:${dateIn(at, timezone)}`;
  const keys = [key, ...Array.from({ length: MOST_PAGES }, (_, index) => `${key}:${index + 1}`)];
  const messages = await selectRows(
    tx,
    messageRow,
    Prisma.sql`
      select id from outbox_message
      where workspace_id = ${workspaceId} and updates_id is null and dedupe_key = any(${keys}::text[])
        and state not in ('failed', 'cancelled')
      order by id for no key update`,
  );
  const ids = messages.map(({ id }) => id);
  if (ids.length > 0) await showDeeds(tx, workspaceId, ids, name, at);
  // A line that was rewritten since (its entry was undone) says that still.
  const lines = await selectRows(
    tx,
    lineRow,
    Prisma.sql`
      select m.id, coalesce(newest.facts, m.facts) as facts
      from outbox_message m
      left join lateral (
        select u.facts from outbox_message u
        where u.workspace_id = m.workspace_id and u.updates_id = m.id and u.state <> 'cancelled'
        order by u.id desc limit 1) newest on true
      where m.workspace_id = ${workspaceId} and m.slack_channel_id = ${slackChannelId} and m.updates_id is null
        and m.kind = any(${LINES}::text[]) and m.state in ('sending', 'sent')
        and m.created_at >= date_trunc('day', ${at}::timestamptz at time zone ${timezone}) at time zone ${timezone}
      order by m.id for no key update of m`,
  );
  for (const { id: messageId, facts } of lines) {
    await revise(tx, workspaceId, at, { messageId, facts, name, notBefore: at });
  }
}
