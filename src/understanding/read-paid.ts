import type { LocalDate } from '../domain/local-date.js';
import type { AmountSpec, PaidRequest } from '../domain/request.js';
import { type Atom, atomsFrom } from './atoms.js';
import { resolveDate } from './date-rules.js';
import { isChinese, type Line, lineOf, MAX_LINE, replaced, tokenAt, typedBetween } from './line.js';
import { lexicon } from './phrases.js';
import type { Misunderstanding, Question, Reading, ReadingContext } from './reading.js';

type AmountAtom = Extract<Atom, { kind: 'amount' }>;
type DateAtom = Extract<Atom, { kind: 'date' }>;

/** What may stand between the name and the rest, and is part of neither. */
const RECEIVED = lexicon<true>([
  [
    true,
    [
      'paid',
      'pays',
      'has paid',
      'have paid',
      'sent',
      'transferred',
      'payment',
      'payment of',
      'received',
      'wired',
      '付',
      '付了',
      '支付',
      '支付了',
      '付款',
      '已付',
      '已付款',
      '到账',
      '已到账',
      '收到',
      '汇款',
      '汇来',
      '打款',
      '回款',
      '转账',
      '已汇',
      '已汇款',
      '入账',
    ],
  ],
]);
/** Words before a reference that are no part of it. */
const REFERENCE = lexicon<true>([
  [true, ['ref', 'ref.', 'reference', 'ref:', 'txn', '参考', '流水', '流水号', '备注', '附言']],
]);
const SMALL = new Set([
  'on',
  'for',
  'of',
  'the',
  'from',
  'at',
  'by',
  'in',
  'to',
  'against',
  'and',
  'with',
  '于',
  '在',
  '的',
  '对',
  '了',
  '付',
  '款',
]);

/**
 * Reads `/collect paid …` (without "paid"): a name, an amount (or invoices alone: all of them), invoices, the day the money came.
 * Pure; never throws. Dates look back: "Friday" is the last one, a day to come is a misunderstanding. What is left is the reference.
 */
export function readPaid(text: string, context: ReadingContext): Reading<PaidRequest> {
  if (text.length > MAX_LINE) return misunderstood('too_long', `${text.slice(0, 100)}…`, null, lineOf(''));
  const line = lineOf(text);
  if (line.tokens.length === 0) return misunderstood('empty', '', null, line);
  const thisYear = Number(context.today.slice(0, 4));
  const quoted = quotedName(line);
  const atoms = atomsFrom(line, quoted?.to ?? 0, thisYear);
  const first = firstFact(line, atoms, quoted !== null);
  const clientText = quoted?.text ?? nameBefore(line, first === null ? line.tokens.length : (atoms[first]?.from ?? 0));
  const facts = first === null ? [] : atoms.slice(first);
  const behind = clientText === null ? nameBehind(line, facts) : null;
  if (behind === null) return requestOf(line, clientText, facts, context);
  const others = facts.filter((atom) => atom.to <= behind.from || atom.from >= behind.to);
  return requestOf(line, behind.text, others, context);
}

function misunderstood(
  kind: Misunderstanding['kind'],
  typed: string,
  client: string | null,
  line: Line,
): Reading<PaidRequest> {
  const example = isChinese(line) ? `${client ?? '华瑞科技'} 5万 INV-104` : `${client ?? 'ACME'} 12,000 INV-104`;
  return { kind: 'misunderstood', problem: { kind, typed, example } };
}

function quotedName(line: Line): { text: string; to: number } | null {
  const quote = tokenAt(line, 0);
  if (quote !== '"' && quote !== "'") return null;
  const close = line.tokens.findIndex((token, at) => at > 1 && token.s === quote);
  return close < 0 ? null : { text: typedBetween(line, 1, close).trim(), to: close + 1 };
}

/**
 * Where the name ends: at the first invoice or certain amount ("5,000", €5, 5万), else at the last bare number, since the others may
 * be part of the name ("Studio 54 500"). A date ends it only in front of one of these or at the end.
 */
function firstFact(line: Line, atoms: readonly Atom[], named: boolean): number | null {
  const counts = (atom: Atom, at: number): boolean => named || at > 0 || !isName(line, atom);
  const isFact = (atom: Atom): boolean =>
    atom.kind === 'invoices' || atom.kind === 'cleared' || (atom.kind === 'amount' && atom.certain);
  const certain = atoms.findIndex((atom, at) => isFact(atom) && counts(atom, at));
  const hasAmount = atoms.some((atom, at) => atom.kind === 'amount' && atom.certain && counts(atom, at));
  const isBare = (atom: Atom, at: number): boolean => atom.kind === 'amount' && !atom.certain && counts(atom, at);
  const bare = certain < 0 ? atoms.findLastIndex(isBare) : atoms.slice(0, certain).findLastIndex(isBare);
  let first = bare >= 0 && !hasAmount ? bare : certain;
  if (first < 0) return null;
  while (first > 0 && isBeforeFact(atoms[first - 1])) first--;
  return first;
}

const isBeforeFact = (atom: Atom | undefined): boolean => atom?.kind === 'date';

/** "3M 5,000": a number with a capital letter at the head of the line is a name. */
function isName(line: Line, atom: Atom): boolean {
  return (
    atom.kind === 'amount' && /^\d+[A-Z]/.test(typedBetween(line, atom.from, atom.to)) && line.tokens.length > atom.to
  );
}

function nameBefore(line: Line, to: number): string | null {
  let end = to;
  for (let at = 0; at < end; at++) {
    const received = RECEIVED.at(line, at);
    if (received !== null && at > 0 && onlySmall(line, received.to, end)) {
      end = at;
      break;
    }
    if (received !== null && at === 0 && received.to === end) return null;
  }
  while (end > 0 && SMALL.has(tokenAt(line, end - 1))) end--;
  const start =
    tokenAt(line, 0) === 'from' || (tokenAt(line, 0) === '收' && tokenAt(line, 1) === '到')
      ? tokenAt(line, 0) === 'from'
        ? 1
        : 2
      : 0;
  const text = typedBetween(line, start, end)
    .replace(/^["“”'«»「」\s]+|["“”'«»「」\s,:;–—-]+$/gu, '')
    .trim();
  return text === '' ? null : text;
}

/** Words behind an amount that begin no name. */
const NO_NAMES = new Set(
  'part partial final first second third last deposit down advance instalment installment bank cash card wire net less minus without after thanks ok balance 部 首 尾 定 预 全 现 银 余'.split(
    ' ',
  ),
);

/** "12,000 ACME": where no name stands before the first amount, the one right behind it, up to the next fact. */
function nameBehind(line: Line, facts: readonly Atom[]): { text: string; from: number; to: number } | null {
  const amount = facts.findIndex((atom) => atom.kind === 'amount');
  const rest = amount < 0 ? [] : facts.slice(amount + 1);
  const opening = rest.find((atom) => atom.kind !== 'filler' && tokenAt(line, atom.from) !== '"');
  if (opening === undefined || NO_NAMES.has(tokenAt(line, opening.from))) return null;
  const from = opening.from;
  if (tokenAt(line, from - 1) === '"') {
    const close = line.tokens.findIndex((token, at) => at > from && token.s === '"');
    if (close > 0) return { text: typedBetween(line, from, close).trim(), from: from - 1, to: close + 1 };
  }
  if (opening.kind !== 'word' && opening.kind !== 'person') return null;
  const end = rest.find(
    (atom) =>
      atom.from > from &&
      (atom.kind === 'break' ||
        atom.kind === 'date' ||
        atom.kind === 'invoices' ||
        REFERENCE.at(line, atom.from) !== null),
  );
  let to = end?.from ?? line.tokens.length;
  while (to > from + 1 && SMALL.has(tokenAt(line, to - 1))) to--;
  return REFERENCE.at(line, from) === null ? { text: typedBetween(line, from, to), from, to } : null;
}

function onlySmall(line: Line, from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const received = RECEIVED.at(line, at);
    if (received !== null) at = received.to - 1;
    else if (!SMALL.has(tokenAt(line, at)) && line.tokens[at]?.kind !== 'mark') return false;
  }
  return true;
}

function requestOf(
  line: Line,
  client: string | null,
  all: readonly Atom[],
  context: ReadingContext,
): Reading<PaidRequest> {
  const wrong = (kind: Misunderstanding['kind'], atom: Atom): Reading<PaidRequest> =>
    misunderstood(kind, typedBetween(line, atom.from, atom.to), client, line);
  const cut = all.findIndex((atom) => REFERENCE.at(line, atom.from) !== null);
  const facts = cut < 0 ? all : all.slice(0, cut);
  const amounts: AmountAtom[] = [];
  const dates: DateAtom[] = [];
  const invoiceTexts: string[] = [];
  const hasCertain = facts.some((atom) => atom.kind === 'amount' && atom.certain);
  for (const atom of facts) {
    if (atom.kind === 'amount' && (atom.certain || (!hasCertain && amounts.length === 0))) amounts.push(atom);
    else if (atom.kind === 'date') dates.push(atom);
    else if (atom.kind === 'invoices') invoiceTexts.push(...atom.texts.filter((text) => !invoiceTexts.includes(text)));
  }
  const [amount, second] = amounts;
  if (second !== undefined) return wrong('unexpected', second);
  if (amount?.meaning.kind === 'bad') return wrong('bad_amount', amount);
  const cleared = facts.some((atom) => atom.kind === 'cleared');
  if (amount === undefined && invoiceTexts.length === 0 && !cleared)
    return misunderstood('no_amount', line.text.trim(), client, line);

  const questions: Question[] = [];
  let spec: AmountSpec = { kind: 'all' };
  if (amount?.meaning.kind === 'ambiguous') {
    const { choices, from, to } = amount.meaning;
    questions.push({
      kind: 'which_amount',
      typed: typedBetween(line, amount.from, amount.to),
      choices: choices.map(({ value, text }) => ({ amount: value, text: replaced(line, from, to, text) })),
    });
  } else if (amount?.meaning.kind === 'spec') spec = amount.meaning.spec;

  let valueDate: LocalDate = context.today;
  const [first, ...others] = dates;
  const last = dates.at(-1);
  if (first !== undefined && last !== undefined) {
    const meaning = resolveDate(
      others.length === 0 ? first.spec : { kind: 'either', specs: dates.slice(0, 5).map((date) => date.spec) },
      context,
      'past',
    );
    const atom = { ...first, to: last.to };
    if (meaning.kind === 'date') valueDate = meaning.date;
    else if (meaning.kind === 'dates') {
      questions.push({
        kind: 'which_date',
        typed: typedBetween(line, atom.from, atom.to),
        choices: meaning.choices
          .filter((date) => date <= context.today)
          .map((date) => ({ date, text: replaced(line, atom.from, atom.to, date) })),
      });
    } else
      return wrong(
        meaning.kind === 'future' ? 'future_date' : meaning.kind === 'too_far' ? 'too_far' : 'bad_date',
        atom,
      );
  }
  const [question] = questions;
  if (question !== undefined) {
    return question.choices.length > 0
      ? { kind: 'question', question }
      : misunderstood('future_date', question.typed, client, line);
  }
  return {
    kind: 'understood',
    request: {
      clientText: client,
      amount: spec,
      invoiceTexts,
      valueDate,
      reference: referenceOf(line, facts, amount, cut < 0 ? undefined : all[cut]),
    },
  };
}

/** What stands behind "ref", and what is neither amount, invoice, date nor small word, as typed. */
function referenceOf(
  line: Line,
  facts: readonly Atom[],
  used: AmountAtom | undefined,
  marked: Atom | undefined,
): string | null {
  const pieces: string[] = [];
  let from: number | null = null;
  let to = 0;
  const close = (): void => {
    if (from !== null) pieces.push(typedBetween(line, from, to));
    from = null;
  };
  for (const atom of facts) {
    const said = RECEIVED.at(line, atom.from) !== null && atom.kind === 'verb';
    const left =
      atom.kind === 'word' ||
      atom.kind === 'aside' ||
      atom.kind === 'person' ||
      (atom.kind === 'verb' && !said) ||
      (atom.kind === 'amount' && atom !== used);
    if (left) {
      from ??= atom.from;
      to = atom.to;
    } else if (atom.kind !== 'filler') close();
  }
  close();
  if (marked !== undefined) {
    let start = REFERENCE.at(line, marked.from)?.to ?? marked.from;
    while (/^[:.#]$/.test(tokenAt(line, start))) start++;
    pieces.push(typedBetween(line, start, line.tokens.length));
  }
  return (
    pieces
      .map((piece) => piece.trim())
      .filter((piece) => piece !== '')
      .join(', ') || null
  );
}
