import { z } from 'zod';
import { daysBetween, type LocalDate } from '../domain/local-date.js';
import { manages } from '../domain/role.js';
import type { Actor } from './actor.js';
import { requireVisible } from './clients.js';
import { dataAge } from './data-age.js';
import { type InvoiceFact, moneyFact, personFact } from './facts/common.js';
import type { ClientStatus } from './facts/receipt.js';
import { lastConversations } from './last-conversation.js';
import type { Ledger, Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { promiseFacts } from './promise-facts.js';
import { promiseHistories } from './promise-history.js';
import { agingColumns, agingRow, byWeight, receivables } from './receivable.js';
import { clientRouting } from './routing.js';
import { dateColumn, integerColumn, selectRows } from './rows.js';
import { snoozeOf } from './snooze.js';
import { workspaceInfo } from './workspaces.js';

/** So many invoices a status names; the count says how many there are. */
const INVOICES_SHOWN = 20;
const ENDED_PROMISES_SHOWN = 3;

/**
 * All that is known of a client as of the actor's today: outstanding, overdue and to collect (R2-R4), open invoices
 * oldest due first, open promises and the last that ended, disputes, the last conversation and the kept rate (R12).
 * Throws UserError unknown_client for a client that does not exist or that this person may not see, guest.
 */
export async function clientStatus(ledger: Ledger, actor: Actor, clientId: number): Promise<ClientStatus> {
  const db = ledger.prisma;
  const { workspaceId, today } = actor;
  const { name } = await requireVisible(db, actor, clientId);
  // None of them depends on another: side by side they take as long as the longest.
  const [
    names,
    routing,
    projects,
    figures,
    unallocated,
    promises,
    disputes,
    conversationOf,
    historyOf,
    age,
    snoozedUntil,
    decision,
  ] = await Promise.all([
    namesOf(db, workspaceId, clientId),
    clientRouting(db, workspaceId, clientId),
    projectsOf(db, workspaceId, clientId),
    figuresOf(db, workspaceId, clientId, today),
    unallocatedOf(db, workspaceId, clientId),
    promiseIdsOf(db, workspaceId, clientId).then((ids) => promiseFacts(db, workspaceId, ids, today)),
    disputesOf(db, workspaceId, clientId, today),
    lastConversations(db, workspaceId, [clientId], today),
    promiseHistories(db, workspaceId, [clientId], today),
    workspaceInfo(ledger, workspaceId).then((workspace) => dataAge(db, workspace, today)),
    restOf(db, workspaceId, clientId, today),
    keptOf(db, workspaceId, clientId, today),
  ]);
  // What managers decide among themselves is told to whoever looks after the client, not to all who see it.
  const looksAfter = [routing.owner, routing.backup].some((one) => one !== null && one.id === actor.personId);
  const { kept, n } = historyOf(clientId);
  return {
    clientId,
    clientName: name,
    ...names,
    owner: routing.owner,
    backup: routing.backup,
    projects,
    today,
    snoozedUntil,
    keptWithOwner: manages(actor.role) || looksAfter ? decision : null,
    ...figures,
    unallocated,
    promises,
    disputes,
    lastConversation: conversationOf(clientId),
    keptRate: { kept, n },
    dataAt:
      age.at === null ? null : { at: age.at, fileName: age.fileName ?? '', most: age.most, payments: age.payments },
  };
}

async function namesOf(
  db: Transaction,
  workspaceId: number,
  clientId: number,
): Promise<Pick<ClientStatus, 'aliases' | 'contacts'>> {
  const where = { workspaceId, clientId };
  const [aliases, contacts] = await Promise.all([
    db.clientAlias.findMany({ where, select: { alias: true }, orderBy: { alias: 'asc' } }),
    db.contact.findMany({
      where,
      select: { name: true, email: true, phone: true, position: true },
      orderBy: { id: 'asc' },
    }),
  ]);
  return { aliases: aliases.map((row) => row.alias), contacts };
}

const projectRow = z.object({ name: z.string(), slackChannelId: z.string().nullable() });

/** The home project first, then those that open invoices name. */
async function projectsOf(db: Transaction, workspaceId: number, clientId: number): Promise<ClientStatus['projects']> {
  return await selectRows(
    db,
    projectRow,
    Prisma.sql`
      SELECT p.name, ch.slack_channel_id AS "slackChannelId"
      FROM client c
      JOIN project p ON p.workspace_id = c.workspace_id AND (p.id = c.project_id OR p.id = ANY(ARRAY(
        SELECT i.project_id FROM invoice i
        WHERE i.workspace_id = ${workspaceId} AND i.client_id = ${clientId} AND i.open > 0)))
      LEFT JOIN channel ch ON ch.workspace_id = p.workspace_id AND ch.id = p.channel_id
      WHERE c.workspace_id = ${workspaceId} AND c.id = ${clientId}
      ORDER BY (p.id = c.project_id) DESC NULLS LAST, p.name`,
  );
}

const figuresRow = z.object({
  aging: z.array(agingRow),
  invoiceCount: integerColumn,
  invoices: z.array(
    z.object({
      id: z.int(),
      number: z.string(),
      dueDate: dateColumn,
      currency: z.string(),
      amount: integerColumn,
      open: integerColumn,
      link: z.string().nullable(),
    }),
  ),
});

/** R2-R4, how many invoices are open, and those due first. */
async function figuresOf(
  db: Transaction,
  workspaceId: number,
  clientId: number,
  today: LocalDate,
): Promise<Pick<ClientStatus, 'aging' | 'invoices' | 'invoiceCount'>> {
  const [found] = await selectRows(
    db,
    figuresRow,
    Prisma.sql`
      WITH ${receivables(workspaceId, today, Prisma.sql`AND i.client_id = ${clientId}`)},
      sums AS (SELECT ${agingColumns(today)} FROM receivable r GROUP BY r.currency),
      shown AS (
        SELECT r.id, i.number, r.due_date AS "dueDate", r.currency, i.amount, r.open, i.link
        FROM standing r
        JOIN invoice i ON i.workspace_id = ${workspaceId} AND i.id = r.id
        ORDER BY r.due_date, r.id
        LIMIT ${INVOICES_SHOWN}
      )
      SELECT coalesce((SELECT json_agg(s) FROM sums s), '[]') AS aging, (SELECT count(*) FROM standing) AS "invoiceCount",
        coalesce((SELECT json_agg(s ORDER BY s."dueDate", s.id) FROM shown s), '[]') AS invoices`,
  );
  if (found === undefined) throw new Error('no answer to what a client owes');
  const invoices = found.invoices.map(
    ({ id, number, dueDate, currency, amount, open, link }): InvoiceFact => ({
      id,
      number,
      dueDate,
      daysOverdue: daysBetween(dueDate, today),
      amount: { minor: amount, currency },
      open: { minor: open, currency },
      link,
    }),
  );
  return { aging: found.aging.sort(byWeight), invoices, invoiceCount: found.invoiceCount };
}

const restRow = z.object({ until: dateColumn });

async function restOf(
  db: Transaction,
  workspaceId: number,
  clientId: number,
  today: LocalDate,
): Promise<LocalDate | null> {
  const rest = snoozeOf(Prisma.sql`${workspaceId}`, Prisma.sql`${clientId}`, today);
  const [row] = await selectRows(db, restRow, Prisma.sql`SELECT z.until::text FROM (${rest}) z`);
  return row?.until ?? null;
}

const keptRow = z.object({
  kind: z.string(),
  until: dateColumn.nullable(),
  why: z.string().nullable(),
  by: personFact.nullable(),
});

/** That it stays with its owner for now, where that is what was decided last (R31). */
async function keptOf(
  db: Transaction,
  workspaceId: number,
  clientId: number,
  today: LocalDate,
): Promise<ClientStatus['keptWithOwner']> {
  const [last] = await selectRows(
    db,
    keptRow,
    Prisma.sql`
      SELECT d.kind, d.until::text, d.note AS why, CASE WHEN p.id IS NOT NULL
        THEN json_build_object('id', p.id, 'name', p.name, 'slackUserId', p.slack_user_id) END AS by
      FROM escalation_decision d
      LEFT JOIN person p ON p.workspace_id = d.workspace_id AND p.id = d.by_id
      WHERE d.workspace_id = ${workspaceId} AND d.client_id = ${clientId} AND d.retracted_at IS NULL
        AND d.kind <> 'requested'
      ORDER BY d.id DESC LIMIT 1`,
  );
  if (last?.kind !== 'keep' || last.until === null || last.until < today) return null;
  return { until: last.until, by: last.by, why: last.why };
}

const sumRow = z.object({ minor: integerColumn, currency: z.string() });

/** Money that no invoice took: the client's credit. */
async function unallocatedOf(
  db: Transaction,
  workspaceId: number,
  clientId: number,
): Promise<ClientStatus['unallocated']> {
  return await selectRows(
    db,
    sumRow,
    Prisma.sql`
      SELECT pay.currency, sum(pay.amount - coalesce(a.used, 0))::bigint AS minor
      FROM payment pay
      LEFT JOIN LATERAL (
        SELECT sum(a.amount) AS used FROM allocation a
        WHERE a.workspace_id = pay.workspace_id AND a.payment_id = pay.id
      ) a ON true
      WHERE pay.workspace_id = ${workspaceId} AND pay.client_id = ${clientId} AND NOT EXISTS (
        SELECT 1 FROM payment_reversal v WHERE v.workspace_id = pay.workspace_id AND v.payment_id = pay.id)
      GROUP BY pay.currency
      HAVING sum(pay.amount - coalesce(a.used, 0)) > 0
      ORDER BY 2 DESC`,
  );
}

const idRow = z.object({ id: z.int() });

/** Open promises by date, then the newest that ended. */
async function promiseIdsOf(db: Transaction, workspaceId: number, clientId: number): Promise<number[]> {
  const rows = await selectRows(
    db,
    idRow,
    Prisma.sql`
      (SELECT id FROM promise_to_pay
       WHERE workspace_id = ${workspaceId} AND client_id = ${clientId} AND state = 'open'
       ORDER BY promised_date, id)
      UNION ALL
      (SELECT id FROM promise_to_pay
       WHERE workspace_id = ${workspaceId} AND client_id = ${clientId}
         AND state IN ('kept', 'partially_kept', 'broken')
       ORDER BY deadline DESC, id DESC LIMIT ${ENDED_PROMISES_SHOWN})`,
  );
  return rows.map((row) => row.id);
}

const disputeRow = z.object({
  invoiceNumber: z.string(),
  amount: moneyFact,
  reason: z.string(),
  revisitOn: dateColumn.nullable(),
});

async function disputesOf(
  db: Transaction,
  workspaceId: number,
  clientId: number,
  today: LocalDate,
): Promise<ClientStatus['disputes']> {
  return await selectRows(
    db,
    disputeRow,
    Prisma.sql`
      SELECT i.number AS "invoiceNumber", d.reason, d.revisit_on::text AS "revisitOn",
        json_build_object('minor', least(d.amount, i.open), 'currency', i.currency) AS amount
      FROM dispute d
      JOIN invoice i ON i.workspace_id = d.workspace_id AND i.id = d.invoice_id
      WHERE d.workspace_id = ${workspaceId} AND d.client_id = ${clientId} AND i.open > 0
        AND d.opened_on <= ${today}::date AND (d.resolved_on IS NULL OR d.resolved_on > ${today}::date)
      ORDER BY d.revisit_on NULLS LAST, d.id`,
  );
}
