import { z } from 'zod';
import type { WorkingCalendar } from '../domain/calendar.js';
import { farthestDate } from '../domain/farthest-date.js';
import { dateIn, earlierDate, type LocalDate } from '../domain/local-date.js';
import type { LogRequest } from '../domain/request.js';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { auditInsert } from './audit.js';
import { personQuestion } from './channel-line.js';
import { contactOf } from './contacts.js';
import { conversationInsert } from './conversation-insert.js';
import { digestsOfToday, digestsQuestion, noteDeed, noteDeedIn, standingDigests } from './digest/deeds.js';
import { openDispute, type StandingDispute, settleDisputes } from './disputes.js';
import type { DeedFact } from './facts/digest.js';
import { promiseStateFact } from './facts/promise.js';
import type { LogHint, LogReceipt } from './facts/receipt.js';
import { stepInsert } from './in-one-statement.js';
import { inSqlTransaction, inTransaction, lockClient } from './in-transaction.js';
import type { InboxStep } from './inbox-step.js';
import { type ClientInvoice, namedInvoices } from './invoices.js';
import type { Ledger, SqlTransaction, Transaction } from './ledger.js';
import { foundFacts, logFactsQuery, logFactsRow } from './log-facts.js';
import type { LogInput } from './log-input.js';
import { receiptOf } from './log-receipt.js';
import { isOnlyWords, logWords } from './log-words.js';
import { lineInsert } from './outbox.js';
import { Prisma } from './prisma/client.js';
import { promiseFacts, promiseFactsOf, promisesQuestion } from './promise-facts.js';
import { groundQuestion, makePromises, planPromises } from './promise-making.js';
import { booksQuestion, revalueBy } from './promise-valuation.js';
import { requestOf } from './request-of.js';
import { routingOf, routingQuestion, tellableChannel } from './routing.js';
import { askTogether, selectPrepared, selectRows } from './rows.js';
import { refuseGuests } from './visibility.js';

/**
 * Records a conversation with a client and what came of it, in one transaction: the conversation (S32), promises with
 * the invoices they cover and those they replace (R5-R9), a dispute (R19), the audit entry (R29) and the line for the
 * project's channel. Throws UserError unknown_client, guest, unknown_invoice, currency_needed, sign_in_doubt,
 * bad_amount, past_promise, far_promise, two_clients.
 */
export async function logConversation(ledger: Ledger, actor: Actor, input: LogInput): Promise<LogReceipt> {
  const at = ledger.clock.now();
  refuseWrongDates(actor, input.request);
  if (isOnlyWords(input)) {
    const receipt = await logWords(ledger, actor, input, at);
    await showInDigest(ledger, actor, receipt, at);
    return receipt;
  }
  refuseGuests(actor);
  const { workspaceId } = actor;
  const { clientId } = input;
  return await inSqlTransaction(
    ledger,
    'logConversation',
    { workspaceId, clientId },
    async (tx, step) => await logLocked(tx, actor, input, at, step),
  );
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

/** The same inside a transaction. */
export async function logInside(tx: Transaction, actor: Actor, input: LogInput, at: Date): Promise<LogReceipt> {
  refuseWrongDates(actor, input.request);
  refuseGuests(actor);
  await lockClient(tx, actor.workspaceId, input.clientId);
  return await logLocked(tx, actor, input, at, null);
}

/** All that a line rests on, in one trip. */
async function groundOf(tx: SqlTransaction, actor: Actor, { clientId, replaces }: LogInput, at: Date) {
  const { workspaceId, personId } = actor;
  const today = Prisma.sql`(select (${at}::timestamptz at time zone timezone)::date from workspace where id = ${workspaceId})`;
  const open = Prisma.sql`array(
    select id from invoice where workspace_id = ${workspaceId} and client_id = ${clientId} and open > 0)`;
  return await askTogether(tx, {
    facts: { row: logFactsRow, query: logFactsQuery(actor, clientId, at) },
    books: booksQuestion(workspaceId, [clientId], today),
    promised: groundQuestion(workspaceId, open, replaces ?? null),
    routing: routingQuestion(workspaceId, clientId),
    by: personQuestion(workspaceId, personId),
    digests: digestsQuestion(workspaceId, clientId, at),
  });
}

/** The same with the client locked. `step`: what is to be written beside it of the request that it is done for. */
async function logLocked(
  tx: SqlTransaction,
  actor: Actor,
  input: LogInput,
  at: Date,
  step: InboxStep | null,
): Promise<LogReceipt> {
  const { request } = input;
  const { workspaceId } = actor;
  let ground = await groundOf(tx, actor, input, at);
  let before = foundFacts(input.clientId, ground.facts);
  const settled = request.settlesDispute === true ? await settledIn(tx, actor, input, before, at) : [];
  if (settled.length > 0) {
    // What is no longer in dispute can be promised.
    ground = await groundOf(tx, actor, input, at);
    before = foundFacts(input.clientId, ground.facts);
  }
  const { client, policy, calendar, open } = before;
  // The books know one day, the workspace's (R7). Whoever is a day ahead of it says "today" and means this one.
  const today = dateIn(at, before.timezone);
  const happenedOn = earlierDate(request.happenedOn, today);
  // What a deadline has decided by now is decided before something new takes its place.
  const valuing = { today, by: actor.personId, at };
  const decided = await revalueBy(tx, workspaceId, ground.books, valuing);
  const named = await namedInvoices(tx, workspaceId, client, request.invoiceTexts, actor.today);
  const contact = await contactOf(tx, actor, client, request.contactText);
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
  const made = await makePromises(
    tx,
    {
      workspaceId,
      clientId: client.id,
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
    conversation,
    // What was decided just now counts for level and slip: then it is asked again.
    decided.changes.length === 0 ? ground.promised[0] : undefined,
  );
  const { conversationId } = made;
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
  const ids = [...made.ids, ...made.superseded, ...made.reduced];
  const changed =
    late || ids.length > made.ids.length
      ? await factsRevalued(tx, actor, client.id, ids, valuing)
      : await promiseFacts(tx, workspaceId, ids, actor.today);
  const those = (ids: readonly number[]) => changed.filter((promise) => ids.includes(promise.id));
  const promises = those(made.ids);
  const entry = auditInsert({
    workspaceId,
    actorId: actor.personId,
    kind: 'conversation.logged',
    subjectType: 'conversation',
    subjectId: conversationId,
    clientId: client.id,
    rule: 'R5-R9,R14',
    inputs: {
      typed: input.typed,
      ...(input.form === true && { form: true }),
      promises: made.ids,
      superseded: made.superseded,
      takenLines: made.takenLines,
      verifying,
      dispute: dispute?.id ?? null,
      settledDisputes: [...settled, ...(dispute?.instead ?? [])].map(({ id }) => id),
    },
    requestId: step?.requestId ?? requestOf(tx),
    at,
  });
  const channel = promises.length === 0 || made.confirmed ? null : tellableChannel(routingOf(ground.routing));
  const [by] = ground.by;
  const told =
    channel === null || by === undefined ? null : { slackChannelId: channel.slackChannelId, name: channel.name };
  const line =
    channel === null || by === undefined
      ? null
      : lineInsert(workspaceId, at, {
          notice: {
            kind: 'promise_logged',
            facts: { promises, by, amountsShown: channel.amountsShown, undone: false },
          },
          dedupeKey: `promise-logged:${conversationId}`,
          channel: channel.slackChannelId,
        });
  const receipt = {
    ...receiptOf(actor, input, before, named, {
      contactName: contact?.name ?? null,
      promises,
      superseded: those(made.superseded),
      reduced: those(made.reduced),
      hints: [
        ...plan.hints,
        ...hintsOf(request, promises, calendar),
        ...(request.settlesDispute === true && settled.length === 0 ? [{ kind: 'no_dispute' as const }] : []),
      ],
      dispute:
        dispute === null
          ? null
          : {
              amount: dispute.amount,
              invoiceNumber: dispute.invoiceNumber,
              revisitOn: dispute.revisitOn,
              instead: dispute.instead.map(({ amount }) => amount),
            },
      settledDisputes: settled.map(({ amount, invoiceNumber }) => ({ amount, invoiceNumber })),
      told,
    }),
  };
  const auditId = await writeOutcome(tx, entry, line, step, receipt);
  const deed = { clientId: client.id, auditId, at, what: deedOf(receipt) };
  await noteDeedIn(tx, actor, standingDigests(ground.digests, at), deed);
  return { auditId, ...receipt };
}

/** Settles the disputes of the invoices that were named; of all, where none was. */
async function settledIn(
  tx: SqlTransaction,
  actor: Actor,
  { request }: LogInput,
  { client, timezone }: ReturnType<typeof foundFacts>,
  at: Date,
): Promise<StandingDispute[]> {
  const named = await namedInvoices(tx, actor.workspaceId, client, request.invoiceTexts, actor.today);
  const on = earlierDate(request.happenedOn, dateIn(at, timezone));
  const invoiceIds = request.invoiceTexts.length === 0 ? null : named.map((row) => row.id);
  return await settleDisputes(tx, actor.workspaceId, { clientId: client.id, invoiceIds, on });
}

/** Values the client's promises again. Returns these as they are then: mostly as they were, so both is asked at once. */
async function factsRevalued(
  tx: SqlTransaction,
  { workspaceId, today }: Actor,
  clientId: number,
  ids: readonly number[],
  valuing: Parameters<typeof revalueBy>[3],
) {
  const { books, promises } = await askTogether(tx, {
    books: booksQuestion(workspaceId, [clientId], Prisma.sql`${valuing.today}::date`),
    promises: promisesQuestion(workspaceId, ids),
  });
  const { wrote } = await revalueBy(tx, workspaceId, books, valuing);
  return wrote ? await promiseFacts(tx, workspaceId, ids, today) : promiseFactsOf(promises, ids, today);
}

const writtenRow = z.object({ id: z.int() });

/** The audit entry, the line for the channel and the step of the request, by one statement. Returns the entry's id. */
async function writeOutcome(
  tx: SqlTransaction,
  entry: Prisma.Sql,
  line: Prisma.Sql | null,
  step: InboxStep | null,
  receipt: Omit<LogReceipt, 'auditId'>,
): Promise<number> {
  const result = Prisma.sql`${JSON.stringify(receipt)}::jsonb || jsonb_build_object('auditId', entry.id)`;
  const [written] = await selectPrepared(
    tx,
    writtenRow,
    Prisma.sql`
      with entry as (${entry})
        ${line === null ? Prisma.empty : Prisma.sql`, line as (${line})`}
        ${step === null ? Prisma.empty : Prisma.sql`, made as (${stepInsert(step, result, Prisma.sql`entry`)})`}
      select id from entry`,
  );
  if (written === undefined) throw new Error('an audit entry was not written');
  return written.id;
}

const replacedRow = z.object({ conversation_id: z.int(), state: promiseStateFact });
const lineRow = z.object({
  promise_id: z.int(),
  invoice_id: z.int(),
  amount: z.coerce.number(),
  sibling: z.boolean(),
});

/** The promise that gets a new date, with the other promises of its conversation; null where none was pointed at. */
async function replacedPromise(tx: SqlTransaction, workspaceId: number, clientId: number, promiseId: number | null) {
  if (promiseId === null) return null;
  const [promise] = await selectRows(
    tx,
    replacedRow,
    Prisma.sql`
      select conversation_id, state from promise_to_pay
      where workspace_id = ${workspaceId} and client_id = ${clientId} and id = ${promiseId}`,
  );
  if (promise === undefined) return null;
  if (promise.state === 'superseded' || promise.state === 'withdrawn') {
    throw new UserError('promise_settled', { state: promise.state });
  }
  const sibling = Prisma.sql`conversation_id = ${promise.conversation_id} and state = 'open' and id <> ${promiseId}`;
  const { siblings, lines } = await askTogether(tx, {
    siblings: {
      row: writtenRow,
      query: Prisma.sql`select id from promise_to_pay where workspace_id = ${workspaceId} and ${sibling} order by id`,
    },
    lines: {
      row: lineRow,
      query: Prisma.sql`
        select l.promise_id, l.invoice_id, l.amount, l.promise_id <> ${promiseId} as sibling from promise_line l
        where l.workspace_id = ${workspaceId} and l.superseded_by_id is null and l.promise_id in (
          select id from promise_to_pay where workspace_id = ${workspaceId} and (id = ${promiseId} or ${sibling}))
        order by l.id`,
    },
  });
  return {
    promiseId,
    siblings: siblings.map(({ id }) => id),
    invoiceIds: lines.filter((line) => !line.sibling).map((line) => line.invoice_id),
    siblingLines: lines.filter((line) => line.sibling),
  };
}

/** What is open of the replaced promise's invoices beside what the other promises of its conversation are for. */
function withoutSiblings(
  invoices: readonly ClientInvoice[],
  replaced: NonNullable<Awaited<ReturnType<typeof replacedPromise>>>,
): ClientInvoice[] {
  const own = invoices.filter((row) => replaced.invoiceIds.includes(row.id));
  return (own.length > 0 ? own : invoices).map((row) => {
    const theirs = replaced.siblingLines.filter((line) => line.invoice_id === row.id);
    return { ...row, open: Math.max(0, row.open - theirs.reduce((sum, line) => sum + line.amount, 0)) };
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

/** "They say it is on its way": the open promises it is about are being verified (R6). */
async function markVerifying(
  tx: SqlTransaction,
  workspaceId: number,
  clientId: number,
  named: readonly ClientInvoice[],
  on: LocalDate,
  by: number | null,
  at: Date,
): Promise<number[]> {
  const about = named.map((row) => row.id);
  const marked = await selectRows(
    tx,
    writtenRow,
    Prisma.sql`
      with marked as (
        update promise_to_pay p set verifying_since = ${on}::date
        where p.workspace_id = ${workspaceId} and p.client_id = ${clientId} and p.state = 'open'
          and p.verifying_since is null and (${about.length === 0} or exists (
            select 1 from promise_line l
            where l.workspace_id = p.workspace_id and l.promise_id = p.id and l.superseded_by_id is null
              and l.invoice_id = any(${about}::int[])))
        returning p.id),
      event as (
        insert into promise_event (workspace_id, promise_id, kind, effective_on, rule, by_id, at)
        select ${workspaceId}::int, id, 'verifying', ${on}::date, 'R6', ${by}::int, ${at}::timestamptz
        from marked order by id)
      select id from marked order by id`,
  );
  return marked.map(({ id }) => id);
}
