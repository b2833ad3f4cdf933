import type { Verb } from './effects.js';
import { type Line, tokenAt } from './line.js';
import { lexicon } from './phrases.js';
import { englishVerbs } from './verbs-en.js';
import { chineseVerbs } from './verbs-zh.js';

const VERBS = lexicon<Verb>([...englishVerbs, ...chineseVerbs]);

const NEGATIONS = new Set([
  'not',
  'never',
  'no',
  'without',
  'cannot',
  'nor',
  'neither',
  '没',
  '未',
  '不',
  '别',
  '无',
  '非',
]);

/** True if the word before this token turns its sense around: "did not promise", 没承诺. */
function isNegated(line: Line, from: number): boolean {
  const before = tokenAt(line, from - 1);
  if (NEGATIONS.has(before) || before.endsWith("n't")) return true;
  if (before === '有' && tokenAt(line, from - 2) === '没') return true;
  const second = tokenAt(line, from - 2);
  return line.tokens[from - 1]?.kind === 'word' && (second === 'not' || second === 'never' || second.endsWith("n't"));
}

/** The verb phrase that begins at this token; null where it is negated by the words before it. */
export function verbAt(line: Line, from: number): { readonly verb: Verb; readonly to: number } | null {
  const found = VERBS.at(line, from);
  if (found === null) return null;
  const { role } = found.value.effect;
  const turns = role === 'promise' || role === 'pay' || role === 'outcome';
  return turns && isNegated(line, from) ? null : { verb: found.value, to: found.to };
}
