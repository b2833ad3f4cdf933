import { comeIn, goOut } from '../../workspace/coming.js';
import type { Channel } from '../../workspace/model.js';
import type { Answer, Call, Method } from '../method.js';
import { channelObject } from '../objects/channel-object.js';
import { isIn, visibleChannel } from '../reach.js';
import { Refusal } from '../refusal.js';

const MANAGE = ['channels:manage', 'groups:write'];
const TOPIC = [...MANAGE, 'channels:write.topic', 'groups:write.topic'];
const LONGEST_NAME = 80;
const LONGEST_TOPIC = 250;

/** Channels as an app makes and keeps them. */
export const channelsMethods = {
  'conversations.create': { scopes: MANAGE, tier: 2, handle: create },
  'conversations.rename': { scopes: MANAGE, tier: 2, handle: rename },
  'conversations.archive': { scopes: MANAGE, tier: 2, handle: archive },
  'conversations.unarchive': { scopes: MANAGE, tier: 2, handle: unarchive },
  'conversations.kick': { scopes: MANAGE, tier: 3, handle: kick },
  'conversations.setTopic': { scopes: TOPIC, tier: 2, handle: setTopic },
} satisfies Record<string, Method>;

function create(call: Call): Answer {
  call.args.require('name');
  const kind = call.args.flag('is_private') ? 'private' : 'public';
  requireFor(call, kind, MANAGE);
  const channel: Channel = {
    id: call.workspace.newId('C'),
    kind,
    name: freeName(call),
    topic: '',
    members: [],
    creator: call.self,
    created: call.now(),
    isArchived: false,
    isExtShared: false,
  };
  call.workspace.putChannel(channel);
  comeIn(call.workspace, channel.id, call.self, call.self);
  return about(call, channel);
}

function rename(call: Call): Answer {
  call.args.require('channel', 'name');
  const channel = ownedChannel(call, MANAGE);
  // An app is no administrator: it renames what it made itself.
  if (channel.creator !== call.self) throw new Refusal('not_authorized');
  call.workspace.putChannel({ ...channel, name: freeName(call, channel) });
  return about(call, channel);
}

function archive(call: Call): Answer {
  const channel = ownedChannel(call, MANAGE, 'already_archived');
  if (isGeneral(channel)) throw new Refusal('cant_archive_general');
  call.workspace.putChannel({ ...channel, isArchived: true });
  return {};
}

function unarchive(call: Call): Answer {
  call.args.require('channel');
  const channel = managed(call, MANAGE);
  if (!channel.isArchived) throw new Refusal('not_archived');
  call.workspace.putChannel({ ...channel, isArchived: false });
  return {};
}

function kick(call: Call): Answer {
  call.args.require('channel', 'user');
  const channel = ownedChannel(call, MANAGE);
  const user = call.args.text('user');
  if (call.workspace.person(user) === null) throw new Refusal('user_not_found');
  if (user === call.self) throw new Refusal('cant_kick_self');
  if (isGeneral(channel)) throw new Refusal('cant_kick_from_general');
  if (!channel.members.includes(user)) throw new Refusal('not_in_channel');
  goOut(call.workspace, channel.id, user, call.self);
  return {};
}

function setTopic(call: Call): Answer {
  call.args.require('channel', 'topic');
  const channel = ownedChannel(call, TOPIC);
  const topic = call.args.text('topic');
  if ([...topic].length > LONGEST_TOPIC) throw new Refusal('too_long');
  call.workspace.putChannel({ ...channel, topic });
  const text = topic === '' ? 'cleared the channel topic' : `set the channel topic: ${topic}`;
  call.workspace.post({ channel: channel.id, user: call.self, text, subtype: 'channel_topic' });
  return about(call, channel);
}

const isGeneral = ({ kind, name }: Channel): boolean => kind === 'public' && name === 'general';

/** A channel (no talk) that the bot is in and that is in use. */
function ownedChannel(call: Call, scopes: readonly string[], ifArchived = 'is_archived'): Channel {
  call.args.require('channel');
  const channel = managed(call, scopes);
  if (!isIn(call, channel)) throw new Refusal('not_in_channel');
  if (channel.isArchived) throw new Refusal(ifArchived);
  return channel;
}

function managed(call: Call, scopes: readonly string[]): Channel {
  const channel = visibleChannel(call, call.args.text('channel'));
  if (channel.kind !== 'public' && channel.kind !== 'private') {
    throw new Refusal('method_not_supported_for_channel_type');
  }
  requireFor(call, channel.kind, scopes);
  return channel;
}

const requireFor = (call: Call, kind: 'public' | 'private', scopes: readonly string[]): void =>
  call.requireScope(...scopes.filter((scope) => scope.startsWith(kind === 'public' ? 'channels' : 'groups')));

/** The argument `name`, which no other channel has. Throws invalid_name_… or name_taken. */
function freeName(call: Call, same: Channel | null = null): string {
  const name = call.args.text('name').replace(/^#/, '');
  if (name === '') throw new Refusal('invalid_name_required');
  if ([...name].length > LONGEST_NAME) throw new Refusal('invalid_name_maxlength');
  if (!/[\p{L}\p{N}]/u.test(name)) throw new Refusal('invalid_name_punctuation');
  if (!/^[\p{L}\p{M}\p{N}_-]+$/u.test(name) || name !== name.toLowerCase()) throw new Refusal('invalid_name_specials');
  const isTaken = call.workspace.channels().some((one) => one.name === name && one.id !== same?.id);
  if (isTaken) throw new Refusal('name_taken');
  return name;
}

/** As it is after the call. */
function about(call: Call, before: Channel): Answer {
  const channel = call.workspace.channel(before.id) ?? before;
  return { channel: channelObject(call.workspace, channel, { member: true, numMembers: false, locale: false }) };
}
