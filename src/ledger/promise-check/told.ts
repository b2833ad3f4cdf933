import { z } from 'zod';
import type { Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { selectRows } from '../rows.js';

/**
 * Condition on outbox_message m: a message of this kind about promise q, whose key ends in that day. Later versions of
 * a message (after a decision) are other rows and do not count.
 */
export function aboutPromise(kind: 'promise_broken' | 'promise_due', day: Prisma.Sql): Prisma.Sql {
  // As in the index outbox_message_about_promise.
  return Prisma.sql`m.workspace_id = q.workspace_id AND m.kind = ${kind} AND m.updates_id IS NULL
    AND m.kind IN ('promise_broken', 'promise_due')
    AND split_part(m.dedupe_key, ':', 2) = q.id::text AND split_part(m.dedupe_key, ':', 3) = ${day}::text`;
}

const failedRow = z.object({ key: z.string(), personId: z.int() });

/** To whom messages could not be sent, by the plain keys of what they were to be told. */
export async function failedFor(
  db: Transaction,
  workspaceId: number,
  kind: 'promise_broken' | 'promise_due',
  keys: readonly string[],
): Promise<Map<string, Set<number>>> {
  const rows = await selectRows(
    db,
    failedRow,
    Prisma.sql`
      SELECT k.key, m.person_id AS "personId"
      FROM unnest(${[...keys]}::text[]) AS k(key)
      JOIN outbox_message m ON m.workspace_id = ${workspaceId} AND m.kind = ${kind} AND m.updates_id IS NULL
        AND m.kind IN ('promise_broken', 'promise_due')
        AND split_part(m.dedupe_key, ':', 2) = split_part(k.key, ':', 2)
        AND split_part(m.dedupe_key, ':', 3) = split_part(k.key, ':', 3)
      WHERE m.state IN ('failed', 'cancelled') AND m.person_id IS NOT NULL`,
  );
  const failed = new Map<string, Set<number>>();
  for (const { key, personId } of rows) failed.set(key, (failed.get(key) ?? new Set()).add(personId));
  return failed;
}
