import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { allocateMoney, inParts } from './allocate-money.js';
import { numberArray, textArray } from './array-literal.js';
import { askWhetherOne, type Doubt, placesSaid, sayCountedOnce, type Taken, takeTyped } from './counted-once.js';
import { IMPORT_SOURCE, type ImportContext, type PaymentFileFacts, type PaymentRow } from './import-row.js';
import { findClients, type KnownNames } from './known-names.js';
import { lockClients } from './lock-clients.js';
import { type NumberedInvoice, numberedInvoices } from './numbered-invoices.js';
import { type BatchOutcome, type RefusalReason, type RefusedRow, refuse } from './refusal.js';
import { reportedOfRows } from './reported-of-rows.js';
import { replaceReported, restoreReported } from './reported-payments.js';
import { reversePayments } from './reverse-payments.js';

/** The payment that a corrected row replaces is reversed with this reason; one that a person reversed stays so. */
const REPLACED = 'import: row corrected';

interface ResolvedPayment extends PaymentRow {
  readonly index: number;
  readonly clientId: number;
  /** Invoices that it names, of its client and currency, in its order. */
  readonly invoiceIds: readonly number[];
  /** External id under which it is kept: the row's, with a count where it replaces an earlier reading of the row. */
  readonly storedId: string;
}

/**
 * Writes a batch of payments: new ones are applied to invoices (R18), in place of what an invoice file had reported of
 * the invoices that they name; one whose id is known with another amount, day, client, reference or other invoices takes
 * the place of the old one, which is reversed as if it never came; equal ones are left alone. What a person typed of
 * the same money goes: the file's row stands for it. Refuses payments of unknown clients and on unknown invoices: money
 * is not guessed to a client.
 */
export async function importPayments(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  rows: readonly PaymentRow[],
  file: PaymentFileFacts,
): Promise<BatchOutcome> {
  await findClients(
    tx,
    context,
    known,
    rows.flatMap((row) => row.client ?? []),
  );
  const invoices = await numberedInvoices(
    tx,
    context.workspaceId,
    rows.flatMap((row) => row.invoiceNumbers),
  );
  const refused: RefusedRow[] = [];
  const resolved: ResolvedPayment[] = [];
  rows.forEach((row, index) => {
    const outcome = resolve(row, index, known, invoices);
    if ('reason' in outcome) refused.push({ index, ...outcome });
    else resolved.push(outcome);
  });
  // A correction also moves money of the client that had it before: look whose it is, wait for them, then look again.
  const before = await existingPayments(tx, context, resolved);
  await lockClients(tx, context.workspaceId, [
    ...resolved.map((row) => row.clientId),
    ...[...before.values()].map((old) => old.clientId),
  ]);
  const existing = await existingPayments(tx, context, resolved);
  const fresh: ResolvedPayment[] = [];
  const corrected: Correction[] = [];
  let unchanged = 0;
  for (const row of resolved) {
    const old = existing.get(row.externalId);
    if (old === undefined) fresh.push(row);
    else if (isSame(row, old, file) || (old.reversed && old.reason !== REPLACED)) unchanged++;
    else corrected.push({ row: correctedRow(row, old, file), old });
  }
  await resolveKept(tx, context, corrected);
  const taken = await takeOut(tx, context, corrected);
  // A row of which only the day or the invoices are corrected has met what was typed of it before, if it was clear.
  const doubted = await doubtedBefore(tx, context, corrected);
  const otherMoney = corrected.filter(({ row, old }) => !isSameAmount(row, old) || doubted.has(old.id));
  const { taken: typed, doubts } = await takeTyped(tx, context, [...fresh, ...otherMoney.map(({ row }) => row)]);
  const ids = await insertPayments(tx, context, [...fresh, ...corrected.map(({ row }) => row)], typed);
  const typedPayments = typed.flatMap((one) => one.typed);
  const typedParts = typedPayments.flatMap(({ parts }) =>
    parts.map(({ invoiceId, net }) => ({ invoiceId, amount: net })),
  );
  await restoreReported(tx, context, [...taken, ...typedParts]);
  await sayCountedOnce(
    tx,
    context,
    typed.flatMap(({ typed: all, rows: [row] }) => {
      const paymentId = row === undefined ? undefined : ids.get(row.storedId);
      if (row === undefined || paymentId === undefined) return [];
      return all.map((one) => ({ typed: one, paymentId, valueDate: row.valueDate }));
    }),
  );
  await askDoubts(tx, context, doubts, ids);
  return {
    new: fresh.length,
    changed: corrected.length,
    unchanged,
    refused,
    touchedClientIds: [
      ...new Set([
        ...fresh.map((row) => row.clientId),
        ...corrected.flatMap(({ row, old }) => [row.clientId, old.clientId]),
      ]),
    ],
    typedIds: typedPayments.map(({ id }) => id),
  };
}

/** Those of the payments that corrected rows replace of which nobody said yet whether they are what somebody typed. */
async function doubtedBefore(
  tx: Transaction,
  { workspaceId }: ImportContext,
  corrected: readonly Correction[],
): Promise<Set<number | null>> {
  if (corrected.length === 0) return new Set();
  const entries = await tx.auditEntry.findMany({
    where: {
      workspaceId,
      actorId: null,
      kind: 'payment.may_be_one',
      subjectId: { in: corrected.map(({ old }) => old.id) },
      auditEntryUndoes: null,
    },
    select: { subjectId: true },
  });
  return new Set(entries.map(({ subjectId }) => subjectId));
}

/** The file's row stands for an invoice, the typed payment for another: whoever typed it knows whether they are two. */
async function askDoubts(
  tx: Transaction,
  context: ImportContext,
  doubts: readonly Doubt<ResolvedPayment>[],
  ids: ReadonlyMap<string, number>,
): Promise<void> {
  if (doubts.length === 0) return;
  const named = await tx.invoice.findMany({
    where: { workspaceId: context.workspaceId, id: { in: doubts.flatMap(({ typed }) => typed.invoiceIds) } },
    select: { id: true, number: true },
  });
  const inDoubt = doubts.flatMap(({ typed, row }) => {
    const paymentId = ids.get(row.storedId);
    if (paymentId === undefined) return [];
    const typedFor = named.filter(({ id }) => typed.invoiceIds.includes(id)).map(({ number }) => number);
    return [{ typed, paymentId, valueDate: row.valueDate, typedFor, bookedFor: row.invoiceNumbers }];
  });
  await askWhetherOne(tx, context, inDoubt);
}

const isSameAmount = (row: ResolvedPayment, old: ExistingPayment): boolean =>
  old.clientId === row.clientId && old.currency === row.currency && old.amount === row.amount;

function resolve(
  row: PaymentRow,
  index: number,
  known: KnownNames,
  invoices: ReadonlyMap<string, NumberedInvoice>,
): ResolvedPayment | { field: string; reason: RefusalReason } {
  let clientId = row.client === null ? undefined : known.clientId(row.client);
  if (row.client !== null && clientId === undefined) {
    return { field: 'client', reason: refuse('unknown_client', { text: row.client.name }) };
  }
  let { currency } = row;
  const invoiceIds: number[] = [];
  for (const number of row.invoiceNumbers) {
    const invoice = invoices.get(number);
    if (invoice === undefined) return { field: 'invoices', reason: refuse('unknown_invoice', { text: number }) };
    clientId ??= invoice.client_id;
    if (invoice.client_id !== clientId) {
      return {
        field: 'invoices',
        reason: refuse('invoice_of_other', { text: number, client: invoice.client_name }),
      };
    }
    if (!row.currencySaid && invoiceIds.length === 0) currency = invoice.currency;
    if (invoice.currency !== currency) {
      return { field: 'invoices', reason: refuse('invoice_currency', { text: number, currency: invoice.currency }) };
    }
    invoiceIds.push(invoice.id);
  }
  if (clientId === undefined) return { field: 'client', reason: refuse('missing') };
  return { ...row, currency, index, clientId, invoiceIds, storedId: row.externalId };
}

const existingRow = z.object({
  external_id: z.string(),
  id: z.int(),
  client_id: z.int(),
  currency: z.string(),
  amount: z.coerce.number(),
  value_date: z.string().transform((text) => text as LocalDate),
  reference: z.string().nullable(),
  named_invoices: z.array(z.string()),
  reason: z.string().nullable(),
});

interface ExistingPayment {
  readonly id: number;
  readonly clientId: number;
  readonly currency: string;
  readonly amount: number;
  readonly valueDate: LocalDate;
  readonly reference: string | null;
  readonly named: readonly string[];
  readonly reversed: boolean;
  readonly reason: string | null;
  readonly version: number;
}

interface Correction {
  row: ResolvedPayment;
  readonly old: ExistingPayment;
}

/** Only what the file says is compared: a column that it does not have says nothing. */
const isSame = (row: ResolvedPayment, old: ExistingPayment, file: PaymentFileFacts): boolean =>
  !old.reversed &&
  isSameAmount(row, old) &&
  old.valueDate === row.valueDate &&
  (!file.invoicesKnown || old.named.join('\n') === row.invoiceNumbers.join('\n')) &&
  (!file.referenceKnown || old.reference === row.reference);

/** The row as it takes the place of the old payment: what the file has no column for stays as it was. */
const correctedRow = (row: ResolvedPayment, old: ExistingPayment, file: PaymentFileFacts): ResolvedPayment => ({
  ...row,
  invoiceNumbers: file.invoicesKnown ? row.invoiceNumbers : old.named,
  reference: file.referenceKnown ? row.reference : old.reference,
  storedId: `${row.externalId}~${old.version + 1}`,
});

/** The invoices that corrected rows kept from the payments whose place they take. */
async function resolveKept(tx: Transaction, context: ImportContext, corrected: readonly Correction[]): Promise<void> {
  const kept = corrected.filter(({ row }) => row.invoiceIds.length < row.invoiceNumbers.length);
  if (kept.length === 0) return;
  const numbers = kept.flatMap(({ row }) => row.invoiceNumbers);
  const invoices = await numberedInvoices(tx, context.workspaceId, numbers);
  for (const correction of kept) {
    const { row } = correction;
    const mine = row.invoiceNumbers.flatMap((number) => invoices.get(number) ?? []);
    const invoiceIds = mine
      .filter((invoice) => invoice.client_id === row.clientId && invoice.currency === row.currency)
      .map((invoice) => invoice.id);
    correction.row = { ...row, invoiceIds };
  }
}

const takenRow = z.object({ invoice_id: z.int(), amount: z.coerce.number() });

/** Reverses the payments whose place corrected rows take. Returns what that leaves open again. */
async function takeOut(
  tx: Transaction,
  context: ImportContext,
  corrected: readonly Correction[],
): Promise<{ invoiceId: number; amount: number }[]> {
  if (corrected.length === 0) return [];
  const live = corrected.filter(({ old }) => !old.reversed).map(({ old }) => old);
  const taken = z.array(takenRow).parse(
    await tx.$queryRaw`
      select a.invoice_id, sum(a.amount)::bigint as amount from allocation a
      where a.workspace_id = ${context.workspaceId}
        and a.payment_id = any(${numberArray(live.map((old) => old.id))}::int[])
      group by a.invoice_id having sum(a.amount) > 0`,
  );
  await reversePayments(
    tx,
    context,
    live.map((old) => ({ paymentId: old.id, on: old.valueDate, reason: REPLACED })),
  );
  await auditCorrections(tx, context, corrected);
  return taken.map((row) => ({ invoiceId: row.invoice_id, amount: row.amount }));
}

async function readPayments(tx: Transaction, context: ImportContext, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return z.array(existingRow).parse(
    await tx.$queryRaw`
      select p.external_id, p.id, p.client_id, p.currency, p.amount, p.value_date::text, p.reference,
        coalesce(p.named_invoices, '{}') as named_invoices, r.reason
      from payment p
      left join payment_reversal r on r.workspace_id = p.workspace_id and r.payment_id = p.id
      where p.workspace_id = ${context.workspaceId} and p.source = ${IMPORT_SOURCE}
        and p.external_id = any(${textArray(ids)}::text[])`,
  );
}

/** The latest payment of each row's id: where one was replaced, the one that replaced it. */
async function existingPayments(
  tx: Transaction,
  context: ImportContext,
  rows: readonly ResolvedPayment[],
): Promise<Map<string, ExistingPayment>> {
  const latest = new Map<string, ExistingPayment>();
  let wanted = new Map(rows.map((row) => [row.externalId, { key: row.externalId, version: 1 }]));
  while (wanted.size > 0) {
    const next = new Map<string, { key: string; version: number }>();
    for (const row of await readPayments(tx, context, [...wanted.keys()])) {
      const { key = row.external_id, version = 1 } = wanted.get(row.external_id) ?? {};
      latest.set(key, {
        id: row.id,
        clientId: row.client_id,
        currency: row.currency,
        amount: row.amount,
        valueDate: row.value_date,
        reference: row.reference,
        named: row.named_invoices,
        reversed: row.reason !== null,
        reason: row.reason,
        version,
      });
      if (row.reason === REPLACED) next.set(`${key}~${version + 1}`, { key, version: version + 1 });
    }
    wanted = next;
  }
  return latest;
}

/** Writes the payments; `typed`: what they take the place of. Returns their ids by what they are kept under. */
async function insertPayments(
  tx: Transaction,
  context: ImportContext,
  rows: readonly ResolvedPayment[],
  typed: readonly Taken<ResolvedPayment>[],
): Promise<Map<string, number>> {
  if (rows.length === 0) return new Map();
  const { workspaceId, now, byId } = context;
  const places = placesSaid(typed);
  const inserted = z.array(z.object({ id: z.int(), external_id: z.string() })).parse(
    await tx.$queryRaw`
      insert into payment (workspace_id, client_id, currency, amount, value_date, reference, named_invoices, source,
        external_id, recorded_by_id, recorded_at)
      select ${workspaceId}, u.client_id, u.currency, u.amount, u.value_date, u.reference, u.named::text[],
        ${IMPORT_SOURCE}, u.external_id, ${byId}::int, ${now}
      from unnest(${numberArray(rows.map((row) => row.clientId))}::int[],
        ${textArray(rows.map((row) => row.currency))}::text[], ${numberArray(rows.map((row) => row.amount))}::bigint[],
        ${textArray(rows.map((row) => row.valueDate))}::date[], ${textArray(rows.map((row) => row.reference))}::text[],
        ${textArray(rows.map((row) => textArray(row.invoiceNumbers)))}::text[],
        ${textArray(rows.map((row) => row.storedId))}::text[])
        as u(client_id, currency, amount, value_date, reference, named, external_id)
      returning id, external_id`,
  );
  const ids = new Map(inserted.map((row) => [row.external_id, row.id]));
  const unnamed = rows.filter((row) => row.invoiceIds.length === 0 && !places.has(row));
  const reportedOf = await reportedOfRows(tx, context, unnamed, new Set(rows.flatMap((row) => row.invoiceIds)));
  const replaced = await replaceReported(
    tx,
    context,
    rows.map((row) => ({
      ...row,
      invoiceIds: reportedOf.get(row) ?? row.invoiceIds,
      on: row.valueDate,
      paymentId: null,
    })),
  );
  await allocateMoney(
    tx,
    context,
    rows.flatMap((row, index) => {
      const id = ids.get(row.storedId);
      if (id === undefined) return [];
      const { clientId, currency, amount, valueDate: on, invoiceIds: designated } = row;
      const reported = replaced[index] ?? [];
      // Where the file names no invoice, what the person said of it stands.
      const typedParts = designated.length > 0 ? [] : (places.get(row) ?? []);
      const parts = reported.length > 0 ? reported : typedParts;
      return inParts({ kind: 'payment', id, clientId, currency, amount, on, designated }, parts);
    }),
  );
  return ids;
}

const said = ({
  amount,
  currency,
  valueDate,
  clientId,
  invoices,
  reference,
}: Pick<ExistingPayment, 'amount' | 'currency' | 'valueDate' | 'clientId' | 'reference'> & {
  readonly invoices: readonly string[];
}) => ({ amount, currency, valueDate, clientId, invoices, reference });

async function auditCorrections(
  tx: Transaction,
  context: ImportContext,
  corrected: readonly { row: ResolvedPayment; old: ExistingPayment }[],
): Promise<void> {
  const inputs = corrected.map(({ row, old }) =>
    JSON.stringify({
      before: said({ ...old, invoices: old.named }),
      after: said({ ...row, invoices: row.invoiceNumbers }),
      file: context.fileName,
    }),
  );
  await tx.$executeRaw`
    insert into audit_entry (workspace_id, actor_id, kind, subject_type, subject_id, client_id, rule, inputs, at)
    select ${context.workspaceId}, ${context.byId}::int, 'payment.reversed', 'payment', u.id, u.client_id, 'R30',
      u.inputs::jsonb, ${context.now}
    from unnest(${numberArray(corrected.map(({ old }) => old.id))}::int[],
      ${numberArray(corrected.map(({ old }) => old.clientId))}::int[], ${textArray(inputs)}::text[])
      as u(id, client_id, inputs)`;
}
