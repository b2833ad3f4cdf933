import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { type Notice, readNotice } from '../notice.js';
import { enqueue, type NewMessage } from '../outbox.js';
import { Prisma } from '../prisma/client.js';
import { selectRows } from '../rows.js';
import { routesOf } from './routes.js';

const waitingRow = z.object({
  id: z.int(),
  kind: z.enum(['promise_broken', 'promise_due']),
  dedupeKey: z.string(),
  personId: z.int(),
  facts: z.unknown(),
});

type AboutPromise = Extract<Notice, { kind: 'promise_broken' | 'promise_due' }>;

/**
 * Messages about promises that wait for somebody who is away on that day go to whoever stands in for them, with the
 * reason; where nobody does, they go on waiting. Returns how many went to somebody else.
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
        AND m.batch_id IS NULL AND m.kind IN ('promise_broken', 'promise_due')
        AND ${today}::date BETWEEN p.away_from AND p.away_until
      ORDER BY m.id
      FOR UPDATE OF m SKIP LOCKED`,
  );
  const read = waiting.map((row) => ({ ...row, notice: readNotice(row.kind, row.facts) as AboutPromise }));
  const clients = read.map(({ notice }) => notice.facts.promise.clientId);
  const routeOf = await routesOf(tx, workspaceId, clients, today);
  const messages: NewMessage[] = [];
  const gone: number[] = [];
  for (const { id, dedupeKey, personId, notice } of read) {
    const [people = []] = routeOf(notice.facts.promise.clientId).inTurn;
    if (people.length === 0 || people.some(({ person }) => person.id === personId)) continue;
    gone.push(id);
    const plainKey = dedupeKey.split(':').slice(0, 3).join(':');
    for (const { person, why, instead } of people) {
      const told = { ...notice, facts: { ...notice.facts, why, instead } } as AboutPromise;
      messages.push({ notice: told, dedupeKey: `${plainKey}:${person.id}`, to: { person: person.id } });
    }
  }
  if (gone.length === 0) return 0;
  await tx.outboxMessage.updateMany({
    where: { workspaceId, id: { in: gone } },
    data: { state: 'cancelled', lastError: 'handed over: away' },
  });
  await enqueue(tx, workspaceId, now, messages);
  return gone.length;
}
