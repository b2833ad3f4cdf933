import { z } from 'zod';
import { addDays, type LocalDate } from '../domain/local-date.js';
import { maySameMoney, pairSums, SAME_MONEY_DAYS, type ToldMoney } from '../domain/same-money.js';
import type { Transaction } from './ledger.js';
import { TYPED_SOURCE } from './payment-source.js';

const bookedRow = z.object({
  id: z.int(),
  amount: z.coerce.number(),
  valueDate: z.string().transform((text) => text as LocalDate),
  importedOn: z.date(),
  invoiceIds: z.array(z.int()),
});

/** A payment that a file of the accounting program brought, or that an invoice file reported. */
export interface BookedPayment {
  readonly id: number;
  readonly importedAt: Date;
}

/**
 * Those payments of the accounting files that may be the money that somebody is about to record, the latest first; where
 * none is, those that are it in parts.
 */
export async function bookedAlready(
  tx: Transaction,
  workspaceId: number,
  told: Omit<ToldMoney, 'reference'>,
): Promise<BookedPayment[]> {
  const { clientId, currency, valueDate } = told;
  const rows = z.array(bookedRow).parse(
    await tx.$queryRaw`
      select p.id, p.amount, p.value_date::text as "valueDate", p.recorded_at as "importedOn",
        case when p.external_id like 'settled:%' or p.external_id like 'balance:%' or p.named_invoices <> '{}' then
          array(select a.invoice_id from allocation a where a.workspace_id = p.workspace_id and a.payment_id = p.id
            group by a.invoice_id having sum(a.amount) > 0)
          else '{}' end as "invoiceIds"
      from payment p
      where p.workspace_id = ${workspaceId} and p.client_id = ${clientId} and p.currency = ${currency}
        and p.source <> ${TYPED_SOURCE}
        and p.value_date between ${addDays(valueDate, -SAME_MONEY_DAYS)}::date
          and ${addDays(valueDate, SAME_MONEY_DAYS)}::date
        and not exists (select 1 from payment_reversal r where r.workspace_id = p.workspace_id and r.payment_id = p.id)
      order by p.id desc`,
  );
  const money = { ...told, reference: null };
  const booked = rows.map((row) => ({ ...money, ...row }));
  const same = booked.filter((row) => maySameMoney(money, row));
  const found = same.length > 0 ? same : pairSums([money], booked).flatMap(({ parts }) => parts);
  return found.map((row) => ({ id: row.id, importedAt: row.importedOn }));
}
