import { type Atom, meaningAt, separatorAt } from './atoms.js';
import { chinesePersonAt, englishNameAt } from './contacts.js';
import { isBehind } from './date-spec.js';
import { isCapitalised, type Line, tokenAt, touchesPrevious, typedBetween } from './line.js';
import { lexicon } from './phrases.js';

export interface Head {
  /** As typed, without quotes; null: none was named. */
  readonly clientText: string | null;
  /** The token at which the rest begins. */
  readonly to: number;
  /** A colon or a dash stands between the name and the rest. */
  readonly announced: boolean;
  /** Where the name stands behind its verb (打电话给华瑞科技): these tokens are no part of the rest. */
  readonly behind?: { readonly from: number; readonly to: number };
}

/** Words between the name and its verb that are no part of the name, typed small. */
const BETWEEN = lexicon<true>([
  [
    true,
    "has have had is was are been will they he she we i it who just again now also then still yet finally already only on by at in for about re regarding the invoice to they've he's she's they're we've that who's".split(
      ' ',
    ),
  ],
  [
    true,
    [
      '已',
      '已经',
      '又',
      '再次',
      '刚',
      '刚刚',
      '他们',
      '她',
      '他',
      '我们',
      '我',
      '对方',
      '今天',
      '方面',
      '那边',
      '这边',
      '于',
      '就',
      '关于',
      '发票',
      '客户',
      '对',
    ],
  ],
]);
/** After a comma these belong to the name: "Acme, Inc." */
const LEGAL_FORMS = new Set([
  'inc',
  'llc',
  'ltd',
  'limited',
  'gmbh',
  'corp',
  'co',
  'ag',
  'plc',
  'bv',
  'kg',
  'srl',
  'spa',
  'pty',
  'llp',
  'lp',
  'sa',
  'sas',
  'nv',
  'oy',
  'ab',
  'as',
]);
const GIVEN_TO = new Set(['给', '跟', '和', '与', '向', '找', '约']);

type VerbAtom = Extract<Atom, { kind: 'verb' }>;

const isSmall = (line: Line, at: number): boolean => at === 0 || !isCapitalised(line, at);

/** A verb of one Chinese character may be part of a name: it counts only where nothing better is found. */
const isLone = (line: Line, verb: VerbAtom): boolean =>
  line.tokens[verb.from]?.kind === 'han' && verb.to === verb.from + 1;

/**
 * The client's name at the head of a line: what is quoted, or what stands before the first verb without the dates, invoices and
 * small words between them. Null if there is neither a verb nor "name:".
 */
export function headOf(line: Line, thisYear: number): Head | null {
  let start = 0;
  while (separatorAt(line, start) !== null && tokenAt(line, start) !== '(') start++;
  const quoted = quotedHead(line, start, thisYear);
  if (quoted !== undefined) return quoted;
  const given = GIVEN_TO.has(tokenAt(line, start)) && line.tokens[start + 1]?.kind !== undefined;
  const first = given ? start + 1 : start;

  let end = line.tokens.length;
  let best: VerbAtom | null = null;
  const weakVerbs: VerbAtom[] = [];
  let dated = -1;
  for (let at = first; at < line.tokens.length; at++) {
    if (endsName(line, at)) {
      end = at;
      break;
    }
    const atom = meaningAt(line, at, thisYear)?.atom;
    if ((atom?.kind === 'date' || (atom?.kind === 'amount' && atom.certain)) && at > first) dated = atom.to;
    if (atom?.kind === 'cleared') {
      best = { kind: 'verb', effect: { role: 'promise' }, strong: true, from: atom.from, to: atom.to };
      break;
    }
    if (atom?.kind !== 'verb') continue;
    if (atom.effect.role === 'pay' && paysHere(line, atom, dated, thisYear)) {
      best = weakVerbs.find((verb) => verb.effect.role === 'said' && verb.from > first) ?? atom;
      break;
    }
    if (atom.strong && !isLone(line, atom) && !(at === first && namesLikeVerb(line, atom, thisYear))) {
      best = atom;
      break;
    }
    weakVerbs.push(atom);
  }

  if (best !== null) {
    const promised = best;
    const said =
      best.effect.role === 'promise' || best.effect.role === 'pay'
        ? weakVerbs.find(
            (verb) =>
              verb.effect.role === 'said' &&
              verb.from > first &&
              regionBefore(line, verb.to, promised.from, true, thisYear) === verb.to,
          )
        : undefined;
    return named(line, start, first, said?.from ?? best.from, isPromise(best), thisYear);
  }
  const separated = separatorAt(line, end) === 'strong';
  const region = regionBefore(line, first, end, false, thisYear);
  if (weakVerbs.some((verb) => verb.from >= region) && (region > first || !separated))
    return named(line, start, first, end, false, thisYear);
  const said = weakVerbs.find(
    (verb) => verb.from > first && (verb.effect.role === 'said' || (verb.strong && isLone(line, verb))),
  );
  if (said !== undefined) return named(line, start, first, said.from, false, thisYear);
  const over = afterChineseName(line, first, end);
  if (over < end && (separated || hasVerb(line, end, thisYear)))
    return { clientText: nameText(line, first, over), to: over, announced: false };
  if (separated) return { clientText: nameText(line, start, end), to: end + 1, announced: true };
  const last = weakVerbs.findLast((verb) => verb.effect.role === 'contact' || verb.effect.role === 'note');
  if (last !== undefined) return named(line, start, first, last.from, false, thisYear);
  const later = end < line.tokens.length && hasVerb(line, end, thisYear);
  return later ? { clientText: nameText(line, start, end), to: end + 1, announced: false } : null;
}

const isPromise = (verb: VerbAtom): boolean => ['promise', 'pay', 'said', 'hedge', 'denied'].includes(verb.effect.role);

function endsName(line: Line, at: number): boolean {
  const separator = separatorAt(line, at);
  if (separator === null) return false;
  const sign = tokenAt(line, at);
  if (sign === '(' || sign === ')' || sign === '!' || sign === '?' || sign === '.' || sign === '|') return false;
  return !(sign === ',' && LEGAL_FORMS.has(tokenAt(line, at + 1)));
}

/** "Paid Search Inc promised": capitals all the way to another verb make the first one part of the name. */
function namesLikeVerb(line: Line, verb: VerbAtom, thisYear: number): boolean {
  if (!isCapitalised(line, verb.from)) return false;
  let at = verb.to;
  while (isCapitalised(line, at) || tokenAt(line, at) === '&') at++;
  const next = meaningAt(line, at, thisYear)?.atom;
  return (
    at > verb.to &&
    !line.text.slice(0, line.tokens[at]?.end).match(/^[\P{L}\p{Lu}]+$/u) &&
    next?.kind === 'verb' &&
    next.strong
  );
}

/** Past the words that follow a date: 月底前, 周五会. */
function afterDate(line: Line, from: number): number {
  let to = from;
  while (/^[前之以内会将再先能就要一定肯]$/.test(tokenAt(line, to))) to++;
  return to;
}

/** True if this "pay" has a date or an amount beside it: then it is the verb. */
function paysHere(line: Line, verb: VerbAtom, dated: number, thisYear: number): boolean {
  if (dated >= 0 && afterDate(line, dated) >= verb.from) return true;
  const next = meaningAt(line, verb.to, thisYear)?.atom;
  if (next === undefined)
    return (
      /^(on|by|before|until|in|the)$/.test(tokenAt(line, verb.to)) &&
      meaningAt(line, verb.to + 1, thisYear)?.atom.kind === 'date'
    );
  return (
    next.kind === 'date' ||
    (next.kind === 'amount' && (next.certain || line.tokens[verb.from]?.kind === 'han')) ||
    (next.kind === 'verb' && next.effect.role === 'soon')
  );
}

/**
 * Where the words between a name and its verb begin: the first token from which only dates, invoices, media and small words
 * follow up to `end`. `promise`: a date before the verb is the promised one, so any date counts; else only one that has been.
 */
function regionBefore(line: Line, first: number, end: number, promise: boolean, thisYear: number): number {
  const reaches: boolean[] = [];
  reaches[end] = true;
  let start = end;
  for (let at = end - 1; at >= first; at--) {
    const to = betweenAt(line, at, end, promise, thisYear, reaches);
    reaches[at] = to !== null;
    if (to !== null) start = at;
  }
  return start;
}

function betweenAt(
  line: Line,
  at: number,
  end: number,
  promise: boolean,
  thisYear: number,
  reaches: readonly boolean[],
): number | null {
  const fits = (to: number): number | null => (to <= end && reaches[to] === true ? to : null);
  const atom = meaningAt(line, at, thisYear)?.atom;
  if (atom !== undefined) {
    const counts =
      atom.kind === 'invoices' ||
      (atom.kind === 'date' &&
        (promise ||
          isBehind(atom.spec) ||
          (atom.spec.kind === 'offset' && atom.spec.count === 0) ||
          atom.spec.kind === 'exact' ||
          atom.spec.kind === 'monthDay')) ||
      (atom.kind === 'amount' && promise && atom.certain && !isNameLike(line, at)) ||
      (atom.kind === 'verb' &&
        !atom.strong &&
        isSmall(line, at) &&
        (atom.effect.role === 'contact' ||
          atom.effect.role === 'note' ||
          atom.effect.role === 'final' ||
          (atom.effect.role === 'said' && at > 0)));
    if (counts && isSmallOrDate(line, at, atom) && !touchesWord(line, at)) {
      const to = fits(atom.to) ?? (atom.kind === 'date' && promise ? fits(afterDate(line, atom.to)) : null);
      if (to !== null) return to;
      if (atom.kind === 'verb') {
        const name = englishNameAt(line, atom.to, () => false);
        if (name !== null && fits(name.to) !== null) return name.to;
      }
    }
  }
  const person = chinesePersonAt(line, at);
  if (person !== null && fits(person.to) !== null) return person.to;
  const between = BETWEEN.at(line, at);
  return between !== null && isSmall(line, at) && !touchesWord(line, at) ? fits(between.to) : null;
}

/** "Black Friday will pay": a capital is the habit of weekdays, so dates may have one; "News Today called" is a name. */
function isSmallOrDate(line: Line, at: number, atom: Atom): boolean {
  return atom.kind !== 'date' || isSmall(line, at) || !(atom.spec.kind === 'offset');
}

const touchesWord = (line: Line, at: number): boolean =>
  line.tokens[at]?.kind === 'word' &&
  touchesPrevious(line, at) &&
  /[\p{L}\d-]$/u.test(tokenAt(line, at - 1)) &&
  line.tokens[at - 1]?.kind !== 'han';

function named(line: Line, start: number, first: number, verb: number, promise: boolean, thisYear: number): Head {
  const region = Math.min(regionBefore(line, first, verb, promise, thisYear), afterChineseName(line, first, verb));
  if (region <= first) return nameBehind(line, start, verb, thisYear);
  return { clientText: nameText(line, first, region), to: region, announced: false };
}

function nameText(line: Line, from: number, to: number): string | null {
  const text = typedBetween(line, from, to)
    .replace(/^["“”'«»「」\s]+|["“”«»「」\s,:;–—-]+$/gu, '')
    .trim();
  return text === '' ? null : text;
}

/** Undefined: the line does not begin with a quoted name. */
function quotedHead(line: Line, start: number, thisYear: number): Head | null | undefined {
  const quote = tokenAt(line, start);
  if (quote !== '"' && quote !== "'") return undefined;
  let close = start + 1;
  while (
    close < line.tokens.length &&
    !(tokenAt(line, close) === quote && (quote === '"' || !touchesNext(line, close)))
  )
    close++;
  const clientText = close < line.tokens.length ? typedBetween(line, start + 1, close).trim() : '';
  if (clientText === '') return undefined;
  let to = close + 1;
  let announced = false;
  for (
    let separator = separatorAt(line, to);
    separator !== null && tokenAt(line, to) !== '(';
    separator = separatorAt(line, to)
  ) {
    announced ||= separator === 'strong';
    to++;
  }
  return announced || hasVerb(line, to, thisYear) ? { clientText, to, announced } : null;
}

const touchesNext = (line: Line, at: number): boolean =>
  touchesPrevious(line, at + 1) && line.tokens[at + 1]?.kind !== 'mark';

/** True if anything after this token can be the verb of the line. */
function hasVerb(line: Line, from: number, thisYear: number): boolean {
  for (let at = from; at < line.tokens.length; at++) {
    const atom = meaningAt(line, at, thisYear)?.atom;
    if (
      atom?.kind === 'cleared' ||
      (atom?.kind === 'verb' && !['plain', 'final', 'deadline'].includes(atom.effect.role))
    )
      return true;
  }
  return false;
}

const CALLING = new Set(['给', '系', '电', '访', '款']);

/** 打电话给华瑞科技, 联系华瑞科技: three characters or more after such a verb, up to the next sign or verb, are the client. */
function nameBehind(line: Line, start: number, verb: number, thisYear: number): Head {
  const unnamed: Head = { clientText: null, to: start, announced: false };
  const atom = meaningAt(line, verb, thisYear)?.atom;
  if (atom?.kind !== 'verb' || atom.effect.role !== 'contact' || !CALLING.has(tokenAt(line, atom.to - 1)))
    return unnamed;
  let to = atom.to;
  while (
    to < line.tokens.length &&
    separatorAt(line, to) === null &&
    meaningAt(line, to, thisYear) === null &&
    chinesePersonAt(line, to) === null
  )
    to++;
  return to - atom.to < 3
    ? unnamed
    : { clientText: nameText(line, atom.to, to), to: start, announced: false, behind: { from: atom.to, to } };
}

/** "3M" is a name, "3m" an amount. */
function isNameLike(line: Line, at: number): boolean {
  return (
    line.tokens[at]?.kind === 'number' &&
    isCapitalised(line, at + 1) &&
    touchesPrevious(line, at + 1) &&
    tokenAt(line, at + 1).length === 1
  );
}

/** A Chinese name holds no spaces: where the first one stands the name is over. */
function afterChineseName(line: Line, first: number, end: number): number {
  for (let at = first + 1; at < end; at++) {
    if (line.tokens[at - 1]?.kind !== 'han') return end;
    if (!touchesPrevious(line, at)) return at;
  }
  return end;
}
