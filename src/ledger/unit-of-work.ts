import type { Ledger, Transaction } from './ledger.js';

/**
 * Runs a piece of work in a transaction. A job does its work in several (so that no transaction is long); a dry run
 * hands in one that it rolls back in the end.
 */
export interface UnitOfWork {
  <T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * For what is read before a transaction begins, statement by statement, so that nobody waits for the whole of it: on
   * the embedded database everybody else waits while a transaction is open.
   */
  readonly reads: Transaction;
}

/** Each piece in a transaction of its own, committed at its end. Long enough for a whole morning's digests. */
export function committing(ledger: Ledger): UnitOfWork {
  const unit = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> =>
    await ledger.prisma.$transaction(work, { maxWait: 30_000, timeout: 120_000 });
  return Object.assign(unit, { reads: ledger.prisma });
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
        const unit = async <P>(piece: (tx: Transaction) => Promise<P>): Promise<P> => await piece(tx);
        throw new RolledBack(await work(Object.assign(unit, { reads: tx })));
      },
      { maxWait: 30_000, timeout: 600_000 },
    );
  } catch (error) {
    if (error instanceof RolledBack) return error.result as T;
    throw error;
  }
}
