import { atomsFrom } from './atoms.js';
import { isTurned } from './denials.js';
import { type Line, lineOf, replaced, tokenAt } from './line.js';
import { isOneSlip } from './one-slip.js';
import { verbAt } from './verbs.js';

/** Shorter words are one slip from too many others. */
const LEAST_LETTERS = 6;
const PROMISES = [
  'promised',
  'promises',
  'promise',
  'promising',
  'pledged',
  'committed',
  'guaranteed',
  'confirmed',
  'agreed',
];

/**
 * The line with a promise verb that is one slip off put right ("ACME promsied friday"), where a date or an amount follows it at
 * once, so that nothing else can be meant; the line itself where there is none.
 */
export function withVerbMended(line: Line, thisYear: number): Line {
  const quote = tokenAt(line, 0);
  const closed = quote === '"' || quote === "'" ? line.tokens.findIndex((token, at) => at > 0 && token.s === quote) : 0;
  for (let at = Math.max(closed, 0) + 1; at < line.tokens.length; at++) {
    const token = line.tokens[at];
    if (token?.kind !== 'word' || token.s.length < LEAST_LETTERS || verbAt(line, at) !== null) continue;
    // "did not promise": spelt right, and turned around by what stands before it
    if (PROMISES.includes(token.s) || isTurned(line, at, thisYear)) continue;
    const meant = PROMISES.find((verb) => isOneSlip(token.s, verb));
    if (meant !== undefined && saysWhenOrHowMuch(line, at + 1, thisYear))
      return lineOf(replaced(line, at, at + 1, meant));
  }
  return line;
}

function saysWhenOrHowMuch(line: Line, from: number, thisYear: number): boolean {
  const next = atomsFrom(line, from, thisYear).find(
    // "promsied to pay Friday"
    (atom) => atom.kind !== 'filler' && !(atom.kind === 'verb' && /^(?:to|pay)$/.test(tokenAt(line, atom.from))),
  );
  return next?.kind === 'date' || next?.kind === 'amount' || next?.kind === 'cleared';
}
