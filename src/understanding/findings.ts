import type { Direction, Medium, Outcome } from '../domain/outcome.js';
import type { Atom } from './atoms.js';

export type DateAtom = Extract<Atom, { kind: 'date' }>;
export type AmountAtom = Extract<Atom, { kind: 'amount' }>;

/** One clause's dates and amounts, in the order typed. */
/** `soon`: the amounts before it are for no day. `lost`: words stand between them and any date. */
export type Part = DateAtom | AmountAtom | Extract<Atom, { kind: 'cleared' }> | { readonly kind: 'soon' | 'lost' };

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What the clauses of a line say, dates and amounts still as typed. */
export interface Findings {
  readonly outcomes: Set<Outcome>;
  medium: Medium | null;
  direction: Direction | null;
  /** A contact was named, or it was said what came of one. */
  answered: boolean;
  /** Somebody was spoken to: who is away after that is news, not the outcome. */
  spoken: boolean;
  /** A promise verb was read, whether or not a date stands beside it. */
  promised: boolean;
  hedged: boolean;
  soon: boolean;
  final: boolean;
  readonly parts: Part[][];
  readonly invoices: string[];
  contact: string | null;
  happened: DateAtom | null;
  disputeAmount: AmountAtom | null;
  revisit: DateAtom | null;
  /** Kept word for word; may overlap. */
  readonly notes: Span[];
  /** Outcomes in the client's words: notes when something else is the outcome. */
  readonly told: Span[];
  /** What follows a promise verb: the note of an intention. */
  readonly promiseWords: Span[];
}

export function noFindings(): Findings {
  return {
    outcomes: new Set(),
    medium: null,
    direction: null,
    answered: false,
    spoken: false,
    promised: false,
    hedged: false,
    soon: false,
    final: false,
    parts: [],
    invoices: [],
    contact: null,
    happened: null,
    disputeAmount: null,
    revisit: null,
    notes: [],
    told: [],
    promiseWords: [],
  };
}

export function addInvoices(findings: Findings, texts: readonly string[]): void {
  for (const text of texts) if (!findings.invoices.includes(text)) findings.invoices.push(text);
}
