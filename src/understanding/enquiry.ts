import type { LocalDate } from '../domain/local-date.js';
import type { PersonText } from './mentions.js';

/** Days, both included; `from` null: everything up to `to`. */
export interface Days {
  readonly from: LocalDate | null;
  readonly to: LocalDate;
}

/** Whose: a client or a project, as typed; what the channel is about; what this person looks after. */
export type About =
  | { readonly kind: 'all' }
  | { readonly kind: 'mine' }
  | { readonly kind: 'here' }
  | { readonly kind: 'named'; readonly text: string };

/** What somebody wants to know: each is answered as a command that only reads answers it. */
export type Enquiry =
  | { readonly kind: 'overview' }
  | { readonly kind: 'help' }
  | { readonly kind: 'escalations' }
  | { readonly kind: 'overdue'; readonly of: About | { readonly kind: 'owner'; readonly person: PersonText } }
  /** Open promises. `due`: those for these days; null: all. */
  | { readonly kind: 'promises'; readonly of: About; readonly due: Days | null }
  /** Promises that were not kept, or not wholly. `due`: those whose last day lay among these; null: all. */
  | { readonly kind: 'broken'; readonly of: About; readonly due: Days | null }
  /** All that is known of one client. */
  | { readonly kind: 'status'; readonly clientText: string };

export type EnquiryKind = Enquiry['kind'];
