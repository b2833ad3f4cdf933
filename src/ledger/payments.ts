import { allocatePayment } from '../domain/allocation.js';
import type { LocalDate } from '../domain/local-date.js';
import { money, parseDecimal } from '../domain/money.js';
import type { PaidRequest } from '../domain/request.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { tellChannel } from './channel-line.js';
import { requireVisible } from './clients.js';
import { toDateColumn } from './date-column.js';
import type { PaidReceipt } from './facts/receipt.js';
import { type ClientInvoice, invoiceFactOf, namedInvoices, openInvoices } from './invoices.js';
import type { Ledger, Transaction } from './ledger.js';
import { requireRole } from './people.js';
import { promiseFacts } from './promise-facts.js';
import { outstandingOf } from './promise-making.js';
import { type PromiseChange, revaluePromises } from './promise-valuation.js';
import { workspaceInfo } from './workspaces.js';

export interface PaymentInput {
  readonly request: PaidRequest;
  readonly clientId: number;
  readonly slackChannelId: string | null;
  readonly typed: string;
}

/** Currency and minor units of what was paid. Throws UserError bad_amount, currency_needed. */
function amountOf(
  request: PaidRequest,
  client: { name: string },
  invoices: readonly ClientInvoice[],
  workspaceCurrency: string,
): { currency: string; minor: number } {
  const { amount } = request;
  const owed = [...new Set(invoices.map((row) => row.currency))];
  const said = amount.kind === 'exact' ? amount.currency : null;
  if (said === null && owed.length > 1)
    throw new UserError('currency_needed', { client: client.name, currencies: owed });
  const currency = said ?? owed[0] ?? workspaceCurrency;
  if (amount.kind === 'exact') {
    const exact = parseDecimal(amount.value, currency);
    if (exact === null || exact.minor <= 0) {
      throw new UserError('bad_amount', { amount: `${amount.value} ${currency}`, client: client.name });
    }
    return { currency, minor: exact.minor };
  }
  const total = invoices.filter((row) => row.currency === currency).reduce((sum, row) => sum + row.open, 0);
  const minor = amount.kind === 'percent' ? Math.round((total * amount.percent) / 100) : total;
  if (minor <= 0) throw new UserError('bad_amount', { amount: '0', client: client.name });
  return { currency, minor };
}

/**
 * Records a payment and applies it: to the invoices that were named first, then to the earliest due (R18), never to
 * another currency's. What nothing takes stays as the client's credit. Promises are valued again (R8, R30). Finance
 * and managers. Throws UserError role_required, unknown_client, unknown_invoice, bad_amount, currency_needed,
 * future_date.
 */
export async function recordPayment(ledger: Ledger, actor: Actor, input: PaymentInput): Promise<PaidReceipt> {
  const { request } = input;
  const { workspaceId } = actor;
  const at = ledger.clock.now();
  return await ledger.prisma.$transaction(async (tx) => {
    await requireRole(tx, actor, ['finance', 'manager']);
    const client = await requireVisible(tx, actor, input.clientId);
    if (request.valueDate > actor.today) throw new UserError('future_date', { date: request.valueDate });
    await lockClient(tx, workspaceId, client.id);
    const workspace = await workspaceInfo(tx, workspaceId);
    const named = await namedInvoices(tx, workspaceId, client, request.invoiceTexts, actor.today);
    const open = await openInvoices(tx, workspaceId, client.id, actor.today);
    const base = named.length > 0 ? named.filter((row) => row.open > 0) : open;
    const paid = amountOf(request, client, base, workspace.currency);
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
        valueDate: toDateColumn(request.valueDate),
        reference: request.reference,
        source: 'slack',
        recordedById: actor.personId,
        recordedAt: at,
      },
      select: { id: true },
    });
    await applyAllocations(
      tx,
      workspaceId,
      applied.lines.map((line) => ({ ...line, paymentId, effectiveOn: request.valueDate })),
      at,
    );
    const changes = await revaluePromises(tx, workspaceId, [client.id], {
      today: actor.today,
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
        amount: paid.minor,
        currency: paid.currency,
        allocations: applied.lines.map((line) => ({ ...line })),
        rest: applied.rest,
      },
      at,
    });
    const told = await tellChannel(tx, actor, client.id, at, `payment:${paymentId}`, (by) => ({
      kind: 'payment_recorded',
      facts: {
        clientName: client.name,
        amount: money(paid.minor, paid.currency),
        by,
        promisesKept: changes.filter((change) => change.after === 'kept').length,
        undone: false,
      },
    }));
    const after = await openInvoices(tx, workspaceId, client.id, actor.today);
    return {
      auditId,
      clientId: client.id,
      clientName: client.name,
      amount: money(paid.minor, paid.currency),
      valueDate: request.valueDate,
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
  });
}

/** One change of a client's money at a time. */
async function lockClient(tx: Transaction, workspaceId: number, clientId: number): Promise<void> {
  await tx.$executeRaw`select 1 from client where workspace_id = ${workspaceId} and id = ${clientId} for update`;
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
  const payment = await tx.payment.findUnique({
    where: { workspaceId_id: { workspaceId, id: paymentId } },
    include: { allocations: true, reversal: { select: { id: true } } },
  });
  if (payment === null || payment.reversal !== null) throw new UserError('cannot_undo', { why: 'already_undone' });
  await lockClient(tx, workspaceId, payment.clientId);
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
  const changes = await revaluePromises(tx, workspaceId, [payment.clientId], {
    today: actor.today,
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
  return await ledger.prisma.$transaction(async (tx) => {
    await requireRole(tx, actor, ['finance', 'manager']);
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
