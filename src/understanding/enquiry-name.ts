import { dateAt } from './dates.js';
import type { AskedWord } from './enquiry-words.js';
import { isCapitalised, type Line } from './line.js';

/** Typed small, these make a phrase and no name; a client that bears one is named in quotes, or with its capital. */
const NO_NAME = new Set(
  `who whom whose what which when where why how we us i me mine my you your they them their he him his she her it its our ours
everyone everybody anyone anybody someone somebody nobody none nothing anything something everything not never no if because since
is are was were be been am do does did done has have had can could should shall will would may might must this that these those here there
promise promises promised overdue owe owes owed escalate escalated escalation escalations paid paying pay pays late today tomorrow yesterday
client clients customer customers invoice invoices money except without than then but about going still yet already again
always ever only just really very much many more most less least all both each every some any`.split(/\s+/),
);
const NO_BEGINNING = new Set([
  'the',
  'a',
  'an',
  'and',
  'or',
  'of',
  'in',
  'on',
  'at',
  'for',
  'from',
  'to',
  'with',
  'by',
  'as',
]);
const NO_CHINESE_NAME =
  /谁|哪|什么|怎么|怎样|为何|多少|几个|几家|是否|有没有|没有|我们|我的|我负责|他们|她们|它们|你们|你的|咱们|大家|所有|全部|其他|除了|这个|那个|这里|这边|本项目|本频道|逾期|承诺|答应|升级|欠款|欠我|上报|如果|因为|是不是|不是|不会|不要|不能|都|吗|呢|现在|目前|还有|还没|已经|的客户|客户的|上周|上个?月|去年|前年|昨天|前天|以前|过去|今年|明年|本月|这个?月|下个?月|本周|这周|下周|最近|天气|心情|团队|事情/u;
const NO_CHINESE_NAME_WHOLE = /^(?:我|你|他|她|它|您|人|客户|项目|公司|对方|款|钱|的|了|有|是|会|要|还|又|也|在|说)+$/u;
const NO_CHINESE_EDGE =
  /^(?:的|了|和|与|跟|对|把|被|在|从|让|给|向|有|会|要|也|又|就|还)|(?:的|了|会|要|有|没|不|也|又|就|还|在|说|想|能|该)$/u;

/**
 * Whether these words can be the name of a client or a project, and nothing else. `before`: the word before them: "the
 * Apollo project" is one, "the team" is none.
 */
export function isName(
  line: Line,
  words: readonly AskedWord[],
  before: AskedWord | undefined,
  thisYear: number,
): boolean {
  const [first] = words;
  const last = words.at(-1);
  if (first === undefined || last === undefined) return false;
  if (words.length === 1 && first.kind === 'quoted') return true;
  if (before?.s === 'the' && first.kind === 'word' && !isCapitalised(line, first.from)) return false;
  for (const [at, word] of words.entries()) {
    if (word.kind === 'quoted' || word.kind === 'person') return false;
    if (word.kind === 'mark' && !/^[.,&'+/()-]$/.test(word.s)) return false;
    const small = word.kind === 'word' && !isCapitalised(line, word.from);
    if (small && (NO_NAME.has(word.s) || word.s.endsWith("n't") || (at === 0 && NO_BEGINNING.has(word.s))))
      return false;
  }
  if (first.kind === 'mark' || last.s === "'s" || (last.kind === 'mark' && !/^[.)]$/.test(last.s))) return false;
  if (words.every((word) => word.kind === 'word' && NO_NAME.has(word.s))) return false;
  const chinese = words.map((word) => (word.kind === 'han' ? word.s : ' ')).join('');
  if (NO_CHINESE_NAME.test(chinese) || NO_CHINESE_NAME_WHOLE.test(chinese)) return false;
  if (NO_CHINESE_EDGE.test(chinese.trim()) && chinese.trim() === chinese) return false;
  return !holdsDate(line, words, thisYear);
}

/** "Apollo this week" is Apollo and a week. "March Ltd" and "Black Friday" have their capitals. */
function holdsDate(line: Line, words: readonly AskedWord[], thisYear: number): boolean {
  const end = words.at(-1)?.to ?? 0;
  return words.some((word) => {
    const found = dateAt(line, word.from, thisYear);
    if (found === null || found.to > end) return false;
    if (word.kind === 'number' && found.to === word.to) return false;
    const whole = words[0]?.from === word.from && found.to === end;
    return whole || word.kind !== 'word' || !isCapitalised(line, word.from);
  });
}
