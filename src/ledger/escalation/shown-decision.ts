import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { PersonFact } from '../facts/common.js';
import {
  type EscalationDecisionFact,
  type EscalationListNotice,
  type EscalationRequestedNotice,
  escalationListNotice,
  escalationRequestedNotice,
} from '../facts/escalation.js';
import type { Transaction } from '../ledger.js';
import type { Notice } from '../notice.js';
import { enqueue } from '../outbox.js';
import { Prisma } from '../prisma/client.js';
import { selectRows } from '../rows.js';

/** A message older than this, in ms, is not rewritten: nobody decides from it any more. */
const RECENT = 14 * 24 * 60 * 60_000;

const shownRow = z.object({
  kind: z.enum(['escalation_list', 'escalation_requested']),
  dedupeKey: z.string(),
  personId: z.int(),
  facts: z.unknown(),
});

/** A manager decided about a client: the messages to managers that ask for a decision show it, with its Undo. */
export async function showEscalationDecision(
  tx: Transaction,
  workspaceId: number,
  clientId: number,
  decision: EscalationDecisionFact & { readonly until: LocalDate | null },
): Promise<void> {
  const at = new Date(decision.at);
  await rewrite(tx, workspaceId, at, `decided:${decision.auditId}`, (asked) =>
    asked.clientId === clientId ? decision : asked.decision,
  );
}

/** The decision was undone: where it is what a message shows, its buttons come back. */
export async function hideEscalationDecision(
  tx: Transaction,
  workspaceId: number,
  auditId: number,
  at: Date,
): Promise<void> {
  await rewrite(tx, workspaceId, at, `undone:${auditId}`, ({ decision }) =>
    decision?.auditId === auditId ? null : decision,
  );
}

/** Whoever asked for a decision no longer does: each message that asks it says so, in the place of what decides. */
export async function showRequestTakenBack(
  tx: Transaction,
  workspaceId: number,
  requestId: number,
  { by, at }: { readonly by: PersonFact; readonly at: Date },
): Promise<void> {
  const messages = await tx.outboxMessage.findMany({
    where: {
      workspaceId,
      kind: 'escalation_requested',
      updatesId: null,
      personId: { not: null },
      state: { in: ['pending', 'sending', 'sent'] },
      dedupeKey: { startsWith: `escalation-requested:${requestId}:` },
    },
    orderBy: { id: 'asc' },
  });
  for (const { id, personId, dedupeKey, facts } of messages) {
    if (personId === null) continue;
    const newest = await tx.outboxMessage.findFirst({
      where: { workspaceId, updatesId: id },
      orderBy: { id: 'desc' },
      select: { facts: true },
    });
    const said = escalationRequestedNotice.parse(newest?.facts ?? facts);
    const notice: Notice = {
      kind: 'escalation_requested',
      facts: { ...said, takenBack: { by, at: at.toISOString() } },
    };
    const to = { person: personId };
    await enqueue(tx, workspaceId, at, [{ notice, dedupeKey: `${dedupeKey}:taken-back`, to, updates: dedupeKey }]);
  }
}

interface Asked {
  readonly clientId: number;
  readonly decision: EscalationDecisionFact | null;
}

async function rewrite(
  tx: Transaction,
  workspaceId: number,
  at: Date,
  suffix: string,
  decisionOf: (asked: Asked) => EscalationDecisionFact | null,
): Promise<void> {
  // Locked, in one order: two decisions about two clients of one list are both shown.
  await tx.$executeRaw`
    select 1 from outbox_message m
    where m.workspace_id = ${workspaceId} and ${asksToDecide(at)}
    order by m.id for update`;
  const rows = await selectRows(
    tx,
    shownRow,
    Prisma.sql`
      select m.kind, m.dedupe_key as "dedupeKey", m.person_id as "personId", coalesce(newest.facts, m.facts) as facts
      from outbox_message m
      left join lateral (
        select u.facts from outbox_message u
        where u.workspace_id = m.workspace_id and u.updates_id = m.id
        order by u.id desc limit 1) as newest on true
      where m.workspace_id = ${workspaceId} and ${asksToDecide(at)}
      order by m.id`,
  );
  for (const { dedupeKey, personId, ...row } of rows) {
    const notice = rewritten(row, decisionOf);
    if (notice === null) continue;
    const to = { person: personId };
    await enqueue(tx, workspaceId, at, [{ notice, dedupeKey: `${dedupeKey}:${suffix}`, to, updates: dedupeKey }]);
  }
}

/** Condition on outbox_message m: to a manager, with the buttons that decide. */
const asksToDecide = (at: Date): Prisma.Sql => Prisma.sql`m.kind in ('escalation_list', 'escalation_requested')
  and m.updates_id is null and m.person_id is not null and m.state in ('pending', 'sending', 'sent')
  and m.created_at > ${new Date(at.getTime() - RECENT)}`;

/** The message with what was decided since; null: nothing of it has changed. */
function rewritten(
  row: Pick<z.output<typeof shownRow>, 'kind' | 'facts'>,
  decisionOf: (asked: Asked) => EscalationDecisionFact | null,
): Notice | null {
  if (row.kind === 'escalation_requested') {
    const facts: EscalationRequestedNotice = escalationRequestedNotice.parse(row.facts);
    const before = facts.decision ?? null;
    const decision = decisionOf({ clientId: facts.clientId, decision: before });
    return decision?.auditId === before?.auditId ? null : { kind: row.kind, facts: { ...facts, decision } };
  }
  const facts: EscalationListNotice = escalationListNotice.parse(row.facts);
  let changed = false;
  const candidates = facts.candidates.map((candidate) => {
    const before = candidate.decision ?? null;
    const decision = decisionOf({ clientId: candidate.clientId, decision: before });
    if (decision?.auditId === before?.auditId) return candidate;
    changed = true;
    return { ...candidate, decision };
  });
  return changed ? { kind: row.kind, facts: { ...facts, candidates } } : null;
}
