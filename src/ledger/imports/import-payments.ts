import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { Transaction } from '../ledger.js';
import { allocateMoney } from './allocate-money.js';
import { numberArray, textArray } from './array-literal.js';
import { IMPORT_SOURCE, type ImportContext, type PaymentRow } from './import-row.js';
import { findClients, type KnownNames } from './known-names.js';
import { lockClients } from './lock-clients.js';
import { type NumberedInvoice, numberedInvoices } from './numbered-invoices.js';
import { type BatchOutcome, type RefusalReason, type RefusedRow, refuse } from './refusal.js';
import { reversePayments } from './reverse-payments.js';

/** The payment that a corrected row replaces is reversed with this reason; one that a person reversed stays so. */
const REPLACED = 'import: row corrected';

interface ResolvedPayment extends PaymentRow {
  readonly index: number;
  readonly clientId: number;
  readonly invoiceIds: readonly number[];
  /** External id under which it is kept: the row's, with a count where it replaces an earlier reading of the row. */
  readonly storedId: string;
}

/**
 * Writes a batch of payments: new ones are applied to invoices (R18); one whose id is known with another amount, day or
 * client takes the place of the old one, which is reversed as if it never came; equal ones are left alone. Refuses
 * payments of unknown clients and on unknown invoices: money is not guessed to a client.
 */
export async function importPayments(
  tx: Transaction,
  context: ImportContext,
  known: KnownNames,
  rows: readonly PaymentRow[],
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
  const existing = await existingPayments(tx, context, resolved);
  const fresh: ResolvedPayment[] = [];
  const corrected: { row: ResolvedPayment; old: ExistingPayment }[] = [];
  let unchanged = 0;
  for (const row of resolved) {
    const old = existing.get(row.externalId);
    if (old === undefined) fresh.push(row);
    else if (isSame(row, old) || (old.reversed && old.reason !== REPLACED)) unchanged++;
    else {
      corrected.push({ row: { ...row, storedId: `${row.externalId}~${old.version + 1}` }, old });
    }
  }
  if (corrected.length > 0) {
    await lockClients(
      tx,
      context.workspaceId,
      corrected.flatMap(({ row, old }) => [row.clientId, old.clientId]),
    );
    await reversePayments(
      tx,
      context,
      corrected.flatMap(({ old }) =>
        old.reversed ? [] : [{ paymentId: old.id, on: old.valueDate, reason: REPLACED }],
      ),
    );
    await auditCorrections(tx, context, corrected);
  }
  await insertPayments(tx, context, [...fresh, ...corrected.map(({ row }) => row)]);
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
  };
}

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
  reason: z.string().nullable(),
});

interface ExistingPayment {
  readonly id: number;
  readonly clientId: number;
  readonly currency: string;
  readonly amount: number;
  readonly valueDate: LocalDate;
  readonly reversed: boolean;
  readonly reason: string | null;
  readonly version: number;
}

const isSame = (row: ResolvedPayment, old: ExistingPayment): boolean =>
  !old.reversed &&
  old.clientId === row.clientId &&
  old.currency === row.currency &&
  old.amount === row.amount &&
  old.valueDate === row.valueDate;

async function readPayments(tx: Transaction, context: ImportContext, ids: readonly string[]) {
  if (ids.length === 0) return [];
  return z.array(existingRow).parse(
    await tx.$queryRaw`
      select p.external_id, p.id, p.client_id, p.currency, p.amount, p.value_date::text, r.reason
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

async function insertPayments(
  tx: Transaction,
  context: ImportContext,
  rows: readonly ResolvedPayment[],
): Promise<void> {
  if (rows.length === 0) return;
  const { workspaceId, now, byId } = context;
  const inserted = z.array(z.object({ id: z.int(), external_id: z.string() })).parse(
    await tx.$queryRaw`
      insert into payment (workspace_id, client_id, currency, amount, value_date, reference, source, external_id,
        recorded_by_id, recorded_at)
      select ${workspaceId}, u.client_id, u.currency, u.amount, u.value_date, u.reference, ${IMPORT_SOURCE},
        u.external_id, ${byId}::int, ${now}
      from unnest(${numberArray(rows.map((row) => row.clientId))}::int[],
        ${textArray(rows.map((row) => row.currency))}::text[], ${numberArray(rows.map((row) => row.amount))}::bigint[],
        ${textArray(rows.map((row) => row.valueDate))}::date[], ${textArray(rows.map((row) => row.reference))}::text[],
        ${textArray(rows.map((row) => row.storedId))}::text[])
        as u(client_id, currency, amount, value_date, reference, external_id)
      returning id, external_id`,
  );
  const ids = new Map(inserted.map((row) => [row.external_id, row.id]));
  await allocateMoney(
    tx,
    context,
    rows.flatMap((row) => {
      const id = ids.get(row.storedId);
      if (id === undefined) return [];
      return [
        {
          kind: 'payment' as const,
          id,
          clientId: row.clientId,
          currency: row.currency,
          amount: row.amount,
          on: row.valueDate,
          designated: row.invoiceIds,
        },
      ];
    }),
  );
}

async function auditCorrections(
  tx: Transaction,
  context: ImportContext,
  corrected: readonly { row: ResolvedPayment; old: ExistingPayment }[],
): Promise<void> {
  const inputs = corrected.map(({ row, old }) =>
    JSON.stringify({
      before: { amount: old.amount, currency: old.currency, valueDate: old.valueDate, clientId: old.clientId },
      after: { amount: row.amount, currency: row.currency, valueDate: row.valueDate, clientId: row.clientId },
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
