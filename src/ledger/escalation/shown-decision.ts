import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import type { PersonFact } from '../facts/common.js';
import {
  type EscalationCandidate,
  type EscalationDecisionFact,
  escalationListNotice,
  escalationRequestedNotice,
} from '../facts/escalation.js';
import type { SqlTransaction, Transaction } from '../ledger.js';
import type { Notice } from '../notice.js';
import { enqueue } from '../outbox.js';
import { Prisma } from '../prisma/client.js';
import { dateColumn, integerColumn, selectRows } from '../rows.js';

/** A message older than this, in ms, is not rewritten: nobody decides from it any more. */
const RECENT = 14 * 24 * 60 * 60_000;

const shownRow = z.object({
  kind: z.enum(['escalation_list', 'escalation_requested']),
  dedupeKey: z.string(),
  personId: z.int(),
  facts: z.unknown(),
  /** The workspace's, on which it was written. */
  day: dateColumn,
  rewritings: integerColumn,
});

/** A manager decided about a client: the messages to managers that ask for a decision show it, with its Undo. */
export async function showEscalationDecision(
  tx: Transaction,
  workspaceId: number,
  clientId: number,
  decision: EscalationDecisionFact & { readonly until: LocalDate | null },
): Promise<void> {
  const at = new Date(decision.at);
  await rewriteAsked(tx, workspaceId, at, `decided:${decision.auditId}`, (asked) =>
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
  await rewriteAsked(tx, workspaceId, at, `undone:${auditId}`, ({ decision }) =>
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

/** One client of a message that asks managers to decide. */
export interface Asked {
  readonly clientId: number;
  readonly decision: EscalationDecisionFact | null;
  /** The day on which it said that something was overdue; null: it did not say so. */
  readonly overdueOn: LocalDate | null;
}

type DecisionOf = (asked: Asked) => EscalationDecisionFact | null;

/** A message that asks managers to decide, as it stands. */
interface AsksForDecision {
  readonly dedupeKey: string;
  readonly personId: number;
  readonly notice: AskingNotice;
  readonly asks: readonly Asked[];
  /** How often it was rewritten. */
  readonly rewritings: number;
}

type AskingNotice = Extract<Notice, { kind: 'escalation_list' | 'escalation_requested' }>;

/** The messages to managers that ask for a decision and are not too old to be rewritten. */
export async function asksForDecision(
  db: SqlTransaction,
  workspaceId: number,
  at: Date,
): Promise<readonly AsksForDecision[]> {
  const rows = await selectRows(
    db,
    shownRow,
    Prisma.sql`
      select m.kind, m.dedupe_key as "dedupeKey", m.person_id as "personId", coalesce(newest.facts, m.facts) as facts,
        (m.created_at at time zone w.timezone)::date::text as day, newest.rewritings
      from outbox_message m
      join workspace w on w.id = m.workspace_id
      left join lateral (
        select (array_agg(u.facts order by u.id desc))[1] as facts, count(*) as rewritings from outbox_message u
        where u.workspace_id = m.workspace_id and u.updates_id = m.id) as newest on true
      where m.workspace_id = ${workspaceId} and ${asksToDecide(at)}
      order by m.id`,
  );
  return rows.map(({ dedupeKey, personId, day, kind, facts, rewritings }) => {
    const notice =
      kind === 'escalation_list'
        ? { kind, facts: escalationListNotice.parse(facts) }
        : { kind, facts: escalationRequestedNotice.parse(facts) };
    return { dedupeKey, personId, notice, asks: asksOf(notice, day), rewritings };
  });
}

function asksOf({ kind, facts }: AskingNotice, day: LocalDate): Asked[] {
  const overdueOn = (candidate: EscalationCandidate | null): LocalDate | null =>
    candidate?.aging.some(({ overdue }) => overdue > 0) ? day : null;
  if (kind === 'escalation_requested') {
    return [{ clientId: facts.clientId, decision: facts.decision ?? null, overdueOn: overdueOn(facts.candidate) }];
  }
  return facts.candidates.map((candidate) => ({
    clientId: candidate.clientId,
    decision: candidate.decision ?? null,
    overdueOn: overdueOn(candidate),
  }));
}

const isChanged = (asked: Asked, decision: EscalationDecisionFact | null): boolean =>
  decision?.auditId !== asked.decision?.auditId;

/** Would the message show another decision? */
export const wouldChange = ({ asks }: AsksForDecision, decisionOf: DecisionOf): boolean =>
  asks.some((asked) => isChanged(asked, decisionOf(asked)));

/** Puts the decisions into the messages that ask for them, by one update each. Returns how many show another one now. */
export async function rewriteAsked(
  tx: Transaction,
  workspaceId: number,
  at: Date,
  why: string,
  decisionOf: DecisionOf,
): Promise<number> {
  // Locked, in one order: two decisions about two clients of one list are both shown.
  await tx.$executeRaw`
    select 1 from outbox_message m
    where m.workspace_id = ${workspaceId} and ${asksToDecide(at)}
    order by m.id for update`;
  const rows = (await asksForDecision(tx, workspaceId, at)).filter((row) => wouldChange(row, decisionOf));
  for (const { dedupeKey: updates, personId, notice, asks, rewritings } of rows) {
    const decisions = new Map(asks.map((asked) => [asked.clientId, decisionOf(asked)]));
    const decided = withDecisions(notice, decisions);
    const to = { person: personId };
    // Taken back and decided again it is another rewriting.
    const dedupeKey = `${updates}:${why}:${rewritings + 1}`;
    await enqueue(tx, workspaceId, at, [{ notice: decided, dedupeKey, to, updates }]);
  }
  return rows.length;
}

/** Condition on outbox_message m: to a manager, with the buttons that decide. */
const asksToDecide = (at: Date): Prisma.Sql => Prisma.sql`m.kind in ('escalation_list', 'escalation_requested')
  and m.updates_id is null and m.person_id is not null and m.state in ('pending', 'sending', 'sent')
  and m.created_at > ${new Date(at.getTime() - RECENT)}`;

function withDecisions(
  { kind, facts }: AskingNotice,
  decisions: ReadonlyMap<number, EscalationDecisionFact | null>,
): AskingNotice {
  if (kind === 'escalation_requested') return { kind, facts: { ...facts, decision: decisions.get(facts.clientId) } };
  const candidates = facts.candidates.map((candidate) => ({
    ...candidate,
    decision: decisions.get(candidate.clientId),
  }));
  return { kind, facts: { ...facts, candidates } };
}
