import type { Message } from './model.js';
import type { Workspace } from './workspace.js';

// Who comes and goes is said in the channel itself, however it came about.

export function comeIn(workspace: Workspace, channel: string, user: string, by: string): Message {
  workspace.join(channel, user, by);
  return workspace.post({ channel, user, text: `<@${user}> has joined the channel`, subtype: 'channel_join' });
}

/** Who is gone does not read of it any more, so the channel is told afterwards. */
export function goOut(workspace: Workspace, channel: string, user: string, by: string): Message {
  workspace.leave(channel, user, by);
  return workspace.post({ channel, user, text: `<@${user}> has left the channel`, subtype: 'channel_leave' });
}
