import { z } from 'zod';
import { calendarOf, nextWorkingDay } from '../../domain/calendar.js';
import { addDays, type LocalDate } from '../../domain/local-date.js';
import { isDetectedLate, reminderDay } from '../../domain/promise.js';
import type { LastConversationFact } from '../facts/common.js';
import type { PromiseFact } from '../facts/promise.js';
import { lastConversations } from '../last-conversation.js';
import type { Transaction } from '../ledger.js';
import type { Notice } from '../notice.js';
import { enqueue, type NewMessage } from '../outbox.js';
import { Prisma } from '../prisma/client.js';
import { promiseFacts } from '../promise-facts.js';
import { type PromiseHistory, promiseHistories } from '../promise-history.js';
import { receivables } from '../receivable.js';
import { dateColumn, integerColumn, selectRows } from '../rows.js';
import { snoozeOf } from '../snooze.js';
import type { UnitOfWork } from '../unit-of-work.js';
import type { WorkspaceInfo } from '../workspaces.js';
import { type ClientRoute, type Reached, routesOf } from './routes.js';
import { aboutPromise, failedFor } from './told.js';

/** A break older than this is history (an import brought it, or nobody ran Collect): the digest shows it, no DM. */
const TOLD_WITHIN_DAYS = 30;
const PROMISES_AT_ONCE = 25;

interface Day {
  readonly today: LocalDate;
  readonly now: Date;
}

const idRow = z.object({ id: z.int() });

/**
 * Promises not kept that somebody must still be told of: something they cover is open and under no new promise, and
 * no message about this break was written that can still arrive.
 */
async function untoldBreaks(db: Transaction, workspaceId: number, today: LocalDate): Promise<number[]> {
  const rows = await selectRows(
    db,
    idRow,
    Prisma.sql`
      SELECT q.id FROM promise_to_pay q
      WHERE q.workspace_id = ${workspaceId} AND q.state IN ('broken', 'partially_kept')
        AND q.deadline < ${today}::date AND q.deadline >= ${addDays(today, -TOLD_WITHIN_DAYS)}::date
        AND NOT EXISTS (
          SELECT 1 FROM outbox_message m
          WHERE ${aboutPromise('promise_broken', Prisma.sql`q.deadline`)} AND m.state NOT IN ('failed', 'cancelled'))
        -- Looked up for each of these few (LIMIT), not read for the whole book.
        AND (coalesce((
            SELECT true FROM promise_line l
            JOIN invoice i ON i.workspace_id = l.workspace_id AND i.id = l.invoice_id AND i.open > 0
            WHERE l.workspace_id = q.workspace_id AND l.promise_id = q.id AND l.superseded_by_id IS NULL
              AND NOT EXISTS (
                SELECT 1 FROM promise_line again
                JOIN promise_to_pay p ON p.workspace_id = again.workspace_id AND p.id = again.promise_id
                  AND p.state = 'open'
                  -- The next instalment of the same deal is no new promise.
                  AND p.given_on > q.promised_date
                WHERE again.workspace_id = l.workspace_id AND again.invoice_id = l.invoice_id
                  AND again.superseded_by_id IS NULL)
            LIMIT 1), false)
          OR (NOT EXISTS (
              SELECT 1 FROM promise_line l WHERE l.workspace_id = q.workspace_id AND l.promise_id = q.id)
            AND EXISTS (
              SELECT 1 FROM invoice i
              WHERE i.workspace_id = q.workspace_id AND i.client_id = q.client_id AND i.open > 0)))
      ORDER BY q.deadline, q.id`,
  );
  return rows.map((row) => row.id);
}

const dueRow = z.object({ id: z.int(), promisedDate: dateColumn, givenOn: dateColumn });

/**
 * Open promises of which the owner is to be reminded: on the working day before the date (R7), or, if that day was
 * missed, still up to the date itself. Who took the promise that very day needs no reminder the next.
 */
async function remindersDue(db: Transaction, workspace: WorkspaceInfo, today: LocalDate): Promise<number[]> {
  const calendar = calendarOf(workspace.country);
  const rows = await selectRows(
    db,
    dueRow,
    Prisma.sql`
      SELECT q.id, q.promised_date::text AS "promisedDate", q.given_on::text AS "givenOn"
      FROM promise_to_pay q
      WHERE q.workspace_id = ${workspace.id} AND q.state = 'open' AND q.deadline >= ${today}::date
        AND q.promised_date BETWEEN ${today}::date AND ${nextWorkingDay(today, calendar)}::date
        AND q.given_on <= ${today}::date
        AND NOT EXISTS (${snoozeOf(Prisma.sql`q.workspace_id`, Prisma.sql`q.client_id`, today)})
        AND NOT EXISTS (
          SELECT 1 FROM outbox_message m
          WHERE ${aboutPromise('promise_due', Prisma.sql`q.promised_date`)} AND m.state NOT IN ('failed', 'cancelled'))
      ORDER BY q.promised_date, q.id`,
  );
  return rows
    .filter(({ promisedDate, givenOn }) => {
      const day = reminderDay(promisedDate, calendar);
      return day === today || (day < today && givenOn < day);
    })
    .map((row) => row.id);
}

const openRow = z.object({
  clientId: z.int(),
  currency: z.string(),
  open: integerColumn,
  oldest: integerColumn.nullable(),
});

/** What the messages about some promises say beside the promises themselves. */
interface Background {
  readonly conversationOf: (clientId: number) => LastConversationFact | null;
  readonly historyOf: (clientId: number) => PromiseHistory;
  readonly openOf: (clientId: number, currency: string) => number;
  /** The age of the oldest overdue invoice among what `openOf` adds up. */
  readonly oldestOf: (clientId: number, currency: string) => number;
  readonly routeOf: (clientId: number) => ClientRoute;
}

async function backgroundOf(
  db: Transaction,
  workspaceId: number,
  promises: readonly PromiseFact[],
  today: LocalDate,
): Promise<Background> {
  const ids = [...new Set(promises.map((promise) => promise.clientId))];
  const open = await selectRows(
    db,
    openRow,
    Prisma.sql`
      WITH ${receivables(workspaceId, today, Prisma.sql`AND i.client_id = ANY(${ids}::int[])`)}
      SELECT r.client_id AS "clientId", r.currency, sum(r.open)::bigint AS open,
        max(${today}::date - r.due_date) FILTER (WHERE r.due_date < ${today}::date) AS oldest
      FROM receivable r
      GROUP BY r.client_id, r.currency`,
  );
  return {
    conversationOf: await lastConversations(db, workspaceId, ids, today),
    historyOf: await promiseHistories(db, workspaceId, ids, today),
    openOf: (clientId, currency) =>
      open.find((row) => row.clientId === clientId && row.currency === currency)?.open ?? 0,
    oldestOf: (clientId, currency) =>
      open.find((row) => row.clientId === clientId && row.currency === currency)?.oldest ?? 0,
    routeOf: await routesOf(db, workspaceId, ids, today),
  };
}

type NoticeFor = (promise: PromiseFact, reached: Reached, route: ClientRoute, known: Background) => Notice;

/**
 * One message a promise to whoever is to be told: the owner, else the backup, else every manager. Somebody to whom it
 * could not be sent is passed over, and whoever is next is told under a key of their own. The first message of all has
 * the plain key, so that two runs at once say it once.
 */
async function tell(
  unit: UnitOfWork,
  workspaceId: number,
  promiseIds: readonly number[],
  { today, now }: Day,
  kind: 'promise_broken' | 'promise_due',
  keyOf: (promise: PromiseFact) => string,
  noticeFor: NoticeFor,
): Promise<NewMessage[]> {
  const told: NewMessage[] = [];
  for (let from = 0; from < promiseIds.length; from += PROMISES_AT_ONCE) {
    const some = promiseIds.slice(from, from + PROMISES_AT_ONCE);
    const written = await unit(async (tx) => {
      const promises = await promiseFacts(tx, workspaceId, some, today);
      const known = await backgroundOf(tx, workspaceId, promises, today);
      const failed = await failedFor(tx, workspaceId, kind, promises.map(keyOf));
      const messages = promises.flatMap((promise) => {
        const key = keyOf(promise);
        const passedOver = failed.get(key) ?? new Set();
        const route = known.routeOf(promise.clientId);
        const [people = []] = route.inTurn
          .map((turn) => turn.filter(({ person }) => !passedOver.has(person.id)))
          .filter((turn) => turn.length > 0);
        return people.map(
          (reached, index): NewMessage => ({
            notice: noticeFor(promise, reached, route, known),
            dedupeKey: index === 0 && passedOver.size === 0 ? key : `${key}:${reached.person.id}`,
            to: { person: reached.person.id },
          }),
        );
      });
      const fresh = new Set(await enqueue(tx, workspaceId, now, messages));
      return messages.filter((message) => fresh.has(message.dedupeKey));
    });
    told.push(...written);
  }
  return told;
}

/** The message about each promise that was not kept and that nobody was told of yet. */
export async function tellOfBreaks(unit: UnitOfWork, workspace: WorkspaceInfo, day: Day): Promise<NewMessage[]> {
  const { today } = day;
  const calendar = calendarOf(workspace.country);
  const ids = await unit(async (tx) => await untoldBreaks(tx, workspace.id, today));
  return await tell(
    unit,
    workspace.id,
    ids,
    day,
    'promise_broken',
    (promise) => `promise-broken:${promise.id}:${promise.deadline}`,
    (promise, { why, instead }, route, known) => {
      const { clientId, amount } = promise;
      const { kept, n, notKeptInRow } = known.historyOf(clientId);
      return {
        kind: 'promise_broken',
        facts: {
          promise,
          openNow: { minor: known.openOf(clientId, amount.currency), currency: amount.currency },
          oldestDaysOverdue: known.oldestOf(clientId, amount.currency),
          notKeptInRow: Math.max(1, notKeptInRow),
          keptRate: { kept, n },
          lastConversation: known.conversationOf(clientId),
          detectedOn: today,
          detectedLate: isDetectedLate(promise.deadline, today, calendar),
          channelName: route.channelName,
          why,
          instead,
          owner: route.owner,
          decision: null,
        },
      };
    },
  );
}

/** The reminder of each promise that is due on the next working day. */
export async function remindOfPromises(unit: UnitOfWork, workspace: WorkspaceInfo, day: Day): Promise<NewMessage[]> {
  const ids = await unit(async (tx) => await remindersDue(tx, workspace, day.today));
  return await tell(
    unit,
    workspace.id,
    ids,
    day,
    'promise_due',
    (promise) => `promise-due:${promise.id}:${promise.promisedDate}`,
    (promise, { why, instead }, route, known) => ({
      kind: 'promise_due',
      facts: {
        promise,
        lastConversation: known.conversationOf(promise.clientId),
        channelName: route.channelName,
        why,
        instead,
      },
    }),
  );
}
