import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { textArray } from './array-literal.js';
import { type CreditRow, IMPORT_SOURCE, type ImportContext, type InvoiceRow } from './import-row.js';

// Rows of a file that does not say when documents were issued: one that is on the books keeps its day, so that the same
// file tomorrow, when "today" is another day, still changes nothing.

const dateRow = z.object({
  number_key: z.string(),
  issue_date: z.string().transform((text) => text as LocalDate),
});

/** Invoices with the issue dates that the books have for them. */
export async function withKnownIssueDates(
  tx: Transaction,
  context: ImportContext,
  rows: readonly InvoiceRow[],
): Promise<InvoiceRow[]> {
  const found = z.array(dateRow).parse(
    await tx.$queryRaw`
      select i.number_key, i.issue_date::text
      from unnest(${textArray(rows.map((row) => row.numberKey))}::text[]) as u(number_key)
      cross join lateral (select * from invoice i
        where i.workspace_id = ${context.workspaceId} and i.number_key = u.number_key limit 1) i`,
  );
  const known = new Map(found.map((row) => [row.number_key, row.issue_date]));
  return rows.map((row) => {
    const issueDate = known.get(row.numberKey);
    return issueDate === undefined || issueDate > row.dueDate ? row : { ...row, issueDate };
  });
}

/** Credit notes with the days that the books have for them. */
export async function withKnownCreditDates(
  tx: Transaction,
  context: ImportContext,
  rows: readonly CreditRow[],
): Promise<CreditRow[]> {
  const found = z.array(dateRow.extend({ source: z.string() })).parse(
    await tx.$queryRaw`
      select n.source, n.external_id as number_key, n.issued_on::text as issue_date
      from unnest(${textArray(rows.map((row) => row.source ?? IMPORT_SOURCE))}::text[],
        ${textArray(rows.map((row) => row.numberKey))}::text[]) as u(source, number_key)
      join credit_note n on n.workspace_id = ${context.workspaceId} and n.source = u.source
        and n.external_id = u.number_key`,
  );
  const known = new Map(found.map((row) => [`${row.source} ${row.number_key}`, row.issue_date]));
  return rows.map((row) => {
    const issuedOn = known.get(`${row.source ?? IMPORT_SOURCE} ${row.numberKey}`);
    return issuedOn === undefined ? row : { ...row, issuedOn };
  });
}
