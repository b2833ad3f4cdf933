import { z } from 'zod';
import { addWorkingDays, calendarOf, type WorkingCalendar } from '../../domain/calendar.js';
import {
  assessEscalation,
  compareCandidates,
  type EscalationTrigger,
  escalationPoints,
} from '../../domain/escalation.js';
import { addDays, type LocalDate } from '../../domain/local-date.js';
import { type Policy, policyOf } from '../../domain/policy.js';
import { clientPast } from '../client-past.js';
import { moneyFact, type PersonFact, personFact } from '../facts/common.js';
import { contacts } from '../last-conversation.js';
import type { Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { aboutPromise } from '../promise-check/told.js';
import { promiseRecords } from '../promise-history.js';
import { dated, dayOf, idOf, receivables } from '../receivable.js';
import { dateColumn, integerColumn, jsonColumn, selectRows } from '../rows.js';
import { sharesOfClients } from '../shares.js';
import type { WorkspaceInfo } from '../workspaces.js';

/** So many clients of a share are looked at one by one, those first that can have the most points. */
const MOST_ASSESSED = 5_000;

/** A client with the reasons it is a candidate for, most points first. Empty reasons: none. */
export interface Assessed {
  readonly clientId: number;
  readonly clientName: string;
  readonly ownerId: number | null;
  /** Of what is not disputed in full: what the rules go by. */
  readonly oldestDaysOverdue: number;
  readonly reasons: readonly EscalationTrigger<PersonFact>[];
  readonly points: number;
}

/** What the rules say of the overdue clients. */
export interface Assessment {
  /** How many clients have something overdue, whether or not they were looked at one by one. */
  readonly overdueClients: number;
  readonly assessed: readonly Assessed[];
}

const factsRow = z.object({
  clientId: z.int(),
  clientName: z.string(),
  ownerId: z.int().nullable(),
  /** Null: the workspace's alone. */
  policy: z.unknown(),
  overdue: z.array(z.object({ currency: z.string(), overdue: z.int(), disputed: z.int(), promised: z.int() })),
  /** Null: everything overdue is disputed in full. */
  oldestDaysOverdue: z.int().nullable(),
  notKeptInRow: z.int(),
  finalDateBroken: dateColumn.nullable(),
  lastContactOn: dateColumn.nullable(),
  disputes: z.array(z.object({ revisitOn: dateColumn.nullable(), amount: moneyFact })),
  ownerMessage: z.object({ sentOn: dateColumn, owner: personFact.nullable() }).nullable(),
  request: z.object({ by: personFact.nullable(), on: dateColumn }).nullable(),
  keepUntil: dateColumn.nullable(),
  /** No more points than this. */
  atMost: z.int(),
});

const answerRow = z.object({ overdueClients: integerColumn, clients: jsonColumn(z.array(factsRow)) });

const personJson = (alias: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`CASE WHEN ${alias}.id IS NOT NULL THEN json_build_object('id', ${alias}.id, 'name', ${alias}.name,
    'slackUserId', ${alias}.slack_user_id) END`;

/**
 * R31 for a workspace: SQL gathers what is known of every overdue client of whom a trigger may hold (with the
 * workspace's thresholds; clients with a policy of their own always), domain/escalation.ts decides and explains.
 * Most points first.
 * @param only these clients, whether or not a trigger may hold; absent: all
 */
export async function assessClients(
  db: Transaction,
  workspace: WorkspaceInfo,
  today: LocalDate,
  only?: readonly number[],
): Promise<Assessment> {
  const shares = only === undefined ? await sharesOfClients(db, workspace.id) : [only];
  const parts: Share[] = [];
  for (const share of shares) parts.push(await assessShare(db, workspace, today, share, MOST_ASSESSED));
  return together(parts);
}

/** So many times as many as are asked for are looked at one by one: a few of them turn out to be no candidates. */
const LOOKED_AT = 4;

/**
 * The clients at the head of the list: of the candidates among `assessed` the first `most` are those that assessing
 * everybody would put there. SQL says how many points a client can have at most, and who cannot come that far is not
 * looked at; where too few of a share were, all of it is.
 */
export async function assessWorst(
  db: Transaction,
  workspace: WorkspaceInfo,
  today: LocalDate,
  most: number,
): Promise<Assessment> {
  const shares = await sharesOfClients(db, workspace.id);
  const parts: Share[] = [];
  for (const share of shares) parts.push(await assessShare(db, workspace, today, share, most * LOOKED_AT));
  const last = together(parts).assessed.filter(({ reasons }) => reasons.length > 0)[most - 1];
  for (const [place, share] of shares.entries()) {
    const rest = parts[place]?.rest ?? null;
    if (rest === null || (last !== undefined && compareCandidates(last, rest) <= 0)) continue;
    parts[place] = await assessShare(db, workspace, today, share, MOST_ASSESSED);
  }
  return together(parts);
}

interface Share extends Assessment {
  /** Nobody who was not looked at comes before this; null: everybody was. */
  readonly rest: { readonly points: number; readonly oldestDaysOverdue: number; readonly clientName: string } | null;
}

const together = (parts: readonly Share[]): Assessment => ({
  overdueClients: parts.reduce((sum, part) => sum + part.overdueClients, 0),
  assessed: parts.flatMap((part) => part.assessed).sort(compareCandidates),
});

/** The last day from which so many working days have passed today. */
function lastDayBefore(today: LocalDate, workingDays: number, calendar: WorkingCalendar): LocalDate {
  let day = today;
  while (addWorkingDays(day, workingDays, calendar) > today) day = addDays(day, -1);
  return day;
}

/**
 * The points that client f can have at most by the workspace's thresholds: those of each trigger that may hold.
 * Whoever has thresholds of their own may have any.
 */
function atMostPoints(today: LocalDate, limits: Policy['escalation'], ownerSilentSince: LocalDate): Prisma.Sql {
  const { requested, finalDateBroken, brokenInRow, daysOverdue, amount, ownerSilent, noContact, disputePastRevisit } =
    escalationPoints;
  const worth = (condition: Prisma.Sql, points: Prisma.Sql): Prisma.Sql =>
    Prisma.sql`CASE WHEN ${condition} THEN ${points} ELSE 0 END`;
  const fixed = (points: number): Prisma.Sql => Prisma.sql`${points}::int`;
  const triggers = [
    worth(Prisma.sql`f.request_id IS NOT NULL`, fixed(requested)),
    worth(Prisma.sql`f.final_broken IS NOT NULL`, fixed(finalDateBroken)),
    worth(Prisma.sql`f.sent_on <= ${ownerSilentSince}::date`, fixed(ownerSilent)),
    worth(Prisma.sql`f.revisit_on < ${today}::date`, fixed(disputePastRevisit)),
    worth(
      Prisma.sql`f.not_kept_in_row >= ${limits.notKeptInRow}::int`,
      Prisma.sql`least(${brokenInRow.most}::int, ${brokenInRow.first}::int
        + (f.not_kept_in_row - ${limits.notKeptInRow}::int) * ${brokenInRow.eachMore}::int)`,
    ),
    worth(
      Prisma.sql`f.oldest >= ${limits.daysOverdue}::int`,
      Prisma.sql`least(${daysOverdue.most}::int, ${daysOverdue.first}::int
        + (f.oldest - ${limits.daysOverdue}::int) / 10 * ${daysOverdue.eachTenDaysMore}::int)`,
    ),
    // Each currency counts for itself.
    worth(Prisma.sql`f.over_limit`, Prisma.sql`${amount.most}::int * jsonb_array_length(f.overdue)`),
    worth(
      Prisma.sql`f.oldest >= ${limits.noContactDays}::int
        AND (f.happened_on IS NULL OR ${today}::date - f.happened_on >= ${limits.noContactDays}::int)`,
      Prisma.sql`CASE WHEN f.happened_on IS NULL THEN ${noContact.never}::int ELSE ${noContact.spoke}::int END`,
    ),
  ];
  return Prisma.sql`(CASE WHEN f.policy <> '{}' THEN 1000000 ELSE ${Prisma.join(triggers, ' + ')} END)::int`;
}

/**
 * Of clients in a range of ids those of whom a trigger may hold, or these clients whether or not one may. At most so
 * many are looked at one by one, those first that can have the most points.
 */
async function assessShare(
  db: Transaction,
  workspace: WorkspaceInfo,
  today: LocalDate,
  share: readonly number[] | { readonly from: number; readonly to: number },
  most: number,
): Promise<Share> {
  const only = 'from' in share ? undefined : share;
  const among = (column: Prisma.Sql): Prisma.Sql =>
    'from' in share
      ? Prisma.sql`AND ${column} BETWEEN ${share.from} AND ${share.to}`
      : Prisma.sql`AND ${column} = ANY(${[...share]}::int[])`;
  const { id: workspaceId, timezone } = workspace;
  const limits = workspace.policy.escalation;
  const calendar = calendarOf(workspace.country);
  const silentSince = lastDayBefore(today, limits.ownerSilentWorkingDays, calendar);
  const notKept = Prisma.sql`
    q.workspace_id = ${workspaceId} AND q.state IN ('broken', 'partially_kept') AND q.deadline < ${today}::date
    ${among(Prisma.sql`q.client_id`)}
    AND EXISTS (
      SELECT 1 FROM promise_line l
      JOIN invoice i ON i.workspace_id = l.workspace_id AND i.id = l.invoice_id AND i.open > 0
      WHERE l.workspace_id = q.workspace_id AND l.promise_id = q.id AND l.superseded_by_id IS NULL)`;
  const mayBe =
    only === undefined
      ? Prisma.sql`(f.policy <> '{}' OR f.oldest >= ${limits.daysOverdue} OR f.over_limit
          OR (f.oldest >= ${limits.noContactDays}
            AND (f.happened_on IS NULL OR ${today}::date - f.happened_on >= ${limits.noContactDays}))
          OR f.not_kept_in_row >= ${limits.notKeptInRow} OR f.final_broken IS NOT NULL OR f.sent_on <= ${silentSince}::date
          OR f.request_id IS NOT NULL OR f.revisit_on < ${today}::date)
        AND (f.keep_until IS NULL OR f.keep_until < ${today}::date OR f.request_id IS NOT NULL)`
      : Prisma.sql`true`;
  const [found] = await selectRows(
    db,
    answerRow,
    Prisma.sql`
      WITH ${receivables(workspaceId, today, Prisma.sql`AND i.due_date < ${today}::date`, among)},
      by_currency AS (
        SELECT r.client_id, r.currency, sum(r.open)::bigint AS overdue, sum(r.disputed)::bigint AS disputed,
          sum(r.promised)::bigint AS promised,
          max(${today}::date - r.due_date) FILTER (WHERE r.open > r.disputed) AS oldest,
          min(${dated(Prisma.sql`r.due_date`, Prisma.sql`r.id`)}) AS dated_invoice
        FROM receivable r
        GROUP BY r.client_id, r.currency
      ),
      owing AS (
        SELECT client_id, max(oldest) AS oldest, (array_agg(dated_invoice ORDER BY overdue DESC, currency))[1] AS dated_invoice,
          bool_or(overdue - disputed >= (${JSON.stringify(limits.amountLimits)}::jsonb ->> currency)::bigint) AS over_limit,
          jsonb_agg(jsonb_build_object('currency', currency, 'overdue', overdue, 'disputed', disputed,
            'promised', promised) ORDER BY overdue DESC, currency) AS overdue
        FROM by_currency
        GROUP BY client_id
      ),
      final_broken AS (
        SELECT q.client_id, max(q.promised_date) AS promised_date
        FROM promise_to_pay q
        WHERE ${notKept} AND q.final_date
        GROUP BY q.client_id
      ),
      unanswered AS (
        SELECT DISTINCT ON (q.client_id) q.client_id, m.person_id, (m.sent_at AT TIME ZONE ${timezone})::date AS sent_on
        FROM promise_to_pay q
        JOIN outbox_message m ON m.state = 'sent' AND ${aboutPromise('promise_broken', Prisma.sql`q.deadline`)}
        WHERE ${notKept}
          AND NOT EXISTS (
            SELECT 1 FROM conversation v
            WHERE v.workspace_id = ${workspaceId} AND v.client_id = q.client_id AND v.logged_at > m.sent_at)
          AND NOT EXISTS (
            SELECT 1 FROM payment pay
            WHERE pay.workspace_id = ${workspaceId} AND pay.client_id = q.client_id AND pay.recorded_at > m.sent_at)
          AND NOT EXISTS (
            SELECT 1 FROM escalation_decision d
            WHERE d.workspace_id = ${workspaceId} AND d.client_id = q.client_id AND d.retracted_at IS NULL
              AND d.at > m.sent_at)
        ORDER BY q.client_id, m.sent_at
      ),
      decision AS (
        SELECT d.* FROM escalation_decision d
        WHERE d.workspace_id = ${workspaceId} AND d.retracted_at IS NULL ${among(Prisma.sql`d.client_id`)}
      ),
      decided AS (
        SELECT DISTINCT ON (client_id) client_id, id, kind, until FROM decision
        WHERE kind <> 'requested' ORDER BY client_id, id DESC
      ),
      request AS (
        SELECT DISTINCT ON (d.client_id) d.client_id, d.id, d.by_id, (d.at AT TIME ZONE ${timezone})::date AS asked_on
        FROM decision d
        LEFT JOIN decided x ON x.client_id = d.client_id
        WHERE d.kind = 'requested' AND (x.id IS NULL OR d.id > x.id)
        ORDER BY d.client_id, d.id
      ),
      disputed AS (
        SELECT r.client_id, min(d.revisit_on) AS revisit_on,
          jsonb_agg(jsonb_build_object('revisitOn', d.revisit_on, 'amount',
            jsonb_build_object('minor', least(d.amount, r.open), 'currency', r.currency)) ORDER BY d.revisit_on, d.id)
            AS disputes
        FROM dispute d
        JOIN standing r ON r.id = d.invoice_id
        WHERE d.workspace_id = ${workspaceId} ${among(Prisma.sql`d.client_id`)} AND d.opened_on <= ${today}::date
          AND (d.resolved_on IS NULL OR d.resolved_on > ${today}::date)
        GROUP BY r.client_id
      ),
      ${contacts(workspaceId, today, among(Prisma.sql`v.client_id`))},
      ${promiseRecords(workspaceId, today, among(Prisma.sql`p.client_id`))},
      ${clientPast},
      f AS (
        SELECT c.id, c.name, c.policy, coalesce(c.owner_id, p.owner_id) AS owner_id, o.overdue, o.oldest, o.over_limit,
          coalesce(past.not_kept_in_row, 0) AS not_kept_in_row, b.promised_date AS final_broken,
          ${dayOf(Prisma.sql`past.dated_contact`)} AS happened_on,
          x.disputes, x.revisit_on,
          u.sent_on, CASE WHEN u.client_id IS NOT NULL
            THEN json_build_object('sentOn', u.sent_on, 'owner', ${personJson(Prisma.sql`addressee`)}) END AS dm,
          q.id AS request_id,
          CASE WHEN q.id IS NOT NULL
            THEN json_build_object('by', ${personJson(Prisma.sql`asker`)}, 'on', q.asked_on) END AS request,
          CASE WHEN k.kind = 'keep' THEN k.until END AS keep_until
        FROM owing o
        JOIN client c ON c.workspace_id = ${workspaceId} AND c.id = o.client_id
        JOIN invoice i ON i.workspace_id = ${workspaceId} AND i.id = ${idOf(Prisma.sql`o.dated_invoice`)}
        LEFT JOIN project p ON p.workspace_id = ${workspaceId} AND p.id = coalesce(i.project_id, c.project_id)
        LEFT JOIN past ON past.client_id = c.id
        LEFT JOIN final_broken b ON b.client_id = c.id
        LEFT JOIN disputed x ON x.client_id = c.id
        LEFT JOIN unanswered u ON u.client_id = c.id
        LEFT JOIN person addressee ON addressee.workspace_id = c.workspace_id AND addressee.id = u.person_id
        LEFT JOIN request q ON q.client_id = c.id
        LEFT JOIN person asker ON asker.workspace_id = c.workspace_id AND asker.id = q.by_id
        LEFT JOIN decided k ON k.client_id = c.id
      )
      SELECT (SELECT count(*) FROM owing) AS "overdueClients", coalesce((
        SELECT json_agg(json_build_object('clientId', f.id, 'clientName', f.name, 'ownerId', f.owner_id,
          'policy', nullif(f.policy, '{}'), 'overdue', f.overdue, 'oldestDaysOverdue', f.oldest,
          'notKeptInRow', f.not_kept_in_row, 'finalDateBroken', f.final_broken, 'lastContactOn', f.happened_on,
          'disputes', coalesce(f.disputes, '[]'), 'ownerMessage', f.dm, 'request', f.request, 'keepUntil', f.keep_until,
          'atMost', f.at_most) ORDER BY f.at_most DESC, coalesce(f.oldest, 0) DESC, f.name COLLATE "C")::text
        FROM (
          SELECT f.*, ${atMostPoints(today, limits, silentSince)} AS at_most FROM f
          WHERE ${mayBe}
          ORDER BY at_most DESC, coalesce(f.oldest, 0) DESC, f.name COLLATE "C"
          LIMIT ${most}
        ) f), '[]') AS clients`,
  );
  if (found === undefined) throw new Error('no answer to who is overdue');
  const assessed = found.clients.map(
    ({ clientId, clientName, ownerId, policy, oldestDaysOverdue, atMost: _, ...facts }): Assessed => {
      const oldest = oldestDaysOverdue ?? 0;
      const inForce = policy === null ? workspace.policy : policyOf(workspace.policy, policy);
      const assessed = assessEscalation({ ...facts, oldestDaysOverdue: oldest }, inForce, today, calendar);
      return { clientId, clientName, ownerId, oldestDaysOverdue: oldest, ...assessed };
    },
  );
  const lastRow = found.clients.length < most ? undefined : found.clients.at(-1);
  const rest =
    lastRow === undefined
      ? null
      : { points: lastRow.atMost, oldestDaysOverdue: lastRow.oldestDaysOverdue ?? 0, clientName: lastRow.clientName };
  return { overdueClients: found.overdueClients, assessed, rest };
}
