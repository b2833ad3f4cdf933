import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import { groupRows } from '../group-rows.js';
import type { Transaction } from '../ledger.js';
import { numberArray, textArray } from './array-literal.js';
import { IMPORT_SOURCE, type ImportContext } from './import-row.js';
import { type Reversal, reversePayments } from './reverse-payments.js';

// An invoice file that says what is settled or still open tells of money without telling of payments. The books keep
// such money as a reported payment of the invoice: "settled:" with its day, "balance:" with the day of the import.

export type ReportedKind = 'settled' | 'balance';

/** Reported money that is to be written. Amount in minor units of `currency`. */
export interface ReportedPayment {
  readonly invoiceId: number;
  readonly clientId: number;
  readonly currency: string;
  readonly amount: number;
  readonly on: LocalDate;
  readonly key: string;
}

/** External id of an invoice's reported payment; `before`: how many of the kind it has had. */
export const reportedKey = (kind: ReportedKind, numberKey: string, before: number): string =>
  `${kind}:${numberKey}${before === 0 ? '' : `:${before + 1}`}`;

/** Writes reported payments, each applied to its invoice. */
export async function insertReported(
  tx: Transaction,
  context: ImportContext,
  payments: readonly ReportedPayment[],
): Promise<void> {
  if (payments.length === 0) return;
  const { workspaceId, now, byId } = context;
  await tx.$executeRaw`
    with u as materialized (
      select nextval('payment_id_seq')::int as payment_id, u.* from unnest(
        ${numberArray(payments.map((one) => one.invoiceId))}::int[],
        ${numberArray(payments.map((one) => one.clientId))}::int[],
        ${textArray(payments.map((one) => one.currency))}::text[],
        ${numberArray(payments.map((one) => one.amount))}::bigint[],
        ${textArray(payments.map((one) => one.on))}::date[],
        ${textArray(payments.map((one) => one.key))}::text[]
      ) as u(invoice_id, client_id, currency, amount, paid_on, key)
    ), payments as (
      insert into payment (id, workspace_id, client_id, currency, amount, value_date, source, external_id,
        recorded_by_id, recorded_at)
      select u.payment_id, ${workspaceId}, u.client_id, u.currency, u.amount, u.paid_on, ${IMPORT_SOURCE}, u.key,
        ${byId}::int, ${now}
      from u
    ), allocations as (
      insert into allocation (workspace_id, invoice_id, payment_id, amount, effective_on, rule, created_at)
      select ${workspaceId}, u.invoice_id, u.payment_id, u.amount, u.paid_on, 'designated', ${now} from u
    )
    update invoice i set open = i.open - u.amount
    from (select invoice_id, sum(amount)::bigint as amount from u group by invoice_id) u
    where i.workspace_id = ${workspaceId} and i.id = u.invoice_id`;
}

/** A payment that may be what an invoice file reported before. */
export interface Claim {
  readonly amount: number;
  readonly on: LocalDate;
  /** Invoices that the payment names, in its order. */
  readonly invoiceIds: readonly number[];
  /**
   * The payment itself, where it names none and was in the books already: a report that came after it may be of it,
   * whatever the client's invoice. Null: it stands only for reports of what it names.
   */
  readonly paymentId: number | null;
  readonly clientId: number;
  readonly currency: string;
}

/** So much of a claim stands on this invoice instead of what was reported. */
export interface Replaced {
  readonly invoiceId: number;
  readonly amount: number;
}

const liveRow = z.object({
  payment_id: z.int(),
  invoice_id: z.int(),
  client_id: z.int(),
  currency: z.string(),
  number_key: z.string(),
  kind: z.enum(['settled', 'balance']),
  value_date: z.string().transform((text) => text as LocalDate),
  net: z.coerce.number(),
  of_kind: z.coerce.number(),
});
type LiveReport = z.infer<typeof liveRow> & { left: number };

/**
 * Money that comes with its own payment is not counted a second time: what an invoice file had reported of it is
 * reversed as if it never was, up to the payment's amount; the rest of a report stays reported. A balance cannot have
 * known of money that came after it. The clients are locked. Returns for each claim what it stands for.
 */
export async function replaceReported(
  tx: Transaction,
  context: ImportContext,
  claims: readonly Claim[],
): Promise<Replaced[][]> {
  const reports = await liveReports(tx, context, claims);
  if (reports.length === 0) return claims.map(() => []);
  const byInvoice = groupRows(reports, (report) => report.invoice_id);
  const byClient = groupRows(reports, (report) => `${report.client_id} ${report.currency}`);
  const replaced = claims.map((claim) => {
    const { paymentId } = claim;
    const named = claim.invoiceIds.length > 0;
    const candidates = named
      ? claim.invoiceIds.flatMap((id) => byInvoice.get(id) ?? [])
      : paymentId === null
        ? []
        : (byClient.get(`${claim.clientId} ${claim.currency}`) ?? []).filter((one) => one.payment_id > paymentId);
    let rest = claim.amount;
    const parts: Replaced[] = [];
    for (const report of candidates) {
      const known = report.value_date >= claim.on || (named && report.kind === 'settled');
      const part = known ? Math.min(rest, report.left) : 0;
      if (part === 0) continue;
      report.left -= part;
      rest -= part;
      parts.push({ invoiceId: report.invoice_id, amount: part });
    }
    return parts;
  });
  const touched = reports.filter((report) => report.left < report.net);
  await reversePayments(
    tx,
    context,
    touched.map((report): Reversal => {
      return { paymentId: report.payment_id, on: report.value_date, reason: 'import: came as a payment' };
    }),
  );
  const had = new Map<string, number>();
  await insertReported(
    tx,
    context,
    touched
      .filter((report) => report.left > 0)
      .map((report) => {
        const mark = `${report.kind} ${report.invoice_id}`;
        const before = had.get(mark) ?? report.of_kind;
        had.set(mark, before + 1);
        return {
          invoiceId: report.invoice_id,
          clientId: report.client_id,
          currency: report.currency,
          amount: report.left,
          on: report.value_date,
          key: reportedKey(report.kind, report.number_key, before),
        };
      }),
  );
  return replaced;
}

async function liveReports(tx: Transaction, context: ImportContext, claims: readonly Claim[]): Promise<LiveReport[]> {
  const invoiceIds = [...new Set(claims.flatMap((claim) => claim.invoiceIds))];
  const unnamed = claims.filter((claim) => claim.invoiceIds.length === 0 && claim.paymentId !== null);
  const clientIds = [...new Set(unnamed.map((claim) => claim.clientId))];
  if (invoiceIds.length === 0 && clientIds.length === 0) return [];
  const { workspaceId } = context;
  const rows = z.array(liveRow).parse(
    await tx.$queryRaw`
      with candidate as (
        select distinct a.payment_id from allocation a
        where a.workspace_id = ${workspaceId} and a.invoice_id = any(${numberArray(invoiceIds)}::int[])
          and a.payment_id is not null
        union
        select p.id from payment p
        where p.workspace_id = ${workspaceId} and p.client_id = any(${numberArray(clientIds)}::int[])
      )
      select p.id as payment_id, n.invoice_id, p.client_id, p.currency, i.number_key,
        split_part(p.external_id, ':', 1) as kind, p.value_date::text, n.net,
        (select count(distinct q.id) from allocation b
          join payment q on q.workspace_id = b.workspace_id and q.id = b.payment_id
          where b.workspace_id = p.workspace_id and b.invoice_id = n.invoice_id and q.source = p.source
            and q.external_id like split_part(p.external_id, ':', 1) || ':%') as of_kind
      from candidate c
      join payment p on p.workspace_id = ${workspaceId} and p.id = c.payment_id and p.source = ${IMPORT_SOURCE}
        and (p.external_id like 'settled:%' or p.external_id like 'balance:%')
      cross join lateral (
        select a.invoice_id, sum(a.amount)::bigint as net from allocation a
        where a.workspace_id = p.workspace_id and a.payment_id = p.id
        group by a.invoice_id having sum(a.amount) > 0
      ) n
      join invoice i on i.workspace_id = p.workspace_id and i.id = n.invoice_id
      where not exists (select 1 from payment_reversal r
        where r.workspace_id = p.workspace_id and r.payment_id = p.id)
      order by p.value_date, p.id`,
  );
  return rows.map((row) => ({ ...row, left: row.net }));
}

const gapRow = z.object({
  invoice_id: z.int(),
  client_id: z.int(),
  currency: z.string(),
  number_key: z.string(),
  kind: z.enum(['settled', 'balance']),
  paid_on: z.string().transform((text) => text as LocalDate),
  gap: z.coerce.number(),
  of_kind: z.coerce.number(),
});

/**
 * Payments that turned out to belong elsewhere had stood for what a file reported of these invoices: what is missing
 * of the report now is reported money again, at most what was taken from the invoice. The clients are locked.
 */
export async function restoreReported(
  tx: Transaction,
  context: ImportContext,
  taken: readonly Replaced[],
): Promise<void> {
  if (taken.length === 0) return;
  const rows = z.array(gapRow).parse(
    await tx.$queryRaw`
      select i.id as invoice_id, i.client_id, i.currency, i.number_key, k.kind,
        coalesce(i.reported_settled_on, last.value_date, ${context.today}::date)::text as paid_on,
        least(u.amount, least(i.reported_paid, i.amount) - (i.amount - i.open)) as gap, last.of_kind
      from (select invoice_id, sum(amount)::bigint as amount from unnest(
          ${numberArray(taken.map((one) => one.invoiceId))}::int[],
          ${numberArray(taken.map((one) => one.amount))}::bigint[]) as t(invoice_id, amount)
        group by invoice_id) u
      join invoice i on i.workspace_id = ${context.workspaceId} and i.id = u.invoice_id
      cross join lateral (
        select case when i.reported_settled_on is null then 'balance' else 'settled' end as kind) k
      cross join lateral (
        select max(q.value_date) as value_date, count(distinct q.id) as of_kind from allocation b
        join payment q on q.workspace_id = b.workspace_id and q.id = b.payment_id
        where b.workspace_id = i.workspace_id and b.invoice_id = i.id and q.source = ${IMPORT_SOURCE}
          and q.external_id like k.kind || ':%') last
      where least(i.reported_paid, i.amount) > i.amount - i.open`,
  );
  await insertReported(
    tx,
    context,
    rows.map((row) => ({
      invoiceId: row.invoice_id,
      clientId: row.client_id,
      currency: row.currency,
      amount: row.gap,
      on: row.paid_on,
      key: reportedKey(row.kind, row.number_key, row.of_kind),
    })),
  );
}
