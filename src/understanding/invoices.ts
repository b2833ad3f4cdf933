import { type Line, lineOf, tokenAt, tokenFrom, touchesPrevious } from './line.js';
import { lexicon } from './phrases.js';

export interface InvoicesFound {
  /** As typed, without "#" and the word "invoice". */
  readonly texts: readonly string[];
  readonly to: number;
}

const WORDS = lexicon<'one' | 'many'>([
  ['many', ['invoices', 'inv nos', 'bills', '[的]发票', '账单', '单号']],
  ['one', ['invoice', 'bill', '发票号[码]', '发票编号', 'rechnung']],
]);
const NUMBER_SIGNS = lexicon<true>([[true, ['no.', 'no', 'nr.', 'nr', 'number', '#', '号', '号码', ':']]]);

/** With a word before it nearly anything that holds a digit is a number. */
const NAMED = /[a-z]{0,10}[-_/]?\d[a-z0-9]{0,30}(?:[-_/][a-z0-9]{1,30}){0,5}(?![.,]\d)/y;
/** Without one it needs letters, a hyphen and two digits, or the letters INV. */
const BARE = /(?:inv[- ]?\d[a-z0-9]{0,30}|[a-z]{1,6}-\d{2}[a-z0-9]{0,30})(?:[-_/][a-z0-9]{1,30}){0,5}/y;
const LATER = /\d{2,12}(?![\d.,%/:]\d|[a-z\d%])/y;
/** Orders, standards and clocks, not invoices. */
const OTHER_NUMBERS = /^(?:po|so|wo|do|iso|utc|gmt|rfc|covid|q|fy|hy|v|din|en|cr|sla|ext|tel|no)-/;

function exec(pattern: RegExp, line: Line, offset: number): string | null {
  pattern.lastIndex = offset;
  return pattern.exec(line.folded)?.[0] ?? null;
}

function typedAt(line: Line, pattern: RegExp, from: number): { text: string; to: number } | null {
  const token = line.tokens[from];
  if (token === undefined) return null;
  const match = exec(pattern, line, token.start);
  if (match === null) return null;
  const end = token.start + match.length;
  const to = tokenFrom(line, end);
  // the number has to end where a token does
  if ((line.tokens[to - 1]?.end ?? 0) !== end) return null;
  return { text: line.text.slice(token.start, end), to };
}

/** "104, 105 and 107" after "invoices 103". */
function furtherNumbers(line: Line, from: number, many: boolean): InvoicesFound {
  const texts: string[] = [];
  let at = from;
  for (;;) {
    const sign = tokenAt(line, at);
    const joins =
      sign === 'and' || sign === '&' || sign === '+' || sign === '和' || sign === '及' || sign === '与' || sign === '/';
    if (!joins && !(many && sign === ',')) break;
    const next = typedAt(line, LATER, sign === ',' && tokenAt(line, at + 1) === 'and' ? at + 2 : at + 1);
    if (next === null) break;
    texts.push(next.text);
    at = next.to;
  }
  return { texts, to: at };
}

/** The invoice numbers that begin at this token: INV-104, #104, "invoices 104, 105 and 107", 发票 INV-104, 104号发票. */
export function invoicesAt(line: Line, from: number): InvoicesFound | null {
  const token = line.tokens[from];
  if (token === undefined) return null;
  if (token.s === '#' && tokenAt(line, from - 1) !== '<') {
    const number = typedAt(line, NAMED, from + 1);
    if (number === null || line.tokens[from + 1]?.start !== token.end) return null;
    const more = furtherNumbers(line, number.to, false);
    return { texts: [number.text, ...more.texts], to: more.to };
  }
  const word = WORDS.at(line, from);
  if (word !== null) {
    let at = word.to;
    if (tokenAt(line, at) === '.') at++;
    for (let signs = 0; signs < 2; signs++) at = NUMBER_SIGNS.at(line, at)?.to ?? at;
    const number = typedAt(line, NAMED, at);
    if (number !== null) {
      const more = furtherNumbers(line, number.to, word.value === 'many' && token.kind === 'word');
      return { texts: [number.text, ...more.texts], to: more.to };
    }
    return null;
  }
  if (
    token.kind === 'number' &&
    tokenAt(line, from + 1) === '号' &&
    tokenAt(line, from + 2) === '发' &&
    tokenAt(line, from + 3) === '票'
  ) {
    return { texts: [token.s], to: from + 4 };
  }
  if (token.kind !== 'word' || (touchesPrevious(line, from) && line.tokens[from - 1]?.kind === 'number')) return null;
  const bare = typedAt(line, BARE, from);
  if (bare === null || OTHER_NUMBERS.test(bare.text.toLowerCase())) return null;
  const more = furtherNumbers(line, bare.to, false);
  return { texts: [bare.text, ...more.texts], to: more.to };
}

/** The first invoice number in a text, as typed; null: none. */
export function invoiceIn(text: string): string | null {
  const line = lineOf(text.slice(0, 4000));
  for (let at = 0; at < line.tokens.length; at++) {
    const [number] = invoicesAt(line, at)?.texts ?? [];
    if (number !== undefined) return number;
  }
  return null;
}
