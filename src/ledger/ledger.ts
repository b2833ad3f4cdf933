import type { Clock } from '../domain/clock.js';
import type { RequestSteps } from './inbox-step.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

/** The books and the clock they are kept by. Every use case takes it first. */
export interface Ledger {
  readonly prisma: PrismaClient;
  readonly clock: Clock;
  /** The recorded request that is being worked on: each of its transactions is made once, however often it is tried. */
  readonly request?: RequestSteps;
}

/** A running transaction. Inside one, only this is used, never the outer client (it would wait for itself). */
export type Transaction = Prisma.TransactionClient;

/**
 * What needs nothing but SQL asks it of this: Prisma's client, a transaction of it, or one of the driver's own
 * (in-sql-transaction.ts).
 */
export interface SqlTransaction {
  $queryRaw<T = unknown>(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<T>;
  $executeRaw(query: TemplateStringsArray | Prisma.Sql, ...values: unknown[]): Promise<number>;
}
