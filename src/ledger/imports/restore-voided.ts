import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { numberArray, textArray } from './array-literal.js';
import { importInvoices } from './import-invoices.js';
import { IMPORT_SOURCE, type ImportContext, type InvoiceFileFacts, type InvoiceRow } from './import-row.js';
import { findOrAddClients, type KnownNames } from './known-names.js';
import { lockClients } from './lock-clients.js';
import type { BatchOutcome } from './refusal.js';

const voidedRow = z.object({
  index: z.int(),
  invoice_id: z.int(),
  client_id: z.int(),
  credit_note_id: z.int(),
  open: z.coerce.number(),
  /** What the void still takes from the invoice, minor units. */
  net: z.coerce.number(),
  since: z.string().transform((text) => text as LocalDate),
});
type VoidedInvoice = z.infer<typeof voidedRow>;

/**
 * importInvoices for rows of which some may have been void before: such an invoice is valid again, its void is taken
 * back as of today before the row is compared, and it counts as changed.
 */
export async function importValidInvoices(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  rows: readonly InvoiceRow[],
  earlierLines: readonly number[],
  file: InvoiceFileFacts,
): Promise<BatchOutcome> {
  const restored = await restoreVoided(tx, context, known, rows);
  if (restored.size === 0) return await importInvoices(tx, context, known, rows, earlierLines, file);
  const part = async (which: (index: number) => boolean): Promise<BatchOutcome> => {
    const places = [...rows.keys()].filter(which);
    const said = rows.filter((_, index) => which(index));
    const earlier = places.map((index) => earlierLines[index] ?? 0);
    const outcome = await importInvoices(tx, context, known, said, earlier, file);
    return { ...outcome, refused: outcome.refused.map((row) => ({ ...row, index: places[row.index] ?? row.index })) };
  };
  const again = await part((index) => restored.has(index));
  const others = await part((index) => !restored.has(index));
  return {
    new: others.new + again.new,
    changed: others.changed + again.changed + again.unchanged,
    unchanged: others.unchanged,
    refused: [...others.refused, ...again.refused],
    touchedClientIds: [...new Set([...others.touchedClientIds, ...again.touchedClientIds, ...restored.values()])],
    typedIds: [...(others.typedIds ?? []), ...(again.typedIds ?? [])],
  };
}

const someRow = z.tuple([z.object({ some: z.boolean() })]);

/** Takes back the voids of these rows' invoices. Returns their places in the batch with their clients. */
async function restoreVoided(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  rows: readonly InvoiceRow[],
): Promise<Map<number, number>> {
  const [{ some }] = someRow.parse(
    await tx.$queryRaw`
      select exists(select 1 from credit_note n where n.workspace_id = ${context.workspaceId}
        and n.source = ${IMPORT_SOURCE} and n.external_id like 'void:%') as some`,
  );
  if (!some || rows.length === 0) return new Map();
  await findOrAddClients(tx, context, known, rows);
  const before = await voided(tx, context, known, rows);
  if (before.length === 0) return new Map();
  await lockClients(
    tx,
    context.workspaceId,
    before.map((row) => row.client_id),
  );
  const now = await voided(tx, context, known, rows);
  if (now.length > 0) await takeBackVoids(tx, context, now);
  return new Map(now.map((row) => [row.index, row.client_id]));
}

async function voided(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  rows: readonly InvoiceRow[],
): Promise<VoidedInvoice[]> {
  const { workspaceId } = context;
  return z.array(voidedRow).parse(
    await tx.$queryRaw`
      select u.ord::int - 1 as index, i.id as invoice_id, i.client_id, i.open, live.credit_note_id, live.net,
        live.since::text
      from unnest(${textArray(rows.map((row) => row.numberKey))}::text[],
        ${numberArray(rows.map((row) => known.clientId(row.client) ?? null))}::int[])
        with ordinality as u(number_key, client_id, ord)
      join credit_note f on f.workspace_id = ${workspaceId} and f.source = ${IMPORT_SOURCE}
        and f.external_id = 'void:' || u.number_key and f.client_id = u.client_id
      cross join lateral (select * from invoice i
        where i.workspace_id = ${workspaceId} and i.number_key = u.number_key limit 1) i
      cross join lateral (
        select a.credit_note_id, sum(a.amount)::bigint as net, max(a.effective_on) as since
        from allocation a
        join credit_note n on n.workspace_id = a.workspace_id and n.id = a.credit_note_id
          and n.source = ${IMPORT_SOURCE} and n.external_id like 'void:%'
        where a.workspace_id = i.workspace_id and a.invoice_id = i.id
        group by a.credit_note_id having sum(a.amount) > 0
      ) live
      where i.client_id = u.client_id`,
  );
}

async function takeBackVoids(tx: Transaction, context: ImportContext, voids: readonly VoidedInvoice[]): Promise<void> {
  const { workspaceId, now, byId, today, fileName } = context;
  const audits = voids.map(({ open, net }) =>
    JSON.stringify({ before: { open }, after: { open: open + net, validAgainOn: today }, file: fileName }),
  );
  await tx.$executeRaw`
    with u as materialized (
      select * from unnest(${numberArray(voids.map((row) => row.invoice_id))}::int[],
        ${numberArray(voids.map((row) => row.client_id))}::int[],
        ${numberArray(voids.map((row) => row.credit_note_id))}::int[],
        ${numberArray(voids.map((row) => row.net))}::bigint[], ${textArray(voids.map((row) => row.since))}::date[],
        ${textArray(audits)}::text[]) as u(invoice_id, client_id, credit_note_id, net, since, inputs)
    ), allocations as (
      insert into allocation (workspace_id, invoice_id, credit_note_id, amount, effective_on, rule, created_at)
      select ${workspaceId}, u.invoice_id, u.credit_note_id, -u.net, greatest(u.since, ${today}::date), 'reversal', ${now}
      from u
    ), audits as (
      insert into audit_entry (workspace_id, actor_id, kind, subject_type, subject_id, client_id, rule, inputs, at)
      select ${workspaceId}, ${byId}::int, 'invoice.changed', 'invoice', u.invoice_id, u.client_id, 'R30',
        u.inputs::jsonb, ${now}
      from u
    )
    update invoice i set open = i.open + s.net
    from (select invoice_id, sum(net)::bigint as net from u group by invoice_id) s
    where i.workspace_id = ${workspaceId} and i.id = s.invoice_id`;
}
