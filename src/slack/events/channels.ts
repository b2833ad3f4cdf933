import type { Desk } from '../desk.js';
import type { Routing } from '../routing.js';

/** Events after which what is kept of a channel is no longer so. manifest.json subscribes to the same. */
export const channelEvents = [
  'channel_archive',
  'channel_unarchive',
  'channel_rename',
  'channel_shared',
  'channel_unshared',
  'channel_left',
  'group_archive',
  'group_unarchive',
  'group_rename',
  'group_left',
] as const;

/** Somebody joined or left: who sees which clients depends on it, and whether amounts are posted there. */
export const membershipEvents = ['member_joined_channel', 'member_left_channel'] as const;

/** Keeps the books' channels as Slack's are: archived, renamed, shared with another organisation. */
export function register(routing: Routing, desk: Desk): void {
  for (const name of channelEvents) {
    routing.event(name, async ({ event }) => {
      const channel: unknown = 'channel' in event ? event.channel : null;
      const id = typeof channel === 'string' ? channel : idOf(channel);
      if (id === null) return;
      desk.roster.forgetChannel(id);
      const { workspaceId } = await desk.parts.session.identity();
      if (name === 'channel_left' || name === 'group_left') await desk.roster.audience.forget(workspaceId, id);
      await desk.roster.refreshKnownChannel(workspaceId, id);
    });
  }
  for (const name of membershipEvents) {
    routing.event(name, async ({ event }) => {
      const { user, channel } = event;
      desk.roster.forgetMembership(user);
      desk.roster.forgetChannel(channel);
      const { workspaceId, botUserId } = await desk.parts.session.identity();
      const { audience } = desk.roster;
      if (user === botUserId) await audience.forget(workspaceId, channel);
      else if (name === 'member_joined_channel') await audience.joined(workspaceId, channel, user);
      else await audience.left(workspaceId, channel, user);
    });
  }
}

function idOf(channel: unknown): string | null {
  if (typeof channel !== 'object' || channel === null || !('id' in channel)) return null;
  return typeof channel.id === 'string' ? channel.id : null;
}
