import { z } from 'zod';
import { dateIn, earlierDate } from '../domain/local-date.js';
import type { Actor } from './actor.js';
import { auditInsert } from './audit.js';
import { conversationInsert } from './conversation-insert.js';
import type { LogReceipt } from './facts/receipt.js';
import { stepInsert } from './in-one-statement.js';
import type { InboxStep } from './inbox-step.js';
import { namedInvoices } from './invoices.js';
import type { Transaction } from './ledger.js';
import { logFacts } from './log-facts.js';
import type { LogInput } from './log-input.js';
import { onlyWords, receiptOf } from './log-receipt.js';
import { Prisma } from './prisma/client.js';
import { selectPrepared } from './rows.js';

/**
 * Whether a line leaves words and nothing else: "called, no answer". No promise is made, moved or put in doubt and no
 * invoice disputed, so it rests on nothing that somebody could be changing, and no client need be locked.
 */
export function isOnlyWords({ request, replaces }: LogInput): boolean {
  return (
    request.promises.length === 0 &&
    !request.intent &&
    request.dispute === null &&
    request.outcome !== 'payment_sent' &&
    (request.contactText ?? '').trim() === '' &&
    replaces === undefined
  );
}

const written = z.object({ id: z.int() });

/** Records such a line by one statement. Throws UserError unknown_client, guest, unknown_invoice. */
export async function logWords(
  db: Transaction,
  actor: Actor,
  input: LogInput,
  at: Date,
  step: InboxStep | null,
): Promise<LogReceipt> {
  const { workspaceId, personId } = actor;
  const { request, typed, permalink, slackChannelId } = input;
  const facts = await logFacts(db, actor, input.clientId);
  const { client } = facts;
  const named = await namedInvoices(db, workspaceId, client, request.invoiceTexts, actor.today);
  const receipt = receiptOf(actor, input, facts, named, onlyWords);
  const conversation = conversationInsert({
    workspaceId,
    clientId: client.id,
    contactId: null,
    said: request,
    typed,
    permalink,
    happenedOn: earlierDate(request.happenedOn, dateIn(at, facts.timezone)),
    slackChannelId,
    loggedById: personId,
    at,
    invoiceIds: named.map((row) => row.id),
  });
  const entry = auditInsert(
    {
      workspaceId,
      actorId: personId,
      kind: 'conversation.logged',
      subjectType: 'conversation',
      subjectId: null,
      clientId: client.id,
      rule: 'R14',
      inputs: { typed, promises: [], superseded: [], takenLines: [], verifying: [], dispute: null },
      requestId: step?.requestId ?? null,
      at,
    },
    Prisma.sql`(select id from said)`,
  );
  const made =
    step === null
      ? Prisma.empty
      : Prisma.sql`, made as (${stepInsert(step, receipt, Prisma.sql`(select jsonb_build_object('auditId', id) from entry)`)})`;
  const [row] = await selectPrepared(
    db,
    written,
    Prisma.sql`with ${conversation}, entry as (${entry})${made} select id from entry`,
  );
  if (row === undefined) throw new Error('a conversation was not written');
  return { auditId: row.id, ...receipt };
}
