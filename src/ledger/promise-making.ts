import { z } from 'zod';
import type { WorkingCalendar } from '../domain/calendar.js';
import type { LocalDate } from '../domain/local-date.js';
import { type Money, money, parseDecimal, sumByCurrency } from '../domain/money.js';
import type { Policy } from '../domain/policy.js';
import { nextInChain, promiseDeadline } from '../domain/promise.js';
import { coverPromises } from '../domain/promise-cover.js';
import type { LogRequest } from '../domain/request.js';
import { UserError } from '../domain/user-error.js';
import { toDateColumn } from './date-column.js';
import type { LogHint } from './facts/receipt.js';
import type { ClientInvoice } from './invoices.js';
import type { Transaction } from './ledger.js';

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
  request: LogRequest,
  client: { name: string },
  invoices: readonly ClientInvoice[],
  workspaceCurrency: string,
): readonly string[] {
  const said = [
    ...new Set(
      request.promises.flatMap(({ amount }) => (amount.kind === 'exact' && amount.currency ? [amount.currency] : [])),
    ),
  ];
  if (said.length > 0) return said;
  const owed = [...new Set(invoices.map((row) => row.currency))];
  const exact = request.promises.some(({ amount }) => amount.kind === 'exact');
  if (exact && owed.length > 1) throw new UserError('currency_needed', { client: client.name, currencies: owed });
  return owed.length > 0 ? owed : [workspaceCurrency];
}

type CoverParts = Parameters<typeof coverPromises>[0]['parts'];

function partsIn(request: LogRequest, currency: string, client: { name: string }): CoverParts {
  return request.promises.flatMap(({ amount, date }): CoverParts => {
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
 * Disputed parts are covered only where all is in dispute. Throws UserError currency_needed, bad_amount.
 */
export function planPromises(
  request: LogRequest,
  client: { id: number; name: string },
  invoices: readonly ClientInvoice[],
  designated: boolean,
  workspaceCurrency: string,
  today: LocalDate,
): PromisePlan {
  const promises: PlannedPromise[] = [];
  const hints: LogHint[] = [];
  for (const currency of currenciesOf(request, client, invoices, workspaceCurrency)) {
    const { owed, openPart, disputed } = promisable(invoices.filter((row) => row.currency === currency));
    const cover = coverPromises({
      currency,
      invoices: owed.map((row) => ({ id: row.id, dueDate: row.due_date, open: openPart(row) })),
      designated,
      parts: partsIn(request, currency, client),
    });
    const total = owed.reduce((sum, row) => sum + openPart(row), 0);
    const promised = cover.parts.reduce((sum, part) => sum + part.amount, 0);
    for (const part of cover.parts) {
      if (part.amount > 0) promises.push({ currency, amount: part.amount, date: part.date, lines: part.lines });
    }
    if (promised === 0) continue;
    if (disputed > 0) hints.push({ kind: 'in_dispute', amount: money(disputed, currency) });
    if (cover.above > 0) {
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
  return { promises, hints };
}

const previousRow = z.object({
  invoice_id: z.int(),
  promise_id: z.int(),
  line_id: z.int(),
  live: z.boolean(),
  level: z.int(),
  state: z.enum(['open', 'kept', 'partially_kept', 'broken', 'superseded', 'withdrawn']),
  first_promised_date: z.string().transform((text) => text as LocalDate),
});

/**
 * The latest promise before this conversation on each of these invoices, for level and slip (R9). Promises whose
 * conversation was taken back never were. The promise that is named as replaced goes before.
 */
async function previousPromises(
  tx: Transaction,
  workspaceId: number,
  invoiceIds: readonly number[],
  replaces: number | null,
) {
  const rows = z.array(previousRow).parse(
    await tx.$queryRaw`
      select distinct on (l.invoice_id) l.invoice_id, p.id as promise_id, l.id as line_id,
        l.superseded_by_id is null as live, l.level, p.state, p.first_promised_date::text
      from promise_line l
      join promise_to_pay p on p.workspace_id = l.workspace_id and p.id = l.promise_id
      where l.workspace_id = ${workspaceId} and l.invoice_id = any(${[...invoiceIds]}::int[])
        and not exists (select 1 from conversation_retraction r
          where r.workspace_id = p.workspace_id and r.conversation_id = p.conversation_id)
      order by l.invoice_id, (p.id = ${replaces ?? 0}) desc, p.conversation_id desc, p.promised_date desc, p.id desc`,
  );
  return new Map(rows.map((row) => [row.invoice_id, row]));
}

/** Where the promises came from. */
export interface PromiseOrigin {
  readonly workspaceId: number;
  readonly clientId: number;
  readonly conversationId: number;
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

/**
 * Writes the promises with level, slip and deadline (R5, R7, R9) and takes their invoices over from promises of
 * earlier conversations that are still open: at most one unconfirmed promise an invoice. Returns the new ids, the ids
 * of promises that were replaced as a whole or lost some of their invoices, and the lines that changed hands (for an
 * undo).
 */
export async function makePromises(
  tx: Transaction,
  origin: PromiseOrigin,
  planned: readonly PlannedPromise[],
): Promise<{ ids: number[]; superseded: number[]; reduced: number[]; takenLines: number[] }> {
  const { workspaceId, at } = origin;
  const invoiceIds = planned.flatMap((promise) => promise.lines.map((line) => line.invoiceId));
  const previous = await previousPromises(tx, workspaceId, invoiceIds, origin.replaces?.promiseId ?? null);
  const newest = await tx.payment.aggregate({ where: { workspaceId }, _max: { id: true } });
  const ids: number[] = [];
  for (const promise of planned) {
    const deadline = promiseDeadline(promise.date, origin.policy.graceWorkingDays, origin.calendar);
    const levels = promise.lines.map((line) => {
      const before = previous.get(line.invoiceId);
      const chain = before && {
        state: before.state,
        level: before.level,
        firstPromisedDate: before.first_promised_date,
      };
      return { ...line, ...nextInChain(chain ?? null, promise.date) };
    });
    const firstPromisedDate = levels.map((line) => line.firstPromisedDate).sort()[0] ?? promise.date;
    const { id } = await tx.promiseToPay.create({
      data: {
        workspaceId,
        clientId: origin.clientId,
        conversationId: origin.conversationId,
        currency: promise.currency,
        amount: BigInt(promise.amount),
        promisedDate: toDateColumn(promise.date),
        givenOn: toDateColumn(origin.givenOn),
        contactId: origin.contactId,
        takenById: origin.takenById,
        finalDate: origin.finalDate,
        deadline: toDateColumn(deadline),
        level: Math.max(1, ...levels.map((line) => line.level)),
        firstPromisedDate: toDateColumn(firstPromisedDate),
        thresholdPercent: origin.policy.keptThresholdPercent,
        paymentMark: origin.imported === true ? null : (newest._max.id ?? 0),
        createdAt: at,
      },
      select: { id: true },
    });
    ids.push(id);
    await tx.promiseLine.createMany({
      data: levels.map((line) => ({
        workspaceId,
        promiseId: id,
        invoiceId: line.invoiceId,
        amount: BigInt(line.amount),
        level: line.level,
      })),
    });
    await tx.promiseEvent.create({
      data: {
        workspaceId,
        promiseId: id,
        kind: 'given',
        effectiveOn: toDateColumn(origin.givenOn),
        rule: 'R5,R7,R9',
        inputs: {
          promisedDate: promise.date,
          graceWorkingDays: origin.policy.graceWorkingDays,
          deadline,
          lines: levels.map((line) => ({ invoiceId: line.invoiceId, amount: line.amount, level: line.level })),
        },
        byId: origin.takenById,
        at,
      },
    });
  }
  const [first] = ids;
  if (first === undefined) return { ids, superseded: [], reduced: [], takenLines: [] };
  return { ids, ...(await supersede(tx, origin, first, ids, invoiceIds, planned)) };
}

const takenRow = z.object({ id: z.int(), promise_id: z.int(), invoice_id: z.int() });

async function supersede(
  tx: Transaction,
  origin: PromiseOrigin,
  first: number,
  ids: readonly number[],
  invoiceIds: readonly number[],
  planned: readonly PlannedPromise[],
): Promise<{ superseded: number[]; reduced: number[]; takenLines: number[] }> {
  const { workspaceId, at } = origin;
  const spared = [...ids, ...(origin.replaces?.siblings ?? [])];
  const taken = z.array(takenRow).parse(
    await tx.$queryRaw`
      update promise_line l set superseded_by_id = ${first}
      from promise_to_pay p
      where p.workspace_id = l.workspace_id and p.id = l.promise_id and p.state = 'open'
        and l.workspace_id = ${workspaceId} and l.invoice_id = any(${[...invoiceIds]}::int[])
        and l.superseded_by_id is null and not (l.promise_id = any(${spared}::int[]))
      returning l.id, l.promise_id, l.invoice_id`,
  );
  // A promise without invoices (nothing was on the books then) is replaced by any later one in its currency.
  const currencies = [...new Set(planned.map((promise) => promise.currency))];
  const bare = await tx.promiseToPay.findMany({
    where: {
      workspaceId,
      clientId: origin.clientId,
      state: 'open',
      currency: { in: currencies },
      id: { notIn: spared },
      lines: { none: {} },
    },
    select: { id: true },
  });
  const touched = [...new Set([...taken.map((row) => row.promise_id), ...bare.map((row) => row.id)])];
  const emptied = await tx.promiseToPay.findMany({
    where: { workspaceId, id: { in: touched }, state: 'open', lines: { none: { supersededById: null } } },
    select: { id: true },
  });
  const superseded = emptied.map((row) => row.id);
  await tx.promiseToPay.updateMany({ where: { workspaceId, id: { in: superseded } }, data: { state: 'superseded' } });
  await tx.promiseEvent.createMany({
    data: touched.map((promiseId) => ({
      workspaceId,
      promiseId,
      kind: superseded.includes(promiseId) ? 'superseded' : 'line_superseded',
      effectiveOn: toDateColumn(origin.givenOn),
      rule: 'R5,R9',
      inputs: {
        by: first,
        invoices: taken.filter((row) => row.promise_id === promiseId).map((row) => row.invoice_id),
      },
      byId: origin.takenById,
      at,
    })),
  });
  return {
    superseded,
    reduced: touched.filter((id) => !superseded.includes(id)),
    takenLines: taken.map((row) => row.id),
  };
}

/** What a client owes in all, by currency, largest first. */
export function outstandingOf(invoices: readonly ClientInvoice[]): Money[] {
  return sumByCurrency(invoices.map((row) => money(row.open, row.currency))).sort((a, b) => b.minor - a.minor);
}
