import { z } from 'zod';
import { personFact } from '../facts/common.js';
import type { EscalationDecisionFact } from '../facts/escalation.js';
import { inOwnTransaction } from '../in-transaction.js';
import type { Ledger } from '../ledger.js';
import { Prisma } from '../prisma/client.js';
import { dateColumn, selectRows } from '../rows.js';
import { type Asked, asksForDecision, rewriteAsked, wouldChange } from './shown-decision.js';

const owedRow = z.object({
  clientId: z.int(),
  /** Due date of the oldest invoice that is open; null: nothing is. */
  oldestDue: dateColumn.nullable(),
  paid: z.object({ at: z.coerce.date(), by: personFact.nullable() }).nullable(),
});

/**
 * Where nothing is open any more of what was overdue when managers were asked to decide about a client, the messages
 * that ask say so in the place of their buttons; where it is open again (an undo) the buttons come back. By one update
 * each; again it changes nothing.
 * @param clients whom the books have news of; null: look at all
 * @returns how many messages were rewritten
 */
export async function settleCandidates(
  ledger: Ledger,
  workspaceId: number,
  clients: readonly number[] | null,
  now: Date,
): Promise<number> {
  const asked = await asksForDecision(ledger.prisma, workspaceId, now);
  const open = asked.flatMap(({ asks }) => asks).filter(({ decision }) => decision === null || isSettled(decision));
  const about = [...new Set(open.map(({ clientId }) => clientId))].filter((id) => clients?.includes(id) ?? true);
  if (about.length === 0) return 0;
  const owed = new Map((await owedNow(ledger, workspaceId, about)).map((row) => [row.clientId, row]));
  const decisionOf = ({ clientId, decision, overdueOn }: Asked): EscalationDecisionFact | null => {
    const row = owed.get(clientId);
    if (row === undefined || overdueOn === null || (decision !== null && !isSettled(decision))) return decision;
    if (row.oldestDue !== null && row.oldestDue < overdueOn) return null;
    if (decision !== null) return decision;
    return {
      kind: 'settled',
      by: row.paid?.by ?? null,
      at: (row.paid?.at ?? now).toISOString(),
      until: null,
      auditId: 0,
    };
  };
  if (!asked.some((row) => wouldChange(row, decisionOf))) return 0;
  return await inOwnTransaction(ledger, async (tx) => await rewriteAsked(tx, workspaceId, now, 'settled', decisionOf));
}

const isSettled = ({ kind }: EscalationDecisionFact): boolean => kind === 'settled';

const owedNow = async ({ prisma }: Ledger, workspaceId: number, clientIds: readonly number[]) =>
  await selectRows(
    prisma,
    owedRow,
    Prisma.sql`
      select c.id as "clientId", (
          select min(i.due_date)::text from invoice i
          where i.workspace_id = c.workspace_id and i.client_id = c.id and i.open > 0) as "oldestDue", (
          select json_build_object('at', y.recorded_at, 'by', (
            select json_build_object('id', p.id, 'name', p.name, 'slackUserId', p.slack_user_id) from person p
            where p.workspace_id = y.workspace_id and p.id = y.recorded_by_id))
          from payment y
          where y.workspace_id = c.workspace_id and y.client_id = c.id and not exists (
            select 1 from payment_reversal x where x.workspace_id = y.workspace_id and x.payment_id = y.id)
          order by y.id desc limit 1) as paid
      from client c
      where c.workspace_id = ${workspaceId} and c.id = any(${[...clientIds]}::int[])`,
  );
