import { z } from 'zod';
import { manages } from '../domain/role.js';
import type { Actor } from './actor.js';
import type { Ledger, Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';

const givenUpRow = z.object({
  /** A kind of notice.ts. */
  kind: z.string(),
  /** Slack refused it for good, or it may have been said and is not said again. */
  state: z.enum(['failed', 'unknown']),
  /** As the delivery wrote it: Slack's code, or a few words. */
  reason: z.string(),
  /** Where it was to go: a channel of Slack, or a person. */
  slackChannelId: z.string().nullable(),
  /** Of the channel or the person, if the books know it. */
  name: z.string().nullable(),
  messages: z.int(),
  since: z.date(),
  /** Something got there after the last of them. */
  worksAgain: z.boolean(),
});
/** Messages of one kind that did not get to one place, for one reason. */
export type GivenUp = z.infer<typeof givenUpRow>;

/**
 * What the delivery gave up, newest first, at most `limit` groups. Also of books whose newest migrations are not
 * applied yet. `only`: of one workspace, tried last since then.
 */
export async function givenUp(
  db: Transaction,
  limit: number,
  only: { readonly workspaceId: number; readonly since: Date } | null = null,
): Promise<GivenUp[]> {
  const which =
    only === null ? Prisma.empty : Prisma.sql`and workspace_id = ${only.workspaceId} and not_before >= ${only.since}`;
  return await selectRows(
    db,
    givenUpRow,
    Prisma.sql`
      with lost as (
        select workspace_id, kind, state, coalesce(last_error, '') as reason, slack_channel_id, person_id,
          count(*)::int as messages, min(not_before) as since, max(not_before) as latest
        from outbox_message where state in ('failed', 'unknown') and kind <> 'morning' ${which}
        group by 1, 2, 3, 4, 5, 6)
      select l.kind, l.state::text, l.reason, l.slack_channel_id as "slackChannelId", coalesce(p.name, c.name) as name,
        l.messages, l.since, exists (
          select 1 from outbox_message m
          where m.workspace_id = l.workspace_id and m.sent_at > l.latest and m.updates_id is null
            and m.person_id is not distinct from l.person_id
            and m.slack_channel_id is not distinct from l.slack_channel_id) as "worksAgain"
      from lost l
      left join person p on p.workspace_id = l.workspace_id and p.id = l.person_id
      left join channel c on c.workspace_id = l.workspace_id and c.slack_channel_id = l.slack_channel_id
      order by l.latest desc, l.kind, l.slack_channel_id, l.person_id
      limit ${limit}`,
  );
}

/** What a manager need not look back beyond, in ms: two weeks. */
const RECENT = 14 * 24 * 60 * 60_000;
/** Places that are counted at most. */
const MOST_PLACES = 100;

/**
 * What does not arrive now: given up in the last two weeks, and nothing has got there since. Managers only; nothing for
 * anybody else. At most `shown` groups, newest first, and how many more there are.
 */
export async function undelivered(
  ledger: Ledger,
  actor: Actor,
  shown: number,
): Promise<{ readonly groups: readonly GivenUp[]; readonly more: number }> {
  if (!manages(actor.role)) return { groups: [], more: 0 };
  const since = new Date(ledger.clock.now().getTime() - RECENT);
  const all = await givenUp(ledger.prisma, MOST_PLACES, { workspaceId: actor.workspaceId, since });
  const lasting = all.filter((group) => !group.worksAgain);
  return { groups: lasting.slice(0, shown), more: Math.max(0, lasting.length - shown) };
}
