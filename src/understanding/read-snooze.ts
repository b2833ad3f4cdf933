import type { LocalDate } from '../domain/local-date.js';
import { meaningAt } from './atoms.js';
import { isChinese, lineOf, MAX_LINE } from './line.js';
import { type DateReading, readDate } from './read-date.js';
import type { Reading, ReadingContext } from './reading.js';
import { joinedWords, wordsOf } from './words.js';

/** What `/collect snooze ACME until Friday, waits for the CFO` says. */
export interface SnoozeRequest {
  /** Null: no client was named (the channel's client is meant). */
  readonly clientText: string | null;
  /** The last day of it; null: the client is to be looked at again ("off"). */
  readonly until: LocalDate | null;
  readonly note: string | null;
}

const UNTIL = /(?:^|\s)(?:until|till|til|to|through)\s+|\s*(?:直到|至|到)\s*/giu;
/** What ends the day and begins the reason. */
const WHY = /\s*(?:[,，;；:：]|\s[–—-]\s|\bbecause\b|因为)\s*/u;
const OFF = /^(?:(.*?)[\s,，]+)?(?:off|end|stop|关|关闭|结束|恢复)$/iu;

/** Pure; never throws. The first "until" with a date right behind it ends the name; what follows the date after a comma is the reason. */
export function readSnooze(text: string, context: ReadingContext): Reading<SnoozeRequest> {
  if (text.length > MAX_LINE) return misunderstood('too_long', `${text.slice(0, 100)}…`, text);
  const typed = lineOf(text).text.trim();
  if (typed === '') return misunderstood('empty', '', text, context);
  const off = OFF.exec(typed);
  if (off !== null) return understood(off[1] ?? '', null, null);
  const places = [...typed.matchAll(UNTIL)].filter((place) => !inQuotes(typed, place.index));
  const thisYear = Number(context.today.slice(0, 4));
  const behindOf = (place: RegExpMatchArray): string => typed.slice((place.index ?? 0) + place[0].length).trim();
  const announced = places.filter((place) => meaningAt(lineOf(behindOf(place)), 0, thisYear)?.atom.kind === 'date');
  for (const place of [...announced, ...places.toReversed()]) {
    const clientText = typed.slice(0, place.index);
    const behind = behindOf(place);
    for (const [day, note] of splitsOf(behind)) {
      const reading = readDate(day, context);
      if (reading.kind === 'none') continue;
      return answered(reading, clientText, day, note);
    }
  }
  const last = places.at(-1);
  const behind = last === undefined ? '' : behindOf(last);
  return behind === ''
    ? misunderstood('no_date', typed, text, context)
    : misunderstood('bad_date', behind, text, context);
}

/** Within a name in quotes, which may hold any word. */
const inQuotes = (typed: string, at: number): boolean => typed.slice(0, at).split('"').length % 2 === 0;

/** The day and the reason behind it: up to the first comma, else all of it is the day. */
function splitsOf(behind: string): readonly (readonly [string, string | null])[] {
  const why = WHY.exec(behind);
  if (why === null) return [[behind, null]];
  const note = behind.slice(why.index + why[0].length).trim();
  return [
    [behind.slice(0, why.index), note === '' ? null : note],
    [behind, null],
  ];
}

function answered(
  reading: Exclude<DateReading, { kind: 'none' }>,
  clientText: string,
  typed: string,
  note: string | null,
): Reading<SnoozeRequest> {
  if (reading.kind === 'date') return understood(clientText, reading.date, note);
  const why = note === null ? '' : `, ${note}`;
  const choices = reading.choices.map((date) => ({ text: `${clientText.trim()} until ${date}${why}`.trim(), date }));
  return {
    kind: 'question',
    question:
      reading.kind === 'dates'
        ? { kind: 'which_date', typed, choices }
        : { kind: 'past_date', typed, date: reading.date, choices },
  };
}

function understood(clientText: string, until: LocalDate | null, note: string | null): Reading<SnoozeRequest> {
  const name = joinedWords(wordsOf(clientText));
  return { kind: 'understood', request: { clientText: name === '' ? null : name, until, note } };
}

function misunderstood(
  kind: 'empty' | 'no_date' | 'bad_date' | 'too_long',
  typed: string,
  text: string,
  context?: ReadingContext,
): Reading<SnoozeRequest> {
  const chinese = isChinese(lineOf(text.slice(0, 200))) || (context?.locale.toLowerCase().startsWith('zh') ?? false);
  const example = chinese ? '华瑞科技 到 下周五' : 'ACME until next Friday';
  return { kind: 'misunderstood', problem: { kind, typed, example } };
}
