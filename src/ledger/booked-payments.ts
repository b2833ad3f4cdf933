import { z } from 'zod';
import { addDays, type LocalDate } from '../domain/local-date.js';
import { maySameMoney, pairSums, SAME_MONEY_DAYS, type ToldMoney, TYPED_TWICE_DAYS } from '../domain/same-money.js';
import type { Transaction } from './ledger.js';
import { TYPED_SOURCE } from './payment-source.js';
import { Prisma } from './prisma/client.js';
import { dateColumn, selectRows } from './rows.js';

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

const typedRow = z.object({
  valueDate: dateColumn,
  recordedAt: z.date(),
  reference: z.string().nullable(),
  invoiceIds: z.array(z.int()),
  by: z.object({ id: z.int(), name: z.string() }).nullable(),
});

/** A payment that somebody recorded by hand. */
export interface TypedPayment {
  readonly recordedAt: Date;
  readonly by: { readonly id: number; readonly name: string } | null;
}

/** The latest payment that somebody recorded by hand and that may be the money that somebody is about to record. */
export async function typedAlready(
  tx: Transaction,
  workspaceId: number,
  told: ToldMoney,
): Promise<TypedPayment | null> {
  const { clientId, currency, amount, valueDate } = told;
  const rows = await selectRows(
    tx,
    typedRow,
    Prisma.sql`
      select p.value_date::text as "valueDate", p.recorded_at as "recordedAt", p.reference, array(
          select a.invoice_id from allocation a
          where a.workspace_id = p.workspace_id and a.payment_id = p.id and a.rule = 'designated'
          group by a.invoice_id having sum(a.amount) > 0) as "invoiceIds", (
          select json_build_object('id', q.id, 'name', q.name) from person q
          where q.workspace_id = p.workspace_id and q.id = p.recorded_by_id) as by
      from payment p
      where p.workspace_id = ${workspaceId} and p.client_id = ${clientId} and p.currency = ${currency}
        and p.amount = ${amount} and p.source = ${TYPED_SOURCE}
        and p.value_date between ${addDays(valueDate, -TYPED_TWICE_DAYS)}::date
          and ${addDays(valueDate, TYPED_TWICE_DAYS)}::date
        and not exists (select 1 from payment_reversal r where r.workspace_id = p.workspace_id and r.payment_id = p.id)
      order by p.id desc`,
  );
  const same = rows.find(
    (row) =>
      maySameMoney(told, { ...told, ...row }) &&
      (told.reference === null || row.reference === null || told.reference === row.reference),
  );
  return same === undefined ? null : { recordedAt: same.recordedAt, by: same.by };
}
