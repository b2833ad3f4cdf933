import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { textArray } from './array-literal.js';
import { type BatchColumn, batchRows } from './batch-rows.js';
import { changeInvoices } from './change-invoices.js';
import { compareInvoices, type ExistingInvoice } from './compare-invoices.js';
import { IMPORT_SOURCE, type ImportContext, type InvoiceFileFacts, type InvoiceRow } from './import-row.js';
import { findOrAddClients, findOrAddProjects, type KnownNames } from './known-names.js';
import { lockClients } from './lock-clients.js';
import { type BatchOutcome, type RefusedRow, refuse } from './refusal.js';
import { reportedKey } from './reported-payments.js';
import type { ResolvedInvoice } from './resolved-invoice.js';

/**
 * Writes a batch of invoices, each number once: new ones as they are, with a payment of what the file says is settled
 * or no longer open; known ones changed where the file says otherwise, with an audit entry; equal ones not at all.
 * A number that is another client's is refused. Clients and projects are added as needed.
 */
export async function importInvoices(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  rows: readonly InvoiceRow[],
  earlierLines: readonly number[],
  file: InvoiceFileFacts,
): Promise<BatchOutcome> {
  const resolved = await resolve(tx, context, known, rows, earlierLines);
  const present = await presentNumbers(tx, context, resolved);
  const { same, differing } = await compareInvoices(
    tx,
    context,
    present.size === 0 ? [] : resolved.filter((row) => present.has(row.index)),
    file,
  );
  const fresh = present.size === 0 ? resolved : resolved.filter((row) => !present.has(row.index));
  if (fresh.length > 0) await insertInvoices(tx, context, fresh);
  const changes = await changeDiffering(tx, context, resolved, differing, file);
  const touched = new Set([...fresh.map((row) => row.clientId), ...changes.touchedClientIds]);
  return {
    new: fresh.length,
    changed: changes.changed,
    unchanged: same.length + changes.unchanged,
    refused: changes.refused,
    touchedClientIds: [...touched],
    typedIds: changes.typedIds,
  };
}

/**
 * Writes a batch of invoices into books that have none, and of which the file has had none so far: nothing needs to be
 * looked for. Clients and projects are added as needed.
 */
export async function loadInvoices(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  rows: readonly InvoiceRow[],
): Promise<BatchOutcome> {
  const resolved = await resolve(tx, context, known, rows, []);
  if (resolved.length > 0) await insertInvoices(tx, context, resolved);
  const touched = new Set(resolved.map((row) => row.clientId));
  return { new: resolved.length, changed: 0, unchanged: 0, refused: [], touchedClientIds: [...touched] };
}

/** The rows with the ids of their clients and projects, which are added where the books do not have them. */
async function resolve(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  rows: readonly InvoiceRow[],
  earlierLines: readonly number[],
): Promise<ResolvedInvoice[]> {
  await findOrAddProjects(
    tx,
    context,
    known,
    rows.map((row) => row.project),
  );
  await findOrAddClients(tx, context, known, rows);
  return rows.map((row, index): ResolvedInvoice => {
    const clientId = known.clientId(row.client);
    if (clientId === undefined) throw new Error(`client ${row.client.key} was neither found nor added`);
    const projectId = row.project === null ? null : (known.projects.get(row.project.key) ?? null);
    return { said: row, index, clientId, projectId, earlierLine: earlierLines[index] ?? 0 };
  });
}

const presentRow = z.tuple([z.object({ present: z.array(z.int()) })]);

/**
 * Places in the batch whose number is on the books: a look at one index, so that a file of new rows costs little.
 * Lateral with a limit, so that the planner cannot read the whole table for each batch instead.
 */
async function presentNumbers(
  tx: Transaction,
  context: ImportContext,
  rows: readonly ResolvedInvoice[],
): Promise<Set<number>> {
  const [{ present }] = presentRow.parse(
    await tx.$queryRaw`
      select coalesce(array_agg(u.ord::int - 1), '{}') as present
      from unnest(${textArray(rows.map((row) => row.said.numberKey))}::text[]) with ordinality as u(number_key, ord)
      cross join lateral (select 1 from invoice i
        where i.workspace_id = ${context.workspaceId} and i.number_key = u.number_key limit 1) i`,
  );
  return new Set(present);
}

async function changeDiffering(
  tx: Transaction,
  context: ImportContext,
  resolved: readonly ResolvedInvoice[],
  differing: readonly ExistingInvoice[],
  file: InvoiceFileFacts,
): Promise<{
  changed: number;
  unchanged: number;
  refused: RefusedRow[];
  touchedClientIds: number[];
  typedIds: number[];
}> {
  const refused: RefusedRow[] = [];
  const allowed = (found: readonly ExistingInvoice[]): { row: ResolvedInvoice; existing: ExistingInvoice }[] =>
    found.flatMap((existing) => {
      const row = resolved[existing.index];
      if (row === undefined) return [];
      const reason = refusalOf(row, existing);
      if (reason === null) return [{ row, existing }];
      refused.push({ index: row.index, ...reason });
      return [];
    });
  const toChange = allowed(differing).map(({ row }) => row);
  if (toChange.length === 0) return { changed: 0, unchanged: 0, refused, touchedClientIds: [], typedIds: [] };
  // Somebody may be recording a payment or a promise of these clients: wait for them, then look again.
  await lockClients(
    tx,
    context.workspaceId,
    toChange.map((row) => row.clientId),
  );
  const again = await compareInvoices(tx, context, toChange, file);
  const still = allowed(again.differing).map(({ existing }) => existing);
  const { rows: changed, typedIds } = await changeInvoices(tx, context, toChange, still, file);
  return {
    changed: changed.length,
    unchanged: again.same.length,
    refused,
    touchedClientIds: changed.map((row) => row.clientId),
    typedIds,
  };
}

function refusalOf(row: ResolvedInvoice, existing: ExistingInvoice): Omit<RefusedRow, 'index'> | null {
  if (existing.clientId !== row.clientId) {
    return { field: 'number', reason: refuse('other_client', { client: existing.clientName }) };
  }
  if (row.earlierLine > 0) return { field: 'number', reason: refuse('duplicate', { line: row.earlierLine }) };
  if (existing.currencyBound) {
    return {
      field: 'currency',
      reason: refuse('currency_changed', { from: existing.currency, to: row.said.currency }),
    };
  }
  return null;
}

/** What of a new invoice is paid already, and since when. */
function paidOf(
  row: InvoiceRow,
  amount: number,
  today: LocalDate,
): { paid: number; on: LocalDate; key: string | null } {
  if (row.settledOn !== null) return { paid: amount, on: row.settledOn, key: reportedKey('settled', row.numberKey, 0) };
  const paid = row.balance === null ? 0 : amount - row.balance;
  return { paid, on: today, key: reportedKey('balance', row.numberKey, 0) };
}

/**
 * One statement: the ids are drawn first, so that invoices, their payments, allocations and disputes go in without
 * being joined to each other.
 */
async function insertInvoices(
  tx: Transaction,
  context: ImportContext,
  rows: readonly ResolvedInvoice[],
): Promise<void> {
  const { workspaceId, now, today } = context;
  const amounts = rows.map((row) => row.said.amount ?? row.said.balance ?? 0);
  const paid = rows.map((row, index) => paidOf(row.said, amounts[index] ?? 0, today));
  const rowsOfInvoices = {
    number: ['text', rows.map((row) => row.said.number)],
    number_key: ['text', rows.map((row) => row.said.numberKey)],
    client_id: ['int', rows.map((row) => row.clientId)],
    project_id: ['int', rows.map((row) => row.projectId)],
    issue_date: ['date', rows.map((row) => row.said.issueDate)],
    due_date: ['date', rows.map((row) => row.said.dueDate)],
    currency: ['text', rows.map((row) => row.said.currency)],
    amount: ['bigint', amounts],
    source: ['text', rows.map((row) => row.said.source ?? IMPORT_SOURCE)],
    external_id: ['text', rows.map((row) => row.said.externalId)],
    link: ['text', rows.map((row) => row.said.link)],
  } satisfies Record<string, BatchColumn>;
  const nothingMore =
    paid.every((part) => part.paid === 0) &&
    rows.every((row) => row.said.disputed !== true && row.said.settledOn === null);
  if (nothingMore) {
    await tx.$executeRaw`
      insert into invoice (workspace_id, client_id, project_id, number, number_key, issue_date, due_date, currency,
        amount, open, source, external_id, link, created_at)
      select ${workspaceId}, u.client_id, u.project_id, u.number, u.number_key, u.issue_date, u.due_date, u.currency,
        u.amount, u.amount, u.source, u.external_id, u.link, ${now}
      from ${batchRows(rowsOfInvoices)} u`;
    return;
  }
  const rowsOfMoney = {
    ...rowsOfInvoices,
    paid: ['bigint', paid.map((part) => part.paid)],
    paid_on: ['date', paid.map((part) => part.on)],
    paid_key: ['text', paid.map((part) => part.key)],
    disputed: ['boolean', rows.map((row) => row.said.disputed === true)],
    settled_on: ['date', rows.map((row) => row.said.settledOn)],
  } satisfies Record<string, BatchColumn>;
  await tx.$executeRaw`
    with u as materialized (
      select nextval('invoice_id_seq')::int as invoice_id,
        case when u.paid > 0 then nextval('payment_id_seq')::int end as payment_id, u.*
      from ${batchRows(rowsOfMoney)} u
    ), invoices as (
      insert into invoice (id, workspace_id, client_id, project_id, number, number_key, issue_date, due_date, currency,
        amount, open, reported_paid, reported_settled_on, source, external_id, link, created_at)
      select u.invoice_id, ${workspaceId}, u.client_id, u.project_id, u.number, u.number_key, u.issue_date, u.due_date,
        u.currency, u.amount, u.amount - u.paid, u.paid, u.settled_on, u.source, u.external_id, u.link, ${now}
      from u
    ), payments as (
      insert into payment (id, workspace_id, client_id, currency, amount, value_date, source, external_id,
        recorded_by_id, recorded_at)
      select u.payment_id, ${workspaceId}, u.client_id, u.currency, u.paid, u.paid_on, ${IMPORT_SOURCE}, u.paid_key,
        ${context.byId}::int, ${now}
      from u where u.payment_id is not null
    ), disputes as (
      insert into dispute (workspace_id, client_id, invoice_id, amount, reason, opened_on, resolved_on, created_at)
      select ${workspaceId}, u.client_id, u.invoice_id, u.amount, 'other', u.issue_date, u.settled_on, ${now}
      from u where u.disputed
    )
    insert into allocation (workspace_id, invoice_id, payment_id, amount, effective_on, rule, created_at)
    select ${workspaceId}, u.invoice_id, u.payment_id, u.paid, u.paid_on, 'designated', ${now}
    from u where u.payment_id is not null`;
}
