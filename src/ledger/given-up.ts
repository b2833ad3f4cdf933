import { z } from 'zod';
import type { Transaction } from './ledger.js';
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
 * applied yet.
 */
export async function givenUp(db: Transaction, limit: number): Promise<GivenUp[]> {
  return await selectRows(
    db,
    givenUpRow,
    Prisma.sql`
      with lost as (
        select workspace_id, kind, state, coalesce(last_error, '') as reason, slack_channel_id, person_id,
          count(*)::int as messages, min(not_before) as since, max(not_before) as latest
        from outbox_message where state in ('failed', 'unknown')
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
