import { z } from 'zod';
import type { LocalDate } from '../../domain/local-date.js';
import { dataAge } from '../data-age.js';
import { agingFact, personFact } from '../facts/common.js';
import type { EscalationCandidate, EscalationListNotice } from '../facts/escalation.js';
import { groupRows } from '../group-rows.js';
import { lastConversations } from '../last-conversation.js';
import type { Transaction } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { promiseFacts } from '../promise-facts.js';
import { agingColumns, agingRow, byWeight, receivables } from '../receivable.js';
import { dateColumn, integerColumn, selectRows } from '../rows.js';
import type { WorkspaceInfo } from '../workspaces.js';
import { type Assessed, assessWorst } from './assess.js';

/** The managers' list as of `today` (R31), cut after the policy's maxCandidates. */
export async function escalationList(
  db: Transaction,
  workspace: WorkspaceInfo,
  today: LocalDate,
): Promise<EscalationListNotice> {
  const { maxCandidates } = workspace.policy.escalation;
  const { assessed, overdueClients } = await assessWorst(db, workspace, today, maxCandidates);
  const shown = assessed.filter((client) => client.reasons.length > 0).slice(0, maxCandidates);
  return {
    today,
    overdueClients,
    candidates: await candidateFacts(db, workspace, shown, today),
    stale: (await dataAge(db, workspace, today)).stale,
  };
}

const detailRow = z.object({
  clientId: z.int(),
  owner: personFact.nullable(),
  lastPromiseId: z.int().nullable(),
  otherPartIds: z.array(z.int()),
  lastDecision: z
    .object({
      kind: z.enum(['keep', 'escalate', 'requested']),
      until: dateColumn.nullable(),
      by: personFact.nullable(),
      on: dateColumn,
    })
    .nullable(),
});

/** `oldest`: the age in days of the oldest overdue invoice, whatever is disputed or promised of it, as `overdue` is. */
const clientAgingRow = agingRow.extend({ clientId: z.int(), oldest: integerColumn.nullable() });

/** What a manager needs to decide about each: figures, owner, last promise, last contact, last decision. */
export async function candidateFacts(
  db: Transaction,
  workspace: WorkspaceInfo,
  shown: readonly Assessed[],
  today: LocalDate,
): Promise<EscalationCandidate[]> {
  const { id: workspaceId, timezone } = workspace;
  const ids = shown.map((client) => client.clientId);
  if (ids.length === 0) return [];
  const details = new Map(
    (
      await selectRows(
        db,
        detailRow,
        Prisma.sql`
          SELECT c.id AS "clientId", q.id AS "lastPromiseId", array(
              SELECT o.id FROM promise_to_pay o
              WHERE o.workspace_id = c.workspace_id AND o.conversation_id = q.conversation_id AND o.id <> q.id
                AND o.state NOT IN ('superseded', 'withdrawn')) AS "otherPartIds",
            CASE WHEN n.id IS NOT NULL
              THEN json_build_object('id', n.id, 'name', n.name, 'slackUserId', n.slack_user_id) END AS owner,
            CASE WHEN d.id IS NOT NULL THEN json_build_object('kind', d.kind, 'until', d.until,
              'on', (d.at AT TIME ZONE ${timezone})::date,
              'by', CASE WHEN b.id IS NOT NULL
                THEN json_build_object('id', b.id, 'name', b.name, 'slackUserId', b.slack_user_id) END) END
              AS "lastDecision"
          FROM unnest(${ids}::int[], ${shown.map((client) => client.ownerId)}::int[]) AS s(client_id, owner_id)
          JOIN client c ON c.workspace_id = ${workspaceId} AND c.id = s.client_id
          LEFT JOIN person n ON n.workspace_id = c.workspace_id AND n.id = s.owner_id
          LEFT JOIN LATERAL (
            SELECT q.id, q.conversation_id FROM promise_to_pay q
            WHERE q.workspace_id = c.workspace_id AND q.client_id = c.id AND q.state NOT IN ('superseded', 'withdrawn')
            ORDER BY q.given_on DESC, q.id DESC LIMIT 1
          ) q ON true
          LEFT JOIN LATERAL (
            SELECT * FROM escalation_decision d
            WHERE d.workspace_id = c.workspace_id AND d.client_id = c.id AND d.retracted_at IS NULL
            ORDER BY d.id DESC LIMIT 1
          ) d ON true
          LEFT JOIN person b ON b.workspace_id = c.workspace_id AND b.id = d.by_id`,
      )
    ).map((row) => [row.clientId, row]),
  );
  const sums = await selectRows(
    db,
    clientAgingRow,
    Prisma.sql`
      WITH ${receivables(workspaceId, today, Prisma.sql`AND i.client_id = ANY(${ids}::int[])`)}
      SELECT r.client_id AS "clientId", ${agingColumns(today)},
        max(${today}::date - r.due_date) FILTER (WHERE r.due_date < ${today}::date) AS oldest
      FROM receivable r
      GROUP BY r.client_id, r.currency`,
  );
  const aging = groupRows(sums, (row) => row.clientId);
  const promiseIds = [...details.values()].flatMap((row) => [row.lastPromiseId ?? [], row.otherPartIds].flat());
  const promises = new Map(
    (await promiseFacts(db, workspaceId, promiseIds, today)).map((promise) => [promise.id, promise]),
  );
  const conversationOf = await lastConversations(db, workspaceId, ids, today);
  return shown.map(({ clientId, clientName, points, reasons }, index) => ({
    rank: index + 1,
    clientId,
    clientName,
    owner: details.get(clientId)?.owner ?? null,
    aging: (aging.get(clientId) ?? []).map((row) => agingFact.parse(row)).sort(byWeight),
    oldestDaysOverdue: Math.max(0, ...(aging.get(clientId) ?? []).map(({ oldest }) => oldest ?? 0)),
    points,
    reasons: [...reasons],
    lastPromise: promises.get(details.get(clientId)?.lastPromiseId ?? -1) ?? null,
    otherParts: (details.get(clientId)?.otherPartIds ?? []).flatMap((id) => promises.get(id) ?? []),
    lastConversation: conversationOf(clientId),
    lastDecision: details.get(clientId)?.lastDecision ?? null,
  }));
}
