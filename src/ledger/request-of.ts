import type { Transaction } from './ledger.js';

const requests = new WeakMap<Transaction, number>();

/** What this transaction writes is done for a recorded request. */
export function madeFor(tx: Transaction, requestId: number): void {
  requests.set(tx, requestId);
}

/** The recorded request that a transaction is made for; null: there is none. */
export const requestOf = (tx: Transaction): number | null => requests.get(tx) ?? null;
