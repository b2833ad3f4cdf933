import { driverTransaction, isDriverDeadlock } from './database/prepared.js';
import { inOneStatement } from './in-one-statement.js';
import { type InboxStep, keepStep, StepMade, stepMade } from './inbox-step.js';
import type { Ledger, SqlTransaction, Transaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { madeFor } from './request-of.js';

/**
 * The database ended this transaction because two waited for each other; nothing of it was kept. Prisma says P2034, or
 * P2010 with PostgreSQL's own code where the statement was raw SQL.
 */
const isDeadlock = (error: unknown): boolean =>
  isDriverDeadlock(error) ||
  (error instanceof Prisma.PrismaClientKnownRequestError &&
    (error.code === 'P2034' ||
      (error.code === 'P2010' && /40P01|40001/.test(`${error.message} ${JSON.stringify(error.meta)}`))));

/** What is the same after it was JSON; of anything else (a Date, a Map, a bigint) nothing, so that it does not compile. */
export type KeptAsJson<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends
        | Date
        | bigint
        | symbol
        | ReadonlyMap<unknown, unknown>
        | ReadonlySet<unknown>
        | ((...args: never[]) => unknown)
    ? never
    : { [Key in keyof T]: KeptAsJson<T[Key]> };

const TRIES = 3;

/**
 * Runs in one transaction what belongs to no request: again from the start if the database ends it because it and
 * another waited for each other.
 */
export async function inOwnTransaction<T>({ prisma }: Ledger, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return await untilUndisturbed(() => prisma.$transaction(work));
}

/**
 * Runs a use case in one transaction. If the database ends it because it and another waited for each other, it is
 * run again from the start: `work` must do nothing outside of the transaction. A use case of a recorded request is done
 * once: tried again, it returns what came of it the first time (as JSON has it).
 *
 * @param useCase its name, for the request's record
 */
export async function inTransaction<T>(
  ledger: Ledger,
  useCase: string,
  work: (tx: Transaction) => Promise<T & KeptAsJson<T>>,
): Promise<T> {
  const { prisma, request } = ledger;
  if (request === undefined) return await untilUndisturbed(() => prisma.$transaction(work));
  const step = request.next(useCase);
  const before = request.again ? await stepMade(prisma, step) : null;
  if (before !== null) return before.result as T;
  try {
    return await untilUndisturbed(() =>
      prisma.$transaction(async (tx) => {
        madeFor(tx, step.requestId);
        const result = await work(tx);
        await keepStep(tx, step, result);
        return result;
      }),
    );
  } catch (error) {
    const meanwhile = error instanceof StepMade ? await stepMade(prisma, step) : null;
    if (meanwhile === null) throw error;
    return meanwhile.result as T;
  }
}

/**
 * As inTransaction for a use case about one client that asks its questions in SQL: by a transaction of the driver's,
 * which costs a fraction of one of Prisma's. The client is locked (`lockClient`) when `work` begins. `work` has to write
 * `step` beside its effects (`stepInsert`; null: the request is not recorded).
 */
export async function inSqlTransaction<T>(
  ledger: Ledger,
  useCase: string,
  client: { readonly workspaceId: number; readonly clientId: number },
  work: (tx: SqlTransaction, step: InboxStep | null) => Promise<T & KeptAsJson<T>>,
): Promise<T> {
  const { workspaceId, clientId } = client;
  return await inOneStatement(ledger, useCase, async (prisma, step) => {
    const direct = driverTransaction(prisma);
    if (direct !== null) {
      const lock = lockOf(workspaceId, clientId);
      return await untilUndisturbed(() => direct(lock, (tx) => work(tx, step)));
    }
    return await untilUndisturbed(() =>
      prisma.$transaction(async (tx) => {
        await lockClient(tx, workspaceId, clientId);
        return await work(tx, step);
      }),
    );
  });
}

/** `lockClient` without values, to be asked with a transaction's begin. */
function lockOf(workspaceId: number, clientId: number): string {
  if (!Number.isSafeInteger(workspaceId) || !Number.isSafeInteger(clientId)) throw new TypeError('a number is wanted');
  return `select 1 from client where workspace_id = ${workspaceId} and id = ${clientId} for update`;
}

async function untilUndisturbed<T>(transaction: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await transaction();
    } catch (error) {
      if (attempt >= TRIES || !isDeadlock(error)) throw error;
    }
  }
}

/**
 * One change of a client's money and promises at a time: whoever changes them takes this first, before reading what
 * the change rests on.
 */
export async function lockClient(tx: SqlTransaction, workspaceId: number, clientId: number): Promise<void> {
  await tx.$executeRaw`select 1 from client where workspace_id = ${workspaceId} and id = ${clientId} for update`;
}
