import type { LocalDate } from '../domain/local-date.js';
import type { Outcome } from '../domain/outcome.js';
import type { AmountSpec, LogRequest } from '../domain/request.js';
import { type Atom, atomsFrom } from './atoms.js';
import { type Head, headOf } from './client-name.js';
import { type DateMeaning, resolveDate, type Toward } from './date-rules.js';
import type { DateSpec } from './date-spec.js';
import { disputeReasonIn } from './dispute-reasons.js';
import { type ExampleKind, logExample } from './examples.js';
import { type AmountAtom, type DateAtom, type Findings, findingsIn, type Span } from './findings.js';
import { type Line, lineOf, MAX_LINE, replaced, typedBetween } from './line.js';
import { type PromisedPart, pairParts } from './promised-parts.js';
import type { Misunderstanding, Question, Reading, ReadingContext } from './reading.js';

/** The first of these that was heard is the outcome; a promise with a date stands before all of them. */
const RANKED: readonly Outcome[] = [
  'dispute',
  'payment_sent',
  'refused',
  'asked_for_plan',
  'partial_offer',
  'in_payment_run',
  'invoice_not_received',
  'waiting_approval',
  'wrong_contact',
  'voicemail',
  'left_message',
  'unreachable',
  'not_answered',
  'skipped',
  'answered',
];

/** Why a line cannot become a request: thrown nowhere, handed back. */
type Stop = { readonly stop: Question } | { readonly stop: Misunderstanding };

/**
 * Reads `/collect log …` (without "log"). Pure; never throws. The README's "How a line is read" is this function: the name
 * stands before the verb, dates follow R7, a promise without a date is an intention (R5), what is not understood stays in the
 * note word for word. The outcome is `promised` exactly when there are promises.
 */
export function readLog(text: string, context: ReadingContext): Reading<LogRequest> {
  if (text.length > MAX_LINE)
    return misunderstood('too_long', `${text.slice(0, 100)}…`, logExample('date', '', null, context));
  const line = lineOf(text);
  if (line.tokens.length === 0) return misunderstood('empty', '', logExample('date', text, null, context));
  const thisYear = Number(context.today.slice(0, 4));
  const head = headOf(line, thisYear);
  if (head === null) return misunderstood('no_verb', text.trim(), exampleWithVerb(line, thisYear, context));
  const atoms = atomsFrom(line, head.to, thisYear).filter((atom) => !isBehindVerb(head, atom));
  return requestOf(line, head, atoms, context);
}

const isBehindVerb = ({ behind }: Head, atom: Atom): boolean =>
  behind !== undefined && atom.from >= behind.from && atom.to <= behind.to;

function misunderstood(kind: Misunderstanding['kind'], typed: string, example: string): Reading<LogRequest> {
  return { kind: 'misunderstood', problem: { kind, typed, example } };
}

/** "ACME half next Friday" lacks no more than its verb; anything else can be noted: "ACME: new CFO". */
function exampleWithVerb(line: Line, thisYear: number, context: ReadingContext): string {
  const whole = line.text.trim();
  const [first] = line.tokens;
  if (first === undefined || whole.length > 200) return logExample('date', line.text, null, context);
  const atoms = atomsFrom(line, 0, thisYear);
  const parts = atoms.findIndex(
    (atom, at) => at > 0 && (atom.kind === 'date' || (atom.kind === 'amount' && atom.certain)),
  );
  const rest = atoms.slice(Math.max(parts, 0));
  const isPromise =
    parts > 0 &&
    atoms.slice(0, parts).every((atom) => atom.kind === 'word') &&
    rest.some((atom) => atom.kind === 'date') &&
    !rest.some((atom) => atom.kind === 'word');
  const at = rest[0]?.from ?? 0;
  if (isPromise) {
    const [client, said] = [typedBetween(line, 0, at), typedBetween(line, at, line.tokens.length)];
    return first.kind === 'han' ? `${client}承诺${said}` : `${client} promised ${said}`;
  }
  if (line.tokens.length === 1 || first.kind !== 'word') return logExample('date', line.text, whole, context);
  return `${typedBetween(line, 0, 1)}: ${typedBetween(line, 1, line.tokens.length)}`;
}

function requestOf(line: Line, head: Head, atoms: readonly Atom[], context: ReadingContext): Reading<LogRequest> {
  const findings = findingsIn(atoms, head.announced);
  const pairing = pairParts(findings.parts);
  const stop = (problem: Stop): Reading<LogRequest> =>
    'choices' in problem.stop
      ? { kind: 'question', question: problem.stop }
      : { kind: 'misunderstood', problem: problem.stop };

  // what follows a promise verb without a date is an intention
  const datePossible = pairing.pairs.length + pairing.dates.length > 0;
  const doubts = new Doubts(line, context, head.clientText);

  const pairs: PromisedPart[] = [...pairing.pairs];
  if (pairing.dates.length > 0) {
    if (pairs.length > 0) {
      const [loose] = pairing.dates;
      return stop(doubts.problem('parts_do_not_add_up', loose ?? { from: 0, to: 0 }));
    }
    const either = doubts.oneDate(pairing.dates);
    if ('stop' in either) return stop(either);
    pairs.push({ amount: 'all', date: either.date });
  }
  if (datePossible && pairing.amounts.length > 0 && pairing.amounts[0] !== undefined) {
    return stop(doubts.problem('parts_do_not_add_up', pairing.amounts[0]));
  }

  const promises: { amount: AmountSpec; date: LocalDate }[] = [];
  const questions: Stop[] = [];
  for (const pair of pairs) {
    const amount = doubts.amount(pair.amount);
    if ('stop' in amount) {
      if (!('choices' in amount.stop)) return stop(amount);
      questions.push(amount);
    }
    const date = doubts.date(pair.date, 'future', isRest(pair) ? (promises.at(-1)?.date ?? null) : null);
    if ('stop' in date) {
      if (!('choices' in date.stop)) return stop(date);
      questions.push(date);
    }
    if ('spec' in amount && 'date' in date) promises.push({ amount: amount.spec, date: date.date });
  }
  const specs = pairs.map((pair) => specOf(pair.amount));
  if (!addUp(specs)) return stop(doubts.problem('parts_do_not_add_up', spanOf(pairs)));

  let disputeAmount: AmountSpec | null = null;
  if (findings.disputeAmount !== null) {
    const amount = doubts.amount(findings.disputeAmount);
    if ('stop' in amount) {
      if (!('choices' in amount.stop)) return stop(amount);
      questions.push(amount);
    } else disputeAmount = amount.spec;
  }
  let revisitOn: LocalDate | null = null;
  if (findings.revisit !== null) {
    const date = doubts.date(findings.revisit, 'future');
    if ('stop' in date) {
      if (!('choices' in date.stop)) return stop(date);
      questions.push(date);
    } else revisitOn = date.date;
  }
  let happenedOn = context.today;
  if (findings.happened !== null) {
    const date = doubts.date(findings.happened, 'past');
    if ('stop' in date) {
      if (!('choices' in date.stop)) return stop(date);
      questions.push(date);
    } else happenedOn = date.date;
  }
  const [question] = questions;
  if (question !== undefined) return stop(question);

  const ordered = inOrder(promises);
  if (ordered === null) return stop(doubts.problem('parts_do_not_add_up', spanOf(pairs)));

  const promised = ordered.length > 0;
  const intent = findings.soon || findings.hedged || (findings.promised && !promised);
  const disputed = findings.outcomes.has('dispute');
  const outcome = outcomeOf(findings, promised, intent);
  const notes = [...findings.notes];
  if (outcome === 'intent' && !findings.hedged) notes.push(...findings.promiseWords);
  if (outcome === 'promised') notes.push(...findings.told);
  const note = noteOf(line, atoms, notes);
  const client = clientOf(head, atoms);
  return {
    kind: 'understood',
    request: {
      clientText: client,
      outcome,
      medium: findings.medium ?? 'unknown',
      direction: findings.direction ?? 'out',
      invoiceTexts: findings.invoices,
      promises: ordered,
      finalDate: findings.final,
      intent,
      dispute: disputed ? { reason: disputeReasonIn(line, head.to), amount: disputeAmount, revisitOn } : null,
      contactText: findings.contact,
      note,
      happenedOn,
    },
  };
}

function outcomeOf(findings: Findings, promised: boolean, intent: boolean): Outcome {
  if (promised) return 'promised';
  const heard = RANKED.find((outcome) => findings.outcomes.has(outcome));
  if (heard !== undefined && !(intent && (heard === 'answered' || heard === 'not_answered'))) return heard;
  if (intent) return 'intent';
  return findings.answered ? 'answered' : 'note';
}

/** "spoke to Mia at ACME": the company that the person belongs to, where no client was named. */
function clientOf(head: Head, atoms: readonly Atom[]): string | null {
  if (head.clientText !== null) return head.clientText;
  const person = atoms.find((atom) => atom.kind === 'person' && atom.employer !== null);
  return person?.kind === 'person' ? person.employer : null;
}

function noteOf(line: Line, atoms: readonly Atom[], spans: readonly Span[]): string | null {
  const merged: { from: number; to: number }[] = [];
  const joining = new Set<number>();
  for (const atom of atoms)
    if (atom.kind === 'break' || atom.kind === 'filler') for (let at = atom.from; at < atom.to; at++) joining.add(at);
  for (const span of [...spans].sort((a, b) => a.from - b.from || b.to - a.to)) {
    const last = merged.at(-1);
    let gap = last?.to ?? 0;
    while (last !== undefined && gap < span.from && joining.has(gap)) gap++;
    if (last !== undefined && gap >= span.from) last.to = Math.max(last.to, span.to);
    else merged.push({ ...span });
  }
  const pieces = merged.map(({ from, to }) => typedBetween(line, from, to).trim()).filter((piece) => piece !== '');
  if (pieces.length === 0) return null;
  const note = pieces.join(', ');
  const quoted = /^["“「『](.*)["”」』]$/su.exec(note);
  return quoted?.[1] !== undefined && !/["“”「」『』]/u.test(quoted[1]) ? quoted[1].trim() || null : note;
}

function specOf(amount: PromisedPart['amount']): AmountSpec | null {
  if (typeof amount === 'string') return { kind: amount };
  return amount.meaning.kind === 'spec' ? amount.meaning.spec : null;
}

/** Percentages up to a whole, one rest, and nothing beside everything. */
function addUp(specs: readonly (AmountSpec | null)[]): boolean {
  const percent = specs.reduce((sum, spec) => sum + (spec?.kind === 'percent' ? spec.percent : 0), 0);
  const rests = specs.filter((spec) => spec?.kind === 'rest').length;
  const alls = specs.filter((spec) => spec?.kind === 'all').length;
  return percent <= 100.001 && rests <= 1 && (alls === 0 || specs.length === 1) && !(rests === 1 && percent >= 99.999);
}

/** By date. A rest has to come last, because it is what the promises before it leave; null where that cannot be. */
function inOrder(
  promises: readonly { amount: AmountSpec; date: LocalDate }[],
): { amount: AmountSpec; date: LocalDate }[] | null {
  const ordered = [...promises].sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : restLast(a, b)));
  const rest = ordered.findIndex((promise) => promise.amount.kind === 'rest');
  if (rest < 0 || rest === ordered.length - 1) return ordered;
  const percent = ordered.reduce((sum, { amount }) => sum + (amount.kind === 'percent' ? amount.percent : 0), 0);
  if (ordered.some(({ amount }) => amount.kind !== 'percent' && amount.kind !== 'rest')) return null;
  return ordered.map((promise) =>
    promise.amount.kind === 'rest' ? { ...promise, amount: { kind: 'percent', percent: 100 - percent } } : promise,
  );
}

const restLast = (a: { amount: AmountSpec }, b: { amount: AmountSpec }): number =>
  Number(a.amount.kind === 'rest') - Number(b.amount.kind === 'rest');

const isRest = ({ amount }: PromisedPart): boolean => specOf(amount)?.kind === 'rest';

/** True for a date phrase that comes round again: "month end", "Friday", "the 15th". */
const recurs = (spec: DateSpec): boolean =>
  (spec.kind === 'monthEnd' && spec.month === null) ||
  spec.kind === 'weekday' ||
  (spec.kind === 'dayOfMonth' && spec.month === null);

function spanOf(pairs: readonly PromisedPart[]): Span {
  const spans = pairs.flatMap((pair) => (typeof pair.amount === 'string' ? [pair.date] : [pair.date, pair.amount]));
  return { from: Math.min(...spans.map((span) => span.from)), to: Math.max(...spans.map((span) => span.to)) };
}

const EXAMPLES: Partial<Record<Misunderstanding['kind'], ExampleKind>> = {
  bad_amount: 'amount',
  parts_do_not_add_up: 'parts',
};

/** Turns dates and amounts as typed into values, or into the question or problem that they are. */
class Doubts {
  constructor(
    private readonly line: Line,
    private readonly context: ReadingContext,
    private readonly client: string | null,
  ) {}

  problem(kind: Misunderstanding['kind'], span: Span): Stop {
    const example = logExample(EXAMPLES[kind] ?? 'date', this.line.text, this.client, this.context);
    return { stop: { kind, typed: typedBetween(this.line, span.from, span.to), example } };
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
