import type { LogReceipt } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';

export function logReceipt(receipt: LogReceipt, lang: Lang): SlackMessage {
  void [receipt, lang];
  return simpleAnswer('…');
}
