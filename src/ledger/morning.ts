import { z } from 'zod';
import type { Actor } from './actor.js';
import { concernsOf } from './concerns.js';
import type { MorningNotice } from './facts/notifications.js';
import type { Ledger, Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';
import { answerKinds, placeInMorning } from './urgency.js';

/**
 * Whoever has several messages that waited gets them as one: the messages stay as they are, and belong to a new one that
 * is sent in their place. So do several promises that one check found broken. A single one stays by itself. What was
 * tried already is left alone: it may have been said.
 */
export async function gatherMornings({ prisma }: Pick<Ledger, 'prisma'>, now: Date): Promise<void> {
  await prisma.$executeRaw`
    with due as (
      select m.id, m.held_until is not null as held,
        -- Of one check: it writes what it says under one instant.
        m.kind = 'promise_broken' and count(*) filter (where m.kind = 'promise_broken')
          over (partition by m.workspace_id, m.person_id, m.created_at) > 1 as together
      from outbox_message m where ${mayBeGathered(now)}),
    waiting as (
      select m.id, m.workspace_id, m.person_id from outbox_message m
      where m.id in (select id from due where held or together) and ${mayBeGathered(now)}
      for update of m skip locked),
    several as (
      select workspace_id, person_id, min(id) as first, max(id) as last from waiting
      group by workspace_id, person_id having count(*) > 1),
    batch as (
      insert into outbox_message (workspace_id, kind, dedupe_key, person_id, facts, not_before, created_at)
      select workspace_id, 'morning', 'morning:' || person_id || ':' || first || ':' || last, person_id, '{}',
        ${now}, ${now}
      from several
      on conflict (workspace_id, dedupe_key) do nothing
      returning id, workspace_id, person_id)
    update outbox_message m set batch_id = batch.id
    from batch join waiting on waiting.workspace_id = batch.workspace_id and waiting.person_id = batch.person_id
    where m.workspace_id = waiting.workspace_id and m.id = waiting.id`;
}

/** Direct messages `m` of their own that are due and that nobody has tried to send yet. */
const mayBeGathered = (now: Date): Prisma.Sql => Prisma.sql`m.state = 'pending' and m.not_before <= ${now}
  and m.person_id is not null and m.updates_id is null and m.thread_of_id is null and m.batch_id is null
  and m.attempts = 0 and m.doubts = 0 and m.kind <> 'morning' and m.kind <> all(${[...answerKinds]}::text[])`;

const itemRow = z.object({
  batchId: z.int(),
  id: z.int(),
  dedupeKey: z.string(),
  kind: z.string(),
  /** It waited for somebody's working hours. */
  held: z.boolean(),
  facts: z.json(),
});
export type MorningItem = z.infer<typeof itemRow>;

/** What such a message says: its items (null: not theirs any more), and whether they waited or came up together. */
export interface Morning {
  readonly items: readonly (MorningNotice['items'][number] | null)[];
  readonly waited: boolean;
}

/** What belongs to these messages, each as it stands now: what was decided since is in it. */
export async function morningItems(
  db: Transaction,
  batches: readonly { readonly workspaceId: number; readonly batchId: number }[],
): Promise<(batchId: number) => MorningItem[]> {
  const rows =
    batches.length === 0
      ? []
      : await selectRows(
          db,
          itemRow,
          Prisma.sql`
            select i.batch_id as "batchId", i.id, i.dedupe_key as "dedupeKey", i.kind, i.held_until is not null as held,
              coalesce(newest.facts, i.facts) as facts
            from jsonb_to_recordset(${JSON.stringify(batches)}::jsonb) as b("workspaceId" int, "batchId" int)
            join outbox_message i on i.workspace_id = b."workspaceId" and i.batch_id = b."batchId"
              -- Taken back meanwhile (an undo) before it was said, or nobody can build it.
              and i.state not in ('cancelled', 'failed')
            left join lateral (
              select u.facts from outbox_message u
              where u.workspace_id = i.workspace_id and u.updates_id = i.id
              order by u.id desc limit 1) as newest on true`,
        );
  const ordered = rows.sort((a, b) => placeInMorning(a.kind) - placeInMorning(b.kind) || a.id - b.id);
  return (batchId) => ordered.filter((row) => row.batchId === batchId);
}

/**
 * What belongs to such a message, for the person it was sent to; nothing for anybody else. What is not theirs any more
 * keeps its place, so that the others keep theirs: null.
 */
export async function morningFor(
  { prisma }: Pick<Ledger, 'prisma'>,
  { workspaceId, personId, today }: Actor,
  batchId: number,
): Promise<Morning> {
  const none = { items: [], waited: true };
  if (personId === null) return none;
  const sent = await prisma.outboxMessage.count({ where: { workspaceId, id: batchId, kind: 'morning', personId } });
  if (sent === 0) return none;
  const items = (await morningItems(prisma, [{ workspaceId, batchId }]))(batchId);
  const waiting = items.map((item) => ({ ...item, personId }));
  const concernOf = await concernsOf(prisma, workspaceId, waiting, today);
  return {
    items: waiting.map((item) => (concernOf(item).theirs ? { kind: item.kind, facts: item.facts } : null)),
    waited: waitedOf(items),
  };
}

/** Whether any of them waited; else they came up together. */
export const waitedOf = (items: readonly Pick<MorningItem, 'held'>[]): boolean => items.some(({ held }) => held);
