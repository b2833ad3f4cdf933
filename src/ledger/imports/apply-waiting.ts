import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { type Applicable, allocateMoney, inParts } from './allocate-money.js';
import { numberArray } from './array-literal.js';
import { IMPORT_SOURCE, type ImportContext } from './import-row.js';
import { lockClients } from './lock-clients.js';
import { replaceReported } from './reported-payments.js';

const waitingRow = z.object({
  id: z.int(),
  client_id: z.int(),
  currency: z.string(),
  rest: z.coerce.number(),
  value_date: z.string().transform((text) => text as LocalDate),
  named: z.array(z.int()),
});

/**
 * Applies what imported payments of these clients left over, now that their invoices changed: payments that came before
 * their invoices, and what found nothing open then (R18: the invoices that the payment named, else the earliest due).
 * Where the invoice file reported such money already, the payment takes the report's place.
 */
export async function applyWaitingPayments(
  tx: Transaction,
  context: ImportContext,
  clientIds: readonly number[],
): Promise<void> {
  if (clientIds.length === 0) return;
  const { workspaceId } = context;
  await lockClients(tx, workspaceId, clientIds);
  const rows = z.array(waitingRow).parse(
    await tx.$queryRaw`
      select p.id, p.client_id, p.currency, (p.amount - a.used)::bigint as rest, p.value_date::text,
        array(select i.id from unnest(p.named_invoices) with ordinality as n(number_key, place)
          join invoice i on i.workspace_id = p.workspace_id and i.number_key = n.number_key
            and i.client_id = p.client_id and i.currency = p.currency
          order by n.place) as named
      from payment p
      cross join lateral (select coalesce(sum(a.amount), 0)::bigint as used from allocation a
        where a.workspace_id = p.workspace_id and a.payment_id = p.id) a
      where p.workspace_id = ${workspaceId} and p.client_id = any(${numberArray(clientIds)}::int[])
        and p.source = ${IMPORT_SOURCE} and p.external_id not like 'settled:%' and p.external_id not like 'balance:%'
        and p.amount > a.used
        and not exists (select 1 from payment_reversal r where r.workspace_id = p.workspace_id and r.payment_id = p.id)
      order by p.value_date, p.id`,
  );
  if (rows.length === 0) return;
  const items = rows.map((row): Applicable => {
    const { id, client_id: clientId, currency, rest: amount, value_date: on, named: designated } = row;
    return { kind: 'payment', id, clientId, currency, amount, on, designated };
  });
  const replaced = await replaceReported(
    tx,
    context,
    items.map((item) => ({ ...item, invoiceIds: item.designated, paymentId: item.id })),
  );
  await allocateMoney(
    tx,
    context,
    items.flatMap((item, index) => inParts(item, replaced[index] ?? [])),
  );
}
