import type { Ledger } from '../ledger/ledger.js';
import type { OutboxItem } from '../ledger/outbox.js';
import { closedChannels, closedUntil, closeGate, type RateLimited } from '../ledger/rate-gates.js';
import type { SlackFault } from './slack-fault.js';

/** So many channels refused at the same time are no longer limits of their own: it is the workspace's cap. */
const CHANNELS_AT_ONCE = 3;

/** Codes by which Slack limits calls; of other reasons to wait only the row itself learns. */
const LIMITED = new Set(['ratelimited', 'rate_limited']);
/** The cap on all messages of a workspace. */
const WORKSPACE_LIMITED = new Set(['message_limit_exceeded']);

/**
 * What a row waits for when Slack says not now. Slack counts chat.postMessage by channel, every other method by
 * workspace (slack.md 1.3); a direct message has its reader's id, since their channel may not be known yet.
 */
export function limitOf(item: OutboxItem): RateLimited {
  if (item.update !== null) return { method: 'chat.update', slackChannelId: null };
  const slackChannelId =
    'personId' in item.target ? item.target.slackUserId : (item.thread?.channelId ?? item.target.channel);
  return { method: 'chat.postMessage', slackChannelId };
}

/** How its place is looked up: a limit of that method is the workspace's. */
export const lookUpOf = (item: OutboxItem): RateLimited => ({
  method: 'personId' in item.target ? 'conversations.open' : 'conversations.info',
  slackChannelId: null,
});

/** Slack's limits as the books keep them, so that a restart and another replica respect them too. */
export class RateLimits {
  constructor(private readonly ledger: Ledger) {}

  /** Until when this must not be called; null: now. */
  async until(workspaceId: number, asked: RateLimited): Promise<Date | null> {
    return await closedUntil(this.ledger, workspaceId, asked);
  }

  /** Slack put a call off for `wait` ms: if by a limit, it is kept. */
  async learn(workspaceId: number, asked: RateLimited, fault: SlackFault, wait: number): Promise<void> {
    const { ledger } = this;
    const { method } = asked;
    const until = new Date(ledger.clock.now().getTime() + wait);
    if (WORKSPACE_LIMITED.has(fault.code)) {
      return await closeGate(ledger, workspaceId, { method, slackChannelId: null }, until);
    }
    if (!LIMITED.has(fault.code)) return;
    await closeGate(ledger, workspaceId, asked, until);
    if (asked.slackChannelId === null) return;
    if ((await closedChannels(ledger, workspaceId, method)) < CHANNELS_AT_ONCE) return;
    await closeGate(ledger, workspaceId, { method, slackChannelId: null }, until);
  }
}
