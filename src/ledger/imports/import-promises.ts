import { z } from 'zod';
import { calendarOf } from '../../domain/calendar.js';
import type { LocalDate } from '../../domain/local-date.js';
import { policyOf } from '../../domain/policy.js';
import { coverPromises } from '../../domain/promise-cover.js';
import { toDateColumn } from '../date-column.js';
import type { Transaction } from '../ledger.js';
import { makePromises } from '../promise-making.js';
import { revaluePromises } from '../promise-valuation.js';
import type { WorkspaceInfo } from '../workspaces.js';
import { numberArray } from './array-literal.js';
import type { ImportContext, PromiseRow } from './import-row.js';
import { findClients, type KnownNames } from './known-names.js';
import { lockClients } from './lock-clients.js';
import { type NumberedInvoice, numberedInvoices } from './numbered-invoices.js';
import { type BatchOutcome, type RefusalReason, type RefusedRow, refuse } from './refusal.js';

interface ResolvedPromise extends PromiseRow {
  readonly clientId: number;
  readonly invoiceIds: readonly number[];
}

/** What the file is, and how often it has had each promise so far. */
export interface PromiseFile {
  /** Without a column of invoices the file does not tell promises apart by them. */
  readonly invoicesKnown: boolean;
  readonly seen: Map<string, number>;
}

const keyOf = (
  promise: {
    clientId: number;
    givenOn: string;
    date: string;
    currency: string;
    amount: number;
    invoiceIds: readonly number[];
  },
  file: PromiseFile,
): string => {
  const invoices = file.invoicesKnown ? [...new Set(promise.invoiceIds)].sort((a, b) => a - b).join('+') : '';
  return [promise.clientId, promise.givenOn, promise.date, promise.currency, promise.amount, invoices].join(' ');
};

/**
 * Writes a batch of promises to pay, the earliest given first, each as if it had been logged on the day it was given:
 * it covers what was open then (R5), replaces what was still open then and gets level and slip from it (R7, R9). One
 * that the books have (client, days, amount, invoices) is left alone; of equal ones the books have as many as the file.
 * What became of them is valued when the file is done (R30).
 */
export async function importPromises(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  rows: readonly PromiseRow[],
  workspace: WorkspaceInfo,
  file: PromiseFile,
): Promise<BatchOutcome> {
  await findClients(
    tx,
    context,
    known,
    rows.map((row) => row.client),
  );
  const invoices = await numberedInvoices(
    tx,
    context.workspaceId,
    rows.flatMap((row) => row.invoiceNumbers),
  );
  const refused: RefusedRow[] = [];
  const resolved: ResolvedPromise[] = [];
  rows.forEach((row, index) => {
    const outcome = resolve(row, known, invoices);
    if ('reason' in outcome) refused.push({ index, ...outcome });
    else resolved.push(outcome);
  });
  const clientIds = [...new Set(resolved.map((row) => row.clientId))];
  await lockClients(tx, context.workspaceId, clientIds);
  const existing = await existingPromises(tx, context, clientIds, file);
  const touched = new Set<number>();
  let unchanged = 0;
  let added = 0;
  for (const row of resolved.sort((a, b) => (a.givenOn < b.givenOn ? -1 : a.givenOn > b.givenOn ? 1 : 0))) {
    const key = keyOf(row, file);
    const nth = (file.seen.get(key) ?? 0) + 1;
    file.seen.set(key, nth);
    const had = existing.counts.get(key) ?? 0;
    if (had >= nth) {
      unchanged++;
      continue;
    }
    existing.counts.set(key, had + 1);
    const latest = existing.latest.get(row.clientId);
    if (latest === undefined || latest <= row.givenOn) {
      // What earlier promises had come to by that day decides whether this one replaces or follows them.
      await revaluePromises(tx, context.workspaceId, [row.clientId], {
        today: row.givenOn,
        by: context.byId,
        at: context.now,
      });
      existing.latest.set(row.clientId, row.givenOn);
    }
    await addPromise(tx, context, row, workspace);
    touched.add(row.clientId);
    added++;
  }
  return { new: added, changed: 0, unchanged, refused, touchedClientIds: [...touched] };
}

function resolve(
  row: PromiseRow,
  known: KnownNames,
  invoices: ReadonlyMap<string, NumberedInvoice>,
): ResolvedPromise | { field: string; reason: RefusalReason } {
  const clientId = known.clientId(row.client);
  if (clientId === undefined) {
    return { field: 'client', reason: refuse('unknown_client', { text: row.client.name }) };
  }
  if (row.date < row.givenOn) return { field: 'date', reason: refuse('past_promise', { givenOn: row.givenOn }) };
  let { currency } = row;
  const invoiceIds: number[] = [];
  for (const number of row.invoiceNumbers) {
    const invoice = invoices.get(number);
    if (invoice === undefined) return { field: 'invoices', reason: refuse('unknown_invoice', { text: number }) };
    if (invoice.client_id !== clientId) {
      return { field: 'invoices', reason: refuse('invoice_of_other', { text: number, client: invoice.client_name }) };
    }
    if (!row.currencySaid && invoiceIds.length === 0) currency = invoice.currency;
    if (invoice.currency !== currency) {
      return { field: 'invoices', reason: refuse('invoice_currency', { text: number, currency: invoice.currency }) };
    }
    invoiceIds.push(invoice.id);
  }
  return { ...row, currency, clientId, invoiceIds };
}

const existingRow = z.object({
  client_id: z.int(),
  given_on: z.string().transform((text) => text as LocalDate),
  promised_date: z.string(),
  currency: z.string(),
  amount: z.coerce.number(),
  invoice_ids: z.array(z.int()),
});

async function existingPromises(
  tx: Transaction,
  context: ImportContext,
  clientIds: readonly number[],
  file: PromiseFile,
): Promise<{ counts: Map<string, number>; latest: Map<number, LocalDate> }> {
  const rows = z.array(existingRow).parse(
    await tx.$queryRaw`
      select p.client_id, p.given_on::text, p.promised_date::text, p.currency, p.amount,
        array(select c.invoice_id from conversation_invoice c
          where c.workspace_id = p.workspace_id and c.conversation_id = p.conversation_id) as invoice_ids
      from promise_to_pay p
      where p.workspace_id = ${context.workspaceId} and p.client_id = any(${numberArray(clientIds)}::int[])
        and not exists (select 1 from conversation_retraction r
          where r.workspace_id = p.workspace_id and r.conversation_id = p.conversation_id)`,
  );
  const counts = new Map<string, number>();
  const latest = new Map<number, LocalDate>();
  for (const row of rows) {
    const { client_id: clientId, given_on: givenOn, promised_date: date, invoice_ids: invoiceIds } = row;
    const key = keyOf({ ...row, clientId, givenOn, date, invoiceIds }, file);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    const before = latest.get(row.client_id);
    if (before === undefined || before < row.given_on) latest.set(row.client_id, row.given_on);
  }
  return { counts, latest };
}

const openThen = z.object({
  id: z.int(),
  due_date: z.string().transform((text) => text as LocalDate),
  open: z.coerce.number(),
});

async function addPromise(
  tx: Transaction,
  context: ImportContext,
  row: ResolvedPromise,
  workspace: WorkspaceInfo,
): Promise<void> {
  const { workspaceId, byId, now } = context;
  const named = row.invoiceIds.length > 0;
  const invoices = z.array(openThen).parse(
    await tx.$queryRaw`
      select x.id, x.due_date, x.open from (
        select i.id, i.due_date::text, i.amount - coalesce((select sum(a.amount) from allocation a
            where a.workspace_id = i.workspace_id and a.invoice_id = i.id
              and a.effective_on < ${row.givenOn}::date), 0)::bigint
          - coalesce((select sum(d.amount) from dispute d
            where d.workspace_id = i.workspace_id and d.invoice_id = i.id and d.opened_on <= ${row.givenOn}::date
              and (d.resolved_on is null or d.resolved_on > ${row.givenOn}::date)), 0)::bigint as open
        from invoice i
        where i.workspace_id = ${workspaceId} and i.client_id = ${row.clientId} and i.currency = ${row.currency}
          and i.issue_date <= ${row.givenOn}::date
          and (${!named} or i.id = any(${numberArray(row.invoiceIds)}::int[]))
      ) x where x.open > 0`,
  );
  const cover = coverPromises({
    currency: row.currency,
    invoices: invoices.map((invoice) => ({ id: invoice.id, dueDate: invoice.due_date, open: invoice.open })),
    designated: named,
    parts: [{ amount: { kind: 'exact', minor: row.amount }, date: row.date }],
  });
  const client = await tx.client.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id: row.clientId } } });
  const contactId = row.contact === null ? null : await contactOf(tx, workspaceId, row.clientId, row.contact);
  const { id: conversationId } = await tx.conversation.create({
    data: {
      workspaceId,
      clientId: row.clientId,
      contactId,
      medium: 'unknown',
      direction: 'in',
      outcome: 'promised',
      note: row.note,
      happenedOn: toDateColumn(row.givenOn),
      loggedById: byId,
      loggedAt: now,
    },
    select: { id: true },
  });
  await tx.conversationInvoice.createMany({
    data: row.invoiceIds.map((invoiceId) => ({ workspaceId, conversationId, invoiceId })),
    skipDuplicates: true,
  });
  await makePromises(
    tx,
    {
      workspaceId,
      clientId: row.clientId,
      contactId,
      takenById: byId,
      givenOn: row.givenOn,
      finalDate: false,
      imported: true,
      policy: policyOf(workspace.policy, client.policy),
      calendar: calendarOf(workspace.country),
      at: now,
    },
    cover.parts.map((part) => ({ currency: row.currency, amount: part.amount, date: part.date, lines: part.lines })),
    conversationId,
  );
}

async function contactOf(tx: Transaction, workspaceId: number, clientId: number, name: string): Promise<number> {
  const { id } = await tx.contact.upsert({
    where: { workspaceId_clientId_name: { workspaceId, clientId, name } },
    create: { workspaceId, clientId, name },
    update: {},
    select: { id: true },
  });
  return id;
}
