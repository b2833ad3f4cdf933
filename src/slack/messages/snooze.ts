import type { SnoozeReceipt, WakeReceipt } from '../../ledger/snooze.js';
import type { Lang } from '../../text/language.js';
import { escapeText, noteText } from './escape.js';
import type { SlackMessage } from './message.js';
import { simpleAnswer } from './simple-answer.js';
import { undoableAnswer } from './undoable-answer.js';
import { fullDate } from './wording.js';

/** The answer to /collect snooze: how long the client rests, what is told all the same, with Undo. */
export function snoozeReceipt(receipt: SnoozeReceipt | WakeReceipt, lang: Lang): SlackMessage {
  const { receipts: say, words } = lang.t;
  const client = escapeText(receipt.clientName);
  if (receipt.auditId === null) return simpleAnswer(say.notResting(client));
  if (receipt.until === null) return undoableAnswer(say.woken(client), receipt.auditId, lang);
  const lines = [
    say.snoozed(client, fullDate(receipt.until, lang)),
    say.snoozedTold,
    ...(receipt.note === null ? [] : [words.quoted(noteText(receipt.note, 600))]),
  ];
  const answer = undoableAnswer(words.lines(lines), receipt.auditId, lang);
  return { ...answer, text: lines[0] ?? answer.text };
}
