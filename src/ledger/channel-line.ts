import type { Actor } from './actor.js';
import type { PersonFact } from './facts/common.js';
import type { ToldChannel } from './facts/receipt.js';
import type { Transaction } from './ledger.js';
import type { Notice } from './notice.js';
import { enqueue } from './outbox.js';
import { Prisma } from './prisma/client.js';
import { type ClientRouting, clientRouting, personFact, tellableChannel } from './routing.js';
import { selectRows } from './rows.js';

/**
 * Puts one line into the channel of the client's project, if it has one that outsiders do not read. What nobody in
 * Slack did (the operator, a job) is not told here. `routing`: as it was before what is told changed it. Returns where the line went, or null.
 */
export async function tellChannel(
  tx: Transaction,
  actor: Actor,
  clientId: number,
  now: Date,
  dedupeKey: string,
  line: (by: PersonFact, in_: { readonly amountsShown: boolean }) => Notice,
  routing?: ClientRouting,
): Promise<ToldChannel | null> {
  const { workspaceId, personId } = actor;
  const channel = tellableChannel(routing ?? (await clientRouting(tx, workspaceId, clientId)));
  if (channel === null || personId === null) return null;
  const { row, query } = personQuestion(workspaceId, personId);
  const [by] = await selectRows(tx, row, query);
  if (by === undefined) throw new Error(`there is no person ${personId}`);
  const to = { channel: channel.slackChannelId };
  await enqueue(tx, workspaceId, now, [{ notice: line(by, channel), dedupeKey, to }]);
  return { slackChannelId: channel.slackChannelId, name: channel.name };
}

/** Somebody as a line names them: one row, or none for nobody. */
export const personQuestion = (workspaceId: number, personId: number | null) => ({
  row: personFact,
  query: Prisma.sql`
    select id, name, slack_user_id as "slackUserId" from person
    where workspace_id = ${workspaceId} and id = ${personId}::int`,
});

/**
 * Takes a line back: one that still waits is never sent, one that stands in the channel, or may stand there, is
 * rewritten in place.
 * `rewritten` returns null where there is nothing to say instead: then what stands in the channel stays.
 * @param name tells this rewriting from others of the line, where there may be more than one
 */
export async function takeBackLine(
  tx: Transaction,
  workspaceId: number,
  now: Date,
  dedupeKey: string,
  rewritten: (facts: unknown) => Notice | null,
  name = 'taken-back',
): Promise<void> {
  const line = await tx.outboxMessage.findUnique({ where: { workspaceId_dedupeKey: { workspaceId, dedupeKey } } });
  if (line === null) return;
  const notice = line.slackChannelId === null ? null : rewritten(line.facts);
  const cancelled = await tx.outboxMessage.updateMany({
    where: { workspaceId, id: line.id, state: 'pending', ...(notice !== null && { doubts: 0 }) },
    data: { state: 'cancelled', lastError: 'taken back' },
  });
  if (cancelled.count === 1) return;
  if (notice === null || line.slackChannelId === null) return;
  await enqueue(tx, workspaceId, now, [
    {
      notice,
      dedupeKey: `${dedupeKey}:${name}`,
      to: { channel: line.slackChannelId },
      updates: dedupeKey,
    },
  ]);
}

/** Says again in place what was taken back: it stands once more. A line that was never sent stays unsaid. */
export async function restoreLine(
  tx: Transaction,
  workspaceId: number,
  now: Date,
  dedupeKey: string,
  { rewritten, name }: { readonly rewritten: (facts: unknown) => Notice; readonly name: string },
): Promise<void> {
  const line = await tx.outboxMessage.findUnique({ where: { workspaceId_dedupeKey: { workspaceId, dedupeKey } } });
  if (line === null || line.slackChannelId === null || line.state === 'cancelled') return;
  const takenBack = await tx.outboxMessage.count({ where: { workspaceId, updatesId: line.id } });
  if (takenBack === 0) return;
  const to = { channel: line.slackChannelId };
  const notice = rewritten(line.facts);
  await enqueue(tx, workspaceId, now, [{ notice, dedupeKey: `${dedupeKey}:${name}`, to, updates: dedupeKey }]);
}
