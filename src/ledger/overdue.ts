import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { findClient } from './clients.js';
import { agingFact, personFact } from './facts/common.js';
import type { OverdueList } from './facts/receipt.js';
import { groupRows } from './group-rows.js';
import type { Ledger, Transaction } from './ledger.js';
import { findPerson, type PersonRef } from './people.js';
import { Prisma } from './prisma/client.js';
import { findProject } from './projects.js';
import { promiseFacts } from './promise-facts.js';
import { agingColumns, agingRow, byWeight, receivables } from './receivable.js';
import { integerColumn, selectRows } from './rows.js';
import { refuseGuests, seesAll, visibleTo } from './visibility.js';

/** One page of an answer. */
const PAGE_SIZE = 10;

/** Which clients are asked for; `named` is a project or a client, as typed. */
export type OverdueFilter =
  | { readonly kind: 'all' }
  /** Those that the actor owns or backs up. */
  | { readonly kind: 'mine' }
  | { readonly kind: 'named'; readonly text: string }
  | { readonly kind: 'owner'; readonly person: PersonRef };

/**
 * Clients with something overdue that this person may see, largest to-collect first, one row a client, ten a page; the
 * sums are those of all pages. A page beyond the last is the last. Throws UserError guest, unknown_client (no client
 * and no project is called so), unknown_person.
 * @param page from 1
 */
export async function overdueList(
  ledger: Ledger,
  actor: Actor,
  { filter, page }: { readonly filter: OverdueFilter; readonly page: number },
): Promise<OverdueList> {
  refuseGuests(actor);
  const db = ledger.prisma;
  const { label, condition } = await resolve(ledger, actor, filter);
  const { aging, total } = await overdueTotals(db, actor, condition);
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const shown = Math.min(pages, Math.max(1, Math.floor(page)));
  const rows = await overdueRows(db, actor, condition, { limit: PAGE_SIZE, offset: (shown - 1) * PAGE_SIZE });
  return { filter: label, today: actor.today, aging, rows, page: shown, pages, total };
}

/** Conditions on the client c and the project p of a receivable. */
interface Resolved {
  readonly label: OverdueList['filter'];
  readonly condition: Prisma.Sql;
}

/** The client's own owner or backup, else its project's, is this person. */
export function lookedAfterBy(personId: number | null): Prisma.Sql {
  const id = personId ?? -1;
  return Prisma.sql`(coalesce(c.owner_id, p.owner_id) = ${id} OR coalesce(c.backup_id, p.backup_id) = ${id})`;
}

async function resolve(ledger: Ledger, actor: Actor, filter: OverdueFilter): Promise<Resolved> {
  switch (filter.kind) {
    case 'all':
      return { label: { kind: 'all' }, condition: Prisma.sql`true` };
    case 'mine':
      return { label: { kind: 'mine' }, condition: lookedAfterBy(actor.personId) };
    case 'owner': {
      const person = await findPerson(ledger, actor.workspaceId, filter.person);
      if (!(await mayKnow(ledger, actor, person))) {
        const asked = 'text' in filter.person ? filter.person.text : filter.person.slackUserId;
        throw new UserError('unknown_person', { person: asked });
      }
      return {
        label: { kind: 'owner', name: person.name },
        condition: Prisma.sql`coalesce(c.owner_id, p.owner_id) = ${person.id}`,
      };
    }
    case 'named': {
      const project = await findProject(ledger, actor, filter.text);
      if (project !== null) {
        return { label: { kind: 'project', name: project.name }, condition: Prisma.sql`p.id = ${project.id}` };
      }
      const match = await findClient(ledger, actor, { text: filter.text, slackChannelId: null });
      if (match.kind === 'found') {
        return { label: { kind: 'client', name: match.client.name }, condition: Prisma.sql`c.id = ${match.client.id}` };
      }
      if (match.kind === 'several') {
        const ids = match.candidates.map((client) => client.id);
        return { label: { kind: 'client', name: match.typed }, condition: Prisma.sql`c.id = ANY(${ids}::int[])` };
      }
      throw new UserError('unknown_client', { client: filter.text });
    }
  }
}

/**
 * Who is in Slack is known to everybody there. Somebody known only by their e-mail (an import named them) is known to
 * a member only as the owner or backup of a client that the member may see.
 */
async function mayKnow(
  ledger: Ledger,
  actor: Actor,
  person: { readonly id: number; readonly slackUserId: string | null },
): Promise<boolean> {
  if (seesAll(actor) || person.slackUserId !== null) return true;
  const rows = await selectRows(
    ledger.prisma,
    z.object({ id: integerColumn }),
    Prisma.sql`
      SELECT c.id FROM client c
      LEFT JOIN project p ON p.workspace_id = c.workspace_id AND (p.id = c.project_id OR EXISTS (
        SELECT 1 FROM invoice i
        WHERE i.workspace_id = c.workspace_id AND i.client_id = c.id AND i.project_id = p.id))
      WHERE c.workspace_id = ${actor.workspaceId} AND ${visibleTo(actor)} AND ${lookedAfterBy(person.id)}
      LIMIT 1`,
  );
  return rows.length > 0;
}

/** Open invoices of clients that have something overdue among what is asked for. */
function overdueOnes(actor: Actor, condition: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    ${receivables(actor.workspaceId, actor.today, Prisma.sql`AND ${visibleTo(actor)} AND ${condition}`)},
    asked AS (SELECT * FROM receivable),
    overdue_client AS (SELECT DISTINCT client_id FROM asked WHERE due_date < ${actor.today}::date),
    listed AS (SELECT r.* FROM asked r JOIN overdue_client o ON o.client_id = r.client_id)`;
}

const totalRow = z.object({ total: integerColumn, aging: z.array(agingFact) });

async function overdueTotals(
  db: Transaction,
  actor: Actor,
  condition: Prisma.Sql,
): Promise<{ total: number; aging: OverdueList['aging'] }> {
  const [row] = await selectRows(
    db,
    totalRow,
    Prisma.sql`
      WITH ${overdueOnes(actor, condition)},
      sums AS (SELECT ${agingColumns(actor.today)} FROM listed r GROUP BY r.currency)
      SELECT (SELECT count(*) FROM overdue_client) AS total,
        coalesce((SELECT json_agg(s) FROM sums s), '[]') AS aging`,
  );
  return { total: row?.total ?? 0, aging: (row?.aging ?? []).sort(byWeight) };
}

const clientRow = agingRow.extend({
  clientId: z.int(),
  clientName: z.string(),
  oldestDaysOverdue: integerColumn,
  owner: personFact.nullable(),
  promiseId: z.int().nullable(),
});

/** Rows of the list, largest to collect first, then most overdue. */
export async function overdueRows(
  db: Transaction,
  actor: Actor,
  condition: Prisma.Sql,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<OverdueList['rows']> {
  const { workspaceId, today } = actor;
  const found = await selectRows(
    db,
    clientRow,
    Prisma.sql`
      WITH ${overdueOnes(actor, condition)},
      sums AS (SELECT r.client_id, ${agingColumns(today)} FROM listed r GROUP BY r.client_id, r.currency),
      page AS (
        SELECT client_id, row_number() OVER (ORDER BY max("toCollect") DESC, max(overdue) DESC, client_id) AS place
        FROM sums
        GROUP BY client_id
        ORDER BY place
        LIMIT ${limit} OFFSET ${offset}
      )
      SELECT s.*, s.client_id AS "clientId", c.name AS "clientName", q.id AS "promiseId",
        (SELECT max(${today}::date - r.due_date) FROM listed r WHERE r.client_id = s.client_id) AS "oldestDaysOverdue",
        CASE WHEN n.id IS NOT NULL
          THEN json_build_object('id', n.id, 'name', n.name, 'slackUserId', n.slack_user_id) END AS owner
      FROM page
      JOIN sums s ON s.client_id = page.client_id
      JOIN client c ON c.workspace_id = ${workspaceId} AND c.id = s.client_id
      LEFT JOIN project p ON p.workspace_id = c.workspace_id AND p.id = coalesce(
        (SELECT r.project_id FROM listed r WHERE r.client_id = c.id ORDER BY r.due_date, r.id LIMIT 1), c.project_id)
      LEFT JOIN person n ON n.workspace_id = c.workspace_id AND n.id = coalesce(c.owner_id, p.owner_id)
      LEFT JOIN LATERAL (
        SELECT q.id FROM promise_to_pay q
        WHERE q.workspace_id = c.workspace_id AND q.client_id = c.id AND q.state = 'open'
        ORDER BY q.promised_date, q.id LIMIT 1
      ) q ON true
      ORDER BY page.place`,
  );
  const promises = await promisesById(db, workspaceId, found, today);
  return [...groupRows(found, (row) => row.clientId).values()].flatMap((sums): OverdueList['rows'][number][] => {
    const [head] = sums;
    if (head === undefined) return [];
    return [
      {
        clientId: head.clientId,
        clientName: head.clientName,
        aging: sums.map((row) => agingFact.parse(row)).sort(byWeight),
        oldestDaysOverdue: head.oldestDaysOverdue,
        owner: head.owner,
        promise: (head.promiseId === null ? undefined : promises.get(head.promiseId)) ?? null,
      },
    ];
  });
}

async function promisesById(
  db: Transaction,
  workspaceId: number,
  rows: readonly { readonly promiseId: number | null }[],
  today: LocalDate,
) {
  const ids = [...new Set(rows.flatMap((row) => row.promiseId ?? []))];
  const promises = await promiseFacts(db, workspaceId, ids, today);
  return new Map(promises.map((promise) => [promise.id, promise]));
}

/** How many clients are overdue among what the condition asks for. */
export async function overdueCount(db: Transaction, actor: Actor, condition: Prisma.Sql): Promise<number> {
  return (await overdueTotals(db, actor, condition)).total;
}
