import type { Transaction } from '../ledger.js';
import { numberArray } from './array-literal.js';
import type { ImportContext } from './import-row.js';

/**
 * Gives back what is on an invoice above its amount, the latest money first: negative allocations as of today. The
 * money itself stays, as credit of its client.
 */
export async function takeBack(
  tx: Transaction,
  context: ImportContext,
  items: readonly { readonly invoiceId: number; readonly amount: number }[],
): Promise<void> {
  if (items.length === 0) return;
  const { workspaceId, now, today } = context;
  await tx.$executeRaw`
    with nets as (
      select u.invoice_id, u.amount as wanted, a.payment_id, a.credit_note_id, sum(a.amount)::bigint as net,
        sum(sum(a.amount)) over (partition by u.invoice_id order by max(a.id) desc)::bigint as so_far
      from unnest(${numberArray(items.map((item) => item.invoiceId))}::int[],
        ${numberArray(items.map((item) => item.amount))}::bigint[]) as u(invoice_id, amount)
      join allocation a on a.workspace_id = ${workspaceId} and a.invoice_id = u.invoice_id
      group by u.invoice_id, u.amount, a.payment_id, a.credit_note_id having sum(a.amount) > 0
    ), parts as (
      select invoice_id, payment_id, credit_note_id, least(net, wanted - (so_far - net)) as part
      from nets where so_far - net < wanted
    ), allocations as (
      insert into allocation (workspace_id, invoice_id, payment_id, credit_note_id, amount, effective_on, rule, created_at)
      select ${workspaceId}, invoice_id, payment_id, credit_note_id, -part, ${today}::date, 'reversal', ${now} from parts
    )
    update invoice i set open = i.open + p.part
    from (select invoice_id, sum(part)::bigint as part from parts group by invoice_id) p
    where i.workspace_id = ${workspaceId} and i.id = p.invoice_id`;
}
