import type { Message } from '../../workspace/model.js';
import { repliesTo } from '../../workspace/thread.js';
import type { Answer, Call, Method } from '../method.js';
import { messageObject } from '../objects/message-object.js';
import { cursorFor, readCursor } from '../paging.js';
import { isIn, namedChannel, scopesFor } from '../reach.js';
import { Refusal } from '../refusal.js';

const CURSOR = 'next_ts';

export const historyMethods = {
  'conversations.history': { scopes: scopesFor('history'), tier: 3, handle: history },
  'conversations.replies': { scopes: scopesFor('history'), tier: 3, handle: replies },
} satisfies Record<string, Method>;

/** Newest first; replies only where they were shown in the channel too. */
function history(call: Call): Answer {
  const channel = namedChannel(call, 'history');
  if (!isIn(call, channel)) throw new Refusal('not_in_channel');
  const found = call.workspace
    .messages(channel.id)
    .filter((message) => message.ephemeralFor === null && (message.threadTs === null || message.broadcast))
    .filter(inWindow(call))
    .toReversed();
  return { ...messagePage(call, found, 100), pin_count: 0, channel_actions_ts: null, channel_actions_count: 0 };
}

/** The thread's first message, then its replies, oldest first. The ts of a reply answers that reply alone. */
function replies(call: Call): Answer {
  call.args.require('channel', 'ts');
  const channel = namedChannel(call, 'history');
  if (!isIn(call, channel)) throw new Refusal('not_in_channel');
  const first = call.workspace.message(channel.id, call.args.text('ts'));
  if (first === null || first.ephemeralFor !== null) throw new Refusal('thread_not_found');
  const window = inWindow(call);
  const others = first.threadTs === null || first.threadTs === first.ts ? repliesTo(call.workspace, first) : [];
  return messagePage(call, [first, ...others.filter(window)], 1000);
}

/**
 * By `oldest` and `latest`, which are themselves left out unless `inclusive`.
 * Throws invalid_ts_oldest, invalid_ts_latest.
 */
function inWindow(call: Call): (message: Message) => boolean {
  const oldest = moment(call, 'oldest');
  const latest = moment(call, 'latest');
  const inclusive = call.args.flag('inclusive');
  return ({ ts }) => {
    const at = Number(ts);
    if (oldest !== null && (inclusive ? at < oldest : at <= oldest)) return false;
    return latest === null || (inclusive ? at <= latest : at < latest);
  };
}

function moment(call: Call, name: 'oldest' | 'latest'): number | null {
  const text = call.args.text(name);
  if (text === '' || text === 'now') return null;
  if (!/^\d+(\.\d+)?$/.test(text)) throw new Refusal(`invalid_ts_${name}`);
  // 0 is what Slack's own clients send for "no bound".
  return Number(text) === 0 ? null : Number(text);
}

function messagePage(call: Call, found: readonly Message[], otherwise: number): Answer {
  const limit = call.args.limit(otherwise, 999);
  const from = readCursor(CURSOR, call.args.text('cursor'));
  const start = from === null ? 0 : found.findIndex((message) => message.ts.replace('.', '') === from);
  if (start < 0) throw new Refusal('invalid_cursor');
  const next = found[start + limit];
  const metadata = call.args.flag('include_all_metadata');
  const messages = found
    .slice(start, start + limit)
    .map((message) => messageObject(call.workspace, message, { metadata, thread: true, url: call.url }));
  return {
    messages,
    has_more: next !== undefined,
    ...(next !== undefined && { response_metadata: { next_cursor: cursorFor(CURSOR, next.ts.replace('.', '')) } }),
  };
}
