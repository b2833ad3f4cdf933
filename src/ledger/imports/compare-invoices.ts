import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { booleanArray, numberArray, textArray } from './array-literal.js';
import { IMPORT_SOURCE, type ImportContext, type InvoiceFileFacts } from './import-row.js';
import type { ResolvedInvoice } from './resolved-invoice.js';

const date = z.string().transform((text) => text as LocalDate);

/** A reported payment of the invoice (reported-payments.ts). */
const importedPayment = z.object({
  id: z.int(),
  kind: z.enum(['settled', 'balance']),
  valueDate: date,
  /** What of it is on the invoice, minor units. */
  net: z.number(),
  reversed: z.boolean(),
});

const existingRow = z.object({
  index: z.int(),
  id: z.int(),
  clientId: z.int(),
  clientName: z.string(),
  number: z.string(),
  issueDate: date,
  dueDate: date,
  currency: z.string(),
  amount: z.number(),
  open: z.number(),
  /** What the last file that spoke of it said: how much is paid, and since when all of it. */
  reportedPaid: z.number(),
  reportedSettledOn: date.nullable(),
  /** The row has another currency, and money, promises or disputes are in the old one. */
  currencyBound: z.boolean(),
  projectId: z.int().nullable(),
  source: z.string(),
  externalId: z.string().nullable(),
  link: z.string().nullable(),
  payments: z.array(importedPayment),
  /** A dispute that an import opened: is there one, is one unresolved; and is any at all unresolved. */
  importedDispute: z.boolean(),
  openImportedDispute: z.boolean(),
  openDispute: z.boolean(),
});

/** An invoice of the books beside the row of the file (`index`) that says something else. Amounts in minor units. */
export type ExistingInvoice = z.infer<typeof existingRow>;

const comparison = z.tuple([z.object({ same: z.array(z.int()), differing: z.array(existingRow) })]);

/**
 * Which rows of a batch the books have already, as the file has them (`same`: places in the batch) or otherwise. Rows
 * that are in neither are new. Only what the file says is compared: a column that it does not have says nothing. What
 * it says of money is compared with what a file said last, not with what is open: payments that the file does not know
 * of are no difference.
 */
export async function compareInvoices(
  tx: Transaction,
  context: ImportContext,
  rows: readonly ResolvedInvoice[],
  file: InvoiceFileFacts,
): Promise<{ same: number[]; differing: ExistingInvoice[] }> {
  if (rows.length === 0) return { same: [], differing: [] };
  const { workspaceId } = context;
  const someBalance = rows.some((row) => row.said.balance !== null);
  const payments =
    file.settledKnown || someBalance
      ? Prisma.sql`
        select coalesce(jsonb_agg(jsonb_build_object('id', p.id, 'kind', split_part(p.external_id, ':', 1),
            'valueDate', p.value_date, 'net', n.net, 'reversed', r.id is not null) order by p.id desc), '[]') as list
        from (select a.payment_id, sum(a.amount)::bigint as net from allocation a
          where a.workspace_id = i.workspace_id and a.invoice_id = i.id and a.payment_id is not null
          group by a.payment_id) n
        join payment p on p.workspace_id = i.workspace_id and p.id = n.payment_id and p.source = ${IMPORT_SOURCE}
          and (p.external_id like 'settled:%' or p.external_id like 'balance:%')
        left join payment_reversal r on r.workspace_id = p.workspace_id and r.payment_id = p.id`
      : Prisma.sql`select '[]'::jsonb as list`;
  const disputes = rows.some((row) => row.said.disputed !== null)
    ? Prisma.sql`
        select coalesce(bool_or(d.imported), false) as imported,
          coalesce(bool_or(d.imported and d.resolved_on is null), false) as open_imported,
          coalesce(bool_or(d.resolved_on is null), false) as open
        from (select d.resolved_on, d.conversation_id is null and d.opened_by_id is null as imported from dispute d
          where d.workspace_id = i.workspace_id and d.invoice_id = i.id) d`
    : Prisma.sql`select false as imported, false as open_imported, false as open`;
  const found = await tx.$queryRaw`
    select coalesce(array_agg(x.ord) filter (where x.same), '{}') as same,
      coalesce(jsonb_agg(x.existing) filter (where not x.same), '[]') as differing
    from (
      select u.ord,
        i.client_id = u.client_id and i.number = u.number and i.issue_date = u.issue_date and i.due_date = u.due_date
        and i.currency = u.currency and (u.amount is null or i.amount = u.amount)
        and (u.project_id is null or i.project_id is not distinct from u.project_id)
        and (u.source is null or i.source = u.source)
        and (u.external_id is null or i.external_id is not distinct from u.external_id)
        and (u.link is null or i.link is not distinct from u.link)
        and case
          when u.settled_on is not null then
            i.reported_settled_on is not distinct from u.settled_on and i.reported_paid = coalesce(u.amount, i.amount)
          when u.balance is not null then i.reported_paid = coalesce(u.amount, i.amount) - u.balance
          when ${file.settledKnown} then i.reported_settled_on is null
          else true end
        and case
          when u.disputed is null then true
          when not u.disputed then not quarrels.open_imported
          when u.settled_on is not null then quarrels.imported and not quarrels.open_imported
          else quarrels.open end as same,
        jsonb_build_object('index', u.ord, 'id', i.id, 'clientId', i.client_id, 'clientName', c.name,
          'number', i.number, 'issueDate', i.issue_date, 'dueDate', i.due_date, 'currency', i.currency,
          'amount', i.amount, 'open', i.open, 'reportedPaid', i.reported_paid,
          'reportedSettledOn', i.reported_settled_on, 'currencyBound', bound.yes, 'projectId', i.project_id, 'source', i.source,
          'externalId', i.external_id, 'link', i.link, 'payments', pays.list, 'importedDispute', quarrels.imported,
          'openImportedDispute', quarrels.open_imported, 'openDispute', quarrels.open) as existing
      from unnest(
        ${numberArray(rows.map((row) => row.index))}::int[], ${textArray(rows.map((row) => row.said.numberKey))}::text[],
        ${numberArray(rows.map((row) => row.clientId))}::int[], ${textArray(rows.map((row) => row.said.number))}::text[],
        ${textArray(rows.map((row) => row.said.issueDate))}::date[], ${textArray(rows.map((row) => row.said.dueDate))}::date[],
        ${textArray(rows.map((row) => row.said.currency))}::text[], ${numberArray(rows.map((row) => row.said.amount))}::bigint[],
        ${numberArray(rows.map((row) => row.said.balance))}::bigint[],
        ${textArray(rows.map((row) => row.said.settledOn))}::date[],
        ${booleanArray(rows.map((row) => row.said.disputed))}::boolean[],
        ${numberArray(rows.map((row) => row.projectId))}::int[], ${textArray(rows.map((row) => row.said.source))}::text[],
        ${textArray(rows.map((row) => row.said.externalId))}::text[], ${textArray(rows.map((row) => row.said.link))}::text[]
      ) as u(ord, number_key, client_id, number, issue_date, due_date, currency, amount, balance, settled_on, disputed,
        project_id, source, external_id, link)
      cross join lateral (select * from invoice i
        where i.workspace_id = ${workspaceId} and i.number_key = u.number_key limit 1) i
      join client c on c.workspace_id = i.workspace_id and c.id = i.client_id
      cross join lateral (${payments}) pays
      cross join lateral (${disputes}) quarrels
      cross join lateral (select i.currency <> u.currency and (
        exists (select 1 from allocation a where a.workspace_id = i.workspace_id and a.invoice_id = i.id)
        or exists (select 1 from promise_line l where l.workspace_id = i.workspace_id and l.invoice_id = i.id)
        or exists (select 1 from dispute d where d.workspace_id = i.workspace_id and d.invoice_id = i.id)) as yes) bound
    ) x`;
  const [result] = comparison.parse(found);
  return result;
}
