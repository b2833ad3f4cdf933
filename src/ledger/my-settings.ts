import { z } from 'zod';
import { addDays, type LocalDate } from '../domain/local-date.js';
import { UserError } from '../domain/user-error.js';
import { type Absence, areHours } from '../domain/working-hours.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { toDateColumn } from './date-column.js';
import { handOver } from './hand-over.js';
import { inTransaction } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
import { enqueue } from './outbox.js';
import { revise } from './outbox-revision.js';
import { Prisma } from './prisma/client.js';
import { type Notify, readerColumns, readerOf, readerRow, reschedule } from './quiet-hours.js';
import { selectRows } from './rows.js';
import { refuseGuests } from './visibility.js';

/** When somebody's direct messages come, and whether somebody else gets them meanwhile. */
export interface MySettings {
  readonly notify: Notify;
  readonly hours: {
    readonly from: string;
    readonly until: string;
    /** Empty: the working days of `country`. */
    readonly weekdays: readonly number[];
    readonly timezone: string;
    readonly country: string | null;
  };
  /** Which of it they named themselves; the rest is the workspace's. */
  readonly own: { readonly times: boolean; readonly weekdays: boolean };
  readonly workspaceHours: { readonly from: string; readonly until: string };
  /** An absence that is not over yet. */
  readonly away: Absence | null;
  readonly today: LocalDate;
  /** Messages of the last 30 days that they wanted not to get. */
  readonly withheld: number;
}

/** What changes; what is missing stays. `hours` null: the workspace's; `weekdays` empty: the working days. */
export interface MySettingsChange {
  readonly notify?: Notify;
  readonly hours?: { readonly from: string; readonly until: string } | null;
  readonly weekdays?: readonly number[];
  readonly away?: Absence | null;
}

const settingsRow = readerRow.extend({
  ownTimes: z.boolean(),
  workspaceFrom: z.string(),
  workspaceUntil: z.string(),
  withheld: z.int(),
});

const DAY = 24 * 60 * 60_000;
const KEPT_BACK_FOR = 30 * DAY;

/** The settings of whoever asks. Throws UserError guest. */
export async function mySettings(ledger: Ledger, actor: Actor): Promise<MySettings> {
  refuseGuests(actor);
  return await read(ledger.prisma, actor, ledger.clock.now());
}

async function read(db: Transaction, { workspaceId, personId, today }: Actor, now: Date): Promise<MySettings> {
  const since = new Date(now.getTime() - KEPT_BACK_FOR);
  const [row] = await selectRows(
    db,
    settingsRow,
    Prisma.sql`
      select ${readerColumns},
        p.works_from is not null as "ownTimes",
        w.works_from as "workspaceFrom", w.works_until as "workspaceUntil",
        (select count(*)::int from outbox_message m
         where m.workspace_id = p.workspace_id and m.person_id = p.id and m.state = 'withheld'
           and m.not_before >= ${since}) as withheld
      from person p join workspace w on w.id = p.workspace_id
      where p.workspace_id = ${workspaceId} and p.id = ${personId}`,
  );
  if (row === undefined) throw new Error('settings are of somebody in Slack');
  const { notify, hours } = readerOf(row);
  const { away, ...when } = hours;
  return {
    notify,
    hours: when,
    own: { times: row.ownTimes, weekdays: row.weekdays.length > 0 },
    workspaceHours: { from: row.workspaceFrom, until: row.workspaceUntil },
    away: away !== null && away.until >= today ? away : null,
    today,
    withheld: row.withheld,
  };
}

/** Nobody is away for longer than this: their clients should go to somebody else. */
export const LONGEST_ABSENCE = 180;

/** Why an absence cannot be noted; null: it can. */
export function absenceFault({ from, until }: Absence, today: LocalDate): 'backwards' | 'past' | 'long' | null {
  if (until < from) return 'backwards';
  if (until < today) return 'past';
  return until > addDays(today, LONGEST_ABSENCE) ? 'long' : null;
}

function check({ hours, weekdays, away }: MySettingsChange, today: LocalDate): void {
  if (hours != null && !areHours(hours.from, hours.until)) {
    const value = `${hours.from}-${hours.until}`;
    const facts = { setting: 'hours', value, allowed: '09:00-17:30' };
    throw new UserError('bad_setting', hours.until > hours.from ? facts : { ...facts, overnight: 'yes' });
  }
  if (weekdays !== undefined && !weekdays.every((day) => Number.isInteger(day) && day >= 1 && day <= 7)) {
    throw new UserError('bad_setting', { setting: 'weekdays', value: weekdays.join(','), allowed: 'mon-fri' });
  }
  if (away != null && absenceFault(away, today) !== null) {
    throw new UserError('bad_until', { until: away.until, max: addDays(today, LONGEST_ABSENCE) });
  }
}

/**
 * Changes when somebody's direct messages come. What waits for them comes by the new settings, or, where they are away
 * from today on, goes to whoever stands in. Whoever switches messages off is told once, in a message of its own, where
 * everything is now and how they come back. Throws UserError guest, bad_setting, bad_until.
 */
export async function setMySettings(
  ledger: Ledger,
  actor: Actor,
  change: MySettingsChange,
): Promise<{ auditId: number; settings: MySettings; handedOver: number }> {
  refuseGuests(actor);
  check(change, actor.today);
  const { workspaceId, personId, today } = actor;
  if (personId === null) throw new Error('settings are of somebody in Slack');
  return await inTransaction(ledger, 'setMySettings', async (tx) => {
    const now = ledger.clock.now();
    await tx.$executeRaw`select 1 from person where workspace_id = ${workspaceId} and id = ${personId} for update`;
    const before = await read(tx, actor, now);
    const { notify, hours, weekdays, away } = change;
    await tx.person.update({
      where: { workspaceId_id: { workspaceId, id: personId } },
      data: {
        ...(notify === undefined ? {} : { notify }),
        ...(hours === undefined ? {} : { worksFrom: hours?.from ?? null, worksUntil: hours?.until ?? null }),
        ...(weekdays === undefined ? {} : { worksWeekdays: [...new Set(weekdays)].sort() }),
        ...(away === undefined
          ? {}
          : {
              awayFrom: away === null ? null : toDateColumn(away.from),
              awayUntil: away === null ? null : toDateColumn(away.until),
            }),
      },
    });
    const settings = await read(tx, actor, now);
    const auditId = await audit(tx, {
      workspaceId,
      actorId: personId,
      kind: 'person.settings_set',
      subjectType: 'person',
      subjectId: personId,
      clientId: null,
      inputs: { before: asInput(before), after: asInput(settings) },
      at: now,
    });
    const handedOver = await handOver(tx, workspaceId, { today, now });
    await reschedule(tx, workspaceId, personId, now);
    if (settings.notify === 'escalations' && before.notify !== 'escalations') {
      await enqueue(tx, workspaceId, now, [
        {
          notice: { kind: 'notifications_off', facts: {} },
          dedupeKey: `notifications-off:${auditId}`,
          to: { person: personId },
        },
      ]);
    }
    if (settings.notify !== 'escalations' && before.notify === 'escalations') {
      await settleOff(tx, workspaceId, personId, { name: `on-again-${auditId}`, at: now });
    }
    return { auditId, settings, handedOver };
  });
}

const offRow = z.object({ id: z.int(), waits: z.boolean() });

/** The messages that somebody's messages are off say no longer so; one that nobody has read yet is not sent. */
async function settleOff(
  tx: Transaction,
  workspaceId: number,
  personId: number,
  { name, at }: { readonly name: string; readonly at: Date },
): Promise<void> {
  const rows = await selectRows(
    tx,
    offRow,
    Prisma.sql`
      select m.id, m.state = 'pending' and m.doubts = 0 as waits from outbox_message m
      where m.workspace_id = ${workspaceId} and m.person_id = ${personId} and m.kind = 'notifications_off'
        and m.updates_id is null and m.state in ('pending', 'sending', 'sent') and not exists (
          select 1 from outbox_message u where u.workspace_id = m.workspace_id and u.updates_id = m.id)
      order by m.id for no key update of m`,
  );
  for (const { id, waits } of rows) {
    if (!waits) await revise(tx, workspaceId, at, { messageId: id, facts: { onAgain: true }, name, notBefore: at });
    else
      await tx.outboxMessage.updateMany({
        where: { workspaceId, id },
        data: { state: 'cancelled', lastError: 'taken back' },
      });
  }
}

const asInput = ({ notify, hours, away }: MySettings): Prisma.InputJsonObject => ({
  notify,
  from: hours.from,
  until: hours.until,
  weekdays: [...hours.weekdays],
  away: away === null ? null : { ...away },
});

const heldRow = z.object({ clients: z.int(), withoutBackup: z.int() });

/** How many clients somebody owns, and for how many of them nobody stands in. */
export async function clientsHeld(
  ledger: Ledger,
  { workspaceId, personId }: Actor,
): Promise<{ readonly clients: number; readonly withoutBackup: number }> {
  const [row] = await selectRows(
    ledger.prisma,
    heldRow,
    Prisma.sql`
      select count(*)::int as clients,
        count(*) filter (where case when c.owner_id is not null then coalesce(c.backup_id, p.backup_id)
          else p.backup_id end is null)::int as "withoutBackup"
      from client c
      left join project p on p.workspace_id = c.workspace_id and p.id = c.project_id
      where c.workspace_id = ${workspaceId} and c.removed_at is null
        and coalesce(c.owner_id, p.owner_id) = ${personId}`,
  );
  return row ?? { clients: 0, withoutBackup: 0 };
}
