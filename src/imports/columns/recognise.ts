import type { ImportKind } from '../import-report.js';
import { clientColumns } from './clients.js';
import { headingKey } from './heading.js';
import { invoiceColumns } from './invoices.js';
import { paymentColumns } from './payments.js';
import { projectColumns } from './projects.js';
import { promiseColumns } from './promises.js';

const tables: Readonly<Record<ImportKind, Readonly<Record<string, readonly string[]>>>> = {
  invoices: invoiceColumns,
  payments: paymentColumns,
  clients: clientColumns,
  projects: projectColumns,
  promises: promiseColumns,
};

/** Where a field stands in the row: index of the column. */
export type ColumnIndex = ReadonlyMap<string, number>;

/** The fields that a kind of file can have, for `--map`. */
export const fieldsOf = (kind: ImportKind): readonly string[] => Object.keys(tables[kind]);

/** The columns of a header for one kind. Headings in `mapped` (heading key → field) go before the tables. */
export function columnsFor(
  kind: ImportKind,
  headings: readonly string[],
  mapped: ReadonlyMap<string, string> = new Map(),
): ColumnIndex {
  const keys = headings.map(headingKey);
  const columns = new Map<string, number>();
  const taken = new Set<number>();
  keys.forEach((key, index) => {
    const field = mapped.get(key);
    if (field === undefined || columns.has(field)) return;
    columns.set(field, index);
    taken.add(index);
  });
  for (const [field, aliases] of Object.entries(tables[kind])) {
    if (columns.has(field)) continue;
    for (const alias of aliases) {
      const index = keys.findIndex((key, at) => key === alias && !taken.has(at));
      if (index === -1) continue;
      columns.set(field, index);
      taken.add(index);
      break;
    }
  }
  return columns;
}

/** What must be there before a file can be of a kind; each entry is satisfied by any of its fields. */
const needed: Readonly<Record<ImportKind, readonly (readonly string[])[]>> = {
  invoices: [['number'], ['client', 'clientCode'], ['issueDate'], ['dueDate', 'terms'], ['amount', 'balance']],
  payments: [['date'], ['amount'], ['client', 'clientCode', 'invoices']],
  clients: [['name']],
  projects: [['name'], ['channel', 'owner', 'backup', 'clients']],
  promises: [['client', 'clientCode'], ['date'], ['amount']],
};

/** The first field of each requirement that the columns do not meet. */
export function missingFields(kind: ImportKind, columns: ColumnIndex, grouped: boolean): string[] {
  return needed[kind].flatMap((anyOf) => {
    if (anyOf.some((field) => columns.has(field))) return [];
    // In a grouped report the client stands in a line of its own above its rows.
    if (grouped && anyOf.includes('client')) return [];
    return anyOf[0] ?? [];
  });
}

/**
 * What kind of file a header belongs to, or null. The order matters: a promise file names a promise, a project file a
 * channel; only then are a document number with a due date an invoice, a date with an amount a payment.
 */
export function kindOf(
  headings: readonly string[],
  mapped: ReadonlyMap<string, string>,
  grouped: boolean,
): ImportKind | null {
  const fits = (kind: ImportKind): ColumnIndex | null => {
    const columns = columnsFor(kind, headings, mapped);
    return missingFields(kind, columns, grouped).length === 0 ? columns : null;
  };
  if (fits('promises') !== null) return 'promises';
  if (fits('projects')?.has('channel') === true) return 'projects';
  if (fits('invoices') !== null) return 'invoices';
  if (fits('payments') !== null) return 'payments';
  const clients = fits('clients');
  return clients !== null && clients.size >= 2 ? 'clients' : null;
}

/** How many of the cells are headings of some kind: the header is the line with the most. */
export function headingScore(cells: readonly string[], mapped: ReadonlyMap<string, string>): number {
  return Math.max(...Object.keys(tables).map((kind) => columnsFor(kind as ImportKind, cells, mapped).size));
}
