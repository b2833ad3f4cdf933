import type { Transaction } from './ledger.js';
import type { Prisma } from './prisma/client.js';

/** Kinds of entries. Those that a person can take back are listed in undo.ts. */
export type AuditKind =
  | 'conversation.logged'
  | 'payment.recorded'
  | 'payment.reversed'
  | 'client.added'
  | 'client.alias_added'
  | 'client.contact_added'
  | 'client.project_set'
  | 'client.assigned'
  | 'project.set'
  | 'project.assigned'
  | 'role.set'
  | 'digest.set'
  | 'policy.set'
  | 'invoice.changed'
  | 'escalation.kept'
  | 'escalation.escalated'
  | 'escalation.requested'
  | 'promise.valued'
  | 'import.finished'
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
  readonly at: Date;
}

/** Writes one entry (R29) in the transaction of what it records and returns its id. */
export async function audit(tx: Transaction, entry: AuditInput): Promise<number> {
  const { id } = await tx.auditEntry.create({
    data: {
      workspaceId: entry.workspaceId,
      actorId: entry.actorId,
      kind: entry.kind,
      subjectType: entry.subjectType,
      subjectId: entry.subjectId,
      clientId: entry.clientId,
      rule: entry.rule ?? null,
      inputs: entry.inputs ?? {},
      undoesId: entry.undoesId ?? null,
      at: entry.at,
    },
    select: { id: true },
  });
  return id;
}
