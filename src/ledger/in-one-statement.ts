import { type InboxStep, stepMade } from './inbox-step.js';
import type { Ledger } from './ledger.js';
import { Prisma, type PrismaClient } from './prisma/client.js';

/**
 * Runs a use case that writes by one statement: it is a transaction by itself, without the three trips to the database
 * of one that is opened and committed. As with `inTransaction`, a use case of a recorded request is done once: the
 * statement has to write `step` too (`stepInsert`; null: the request is not recorded), and what came of it the first
 * time is returned when it is tried again.
 *
 * @param useCase its name, for the request's record
 */
export async function inOneStatement<T>(
  ledger: Ledger,
  useCase: string,
  work: (prisma: PrismaClient, step: InboxStep | null) => Promise<T>,
): Promise<T> {
  const { prisma, request } = ledger;
  if (request === undefined) return await work(prisma, null);
  const step = request.next(useCase);
  const before = request.again ? await stepMade(prisma, step) : null;
  if (before !== null) return before.result as T;
  try {
    return await work(prisma, step);
  } catch (error) {
    // Another try may have made the step meanwhile: then the statement failed on the step's key and wrote nothing.
    const meanwhile = await stepMade(prisma, step).catch(() => null);
    if (meanwhile === null) throw error;
    return meanwhile.result as T;
  }
}

/**
 * The insert of a step, as a part of the statement that makes it. Fails the statement if the step was made before.
 *
 * @param result what came of it (jsonb)
 * @param made the CTE with the one row that the statement made; where it has none nothing was made, nor the step
 */
export function stepInsert(step: InboxStep, result: Prisma.Sql, made: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`
    insert into inbox_step (workspace_id, request_id, name, result)
    select ${step.workspaceId}, ${step.requestId}, ${step.name}, ${result} from ${made}`;
}
