import type { PageChannel } from '../page-protocol.js';
import type { Message, Person } from '../workspace/model.js';
import { words } from './words.js';

/** Slack's own voice in a workspace, which is nobody's account. */
export const slackbotId = 'USLACKBOT';

export function nameOf(person: Person): string {
  return person.realName === '' ? person.name : person.realName;
}

/** Who a message is from, in words. */
export function speaker(message: Message, person: Person | null): string {
  if (person !== null) return nameOf(person);
  return message.user === slackbotId ? 'Slackbot' : words.message.somebody;
}

/** One or two letters for a picture that there is none of. */
export function initialsOf(name: string): string {
  // What stands in brackets or signs is no name.
  const parts = name.split(/\s+/).filter((part) => /^[\p{L}\p{N}]/u.test(part));
  const first = [...(parts[0] ?? '')][0] ?? '?';
  if (/\p{Script=Han}/u.test(first)) return first;
  const second = parts.length > 1 ? ([...(parts.at(-1) ?? '')][0] ?? '') : '';
  return (first + second).toUpperCase();
}

/** The same hue for the same person on every page. */
export function hueOf(id: string): number {
  let sum = 7;
  for (const sign of id) sum = (sum * 31 + (sign.codePointAt(0) ?? 0)) % 360;
  return sum;
}

/** What a conversation is called: "#apollo", or who one talks with. */
export function channelName(channel: PageChannel, self: string, personOf: (id: string) => Person | null): string {
  if (channel.kind === 'public' || channel.kind === 'private') return `#${channel.name}`;
  const others = channel.members.filter((member) => member !== self);
  if (others.length === 0) {
    const own = personOf(self);
    return own === null ? '' : words.sidebar.you(nameOf(own));
  }
  return others
    .map((member) => personOf(member))
    .map((person) => (person === null ? words.message.somebody : nameOf(person)))
    .join(', ');
}

/** What else is to be known of a person beside the name. */
export function standingOf(person: Person): string | null {
  if (person.deleted) return words.sidebar.deactivated;
  if (person.isStranger) return words.sidebar.stranger;
  if (person.isRestricted || person.isUltraRestricted) return words.sidebar.guest;
  if (person.isAdmin || person.isOwner) return words.sidebar.admin;
  return null;
}
