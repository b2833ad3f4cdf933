import { type ImportKind, importKinds } from '../import-report.js';
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
  invoices: [['number'], ['client', 'clientCode'], ['dueDate', 'terms'], ['amount', 'balance']],
  payments: [['date'], ['amount'], ['client', 'clientCode', 'invoices']],
  clients: [['name']],
  projects: [['name'], ['channel', 'owner', 'backup', 'clients']],
  promises: [['client', 'clientCode'], ['date'], ['amount']],
};

/** The first field of each requirement that the columns do not meet. */
export function missingFields(kind: ImportKind, columns: ColumnIndex, grouped: boolean): string[] {
  const missing = needed[kind].flatMap((anyOf) => {
    if (anyOf.some((field) => columns.has(field))) return [];
    // In a grouped report the client stands in a line of its own above its rows.
    if (grouped && anyOf.includes('client')) return [];
    return anyOf[0] ?? [];
  });
  // Payment terms are counted from the day of issue; a due date stands by itself.
  const countedFromIssue = kind === 'invoices' && columns.has('terms') && !columns.has('dueDate');
  return countedFromIssue && !columns.has('issueDate') ? [...missing, 'issueDate'] : missing;
}

/** The kinds that have every field which `mapped` gives to a column of this header: what a person says decides. */
function kindsAllowed(headings: readonly string[], mapped: ReadonlyMap<string, string>): ImportKind[] {
  const said = headings.flatMap((heading) => mapped.get(headingKey(heading)) ?? []);
  return importKinds.filter((kind) => said.every((field) => fieldsOf(kind).includes(field)));
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
  const allowed = kindsAllowed(headings, mapped);
  const fits = (kind: ImportKind): ColumnIndex | null => {
    if (!allowed.includes(kind)) return null;
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

/**
 * The kind that a header which fits none comes nearest to, for the question that is asked about it: the one with the
 * most of what it needs. Null: not two columns of any kind were recognised, and `mapped` names none.
 */
export function nearestKind(
  headings: readonly string[],
  mapped: ReadonlyMap<string, string>,
  grouped: boolean,
): ImportKind | null {
  const fields = new Set(importKinds.flatMap(fieldsOf));
  const sensible = new Map([...mapped].filter(([, field]) => fields.has(field)));
  const named = headings.some((heading) => sensible.has(headingKey(heading)));
  let best: { kind: ImportKind; met: number; missing: number } | null = null;
  for (const kind of kindsAllowed(headings, sensible)) {
    const missing = missingFields(kind, columnsFor(kind, headings, sensible), grouped).length;
    const met = needed[kind].length - missing;
    // A kind that has all it needs and still was not chosen is one of several: then the kind itself is the question.
    if (missing === 0 || (met < 2 && !named)) continue;
    if (best === null || met > best.met || (met === best.met && missing < best.missing)) best = { kind, met, missing };
  }
  return best?.kind ?? null;
}

/** How many of the cells are headings of some kind: the header is the line with the most. */
export function headingScore(cells: readonly string[], mapped: ReadonlyMap<string, string>): number {
  return Math.max(...Object.keys(tables).map((kind) => columnsFor(kind as ImportKind, cells, mapped).size));
}
