import type { ClientStatus } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';

export function clientStatus(status: ClientStatus, lang: Lang): SlackMessage {
  void [status, lang];
  return simpleAnswer('…');
}
