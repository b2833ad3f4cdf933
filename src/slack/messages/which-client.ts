import type { Lang } from '../../text/language.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';

interface NamedClient {
  readonly id: number;
  readonly name: string;
}

export interface WhichClientFacts {
  /** The command's name. */
  readonly verb: string;
  /** All that stood behind the verb. */
  readonly typed: string;
  /** The part of it that names the client; null: none was named. */
  readonly clientText: string | null;
  readonly match:
    | { readonly kind: 'several' | 'unnamed'; readonly candidates: readonly NamedClient[] }
    | { readonly kind: 'unknown'; readonly nearest: readonly NamedClient[]; readonly mayAdd: boolean };
}

export function whichClient(facts: WhichClientFacts, lang: Lang): SlackMessage {
  void [facts, lang];
  return simpleAnswer('…');
}
