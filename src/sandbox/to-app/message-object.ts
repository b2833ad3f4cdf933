import { createHash } from 'node:crypto';
import { messageObject } from '../web-api/objects/message-object.js';
import type { JsonObject, Message } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';
import { richTextOf } from './rich-text.js';

/** The same for the same message, however often it is sent. */
const stableId = (message: Message, length: number): string =>
  createHash('sha256').update(`${message.channel} ${message.ts}`).digest('hex').slice(0, length);

/**
 * A message as requests to the app carry it. What a person typed carries rich text and the id that Slack's client gave
 * it. `url`: the sandbox's address, for the files of the message.
 */
export function sentMessage(workspace: Workspace, message: Message, url: string): JsonObject {
  const object = messageObject(workspace, message, { metadata: true, thread: false, url }) as JsonObject;
  if (message.botId !== null || message.subtype !== null) return object;
  const clientId = stableId(message, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  const typed = message.blocks === null ? richTextOf(message.text, stableId(message, 5)) : [];
  return {
    ...object,
    ...(message.files.length > 0 ? { subtype: 'file_share' } : { client_msg_id: clientId }),
    ...(message.broadcast && { subtype: 'thread_broadcast' }),
    ...(typed.length > 0 && { blocks: typed }),
  };
}
