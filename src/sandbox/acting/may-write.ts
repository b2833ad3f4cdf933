import type { Channel } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';

/** Why a person cannot write there, in a sentence for them; null: they can. */
export function writingRefusal(workspace: Workspace, channel: Channel | null, user: string): string | null {
  const { app } = workspace;
  if (workspace.person(user)?.deleted !== false) return 'This account has been deactivated.';
  if (channel === null) return 'There is no such channel, or you are not in it.';
  if (!channel.members.includes(user))
    return channel.kind === 'public'
      ? `You are not in #${channel.name}. Join the channel to write in it.`
      : 'There is no such channel, or you are not in it.';
  if (channel.isArchived) return `#${channel.name} is archived. Nobody can write in it.`;
  const withApp = channel.kind === 'im' && channel.members.includes(app.botUserId);
  if (withApp && (!app.messagesTab || app.messagesTabReadOnly))
    return 'Sending messages to this app has been turned off.';
  return null;
}
