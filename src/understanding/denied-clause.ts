import type { Atom } from './atoms.js';
import type { Clause } from './clauses.js';
import type { Effect } from './effects.js';

export interface DenialIn {
  readonly denial: Extract<Effect, { role: 'denied' }>;
  /** The index of the first atom that belongs to what is denied; from there on the clause is a remark. */
  readonly at: number;
}

/**
 * Where in a clause something is denied: "they refuse to promise Friday", "Friday is not possible". A date or an amount right before it, and the
 * verb that has nothing else, belong to it; a promise that names its own day before it stands ("promised Friday couldn't pay today"). Null: nowhere.
 */
export function denialIn({ atoms }: Clause): DenialIn | null {
  const found = atoms.findIndex((atom) => atom.kind === 'verb' && atom.effect.role === 'denied');
  const atom = atoms[found];
  if (atom?.kind !== 'verb' || atom.effect.role !== 'denied') return null;
  const denial = atom.effect;
  let at = found;
  let dated = false;
  for (let back = found - 1; back >= 0; back--) {
    const before = atoms[back];
    if (before === undefined || !belongs(before, dated, denial.backward)) break;
    dated ||= before.kind === 'date' || before.kind === 'amount';
    if (before.kind === 'date' || before.kind === 'amount' || before.kind === 'verb' || before.kind === 'cleared')
      at = back;
  }
  const verb = atoms.slice(0, at).findLast((each) => each.kind === 'verb');
  const own = verb?.kind === 'verb' && (verb.effect.role === 'promise' || verb.effect.role === 'contact');
  // "called Friday, they won't pay", "promised Friday couldn't pay today": that day is the verb's own
  return { denial, at: own && dated && !denial.backward ? found : at };
}

/** `dated`: a date stands between it and the denial. */
function belongs(atom: Atom, dated: boolean, backward: boolean): boolean {
  switch (atom.kind) {
    case 'filler':
    case 'aside':
    case 'invoices':
    case 'person':
    case 'date':
    case 'amount':
    case 'cleared':
      return true;
    case 'verb': {
      const { role } = atom.effect;
      return role === 'pay' || role === 'hedge' || role === 'soon' || (role === 'promise' && (!dated || backward));
    }
    default:
      return false;
  }
}
