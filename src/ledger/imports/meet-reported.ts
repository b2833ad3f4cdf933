import { z } from 'zod';
import { addDays, type LocalDate } from '../../domain/local-date.js';
import { pairSameMoney, pairSums, SAME_MONEY_DAYS, type ToldMoney } from '../../domain/same-money.js';
import type { Transaction } from '../ledger.js';
import { allocateMoney, inParts } from './allocate-money.js';
import { numberArray } from './array-literal.js';
import { type Met, sayCountedOnce } from './counted-once.js';
import { IMPORT_SOURCE, type ImportContext } from './import-row.js';
import { lockClients } from './lock-clients.js';
import { type Replaced, replaceReported, restoreReported } from './reported-payments.js';
import { type TypedPayment, typedPayments } from './typed-payments.js';

/** What of a typed payment no file has told of yet. */
interface Unknown extends ToldMoney {
  readonly typed: TypedPayment;
  /** Where that is, minor units; the rest is credit. */
  readonly parts: readonly Replaced[];
}

interface Report extends ToldMoney {
  readonly invoiceId: number;
}

const reportRow = z.object({
  clientId: z.int(),
  currency: z.string(),
  amount: z.coerce.number(),
  valueDate: z.string().transform((text) => text as LocalDate),
  invoiceId: z.int(),
});

/**
 * Money that a person typed, or that a payment file brought without its invoice, and that went to the invoices that
 * were due first, or to none, is moved to where the invoice file of this import reports it: it takes the place of the
 * report. The same to the cent, of one report, of all the client's reports together, or of all such money of one.
 * Returns the ids of the typed payments.
 */
export async function meetReported(
  tx: Transaction,
  context: ImportContext,
  clientIds: readonly number[],
): Promise<number[]> {
  if (clientIds.length === 0) return [];
  const { workspaceId, today } = context;
  const days = { from: addDays(today, -SAME_MONEY_DAYS), to: addDays(today, SAME_MONEY_DAYS) };
  const all = { unnamedToo: true };
  if ((await typedPayments(tx, workspaceId, clientIds, days, all)).length === 0) return [];
  await lockClients(tx, workspaceId, clientIds);
  const typed = await typedPayments(tx, workspaceId, clientIds, days, all);
  const reports = await reportsOf(tx, context, [...new Set(typed.map((one) => one.clientId))]);
  if (reports.length === 0) return [];
  const mets: { readonly unknown: Unknown; readonly reports: readonly Report[] }[] = [];
  const unknown = (): Unknown[] =>
    unknownOf(typed).filter((one) => !mets.some((met) => met.unknown.typed === one.typed));
  const free = (): Report[] => reports.filter((report) => !mets.some((met) => met.reports.includes(report)));
  // The whole payment first: what is on an invoice of which the file told less only happened to be enough for that.
  for (const told of [(): Unknown[] => unknown().map(wholly), unknown]) {
    const pairs = pairSameMoney(told(), free());
    mets.push(...pairs.map(({ typed: one, booked }) => ({ unknown: one, reports: [booked] })));
  }
  mets.push(...pairSums(unknown(), free()).map(({ whole, parts }) => ({ unknown: whole, reports: parts })));
  for (const { whole, parts } of pairSums(free(), unknown())) {
    mets.push(...parts.map((part) => ({ unknown: part, reports: [whole] })));
  }
  for (const { unknown, reports: booked } of mets) await move(tx, context, unknown, booked);
  const saidByPeople = mets.filter(({ unknown: { typed: one } }) => one.byPerson);
  await sayCountedOnce(
    tx,
    context,
    saidByPeople.map(({ unknown, reports: booked }): Met => {
      const { typed: one } = unknown;
      return { typed: one, paymentId: one.id, valueDate: booked[0]?.valueDate ?? one.valueDate };
    }),
  );
  return saidByPeople.map(({ unknown }) => unknown.typed.id);
}

/** What of these payments no invoice file has told of. The newest first: what was typed earlier is what a file has told of before. */
export function unknownOf(typed: readonly TypedPayment[]): Unknown[] {
  const left = new Map<number, number>();
  return typed.toReversed().flatMap((one): Unknown[] => {
    let amount = one.amount - one.parts.reduce((sum, { net }) => sum + net, 0);
    const parts = one.parts.flatMap(({ invoiceId, net, unknown }): Replaced[] => {
      const rest = left.get(invoiceId) ?? unknown;
      const part = Math.min(net, rest);
      left.set(invoiceId, rest - part);
      amount += part;
      return part > 0 ? [{ invoiceId, amount: part }] : [];
    });
    return amount > 0 ? [{ ...one, amount, typed: one, parts }] : [];
  });
}

/** The whole of a typed payment of which a part is unknown. */
const wholly = ({ typed, ...unknown }: Unknown): Unknown => ({
  ...unknown,
  amount: typed.amount,
  typed,
  parts: typed.parts.map(({ invoiceId, net }) => ({ invoiceId, amount: net })),
});

/** What the invoice file of this import reports of these clients, as far as it stands. */
export async function reportsOf(
  tx: Transaction,
  context: ImportContext,
  clientIds: readonly number[],
): Promise<Report[]> {
  const rows = z.array(reportRow).parse(
    await tx.$queryRaw`
      select p.client_id as "clientId", p.currency, n.net as amount, p.value_date::text as "valueDate",
        n.invoice_id as "invoiceId"
      from payment p
      cross join lateral (select a.invoice_id, sum(a.amount)::bigint as net from allocation a
        where a.workspace_id = p.workspace_id and a.payment_id = p.id
        group by a.invoice_id having sum(a.amount) > 0) n
      where p.workspace_id = ${context.workspaceId} and p.recorded_at = ${context.now}::timestamptz
        and p.source = ${IMPORT_SOURCE} and p.client_id = any(${numberArray(clientIds)}::int[])
        and (p.external_id like 'settled:%' or p.external_id like 'balance:%')
        and not exists (select 1 from payment_reversal r where r.workspace_id = p.workspace_id and r.payment_id = p.id)
      order by p.id`,
  );
  return rows.map((row) => ({ ...row, reference: null, invoiceIds: [row.invoiceId] }));
}

async function move(
  tx: Transaction,
  context: ImportContext,
  { typed, amount, parts }: Unknown,
  reports: readonly Report[],
): Promise<void> {
  const { workspaceId, now } = context;
  const { id, clientId, currency, valueDate: on } = typed;
  await tx.$executeRaw`
    with u as materialized (
      select * from unnest(${numberArray(parts.map((part) => part.invoiceId))}::int[],
        ${numberArray(parts.map((part) => part.amount))}::bigint[]) as u(invoice_id, amount)
    ), back as (
      insert into allocation (workspace_id, invoice_id, payment_id, amount, effective_on, rule, created_at)
      select ${workspaceId}, u.invoice_id, ${id}::int, -u.amount, ${on}::date, 'reversal', ${now} from u
    )
    update invoice i set open = i.open + u.amount from u
    where i.workspace_id = ${workspaceId} and i.id = u.invoice_id`;
  const designated = reports.map((report) => report.invoiceId);
  const claim = { amount, on, invoiceIds: designated, paymentId: null, clientId, currency };
  const [replaced = []] = await replaceReported(tx, context, [claim]);
  await allocateMoney(
    tx,
    context,
    inParts({ kind: 'payment', id, clientId, currency, amount, on, designated }, replaced),
  );
  await restoreReported(tx, context, parts);
}
