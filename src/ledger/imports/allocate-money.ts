import { z } from 'zod';
import { allocatePayment } from '../../domain/allocation.js';
import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { numberArray, textArray } from './array-literal.js';
import type { ImportContext } from './import-row.js';
import { lockClients } from './lock-clients.js';
import type { Replaced } from './reported-payments.js';

/** A payment or a credit note of which something is to be applied; several times where parts name other invoices. */
export interface Applicable {
  readonly kind: 'payment' | 'credit_note';
  readonly id: number;
  readonly clientId: number;
  readonly currency: string;
  /** Minor units. */
  readonly amount: number;
  readonly on: LocalDate;
  /** Invoices that the payer named, in that order. */
  readonly designated: readonly number[];
}

interface OpenInvoice {
  readonly id: number;
  readonly dueDate: LocalDate;
  open: number;
}

const invoiceRow = z.object({
  id: z.int(),
  client_id: z.int(),
  currency: z.string(),
  due_date: z.string().transform((text) => text as LocalDate),
  open: z.coerce.number(),
});

/**
 * Applies money to invoices (R18): what was designated, else the earliest due date, invoices of one due date in
 * proportion; the older money first. domain/allocation.ts decides; only the invoices that the money can reach are read,
 * and all of it is written in two statements. What nothing takes stays the client's credit. A payment counts from its
 * value date, on an invoice that was issued later from that day.
 */
export async function allocateMoney(
  tx: Transaction,
  context: ImportContext,
  items: readonly Applicable[],
): Promise<void> {
  if (items.length === 0) return;
  const { workspaceId } = context;
  await lockClients(
    tx,
    workspaceId,
    items.map((item) => item.clientId),
  );
  const queues = await reachableInvoices(tx, workspaceId, items);
  const byMark = new Map<string, { item: Applicable; invoiceId: number; amount: number; rule: string }>();
  for (const item of [...items].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : a.id - b.id))) {
    const queue = queues.get(`${item.clientId} ${item.currency}`);
    if (queue === undefined) continue;
    for (const line of allocatePayment(item.amount, queue.within(item), item.designated).lines) {
      queue.take(line.invoiceId, line.amount);
      const mark = `${item.kind} ${item.id} ${line.invoiceId} ${line.rule}`;
      const amount = (byMark.get(mark)?.amount ?? 0) + line.amount;
      byMark.set(mark, { item, invoiceId: line.invoiceId, amount, rule: line.rule });
    }
  }
  const lines = [...byMark.values()];
  if (lines.length === 0) return;
  const ids = (kind: Applicable['kind']): string =>
    numberArray(lines.map((line) => (line.item.kind === kind ? line.item.id : null)));
  await tx.$executeRaw`
    with u as materialized (
      select * from unnest(${numberArray(lines.map((line) => line.invoiceId))}::int[], ${ids('payment')}::int[],
        ${ids('credit_note')}::int[], ${numberArray(lines.map((line) => line.amount))}::bigint[],
        ${textArray(lines.map((line) => line.item.on))}::date[],
        ${textArray(lines.map((line) => (line.item.kind === 'credit_note' ? 'credit_note' : line.rule)))}::text[])
        with ordinality as u(invoice_id, payment_id, credit_note_id, amount, effective_on, rule, ord)
    ), allocations as (
      insert into allocation (workspace_id, invoice_id, payment_id, credit_note_id, amount, effective_on, rule, created_at)
      select ${workspaceId}, u.invoice_id, u.payment_id, u.credit_note_id, u.amount,
        case when u.payment_id is null then u.effective_on else greatest(u.effective_on, i.issue_date) end, u.rule,
        ${context.now}
      from u join invoice i on i.workspace_id = ${workspaceId} and i.id = u.invoice_id
      order by u.ord
    )
    update invoice i set open = i.open - s.amount
    from (select invoice_id, sum(amount)::bigint as amount from u group by invoice_id) s
    where i.workspace_id = ${workspaceId} and i.id = s.invoice_id`;
}

/** A payment whose parts stand for what was reported of certain invoices: those parts stay there, the rest follows R18. */
export function inParts(payment: Applicable, replaced: readonly Replaced[]): Applicable[] {
  const rest = payment.amount - replaced.reduce((sum, part) => sum + part.amount, 0);
  const parts = replaced.map((part) => ({ ...payment, amount: part.amount, designated: [part.invoiceId] }));
  return rest > 0 ? [...parts, { ...payment, amount: rest }] : parts;
}

/** The open invoices of one client and currency, earliest due first. */
class Queue {
  private readonly byId = new Map<number, OpenInvoice>();
  private readonly invoices: OpenInvoice[] = [];
  private first = 0;

  add(invoice: OpenInvoice): void {
    this.invoices.push(invoice);
    this.byId.set(invoice.id, invoice);
  }

  take(invoiceId: number, amount: number): void {
    const invoice = this.byId.get(invoiceId);
    if (invoice !== undefined) invoice.open -= amount;
  }

  /** The invoices that this money can reach: what it names, and the earliest due up to its amount, whole due dates. */
  within(item: Applicable): OpenInvoice[] {
    while ((this.invoices[this.first]?.open ?? 1) <= 0 && this.first < this.invoices.length) this.first++;
    const reach = new Set<OpenInvoice>();
    for (const id of item.designated) {
      const invoice = this.byId.get(id);
      if (invoice !== undefined) reach.add(invoice);
    }
    let sum = 0;
    let last: LocalDate | null = null;
    for (let at = this.first; at < this.invoices.length; at++) {
      const invoice = this.invoices[at];
      if (invoice === undefined || (sum >= item.amount && invoice.dueDate !== last)) break;
      if (invoice.open <= 0 || item.designated.includes(invoice.id)) continue;
      reach.add(invoice);
      sum += invoice.open;
      last = invoice.dueDate;
    }
    return [...reach];
  }
}

async function reachableInvoices(
  tx: Transaction,
  workspaceId: number,
  items: readonly Applicable[],
): Promise<Map<string, Queue>> {
  const rows = z.array(invoiceRow).parse(
    await tx.$queryRaw`
      with need as (
        select u.client_id, u.currency, sum(u.amount) as total
        from unnest(${numberArray(items.map((item) => item.clientId))}::int[],
          ${textArray(items.map((item) => item.currency))}::text[],
          ${numberArray(items.map((item) => item.amount))}::bigint[]) as u(client_id, currency, amount)
        group by u.client_id, u.currency
      ), ranked as (
        select i.id, i.client_id, i.currency, i.due_date, i.open, n.total,
          sum(i.open) over (partition by i.client_id, i.currency order by i.due_date)
            - sum(i.open) over (partition by i.client_id, i.currency, i.due_date) as before
        from need n
        join invoice i on i.workspace_id = ${workspaceId} and i.client_id = n.client_id and i.currency = n.currency
          and i.open > 0
      )
      select id, client_id, currency, due_date::text, open from (
        select id, client_id, currency, due_date, open from ranked where before < total
        union
        select i.id, i.client_id, i.currency, i.due_date, i.open from invoice i
        where i.workspace_id = ${workspaceId} and i.open > 0
          and i.id = any(${numberArray(items.flatMap((item) => item.designated))}::int[])
      ) reachable
      order by client_id, currency, due_date, id`,
  );
  const queues = new Map<string, Queue>();
  for (const row of rows) {
    const key = `${row.client_id} ${row.currency}`;
    let queue = queues.get(key);
    if (queue === undefined) {
      queue = new Queue();
      queues.set(key, queue);
    }
    queue.add({ id: row.id, dueDate: row.due_date, open: row.open });
  }
  return queues;
}
