import type { EscalationCandidate } from '../../ledger/facts/escalation.js';
import type { ClientStatus } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';

export interface BriefFacts {
  readonly status: ClientStatus;
  /** Null: not (any more) a candidate. */
  readonly candidate: EscalationCandidate | null;
}

export function brief(facts: BriefFacts, lang: Lang): SlackMessage {
  void [facts, lang];
  return simpleAnswer('…');
}
