import type { Channel } from '../../workspace/model.js';
import type { Workspace } from '../../workspace/workspace.js';

export interface ChannelObjectOptions {
  /** As conversations.list and conversations.info say it: whether the bot is in. users.conversations does not say. */
  readonly member: boolean;
  readonly numMembers: boolean;
  readonly locale: boolean;
}

/** A conversation as conversations.info says it, seen by the bot. */
export function channelObject(
  workspace: Workspace,
  channel: Channel,
  options: ChannelObjectOptions,
): Record<string, unknown> {
  if (channel.kind === 'im') return directObject(workspace, channel, options);
  const { id, name, kind, created, creator } = channel;
  const self = workspace.app.botUserId;
  const isMpim = kind === 'mpim';
  return {
    id,
    name,
    // Private channels of today are channels too: only is_private tells them apart.
    is_channel: !isMpim,
    is_group: isMpim,
    is_im: false,
    is_mpim: isMpim,
    is_private: kind !== 'public',
    created,
    is_archived: channel.isArchived,
    is_general: name === 'general' && kind === 'public',
    unlinked: 0,
    name_normalized: name,
    is_shared: channel.isExtShared,
    is_org_shared: false,
    is_pending_ext_shared: false,
    pending_shared: [],
    context_team_id: workspace.team.id,
    updated: created * 1000,
    parent_conversation: null,
    creator,
    is_ext_shared: channel.isExtShared,
    shared_team_ids: [workspace.team.id],
    pending_connected_team_ids: [],
    ...(options.member && { is_member: channel.members.includes(self) }),
    topic: { value: channel.topic, creator: channel.topic === '' ? '' : creator, last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    previous_names: [],
    ...(options.numMembers && { num_members: channel.members.length }),
    ...(options.locale && { locale: 'en-US' }),
  };
}

function directObject(workspace: Workspace, channel: Channel, options: ChannelObjectOptions): Record<string, unknown> {
  const self = workspace.app.botUserId;
  const user = channel.members.find((member) => member !== self) ?? self;
  return {
    id: channel.id,
    created: channel.created,
    is_archived: channel.isArchived,
    is_im: true,
    is_org_shared: false,
    context_team_id: workspace.team.id,
    updated: channel.created * 1000,
    user,
    is_user_deleted: workspace.person(user)?.deleted ?? false,
    priority: 0,
    ...(options.locale && { locale: 'en-US' }),
  };
}
