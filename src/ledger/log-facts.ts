import { z } from 'zod';
import { calendarOf, type WorkingCalendar } from '../domain/calendar.js';
import { type Policy, policyOf } from '../domain/policy.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { type ClientInvoice, openInvoicesOf, openRow } from './invoices.js';
import type { SqlTransaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectPrepared } from './rows.js';
import { USUAL_CURRENCY } from './usual-currency.js';
import { refuseGuests, visibleTo } from './visibility.js';

/** What a line about a client rests on. */
export interface LogFacts {
  readonly client: { readonly id: number; readonly name: string };
  /** The workspace's, for "today" (R7). */
  readonly timezone: string;
  /** What an amount is in when nobody says. */
  readonly currency: string;
  readonly calendar: WorkingCalendar;
  /** The client's before the workspace's. */
  readonly policy: Policy;
  /** What is open, earliest due first. */
  readonly open: readonly ClientInvoice[];
}

/** A row of `logFactsQuery`. */
export const logFactsRow = z.object({
  id: z.int(),
  name: z.string(),
  client_policy: z.unknown(),
  timezone: z.string(),
  currency: z.string(),
  country: z.string().nullable(),
  policy: z.unknown(),
  open: z.array(openRow),
});

/** Its row; none for "does not exist" and "not yours to see". `today`: which day `at` is where the workspace is (R7). */
export const logFactsQuery = (actor: Actor, clientId: number, at: Date): Prisma.Sql => Prisma.sql`
  select c.id, c.name, c.policy as client_policy, w.timezone, ${USUAL_CURRENCY} as currency, w.country, w.policy,
    (${at}::timestamptz at time zone w.timezone)::date as today, array_to_json(array(
      select x from (${openInvoicesOf(Prisma.sql`c.workspace_id`, Prisma.sql`c.id`, actor.today)}) x)) as open
  from client c join workspace w on w.id = c.workspace_id
  where c.workspace_id = ${actor.workspaceId} and c.id = ${clientId} and ${visibleTo(actor)}`;

/**
 * All of it in one statement. Throws UserError guest, and unknown_client in the same words for "does not exist" and
 * "not yours to see".
 */
export async function logFacts(tx: SqlTransaction, actor: Actor, clientId: number, at: Date): Promise<LogFacts> {
  refuseGuests(actor);
  return foundFacts(clientId, await selectPrepared(tx, logFactsRow, logFactsQuery(actor, clientId, at)));
}

/** What is in the row of `logFactsQuery`. Throws as logFacts where there is none. */
export function foundFacts(clientId: number, [found]: readonly z.infer<typeof logFactsRow>[]): LogFacts {
  if (found === undefined) throw new UserError('unknown_client', { client: `#${clientId}` });
  return logFactsOf(found);
}

export function logFactsOf(found: z.infer<typeof logFactsRow>): LogFacts {
  return {
    client: { id: found.id, name: found.name },
    timezone: found.timezone,
    currency: found.currency,
    calendar: calendarOf(found.country),
    policy: policyOf(found.policy, found.client_policy),
    open: found.open,
  };
}
