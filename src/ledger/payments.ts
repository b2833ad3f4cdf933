import { allocatePayment } from '../domain/allocation.js';
import { dateIn, earlierDate, type LocalDate } from '../domain/local-date.js';
import { type Money, money, parseDecimal, percentOf } from '../domain/money.js';
import type { PaidRequest } from '../domain/request.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { type BookedPayment, bookedAlready, typedAlready } from './booked-payments.js';
import { tellChannel } from './channel-line.js';
import { requireVisible } from './clients.js';
import { toDateColumn } from './date-column.js';
import { noteDeed } from './digest/deeds.js';
import type { PaidReceipt } from './facts/receipt.js';
import { IN_FILE } from './imports/in-file.js';
import { restoreReported } from './imports/reported-payments.js';
import { inTransaction, lockClient } from './in-transaction.js';
import { type ClientInvoice, invoiceFactOf, namedInvoices, openInvoices } from './invoices.js';
import type { Ledger, Transaction } from './ledger.js';
import { TYPED_SOURCE } from './payment-source.js';
import { requireRole } from './people.js';
import { promiseFacts } from './promise-facts.js';
import { outstandingOf } from './promise-making.js';
import { type PromiseChange, revaluePromises } from './promise-valuation.js';
import { clientRouting } from './routing.js';
import { saidCurrency } from './said-currency.js';
import { usualCurrency } from './usual-currency.js';
import { workspaceInfo } from './workspaces.js';

export interface PaymentInput {
  readonly request: PaidRequest;
  readonly clientId: number;
  readonly slackChannelId: string | null;
  readonly typed: string;
  /** It was filled in in a form: nobody typed a line. */
  readonly form?: boolean;
}

/**
 * Currency and minor units of what was paid. An invoice that was named decides the currency, and must be open in it.
 * Throws UserError bad_amount, currency_needed, sign_in_doubt, invoice_settled, other_currency.
 */
function amountOf(
  request: PaidRequest,
  client: { name: string },
  named: readonly ClientInvoice[],
  invoices: readonly ClientInvoice[],
  usual: string,
): { currency: string; minor: number } {
  const { amount } = request;
  const owed = [...new Set((named.length > 0 ? named : invoices).map((row) => row.currency))];
  const [first] = named;
  const about = first === undefined ? { client: client.name } : { invoice: first.number };
  const said = amount.kind === 'exact' ? saidCurrency(amount, owed.length > 0 ? owed : [usual], about) : null;
  for (const row of named) {
    if (row.open <= 0) throw new UserError('invoice_settled', { invoice: row.number, client: client.name });
    if (said !== null && row.currency !== said) {
      throw new UserError('other_currency', { invoice: row.number, currency: row.currency, typed: said });
    }
  }
  if (said === null && owed.length > 1)
    throw new UserError('currency_needed', { client: client.name, currencies: owed });
  const currency = said ?? owed[0] ?? usual;
  if (amount.kind === 'exact') {
    const exact = parseDecimal(amount.value, currency);
    if (exact === null || exact.minor <= 0) {
      throw new UserError('bad_amount', { amount: `${amount.value} ${currency}`, client: client.name });
    }
    return { currency, minor: exact.minor };
  }
  const total = invoices.filter((row) => row.currency === currency).reduce((sum, row) => sum + row.open, 0);
  const minor = amount.kind === 'percent' ? percentOf(total, amount.percent) : total;
  if (minor <= 0) throw new UserError('bad_amount', { amount: '0', client: client.name });
  return { currency, minor };
}

/** What was paid of invoices that are settled: the file that has the money already settled them. Null: none is. */
function settledBefore(request: PaidRequest, named: readonly ClientInvoice[]): Money | null {
  const { amount } = request;
  const [first] = named;
  if (amount.kind !== 'exact' || first === undefined || named.every((row) => row.open > 0)) return null;
  const said = saidCurrency(amount, [first.currency], { invoice: first.number });
  return parseDecimal(amount.value, said ?? first.currency);
}

/**
 * Records a payment and applies it: to the invoices that were named first, then to the earliest due (R18), never to
 * another currency's. What nothing takes stays as the client's credit. Promises are valued again (R8, R30). Finance
 * and managers. Throws UserError role_required, unknown_client, unknown_invoice, bad_amount, currency_needed,
 * sign_in_doubt, future_date, same_payment (a file of the accounting program has brought such a payment, or somebody has
 * recorded it by hand, and nobody said that this is another one).
 */
export async function recordPayment(ledger: Ledger, actor: Actor, input: PaymentInput): Promise<PaidReceipt> {
  const at = ledger.clock.now();
  return await inTransaction(ledger, 'recordPayment', async (tx) => await payInside(tx, actor, input, at));
}

/** The same inside a transaction. */
export async function payInside(tx: Transaction, actor: Actor, input: PaymentInput, at: Date): Promise<PaidReceipt> {
  const { request } = input;
  const { workspaceId } = actor;
  await requireRole(tx, actor, ['finance', 'manager'], 'payments');
  const client = await requireVisible(tx, actor, input.clientId);
  if (request.valueDate > actor.today) throw new UserError('future_date', { date: request.valueDate });
  await lockClient(tx, workspaceId, client.id);
  const workspace = await workspaceInfo(tx, workspaceId);
  // The books know one day, the workspace's (R7). Whoever is a day ahead of it says "today" and means this one.
  const today = dateIn(at, workspace.timezone);
  const valueDate = earlierDate(request.valueDate, today);
  const routing = await clientRouting(tx, workspaceId, client.id);
  const named = await namedInvoices(tx, workspaceId, client, request.invoiceTexts, actor.today);
  const open = await openInvoices(tx, workspaceId, client.id, actor.today);
  const { another = false } = request;
  const inFile = async (currency: string, minor: number): Promise<BookedPayment[]> =>
    await bookedAlready(tx, workspaceId, {
      clientId: client.id,
      currency,
      amount: minor,
      valueDate,
      invoiceIds: named.map((row) => row.id),
    });
  const refuseSame = ([first]: readonly BookedPayment[], currency: string, minor: number): void => {
    if (first === undefined || another) return;
    const imported = dateIn(first.importedAt, workspace.timezone);
    throw new UserError('same_payment', { client: client.name, minor, currency, imported });
  };
  const settled = settledBefore(request, named);
  if (settled !== null) refuseSame(await inFile(settled.currency, settled.minor), settled.currency, settled.minor);
  const paid = amountOf(
    request,
    client,
    named,
    named.length > 0 ? named : open,
    await usualCurrency(tx, workspaceId, client.id),
  );
  const booked = await inFile(paid.currency, paid.minor);
  refuseSame(booked, paid.currency, paid.minor);
  const typed = another
    ? null
    : await typedAlready(tx, workspaceId, {
        clientId: client.id,
        currency: paid.currency,
        amount: paid.minor,
        valueDate,
        reference: request.reference,
        invoiceIds: named.map((row) => row.id),
      });
  if (typed !== null) {
    const recorded = dateIn(typed.recordedAt, workspace.timezone);
    // The command line's operator has no name; whoever asks is no third person.
    const by = typed.by === null || typed.by.id === actor.personId ? '' : typed.by.name;
    throw new UserError('same_payment', {
      client: client.name,
      minor: paid.minor,
      currency: paid.currency,
      recorded,
      by,
    });
  }
  const candidates = open.filter((row) => row.currency === paid.currency);
  const applied = allocatePayment(
    paid.minor,
    candidates.map((row) => ({ id: row.id, dueDate: row.due_date, open: row.open })),
    named.map((row) => row.id),
  );
  const { id: paymentId } = await tx.payment.create({
    data: {
      workspaceId,
      clientId: client.id,
      currency: paid.currency,
      amount: BigInt(paid.minor),
      valueDate: toDateColumn(valueDate),
      reference: request.reference,
      source: TYPED_SOURCE,
      recordedById: actor.personId,
      recordedAt: at,
    },
    select: { id: true },
  });
  await applyAllocations(
    tx,
    workspaceId,
    applied.lines.map((line) => ({ ...line, paymentId, effectiveOn: valueDate })),
    at,
  );
  const changes = await revaluePromises(tx, workspaceId, [client.id], {
    today,
    by: actor.personId,
    at,
  });
  const auditId = await audit(tx, {
    workspaceId,
    actorId: actor.personId,
    kind: 'payment.recorded',
    subjectType: 'payment',
    subjectId: paymentId,
    clientId: client.id,
    rule: 'R18',
    inputs: {
      typed: input.typed,
      ...(input.form === true && { form: true }),
      amount: paid.minor,
      currency: paid.currency,
      allocations: applied.lines.map((line) => ({ ...line })),
      rest: applied.rest,
      ...(booked.length === 0 ? {} : { besides: booked.map(({ id }) => id) }),
    },
    at,
  });
  const told = await tellChannel(
    tx,
    actor,
    client.id,
    at,
    `payment:${paymentId}`,
    (by, { amountsShown }) => ({
      kind: 'payment_recorded',
      facts: {
        clientName: client.name,
        amount: money(paid.minor, paid.currency),
        by,
        amountsShown,
        promisesKept: changes.filter((change) => change.after === 'kept').length,
        undone: false,
      },
    }),
    routing,
  );
  await noteDeed(tx, actor, {
    clientId: client.id,
    auditId,
    at,
    what: { kind: 'paid', amount: money(paid.minor, paid.currency) },
  });
  const after = await openInvoices(tx, workspaceId, client.id, actor.today);
  return {
    auditId,
    clientId: client.id,
    clientName: client.name,
    amount: money(paid.minor, paid.currency),
    valueDate,
    allocations: applied.lines.flatMap((line) => {
      const row = candidates.find((candidate) => candidate.id === line.invoiceId);
      if (row === undefined) return [];
      const left = { ...row, open: row.open - line.amount };
      return [
        {
          invoice: invoiceFactOf(left, actor.today),
          amount: money(line.amount, paid.currency),
          rule: line.rule,
        },
      ];
    }),
    unallocated: money(applied.rest, paid.currency),
    promises: await promiseFacts(
      tx,
      workspaceId,
      changes.map((change) => change.promiseId),
      actor.today,
    ),
    outstanding: outstandingOf(after),
    told,
  };
}

/** Writes allocations (negative: taken back) and the open balance they leave, in minor units. */
async function applyAllocations(
  tx: Transaction,
  workspaceId: number,
  lines: readonly { invoiceId: number; amount: number; rule: string; paymentId: number; effectiveOn: LocalDate }[],
  at: Date,
): Promise<void> {
  for (const line of lines) {
    await tx.allocation.create({
      data: {
        workspaceId,
        invoiceId: line.invoiceId,
        paymentId: line.paymentId,
        amount: BigInt(line.amount),
        effectiveOn: toDateColumn(line.effectiveOn),
        rule: line.rule,
        createdAt: at,
      },
    });
    await tx.$executeRaw`
      update invoice set open = open - ${line.amount}
      where workspace_id = ${workspaceId} and id = ${line.invoiceId}`;
  }
}

/**
 * Takes a payment back inside a transaction: its allocations are answered by negative ones, invoices are open again
 * and promises are valued again (R8).
 * @param on the day the money left again; null: the payment never was (an undo), so every as-of figure forgets it
 */
export async function reverseInside(
  tx: Transaction,
  actor: Actor,
  paymentId: number,
  { on, reason, at }: { on: LocalDate | null; reason: string; at: Date },
): Promise<{ clientId: number; changes: PromiseChange[] }> {
  const { workspaceId } = actor;
  const where = { workspaceId_id: { workspaceId, id: paymentId } };
  const { clientId } = await tx.payment.findUniqueOrThrow({ where, select: { clientId: true } });
  // First the lock, then what the reversal rests on.
  await lockClient(tx, workspaceId, clientId);
  const payment = await tx.payment.findUnique({
    where,
    include: { allocations: true, reversal: { select: { reason: true } } },
  });
  if (payment === null || payment.reversal !== null) {
    const why = payment?.reversal?.reason === IN_FILE ? 'in_file' : 'already_undone';
    throw new UserError('cannot_undo', { why });
  }
  await tx.paymentReversal.create({
    data: {
      workspaceId,
      paymentId,
      reversedOn: on === null ? payment.valueDate : toDateColumn(on),
      reason,
      recordedById: actor.personId,
      recordedAt: at,
    },
  });
  const applied = new Map<string, { invoiceId: number; amount: number; effectiveOn: LocalDate }>();
  for (const row of payment.allocations) {
    const effectiveOn = on ?? (row.effectiveOn.toISOString().slice(0, 10) as LocalDate);
    const key = `${row.invoiceId} ${effectiveOn}`;
    const sum = (applied.get(key)?.amount ?? 0) + Number(row.amount);
    applied.set(key, { invoiceId: row.invoiceId, amount: sum, effectiveOn });
  }
  await applyAllocations(
    tx,
    workspaceId,
    [...applied.values()].map((line) => ({ ...line, amount: -line.amount, rule: 'reversal', paymentId })),
    at,
  );
  const { timezone } = await workspaceInfo(tx, workspaceId);
  // What never was had stood for what an invoice file says is paid: that money is there all the same.
  if (on === null) {
    const context = { workspaceId, today: dateIn(at, timezone), now: at, byId: actor.personId, fileName: '' };
    await restoreReported(
      tx,
      context,
      [...applied.values()].filter((line) => line.amount > 0),
    );
  }
  const changes = await revaluePromises(tx, workspaceId, [payment.clientId], {
    today: dateIn(at, timezone),
    by: actor.personId,
    at,
  });
  return { clientId: payment.clientId, changes };
}

/**
 * Records that a payment bounced or was taken back by the bank on a day (R8: what it had decided is decided anew).
 * Finance and managers. Throws UserError role_required, cannot_undo, future_date.
 */
export async function reversePayment(
  ledger: Ledger,
  actor: Actor,
  paymentId: number,
  on: LocalDate,
  reason: string,
): Promise<{ auditId: number; changes: PromiseChange[] }> {
  const at = ledger.clock.now();
  return await inTransaction(ledger, 'reversePayment', async (tx) => {
    await requireRole(tx, actor, ['finance', 'manager'], 'payments');
    if (on > actor.today) throw new UserError('future_date', { date: on });
    const { clientId, changes } = await reverseInside(tx, actor, paymentId, { on, reason, at });
    const auditId = await audit(tx, {
      workspaceId: actor.workspaceId,
      actorId: actor.personId,
      kind: 'payment.reversed',
      subjectType: 'payment',
      subjectId: paymentId,
      clientId,
      rule: 'R8,R30',
      inputs: { on, reason },
      at,
    });
    return { auditId, changes };
  });
}
