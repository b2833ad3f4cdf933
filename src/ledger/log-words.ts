import { z } from 'zod';
import { UserError } from '../domain/user-error.js';
import type { Actor } from './actor.js';
import { auditInsert } from './audit.js';
import { conversationInsert } from './conversation-insert.js';
import type { LogReceipt } from './facts/receipt.js';
import { inOneStatement, stepInsert } from './in-one-statement.js';
import type { InboxStep } from './inbox-step.js';
import { type ClientInvoice, namedInvoices, openRow } from './invoices.js';
import type { Ledger, Transaction } from './ledger.js';
import { logFacts, logFactsOf, logFactsQuery, logFactsRow } from './log-facts.js';
import type { LogInput } from './log-input.js';
import { onlyWords, receiptOf } from './log-receipt.js';
import { Prisma } from './prisma/client.js';
import { selectPrepared } from './rows.js';
import { refuseGuests } from './visibility.js';

/**
 * Whether a line leaves words and nothing else: "called, no answer". No promise is made, moved or put in doubt and no
 * invoice disputed, so it rests on nothing that somebody could be changing, and no client need be locked.
 */
export function isOnlyWords({ request, replaces }: LogInput): boolean {
  return (
    request.promises.length === 0 &&
    !request.intent &&
    request.dispute === null &&
    request.settlesDispute !== true &&
    request.outcome !== 'payment_sent' &&
    (request.contactText ?? '').trim() === '' &&
    replaces === undefined
  );
}

const written = logFactsRow.extend({ auditId: z.int(), named: z.array(openRow) });

/**
 * Records such a line, and reads what its receipt says, by one statement (two where it names invoices). Throws UserError
 * unknown_client, guest, unknown_invoice.
 */
export async function logWords(ledger: Ledger, actor: Actor, input: LogInput, at: Date): Promise<LogReceipt> {
  refuseGuests(actor);
  const row = await inOneStatement(ledger, 'logConversation', async (db, step) => {
    const named = await namedIn(db, actor, input, at);
    const rows = await selectPrepared(db, written, wordsQuery(actor, input, named, at, step));
    return rows[0] ?? null;
  });
  if (row === null) throw new UserError('unknown_client', { client: `#${input.clientId}` });
  return { auditId: row.auditId, ...receiptOf(actor, input, logFactsOf(row), row.named, onlyWords) };
}

async function namedIn(db: Transaction, actor: Actor, input: LogInput, at: Date): Promise<ClientInvoice[]> {
  const { invoiceTexts } = input.request;
  if (invoiceTexts.length === 0) return [];
  const { client } = await logFacts(db, actor, input.clientId, at);
  return await namedInvoices(db, actor.workspaceId, client, invoiceTexts, actor.today);
}

/** Writes the conversation, its audit entry and the step, if the actor has such a client; returns what the receipt says. */
function wordsQuery(
  actor: Actor,
  { request, typed, form, permalink, slackChannelId, clientId }: LogInput,
  named: readonly ClientInvoice[],
  at: Date,
  step: InboxStep | null,
): Prisma.Sql {
  const { workspaceId, personId } = actor;
  const conversation = conversationInsert(
    {
      workspaceId,
      clientId,
      contactId: null,
      said: request,
      typed,
      permalink,
      happenedOn: request.happenedOn,
      slackChannelId,
      loggedById: personId,
      at,
      invoiceIds: named.map((row) => row.id),
    },
    Prisma.sql`facts`,
  );
  const entry = auditInsert(
    {
      workspaceId,
      actorId: personId,
      kind: 'conversation.logged',
      subjectType: 'conversation',
      subjectId: null,
      clientId,
      rule: 'R14',
      inputs: {
        typed,
        ...(form === true && { form }),
        promises: [],
        superseded: [],
        takenLines: [],
        verifying: [],
        dispute: null,
      },
      requestId: step?.requestId ?? null,
      at,
    },
    Prisma.sql`said`,
  );
  const made =
    step === null
      ? Prisma.empty
      : Prisma.sql`, made as (${stepInsert(step, Prisma.sql`to_jsonb(result)`, Prisma.sql`result`)})`;
  return Prisma.sql`
    with facts as (${logFactsQuery(actor, clientId, at)}), ${conversation}, entry as (${entry}),
      result as (select facts.*, entry.id as "auditId", ${JSON.stringify(named)}::jsonb as named from facts, entry)${made}
    select * from result`;
}
