import type { PaidReceipt } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';

export function paidReceipt(receipt: PaidReceipt, lang: Lang): SlackMessage {
  void [receipt, lang];
  return simpleAnswer('…');
}
