import type { Transaction } from '../ledger.js';
import { numberArray } from './array-literal.js';

/** One change of a client's money at a time. In the order of their ids, so that two imports cannot block each other. */
export async function lockClients(tx: Transaction, workspaceId: number, clientIds: readonly number[]): Promise<void> {
  const ids = numberArray([...new Set(clientIds)]);
  await tx.$executeRaw`
    select 1 from client where workspace_id = ${workspaceId} and id = any(${ids}::int[]) order by id for update`;
}
