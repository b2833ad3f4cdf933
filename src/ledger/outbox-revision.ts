import type { SqlTransaction } from './ledger.js';

/** What a message that was posted says from now on: its facts, with these instead of those of the same name. */
export interface Revision {
  /** The outbox row of the message itself, locked by the caller (`for no key update`): one revision at a time. */
  readonly messageId: number;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Names this revision among those of the message. */
  readonly name: string;
  /** When it is sent. What is revised again before takes the place of this one, so that both are one update. */
  readonly notBefore: Date;
}

/**
 * Rewrites a message in place, through the outbox. A revision that still waits is replaced, not followed by another:
 * however much happens in a moment, Slack is asked once.
 */
export async function revise(
  tx: SqlTransaction,
  workspaceId: number,
  now: Date,
  { messageId, facts, name, notBefore }: Revision,
): Promise<void> {
  const changed = JSON.stringify(facts);
  // One that is being sent meanwhile is not waiting any more: then this waits for that and finds nothing to replace.
  const replaced = await tx.$executeRaw`
    update outbox_message m set facts = original.facts || ${changed}::jsonb
    from outbox_message original
    where original.workspace_id = ${workspaceId} and original.id = ${messageId}
      and m.workspace_id = ${workspaceId} and m.updates_id = original.id and m.state = 'pending'`;
  if (replaced > 0) return;
  await tx.$executeRaw`
    insert into outbox_message
      (workspace_id, kind, dedupe_key, slack_channel_id, person_id, updates_id, facts, not_before, created_at)
    select workspace_id, kind, dedupe_key || ':' || ${name}::text, slack_channel_id, person_id, id,
      facts || ${changed}::jsonb, ${notBefore}, ${now}
    from outbox_message where workspace_id = ${workspaceId} and id = ${messageId}`;
}
