import { type PersonText, readMention, readPerson } from './mentions.js';
import type { Reading } from './reading.js';
import { joinedWords, type Word, wordsOf } from './words.js';

/** What `/collect assign ACME @dana backup @lee` says. */
export interface AssignRequest {
  readonly clientText: string;
  readonly owner: PersonText;
  readonly backup: PersonText | null;
}

const EXAMPLE = 'ACME @dana backup @lee';
const BACKUP = new Set(['backup', 'deputy', '备份', '后备', '备用']);
const SMALL = new Set(['to', 'owner', '给', '负责人', '由']);

const isPerson = (word: Word): boolean =>
  !word.quoted && (readMention(word.text)?.kind === 'person' || /^@./.test(word.folded));

/** Pure; never throws. The person is the first mention ("@dana"), or what follows "to", "owner" or 给. */
export function readAssign(text: string): Reading<AssignRequest> {
  const words = wordsOf(text);
  const problem = (kind: 'empty' | 'unexpected', typed: string): Reading<AssignRequest> => ({
    kind: 'misunderstood',
    problem: { kind, typed, example: EXAMPLE },
  });
  if (words.length === 0) return problem('empty', '');
  const backupAt = words.findIndex((word, at) => at > 0 && !word.quoted && BACKUP.has(word.folded));
  const head = backupAt < 0 ? words : words.slice(0, backupAt);
  const small = head.findLastIndex(
    (word, at) => at > 0 && at < head.length - 1 && !word.quoted && SMALL.has(word.folded),
  );
  const person = head.findIndex((word, at) => at > 0 && isPerson(word));
  const ownerAt = person > 0 ? person : small > 0 ? small + 1 : head.length - 1;
  const owner =
    ownerAt > 0 ? readPerson(joinedWords(head.slice(ownerAt, person > 0 ? person + 1 : head.length))) : null;
  const nameEnd = small > 0 && small === ownerAt - 1 ? small : ownerAt;
  const clientText = joinedWords(head.slice(0, nameEnd).filter((word, at) => at < nameEnd - 1 || word.folded !== ','));
  if (owner === null || clientText === '') return problem('unexpected', text.trim());
  const after = person > 0 ? head.slice(person + 1).find((word) => word.folded !== ',') : undefined;
  if (after !== undefined && backupAt < 0 && isPerson(after)) {
    // a second mention is the backup
    return { kind: 'understood', request: { clientText, owner, backup: readPerson(after.text) } };
  }
  if (after !== undefined) return problem('unexpected', after.text);
  if (backupAt < 0) return { kind: 'understood', request: { clientText, owner, backup: null } };
  const backup = readPerson(joinedWords(words.slice(backupAt + 1)));
  return backup === null
    ? problem('unexpected', words[backupAt]?.text ?? '')
    : { kind: 'understood', request: { clientText, owner, backup } };
}
