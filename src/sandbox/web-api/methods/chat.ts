import type { MessageDraft } from '../../workspace/change.js';
import type { Message } from '../../workspace/model.js';
import { repliesTo } from '../../workspace/thread.js';
import { readContent, readMetadata, textFor } from '../content.js';
import type { Answer, Call, Method } from '../method.js';
import { messageObject } from '../objects/message-object.js';
import { postingTarget, visibleChannel } from '../reach.js';
import { Refusal } from '../refusal.js';

/** Longer texts are posted, but not by a change. */
const LONGEST_CHANGED_TEXT = 4_000;

/** Messages about the channel itself take no replies. */
const UNANSWERABLE = new Set(['channel_join', 'channel_leave', 'group_join', 'group_leave', 'tombstone']);

export const chatMethods = {
  'chat.postMessage': { scopes: ['chat:write'], tier: 'message', handle: postMessage },
  'chat.postEphemeral': { scopes: ['chat:write'], tier: 4, handle: postEphemeral },
  'chat.update': { scopes: ['chat:write'], tier: 3, handle: update },
  'chat.delete': { scopes: ['chat:write'], tier: 3, handle: remove },
  'chat.getPermalink': { scopes: [], tier: 'unlimited', handle: permalink },
} satisfies Record<string, Method>;

function postMessage(call: Call): Answer {
  const channel = postingTarget(call);
  const content = readContent(call);
  const metadata = readMetadata(call) ?? null;
  const threadTs = threadFor(call, channel.id);
  const message = call.workspace.post({
    ...draftOf(call, channel.id, textFor(content)),
    blocks: content.blocks,
    attachments: content.attachments,
    metadata,
    threadTs,
    broadcast: threadTs !== null && call.args.flag('reply_broadcast'),
  });
  return { channel: channel.id, ts: message.ts, message: asAnswered(call, message) };
}

function postEphemeral(call: Call): Answer {
  call.args.require('user');
  const channel = postingTarget(call);
  const user = call.args.text('user');
  if (!channel.members.includes(user) || call.workspace.person(user)?.deleted !== false) {
    throw new Refusal('user_not_in_channel');
  }
  const content = readContent(call);
  const message = call.workspace.post({
    ...draftOf(call, channel.id, textFor(content)),
    blocks: content.blocks,
    attachments: content.attachments,
    threadTs: threadFor(call, channel.id),
    ephemeralFor: user,
  });
  return { message_ts: message.ts };
}

/** Text without blocks takes the blocks away; attachments and metadata that are not sent stay as they were. */
function update(call: Call): Answer {
  call.args.require('channel', 'ts');
  const before = ownMessage(call, 'ts', 'cant_update_message');
  if (call.workspace.channel(before.channel)?.isArchived) throw new Refusal('is_inactive');
  const wantsBroadcast = call.args.flag('reply_broadcast');
  if (wantsBroadcast && before.threadTs === null) throw new Refusal('cant_broadcast_message');
  const content = readContent(call);
  if ([...(content.text ?? '')].length > LONGEST_CHANGED_TEXT) throw new Refusal('msg_too_long');
  const metadata = readMetadata(call);
  const message = call.workspace.change(before.channel, before.ts, {
    text: textFor(content),
    blocks: content.blocks,
    ...(content.attachments !== null && { attachments: content.attachments.length === 0 ? null : content.attachments }),
    ...(metadata !== undefined && { metadata }),
    ...(wantsBroadcast && { broadcast: true }),
    // Slack marks changed text as edited, changed blocks not.
    ...(content.blocks === null && { edited: { user: call.self, ts: `${call.now()}.000000` } }),
  });
  return { channel: message.channel, ts: message.ts, text: message.text, message: asAnswered(call, message) };
}

/** A message that was replied to leaves a stone where it stood. */
function remove(call: Call): Answer {
  call.args.require('channel', 'ts');
  const message = ownMessage(call, 'ts', 'cant_delete_message');
  const { channel, ts } = message;
  if (repliesTo(call.workspace, message).length === 0) {
    call.workspace.remove(channel, ts);
    return { channel, ts };
  }
  call.workspace.change(channel, ts, {
    subtype: 'tombstone',
    user: 'USLACKBOT',
    botId: null,
    text: 'This message was deleted.',
    blocks: null,
    attachments: null,
    metadata: null,
    files: [],
    reactions: [],
  });
  return { channel, ts };
}

function permalink(call: Call): Answer {
  call.args.require('channel', 'message_ts');
  const channel = visibleChannel(call, call.args.text('channel'));
  const message = call.workspace.message(channel.id, call.args.text('message_ts'));
  if (message === null || message.ephemeralFor !== null) throw new Refusal('message_not_found');
  const place = `${call.url}/archives/${channel.id}/p${message.ts.replace('.', '')}`;
  const thread = message.threadTs === null ? '' : `?thread_ts=${message.threadTs}&cid=${channel.id}`;
  return { channel: channel.id, permalink: `${place}${thread}` };
}

const draftOf = (call: Call, channel: string, text: string): MessageDraft => ({
  channel,
  user: call.self,
  botId: call.app.botId,
  text,
  mrkdwn: call.args.flag('mrkdwn', true),
});

const asAnswered = (call: Call, message: Message): Answer =>
  messageObject(call.workspace, message, { metadata: true, thread: false, url: call.url });

/** A message that is there for everybody and that the bot wrote. Throws message_not_found or `otherwise`. */
function ownMessage(call: Call, argument: string, otherwise: string): Message {
  const channel = visibleChannel(call, call.args.text('channel'));
  const message = call.workspace.message(channel.id, call.args.text(argument));
  if (message === null || message.ephemeralFor !== null || message.subtype === 'tombstone') {
    throw new Refusal('message_not_found');
  }
  if (message.botId !== call.app.botId) throw new Refusal(otherwise);
  return message;
}

/**
 * The thread a message goes to: that of the message `thread_ts` names, or of the one which that replies to. When there
 * is no such message Slack posts to the channel and says nothing: its answer lacks thread_ts (slack-go/slack#1571).
 */
function threadFor(call: Call, channel: string): string | null {
  const threadTs = call.args.text('thread_ts');
  if (threadTs === '') return null;
  const parent = call.workspace.message(channel, threadTs);
  if (parent === null || parent.ephemeralFor !== null) return null;
  if (parent.subtype !== null && UNANSWERABLE.has(parent.subtype)) throw new Refusal('cannot_reply_to_message');
  return parent.threadTs ?? parent.ts;
}
