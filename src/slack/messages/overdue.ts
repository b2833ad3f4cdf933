import type { OverdueList } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';

export function overdueList(list: OverdueList, lang: Lang): SlackMessage {
  void [list, lang];
  return simpleAnswer('…');
}
