import { z } from 'zod';
import { calendarOf, nextWorkingDay } from '../domain/calendar.js';
import type { LocalDate } from '../domain/local-date.js';
import { manages } from '../domain/role.js';
import type { Actor } from './actor.js';
import { escalationCount } from './escalations.js';
import type { PromiseFact } from './facts/promise.js';
import type { PersonOverview } from './facts/receipt.js';
import { lastContact } from './last-conversation.js';
import type { Ledger, Transaction } from './ledger.js';
import { lookedAfterBy, standInsOf } from './looked-after.js';
import { overduePage } from './overdue.js';
import { Prisma } from './prisma/client.js';
import { promiseFacts } from './promise-facts.js';
import { selectRows } from './rows.js';
import { refuseGuests } from './visibility.js';
import { workspaceInfo } from './workspaces.js';

const OWN_CLIENTS_SHOWN = 5;
const PROMISES_SHOWN = 10;

/**
 * What matters to this person now: promises of the clients they own or stand in for that were broken and that nobody has acted
 * on, those due by the next working day, their clients overdue, and for managers how many clients wait for a decision.
 * The operator on the command line owns nothing. Throws UserError guest.
 */
export async function personOverview(ledger: Ledger, actor: Actor): Promise<PersonOverview> {
  refuseGuests(actor);
  const db = ledger.prisma;
  const { workspaceId, today, role } = actor;
  const workspace = await workspaceInfo(ledger, workspaceId);
  const mine = lookedAfterBy(actor);
  const soon = nextWorkingDay(today, calendarOf(workspace.country));
  const own = await overduePage(db, actor, mine, { size: OWN_CLIENTS_SHOWN, page: 1 });
  const broken = await promisesWhere(db, actor, brokenUntouched(today));
  const due = await promisesWhere(
    db,
    actor,
    Prisma.sql`q.state = 'open' AND q.promised_date <= ${soon}::date AND q.deadline >= ${today}::date`,
  );
  const shown = [...broken, ...due, ...own.rows].map(({ clientId }) => clientId);
  return {
    today,
    role,
    broken,
    due,
    standIns: await standInsOf(db, actor, shown),
    ownOverdue: own.rows,
    ownOverdueCount: own.total,
    escalations: manages(role) ? await escalationCount(ledger, workspaceId, today) : null,
    empty: (await db.client.findFirst({ where: { workspaceId }, select: { id: true } })) === null,
  };
}

/** Not kept, something it covers still open, and nobody has spoken with the client since the deadline. */
export function brokenUntouched(today: LocalDate): Prisma.Sql {
  return Prisma.sql`q.state IN ('broken', 'partially_kept') AND q.deadline < ${today}::date
    AND EXISTS (
      SELECT 1 FROM promise_line l
      JOIN invoice i ON i.workspace_id = l.workspace_id AND i.id = l.invoice_id AND i.open > 0
      WHERE l.workspace_id = q.workspace_id AND l.promise_id = q.id AND l.superseded_by_id IS NULL)
    AND NOT EXISTS (SELECT 1 FROM ${lastContact(today)} v WHERE v.happened_on > q.deadline)`;
}

const idRow = z.object({ id: z.int() });

async function promisesWhere(db: Transaction, actor: Actor, condition: Prisma.Sql): Promise<PromiseFact[]> {
  const { workspaceId, today } = actor;
  const rows = await selectRows(
    db,
    idRow,
    Prisma.sql`
      SELECT q.id
      FROM promise_to_pay q
      JOIN client c ON c.workspace_id = q.workspace_id AND c.id = q.client_id
      LEFT JOIN project p ON p.workspace_id = c.workspace_id AND p.id = c.project_id
      WHERE q.workspace_id = ${workspaceId} AND ${lookedAfterBy(actor)} AND ${condition}
      ORDER BY q.promised_date, q.id
      LIMIT ${PROMISES_SHOWN}`,
  );
  return await promiseFacts(
    db,
    workspaceId,
    rows.map((row) => row.id),
    today,
  );
}
