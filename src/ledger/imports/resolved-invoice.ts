import type { InvoiceRow } from './import-row.js';

/** A row with what its names came to in the books. */
export interface ResolvedInvoice {
  readonly said: InvoiceRow;
  /** Its place in the batch. */
  readonly index: number;
  readonly clientId: number;
  readonly projectId: number | null;
  /** Line on which the file has the same number in an earlier batch; 0: none. */
  readonly earlierLine: number;
}
