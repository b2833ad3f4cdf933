import type { DateFound, DateSpec, MonthSpec } from './date-spec.js';
import { isMonthDay } from './dates-numeric.js';
import { type Line, tokenAt, touchesPrevious } from './line.js';
import { wordCountAt } from './numerals.js';
import { lexicon } from './phrases.js';
import { dayOfYear, fourDigitYearAt } from './years.js';

const numbered = (groups: string): Map<string, number> =>
  new Map(
    groups.split(';').flatMap((group, at) =>
      group
        .trim()
        .split(' ')
        .map((word) => [word, at + 1] as const),
    ),
  );

const WEEKDAYS = numbered(
  'monday mon; tuesday tue tues; wednesday wed weds wednesay; thursday thu thur thurs thurday; friday fri firday; saturday sat; sunday sun',
);
const MONTHS = numbered(
  'january jan; february feb febuary; march mar; april apr; may; june jun; july jul; august aug; september sep sept; october oct; november nov; december dec',
);

const offset = (unit: 'day' | 'week' | 'month' | 'year' | 'workday', count: number): DateSpec =>
  unit === 'year' ? { kind: 'offset', unit: 'month', count: 12 * count } : { kind: 'offset', unit, count };
const relative = (months: number): MonthSpec => ({ kind: 'relative', offset: months });

/** Whole phrases that need no more reading. */
const FIXED = lexicon<DateSpec>([
  [
    offset('day', 0),
    [
      'today',
      'tonight',
      'this (morning|afternoon|evening)',
      'eod',
      '[by] [the] end of [the] day',
      'end of today',
      'cob',
      'close of business',
      'earlier today',
      'just now',
      'right now',
      'later today',
    ],
  ],
  [
    offset('day', 1),
    [
      'tomorrow',
      'tommorow',
      'tommorrow',
      'tomorow',
      'tmrw',
      'tmr',
      'tomorrow cob',
      'tomorrow eod',
      'end of [the] day tomorrow',
    ],
  ],
  [offset('day', 2), ['[the] day after tomorrow']],
  [offset('day', -1), ['yesterday', 'last night']],
  [offset('day', -2), ['[the] day before yesterday']],
  [
    { kind: 'monthEnd', month: null },
    [
      '[the] month end',
      'monthend',
      '[the] end of [the|a] month',
      '[the] end of month',
      'eom',
      "[the] month's end",
      'ultimo',
      'at month close',
    ],
  ],
  [
    { kind: 'monthEnd', month: relative(0) },
    ['[the] end of this month', 'this month end', "this month's end", 'within this month', 'within the month'],
  ],
  [
    { kind: 'monthEnd', month: relative(1) },
    [
      '[the] end of next month',
      'next month end',
      "next month's end",
      'month end next month',
      'eom next month',
      'end next month',
      '[the] end of the next month',
      '[the] end of the following month',
    ],
  ],
  [
    { kind: 'weekEnd', week: 0 },
    [
      '[the] end of [the|this] week',
      'eow',
      'week end',
      'end of this week',
      'within the week',
      'within this week',
      'later this week',
    ],
  ],
  [{ kind: 'weekEnd', week: 1 }, ['[the] end of next week', 'end next week', 'eow next week', 'next week end']],
  [{ kind: 'week', week: 0 }, ['this week', 'sometime this week']],
  [
    { kind: 'week', week: 1 },
    [
      '[sometime] next week',
      'early next week',
      'beginning of next week',
      'start of next week',
      'middle of next week',
      'mid next week',
      'the coming week',
      'the following week',
    ],
  ],
  [{ kind: 'week', week: 2 }, ['[the] week after next']],
  [{ kind: 'weekend', week: 0 }, ['this weekend', 'the weekend', 'weekend', 'over the weekend']],
  [{ kind: 'weekend', week: 1 }, ['next weekend']],
  [{ kind: 'monthPart', month: relative(0), part: 'whole' }, ['this month', 'sometime this month', 'later this month']],
  [
    { kind: 'monthPart', month: relative(1), part: 'whole' },
    ['next month', 'sometime next month', 'in the next month'],
  ],
  [
    { kind: 'monthPart', month: relative(1), part: 'start' },
    ['early next month', '[the] (beginning|start) of next month', 'beginning of the month', 'start of the month'],
  ],
  [{ kind: 'monthPart', month: relative(1), part: 'middle' }, ['mid next month', '[the] middle of next month']],
  [{ kind: 'monthPart', month: relative(1), part: 'late' }, ['late next month']],
  [
    { kind: 'monthPart', month: relative(0), part: 'middle' },
    ['mid month', 'midmonth', '[the] middle of the month', 'mid of the month'],
  ],
  [
    { kind: 'quarterEnd', quarter: null, offset: 0, year: null },
    ['[the] end of [the|this] quarter', 'end of this quarter', 'quarter end', "quarter's end", 'eoq'],
  ],
  [{ kind: 'quarterEnd', quarter: null, offset: 1, year: null }, ['[the] end of next quarter', 'next quarter end']],
  [
    { kind: 'yearEnd', offset: 0, year: null },
    [
      '[the] end of [the|this] year',
      'end of this year',
      'year end',
      "year's end",
      'eoy',
      'before christmas and new year',
    ],
  ],
  [{ kind: 'yearEnd', offset: 1, year: null }, ['[the] end of next year']],
  [
    offset('week', 1),
    [
      'in a week',
      'within a week',
      "in a week's time",
      'a week from today',
      'a week from now',
      'a week today',
      'one week from now',
    ],
  ],
  [
    offset('week', 2),
    ['in a fortnight', 'within a fortnight', "in a fortnight's time", 'a fortnight from now', 'a fortnight from today'],
  ],
]);

const UNITS = new Map<string, 'day' | 'week' | 'month' | 'year'>([
  ['day', 'day'],
  ['days', 'day'],
  ["days'", 'day'],
  ['calendar', 'day'],
  ['week', 'week'],
  ['weeks', 'week'],
  ['wk', 'week'],
  ['wks', 'week'],
  ['month', 'month'],
  ['months', 'month'],
  ['year', 'year'],
  ['years', 'year'],
]);

const found = (spec: DateSpec, to: number): DateFound => ({ spec, to });

/** "in 3 days", "within two weeks", "10 working days from now", "3 days ago", "next 5 days". */
function duration(line: Line, from: number): DateFound | null {
  const first = tokenAt(line, from);
  let at = from;
  let announced = first === 'in' || first === 'within';
  if (announced) {
    at++;
    if (tokenAt(line, at) === 'the' || tokenAt(line, at) === 'about') at++;
  }
  if (tokenAt(line, at) === 'next') {
    announced = true;
    at++;
  }
  const count = wordCountAt(line, at);
  if (count === null) return null;
  at = count.to;
  if (tokenAt(line, at) === '-') at++;
  let word = tokenAt(line, at);
  let working = false;
  if (word === 'working' || word === 'business' || word === 'work' || word === 'bank' || word === 'calendar') {
    working = word !== 'calendar';
    at++;
    word = tokenAt(line, at);
  }
  const unit = UNITS.get(word);
  if (unit === undefined || word === 'calendar') return null;
  at++;
  if (tokenAt(line, at) === "'") at++;
  const said = working && unit === 'day' ? 'workday' : unit;
  const next = tokenAt(line, at);
  if (next === 'ago' || next === 'back') return found(offset(said, -count.value), at + 1);
  if (next === 'time') return found(offset(said, count.value), at + 1);
  if (next === 'from') {
    const base = tokenAt(line, at + 1);
    if (base === 'now' || base === 'today') return found(offset(said, count.value), at + 2);
    if (base === 'tomorrow' && unit !== 'month')
      return found(offset('day', count.value * (unit === 'week' ? 7 : 1) + 1), at + 2);
    const weekday = WEEKDAYS.get(base);
    if (weekday !== undefined && unit === 'week')
      return found({ kind: 'weekdayPlus', weekday, weeks: count.value }, at + 2);
    return null;
  }
  if (next === 'on' && unit === 'week') {
    const weekday = WEEKDAYS.get(tokenAt(line, at + 1));
    if (weekday !== undefined) return found({ kind: 'weekdayPlus', weekday, weeks: count.value }, at + 2);
  }
  return announced ? found(offset(said, count.value), at) : null;
}

/** "Friday", "this Fri", "next Friday", "last Friday", "Friday next week", "next week Friday", "Friday week". */
function weekdayForm(line: Line, from: number): DateFound | null {
  let at = from;
  let mode = tokenAt(line, at);
  if (mode === 'this' || mode === 'next' || mode === 'last' || mode === 'coming' || mode === 'past' || mode === 'the') {
    at++;
    const second = tokenAt(line, at);
    if ((mode === 'this' || mode === 'the') && (second === 'coming' || second === 'past')) {
      mode = second;
      at++;
    } else if ((mode === 'this' || mode === 'next') && (second === 'week' || second === "week's")) {
      at++;
      if (tokenAt(line, at) === 'on') at++;
      const weekday = WEEKDAYS.get(tokenAt(line, at));
      return weekday === undefined
        ? null
        : found({ kind: 'weekdayOfWeek', weekday, week: mode === 'next' ? 1 : 0 }, at + 1);
    }
  } else mode = '';
  const weekday = WEEKDAYS.get(tokenAt(line, at));
  if (weekday === undefined || (touchesPrevious(line, at) && line.tokens[at - 1]?.kind === 'number')) return null;
  at++;
  if (tokenAt(line, at) === '.' && touchesPrevious(line, at) && at - from <= 2 && tokenAt(line, at - 1).length <= 5) {
    const afterDot = line.tokens[at + 1];
    if (afterDot !== undefined && afterDot.kind === 'number') at++;
  }
  const [next, second] = [tokenAt(line, at), tokenAt(line, at + 1)];
  if (mode === '' || mode === 'the' || mode === 'coming') {
    if (next === 'next' && second === 'week') return found({ kind: 'weekdayOfWeek', weekday, week: 1 }, at + 2);
    if (next === 'this' && second === 'week') return found({ kind: 'weekdayOfWeek', weekday, week: 0 }, at + 2);
    if (next === 'of' && second === 'next' && tokenAt(line, at + 2) === 'week')
      return found({ kind: 'weekdayOfWeek', weekday, week: 1 }, at + 3);
    if (next === 'after' && second === 'next') return found({ kind: 'weekdayPlus', weekday, weeks: 1 }, at + 2);
    if (next === 'week') return found({ kind: 'weekdayPlus', weekday, weeks: 1 }, at + 1);
    if (next === 'fortnight') return found({ kind: 'weekdayPlus', weekday, weeks: 2 }, at + 1);
    return mode === 'the' ? null : found({ kind: 'weekday', weekday }, at);
  }
  if (mode === 'this') return found({ kind: 'weekdayOfWeek', weekday, week: 0 }, at);
  if (mode === 'next') return found({ kind: 'weekdayOfWeek', weekday, week: 1 }, at);
  return found({ kind: 'lastWeekday', weekday }, at);
}

/** "2027", ", 2027", "'27" behind a month, or behind a day and its month (`day`), where two digits are a year as well. */
function yearAt(line: Line, from: number, day: 'no' | 'before' | 'behind' = 'no'): { year: number; to: number } | null {
  const comma = tokenAt(line, from) === ',';
  const at = comma ? from + 1 : from;
  if (tokenAt(line, at) === "'" && /^\d{2}$/.test(tokenAt(line, at + 1)))
    return { year: 2000 + Number(tokenAt(line, at + 1)), to: at + 2 };
  // "Jan 1, 2090" has its comma, "1 Jan, 5000" an amount behind it
  const four = fourDigitYearAt(line, at, day === 'no' || (comma && day === 'before') ? 'likely' : 'any');
  if (four !== null || day === 'no' || comma) return four;
  const token = line.tokens[at];
  if (token?.kind !== 'number' || token.s.length !== 2 || MONTHS.has(tokenAt(line, at + 1))) return null;
  const behind = line.folded.slice(token.end);
  // "27 Nov 26", but not "15 000", "30%", "26k", "20 EUR", "12 invoices"
  return /^(?:$|\s*(?:[;!?)]|$)|\s*[.,](?!\d)|\s+(?:and|but|or|as|for|says|said|via|by|with|final)\b)/u.test(behind)
    ? { year: 2000 + Number(token.s), to: at + 1 }
    : null;
}

const dayOfMonth = (line: Line, at: number): { day: number; ordinal: boolean; to: number } | null => {
  const token = line.tokens[at];
  if (
    token === undefined ||
    token.kind !== 'number' ||
    token.s.length > 2 ||
    Number(token.s) < 1 ||
    Number(token.s) > 31
  )
    return null;
  const suffix = touchesPrevious(line, at + 1) ? tokenAt(line, at + 1) : '';
  if (suffix === 'st' || suffix === 'nd' || suffix === 'rd' || suffix === 'th')
    return { day: Number(token.s), ordinal: true, to: at + 2 };
  if (suffix !== '' && (line.tokens[at + 1]?.kind === 'number' || suffix === '%' || suffix === ':')) return null;
  const beyond = line.folded.slice(token.end, token.end + 2);
  return /^[.,'/]\d/.test(beyond) ? null : { day: Number(token.s), ordinal: false, to: at + 1 };
};

const inMonth = (month: number, day: number, year: number | null): DateSpec => {
  if (year !== null) return dayOfYear({ year, month, day });
  return isMonthDay({ month, day }) ? { kind: 'monthDay', readings: [{ month, day }] } : { kind: 'impossible' };
};

/** "15 Mar", "the 15th of March 2027", "Mar 15", "March 15th, 2027". */
function namedMonthDay(line: Line, from: number): DateFound | null {
  let at = from;
  const month = MONTHS.get(tokenAt(line, at));
  if (month !== undefined) {
    at++;
    if (tokenAt(line, at) === '.' || tokenAt(line, at) === '-') at++;
    if (tokenAt(line, at) === 'the') at++;
    const day = dayOfMonth(line, at);
    if (day === null) return null;
    if (!day.ordinal && line.tokens[day.to]?.kind === 'word' && touchesPrevious(line, day.to)) return null;
    if (tokenAt(line, day.to) === '%') return null;
    const year = yearAt(line, day.to, 'behind');
    return found(inMonth(month, day.day, year?.year ?? null), year?.to ?? day.to);
  }
  if (tokenAt(line, at) === 'the') at++;
  const day = dayOfMonth(line, at);
  if (day === null || (line.tokens[at - 1]?.kind === 'word' && touchesPrevious(line, at))) return null;
  at = day.to;
  const between = tokenAt(line, at);
  if (between === 'of' || between === '-' || between === '.') at++;
  const named = MONTHS.get(tokenAt(line, at));
  if (named === undefined) return null;
  at++;
  if (tokenAt(line, at) === '.' && (line.tokens[at + 1]?.kind === 'number' || tokenAt(line, at - 1).length <= 4)) at++;
  if (tokenAt(line, at) === '-' && /^\d{4}$|^\d{2}$/.test(tokenAt(line, at + 1))) at++;
  const year = yearAt(line, at, 'before');
  return found(inMonth(named, day.day, year?.year ?? null), year?.to ?? at);
}

/** "the 15th", "15th of next month", "1st of the month". */
function ordinalDay(line: Line, from: number): DateFound | null {
  let at = from;
  const the = tokenAt(line, at) === 'the';
  if (the) at++;
  const first = the && tokenAt(line, at) === 'first' && tokenAt(line, at + 1) === 'of';
  const day = first ? { day: 1, ordinal: true, to: at + 1 } : dayOfMonth(line, at);
  if (day === null || !day.ordinal || (line.tokens[at - 1]?.kind === 'word' && touchesPrevious(line, at))) return null;
  at = day.to;
  if (tokenAt(line, at) === 'of') at++;
  const [next, second] = [tokenAt(line, at), tokenAt(line, at + 1)];
  if (second === 'month' && next === 'next')
    return found({ kind: 'dayOfMonth', day: day.day, month: relative(1) }, at + 2);
  if (second === 'month' && next === 'this')
    return found({ kind: 'dayOfMonth', day: day.day, month: relative(0) }, at + 2);
  if (second === 'month' && next === 'the') return found({ kind: 'dayOfMonth', day: day.day, month: null }, at + 2);
  return found({ kind: 'dayOfMonth', day: day.day, month: null }, day.to);
}

const PARTS = lexicon<'start' | 'middle' | 'late' | 'end' | 'whole'>([
  ['end', ['[the] end of', 'end', 'eom']],
  ['start', ['early', '[the] (beginning|start) of', 'early in']],
  ['middle', ['mid', '[the] middle of', 'mid of']],
  ['late', ['late', 'late in']],
  ['whole', ['in', 'during', 'sometime in']],
]);

/** "end of November", "early December", "in March 2027", "December end", "end of Q1". */
function monthPart(line: Line, from: number): DateFound | null {
  const part = PARTS.at(line, from);
  let at = part?.to ?? from;
  if (tokenAt(line, at) === '-') at++;
  const quarter = quarterAt(line, at);
  if (quarter !== null && (part === null || part.value === 'end')) return quarter;
  const month = MONTHS.get(tokenAt(line, at));
  if (month === undefined || (dayOfMonth(line, at + 1) !== null && part?.value === 'whole')) return null;
  at++;
  if (part === null && tokenAt(line, at) !== 'end') {
    // "March" alone: not "may", "mar" and the like, which are words too
    if (tokenAt(line, at - 1).length < 4 || dayOfMonth(line, at) !== null) return null;
    const year = yearAt(line, at);
    return found(
      { kind: 'monthPart', month: { kind: 'named', month, year: year?.year ?? null }, part: 'whole' },
      year?.to ?? at,
    );
  }
  const ending = tokenAt(line, at) === 'end';
  if (ending) at++;
  const year = yearAt(line, at);
  const named: MonthSpec = { kind: 'named', month, year: year?.year ?? null };
  const to = year?.to ?? at;
  if (ending || part === null || part.value === 'end') return found({ kind: 'monthEnd', month: named }, to);
  return found({ kind: 'monthPart', month: named, part: part.value }, to);
}

function quarterAt(line: Line, from: number): DateFound | null {
  const [first, second] = [tokenAt(line, from), tokenAt(line, from + 1)];
  if (first !== 'q' || !/^[1-4]$/.test(second) || !touchesPrevious(line, from + 1)) return null;
  let to = from + 2;
  if (tokenAt(line, to) === 'end') to++;
  const year = yearAt(line, to);
  return found({ kind: 'quarterEnd', quarter: Number(second), offset: 0, year: year?.year ?? null }, year?.to ?? to);
}

/** "end of 2026" */
function endOfYear(line: Line, from: number): DateFound | null {
  const part = PARTS.at(line, from);
  if (part?.value !== 'end') return null;
  const year = yearAt(line, part.to);
  return year === null ? null : found({ kind: 'yearEnd', offset: 0, year: year.year }, year.to);
}

/** "2026 Nov 27": a year of these times ahead of the month. */
function yearAhead(line: Line, from: number): DateFound | null {
  const year = /^20[2-4]\d$/.test(tokenAt(line, from)) ? Number(tokenAt(line, from)) : null;
  const month = MONTHS.get(tokenAt(line, from + 1));
  const day = year === null || month === undefined ? null : dayOfMonth(line, from + 2);
  if (year === null || month === undefined || day === null || touchesPrevious(line, from)) return null;
  return found(inMonth(month, day.day, year), day.to);
}

const FORMS = [duration, weekdayForm, yearAhead, namedMonthDay, ordinalDay, monthPart, endOfYear];

/** The English date phrase that begins at this token, the longest reading. */
export function englishDateAt(line: Line, from: number): DateFound | null {
  const fixed = FIXED.at(line, from);
  let best: DateFound | null = fixed === null ? null : found(fixed.value, fixed.to);
  for (const form of FORMS) {
    const each = form(line, from);
    if (each !== null && (best === null || each.to > best.to)) best = each;
  }
  return best;
}
