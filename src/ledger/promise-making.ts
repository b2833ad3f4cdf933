import { z } from 'zod';
import type { WorkingCalendar } from '../domain/calendar.js';
import type { LocalDate } from '../domain/local-date.js';
import { type Money, money, parseDecimal, sumByCurrency } from '../domain/money.js';
import type { Policy } from '../domain/policy.js';
import { nextInChain, promiseDeadline } from '../domain/promise.js';
import { coverPromises } from '../domain/promise-cover.js';
import type { LogRequest } from '../domain/request.js';
import { UserError } from '../domain/user-error.js';
import type { LogHint } from './facts/receipt.js';
import type { ClientInvoice } from './invoices.js';
import type { SqlTransaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { type Question, selectPrepared, selectRows } from './rows.js';
import { saidCurrency } from './said-currency.js';

/** A promise as it is about to be written, in one currency. Amounts in minor units. */
interface PlannedPromise {
  readonly currency: string;
  readonly amount: number;
  readonly date: LocalDate;
  readonly lines: readonly { readonly invoiceId: number; readonly amount: number }[];
}

/** What the promises of one line come to, before anything is written. */
export interface PromisePlan {
  readonly promises: readonly PlannedPromise[];
  readonly hints: readonly LogHint[];
}

interface Promisable {
  readonly owed: readonly ClientInvoice[];
  readonly openPart: (row: ClientInvoice) => number;
  /** Minor units in dispute that the promise is for all the same; 0: it leaves disputed parts out. */
  readonly disputed: number;
}

/** What a promise can be for: what is not in dispute; where all is in dispute, that (the client says it will pay). */
function promisable(invoices: readonly ClientInvoice[]): Promisable {
  const undisputed = (row: ClientInvoice): number => row.open - row.disputed;
  const owed = invoices.filter((row) => undisputed(row) > 0);
  if (owed.length > 0) return { owed, openPart: undisputed, disputed: 0 };
  const openPart = (row: ClientInvoice): number => row.open;
  const all = invoices.filter((row) => row.open > 0);
  return { owed: all, openPart, disputed: all.reduce((sum, row) => sum + row.open, 0) };
}

/** The currencies in which the named amounts are meant. Throws UserError currency_needed where that is open. */
function currenciesOf(
  promises: LogRequest['promises'],
  client: { name: string },
  owed: readonly string[],
): readonly string[] {
  const exact = promises.flatMap(({ amount }) => (amount.kind === 'exact' ? [amount.currency] : []));
  const said = [...new Set(exact.filter((currency) => currency !== null))];
  const meant = said.length > 0 ? said : owed;
  // Of amounts in several currencies each has to say its own: none may count in more than one.
  if (exact.includes(null) && meant.length > 1)
    throw new UserError('currency_needed', { client: client.name, currencies: meant });
  return meant;
}

/** The same promises, each amount that was said with a sign in the currency that it means. Throws UserError sign_in_doubt. */
function withCurrencies(
  { promises }: LogRequest,
  client: { name: string },
  owed: readonly string[],
): LogRequest['promises'] {
  return promises.map(({ amount, date }) => {
    if (amount.kind !== 'exact') return { amount, date };
    const currency = saidCurrency(amount, owed, { client: client.name });
    return { amount: { kind: 'exact' as const, value: amount.value, currency }, date };
  });
}

type CoverParts = Parameters<typeof coverPromises>[0]['parts'];

function partsIn(said: LogRequest['promises'], currency: string, client: { name: string }): CoverParts {
  return said.flatMap(({ amount, date }): CoverParts => {
    if (amount.kind !== 'exact') return [{ amount, date }];
    if (amount.currency !== null && amount.currency !== currency) return [];
    const exact = parseDecimal(amount.value, currency);
    if (exact === null || exact.minor <= 0) {
      throw new UserError('bad_amount', { amount: `${amount.value} ${currency}`, client: client.name });
    }
    return [{ amount: { kind: 'exact' as const, minor: exact.minor }, date }];
  });
}

/**
 * Turns what was said into promises with the invoices they cover (domain/promise-cover.ts), one set a currency.
 * Disputed parts are covered only where all is in dispute. Throws UserError currency_needed, sign_in_doubt, bad_amount.
 */
export function planPromises(
  request: LogRequest,
  client: { id: number; name: string },
  invoices: readonly ClientInvoice[],
  designated: boolean,
  usualCurrency: string,
  today: LocalDate,
): PromisePlan {
  const promises: PlannedPromise[] = [];
  const hints: LogHint[] = [];
  const open = [...new Set(invoices.map((row) => row.currency))];
  const inCurrencies = open.length > 0 ? open : [usualCurrency];
  const said = withCurrencies(request, client, inCurrencies);
  for (const currency of currenciesOf(said, client, inCurrencies)) {
    const { owed, openPart, disputed } = promisable(invoices.filter((row) => row.currency === currency));
    const cover = coverPromises({
      currency,
      invoices: owed.map((row) => ({ id: row.id, dueDate: row.due_date, open: openPart(row) })),
      designated,
      parts: partsIn(said, currency, client),
    });
    const total = owed.reduce((sum, row) => sum + openPart(row), 0);
    const promised = cover.parts.reduce((sum, part) => sum + part.amount, 0);
    for (const part of cover.parts) {
      if (part.amount > 0) promises.push({ currency, amount: part.amount, date: part.date, lines: part.lines });
    }
    if (promised === 0) continue;
    if (disputed > 0) hints.push({ kind: 'in_dispute', amount: money(disputed, currency) });
    const others = open.filter((other) => other !== currency);
    if (total === 0 && owed.length === 0 && others.length > 0) {
      hints.push({ kind: 'other_currency', promised: money(promised, currency), currencies: others.sort() });
    } else if (cover.above > 0) {
      hints.push({
        kind: 'above_outstanding',
        promised: money(promised, currency),
        outstanding: money(total, currency),
      });
    }
    const due = owed.filter((row) => row.due_date <= today).reduce((sum, row) => sum + openPart(row), 0);
    if (promised < due) {
      hints.push({ kind: 'below_overdue', promised: money(promised, currency), due: money(due, currency) });
    }
  }
  if (promises.length === 0) hints.push({ kind: 'nothing_outstanding' });
  else hints.push(...nothingLeft(request, promises, invoices));
  return { promises, hints };
}

/** The days that were named and for which nothing is left: no word that was typed goes without one. */
function nothingLeft(
  request: LogRequest,
  promises: readonly PlannedPromise[],
  invoices: readonly ClientInvoice[],
): LogHint[] {
  const made = new Set(promises.map(({ date }) => date));
  const empty = [...new Set(request.promises.map(({ date }) => date))].filter((date) => !made.has(date));
  const inDispute = invoices.filter((row) => row.disputed > 0 && row.open > row.disputed);
  const disputed = sumByCurrency(inDispute.map((row) => money(row.disputed, row.currency)));
  return empty.sort().map((date) => ({ kind: 'nothing_left', date, disputed }));
}

const chainRow = z.object({
  invoice_id: z.int(),
  level: z.int(),
  state: z.enum(['open', 'kept', 'partially_kept', 'broken', 'superseded', 'withdrawn']),
  first_promised_date: z.string().transform((text) => text as LocalDate),
});

const groundRow = z.object({ previous: z.array(chainRow), newest_payment: z.int().nullable() });

/** What new promises are made on. */
export type PromiseGround = z.infer<typeof groundRow>;

/**
 * The latest promise before this conversation on each of these invoices, for level and slip (R9), and the newest payment
 * in the books: one row. Promises whose conversation was taken back never were. The promise that is named as replaced goes
 * before.
 *
 * @param invoices their ids, as what `any` takes
 */
export const groundQuestion = (
  workspaceId: number,
  invoices: Prisma.Sql,
  replaces: number | null,
): Question<typeof groundRow> => ({
  row: groundRow,
  query: Prisma.sql`
      select array_to_json(array(
          select x from (
            select distinct on (l.invoice_id) l.invoice_id, l.level, p.state, p.first_promised_date::text
            from promise_line l
            join promise_to_pay p on p.workspace_id = l.workspace_id and p.id = l.promise_id
            where l.workspace_id = ${workspaceId} and l.invoice_id = any(${invoices})
              and not exists (select 1 from conversation_retraction r
                where r.workspace_id = p.workspace_id and r.conversation_id = p.conversation_id)
            order by l.invoice_id, (p.id = ${replaces ?? 0}) desc, p.conversation_id desc, p.promised_date desc, p.id desc
          ) x)) as previous,
        (select max(id) from payment where workspace_id = ${workspaceId}) as newest_payment`,
});

/** Where the promises came from. */
export interface PromiseOrigin {
  readonly workspaceId: number;
  readonly clientId: number;
  readonly contactId: number | null;
  readonly takenById: number | null;
  readonly givenOn: LocalDate;
  readonly finalDate: boolean;
  /** The promise that gets a new date, where somebody pointed at one: its siblings stay. */
  readonly replaces?: { readonly promiseId: number; readonly siblings: readonly number[] } | null;
  /** From a file: payments may stand in the books that came later than the promise; dates alone decide (R8). */
  readonly imported?: boolean;
  readonly policy: Policy;
  readonly calendar: WorkingCalendar;
  readonly at: Date;
}

/** What came of promises that were written. */
interface Made {
  readonly conversationId: number;
  readonly ids: readonly number[];
  /** Promises that were replaced as a whole. */
  readonly superseded: readonly number[];
  /** Promises that lost some of their invoices. */
  readonly reduced: readonly number[];
  /** All of it stood already, as it was said now: nobody hears of it again. */
  readonly confirmed: boolean;
  /** The lines that changed hands (for an undo). */
  readonly takenLines: readonly number[];
}

/**
 * Writes the promises with level, slip and deadline (R5, R7, R9) and takes their invoices over from promises of
 * earlier conversations that are still open: at most one unconfirmed promise an invoice.
 *
 * @param conversation its id, or the CTE `said` that writes it by the same statement
 * @param ground what `groundQuestion` says of the planned invoices, where it was asked already
 */
export async function makePromises(
  tx: SqlTransaction,
  origin: PromiseOrigin,
  planned: readonly PlannedPromise[],
  conversation: number | Prisma.Sql,
  ground?: PromiseGround,
): Promise<Made> {
  if (planned.length === 0) return await saidAlone(tx, conversation);
  const known = ground ?? (await groundOf(tx, origin, planned));
  const previous = new Map(known.previous.map((row) => [row.invoice_id, row]));
  const open = known.previous.some(({ state }) => state === 'open');
  const standing = open ? await standingPromises(tx, origin, planned) : [];
  const promises = planned.map((promise): NewPromise => {
    const same = standing.find((one) => isSame(one, promise));
    const lines = promise.lines.map((line) => {
      const said = same?.levels.get(line.invoiceId);
      // Said once more it is confirmed: no date has slipped (R9).
      if (same !== undefined && said !== undefined)
        return { ...line, level: said, firstPromisedDate: same.firstPromisedDate };
      const before = previous.get(line.invoiceId);
      const chain = before && {
        state: before.state,
        level: before.level,
        firstPromisedDate: before.first_promised_date,
      };
      return { ...line, ...nextInChain(chain ?? null, promise.date) };
    });
    return {
      currency: promise.currency,
      amount: promise.amount,
      date: promise.date,
      deadline: promiseDeadline(promise.date, origin.policy.graceWorkingDays, origin.calendar),
      level: Math.max(1, ...lines.map((line) => line.level)),
      firstPromisedDate: lines.map((line) => line.firstPromisedDate).sort()[0] ?? promise.date,
      lines: lines.map(({ invoiceId, amount, level }) => ({ invoiceId, amount, level })),
    };
  });
  const mark = origin.imported === true ? null : (known.newest_payment ?? 0);
  const confirmed = planned.every((promise) => standing.some((one) => isSame(one, promise)));
  return { ...(await writePromises(tx, origin, promises, mark, conversation)), confirmed };
}

const saidRow = z.object({ id: z.int() });

/** The conversation, if it is to be written, and no promise. */
async function saidAlone(tx: SqlTransaction, conversation: number | Prisma.Sql): Promise<Made> {
  const nothing = { ids: [], superseded: [], reduced: [], confirmed: false, takenLines: [] };
  if (typeof conversation === 'number') return { conversationId: conversation, ...nothing };
  const [said] = await selectPrepared(tx, saidRow, Prisma.sql`with ${conversation} select id from said`);
  if (said === undefined) throw new Error('a conversation was not written');
  return { conversationId: said.id, ...nothing };
}

async function groundOf(
  tx: SqlTransaction,
  { workspaceId, replaces }: PromiseOrigin,
  planned: readonly PlannedPromise[],
): Promise<PromiseGround> {
  const invoiceIds = planned.flatMap((promise) => promise.lines.map((line) => line.invoiceId));
  const { row, query } = groundQuestion(workspaceId, Prisma.sql`${invoiceIds}::int[]`, replaces?.promiseId ?? null);
  const [ground] = await selectRows(tx, row, query);
  if (ground === undefined) throw new Error('a query without a row');
  return ground;
}

/** A promise that is open, as far as what is said anew may be the same. */
interface StandingPromise {
  readonly currency: string;
  readonly amount: number;
  readonly date: string;
  readonly firstPromisedDate: LocalDate;
  /** Of the invoices that it is still for. */
  readonly levels: ReadonlyMap<number, number>;
}

const standingRow = z.object({
  currency: z.string(),
  amount: z.int(),
  date: z.string(),
  first_promised_date: z.string().transform((text) => text as LocalDate),
  levels: z.array(z.tuple([z.int(), z.int()])),
});

async function standingPromises(
  tx: SqlTransaction,
  { workspaceId, clientId }: PromiseOrigin,
  planned: readonly PlannedPromise[],
): Promise<StandingPromise[]> {
  const invoiceIds = planned.flatMap((promise) => promise.lines.map((line) => line.invoiceId));
  const rows = await selectRows(
    tx,
    standingRow,
    Prisma.sql`
      select p.currency, p.amount::float8 as amount, p.promised_date::text as date, p.first_promised_date::text,
        json_agg(json_build_array(l.invoice_id, l.level)) as levels
      from promise_to_pay p
      join promise_line l on l.workspace_id = p.workspace_id and l.promise_id = p.id and l.superseded_by_id is null
      where p.workspace_id = ${workspaceId} and p.client_id = ${clientId} and p.state = 'open'
      group by p.workspace_id, p.id
      having bool_or(l.invoice_id = any(${invoiceIds}::int[]))
      order by p.id desc`,
  );
  return rows.map(({ first_promised_date: firstPromisedDate, levels, ...row }) => ({
    ...row,
    firstPromisedDate,
    levels: new Map(levels),
  }));
}

/** The same amount by the same day for the same invoices. */
const isSame = (standing: StandingPromise, { currency, amount, date, lines }: PlannedPromise): boolean =>
  standing.currency === currency &&
  standing.amount === amount &&
  standing.date === date &&
  standing.levels.size === lines.length &&
  lines.every(({ invoiceId }) => standing.levels.has(invoiceId));

interface NewPromise extends PlannedPromise {
  readonly deadline: LocalDate;
  readonly level: number;
  readonly firstPromisedDate: LocalDate;
  readonly lines: readonly { readonly invoiceId: number; readonly amount: number; readonly level: number }[];
}

const madeRow = z.object({
  conversation_id: z.int(),
  ids: z.array(z.int()),
  touched: z.array(z.object({ promise_id: z.int(), superseded: z.boolean(), lines: z.array(z.int()) })),
});

/**
 * One statement: the promises, their lines and events, and what they take over from others. A promise without invoices
 * (nothing was on the books then) is replaced by any later one in its currency.
 */
async function writePromises(
  tx: SqlTransaction,
  origin: PromiseOrigin,
  promises: readonly NewPromise[],
  paymentMark: number | null,
  conversation: number | Prisma.Sql,
): Promise<Omit<Made, 'confirmed'>> {
  const { workspaceId, policy } = origin;
  const spared = [...(origin.replaces?.siblings ?? [])];
  const rows = promises.map((promise, place) => ({
    ...promise,
    place,
    inputs: {
      promisedDate: promise.date,
      graceWorkingDays: policy.graceWorkingDays,
      deadline: promise.deadline,
      lines: promise.lines,
    },
  }));
  const written = typeof conversation !== 'number';
  const saidIn = written ? Prisma.sql`(select id from said)` : Prisma.sql`${conversation}::int`;
  const [made] = await selectPrepared(
    tx,
    madeRow,
    Prisma.sql`
      with ${written ? Prisma.sql`${conversation},` : Prisma.empty}
      new as materialized (
        select n.*, nextval(pg_get_serial_sequence('promise_to_pay', 'id'))::int as id
        from (
          select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as asked(
            place int, currency text, amount bigint, date date, deadline date, level int, "firstPromisedDate" date,
            lines jsonb, inputs jsonb)
          order by place) n),
      -- The one by which others are named as replaced.
      first as materialized (select min(id) as id from new),
      promise as (
        insert into promise_to_pay (id, workspace_id, client_id, conversation_id, currency, amount, promised_date, given_on,
          contact_id, taken_by_id, final_date, deadline, level, first_promised_date, threshold_percent, payment_mark,
          created_at)
        select id, ${workspaceId}::int, ${origin.clientId}::int, ${saidIn}, currency, amount, date,
          ${origin.givenOn}::date, ${origin.contactId}::int, ${origin.takenById}::int, ${origin.finalDate}::boolean,
          deadline, level, "firstPromisedDate", ${policy.keptThresholdPercent}::int, ${paymentMark}::int,
          ${origin.at}::timestamptz
        from new),
      new_line as (
        select new.id as promise_id, l.* from new
        cross join lateral jsonb_to_recordset(new.lines) as l("invoiceId" int, amount bigint, level int)),
      line as (
        insert into promise_line (workspace_id, promise_id, invoice_id, amount, level)
        select ${workspaceId}::int, promise_id, "invoiceId", amount, level from new_line),
      taken as (
        update promise_line l set superseded_by_id = (select id from first)
        from promise_to_pay p
        where p.workspace_id = l.workspace_id and p.id = l.promise_id and p.state = 'open'
          and l.workspace_id = ${workspaceId} and l.invoice_id in (select "invoiceId" from new_line)
          and l.superseded_by_id is null and l.promise_id <> all(${spared}::int[])
        returning l.id, l.promise_id, l.invoice_id),
      bare as (
        select p.id from promise_to_pay p
        where p.workspace_id = ${workspaceId} and p.client_id = ${origin.clientId} and p.state = 'open'
          and p.currency in (select currency from new) and p.id <> all(${spared}::int[])
          and not exists (select 1 from promise_line l where l.workspace_id = p.workspace_id and l.promise_id = p.id)),
      touched as (
        select t.id as promise_id, array(select id from taken where promise_id = t.id order by id) as lines,
          not exists (
            select 1 from promise_line l
            where l.workspace_id = ${workspaceId} and l.promise_id = t.id and l.superseded_by_id is null
              and l.id not in (select id from taken)) as superseded
        from (select promise_id as id from taken union select id from bare) t),
      replaced as (
        update promise_to_pay p set state = 'superseded'
        from touched t where p.workspace_id = ${workspaceId} and p.id = t.promise_id and t.superseded),
      event as (
        insert into promise_event (workspace_id, promise_id, kind, effective_on, rule, inputs, by_id, at)
        select ${workspaceId}::int, e.promise_id, e.kind, ${origin.givenOn}::date, e.rule, e.inputs,
          ${origin.takenById}::int, ${origin.at}::timestamptz
        from (
          select id as promise_id, 'given' as kind, 'R5,R7,R9' as rule, inputs from new
          union all
          select promise_id, case when superseded then 'superseded' else 'line_superseded' end, 'R5,R9',
            jsonb_build_object('by', (select id from first), 'invoices', to_jsonb(array(
              select invoice_id from taken where promise_id = t.promise_id order by id)))
          from touched t
        ) e)
      select ${saidIn} as conversation_id, array_to_json(array(select id from new order by place)) as ids,
        array_to_json(array(select t from touched t order by promise_id)) as touched`,
  );
  if (made === undefined) throw new Error('promises were not written');
  const { touched } = made;
  return {
    conversationId: made.conversation_id,
    ids: made.ids,
    superseded: touched.filter((row) => row.superseded).map((row) => row.promise_id),
    reduced: touched.filter((row) => !row.superseded).map((row) => row.promise_id),
    takenLines: touched.flatMap((row) => row.lines),
  };
}

/** What a client owes in all, by currency, largest first. */
export function outstandingOf(invoices: readonly ClientInvoice[]): Money[] {
  return sumByCurrency(invoices.map((row) => money(row.open, row.currency))).sort((a, b) => b.minor - a.minor);
}
