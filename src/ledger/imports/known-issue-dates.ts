import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { textArray } from './array-literal.js';
import type { ImportContext, InvoiceRow } from './import-row.js';

const dateRow = z.object({
  number_key: z.string(),
  issue_date: z.string().transform((text) => text as LocalDate),
});

/**
 * Rows of a file that does not say when invoices were issued: one that is on the books keeps its day, so that the same
 * file tomorrow, when "today" is another day, still changes nothing.
 */
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
