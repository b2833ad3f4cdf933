import { userObject } from '../web-api/objects/user-object.js';
import type { Change } from '../workspace/change.js';
import type { Channel, JsonObject, Message } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';
import { hears } from './event-scopes.js';
import { sentMessage } from './message-object.js';

/** An event of the Events API that the app is to hear of. */
export interface AppEvent {
  /** "message.channels": what is subscribed to. Its `type` is the part before the point. */
  readonly name: string;
  readonly event: JsonObject;
  /** Is in a channel that is shared with another organisation. */
  readonly isShared: boolean;
}

const FAMILY = { public: 'channels', private: 'groups', im: 'im', mpim: 'mpim' } as const;
const CHANNEL_TYPE = { public: 'channel', private: 'group', im: 'im', mpim: 'mpim' } as const;

/** What the app hears of a change: nothing, one event or several (a mention is also a message). `url`: the sandbox's address. */
export function eventsOf(workspace: Workspace, change: Change, url: string): AppEvent[] {
  switch (change.kind) {
    case 'message':
      return change.before === null
        ? ofNewMessage(workspace, change.message, url)
        : ofChangedMessage(workspace, change.message, change.before, url);
    case 'message_gone':
      return ofDeletedMessage(workspace, change.message, url);
    case 'joined':
    case 'left':
      return ofMembership(workspace, change);
    case 'channel':
      return ofChannel(workspace, change.channel, change.before);
    case 'person':
      return ofPerson(workspace, change);
    case 'file_shared':
      return ofFile(workspace, change);
    default:
      return [];
  }
}

/** Seconds with six decimals, as in a message's ts. */
export const momentOf = (workspace: Workspace): string => (workspace.clock.now().getTime() / 1_000).toFixed(6);

const isMember = (workspace: Workspace, channel: Channel): boolean => channel.members.includes(workspace.app.botUserId);

/** The event, where the app has asked for it and has the scope. */
function heard(
  workspace: Workspace,
  name: string,
  event: JsonObject,
  channel: Channel | null,
  scope?: string,
): AppEvent[] {
  if (!hears(workspace.app, name, scope ?? null)) return [];
  return [{ name, event, isShared: channel?.isExtShared ?? false }];
}

/** The channel of a message that the app can be told of: it is in it, and the message is for everybody there. */
function audible(workspace: Workspace, message: Message): Channel | null {
  const channel = workspace.channel(message.channel);
  return channel === null || message.ephemeralFor !== null || !isMember(workspace, channel) ? null : channel;
}

function ofNewMessage(workspace: Workspace, message: Message, url: string): AppEvent[] {
  const channel = audible(workspace, message);
  if (channel === null) return [];
  const facts = { channel: channel.id, event_ts: message.ts };
  const object = sentMessage(workspace, message, url);
  const asMessage = { ...object, ...facts, channel_type: CHANNEL_TYPE[channel.kind] };
  const events = heard(workspace, `message.${FAMILY[channel.kind]}`, asMessage, channel);
  const mentioned = new RegExp(`<@${workspace.app.botUserId}(\\|[^>]*)?>`).test(message.text);
  // In a direct conversation every message is for the app: there is no mention beside it.
  if (!mentioned || message.user === workspace.app.botUserId || channel.kind === 'im') return events;
  if (message.subtype !== null && message.subtype !== 'thread_broadcast') return events;
  const { subtype: _, ...plain } = object;
  return [...events, ...heard(workspace, 'app_mention', { ...plain, type: 'app_mention', ...facts }, channel)];
}

/** What a reader would notice: that a thread began below it is no change of a message. */
const noticed = ({ text, blocks, attachments, edited, files }: Message): string =>
  JSON.stringify([text, blocks, attachments, edited, files]);

function ofChangedMessage(workspace: Workspace, message: Message, before: Message, url: string): AppEvent[] {
  const channel = audible(workspace, message);
  if (channel === null) return [];
  if (noticed(message) === noticed(before)) return ofReactions(workspace, message, before, channel);
  const now = momentOf(workspace);
  const event = {
    type: 'message',
    subtype: 'message_changed',
    message: sentMessage(workspace, message, url),
    previous_message: sentMessage(workspace, before, url),
    channel: channel.id,
    hidden: true,
    ts: now,
    event_ts: now,
    channel_type: CHANNEL_TYPE[channel.kind],
  };
  return heard(workspace, `message.${FAMILY[channel.kind]}`, event, channel);
}

/** Each reaction of one person, as text. */
const reacted = ({ reactions = [] }: Message): Set<string> =>
  new Set(reactions.flatMap(({ name, users }) => users.map((user) => `${name} ${user}`)));

function ofReactions(workspace: Workspace, message: Message, before: Message, channel: Channel): AppEvent[] {
  const [had, has] = [reacted(before), reacted(message)];
  const told = (type: string, one: string): AppEvent[] => {
    const [reaction = '', user = ''] = one.split(' ');
    const item = { type: 'message', channel: channel.id, ts: message.ts };
    const facts = { user, reaction, item, item_user: message.user, event_ts: momentOf(workspace) };
    return heard(workspace, type, { type, ...facts }, channel);
  };
  return [
    ...[...has].filter((one) => !had.has(one)).flatMap((one) => told('reaction_added', one)),
    ...[...had].filter((one) => !has.has(one)).flatMap((one) => told('reaction_removed', one)),
  ];
}

function ofDeletedMessage(workspace: Workspace, message: Message, url: string): AppEvent[] {
  const channel = audible(workspace, message);
  if (channel === null) return [];
  const now = momentOf(workspace);
  const event = {
    type: 'message',
    subtype: 'message_deleted',
    previous_message: sentMessage(workspace, message, url),
    channel: channel.id,
    hidden: true,
    deleted_ts: message.ts,
    ts: now,
    event_ts: now,
    channel_type: CHANNEL_TYPE[channel.kind],
  };
  return heard(workspace, `message.${FAMILY[channel.kind]}`, event, channel);
}

function ofMembership(workspace: Workspace, change: Change & { kind: 'joined' | 'left' }): AppEvent[] {
  const { channel, user, by } = change;
  if (channel.kind !== 'public' && channel.kind !== 'private') return [];
  const now = momentOf(workspace);
  const scope = channel.kind === 'public' ? 'channels:read' : 'groups:read';
  if (change.kind === 'left' && user === workspace.app.botUserId) {
    const name = channel.kind === 'public' ? 'channel_left' : 'group_left';
    return heard(workspace, name, { type: name, channel: channel.id, actor_id: by, event_ts: now }, channel);
  }
  if (!isMember(workspace, channel)) return [];
  const type = change.kind === 'joined' ? 'member_joined_channel' : 'member_left_channel';
  const event = {
    type,
    user,
    channel: channel.id,
    channel_type: channel.kind === 'public' ? 'C' : 'G',
    team: workspace.team.id,
    ...(change.kind === 'joined' && by !== user && { inviter: by }),
    event_ts: now,
  };
  return heard(workspace, type, event, channel, scope);
}

function ofChannel(workspace: Workspace, channel: Channel, before: Channel | null): AppEvent[] {
  if (channel.kind !== 'public' && channel.kind !== 'private') return [];
  const isPublic = channel.kind === 'public';
  const now = momentOf(workspace);
  const { id, name, creator, created } = channel;
  if (before === null) {
    if (!isPublic) return [];
    const facts = { id, is_channel: true, name, name_normalized: name, created, creator, is_shared: false };
    return heard(workspace, 'channel_created', { type: 'channel_created', channel: facts, event_ts: now }, channel);
  }
  // Public channels are everybody's business, private ones that of who is in them.
  if (!isPublic && !isMember(workspace, channel)) return [];
  const prefix = isPublic ? 'channel' : 'group';
  const events: AppEvent[] = [];
  const tell = (type: string, facts: JsonObject): void => {
    events.push(...heard(workspace, type, { type, ...facts, event_ts: now }, channel));
  };
  if (channel.isArchived !== before.isArchived)
    tell(`${prefix}_${channel.isArchived ? 'archive' : 'unarchive'}`, { channel: id, user: creator });
  if (name !== before.name) {
    const facts = { id, name, name_normalized: name, created, is_mpim: false };
    tell(`${prefix}_rename`, { channel: isPublic ? { ...facts, is_channel: true } : { ...facts, is_group: true } });
  }
  if (channel.isExtShared !== before.isExtShared && (isMember(workspace, channel) || isPublic)) {
    if (channel.isExtShared) tell('channel_shared', { connected_team_id: STRANGE_TEAM, channel: id });
    else tell('channel_unshared', { previously_connected_team_id: STRANGE_TEAM, channel: id, is_ext_shared: false });
  }
  return events;
}

/** Whoever a channel is shared with is no workspace of the sandbox. */
const STRANGE_TEAM = 'T0STRANGE00';

function ofPerson(workspace: Workspace, { person, before }: Change & { kind: 'person' }): AppEvent[] {
  const type = before === null ? 'team_join' : 'user_change';
  const now = momentOf(workspace);
  const { team, app, clock } = workspace;
  const email = app.scopes.includes('users:read.email');
  const user = userObject(person, { team, appId: app.appId, at: clock.now(), email, locale: true }) as JsonObject;
  return heard(
    workspace,
    type,
    { type, user, ...(before !== null && { cache_ts: Math.floor(Number(now)) }), event_ts: now },
    null,
  );
}

function ofFile(workspace: Workspace, { file, message }: Change & { kind: 'file_shared' }): AppEvent[] {
  const channel = audible(workspace, message);
  if (channel === null) return [];
  const facts = { file_id: file.id, user_id: file.user, file: { id: file.id }, channel_id: channel.id };
  return heard(workspace, 'file_shared', { type: 'file_shared', ...facts, event_ts: message.ts }, channel);
}
