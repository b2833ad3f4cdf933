import type { SqlTransaction } from './ledger.js';

const requests = new WeakMap<SqlTransaction, number>();

/** What this transaction writes is done for a recorded request. */
export function madeFor(tx: SqlTransaction, requestId: number): void {
  requests.set(tx, requestId);
}

/** The recorded request that a transaction is made for; null: there is none. */
export const requestOf = (tx: SqlTransaction): number | null => requests.get(tx) ?? null;
