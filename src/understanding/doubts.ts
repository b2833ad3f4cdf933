import type { LocalDate } from '../domain/local-date.js';
import type { AmountSpec } from '../domain/request.js';
import { type DateMeaning, resolveDate, type Toward } from './date-rules.js';
import type { DateSpec } from './date-spec.js';
import { type ExampleKind, logExample } from './examples.js';
import type { AmountAtom, DateAtom, Span } from './findings.js';
import { type Line, replaced, typedBetween } from './line.js';
import type { Misunderstanding, Question, ReadingContext } from './reading.js';

/** Why a line cannot become a request yet: thrown nowhere, handed back. */
export type Stop = { readonly stop: Question } | { readonly stop: Misunderstanding };

/** True for a date phrase that comes round again: "month end", "Friday", "the 15th". */
const recurs = (spec: DateSpec): boolean =>
  (spec.kind === 'monthEnd' && spec.month === null) ||
  spec.kind === 'weekday' ||
  (spec.kind === 'dayOfMonth' && spec.month === null);

const EXAMPLES: Partial<Record<Misunderstanding['kind'], ExampleKind>> = {
  bad_amount: 'amount',
  parts_do_not_add_up: 'parts',
  part_without_amount: 'parts',
};

/** Turns dates and amounts as typed into values, or into the question or problem that they are. */
export class Doubts {
  constructor(
    private readonly line: Line,
    private readonly context: ReadingContext,
    private readonly client: string | null,
  ) {}

  problem(kind: Misunderstanding['kind'], span: Span): Stop {
    const example = logExample(EXAMPLES[kind] ?? 'date', this.line.text, this.client, this.context);
    return { stop: { kind, typed: typedBetween(this.line, span.from, span.to), example } };
  }

  /** A promise for no day: of an amount, or of a day that has a name and no date. */
  noDate(span: Span, amount: AmountAtom | undefined): Stop {
    if (amount?.meaning.kind === 'bad') return this.problem('bad_amount', amount);
    const sum = amount === undefined ? undefined : typedBetween(this.line, amount.from, amount.to);
    const example = logExample('date', this.line.text, this.client, this.context, sum);
    return { stop: { kind: 'no_date', typed: typedBetween(this.line, span.from, span.to), example } };
  }

  /** Several dates without amounts: one date in doubt, unless they are the same day. */
  oneDate(dates: readonly DateAtom[]): { readonly date: DateAtom } | Stop {
    const [first] = dates;
    const last = dates.at(-1);
    if (first === undefined || last === undefined) return this.problem('bad_date', { from: 0, to: 0 });
    if (dates.length === 1) return { date: first };
    const spec = { kind: 'either', specs: dates.slice(0, 5).map((date) => date.spec) } as const;
    return { date: { kind: 'date', spec, from: first.from, to: last.to } };
  }

  amount(amount: AmountAtom | 'all' | 'rest'): { readonly spec: AmountSpec } | Stop {
    if (typeof amount === 'string') return { spec: { kind: amount } };
    const { meaning } = amount;
    if (meaning.kind === 'spec') return { spec: meaning.spec };
    if (meaning.kind === 'bad') return this.problem('bad_amount', amount);
    return {
      stop: {
        kind: 'which_amount',
        typed: typedBetween(this.line, amount.from, amount.to),
        choices: meaning.choices.map(({ value, text }) => ({
          amount: value,
          text: replaced(this.line, meaning.from, meaning.to, text),
        })),
      },
    };
  }

  /** `after`: a rest is paid after what it is the rest of, so "month end" means the first one after that. */
  date(atom: DateAtom, toward: Toward, after: LocalDate | null = null): { readonly date: LocalDate } | Stop {
    let meaning: DateMeaning = resolveDate(atom.spec, this.context, toward);
    if (after !== null && meaning.kind === 'date' && meaning.date <= after && recurs(atom.spec)) {
      meaning = resolveDate(atom.spec, { ...this.context, today: after }, toward);
    }
    const typed = typedBetween(this.line, atom.from, atom.to);
    const choices = (dates: readonly LocalDate[]) =>
      dates.map((date) => ({ date, text: replaced(this.line, atom.from, atom.to, date) }));
    switch (meaning.kind) {
      case 'date':
        return { date: meaning.date };
      case 'dates':
        return { stop: { kind: 'which_date', typed, choices: choices(meaning.choices) } };
      case 'past':
        return { stop: { kind: 'past_date', typed, date: meaning.date, choices: choices(meaning.choices) } };
      case 'future':
        return this.problem('future_date', atom);
      case 'too_far':
        return this.problem('too_far', atom);
      case 'impossible':
        return this.problem('bad_date', atom);
    }
  }
}
