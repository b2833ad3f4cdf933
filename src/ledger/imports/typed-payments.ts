import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { ToldMoney } from '../../domain/same-money.js';
import type { Transaction } from '../ledger.js';
import { TYPED_SOURCE } from '../payment-source.js';
import { numberArray } from './array-literal.js';
import { IMPORT_SOURCE } from './import-row.js';

const part = z.object({
  invoiceId: z.int(),
  /** What of it is on the invoice, minor units. */
  net: z.int(),
  /** The payer named the invoice (R18). */
  designated: z.boolean(),
  /** What of all money on the invoice is more than the invoice file said last, minor units. */
  unknown: z.int(),
});

const typedRow = z.object({
  id: z.int(),
  clientId: z.int(),
  clientName: z.string(),
  currency: z.string(),
  amount: z.coerce.number(),
  valueDate: z.string().transform((text) => text as LocalDate),
  reference: z.string().nullable(),
  recordedById: z.int().nullable(),
  parts: z.array(part),
  byPerson: z.boolean(),
  besideReport: z.boolean(),
});

/** A live payment that a person typed, or that a payment file brought without saying for which invoice. */
export interface TypedPayment extends ToldMoney {
  readonly id: number;
  readonly clientName: string;
  readonly recordedById: number | null;
  /** A person typed it. */
  readonly byPerson: boolean;
  readonly parts: readonly z.infer<typeof part>[];
  /** Whoever typed it said that it is another one than what an invoice file reports still. */
  readonly besideReport: boolean;
}

/**
 * The payments of these clients that people typed and nobody took back, with value dates from `from` to `to`, by day.
 * The clients are locked.
 * @param unnamedToo also those of payment files that name no invoice
 */
export async function typedPayments(
  tx: Transaction,
  workspaceId: number,
  clientIds: readonly number[],
  { from, to }: { readonly from: LocalDate; readonly to: LocalDate },
  { unnamedToo = false } = {},
): Promise<TypedPayment[]> {
  if (clientIds.length === 0) return [];
  const rows = z.array(typedRow).parse(
    await tx.$queryRaw`
      select p.id, p.client_id as "clientId", c.name as "clientName", p.currency, p.amount,
        p.value_date::text as "valueDate", p.reference, p.recorded_by_id as "recordedById",
        coalesce(n.parts, '[]') as parts, p.source = ${TYPED_SOURCE} as "byPerson",
        exists (select 1 from audit_entry e
          cross join lateral jsonb_array_elements_text(coalesce(e.inputs -> 'besides', '[]')) as b(id)
          join payment q on q.workspace_id = e.workspace_id and q.id = b.id::int
            and (q.external_id like 'settled:%' or q.external_id like 'balance:%')
          where e.workspace_id = p.workspace_id and e.actor_id = p.recorded_by_id and e.at = p.recorded_at
            and e.kind = 'payment.recorded' and e.subject_id = p.id
            and not exists (select 1 from payment_reversal v
              where v.workspace_id = q.workspace_id and v.payment_id = q.id)) as "besideReport"
      from payment p
      join client c on c.workspace_id = p.workspace_id and c.id = p.client_id
      left join lateral (
        select jsonb_agg(jsonb_build_object('invoiceId', a.invoice_id, 'net', a.net, 'designated', a.designated,
          'unknown', greatest(0, i.amount - i.open - i.reported_paid)) order by a.first) as parts
        from (select invoice_id, sum(amount)::bigint as net, bool_or(rule = 'designated') as designated,
            min(id) as first
          from allocation where workspace_id = p.workspace_id and payment_id = p.id
          group by invoice_id having sum(amount) > 0) a
        join invoice i on i.workspace_id = p.workspace_id and i.id = a.invoice_id
      ) n on true
      where p.workspace_id = ${workspaceId}
        and (p.source = ${TYPED_SOURCE} or (${unnamedToo} and p.source = ${IMPORT_SOURCE}
          and coalesce(p.named_invoices, '{}') = '{}'
          and p.external_id not like 'settled:%' and p.external_id not like 'balance:%'))
        and p.client_id = any(${numberArray([...new Set(clientIds)])}::int[])
        and p.value_date between ${from}::date and ${to}::date
        and not exists (select 1 from payment_reversal r where r.workspace_id = p.workspace_id and r.payment_id = p.id)
      order by p.value_date, p.id`,
  );
  return rows.map((row) => ({
    ...row,
    // Where a row that names none was put was decided, not said.
    invoiceIds: row.parts.filter(({ designated }) => row.byPerson && designated).map(({ invoiceId }) => invoiceId),
  }));
}
