import type { Message } from '../../workspace/model.js';
import type { Answer, Call, Method } from '../method.js';
import { messageObject } from '../objects/message-object.js';
import { isIn, visibleChannel } from '../reach.js';
import { Refusal } from '../refusal.js';

/** Different emoji at one message. */
const MOST_EMOJI = 50;

export const reactionsMethods = {
  'reactions.add': { scopes: ['reactions:write'], tier: 3, handle: add },
  'reactions.remove': { scopes: ['reactions:write'], tier: 2, handle: remove },
  'reactions.get': { scopes: ['reactions:read'], tier: 3, handle: get },
} satisfies Record<string, Method>;

function add(call: Call): Answer {
  const { name, message } = reactedTo(call);
  const reactions = message.reactions ?? [];
  const there = reactions.find((one) => one.name === name);
  if (there?.users.includes(call.self)) throw new Refusal('already_reacted');
  if (there === undefined && reactions.length >= MOST_EMOJI) throw new Refusal('too_many_emoji');
  const next =
    there === undefined
      ? [...reactions, { name, users: [call.self] }]
      : reactions.map((one) => (one === there ? { name, users: [...one.users, call.self] } : one));
  call.workspace.change(message.channel, message.ts, { reactions: next });
  return {};
}

function remove(call: Call): Answer {
  const { name, message } = reactedTo(call);
  const reactions = message.reactions ?? [];
  if (!reactions.some((one) => one.name === name && one.users.includes(call.self))) throw new Refusal('no_reaction');
  const next = reactions
    .map((one) => (one.name === name ? { name, users: one.users.filter((user) => user !== call.self) } : one))
    .filter(({ users }) => users.length > 0);
  call.workspace.change(message.channel, message.ts, { reactions: next });
  return {};
}

function get(call: Call): Answer {
  const message = theMessage(call);
  const object = messageObject(call.workspace, message, { metadata: false, thread: false, url: call.url });
  return { type: 'message', channel: message.channel, message: object };
}

/** The emoji that is named ("thumbsup", with colons or without), and the message. */
function reactedTo(call: Call): { readonly name: string; readonly message: Message } {
  call.args.require('name');
  const name = call.args.text('name').replace(/^:|:$/g, '');
  // The sandbox does not know which emoji there are: only what can be no name of one is refused.
  if (!/^[\p{L}\p{N}_+'-]+(::skin-tone-[2-6])?$/u.test(name)) throw new Refusal('invalid_name');
  const message = theMessage(call);
  const channel = visibleChannel(call, message.channel);
  if (!isIn(call, channel)) throw new Refusal('not_in_channel');
  if (channel.isArchived) throw new Refusal('is_archived');
  return { name, message };
}

function theMessage(call: Call): Message {
  const ts = call.args.text('timestamp');
  if (call.args.text('channel') === '' || ts === '') throw new Refusal('no_item_specified');
  const channel = visibleChannel(call, call.args.text('channel'));
  if (!/^\d+\.\d{6}$/.test(ts)) throw new Refusal('bad_timestamp');
  const message = call.workspace.message(channel.id, ts);
  if (message === null || message.ephemeralFor !== null) throw new Refusal('message_not_found');
  return message;
}
