import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { allocateMoney } from './allocate-money.js';
import { numberArray, textArray } from './array-literal.js';
import { type CreditRow, IMPORT_SOURCE, type ImportContext } from './import-row.js';
import { findOrAddClients, type KnownNames } from './known-names.js';
import { numberedInvoices } from './numbered-invoices.js';
import { type BatchOutcome, type RefusedRow, refuse } from './refusal.js';

const existingRow = z.object({
  external_id: z.string(),
  source: z.string(),
  id: z.int(),
  client_id: z.int(),
  client_name: z.string(),
  currency: z.string(),
  amount: z.coerce.number(),
  issued_on: z.string().transform((text) => text as LocalDate),
});

/** A batch's outcome with the credit notes that are still to be applied once all invoices of the file are there. */
export interface CreditOutcome extends BatchOutcome {
  readonly toApply: readonly { readonly id: number; readonly appliesTo: string | null }[];
}

/**
 * Writes a batch of credit notes, each number once a source. A credit note is a document: one that comes again with
 * other figures is refused, not rewritten.
 */
export async function importCreditNotes(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  rows: readonly CreditRow[],
): Promise<CreditOutcome> {
  await findOrAddClients(tx, context, known, rows);
  const { workspaceId, now } = context;
  const found = z.array(existingRow).parse(
    await tx.$queryRaw`
      select n.external_id, n.source, n.id, n.client_id, c.name as client_name, n.currency, n.amount, n.issued_on::text
      from unnest(${textArray(rows.map((row) => row.source ?? IMPORT_SOURCE))}::text[],
        ${textArray(rows.map((row) => row.numberKey))}::text[]) as u(source, external_id)
      join credit_note n on n.workspace_id = ${workspaceId} and n.source = u.source and n.external_id = u.external_id
      join client c on c.workspace_id = n.workspace_id and c.id = n.client_id`,
  );
  const existing = new Map(found.map((row) => [`${row.source} ${row.external_id}`, row]));
  const refused: RefusedRow[] = [];
  const fresh: (CreditRow & { clientId: number })[] = [];
  let unchanged = 0;
  rows.forEach((row, index) => {
    const clientId = known.clientId(row.client);
    if (clientId === undefined) return;
    const old = existing.get(`${row.source ?? IMPORT_SOURCE} ${row.numberKey}`);
    if (old === undefined) {
      fresh.push({ ...row, clientId });
    } else if (old.client_id !== clientId) {
      refused.push({ index, field: 'number', reason: refuse('other_client', { client: old.client_name }) });
    } else if (old.amount !== row.amount || old.currency !== row.currency || old.issued_on !== row.issuedOn) {
      refused.push({ index, field: 'number', reason: refuse('credit_changed', { number: row.number }) });
    } else {
      unchanged++;
    }
  });
  const inserted =
    fresh.length === 0
      ? []
      : z.array(z.object({ id: z.int(), external_id: z.string() })).parse(
          await tx.$queryRaw`
            insert into credit_note (workspace_id, client_id, number, currency, amount, issued_on, source, external_id,
              created_at)
            select ${workspaceId}, u.client_id, u.number, u.currency, u.amount, u.issued_on, u.source, u.external_id, ${now}
            from unnest(${numberArray(fresh.map((row) => row.clientId))}::int[],
              ${textArray(fresh.map((row) => row.number))}::text[],
              ${textArray(fresh.map((row) => row.currency))}::text[],
              ${numberArray(fresh.map((row) => row.amount))}::bigint[],
              ${textArray(fresh.map((row) => row.issuedOn))}::date[],
              ${textArray(fresh.map((row) => row.source ?? IMPORT_SOURCE))}::text[],
              ${textArray(fresh.map((row) => row.numberKey))}::text[])
              as u(client_id, number, currency, amount, issued_on, source, external_id)
            returning id, external_id`,
        );
  const ids = new Map(inserted.map((row) => [row.external_id, row.id]));
  return {
    new: fresh.length,
    changed: 0,
    unchanged,
    refused,
    touchedClientIds: [...new Set(fresh.map((row) => row.clientId))],
    toApply: fresh.flatMap((row) => {
      const id = ids.get(row.numberKey);
      return row.applied || id === undefined ? [] : [{ id, appliesTo: row.appliesTo }];
    }),
  };
}

const creditRow = z.object({
  id: z.int(),
  client_id: z.int(),
  currency: z.string(),
  amount: z.coerce.number(),
  issued_on: z.string().transform((text) => text as LocalDate),
});

/** Applies new credit notes to invoices (R18): the one they correct, else the earliest due. */
export async function applyCreditNotes(
  tx: Transaction,
  context: ImportContext,
  credits: CreditOutcome['toApply'],
): Promise<void> {
  if (credits.length === 0) return;
  const invoices = await numberedInvoices(
    tx,
    context.workspaceId,
    credits.flatMap((credit) => credit.appliesTo ?? []),
  );
  const appliesTo = new Map(credits.map((credit) => [credit.id, credit.appliesTo]));
  const rows = z.array(creditRow).parse(
    await tx.$queryRaw`
      select id, client_id, currency, amount, issued_on::text from credit_note
      where workspace_id = ${context.workspaceId} and id = any(${numberArray([...appliesTo.keys()])}::int[])`,
  );
  await allocateMoney(
    tx,
    context,
    rows.map((row) => {
      const invoice = invoices.get(appliesTo.get(row.id) ?? '');
      const named = invoice?.client_id === row.client_id && invoice.currency === row.currency;
      return {
        kind: 'credit_note' as const,
        id: row.id,
        clientId: row.client_id,
        currency: row.currency,
        amount: row.amount,
        on: row.issued_on,
        designated: named && invoice !== undefined ? [invoice.id] : [],
      };
    }),
  );
}
