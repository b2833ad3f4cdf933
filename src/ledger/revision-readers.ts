import { z } from 'zod';
import { atLeast } from '../domain/role.js';
import { clientOf, concerningOf, roleToldIn, type Waiting } from './concerns.js';
import type { Transaction } from './ledger.js';
import { effectiveRole, isOutsider } from './people.js';
import { Prisma } from './prisma/client.js';
import { integerColumn, selectRows } from './rows.js';

const pairRow = z.object({ clientId: integerColumn, personId: integerColumn });

/**
 * Which of these messages, that somebody has and that are to say something new in place, are no longer for them to read:
 * their client is no longer theirs, the role that they were told in was taken away, or they became a guest. What was said
 * to them stays said; what happened since is not theirs to know. Whoever is away, or wants fewer messages, is still who
 * the message was for: that is asked where something is said for the first time (concerns.ts).
 */
export async function notTheirs(
  db: Transaction,
  workspaceId: number,
  messages: readonly Waiting[],
): Promise<ReadonlySet<number>> {
  const read = messages.flatMap((message) => {
    const notice = concerningOf(message);
    return notice === null ? [] : [{ ...message, kind: notice.kind, clientId: clientOf(notice) }];
  });
  if (read.length === 0) return new Set();
  const ids = [...new Set(read.map(({ personId }) => personId))];
  const people = new Map(
    (await db.person.findMany({ where: { workspaceId, id: { in: ids } } })).map((person) => [person.id, person]),
  );
  const clients = [...new Set(read.flatMap(({ clientId }) => clientId ?? []))];
  const after = clients.length === 0 ? [] : await lookingAfter(db, workspaceId, clients, ids);
  const looksAfter = new Set(after.map(({ clientId, personId }) => `${clientId} ${personId}`));
  return new Set(
    read
      .filter(({ personId, clientId, kind }) => {
        const person = people.get(personId);
        if (person === undefined || isOutsider(person)) return true;
        const role = effectiveRole(person);
        if (clientId !== null) return !atLeast(role, 'finance') && !looksAfter.has(`${clientId} ${personId}`);
        return !atLeast(role, roleToldIn(kind));
      })
      .map(({ id }) => id),
  );
}

/** Who of these people owns or backs up which of these clients, or a project that the client or an invoice of it is in. */
async function lookingAfter(
  db: Transaction,
  workspaceId: number,
  clients: readonly number[],
  people: readonly number[],
): Promise<z.output<typeof pairRow>[]> {
  return await selectRows(
    db,
    pairRow,
    Prisma.sql`
      SELECT DISTINCT c.id AS "clientId", who.id AS "personId"
      FROM client c
      LEFT JOIN project p ON p.workspace_id = c.workspace_id AND (p.id = c.project_id OR p.id IN (
        SELECT i.project_id FROM invoice i WHERE i.workspace_id = c.workspace_id AND i.client_id = c.id))
      CROSS JOIN LATERAL (VALUES (c.owner_id), (c.backup_id), (p.owner_id), (p.backup_id)) who(id)
      WHERE c.workspace_id = ${workspaceId} AND c.id = ANY(${[...clients]}::int[])
        AND who.id = ANY(${[...people]}::int[])`,
  );
}
