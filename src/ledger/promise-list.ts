import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { isVisible } from './clients.js';
import type { PromiseFact } from './facts/promise.js';
import type { Ledger } from './ledger.js';
import { lookedAfterBy } from './looked-after.js';
import { Prisma } from './prisma/client.js';
import { promiseFacts } from './promise-facts.js';
import { refuseGuests, visibleTo } from './visibility.js';

const idRow = z.object({ id: z.int(), total: z.int() });

/** Whose promises: of the clients that the person owns or stands in for, of all, of one, or of a project's. */
export type PromisesOf =
  | { readonly kind: 'mine' | 'all' }
  | { readonly kind: 'client'; readonly clientId: number }
  | { readonly kind: 'project'; readonly projectId: number };

/** Promised for these days, both included; `from` null: for any up to `to`. */
export interface PromisedFor {
  readonly from: LocalDate | null;
  readonly to: LocalDate;
}

/**
 * Open promises, the earliest date first, at most `limit` of `total`. Only of clients that the person may see. Throws
 * UserError guest.
 */
export async function openPromises(ledger: Ledger, actor: Actor, wanted: Wanted): Promise<PromisePage> {
  const of = Prisma.sql`pr.state = 'open' ${within(wanted.due ?? null, Prisma.sql`pr.promised_date`)}`;
  return await promisePage(ledger, actor, wanted, of, Prisma.sql`pr.promised_date, pr.id`);
}

/**
 * Promises that were not kept, or not wholly, the latest first, at most `limit` of `total`; `due`: those whose last day to be kept lay among these.
 * Only of clients that the person may see. Throws UserError guest.
 */
export async function brokenPromises(ledger: Ledger, actor: Actor, wanted: Wanted): Promise<PromisePage> {
  const of = Prisma.sql`pr.state in ('broken', 'partially_kept') ${within(wanted.due ?? null, Prisma.sql`pr.deadline`)}`;
  return await promisePage(ledger, actor, wanted, of, Prisma.sql`pr.deadline desc, pr.id desc`);
}

interface Wanted {
  readonly of: PromisesOf;
  readonly due?: PromisedFor | null;
  readonly limit: number;
}

interface PromisePage {
  readonly promises: PromiseFact[];
  readonly total: number;
}

const within = (days: PromisedFor | null, day: Prisma.Sql): Prisma.Sql =>
  days === null
    ? Prisma.empty
    : Prisma.sql`and ${day} <= ${days.to}::date ${days.from === null ? Prisma.empty : Prisma.sql`and ${day} >= ${days.from}::date`}`;

/** `which`: a condition on the promise pr; `order`: of its columns. */
async function promisePage(
  ledger: Ledger,
  actor: Actor,
  { of, limit }: Wanted,
  which: Prisma.Sql,
  order: Prisma.Sql,
): Promise<PromisePage> {
  refuseGuests(actor);
  const { workspaceId } = actor;
  const rows = z.array(idRow).parse(
    await ledger.prisma.$queryRaw`
      select pr.id, count(*) over ()::int as total
      from promise_to_pay pr
      join client c on c.workspace_id = pr.workspace_id and c.id = pr.client_id
      left join project p on p.workspace_id = c.workspace_id and p.id = c.project_id
      where pr.workspace_id = ${workspaceId} and ${whose(actor, of)} and ${visibleTo(actor)} and ${which}
      order by ${order} limit ${limit}`,
  );
  const ids = rows.map((row) => row.id);
  return {
    promises: await promiseFacts(ledger.prisma, workspaceId, ids, actor.today),
    total: rows[0]?.total ?? 0,
  };
}

/** A condition on the client c and its home project p. A client is a project's where that is its home or has an invoice of it. */
function whose(actor: Actor, of: PromisesOf): Prisma.Sql {
  switch (of.kind) {
    case 'all':
      return Prisma.sql`true`;
    case 'mine':
      return lookedAfterBy(actor);
    case 'client':
      return Prisma.sql`c.id = ${of.clientId}`;
    case 'project':
      return Prisma.sql`(c.project_id = ${of.projectId} or exists (
        select 1 from invoice i
        where i.workspace_id = c.workspace_id and i.client_id = c.id and i.project_id = ${of.projectId}))`;
  }
}

/** One promise, of a client that the person may see. Throws UserError unknown_client for any other, guest. */
export async function visiblePromise(ledger: Ledger, actor: Actor, promiseId: number): Promise<PromiseFact> {
  refuseGuests(actor);
  const [promise] = await promiseFacts(ledger.prisma, actor.workspaceId, [promiseId], actor.today);
  // In the same words whether there is none or it is of a client that is hidden from them.
  if (promise === undefined || !(await isVisible(ledger.prisma, actor, promise.clientId))) {
    throw new UserError('unknown_client', { client: `#${promiseId}` });
  }
  return promise;
}
