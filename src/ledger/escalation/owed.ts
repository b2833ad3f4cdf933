import { UserError } from '../../domain/user-error.js';
import type { ClientName } from '../clients.js';
import type { Transaction } from '../ledger.js';

/** There is nothing to decide about whoever owes nothing. Throws UserError nothing_to_escalate. */
export async function requireOwed(
  db: Pick<Transaction, 'invoice'>,
  workspaceId: number,
  { id, name }: ClientName,
): Promise<void> {
  const open = await db.invoice.findFirst({
    where: { workspaceId, clientId: id, open: { gt: 0 } },
    select: { id: true },
  });
  if (open === null) throw new UserError('nothing_to_escalate', { client: name });
}
