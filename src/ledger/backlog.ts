import { z } from 'zod';
import type { Ledger } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';

/** What waits in the books to be said or done, and when the jobs last ran: numbers and times, nothing of anybody. */
export interface Backlog {
  /** Messages by state; of those that were sent nobody asks. */
  readonly outbox: Readonly<Record<(typeof waitingStates)[number], number>>;
  /**
   * When the oldest message was written that could have been said by now, or until when it was held for somebody's
   * working hours; null: there is none.
   */
  readonly oldestDue: Date | null;
  /** Requests of Slack that were recorded and are not done. */
  readonly undone: number;
  readonly oldestUndone: Date | null;
  /** When each job last claimed a run; a job that never ran is missing. */
  readonly lastRuns: readonly { readonly job: string; readonly at: Date }[];
}

const waitingStates = ['pending', 'sending', 'unknown', 'failed'] as const;

const outboxRow = z.object({ state: z.enum(waitingStates), messages: z.int(), oldest: z.date().nullable() });
const inboxRow = z.object({ requests: z.int(), oldest: z.date().nullable() });
const runRow = z.object({ job: z.string(), at: z.date() });

/** Reads only, by indexes: what was sent, done and run long ago costs nothing. */
export async function backlog({ prisma, clock }: Ledger): Promise<Backlog> {
  const states = await selectRows(
    prisma,
    outboxRow,
    Prisma.sql`
      select state::text, count(*)::int as messages, min(greatest(created_at, held_until)) filter (
        where state = 'sending' or state = 'pending' and (not_before <= ${clock.now()} or attempts > 0)) as oldest
      from outbox_message where state in ('pending', 'sending', 'unknown', 'failed') group by state`,
  );
  const [inbox] = await selectRows(
    prisma,
    inboxRow,
    Prisma.sql`
      select count(*)::int as requests, min(received_at) as oldest from inbox_request
      where done_at is null and body is not null`,
  );
  const lastRuns = await selectRows(
    prisma,
    runRow,
    Prisma.sql`
      select j.job, max(last.claimed_at) as at
      from workspace w cross join (values ('promises'), ('digest'), ('escalations')) as j(job)
      cross join lateral (
        select claimed_at from job_run r where r.workspace_id = w.id and r.job = j.job order by r.id desc limit 1) as last
      group by j.job`,
  );
  const outbox = { pending: 0, sending: 0, unknown: 0, failed: 0 };
  for (const { state, messages } of states) outbox[state] = messages;
  const oldest = states.flatMap((row) => row.oldest ?? []).sort((a, b) => a.getTime() - b.getTime());
  return {
    outbox,
    oldestDue: oldest[0] ?? null,
    undone: inbox?.requests ?? 0,
    oldestUndone: inbox?.oldest ?? null,
    lastRuns,
  };
}
