import type { Role } from '../domain/role.js';
import { type PersonText, readPerson } from './mentions.js';
import type { Reading } from './reading.js';
import { joinedWords, wordsOf } from './words.js';

export type RoleText = Role;

/** What `/collect role @dana finance` says. */
export interface RoleRequest {
  readonly person: PersonText;
  readonly role: RoleText;
}

const EXAMPLE = '@dana finance';
const ROLES = new Map<string, RoleText>([
  ['member', 'member'],
  ['成员', 'member'],
  ['普通成员', 'member'],
  ['none', 'member'],
  ['finance', 'finance'],
  ['财务', 'finance'],
  ['manager', 'manager'],
  ['经理', 'manager'],
  ['主管', 'manager'],
  ['admin', 'admin'],
  ['administrator', 'admin'],
  ['管理员', 'admin'],
]);

/** Pure; never throws. Person and role in either order. */
export function readRole(text: string): Reading<RoleRequest> {
  const words = wordsOf(text).filter((word) => !['to', 'is', 'as', '=', '为', '是', ','].includes(word.folded));
  const problem = (kind: 'empty' | 'unexpected', typed: string): Reading<RoleRequest> => ({
    kind: 'misunderstood',
    problem: { kind, typed, example: EXAMPLE },
  });
  if (words.length === 0) return problem('empty', '');
  const at = [words.length - 1, 0].find(
    (place) => words[place]?.quoted === false && ROLES.has(words[place]?.folded ?? ''),
  );
  const role = at === undefined ? undefined : ROLES.get(words[at]?.folded ?? '');
  if (at === undefined || role === undefined) return problem('unexpected', text.trim());
  const person = readPerson(joinedWords(words.filter((_, place) => place !== at)));
  return person === null ? problem('unexpected', text.trim()) : { kind: 'understood', request: { person, role } };
}
