import { z } from 'zod';
import { addWorkingDays, type WorkingCalendar } from '../domain/calendar.js';
import { farthestDate } from '../domain/farthest-date.js';
import { dateIn, earlierDate, type LocalDate } from '../domain/local-date.js';
import { money, parseDecimal } from '../domain/money.js';
import type { AmountSpec, LogRequest } from '../domain/request.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { audit } from './audit.js';
import { tellChannel } from './channel-line.js';
import { conversationInsert } from './conversation-insert.js';
import { toDateColumn } from './date-column.js';
import { digestsOfToday, noteDeed } from './digest/deeds.js';
import type { DeedFact } from './facts/digest.js';
import type { LogHint, LogReceipt } from './facts/receipt.js';
import { inTransaction, lockClient } from './in-transaction.js';
import { type ClientInvoice, namedInvoices } from './invoices.js';
import type { Ledger, Transaction } from './ledger.js';
import { logFacts } from './log-facts.js';
import type { LogInput } from './log-input.js';
import { receiptOf } from './log-receipt.js';
import { isOnlyWords, logWords } from './log-words.js';
import { Prisma } from './prisma/client.js';
import { promiseFacts } from './promise-facts.js';
import { makePromises, planPromises } from './promise-making.js';
import { revaluePromises } from './promise-valuation.js';
import { selectRows } from './rows.js';
import { refuseGuests } from './visibility.js';

/** Working days after which an open dispute is looked at again, where nobody named a day (R19: never open-ended). */
const DISPUTE_REVISIT_DAYS = 10;

/**
 * Records a conversation with a client and what came of it, in one transaction: the conversation (S32), promises with
 * the invoices they cover and those they replace (R5-R9), a dispute (R19), the audit entry (R29) and the line for the
 * project's channel. Throws UserError unknown_client, guest, unknown_invoice, currency_needed, bad_amount,
 * past_promise, far_promise.
 */
export async function logConversation(ledger: Ledger, actor: Actor, input: LogInput): Promise<LogReceipt> {
  const at = ledger.clock.now();
  refuseWrongDates(actor, input.request);
  if (isOnlyWords(input)) {
    const receipt = await logWords(ledger, actor, input, at);
    await showInDigest(ledger, actor, receipt, at);
    return receipt;
  }
  return await inTransaction(ledger, 'logConversation', async (tx) => await logInside(tx, actor, input, at));
}

/** What was said, in today's digest: by a transaction of its own, and only where there is such a digest. */
async function showInDigest(ledger: Ledger, actor: Actor, receipt: LogReceipt, at: Date): Promise<void> {
  const { auditId, clientId } = receipt;
  if ((await digestsOfToday(ledger.prisma, actor.workspaceId, clientId, at)).length === 0) return;
  await inTransaction(ledger, 'noteDeed', async (tx) => {
    await noteDeed(tx, actor, { clientId, auditId, at, what: deedOf(receipt) });
  });
}

/** What a line did, as the digest's row says it. */
function deedOf({ outcome, medium, promises, dispute }: Omit<LogReceipt, 'auditId'>): DeedFact {
  const until = promises
    .map((promise) => promise.promisedDate)
    .sort()
    .at(-1);
  if (until !== undefined) {
    const amounts = new Map<string, number>();
    for (const { amount } of promises) {
      amounts.set(amount.currency, (amounts.get(amount.currency) ?? 0) + amount.minor);
    }
    return {
      kind: 'promised',
      amounts: [...amounts].map(([currency, minor]) => ({ minor, currency })),
      until,
      dates: new Set(promises.map((promise) => promise.promisedDate)).size,
    };
  }
  if (dispute !== null) return { kind: 'disputed', amount: dispute.amount, revisitOn: dispute.revisitOn };
  return { kind: 'logged', outcome, medium };
}

/** Throws UserError past_promise, far_promise, future_date. */
function refuseWrongDates(actor: Actor, request: LogRequest): void {
  const latest = farthestDate(actor.today);
  for (const { date } of request.promises) {
    if (date < request.happenedOn) throw new UserError('past_promise', { date });
    if (date > latest) throw new UserError('far_promise', { date, latest });
  }
  if (request.happenedOn > actor.today) throw new UserError('future_date', { date: request.happenedOn });
}

const writtenRow = z.object({ id: z.int() });

/** The same inside a transaction. */
export async function logInside(tx: Transaction, actor: Actor, input: LogInput, at: Date): Promise<LogReceipt> {
  const { request } = input;
  const { workspaceId } = actor;
  refuseWrongDates(actor, request);
  refuseGuests(actor);
  await lockClient(tx, workspaceId, input.clientId);
  const before = await logFacts(tx, actor, input.clientId, at);
  const { client, policy, calendar, open } = before;
  // The books know one day, the workspace's (R7). Whoever is a day ahead of it says "today" and means this one.
  const today = dateIn(at, before.timezone);
  const happenedOn = earlierDate(request.happenedOn, today);
  // What a deadline has decided by now is decided before something new takes its place.
  await revaluePromises(tx, workspaceId, [client.id], { today, by: actor.personId, at });
  const named = await namedInvoices(tx, workspaceId, client, request.invoiceTexts, actor.today);
  const contact = await contactOf(tx, workspaceId, client.id, request.contactText);
  const contactId = contact?.id ?? null;
  const replaced = await replacedPromise(tx, workspaceId, client.id, input.replaces ?? null);
  const about = named.length > 0 ? named.filter((row) => row.open > 0) : open;
  const candidates = replaced === null ? about : withoutSiblings(about, replaced);
  const plan =
    request.promises.length === 0
      ? { promises: [], hints: [] }
      : planPromises(request, client, candidates, named.length > 0 || replaced !== null, before.currency, actor.today);
  const conversation = conversationInsert({
    workspaceId,
    clientId: client.id,
    contactId,
    said: request,
    typed: input.typed,
    permalink: input.permalink,
    happenedOn,
    slackChannelId: input.slackChannelId,
    loggedById: actor.personId,
    at,
    invoiceIds: named.map((row) => row.id),
  });
  const [said] = await selectRows(tx, writtenRow, Prisma.sql`with ${conversation} select id from said`);
  if (said === undefined) throw new Error('a conversation was not written');
  const conversationId = said.id;
  const made = await makePromises(
    tx,
    {
      workspaceId,
      clientId: client.id,
      conversationId,
      contactId,
      takenById: actor.personId,
      givenOn: happenedOn,
      finalDate: request.finalDate,
      replaces: replaced,
      policy,
      calendar,
      at,
    },
    plan.promises,
  );
  const verifying =
    request.outcome === 'payment_sent'
      ? await markVerifying(tx, workspaceId, client.id, named, happenedOn, actor.personId, at)
      : [];
  const dispute = await openDispute(tx, {
    actor,
    client,
    request: { ...request, happenedOn },
    named,
    open,
    conversationId,
    calendar,
    at,
  });
  // New promises have nothing yet, since no money in the books counts for them: they change the others only by taking
  // something over, and are decided themselves only if their day was over when they were logged.
  const late = plan.promises.some(({ date }) => date < today);
  if (late || made.superseded.length > 0 || made.reduced.length > 0) {
    await revaluePromises(tx, workspaceId, [client.id], { today, by: actor.personId, at });
  }
  const changed = await promiseFacts(tx, workspaceId, [...made.ids, ...made.superseded, ...made.reduced], actor.today);
  const those = (ids: readonly number[]) => changed.filter((promise) => ids.includes(promise.id));
  const promises = those(made.ids);
  const auditId = await audit(tx, {
    workspaceId,
    actorId: actor.personId,
    kind: 'conversation.logged',
    subjectType: 'conversation',
    subjectId: conversationId,
    clientId: client.id,
    rule: 'R5-R9,R14',
    inputs: {
      typed: input.typed,
      promises: made.ids,
      superseded: made.superseded,
      takenLines: made.takenLines,
      verifying,
      dispute: dispute?.id ?? null,
    },
    at,
  });
  const told =
    promises.length === 0
      ? null
      : await tellChannel(tx, actor, client.id, at, `promise-logged:${conversationId}`, (by, { amountsShown }) => ({
          kind: 'promise_logged',
          facts: { promises, by, amountsShown, undone: false },
        }));
  const receipt = {
    auditId,
    ...receiptOf(actor, input, before, named, {
      contactName: contact?.name ?? null,
      promises,
      superseded: those(made.superseded),
      reduced: those(made.reduced),
      hints: [...plan.hints, ...hintsOf(request, promises, calendar)],
      dispute:
        dispute === null
          ? null
          : { amount: dispute.amount, invoiceNumber: dispute.invoiceNumber, revisitOn: dispute.revisitOn },
      told,
    }),
  };
  await noteDeed(tx, actor, { clientId: client.id, auditId, at, what: deedOf(receipt) });
  return receipt;
}

/** The promise that gets a new date, with the other promises of its conversation; null where none was pointed at. */
async function replacedPromise(tx: Transaction, workspaceId: number, clientId: number, promiseId: number | null) {
  if (promiseId === null) return null;
  const promise = await tx.promiseToPay.findFirst({ where: { workspaceId, clientId, id: promiseId } });
  if (promise === null) return null;
  if (promise.state === 'superseded' || promise.state === 'withdrawn') {
    throw new UserError('promise_settled', { state: promise.state });
  }
  const { conversationId } = promise;
  const siblings = await tx.promiseToPay.findMany({
    where: { workspaceId, conversationId, state: 'open', id: { not: promiseId } },
    include: { lines: { where: { supersededById: null } } },
  });
  const lines = await tx.promiseLine.findMany({ where: { workspaceId, promiseId, supersededById: null } });
  return {
    promiseId,
    siblings: siblings.map((sibling) => sibling.id),
    invoiceIds: lines.map((line) => line.invoiceId),
    siblingLines: siblings.flatMap((sibling) => sibling.lines),
  };
}

/** What is open of the replaced promise's invoices beside what the other promises of its conversation are for. */
function withoutSiblings(
  invoices: readonly ClientInvoice[],
  replaced: NonNullable<Awaited<ReturnType<typeof replacedPromise>>>,
): ClientInvoice[] {
  const own = invoices.filter((row) => replaced.invoiceIds.includes(row.id));
  return (own.length > 0 ? own : invoices).map((row) => {
    const theirs = replaced.siblingLines.filter((line) => line.invoiceId === row.id);
    return { ...row, open: Math.max(0, row.open - theirs.reduce((sum, line) => sum + Number(line.amount), 0)) };
  });
}

/** From the third date on the receipt says so (B7). */
const MANY_DATES = 3;

function hintsOf(
  request: LogRequest,
  promises: readonly { promisedDate: LocalDate; deadline: LocalDate; level: number; slipDays: number }[],
  calendar: WorkingCalendar,
): LogHint[] {
  const hints: LogHint[] = [];
  if (request.intent && promises.length === 0) hints.push({ kind: 'intent_only' });
  for (const { promisedDate, deadline, level, slipDays } of promises) {
    if (!calendar.isWorkingDay(promisedDate)) hints.push({ kind: 'not_working_day', date: promisedDate, deadline });
    if (level >= MANY_DATES) hints.push({ kind: 'third_date', level, slipDays });
  }
  return hints;
}

/** The contact that was named: by name, by the beginning of one name, else a new one (the person has just named it). */
async function contactOf(
  tx: Transaction,
  workspaceId: number,
  clientId: number,
  text: string | null,
): Promise<{ id: number; name: string } | null> {
  const name = text?.trim() ?? '';
  if (name === '') return null;
  const known = await tx.contact.findMany({ where: { workspaceId, clientId }, orderBy: { id: 'asc' } });
  const folded = name.toLowerCase();
  const exact = known.find((contact) => contact.name.toLowerCase() === folded);
  const begins = known.filter((contact) => contact.name.toLowerCase().startsWith(folded));
  const [only] = begins;
  if (exact !== undefined) return exact;
  if (only !== undefined && begins.length === 1) return only;
  return await tx.contact.create({ data: { workspaceId, clientId, name }, select: { id: true, name: true } });
}

/** "They say it is on its way": the open promises it is about are being verified (R6). */
async function markVerifying(
  tx: Transaction,
  workspaceId: number,
  clientId: number,
  named: readonly ClientInvoice[],
  on: LocalDate,
  by: number | null,
  at: Date,
): Promise<number[]> {
  const about = named.map((row) => row.id);
  const open = await tx.promiseToPay.findMany({
    where: {
      workspaceId,
      clientId,
      state: 'open',
      verifyingSince: null,
      ...(about.length > 0 ? { lines: { some: { invoiceId: { in: about }, supersededById: null } } } : {}),
    },
    select: { id: true },
  });
  const ids = open.map((row) => row.id);
  await tx.promiseToPay.updateMany({
    where: { workspaceId, id: { in: ids } },
    data: { verifyingSince: toDateColumn(on) },
  });
  await tx.promiseEvent.createMany({
    data: ids.map((promiseId) => ({
      workspaceId,
      promiseId,
      kind: 'verifying',
      effectiveOn: toDateColumn(on),
      rule: 'R6',
      byId: by,
      at,
    })),
  });
  return ids;
}

function disputedAmount(spec: AmountSpec | null, invoice: ClientInvoice): number {
  if (spec === null || spec.kind === 'all' || spec.kind === 'rest') return invoice.open;
  if (spec.kind === 'percent') return Math.round((invoice.open * spec.percent) / 100);
  const exact = parseDecimal(spec.value, spec.currency ?? invoice.currency);
  if (exact === null || exact.minor <= 0 || exact.currency !== invoice.currency || exact.minor > invoice.open) {
    throw new UserError('bad_amount', { amount: spec.value, invoice: invoice.number });
  }
  return exact.minor;
}

/** Opens a dispute (R19) on the invoice that was named, or on the client's only open one; else only the words are kept. */
async function openDispute(
  tx: Transaction,
  about: {
    actor: Actor;
    client: { id: number };
    request: LogRequest;
    named: readonly ClientInvoice[];
    open: readonly ClientInvoice[];
    conversationId: number;
    calendar: WorkingCalendar;
    at: Date;
  },
) {
  const { actor, request, named, open } = about;
  if (request.dispute === null) return null;
  const [invoice, second] = (named.length > 0 ? named : open).filter((row) => row.open > 0);
  if (invoice === undefined || second !== undefined) return null;
  const minor = disputedAmount(request.dispute.amount, invoice);
  const revisitOn = request.dispute.revisitOn ?? addWorkingDays(actor.today, DISPUTE_REVISIT_DAYS, about.calendar);
  const { id } = await tx.dispute.create({
    data: {
      workspaceId: actor.workspaceId,
      clientId: about.client.id,
      invoiceId: invoice.id,
      amount: BigInt(minor),
      reason: request.dispute.reason,
      note: request.note,
      openedOn: toDateColumn(request.happenedOn),
      revisitOn: toDateColumn(revisitOn),
      conversationId: about.conversationId,
      openedById: actor.personId,
      createdAt: about.at,
    },
    select: { id: true },
  });
  return { id, amount: money(minor, invoice.currency), invoiceNumber: invoice.number, revisitOn };
}
