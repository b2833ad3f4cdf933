import type { Clock } from '../domain/clock.js';
import type { Prisma, PrismaClient } from './prisma/client.js';

/** The books and the clock they are kept by. Every use case takes it first. */
export interface Ledger {
  readonly prisma: PrismaClient;
  readonly clock: Clock;
}

/** A running transaction. Inside one, only this is used, never the outer client (it would wait for itself). */
export type Transaction = Prisma.TransactionClient;
