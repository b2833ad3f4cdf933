import { z } from 'zod';
import { dateIn, instantAt } from '../domain/local-date.js';
import type { Actor } from './actor.js';
import type { Ledger, Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { integerColumn, selectRows } from './rows.js';

/** A Home tab that was opened within so long, in ms, is kept up to date. */
const LATELY = 24 * 60 * 60_000;
/** The same tab is shown anew at most this often, in ms. */
const APART = 5_000;
/** What changes for a manager through the work of others waits so long, in ms: their tab sums up the whole workspace. */
const FOR_MANAGERS = 60_000;
/** Whoever shows a tab anew has it for so long, in ms. */
const TAKEN = 60_000;
/** What was written at a time was committed so long after it at the latest, in ms. */
const COMMITTED = 10_000;
/** Entries older than this, in ms, are not looked at again. */
const SETTLED = 60_000;

/** Somebody opened their Home tab, or turned to a page of it. */
export async function homeOpened(ledger: Ledger, actor: Actor, page: number): Promise<void> {
  if (actor.personId === null) return;
  const now = ledger.clock.now();
  await ledger.prisma.$executeRaw`
    insert into home_visit (workspace_id, person_id, opened_at, page, shown_at)
    values (${actor.workspaceId}, ${actor.personId}, ${now}, ${page}, ${now})
    on conflict (workspace_id, person_id) do update
    set opened_at = excluded.opened_at, page = excluded.page, shown_at = excluded.shown_at, refresh_at = null`;
}

/** What somebody may see is not what it was, though nothing was recorded: their tab, however long ago it was opened, is shown anew. */
export async function showHomeAnew(tx: Transaction, workspaceId: number, personId: number, now: Date): Promise<void> {
  await tx.homeVisit.updateMany({
    where: { workspaceId, personId },
    data: { openedAt: now, changedAt: now, refreshAt: now },
  });
}

/** When the day began that it is now, in each zone in which somebody may be. */
async function daysBegun(
  { prisma }: Ledger,
  workspaceId: number,
  now: Date,
): Promise<readonly { readonly zone: string; readonly began: Date }[]> {
  const rows = await selectRows(
    prisma,
    zoneRow,
    Prisma.sql`
      select distinct coalesce(n.timezone, w.timezone) as zone
      from home_visit v
      join person n on n.workspace_id = v.workspace_id and n.id = v.person_id
      join workspace w on w.id = v.workspace_id
      where v.workspace_id = ${workspaceId} and v.opened_at > ${new Date(now.getTime() - LATELY)}`,
  );
  return rows.map(({ zone }) => ({ zone, began: instantAt(dateIn(now, zone), '00:00', zone) }));
}
const zoneRow = z.object({ zone: z.string() });

/** How far the books have been looked at for changes. */
export interface LookedUpTo {
  /** Every entry of the audit up to this one. */
  readonly entry: number;
  /** Those beyond it: a lower one may still be on its way to being committed. */
  readonly seen: readonly number[];
}

const markedRow = z.object({ entry: integerColumn, seen: z.array(z.int()) });

/**
 * Notes which of the Home tabs that were opened lately no longer show what there is: something was recorded about a
 * client that the person looks after, or by that person, or about the person; or another day has begun where they are.
 * For a manager: about any client, or something could not be delivered. Nobody who records something waits for this.
 * @param last what the last look returned; null: this is the first
 */
export async function markChangedHomes(
  ledger: Ledger,
  workspaceId: number,
  last: LookedUpTo | null,
): Promise<LookedUpTo> {
  const now = ledger.clock.now();
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  const settled = ago(SETTLED);
  const days = await daysBegun(ledger, workspaceId, now);
  const from =
    last === null
      ? Prisma.sql`coalesce((
          SELECT max(a.id) FROM audit_entry a
          WHERE a.workspace_id = ${workspaceId} AND a.at < least(${settled}, (SELECT min(shown_at) FROM lately) - interval '1 minute')
        ), 0)`
      : Prisma.sql`${last.entry}::int`;
  const [marked] = await selectRows(
    ledger.prisma,
    markedRow,
    Prisma.sql`
      WITH lately AS MATERIALIZED (
        SELECT v.person_id, v.shown_at, coalesce(n.timezone, w.timezone) AS zone,
          coalesce(n.role::text, CASE WHEN n.slack_admin THEN 'admin' END) IN ('manager', 'admin') AS manages
        FROM home_visit v
        JOIN person n ON n.workspace_id = v.workspace_id AND n.id = v.person_id
        JOIN workspace w ON w.id = v.workspace_id
        WHERE v.workspace_id = ${workspaceId} AND v.opened_at > ${ago(LATELY)}
      ),
      start AS MATERIALIZED (SELECT ${from} AS entry),
      entry AS MATERIALIZED (
        SELECT a.id, a.kind, a.client_id, a.actor_id, a.subject_type, a.subject_id, a.at
        FROM audit_entry a
        WHERE a.workspace_id = ${workspaceId} AND a.id > (SELECT entry FROM start)
          AND a.id <> ALL(${[...(last?.seen ?? [])]}::int[])
      ),
      -- A client is asked about once, however much happened to it.
      about_client AS MATERIALIZED (
        SELECT client_id, max(at) AS at, bool_or(kind LIKE 'escalation.%') AS urgent
        FROM (
          SELECT client_id, at, kind FROM entry WHERE client_id IS NOT NULL
          UNION ALL
          SELECT q.client_id, e.at, 'promise' FROM promise_event e
          JOIN promise_to_pay q ON q.workspace_id = e.workspace_id AND q.id = e.promise_id
          WHERE e.workspace_id = ${workspaceId} AND e.at > ${settled}
        ) x
        WHERE EXISTS (SELECT 1 FROM lately)
        GROUP BY client_id
      ),
      touched AS (
        SELECT o.person_id, x.at, 0 AS wait
        FROM about_client x
        JOIN client c ON c.workspace_id = ${workspaceId} AND c.id = x.client_id
        LEFT JOIN project p ON p.workspace_id = c.workspace_id AND (p.id = c.project_id OR p.id IN (
          SELECT i.project_id FROM invoice i
          WHERE i.workspace_id = c.workspace_id AND i.client_id = c.id AND i.open > 0))
        CROSS JOIN LATERAL (
          VALUES (coalesce(c.owner_id, p.owner_id)), (coalesce(c.backup_id, p.backup_id))) o(person_id)
        UNION ALL
        SELECT e.actor_id, e.at, 0 FROM entry e
        UNION ALL
        SELECT e.subject_id, e.at, 0 FROM entry e WHERE e.subject_type = 'person'
        UNION ALL
        -- Whoever looked after it before may no longer: everybody's.
        SELECT v.person_id, e.at, 0 FROM entry e, lately v
        WHERE e.kind IN ('client.assigned', 'project.assigned', 'project.set', 'policy.set', 'import.finished')
        UNION ALL
        SELECT v.person_id, x.at, CASE WHEN x.urgent THEN 0 ELSE ${FOR_MANAGERS}::int END
        FROM about_client x, lately v WHERE v.manages
        UNION ALL
        -- What could not be delivered is in a manager's tab; when it was tried last is when it was given up.
        SELECT v.person_id, m.not_before, 0
        FROM outbox_message m, lately v
        WHERE v.manages AND m.workspace_id = ${workspaceId} AND m.state IN ('failed', 'unknown')
          AND m.not_before > ${settled} AND m.not_before > v.shown_at - ${COMMITTED}::int * interval '1 millisecond'
        UNION ALL
        -- Another day has begun where they are.
        SELECT v.person_id, ${now}::timestamptz, 0
        FROM lately v
        JOIN jsonb_to_recordset(${JSON.stringify(days)}::jsonb) AS day(zone text, began timestamptz) ON day.zone = v.zone
        WHERE v.shown_at < day.began
        UNION ALL
        SELECT v.person_id, r.finished_at + ${COMMITTED}::int * interval '1 millisecond', 0
        FROM import_run r, lately v
        WHERE r.workspace_id = ${workspaceId} AND r.finished_at > ${settled} AND r.finished_at > v.shown_at
      ),
      changed AS (
        SELECT v.person_id, min(t.wait) AS wait
        FROM lately v
        JOIN touched t ON t.person_id = v.person_id
        WHERE t.at > v.shown_at - ${COMMITTED}::int * interval '1 millisecond'
        GROUP BY v.person_id
      ),
      marked AS (
        UPDATE home_visit v
        SET changed_at = ${now},
          refresh_at = least(v.refresh_at, ${now}::timestamptz + x.wait * interval '1 millisecond')
        FROM changed x
        WHERE v.workspace_id = ${workspaceId} AND v.person_id = x.person_id
        RETURNING 1
      ),
      reached AS (
        SELECT greatest((SELECT entry FROM start),
          coalesce((SELECT max(id) FROM entry WHERE at <= ${settled}), 0)) AS entry
      )
      SELECT reached.entry, coalesce((SELECT array_agg(id) FROM entry WHERE id > reached.entry), '{}') AS seen
      FROM reached`,
  );
  if (marked === undefined) throw new Error('no answer to whose Home tab changed');
  const before = last?.seen.filter((id) => id > marked.entry) ?? [];
  return { entry: marked.entry, seen: [...before, ...marked.seen] };
}

const takenRow = z.object({ personId: z.int(), slackUserId: z.string(), page: z.int() });
export type TakenHome = z.output<typeof takenRow>;

/**
 * Takes at most `limit` Home tabs that are to be shown anew now; nobody else shows them meanwhile. One that was shown a
 * moment ago waits, and what changes until then is shown with it.
 */
export async function takeChangedHomes(ledger: Ledger, workspaceId: number, limit: number): Promise<TakenHome[]> {
  const now = ledger.clock.now();
  const ago = (ms: number): Date => new Date(now.getTime() - ms);
  return await selectRows(
    ledger.prisma,
    takenRow,
    Prisma.sql`
      UPDATE home_visit v
      SET taken_until = ${new Date(now.getTime() + TAKEN)}
      FROM (
        SELECT person_id FROM home_visit
        WHERE workspace_id = ${workspaceId} AND refresh_at <= ${now} AND shown_at <= ${ago(APART)}
          AND opened_at > ${ago(LATELY)} AND (taken_until IS NULL OR taken_until <= ${now})
        ORDER BY refresh_at, person_id
        LIMIT ${limit}
        FOR UPDATE SKIP LOCKED
      ) t
      JOIN person n ON n.workspace_id = ${workspaceId} AND n.id = t.person_id AND n.slack_user_id IS NOT NULL
      WHERE v.workspace_id = ${workspaceId} AND v.person_id = t.person_id
      RETURNING v.person_id AS "personId", n.slack_user_id AS "slackUserId", v.page`,
  );
}

/** The tab shows what there was at `readAt`; what was noticed after that is shown the next time. */
export async function homeShown(ledger: Ledger, workspaceId: number, personId: number, readAt: Date): Promise<void> {
  await ledger.prisma.$executeRaw`
    update home_visit
    set shown_at = ${readAt}, taken_until = null, refresh_at = case when changed_at > ${readAt} then refresh_at end
    where workspace_id = ${workspaceId} and person_id = ${personId}`;
}

/** It could not be shown: not before `until` is it tried again. */
export async function homePutOff(ledger: Ledger, workspaceId: number, personId: number, until: Date): Promise<void> {
  await ledger.prisma.$executeRaw`
    update home_visit set taken_until = null, refresh_at = ${until}
    where workspace_id = ${workspaceId} and person_id = ${personId}`;
}

/** Slack no longer shows this person anything. */
export async function homeForgotten(ledger: Ledger, workspaceId: number, personId: number): Promise<void> {
  await ledger.prisma.$executeRaw`
    delete from home_visit where workspace_id = ${workspaceId} and person_id = ${personId}`;
}
