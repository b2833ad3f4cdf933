import { comeIn, goOut } from '../../workspace/coming.js';
import type { Channel } from '../../workspace/model.js';
import type { Answer, Call, Method } from '../method.js';
import { channelObject } from '../objects/channel-object.js';
import { isIn, visibleChannel } from '../reach.js';
import { Refusal } from '../refusal.js';

const INVITE = ['channels:manage', 'channels:write.invites', 'groups:write', 'groups:write.invites'];
const LEAVE = ['channels:manage', 'groups:write', 'mpim:write'];

export const membershipMethods = {
  'conversations.join': { scopes: ['channels:join'], tier: 3, handle: join },
  'conversations.invite': { scopes: INVITE, tier: 3, handle: invite },
  'conversations.leave': { scopes: LEAVE, tier: 3, handle: leave },
} satisfies Record<string, Method>;

function join(call: Call): Answer {
  const channel = theChannel(call);
  if (channel.kind !== 'public') throw new Refusal('method_not_supported_for_channel_type');
  if (channel.isArchived) throw new Refusal('is_archived');
  if (isIn(call, channel)) call.warn('already_in_channel');
  else comeIn(call.workspace, channel.id, call.self, call.self);
  return about(call, channel);
}

function invite(call: Call): Answer {
  call.args.require('channel', 'users');
  const channel = theChannel(call);
  if (channel.kind === 'im' || channel.kind === 'mpim') throw new Refusal('method_not_supported_for_channel_type');
  call.requireScope(...INVITE.filter((scope) => scope.startsWith(channel.kind === 'public' ? 'channels' : 'groups')));
  if (!isIn(call, channel)) throw new Refusal('not_in_channel');
  if (channel.isArchived) throw new Refusal('is_archived');
  const users = [...new Set(call.args.list('users'))];
  if (users.length === 0) throw new Refusal('no_user');
  const errors = users.flatMap((user) => {
    const error = faultOf(call, channel, user);
    return error === null ? [] : [{ user, ok: false, error }];
  });
  const [first] = errors;
  const mayGoOn = call.args.flag('force') && errors.length < users.length;
  if (first !== undefined && !mayGoOn) throw new Refusal(first.error, { errors });
  for (const user of users) {
    if (!errors.some((error) => error.user === user)) comeIn(call.workspace, channel.id, user, call.self);
  }
  return { ...about(call, channel), ...(errors.length > 0 && { errors }) };
}

function faultOf(call: Call, channel: Channel, user: string): string | null {
  const person = call.workspace.person(user);
  if (user === call.self) return 'cant_invite_self';
  if (person === null) return 'user_not_found';
  if (person.deleted) return 'cant_invite';
  return channel.members.includes(user) ? 'already_in_channel' : null;
}

function leave(call: Call): Answer {
  const channel = theChannel(call);
  if (channel.kind === 'im') throw new Refusal('method_not_supported_for_channel_type');
  if (channel.kind === 'public' && channel.name === 'general') throw new Refusal('cant_leave_general');
  if (!isIn(call, channel)) return { not_in_channel: true };
  goOut(call.workspace, channel.id, call.self, call.self);
  return {};
}

function theChannel(call: Call): Channel {
  call.args.require('channel');
  return visibleChannel(call, call.args.text('channel'));
}

/** As it is after the call. */
function about(call: Call, before: Channel): Answer {
  const channel = call.workspace.channel(before.id) ?? before;
  return { channel: channelObject(call.workspace, channel, { member: true, numMembers: false, locale: false }) };
}
