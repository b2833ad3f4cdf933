import { z } from 'zod';
import { nameKey } from '../domain/name-key.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import type { ClientName } from './clients.js';
import type { SqlTransaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';
import { visibleTo } from './visibility.js';

const contactRow = z.object({ id: z.int(), name: z.string() });

/**
 * The contact that was named: by name, by the beginning of one name, else a new one (the person has just named it). Throws
 * UserError two_clients where what reads like a person is another client that the actor may see: "… and Juniper promised".
 */
export async function contactOf(
  tx: SqlTransaction,
  actor: Actor,
  client: ClientName,
  text: string | null,
): Promise<{ id: number; name: string } | null> {
  const name = text?.trim() ?? '';
  if (name === '') return null;
  const { workspaceId } = actor;
  const known = await selectRows(
    tx,
    contactRow,
    Prisma.sql`
      select id, name from contact where workspace_id = ${workspaceId} and client_id = ${client.id} order by id`,
  );
  const folded = name.toLowerCase();
  const exact = known.find((contact) => contact.name.toLowerCase() === folded);
  const begins = known.filter((contact) => contact.name.toLowerCase().startsWith(folded));
  const [only] = begins;
  if (exact !== undefined) return exact;
  if (only !== undefined && begins.length === 1) return only;
  const other = await clientCalled(tx, actor, client, name);
  if (other !== null) throw new UserError('two_clients', { client: client.name, other });
  const [added] = await selectRows(
    tx,
    contactRow,
    Prisma.sql`
      insert into contact (workspace_id, client_id, name) values (${workspaceId}, ${client.id}, ${name})
      returning id, name`,
  );
  if (added === undefined) throw new Error('a contact was not written');
  return added;
}

const calledRow = z.object({ name: z.string(), alias: z.boolean() });

/** Another client by its name, the first words of it, or an alias. */
async function clientCalled(
  tx: SqlTransaction,
  actor: Actor,
  client: ClientName,
  text: string,
): Promise<string | null> {
  const key = nameKey(text);
  if (key === '') return null;
  const found = await selectRows(
    tx,
    calledRow,
    Prisma.sql`
      select c.name, exists (
        select 1 from client_alias a
        where a.workspace_id = c.workspace_id and a.client_id = c.id and a.alias_key = ${key}) as alias
      from client c
      where c.workspace_id = ${actor.workspaceId} and c.id <> ${client.id} and ${visibleTo(actor)}
        and (starts_with(c.name_key, ${key}) or exists (
          select 1 from client_alias a
          where a.workspace_id = c.workspace_id and a.client_id = c.id and a.alias_key = ${key}))
      order by c.name limit 50`,
  );
  return found.find(({ name, alias }) => alias || beginsWith(name, key))?.name ?? null;
}

/** By whole words: Mia is not Miami Ltd. */
function beginsWith(name: string, key: string): boolean {
  const words = name.split(/[\s,.&-]+/u);
  return words.some((_, at) => nameKey(words.slice(0, at + 1).join(' ')) === key);
}
