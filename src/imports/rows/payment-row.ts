import type { LocalDate } from '../../domain/local-date.js';
import type { PaymentRow } from '../../ledger/imports/import-row.js';
import { refuse } from '../../ledger/imports/refusal.js';
import { BadCell, type CellReader } from './cell-reader.js';
import { clientOf, numberKeyOf } from './names.js';
import { OtherDocument } from './other-document.js';

const NO_PAYMENT = /invoice|credit (memo|note)|journal|bill\b|发票|应收单/iu;

/** A payment before its key among equal rows is known. */
export type ReadPayment = Omit<PaymentRow, 'externalId'> & { readonly externalId: string | null };

/**
 * One row of a payment file. Throws BadCell, and OtherDocument for an invoice among the payments; a payment that lies
 * in the future has not come (R8: value date).
 */
export function paymentRow(cell: CellReader, group: string | null, today: LocalDate): ReadPayment {
  const type = cell.text('type');
  if (NO_PAYMENT.test(type) && !/payment|收款/iu.test(type)) {
    throw new OtherDocument('document', `${cell.text('externalId')} ${type}`.trim());
  }
  const valueDate = cell.requiredDate('date');
  if (valueDate > today) throw new BadCell('date', refuse('future_date', { date: valueDate }));
  const client = clientOf(cell, group);
  const invoiceNumbers = cell.list('invoices').map(numberKeyOf);
  if (client === null && invoiceNumbers.length === 0) {
    throw new BadCell(cell.has('client') ? 'client' : 'invoices', refuse('missing'));
  }
  const code = cell.currency();
  const amount = cell.amount('amount', code);
  if (amount === null) throw new BadCell('amount', refuse('missing'));
  if (amount.minor <= 0) throw new BadCell('amount', refuse('negative_amount', { text: cell.text('amount') }));
  return {
    client,
    valueDate,
    currency: amount.currency,
    currencySaid: code !== null || amount.currency !== cell.homeCurrency,
    amount: amount.minor,
    invoiceNumbers,
    reference: cell.optional('reference'),
    externalId: cell.optional('externalId'),
  };
}

/**
 * The key of a payment without an id: what it says, and which of its equals it is. The same file again finds the same
 * keys, and two equal payments of one day stay two.
 */
export function naturalKey(row: ReadPayment, nth: number): string {
  const who = row.client?.key ?? row.invoiceNumbers.join('+');
  const what = `${row.valueDate}|${row.amount}${row.currency}|${who}|${row.invoiceNumbers.join('+')}|${row.reference ?? ''}`;
  return nth === 1 ? `row:${what}` : `row:${what}|${nth}`;
}
