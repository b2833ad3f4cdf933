import type { Message } from '../../workspace/model.js';
import { repliesTo } from '../../workspace/thread.js';
import type { Workspace } from '../../workspace/workspace.js';
import { fileObject } from './file-object.js';

export interface MessageObjectOptions {
  /** Whoever reads history gets metadata only on request. */
  readonly metadata: boolean;
  /** Whether it says what came of it as a thread: in history and replies. */
  readonly thread: boolean;
  /** The sandbox's address. */
  readonly url: string;
}

/** A message as chat.postMessage and conversations.history say it. */
export function messageObject(
  workspace: Workspace,
  message: Message,
  options: MessageObjectOptions,
): Record<string, unknown> {
  const { app, team } = workspace;
  const byApp = message.botId === app.botId;
  const files = message.files.map((id) => workspace.file(id)).filter((file) => file !== null);
  const subtype = message.subtype ?? (message.broadcast && options.thread ? 'thread_broadcast' : null);
  return {
    ...(subtype !== null && { subtype }),
    user: message.user,
    type: 'message',
    ts: message.ts,
    ...(message.botId !== null && { bot_id: message.botId }),
    ...(byApp && { app_id: app.appId }),
    text: message.text,
    team: team.id,
    ...(byApp && {
      bot_profile: {
        id: app.botId,
        app_id: app.appId,
        user_id: app.botUserId,
        name: app.name,
        icons: {},
        deleted: false,
        updated: 0,
        team_id: team.id,
      },
    }),
    ...(message.edited !== null && { edited: message.edited }),
    ...(files.length > 0 && {
      files: files.map((file) => fileObject(workspace, file, options.url)),
      upload: false,
      display_as_bot: false,
    }),
    ...(message.attachments !== null && { attachments: message.attachments }),
    ...(message.blocks !== null && { blocks: message.blocks }),
    ...(!message.mrkdwn && { mrkdwn: false }),
    ...((message.reactions ?? []).length > 0 && {
      reactions: message.reactions?.map(({ name, users }) => ({ name, users, count: users.length })),
    }),
    ...(options.metadata && message.metadata !== null && { metadata: message.metadata }),
    ...threadFacts(workspace, message, options.thread),
  };
}

function threadFacts(workspace: Workspace, message: Message, asThread: boolean): Record<string, unknown> {
  if (message.threadTs !== null && message.threadTs !== message.ts) {
    const parent = workspace.message(message.channel, message.threadTs);
    return { thread_ts: message.threadTs, ...(parent !== null && { parent_user_id: parent.user }) };
  }
  const replies = asThread ? repliesTo(workspace, message) : [];
  const latest = replies.at(-1);
  if (latest === undefined) return message.threadTs === null ? {} : { thread_ts: message.threadTs };
  const users = [...new Set(replies.map((reply) => reply.user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: latest.ts,
    reply_users: users.slice(0, 5),
    is_locked: false,
    subscribed: replies.some((reply) => reply.user === workspace.app.botUserId),
  };
}
