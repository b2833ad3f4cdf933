import type { StoredFile } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';

/** The bot may read what it uploaded itself, and what is shared in public or where it is in. */
export function isReadable(workspace: Workspace, file: StoredFile): boolean {
  const self = workspace.app.botUserId;
  if (file.user === self) return true;
  return file.channels.some((id) => {
    const channel = workspace.channel(id);
    return channel !== null && (channel.kind === 'public' || channel.members.includes(self));
  });
}
