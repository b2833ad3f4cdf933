import type { DateFound, DateSpec } from './date-spec.js';
import { englishDateAt } from './dates-en.js';
import { numericDateAt } from './dates-numeric.js';
import { chineseDateAt } from './dates-zh.js';
import { type Line, tokenAt } from './line.js';
import { lexicon } from './phrases.js';
import { withYearBehind } from './years.js';

const TIMES_OF_DAY = lexicon<true>([
  [
    true,
    [
      'morning',
      'afternoon',
      'evening',
      'noon',
      'midday',
      'night',
      'eod',
      'cob',
      'end of day',
      'close of business',
      '上午',
      '下午',
      '中午',
      '晚上',
      '早上',
      '下班前',
      '当天',
      '左右',
    ],
  ],
]);

/** Words that announce a date, so that "by 27.11" is one. */
const ANNOUNCING = new Set(['by', 'on', 'before', 'until', 'till', 'latest']);

/** True if digits after this token are a date: "by 27.11", "on 1/2". */
export const announcesDate = (line: Line, at: number): boolean => ANNOUNCING.has(tokenAt(line, at));

const weekdayIn = (spec: DateSpec): number | null =>
  spec.kind === 'weekday' || spec.kind === 'weekdayHere' ? spec.weekday : null;

/** A day by its number, not "Friday" or "month end". */
export const isDay = (spec: DateSpec): boolean =>
  spec.kind === 'exact' || spec.kind === 'monthDay' || spec.kind === 'dayOfMonth';

function plainDateAt(line: Line, from: number, thisYear: number): DateFound | null {
  let best: DateFound | null = null;
  const all = [
    numericDateAt(line, from, announcesDate(line, from - 1)),
    englishDateAt(line, from),
    chineseDateAt(line, from, thisYear),
  ];
  for (const each of all) if (each !== null && (best === null || each.to > best.to)) best = each;
  return best === null ? null : withYearBehind(line, best);
}

/** "EOD Friday", "close of business on 27 Nov". */
function timedDateAt(line: Line, from: number, thisYear: number): DateFound | null {
  const time = TIMES_OF_DAY.at(line, from);
  if (time === null || line.tokens[from]?.kind !== 'word') return null;
  const next = tokenAt(line, time.to);
  return plainDateAt(line, next === 'on' || next === 'of' ? time.to + 1 : time.to, thisYear);
}

/** The date phrase that begins at this token, in either language, a weekday beside it included: "Fri 27 Nov", 11月27日(周五). */
export function dateAt(line: Line, from: number, thisYear: number): DateFound | null {
  const first = timedDateAt(line, from, thisYear) ?? plainDateAt(line, from, thisYear);
  if (first === null) return null;
  let at = first.to;
  let spec = first.spec;
  const gap = tokenAt(line, at);
  const bracket = gap === '(';
  let beside = bracket || gap === ',' ? at + 1 : at;
  if (tokenAt(line, beside) === 'the' && isDay(spec) === false) beside++;
  const second = plainDateAt(line, beside, thisYear);
  if (second !== null) {
    const closed = bracket ? tokenAt(line, second.to) === ')' : true;
    const to = bracket ? second.to + 1 : second.to;
    const [ahead, behind] = [weekdayIn(spec), weekdayIn(second.spec)];
    if (closed && ahead !== null && isDay(second.spec)) {
      spec = { kind: 'checked', spec: second.spec, weekday: ahead };
      at = to;
    } else if (closed && behind !== null && isDay(spec) && gap !== ',') {
      spec = { kind: 'checked', spec, weekday: behind };
      at = to;
    }
  }
  const time = TIMES_OF_DAY.at(line, at);
  return { spec, to: time?.to ?? at };
}
