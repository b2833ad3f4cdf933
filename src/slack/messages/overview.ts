import type { PersonOverview } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';

export function overview(facts: PersonOverview, lang: Lang): SlackMessage {
  void [facts, lang];
  return simpleAnswer('…');
}
