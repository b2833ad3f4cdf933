import { z } from 'zod';
import type { SqlTransaction } from './ledger.js';
import { Prisma } from './prisma/client.js';
import { requestOf } from './request-of.js';
import { selectRows } from './rows.js';

/** Kinds of entries. Those that a person can take back are listed in undo.ts. */
export type AuditKind =
  | 'conversation.logged'
  | 'payment.recorded'
  | 'payment.reversed'
  | 'payment.counted_once'
  | 'payment.may_be_one'
  | 'client.added'
  | 'client.alias_added'
  | 'client.alias_removed'
  | 'client.renamed'
  | 'client.contact_added'
  | 'client.project_set'
  | 'client.assigned'
  | 'client.snoozed'
  | 'client.woken'
  | 'project.set'
  | 'project.assigned'
  | 'role.set'
  | 'person.settings_set'
  | 'digest.set'
  | 'policy.set'
  | 'invoice.changed'
  | 'escalation.kept'
  | 'escalation.escalated'
  | 'escalation.requested'
  | 'promise.valued'
  | 'import.finished'
  | 'offer.taken'
  | 'offer.claimed'
  | 'undo';

export interface AuditInput {
  readonly workspaceId: number;
  /** Null: Collect itself or the operator on the command line. */
  readonly actorId: number | null;
  readonly kind: AuditKind;
  readonly subjectType: string;
  readonly subjectId: number | null;
  readonly clientId: number | null;
  /** The rule that decided, e.g. "R8". */
  readonly rule?: string;
  /** What the decision rested on, or what stood there before: enough to understand and to take back. */
  readonly inputs?: Prisma.InputJsonObject;
  readonly undoesId?: number;
  /** The recorded request that it was done for; `audit` finds it by its transaction. */
  readonly requestId?: number | null;
  readonly at: Date;
}

const writtenRow = z.object({ id: z.int() });

/** Writes one entry (R29) in the transaction of what it records and returns its id. */
export async function audit(tx: SqlTransaction, entry: AuditInput): Promise<number> {
  const [written] = await selectRows(tx, writtenRow, auditInsert({ requestId: requestOf(tx), ...entry }));
  if (written === undefined) throw new Error('an audit entry was not written');
  return written.id;
}

/**
 * The insert of an entry, returning its id, as a part of the statement of what it records.
 *
 * @param made the CTE with the id of the subject, where the same statement makes it: no subject, no entry
 */
export function auditInsert(entry: AuditInput, made: Prisma.Sql | null = null): Prisma.Sql {
  const subjectId = made === null ? Prisma.sql`${entry.subjectId}` : Prisma.sql`${made}.id`;
  const from = made === null ? Prisma.empty : Prisma.sql`from ${made}`;
  return Prisma.sql`
    insert into audit_entry
      (workspace_id, actor_id, kind, subject_type, subject_id, client_id, rule, inputs, undoes_id, request_id, at)
    select ${entry.workspaceId}, ${entry.actorId}, ${entry.kind}, ${entry.subjectType}, ${subjectId}, ${entry.clientId},
      ${entry.rule ?? null}, ${JSON.stringify(entry.inputs ?? {})}::jsonb, ${entry.undoesId ?? null}::int,
      ${entry.requestId ?? null}::int, ${entry.at}::timestamptz
    ${from}
    returning id`;
}
