import { z } from 'zod';
import { addDays, type LocalDate } from '../../domain/local-date.js';
import { pairSameMoney, pairSums, SAME_MONEY_DAYS, type ToldMoney } from '../../domain/same-money.js';
import type { Transaction } from '../ledger.js';
import { numberArray } from './array-literal.js';
import { IMPORT_SOURCE, type ImportContext } from './import-row.js';

const reportRow = z.object({
  clientId: z.int(),
  currency: z.string(),
  amount: z.coerce.number(),
  valueDate: z.string().transform((text) => text as LocalDate),
  kind: z.enum(['settled', 'balance']),
  invoiceId: z.int(),
});
type Report = z.infer<typeof reportRow> & ToldMoney;

/**
 * Which invoices new rows of a payment file are for that name none: those of which an invoice file reported the very
 * money before, in one sum or in parts. What other rows name is theirs. The clients are locked.
 */
export async function reportedOfRows<Row extends ToldMoney>(
  tx: Transaction,
  context: ImportContext,
  rows: readonly Row[],
  named: ReadonlySet<number>,
): Promise<Map<Row, readonly number[]>> {
  const reports = (await reportsNear(tx, context, rows)).filter((report) => !named.has(report.invoiceId));
  const places = new Map<Row, readonly number[]>();
  const taken = new Set<Report>();
  const meet = (met: readonly Row[], told: readonly Report[]): void => {
    // A balance cannot have known of money that came after it.
    const unknown = told.some(
      (report) => report.kind === 'balance' && met.some((row) => row.valueDate > report.valueDate),
    );
    if (unknown || met.some((row) => places.has(row)) || told.some((report) => taken.has(report))) return;
    for (const report of told) taken.add(report);
    for (const row of met) {
      places.set(
        row,
        told.map((report) => report.invoiceId),
      );
    }
  };
  for (const { typed: row, booked } of pairSameMoney(rows, reports)) meet([row], [booked]);
  for (const { whole, parts } of pairSums(rows, reports)) meet([whole], parts);
  for (const { whole, parts } of pairSums(reports, rows)) meet(parts, [whole]);
  return places;
}

async function reportsNear(tx: Transaction, context: ImportContext, rows: readonly ToldMoney[]): Promise<Report[]> {
  const days = rows.map((row) => row.valueDate).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const clientIds = [...new Set(rows.map((row) => row.clientId))];
  const found = z.array(reportRow).parse(
    await tx.$queryRaw`
      select p.client_id as "clientId", p.currency, n.net as amount, p.value_date::text as "valueDate",
        split_part(p.external_id, ':', 1) as kind, n.invoice_id as "invoiceId"
      from payment p
      cross join lateral (select a.invoice_id, sum(a.amount)::bigint as net from allocation a
        where a.workspace_id = p.workspace_id and a.payment_id = p.id
        group by a.invoice_id having sum(a.amount) > 0) n
      where p.workspace_id = ${context.workspaceId} and p.source = ${IMPORT_SOURCE}
        and p.client_id = any(${numberArray(clientIds)}::int[])
        and p.value_date between ${addDays(first, -SAME_MONEY_DAYS)}::date and ${addDays(last, SAME_MONEY_DAYS)}::date
        and (p.external_id like 'settled:%' or p.external_id like 'balance:%')
        and not exists (select 1 from payment_reversal r where r.workspace_id = p.workspace_id and r.payment_id = p.id)
      order by p.value_date, p.id`,
  );
  return found.map((report) => ({ ...report, reference: null, invoiceIds: [report.invoiceId] }));
}
