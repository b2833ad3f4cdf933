import type { LocalDate } from '../domain/local-date.js';
import type { Outcome } from '../domain/outcome.js';
import type { AmountSpec, LogRequest } from '../domain/request.js';
import { type Atom, atomsFrom } from './atoms.js';
import { type Head, headOf } from './client-name.js';
import { disputeReasonIn } from './dispute-reasons.js';
import { Doubts, type Stop } from './doubts.js';
import { logExample } from './examples.js';
import type { DateAtom, Findings } from './findings.js';
import { type Line, lineOf, MAX_LINE, typedBetween } from './line.js';
import { withVerbMended } from './mistyped-verb.js';
import { namedDayIn } from './named-days.js';
import { noteOf } from './note.js';
import { addUp, inOrder, isRest, merged, spanOf, specOf } from './parts-sum.js';
import { type PromisedPart, pairParts } from './promised-parts.js';
import { findingsIn } from './read-clauses.js';
import type { Misunderstanding, Reading, ReadingContext } from './reading.js';

/** The first of these that was heard is the outcome; a promise with a date stands before all of them. */
const RANKED: readonly Outcome[] = [
  'dispute_settled',
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

/**
 * Reads `/collect log …` (without "log"). Pure; never throws. The README's "How a line is read" is this function: the name
 * stands before the verb, dates follow R7, a promise without a date is an intention (R5), what is not understood stays in the
 * note word for word. The outcome is `promised` exactly when there are promises.
 */
export function readLog(text: string, context: ReadingContext): Reading<LogRequest> {
  if (text.length > MAX_LINE)
    return misunderstood('too_long', `${text.slice(0, 100)}…`, logExample('date', '', null, context));
  const typed = lineOf(text);
  if (typed.tokens.length === 0) return misunderstood('empty', '', logExample('date', text, null, context));
  const thisYear = Number(context.today.slice(0, 4));
  const line = withVerbMended(typed, thisYear);
  const head = headOf(line, thisYear);
  if (head === null) return misunderstood('no_verb', text.trim(), exampleWithVerb(line, thisYear, context));
  return requestOf(line, head, context);
}

const isBehindVerb = ({ behind }: Head, atom: Atom): boolean =>
  behind !== undefined && atom.from >= behind.from && atom.to <= behind.to;

function misunderstood(kind: Misunderstanding['kind'], typed: string, example: string): Reading<LogRequest> {
  return { kind: 'misunderstood', problem: { kind, typed, example } };
}

/** The nearest line that can be read, made of what was typed; where that fails one that always can. */
function exampleWithVerb(line: Line, thisYear: number, context: ReadingContext): string {
  const example = nearestExample(line, thisYear, context);
  const mended = lineOf(example);
  const head = headOf(mended, thisYear);
  const reads = head !== null && requestOf(mended, head, context).kind !== 'misunderstood';
  return reads ? example : logExample('date', line.text, null, context);
}

/** Without the signs that would stand before the verb: "ACME, Friday". */
const bare = (typed: string): string => typed.replace(/^[\s,;:.!?–—-]+|[\s,;:.!?–—-]+$/gu, '');

/** "ACME half next Friday" lacks no more than its verb; anything else can be noted: "ACME: new CFO". */
function nearestExample(line: Line, thisYear: number, context: ReadingContext): string {
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
    atoms.slice(0, parts).every((atom) => atom.kind === 'word' || atom.kind === 'break') &&
    rest.some((atom) => atom.kind === 'date') &&
    !rest.some((atom) => atom.kind === 'word');
  const at = rest[0]?.from ?? 0;
  if (isPromise) {
    const [client, said] = [bare(typedBetween(line, 0, at)), bare(typedBetween(line, at, line.tokens.length))];
    return first.kind === 'han' ? `${client}承诺${said}` : `${client} promised ${said}`;
  }
  const remark = bare(typedBetween(line, 1, line.tokens.length));
  if (remark === '' || first.kind !== 'word') {
    const quoted = /^["“][^"”]+["”]/u.exec(whole)?.[0];
    return logExample('date', line.text, quoted ?? bare(whole), context);
  }
  return `${typedBetween(line, 0, 1)}: ${remark}`;
}

function requestOf(line: Line, head: Head, context: ReadingContext): Reading<LogRequest> {
  const atoms = atomsFrom(line, head.to, Number(context.today.slice(0, 4))).filter((atom) => !isBehindVerb(head, atom));
  const findings = findingsIn(atoms, head.announced);
  const pairing = pairParts(findings.parts);
  const stop = (problem: Stop): Reading<LogRequest> =>
    'choices' in problem.stop
      ? { kind: 'question', question: problem.stop }
      : { kind: 'misunderstood', problem: problem.stop };

  const torn = tornAmount(findings);
  if (torn !== null) return stop(new Doubts(line, context, head.clientText).problem('bad_amount', torn));

  // what follows a promise verb without a date is an intention
  const datePossible = pairing.pairs.length + pairing.dates.length > 0;
  const doubts = new Doubts(line, context, head.clientText);

  const pairs: PromisedPart[] = [...pairing.pairs];
  if (pairing.dates.length > 0) {
    if (pairs.length > 0) {
      const loose = pairing.dates.map((date): PromisedPart => ({ amount: 'all', date }));
      return stop(doubts.problem('part_without_amount', spanOf([...loose, ...pairs])));
    }
    const between = saidBetween(atoms, pairing.dates);
    if (between) return stop(doubts.problem('parts_do_not_add_up', between));
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

  const ordered = inOrder(merged(promises));
  if (ordered === null) return stop(doubts.problem('parts_do_not_add_up', spanOf(pairs)));

  const promised = ordered.length > 0;
  const intent = findings.soon || findings.hedged || (findings.promised && !promised);
  const settled = findings.outcomes.has('dispute_settled');
  const disputed = findings.outcomes.has('dispute') && !settled;
  const outcome = outcomeOf(findings, promised, intent);
  if (outcome === 'intent' && findings.promised && !findings.hedged && !findings.soon) {
    const sums = pairing.amounts.filter(({ meaning }) => meaning.kind !== 'spec' || meaning.spec.kind !== 'all');
    const named = namedDayIn(line, findings.promiseWords);
    const span = named ?? (findings.parts.flat().some((part) => part.kind === 'lost') ? undefined : sums[0]);
    if (span !== undefined) return stop(doubts.noDate(span, sums[0]));
  }
  const notes = [...findings.notes];
  if (outcome === 'intent' && !findings.hedged) notes.push(...findings.promiseWords);
  if (outcome === 'promised') notes.push(...findings.told);
  const note = noteOf(line, atoms, notes);
  const called = head.clientText === null ? calledCompany(line, atoms) : null;
  const client = clientOf(head, atoms) ?? called;
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
      ...(settled ? { settlesDispute: true } : {}),
      contactText: findings.contact === called ? null : findings.contact,
      note,
      happenedOn,
    },
  };
}

/** "3 500", "7 2026": two numbers side by side without a sign between them may be one amount, two, or none. */
function tornAmount(findings: Findings): { from: number; to: number } | null {
  for (const parts of findings.parts) {
    for (const [at, part] of parts.entries()) {
      const next = parts[at + 1];
      if (part.kind !== 'amount' || next?.kind !== 'amount' || part.certain || next.from !== part.to) continue;
      if (!next.certain) return { from: part.from, to: next.to };
    }
  }
  return null;
}

/** What stands between several dates and would be lost if one date took the place of all: "Friday for INV-104 and Monday for INV-107". */
function saidBetween(atoms: readonly Atom[], dates: readonly DateAtom[]): { from: number; to: number } | null {
  const [first, last] = [dates[0], dates.at(-1)];
  if (first === undefined || last === undefined || first === last) return null;
  const between = atoms.filter((atom) => atom.from >= first.to && atom.to <= last.from);
  const small = between.every(
    (atom) => atom.kind === 'filler' || atom.kind === 'break' || atom.kind === 'date' || atom.kind === 'verb',
  );
  return small ? null : { from: first.from, to: last.to };
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

/** Capitals all through that are no company. */
const OFFICES = new Set([
  'cfo',
  'ceo',
  'coo',
  'cto',
  'cio',
  'cpo',
  'cco',
  'evp',
  'svp',
  'gm',
  'md',
  'hr',
  'ap',
  'ar',
  'vp',
  'pa',
]);
const LEGAL_FORM = /\s(?:inc|llc|ltd|limited|gmbh|corp|ag|plc|bv|kg|srl|spa|pty|llp|sas|nv|oy|ab)\.?$/i;

/** "called ACME, no answer": who was contacted, where it can be no person: capitals all through, or a legal form at its end. */
function calledCompany(line: Line, atoms: readonly Atom[]): string | null {
  const [verb, ...rest] = atoms.filter((atom) => atom.kind !== 'filler');
  const [called] = rest;
  if (verb?.kind !== 'verb' || verb.effect.role !== 'contact' || called?.kind !== 'person') return null;
  const { text } = called;
  if (LEGAL_FORM.test(text)) return text;
  const shouted = /^[\p{Lu}\s&-]{3,}$/u.test(text) && /\p{Ll}/u.test(line.text);
  return shouted && !OFFICES.has(text.toLowerCase()) ? text : null;
}
