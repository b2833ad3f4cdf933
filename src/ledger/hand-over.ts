import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import { knownToBeElsewhere } from './channel-roster.js';
import { concerningKinds, concernsOf } from './concerns.js';
import type { Transaction } from './ledger.js';
import { enqueue, type NewMessage } from './outbox.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';

const waitingRow = z.object({
  id: z.int(),
  kind: z.string(),
  dedupeKey: z.string(),
  personId: z.int(),
  facts: z.unknown(),
});

/** What wants an act soon; that a payment counts once can wait for whoever typed it. */
const wantedSoon = concerningKinds.filter((kind) => kind !== 'payments_met');

/** SQL: whoever message `m` waits for, `p`, is not in a channel of its client's projects. */
const readerElsewhere = (day: LocalDate): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM client c
  JOIN project pr ON pr.workspace_id = c.workspace_id AND (pr.id = c.project_id OR pr.id IN (
    SELECT i.project_id FROM invoice i WHERE i.workspace_id = c.workspace_id AND i.client_id = c.id AND i.open > 0))
  JOIN channel ch ON ch.workspace_id = pr.workspace_id AND ch.id = pr.channel_id
  WHERE c.workspace_id = m.workspace_id
    AND c.id = coalesce(m.facts -> 'promise' ->> 'clientId', m.facts ->> 'clientId')::int
    AND ${knownToBeElsewhere(Prisma.sql`p.slack_user_id`, day)})`;

/** SQL: message `m` waits for whoever stands in for somebody who was away, and is not. */
const backAgain = (day: LocalDate): Prisma.Sql => Prisma.sql`EXISTS (
  SELECT 1 FROM person o
  WHERE o.workspace_id = m.workspace_id AND m.facts -> 'instead' ->> 'reason' = 'away'
    AND o.id = (m.facts -> 'instead' -> 'person' ->> 'id')::int
    AND NOT coalesce(${day}::date BETWEEN o.away_from AND o.away_until, false))`;

/**
 * Messages that want an act and wait for somebody who is away on that day, or not in the channel of its project, go to whoever stands in for them, with the
 * reason, and so do those that wait for somebody who stands in and wants no such messages any more; where nobody does,
 * they go on waiting. What waits for a stand-in goes to whoever is back. Returns how many went to somebody else.
 */
export async function handOver(
  tx: Transaction,
  workspaceId: number,
  { today, now }: { readonly today: LocalDate; readonly now: Date },
): Promise<number> {
  const waiting = await selectRows(
    tx,
    waitingRow,
    Prisma.sql`
      SELECT m.id, m.kind, m.dedupe_key AS "dedupeKey", m.person_id AS "personId", m.facts
      FROM outbox_message m
      JOIN person p ON p.workspace_id = m.workspace_id AND p.id = m.person_id
      WHERE m.workspace_id = ${workspaceId} AND m.state = 'pending' AND m.attempts = 0 AND m.updates_id IS NULL
        AND m.batch_id IS NULL AND m.kind = ANY(${[...wantedSoon]}::text[])
        AND (${today}::date BETWEEN p.away_from AND p.away_until OR ${readerElsewhere(today)} OR ${backAgain(today)}
          OR p.notify = 'escalations' AND m.kind IN ('promise_broken', 'promise_due')
            AND m.facts ->> 'why' IN ('backup', 'manager'))
      ORDER BY m.id
      FOR UPDATE OF m SKIP LOCKED`,
  );
  const concernOf = await concernsOf(tx, workspaceId, waiting, today);
  const messages: NewMessage[] = [];
  const gone: number[] = [];
  for (const message of waiting) {
    const { now: others } = concernOf(message);
    if (others.length === 0 || others.some(({ to }) => to.person === message.personId)) continue;
    gone.push(message.id);
    messages.push(...others);
  }
  if (gone.length === 0) return 0;
  await tx.outboxMessage.updateMany({
    where: { workspaceId, id: { in: gone } },
    data: { state: 'cancelled', lastError: 'handed over: not there' },
  });
  await enqueue(tx, workspaceId, now, messages);
  return gone.length;
}
