import type { WebClient } from '@slack/web-api';
import type { OutboxItem } from '../ledger/outbox.js';
import type { RateLimited } from '../ledger/rate-gates.js';
import type { RateLimits } from './rate-limits.js';
import type { Roster } from './roster.js';
import type { Session } from './session.js';

/** Marks a message of ours in Slack; the payload has only the id of its row in the outbox, opaque to others. */
export const MESSAGE_EVENT = 'collect_message';

/** Messages a page: more makes Slack slow. */
const PAGE = 200;
/** Beyond so many pages the look is given up: a busy channel must not use up the method's budget. */
const MOST_PAGES = 10;
/** Slack's clock stamps messages, ours the tries: how far they may be apart, in ms. */
const CLOCKS_APART = 10 * 60_000;

/**
 * What a look into the channel said: `sent`, the message stands there; `absent`, it does not; `hidden`, Collect may
 * not look; `heldUntil`, Slack does not want to be asked before.
 */
export type Look =
  | { readonly kind: 'sent'; readonly ts: string }
  | { readonly kind: 'absent' | 'hidden' }
  | { readonly kind: 'heldUntil'; readonly until: Date };

interface Parts {
  readonly slack: WebClient;
  readonly session: Session;
  readonly roster: Roster;
}

/** What is read: the channel, or the thread that the message belongs to. */
export const historyOf = (item: OutboxItem): RateLimited => ({
  method: item.thread === null ? 'conversations.history' : 'conversations.replies',
  slackChannelId: null,
});

/** Whether the workspace has granted the (optional) scope for reading where this message goes. */
export async function mayLook({ session, roster }: Parts, item: OutboxItem): Promise<boolean> {
  if ('personId' in item.target) return await session.hasScope('im:history');
  const facts = await roster.channel(item.workspaceId, item.thread?.channelId ?? item.target.channel);
  if (facts === null || facts.isDirect) return false;
  return await session.hasScope(facts.isPrivate ? 'groups:history' : 'channels:history');
}

/**
 * Looks whether an earlier try, of which nobody knows the outcome, was said after all: by the row's id in the metadata
 * of our own messages since then. Nothing that is read is kept. Throws what the call threw.
 */
export async function sentBefore(parts: Parts, limits: RateLimits, item: OutboxItem, channelId: string): Promise<Look> {
  const { slack, session } = parts;
  if (item.doubtSince === null || !(await mayLook(parts, item))) return { kind: 'hidden' };
  const oldest = ((item.doubtSince.getTime() - CLOCKS_APART) / 1_000).toFixed(6);
  const window = { channel: channelId, oldest, limit: PAGE, include_all_metadata: true };
  let cursor: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const until = await limits.until(item.workspaceId, historyOf(item));
    if (until !== null) return { kind: 'heldUntil', until };
    const asked = { ...window, ...(cursor === undefined ? {} : { cursor }) };
    const answer =
      item.thread === null
        ? await slack.conversations.history(asked)
        : await slack.conversations.replies({ ...asked, ts: item.thread.ts });
    const ours = answer.messages?.find(
      ({ user, metadata }) =>
        user === session.lastKnown?.botUserId &&
        metadata?.event_type === MESSAGE_EVENT &&
        outboxIdOf(metadata) === item.id,
    );
    if (ours?.ts !== undefined) return { kind: 'sent', ts: ours.ts };
    cursor = answer.response_metadata?.next_cursor || undefined;
    if (cursor === undefined) return { kind: 'absent' };
  }
  return { kind: 'hidden' };
}

/** Metadata of a message, whoever wrote it. */
function outboxIdOf(metadata: object): unknown {
  const payload: unknown = 'event_payload' in metadata ? metadata.event_payload : null;
  return typeof payload === 'object' && payload !== null && 'outbox_id' in payload ? payload.outbox_id : null;
}
