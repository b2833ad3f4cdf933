import type { Channel, ChannelKind } from '../workspace/model.js';
import type { Call } from './method.js';
import { Refusal } from './refusal.js';

const PREFIX: Readonly<Record<ChannelKind, string>> = {
  public: 'channels',
  private: 'groups',
  im: 'im',
  mpim: 'mpim',
};

/** The scope for one kind of conversation: "groups:read", "im:history". */
export const scopeFor = (kind: ChannelKind, what: string): string => `${PREFIX[kind]}:${what}`;

/** One of these is needed to begin with; which one it is shows when the conversation is known. */
export const scopesFor = (what: string): readonly string[] =>
  (['public', 'private', 'mpim', 'im'] as const).map((kind) => scopeFor(kind, what));

export const isIn = (call: Call, channel: Channel): boolean => channel.members.includes(call.self);

/** Public, or the bot is in: whatever else there is, the bot is told that it does not exist. */
export const isVisible = (call: Call, channel: Channel): boolean => channel.kind === 'public' || isIn(call, channel);

/** The conversation that `id` names. Throws channel_not_found, for a private one that the bot is not in as well. */
export function visibleChannel(call: Call, id: string): Channel {
  const channel = call.workspace.channel(id);
  if (channel === null || !isVisible(call, channel)) throw new Refusal('channel_not_found');
  return channel;
}

/** As `visibleChannel`, of the argument `channel`; throws missing_scope where its kind asks for another scope. */
export function namedChannel(call: Call, what: 'read' | 'history'): Channel {
  call.args.require('channel');
  const channel = visibleChannel(call, call.args.text('channel'));
  call.requireScope(scopeFor(channel.kind, what));
  return channel;
}

/** A direct conversation of an app whose manifest has no Messages tab. */
const isSwitchedOff = (call: Call, channel: Channel): boolean =>
  channel.kind === 'im' && isIn(call, channel) && !call.app.messagesTab;

/** Where a message goes, by the argument `channel`. */
export function postingTarget(call: Call): Channel {
  call.args.require('channel');
  return postingTargetOf(call, call.args.text('channel'));
}

/**
 * The conversation to post in: by its id, by that of a person (their direct conversation, opened if need be), or by
 * the name of a channel. Throws a Refusal wherever the bot cannot post.
 */
export function postingTargetOf(call: Call, target: string): Channel {
  const channel = /^[UW][A-Z0-9]+$/.test(target) ? directWith(call, target) : byIdOrName(call, target);
  if (!isIn(call, channel)) {
    if (channel.kind !== 'public') throw new Refusal('channel_not_found');
    if (!call.may('chat:write.public')) throw new Refusal('not_in_channel');
  }
  if (channel.isArchived) throw new Refusal('is_archived');
  if (isSwitchedOff(call, channel)) throw new Refusal('messages_tab_disabled');
  return channel;
}

function byIdOrName(call: Call, target: string): Channel {
  const byId = call.workspace.channel(target);
  const name = target.replace(/^#/, '');
  const found =
    byId ??
    call.workspace
      .channels()
      .find((one) => (one.kind === 'public' || one.kind === 'private') && one.name === name && isVisible(call, one));
  if (found === undefined) throw new Refusal('channel_not_found');
  if (found.kind === 'im') refuseDeadEnd(call, found);
  return found;
}

function directWith(call: Call, user: string): Channel {
  refuseToWriteTo(call, user, 'channel_not_found');
  return call.workspace.direct(call.self, user);
}

function refuseDeadEnd(call: Call, channel: Channel): void {
  const other = channel.members.find((member) => member !== call.self);
  if (other !== undefined && isIn(call, channel)) refuseToWriteTo(call, other, 'channel_not_found');
}

/** Throws for whoever gets no direct messages of an app: nobody, those who left, and other bots. */
export function refuseToWriteTo(call: Call, user: string, unknown: string): void {
  const person = call.workspace.person(user);
  if (person === null) throw new Refusal(unknown);
  if (person.deleted) throw new Refusal('user_disabled');
  if (person.isBot) throw new Refusal('cannot_dm_bot');
}
