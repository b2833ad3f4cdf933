import { z } from 'zod';
import { addDays, dateIn, timeIn } from '../../domain/local-date.js';
import type { Actor } from '../actor.js';
import { type DeedFact, deedFact, type ShownDeed } from '../facts/digest.js';
import type { SqlTransaction } from '../ledger.js';
import { revise } from '../outbox-revision.js';
import { Prisma } from '../prisma/client.js';
import { personFact } from '../routing.js';
import { type Question, selectPrepared, selectRows } from '../rows.js';

/** Something that was done about a client, by whatever way. */
export interface Deed {
  readonly clientId: number;
  readonly what: DeedFact;
  /** The entry that it rests on: undone, it is no longer shown. */
  readonly auditId: number;
  readonly at: Date;
}

/** What happens within this time is one update of the digest, in ms: Slack takes fifty a minute in all. */
const TOGETHER = 2_000;

/** So many rows the digest itself shows (ROWS_IN_MESSAGE); those of the others are in its thread. */
const IN_MESSAGE = 10;

/** More pages no thread has. */
export const MOST_PAGES = 40;

const dayRow = z.object({ digestId: z.int(), dedupeKey: z.string(), timezone: z.string(), day: z.string() });
type DigestOfDay = z.infer<typeof dayRow>;

/**
 * The digests that stand, today where they stand, in the channels of a client's projects, whether or not they name it.
 * Mostly none: then there is nothing to do.
 */
export async function digestsOfToday(
  db: SqlTransaction,
  workspaceId: number,
  clientId: number,
  at: Date,
): Promise<DigestOfDay[]> {
  const { row, query } = digestsQuestion(workspaceId, clientId, at);
  return standingDigests(await selectPrepared(db, row, query), at);
}

/** The same as a question, for whoever asks for more; of its rows `standingDigests` are meant. */
export function digestsQuestion(workspaceId: number, clientId: number, at: Date): Question<typeof dayRow> {
  const day = dateIn(at, 'UTC');
  const days = [addDays(day, -1), day, addDays(day, 1)];
  return {
    row: dayRow,
    query: Prisma.sql`
      select m.id as "digestId", m.dedupe_key as "dedupeKey", coalesce(ch.timezone, w.timezone) as timezone, d.day
      from project p
      join channel ch on ch.workspace_id = p.workspace_id and ch.id = p.channel_id
      join workspace w on w.id = ch.workspace_id
      cross join unnest(${days}::text[]) as d(day)
      join outbox_message m on m.workspace_id = ch.workspace_id
        and m.dedupe_key = 'digest:' || ch.slack_channel_id || ':' || d.day
      where p.workspace_id = ${workspaceId} and m.state not in ('failed', 'cancelled', 'unknown') and p.id in (
        select c.project_id from client c where c.workspace_id = ${workspaceId} and c.id = ${clientId}
        union
        select i.project_id from invoice i where i.workspace_id = ${workspaceId} and i.client_id = ${clientId})`,
  };
}

export const standingDigests = (rows: readonly DigestOfDay[], at: Date): DigestOfDay[] =>
  rows.filter((row) => row.day === dateIn(at, row.timezone));

const messageRow = z.object({ id: z.int() });

/**
 * Writes down what was done about a client, in the transaction that did it, and has today's digest show it in the
 * client's row. Without a digest of today that has such a row it does nothing.
 */
export async function noteDeed(tx: SqlTransaction, actor: Actor, deed: Deed): Promise<void> {
  const { clientId, at } = deed;
  await noteDeedIn(tx, actor, await digestsOfToday(tx, actor.workspaceId, clientId, at), deed);
}

/** The same in these digests of today. */
export async function noteDeedIn(
  tx: SqlTransaction,
  actor: Actor,
  digests: readonly DigestOfDay[],
  deed: Deed,
): Promise<void> {
  if (digests.length === 0) return;
  const { workspaceId, personId } = actor;
  const { clientId, at, auditId } = deed;
  const keys = digests.map((digest) => digest.dedupeKey);
  const pages = keys.flatMap((key) => Array.from({ length: MOST_PAGES }, (_, index) => `${key}:${index + 1}`));
  const row = JSON.stringify([{ clientId }]);
  // Locked before the deeds are read: whoever does something about another row of the same message waits here, so that
  // each rewriting knows of those before it.
  const messages = await selectRows(
    tx,
    messageRow,
    Prisma.sql`
      select id from outbox_message
      where workspace_id = ${workspaceId} and updates_id is null and (
        dedupe_key = any(${keys}::text[])
          and jsonb_path_query_array(facts -> 'rows', ${`$[0 to ${IN_MESSAGE - 1}]`}::jsonpath) @> ${row}::jsonb
        or dedupe_key = any(${pages}::text[]) and facts -> 'rows' @> ${row}::jsonb)
      order by id for no key update`,
  );
  if (messages.length === 0) return;
  const { kind, ...facts } = deed.what;
  const messageIds = messages.map((message) => message.id);
  await tx.$executeRaw`
    insert into digest_deed (workspace_id, digest_id, client_id, kind, facts, by_id, at)
    select ${workspaceId}, m.id, ${clientId}, ${kind}, ${JSON.stringify({ ...facts, auditId })}::jsonb, ${personId}::int,
      ${at}::timestamptz
    from unnest(${messageIds}::int[]) with ordinality as m(id, place)
    order by m.place`;
  await showDeeds(tx, workspaceId, messageIds, `deed-${auditId}`, at);
}

/** What this entry had done was undone: the digest no longer shows it. */
export async function takeBackDeed(
  tx: SqlTransaction,
  workspaceId: number,
  { clientId, auditId, at }: { readonly clientId: number; readonly auditId: number; readonly at: Date },
): Promise<void> {
  const shown = Prisma.sql`
    workspace_id = ${workspaceId} and client_id = ${clientId} and retracted_at is null
      and facts ->> 'auditId' = ${String(auditId)}`;
  await retract(tx, workspaceId, shown, { retractedAt: at, name: `undone-${auditId}`, at });
}

/** Marks these deeds as taken back at an instant, or (null) as not taken back, and has their digests show it. */
async function retract(
  tx: SqlTransaction,
  workspaceId: number,
  which: Prisma.Sql,
  { retractedAt, name, at }: { readonly retractedAt: Date | null; readonly name: string; readonly at: Date },
): Promise<void> {
  const messages = await selectRows(
    tx,
    messageRow,
    Prisma.sql`
      select id from outbox_message
      where workspace_id = ${workspaceId} and id in (select digest_id from digest_deed where ${which})
      order by id for no key update`,
  );
  if (messages.length === 0) return;
  await tx.$executeRaw`update digest_deed set retracted_at = ${retractedAt} where ${which}`;
  const ids = messages.map((message) => message.id);
  await showDeeds(tx, workspaceId, ids, name, at);
}

const restRow = z.object({ auditId: z.string() });

/** The client no longer rests: the digest no longer says that it does. */
export async function takeBackRests(
  tx: SqlTransaction,
  workspaceId: number,
  clientId: number,
  at: Date,
): Promise<void> {
  const rests = await selectRows(
    tx,
    restRow,
    Prisma.sql`
      select distinct facts ->> 'auditId' as "auditId" from digest_deed
      where workspace_id = ${workspaceId} and client_id = ${clientId} and kind = 'snoozed' and retracted_at is null`,
  );
  for (const { auditId } of rests) await takeBackDeed(tx, workspaceId, { clientId, auditId: Number(auditId), at });
}

/** What took these entries' deeds back was undone itself: the digest shows them again. */
export async function bringBackDeeds(
  tx: SqlTransaction,
  workspaceId: number,
  {
    clientId,
    auditIds,
    name,
    at,
  }: {
    readonly clientId: number;
    readonly auditIds: readonly number[];
    readonly name: string;
    readonly at: Date;
  },
): Promise<void> {
  const gone = Prisma.sql`
    workspace_id = ${workspaceId} and client_id = ${clientId} and retracted_at is not null
      and facts ->> 'auditId' = any(${auditIds.map(String)}::text[])`;
  await retract(tx, workspaceId, gone, { retractedAt: null, name, at });
}

const deedRow = z.object({
  digestId: z.int(),
  clientId: z.int(),
  kind: z.string(),
  facts: z.record(z.string(), z.unknown()),
  at: z.date(),
  timezone: z.string(),
  by: personFact.nullable(),
});

/** Has each of these messages, which the caller has locked, show the deeds that stand. */
export async function showDeeds(
  tx: SqlTransaction,
  workspaceId: number,
  messageIds: readonly number[],
  name: string,
  at: Date,
): Promise<void> {
  const rows = await selectRows(
    tx,
    deedRow,
    Prisma.sql`
      select d.digest_id as "digestId", d.client_id as "clientId", d.kind, d.facts, d.at,
        coalesce(ch.timezone, w.timezone) as timezone,
        case when p.id is not null then
          json_build_object('id', p.id, 'name', p.name, 'slackUserId', p.slack_user_id) end as by
      from digest_deed d
      join workspace w on w.id = d.workspace_id
      join outbox_message m on m.workspace_id = d.workspace_id and m.id = d.digest_id
      left join channel ch on ch.workspace_id = d.workspace_id and ch.slack_channel_id = m.slack_channel_id
      left join person p on p.workspace_id = d.workspace_id and p.id = d.by_id
      where d.workspace_id = ${workspaceId} and d.digest_id = any(${[...messageIds]}::int[]) and d.retracted_at is null
      order by d.digest_id, d.id`,
  );
  for (const messageId of messageIds) {
    const deeds = rows
      .filter((row) => row.digestId === messageId)
      .flatMap(({ clientId, kind, facts, by, ...row }): ShownDeed[] => {
        // A kind of another version is no reason not to show the others.
        const what = deedFact.safeParse({ ...facts, kind }).data;
        return what === undefined ? [] : [{ clientId, by, localTime: timeIn(row.at, row.timezone), what }];
      });
    await revise(tx, workspaceId, at, {
      messageId,
      facts: { deeds },
      name,
      notBefore: new Date(at.getTime() + TOGETHER),
    });
  }
}
