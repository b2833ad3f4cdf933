import type { DateFound, DateSpec, MonthSpec } from './date-spec.js';
import { isMonthDay } from './dates-numeric.js';
import { type Line, tokenAt } from './line.js';
import { hanCountAt } from './numerals.js';
import { lexicon } from './phrases.js';
import { dayOfYear } from './years.js';

const offset = (unit: 'day' | 'week' | 'month' | 'workday', count: number): DateSpec => ({
  kind: 'offset',
  unit,
  count,
});
const relative = (months: number): MonthSpec => ({ kind: 'relative', offset: months });

const FIXED = lexicon<DateSpec>([
  [offset('day', 0), ['今天', '今日', '今晚', '今早', '当天', '当日', '刚才', '刚刚', '今天下班前']],
  [offset('day', 1), ['明天', '明日', '明早', '明晚', '次日', '翌日', '第二天']],
  [offset('day', 2), ['后天', '后日']],
  [offset('day', 3), ['大后天']],
  [offset('day', -1), ['昨天', '昨日', '昨晚', '昨儿']],
  [offset('day', -2), ['前天', '前日']],
  [offset('day', -3), ['大前天']],
  [{ kind: 'monthEnd', month: null }, ['月底', '月末', '月内', '月尾']],
  [
    { kind: 'monthEnd', month: relative(0) },
    ['(本|这个|这|当)月(底|末|内|尾)', '(本|这个|这)月之内', '(本|这个|这)月以内'],
  ],
  [{ kind: 'monthEnd', month: relative(1) }, ['(下|下个|次)月(底|末|尾)']],
  [{ kind: 'monthEnd', month: relative(2) }, ['(下下|下下个)月(底|末)']],
  [{ kind: 'weekEnd', week: 0 }, ['(本|这|这个)(周|星期)内', '周内', '本周之内']],
  [{ kind: 'week', week: 0 }, ['(本|这|这个)(周|星期|礼拜)']],
  [{ kind: 'week', week: 1 }, ['(下|下个)(周|星期|礼拜)[内]', '下周初', '下周中']],
  [{ kind: 'week', week: 2 }, ['(下下|下下个)(周|星期|礼拜)[内]']],
  [{ kind: 'weekend', week: 0 }, ['[本|这|这个]周末']],
  [{ kind: 'weekend', week: 1 }, ['(下|下个)周末']],
  [{ kind: 'monthPart', month: relative(0), part: 'whole' }, ['(本|这个)月']],
  [{ kind: 'monthPart', month: relative(1), part: 'whole' }, ['(下|下个)月[内]']],
  [{ kind: 'monthPart', month: relative(1), part: 'start' }, ['月初', '(下|下个)月(初|上旬)']],
  [{ kind: 'monthPart', month: relative(1), part: 'middle' }, ['(下|下个)月(中|中旬)']],
  [{ kind: 'monthPart', month: relative(1), part: 'late' }, ['(下|下个)月下旬']],
  [{ kind: 'monthPart', month: relative(0), part: 'middle' }, ['月中', '中旬', '(本|这个)月(中|中旬)']],
  [{ kind: 'monthPart', month: relative(0), part: 'late' }, ['下旬', '(本|这个)月下旬']],
  [{ kind: 'quarterEnd', quarter: null, offset: 0, year: null }, ['[本]季度(末|底|内)', '季末', '季度内']],
  [{ kind: 'quarterEnd', quarter: null, offset: 1, year: null }, ['下[个]季度(末|底)']],
  [{ kind: 'yearEnd', offset: 0, year: null }, ['(年|今年)(底|末|内)', '今年年底', '今年之内']],
  [{ kind: 'yearEnd', offset: 1, year: null }, ['明年[年](底|末)']],
  [offset('day', 15), ['半个月(后|内|之后|之内|以内)']],
]);

const WEEKS = lexicon<number | null>([
  [null, ['(周|星期|礼拜)']],
  [0, ['(本|这|这个)(周|星期|礼拜)']],
  [1, ['(下|下个)(周|星期|礼拜)']],
  [2, ['(下下|下下个)(周|星期|礼拜)']],
  [-1, ['(上|上个)(周|星期|礼拜)']],
  [-2, ['上上(周|星期|礼拜)']],
]);
const WEEKDAYS = new Map(
  [...'一二三四五六日天1234567'].map((sign, at) => [sign, at < 7 ? at + 1 : at === 7 ? 7 : at - 7]),
);

const found = (spec: DateSpec, to: number): DateFound => ({ spec, to });

/** 周五, 下周五, 本星期天, 上周三 */
function weekdayForm(line: Line, from: number): DateFound | null {
  const week = WEEKS.at(line, from);
  if (week === null || tokenAt(line, from - 1) === '每') return null;
  const weekday = WEEKDAYS.get(tokenAt(line, week.to));
  if (weekday === undefined) return null;
  const to = week.to + 1;
  return found(
    week.value === null ? { kind: 'weekdayHere', weekday } : { kind: 'weekdayOfWeek', weekday, week: week.value },
    to,
  );
}

const UNITS = lexicon<'day' | 'week' | 'month' | 'workday'>([
  ['day', ['天', '日', '个自然日']],
  ['week', ['周', '个星期', '星期', '个礼拜', '礼拜', '个周']],
  ['month', ['个月']],
  ['workday', ['[个]工作日', '[个]工作天', '[个]交易日']],
]);
const SIDES = lexicon<1 | -1>([
  [1, ['[之|以](后|内)', '里', '内']],
  [-1, ['[之|以]前']],
]);

/** 3天后, 两周内, 5个工作日内, 三天前 */
function duration(line: Line, from: number): DateFound | null {
  const count = hanCountAt(line, from);
  if (count === null) return null;
  const unit = UNITS.at(line, count.to);
  if (unit === null) return null;
  const side = SIDES.at(line, unit.to);
  if (side === null || (side.value === -1 && unit.value === 'day' && tokenAt(line, count.to) === '日')) return null;
  return found(offset(unit.value, side.value * count.value), side.to);
}

const YEARS = new Map([
  ['今', 0],
  ['明', 1],
  ['后', 2],
  ['去', -1],
]);

/** 二〇二六年 is written so, or with 零. */
const YEAR_DIGITS = [...'〇一二三四五六七八九零'];

/** 2026年, 二〇二六年, 明年 */
function yearAt(line: Line, from: number, thisYear: number): { year: number; to: number } | null {
  const token = line.tokens[from];
  const digits = [0, 1, 2, 3].map((at) => YEAR_DIGITS.indexOf(tokenAt(line, from + at)));
  if (tokenAt(line, from + 4) === '年' && digits.every((digit) => digit >= 0))
    return { year: Number(digits.map((digit) => digit % 10).join('')), to: from + 5 };
  if (tokenAt(line, from + 1) !== '年') return null;
  if (token?.kind === 'number' && /^\d{4}$/.test(token.s)) return { year: Number(token.s), to: from + 2 };
  if (token?.kind === 'number' && /^\d{2}$/.test(token.s)) return { year: 2000 + Number(token.s), to: from + 2 };
  const shift = YEARS.get(token?.s ?? '');
  return shift === undefined ? null : { year: thisYear + shift, to: from + 2 };
}

const MONTH_PARTS = lexicon<'start' | 'middle' | 'late' | 'end'>([
  ['end', ['[份](底|末|内)', '底', '月底']],
  ['start', ['[份](初|上旬)']],
  ['middle', ['[份](中旬|中)']],
  ['late', ['[份]下旬']],
]);

/** 11月27日, 十一月二十七号, 明年3月15日, 12月底, 12月 */
function monthForm(line: Line, from: number, thisYear: number): DateFound | null {
  const year = yearAt(line, from, thisYear);
  const month = hanCountAt(line, year?.to ?? from);
  if (month === null || tokenAt(line, month.to) !== '月' || month.value < 1 || month.value > 12) return null;
  let at = month.to + 1;
  const part = MONTH_PARTS.at(line, at);
  const named: MonthSpec = { kind: 'named', month: month.value, year: year?.year ?? null };
  if (part !== null)
    return found(
      part.value === 'end' ? { kind: 'monthEnd', month: named } : { kind: 'monthPart', month: named, part: part.value },
      part.to,
    );
  const day = hanCountAt(line, at);
  const sign = day === null ? '' : tokenAt(line, day.to);
  const plain = day !== null && !/[\p{L}\d%,.$]/u.test(sign);
  if (
    day !== null &&
    (sign === '日' || sign === '号' || plain || sign === '前' || sign === '之' || sign === '付' || sign === '支')
  ) {
    const to = sign === '日' || sign === '号' ? day.to + 1 : day.to;
    if (!isMonthDay({ month: month.value, day: day.value })) return found({ kind: 'impossible' }, to);
    if (year !== null) return found(dayOfYear({ year: year.year, month: month.value, day: day.value }), to);
    return found({ kind: 'monthDay', readings: [{ month: month.value, day: day.value }] }, to);
  }
  if (tokenAt(line, at) === '份') at++;
  return found({ kind: 'monthPart', month: named, part: 'whole' }, at);
}

const MONTHS_RELATIVE = lexicon<number | null>([
  [0, ['(本|这个|这)月']],
  [1, ['(下|下个|次)月']],
  [2, ['下下[个]月']],
  [-1, ['(上|上个)月']],
]);
/** 3号楼 and 104号发票 are no days. */
const NOT_A_DAY = new Set(['发', '楼', '店', '线', '院', '机', '仓', '单', '合', '码', '公', '科']);

/** 2026年底 */
function yearEndForm(line: Line, from: number, thisYear: number): DateFound | null {
  const year = yearAt(line, from, thisYear);
  if (year === null || !/^[底末内]$/.test(tokenAt(line, year.to))) return null;
  return found({ kind: 'yearEnd', offset: 0, year: year.year }, year.to + 1);
}

/** 27号, 27日, 下月15号 */
function dayForm(line: Line, from: number): DateFound | null {
  const month = MONTHS_RELATIVE.at(line, from);
  const day = hanCountAt(line, month?.to ?? from);
  if (day === null || day.value < 1 || day.value > 31) return null;
  const sign = tokenAt(line, day.to);
  if (sign !== '号' && sign !== '日') return null;
  if (NOT_A_DAY.has(tokenAt(line, day.to + 1))) return null;
  return found(
    {
      kind: 'dayOfMonth',
      day: day.value,
      month: month === null || month.value === null ? null : relative(month.value),
    },
    day.to + 1,
  );
}

/** 一季度末, 第四季度末 */
function quarterForm(line: Line, from: number): DateFound | null {
  const at = tokenAt(line, from) === '第' ? from + 1 : from;
  const quarter = hanCountAt(line, at);
  if (quarter === null || quarter.value < 1 || quarter.value > 4) return null;
  if (tokenAt(line, quarter.to) !== '季' || tokenAt(line, quarter.to + 1) !== '度') return null;
  const to = quarter.to + 2;
  const end = tokenAt(line, to);
  return end === '末' || end === '底' || end === '内'
    ? found({ kind: 'quarterEnd', quarter: quarter.value, offset: 0, year: null }, to + 1)
    : null;
}

/** The Chinese date phrase that begins at this token, the longest reading. */
export function chineseDateAt(line: Line, from: number, thisYear: number): DateFound | null {
  const kind = line.tokens[from]?.kind;
  if (kind !== 'han' && kind !== 'number') return null;
  const fixed = FIXED.at(line, from);
  let best: DateFound | null = fixed === null ? null : found(fixed.value, fixed.to);
  for (const each of [
    weekdayForm(line, from),
    duration(line, from),
    monthForm(line, from, thisYear),
    dayForm(line, from),
    yearEndForm(line, from, thisYear),
    quarterForm(line, from),
  ]) {
    if (each !== null && (best === null || each.to > best.to)) best = each;
  }
  return best;
}
