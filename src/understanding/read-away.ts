import type { LocalDate } from '../domain/local-date.js';
import { type DateReading, readDate } from './read-date.js';
import type { Reading, ReadingContext } from './reading.js';

/** What `/collect away …` says: the first and the last day. */
export interface AwayRequest {
  readonly from: LocalDate;
  readonly until: LocalDate;
}

const EXAMPLE = 'until 30 Nov';

/** Between the first day and the last. A hyphen only where it stands by itself: dates have some. */
const UNTIL = /(?:\b(?:until|till|til|to|through|thru)\b|\s[-–—~]\s|到|至)/giu;
const FROM = /^(?:from|starting|beginning|as of|on|从|自)\s*/iu;
const BEGINNING = /(?:起|开始)\s*$/u;

/** Pure; never throws. "until 30 Nov", "from Monday until 4 Dec", "to Friday", 到11月30日, 从周一到12月4日; a day alone is that day. */
export function readAway(text: string, context: ReadingContext): Reading<AwayRequest> {
  const typed = text.trim();
  const problem = (kind: 'empty' | 'bad_date' | 'no_date', part: string): Reading<AwayRequest> => ({
    kind: 'misunderstood',
    problem: { kind, typed: part, example: EXAMPLE },
  });
  if (typed === '') return problem('empty', '');
  const splits = [...typed.matchAll(UNTIL)];
  const split = splits.at(-1);
  const first = (split === undefined ? '' : typed.slice(0, split.index)).trim();
  const last = split === undefined ? typed : typed.slice(split.index + split[0].length).trim();

  const from = FROM.test(first) || first !== '' ? first.replace(FROM, '').replace(BEGINNING, '').trim() : '';
  // "from Monday", and no word of the last day.
  if (split === undefined && FROM.test(last) && !/^on\b/iu.test(last)) return problem('no_date', last);
  const begins: DateReading = from === '' ? { kind: 'date', date: context.today } : readDate(from, context);
  const ends = readDate(last.replace(FROM, ''), context);
  for (const [reading, part] of [
    [begins, from],
    [ends, last],
  ] as const) {
    if (reading.kind === 'none') return problem('bad_date', part);
  }
  if (begins.kind === 'none' || ends.kind === 'none') return problem('bad_date', typed);
  const asked = (reading: DateReading, part: string, line: (day: LocalDate) => string): Reading<AwayRequest> | null =>
    reading.kind !== 'dates' && reading.kind !== 'past'
      ? null
      : {
          kind: 'question',
          question:
            reading.kind === 'past'
              ? { kind: 'past_date', typed: part, date: reading.date, choices: choices(reading.choices, line) }
              : { kind: 'which_date', typed: part, choices: choices(reading.choices, line) },
        };
  const question =
    asked(begins, from, (day) => `from ${day} until ${last}`) ??
    asked(ends, last, (day) => (from === '' ? `until ${day}` : `from ${from} until ${day}`));
  if (question !== null) return question;
  if (begins.kind !== 'date' || ends.kind !== 'date') return problem('bad_date', typed);
  // A day by itself is that day; "until" a day begins today.
  const alone = split === undefined;
  return { kind: 'understood', request: { from: alone ? ends.date : begins.date, until: ends.date } };
}

const choices = (days: readonly LocalDate[], line: (day: LocalDate) => string) =>
  days.map((date) => ({ text: line(date), date }));
