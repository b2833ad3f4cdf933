import { nameKey, numberKey } from '../domain/name-key.js';
import type { Actor } from './actor.js';
import { type ClientName, requireVisible, selectClients } from './clients.js';
import type { InvoiceFact } from './facts/common.js';
import { invoiceFactOf, openInvoicesOf, openRow } from './invoices.js';
import type { Ledger } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';
import { seesAll } from './visibility.js';

/**
 * Clients that this person may see whose name or alias holds what was typed: those that begin so first, then by name.
 * Nothing typed: all. At most `limit`. A guest finds none.
 */
export async function searchClients(
  ledger: Ledger,
  actor: Actor,
  typed: string,
  limit: number,
): Promise<readonly ClientName[]> {
  const key = nameKey(typed.slice(0, 200));
  if (key === '') return await selectClients(ledger, actor, Prisma.sql`true`, limit);
  return await selectClients(
    ledger,
    actor,
    Prisma.sql`(strpos(c.name_key, ${key}) > 0 or exists (select 1 from client_alias a
      where a.workspace_id = c.workspace_id and a.client_id = c.id and strpos(a.alias_key, ${key}) > 0))`,
    limit,
    Prisma.sql`starts_with(c.name_key, ${key}) desc,`,
  );
}

/**
 * The open invoices of a client whose number holds what was typed, due first first, at most `limit`. Throws UserError
 * unknown_client, guest.
 */
export async function searchOpenInvoices(
  ledger: Ledger,
  actor: Actor,
  clientId: number,
  typed: string,
  limit: number,
): Promise<InvoiceFact[]> {
  const { workspaceId, today } = actor;
  await requireVisible(ledger.prisma, actor, clientId);
  const key = numberKey(typed.slice(0, 200));
  const open = openInvoicesOf(Prisma.sql`${workspaceId}`, Prisma.sql`${clientId}`, today);
  const rows = await selectRows(
    ledger.prisma,
    openRow,
    Prisma.sql`select x.* from (${open}) x where strpos(x.number_key, ${key}) > 0 order by x.due_date, x.id limit ${limit}`,
  );
  return rows.map((row) => invoiceFactOf(row, today));
}

/**
 * Projects whose name holds what was typed, by name, at most `limit`: for those who set up clients (finance and
 * managers). Anybody else finds none.
 */
export async function searchProjects(
  ledger: Ledger,
  actor: Actor,
  typed: string,
  limit: number,
): Promise<{ id: number; name: string }[]> {
  if (actor.guest || !seesAll(actor)) return [];
  return await ledger.prisma.project.findMany({
    where: { workspaceId: actor.workspaceId, nameKey: { contains: nameKey(typed.slice(0, 200)) } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: limit,
  });
}

/**
 * The channels with a project whose name holds what was typed, by name, at most `limit`: those whose digest this person
 * may set. None that is archived or that another organisation reads along in: no digest comes there.
 */
export async function searchDigestChannels(
  ledger: Ledger,
  actor: Actor,
  typed: string,
  limit: number,
): Promise<{ slackChannelId: string; name: string }[]> {
  if (actor.guest) return [];
  const { workspaceId, personId } = actor;
  const theirs = personId === null ? [] : [{ ownerId: personId }, { backupId: personId }];
  return await ledger.prisma.channel.findMany({
    where: {
      workspaceId,
      archived: false,
      isShared: false,
      name: { contains: typed.trim().replace(/^#/, '').slice(0, 200), mode: 'insensitive' },
      projects: { some: seesAll(actor) ? {} : { OR: theirs } },
    },
    select: { slackChannelId: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: limit,
  });
}
