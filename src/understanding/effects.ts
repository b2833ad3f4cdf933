import type { Direction, Medium, Outcome } from '../domain/outcome.js';

/** What a word or phrase of a line does to its reading. */
export type Effect =
  /** A date after it is a promise. */
  | { readonly role: 'promise' }
  /** 付, "pay", "payment": a promise only beside a date or an amount. */
  | { readonly role: 'pay' }
  /** "says", 表示: a promise if a date or an amount follows, else all that follows is a note. */
  | { readonly role: 'said' }
  /** "hopes to pay", 争取: an intention even with a date. */
  | { readonly role: 'hedge' }
  | {
      readonly role: 'contact';
      readonly medium: Medium;
      readonly direction: Direction;
      /** They were spoken to, or they spoke. */
      readonly answered: boolean;
    }
  /** `telling`: with more words beside it, it is worth keeping as a note. */
  | { readonly role: 'outcome'; readonly outcome: Outcome; readonly telling: boolean; readonly medium: Medium | null }
  | { readonly role: 'final' }
  | { readonly role: 'soon' }
  | { readonly role: 'note' }
  /** "every Friday": a plan, not a promise. */
  | { readonly role: 'recurring' }
  | { readonly role: 'revisit' }
  /** "no later than", 最迟: the date after it is the last day. */
  | { readonly role: 'deadline' }
  /** "refuse to promise", 还没付: what follows in its clause is none of the others. See Denial. */
  | {
      readonly role: 'denied';
      readonly outcome: Outcome | null;
      readonly backward: boolean;
      readonly final: boolean;
      /** An outcome that needs no more words: "won't pay". */
      readonly plain: boolean;
    }
  /** Reads like one of the others and is none: "not paid yet", "final invoice". */
  | { readonly role: 'plain' };

export interface Verb {
  readonly effect: Effect;
  /** May end an unquoted client name wherever it stands; the others only at the end of it. */
  readonly strong: boolean;
}

export const strong = (effect: Effect): Verb => ({ effect, strong: true });
export const weak = (effect: Effect): Verb => ({ effect, strong: false });

export const contact = (medium: Medium, direction: Direction, answered: boolean): Effect => ({
  role: 'contact',
  medium,
  direction,
  answered,
});

/** An outcome that says all there is to say. */
export const plainly = (outcome: Outcome, medium: Medium | null = null): Effect => ({
  role: 'outcome',
  outcome,
  telling: false,
  medium,
});

/** An outcome whose words are worth keeping when there are more of them. */
export const telling = (outcome: Outcome): Effect => ({ role: 'outcome', outcome, telling: true, medium: null });
