import { addDays, type LocalDate } from '../../domain/local-date.js';
import { type Money, money } from '../../domain/money.js';
import { SAME_MONEY_DAYS } from '../../domain/same-money.js';
import type { Transaction } from '../ledger.js';
import type { ImportContext } from './import-row.js';
import { reportsOf, unknownOf } from './meet-reported.js';
import { typedPayments } from './typed-payments.js';

/** Older money than this a balance of today hardly tells of for the first time. */
const DAYS_BACK = 100;

/** A payment of a file that names no invoice, and an invoice whose balance tells of as much: nobody knows if it is one. */
export interface MayCountTwice {
  readonly clientName: string;
  readonly amount: Money;
  readonly valueDate: LocalDate;
  readonly invoiceNumber: string;
}

/**
 * Payments of files without an invoice that no invoice file has told of, too old to be taken for what the invoice file
 * of this import reports to the cent: both count. For what meetReported left over; nothing is changed.
 */
export async function mayCountTwice(
  tx: Transaction,
  context: ImportContext,
  clientIds: readonly number[],
): Promise<MayCountTwice[]> {
  if (clientIds.length === 0) return [];
  const { workspaceId, today } = context;
  const days = { from: addDays(today, -DAYS_BACK), to: addDays(today, -SAME_MONEY_DAYS - 1) };
  const told = await typedPayments(tx, workspaceId, clientIds, days, { unnamedToo: true });
  const unnamed = unknownOf(told.filter(({ byPerson }) => !byPerson));
  if (unnamed.length === 0) return [];
  const free = new Set(await reportsOf(tx, context, [...new Set(unnamed.map(({ clientId }) => clientId))]));
  const found = unnamed.flatMap((one) => {
    const amounts = [one.typed.amount, one.amount];
    const same = [...free].find(
      (report) =>
        report.clientId === one.clientId && report.currency === one.currency && amounts.includes(report.amount),
    );
    if (same === undefined) return [];
    free.delete(same);
    return [{ typed: one.typed, report: same }];
  });
  const named = await tx.invoice.findMany({
    where: { workspaceId, id: { in: found.map(({ report }) => report.invoiceId) } },
    select: { id: true, number: true },
  });
  const numbers = new Map(named.map(({ id, number }) => [id, number]));
  return found.map(({ typed, report }) => ({
    clientName: typed.clientName,
    amount: money(typed.amount, typed.currency),
    valueDate: typed.valueDate,
    invoiceNumber: numbers.get(report.invoiceId) ?? '',
  }));
}
