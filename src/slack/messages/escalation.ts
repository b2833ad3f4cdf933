import type { EscalationListNotice } from '../../ledger/facts/escalation.js';
import type { Lang } from '../../text/language.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';

export function escalationList(list: EscalationListNotice, lang: Lang): SlackMessage {
  void [list, lang];
  return simpleAnswer('…');
}
