import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { findClient } from './clients.js';
import { agingFact, personFact } from './facts/common.js';
import type { OverdueList } from './facts/receipt.js';
import { groupRows } from './group-rows.js';
import type { Ledger, Transaction } from './ledger.js';
import { lookedAfterBy, ownedOrBackedUpBy, standInsOf } from './looked-after.js';
import { findPerson, type PersonRef } from './people.js';
import { Prisma } from './prisma/client.js';
import { findProject } from './projects.js';
import { promiseFacts } from './promise-facts.js';
import { promisedTogether, promisedTogetherColumn } from './promised-together.js';
import {
  agingColumns,
  agingRow,
  byWeight,
  currencyPlaces,
  dated,
  idOf,
  leading,
  type Reach,
  receivables,
  SUMMED,
} from './receivable.js';
import { integerColumn, selectRows } from './rows.js';
import { refuseGuests, seesAll, visibleTo } from './visibility.js';

/** One page of an answer. */
const PAGE_SIZE = 10;

/** Which clients are asked for; `named` is a project or a client, as typed. */
export type OverdueFilter =
  | { readonly kind: 'all' }
  /** Those that the actor owns, or stands in for. */
  | { readonly kind: 'mine' }
  | { readonly kind: 'named'; readonly text: string }
  | { readonly kind: 'owner'; readonly person: PersonRef };

/**
 * Clients with something overdue that this person may see, one row a client, ten a page: currency by currency, the one of
 * the most clients first, in each the largest to collect first (amounts of different currencies are not compared). The
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
  const { total, aging, rows, shown } = await overduePage(db, actor, condition, { size: PAGE_SIZE, page });
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const clientIds = rows.map(({ clientId }) => clientId);
  const standIns = filter.kind === 'mine' ? await standInsOf(db, actor, clientIds) : [];
  return { filter: label, today: actor.today, aging, rows, standIns, page: shown, pages, total };
}

/** Conditions on the client c and the project p of a receivable. */
interface Resolved {
  readonly label: OverdueList['filter'];
  readonly condition: Prisma.Sql;
}

async function resolve(ledger: Ledger, actor: Actor, filter: OverdueFilter): Promise<Resolved> {
  switch (filter.kind) {
    case 'all':
      return { label: { kind: 'all' }, condition: Prisma.sql`true` };
    case 'mine':
      return { label: { kind: 'mine' }, condition: lookedAfterBy(actor) };
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
      const owner = await ownerCalled(ledger, actor, filter.text);
      if (owner !== null) {
        return {
          label: { kind: 'owner', name: owner.name },
          condition: Prisma.sql`coalesce(c.owner_id, p.owner_id) = ${owner.id}`,
        };
      }
      // A client or a project is asked for: the answer must not say which of them it would be.
      throw new UserError('unknown_client', { client: filter.text, or: 'project' });
    }
  }
}

/**
 * The one person whom the actor may know by this name, or by this first name, and who owns something: "overdue Lee". Null: nobody, or two of them.
 */
export async function ownerCalled(
  ledger: Ledger,
  actor: Actor,
  text: string,
): Promise<{ readonly id: number; readonly name: string } | null> {
  const name = text.trim().replace(/^[@＠]/, '');
  if (name === '' || name.length > 100 || /[%_\\]/.test(name)) return null;
  const { workspaceId } = actor;
  const owns = { OR: [{ clientOwner: { some: {} } }, { projectOwner: { some: {} } }] };
  const found = await ledger.prisma.person.findMany({
    where: {
      workspaceId,
      AND: [
        {
          OR: [
            { name: { equals: name, mode: 'insensitive' } },
            { name: { startsWith: `${name} `, mode: 'insensitive' } },
          ],
        },
        owns,
      ],
    },
    take: 10,
  });
  const known = [];
  for (const person of found) if (await mayKnow(ledger, actor, person)) known.push(person);
  const exact = known.filter((person) => person.name.toLowerCase() === name.toLowerCase());
  const [person, second] = exact.length > 0 ? exact : known;
  return person === undefined || second !== undefined ? null : person;
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
      WHERE c.workspace_id = ${actor.workspaceId} AND ${visibleTo(actor)} AND ${ownedOrBackedUpBy(person.id)}
      LIMIT 1`,
  );
  return rows.length > 0;
}

const clientRow = agingRow.extend({
  clientId: z.int(),
  clientName: z.string(),
  oldestDaysOverdue: integerColumn,
  owner: personFact.nullable(),
  promiseId: z.int().nullable(),
  together: promisedTogetherColumn,
});

const pageRow = z.object({
  total: integerColumn,
  aging: z.array(agingFact),
  shown: integerColumn,
  /** A row a client and currency, in the order of the list. */
  rows: z.array(clientRow),
});

export interface OverduePage {
  /** How many clients are overdue among what is asked for. */
  readonly total: number;
  /** The sums of all of them, one entry a currency. */
  readonly aging: OverdueList['aging'];
  /** Which page it is, from 1. */
  readonly shown: number;
  readonly rows: OverdueList['rows'];
}

/**
 * Clients that have something overdue among what is asked for: their number and sums, and one page of them, currency by
 * currency (`currencyPlaces`), the largest to collect first, then most overdue. The receivables are gone through once for all of it.
 * @param page from 1; a page beyond the last is the last
 */
export async function overduePage(
  db: Transaction,
  actor: Actor,
  condition: Prisma.Sql,
  { size, page }: { readonly size: number; readonly page: number },
): Promise<OverduePage> {
  const { workspaceId, today } = actor;
  const reach: Reach = seesAll(actor) ? 'the books' : 'some clients';
  const wanted = Math.min(1_000_000, Math.max(1, Math.floor(page)));
  const [found] = await selectRows(
    db,
    pageRow,
    Prisma.sql`
      WITH ${receivables(workspaceId, today, Prisma.sql`AND ${visibleTo(actor)} AND ${condition}`, reach)},
      by_client AS MATERIALIZED (
        SELECT r.client_id, max(${today}::date - r.due_date) AS oldest,
          min(${dated(Prisma.sql`r.due_date`, Prisma.sql`r.id`)}) AS dated_invoice, ${agingColumns(today)}
        FROM receivable r GROUP BY r.client_id, r.currency
      ),
      ${currencyPlaces(Prisma.sql`by_client`)},
      late AS MATERIALIZED (
        SELECT client_id, max(oldest) AS oldest, min(dated_invoice) AS dated_invoice,
          row_number() OVER (ORDER BY min(${leading(['toCollect', 'overdue'])}), client_id) AS place
        FROM by_client s JOIN currency_place k USING (currency) GROUP BY client_id HAVING max(oldest) > 0
      ),
      paging AS (
        SELECT count(*) AS total, least(${wanted}, greatest(1, ceil(count(*) / ${size}::numeric)))::int AS shown
        FROM late
      ),
      listed AS MATERIALIZED (
        SELECT late.* FROM late, paging
        WHERE late.place > (paging.shown - 1) * ${size} AND late.place <= paging.shown * ${size}
      ),
      listed_row AS (
        SELECT listed.place, s.*, s.client_id AS "clientId", c.name AS "clientName", q.id AS "promiseId",
          listed.oldest AS "oldestDaysOverdue", ${promisedTogether(today)} AS together,
          CASE WHEN n.id IS NOT NULL
            THEN json_build_object('id', n.id, 'name', n.name, 'slackUserId', n.slack_user_id) END AS owner
        FROM listed
        JOIN by_client s ON s.client_id = listed.client_id
        -- Where a client's oldest invoice belongs.
        JOIN invoice h ON h.workspace_id = ${workspaceId} AND h.id = ${idOf(Prisma.sql`listed.dated_invoice`)}
        JOIN client c ON c.workspace_id = ${workspaceId} AND c.id = s.client_id
        LEFT JOIN project p ON p.workspace_id = c.workspace_id AND p.id = coalesce(h.project_id, c.project_id)
        LEFT JOIN person n ON n.workspace_id = c.workspace_id AND n.id = coalesce(c.owner_id, p.owner_id)
        LEFT JOIN LATERAL (
          SELECT q.id FROM promise_to_pay q
          WHERE q.workspace_id = c.workspace_id AND q.client_id = c.id AND q.state = 'open'
          ORDER BY q.promised_date, q.id LIMIT 1
        ) q ON true
      ),
      sums AS (
        SELECT s.currency, ${Prisma.join(SUMMED.map((name) => Prisma.raw(`sum(s."${name}")::bigint AS "${name}"`)))}
        FROM by_client s JOIN late ON late.client_id = s.client_id
        GROUP BY s.currency
      )
      SELECT paging.total, paging.shown, coalesce((SELECT json_agg(s ORDER BY k.place) FROM sums s JOIN currency_place k USING (currency)), '[]') AS aging,
        coalesce((SELECT json_agg(r ORDER BY r.place) FROM listed_row r), '[]') AS rows
      FROM paging`,
  );
  if (found === undefined) throw new Error('no answer to who is overdue');
  const { total, shown } = found;
  return {
    total,
    shown,
    aging: found.aging,
    rows: await clientsOf(db, workspaceId, found.rows, today),
  };
}

async function clientsOf(
  db: Transaction,
  workspaceId: number,
  found: readonly z.output<typeof clientRow>[],
  today: LocalDate,
): Promise<OverdueList['rows']> {
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
        together: head.together,
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
