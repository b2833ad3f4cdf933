import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { numberArray, textArray } from './array-literal.js';
import type { ImportContext } from './import-row.js';

export interface Reversal {
  readonly paymentId: number;
  /** The day the money left again; the payment's own value date where it never came. */
  readonly on: LocalDate;
  readonly reason: string;
}

/**
 * Takes payments back: a reversal each, what they had paid answered by negative allocations, invoices open again. An
 * allocation that counts only from a later day (the invoice was issued after the payment) is answered on that day.
 */
export async function reversePayments(
  tx: Transaction,
  context: ImportContext,
  reversals: readonly Reversal[],
): Promise<void> {
  if (reversals.length === 0) return;
  const { workspaceId, now, byId } = context;
  await tx.$executeRaw`
    with u as materialized (
      select * from unnest(${numberArray(reversals.map((one) => one.paymentId))}::int[],
        ${textArray(reversals.map((one) => one.on))}::date[], ${textArray(reversals.map((one) => one.reason))}::text[])
        as u(payment_id, reversed_on, reason)
    ), reversed as (
      insert into payment_reversal (workspace_id, payment_id, reversed_on, reason, recorded_by_id, recorded_at)
      select ${workspaceId}, u.payment_id, u.reversed_on, u.reason, ${byId}::int, ${now} from u
    ), nets as (
      select a.payment_id, a.invoice_id, sum(a.amount)::bigint as net,
        greatest(a.effective_on, u.reversed_on) as effective_on
      from u join allocation a on a.workspace_id = ${workspaceId} and a.payment_id = u.payment_id
      group by a.payment_id, a.invoice_id, greatest(a.effective_on, u.reversed_on) having sum(a.amount) <> 0
    ), allocations as (
      insert into allocation (workspace_id, invoice_id, payment_id, amount, effective_on, rule, created_at)
      select ${workspaceId}, n.invoice_id, n.payment_id, -n.net, n.effective_on, 'reversal', ${now} from nets n
    )
    update invoice i set open = i.open + n.net
    from (select invoice_id, sum(net)::bigint as net from nets group by invoice_id) n
    where i.workspace_id = ${workspaceId} and i.id = n.invoice_id`;
}
