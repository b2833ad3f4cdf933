import { z } from 'zod';
import { daysBetween, type LocalDate } from '../domain/local-date.js';
import { numberKey } from '../domain/name-key.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { requireVisible } from './clients.js';
import type { InvoiceFact } from './facts/common.js';
import type { Ledger, SqlTransaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { selectRows } from './rows.js';
import { visibleTo } from './visibility.js';

const dateText = z.string().transform((text) => text as LocalDate);

/** A row of `openInvoicesOf`. */
export const openRow = z.object({
  id: z.int(),
  number: z.string(),
  number_key: z.string(),
  due_date: dateText,
  currency: z.string(),
  amount: z.coerce.number(),
  open: z.coerce.number(),
  disputed: z.coerce.number(),
  link: z.string().nullable(),
});

/** An invoice of a client with what is open and what of that is in dispute (minor units). */
export type ClientInvoice = z.infer<typeof openRow>;

/** Invoices i with the part of what is open that is in dispute on that day. */
const withDisputed = (today: LocalDate): Prisma.Sql => Prisma.sql`
  select i.id, i.number, i.number_key, i.due_date::text, i.currency, i.amount, i.open, i.link,
    least(i.open, coalesce((select sum(d.amount) from dispute d
      where d.workspace_id = i.workspace_id and d.invoice_id = i.id and d.opened_on <= ${today}::date
        and (d.resolved_on is null or d.resolved_on > ${today}::date)), 0))::bigint as disputed
  from invoice i`;

/**
 * The client's invoices that still have something open, earliest due first.
 * @param today disputes that were resolved by then no longer count
 */
export async function openInvoices(
  tx: SqlTransaction,
  workspaceId: number,
  clientId: number,
  today: LocalDate,
): Promise<ClientInvoice[]> {
  return await selectRows(tx, openRow, openInvoicesOf(Prisma.sql`${workspaceId}`, Prisma.sql`${clientId}`, today));
}

/** The same as a query, for a statement that asks for more. */
export const openInvoicesOf = (
  workspaceId: Prisma.Sql,
  clientId: Prisma.Sql,
  today: LocalDate,
): Prisma.Sql => Prisma.sql`
  ${withDisputed(today)}
  where i.workspace_id = ${workspaceId} and i.client_id = ${clientId} and i.open > 0
  order by i.due_date, i.id`;

/** The one client that the person may see and that has an invoice of exactly this number, as typed; null: none, or several. */
export async function clientOfInvoice(ledger: Ledger, actor: Actor, typed: string): Promise<string | null> {
  const key = numberKey(typed);
  if (key === '') return null;
  const rows = await selectRows(
    ledger.prisma,
    z.object({ name: z.string() }),
    Prisma.sql`
      select distinct c.name from invoice i
      join client c on c.workspace_id = i.workspace_id and c.id = i.client_id
      where i.workspace_id = ${actor.workspaceId} and i.number_key = ${key} and ${visibleTo(actor)} limit 2`,
  );
  return rows.length === 1 ? (rows[0]?.name ?? null) : null;
}

/** The currencies in which a client owes something. Throws UserError unknown_client, guest. */
export async function openCurrencies(ledger: Ledger, actor: Actor, clientId: number): Promise<string[]> {
  const { workspaceId } = actor;
  await requireVisible(ledger.prisma, actor, clientId);
  const where = { workspaceId, clientId, open: { gt: 0 } };
  const rows = await ledger.prisma.invoice.groupBy({ by: ['currency'], where, orderBy: { currency: 'asc' } });
  return rows.map(({ currency }) => currency);
}

/** What was typed as a number is the end of this invoice's number, after a letter or a sign: 104 means INV-104. */
function endsWith(numberKeyOfRow: string, typed: string): boolean {
  if (!numberKeyOfRow.endsWith(typed)) return false;
  const rest = numberKeyOfRow.slice(0, -typed.length);
  return rest === '' || !/\d$/.test(rest) || /^0+$/.test(rest);
}

/**
 * The client's invoices that somebody named, in the order in which they were named: by number, or by the end of it
 * where only one ends so. Settled ones are found too. Throws UserError unknown_invoice with what was typed.
 */
export async function namedInvoices(
  tx: SqlTransaction,
  workspaceId: number,
  client: { id: number; name: string },
  texts: readonly string[],
  today: LocalDate,
): Promise<ClientInvoice[]> {
  const named: ClientInvoice[] = [];
  for (const text of texts) {
    const key = numberKey(text);
    const rows = z.array(openRow).parse(
      await tx.$queryRaw`
        ${withDisputed(today)}
        where i.workspace_id = ${workspaceId} and i.client_id = ${client.id}
          and right(i.number_key, length(${key})) = ${key}
        order by (i.number_key = ${key}) desc, (i.open > 0) desc, i.due_date, i.id limit 50`,
    );
    const exact = rows.filter((row) => row.number_key === key);
    const byEnd = rows.filter((row) => endsWith(row.number_key, key));
    const openByEnd = byEnd.filter((row) => row.open > 0);
    const [found, second] = exact.length > 0 ? exact : openByEnd.length > 0 ? openByEnd : byEnd;
    if (key === '' || found === undefined || second !== undefined) {
      throw new UserError('unknown_invoice', { invoice: text, client: client.name });
    }
    if (!named.some((row) => row.id === found.id)) named.push(found);
  }
  return named;
}

export const invoiceFactOf = (row: ClientInvoice, today: LocalDate): InvoiceFact => ({
  id: row.id,
  number: row.number,
  dueDate: row.due_date,
  daysOverdue: daysBetween(row.due_date, today),
  amount: { minor: row.amount, currency: row.currency },
  open: { minor: row.open, currency: row.currency },
  link: row.link,
});
