import type { LocalDate } from '../domain/local-date.js';
import type { LogRequest } from '../domain/request.js';
import { Prisma } from './prisma/client.js';

/** A conversation as it is written (S32). */
export interface NewConversation {
  readonly workspaceId: number;
  readonly clientId: number;
  readonly contactId: number | null;
  readonly said: Pick<LogRequest, 'medium' | 'direction' | 'outcome' | 'note'>;
  readonly typed: string;
  readonly permalink: string | null;
  readonly happenedOn: LocalDate;
  readonly slackChannelId: string | null;
  readonly loggedById: number | null;
  readonly at: Date;
  /** The invoices that were named. */
  readonly invoiceIds: readonly number[];
}

/**
 * The CTE `said` (id), which writes a conversation and the invoices it was about.
 *
 * @param facts the CTE of `logFactsQuery`, where the same statement looks whether there is such a client for the actor
 * (no facts, no conversation) and which day it is where the workspace is
 */
export function conversationInsert(row: NewConversation, facts: Prisma.Sql | null = null): Prisma.Sql {
  const { medium, direction, outcome, note } = row.said;
  const happenedOn =
    facts === null ? Prisma.sql`${row.happenedOn}::date` : Prisma.sql`least(${row.happenedOn}::date, ${facts}.today)`;
  const about =
    row.invoiceIds.length === 0
      ? Prisma.empty
      : Prisma.sql`,
    about as (
      insert into conversation_invoice (workspace_id, conversation_id, invoice_id)
      select ${row.workspaceId}::int, said.id, invoice.id
      from said, unnest(${[...row.invoiceIds]}::int[]) as invoice(id))`;
  return Prisma.sql`
    said as (
      insert into conversation
        (workspace_id, client_id, contact_id, medium, direction, outcome, note, typed, permalink, happened_on,
          slack_channel_id, logged_by_id, logged_at)
      select ${row.workspaceId}, ${row.clientId}, ${row.contactId}::int, ${medium}, ${direction}, ${outcome}, ${note},
        ${row.typed}, ${row.permalink}, ${happenedOn}, ${row.slackChannelId}, ${row.loggedById}::int, ${row.at}::timestamptz
      ${facts === null ? Prisma.empty : Prisma.sql`from ${facts}`}
      returning id)${about}`;
}
