import { z } from 'zod';
import { channelShowsAmounts } from './channel-roster.js';
import type { SqlTransaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';

/** A direct message, or a part of one, as the outbox keeps it. */
interface Said {
  readonly workspaceId: number;
  readonly facts: unknown;
}

const about = z.union([
  z.object({ promise: z.object({ clientId: z.int() }) }).transform(({ promise }) => promise.clientId),
  z.object({ clientId: z.int() }).transform(({ clientId }) => clientId),
  // The list's push line names the first of them.
  z
    .object({ candidates: z.tuple([z.object({ clientId: z.int() })], z.unknown()) })
    .transform(({ candidates: [{ clientId }] }) => clientId),
]);

/** The client whose amounts the push line names; null: it is not known whose it does (words that somebody typed). */
function clientIn(facts: unknown): number | null {
  const read = about.safeParse(facts);
  return read.success ? read.data : null;
}

const hiddenRow = z.object({ workspaceId: z.int(), clientId: z.int().nullable() });

/**
 * Adds to the facts of direct messages whether their push lines may name amounts: not where a channel of one of the
 * client's projects shows none, by its setting or because of who is in it, since a push line is read over somebody's
 * shoulder. Where nobody knows which client it is about: not as long as any project has such a channel. The message
 * itself, which its reader opens, keeps them.
 */
export async function withPushAmounts(
  db: SqlTransaction,
  said: readonly Said[],
): Promise<(workspaceId: number, facts: unknown) => unknown> {
  const asked = [...new Map(said.map((one) => [keyOf(one), one])).values()];
  const questions = asked.map(({ workspaceId, facts }) => ({ workspaceId, clientId: clientIn(facts) }));
  const hidden = questions.length === 0 ? [] : await selectRows(db, hiddenRow, hiddenAmong(JSON.stringify(questions)));
  const keys = new Set(hidden.map(({ workspaceId, clientId }) => `${workspaceId} ${clientId}`));
  return (workspaceId, facts) =>
    typeof facts === 'object' ? { ...facts, pushAmounts: !keys.has(keyOf({ workspaceId, facts })) } : facts;
}

const keyOf = ({ workspaceId, facts }: Said): string => `${workspaceId} ${clientIn(facts)}`;

const hiddenAmong = (questions: string): Prisma.Sql => Prisma.sql`
  select q."workspaceId", q."clientId" from jsonb_to_recordset(${questions}::jsonb) as q("workspaceId" int, "clientId" int)
  where exists (
    select 1 from project p
    join channel ch on ch.workspace_id = p.workspace_id and ch.id = p.channel_id
    where p.workspace_id = q."workspaceId" and not (${channelShowsAmounts} and not ch.is_shared)
      and (q."clientId" is null
        or exists (
          select 1 from client c
          where c.workspace_id = p.workspace_id and c.id = q."clientId" and c.project_id = p.id)
        or exists (
          select 1 from invoice i
          where i.workspace_id = p.workspace_id and i.client_id = q."clientId" and i.project_id = p.id)))`;
