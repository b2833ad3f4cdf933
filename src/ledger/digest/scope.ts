import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { integerColumn, selectRows } from '../rows.js';
import type { DigestChannel, Marks } from './channels.js';

/** What the queries of one morning ask for: these channels, as of one day. */
export interface DigestScope {
  readonly workspaceId: number;
  readonly today: LocalDate;
  readonly channels: readonly DigestChannel[];
  /** For a channel without a digest before: what fell due since this day is new. */
  readonly firstSince: LocalDate;
  readonly silentDays: number;
  readonly now: Marks;
}

/** Condition on the receivables' project p: only those of the channels. */
export function inChannels(scope: DigestScope): Prisma.Sql {
  return Prisma.sql`AND p.channel_id = ANY(${scope.channels.map((channel) => channel.id)}::int[])`;
}

/**
 * CTE `scope`: (channel_id, since, first, payment_mark, promise_mark, event_mark, invoice_mark), one row a channel.
 * Without marks of a digest before, nothing counts as written since.
 */
export function scopeRows({ channels, firstSince, now }: DigestScope): Prisma.Sql {
  const marksOf = (name: keyof Marks): number[] =>
    channels.map((channel) => channel.last?.summary?.marks[name] ?? now[name]);
  return Prisma.sql`
    scope AS (
      -- DISTINCT ON: from that the planner knows that a channel has one row.
      SELECT DISTINCT ON (s.channel_id) s.* FROM unnest(
        ${channels.map((channel) => channel.id)}::int[],
        ${channels.map((channel) => channel.last?.day ?? firstSince)}::text[]::date[],
        ${channels.map((channel) => channel.last === null)}::boolean[],
        ${marksOf('payment')}::int[], ${marksOf('promise')}::int[],
        ${marksOf('promiseEvent')}::int[], ${marksOf('invoice')}::int[]
      ) AS s(channel_id, since, first, payment_mark, promise_mark, event_mark, invoice_mark)
    )`;
}

/**
 * CTE `promise_channel`: (promise_id, channel_id) of promises in the given states: the channels of the projects whose
 * invoices it covers, or of the client's home project where it covers none.
 * @param condition on the promise q
 */
export function promiseChannels({ workspaceId, channels }: DigestScope, condition: Prisma.Sql): Prisma.Sql {
  const ids = channels.map((channel) => channel.id);
  return Prisma.sql`
    promise_channel AS (
      SELECT DISTINCT q.id AS promise_id, p.channel_id
      FROM promise_to_pay q
      JOIN client c ON c.workspace_id = q.workspace_id AND c.id = q.client_id
      LEFT JOIN promise_line l ON l.workspace_id = q.workspace_id AND l.promise_id = q.id
      LEFT JOIN invoice i ON i.workspace_id = l.workspace_id AND i.id = l.invoice_id
      JOIN project p ON p.workspace_id = q.workspace_id AND p.id = coalesce(i.project_id, c.project_id)
      WHERE q.workspace_id = ${workspaceId} AND p.channel_id = ANY(${ids}::int[]) AND ${condition}
    )`;
}

/** The clients that may owe something in some channels. */
export interface Debtors {
  readonly ids: readonly number[];
  /** Nearly all that the workspace has: then it is cheaper to go through the books than to look these up. */
  readonly nearlyAll: boolean;
}

const debtorsRow = z.object({ ids: z.array(z.int()), clients: integerColumn });

/**
 * Those of the channels' projects, and whoever has an invoice that names one of them. Asked before the figures, so that
 * the database knows how many they are when it plans those.
 */
export async function debtorsOf(db: Transaction, { workspaceId, channels }: DigestScope): Promise<Debtors> {
  const [row] = await selectRows(
    db,
    debtorsRow,
    Prisma.sql`
      WITH place AS MATERIALIZED (
        SELECT id FROM project
        WHERE workspace_id = ${workspaceId} AND channel_id = ANY(${channels.map((channel) => channel.id)}::int[])
      )
      SELECT ARRAY(
          SELECT id FROM client WHERE workspace_id = ${workspaceId} AND project_id IN (SELECT id FROM place)
          UNION
          SELECT client_id FROM invoice WHERE workspace_id = ${workspaceId} AND project_id IN (SELECT id FROM place)
        ) AS ids,
        (SELECT count(*) FROM client WHERE workspace_id = ${workspaceId}) AS clients`,
  );
  const { ids, clients } = row ?? { ids: [], clients: 0 };
  return { ids, nearlyAll: ids.length > clients / 2 };
}

/** The condition on a column of client ids, starting with AND: one of the debtors, or nearly all. */
export function amongDebtors({ ids, nearlyAll }: Debtors): (clientId: Prisma.Sql) => Prisma.Sql {
  return (clientId) => (nearlyAll ? Prisma.empty : Prisma.sql`AND ${clientId} = ANY(${[...ids]}::int[])`);
}
