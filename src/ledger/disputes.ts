import { z } from 'zod';
import { addWorkingDays, type WorkingCalendar } from '../domain/calendar.js';
import type { LocalDate } from '../domain/local-date.js';
import { type Money, money, parseDecimal, percentOf } from '../domain/money.js';
import type { AmountSpec, LogRequest } from '../domain/request.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import type { ClientInvoice } from './invoices.js';
import type { SqlTransaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { integerColumn, selectRows } from './rows.js';
import { saidCurrency } from './said-currency.js';

/** Working days after which an open dispute is looked at again, where nobody named a day (R19: never open-ended). */
const REVISIT_DAYS = 10;

/** A dispute that is not settled. */
export interface StandingDispute {
  readonly id: number;
  readonly invoiceNumber: string;
  /** What of the invoice's open amount is in dispute. */
  readonly amount: Money;
}

interface OpenedDispute extends StandingDispute {
  readonly revisitOn: LocalDate;
  /** What was on record of the same matter, in whose place it stands. */
  readonly instead: readonly StandingDispute[];
}

const standingRow = z.object({
  id: z.int(),
  invoiceNumber: z.string(),
  minor: integerColumn,
  currency: z.string(),
  reason: z.string(),
});

const standingOf = ({ id, invoiceNumber, minor, currency }: z.output<typeof standingRow>): StandingDispute => ({
  id,
  invoiceNumber,
  amount: money(minor, currency),
});

/**
 * The client's disputes (of these invoices; null: of all) are settled on a day, whoever opened them: what they were about is
 * to be collected again (R19). Returns those that stood.
 */
export async function settleDisputes(
  tx: SqlTransaction,
  workspaceId: number,
  about: { readonly clientId: number; readonly invoiceIds: readonly number[] | null; readonly on: LocalDate },
): Promise<StandingDispute[]> {
  const { clientId, invoiceIds, on } = about;
  const which = invoiceIds === null ? Prisma.sql`true` : Prisma.sql`d.invoice_id = any(${[...invoiceIds]}::int[])`;
  const standing = await standingDisputes(tx, workspaceId, Prisma.sql`d.client_id = ${clientId} and ${which}`);
  await settle(tx, workspaceId, standing, on);
  return standing.map(standingOf);
}

const standingDisputes = async (tx: SqlTransaction, workspaceId: number, which: Prisma.Sql) =>
  await selectRows(
    tx,
    standingRow,
    Prisma.sql`
      select d.id, i.number as "invoiceNumber", least(d.amount, i.open) as minor, i.currency, d.reason
      from dispute d
      join invoice i on i.workspace_id = d.workspace_id and i.id = d.invoice_id
      where d.workspace_id = ${workspaceId} and d.resolved_on is null and ${which}
      order by d.id`,
  );

async function settle(
  tx: SqlTransaction,
  workspaceId: number,
  disputes: readonly { readonly id: number }[],
  on: LocalDate,
): Promise<void> {
  if (disputes.length === 0) return;
  await tx.$executeRaw`
    update dispute set resolved_on = greatest(opened_on, ${on}::date)
    where workspace_id = ${workspaceId} and id = any(${disputes.map(({ id }) => id)}::int[])`;
}

/** Disputes that a line had settled, or had taken the place of, stand again: it was taken back. */
export async function reopenDisputes(tx: SqlTransaction, workspaceId: number, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.$executeRaw`
    update dispute set resolved_on = null where workspace_id = ${workspaceId} and id = any(${[...ids]}::int[])`;
}

function disputedAmount(spec: AmountSpec | null, invoice: ClientInvoice): number {
  if (spec === null || spec.kind === 'all' || spec.kind === 'rest') return invoice.open;
  if (spec.kind === 'percent') return percentOf(invoice.open, spec.percent);
  const said = saidCurrency(spec, [invoice.currency], { invoice: invoice.number });
  const exact = parseDecimal(spec.value, said ?? invoice.currency);
  if (exact === null || exact.minor <= 0 || exact.currency !== invoice.currency || exact.minor > invoice.open) {
    throw new UserError('bad_amount', { amount: spec.value, invoice: invoice.number });
  }
  return exact.minor;
}

const openedRow = z.object({ id: z.int() });

/**
 * Opens a dispute (R19) on the invoice that was named, or on the client's only open one; else only the words are kept. One
 * that stands on the invoice is taken for the same matter, said again, unless this one names another reason and an amount
 * that is open beside it: then there are two. Throws UserError bad_amount, sign_in_doubt.
 */
export async function openDispute(
  tx: SqlTransaction,
  about: {
    readonly actor: Actor;
    readonly client: { readonly id: number };
    readonly request: LogRequest;
    readonly named: readonly ClientInvoice[];
    readonly open: readonly ClientInvoice[];
    readonly conversationId: number;
    readonly calendar: WorkingCalendar;
    readonly at: Date;
  },
): Promise<OpenedDispute | null> {
  const { actor, request, named, open } = about;
  const { workspaceId } = actor;
  if (request.dispute === null) return null;
  const { amount: spec, reason } = request.dispute;
  const [invoice, second] = (named.length > 0 ? named : open).filter((row) => row.open > 0);
  if (invoice === undefined || second !== undefined) return null;
  const minor = disputedAmount(spec, invoice);
  const revisitOn = request.dispute.revisitOn ?? addWorkingDays(actor.today, REVISIT_DAYS, about.calendar);
  const standing = await standingDisputes(tx, workspaceId, Prisma.sql`d.invoice_id = ${invoice.id}`);
  const inDispute = standing.reduce((sum, one) => sum + one.minor, 0);
  const beside =
    spec !== null &&
    inDispute + minor <= invoice.open &&
    standing.every((one) => one.reason !== reason && one.minor !== minor);
  const instead = beside ? [] : standing;
  await settle(tx, workspaceId, instead, request.happenedOn);
  const [opened] = await selectRows(
    tx,
    openedRow,
    Prisma.sql`
      insert into dispute (workspace_id, client_id, invoice_id, amount, reason, note, opened_on, revisit_on,
        conversation_id, opened_by_id, created_at)
      values (${workspaceId}, ${about.client.id}, ${invoice.id}, ${minor}::bigint, ${reason},
        ${request.note}, ${request.happenedOn}::date, ${revisitOn}::date, ${about.conversationId}, ${actor.personId}::int,
        ${about.at}::timestamptz)
      returning id`,
  );
  if (opened === undefined) throw new Error('a dispute was not written');
  const { number: invoiceNumber, currency } = invoice;
  return { id: opened.id, amount: money(minor, currency), invoiceNumber, revisitOn, instead: instead.map(standingOf) };
}
