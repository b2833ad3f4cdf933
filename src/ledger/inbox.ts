import { z } from 'zod';
import type { Ledger, Transaction } from './ledger.js';
import type { Notice } from './notice.js';
import { enqueue } from './outbox.js';
import { Prisma } from './prisma/client.js';
import { selectPrepared, selectRows } from './rows.js';
import { storable } from './storable.js';

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

/** One sending of a request: the same request, sent again, is another arrival. */
export interface Arrival extends NewRequest {
  /** Unique. */
  readonly arrival: string;
}

export const requestKinds = ['command', 'press', 'form', 'event'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** A request in the books that somebody is to work on. */
export interface RequestRow {
  readonly workspaceId: number;
  readonly id: number;
  readonly kind: RequestKind;
  readonly body: unknown;
  /** Which sending of it is recorded; null: by a version that did not say. */
  readonly arrival: string | null;
  readonly receivedAt: Date;
  /** Tries that were begun. */
  readonly attempts: number;
}

/** Who works on a request renews its lease; one whose lease has ended is anybody's. */
const LEASE = 30_000;
/**
 * Tries without a pause, where a start need not wait for leases. Whatever ended the process so often (the request
 * itself, or somebody who kills) may do so again: from then on each try waits twice as long as the one before.
 */
const QUICK_TRIES = 3;
const LONGEST_PAUSE = 300_000;

const keptRow = z.object({ id: z.int(), dedupe_key: z.string() });

/**
 * Records requests, and leases them to whoever calls, in one statement. Returns for each its id, or null for one that
 * was recorded before (by its own key, or by its natural key while that counts).
 */
export async function recordRequests(
  ledger: Ledger,
  workspaceId: number,
  requests: readonly Arrival[],
): Promise<(number | null)[]> {
  const now = ledger.clock.now();
  const rows = requests.map(({ dedupeKey, naturalKey, naturalFor, kind, body, arrival }, place) => ({
    place,
    dedupe_key: dedupeKey,
    natural_key: naturalKey,
    natural_since: naturalKey === null || naturalFor === null ? null : new Date(now.getTime() - naturalFor),
    kind,
    body,
    arrival,
  }));
  const asked = Prisma.sql`jsonb_to_recordset(${JSON.stringify(storable(rows))}::jsonb) as a(
    place int, dedupe_key text, natural_key text, natural_since timestamptz, kind text, body jsonb, arrival text)`;
  // A natural key that counts no longer is given free first; unique, so that two replicas cannot both have it.
  const expiring = rows.some((row) => row.natural_since !== null);
  const freed = expiring
    ? Prisma.sql`with freed as (
        update inbox_request r set natural_key = null from ${asked}
        where r.workspace_id = ${workspaceId} and r.natural_key = a.natural_key and r.received_at < a.natural_since
        returning r.id)`
    : Prisma.empty;
  const kept = await selectPrepared(
    ledger.prisma,
    keptRow,
    Prisma.sql`
      ${freed}
      insert into inbox_request
        (workspace_id, dedupe_key, natural_key, kind, body, arrival, received_at, attempts, leased_until)
      select ${workspaceId}, a.dedupe_key, a.natural_key, a.kind, a.body, a.arrival, ${now}, 1, ${leaseFrom(now)}
      from ${asked}
      ${expiring ? Prisma.sql`where (select count(*) from freed) >= 0` : Prisma.empty}
      -- In one order everywhere: two replicas with the same two presses would wait for each other.
      order by a.natural_key nulls first, a.place
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

/**
 * They are done: nothing of what was asked is kept but its keys, so that it is known when it comes again.
 *
 * @param requests `failed`: by a fault of Collect's own, so that whoever asks for the same at once is to be heard: its
 *   natural key is free
 */
export async function finishRequests(
  ledger: Ledger,
  workspaceId: number,
  requests: readonly { readonly id: number; readonly failed: boolean }[],
): Promise<void> {
  const ids = requests.map(({ id }) => id);
  const failed = requests.flatMap((request) => (request.failed ? request.id : []));
  await selectPrepared(
    ledger.prisma,
    z.object({ id: z.int() }),
    Prisma.sql`
      update inbox_request
      set done_at = ${ledger.clock.now()}, body = null,
        natural_key = case when id = any(${failed}::int[]) then null else natural_key end
      where workspace_id = ${workspaceId} and id = any(${ids}::int[])
      returning id`,
  );
}

/**
 * As if they had not been asked for: the same key may come again and is new then. Where a part was made, which is not to
 * be made again, the request stays with it and waits, without its words, until it comes again (takeFormAgain).
 */
export async function takeBackRequests(
  ledger: Ledger,
  workspaceId: number,
  requests: readonly Pick<RequestRow, 'id' | 'arrival'>[],
): Promise<void> {
  const ids = requests.map(({ id }) => id);
  const arrivals = requests.map(({ arrival }) => arrival);
  await ledger.prisma.$executeRaw`
    with named as (
      select r.id, exists (select 1 from inbox_step s where s.workspace_id = ${workspaceId} and s.request_id = r.id) as made
      from inbox_request r join unnest(${ids}::int[], ${arrivals}::text[]) as u(id, arrival) on u.id = r.id
      where r.workspace_id = ${workspaceId} and r.arrival is not distinct from u.arrival),
    waiting as (
      update inbox_request r set body = null, leased_until = ${ledger.clock.now()}, attempts = 0
      from named n where r.workspace_id = ${workspaceId} and r.id = n.id and n.made)
    delete from inbox_request r using named n where r.workspace_id = ${workspaceId} and r.id = n.id and not n.made`;
}

/**
 * The same by their arrivals, for whoever does not know whether they were recorded; not those that somebody has taken up.
 * The same request may have been sent again and be at work: that is another arrival.
 */
export async function takeBackUnstarted(
  ledger: Ledger,
  workspaceId: number,
  arrivals: readonly Pick<Arrival, 'dedupeKey' | 'arrival'>[],
): Promise<void> {
  const keys = arrivals.map(({ dedupeKey }) => dedupeKey);
  const unsure = arrivals.map(({ arrival }) => arrival);
  await ledger.prisma.$executeRaw`
    delete from inbox_request
    where workspace_id = ${workspaceId} and dedupe_key = any(${keys}::text[]) and arrival = any(${unsure}::text[])
      and attempts = 1 and done_at is null`;
}

const takenRow = z.object({
  id: z.int(),
  kind: z.enum(requestKinds),
  body: z.unknown(),
  arrival: z.string().nullable(),
  received_at: z.date(),
  attempts: z.int(),
});

const lastRow = z.object({ id: z.int() });

/** The newest request in the books; 0 if there is none. */
export async function lastRequest(ledger: Ledger, workspaceId: number): Promise<number> {
  const [last] = await selectRows(
    ledger.prisma,
    lastRow,
    Prisma.sql`select coalesce(max(id), 0)::int as id from inbox_request where workspace_id = ${workspaceId}`,
  );
  return last?.id ?? 0;
}

/**
 * Takes requests that nobody works on any more, oldest first, and leases them to whoever calls.
 *
 * @param but those that the caller is at work on
 * @param own those that the caller has a lease on and is no longer at work on
 * @param leftUpTo whoever had those up to this one is gone: their leases do not count, but of what was tried often
 *   already
 */
export async function takeUnfinished(
  ledger: Ledger,
  workspaceId: number,
  {
    but,
    own,
    leftUpTo,
    limit,
  }: {
    readonly but: readonly number[];
    readonly own: readonly number[];
    readonly leftUpTo: number;
    readonly limit: number;
  },
): Promise<RequestRow[]> {
  const now = ledger.clock.now();
  const rows = await selectRows(
    ledger.prisma,
    takenRow,
    Prisma.sql`
      with left_behind as (
        select id from inbox_request
        where workspace_id = ${workspaceId} and done_at is null and body is not null
          and id <> all(${[...but]}::int[])
          and (leased_until <= ${now} or (id <= ${leftUpTo} and attempts < ${QUICK_TRIES})
            or id = any(${[...own]}::int[]))
        order by id limit ${limit} for update skip locked)
      update inbox_request r set leased_until = greatest(r.leased_until, ${leaseFrom(now)})
      from left_behind l where r.workspace_id = ${workspaceId} and r.id = l.id
      returning r.id, r.kind, r.body, r.arrival, r.received_at, r.attempts`,
  );
  return rows
    .map(({ id, kind, body, arrival, received_at: receivedAt, attempts }) => ({
      workspaceId,
      id,
      kind,
      body,
      arrival,
      receivedAt,
      attempts,
    }))
    .sort((a, b) => a.id - b.id);
}

/**
 * One more try of it begins: counted before anything is done, since the process may not survive it. False: it was taken
 * back meanwhile.
 */
export async function beginTry(
  ledger: Ledger,
  { workspaceId, id, attempts }: Pick<RequestRow, 'workspaceId' | 'id' | 'attempts'>,
): Promise<boolean> {
  const pause = Math.min(LONGEST_PAUSE, LEASE * 2 ** Math.max(0, attempts + 1 - QUICK_TRIES));
  const begun = await ledger.prisma.$executeRaw`
    update inbox_request
    set attempts = attempts + 1, leased_until = ${new Date(ledger.clock.now().getTime() + pause)}
    where workspace_id = ${workspaceId} and id = ${id}`;
  return begun > 0;
}

const formRow = z.object({ id: z.int(), received_at: z.date(), done: z.boolean(), taken: z.boolean() });

/** What became of a form: the caller has it now, somebody is at work on it, it is done, or it was taken back. */
export type FormAgain =
  | { readonly state: 'taken' | 'at_work'; readonly id: number; readonly receivedAt: Date }
  | { readonly state: 'done' | 'gone' };

/**
 * A form that was handed in before, handed in again: the process that had it may have died, and whoever filled it in
 * still looks at it. Takes it up, as it is filled in now, unless somebody is at work on it. Whoever that is may be about
 * to take it back: from now on it is another arrival, and stays for whoever looks for what nobody works on.
 *
 * @param but those that the caller is at work on
 * @param alone nobody else can be at work
 */
export async function takeFormAgain(
  ledger: Ledger,
  workspaceId: number,
  form: Arrival,
  { but, alone }: { readonly but: readonly number[]; readonly alone: boolean },
): Promise<FormAgain> {
  const now = ledger.clock.now();
  const [row] = await selectRows(
    ledger.prisma,
    formRow,
    Prisma.sql`
      with here as (
        select id, received_at, done_at is not null as done, leased_until <= ${now} or ${alone} as free from inbox_request
        where workspace_id = ${workspaceId} and dedupe_key = ${form.dedupeKey}
        for update),
      again as (
        update inbox_request r
        set body = ${JSON.stringify(storable(form.body))}::jsonb, arrival = ${form.arrival},
          leased_until = case when here.free then ${leaseFrom(now)} else r.leased_until end,
          attempts = r.attempts + here.free::int
        from here
        where r.workspace_id = ${workspaceId} and r.id = here.id and not here.done and r.id <> all(${[...but]}::int[])
        returning r.id)
      select here.id, here.received_at, here.done, here.free and here.id in (select id from again) as taken from here`,
  );
  if (row === undefined) return { state: 'gone' };
  if (row.done) return { state: 'done' };
  return { state: row.taken ? 'taken' : 'at_work', id: row.id, receivedAt: row.received_at };
}

/** Still at work on them. */
export async function renewLeases(ledger: Ledger, workspaceId: number, ids: readonly number[]): Promise<void> {
  await ledger.prisma.$executeRaw`
    update inbox_request set leased_until = greatest(leased_until, ${leaseFrom(ledger.clock.now())})
    where workspace_id = ${workspaceId} and done_at is null and id = any(${[...ids]}::int[])`;
}

/** What is said by direct message, because it can be said nowhere else; null to say nothing. */
export interface Word {
  readonly slackUserId: string;
  readonly notice: Notice;
}

/**
 * Says by direct message what came of a request, once however often it is tried. Returns whether the person is known
 * to the books.
 */
export async function answerByMessage(
  ledger: Ledger,
  request: Pick<RequestRow, 'workspaceId' | 'id'>,
  word: Word,
): Promise<boolean> {
  return await ledger.prisma.$transaction((tx) => say(tx, ledger, request, word));
}

/** Never again: it was tried so often that something is wrong with it. Whoever asked is told (`word`), and doctor shows it. */
export async function giveUpRequest(
  ledger: Ledger,
  request: Pick<RequestRow, 'workspaceId' | 'id'>,
  { reason, word }: { readonly reason: string; readonly word: ((recorded: boolean) => Word) | null },
): Promise<void> {
  const { workspaceId, id } = request;
  await ledger.prisma.$transaction(async (tx) => {
    await tx.inboxRequest.update({
      where: { workspaceId_id: { workspaceId, id } },
      data: { doneAt: ledger.clock.now(), body: Prisma.DbNull, lastError: reason },
    });
    // That something was made is kept, what it was is not: nobody asks for it any more.
    const steps = await tx.inboxStep.updateMany({
      where: { workspaceId, requestId: id },
      data: { result: Prisma.JsonNull },
    });
    if (word !== null) await say(tx, ledger, request, word(steps.count > 0));
  });
}

async function say(
  tx: Transaction,
  ledger: Ledger,
  { workspaceId, id }: Pick<RequestRow, 'workspaceId' | 'id'>,
  { slackUserId, notice }: Word,
): Promise<boolean> {
  const person = await tx.person.findFirst({ where: { workspaceId, slackUserId }, select: { id: true } });
  if (person === null) return false;
  const dedupeKey = `request:${id}`;
  await enqueue(tx, workspaceId, ledger.clock.now(), [{ notice, dedupeKey, to: { person: person.id } }]);
  return true;
}

const HOUR = 3_600_000;
/** How long it is known that a request was made: longer than Slack sends one again (25 h). */
const KEPT_FOR = 48 * HOUR;
/** How long doctor shows one that was given up. */
const GIVEN_UP_FOR = 30 * 24 * HOUR;

/** Forgets requests that were done, or were to come again, long ago, with their steps. Returns how many. */
export async function forgetRequests(ledger: Ledger, workspaceId: number): Promise<number> {
  const now = ledger.clock.now().getTime();
  const old = new Date(now - KEPT_FOR);
  return await ledger.prisma.$executeRaw`
    delete from inbox_request
    where workspace_id = ${workspaceId} and (
      done_at < ${old} and (last_error is null or done_at < ${new Date(now - GIVEN_UP_FOR)})
      or done_at is null and body is null and received_at < ${old})`;
}

const leaseFrom = (now: Date): Date => new Date(now.getTime() + LEASE);
