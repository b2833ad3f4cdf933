import { z } from 'zod';
import { addWorkingDays, calendarOf, nextWorkingDay, type WorkingCalendar } from '../domain/calendar.js';
import { addDays, type LocalDate } from '../domain/local-date.js';
import { nextActionOf, outcomes } from '../domain/outcome.js';
import { manages } from '../domain/role.js';
import type { Actor } from './actor.js';
import { escalationList } from './escalation/candidates.js';
import { weekOf } from './escalations.js';
import { agingFact, moneyFact, personFact } from './facts/common.js';
import type { FirstOf, HomeClient, PersonHome, WaitingClient } from './facts/home.js';
import type { PromiseFact } from './facts/promise.js';
import { groupRows } from './group-rows.js';
import { lastContact } from './last-conversation.js';
import type { Ledger, Transaction } from './ledger.js';
import { lookedAfterBy, standInsOf } from './looked-after.js';
import { brokenUntouched } from './overview.js';
import { Prisma } from './prisma/client.js';
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
  receivables,
  SUMMED,
} from './receivable.js';
import { dateColumn, integerColumn, jsonColumn, selectRows } from './rows.js';
import { isSetupOpen } from './setup.js';
import { refuseGuests, visibleTo } from './visibility.js';
import { type WorkspaceInfo, workspaceInfo } from './workspaces.js';

/** Clients on one page. */
const PAGE_SIZE = 10;
/** Of each list of what waits; the rest is counted. */
const WAITING_SHOWN = 5;
const WEEK_SHOWN = 8;

/**
 * The Home tab of a person as of their today: what waits for them (promises that were not kept, those due by the next
 * working day, clients that nobody talks to, clients without a next step), a page of the clients that they look after,
 * and for whoever decides the candidates for escalation and the week's promises. Throws UserError guest.
 * @param page of the clients, from 1; a page beyond the last is the last
 */
export async function personHome(
  ledger: Ledger,
  actor: Actor,
  { page }: { readonly page: number },
): Promise<PersonHome> {
  refuseGuests(actor);
  const db = ledger.prisma;
  const { today, role } = actor;
  const workspace = await workspaceInfo(ledger, actor.workspaceId);
  const decides = manages(role);
  const monday = weekOf(today);
  const week = { from: monday, to: addDays(monday, 6) };
  // Neither depends on another: side by side they take as long as the longest.
  const [figures, promises, queue, setupOpen] = await Promise.all([
    figuresOf(db, actor, workspace, page),
    promisesOf(db, actor, workspace, decides ? week : null),
    decides ? escalationList(db, workspace, today) : null,
    decides && isSetupOpen(db, actor),
  ]);
  const { week: promisedForWeek, broken, due } = promises;
  const managing = queue === null ? null : { queue, week: { ...week, ...promisedForWeek } };
  const shown = [broken, due, figures.silent, figures.noNextStep, figures.clients].flatMap(({ rows }) =>
    rows.map(({ clientId }) => clientId),
  );
  const standIns = await standInsOf(db, actor, shown);
  return { today, role, setupOpen, ...figures, broken, due, managing, standIns };
}

const clientRow = agingRow.extend({
  place: integerColumn,
  clientId: z.int(),
  clientName: z.string(),
  owner: personFact.nullable(),
  daysOverdue: integerColumn,
  promise: z.object({ id: z.int(), amount: moneyFact, promisedDate: dateColumn }).nullable(),
  together: promisedTogetherColumn,
});

const waitingRow = z.object({
  kind: z.enum(['silent', 'no_next_step']),
  total: integerColumn,
  clientId: z.int(),
  clientName: z.string(),
  toCollect: z.array(moneyFact),
  daysOverdue: integerColumn,
  silentDays: integerColumn.nullable(),
  promiseId: z.int().nullable(),
});

const figuresRow = z.object({
  empty: z.boolean(),
  newcomer: z.boolean(),
  total: integerColumn,
  shown: integerColumn,
  aging: jsonColumn(z.array(agingFact)),
  rows: jsonColumn(z.array(clientRow)),
  waiting: jsonColumn(z.array(waitingRow)),
});

/**
 * After a contact with this outcome the next step is due (R14) if the contact was on this day or before; an outcome that
 * asks for nothing leaves the client without one at once.
 */
function lastDaysOfNextStep(today: LocalDate, calendar: WorkingCalendar): { outcome: string; day: LocalDate }[] {
  return outcomes.map((outcome) => {
    const workingDays = nextActionOf(outcome)?.workingDays ?? 0;
    let day = today;
    while (addWorkingDays(day, workingDays, calendar) > today) day = addDays(day, -1);
    return { outcome, day };
  });
}

/**
 * What the receivables of a person's clients come to: gone through once. A client whose promise was broken, or that
 * rests (snoozed), is not told a second time as one that nobody talks to.
 */
async function figuresOf(
  db: Transaction,
  actor: Actor,
  workspace: WorkspaceInfo,
  page: number,
): Promise<Pick<PersonHome, 'empty' | 'newcomer' | 'silent' | 'noNextStep' | 'clients'>> {
  const { workspaceId, today } = actor;
  const person = actor.personId ?? -1;
  const steps = lastDaysOfNextStep(today, calendarOf(workspace.country));
  const wanted = Math.min(1_000_000, Math.max(1, Math.floor(page)));
  const mine = Prisma.sql`AND ${visibleTo(actor)} AND ${lookedAfterBy(actor)}`;
  const [found] = await selectRows(
    db,
    figuresRow,
    Prisma.sql`
      WITH ${receivables(workspaceId, today, mine)},
      by_currency AS MATERIALIZED (
        SELECT r.client_id, max(${today}::date - r.due_date) AS oldest,
          max(${today}::date - r.due_date) FILTER (WHERE r.due_date < ${today}::date AND r.to_collect > 0) AS late,
          min(${dated(Prisma.sql`r.due_date`, Prisma.sql`r.id`)}) AS dated_invoice, ${agingColumns(today)}
        FROM receivable r
        GROUP BY r.client_id, r.currency
      ),
      ${currencyPlaces(Prisma.sql`by_currency`)},
      owing AS MATERIALIZED (
        SELECT client_id, max(oldest) AS oldest, max(late) AS late, min(dated_invoice) AS dated_invoice,
          row_number() OVER (ORDER BY min(${leading(['toCollect', 'overdue', 'outstanding'])}), client_id) AS place
        FROM by_currency s JOIN currency_place k USING (currency)
        GROUP BY client_id
      ),
      paging AS (
        SELECT count(*) AS total, least(${wanted}, greatest(1, ceil(count(*) / ${PAGE_SIZE}::numeric)))::int AS shown
        FROM owing
      ),
      listed AS (
        SELECT o.place, s.*, s.client_id AS "clientId", c.name AS "clientName", o.oldest AS "daysOverdue",
          CASE WHEN n.id IS NOT NULL
            THEN json_build_object('id', n.id, 'name', n.name, 'slackUserId', n.slack_user_id) END AS owner,
          CASE WHEN q.id IS NOT NULL THEN json_build_object('id', q.id, 'promisedDate', q.promised_date,
            'amount', json_build_object('minor', q.amount, 'currency', q.currency)) END AS promise,
          ${promisedTogether(today)} AS together
        FROM owing o
        CROSS JOIN paging
        JOIN by_currency s ON s.client_id = o.client_id
        JOIN invoice h ON h.workspace_id = ${workspaceId} AND h.id = ${idOf(Prisma.sql`o.dated_invoice`)}
        JOIN client c ON c.workspace_id = ${workspaceId} AND c.id = o.client_id
        LEFT JOIN project p ON p.workspace_id = c.workspace_id AND p.id = coalesce(h.project_id, c.project_id)
        LEFT JOIN person n ON n.workspace_id = c.workspace_id AND n.id = coalesce(c.owner_id, p.owner_id)
        LEFT JOIN LATERAL ${openPromise(today)} q ON true
        WHERE o.place > (paging.shown - 1) * ${PAGE_SIZE} AND o.place <= paging.shown * ${PAGE_SIZE}
      ),
      step AS (
        SELECT * FROM unnest(${steps.map(({ outcome }) => outcome)}::text[], ${steps.map(({ day }) => day)}::text[]::date[])
          AS s(outcome, day)
      ),
      waiting AS (
        SELECT o.client_id, o.place, o.late, c.name, v.happened_on, q.id AS promise_id,
          CASE
            WHEN o.late >= l.days AND (v.happened_on IS NULL OR ${today}::date - v.happened_on >= l.days) THEN 'silent'
            WHEN q.id IS NULL AND (v.happened_on IS NULL OR v.happened_on <= coalesce(s.day, ${today}::date))
              THEN 'no_next_step'
          END AS kind
        FROM owing o
        JOIN client c ON c.workspace_id = ${workspaceId} AND c.id = o.client_id
        LEFT JOIN LATERAL ${lastContact(today)} v ON true
        LEFT JOIN LATERAL ${openPromise(today)} q ON true
        LEFT JOIN step s ON s.outcome = v.outcome
        CROSS JOIN LATERAL (
          SELECT CASE WHEN jsonb_typeof(c.policy -> 'silentDays') = 'number'
            THEN greatest(1, (c.policy ->> 'silentDays')::numeric::int)
            ELSE ${workspace.policy.silentDays}::int END AS days
        ) l
        WHERE o.late > 0
          AND NOT EXISTS (
            SELECT 1 FROM promise_to_pay q
            WHERE q.workspace_id = c.workspace_id AND q.client_id = c.id AND ${brokenUntouched(today)})
          AND NOT coalesce((
            SELECT z.until >= ${today}::date FROM client_snooze z
            WHERE z.workspace_id = c.workspace_id AND z.client_id = c.id AND z.retracted_at IS NULL
            ORDER BY z.id DESC LIMIT 1), false)
      ),
      numbered AS (
        SELECT w.*, row_number() OVER (PARTITION BY kind ORDER BY place) AS at, count(*) OVER (PARTITION BY kind) AS total
        FROM waiting w
        WHERE kind IS NOT NULL
      ),
      first_waiting AS (
        SELECT w.kind, w.total, w.client_id AS "clientId", w.name AS "clientName", w.late AS "daysOverdue",
          ${today}::date - w.happened_on AS "silentDays", w.promise_id AS "promiseId", w.at,
          (SELECT json_agg(json_build_object('minor', s."toCollect", 'currency', s.currency)
             ORDER BY s."toCollect" DESC, s.currency)
           FROM by_currency s WHERE s.client_id = w.client_id AND s."toCollect" > 0) AS "toCollect"
        FROM numbered w
        WHERE w.at <= ${WAITING_SHOWN}
      ),
      sums AS (
        SELECT s.currency, ${Prisma.join(SUMMED.map((name) => Prisma.raw(`sum(s."${name}")::bigint AS "${name}"`)))}
        FROM by_currency s
        GROUP BY s.currency
      )
      SELECT
        NOT EXISTS (SELECT 1 FROM client c WHERE c.workspace_id = ${workspaceId}) AS empty,
        NOT EXISTS (
          SELECT 1 FROM audit_entry a WHERE a.workspace_id = ${workspaceId} AND a.actor_id = ${person}) AS newcomer,
        paging.total, paging.shown, coalesce((SELECT json_agg(s ORDER BY k.place) FROM sums s JOIN currency_place k USING (currency)), '[]')::text AS aging,
        coalesce((SELECT json_agg(r ORDER BY r.place) FROM listed r), '[]')::text AS rows,
        coalesce((SELECT json_agg(w ORDER BY w.kind, w.at) FROM first_waiting w), '[]')::text AS waiting
      FROM paging`,
  );
  if (found === undefined) throw new Error("no answer to a person's clients");
  const { empty, newcomer, total, shown, aging, rows, waiting } = found;
  return {
    empty,
    newcomer,
    silent: waitingFor('silent', waiting),
    noNextStep: waitingFor('no_next_step', waiting),
    clients: {
      rows: clientsOf(rows),
      aging,
      page: shown,
      pages: Math.max(1, Math.ceil(total / PAGE_SIZE)),
      total,
    },
  };
}

/** The next open promise of client `c`, as a subquery for LATERAL. */
function openPromise(today: LocalDate): Prisma.Sql {
  return Prisma.sql`(
    SELECT x.id, x.amount, x.currency, x.promised_date FROM promise_to_pay x
    WHERE x.workspace_id = c.workspace_id AND x.client_id = c.id AND x.state = 'open' AND x.deadline >= ${today}::date
    ORDER BY x.promised_date, x.id LIMIT 1)`;
}

function waitingFor(
  kind: z.output<typeof waitingRow>['kind'],
  rows: readonly z.output<typeof waitingRow>[],
): FirstOf<WaitingClient> {
  const own = rows.filter((row) => row.kind === kind);
  return { rows: own.map(({ kind: _, total: __, ...row }) => row), total: own[0]?.total ?? 0 };
}

function clientsOf(rows: readonly z.output<typeof clientRow>[]): HomeClient[] {
  return [...groupRows(rows, (row) => row.clientId).values()].flatMap((sums): HomeClient[] => {
    const [head] = sums;
    if (head === undefined) return [];
    const { clientId, clientName, owner, daysOverdue, promise, together } = head;
    const aging = sums.map((row) => agingFact.parse(row)).sort(byWeight);
    return [
      { clientId, clientName, owner, promise, together, aging, daysOverdue: daysOverdue > 0 ? daysOverdue : null },
    ];
  });
}

const promiseRow = z.object({
  kind: z.enum(['broken', 'due', 'week']),
  id: z.int(),
  total: integerColumn,
});

/** The promises that a Home tab shows, the earliest first; `week`: of everybody, for these days. */
async function promisesOf(
  db: Transaction,
  actor: Actor,
  workspace: WorkspaceInfo,
  week: { readonly from: LocalDate; readonly to: LocalDate } | null,
): Promise<Record<'broken' | 'due' | 'week', FirstOf<PromiseFact>>> {
  const { workspaceId, today } = actor;
  const soon = nextWorkingDay(today, calendarOf(workspace.country));
  const own = lookedAfterBy(actor);
  const list = (kind: string, condition: Prisma.Sql, most: number): Prisma.Sql => Prisma.sql`
    (SELECT ${kind} AS kind, q.id, count(*) OVER () AS total, q.promised_date
     FROM promise_to_pay q
     JOIN client c ON c.workspace_id = q.workspace_id AND c.id = q.client_id
     LEFT JOIN project p ON p.workspace_id = c.workspace_id AND p.id = c.project_id
     WHERE q.workspace_id = ${workspaceId} AND ${visibleTo(actor)} AND ${condition}
     ORDER BY q.promised_date, q.id
     LIMIT ${most})`;
  const open = Prisma.sql`q.state = 'open' AND q.deadline >= ${today}::date`;
  const lists = [
    list('broken', Prisma.sql`${own} AND ${brokenUntouched(today)}`, WAITING_SHOWN),
    list('due', Prisma.sql`${own} AND ${open} AND q.promised_date <= ${soon}::date`, WAITING_SHOWN),
    ...(week === null
      ? []
      : [
          list(
            'week',
            Prisma.sql`${open} AND q.promised_date BETWEEN ${week.from}::date AND ${week.to}::date`,
            WEEK_SHOWN,
          ),
        ]),
  ];
  const rows = await selectRows(
    db,
    promiseRow,
    Prisma.sql`
      SELECT x.kind, x.id, x.total FROM (${Prisma.join(lists, ' UNION ALL ')}) x
      ORDER BY x.kind, x.promised_date, x.id`,
  );
  const ids = [...new Set(rows.map((row) => row.id))];
  const facts = new Map((await promiseFacts(db, workspaceId, ids, today)).map((promise) => [promise.id, promise]));
  const firstOf = (kind: z.output<typeof promiseRow>['kind']): FirstOf<PromiseFact> => {
    const listed = rows.filter((row) => row.kind === kind);
    return { rows: listed.flatMap(({ id }) => facts.get(id) ?? []), total: listed[0]?.total ?? 0 };
  };
  return { broken: firstOf('broken'), due: firstOf('due'), week: firstOf('week') };
}
