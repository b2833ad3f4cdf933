import { type AmountChoice, type AmountMeaning, amountAt, clearedAt, fractionAt } from './amounts.js';
import { chinesePersonAt, employerAt, englishNameAt, expectedPersonAt, roleAt } from './contacts.js';
import { currencyAt } from './currencies.js';
import type { DateSpec } from './date-spec.js';
import { announcesDate, dateAt, isDay } from './dates.js';
import { type Denial, denialAt } from './denials.js';
import type { Effect, Verb } from './effects.js';
import { invoicesAt } from './invoices.js';
import { type Line, tokenAt, tokenFrom, touchesPrevious, typedBetween } from './line.js';
import { lexicon } from './phrases.js';
import { verbAt } from './verbs.js';

/** The smallest thing in a line that means something; `from` and `to` are token indices. */
export type Atom = { readonly from: number; readonly to: number } & (
  | { readonly kind: 'date'; readonly spec: DateSpec }
  | { readonly kind: 'amount'; readonly meaning: AmountMeaning; readonly certain: boolean }
  /** 付清: all or the rest, unless an amount stands beside it. */
  | { readonly kind: 'cleared' }
  | { readonly kind: 'invoices'; readonly texts: readonly string[] }
  | { readonly kind: 'verb'; readonly effect: Effect; readonly strong: boolean }
  /** `employer`: "Mia at ACME". */
  | { readonly kind: 'person'; readonly text: string; readonly employer: string | null }
  /** Understood and of no consequence: "by", "the", 前. `deadline`: what follows has not been yet. */
  | { readonly kind: 'filler'; readonly joins: boolean; readonly deadline: boolean }
  /** How they pay: no hindrance to reading on, and kept in the note. */
  | { readonly kind: 'aside' }
  /** What ends a clause; `strong`: a colon or a dash. */
  | { readonly kind: 'break'; readonly strong: boolean }
  /** Not understood. */
  | { readonly kind: 'word' }
);

const FILLERS = lexicon<true>([
  [
    true,
    'by on before until till at due latest for of in the a an to be us we our me my them they he she it its who which that this and his her has have had will would shall is are was were been being i also again now then still definitely certainly surely firmly really finally already only just about around approx approximately roughly circa ca ~ re regarding concerning ref via using through from with per as amount amounts sum total invoice invoices outstanding open overdue due balance payment payments pay paying paid pays transfer settle send sends sent make makes release money funds worth no later than not later than at the latest latest date dates new between each both direct up full only another client customer please so'.split(
      ' ',
    ),
  ],
  [
    true,
    [
      'no later than',
      'not later than',
      'at the latest',
      'on or before',
      'as agreed',
      "they're",
      "it's",
      "they've",
      "we've",
      "i've",
      '"',
      "'",
      '-',
      '~',
      '*',
      '_',
      '=',
      '>',
      '`',
      '•',
    ],
  ],
  [true, [...'的了将会要能在于到把先再就都也给我他她前内约对其该此是被向跟与由用为至以之可且付'].map((sign) => sign)],
  [
    true,
    [
      '之前',
      '以前',
      '之内',
      '以内',
      '期间',
      '左右',
      '大约',
      '大概',
      '差不多',
      '可以',
      '能够',
      '我们',
      '他们',
      '对方',
      '客户',
      '我方',
      '关于',
      '有关',
      '针对',
      '一起',
      '一次性',
      '一定',
      '肯定',
      '务必',
      '准时',
      '按时',
      '暂时',
      '已',
      '通过',
      '款项',
      '货款',
      '项目款',
      '款',
      '金额',
      '钱',
      '这笔',
      '该笔',
      '这张',
      '发票',
      '账单',
      '支付',
      '付款',
      '打款',
      '汇款',
      '转账',
      '回款',
      '还款',
      '安排',
      '方面',
      '那边',
      '这边',
      '目前',
      '现在',
      '已经',
      '会在',
      '不好意思',
      '没问题',
      '没关系',
      '截止',
      '截至',
      '日期',
      '时间',
      '再次',
      '又',
      '刚',
      '部分',
      '今天说',
      '说好',
      '说',
      '称',
      '表示',
      '并',
      '欠款',
      '合同款',
      '首付款',
      '进度款',
    ],
  ],
]);
const JOINS = new Set(['or', 'to', '-', '~', '至', '到', '或', '还', '/']);
const DEADLINES = new Set(['by', 'before', 'until', 'till', 'latest', 'due', '到', '至']);
const ORS = lexicon<true>([[true, ['or', '或[者]', '还是', '/']]]);
const ASIDES = lexicon<true>([
  [
    true,
    [
      'bank transfer',
      'wire transfer',
      'cheque',
      'check',
      'cash',
      'card',
      'credit card',
      'direct debit',
      'sepa',
      'ach',
      'paypal',
      'wire',
      'standing order',
      'bank draft',
      'lc',
      'l/c',
      '支票',
      '现金',
      '电汇',
      '银行',
      '承兑[汇票]',
      '银行承兑[汇票]',
      '支付宝',
      '对公',
      '信用证',
      '汇票',
    ],
  ],
]);
const AFTERWARDS = lexicon<true>([[true, ['以后', '之后', '后', '起', '开始', '以来']]]);
const CONJUNCTIONS = lexicon<true>([
  [
    true,
    [
      'and',
      'then',
      'but',
      'plus',
      '&',
      '+',
      '和',
      '并[且]',
      '然后',
      '而且',
      '随后',
      '以及',
      '另外',
      '但[是]',
      '不过',
      '同时',
      '接着',
      '再',
      '另',
      '及',
    ],
  ],
]);

/** A sign that ends a clause at this token, its conjunctions apart. */
export function separatorAt(line: Line, at: number): 'strong' | 'soft' | null {
  const token = line.tokens[at];
  if (token === undefined || token.kind !== 'mark') return null;
  const { s, start, end } = token;
  const [before, after] = [line.folded.charAt(start - 1), line.folded.charAt(end)];
  const spaced = (before === ' ' || before === '') && (after === ' ' || after === '');
  if (s === ':') return /\d/.test(before) && /\d/.test(after) ? null : 'strong';
  if (s === '—') return 'strong';
  if (s === '-') return spaced || after === '-' || before === '-' ? 'strong' : null;
  if (s === ',') return /\d/.test(before) && /\d/.test(after) ? null : 'soft';
  if (s === '.') return after === ' ' || after === '' || after === '\n' ? 'soft' : null;
  return s === ';' || s === '\n' || s === '!' || s === '?' || s === '(' || s === ')' || s === '…' || s === '|'
    ? 'soft'
    : null;
}

type Found = { readonly atom: Atom } | null;

/** A date, an amount, invoices, a verb or a means of payment at this token, the longest. */
export function meaningAt(line: Line, from: number, thisYear: number): Found {
  const read = readAlready.get(line) ?? [];
  if (read.length === 0) readAlready.set(line, read);
  const known = read[from];
  if (known !== undefined && known.thisYear === thisYear) return known.found;
  const found = findMeaning(line, from, thisYear);
  read[from] = { thisYear, found };
  return found;
}

/** What stands at each token of a line: the name, the names of people and the clauses all ask. */
const readAlready = new WeakMap<Line, { readonly thisYear: number; readonly found: Found }[]>();

/** The only signs with which something begins. */
const OPENING_SIGNS = /^[$€£¥₹₩₫฿₱₺₪#'-]$/;

function findMeaning(line: Line, from: number, thisYear: number): Found {
  const token = line.tokens[from];
  if (token === undefined || (token.kind === 'mark' && !OPENING_SIGNS.test(token.s))) return null;
  const share = token.kind === 'number' ? shareBeforeDate(line, from, thisYear) : null;
  if (share !== null) return { atom: share };
  const verb = verbAt(line, from);
  const denied = deniedAt(line, from, thisYear, verb);
  if (denied !== null) return { atom: denied };
  const date = dateAt(line, from, thisYear);
  if (date !== null && (verb === null || date.to >= verb.to)) {
    const behind = AFTERWARDS.at(line, date.to);
    if (behind !== null && line.tokens[date.to]?.kind === 'han') return { atom: { kind: 'word', from, to: behind.to } };
    return { atom: { kind: 'date', spec: date.spec, from, to: date.to } };
  }
  const invoices = invoicesAt(line, from);
  if (invoices !== null && (verb === null || invoices.to > verb.to))
    return { atom: { kind: 'invoices', texts: invoices.texts, from, to: invoices.to } };
  const amount = amountAt(line, from);
  const cleared = clearedAt(line, from);
  const length = Math.max(verb?.to ?? 0, amount?.to ?? 0, cleared?.to ?? 0);
  if (cleared !== null && cleared.to === length) return { atom: { kind: 'cleared', from, to: cleared.to } };
  if (verb !== null && verb.to === length)
    return { atom: { kind: 'verb', effect: verb.verb.effect, strong: verb.verb.strong, from, to: verb.to } };
  if (amount !== null)
    return { atom: { kind: 'amount', meaning: amount.meaning, certain: amount.certain, from, to: amount.to } };
  const aside = ASIDES.at(line, from);
  return aside === null ? null : { atom: { kind: 'aside', from, to: aside.to } };
}

type VerbFound = { readonly verb: Verb; readonly to: number } | null;

/** 不同意这笔金额 disputes it, 不同意周五付款 and "does not agree to pay" do not. */
function isDisputed(line: Line, at: number, thisYear: number): boolean {
  const next = line.tokens[at];
  if (next === undefined || next.kind === 'mark') return true;
  if (dateAt(line, at, thisYear) !== null || next.s === 'to') return false;
  return next.kind !== 'han' || /[这该此金发我价单数税质账条合验]/.test(next.s) || invoicesAt(line, at) !== null;
}

/** What is denied, unless a longer phrase says something else of it. */
function deniedAt(line: Line, from: number, thisYear: number, found: VerbFound): Atom | null {
  const effect = found?.verb.effect;
  const promisedTo = effect?.role === 'promise' ? (found?.to ?? null) : null;
  const denial: Denial | null = denialAt(line, from, thisYear, promisedTo);
  if (denial === null) return null;
  const said = effect?.role === 'outcome' || effect?.role === 'contact' ? found : null;
  if (said !== null && said.to > denial.to) return null;
  if (effect?.role === 'outcome' && effect.outcome === 'dispute' && isDisputed(line, denial.to, thisYear)) return null;
  const { outcome, backward, final, to } = denial;
  const plain = outcome === 'refused' && effect?.role === 'outcome' && said?.to === to;
  return { kind: 'verb', effect: { role: 'denied', outcome, backward, final, plain }, strong: true, from, to };
}

/** "1/2 Friday", "1/2 by month end": half of it, since a second of January needs no Friday beside it. */
function shareBeforeDate(line: Line, from: number, thisYear: number): Atom | null {
  const fraction = announcesDate(line, from - 1) ? null : fractionAt(line, from);
  if (fraction === null) return null;
  const next = announcesDate(line, fraction.to) ? fraction.to + 1 : fraction.to;
  const date = dateAt(line, next, thisYear);
  if (date === null || isDay(date.spec)) return null;
  return { kind: 'amount', meaning: fraction.meaning, certain: true, from, to: fraction.to };
}

/** True where a date, an amount, an invoice, a verb, a filler or a sign begins: no part of a person's name. */
function stopsName(line: Line, thisYear: number): (at: number) => boolean {
  return (at) =>
    meaningAt(line, at, thisYear) !== null || FILLERS.at(line, at) !== null || separatorAt(line, at) !== null;
}

const EXPECTING = new Set(['with', 'to', 'for', 'from', '联', '系', '了', '给', '跟', '和', '与', '找']);

function isContacting(atom: Atom | undefined): boolean {
  return (
    atom?.kind === 'verb' &&
    (atom.effect.role === 'contact' || (atom.effect.role === 'outcome' && !atom.effect.telling))
  );
}

/** Everything in the line from this token on, in order and without gaps. */
export function atomsFrom(line: Line, start: number, thisYear: number): Atom[] {
  const atoms: Atom[] = [];
  const stops = stopsName(line, thisYear);
  for (let from = start; from < line.tokens.length; ) {
    const atom = nextAtom(line, from, thisYear, atoms, stops);
    // 没付款 周五付5万: in Chinese a space ends what is denied
    if (deniesAhead(atoms) && line.tokens[from]?.kind === 'han' && !touchesPrevious(line, from))
      atoms.push({ kind: 'break', strong: false, from, to: from });
    if (atom.kind === 'verb' || isColonAfterName(line, atom, atoms)) nameBeforeVerb(line, atoms);
    atoms.push(atom);
    from = atom.to;
  }
  return joined(line, atoms);
}

/** Whether something is denied in the clause that these end with. */
function deniesAhead(atoms: readonly Atom[]): boolean {
  for (let at = atoms.length - 1; at >= 0 && at >= atoms.length - 20; at--) {
    const atom = atoms[at];
    if (atom?.kind === 'break') return false;
    if (atom?.kind === 'verb' && atom.effect.role === 'denied') return true;
  }
  return false;
}

/** "ACME - Mia Wong: …": nothing but a name before the first colon. */
function isColonAfterName(line: Line, atom: Atom, atoms: readonly Atom[]): boolean {
  return (
    atom.kind === 'break' &&
    atom.strong &&
    tokenAt(line, atom.from) === ':' &&
    atoms.every(({ kind }) => kind === 'word')
  );
}

function nextAtom(
  line: Line,
  from: number,
  thisYear: number,
  before: readonly Atom[],
  stops: (at: number) => boolean,
): Atom {
  const separator = separatorAt(line, from);
  if (separator !== null) return { kind: 'break', strong: separator === 'strong', from, to: from + 1 };
  if (before.at(-1)?.kind === 'amount' && tokenAt(line, from) === 'now') {
    return { kind: 'date', spec: { kind: 'offset', unit: 'day', count: 0 }, from, to: from + 1 };
  }
  if (before.at(-1)?.kind === 'date' && tokenAt(line, from) === 'at') {
    const hour = hourAt(line, from + 1);
    if (hour !== null) return { kind: 'aside', from, to: hour };
  }
  const meaning = meaningAt(line, from, thisYear);
  if (meaning !== null) return meaning.atom;
  const person = personHere(line, from, before, stops);
  if (person !== null) {
    const last = before.at(-1);
    const met = last?.kind === 'verb' && last.effect.role === 'contact' && last.effect.medium === 'meeting';
    const employer = met ? null : employerAt(line, person.to, stops);
    return { kind: 'person', text: person.text, employer: employer?.text ?? null, from, to: employer?.to ?? person.to };
  }
  const or = ORS.at(line, from);
  if (or !== null) return { kind: 'filler', joins: true, deadline: false, from, to: or.to };
  const conjunction = CONJUNCTIONS.at(line, from);
  if (conjunction !== null) return { kind: 'break', strong: false, from, to: conjunction.to };
  const filler = FILLERS.at(line, from);
  if (filler === null) return { kind: 'word', from, to: from + 1 };
  const first = tokenAt(line, from);
  const joins = JOINS.has(first) && filler.to === from + 1;
  return { kind: 'filler', joins, deadline: DEADLINES.has(first), from, to: filler.to };
}

/** "Friday at 5", "at 12.30", "at 1700": the hour, which is no amount. The index behind it. */
function hourAt(line: Line, from: number): number | null {
  const token = line.tokens[from];
  const hour = /^(?:(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?|(?:[01]\d|2[0-3])[0-5]\d)(?![\d%]|[.,]\d|\s?[k$€£¥])/u;
  const typed = token?.kind === 'number' ? hour.exec(line.folded.slice(token.start, token.start + 12)) : null;
  if (token === undefined || typed === null) return null;
  const to = tokenFrom(line, token.start + typed[0].length);
  return currencyAt(line, to) === null ? to : null;
}

function personHere(
  line: Line,
  from: number,
  before: readonly Atom[],
  stops: (at: number) => boolean,
): { text: string; to: number } | null {
  const chinese = chinesePersonAt(line, from);
  if (chinese !== null) return chinese;
  const last = before.at(-1);
  const second = before.at(-2);
  const preposition = EXPECTING.has(tokenAt(line, from - 1));
  if (isContacting(last)) return preposition ? expectedPersonAt(line, from, stops) : englishNameAt(line, from, stops);
  if (preposition && last?.kind === 'filler' && isContacting(second)) return expectedPersonAt(line, from, stops);
  return null;
}

/** "Mia Wong said": the capitalised words that open a clause and end before a verb are who said it. */
function nameBeforeVerb(line: Line, atoms: Atom[]): void {
  let first = atoms.length;
  while (first > 0 && atoms[first - 1]?.kind === 'word') first--;
  const opening = atoms[first];
  const last = atoms.at(-1);
  const before = atoms[first - 1];
  if (opening === undefined || last === undefined || opening.kind !== 'word') return;
  if (before !== undefined && before.kind !== 'break' && before.kind !== 'filler') return;
  const name = englishNameAt(line, opening.from, () => false) ?? roleAt(line, opening.from);
  if (name === null || name.to !== last.to) return;
  atoms.splice(first, atoms.length - first, {
    kind: 'person',
    text: typedBetween(line, opening.from, last.to),
    employer: null,
    from: opening.from,
    to: last.to,
  });
}

const specsOf = (spec: DateSpec): readonly DateSpec[] => (spec.kind === 'either' ? spec.specs : [spec]);

function choicesOf(line: Line, atom: Atom): readonly AmountChoice[] {
  if (atom.kind !== 'amount') return [];
  if (atom.meaning.kind === 'ambiguous') return atom.meaning.choices;
  if (atom.meaning.kind === 'bad' || atom.meaning.spec.kind !== 'exact') return [];
  return [{ value: atom.meaning.spec.value, text: typedBetween(line, atom.from, atom.to) }];
}

/** "Friday or Monday" is one date in doubt, "5,000 to 6,000" one amount in doubt. */
function joined(line: Line, atoms: readonly Atom[]): Atom[] {
  const result: Atom[] = [];
  for (const atom of atoms) {
    const joint = result.at(-1);
    const first = result.at(-2);
    const between =
      first !== undefined && joint?.kind === 'break' && !joint.strong && tokenAt(line, first.from - 1) === 'between';
    if (first === undefined || !(between || (joint?.kind === 'filler' && joint.joins))) result.push(atom);
    else if (atom.kind === 'date' && first.kind === 'date') {
      const specs = [...specsOf(first.spec), ...specsOf(atom.spec)].slice(0, 5);
      result.splice(-2, 2, { kind: 'date', spec: { kind: 'either', specs }, from: first.from, to: atom.to });
    } else if (choicesOf(line, first).length > 0 && choicesOf(line, atom).length > 0) {
      const choices = [...choicesOf(line, first), ...choicesOf(line, atom)].slice(0, 5);
      const { from } = first;
      const meaning = { kind: 'ambiguous', choices, from, to: atom.to } as const;
      result.splice(-2, 2, { kind: 'amount', meaning, certain: true, from, to: atom.to });
    } else result.push(atom);
  }
  return result;
}
