import type { PageMessage } from '../page-protocol.js';

/** What is known of a channel's messages or of one thread, oldest first. */
export interface Timeline {
  readonly messages: readonly PageMessage[];
  /** There are earlier ones. */
  readonly hasMore: boolean;
}

export const emptyTimeline: Timeline = { messages: [], hasMore: false };

/** Key of a timeline: the channel, or one thread of it. */
export function timelineKey(channel: string, thread: string | null): string {
  return thread === null ? channel : `${channel}/${thread}`;
}

/** A reply that stands only in its thread. */
export function isReply(message: PageMessage): boolean {
  return message.threadTs !== null && message.threadTs !== message.ts;
}

/** Timelines in which a message stands. */
export function keysOf(message: PageMessage): string[] {
  const keys: string[] = [];
  if (!isReply(message) || message.broadcast) keys.push(timelineKey(message.channel, null));
  keys.push(timelineKey(message.channel, message.threadTs ?? message.ts));
  return keys;
}

/** A message new or changed. What is older than the part that is loaded stays out: it comes with its page. */
export function withMessage(timeline: Timeline, message: PageMessage): Timeline {
  const { messages } = timeline;
  const at = messages.findIndex((other) => other.ts >= message.ts);
  if (at === -1) return { ...timeline, messages: [...messages, message] };
  if (messages[at]?.ts === message.ts) return { ...timeline, messages: messages.with(at, message) };
  if (at === 0 && timeline.hasMore) return timeline;
  return { ...timeline, messages: messages.toSpliced(at, 0, message) };
}

/** Earlier messages before those that are there. */
export function withEarlier(timeline: Timeline, earlier: Timeline): Timeline {
  const first = timeline.messages[0];
  const older = first === undefined ? earlier.messages : earlier.messages.filter((message) => message.ts < first.ts);
  return { messages: [...older, ...timeline.messages], hasMore: earlier.hasMore };
}

export function withoutMessage(timeline: Timeline, ts: string): Timeline {
  return { ...timeline, messages: timeline.messages.filter((message) => message.ts !== ts) };
}

/**
 * A reply has come: the thread's first message counts it, unless it does already (the workspace sends that message
 * anew, before or after the reply).
 */
export function countReply(timeline: Timeline, reply: PageMessage): Timeline {
  const at = timeline.messages.findIndex((message) => message.ts === reply.threadTs);
  const parent = timeline.messages[at];
  if (parent === undefined || (parent.replies !== null && parent.replies.latest >= reply.ts)) return timeline;
  const users = parent.replies?.users ?? [];
  const replies = {
    count: (parent.replies?.count ?? 0) + 1,
    users: users.includes(reply.user) ? users : [...users, reply.user],
    latest: reply.ts,
  };
  return { ...timeline, messages: timeline.messages.with(at, { ...parent, threadTs: parent.ts, replies }) };
}
