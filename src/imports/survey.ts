import { fractionDigits, isCurrency } from '../domain/money.js';
import { AmountEvidence } from './amount-cell.js';
import type { ColumnIndex } from './columns/recognise.js';
import { DateEvidence, readDateCell } from './date-order.js';
import type { DateOrder, DecimalSign, ImportQuestion } from './import-report.js';
import { lineKind, type RowShape } from './line-kind.js';
import { type OpenFile, recordsOf } from './open-file.js';

/** How the cells of a file are to be read. */
export interface Conventions {
  readonly dates: DateOrder | null;
  readonly decimal: DecimalSign;
}

const DATES = ['issueDate', 'dueDate', 'settledOn', 'voidedOn', 'date', 'givenOn'];
const AMOUNTS = ['amount', 'balance', 'paid', 'credited'];

/** Indexes of the columns of these fields that the file has. */
const indexesOf = (columns: ColumnIndex, fields: readonly string[]): number[] =>
  fields.flatMap((field) => columns.get(field) ?? []);

/** Which cells make a line a row. */
export function rowShape(columns: ColumnIndex, grouped: boolean): RowShape {
  const keys = [
    'number',
    'client',
    'clientCode',
    'issueDate',
    'dueDate',
    'date',
    'invoices',
    'name',
    'contact',
    'email',
  ];
  return { keys: indexesOf(columns, keys), amounts: indexesOf(columns, AMOUNTS), grouped };
}

/**
 * Reads the whole file once to decide the order of its dates and its decimal sign. What was said beforehand is not
 * asked about. Returns the question where the rows leave a doubt.
 */
export async function survey(
  file: OpenFile,
  columns: ColumnIndex,
  said: { dates?: DateOrder | undefined; decimal?: DecimalSign | undefined },
  homeCurrency: string,
  onBytes?: (bytes: number) => void,
): Promise<Conventions | ImportQuestion> {
  const shape = rowShape(columns, file.grouped);
  const dateColumns = said.dates === undefined ? indexesOf(columns, DATES) : [];
  const amountColumns = said.decimal === undefined ? indexesOf(columns, AMOUNTS) : [];
  const currencyColumn = columns.get('currency');
  const homeDigits = fractionDigits(homeCurrency);
  const dates = new DateEvidence();
  const amounts = new AmountEvidence();
  for await (const records of recordsOf(file, onBytes)) {
    for (const record of records) {
      if (lineKind(record, shape) !== 'row' || record.openQuote) continue;
      const { cells, line } = record;
      for (const index of dateColumns) dates.note((cells[index] ?? '').trim(), line, file.headings[index] ?? '');
      if (amountColumns.length === 0) continue;
      const currency = currencyColumn === undefined ? undefined : cells[currencyColumn]?.trim().toUpperCase();
      const digits = currency !== undefined && isCurrency(currency) ? fractionDigits(currency) : homeDigits;
      for (const index of amountColumns)
        amounts.note((cells[index] ?? '').trim(), line, file.headings[index] ?? '', digits);
    }
  }
  const order = said.dates ?? dates.decide();
  if (order !== null && typeof order === 'object') {
    return {
      kind: 'dates',
      contradictory: order.contradictory,
      examples: order.examples.map((example) => ({
        ...example,
        mdy: readDateCell(example.text, 'mdy'),
        dmy: readDateCell(example.text, 'dmy'),
      })),
    };
  }
  const decimal = said.decimal ?? amounts.decide();
  if (typeof decimal === 'object') return { kind: 'amounts', ...decimal };
  return { dates: order, decimal };
}
