import type { Atom } from './atoms.js';
import { isBehindAtom, isBeside, isDated, isDeadline, isPromising, paysIn } from './beside.js';
import { type Clause, clausesOf, isUnderstood, opening, partsAhead } from './clauses.js';
import { isBehind } from './date-spec.js';
import { type DenialIn, denialIn } from './denied-clause.js';
import type { Effect } from './effects.js';
import {
  type AmountAtom,
  addInvoices,
  type DateAtom,
  type Findings,
  noFindings,
  type Part,
  type Span,
} from './findings.js';
import { hearRemark } from './remarks.js';

const LOST: Part = { kind: 'lost' };

/** Which word the dates and amounts after it belong to. */
type Mode = 'none' | 'promise' | 'contact' | 'dispute' | 'told';

/** "spoke to", "met", "they called": not an automatic reply, which is in writing. */
const isSpoken = (effect: Extract<Effect, { role: 'contact' }>): boolean =>
  effect.answered && !(effect.direction === 'in' && (effect.medium === 'email' || effect.medium === 'message'));

/** Reads the clauses of a line from the client's name on. `announced`: a colon or a dash stands before them. */
export function findingsIn(atoms: readonly Atom[], announced: boolean): Findings {
  return new Reader(clausesOf(atoms, announced)).read();
}

class Reader {
  private readonly findings: Findings = noFindings();
  private mode: Mode = 'none';
  private promisedIn: Clause | null = null;

  constructor(private readonly clauses: readonly Clause[]) {}

  read(): Findings {
    for (const [index, whole] of this.clauses.entries()) {
      const denied = denialIn(whole);
      const clause = denied === null ? whole : { ...whole, atoms: whole.atoms.slice(0, denied.at) };
      if (denied !== null) this.deny(whole, denied);
      if (denied !== null && clause.atoms.every((atom) => atom.kind === 'filler')) {
        this.mode = 'none';
        continue;
      }
      const understood = isUnderstood(clause);
      const first = opening(clause);
      const opensWithVerb = first?.kind === 'verb' && first.effect.role !== 'plain' && first.effect.role !== 'pay';
      if (clause.announced && !understood && !opensWithVerb) {
        hearRemark(this.clauses.slice(index), 0, this.findings);
        break;
      }
      const ahead = partsAhead(clause);
      if (index > 0 && !understood && !this.readFurther(clause, ahead)) continue;
      if (index > 0 && understood && ahead > 0 && (this.mode === 'contact' || paysIn(clause))) this.promise();
      if (
        index > 0 &&
        understood &&
        ahead === 0 &&
        this.mode === 'contact' &&
        !opensWithVerb &&
        !this.onlyPeople(clause)
      ) {
        this.note(clause);
        this.collectInvoices(clause.atoms);
        continue;
      }
      if (!this.readClause(clause, index)) break;
    }
    return this.findings;
  }

  /** What does not happen: kept word for word, and what came of it unless a promise stands before it. */
  private deny(clause: Clause, { at, denial }: DenialIn): void {
    const { findings } = this;
    const [first, ...rest] = clause.atoms.slice(at);
    if (first === undefined) return;
    const says = rest.some((atom) => atom.kind !== 'filler' && atom.kind !== 'person' && atom.kind !== 'invoices');
    const takesBack = findings.promised && denial.final && !says;
    if (takesBack) this.takeBack();
    if (takesBack || !denial.plain || says || first.kind !== 'verb' || first.effect.role !== 'denied')
      this.note({ from: first.from, to: clause.to });
    this.collectInvoices(clause.atoms);
    if (findings.promised) return;
    if (denial.outcome !== null) findings.outcomes.add(denial.outcome);
  }

  /** "promised Friday but refuses to pay now": the last word counts, the first is kept in the note. */
  private takeBack(): void {
    this.findings.promised = false;
    this.findings.parts.length = 0;
    if (this.promisedIn !== null) this.note(this.promisedIn);
  }

  /**
   * A later clause that is not understood completely is a note, word for word. It is read as well while nothing has come out
   * yet, and as far as it gives an amount with its date. False: nothing more to read in it.
   */
  private readFurther(clause: Clause, ahead: number): boolean {
    if (ahead > 0 && this.mode === 'promise') {
      const rest = clause.atoms[ahead];
      if (rest !== undefined) this.note({ from: rest.from, to: clause.to });
      this.readClause({ ...clause, atoms: clause.atoms.slice(0, ahead) }, 0);
      return false;
    }
    this.note(clause);
    return !(this.findings.promised || this.findings.outcomes.size > 0);
  }

  private onlyPeople({ atoms }: Clause): boolean {
    return atoms.every(
      (atom) =>
        atom.kind === 'filler' ||
        atom.kind === 'person' ||
        atom.kind === 'invoices' ||
        (atom.kind === 'date' && isBehind(atom.spec)),
    );
  }

  private note(span: Span): void {
    if (span.to > span.from) this.findings.notes.push({ from: span.from, to: span.to });
  }

  private promise(): void {
    this.mode = 'promise';
    this.findings.promised = true;
  }

  private collectInvoices(atoms: readonly Atom[]): void {
    for (const atom of atoms) if (atom.kind === 'invoices') addInvoices(this.findings, atom.texts);
  }

  private addPerson(text: string): boolean {
    if (this.findings.contact !== null && this.findings.contact !== text) return false;
    this.findings.contact = text;
    return true;
  }

  /** False: what follows is a remark and has been kept as one. */
  private readClause(clause: Clause, index: number): boolean {
    const { atoms } = clause;
    const parts: Part[] = [];
    const before: (DateAtom | AmountAtom)[] = [];
    let heard = true;
    let noteFrom: number | null = null;
    let fillersFrom: number | null = null;
    let revisiting = false;

    /** Not understood, or of no use here: a note that goes on until something is understood again. */
    const puzzling = (atom: Atom): void => {
      noteFrom ??= fillersFrom ?? atom.from;
    };
    const understood = (atom: Atom): void => {
      if (noteFrom !== null) this.note({ from: noteFrom, to: atom.from });
      noteFrom = null;
      fillersFrom = null;
    };
    const beginPromise = (atom: Atom): void => {
      this.promise();
      this.promisedIn ??= clause;
      heard = true;
      parts.push(...before.splice(0));
      this.findings.promiseWords.push({ from: atom.to, to: clause.to });
    };

    for (let at = 0; at < atoms.length; at++) {
      const atom = atoms[at];
      if (atom === undefined) break;
      switch (atom.kind) {
        case 'filler':
          fillersFrom ??= atom.from;
          continue;
        case 'word':
          puzzling(atom);
          if (parts.length > 0 && !parts.some((part) => part.kind !== 'amount')) parts.push(LOST);
          heard = false;
          break;
        case 'aside':
          this.note(atom);
          break;
        case 'invoices':
          understood(atom);
          addInvoices(this.findings, atom.texts);
          break;
        case 'person':
          if (this.addPerson(atom.text)) understood(atom);
          else puzzling(atom);
          break;
        case 'date':
          if (revisiting && this.findings.revisit === null) {
            understood(atom);
            this.findings.revisit = atom;
          } else if (isBehind(atom.spec) && this.findings.happened === null && this.mode !== 'dispute') {
            understood(atom);
            this.findings.happened = atom;
          } else if (this.mode === 'promise' && heard) {
            understood(atom);
            parts.push(atom);
          } else if (
            this.mode === 'contact' &&
            heard &&
            !isDeadline(atoms[at - 1]) &&
            this.findings.happened === null &&
            !(index > 0 && this.findings.promised)
          ) {
            understood(atom);
            this.findings.happened = atom;
          } else if (this.mode === 'none' && heard) {
            understood(atom);
            before.push(atom);
          } else puzzling(atom);
          break;
        case 'amount':
          if (this.mode === 'promise' && heard) {
            understood(atom);
            parts.push(atom);
          } else if (this.mode === 'dispute' && heard && this.findings.disputeAmount === null) {
            understood(atom);
            this.findings.disputeAmount = atom;
          } else if (this.mode === 'none' && heard) {
            understood(atom);
            before.push(atom);
          } else puzzling(atom);
          break;
        case 'cleared':
          if (this.mode !== 'promise' && heard) {
            understood(atom);
            beginPromise(atom);
          }
          if (this.mode === 'promise' && heard) parts.push(atom);
          else puzzling(atom);
          break;
        case 'verb': {
          const next = this.readVerb(atom, clause, index, at, {
            heard,
            beside: before.length > 0 || isBeside(atoms, at),
          });
          if (next === 'remark') {
            if (noteFrom !== null) this.note({ from: noteFrom, to: atom.from });
            this.keep(before, parts);
            return false;
          }
          if (next === 'puzzling') {
            puzzling(atom);
            heard = false;
          } else if (next === 'filler') {
            fillersFrom ??= atom.from;
            continue;
          } else if (next === 'promise') {
            understood(atom);
            beginPromise(atom);
          } else if (next === 'revisit') {
            understood(atom);
            revisiting = true;
          } else if (next === 'soon') {
            understood(atom);
            const [first] = parts;
            if (first?.kind === 'amount') this.note({ from: first.from, to: atom.to });
            parts.push({ kind: 'soon' });
          } else if (typeof next === 'number') {
            understood(atom);
            at = next - 1;
            heard = true;
          } else {
            understood(atom);
            heard = true;
            if (this.mode === 'contact') {
              for (const waiting of before.splice(0)) {
                if (waiting.kind === 'date' && this.findings.happened === null) this.findings.happened = waiting;
                else this.note(waiting);
              }
            }
          }
          break;
        }
        default:
          break;
      }
      fillersFrom = null;
    }
    if (noteFrom !== null) this.note({ from: noteFrom, to: clause.to });
    this.keep(before, parts);
    return true;
  }

  private keep(before: readonly (DateAtom | AmountAtom)[], parts: Part[]): void {
    for (const waiting of before) this.note(waiting);
    if (parts.length > 0) this.findings.parts.push(parts);
  }

  private readVerb(
    atom: Extract<Atom, { kind: 'verb' }>,
    clause: Clause,
    index: number,
    at: number,
    here: { heard: boolean; beside: boolean },
  ): 'understood' | 'puzzling' | 'filler' | 'promise' | 'remark' | 'revisit' | 'soon' | number {
    const { findings } = this;
    const { effect } = atom;
    const { atoms } = clause;
    switch (effect.role) {
      case 'promise':
        return 'promise';
      case 'pay':
        if (this.mode === 'promise') return here.heard ? 'filler' : 'puzzling';
        return here.beside && this.mode !== 'dispute' ? 'promise' : 'puzzling';
      case 'said': {
        findings.answered = true;
        const next = atoms
          .slice(at + 1)
          .find((each) => each.kind !== 'filler' && each.kind !== 'person' && each.kind !== 'aside');
        if (next === undefined) return 'understood';
        if (next.kind === 'date' || next.kind === 'amount' || next.kind === 'cleared')
          return isBehindAtom(next) ? this.remarkAfter(index, at) : 'promise';
        if (next.kind === 'verb' && isPromising(next.effect, atoms, atoms.indexOf(next))) return 'understood';
        return this.remarkAfter(index, at);
      }
      case 'hedge':
        findings.hedged = true;
        this.note({ from: atom.from, to: clause.to });
        this.collectInvoices(atoms.slice(at));
        return atoms.length;
      case 'contact':
        findings.spoken ||= isSpoken(effect);
        if (
          findings.medium !== null &&
          findings.medium !== 'unknown' &&
          findings.medium !== effect.medium &&
          effect.medium !== 'unknown' &&
          atom.strong
        ) {
          findings.answered ||= effect.answered;
          return 'puzzling';
        }
        if (findings.medium === null || findings.medium === 'unknown') findings.medium = effect.medium;
        findings.direction ??= effect.direction;
        findings.answered ||= effect.answered;
        if (this.mode !== 'promise') this.mode = 'contact';
        return 'understood';
      case 'outcome': {
        if (findings.promised && effect.telling && effect.outcome !== 'dispute') {
          this.note({ from: atom.from, to: clause.to });
          this.collectInvoices(atoms.slice(at));
          return atoms.length;
        }
        if (findings.spoken && effect.telling && effect.outcome === 'unreachable') {
          const own = atoms.slice(0, at).every((each) => each.kind === 'filler' || each.kind === 'person');
          this.note({ from: index > 0 && own ? clause.from : atom.from, to: clause.to });
          return atoms.length;
        }
        if (effect.outcome === 'in_payment_run' && isDated(atoms, at)) {
          // a payment run with its date is a promise
          this.note(atom);
          return 'promise';
        }
        findings.outcomes.add(effect.outcome);
        if (effect.medium !== null && (findings.medium === null || findings.medium === 'unknown'))
          findings.medium = effect.medium;
        if (!effect.telling) {
          if (this.mode === 'none') this.mode = 'contact';
          return 'understood';
        }
        if (effect.outcome === 'dispute') {
          this.mode = 'dispute';
          return 'understood';
        }
        this.mode = 'told';
        findings.told.push(atom);
        return this.tell(clause, at);
      }
      case 'final':
        findings.final = true;
        return 'understood';
      case 'soon':
        if (this.mode !== 'promise' && !here.beside && this.mode !== 'none') return 'puzzling';
        findings.soon = true;
        return 'soon';
      case 'note':
        return this.remarkAfter(index, at);
      case 'recurring':
        findings.outcomes.add('asked_for_plan');
        findings.promised = findings.parts.length > 0;
        this.note(clause);
        this.mode = 'told';
        return atoms.length;
      case 'revisit':
        return 'revisit';
      case 'deadline':
        return 'filler';
      case 'denied':
      case 'plain':
        return 'puzzling';
    }
  }

  /** An outcome in the client's words: with more than invoices and names beside it the words are kept. The index to go on at. */
  private tell(clause: Clause, at: number): number {
    const { atoms } = clause;
    let end = at + 1;
    let more = false;
    for (; end < atoms.length; end++) {
      const atom = atoms[end];
      if (atom === undefined) break;
      if (atom.kind === 'verb' && (atom.effect.role === 'promise' || atom.effect.role === 'final')) break;
      if (atom.kind === 'invoices') addInvoices(this.findings, atom.texts);
      else if (atom.kind === 'verb' && atom.effect.role === 'outcome') this.findings.outcomes.add(atom.effect.outcome);
      else if (atom.kind !== 'filler' && atom.kind !== 'person') more = true;
      if (atom.kind === 'person') this.addPerson(atom.text);
    }
    const [first, last] = [atoms[at], atoms[end - 1]];
    if (more && first !== undefined && last !== undefined) this.note({ from: first.from, to: last.to });
    return end;
  }

  private remarkAfter(index: number, at: number): 'remark' {
    hearRemark(this.clauses.slice(index), at + 1, this.findings);
    return 'remark';
  }
}
