import { maySee } from '../page-server/seen-by.js';
import { comeIn, goOut } from '../workspace/coming.js';
import type { Channel, Message } from '../workspace/model.js';
import type { Workspace } from '../workspace/workspace.js';
import { channelNamed, personNamed } from './typed-text.js';

/** A command of Slack's own: says what was wrong with it, or gives the message that tells of it in the channel. */
type OwnCommand = (call: {
  readonly workspace: Workspace;
  readonly user: string;
  readonly channel: Channel;
  readonly text: string;
}) => string | Message | null;

const nameIn = (text: string, sign: '@' | '#'): string | null =>
  new RegExp(`${sign}([\\p{L}\\p{N}._-]+)`, 'u').exec(text)?.[1] ?? null;

const isTalk = (channel: Channel): boolean => channel.kind === 'im' || channel.kind === 'mpim';

const invite: OwnCommand = ({ workspace, user, channel, text }) => {
  const name = nameIn(text, '@');
  if (name === null) return 'Say whom to invite: /invite @name';
  const person = personNamed(workspace, name);
  if (person === null) return `There is nobody called @${name} here.`;
  const target = nameIn(text, '#');
  const found = target === null ? channel : workspace.channel(channelNamed(workspace, user, target)?.id ?? '');
  if (found === null) return `There is no channel #${target}, or you are not in it.`;
  if (isTalk(found)) return 'People cannot be invited to a direct message.';
  if (!found.members.includes(user)) return `You are not in #${found.name}. Join the channel to invite others.`;
  if (found.isArchived) return `#${found.name} is archived. Nobody can be invited to it.`;
  if (found.members.includes(person.id)) return `@${person.name} is already in #${found.name}.`;
  return comeIn(workspace, found.id, person.id, user);
};

const remove: OwnCommand = ({ workspace, user, channel, text }) => {
  const name = nameIn(text, '@');
  if (name === null) return 'Say whom to remove: /remove @name';
  const person = personNamed(workspace, name);
  if (person === null) return `There is nobody called @${name} here.`;
  if (isTalk(channel)) return 'Nobody can be removed from a direct message.';
  if (!channel.members.includes(person.id)) return `@${person.name} is not in #${channel.name}.`;
  const actor = workspace.person(user);
  if (actor === null || actor.isRestricted || actor.isUltraRestricted) return 'Guests cannot remove anybody.';
  return goOut(workspace, channel.id, person.id, user);
};

const leave: OwnCommand = ({ workspace, user, channel }) => {
  if (isTalk(channel)) return 'A direct message cannot be left.';
  return goOut(workspace, channel.id, user, user);
};

const join: OwnCommand = ({ workspace, user, text }) => {
  const name = /^\s*#?([\p{L}\p{N}_-]+)/u.exec(text)?.[1] ?? null;
  if (name === null) return 'Say which channel: /join #channel';
  const channel = workspace.channel(channelNamed(workspace, user, name)?.id ?? '');
  if (channel === null || !maySee(workspace, channel, user))
    return `There is no channel #${name}, or you cannot join it.`;
  if (channel.members.includes(user)) return `You are already in #${channel.name}.`;
  if (channel.isArchived) return `#${channel.name} is archived. Nobody can join it.`;
  return comeIn(workspace, channel.id, user, user);
};

const COMMANDS: Readonly<Record<string, OwnCommand>> = {
  '/invite': invite,
  '/remove': remove,
  '/kick': remove,
  '/leave': leave,
  '/part': leave,
  '/join': join,
  '/open': join,
};

/** Slack's own command of this name, which no app can take. */
export const ownCommand = (command: string): OwnCommand | null => COMMANDS[command] ?? null;
