import type { LocalDate } from '../../domain/local-date.js';
import type { PromiseRow } from '../../ledger/imports/import-row.js';
import { refuse } from '../../ledger/imports/refusal.js';
import { BadCell, type CellReader } from './cell-reader.js';
import { numberKeyOf, requiredClient } from './names.js';

/** One row of a file of promises. Without a day on which it was given, it was given today. Throws BadCell. */
export function promiseRow(cell: CellReader, group: string | null, today: LocalDate): PromiseRow {
  const client = requiredClient(cell, group);
  const date = cell.requiredDate('date');
  const givenOn = cell.date('givenOn') ?? today;
  if (givenOn > today) throw new BadCell('givenOn', refuse('future_date', { date: givenOn }));
  const code = cell.currency();
  const amount = cell.amount('amount', code);
  if (amount === null) throw new BadCell('amount', refuse('missing'));
  if (amount.minor <= 0) throw new BadCell('amount', refuse('negative_amount', { text: cell.text('amount') }));
  return {
    client,
    date,
    givenOn,
    currency: amount.currency,
    currencySaid: code !== null || amount.currency !== cell.homeCurrency,
    amount: amount.minor,
    invoiceNumbers: cell.list('invoices').map(numberKeyOf),
    contact: cell.optional('contact'),
    note: cell.optional('note'),
  };
}
