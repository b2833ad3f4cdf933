import { type PersonText, readMention, readPerson } from './mentions.js';
import type { Reading } from './reading.js';
import { joinedWords, type Word, wordsOf } from './words.js';

/** What `/collect project "Apollo" here owner @dana backup @lee clients ACME, Globex` says. */
export interface ProjectRequest {
  readonly nameText: string;
  /** The channel in which it is typed. */
  readonly here: boolean;
  /** Slack id of a channel that was named. */
  readonly channel: string | null;
  readonly owner: PersonText | null;
  readonly backup: PersonText | null;
  readonly clientTexts: readonly string[];
}

const EXAMPLE = '"Apollo" here owner @dana backup @lee';

const PARTS = new Map<string, 'here' | 'owner' | 'backup' | 'clients'>([
  ['here', 'here'],
  ['这里', 'here'],
  ['本频道', 'here'],
  ['此频道', 'here'],
  ['owner', 'owner'],
  ['负责人', 'owner'],
  ['backup', 'backup'],
  ['deputy', 'backup'],
  ['备份', 'backup'],
  ['后备', 'backup'],
  ['备用', 'backup'],
  ['client', 'clients'],
  ['clients', 'clients'],
  ['for', 'clients'],
  ['客户', 'clients'],
]);

const partOf = (word: Word | undefined) =>
  word === undefined || word.quoted ? undefined : PARTS.get(word.folded.replace(/:$/, ''));

/** Pure; never throws. The name comes first, quoted if it holds one of the words owner, backup, here, client(s). */
export function readProject(text: string): Reading<ProjectRequest> {
  const words = wordsOf(text);
  const name: Word[] = [];
  let here = false;
  let channel: string | null = null;
  let owner: PersonText | null = null;
  let backup: PersonText | null = null;
  const clientTexts: string[] = [];
  const unexpected = (word: Word): Reading<ProjectRequest> => ({
    kind: 'misunderstood',
    problem: { kind: 'unexpected', typed: word.text, example: EXAMPLE },
  });

  for (let at = 0; at < words.length; at++) {
    const word = words[at];
    if (word === undefined) break;
    const mention = word.quoted ? null : readMention(word.text);
    const part = partOf(word);
    if (mention?.kind === 'channel') channel = mention.slackChannelId;
    else if (part === 'here') here = true;
    else if (part === 'owner' || part === 'backup') {
      const next = words[at + 1];
      const person = next === undefined || partOf(next) !== undefined ? null : readPerson(next.text);
      if (person === null) return unexpected(word);
      if (part === 'owner') owner = person;
      else backup = person;
      at++;
    } else if (part === 'clients') {
      let client: Word[] = [];
      const close = (): void => {
        if (client.length > 0) clientTexts.push(joinedWords(client));
        client = [];
      };
      while (at + 1 < words.length && partOf(words[at + 1]) === undefined) {
        const next = words[++at];
        if (next === undefined) break;
        if (next.folded === ',' && !next.quoted) close();
        else if (next.quoted) {
          close();
          client = [next];
          close();
        } else client.push(next);
      }
      close();
    } else if (word.folded === ',' && !word.quoted) continue;
    else if (!here && channel === null && owner === null && backup === null && clientTexts.length === 0)
      name.push(word);
    else return unexpected(word);
  }
  const nameText = joinedWords(name);
  if (nameText === '')
    return { kind: 'misunderstood', problem: { kind: 'empty', typed: text.trim(), example: EXAMPLE } };
  return { kind: 'understood', request: { nameText, here, channel, owner, backup, clientTexts } };
}
