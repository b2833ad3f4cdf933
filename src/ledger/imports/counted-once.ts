import { addDays, type LocalDate } from '../../domain/local-date.js';
import { money } from '../../domain/money.js';
import { pairButInvoice, pairSameMoney, pairSums, SAME_MONEY_DAYS, type ToldMoney } from '../../domain/same-money.js';
import { audit } from '../audit.js';
import type { PaymentMet } from '../facts/payment.js';
import { groupRows } from '../group-rows.js';
import type { Transaction } from '../ledger.js';
import { enqueue } from '../outbox.js';
import type { ImportContext } from './import-row.js';
import { IN_FILE } from './in-file.js';
import type { Replaced } from './reported-payments.js';
import { reversePayments } from './reverse-payments.js';
import { type TypedPayment, typedPayments } from './typed-payments.js';

// Money that a person typed and that a file of the accounting program brings later is one payment: it counts once, as
// the file has it. That was decided, not said, so it stands in the audit and can be taken apart.

/** So many payments one message names, each with its button. */
const IN_MESSAGE = 10;

/** What people typed and what the file has of the same money: one of each, or a sum on one side and its parts on the other. */
export interface Taken<Row> {
  readonly typed: readonly TypedPayment[];
  readonly rows: readonly Row[];
}

/** A typed payment and a row that differ in nothing but the invoices they are for: both count. */
export interface Doubt<Row> {
  readonly typed: TypedPayment;
  readonly row: Row;
}

/**
 * Of new rows of a payment file, those whose money a person typed before: what they typed is taken back as if it never
 * came, for the rows stand in its place. The clients are locked.
 */
export async function takeTyped<Row extends ToldMoney>(
  tx: Transaction,
  context: ImportContext,
  rows: readonly Row[],
): Promise<{ readonly taken: readonly Taken<Row>[]; readonly doubts: readonly Doubt<Row>[] }> {
  const days = rows.map((row) => row.valueDate).sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return { taken: [], doubts: [] };
  const clientIds = rows.map((row) => row.clientId);
  const typed = await typedPayments(tx, context.workspaceId, clientIds, {
    from: addDays(first, -SAME_MONEY_DAYS),
    to: addDays(last, SAME_MONEY_DAYS),
  });
  // What was said to be another payment than a reported one is not that one, when it comes as a payment of its own.
  const candidates = typed.filter((one) => !one.besideReport);
  const taken = sameMoney(candidates, rows);
  const doubts = pairButInvoice(
    candidates.filter((one) => !taken.some((some) => some.typed.includes(one))),
    rows.filter((row) => !taken.some((some) => some.rows.includes(row))),
  ).map(({ typed: one, booked: row }) => ({ typed: one, row }));
  await reversePayments(
    tx,
    context,
    taken.flatMap((one) => one.typed.map(({ id, valueDate }) => ({ paymentId: id, on: valueDate, reason: IN_FILE }))),
  );
  return { taken, doubts };
}

/** One payment each first, then what was told in one sum here and in parts there. */
function sameMoney<Row extends ToldMoney>(typed: readonly TypedPayment[], rows: readonly Row[]): Taken<Row>[] {
  const taken: Taken<Row>[] = pairSameMoney(typed, rows).map((pair) => ({ typed: [pair.typed], rows: [pair.booked] }));
  const freeTyped = (): TypedPayment[] => typed.filter((one) => !taken.some((some) => some.typed.includes(one)));
  const freeRows = (): Row[] => rows.filter((row) => !taken.some((some) => some.rows.includes(row)));
  taken.push(...pairSums(freeTyped(), freeRows()).map(({ whole, parts }) => ({ typed: [whole], rows: parts })));
  taken.push(...pairSums(freeRows(), freeTyped()).map(({ whole, parts }) => ({ typed: parts, rows: [whole] })));
  return taken;
}

/** Where each row goes that names no invoice: where the people said that the money was for, part by part. */
export function placesSaid<Row extends ToldMoney>(taken: readonly Taken<Row>[]): Map<Row, Replaced[]> {
  const places = new Map<Row, Replaced[]>();
  for (const { typed, rows } of taken) {
    const left = typed.flatMap(({ parts }) => parts.map(({ invoiceId, net }) => ({ invoiceId, amount: net })));
    for (const row of rows) {
      let rest = row.amount;
      const here = left.flatMap((place): Replaced[] => {
        const amount = Math.min(rest, place.amount);
        place.amount -= amount;
        rest -= amount;
        return amount > 0 ? [{ invoiceId: place.invoiceId, amount }] : [];
      });
      places.set(row, here);
    }
  }
  return places;
}

/** That a typed payment and one of the file are one. */
export interface Met {
  readonly typed: TypedPayment;
  /** The payment that stands for both. */
  readonly paymentId: number;
  readonly valueDate: LocalDate;
}

/** Writes down what was counted once, and tells whoever typed it, who can say that these are two payments. */
export async function sayCountedOnce(tx: Transaction, context: ImportContext, mets: readonly Met[]): Promise<void> {
  const told: Told[] = [];
  for (const met of mets) told.push(await written(tx, context, 'payment.counted_once', met));
  await tellTypists(tx, context, told);
}

/** What counts twice unless somebody says that it is one payment. */
export interface InDoubt extends Met {
  /** Numbers of the invoices that each of the two is for. */
  readonly typedFor: readonly string[];
  readonly bookedFor: readonly string[];
}

/** Asks whoever typed them whether these are payments that the file has for other invoices; nothing is changed. */
export async function askWhetherOne(
  tx: Transaction,
  context: ImportContext,
  doubts: readonly InDoubt[],
): Promise<void> {
  const told: Told[] = [];
  for (const { typedFor, bookedFor, ...met } of doubts) {
    const { to, payment } = await written(tx, context, 'payment.may_be_one', met);
    const doubt = { typedFor: [...typedFor], bookedFor: [...bookedFor], bookedOn: met.valueDate };
    told.push({ to, payment: { ...payment, doubt } });
  }
  await tellTypists(tx, context, told, true);
}

interface Told {
  readonly to: number | null;
  readonly payment: PaymentMet;
}

async function written(
  tx: Transaction,
  { workspaceId, now: at, fileName }: ImportContext,
  kind: 'payment.counted_once' | 'payment.may_be_one',
  { typed, paymentId, valueDate }: Met,
): Promise<Told> {
  const { id: typedId, clientId, clientName, currency, amount, recordedById } = typed;
  const auditId = await audit(tx, {
    workspaceId,
    actorId: null,
    kind,
    subjectType: 'payment',
    subjectId: paymentId,
    clientId,
    rule: 'R18',
    inputs: {
      typedId,
      amount,
      currency,
      typedOn: typed.valueDate,
      bookedOn: valueDate,
      designated: [...typed.invoiceIds],
      file: fileName,
    },
    at,
  });
  const payment = { auditId, clientName, amount: money(amount, currency), valueDate: typed.valueDate, apart: null };
  return { to: recordedById, payment };
}

async function tellTypists(
  tx: Transaction,
  { workspaceId, now: at, fileName }: ImportContext,
  told: readonly Told[],
  asked = false,
): Promise<void> {
  for (const [to, items] of groupRows(told, (one) => one.to)) {
    if (to === null) continue;
    for (let from = 0; from < items.length; from += IN_MESSAGE) {
      const payments = items.slice(from, from + IN_MESSAGE).map((one) => one.payment);
      await enqueue(tx, workspaceId, at, [
        {
          notice: { kind: 'payments_met', facts: { fileName, payments, ...(asked ? { asked: true } : {}) } },
          dedupeKey: `payments-met:${payments[0]?.auditId}`,
          to: { person: to },
        },
      ]);
    }
  }
}
