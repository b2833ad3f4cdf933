import type { Atom } from './atoms.js';

/** What stands between two separators: "says approval is pending". */
export interface Clause {
  readonly atoms: readonly Atom[];
  /** Token indices. */
  readonly from: number;
  readonly to: number;
  /** Opened by a colon or a dash. */
  readonly announced: boolean;
}

/** The clauses of a line in order, empty ones left out. `announced`: whether a colon or a dash stands before the first. */
export function clausesOf(atoms: readonly Atom[], announced: boolean): Clause[] {
  const clauses: Clause[] = [];
  let opened = announced;
  let current: Atom[] = [];
  const close = (): void => {
    const [first, last] = [current[0], current.at(-1)];
    if (first === undefined || last === undefined) return;
    clauses.push({ atoms: current, from: first.from, to: last.to, announced: opened });
    current = [];
    opened = false;
  };
  for (const atom of atoms) {
    if (atom.kind === 'break') {
      close();
      opened ||= atom.strong;
    } else current.push(atom);
  }
  close();
  return clauses;
}

/** True if every word of it is understood and something is said. */
export function isUnderstood({ atoms }: Clause): boolean {
  const words = atoms.some((atom) => atom.kind === 'word' || (atom.kind === 'verb' && atom.effect.role === 'plain'));
  return !words && atoms.some((atom) => atom.kind !== 'filler' && atom.kind !== 'aside');
}

/** The first atom that says something. */
export function opening({ atoms }: Clause): Atom | undefined {
  return atoms.find((atom) => atom.kind !== 'filler' && atom.kind !== 'aside' && atom.kind !== 'person');
}

/** How many of its atoms give an amount with its date, from the start: 0 if it does not begin with both. */
export function partsAhead({ atoms }: Clause): number {
  let dates = 0;
  let amounts = 0;
  let at = 0;
  for (; at < atoms.length; at++) {
    const atom = atoms[at];
    if (atom?.kind === 'date') dates++;
    else if (atom?.kind === 'amount' || atom?.kind === 'cleared') amounts++;
    else if (
      !(
        atom?.kind === 'filler' ||
        atom?.kind === 'invoices' ||
        atom?.kind === 'aside' ||
        (atom?.kind === 'verb' && atom.effect.role === 'pay')
      )
    )
      break;
  }
  return dates > 0 && amounts > 0 ? at : 0;
}
