import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { numberArray, textArray } from './array-literal.js';
import { type ClientRef, IMPORT_SOURCE, type ImportContext } from './import-row.js';
import { findClients, type KnownNames } from './known-names.js';
import { lockClients } from './lock-clients.js';
import { type BatchOutcome, type RefusedRow, refuse } from './refusal.js';

/** An invoice that the accounting program has voided, cancelled or deleted. */
export interface VoidRow {
  readonly numberKey: string;
  /** Null: the file does not say whose it was. */
  readonly client: ClientRef | null;
  /** Null: not said, so today. */
  readonly voidedOn: LocalDate | null;
}

/** `unknown`: places in the batch whose invoice was never on the books. They are in no count. */
export interface VoidOutcome extends BatchOutcome {
  readonly unknown: readonly number[];
}

const invoiceRow = z.object({
  number_key: z.string(),
  id: z.int(),
  client_id: z.int(),
  client_name: z.string(),
  number: z.string(),
  currency: z.string(),
  issue_date: z.string().transform((text) => text as LocalDate),
  open: z.coerce.number(),
  /** How often it was voided before. */
  voids: z.coerce.number(),
});
type KnownInvoice = z.infer<typeof invoiceRow>;

/**
 * Closes invoices that are void: what is open of each is credited by a credit note of its own (external id
 * "void:<number key>"), dated the day it was voided, and audited. What was paid stays paid; one without anything open
 * is as it should be. A number that is another client's is refused.
 */
export async function voidInvoices(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  rows: readonly VoidRow[],
): Promise<VoidOutcome> {
  const before = await knownInvoices(tx, context, rows);
  const named = rows.flatMap(({ client, numberKey }) => (client !== null && before.has(numberKey) ? [client] : []));
  await findClients(tx, context, known, named);
  await lockClients(
    tx,
    context.workspaceId,
    [...before.values()].map((invoice) => invoice.client_id),
  );
  // Somebody may have recorded a payment until now: what is open counts from here.
  const invoices = await knownInvoices(tx, context, rows);
  const unknown: number[] = [];
  const refused: RefusedRow[] = [];
  const closing: { invoice: KnownInvoice; on: LocalDate }[] = [];
  let unchanged = 0;
  rows.forEach((row, index) => {
    const invoice = invoices.get(row.numberKey);
    if (invoice === undefined) unknown.push(index);
    else if (row.client !== null && known.clientId(row.client) !== invoice.client_id) {
      refused.push({ index, field: 'number', reason: refuse('other_client', { client: invoice.client_name }) });
    } else if (invoice.open <= 0) unchanged++;
    else {
      let on = row.voidedOn === null || row.voidedOn > context.today ? context.today : row.voidedOn;
      if (on < invoice.issue_date) on = invoice.issue_date;
      closing.push({ invoice, on });
    }
  });
  if (closing.length > 0) await credit(tx, context, closing);
  return {
    new: 0,
    changed: closing.length,
    unchanged,
    refused,
    touchedClientIds: [...new Set(closing.map(({ invoice }) => invoice.client_id))],
    unknown,
  };
}

async function knownInvoices(
  tx: Transaction,
  context: ImportContext,
  rows: readonly VoidRow[],
): Promise<Map<string, KnownInvoice>> {
  const found = z.array(invoiceRow).parse(
    await tx.$queryRaw`
      select i.number_key, i.id, i.client_id, c.name as client_name, i.number, i.currency, i.issue_date::text, i.open,
        (select count(distinct n.id) from allocation a
          join credit_note n on n.workspace_id = a.workspace_id and n.id = a.credit_note_id
            and n.source = ${IMPORT_SOURCE} and n.external_id like 'void:%'
          where a.workspace_id = i.workspace_id and a.invoice_id = i.id) as voids
      from invoice i join client c on c.workspace_id = i.workspace_id and c.id = i.client_id
      where i.workspace_id = ${context.workspaceId}
        and i.number_key = any(${textArray(rows.map((row) => row.numberKey))}::text[])`,
  );
  return new Map(found.map((invoice) => [invoice.number_key, invoice]));
}

/** A number key has no space in it, so that the second void of one number is never the first of another. */
const voidKey = ({ number_key, voids }: KnownInvoice): string =>
  `void:${number_key}${voids === 0 ? '' : ` ${voids + 1}`}`;

async function credit(
  tx: Transaction,
  context: ImportContext,
  closing: readonly { invoice: KnownInvoice; on: LocalDate }[],
): Promise<void> {
  const { workspaceId, now, byId, fileName } = context;
  const audits = closing.map(({ invoice, on }) =>
    JSON.stringify({ before: { open: invoice.open }, after: { open: 0, voidedOn: on }, file: fileName }),
  );
  await tx.$executeRaw`
    with u as materialized (
      select nextval('credit_note_id_seq')::int as credit_note_id, u.* from unnest(
        ${numberArray(closing.map(({ invoice }) => invoice.id))}::int[],
        ${numberArray(closing.map(({ invoice }) => invoice.client_id))}::int[],
        ${textArray(closing.map(({ invoice }) => invoice.number))}::text[],
        ${textArray(closing.map(({ invoice }) => invoice.currency))}::text[],
        ${numberArray(closing.map(({ invoice }) => invoice.open))}::bigint[],
        ${textArray(closing.map(({ on }) => on))}::date[],
        ${textArray(closing.map(({ invoice }) => voidKey(invoice)))}::text[],
        ${textArray(audits)}::text[]
      ) as u(invoice_id, client_id, number, currency, amount, voided_on, key, inputs)
    ), credits as (
      insert into credit_note (id, workspace_id, client_id, number, currency, amount, issued_on, source, external_id,
        created_at)
      select u.credit_note_id, ${workspaceId}, u.client_id, u.number, u.currency, u.amount, u.voided_on,
        ${IMPORT_SOURCE}, u.key, ${now}
      from u
    ), allocations as (
      insert into allocation (workspace_id, invoice_id, credit_note_id, amount, effective_on, rule, created_at)
      select ${workspaceId}, u.invoice_id, u.credit_note_id, u.amount, u.voided_on, 'credit_note', ${now} from u
    ), audits as (
      insert into audit_entry (workspace_id, actor_id, kind, subject_type, subject_id, client_id, rule, inputs, at)
      select ${workspaceId}, ${byId}::int, 'invoice.changed', 'invoice', u.invoice_id, u.client_id, 'R30',
        u.inputs::jsonb, ${now}
      from u
    )
    update invoice i set open = i.open - u.amount from u
    where i.workspace_id = ${workspaceId} and i.id = u.invoice_id`;
}
