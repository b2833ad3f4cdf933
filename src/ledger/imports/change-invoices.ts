import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { TYPED_SOURCE } from '../payment-source.js';
import { numberArray, textArray } from './array-literal.js';
import type { ExistingInvoice } from './compare-invoices.js';
import type { ImportContext, InvoiceFileFacts } from './import-row.js';
import { insertReported, type ReportedKind, type ReportedPayment, reportedKey } from './reported-payments.js';
import type { ResolvedInvoice } from './resolved-invoice.js';
import { type Reversal, reversePayments } from './reverse-payments.js';
import { takeBack } from './take-back.js';

/** What a changed row comes to. `open`: what is open once everything else of the plan is done, minor units. */
interface Plan {
  readonly row: ResolvedInvoice;
  readonly existing: ExistingInvoice;
  readonly amount: number;
  readonly takeBack: number;
  readonly reversals: readonly Reversal[];
  readonly payment: ReportedPayment | null;
  /** What the file says is paid, kept for the next file. */
  readonly reportedPaid: number;
  readonly reportedSettledOn: LocalDate | null;
  readonly openDisputeOn: LocalDate | null;
  readonly resolveDisputesOn: LocalDate | null;
  readonly open: number;
  /** Of what the file says is paid now and said not before, what the books had already, minor units. */
  readonly known: number;
}

/**
 * Makes known invoices what the file now says, for rows that compareInvoices found to differ: fields, amount (the open
 * balance moves with it), settlement, open balance, dispute. What was paid stays in the books: a settlement that the
 * file no longer knows and less paid than it said before are reversals, a smaller amount gives back what was paid above
 * it. Only reported payments are reversed: what a person or a payment file recorded stays. One audit entry a changed
 * invoice, with both states. Returns the rows that were changed, and the payments that people typed of which the file
 * tells now.
 */
export async function changeInvoices(
  tx: Transaction,
  context: ImportContext,
  rows: readonly ResolvedInvoice[],
  differing: readonly ExistingInvoice[],
  file: InvoiceFileFacts,
): Promise<{ readonly rows: ResolvedInvoice[]; readonly typedIds: number[] }> {
  const byIndex = new Map(rows.map((row) => [row.index, row]));
  const plans = differing.flatMap((existing) => {
    const row = byIndex.get(existing.index);
    return row === undefined ? [] : [planOf(row, existing, file, context.today)];
  });
  if (plans.length === 0) return { rows: [], typedIds: [] };
  const typedIds = await typedKnown(tx, context, plans);
  // What is open never leaves the range between nothing and the amount: money goes back before an amount becomes smaller.
  await reversePayments(
    tx,
    context,
    plans.flatMap((plan) => plan.reversals),
  );
  await takeBack(
    tx,
    context,
    plans.flatMap((plan) => (plan.takeBack > 0 ? [{ invoiceId: plan.existing.id, amount: plan.takeBack }] : [])),
  );
  await updateFields(tx, context, plans);
  await insertReported(
    tx,
    context,
    plans.flatMap((plan) => plan.payment ?? []),
  );
  await moveDisputes(tx, context, plans);
  await auditChanges(tx, context, plans);
  return { rows: plans.map((plan) => plan.row), typedIds };
}

const typedRow = z.object({ id: z.int(), invoice_id: z.int(), net: z.coerce.number() });

/** The typed payments that are what the file says anew and the books knew: on its invoice, the latest first. */
async function typedKnown(tx: Transaction, context: ImportContext, plans: readonly Plan[]): Promise<number[]> {
  const left = new Map(plans.flatMap(({ existing, known }) => (known > 0 ? [[existing.id, known]] : [])));
  if (left.size === 0) return [];
  const rows = z.array(typedRow).parse(
    await tx.$queryRaw`
      select p.id, a.invoice_id, sum(a.amount)::bigint as net from allocation a
      join payment p on p.workspace_id = a.workspace_id and p.id = a.payment_id and p.source = ${TYPED_SOURCE}
      where a.workspace_id = ${context.workspaceId} and a.invoice_id = any(${numberArray([...left.keys()])}::int[])
      group by p.id, a.invoice_id having sum(a.amount) > 0
      order by p.id desc`,
  );
  return rows.flatMap(({ id, invoice_id, net }) => {
    const rest = left.get(invoice_id) ?? 0;
    if (net > rest) return [];
    left.set(invoice_id, rest - net);
    return [id];
  });
}

function planOf(row: ResolvedInvoice, existing: ExistingInvoice, file: InvoiceFileFacts, today: LocalDate): Plan {
  const { said } = row;
  const amount = said.amount ?? Math.max(existing.amount, said.balance ?? 0);
  let open = existing.open + amount - existing.amount;
  const live = existing.payments.filter((payment) => !payment.reversed && payment.net > 0);
  const settled = live.filter((one) => one.kind === 'settled');
  const reversals: Reversal[] = [];
  const reverse = (payment: (typeof live)[number], on: LocalDate, reason: string): void => {
    if (reversals.some((one) => one.paymentId === payment.id)) return;
    reversals.push({ paymentId: payment.id, on, reason });
    open += payment.net;
  };
  let payment: ReportedPayment | null = null;
  let paidAnew = 0;
  const pay = (value: number, on: LocalDate, kind: ReportedKind): void => {
    if (value <= 0) return;
    const before = existing.payments.filter((one) => one.kind === kind).length;
    const key = reportedKey(kind, said.numberKey, before);
    payment = { invoiceId: existing.id, clientId: row.clientId, currency: said.currency, amount: value, on, key };
    paidAnew = value;
    open -= value;
  };
  let { reportedPaid, reportedSettledOn } = existing;
  if (said.settledOn !== null) {
    const news = said.settledOn !== reportedSettledOn || amount !== reportedPaid;
    // Another date or a smaller amount for the same money: the first reading was a mistake, as if it never came.
    for (const one of settled) {
      if (one.valueDate !== said.settledOn || amount < reportedPaid) {
        reverse(one, one.valueDate, 'import: settlement corrected');
      }
    }
    if (news) pay(open, said.settledOn, 'settled');
    reportedPaid = amount;
    reportedSettledOn = said.settledOn;
  } else if (said.balance !== null) {
    const paid = amount - said.balance;
    // Less paid than it said: as much is open again, but never more than it says, and nobody else's payment goes.
    const target = Math.min(said.balance, open + Math.max(0, reportedPaid - paid));
    for (const one of live) if (open < target) reverse(one, today, 'import: open again');
    if (paid < reportedPaid) pay(open - target, today, 'balance');
    if (paid > reportedPaid) pay(open - said.balance, today, 'balance');
    reportedPaid = paid;
    if (said.balance > 0) reportedSettledOn = null;
  } else if (file.settledKnown && reportedSettledOn !== null) {
    for (const one of settled) reverse(one, today, 'import: no longer settled');
    reportedPaid = 0;
    reportedSettledOn = null;
  }
  // What is paid above a smaller amount goes back to its payments.
  const back = Math.max(0, -open);
  open += back;
  const disputed = row.said.disputed;
  let openDisputeOn: LocalDate | null = null;
  let resolveDisputesOn: LocalDate | null = null;
  if (disputed === true && row.said.settledOn === null && !existing.openDispute) {
    openDisputeOn = existing.importedDispute ? today : row.said.issueDate;
  }
  if (disputed === true && row.said.settledOn !== null) {
    if (!existing.importedDispute) openDisputeOn = row.said.issueDate;
    resolveDisputesOn = row.said.settledOn;
  }
  if (disputed === false && existing.openImportedDispute) resolveDisputesOn = today;
  return {
    row,
    existing,
    amount,
    takeBack: back,
    reversals,
    payment,
    reportedPaid,
    reportedSettledOn,
    openDisputeOn,
    resolveDisputesOn,
    open,
    known: reversals.length > 0 ? 0 : Math.max(0, reportedPaid - existing.reportedPaid - paidAnew),
  };
}

async function updateFields(tx: Transaction, context: ImportContext, plans: readonly Plan[]): Promise<void> {
  await tx.$executeRaw`
    update invoice i set number = u.number, issue_date = u.issue_date, due_date = u.due_date, currency = u.currency,
      amount = u.amount, open = i.open + u.amount - i.amount, project_id = coalesce(u.project_id, i.project_id),
      source = coalesce(u.source, i.source), external_id = coalesce(u.external_id, i.external_id),
      link = coalesce(u.link, i.link), reported_paid = u.reported_paid, reported_settled_on = u.reported_settled_on
    from unnest(
      ${numberArray(plans.map((plan) => plan.existing.id))}::int[],
      ${textArray(plans.map((plan) => plan.row.said.number))}::text[],
      ${textArray(plans.map((plan) => plan.row.said.issueDate))}::date[],
      ${textArray(plans.map((plan) => plan.row.said.dueDate))}::date[],
      ${textArray(plans.map((plan) => plan.row.said.currency))}::text[],
      ${numberArray(plans.map((plan) => plan.amount))}::bigint[],
      ${numberArray(plans.map((plan) => plan.row.projectId))}::int[],
      ${textArray(plans.map((plan) => plan.row.said.source))}::text[],
      ${textArray(plans.map((plan) => plan.row.said.externalId))}::text[],
      ${textArray(plans.map((plan) => plan.row.said.link))}::text[],
      ${numberArray(plans.map((plan) => plan.reportedPaid))}::bigint[],
      ${textArray(plans.map((plan) => plan.reportedSettledOn))}::date[]
    ) as u(id, number, issue_date, due_date, currency, amount, project_id, source, external_id, link, reported_paid,
      reported_settled_on)
    where i.workspace_id = ${context.workspaceId} and i.id = u.id`;
}

async function moveDisputes(tx: Transaction, context: ImportContext, plans: readonly Plan[]): Promise<void> {
  const { workspaceId, now } = context;
  const opened = plans.filter((plan) => plan.openDisputeOn !== null);
  if (opened.length > 0) {
    await tx.$executeRaw`
      insert into dispute (workspace_id, client_id, invoice_id, amount, reason, opened_on, created_at)
      select ${workspaceId}, u.client_id, u.invoice_id, u.amount, 'other', u.opened_on, ${now}
      from unnest(${numberArray(opened.map((plan) => plan.row.clientId))}::int[],
        ${numberArray(opened.map((plan) => plan.existing.id))}::int[],
        ${numberArray(opened.map((plan) => plan.amount))}::bigint[],
        ${textArray(opened.map((plan) => plan.openDisputeOn))}::date[]) as u(client_id, invoice_id, amount, opened_on)`;
  }
  const resolved = plans.filter((plan) => plan.resolveDisputesOn !== null);
  if (resolved.length > 0) {
    // Only what an import opened: a dispute that a person logged is theirs to close.
    await tx.$executeRaw`
      update dispute d set resolved_on = greatest(u.resolved_on, d.opened_on)
      from unnest(${numberArray(resolved.map((plan) => plan.existing.id))}::int[],
        ${textArray(resolved.map((plan) => plan.resolveDisputesOn))}::date[]) as u(invoice_id, resolved_on)
      where d.workspace_id = ${workspaceId} and d.invoice_id = u.invoice_id and d.resolved_on is null
        and d.conversation_id is null and d.opened_by_id is null`;
  }
}

const COMPARED = ['number', 'issueDate', 'dueDate', 'currency', 'source', 'externalId', 'link'] as const;

/** Only what changed, as it was and as it is. */
function beforeAndAfter(plan: Plan): { before: Record<string, unknown>; after: Record<string, unknown> } {
  const before: Record<string, unknown> = {};
  const after: Record<string, unknown> = {};
  const note = (field: string, was: unknown, is: unknown): void => {
    if (was === is) return;
    before[field] = was;
    after[field] = is;
  };
  for (const field of COMPARED) note(field, plan.existing[field], plan.row.said[field] ?? plan.existing[field]);
  note('projectId', plan.existing.projectId, plan.row.projectId ?? plan.existing.projectId);
  note('amount', plan.existing.amount, plan.amount);
  note('open', plan.existing.open, plan.open);
  note('reportedPaid', plan.existing.reportedPaid, plan.reportedPaid);
  if (plan.openDisputeOn !== null) after.disputedOn = plan.openDisputeOn;
  if (plan.resolveDisputesOn !== null) after.disputeResolvedOn = plan.resolveDisputesOn;
  if (plan.payment !== null) after.paidOn = plan.payment.on;
  return { before, after };
}

async function auditChanges(tx: Transaction, context: ImportContext, plans: readonly Plan[]): Promise<void> {
  const inputs = plans.map((plan) =>
    JSON.stringify({
      ...beforeAndAfter(plan),
      file: context.fileName,
      reversedPayments: plan.reversals.map((reversal) => reversal.paymentId),
    }),
  );
  await tx.$executeRaw`
    insert into audit_entry (workspace_id, actor_id, kind, subject_type, subject_id, client_id, rule, inputs, at)
    select ${context.workspaceId}, ${context.byId}::int, 'invoice.changed', 'invoice', u.id, u.client_id, 'R30',
      u.inputs::jsonb, ${context.now}
    from unnest(${numberArray(plans.map((plan) => plan.existing.id))}::int[],
      ${numberArray(plans.map((plan) => plan.row.clientId))}::int[], ${textArray(inputs)}::text[])
      as u(id, client_id, inputs)`;
}
