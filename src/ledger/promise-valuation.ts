import { z } from 'zod';
import type { LocalDate } from '../domain/local-date.js';
import { assignReceipts, valuePromise } from '../domain/promise.js';
import type { SqlTransaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { type Question, selectRows } from './rows.js';

const dateText = z.string().transform((text) => text as LocalDate);
const valuedState = z.enum(['open', 'kept', 'partially_kept', 'broken']);
export type ValuedState = z.infer<typeof valuedState>;

/** A promise whose state changed in a valuation. Amounts in minor units of the promise's currency. */
export interface PromiseChange {
  readonly promiseId: number;
  readonly clientId: number;
  readonly before: ValuedState;
  readonly after: ValuedState;
  readonly received: number;
  readonly deadline: LocalDate;
}

const promiseRow = z.object({
  id: z.int(),
  client_id: z.int(),
  currency: z.string(),
  /** The promised amount without the lines that later promises took over. */
  wanted: z.coerce.number(),
  /**
   * What was outstanding on its invoices before payments counted for it, less what earlier promises of the same
   * conversation are for (half on Friday, the rest at month end); null: it covered no invoice.
   */
  outstanding_before: z.coerce.number().nullable(),
  promised_date: dateText,
  given_on: dateText,
  deadline: dateText,
  threshold_percent: z.int(),
  state: valuedState,
  received: z.coerce.number(),
  received_spare: z.coerce.number(),
  payment_mark: z.int().nullable(),
});

const receiptRow = z.object({
  payment_id: z.int(),
  promise_id: z.int(),
  invoice_id: z.int(),
  amount: z.coerce.number(),
  value_date: dateText,
});

const unallocatedRow = z.object({
  payment_id: z.int(),
  client_id: z.int(),
  currency: z.string(),
  amount: z.coerce.number(),
  value_date: dateText,
});

/**
 * R8 and R30: values the promises of these clients again from what the books say as of `today`, and writes what
 * changed with its inputs (R29). Open promises may become kept at any time, and partially kept or broken once their
 * deadline has passed; a payment that bounced or was dated back reopens what it had decided. Superseded and
 * withdrawn promises stay as they are. Running it again changes nothing.
 */
export async function revaluePromises(
  tx: SqlTransaction,
  workspaceId: number,
  clientIds: readonly number[],
  { today, by, at }: { today: LocalDate; by: number | null; at: Date },
): Promise<PromiseChange[]> {
  if (clientIds.length === 0) return [];
  const { row, query } = booksQuestion(workspaceId, clientIds, Prisma.sql`${today}::date`);
  return (await revalueBy(tx, workspaceId, await selectRows(tx, row, query), { today, by, at })).changes;
}

/**
 * The same by what was read in this transaction already. `wrote`: something in the books is no longer as it was read.
 *
 * @param books the rows of `booksQuestion` as of `today`
 */
export async function revalueBy(
  tx: SqlTransaction,
  workspaceId: number,
  [books]: readonly PromiseBooks[],
  { today, by, at }: { today: LocalDate; by: number | null; at: Date },
): Promise<{ readonly changes: PromiseChange[]; readonly wrote: boolean }> {
  if (books === undefined) throw new Error('a query without a row');
  const { promises, receipts, unallocated } = books;
  const changes: PromiseChange[] = [];
  const written: Valued[] = [];
  const groups = new Map<string, { head: z.infer<typeof promiseRow>; group: z.infer<typeof promiseRow>[] }>();
  for (const row of promises) {
    const key = `${row.client_id} ${row.currency}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, { head: row, group: [row] });
    else known.group.push(row);
  }
  for (const { head, group } of groups.values()) {
    const valued = group.map((row) => ({
      id: row.id,
      promisedDate: row.promised_date,
      givenOn: row.given_on,
      deadline: row.deadline,
      wanted: Math.min(row.wanted, row.outstanding_before ?? row.wanted),
      paymentMark: row.payment_mark,
      allocated: receipts
        .filter((receipt) => receipt.promise_id === row.id)
        .map((receipt) => ({
          paymentId: receipt.payment_id,
          invoiceId: receipt.invoice_id,
          amount: receipt.amount,
          valueDate: receipt.value_date,
        })),
    }));
    const free = unallocated
      .filter((row) => row.client_id === head.client_id && row.currency === head.currency)
      .map((row) => ({ paymentId: row.payment_id, valueDate: row.value_date, amount: row.amount }));
    const received = assignReceipts(valued, free);
    const ofInvoices = free.length === 0 ? received : assignReceipts(valued, []);
    for (const row of group) {
      const got = received.get(row.id) ?? 0;
      const spare = got - (ofInvoices.get(row.id) ?? 0);
      const inputs = {
        promised: row.wanted,
        outstandingBefore: row.outstanding_before ?? row.wanted,
        received: got,
        thresholdPercent: row.threshold_percent,
        deadline: row.deadline,
        today,
      };
      const after = valuePromise(inputs);
      if (after === row.state && got === row.received && spare === row.received_spare) continue;
      written.push({ row, after, received: got, spare, inputs });
      if (after !== row.state) {
        changes.push({
          promiseId: row.id,
          clientId: row.client_id,
          before: row.state,
          after,
          received: got,
          deadline: row.deadline,
        });
      }
    }
  }
  await write(tx, workspaceId, written, { today, by, at });
  return { changes, wrote: written.length > 0 };
}

const booksRow = z.object({
  promises: z.array(promiseRow),
  receipts: z.array(receiptRow),
  unallocated: z.array(unallocatedRow),
});

type PromiseBooks = z.infer<typeof booksRow>;

/**
 * What the books say as of `today` (a date in SQL) of these clients' promises and of the money that may count for them:
 * one row.
 */
export function booksQuestion(
  workspaceId: number,
  clientIds: readonly number[],
  today: Prisma.Sql,
): Question<typeof booksRow> {
  const clients = [...clientIds];
  return {
    row: booksRow,
    query: Prisma.sql`
      with counted as materialized (
        select * from promise_to_pay
        where workspace_id = ${workspaceId} and client_id = any(${clients}::int[])
          and state not in ('superseded', 'withdrawn')),
      line as (
        select p.id as promise_id, l.amount, l.superseded_by_id is null as live,
          greatest(0, least(l.amount, stood.minor - coalesce(
            sum(l.amount) filter (where l.superseded_by_id is null) over (
              partition by p.conversation_id, l.invoice_id, l.superseded_by_id is null
              order by p.promised_date, p.id rows between unbounded preceding and 1 preceding), 0))) as standing
        from counted p
        join promise_line l on l.workspace_id = p.workspace_id and l.promise_id = p.id
        join invoice i on i.workspace_id = l.workspace_id and i.id = l.invoice_id and i.currency = p.currency
        cross join lateral (
          select i.amount - coalesce(sum(a.amount), 0) as minor from allocation a
          left join payment pay on pay.workspace_id = a.workspace_id and pay.id = a.payment_id
          where a.workspace_id = i.workspace_id and a.invoice_id = i.id and a.effective_on <= ${today}
            and (a.credit_note_id is not null or pay.value_date < p.given_on or pay.id <= p.payment_mark)
        ) stood),
      valued as (      select p.id, p.client_id, p.currency, p.promised_date::text, p.given_on::text, p.deadline::text,
        p.threshold_percent, p.state, p.received, p.received_spare, p.payment_mark,
        p.amount - coalesce(l.taken_over, 0) as wanted, l.outstanding_before
      from counted p
      left join (
        select promise_id, sum(amount) filter (where not live)::bigint as taken_over,
          sum(standing) filter (where live)::bigint as outstanding_before
        from line group by promise_id
      ) l on l.promise_id = p.id
      order by p.client_id, p.promised_date, p.id),
      came as (
      select a.payment_id, p.id as promise_id, a.invoice_id, pay.value_date::text, sum(a.amount)::bigint as amount
      from counted p
      join promise_line l on l.workspace_id = p.workspace_id and l.promise_id = p.id and l.superseded_by_id is null
      join allocation a on a.workspace_id = l.workspace_id and a.invoice_id = l.invoice_id
        and a.effective_on <= ${today}
      join payment pay on pay.workspace_id = a.workspace_id and pay.id = a.payment_id and pay.currency = p.currency
      where pay.value_date between p.given_on and p.deadline
      group by a.payment_id, p.id, a.invoice_id, pay.value_date
      having sum(a.amount) > 0
      order by pay.value_date, a.payment_id),
      spare as (
      select pay.id as payment_id, pay.client_id, pay.currency, pay.value_date::text,
        (pay.amount - coalesce(a.used, 0))::bigint as amount
      from payment pay
      left join lateral (
        select sum(a.amount)::bigint as used from allocation a
        where a.workspace_id = pay.workspace_id and a.payment_id = pay.id
      ) a on true
      where pay.workspace_id = ${workspaceId} and pay.client_id = any(${clients}::int[])
        and pay.value_date <= ${today} and pay.amount > coalesce(a.used, 0)
        and not exists (select 1 from payment_reversal r where r.workspace_id = pay.workspace_id
          and r.payment_id = pay.id and r.reversed_on <= ${today})
      order by pay.value_date, pay.id)
      select array_to_json(array(select v from valued v)) as promises, array_to_json(array(select c from came c)) as receipts,
        array_to_json(array(select s from spare s)) as unallocated`,
  };
}

/** What a promise has come to, to be written. */
interface Valued {
  readonly row: z.infer<typeof promiseRow>;
  readonly after: ValuedState;
  readonly received: number;
  readonly spare: number;
  readonly inputs: Readonly<Record<string, string | number>>;
}

/** All of them with what happened to each, in one statement: a morning may decide many. */
async function write(
  tx: SqlTransaction,
  workspaceId: number,
  valued: readonly Valued[],
  { today, by, at }: { today: LocalDate; by: number | null; at: Date },
): Promise<void> {
  if (valued.length === 0) return;
  const events = valued.flatMap(({ row, after, inputs }) => {
    if (after === row.state) return [];
    const event = { id: row.id, inputs: JSON.stringify(inputs) };
    // What was decided and is open to decision again is said as such before what it is decided to be now.
    const reopened = row.state !== 'open' ? [{ ...event, kind: 'reopened', on: today }] : [];
    // A break belongs to the day of its deadline however late it was noticed (R11).
    const on = after === 'broken' || after === 'partially_kept' ? row.deadline : today;
    const decided = after === 'open' ? [] : [{ ...event, kind: after, on }];
    return [...reopened, ...decided];
  });
  await tx.$executeRaw`
    with valued as (
      update promise_to_pay q set state = v.state::promise_state, received = v.received, received_spare = v.spare
      from unnest(${valued.map(({ row }) => row.id)}::int[], ${valued.map(({ after }) => after)}::text[],
        ${valued.map(({ received }) => BigInt(received))}::bigint[],
        ${valued.map(({ spare }) => BigInt(spare))}::bigint[]) as v(id, state, received, spare)
      where q.workspace_id = ${workspaceId} and q.id = v.id)
    insert into promise_event (workspace_id, promise_id, kind, effective_on, rule, inputs, by_id, at)
    select ${workspaceId}, e.id, e.kind, e.effective_on::date, 'R8', e.inputs::jsonb, ${by}::int, ${at}::timestamptz
    from unnest(${events.map(({ id }) => id)}::int[], ${events.map(({ kind }) => kind)}::text[],
      ${events.map(({ on }) => on)}::text[], ${events.map(({ inputs }) => inputs)}::text[])
      with ordinality as e(id, kind, effective_on, inputs, place)
    order by e.place`;
}
