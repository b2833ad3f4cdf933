import { addDays, type LocalDate } from '../domain/local-date.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { requireVisible } from './clients.js';
import { toDateColumn } from './date-column.js';
import { noteDeed, takeBackRests } from './digest/deeds.js';
import { inTransaction, lockClient } from './in-transaction.js';
import type { Ledger, Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';

/** Reminders of a client rest so many days at most: what nobody looks at for longer is forgotten (R20). */
export const SNOOZE_MAX_DAYS = 60;

export interface SnoozeReceipt {
  readonly auditId: number;
  readonly clientId: number;
  readonly clientName: string;
  /** The last day on which the client rests; null: it no longer does. */
  readonly until: LocalDate | null;
  readonly note: string | null;
}

/**
 * Lets a client rest up to and including a day: it has no row in the digest and nobody is reminded of what is due.
 * Promises that are not kept and money that comes in are told all the same. Whoever may see the client may; a new day
 * takes the place of an earlier one. Throws UserError unknown_client, guest, bad_until.
 */
export async function snoozeClient(
  ledger: Ledger,
  actor: Actor,
  input: { readonly clientId: number; readonly until: LocalDate; readonly note: string | null },
): Promise<SnoozeReceipt> {
  const { workspaceId, personId, today } = actor;
  const at = ledger.clock.now();
  const max = addDays(today, SNOOZE_MAX_DAYS);
  if (input.until <= today || input.until > max) throw new UserError('bad_until', { until: input.until, max });
  return await inTransaction(ledger, 'snoozeClient', async (tx) => {
    const client = await requireVisible(tx, actor, input.clientId);
    await lockClient(tx, workspaceId, client.id);
    const replaced = await endSnoozes(tx, workspaceId, client.id, at);
    const { until, note } = input;
    const { id } = await tx.clientSnooze.create({
      data: { workspaceId, clientId: client.id, until: toDateColumn(until), note, byId: personId, at },
      select: { id: true },
    });
    const auditId = await audit(tx, {
      workspaceId,
      actorId: personId,
      kind: 'client.snoozed',
      subjectType: 'client_snooze',
      subjectId: id,
      clientId: client.id,
      rule: 'R20',
      inputs: { until, note, replaced },
      at,
    });
    await noteDeed(tx, actor, { clientId: client.id, auditId, at, what: { kind: 'snoozed', until } });
    return { auditId, clientId: client.id, clientName: client.name, until, note };
  });
}

export interface WakeReceipt {
  /** Null: the client did not rest, so nothing is recorded. */
  readonly auditId: number | null;
  readonly clientId: number;
  readonly clientName: string;
  readonly until: null;
}

/** Ends the rest of a client before its day. One that does not rest stays as it is. Throws what snoozeClient throws. */
export async function wakeClient(ledger: Ledger, actor: Actor, clientId: number): Promise<WakeReceipt> {
  const { workspaceId, personId, today } = actor;
  const at = ledger.clock.now();
  return await inTransaction(ledger, 'wakeClient', async (tx) => {
    const client = await requireVisible(tx, actor, clientId);
    await lockClient(tx, workspaceId, client.id);
    const woken = { clientId: client.id, clientName: client.name, until: null };
    const rests = { workspaceId, clientId: client.id, retractedAt: null, until: { gte: toDateColumn(today) } };
    if ((await tx.clientSnooze.count({ where: rests })) === 0) return { auditId: null, ...woken };
    const replaced = await endSnoozes(tx, workspaceId, client.id, at);
    const auditId = await audit(tx, {
      workspaceId,
      actorId: personId,
      kind: 'client.woken',
      subjectType: 'client',
      subjectId: client.id,
      clientId: client.id,
      rule: 'R20',
      inputs: { replaced },
      at,
    });
    // What today's digest said of the rest is no longer so; what else was done about the client stays there.
    await takeBackRests(tx, workspaceId, client.id, at);
    return { auditId, ...woken };
  });
}

/** Takes back every rest of a client that still counts, and returns their ids for an undo. */
async function endSnoozes(tx: Transaction, workspaceId: number, clientId: number, at: Date): Promise<number[]> {
  const where = { workspaceId, clientId, retractedAt: null };
  const open = await tx.clientSnooze.findMany({ where, select: { id: true }, orderBy: { id: 'asc' } });
  await tx.clientSnooze.updateMany({ where, data: { retractedAt: at } });
  return open.map(({ id }) => id);
}

/** What a rest (or its end) took the place of counts again, and it itself (null: it was an end) no longer. */
export async function takeBackSnooze(
  tx: Transaction,
  workspaceId: number,
  { id, replaced, at }: { readonly id: number | null; readonly replaced: readonly number[]; readonly at: Date },
): Promise<void> {
  if (id !== null) {
    // Somebody has named another day since, or has ended it: that stands.
    const { count } = await tx.clientSnooze.updateMany({
      where: { workspaceId, id, retractedAt: null },
      data: { retractedAt: at },
    });
    if (count === 0) throw new UserError('cannot_undo', { why: 'promise_moved_on' });
  }
  await tx.clientSnooze.updateMany({
    where: { workspaceId, id: { in: [...replaced] } },
    data: { retractedAt: null },
  });
}

/**
 * A query for the newest rest s of a client on a day: (until, note, since: the day from which it counts in the
 * workspace's zone). No row: the client does not rest.
 */
export const snoozeOf = (workspaceId: Prisma.Sql, clientId: Prisma.Sql, today: LocalDate): Prisma.Sql => Prisma.sql`
  select s.until, s.note, (s.at at time zone w.timezone)::date as since
  from client_snooze s join workspace w on w.id = s.workspace_id
  where s.workspace_id = ${workspaceId} and s.client_id = ${clientId}
    and s.retracted_at is null and s.until >= ${today}::date
  order by s.id desc limit 1`;
