import { addDays, dateOf, endOfMonth, type LocalDate, weekday } from '../domain/local-date.js';
import { resolveDate } from './date-rules.js';
import type { DateSpec, MonthSpec } from './date-spec.js';
import { dateAt } from './dates.js';
import { commandEnquiries, englishEnquiries, englishLeads, englishTails } from './enquiries-en.js';
import { chineseCommandEnquiries, chineseEnquiries, chineseLeads, chineseTails } from './enquiries-zh.js';
import type { Days, Enquiry } from './enquiry.js';
import { mendedQuestions } from './enquiry-mended.js';
import { isName } from './enquiry-name.js';
import { endings, type Fill, type Filled, type Pattern, pattern, type Slots } from './enquiry-pattern.js';
import type { EnquiryShape, EnquiryTable } from './enquiry-table.js';
import { type AskedLine, type AskedWord, askedWords } from './enquiry-words.js';
import { MAX_LINE } from './line.js';
import { readPerson } from './mentions.js';
import type { ReadingContext } from './reading.js';

/** The language that something is clearly said in; null: the words of a command, or a name. */
export type Tongue = 'en' | 'zh' | null;

export type QuestionReading =
  | { readonly kind: 'understood'; readonly enquiry: Enquiry; readonly tongue: Tongue }
  | { readonly kind: 'not_understood'; readonly tongue: Tongue };

/** Nobody asks for longer; what is longer is something else. */
const MOST_WORDS = 60;
const MOST_NAME_WORDS = 24;
/** Before and behind a question; whoever says more of them plays. */
const MOST_GREETINGS = 8;

interface Way {
  readonly shape: EnquiryShape;
  readonly tongue: Tongue;
  readonly pattern: Pattern;
}

interface Grammar {
  readonly ways: readonly Way[];
  readonly leads: readonly Pattern[];
  readonly tails: readonly Pattern[];
}

let spelt: Grammar | null = null;

/** Spelt out when the first question is read. */
function grammar(): Grammar {
  const waysOf = (table: EnquiryTable, tongue: Tongue): Way[] =>
    table.flatMap(([shape, texts]) => texts.map((text) => ({ shape, tongue, pattern: pattern(text) })));
  spelt ??= {
    ways: [
      ...waysOf(englishEnquiries, 'en'),
      ...waysOf(chineseEnquiries, 'zh'),
      ...waysOf(commandEnquiries, null),
      ...waysOf(chineseCommandEnquiries, 'zh'),
    ],
    leads: [...englishLeads, ...chineseLeads].map(pattern),
    tails: [...englishTails, ...chineseTails].map(pattern),
  };
  return spelt;
}

/**
 * What a question wants to know, in either language. The whole of it has to be understood, but for greetings and "please":
 * a part that means nothing here may turn the rest around, and then nothing is. Pure; never throws.
 */
export function readQuestion(text: string, context: ReadingContext): QuestionReading {
  if (text.length > MAX_LINE) return { kind: 'not_understood', tongue: null };
  const reading = readAsTyped(text, context);
  if (reading.kind === 'understood') return reading;
  // "who promisd to pay": with one slip put right there may be one thing that it asks
  const mended = mendedQuestions(text).map((each) => readAsTyped(each, context));
  const understood = mended.filter((each) => each.kind === 'understood');
  return understood.length === 1 ? (understood[0] ?? reading) : reading;
}

function readAsTyped(text: string, context: ReadingContext): QuestionReading {
  const asked = askedWords(text);
  const nothing = { kind: 'not_understood', tongue: tongueOf(asked) } as const;
  if (asked.words.length === 0 || asked.words.length > MOST_WORDS) return nothing;
  const names = new Map<number, readonly number[]>();
  let best: { readonly way: Way; readonly slots: Slots; readonly loose: number } | null = null;
  for (const [from, to] of stretches(asked)) {
    const words = asked.words.slice(0, to);
    const fill = fillOf(asked, words, context, names);
    for (const way of grammar().ways) {
      for (const { to: end, slots } of endings(way.pattern, words, from, fill)) {
        if (end !== to) continue;
        // The fewer words a name takes, the more was understood as something else.
        const loose = slots.name === undefined ? 0 : slots.name.to - slots.name.from;
        if (best === null || loose < best.loose) best = { way, slots, loose };
        break;
      }
    }
  }
  if (best === null) return nothing;
  const enquiry = enquiryOf(best.way.shape, best.slots, asked, context);
  return enquiry === null ? nothing : { kind: 'understood', enquiry, tongue: best.way.tongue };
}

/**
 * A line without its greetings: "hi, can you please log ACME promised Friday" asks to "log ACME promised Friday". As
 * typed; without the full stop or the question mark at its end.
 */
export function withoutGreeting(text: string): string {
  const asked = askedWords(text);
  const starts = leadingTo(asked.words);
  const from = asked.words[Math.max(...starts)];
  return from === undefined
    ? text.trim()
    : asked.line.text
        .slice(asked.line.tokens[from.from]?.start ?? 0)
        .replace(/[\s?!.。？！;；]+$/u, '')
        .trim();
}

const isPause = (word: AskedWord | undefined): boolean => word?.kind === 'mark' && /^[,:;!.?—~-]$/.test(word.s);
const noFill: Fill = () => [];

/** Where a question can begin: behind none, one, several of the words that lead to it. */
function leadingTo(words: readonly AskedWord[]): Set<number> {
  const starts = new Set<number>();
  const visit = (at: number): void => {
    let from = at;
    while (isPause(words[from])) from += 1;
    if (starts.has(from) || starts.size >= MOST_GREETINGS || from >= words.length) return;
    starts.add(from);
    for (const lead of grammar().leads) for (const { to } of endings(lead, words, from, noFill)) visit(to);
  };
  visit(0);
  return starts;
}

const LONGEST_TAIL = 5;

function* stretches({ words }: AskedLine): Generator<readonly [from: number, to: number]> {
  const ends = new Set<number>();
  const visit = (at: number): void => {
    let to = at;
    while (to > 0 && isPause(words[to - 1])) to -= 1;
    if (ends.has(to) || ends.size >= MOST_GREETINGS || to === 0) return;
    ends.add(to);
    const until = words.slice(0, to);
    for (let from = Math.max(0, to - LONGEST_TAIL); from < to; from += 1) {
      const isTail = grammar().tails.some((tail) =>
        [...endings(tail, until, from, noFill)].some((ending) => ending.to === to),
      );
      if (isTail) visit(from);
    }
  };
  visit(words.length);
  for (const from of leadingTo(words)) for (const to of ends) if (from < to) yield [from, to];
}

/** `names`: where a name that begins at a word can end, as far as it was looked up before. */
function fillOf(
  asked: AskedLine,
  words: readonly AskedWord[],
  { today }: ReadingContext,
  names: Map<number, readonly number[]>,
): Fill {
  const thisYear = Number(today.slice(0, 4));
  return function* fill(slot, from) {
    if (slot === 'person') {
      if (words[from]?.kind === 'person') yield from + 1;
    } else if (slot === 'day') {
      const to = dayEnd(asked, words, from, thisYear);
      if (to !== null) yield to;
    } else {
      const ends = names.get(from) ?? nameEnds(asked, from, thisYear);
      names.set(from, ends);
      for (const to of ends) if (to <= words.length) yield to;
    }
  };
}

function nameEnds({ line, words }: AskedLine, from: number, thisYear: number): number[] {
  const ends: number[] = [];
  for (let to = from + 1; to <= words.length && to - from <= MOST_NAME_WORDS; to += 1) {
    if (isName(line, words.slice(from, to), words[from - 1], thisYear)) ends.push(to);
  }
  return ends;
}

function dayEnd({ line }: AskedLine, words: readonly AskedWord[], from: number, thisYear: number): number | null {
  const first = words[from];
  const found = first === undefined ? null : dateAt(line, first.from, thisYear);
  if (found === null) return null;
  const behind = words.findIndex((word) => word.from >= found.to);
  const to = behind < 0 ? words.length : behind;
  return words[to - 1]?.to === found.to ? to : null;
}

function enquiryOf(shape: EnquiryShape, slots: Slots, asked: AskedLine, context: ReadingContext): Enquiry | null {
  const named = { kind: 'named', text: textOf(asked, slots.name) } as const;
  switch (shape.kind) {
    case 'overdue': {
      if (shape.of === 'name') return { kind: 'overdue', of: named };
      if (shape.of !== 'owner') return { kind: 'overdue', of: { kind: shape.of } };
      const person = readPerson(textOf(asked, slots.person));
      return person === null ? null : { kind: 'overdue', of: { kind: 'owner', person } };
    }
    case 'broken':
    case 'promises': {
      const of = shape.of === 'name' ? named : ({ kind: shape.of } as const);
      if (shape.due === null) return { kind: shape.kind, of, due: null };
      const days = daysIn(asked, slots.day, context);
      if (days === null) return null;
      return { kind: shape.kind, of, due: shape.due === 'by' ? { ...days, from: null } : days };
    }
    case 'status':
      return { kind: 'status', clientText: named.text };
    default:
      return { kind: shape.kind };
  }
}

function textOf({ line, words }: AskedLine, slot: Filled | undefined): string {
  const [first, last] = slot === undefined ? [] : [words[slot.from], words[slot.to - 1]];
  return first === undefined || last === undefined ? '' : line.text.slice(first.start, last.end).trim();
}

/** The days that are meant; null where there is a doubt: a question about other days would answer another question. */
function daysIn({ line, words }: AskedLine, slot: Filled | undefined, context: ReadingContext): Days | null {
  const first = slot === undefined ? undefined : words[slot.from];
  const found = first === undefined ? null : dateAt(line, first.from, Number(context.today.slice(0, 4)));
  return found === null ? null : daysOf(found.spec, context);
}

function daysOf(spec: DateSpec, context: ReadingContext): Days | null {
  const { today } = context;
  if (spec.kind === 'week') {
    const from = addDays(today, 1 - weekday(today) + 7 * spec.week);
    return { from, to: addDays(from, 6) };
  }
  if (spec.kind === 'monthPart') return spec.part === 'whole' ? monthOf(spec.month, today) : null;
  const meaning = resolveDate(spec, context, 'future');
  return meaning.kind === 'date' || meaning.kind === 'past' ? { from: meaning.date, to: meaning.date } : null;
}

function monthOf(month: MonthSpec, today: LocalDate): Days | null {
  if (month.kind === 'named') return null;
  const months = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 + month.offset;
  const from = dateOf(Math.floor(months / 12), (months % 12) + 1, 1);
  return from === null ? null : { from, to: endOfMonth(from) };
}

/** Small words of an English sentence: two of them, and it is one. */
const ENGLISH = new Set(
  'a an and any are at be by can could did do does for from has have how i in is it me my of on our please should tell that the there they this to us was we were what when where which who whom why will with would you'.split(
    ' ',
  ),
);

function tongueOf({ words }: AskedLine): Tongue {
  const english = words.filter((word) => word.kind === 'word' && ENGLISH.has(word.s)).length;
  if (english >= 2) return 'en';
  return words.some((word) => word.kind === 'han') ? 'zh' : null;
}
