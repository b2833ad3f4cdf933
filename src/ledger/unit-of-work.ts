import type { Ledger, Transaction } from './ledger.js';

/**
 * Runs a piece of work in a transaction. A job does its work in several (so that no transaction is long); a dry run
 * hands in one that it rolls back in the end.
 */
export type UnitOfWork = <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;

/** Each piece in a transaction of its own, committed at its end. Long enough for a whole morning's digests. */
export function committing(ledger: Ledger): UnitOfWork {
  return async (work) => await ledger.prisma.$transaction(work, { maxWait: 30_000, timeout: 120_000 });
}

class RolledBack<T> extends Error {
  constructor(readonly result: T) {
    super('rolled back');
  }
}

/** Does everything in one transaction and takes it all back: what would be, without a trace. Returns work's result. */
export async function rehearsed<T>(ledger: Ledger, work: (unit: UnitOfWork) => Promise<T>): Promise<T> {
  try {
    return await ledger.prisma.$transaction(
      async (tx) => {
        throw new RolledBack(await work(async (piece) => await piece(tx)));
      },
      { maxWait: 30_000, timeout: 600_000 },
    );
  } catch (error) {
    if (error instanceof RolledBack) return error.result as T;
    throw error;
  }
}
