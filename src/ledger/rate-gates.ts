import { z } from 'zod';
import type { Ledger } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';

/** What Slack limits: a method in a workspace, or that method in one channel of it. */
export interface RateLimited {
  /** Of Slack's Web API. */
  readonly method: string;
  /** The limit is this channel's own: Slack's id, or the user of a direct message. Null: the method's. */
  readonly slackChannelId: string | null;
}

/** Nothing is put off for longer, in ms; Slack names seconds. */
const LONGEST = 3_600_000;

/**
 * Until when something is put off at most. What is put off until later than that was put off by a clock that has been
 * set back since, and is not put off any more.
 */
export const latest = (now: Date): Date => new Date(now.getTime() + LONGEST);

const closedAt = (now: Date): Prisma.Sql => Prisma.sql`blocked_until > ${now} and blocked_until <= ${latest(now)}`;

/**
 * Slack said not now: nobody calls this before `until`, neither this process after a restart nor another replica. A
 * gate that is closed for longer stays so.
 */
export async function closeGate(ledger: Ledger, workspaceId: number, limited: RateLimited, until: Date): Promise<void> {
  const { method, slackChannelId } = limited;
  const last = latest(ledger.clock.now());
  await ledger.prisma.$executeRaw`
    insert into rate_gate (workspace_id, method, slack_channel_id, blocked_until)
    values (${workspaceId}, ${method}, ${slackChannelId}, ${until < last ? until : last})
    on conflict (workspace_id, method, (coalesce(slack_channel_id, ''))) do update
    set blocked_until = case
      when rate_gate.blocked_until > ${last} then excluded.blocked_until
      else greatest(rate_gate.blocked_until, excluded.blocked_until) end`;
}

const untilRow = z.object({ until: z.date().nullable() });

/** Until when this must not be called, by its own limit or by its method's; null: it may be called now. */
export async function closedUntil(ledger: Ledger, workspaceId: number, asked: RateLimited): Promise<Date | null> {
  const { method, slackChannelId } = asked;
  const [found] = await selectRows(
    ledger.prisma,
    untilRow,
    Prisma.sql`
      select max(blocked_until) as until from rate_gate
      where workspace_id = ${workspaceId} and method = ${method} and ${closedAt(ledger.clock.now())}
        and coalesce(slack_channel_id, '') in ('', ${slackChannelId ?? ''})`,
  );
  return found?.until ?? null;
}

const countRow = z.object({ channels: z.int() });

/** In how many channels the method is held up now by their own limits. */
export async function closedChannels(ledger: Ledger, workspaceId: number, method: string): Promise<number> {
  const [found] = await selectRows(
    ledger.prisma,
    countRow,
    Prisma.sql`
      select count(*)::int as channels from rate_gate
      where workspace_id = ${workspaceId} and method = ${method} and ${closedAt(ledger.clock.now())}
        and slack_channel_id is not null`,
  );
  return found?.channels ?? 0;
}

/**
 * SQL: nothing holds up this row of the outbox. `m` is the row, `original` the message that it rewrites, `parent` the
 * first of its thread, `reader` the person of a direct message: names of takeDue.
 */
export const gateIsOpen = (now: Date): Prisma.Sql => Prisma.sql`
  not exists (
    select 1 from rate_gate gate
    where gate.workspace_id = m.workspace_id and gate.blocked_until > ${now} and gate.blocked_until <= ${latest(now)}
      and gate.method = case when m.updates_id is null then 'chat.postMessage' else 'chat.update' end
      and (gate.slack_channel_id is null or gate.slack_channel_id = case
        when m.updates_id is not null then original.sent_channel_id
        when m.person_id is not null then reader.slack_user_id
        else coalesce(parent.sent_channel_id, m.slack_channel_id) end))`;
