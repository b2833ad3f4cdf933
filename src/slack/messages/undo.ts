import type { UndoReceipt } from '../../ledger/facts/receipt.js';
import type { Lang } from '../../text/language.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';

export function undoReceipt(receipt: UndoReceipt, lang: Lang): SlackMessage {
  void [receipt, lang];
  return simpleAnswer('…');
}
