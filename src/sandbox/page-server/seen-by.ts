import type { PageChannel, PageMessage } from '../page-protocol.js';
import type { Channel, Message } from '../workspace/model.js';
import { repliesTo } from '../workspace/thread.js';
import type { Workspace } from '../workspace/workspace.js';

// What one person may see of the workspace, and how.

/** Public channels are seen by everybody but guests, others by who is in them. */
export function maySee(workspace: Workspace, channel: Channel, user: string): boolean {
  if (channel.members.includes(user)) return true;
  const person = workspace.person(user);
  const guest = person === null || person.isRestricted || person.isUltraRestricted || person.isStranger;
  return channel.kind === 'public' && !guest;
}

export const mayRead = (message: Message, user: string): boolean =>
  message.ephemeralFor === null || message.ephemeralFor === user;

/** A message with what its thread and its files are. */
export function pageMessage(workspace: Workspace, message: Message): PageMessage {
  const replies = repliesTo(workspace, message);
  const latest = replies.at(-1);
  return {
    ...message,
    replies:
      latest === undefined
        ? null
        : { count: replies.length, users: [...new Set(replies.map((reply) => reply.user))], latest: latest.ts },
    fileFacts: message.files.flatMap((id) => workspace.file(id) ?? []),
  };
}

/** A channel with what one person has not read of it. Replies count in their thread, not here. */
export function pageChannel(workspace: Workspace, channel: Channel, user: string): PageChannel {
  const isMember = channel.members.includes(user);
  const since = Number(workspace.readUpTo(user, channel.id));
  const direct = channel.kind === 'im' || channel.kind === 'mpim';
  let unread = 0;
  let mentions = 0;
  const messages = isMember ? workspace.messages(channel.id) : [];
  for (let at = messages.length - 1; at >= 0; at -= 1) {
    const message = messages[at];
    if (message === undefined || Number(message.ts) <= since) break;
    if (message.user === user || !mayRead(message, user) || !inChannel(message)) continue;
    unread += 1;
    if (direct || message.ephemeralFor === user || message.text.includes(`<@${user}`)) mentions += 1;
  }
  return { ...channel, isMember, unread, mentions };
}

/** Shown in the channel itself, not only in a thread. */
export const inChannel = (message: Message): boolean => message.threadTs === null || message.broadcast;
