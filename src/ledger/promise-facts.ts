import { z } from 'zod';
import { daysBetween, type LocalDate } from '../domain/local-date.js';
import { type PromiseFact, promiseStateFact } from './facts/promise.js';
import type { SqlTransaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { type Question, selectRows } from './rows.js';

const dateText = z.string().transform((text) => text as LocalDate);

const promiseRow = z.object({
  id: z.int(),
  client_id: z.int(),
  client_name: z.string(),
  currency: z.string(),
  amount: z.coerce.number(),
  received: z.coerce.number(),
  promised_date: dateText,
  deadline: dateText,
  given_on: dateText,
  first_promised_date: dateText,
  state: promiseStateFact,
  level: z.int(),
  final_date: z.boolean(),
});

const lineRow = z.object({
  promise_id: z.int(),
  promised: z.coerce.number(),
  level: z.int(),
  id: z.int(),
  number: z.string(),
  due_date: dateText,
  amount: z.coerce.number(),
  open: z.coerce.number(),
  currency: z.string(),
  link: z.string().nullable(),
});

const factsRow = z.object({ promises: z.array(promiseRow), lines: z.array(lineRow) });

/**
 * Promises as messages show them, in the order of `ids`. Lines that a later promise took over are left out, and so is
 * their part of the amount, unless the promise as a whole was superseded.
 * @param today the day from which the invoices' age is counted
 */
export async function promiseFacts(
  tx: SqlTransaction,
  workspaceId: number,
  ids: readonly number[],
  today: LocalDate,
): Promise<PromiseFact[]> {
  if (ids.length === 0) return [];
  const { row, query } = promisesQuestion(workspaceId, ids);
  return promiseFactsOf(await selectRows(tx, row, query), ids, today);
}

/** The same as a question, for whoever asks for more; its rows are what `promiseFactsOf` reads. */
export function promisesQuestion(workspaceId: number, ids: readonly number[]): Question<typeof factsRow> {
  const wanted = [...ids];
  return {
    row: factsRow,
    query: Prisma.sql`
      with wanted as (select p.id, p.client_id, c.name as client_name, p.currency, p.received,
        case when p.state = 'superseded' then p.amount else p.amount - coalesce((
          select sum(l.amount) from promise_line l where l.workspace_id = p.workspace_id and l.promise_id = p.id
            and l.superseded_by_id is not null), 0) end::bigint as amount, p.promised_date::text,
        p.deadline::text, p.given_on::text, p.first_promised_date::text, p.state, p.level, p.final_date
      from promise_to_pay p join client c on c.workspace_id = p.workspace_id and c.id = p.client_id
      where p.workspace_id = ${workspaceId} and p.id = any(${wanted}::int[])),
      line as (select l.promise_id, l.amount as promised, l.level, i.id, i.number, i.due_date::text, i.amount, i.open,
        i.currency, i.link
      from promise_line l
      join promise_to_pay p on p.workspace_id = l.workspace_id and p.id = l.promise_id
      join invoice i on i.workspace_id = l.workspace_id and i.id = l.invoice_id
      where l.workspace_id = ${workspaceId} and l.promise_id = any(${wanted}::int[])
        and (l.superseded_by_id is null or p.state = 'superseded')
      order by i.due_date, i.id)
      select array_to_json(array(select w from wanted w)) as promises, array_to_json(array(select l from line l)) as lines`,
  };
}

export function promiseFactsOf(
  [found]: readonly z.infer<typeof factsRow>[],
  ids: readonly number[],
  today: LocalDate,
): PromiseFact[] {
  const { promises, lines } = found ?? { promises: [], lines: [] };
  const factOf = (row: z.infer<typeof promiseRow>): PromiseFact => ({
    id: row.id,
    clientId: row.client_id,
    clientName: row.client_name,
    amount: { minor: row.amount, currency: row.currency },
    received: { minor: row.received, currency: row.currency },
    promisedDate: row.promised_date,
    deadline: row.deadline,
    givenOn: row.given_on,
    state: row.state,
    level: row.level,
    firstPromisedDate: row.first_promised_date,
    slipDays: daysBetween(row.first_promised_date, row.promised_date),
    finalDate: row.final_date,
    covers: lines
      .filter((line) => line.promise_id === row.id)
      .map((line) => ({
        id: line.id,
        number: line.number,
        dueDate: line.due_date,
        daysOverdue: daysBetween(line.due_date, today),
        amount: { minor: line.amount, currency: line.currency },
        open: { minor: line.open, currency: line.currency },
        link: line.link,
        promised: { minor: line.promised, currency: line.currency },
        level: line.level,
      })),
  });
  const byId = new Map(promises.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row === undefined ? [] : [factOf(row)];
  });
}
