import type { Done } from '../page-protocol.js';
import { rootOf } from './compose.js';
import { writingRefusal } from './may-write.js';
import type { ActingParts } from './parts.js';
import { typedText } from './typed-text.js';

/** Of a file, in bytes. Slack takes more; this is a workspace in memory. */
const LARGEST = 20_000_000;

export interface UploadedFile {
  readonly name: string;
  /** Its media type. */
  readonly type: string;
  readonly bytes: Buffer;
}

/** Somebody shares a file, with or without words to it. */
export async function shareFile(
  { workspace }: ActingParts,
  user: string,
  channelId: string,
  threadTs: string | null,
  text: string,
  file: UploadedFile,
): Promise<Done> {
  const refusal = writingRefusal(workspace, workspace.channel(channelId), user);
  if (refusal !== null) return { ok: false, error: refusal };
  if (file.bytes.length > LARGEST)
    return { ok: false, error: 'This file is too large: at most 20 MB can be shared here.' };
  const root = rootOf(workspace, channelId, threadTs);
  if (root === undefined) return { ok: false, error: 'The message that this answers is no longer there.' };
  const id = workspace.newId('F');
  // Whatever a browser calls it, it is a name and no path.
  const name = file.name.replace(/^.*[/\\]/, '').trim() || 'file';
  workspace.putFile(
    {
      id,
      name,
      title: name,
      mimetype: file.type,
      size: file.bytes.length,
      user,
      created: Math.floor(workspace.clock.now().getTime() / 1_000),
      channels: [channelId],
    },
    file.bytes,
  );
  const message = workspace.post({
    channel: channelId,
    user,
    text: typedText(workspace, user, text.trim(), 'message'),
    threadTs: root,
    files: [id],
  });
  workspace.markRead(user, channelId, message.ts);
  return { ok: true };
}
