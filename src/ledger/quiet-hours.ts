import { z } from 'zod';
import { nextDailyTime, nextWorkingTime, type WorkingHours } from '../domain/working-hours.js';
import { isDue } from './due.js';
import type { Ledger, SqlTransaction, Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { dateColumn, selectRows } from './rows.js';
import { answerKinds, type Urgency, urgencies } from './urgency.js';

/** When direct messages come: as they are written, once a day, or none but escalations. */
export const notifyChoices = ['at_once', 'daily', 'escalations'] as const;
export type Notify = (typeof notifyChoices)[number];

/** Somebody who gets direct messages: when they work, and how they want them. */
export interface Reader {
  readonly hours: WorkingHours;
  readonly notify: Notify;
}

/** The columns of person `p` and workspace `w` that a reader is made of. */
export const readerColumns = Prisma.sql`
  p.id as "personId", coalesce(p.timezone, w.timezone) as timezone, w.country,
  coalesce(p.works_from, w.works_from) as "from", coalesce(p.works_until, w.works_until) as "until",
  p.works_weekdays as weekdays, p.notify, p.away_from::text as "awayFrom", p.away_until::text as "awayUntil"`;

export const readerRow = z.object({
  personId: z.int(),
  timezone: z.string(),
  country: z.string().nullable(),
  from: z.string(),
  until: z.string(),
  weekdays: z.array(z.int()),
  notify: z.enum(notifyChoices),
  awayFrom: dateColumn.nullable(),
  awayUntil: dateColumn.nullable(),
});

export function readerOf(row: z.infer<typeof readerRow>): Reader {
  const { timezone, country, from, until, weekdays, awayFrom, awayUntil, notify } = row;
  const away = awayFrom === null || awayUntil === null ? null : { from: awayFrom, until: awayUntil };
  return { hours: { timezone, country, from, until, weekdays, away }, notify };
}

/** These people as readers, by id; whom the workspace does not have is missing. */
export async function readersOf(
  db: SqlTransaction,
  workspaceId: number,
  personIds: readonly number[],
): Promise<Map<number, Reader>> {
  if (personIds.length === 0) return new Map();
  const rows = await selectRows(
    db,
    readerRow,
    Prisma.sql`
      select ${readerColumns} from person p join workspace w on w.id = p.workspace_id
      where p.workspace_id = ${workspaceId} and p.id = any(${[...new Set(personIds)]}::int[])`,
  );
  return new Map(rows.map((row) => [row.personId, readerOf(row)]));
}

/** Who of these people wants no direct messages but escalations. */
export async function onlyEscalations(
  db: Transaction,
  workspaceId: number,
  personIds: readonly number[],
): Promise<Set<number>> {
  const found = await db.person.findMany({
    where: { workspaceId, id: { in: [...new Set(personIds)] }, notify: 'escalations' },
    select: { id: true },
  });
  return new Set(found.map(({ id }) => id));
}

/** When a message that is written at `at` may be said to them; null: not as a direct message. */
export function whenToSay(urgency: Urgency, at: Date, { hours, notify }: Reader): Date | null {
  if (urgency === 'answer') return at;
  if (urgency === 'escalation' || notify === 'at_once') return nextWorkingTime(at, hours);
  return notify === 'daily' ? nextDailyTime(at, hours) : null;
}

/** Rows of outbox_message `m` that are a direct message of their own and may have to wait. */
const mayWait = Prisma.sql`m.state = 'pending' and m.person_id is not null and m.updates_id is null
  and m.thread_of_id is null and m.batch_id is null and m.kind <> all(${[...answerKinds]}::text[])`;

const dueReader = readerRow.extend({ workspaceId: z.int() });

/**
 * What is due now to people who are not at work now waits until they are: it was written while they were, and could not
 * be said then, or they changed their hours since.
 */
export async function holdForWorkingHours({ prisma }: Pick<Ledger, 'prisma'>, now: Date): Promise<void> {
  const people = await selectRows(
    prisma,
    dueReader,
    Prisma.sql`
      select p.workspace_id as "workspaceId", ${readerColumns}
      from (select distinct m.workspace_id, m.person_id from outbox_message m
        where ${mayWait} and ${isDue(now)}) as due
      join person p on p.workspace_id = due.workspace_id and p.id = due.person_id
      join workspace w on w.id = due.workspace_id`,
  );
  const held = people.flatMap((row) => {
    const at = nextWorkingTime(now, readerOf(row).hours);
    return at > now ? [{ workspace: row.workspaceId, person: row.personId, at }] : [];
  });
  if (held.length === 0) return;
  await prisma.$executeRaw`
    update outbox_message m set not_before = h.at, held_until = h.at
    from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as h(workspace int, person int, at timestamptz)
    where m.workspace_id = h.workspace and m.person_id = h.person and ${mayWait} and ${isDue(now)}`;
}

const waitingRow = z.object({ id: z.int(), kind: z.string() });

/**
 * Somebody changed when their messages come: what waits for them comes by the new settings.
 * @param heldOnly what waits for their working hours, and nothing that was to come later in any case
 */
export async function reschedule(
  tx: Transaction,
  workspaceId: number,
  personId: number,
  now: Date,
  { heldOnly = false } = {},
): Promise<void> {
  const reader = (await readersOf(tx, workspaceId, [personId])).get(personId);
  if (reader === undefined) return;
  const waiting = await selectRows(
    tx,
    waitingRow,
    Prisma.sql`
      select m.id, m.kind from outbox_message m
      where m.workspace_id = ${workspaceId} and m.person_id = ${personId} and ${mayWait} and m.attempts = 0
        -- What is gathered already goes as it was gathered: its parts have no time of their own any more.
        and m.kind <> 'morning' and (m.held_until is not null or not ${heldOnly})
      for update of m skip locked`,
  );
  const rows = waiting.map(({ id, kind }) => {
    const at = whenToSay(urgencies[kind as keyof typeof urgencies] ?? 'news', now, reader);
    return { id, at: at ?? now, held: at, state: at === null ? 'withheld' : 'pending' };
  });
  if (rows.length === 0) return;
  await tx.$executeRaw`
    update outbox_message m set not_before = r.at, held_until = r.held, state = r.state::outbox_state
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id int, at timestamptz, held timestamptz, state text)
    where m.workspace_id = ${workspaceId} and m.id = r.id`;
}

/** Somebody whose own setting goes before the workspace's: then what is changed there says nothing to them. */
const ofTheirOwn: Readonly<Record<'hours' | 'timezone' | 'country', Prisma.Sql>> = {
  hours: Prisma.sql`p.works_from is not null and p.works_until is not null`,
  timezone: Prisma.sql`p.timezone is not null`,
  country: Prisma.sql`false`,
};

/** The workspace works at other times: what waits for the working hours of people who go by that comes by the new ones. */
export async function rescheduleHeld(
  tx: Transaction,
  workspaceId: number,
  changed: 'hours' | 'timezone' | 'country',
  now: Date,
): Promise<void> {
  const people = await selectRows(
    tx,
    z.object({ personId: z.int() }),
    Prisma.sql`
      select distinct m.person_id as "personId" from outbox_message m
      join person p on p.workspace_id = m.workspace_id and p.id = m.person_id
      where m.workspace_id = ${workspaceId} and ${mayWait} and m.held_until is not null
        and not (${ofTheirOwn[changed]})
      order by 1`,
  );
  for (const { personId } of people) await reschedule(tx, workspaceId, personId, now, { heldOnly: true });
}
