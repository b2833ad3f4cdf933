import { isBehindAtom, isPart, paysIn } from './beside.js';
import { type Clause, isUnderstood, partsAhead } from './clauses.js';
import { addInvoices, type Findings, type Part } from './findings.js';

/**
 * From atom `at` of the first of these clauses to the end of the line everything is kept word for word. What came of it is still heard, and so is a promise
 * whose date or amount follows its verb at once.
 */
export function hearRemark(rest: readonly Clause[], at: number, findings: Findings): void {
  const opened = rest[0]?.atoms[at] ?? rest[1]?.atoms[0];
  const last = rest.at(-1);
  if (opened === undefined || last === undefined) return;
  findings.notes.push({ from: opened.from, to: last.to });
  const hadOutcome = findings.outcomes.size > 0;
  let promising = false;
  for (const [later, clause] of rest.entries()) {
    const atoms = later === 0 ? clause.atoms.slice(at) : clause.atoms;
    const parts: Part[] = [];
    let open = promising && partsAhead({ ...clause, atoms }) > 0;
    let disputing = false;
    let denied = false;
    for (const atom of atoms) {
      if (atom.kind === 'invoices') addInvoices(findings, atom.texts);
      else if (atom.kind === 'verb') {
        const { role } = atom.effect;
        if (atom.effect.role === 'denied') {
          if (!hadOutcome && !findings.promised && atom.effect.outcome !== null)
            findings.outcomes.add(atom.effect.outcome);
          denied = true;
          if (atom.effect.backward) parts.length = 0;
          break;
        }
        if (role === 'promise') {
          open = true;
          disputing = false;
        } else if (atom.effect.role === 'outcome') {
          if (!hadOutcome && !findings.promised) findings.outcomes.add(atom.effect.outcome);
          disputing = atom.effect.outcome === 'dispute';
          open = atom.effect.outcome === 'in_payment_run';
        } else if (role === 'hedge') findings.hedged ||= !findings.promised;
        else if (role === 'final') findings.final = true;
        else if (role === 'soon' && open) findings.soon = true;
        else if (role !== 'pay') open = false;
      } else if (atom.kind === 'word') {
        open = false;
        disputing = false;
      } else if (open && (atom.kind === 'date' || atom.kind === 'amount' || atom.kind === 'cleared')) parts.push(atom);
      else if (disputing && atom.kind === 'amount') findings.disputeAmount ??= atom;
    }
    if (denied && parts.length === 0) continue;
    if (parts.length === 0 && isUnderstood({ ...clause, atoms }) && paysIn({ ...clause, atoms })) {
      parts.push(...atoms.filter(isPart).filter((part) => !isBehindAtom(part)));
    }
    if (parts.some((part) => part.kind === 'date')) {
      findings.parts.push(parts);
      findings.promised = true;
      promising = true;
    } else if (open && findings.soon) findings.promised = true;
  }
}
