import { maySee } from '../page-server/seen-by.js';
import type { Workspace } from '../workspace/workspace.js';

/** How names and addresses are written down: as in a message, or as in a slash command that has them escaped. */
export type Notation = 'message' | 'command';

/** The three characters that have a meaning in Slack's texts. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What is typed as code stays as it is typed. */
const CODE = /(```[\s\S]*?```|`[^`\n]+`)/;
const BEFORE = String.raw`(^|[\s([{"'*_~,;:，、：；（])`;
const PERSON = new RegExp(`${BEFORE}@([\\p{L}\\p{N}._-]+)`, 'gu');
const CHANNEL = new RegExp(`${BEFORE}#([\\p{L}\\p{N}_-]+)`, 'gu');
/** As it stands after escaping. */
const LINK = new RegExp(`${BEFORE}((?:https?|mailto):[^\\s<>"'\`]+)`, 'gu');
const EVERYBODY: Readonly<Record<string, string>> = { here: '<!here>', channel: '<!channel>', everyone: '<!everyone>' };

/** What somebody typed, as Slack's client sends it: escaped, with references for the names that exist. */
export function typedText(workspace: Workspace, user: string, text: string, notation: Notation): string {
  return text
    .split(CODE)
    .map((part, at) => (at % 2 === 1 ? escaped(part) : withReferences(workspace, user, escaped(part), notation)))
    .join('');
}

function withReferences(workspace: Workspace, user: string, text: string, notation: Notation): string {
  return text
    .replace(LINK, (_, before: string, typed: string) => {
      const [, link = typed, rest = ''] = /^(.*?)((?:&gt;|&lt;|[.,;:!?)\]}，。！？）])*)$/u.exec(typed) ?? [];
      return `${before}<${link}>${rest}`;
    })
    .replace(PERSON, (whole, before: string, typed: string) => {
      const { name, rest } = knownName(typed, (one) => personNamed(workspace, one) !== null || one in EVERYBODY);
      const person = personNamed(workspace, name);
      if (person !== null) return `${before}<@${person.id}${notation === 'command' ? `|${person.name}` : ''}>${rest}`;
      const everybody = notation === 'message' ? EVERYBODY[name] : undefined;
      return everybody === undefined ? whole : `${before}${everybody}${rest}`;
    })
    .replace(CHANNEL, (whole, before: string, typed: string) => {
      const { name, rest } = knownName(typed, (one) => channelNamed(workspace, user, one) !== null);
      const channel = channelNamed(workspace, user, name);
      if (channel === null) return whole;
      return `${before}<#${channel.id}${notation === 'command' ? `|${channel.name}` : ''}>${rest}`;
    });
}

/** A full stop after a name is the sentence's, unless somebody is called so. */
function knownName(typed: string, isKnown: (name: string) => boolean): { name: string; rest: string } {
  for (let end = typed.length; end > 0; end -= 1) {
    if (end < typed.length && /[\p{L}\p{N}]/u.test(typed[end] ?? '')) break;
    if (isKnown(typed.slice(0, end))) return { name: typed.slice(0, end), rest: typed.slice(end) };
  }
  return { name: typed, rest: '' };
}

/** By handle, whatever its case. */
export function personNamed(workspace: Workspace, name: string): { readonly id: string; readonly name: string } | null {
  const wanted = name.toLowerCase();
  const people = workspace.people().filter((person) => !person.deleted);
  return (
    people.find((person) => person.name.toLowerCase() === wanted) ??
    people.find((person) => person.realName.toLowerCase() === wanted) ??
    null
  );
}

/** A channel that this person can see. */
export function channelNamed(
  workspace: Workspace,
  user: string,
  name: string,
): { readonly id: string; readonly name: string } | null {
  const wanted = name.toLowerCase();
  return (
    workspace
      .channels()
      .find(
        (channel) =>
          (channel.kind === 'public' || channel.kind === 'private') &&
          channel.name.toLowerCase() === wanted &&
          maySee(workspace, channel, user),
      ) ?? null
  );
}
