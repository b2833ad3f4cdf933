import { z } from 'zod';
import type { Ledger } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';

/** What Slack asked for, before anything is done about it. */
export interface NewRequest {
  /** What Slack names it by; the same request comes under the same key, however often it is sent. */
  readonly dedupeKey: string;
  /** What makes two requests with different keys the same one; null where there is no such thing. */
  readonly naturalKey: string | null;
  /** How long the natural key counts, in ms; null: for as long as the request is kept. */
  readonly naturalFor: number | null;
  readonly kind: RequestKind;
  /** As Slack sent it, without its token. */
  readonly body: unknown;
}

export type RequestKind = 'command' | 'press' | 'form' | 'event';

/** A request in the books that somebody is to work on. */
export interface RequestRow {
  readonly workspaceId: number;
  readonly id: number;
  readonly kind: RequestKind;
  readonly body: unknown;
  readonly receivedAt: Date;
  /** This try included. */
  readonly attempts: number;
}

/** Who works on a request renews its lease; one whose lease has ended is anybody's. */
export const LEASE = 30_000;

const keptRow = z.object({ id: z.int(), dedupe_key: z.string() });

/**
 * Records requests, and leases them to whoever calls, in one statement. Returns for each its id, or null for one that
 * was recorded before (by its own key, or by its natural key while that counts).
 */
export async function recordRequests(
  ledger: Ledger,
  workspaceId: number,
  requests: readonly NewRequest[],
): Promise<(number | null)[]> {
  const now = ledger.clock.now();
  const rows = requests.map(({ dedupeKey, naturalKey, naturalFor, kind, body }, place) => ({
    place,
    dedupe_key: dedupeKey,
    natural_key: naturalKey,
    natural_since: naturalKey === null || naturalFor === null ? null : new Date(now.getTime() - naturalFor),
    kind,
    body,
  }));
  const asked = Prisma.sql`jsonb_to_recordset(${storable(rows)}::jsonb) as a(
    place int, dedupe_key text, natural_key text, natural_since timestamptz, kind text, body jsonb)`;
  // A natural key that counts no longer is given free first; unique, so that two replicas cannot both have it.
  const expiring = rows.some((row) => row.natural_since !== null);
  const freed = expiring
    ? Prisma.sql`with freed as (
        update inbox_request r set natural_key = null from ${asked}
        where r.workspace_id = ${workspaceId} and r.natural_key = a.natural_key and r.received_at < a.natural_since
        returning r.id)`
    : Prisma.empty;
  const kept = await selectRows(
    ledger.prisma,
    keptRow,
    Prisma.sql`
      ${freed}
      insert into inbox_request
        (workspace_id, dedupe_key, natural_key, kind, body, received_at, attempts, leased_until)
      select ${workspaceId}, a.dedupe_key, a.natural_key, a.kind, a.body, ${now}, 1, ${leaseFrom(now)} from ${asked}
      ${expiring ? Prisma.sql`where (select count(*) from freed) >= 0` : Prisma.empty}
      order by a.place
      on conflict do nothing
      returning id, dedupe_key`,
  );
  const ids = new Map(kept.map((row) => [row.dedupe_key, row.id]));
  return requests.map(({ dedupeKey }) => {
    const id = ids.get(dedupeKey) ?? null;
    // Twice in one statement: the first one has it.
    ids.delete(dedupeKey);
    return id;
  });
}

/** They are done: nothing of what was asked is kept but its keys, so that it is known when it comes again. */
export async function finishRequests(ledger: Ledger, workspaceId: number, ids: readonly number[]): Promise<void> {
  await ledger.prisma.$executeRaw`
    update inbox_request set done_at = ${ledger.clock.now()}, body = null
    where workspace_id = ${workspaceId} and id = any(${[...ids]}::int[])`;
}

/** As if it had not been asked for: the same key may come again and is new then. */
export async function takeBackRequests(ledger: Ledger, workspaceId: number, ids: readonly number[]): Promise<void> {
  await ledger.prisma.$executeRaw`
    delete from inbox_request where workspace_id = ${workspaceId} and id = any(${[...ids]}::int[])`;
}

const takenRow = z.object({
  id: z.int(),
  kind: z.enum(['command', 'press', 'form', 'event']),
  body: z.unknown(),
  received_at: z.date(),
  attempts: z.int(),
});

/**
 * Takes requests that nobody works on any more, oldest first, and leases them to whoever calls.
 *
 * @param but those that the caller is at work on
 * @param alone nobody else can be at work: leases of others do not count
 */
export async function takeUnfinished(
  ledger: Ledger,
  workspaceId: number,
  { but, alone, limit }: { readonly but: readonly number[]; readonly alone: boolean; readonly limit: number },
): Promise<RequestRow[]> {
  const now = ledger.clock.now();
  const rows = await selectRows(
    ledger.prisma,
    takenRow,
    Prisma.sql`
      with left_behind as (
        select id from inbox_request
        where workspace_id = ${workspaceId} and done_at is null and (leased_until <= ${now} or ${alone})
          and id <> all(${[...but]}::int[])
        order by id limit ${limit} for update skip locked)
      update inbox_request r set leased_until = ${leaseFrom(now)}, attempts = attempts + 1
      from left_behind l where r.workspace_id = ${workspaceId} and r.id = l.id
      returning r.id, r.kind, r.body, r.received_at, r.attempts`,
  );
  return rows
    .map(({ id, kind, body, received_at: receivedAt, attempts }) => ({
      workspaceId,
      id,
      kind,
      body,
      receivedAt,
      attempts,
    }))
    .sort((a, b) => a.id - b.id);
}

/** Still at work on them. */
export async function renewLeases(ledger: Ledger, workspaceId: number, ids: readonly number[]): Promise<void> {
  await ledger.prisma.$executeRaw`
    update inbox_request set leased_until = ${leaseFrom(ledger.clock.now())}
    where workspace_id = ${workspaceId} and done_at is null and id = any(${[...ids]}::int[])`;
}

const leaseFrom = (now: Date): Date => new Date(now.getTime() + LEASE);

/** As JSON that the database takes: it holds no NUL and no half of a surrogate pair. */
function storable(value: unknown): string {
  const text = JSON.stringify(value);
  if (!/\\u(?:0000|d[89a-f])/i.test(text)) return text;
  return JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'string' ? each.replaceAll('\0', '').replace(/\p{Surrogate}/gu, '\uFFFD') : each,
  );
}
