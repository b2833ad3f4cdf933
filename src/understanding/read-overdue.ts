import type { PersonText } from './mentions.js';
import type { Reading } from './reading.js';

export type OverdueFilter =
  | { readonly kind: 'all' }
  | { readonly kind: 'mine' }
  /** A client or a project. */
  | { readonly kind: 'named'; readonly text: string }
  | { readonly kind: 'owner'; readonly person: PersonText };

/** What `/collect overdue [mine|client|project|@owner] [page 2]` says. */
export interface OverdueRequest {
  readonly filter: OverdueFilter;
  /** From 1. */
  readonly page: number;
}

export function readOverdue(text: string): Reading<OverdueRequest> {
  return { kind: 'misunderstood', problem: { kind: 'unexpected', typed: text, example: 'mine' } };
}
