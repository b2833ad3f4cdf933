import type { Atom } from './atoms.js';
import type { Clause } from './clauses.js';
import { isBehind } from './date-spec.js';
import type { Effect } from './effects.js';

/** "until Friday" has not been yet. */
export const isDeadline = (atom: Atom | undefined): boolean => atom?.kind === 'filler' && atom.deadline;

/** 付, "pay" or 付清 stands in it. */
export const paysIn = ({ atoms }: Clause): boolean =>
  atoms.some((atom) => atom.kind === 'cleared' || (atom.kind === 'verb' && atom.effect.role === 'pay'));

export const isPart = (atom: Atom): atom is Extract<Atom, { kind: 'date' | 'amount' | 'cleared' }> =>
  atom.kind === 'date' || atom.kind === 'amount' || atom.kind === 'cleared';

/** "yesterday", 上周五 */
export const isBehindAtom = (atom: Atom): boolean => atom.kind === 'date' && isBehind(atom.spec);

/** A verb after "says" that is read on, not kept as a remark. */
export function isPromising(effect: Effect, atoms: readonly Atom[], at: number): boolean {
  if (effect.role === 'promise' || effect.role === 'hedge') return true;
  if (effect.role === 'soon') return true;
  if (effect.role === 'outcome') return !effect.telling || effect.outcome === 'refused';
  return effect.role === 'pay' && isBeside(atoms, at);
}

/** True if a date to come follows this atom, small words apart. */
export function isDated(atoms: readonly Atom[], at: number): boolean {
  const next = atoms.slice(at + 1, at + 1 + BESIDE).find((atom) => atom.kind !== 'filler' && atom.kind !== 'invoices');
  return next?.kind === 'date' && !isBehind(next.spec);
}

/** So many small words may stand between a verb and its date. */
const BESIDE = 10;

/** True if a date or an amount stands next to this atom, fillers apart. */
export function isBeside(atoms: readonly Atom[], at: number): boolean {
  const says = (atom: Atom | undefined): boolean =>
    atom !== undefined &&
    ((atom.kind === 'date' && !isBehind(atom.spec)) ||
      atom.kind === 'amount' ||
      atom.kind === 'cleared' ||
      (atom.kind === 'verb' && atom.effect.role === 'soon'));
  const skips = (atom: Atom): boolean =>
    atom.kind === 'filler' ||
    atom.kind === 'aside' ||
    atom.kind === 'invoices' ||
    (atom.kind === 'verb' && atom.effect.role === 'pay');
  for (let next = at + 1; next <= at + BESIDE; next++) {
    const atom = atoms[next];
    if (atom === undefined || !skips(atom)) {
      if (says(atom)) return true;
      break;
    }
  }
  for (let next = at - 1; next >= at - BESIDE; next--) {
    const atom = atoms[next];
    if (atom === undefined || !skips(atom)) return says(atom);
  }
  return false;
}
