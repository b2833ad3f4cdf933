import { z } from 'zod';
import type { Transaction } from '../ledger.js';
import { textArray } from './array-literal.js';

const row = z.object({
  key: z.string(),
  id: z.int(),
  client_id: z.int(),
  client_name: z.string(),
  currency: z.string(),
});
export type NumberedInvoice = z.infer<typeof row>;

/** The invoices of the workspace with these numbers, by number key. */
export async function numberedInvoices(
  tx: Transaction,
  workspaceId: number,
  keys: Iterable<string>,
): Promise<Map<string, NumberedInvoice>> {
  const wanted = [...new Set(keys)];
  if (wanted.length === 0) return new Map();
  const rows = z.array(row).parse(
    await tx.$queryRaw`
      select i.number_key as key, i.id, i.client_id, c.name as client_name, i.currency
      from invoice i join client c on c.workspace_id = i.workspace_id and c.id = i.client_id
      where i.workspace_id = ${workspaceId} and i.number_key = any(${textArray(wanted)}::text[])`,
  );
  return new Map(rows.map((invoice) => [invoice.key, invoice]));
}
