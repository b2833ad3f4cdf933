import type { Channel, ChannelKind } from '../../workspace/model.js';
import type { Answer, Call, Method } from '../method.js';
import { channelObject } from '../objects/channel-object.js';
import { pageOf } from '../paging.js';
import { isIn, isVisible, namedChannel, refuseToWriteTo, scopeFor, scopesFor, visibleChannel } from '../reach.js';
import { Refusal } from '../refusal.js';

/** People beside the caller in one direct conversation. */
const MOST_IN_A_GROUP = 8;

export const conversationsMethods = {
  'conversations.info': { scopes: scopesFor('read'), tier: 3, handle: info },
  'conversations.list': { scopes: scopesFor('read'), tier: 2, handle: list },
  'conversations.members': { scopes: scopesFor('read'), tier: 4, handle: members },
  'conversations.open': { scopes: ['im:write', 'mpim:write'], tier: 3, handle: open },
  'users.conversations': { scopes: scopesFor('read'), tier: 3, handle: ofOneUser },
} satisfies Record<string, Method>;

function info(call: Call): Answer {
  const channel = namedChannel(call, 'read');
  const numMembers = call.args.flag('include_num_members');
  const about = channelObject(call.workspace, channel, {
    member: true,
    numMembers,
    locale: call.args.flag('include_locale'),
  });
  const lastRead = call.workspace.readUpTo(call.self, channel.id);
  const read = lastRead === '0' ? '0000000000.000000' : lastRead;
  return { channel: isIn(call, channel) ? { ...about, last_read: read } : about };
}

function list(call: Call): Answer {
  const kinds = kindsAsked(call);
  const found = call.workspace.channels().filter((channel) => kinds.includes(channel.kind) && isVisible(call, channel));
  return channelPage(call, found, { member: true, numMembers: true, locale: false });
}

function ofOneUser(call: Call): Answer {
  const kinds = kindsAsked(call);
  const user = call.args.text('user') || call.self;
  if (call.workspace.person(user) === null) throw new Refusal('user_not_found');
  // Of somebody else the bot hears only where it is itself, but for public channels.
  const found = call.workspace
    .channels()
    .filter((channel) => kinds.includes(channel.kind) && channel.members.includes(user) && isVisible(call, channel));
  return channelPage(call, found, { member: false, numMembers: false, locale: false });
}

function members(call: Call): Answer {
  const channel = namedChannel(call, 'read');
  const { page, nextCursor } = pageOf(channel.members, (user) => user, {
    kind: 'user',
    cursor: call.args.text('cursor'),
    limit: call.args.limit(100, 1000),
  });
  return { members: page, response_metadata: { next_cursor: nextCursor } };
}

function open(call: Call): Answer {
  if (call.args.has('channel')) {
    const channel = visibleChannel(call, call.args.text('channel'));
    if (channel.kind === 'public' || channel.kind === 'private') {
      throw new Refusal('method_not_supported_for_channel_type');
    }
    call.requireScope(scopeFor(channel.kind, 'write'));
    return opened(call, channel, true);
  }
  const users = [...new Set(call.args.list('users'))];
  if (users.length === 0) throw new Refusal('users_list_not_supplied');
  if (users.length > MOST_IN_A_GROUP) throw new Refusal('too_many_users');
  for (const user of users) refuseToWriteTo(call, user, 'user_not_found');

  const kind = users.length === 1 ? 'im' : 'mpim';
  call.requireScope(scopeFor(kind, 'write'));
  const known = call.workspace.channels().find((channel) => isBetween(channel, kind, [call.self, ...users]));
  if (known === undefined && call.args.flag('prevent_creation')) throw new Refusal('channel_not_found');
  const [user = call.self] = users;
  const made = () =>
    kind === 'im' ? call.workspace.direct(call.self, user) : call.workspace.group([call.self, ...users]);
  return opened(call, known ?? made(), known !== undefined);
}

const isBetween = (channel: Channel, kind: ChannelKind, users: readonly string[]): boolean =>
  channel.kind === kind &&
  channel.members.length === users.length &&
  users.every((user) => channel.members.includes(user));

function opened(call: Call, channel: Channel, already: boolean): Answer {
  const all = call.args.flag('return_im') || channel.kind === 'mpim';
  const about = all
    ? { ...channelObject(call.workspace, channel, { member: false, numMembers: false, locale: false }), is_open: true }
    : { id: channel.id };
  return { ...(already && { no_op: true, already_open: true }), channel: about };
}

const KINDS: Readonly<Record<string, ChannelKind>> = {
  public_channel: 'public',
  private_channel: 'private',
  im: 'im',
  mpim: 'mpim',
};

/** The kinds that `types` names; each asks for its own scope. Throws invalid_types or missing_scope. */
function kindsAsked(call: Call): readonly ChannelKind[] {
  const named = call.args.has('types') ? call.args.list('types') : ['public_channel'];
  return named.map((name) => {
    const kind = KINDS[name];
    if (kind === undefined) throw new Refusal('invalid_types');
    call.requireScope(scopeFor(kind, 'read'));
    return kind;
  });
}

function channelPage(
  call: Call,
  found: readonly Channel[],
  options: { readonly member: boolean; readonly numMembers: boolean; readonly locale: boolean },
): Answer {
  const shown = call.args.flag('exclude_archived') ? found.filter((channel) => !channel.isArchived) : found;
  const { page, nextCursor } = pageOf(shown, (channel) => channel.id, {
    kind: 'team',
    cursor: call.args.text('cursor'),
    limit: call.args.limit(100, 1000),
  });
  const channels = page.map((channel) => channelObject(call.workspace, channel, options));
  return { channels, response_metadata: { next_cursor: nextCursor } };
}
