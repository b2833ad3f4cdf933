import { z } from 'zod';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { requireVisible } from './clients.js';
import type { PromiseFact } from './facts/promise.js';
import type { Ledger } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { promiseFacts } from './promise-facts.js';
import { refuseGuests, visibleTo } from './visibility.js';

const idRow = z.object({ id: z.int(), total: z.int() });

/**
 * Open promises, the earliest date first, at most `limit` of `total`: those of one client, or of the clients that the
 * person looks after (as owner or backup). Only of clients that the person may see. Throws UserError guest.
 */
export async function openPromises(
  ledger: Ledger,
  actor: Actor,
  { clientId, limit }: { readonly clientId: number | null; readonly limit: number },
): Promise<{ readonly promises: PromiseFact[]; readonly total: number }> {
  refuseGuests(actor);
  const { workspaceId, personId } = actor;
  const whose =
    clientId !== null
      ? Prisma.sql`c.id = ${clientId}`
      : Prisma.sql`(coalesce(c.owner_id, p.owner_id) = ${personId} or coalesce(c.backup_id, p.backup_id) = ${personId})`;
  const rows = z.array(idRow).parse(
    await ledger.prisma.$queryRaw`
      select pr.id, count(*) over ()::int as total
      from promise_to_pay pr
      join client c on c.workspace_id = pr.workspace_id and c.id = pr.client_id
      left join project p on p.workspace_id = c.workspace_id and p.id = c.project_id
      where pr.workspace_id = ${workspaceId} and pr.state = 'open' and ${whose} and ${visibleTo(actor)}
      order by pr.promised_date, pr.id limit ${limit}`,
  );
  const ids = rows.map((row) => row.id);
  return {
    promises: await promiseFacts(ledger.prisma, workspaceId, ids, actor.today),
    total: rows[0]?.total ?? 0,
  };
}

/** One promise, of a client that the person may see. Throws UserError unknown_client for any other, guest. */
export async function visiblePromise(ledger: Ledger, actor: Actor, promiseId: number): Promise<PromiseFact> {
  const [promise] = await promiseFacts(ledger.prisma, actor.workspaceId, [promiseId], actor.today);
  if (promise === undefined) throw new UserError('unknown_client', { client: `#${promiseId}` });
  await requireVisible(ledger.prisma, actor, promise.clientId);
  return promise;
}
